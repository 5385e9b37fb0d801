"""A waffle chart or a pictogram and what is drawn → what doesn't say what the chart says.

The squares of a whole are counted, row by row; the parts that they are of stand beside or below it.
Each icon of a pictogram lies in a clip as wide as the part that is seen of it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby, pairwise
from math import ceil, inf

from briefwright.document.boxes import surround
from briefwright.document.drawings import Colour, Drawing, Path
from briefwright.edition.plots import Plot
from briefwright.verify.drawings.labels import Label, Labels, find_labels
from briefwright.verify.drawings.legends import check_colours, check_words, find_key, follows
from briefwright.verify.drawings.shapes import (
    EXACT,
    NEARLY,
    WHITE,
    Area,
    Shapes,
    Span,
    View,
    group,
    is_visible,
)

_SIDE = 10  # squares in a row of a whole
_LEVEL = 0.6  # of the size of letters: how far from the middle of its row a name stands
_UNDER = 0.2  # of the width of its squares: how far under them the first part of a whole stands
_CLOSE = 1.2  # of it: how far a number stands from the last icon

Part = tuple[str, str]  # its name, its number as printed


def check_waffle(plot: Plot, drawing: Drawing, shapes: Shapes) -> Iterator[str]:
    """A plot of squares, what is drawn → what differs, in words."""
    view = View("x", plot.direction == "rtl")
    wholes = _list_wholes(plot)
    titles = plot.categories if len(plot.series) > 1 else ("",)
    texts = [text for whole in wholes for part in whole for text in part]
    labels = find_labels(drawing, [*texts, *titles, plot.unit, plot.units.shown])
    yield from check_words(labels)
    middle = sorted(map(_width, shapes.areas))[len(shapes.areas) // 2 :][:1]
    squares = [one for one in shapes.areas if abs(_width(one) - middle[0]) < NEARLY]
    if shapes.lines or shapes.dots or shapes.outlines or len(squares) != 100 * len(wholes):
        yield "it has other shapes than a hundred squares for each whole"
        return
    rest = [one for one in shapes.areas if one not in squares]
    keys = [key for key in rest if not _stands_at(key, labels.of([plot.units.shown]), view)]
    if len(keys) != sum(map(len, wholes)) or len(rest) - len(keys) != 1:
        yield f"it has {len(keys)} keys where {sum(map(len, wholes))} should be"
        return
    for place, (title, parts) in enumerate(zip(titles, wholes, strict=True)):
        own = squares[100 * place : 100 * (place + 1)]
        beside = keys[len(parts) * place : len(parts) * (place + 1)]
        counts = plot.units.counts[place]
        yield from _check_squares(counts, own, view)
        yield from _check_parts(parts, counts, own, beside, labels, view)
        whole = view.span(surround(one.box for one in own))
        if title and not any(_stands_over(one, whole, view) for one in labels.of([title])):
            yield f"“{title}” doesn't stand over its squares"
        if title and not all(_stands_under(key, whole, beside, view) for key in beside):
            yield f"the parts of “{title}” don't stand under its squares"


def _width(area: Area) -> float:
    return area.box.right - area.box.left


def _stands_over(title: Label, whole: Span, view: View) -> bool:
    at = view.span(title.box)
    return abs(at.start - whole.start) < title.size and 0 < whole.near - at.far < title.size


def _stands_under(key: Area, whole: Span, keys: Sequence[Area], view: View) -> bool:
    """Whether a key begins where its squares do, the first one right under these."""
    gap = min(view.span(one.box).near for one in keys) - whole.far
    return abs(view.span(key.box).start - whole.start) < NEARLY and 0 < gap < _UNDER * whole.length


def _list_wholes(plot: Plot) -> list[list[Part]]:
    if len(plot.series) == 1:
        return [list(zip(plot.categories, plot.series[0].shown, strict=True))]
    rows = range(len(plot.categories))
    return [[(one.name, one.shown[row]) for one in plot.series] for row in rows]


def _stands_at(key: Area, labels: Sequence[Label], view: View) -> bool:
    return any(follows(key.box, one, is_turned=view.is_turned) for one in labels)


def _check_squares(
    counts: Sequence[Fraction], squares: Sequence[Area], view: View
) -> Iterator[str]:
    """How many squares each part has, those of one whole → whether they are these, as one reads."""
    spans = [(view.span(one.box), one.colour) for one in squares]
    rows = group(span.near for span, _ in spans)
    columns = group(span.start for span, _ in spans)
    places = {(_find(rows, span.near), _find(columns, span.start)): one for span, one in spans}
    if (len(rows), len(columns), len(places)) != (_SIDE, _SIDE, _SIDE**2):
        yield "its squares don't stand in ten rows of ten"
        return
    ordered = [colour for _, colour in sorted(places.items())]
    if [len(list(same)) for _, same in groupby(ordered)] != [one for one in counts if one]:
        yield "its parts have other numbers of squares"


def _find(places: Sequence[float], at: float) -> int:
    return min(range(len(places)), key=lambda n: abs(places[n] - at))


def _check_parts(
    parts: Sequence[Part],
    counts: Sequence[Fraction],
    squares: Sequence[Area],
    keys: Sequence[Area],
    labels: Labels,
    view: View,
) -> Iterator[str]:
    """The parts of one whole → whether each is named beside its colour, its number behind that."""
    seen = list[Colour | None]()
    for name, shown in parts:
        found = find_key(keys, labels.of([name]), is_turned=view.is_turned)
        seen.append(found[0].colour if found else None)
        if found is None:
            yield f"“{name}” doesn't stand beside its colour"
        elif shown and not any(_stands_behind(one, found[1], view) for one in labels.of([shown])):
            yield f"“{shown}” doesn't stand behind “{name}”"
    yield from check_colours([name for name, _ in parts], seen)
    drawn = list(dict.fromkeys(one.colour for one in squares))
    if [colour for colour, count in zip(seen, counts, strict=True) if count] != drawn:
        yield "its squares have other colours than its parts"


def _stands_behind(number: Label, name: Label, view: View) -> bool:
    gap = view.span(number.box).start - view.span(name.box).end
    return abs(number.box.bottom - name.box.bottom) < 0.5 * name.size and gap < name.size


# ----------------------------------------------------------------- pictograms


@dataclass(frozen=True)
class _Icon:
    """What is seen of an icon: where its clip is in a view, its middle on the page.

    `corners` are those of its strokes, from where its clip begins.
    """

    span: Span
    y: float
    colours: tuple[Colour | None, ...]
    corners: tuple[float, ...]
    is_whole: bool

    def is_like(self, other: "_Icon") -> bool:
        """Whether both are of one form and colour."""
        pairs = zip(self.corners, other.corners, strict=False)
        return (
            self.colours == other.colours
            and len(self.corners) == len(other.corners)
            and all(abs(one - two) < NEARLY for one, two in pairs)
        )


def check_pictogram(plot: Plot, drawing: Drawing) -> Iterator[str]:
    """A plot of icons, what is drawn → what differs, in words."""
    view = View("x", plot.direction == "rtl")
    (only,) = plot.series
    counts = [count for (count,) in plot.units.counts]
    labels = find_labels(drawing, [*plot.categories, *only.shown, plot.units.shown])
    yield from check_words(labels)
    icons = list(_read_icons(drawing.paths, view))
    key, rest = next(iter(icons), None), icons[1:]
    are_icons = all(path.clip for path in drawing.paths)
    if not are_icons or key is None or not key.is_whole or not all(map(key.is_like, rest)):
        yield "it has other shapes than icons that are alike"
        return
    if len(rest) != sum(map(ceil, counts)):
        yield f"it has {len(rest)} icons where {sum(map(ceil, counts))} should be"
        return
    if not any(_is_behind(one, key.span.end, key.y, view) for one in labels.of([plot.units.shown])):
        yield f"“{plot.units.shown}” doesn't stand behind an icon"
    begin = min((one.span.start for one in rest), default=0.0)
    pairs = [(one, other) for one, other in pairwise(rest) if abs(one.y - other.y) < NEARLY]
    pitches = group(other.span.start - one.span.start for one, other in pairs)
    if len(pitches) > 1:
        yield "its icons aren't as far apart from one another"
    above = inf
    for name, shown, count in zip(plot.categories, only.shown, counts, strict=True):
        before = [one for one in labels.of([name]) if view.span(one.box).end <= begin]
        named = [one for one in before if one.y < above]
        if not named:
            yield f"“{name}” doesn't stand below what is above it"
            continue
        label = max(named, key=lambda one: one.y)
        above = label.y
        row = [one for one in rest if abs(one.y - label.y) < _LEVEL * label.size]
        wanted = [min(float(count) - n, 1.0) * key.span.length for n in range(ceil(count))]
        starts = [one.span.start - begin - n * (pitches or [0.0])[0] for n, one in enumerate(row)]
        if len(row) != len(wanted) or any(
            abs(one.span.length - length) > EXACT for one, length in zip(row, wanted, strict=True)
        ) or any(abs(start) > NEARLY for start in starts):  # fmt: skip
            yield f"the icons of “{name}” don't come to {shown}"
        end = row[-1].span.end if row else begin
        if shown and not any(_is_behind(one, end, label.y, view) for one in labels.of([shown])):
            yield f"“{shown}” doesn't stand behind its icons"


def _read_icons(paths: Sequence[Path], view: View) -> Iterator[_Icon]:
    """Paths → the icons: those that follow one another in one clip are one."""
    for clip, found in groupby(paths, key=lambda path: path.clip):
        held = list(found)
        box = surround(path.box for path in held)
        if clip is not None:
            edge = clip.right if view.is_turned else clip.left
            corners = tuple(
                place
                for path in held for piece in path.pieces for x, y in piece
                for place in (x - edge, y - clip.bottom)
            )  # fmt: skip
            colours = tuple(path.stroke or path.fill for path in held)
            is_seen = all(is_visible(one or WHITE) for one in colours)
            middle = (clip.bottom + clip.top) / 2
            is_whole = is_seen and clip.holds(box)
            yield _Icon(view.span(clip), middle, colours, corners, is_whole)


def _is_behind(number: Label, end: float, y: float, view: View) -> bool:
    """Whether a number stands behind a place, level with it."""
    gap = view.span(number.box).start - end
    return abs(number.y - y) < _LEVEL * number.size and 0 < gap < _CLOSE * number.size
