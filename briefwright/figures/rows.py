"""What charts of rows share: category labels at the left, a scale that leaves room for numbers."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from briefwright.edition.plots import PlotSeries
from briefwright.figures import lettering
from briefwright.figures.lettering import LEADING, SIZE, SMALL
from briefwright.figures.palette import Palette
from briefwright.figures.sheet import BOLD, Align, Scale, Sheet, Swatch, Word

# What fits on a page of A4 with a caption above and a source below it.
TALLEST = 840.0
# Between a label and its bar, a bar and its number, a line and its name.
GAP = 8.0
NEAR = 5.0
_MIDDLE = 0.34  # from the middle of a line down to its baseline, in sizes


@dataclass(frozen=True)
class Row:
    """One category: the lines of its label, where it begins and how high it is."""

    lines: tuple[str, ...]
    top: float
    height: float

    @property
    def middle(self) -> float:
        """Its middle, down the sheet."""
        return self.top + self.height / 2


@dataclass(frozen=True)
class Rows:
    """All categories of a chart. `labels` is the width of the column of labels, with its gap."""

    rows: tuple[Row, ...]
    labels: float
    size: float
    bar: float
    bottom: float


def rows(
    categories: Sequence[str],
    bars: int,
    thickness: float,
    palette: Palette,
    width: float,
    *,
    is_close: bool = False,
) -> Rows:
    """Categories and how many bars each has → their rows, set closer where a page is too short.

    They are also where they have to be close, since this page is shorter than most.
    """
    loose = _rows(categories, bars * (thickness + 2) - 2, 9, SIZE, 0.36, palette, width)
    if loose.bottom <= TALLEST and not is_close:
        return _with_bar(loose, thickness)
    thin = max(8.0, thickness * 0.62)
    return _with_bar(_rows(categories, bars * (thin + 1) - 1, 2, SMALL, 0.5, palette, width), thin)


def _with_bar(rows: Rows, bar: float) -> Rows:
    return Rows(rows.rows, rows.labels, rows.size, bar, rows.bottom)


def _rows(
    categories: Sequence[str],
    least: float,
    gap: float,
    size: float,
    share: float,
    palette: Palette,
    width: float,
) -> Rows:
    room = width * share
    labels = [lettering.wrap(name, room, palette, size) if name else () for name in categories]
    top, found = 0.0, []
    for lines in labels:
        height = max(least, len(lines) * size * LEADING - 1) + gap
        found.append(Row(lines, top, height))
        top += height
    column = max((lettering.widest(lines, palette, size) for lines in labels), default=0.0)
    return Rows(tuple(found), column + GAP if column else 0.0, size, 0.0, top)


def labels(rows: Rows, palette: Palette) -> tuple[Word, ...]:
    """Rows → their labels in the middle of each, ending at the bars as in Word's charts."""
    return tuple(
        Word(rows.labels - GAP, baseline(row.middle, rows.size, number, len(row.lines)), line,
             palette.ink, "end", rows.size)
        for row in rows.rows
        for number, line in enumerate(row.lines)
    )  # fmt: skip


def baseline(middle: float, size: float, line: int = 0, lines: int = 1) -> float:
    """The middle of some lines of text → the baseline of one of them, from 0."""
    return middle + _MIDDLE * size + (line - (lines - 1) / 2) * size * LEADING


def write(
    lines: Sequence[str], x: float, middle: float, palette: Palette, align: Align = "start"
) -> tuple[Word, ...]:
    """Lines of text and where their middle is → the words, one below the other."""
    return tuple(
        Word(x, baseline(middle, SIZE, number, len(lines)), line, palette.ink, align)
        for number, line in enumerate(lines)
    )


def scale(
    series: Iterable[PlotSeries], left: float, right: float, size: float, palette: Palette
) -> Scale:
    """Bars that begin at zero, with their numbers at their ends → the largest scale that fits."""
    ends = [
        (float(value), lettering.width(shown, palette, size, BOLD) + NEAR)
        for one in series
        for value, shown in zip(one.values, one.shown, strict=True)
        if value is not None
    ]
    before = [end for end in ends if end[0] < 0]
    return fit(before, [end for end in ends if end[0] >= 0], left, right)


# A number, and the px that it needs beside where it stands on a scale.
End = tuple[float, float]


def fit(before: Sequence[End], after: Sequence[End], left: float, right: float) -> Scale:
    """Ends that need room before or after them → the largest scale with zero that fits."""
    values = [0.0, *(value for value, _ in (*before, *after))]
    low, high = min(values), max(values)
    if before and left:
        left += GAP  # or a number would seem to belong to the label before it
    if low == high:
        high = 1.0

    def zero(px: float) -> tuple[float, float]:
        """Px for a unit → the first and the last px where zero may stand."""
        first = max((left + room - px * value for value, room in before), default=left)
        last = min((right - room - px * value for value, room in after), default=right)
        return max(first, left), last

    least, most = 0.0, (right - left) / (high - low)
    for _ in range(60):
        px = (least + most) / 2
        first, last = zero(px)
        least, most = (px, most) if first <= last else (least, px)
    px = max(least, 0.2 * (right - left) / (high - low))
    at = zero(px)[0]
    return Scale("x", low, high, at + low * px, at + high * px)


def keys(
    names: Sequence[str],
    palette: Palette,
    width: float,
    unit: str = "",
    numbers: Sequence[str] = (),
    flat: Collection[int] = (),
) -> Sheet:
    """Series → a row of keys, as many rows as they need; a unit goes before them.

    `numbers` are printed after the names: of parts that are too small to hold their own. The keys
    of `flat` series, by position, are pieces of their lines.
    """
    x, y, line = 0.0, 0.0, SIZE * 1.5
    words, swatches = list[Word](), list[Swatch]()
    if unit:
        words.append(Word(0, baseline(line / 2, SIZE), unit, palette.quiet))
        x = lettering.width(unit, palette) + 16 if names else 0.0
    for index, name in enumerate(names):
        number = numbers[index] if numbers else ""
        room = width - 14 - (lettering.width(number, palette, SIZE, BOLD) + NEAR if number else 0)
        lines = lettering.wrap(name, room, palette)
        needs = lettering.widest(lines, palette) + width - room
        if x and x + needs > width:
            x, y = 0.0, y + line
        middle = y + line / 2
        high = 2.4 if index in flat else 9.0
        colour = palette.charts[index % len(palette.charts)]
        swatches.append(Swatch(x, middle - high / 2, 9, high, colour))
        for text in lines:
            words.append(Word(x + 14, baseline(y + line / 2, SIZE), text, palette.ink))
            y += SIZE * LEADING * (text != lines[-1])
        if number:
            end = x + 14 + lettering.width(lines[-1], palette) + NEAR
            words.append(Word(end, baseline(y + line / 2, SIZE), number, palette.ink, weight=BOLD))
        x += needs + 16
    height = y + line + 5 if words else 0.0
    return Sheet(width, height, words=tuple(words), swatches=tuple(swatches))
