"""Glyphs on a page → the text that a reader finds, searches for and copies: as it was written.

A PDF says of each glyph which letters it stands for. WeasyPrint takes them from the first place
where a glyph is used, which is wrong for what shares its place with others: marks above a letter,
the forms of one letter, mirrored brackets. Where glyphs by themselves can't say it, the word says
its text as a whole: `ActualText`, ISO 32000-1, 14.9.4.
"""

import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import groupby, pairwise
from typing import Any, NamedTuple

from fontTools.ttLib import TTFont
from weasyprint.draw import text as drawing
from weasyprint.text.ffi import ffi, pango

# What stands for a glyph that has no letter of its own: readers put a code in place of nothing.
_NOTHING = "\u200b"
_JOINER = "\u2060"  # keeps a line from ending, and is nothing else
_LAST = "\ufffc"
_SELECTORS = [chr(code).encode() for code in range(0xFE00, 0xFE10)]
_GLYPH_DIGITS = 4  # of the hexadecimal number of a glyph in a content stream
_SHOWN = re.compile(rb"<([0-9a-f]*)>|([^<>]+)")


class _Glyph(NamedTuple):
    """One glyph of a line, in visual order; `start` and `end` of its cluster in the line's text.

    In bytes of UTF-8, as Pango counts.
    """

    number: int
    font: Any
    item: int
    start: int
    end: int
    from_right: bool


@contextmanager
def write_readable_text() -> Iterator[None]:
    """While it lasts, each line that is drawn says what is written in it."""
    original = drawing.draw_first_line

    def draw_readable(stream: Any, box: Any, *rest: Any) -> Any:
        glyphs = tuple(_read_glyphs(stream, box))
        text = box.pango_layout.text.encode()
        for _, cluster in groupby(glyphs, key=lambda one: (one.item, one.start)):
            _name_glyphs(tuple(cluster), text)
        begin = len(stream.stream)
        drawn = original(stream, box, *rest)
        if spans := () if _is_readable(glyphs, text) else tuple(_find_spans(glyphs, text)):
            stream.stream[begin:] = _mark_spans(stream.stream[begin:], spans)
        return drawn

    drawing.draw_first_line = draw_readable
    try:
        yield
    finally:
        drawing.draw_first_line = original


def _read_glyphs(stream: Any, box: Any) -> Iterator[_Glyph]:
    """A text box → the glyphs that its line is drawn with, from left to right."""
    if not box.text.strip() or box.style["font_size"] < 1e-6:
        return
    pango.pango_layout_set_single_paragraph_mode(box.pango_layout.layout, True)
    line, _ = box.pango_layout.get_first_line()
    text = box.pango_layout.text.encode()
    run = line.runs[0]
    while run != ffi.NULL:
        item, shaped = run.data.item, run.data.glyphs
        font, _ = stream.add_font(item.analysis.font)
        begins = ffi.unpack(shaped.log_clusters, shaped.num_glyphs)
        offset, from_right = item.offset, bool(item.analysis.level % 2)
        empty = pango.PANGO_GLYPH_EMPTY
        starts = {
            begin
            for spot, begin in enumerate(begins)
            if shaped.glyphs[spot].glyph != empty or not _is_selector(text, offset + begin)
        }
        ends = dict(pairwise([*sorted(starts), item.length]))
        for spot, begin in enumerate(begins):
            number = shaped.glyphs[spot].glyph
            if number != empty:
                if number & pango.PANGO_GLYPH_UNKNOWN_FLAG:  # drawn as a box, as WeasyPrint does
                    number = font.get_unused_glyph_id(number - pango.PANGO_GLYPH_UNKNOWN_FLAG)
                start, end = offset + begin, offset + ends[begin]
                yield _Glyph(number, font, offset, start, end, from_right)
        run = run.next


def _is_selector(text: bytes, place: int) -> bool:
    """Whether a sign that asks for another form of the letter before it stands at a place."""
    return text[place : place + len(_SELECTORS[0])] in _SELECTORS


# ----------------------------------------------------------------- the letters of each glyph


def _name_glyphs(cluster: Sequence[_Glyph], text: bytes) -> None:
    """The glyphs of one cluster and their line's text → each glyph's letters, noted in its font.

    A glyph that the font keeps for a letter stands for that one: so do brackets that are mirrored,
    which readers don't turn back. What remains of the cluster's letters are shared out.
    """
    letters = text[cluster[0].start : cluster[0].end].decode()
    known = cluster[0].font.to_unicode
    if len(cluster) == 1 and not (cluster[0].from_right and _is_mirrored(letters)):
        known.setdefault(cluster[0].number, letters)
        return
    own = _read_letters(cluster[0].font.file_content)
    # A font that draws a letter in pieces has a glyph for each of those that Unicode knows, too.
    rest, nameless = unicodedata.normalize("NFD", letters), list[int]()
    for glyph in reversed(cluster) if cluster[0].from_right else cluster:
        names = own.get(glyph.number, "")
        name = next((one for one in names if one in rest), names[:1])
        if name:
            known.setdefault(glyph.number, name)
            rest = rest.replace(name, "", 1)
        else:
            nameless.append(glyph.number)
    marks = "".join(filter(unicodedata.combining, rest)) if len(nameless) > 1 else ""
    for place, number in enumerate(nameless):
        share = "".join(one for one in rest if one not in marks) if place == 0 else ""
        share += marks if place == len(nameless) - 1 else ""
        known.setdefault(number, share or _NOTHING)


