"""A finished PDF → the same whose letters look otherwise than its text says."""

import io
import re
from collections.abc import Callable, Mapping
from typing import Any

from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable
from pikepdf import Array, Dictionary, Pdf, String

from tampering.foreign import Change, edit


def _fonts(pdf: Pdf) -> list[Any]:
    """A PDF → its fonts, the one with most letters first."""
    found = [one for one in pdf.objects if isinstance(one, Dictionary) and "/ToUnicode" in one]
    return sorted(found, key=lambda font: -len(_letters(font)))


def _letters(font: Any) -> dict[int, str]:
    _, _, mapped = bytes(font.ToUnicode.read_bytes()).partition(b"endcodespacerange")
    return {
        int(glyph, 16): bytes.fromhex(letters.decode()).decode("utf-16-be")
        for glyph, letters in re.findall(rb"<([0-9a-f]{4})> <([0-9a-f]+)>", mapped)
    }


def _glyph(font: Any, letter: str) -> int:
    return next(glyph for glyph, letters in _letters(font).items() if letters == letter)


# ----------------------------------------------------------------- glyphs and their letters


def _swap_numbers(one: str, other: str) -> Change:
    """Two letters → each is drawn as the other; the font says that it is still itself."""

    def change(pdf: Pdf) -> None:
        font = _fonts(pdf)[0]
        first, second = _glyph(font, one), _glyph(font, other)
        pairs = {first: second, second: first}
        edit(font.ToUnicode, lambda text: _renumber(text, pairs, rb"(?<=\n)<([0-9a-f]{4})>"))
        name = next(key for key, value in _shelf(pdf).items() if value.objgen == font.objgen)
        for page in pdf.pages:
            edit(page.obj.Contents, lambda text: _redraw(text, name, pairs))

    return change


def _shelf(pdf: Pdf) -> Any:
    return pdf.pages[0].obj.Resources.Font


def _renumber(text: bytes, pairs: Mapping[int, int], form: bytes) -> bytes:
    def replace(found: re.Match[bytes]) -> bytes:
        number = int(found[1], 16)
        return b"<%04x>" % pairs.get(number, number)

    head, between, tail = text.partition(b"endcodespacerange")
    return head + between + re.sub(form, replace, tail)


def _redraw(text: bytes, name: str, pairs: Mapping[int, int]) -> bytes:
    """Instructions → each glyph shown in one font exchanged for its partner."""

    def replace(found: re.Match[bytes]) -> bytes:
        numbers = (int(found[1][n : n + 4], 16) for n in range(0, len(found[1]), 4))
        return b"<" + b"".join(b"%04x" % pairs.get(one, one) for one in numbers) + b">"

    pieces = re.split(rb"(/[\w.+-]+\s+-?[\d.]+\s+Tf\b)", text)
    current = ""
    for place, piece in enumerate(pieces):
        if place % 2:
            current = piece.split()[0].decode()
        elif current == name:
            pieces[place] = re.sub(rb"<([0-9a-f]+)>(?=[^\[\]]*\]\s*TJ)", replace, piece)
    return b"".join(pieces)


def _shown_as(words: str, drawn: Callable[[list[bytes]], list[bytes]]) -> Change:
    """Words of a page and a change of their glyphs → drawn so, and said to read as before."""

    def change(pdf: Pdf) -> None:
        for font in _fonts(pdf):
            known = {letters: glyph for glyph, letters in _letters(font).items()}
            if all(letter in known for letter in words):
                glyphs = [b"<%04x>" % known[letter] for letter in words]
                for page in pdf.pages:
                    if _show_as(page, glyphs, words, drawn):
                        return
        raise AssertionError(f"“{words}” stands nowhere")

    return change


def _show_as(
    page: Any, glyphs: list[bytes], words: str, drawn: Callable[[list[bytes]], list[bytes]]
) -> bool:
    text = bytes(page.obj.Contents.read_bytes())
    kerned = rb"\s*(?:-?[\d.]+)?\s*"
    found = re.search(
        rb"\[\s*(?:-?[\d.]+)?\s*" + kerned.join(map(re.escape, glyphs)) + rb"[^\]]*\]\s*TJ", text
    )
    if found is None:
        return False
    whole = re.findall(rb"<[0-9a-f]{4}>", found[0])
    said = words.encode("utf-16-be").hex().encode()
    rest = b"[" + b"".join(whole[len(glyphs) :]) + b"] TJ"
    span = b"/Span <</ActualText <feff%s>>> BDC [%s] TJ EMC %s" % (
        said, b"".join(drawn(glyphs)), rest,
    )  # fmt: skip
    page.obj.Contents.write(text[: found.start()] + span + text[found.end() :])
    return True


