"""The data table beside a chart → its rows, its series and their numbers."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from xml.etree.ElementTree import Element

from briefwright.document.marks import strip_breaks
from briefwright.document.vocabulary import NEVER_DRAWN


@dataclass(frozen=True)
class Series:
    """One series of a chart: its name, "" for the only one; its number in each row.

    `numbers` are plain digits with the decimals that were typed, "" for a gap; `shown` is each
    number as the page's language prints it. It `is_muted` where other series are highlighted.
    Where it `is_threshold`, it is one number in every row: a line across all others. Where it
    `is_line`, it is a line over the columns of others.
    """

    name: str
    numbers: tuple[str, ...]
    shown: tuple[str, ...]
    is_muted: bool = False
    is_threshold: bool = False
    is_line: bool = False


@dataclass(frozen=True)
class ValueAxis:
    """An axis of values that is drawn: what it counts, its ticks from the lowest up."""

    unit: str
    ticks: tuple[Decimal, ...]

    @property
    def step(self) -> Decimal:
        """How far it is from one tick to the next."""
        return self.ticks[1] - self.ticks[0]

    def describe(self) -> str:
        """Its range, as a statement says it."""
        low, high, step = (
            f"{one.normalize():f}" for one in (self.ticks[0], self.ticks[-1], self.step)
        )
        return f" from {low} to {high} by {step}"


@dataclass(frozen=True)
class ChartData:
    """What a chart is drawn from: its kind, the names of its rows, its series.

    `muted` are the rows, by position, that stand back behind those that are highlighted; `unit`
    is what it counts; `floor` is where a logarithmic scale begins, None for a scale from zero.
    `axes` are those of its values, where they are drawn: two where lines have their own.
    """

    kind: str
    rows: tuple[str, ...]
    series: tuple[Series, ...]
    muted: frozenset[int] = frozenset()
    unit: str = ""
    floor: Decimal | None = None
    axes: tuple[ValueAxis, ...] = ()

    @property
    def muted_parts(self) -> tuple[int, ...]:
        """The rows, or the series, that stand back, counted from 1."""
        series = (n for n, one in enumerate(self.series, 1) if one.is_muted)
        return tuple(series) or tuple(sorted(row + 1 for row in self.muted))

    @property
    def in_percent(self) -> bool:
        """Whether each number is printed with the sign of per cent."""
        shown = [text for one in self.series for text in one.shown if text]
        return bool(shown) and all("%" in text or "٪" in text for text in shown)


def find_charts(root: Element) -> Iterator[tuple[Element, Element, ChartData]]:
    """A page → each figure with a chart that files draw or hold: figure, picture, its numbers."""
    for figure in root.iter("figure"):
        table = next((one for one in figure if one.get("data-role") == NEVER_DRAWN), None)
        picture = next((one for one in figure if one.tag == "img" and one.get("data-chart")), None)
        if table is not None and picture is not None:
            yield figure, picture, _read_table(picture, table)


def _read_table(picture: Element, table: Element) -> ChartData:
    kind, unit = picture.get("data-chart", ""), picture.get("data-unit", "")
    rows = [list(row) for row in table.iter("tr") if row.get("data-role") == "data-row"]
    head = next(row for row in table.iter("tr") if row.get("data-role") == "data-head")
    series = (
        Series(
            read_words(name),
            tuple(row[column].get("data-value", "") for row in rows),
            tuple(read_words(row[column]) for row in rows),
            _is_muted(name),
            name.get("data-drawn") == "threshold",
            name.get("data-drawn") == "line",
        )
        for column, name in enumerate(list(head)[1:], start=1)
    )
    muted = frozenset(n for n, row in enumerate(rows) if _is_muted(row[0]))
    begin = picture.get("data-floor")
    floor = Decimal(begin) if begin else None
    names = tuple(read_words(row[0]) for row in rows)
    return ChartData(kind, names, tuple(series), muted, unit, floor, tuple(_read_axes(picture)))


def _read_axes(picture: Element) -> Iterator[ValueAxis]:
    for unit, ticks in (("data-unit", "data-ticks"), ("data-second-unit", "data-second-ticks")):
        if found := picture.get(ticks):
            yield ValueAxis(picture.get(unit, ""), tuple(map(Decimal, found.split())))


def _is_muted(name: Element) -> bool:
    return name.get("data-muted") == "yes"


def read_words(element: Element) -> str:
    """An element → its words on one line."""
    return strip_breaks(" ".join("".join(element.itertext()).split()))
