"""Labels around points, none in the way of another: beside its point, else at the end of a line.

No label is ever left out: where nothing is free, the least bad place is taken.
"""

import itertools
import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from briefwright.edition.map_plots import Place
from briefwright.figures import lettering
from briefwright.figures.lettering import LEADING, SIZE, SMALL
from briefwright.figures.palette import Palette
from briefwright.figures.sheet import BOLD, Align, Box, Word, overlap, widen
from briefwright.geography.projections import Point

RADIUS = 3.9  # px of a dot
_OFF = 3.5  # px from a dot to its label
_LONGEST = 150.0  # px of a label's line
_AROUND = 16
_ROUNDS = 4  # each label may move again when the others have their places
_FEW = 60  # best places of each of two labels that are in each other's way
_EQUAL = 0.05  # px: a label stands as near to one dot as to another
_BESIDE = 2.0  # px that lines and dashes keep from a label
_RINGS = (20.0, 30.0, 42.0, 56.0, 74.0, 95.0, 120.0, 150.0)


Line = tuple[float, float, float, float]  # from x and y to x and y


@dataclass(frozen=True)
class Label:
    """A name and its lighter second line, both broken into lines, for one point."""

    x: float
    y: float
    name: tuple[str, ...]
    note: tuple[str, ...]
    quiet: str
    radius: float = RADIUS


@dataclass(frozen=True)
class Placed:
    """Words that have their place, and the line that leads to them from their point, if any."""

    words: tuple[Word, ...]
    leader: Line | None
    box: Box


_Rated = tuple[float, Placed]  # how bad a place is, whatever the other labels do


def label(
    x: float, y: float, place: Place, quiet: str, palette: Palette, radius: float = RADIUS
) -> Label:
    """A point and what stands there → its Label, with the colour of its second line.

    `radius` is that of its dot, in px.
    """
    return Label(
        x,
        y,
        lettering.wrap(place.name, _LONGEST, palette, SIZE, BOLD),
        lettering.wrap(place.note, _LONGEST, palette, SMALL) if place.note else (),
        quiet,
        radius,
    )


def place(
    labels: Sequence[Label],
    width: float,
    height: float,
    palette: Palette,
    taken: Sequence[Box] = (),
    dashes: Sequence[Point] = (),
) -> tuple[Placed, ...]:
    """Labels, what else stands there, points of dashed lines → where each stands, in their order.

    The crowded ones choose first.
    """
    choices = [tuple(_spots(label, palette)) for label in labels]
    return choose(labels, choices, (width, height), taken, dashes)


def place_in_order(
    labels: Sequence[Label],
    order: Sequence[int],
    size: tuple[float, float],
    palette: Palette,
    taken: Sequence[Box],
    dashes: Sequence[Point],
) -> dict[int, tuple[float, Placed]]:
    """Labels and their order → where each stands, without a line to it, and how bad that is.

    Each is in the way of none before it, where there is a place for that.
    """
    dots = [surround(one) for one in labels]
    found = dict[int, tuple[float, Placed]]()
    for index in order:
        others = [dot for at, dot in enumerate(dots) if at != index]
        rated = [
            (sum(_rate(spot, dots[index], others, taken, dashes, size)), spot)
            for spot in _spots(labels[index], palette)
            if not spot.leader
        ]
        found[index] = _best(rated, [spot for _, spot in found.values()])
    return found


def choose(
    labels: Sequence[Label],
    choices: Sequence[Sequence[Placed]],
    size: tuple[float, float],
    taken: Sequence[Box],
    dashes: Sequence[Point] = (),
) -> tuple[Placed, ...]:
    """Labels, the places that each may have, px of the map → where each stands.

    Those that may do without a line choose first, the crowded ones before others. Two whose
    dots touch, or that are in each other's way in the end, choose once more, together.
    """
    dots = [surround(one) for one in labels]
    rated = list[list[_Rated]]()
    for index, places in enumerate(choices):
        others = [dot for at, dot in enumerate(dots) if at != index]
        rated.append([
            (sum(_rate(spot, dots[index], others, taken, dashes, size)), spot) for spot in places
        ])  # fmt: skip
    lines = [places[0].leader is not None for places in choices]
    order = sorted(range(len(labels)), key=lambda n: (lines[n], -_crowd(labels, n), n))
    placed: dict[int, Placed] = {}
    for _ in range(_ROUNDS):
        before = dict(placed)
        for index in order:
            placed.pop(index, None)
            placed[index] = _best(rated[index], placed.values())[1]
        if placed == before:
            break
    for one, other in [*itertools.combinations(order, 2)] * 2:
        is_close = overlap(dots[one], dots[other], 1)
        if is_close or _clash(placed[one], placed[other]):
            around = [spot for at, spot in placed.items() if at not in (one, other)]
            placed[one], placed[other] = _best_pair(rated[one], rated[other], around)
    return tuple(placed[index] for index in range(len(labels)))


def surround(label: Label) -> Box:
    """A label → the square around its dot."""
    return widen((label.x, label.y, label.x, label.y), label.radius)


def _crowd(labels: Sequence[Label], index: int) -> int:
    here = labels[index]
    return sum(abs(one.x - here.x) < 70 and abs(one.y - here.y) < 24 for one in labels)


