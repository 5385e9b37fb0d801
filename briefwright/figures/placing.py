"""Labels around points, none in the way of another: beside its point, else at the end of a line.

No label is ever left out: where nothing is free, the least bad place is taken.
"""

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from briefwright.edition.plots import Place
from briefwright.figures import lettering
from briefwright.figures.lettering import LEADING, SIZE, SMALL
from briefwright.figures.palette import Palette
from briefwright.figures.sheet import BOLD, Align, Box, Word, overlap

RADIUS = 3.9  # px of a dot
_OFF = RADIUS + 3.5  # from the middle of a dot to its label
_LONGEST = 150.0  # px of a label's line
_AROUND = 16
_ROUNDS = 4  # each label may move again when the others have their places
_RINGS = (20.0, 30.0, 42.0, 56.0, 74.0, 95.0, 120.0, 150.0)


@dataclass(frozen=True)
class Label:
    """A name and its lighter second line, both broken into lines, for one point."""

    x: float
    y: float
    name: tuple[str, ...]
    note: tuple[str, ...]
    quiet: str


@dataclass(frozen=True)
class Placed:
    """Words that have their place, and the line that leads to them from their point, if any."""

    words: tuple[Word, ...]
    leader: tuple[float, float, float, float] | None
    box: Box


def label(x: float, y: float, place: Place, quiet: str, palette: Palette) -> Label:
    """A point and what stands there → its Label, with the colour of its second line."""
    return Label(
        x,
        y,
        lettering.wrap(place.name, _LONGEST, palette, SIZE, BOLD),
        lettering.wrap(place.note, _LONGEST, palette, SMALL) if place.note else (),
        quiet,
    )


def place(
    labels: Sequence[Label],
    width: float,
    height: float,
    palette: Palette,
    taken: Sequence[Box] = (),
) -> tuple[Placed, ...]:
    """Labels, what else stands there → where each stands, in their order.

    The crowded ones choose first.
    """
    choices = [tuple(_spots(label, palette)) for label in labels]
    return choose(labels, choices, RADIUS, (width, height), taken)


def choose(
    labels: Sequence[Label],
    choices: Sequence[Sequence[Placed]],
    radius: float,
    size: tuple[float, float],
    taken: Sequence[Box],
) -> tuple[Placed, ...]:
    """Labels, the places that each may have, px of their points, of the map → where each stands.

    Those that may do without a line choose first, the crowded ones before others.
    """
    dots = [(one.x - radius, one.y - radius, one.x + radius, one.y + radius) for one in labels]
    lines = [places[0].leader is not None for places in choices]
    order = sorted(range(len(labels)), key=lambda n: (lines[n], -_crowd(labels, n), n))
    placed: dict[int, Placed] = {}
    for _ in range(_ROUNDS):
        before = dict(placed)
        for index in order:
            placed.pop(index, None)
            near = [*(dot for at, dot in enumerate(dots) if at != index), *taken]
            placed[index] = _best(choices[index], near, placed.values(), *size)
        if placed == before:
            break
    return tuple(placed[index] for index in range(len(labels)))


def _crowd(labels: Sequence[Label], index: int) -> int:
    here = labels[index]
    return sum(abs(one.x - here.x) < 70 and abs(one.y - here.y) < 24 for one in labels)


def _spots(label: Label, palette: Palette) -> Iterator[Placed]:
    """A label → the places that it may have, the best first."""
    x, y = label.x, label.y
    yield _at(label, x + _OFF, y, "start", palette)
    yield _at(label, x - _OFF, y, "end", palette)
    half = _height(label) / 2
    yield _at(label, x, y - _OFF - half, "middle", palette)
    yield _at(label, x, y + _OFF + half, "middle", palette)
    for side, align in ((1, "start"), (-1, "end")):
        for up in (-1, 1):
            yield _at(label, x + side * 4, y + up * (RADIUS + half + 1), align, palette)  # type: ignore[arg-type]
    yield from lead(label, RADIUS + 1.5, _RINGS, palette)


def centre(label: Label, x: float, y: float, palette: Palette) -> Placed:
    """A label and a point → the label with its middle there."""
    return _at(label, x, y, "middle", palette)


