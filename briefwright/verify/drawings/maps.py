"""A map and what is drawn → what of it doesn't lie where the world has it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import dist

from briefwright import geography
from briefwright.document.boxes import Box, surround
from briefwright.document.drawings import Colour, Drawing, Point
from briefwright.edition.map_plots import MapPlot
from briefwright.verify.drawings.labels import Label, Labels, find_labels, fold
from briefwright.verify.drawings.legends import check_words
from briefwright.verify.drawings.map_boundaries import check_boundaries, split_boundaries
from briefwright.verify.drawings.map_circles import check_circles, split_keys
from briefwright.verify.drawings.map_home import split_home
from briefwright.verify.drawings.map_insets import (
    check_mark,
    split_frame,
    split_inset,
    split_mark,
)
from briefwright.verify.drawings.map_land import check_hatching, check_land, is_inside
from briefwright.verify.drawings.map_legends import find_hatching, list_keyed
from briefwright.verify.drawings.map_numbers import list_required, split_numbers
from briefwright.verify.drawings.shapes import (
    NEARLY,
    Area,
    Dot,
    Line,
    Shapes,
    is_visible,
    sort_shapes,
)
from briefwright.verify.drawings.windows import (
    Place,
    Window,
    as_box,
    find_windows,
)

_EARTH = 6371.0088  # km: the mean radius of the earth (IUGG)
_OFF = 0.8  # points: how far a dot may lie beside its place; heights are rounded to whole pixels
_HALO = 1.0  # points: no line around letters has its middle farther from them
# In sizes of letters:
_NEAR = 1.2  # a label stands no farther from its dot
_SLACK = 1.0  # nor much nearer to another
_LEADS = 0.7  # a line to a label begins and ends no farther from both


@dataclass(frozen=True)
class _Legend:
    """What stands below a map: its keys, their words, the looks of lines over missing numbers."""

    keys: Sequence[Area]
    labels: Labels
    hatching: frozenset[tuple[Colour, float]]


def check_map(plot: MapPlot, drawing: Drawing, shapes: Shapes) -> Iterator[str]:
    """A map, what is drawn → what differs, in words."""
    if plot.inset is None:
        yield from _check_outer(plot, drawing, shapes, None)[0]
        return
    if len(shapes.areas) < 2:
        yield "it has no inset"
        return
    outer, inner, box = split_inset(plot, drawing, shapes)
    found, window, legend = _check_outer(plot, outer, sort_shapes(outer), box)
    yield from found
    if window is None or legend is None:
        return
    small = plot.inset.plot
    around, lines = split_frame(sort_shapes(inner).lines, box)
    yield from around
    parts = replace(sort_shapes(inner), lines=tuple(lines))
    found, seen = _check_part(small, parts, legend, _find_labels(small, inner, ()), box, None)
    yield from found
    if plot.mark:
        yield from check_mark(plot.mark, seen.place, box)
    else:
        yield from check_mark(small.mark, window.place, shapes.areas[0].box)


def _check_outer(
    plot: MapPlot, drawing: Drawing, shapes: Shapes, hidden: Box | None
) -> tuple[list[str], Window | None, _Legend | None]:
    """A map without its inset, what that hides → what differs, how the world lies, its legend."""
    keyed = [plot.unit, *(one.label for one in list_keyed(plot))]
    labels = _find_labels(plot, drawing, (*keyed, *(shown for _, shown in plot.size_keys)))
    keys = shapes.areas[1:]
    most = 1 + max(1, len(plot.classes)) + bool(plot.regions)
    if len(keys) != len(list_keyed(plot)) or len(shapes.outlines) > most:
        said = "it has other areas than land and sea, or another number of keys than classes"
        return [*check_words(labels), said], None, None
    legend = _Legend(keys, labels, find_hatching(plot, shapes.lines, keys, labels))
    found, window = _check_part(plot, shapes, legend, labels, shapes.areas[0].box, hidden)
    return found, window, legend


def _find_labels(plot: MapPlot, drawing: Drawing, legend: Iterable[str]) -> Labels:
    """A map, what is drawn, the words of its legend → the labels that it has and should have."""
    texts = [text for place in plot.places for text in (place.name, place.note)]
    texts += legend
    required, numbered = tuple(list_required(plot)), dict(plot.numbers)
    texts += required
    spare = [one for name, one in plot.labels if name not in numbered and one not in required]
    spare += [one.label for one in plot.distances]
    spare += _list_likely([label for _, label in _list_around(plot)], drawing)
    return find_labels(drawing, texts, spare)


def _list_around(plot: MapPlot) -> list[tuple[str, str]]:
    """A map → the neighbours of which nothing else on it has the name."""
    texts = {text for place in plot.places for text in (place.name, place.note)}
    texts |= {plot.unit, *(one.label for one in list_keyed(plot))}
    texts |= {*(shown for _, shown in plot.size_keys), *list_required(plot)}
    return [one for one in plot.neighbours if one[1] not in texts]


def _check_part(
    plot: MapPlot,
    shapes: Shapes,
    legend: _Legend,
    labels: Labels,
    frame: Box,
    hidden: Box | None,
) -> tuple[list[str], Window]:
    """A map or its inset, what is drawn of it in a frame → what differs, and how the world lies."""
    # A country that is too small to be seen is a spot of the colour of land.
    land = {outline.fill for outline in shapes.outlines} | {key.colour for key in legend.keys}
    lines = [line for line in shapes.lines if not _is_halo(line, labels)]
    hatching = [line for line in lines if (line.colour, line.width) in legend.hatching]
    strokes = [line for line in lines if line not in hatching]
    dots = [dot for dot in shapes.dots if dot.colour not in land]
    dots, size_keys = split_keys(dots, frame)
    windows = find_windows(plot, shapes.outlines, dots, frame)
    lost = [_count_lost(plot, dots, window.place) for window in windows]
    likely = [one for one, count in zip(windows, lost, strict=True) if count == min(lost)]
    areas = (shapes.areas[0], *legend.keys)
    found = list[tuple[list[str], Window]]()
    for one in likely:
        along, others = split_boundaries(plot, strokes, one.place)
        wrong, others = split_home(plot, others, one.place, frame)
        missed, others, spots = split_mark(plot, others, dots, one.place)
        problems = [
            *check_words(labels),
            *wrong,
            *missed,
            *check_land(plot, shapes.outlines, areas, legend.labels, one.place, hidden),
            *check_hatching(plot, hatching, frame, one.place, hidden),
            *check_boundaries(plot, along, land, one.place, frame, hidden),
            *_check_scale(plot, spots, others, one, labels),
            *_check_names(plot, _list_around(plot), one.place, labels),
            *check_circles(plot, spots, size_keys, one.place, labels),
        ]
        found.append((problems, one))
    return min(found, key=lambda one: len(one[0]))


def _is_halo(line: Line, labels: Labels) -> bool:
    """Whether a line goes around a letter, in a colour that is as good as paper."""
    around = surround(map(as_box, line.points))
    middle = ((around.left + around.right) / 2, (around.bottom + around.top) / 2)
    wide = around.right - around.left
    return not is_visible(line.colour) and any(
        label.box.distance(middle) < _HALO and wide < 2 * label.size for label in labels.found
    )


def _list_likely(texts: Iterable[str], drawing: Drawing) -> Iterator[str]:
    """Texts and a drawing → those all of whose letters are drawn."""
    drawn = set("".join(fold(letter.text) for letter in drawing.letters))
    return (text for text in texts if drawn.issuperset(fold(text)))


def _check_scale(
    plot: MapPlot, dots: Sequence[Dot], lines: Sequence[Line], window: Window, labels: Labels
) -> Iterator[str]:
    """Whether a map has its scale bar, and each place its dot and its name."""
    bar = _find_scale_bar(plot, lines, window.unit, labels)
    if window.unit and plot.distances and bar is None:
        yield "it has no scale bar, or one that is not as long as it says"
    leaders = [line for line in lines if line is not bar]
    wrong, leaders = split_numbers(plot, leaders, window.place, labels)
    yield from wrong
    yield from _check_places(plot, dots, leaders, window.place, labels)


def _find_scale_bar(
    plot: MapPlot, lines: Sequence[Line], unit: float, labels: Labels
) -> Line | None:
    """The level line right under a distance that is as long as the distance is on the map."""
    for distance in plot.distances:
        for label in labels.of([distance.label]):
            for line in (one for one in lines if one.is_level):
                left, right = sorted(x for x, _ in line.points)
                gap = label.box.bottom - line.points[0][1]
                is_long = abs(right - left - distance.km / _EARTH * unit) < 2 * NEARLY
                above = label.box.left < right and left < label.box.right
                if is_long and above and 0 < gap < label.size:
                    return line
    return None


def _count_lost(plot: MapPlot, dots: Sequence[Dot], place: Place) -> int:
    """How many places have no dot, if places lie in one way."""
    spots = [place(one.longitude, one.latitude) for one in plot.places]
    return sum(not any(dist((dot.x, dot.y), spot) < _OFF for dot in dots) for spot in spots)


# ----------------------------------------------------------------- places


def _check_places(
    plot: MapPlot, dots: Sequence[Dot], lines: Sequence[Line], place: Place, labels: Labels
) -> Iterator[str]:
    left, leaders, said = list(dots), list(lines), list(labels.found)
    for one in plot.places:
        spot = place(one.longitude, one.latitude)
        dot = min(left, key=lambda dot: dist((dot.x, dot.y), spot), default=None)
        if dot is None or dist((dot.x, dot.y), spot) > _OFF or not is_visible(dot.colour):
            yield f"the dot of “{one.name}” doesn't lie at its place"
            continue
        left.remove(dot)
        if not one.name:  # of a circle, where it has no room
            continue
        blocks = list(_list_blocks(one.name, one.note, said))
        block = next((b for b in blocks if _stands_at(b, dot, dots, leaders)), None)
        if block is None:
            yield f"“{one.name}” doesn't stand at its dot, with what is said of it"
        else:
            said = [label for label in said if label not in block]
    if left:
        yield "it has a dot that belongs to no place"
    if leaders:
        yield "it has a line that leads from no place to its name"


def _list_blocks(name: str, note: str, said: Sequence[Label]) -> Iterator[tuple[Label, ...]]:
    """A name, what is said below it, labels → each name with its note, where they are together."""
    for label in said:
        if label.letters == fold(name):
            if not fold(note):
                yield (label,)
            yield from (
                (label, other)
                for other in said
                if fold(note) and other.letters == fold(note) and _is_below(label, other)
            )


def _is_below(name: Label, note: Label) -> bool:
    """Whether a note stands right under a name."""
    gap = name.box.bottom - note.box.top
    level = name.box.left < note.box.right and note.box.left < name.box.right
    return level and -0.3 * note.size < gap < note.size


def _stands_at(block: Sequence[Label], dot: Dot, dots: Sequence[Dot], leaders: list[Line]) -> bool:
    """Whether a name stands at a dot, or at the end of a line from it, which is taken then."""
    box, size = surround(label.box for label in block), block[0].size
    for leader in leaders:
        start, end = leader.points[0], leader.points[-1]
        at = (dot.x, dot.y)
        is_straight = dist(at, start) + dist(start, end) - dist(at, end) < NEARLY
        from_dot = dist(at, start) < dot.radius + _LEADS * size and is_straight
        if from_dot and box.distance(end) < _LEADS * size:
            leaders.remove(leader)
            return True
    near = box.distance((dot.x, dot.y)) - dot.radius
    nearest = min(box.distance((other.x, other.y)) - other.radius for other in dots)
    return near < _NEAR * size and near < nearest + _SLACK * size


def _check_names(
    plot: MapPlot, around: Iterable[tuple[str, str]], place: Place, labels: Labels
) -> Iterator[str]:
    """Whether the label of each area, and of countries around, if it has room, stands in it."""
    circled = {one.name for one in plot.places} if plot.sizes else set()
    named = [(plot.find_code(name), text) for name, text in plot.labels if text not in circled]
    named += [(replace(plot, regions=()).find_code(name), text) for name, text in around]
    for code, text in named:
        if not labels.of([text]):
            continue
        rings = [
            [place(*point) for point in polygon[0]]
            for shape in (*plot.regions, *geography.read_shapes("50m"))
            if shape.code == code
            for polygon in shape.polygons
        ]
        for label in labels.of([text]):
            if not any(
                is_inside(ring, (label.x, label.y)) or _is_small(ring, label) for ring in rings
            ):
                yield f"“{text}” doesn't stand in its country"


def _is_small(ring: Sequence[Point], label: Label) -> bool:
    """Whether a country is so small that its label can only stand over it."""
    around, size = surround(map(as_box, ring)), label.size
    room = Box(*(side + size * sign for side, sign in zip(label.box, (-1, -1, 1, 1), strict=True)))
    narrow = around.right - around.left < 1.5 * (label.box.right - label.box.left)
    return narrow and around.meets(room)