def _spots(label: Label, palette: Palette) -> Iterator[Placed]:
    """A label → the places that it may have, the best first."""
    x, y, off = label.x, label.y, label.radius + _OFF
    half = _height(label) / 2
    inside = _at(label, x, y, "middle", palette)
    if math.hypot(inside.box[2] - x, half) < label.radius:
        yield inside
    yield _at(label, x + off, y, "start", palette)
    yield _at(label, x - off, y, "end", palette)
    yield _at(label, x, y - off - half, "middle", palette)
    yield _at(label, x, y + off + half, "middle", palette)
    for side in (1, -1):
        align: Align = "start" if side > 0 else "end"
        for up in (-1, 1):
            yield _at(label, x + side * 4, y + up * (label.radius + half + 1), align, palette)
            yield _at(label, x + side * off, y + up * half * 0.7, align, palette)
    yield from lead(label, label.radius + 1.5, _RINGS, palette)


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


def _leader(dot: tuple[float, float], to: tuple[float, float], off: float) -> Line:
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


def _best(rated: Sequence[_Rated], placed: Collection[Placed]) -> _Rated:
    """Places that a label may have, with what each costs → the least bad one, beside others."""
    best, least = rated[0][1], math.inf
    for cost, spot in rated:
        for other in placed:
            if cost >= least:
                break
            cost += _clash(spot, other)
        if cost < least:
            best, least = spot, cost
    return least, best


def _best_pair(
    ones: Sequence[_Rated], others: Sequence[_Rated], placed: Sequence[Placed]
) -> tuple[Placed, Placed]:
    """The places that two labels may have → those that are least bad together."""
    alone = [
        sorted(
            ((cost + sum(_clash(spot, near) for near in placed), spot) for cost, spot in rated),
            key=lambda one: one[0],
        )[:_FEW]
        for rated in (ones, others)
    ]
    pairs = (
        (cost + more + _clash(spot, other), spot, other)
        for cost, spot in alone[0]
        for more, other in alone[1]
    )
    _, first, second = min(pairs, key=lambda pair: pair[0])
    return first, second


def _rate(
    spot: Placed,
    own: Box,
    dots: Sequence[Box],
    taken: Sequence[Box],
    dashes: Sequence[Point],
    size: tuple[float, float],
) -> Iterator[float]:
    """A place, the dot of its label, other dots, dashes → what is bad about it, one by one."""
    left, top, right, bottom = widen(spot.box, _BESIDE)
    yield 40 * any(left < x < right and top < y < bottom for x, y in dashes)
    left, top, right, bottom = spot.box
    if spot.leader:
        yield 20 + math.dist(spot.leader[:2], spot.leader[2:])
    outside = max(0, 3 - left) + max(0, 3 - top) + max(0, right - size[0] + 3)
    outside += max(0, bottom - size[1] + 3)
    yield 1000 * (outside > 0) + outside * 50
    for dot in (*dots, *taken):
        yield 300 * overlap(spot.box, dot, 3 if spot.leader else 1)
        if spot.leader:
            yield 300 * is_crossed(dot, spot.leader)
            yield 300 * _is_near(dot, spot.leader[2:])
    if not spot.leader:
        gap = _measure_gap(spot.box, own)
        yield 400 * any(_measure_gap(spot.box, dot) < gap + _EQUAL for dot in dots)


def _measure_gap(box: Box, dot: Box) -> float:
    """A label and a dot → px from one to the other."""
    x, y = (dot[0] + dot[2]) / 2, (dot[1] + dot[3]) / 2
    far = math.hypot(max(box[0] - x, 0, x - box[2]), max(box[1] - y, 0, y - box[3]))
    return far - (dot[2] - dot[0]) / 2


def _clash(spot: Placed, other: Placed) -> float:
    """Two labels in their places → how badly one is in the way of the other."""
    cost = 1000.0 * overlap(spot.box, other.box, 2)
    if other.leader:
        cost += 300 * is_crossed(widen(spot.box, _BESIDE), other.leader)
    if spot.leader:
        cost += 300 * is_crossed(widen(other.box, _BESIDE), spot.leader)
        if other.leader:
            cost += 300 * _are_mixed(spot.leader, other.leader)
    return cost


def _are_mixed(one: Line, other: Line) -> bool:
    """Whether two lines cross, or one runs along the end of the other."""
    ends = ((one[2:], other), (other[2:], one))
    return do_meet(one, other) or any(
        is_crossed(widen((*end, *end), _BESIDE), line) for end, line in ends
    )


def _is_near(dot: Box, end: tuple[float, float]) -> bool:
    """A dot and the end of a line → whether the line would seem to be the dot's own."""
    left, top, right, bottom = dot
    room = 2 * RADIUS
    return left - room < end[0] < right + room and top - room < end[1] < bottom + room


def is_crossed(box: Box, line: Line) -> bool:
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
    return any(do_meet(line, side) for side in sides)


def do_meet(one: Line, other: Line) -> bool:
    """Whether two straight lines, each from x and y to x and y, cross."""

    def side(line: Line, x: float, y: float) -> float:
        return (line[2] - line[0]) * (y - line[1]) - (line[3] - line[1]) * (x - line[0])

    return (
        side(one, other[0], other[1]) * side(one, other[2], other[3]) < 0
        and side(other, one[0], one[1]) * side(other, one[2], one[3]) < 0
    )