def _is_mirrored(letters: str) -> bool:
    return any(map(unicodedata.mirrored, letters))


@lru_cache(maxsize=32)
def _read_letters(data: bytes) -> Mapping[int, str]:
    """A font file → the number of each glyph that the font keeps for letters, and those letters."""
    found: dict[int, str] = {}
    with TTFont(io.BytesIO(data), lazy=True, fontNumber=0) as font:
        for code, name in font.getBestCmap().items():
            number = font.getGlyphID(name)
            found[number] = found.get(number, "") + chr(code)
    return found


# ----------------------------------------------------------------- words that say their text


def _is_readable(glyphs: Sequence[_Glyph], text: bytes) -> bool:
    """Whether the glyphs of a line say its text one by one, as those of most alphabets do."""
    said = "".join([one.font.to_unicode[one.number] for one in glyphs])
    return (
        said == text.decode()
        and _JOINER not in said
        and not any(one.from_right for one in glyphs)
        and not any(map(_is_mark, said))
    )


@lru_cache(maxsize=4096)
def _is_mark(sign: str) -> bool:
    return unicodedata.category(sign).startswith("M")


_Span = tuple[int, str]  # how many glyphs, and what they say together; "" for what each says


def _find_spans(glyphs: Sequence[_Glyph], text: bytes) -> Iterator[_Span]:
    """The glyphs of a line and its text → its words in turn; nothing where all say themselves."""
    starts = _find_word_starts(text.decode())
    words = groupby(glyphs, key=lambda one: (one.item, starts[one.start]))
    spans = [_read_word(tuple(word), text) for _, word in words]
    if any(said for _, said in spans):
        yield from spans


def _find_word_starts(text: str) -> dict[int, int]:
    """A text → for each letter's place in bytes, where its word begins; spaces are words too."""
    found = dict[int, int]()
    place = start = 0
    before = text[:1]
    for letter in text:
        if letter.isspace() != before.isspace():
            start = place
        found[place] = start
        place += len(letter.encode())
        before = letter
    return found


def _read_word(word: Sequence[_Glyph], text: bytes) -> _Span:
    """The glyphs of a word → what it must say as a whole, if its glyphs don't say it one by one.

    Marks upset the order and the gaps that readers see. A word that runs from right to left is
    given as it stands on the page, since readers turn it round by themselves; some of its letters
    may be drawn in pieces that are letters too, such as ژ out of ر. PDFium passes over letters
    beyond U+FFFC in what a word says as a whole, not in what its glyphs say.
    """
    written = text[min(one.start for one in word) : max(one.end for one in word)].decode()
    written = written.replace(_JOINER, "")  # who searches for the word doesn't type it
    is_marked = any(map(_is_mark, written))
    read = "".join(one.font.to_unicode[one.number] for one in word)
    if word[0].from_right:
        is_plain = not is_marked and _count_letters(read) == _count_letters(written)
        return len(word), "" if is_plain else written[::-1]
    is_plain = written.isspace() or (read == written and (not is_marked or max(written) > _LAST))
    return len(word), "" if is_plain else written


def _count_letters(words: str) -> Counter[str]:
    """Words → how often each letter is in them, whichever of its forms stands there."""
    return Counter(filter(str.isalpha, unicodedata.normalize("NFKC", words)))


def _mark_spans(drawn: Sequence[Any], spans: Sequence[_Span]) -> list[bytes]:
    """The operators that draw a line and its words → the same, each word that says its text marked.

    Glyphs are shown in arrays, between which fonts and heights change: `[<0041>-3<0042>] TJ`.
    """
    marked: list[bytes] = []
    waiting = iter(spans)
    left, said = next(waiting)
    begun = False
    for operator in drawn:
        if not (isinstance(operator, bytes) and operator.endswith(b"] TJ")):
            marked.append(operator)
            continue
        array = b""
        for shown in _SHOWN.finditer(operator[1 : -len(b"] TJ")]):
            if shown[1] is None:
                array += b" " + shown[2]
                continue
            for spot in range(0, len(shown[1]), _GLYPH_DIGITS):
                if said and not begun:
                    marked += [*_show(array), _begin(said)]
                    array = b""
                begun = True
                array += b"<" + shown[1][spot : spot + _GLYPH_DIGITS] + b">"
                left -= 1
                if left == 0:
                    if said:
                        marked += [*_show(array), b"EMC"]
                        array = b""
                    left, said = next(waiting, (-1, ""))
                    begun = False
        marked += _show(array)
    return marked


def _begin(said: str) -> bytes:
    text = said.encode("utf-16-be").hex()
    return b"/Span <</ActualText <feff%s>>> BDC" % text.encode()


def _show(array: bytes) -> list[bytes]:
    return [b"[" + array + b"] TJ"] if array else []
