"""The fonts of a finished file and those that its stylesheets declare → what was exchanged in them.

What a reader finds in a file are numbers of glyphs, and letters that the file says they stand for.
A letter looks as it should if its glyph has the outline that the declared font has at that number,
and if the declared font draws those letters with that glyph.
"""

import io
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import uharfbuzz
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont

from briefwright.document.fonts import EmbeddedFont
from briefwright.document.marks import Unlisted

Declared = tuple[str, bytes]  # the family as stylesheets call it, and its font file
Outline = Sequence[tuple[str, Sequence[tuple[float, float]]]]  # operators, with their points

_TOLERANCE = 3.0  # thousandths of an em: points are rounded, and the optical size is estimated
_VIRAMA = 9  # class of the signs that join two letters, which may change places then
_NO_LETTER = "\u200b"
_MOST_STEPS = 4  # substitutions one after another
_COARSE, _FINE = 24, 6  # steps in which the optical size is looked for, and how often it is halved


def find_exchanged(
    declared: Sequence[Declared], fonts: Iterable[EmbeddedFont]
) -> Iterator[Unlisted]:
    """Declared fonts and those of a file → each font and each glyph that isn't as declared."""
    for font in fonts:
        part = f"the font {font.family}"
        files = [data for family, data in declared if family.casefold() == font.family.casefold()]
        found = [tuple(_compare(font, file)) for file in dict.fromkeys(files)]
        if not found:
            yield Unlisted("a font that no stylesheet declares", part)
        elif all(found):
            yield from (Unlisted(thing, part) for thing in min(found, key=len))


def _compare(font: EmbeddedFont, file: bytes) -> Iterator[str]:
    """A font of a file and a declared one → what the first has that the second hasn't."""
    own = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob(font.data)))
    other = _vary(own, font, file)
    thousandths = 1000 / other.face.upem
    for glyph, letters in font.letters.items():
        if not _is_alike(_draw(own, glyph), _draw(other, glyph), thousandths):
            yield f"another outline of “{letters}”"
        elif not _draws(file, letters, glyph) and glyph in font.alone:
            yield f"a glyph that stands for “{letters}” and looks otherwise"
        if abs(font.widths.get(glyph, 0) - other.get_glyph_h_advance(glyph) * thousandths) > 1:
            yield f"another width of “{letters}”"
    for glyph in sorted(font.alone - font.letters.keys()):
        yield f"the glyph {glyph} without letters"
    for said, glyphs in font.words:
        if not _is_written(file, font.letters, said, glyphs):
            yield f"glyphs that say “{said}” and look otherwise"
    yield from _compare_names(font.data, file)


# ----------------------------------------------------------------- outlines


def _vary(own: uharfbuzz.Font, font: EmbeddedFont, file: bytes) -> uharfbuzz.Font:
    """A font of a file and a declared one → this, at the weight and the optical size of the first.

    WeasyPrint takes for the optical size the size in which it met the font first.
    """
    found = uharfbuzz.Font(_open(file))
    axes = {axis.tag: axis for axis in found.face.axis_infos}
    weight = own.get_style_value(uharfbuzz.StyleTag.WEIGHT)
    location = {"wght": weight} if "wght" in axes else {}
    if location:
        found.set_variations(location)
    if "opsz" not in axes:
        return found
    size = axes["opsz"]
    sample = max(font.letters, key=lambda glyph: len(_draw(own, glyph)), default=0)
    wanted = _draw(own, sample)

    def measure(optical: float) -> float:
        found.set_variations({**location, "opsz": optical})
        return _measure_distance(wanted, _draw(found, sample))

    step = (size.max_value - size.min_value) / _COARSE
    best = min((size.min_value + n * step for n in range(_COARSE + 1)), key=measure)
    for _ in range(_FINE):
        step /= 2
        near = (max(best - step, size.min_value), best, min(best + step, size.max_value))
        best = min(near, key=measure)
    measure(best)
    return found


@lru_cache(maxsize=64)
def _open(file: bytes) -> uharfbuzz.Face:
    return uharfbuzz.Face(uharfbuzz.Blob(file))


def _draw(font: uharfbuzz.Font, glyph: int) -> Outline:
    pen = RecordingPen()
    font.draw_glyph_with_pen(glyph, pen)
    drawn: Outline = pen.value
    return drawn


def _is_alike(one: Outline, other: Outline, thousandths: float) -> bool:
    return _measure_distance(one, other) * thousandths <= _TOLERANCE


def _measure_distance(one: Outline, other: Outline) -> float:
    """Two outlines → how far apart their points are at the most; infinity if they differ."""
    if [operator for operator, _ in one] != [operator for operator, _ in other]:
        return float("inf")
    pairs = (
        (a, b)
        for (_, ours), (_, theirs) in zip(one, other, strict=True)
        for a, b in zip(ours, theirs, strict=True)
    )
    return max((max(abs(a[0] - b[0]), abs(a[1] - b[1])) for a, b in pairs), default=0.0)


# ----------------------------------------------------------------- letters


def _draws(file: bytes, letters: str, glyph: int) -> bool:
    """Whether a declared font draws letters with a glyph, by itself or by what it puts for them.

    A piece of a letter that another glyph stands for stands for none.
    """
    if letters == _NO_LETTER:
        return glyph in _list_pieces(file)
    nominal = _list_nominal(file)
    own = {nominal.get(ord(one)) for one in letters}
    return glyph in own or glyph in _reach(file, letters) or bool(own & _list_origins(file)[glyph])


