"""A drawing before it is drawn: what stands where, in px from the upper left corner.

Bars and lines keep their numbers, each on a Scale, so that a test can compare the two; everything
else has its px.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from briefwright.figures import lettering
from briefwright.figures.lettering import SIZE
from briefwright.figures.palette import Palette

Align = Literal["start", "middle", "end"]
BOLD = 600

# Left, top, right, bottom.
Box = tuple[float, float, float, float]

_MIRRORED: dict[Align, Align] = {"start": "end", "middle": "middle", "end": "start"}
# How far letters reach above and below their baseline, in sizes.
_ASCENT, _DESCENT = 0.74, 0.24


@dataclass(frozen=True)
class Word:
    """One line of text; `y` is its baseline."""

    x: float
    y: float
    text: str
    colour: str
    align: Align = "start"
    size: float = SIZE
    weight: int = 400

    def box(self, palette: Palette) -> Box:
        """The rectangle that its letters fill."""
        width = lettering.width(self.text, palette, self.size, self.weight)
        left = self.x - {"start": 0.0, "middle": width / 2, "end": width}[self.align]
        return (left, self.y - _ASCENT * self.size, left + width, self.y + _DESCENT * self.size)


@dataclass(frozen=True)
class Rule:
    """A straight thin line."""

    x: float
    y: float
    x2: float
    y2: float
    colour: str
    width: float = 0.75
    dash: tuple[float, ...] = ()


@dataclass(frozen=True)
class Swatch:
    """A small rectangle of colour: the key to a series."""

    x: float
    y: float
    width: float
    height: float
    colour: str


@dataclass(frozen=True)
class Icon:
    """The icon of a kind of callout; only what lies between `start` and `end` is seen of it."""

    x: float
    y: float
    size: float
    name: str
    colour: str
    start: float
    end: float


@dataclass(frozen=True)
class Scale:
    """Numbers `low` to `high` ↔ px `start` to `end`, across the sheet (“x”) or down it (“y”)."""

    axis: Literal["x", "y"]
    low: float
    high: float
    start: float
    end: float

    def px(self, value: float) -> float:
        """A number → its px."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)

    def point(self, value: float, across: float) -> tuple[float, float]:
        """A number and the px across its axis → x and y."""
        px = self.px(value)
        return (px, across) if self.axis == "x" else (across, px)


@dataclass(frozen=True)
class Span:
    """A bar: from one number to another along the scale, between two px across it."""

    start: float
    end: float
    near: float
    far: float
    colour: str


@dataclass(frozen=True)
class Trace:
    """A line through (px, number); a gap begins a new Trace. `has_halo` where it crosses bars."""

    points: tuple[tuple[float, float], ...]
    colour: str
    dash: tuple[float, ...] = ()
    has_halo: bool = False


@dataclass(frozen=True)
class Band:
    """An area through (px, lower number, upper number)."""

    points: tuple[tuple[float, float, float], ...]
    colour: str


@dataclass(frozen=True)
class Dot:
    """A number as a point, alone or of a line."""

    px: float
    value: float
    colour: str
    radius: float = 2.55


