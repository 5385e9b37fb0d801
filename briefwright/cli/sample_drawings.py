"""A theme's colours → swatches, charts, a map, a timeline and a code, for the sampler."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from briefwright.document.assets import Asset
from briefwright.edition.map_plots import Inset, MapPlot, Place, View
from briefwright.edition.map_views import open_view
from briefwright.edition.plots import CodePlot, Moment, Plot, PlotSeries, Tick, TimePlot
from briefwright.figures import charts, codes, maps, svg, timelines
from briefwright.figures.charts import WIDTH
from briefwright.figures.palette import CHART_COLOURS, COLOURS, Palette
from briefwright.figures.sheet import Word
from briefwright.geography import trace_frame

# What the sampler shows besides roles: the name of each drawing, and what it is.
DRAWINGS = {
    "figures/swatches.svg": "The colours of text, boxes and maps, and those of charts",
    "figures/columns.svg": "Columns in all colours of charts",
    "figures/bars.svg": "Bars of one series",
    "figures/lines.svg": "Lines",
    "figures/map.svg": "A map with a shaded country and two places, and where it lies",
    "figures/circles.svg": "A map of circles, with its legend",
    "figures/timeline.svg": "A time axis",
    "figures/code.svg": "A code for telephones",
}
_YEARS = ("2021", "2022", "2023")
_SIDE, _GAP, _LINE = 42.0, 6.0, 70.0  # px of a swatch, between two, from one row to the next


def draw_samples(palette: Palette) -> Iterator[Asset]:
    """A theme's Palette → each drawing of DRAWINGS, by its name."""
    drawn = (
        _draw_swatches(palette),
        charts.draw(_plot("column", 6), palette),
        charts.draw(_plot("bar", 1), palette),
        charts.draw(_plot("line", 3), palette),
        maps.draw(_MAP, palette),
        maps.draw(_CIRCLES, palette),
        timelines.draw(_TIMES, palette),
        codes.draw(CodePlot("https://example.org/briefings/sample")),
    )
    for name, drawing in zip(DRAWINGS, drawn, strict=True):
        yield replace(drawing, name=name)


def _plot(kind: str, count: int) -> Plot:
    values = tuple(
        tuple(Decimal(10 + 7 * series + 3 * year) for year in range(len(_YEARS)))
        for series in range(count)
    )
    series = tuple(
        PlotSeries(f"Series {n}", row, tuple(map(str, row))) for n, row in enumerate(values, 1)
    )
    return Plot(kind, _YEARS, series)  # type: ignore[arg-type]


_PLACES = MapPlot(
    places=(Place("Vienna", 16.37, 48.21), Place("Prague", 14.42, 50.09)),
    countries=("Austria",),
    labels=(("Austria", "Austria"),),
)
_MAP = replace(
    _PLACES,
    inset=Inset(
        "overview",
        MapPlot(
            view=View(((-10.0, 45.0), (40.0, 45.0), (15.0, 60.0), (15.0, 36.0))),
            mark=trace_frame(open_view(_PLACES)[0], 8),
        ),
    ),
)
_CIRCLES = MapPlot(
    places=(Place("Vienna", 16.37, 48.21, "400"), Place("Prague", 14.42, 50.09, "100")),
    unit="units",
    sizes=(Decimal(400), Decimal(100)),
    size_keys=((Decimal(200), "200"),),
)
_TIMES = TimePlot(
    moments=(
        Moment(datetime(2021, 3, 1), label="2021"),
        Moment(datetime(2022, 1, 1), datetime(2023, 1, 1), label="2022"),
    ),
    start=datetime(2021, 1, 1),
    end=datetime(2024, 1, 1),
    scales=(tuple(Tick(datetime(year, 1, 1), str(year)) for year in range(2021, 2025)),),
)


def _draw_swatches(palette: Palette) -> Asset:
    """A square for each token with a colour, its name below it."""
    plain = [(name, getattr(palette, name)) for name in COLOURS]
    rows = (plain, list(zip(CHART_COLOURS, palette.charts, strict=True)))
    height = _LINE * len(rows)
    parts = []
    for y, row in enumerate(rows):
        for x, (name, colour) in enumerate(row):
            left, top = x * (_SIDE + _GAP), y * _LINE
            parts.append(svg.rectangle(left, top, left + _SIDE, top + _SIDE, palette.rule))
            parts.append(
                svg.rectangle(left + 0.5, top + 0.5, left + _SIDE - 0.5, top + _SIDE - 0.5, colour)
            )
            parts.append(svg.text(Word(left, top + _SIDE + 12, name, palette.ink, size=10)))
    data = svg.document(WIDTH, height, parts, palette)
    return Asset("", data, "image/svg+xml", round(WIDTH), round(height))
