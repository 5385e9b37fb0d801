"""The kinds of charts that every format draws: one table, a row a kind."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Stacking = Literal["", "sums", "wholes"]


@dataclass(frozen=True)
class ChartKind:
    """What is said of a kind wherever it matters.

    most      how many categories a reader can take in
    shape     what a finished file is found to show
    office    what Office calls it, by python-pptx; "" where it can't draw it
    has_bars  whether its numbers are bars or columns
    lies      whether its bars lie
    stacking  whether a category is one bar of several parts: their sum, or 100 % of it
    most_series  how many series it shows
    has_panels   whether it can be drawn as a small chart for each of them
    """

    most: int
    shape: str
    office: str
    has_bars: bool = True
    lies: bool = False
    stacking: Stacking = ""
    most_series: int = 6
    has_panels: bool = True


CHART_KINDS: Mapping[str, ChartKind] = {
    "bar": ChartKind(40, "bars", "BAR_CLUSTERED", lies=True),
    "stacked_bar": ChartKind(40, "stacked bars", "BAR_STACKED", lies=True, stacking="sums"),
    "share": ChartKind(8, "bars of one whole", "BAR_STACKED_100", lies=True, stacking="wholes"),
    "column": ChartKind(16, "columns", "COLUMN_CLUSTERED"),
    "histogram": ChartKind(24, "columns without gaps", "COLUMN_CLUSTERED", most_series=1),
    "combo": ChartKind(16, "columns and lines", "COLUMN_CLUSTERED", has_panels=False),
    "dot": ChartKind(24, "dots", "", has_bars=False, lies=True, most_series=3, has_panels=False),
    "diverging": ChartKind(
        24, "bars on both sides of a line", "", lies=True, stacking="sums",
        most_series=7, has_panels=False,
    ),
    "area": ChartKind(
        60, "stacked areas", "AREA_STACKED", has_bars=False, stacking="sums", has_panels=False
    ),
    "waffle": ChartKind(6, "squares", "", has_bars=False, stacking="wholes", has_panels=False),
    "pictogram": ChartKind(
        12, "icons", "", has_bars=False, stacking="sums", most_series=1, has_panels=False
    ),
    "slope": ChartKind(
        20, "slopes", "LINE_MARKERS", has_bars=False, most_series=2, has_panels=False
    ),
    "line": ChartKind(60, "lines", "LINE_MARKERS", has_bars=False),
}  # fmt: skip
