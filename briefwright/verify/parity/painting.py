"""What the pages of a file must paint beside letters, and what they do → Problems."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from briefwright.document.boxes import Box
from briefwright.document.painting import Paint, Painted, Painting, Region
from briefwright.problems import Problem
from briefwright.verify.parity.differences import introduce
from briefwright.verify.parity.statements import MOST, OURS

_NEAR = 0.06  # points: a file keeps numbers to a few digits
_ALIKE = 2  # of 255: the parts of a colour are rounded
_EDGE = 1.0  # points by which a drawing may pass its rectangle: half of a line


def compare_painting(
    expected: Painting, found: Iterable[Painted], format_: str, edition: str
) -> Iterator[Problem]:
    """What pages must paint, and what they paint → a Problem for each difference, in both ways."""
    lacking, strange = _match(expected.painted, tuple(found))
    regions = defaultdict[int, list[Region]](list)
    for region in expected.regions:
        regions[region.page].append(region)
    strange = [one for one in strange if not _is_drawing(one, regions)]
    said = [f"{_describe(one)} is missing" for one in lacking]
    said += [f"{_describe(one)} is painted, where the layout has none" for one in strange]
    for text in said[:MOST]:
        yield Problem("P915", f"{introduce(format_, edition)}, {text}. {OURS}")
    if more := len(said[MOST:]):
        yield Problem("P912", f"{introduce(format_, edition)}, {more} more areas differ.")


def _match(
    expected: Sequence[Painted], found: Sequence[Painted]
) -> tuple[list[Painted], list[Painted]]:
    """What should be there and what is → what of the first isn't, what of the second shouldn't."""
    left = defaultdict[tuple[int, str], list[Painted]](list)
    for one in found:
        left[one.page, one.kind].append(one)
    lacking = list[Painted]()
    for one in expected:
        others = left[one.page, one.kind]
        place = next((n for n, other in enumerate(others) if _is_same(one, other)), None)
        if place is None:
            lacking.append(one)
        else:
            del others[place]
    return lacking, [one for others in left.values() for one in others]


def _is_same(one: Painted, other: Painted) -> bool:
    return (
        all(abs(a - b) < _NEAR for a, b in zip(one.box, other.box, strict=True))
        and one.is_round == other.is_round
        and one.in_figure == other.in_figure
        and (
            one.colour is None
            or other.colour is None
            or all(abs(a - b) <= _ALIKE for a, b in zip(one.colour, other.colour, strict=True))
        )
    )


def _is_drawing(one: Painted, regions: Mapping[int, Sequence[Region]]) -> bool:
    """Whether something is painted where a drawing stands, and belongs to it."""
    return any(
        one.in_figure == region.in_figure
        and _holds(region.box, one.box)
        and (not region.colours or one.colour is None or _has(region.colours, one.colour))
        for region in regions.get(one.page, ())
    )


def _has(colours: Iterable[tuple[int, int, int]], colour: Paint) -> bool:
    return any(
        all(abs(a - b) <= _ALIKE for a, b in zip(one, colour[:3], strict=True)) for one in colours
    )


def _holds(region: Box, box: Box) -> bool:
    return (
        box.left >= region.left - _EDGE
        and box.bottom >= region.bottom - _EDGE
        and box.right <= region.right + _EDGE
        and box.top <= region.top + _EDGE
    )


_NAMES = {"area": "an area", "picture": "a picture", "shading": "a shading"}


def _describe(one: Painted) -> str:
    """A thing that is painted → the words for it: “on page 2, an area of #0b6480 …”."""
    box = one.box
    colour = "" if one.colour is None else " of #" + bytes(one.colour[:3]).hex()
    return (
        f"on page {one.page}, {_NAMES[one.kind]}{colour} {box.left:.1f} to {box.right:.1f} points "
        f"from the left and {box.bottom:.1f} to {box.top:.1f} from the foot"
    )