LETTERS: Mapping[str, Change] = {
    "two letters in each other's place": _swap_numbers("a", "o"),
    "two tall letters in each other's place": _swap_numbers("l", "t"),
    "two capitals in each other's place": _swap_numbers("T", "A"),
    "a letter and a space in each other's place": _swap_numbers("e", " "),
    "a word drawn from behind": _shown_as("The", lambda glyphs: glyphs[::-1]),
    "a word with its letters mixed": _shown_as("The", lambda glyphs: [*glyphs[1:], glyphs[0]]),
    "a word without its last letter": _shown_as("The", lambda glyphs: glyphs[:-1]),
    "a word without its first letter": _shown_as("The", lambda glyphs: glyphs[1:]),
    "a word with a letter twice": _shown_as("The", lambda glyphs: [*glyphs, glyphs[-1]]),
    "a word drawn twice": _shown_as("The", lambda glyphs: glyphs * 2),
    "a word of one letter": _shown_as("The", lambda glyphs: [glyphs[0]] * len(glyphs)),
    "a word that isn't drawn": _shown_as("The", lambda glyphs: []),
}  # fmt: skip

# ----------------------------------------------------------------- what is in the font


def _refont(change: Callable[[TTFont], None]) -> Change:
    """A change of the font with most letters → that of the PDF."""

    def refont(pdf: Pdf) -> None:
        file = _fonts(pdf)[0].DescendantFonts[0].FontDescriptor.FontFile2
        with TTFont(io.BytesIO(bytes(file.read_bytes()))) as font:
            change(font)
            target = io.BytesIO()
            font.save(target, reorderTables=None)
        file.write(target.getvalue())
        file.Length1 = len(target.getvalue())

    return refont


def _named(font: TTFont, letter: str) -> str:
    return str(font.getBestCmap()[ord(letter)])


def _swap_outlines(font: TTFont) -> None:
    one, other = _named(font, "a"), _named(font, "o")
    outlines = font["glyf"]
    outlines[one], outlines[other] = outlines[other], outlines[one]


def _copy_outline(font: TTFont) -> None:
    font["glyf"][_named(font, "e")] = font["glyf"][_named(font, "c")]


def _empty_outline(font: TTFont) -> None:
    font["glyf"][_named(font, "e")] = TTGlyphPen(None).glyph()


def _transform(*edges: float) -> Callable[[TTFont], None]:
    def transform(font: TTFont) -> None:
        name, glyphs = _named(font, "e"), font.getGlyphSet()
        recorded = DecomposingRecordingPen(glyphs)
        glyphs[name].draw(recorded)
        pen = TTGlyphPen(None)
        recorded.replay(TransformPen(pen, edges))
        font["glyf"][name] = pen.glyph()

    return transform


def _shift(font: TTFont) -> None:
    name = _named(font, "e")
    width, left = font["hmtx"][name]
    font["hmtx"][name] = (width, left + 40)


def _add_name(font: TTFont) -> None:
    font["name"].setName("A secret word", 9, 3, 1, 0x409)


def _rename(font: TTFont) -> None:
    font["name"].setName("Another Sans", 1, 3, 1, 0x409)


def _name_glyphs(font: TTFont) -> None:
    post = font["post"]
    names = list(font.getGlyphOrder())
    names[-1] = "A.secret.word"
    post.formatType, post.extraNames, post.mapping = 2.0, [], {}
    post.glyphOrder = names
    font.setGlyphOrder(names)


def _add_meta(font: TTFont) -> None:
    font["meta"] = newTable("meta")
    font["meta"].data = {"dlng": "A secret word"}


def _set_descriptor(key: str, value: Any) -> Change:
    def change(pdf: Pdf) -> None:
        _fonts(pdf)[0].DescendantFonts[0].FontDescriptor[key] = value

    return change


def _use_file_of_another(pdf: Pdf) -> None:
    first, second, *_ = (one.DescendantFonts[0].FontDescriptor for one in _fonts(pdf))
    first.FontFile2 = second.FontFile2


def _widen(pdf: Pdf) -> None:
    widths = _fonts(pdf)[0].DescendantFonts[0].W
    widths[1] = Array([float(one) + 40 for one in widths[1]])


def _narrow(pdf: Pdf) -> None:
    widths = _fonts(pdf)[0].DescendantFonts[0].W
    widths[-1] = Array([0 for _ in widths[-1]])


FONTS: Mapping[str, Change] = {
    "two outlines in each other's place": _refont(_swap_outlines),
    "one outline for two letters": _refont(_copy_outline),
    "no outline": _refont(_empty_outline),
    "an outline further down": _refont(_transform(1, 0, 0, 1, 0, -60)),
    "an outline further right": _refont(_shift),
    "an outline half as large": _refont(_transform(0.5, 0, 0, 0.5, 0, 0)),
    "an outline as in a mirror": _refont(_transform(-1, 0, 0, 1, 500, 0)),
    "an outline upside down": _refont(_transform(1, 0, 0, -1, 0, 500)),
    "a remark among its names": _refont(_add_name),
    "another name": _refont(_rename),
    "words in the names of its glyphs": _refont(_name_glyphs),
    "words in its metadata": _refont(_add_meta),
    "another family": _set_descriptor("/FontFamily", String("Comic Sans MS")),
    "no family": _set_descriptor("/FontFamily", String("")),
    "the file of another": _use_file_of_another,
    "letters set wider": _widen,
    "letters without width": _narrow,
}  # fmt: skip
