"""What a drawing shows, as values: an edition's charts, maps and timelines before they are drawn.

Everything is worked out and worded already: `figures` only draws, and `verify` asks for the same.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from briefwright.edition.map_plots import MapPlot
from briefwright.edition.runs import Direction
from briefwright.model.dictionary import ChartKind

_GAP = Decimal("0.05")  # of all bars, between them and what is set apart


@dataclass(frozen=True)
class PlotSeries:
    """One series: its name, a value for each category (None: a gap), and each as it is printed."""

    name: str
    values: tuple[Decimal | None, ...]
    shown: tuple[str, ...]


@dataclass(frozen=True)
class Threshold:
    """A number to compare all others with: its name, which says it; alone, as it is printed.

    `fact` is the fact that it is.
    """

    name: str
    value: Decimal
    shown: str
    fact: str = ""


@dataclass(frozen=True)
class ValueAxis:
    """An axis of values: what it counts, and its ticks from the lowest up, as they are printed."""

    unit: str
    ticks: tuple[Decimal, ...]
    shown: tuple[str, ...]


@dataclass(frozen=True)
class UnitCounts:
    """The squares of a waffle chart, whole by whole of each part; the icons of a pictogram's rows.

    `shown` says what each stands for; `icon` is the kind of callout whose icon it is.
    """

    counts: tuple[tuple[Fraction, ...], ...]
    shown: str
    icon: str = ""


@dataclass(frozen=True)
class Plot:
    """One chart. Every series has as many values as there are categories, in the same order.

    `panels` draws each series in a panel of its own, all on one scale unless they have
    `own_scales`; `unit` is printed once, above the drawing;
    `facts` names the fact behind each value, series by series, "" where there is none. Where
    something is `highlighted`, all else is muted: categories of one series by their positions, or
    of several lines the series. Each of the `thresholds` is a line across columns or lines. `floor`
    is the power of ten at which a logarithmic scale begins, None for a scale from zero.

    A combo has `axes`, and draws some of its series, by position, as `lines` over the columns of
    the others: on the second axis, where there is one. A diverging chart has as many series on
    either side of its line, from left to right; the last of an odd number is on neither. A waffle
    chart and a pictogram have `units`.

    Its rows stand close where it `is_close`: a page would be too short otherwise.
    """

    kind: ChartKind
    categories: tuple[str, ...]
    series: tuple[PlotSeries, ...]
    panels: bool = False
    direction: Direction = "ltr"
    unit: str = ""
    facts: tuple[tuple[str, ...], ...] = ()
    highlighted: frozenset[int] = frozenset()
    thresholds: tuple[Threshold, ...] = ()
    floor: Decimal | None = None
    own_scales: bool = False
    lines: frozenset[int] = frozenset()
    axes: tuple[ValueAxis, ...] = ()
    units: UnitCounts = UnitCounts((), "")
    is_close: bool = False

    def find_apart(self) -> Decimal:
        """Where the series of a diverging chart that is on neither side begins: behind all bars."""
        half = len(self.series) // 2
        left, right = (
            max(sum(value or 0 for value in row) for row in zip(*values, strict=True))
            for values in (
                [one.values for one in side]
                for side in (self.series[:half], self.series[half : 2 * half])
            )
        )
        return right + (left + right) * _GAP

    @property
    def scaled(self) -> tuple[PlotSeries, ...]:
        """All that its scale must have room for: the series, then the thresholds as series."""
        count = len(self.categories)
        return self.series + tuple(
            PlotSeries(one.name, (one.value,) * count, (one.shown,) * count)
            for one in self.thresholds
        )

    def list_peers(self, series: PlotSeries) -> tuple[PlotSeries, ...]:
        """The series of a panel → all whose numbers its scale must have room for."""
        return (series,) if self.own_scales else self.series

    def find_fact(self, series: int, category: int) -> str:
        """One of the `scaled` series and a category → the fact that its number is, "" for none."""
        if series < len(self.series):
            return self.facts[series][category]
        return self.thresholds[series - len(self.series)].fact

    def is_muted(self, series: int, category: int | None = None) -> bool:
        """Whether a series, or its number for a category, stands back behind others."""
        if not self.highlighted:
            return False
        one = series if len(self.series) > 1 else category
        return one is not None and one not in self.highlighted


@dataclass(frozen=True)
class Moment:
    """A moment, or a period up to `end`; `open` says that a period goes on.

    `label` is its date, in short; `words` say what happened, which a bar shows where it has room.
    """

    start: datetime
    end: datetime | None = None
    open: bool = False
    label: str = ""
    words: str = ""


@dataclass(frozen=True)
class Tick:
    """A place on an axis of time, what it is called, and the larger unit that begins there.

    In an axis of months, `unit` is the year at the first of its ticks and at each January.
    """

    at: datetime
    label: str
    unit: str = ""


@dataclass(frozen=True)
class TimePlot:
    """One timeline, from `start` up to `end`.

    `scales` are the ways to name its axis, the finest first; the first that has room is drawn.
    """

    moments: tuple[Moment, ...]
    start: datetime
    end: datetime
    scales: tuple[tuple[Tick, ...], ...]
    direction: Direction = "ltr"


@dataclass(frozen=True)
class GanttRow:
    """One row of a Gantt chart: what happens, and when; without a place in time, nothing is drawn.

    The moment's label is its date. A `group` is a heading over this row and those that follow.
    """

    name: str
    moment: Moment | None
    date: str
    group: str = ""


@dataclass(frozen=True)
class GanttPlot:
    """One Gantt chart, from `start` up to `end`, its axis named as that of a TimePlot.

    `today` is where a line crosses its rows, and what it is called.
    """

    rows: tuple[GanttRow, ...]
    start: datetime
    end: datetime
    scales: tuple[tuple[Tick, ...], ...]
    today: Tick | None = None
    direction: Direction = "ltr"


@dataclass(frozen=True)
class VegaPlot:
    """An expert's Vega-Lite specification, as JSON text, and the rows of its data file, if any.

    Where there are columns, the rows take the place of the specification's own `data`.
    """

    specification: str
    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str | Decimal | None, ...], ...] = ()


@dataclass(frozen=True)
class PicturePlot:
    """A picture file of the briefing, by its path in the folder, and how it is shown.

    `width` is a share of the text's width. `crop` is the shape that it is cut to (width, height),
    `focus` the point that stays in sight: per cent from the left and from the top. `checksum` is of
    the file, in which another picture may stand in a later state of the briefing.
    """

    file: str
    width: Fraction = Fraction(1)
    crop: tuple[int, int] | None = None
    focus: tuple[int, int] = (50, 50)
    checksum: int = 0


@dataclass(frozen=True)
class CodePlot:
    """A web address that telephones read from a square of dots, a QR code (ISO/IEC 18004)."""

    address: str


@dataclass(frozen=True)
class CellBar:
    """A bar in a cell of a table, from zero to `value`, on a scale from `low` to `high`.

    `low` is zero or less, `high` zero or more, and they differ.
    """

    value: Decimal
    low: Decimal
    high: Decimal
    direction: Direction = "ltr"


@dataclass(frozen=True)
class Sparkline:
    """A small line through `values`, one for each of the `categories`; its last point is a dot."""

    categories: tuple[str, ...]
    values: tuple[Decimal, ...]
    direction: Direction = "ltr"


CellPlot = CellBar | Sparkline
AnyPlot = Plot | MapPlot | TimePlot | GanttPlot | VegaPlot | PicturePlot | CodePlot | CellPlot
