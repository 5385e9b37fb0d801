"""What a finished file draws: letters, and paths with their colours. In points, from below left."""

from dataclasses import dataclass
from typing import NamedTuple

from briefwright.document.boxes import Box

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
    Of what has a `clip`, only what lies in it is seen.
    """

    pieces: tuple[tuple[Point, ...], ...]
    fill: Colour | None
    stroke: Colour | None
    width: float
    is_round: bool
    order: int = 0
    clip: Box | None = None

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
    """All that is drawn for one figure, in order. `others` counts pictures and shadings."""

    letters: tuple[Letter, ...] = ()
    paths: tuple[Path, ...] = ()
    others: int = 0