@dataclass(frozen=True)
class Field:
    """What is drawn on one scale."""

    scale: Scale
    spans: tuple[Span, ...] = ()
    traces: tuple[Trace, ...] = ()
    dots: tuple[Dot, ...] = ()
    bands: tuple[Band, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """One drawing. `rules` lie over the fields, `grid` under them."""

    width: float
    height: float
    fields: tuple[Field, ...] = ()
    words: tuple[Word, ...] = ()
    rules: tuple[Rule, ...] = ()
    grid: tuple[Rule, ...] = ()
    swatches: tuple[Swatch, ...] = ()
    icons: tuple[Icon, ...] = ()

    def __add__(self, other: "Sheet") -> "Sheet":
        return Sheet(
            self.width,
            max(self.height, other.height),
            self.fields + other.fields,
            self.words + other.words,
            self.rules + other.rules,
            self.grid + other.grid,
            self.swatches + other.swatches,
            self.icons + other.icons,
        )


def move(sheet: Sheet, right: float, down: float) -> Sheet:
    """A sheet, moved on a larger one."""
    return Sheet(
        sheet.width + right,
        sheet.height + down,
        tuple(_move_field(field, right, down) for field in sheet.fields),
        tuple(replace(word, x=word.x + right, y=word.y + down) for word in sheet.words),
        tuple(_move_rules(sheet.rules, right, down)),
        tuple(_move_rules(sheet.grid, right, down)),
        tuple(replace(key, x=key.x + right, y=key.y + down) for key in sheet.swatches),
        tuple(
            replace(
                one, x=one.x + right, y=one.y + down, start=one.start + right, end=one.end + right
            )
            for one in sheet.icons
        ),
    )  # fmt: skip


def _move_rules(rules: tuple[Rule, ...], right: float, down: float) -> Iterator[Rule]:
    for rule in rules:
        yield replace(
            rule, x=rule.x + right, x2=rule.x2 + right, y=rule.y + down, y2=rule.y2 + down
        )


def _move_field(field: Field, right: float, down: float) -> Field:
    along, across = (right, down) if field.scale.axis == "x" else (down, right)
    scale = replace(field.scale, start=field.scale.start + along, end=field.scale.end + along)
    return Field(
        scale,
        tuple(replace(bar, near=bar.near + across, far=bar.far + across) for bar in field.spans),
        tuple(
            replace(line, points=tuple((px + across, value) for px, value in line.points))
            for line in field.traces
        ),
        tuple(replace(dot, px=dot.px + across) for dot in field.dots),
        tuple(
            replace(band, points=tuple((px + across, low, high) for px, low, high in band.points))
            for band in field.bands
        ),
    )


def mirror(sheet: Sheet) -> Sheet:
    """A sheet to be read from left to right → its mirror image, read from right to left."""
    width = sheet.width
    return Sheet(
        width,
        sheet.height,
        tuple(_mirror_field(field, width) for field in sheet.fields),
        tuple(mirror_word(word, width) for word in sheet.words),
        tuple(replace(rule, x=width - rule.x, x2=width - rule.x2) for rule in sheet.rules),
        tuple(replace(rule, x=width - rule.x, x2=width - rule.x2) for rule in sheet.grid),
        tuple(replace(key, x=width - key.x - key.width) for key in sheet.swatches),
        tuple(
            replace(one, x=width - one.x - one.size, start=width - one.end, end=width - one.start)
            for one in sheet.icons
        ),
    )


def mirror_word(word: Word, width: float) -> Word:
    """A word on a sheet of a width → the same word on the mirror image of the sheet."""
    return replace(word, x=width - max(word.x, _OVERHANG), align=_MIRRORED[word.align])


_OVERHANG = 1.2  # px by which a letter such as ک passes the end of its line


def _mirror_field(field: Field, width: float) -> Field:
    scale = field.scale
    if scale.axis == "x":
        return replace(
            field, scale=replace(scale, start=width - scale.start, end=width - scale.end)
        )
    return Field(
        scale,
        tuple(replace(bar, near=width - bar.far, far=width - bar.near) for bar in field.spans),
        tuple(
            replace(line, points=tuple((width - px, value) for px, value in line.points))
            for line in field.traces
        ),
        tuple(replace(dot, px=width - dot.px) for dot in field.dots),
        tuple(
            replace(band, points=tuple((width - px, low, high) for px, low, high in band.points))
            for band in field.bands
        ),
    )


def overlap(one: Box, other: Box, room: float = 0.0) -> bool:
    """Two boxes → whether they come nearer to each other than `room`."""
    return (
        one[0] < other[2] + room
        and other[0] < one[2] + room
        and one[1] < other[3] + room
        and other[1] < one[3] + room
    )


def surround(points: Sequence[tuple[float, float]]) -> Box:
    """Points → the box around them."""
    xs, ys = zip(*points, strict=True)
    return (min(xs), min(ys), max(xs), max(ys))


def widen(box: Box, room: float) -> Box:
    """A box → the same with room around it."""
    return (box[0] - room, box[1] - room, box[2] + room, box[3] + room)