@lru_cache(maxsize=64)
def _list_pieces(file: bytes) -> frozenset[int]:
    """A font file → the glyphs that it draws beside others for one, and for no character alone."""
    with TTFont(io.BytesIO(file), lazy=True) as font:
        several = (after for _, after in _list_all_substitutions(font) if len(after) > 1)
        found = {font.getGlyphID(name) for after in several for name in after}
    return frozenset(found - set(_list_nominal(file).values()))


@lru_cache(maxsize=64)
def _list_nominal(file: bytes) -> Mapping[int, int]:
    """A font file → the glyph of each character."""
    font = uharfbuzz.Font(_open(file))
    return {code: font.get_nominal_glyph(code) or 0 for code in font.face.unicodes}


@lru_cache(maxsize=4096)
def _reach(file: bytes, letters: str) -> frozenset[int]:
    """A font file and letters → all glyphs that it may put for them, whatever features are on."""
    wanted = uharfbuzz.SubsetInput()
    # HarfBuzz puts letters and marks together, or takes them apart, as the font has them.
    for form in ("NFC", "NFD"):
        wanted.unicode_set.update(map(ord, unicodedata.normalize(form, letters)))
    wanted.unicode_set.update(map(ord, letters))
    wanted.layout_feature_tag_set.clear()
    wanted.layout_feature_tag_set.invert()
    plan = uharfbuzz.SubsetPlan(_open(file), wanted)
    return frozenset(plan.old_to_new_glyph_mapping)


@lru_cache(maxsize=64)
def _list_origins(file: bytes) -> defaultdict[int, set[int]]:
    """A font file → for each glyph, those from which its substitutions make it, beside any others.

    OpenType 1.9, GSUB; the neighbours that a form depends on are passed over.
    """
    origins: defaultdict[int, set[int]] = defaultdict(set)
    with TTFont(io.BytesIO(file), lazy=True) as font:
        number = font.getGlyphID
        for before, after in _list_all_substitutions(font):
            for glyph in map(number, after):
                origins[glyph].update(map(number, before))
    for _ in range(_MOST_STEPS):
        for glyph, known in tuple(origins.items()):
            origins[glyph] = known.union(*(origins.get(one, ()) for one in known))
    return origins


def _list_all_substitutions(font: TTFont) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    lookups = font["GSUB"].table.LookupList.Lookup if "GSUB" in font else ()
    for table in (table for lookup in lookups for table in lookup.SubTable):
        yield from _list_substitutions(getattr(table, "ExtSubTable", table))


def _list_substitutions(table: Any) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """A table of substitutions → what is put for what; contexts only say which of the others."""
    match table.LookupType:
        case 1:
            yield from (((before,), (after,)) for before, after in table.mapping.items())
        case 2:
            yield from (((before,), after) for before, after in table.mapping.items())
        case 3:
            yield from (((before,), after) for before, after in table.alternates.items())
        case 4:
            for first, found in table.ligatures.items():
                yield from (((first, *one.Component), (one.LigGlyph,)) for one in found)


def _is_written(file: bytes, letters: Mapping[int, str], said: str, glyphs: Iterable[int]) -> bool:
    """Whether the glyphs of a word, with the letters of each, are those that its text asks for.

    Marks share the glyphs of the letters under them, so letters alone are compared. They stand as
    on the page. In Indic scripts a glyph is a part of a letter or several of them, in another
    order; there it must be one that the font may put for the word. So it must where a font draws
    one letter in pieces that are others, such as ژ out of ر: it puts just these for the word.
    """
    glyphs = tuple(glyphs)
    order = -1 if any(unicodedata.bidirectional(one) in ("R", "AL") for one in said) else 1
    # A ligature may have a character of its own, whose letters stand in the order of writing.
    alone = (unicodedata.normalize("NFKD", letters.get(glyph, "")) for glyph in glyphs)
    drawn = _list_letters("".join(one[::order] for one in alone))
    wanted = _list_letters(said)
    reached = _reach(file, said)
    is_alike = drawn == wanted or any(map(_is_indic, said)) or _shape(file, said[::order]) == glyphs
    return is_alike and all(glyph in reached for glyph in glyphs)


@lru_cache(maxsize=4096)
def _shape(file: bytes, written: str) -> tuple[int, ...]:
    """A font file and a word → the glyphs that HarfBuzz draws it with, from left to right."""
    buffer = uharfbuzz.Buffer()
    buffer.add_str(written)
    buffer.guess_segment_properties()
    uharfbuzz.shape(uharfbuzz.Font(_open(file)), buffer)
    return tuple(info.codepoint for info in buffer.glyph_infos)


def _is_indic(sign: str) -> bool:
    """Whether a sign is of a script whose glyphs stand for parts of letters: ई is इ and a hook."""
    return "\u0900" <= sign <= "\u109f" or unicodedata.combining(sign) == _VIRAMA


def _list_letters(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text)
    return [one for one in plain if unicodedata.category(one)[0] in "LN"]


# ----------------------------------------------------------------- what fonts say


def _compare_names(data: bytes, file: bytes) -> Iterator[str]:
    """A font of a file and a declared one → names in the first that the second hasn't."""
    for one in sorted(_list_names(data) - _list_names(file)):
        yield f"the name “{one}”"


@lru_cache(maxsize=64)
def _list_names(data: bytes) -> frozenset[str]:
    """A font file → what it calls itself and its glyphs, and what else is text in it."""
    with TTFont(io.BytesIO(data), lazy=True) as font:
        names = {str(record) for record in font["name"].names} if "name" in font else set()
        named = "post" in font and font["post"].formatType == 2  # otherwise they have no names
        glyphs = set(font.getGlyphOrder()) if named else set()
        tags = font["meta"].data.values() if "meta" in font else ()
        return frozenset(names | glyphs | {str(tag) for tag in tags})