def lead(label: Label, off: float, rings: Sequence[float], palette: Palette) -> Iterator[Placed]:
    """A label → its places at the end of lines, which begin `off` its point, the nearest first."""
    x, y = label.x, label.y
    for far in rings:
        for number in range(_AROUND):
            angle = 2 * math.pi * number / _AROUND
            to = (x + far * math.cos(angle), y + far * math.sin(angle))
            align_: Align = "start" if math.cos(angle) >= 0 else "end"
            gap = 3 if align_ == "start" else -3
            spot = _at(label, to[0] + gap, to[1], align_, palette)
            yield Placed(spot.words, _leader((x, y), to, off), spot.box)


def _leader(
    dot: tuple[float, float], to: tuple[float, float], off: float
) -> tuple[float, float, float, float]:
    """A dot and where its label begins → the line between them, which begins `off` the dot."""
    part = off / math.dist(dot, to)
    start = (dot[0] + (to[0] - dot[0]) * part, dot[1] + (to[1] - dot[1]) * part)
    return (*start, *to)


def _height(label: Label) -> float:
    return (len(label.name) * SIZE + len(label.note) * SMALL) * LEADING


def _at(label: Label, x: float, middle: float, align: Align, palette: Palette) -> Placed:
    """A label whose middle stands at a height → its words and their box."""
    words, top = list[Word](), middle - _height(label) / 2
    for line in label.name:
        baseline = top + SIZE * LEADING * 0.78
        words.append(Word(x, baseline, line, palette.ink, align, SIZE, BOLD))
        top += SIZE * LEADING
    for line in label.note:
        words.append(Word(x, top + SMALL * LEADING * 0.78, line, label.quiet, align, SMALL))
        top += SMALL * LEADING
    boxes = [word.box(palette) for word in words]
    box = (
        min(one[0] for one in boxes),
        min(one[1] for one in boxes),
        max(one[2] for one in boxes),
        max(one[3] for one in boxes),
    )
    return Placed(tuple(words), None, box)


def _best(
    spots: Sequence[Placed],
    dots: Sequence[Box],
    placed: Collection[Placed],
    width: float,
    height: float,
) -> Placed:
    """Places that a label may have → the one that is least bad, the first of equals."""
    best, least = spots[0], math.inf
    for spot in spots:
        cost = 0.0
        for more in _costs(spot, dots, placed, width, height):
            cost += more
            if cost >= least:
                break
        else:
            best, least = spot, cost
    return best


def _costs(
    spot: Placed,
    dots: Sequence[Box],
    placed: Collection[Placed],
    width: float,
    height: float,
) -> Iterator[float]:
    """A place → what is bad about it, one by one."""
    left, top, right, bottom = spot.box
    if spot.leader:
        yield 20 + math.dist(spot.leader[:2], spot.leader[2:])
    outside = max(0, 3 - left) + max(0, 3 - top) + max(0, right - width + 3)
    outside += max(0, bottom - height + 3)
    yield 1000 * (outside > 0) + outside * 50
    for dot in dots:
        yield 300 * overlap(spot.box, dot, 1)
        if spot.leader:
            yield 200 * is_crossed(dot, spot.leader)
            yield 300 * _is_near(dot, spot.leader[2:])
    for other in placed:
        yield 1000 * overlap(spot.box, other.box, 2)
        if other.leader:
            yield 300 * is_crossed(spot.box, other.leader)
        if spot.leader:
            yield 300 * is_crossed(other.box, spot.leader)
            if other.leader:
                yield 100 * _meet(spot.leader, other.leader)


def _is_near(dot: Box, end: tuple[float, float]) -> bool:
    """A dot and the end of a line → whether the line would seem to be the dot's own."""
    left, top, right, bottom = dot
    room = 2 * RADIUS
    return left - room < end[0] < right + room and top - room < end[1] < bottom + room


def is_crossed(box: Box, line: tuple[float, float, float, float]) -> bool:
    """A box and a line → whether the line runs through the box."""
    x1, y1, x2, y2 = line
    if not overlap(box, (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)), 0.01):
        return False
    if box[0] <= x1 <= box[2] and box[1] <= y1 <= box[3]:
        return True
    left, top, right, bottom = box
    sides = (
        (left, top, right, top),
        (right, top, right, bottom),
        (right, bottom, left, bottom),
        (left, bottom, left, top),
    )
    return any(_meet(line, side) for side in sides)


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    def side(line: tuple[float, float, float, float], x: float, y: float) -> float:
        return (line[2] - line[0]) * (y - line[1]) - (line[3] - line[1]) * (x - line[0])

    return (
        side(one, other[0], other[1]) * side(one, other[2], other[3]) < 0
        and side(other, one[0], one[1]) * side(other, one[2], one[3]) < 0
    )
