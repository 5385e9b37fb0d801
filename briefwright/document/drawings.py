"""What a finished file draws: letters, and paths with their colours. In points, from below left."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from briefwright.document.boxes import Box, surround

Point = tuple[float, float]
Colour = tuple[int, int, int]


class Glyph(NamedTuple):
    """One letter: what it is, where its ink is, how large it is set, and its baseline."""

    letter: str
    box: Box
    size: float
    baseline: float = 0.0


@dataclass(frozen=True, slots=True)
class Path:
    """Lines and areas drawn at once: the corners of each piece; None for what isn't painted.

    `width` is that of the stroke. A curve is known by its ends; `is_round` says that there is one.
    """

    pieces: tuple[tuple[Point, ...], ...]
    fill: Colour | None
    stroke: Colour | None
    width: float
    is_round: bool
    order: int = 0

    @property
    def box(self) -> Box:
        """The rectangle around its corners."""
        points = [point for piece in self.pieces for point in piece]
        return Box(
            min(x for x, _ in points), min(y for _, y in points),
            max(x for x, _ in points), max(y for _, y in points),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of a drawing, in the order in which it is drawn."""

    text: str
    box: Box
    baseline: float
    size: float
    colour: Colour


@dataclass(frozen=True, slots=True)
class Drawing:
    """All that is drawn for one figure, in order. `others` counts pictures and shadings.

    `frame` is what it may fill: the rectangle that cuts it off, or None where nothing does.
    """

    letters: tuple[Letter, ...] = ()
    paths: tuple[Path, ...] = ()
    others: int = 0
    frame: Box | None = None

    @property
    def box(self) -> Box | None:
        """The rectangle around all of it; nothing where nothing is drawn."""
        boxes = [*(one.box for one in self.letters), *(one.box for one in self.paths)]
        return surround(boxes) if boxes else None


def join_drawings(drawings: Iterable[Drawing]) -> Drawing:
    """Parts of a drawing → the whole."""
    parts = tuple(drawings)
    frames = [one.frame for one in parts if one.frame]
    return Drawing(
        tuple(letter for one in parts for letter in one.letters),
        tuple(path for one in parts for path in one.paths),
        sum(one.others for one in parts),
        surround(frames) if frames else None,
    )
