"""Plots of every kind, and the palette of the base theme: what tests of drawings draw."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import lxml.etree
from sample_page import sample_assets

from briefwright.edition import time_axes
from briefwright.edition.plots import (
    ChartKind,
    Moment,
    Plot,
    PlotSeries,
    Threshold,
    TimePlot,
    UnitCounts,
    ValueAxis,
)
from briefwright.edition.value_axes import find_ticks
from briefwright.facts import dates, unit_counts
from briefwright.figures import palette
from briefwright.model.dictionary import When

PALETTE = palette.read(sample_assets())
YEARS = ("2019", "2020", "2021", "2022", "2023", "2024")
WORDS = ("Iranian nuclear programme", "Astana Process on Syria", "Armenia and Azerbaijan")
Number = int | float | None


def series(name: str, *values: Number) -> PlotSeries:
    """A name and numbers → a series, its numbers printed as English has them."""
    exact = tuple(None if value is None else Decimal(str(value)) for value in values)
    shown = tuple("" if value is None else f"{value:,}".replace("-", "−") for value in values)
    return PlotSeries(name, exact, shown)


def timeline(moments: tuple[Moment, ...], span: str) -> TimePlot:
    """Moments and the date that holds them all, such as 1990..2024 → a TimePlot in English."""
    period = dates.period(When(span))
    assert period
    axis = time_axes.make_axis([period])
    names = time_axes.Names("en", {"words.since": "since"})
    return TimePlot(moments, axis.start, axis.end, time_axes.list_scales(axis, names))


def plot(kind: ChartKind, categories: tuple[str, ...], *all_series: PlotSeries) -> Plot:
    """A kind, categories and series → a Plot."""
    return Plot(kind, categories, all_series)


def panels(kind: ChartKind, categories: tuple[str, ...], *all_series: PlotSeries) -> Plot:
    """The same, each series in a panel of its own."""
    return Plot(kind, categories, all_series, panels=True)


MISSIONS = plot(
    "bar",
    ("UNDOF, national contingent", "UNDOF, staff officer", "Four other missions"),
    series("", 139, 1, 17),
)


def highlight(drawn: Plot, *places: int) -> Plot:
    """A plot → the same with some of its bars, or of its lines, highlighted by their positions."""
    return replace(drawn, highlighted=frozenset(places))


def combo(
    categories: tuple[str, ...], *all_series: PlotSeries, units: Sequence[str] = ("loans",)
) -> Plot:
    """Columns and, of the last series, a line: on an axis for each unit."""
    parts = [all_series] if len(units) == 1 else [all_series[:-1], all_series[-1:]]
    values = [[v for one in part for v in one.values if v is not None] for part in parts]
    axes = tuple(
        ValueAxis(unit, ticks, tuple(f"{tick:,}".replace("-", "−") for tick in ticks))
        for unit, ticks in zip(units, find_ticks(values), strict=True)
    )
    lines = frozenset({len(all_series) - 1})
    return replace(plot("combo", categories, *all_series), lines=lines, axes=axes, unit=units[0])


def area(categories: tuple[str, ...], *all_series: PlotSeries) -> Plot:
    """Areas on one another, on an axis that has room for their sums."""
    values = zip(*(one.values for one in all_series), strict=True)
    (ticks,) = find_ticks([[sum((v or Decimal(0) for v in row), Decimal(0)) for row in values]])
    axis = ValueAxis("tons", ticks, tuple(f"{tick:,}" for tick in ticks))
    return replace(plot("area", categories, *all_series), axes=(axis,), unit="tons")


def waffle(categories: tuple[str, ...], *all_series: PlotSeries, unit: str = "") -> Plot:
    """A hundred squares: of one series its categories are the parts, of several its series."""
    counts = unit_counts.count_squares([one.values for one in all_series])
    return replace(
        plot("waffle", categories, *all_series), unit=unit, units=UnitCounts(counts, "= 1%")
    )


def pictogram(icon: str, each: int, *values: Number, names: tuple[str, ...] = WORDS) -> Plot:
    """A row of icons for each number, one for so many."""
    only = series("", *values)
    counts = unit_counts.count_icons(only.values, Decimal(each))
    return replace(
        plot("pictogram", names, only), units=UnitCounts(counts, f"= {each:,} people", icon)
    )


def slope(*rows: PlotSeries) -> Plot:
    """Rows of two numbers → a line for each."""
    return replace(plot("slope", ("2014", "2024"), *rows), unit="hours a week")


def threshold(drawn: Plot, *values: int) -> Plot:
    """A plot → the same with a line across for each of some values."""
    lines = (Threshold(f"Goal: {one}", Decimal(one), str(one)) for one in values)
    return replace(drawn, thresholds=tuple(lines))


FIVE = tuple(
    series(name, *values)
    for name, values in (
        ("UNDOF", (5, 43, 40, 46, 3, 12)),
        ("UNIFIL", (17, 48, 48, 58, 12, 2)),
        ("MINURSO", (66, 49, 82, 76, 3, 4)),
        ("MINUSCA", (87, 71, 13, 79, 21, 33)),
        ("MONUSCO, Democratic Republic of the Congo", (64, 34, 55, 81, 5, 6)),
    )
)
PLOTS = {
    "bar": MISSIONS,
    "one bar": plot("bar", ("Only one",), series("", 1_410_000)),
    "bars up and down": plot("bar", ("Up", "Down", "Flat", "Steep"), series("", 12, -30, 0, -4)),
    "bars down": plot("bar", ("Up", "Down"), series("", -12, -30)),
    "bars of zero": plot("bar", ("One", "Other"), series("", 0, 0)),
    "bars with a gap": plot("bar", WORDS, series("2019", 1, None, 3), series("2024", 4, 5.5, None)),
    "bars of five": plot("bar", YEARS, *FIVE),
    "sixty bars": plot(
        "bar",
        tuple(f"Category number {n}" for n in range(60)),
        series("", *((n * 37) % 101 for n in range(60))),
    ),
    "long labels": plot("bar", tuple(" ".join(WORDS * 2) + str(n) for n in range(4)),
                        series("", 1, 22, 333, 44)),
    "stacked": plot("stacked_bar", WORDS, series("Men", 120, 80, 1), series("Women", 60, 9, 2),
                    series("Unknown", 40, 1, 3)),
    "stacked up and down": plot("stacked_bar", WORDS, series("In", 20, 3, 40),
                                series("Out", -5, -1, -30), series("Else", 2, -1, 0)),
    "stack of five": plot("stacked_bar", YEARS, *FIVE),
    "share": plot("share", MISSIONS.categories, *MISSIONS.series),
    "share with room": plot("share", ("Coal", "Gas", "Hydro"), series("", 40, 30, 20)),
    "shares": plot("share", YEARS, *FIVE),
    "diverging": plot("diverging", WORDS, series("Strongly disagree", 12, 4, 31),
                      series("Disagree", 20, 9, 27), series("Agree", 31, 46, 14),
                      series("Strongly agree", 17, 38, 2), series("Neither", 20, 3, 26)),
    "diverging without a middle": plot("diverging", ("Only one",), series("No", 40),
                                       series("Yes", 60)),
    "diverging with gaps": plot("diverging", WORDS, series("Worse", None, 9, 0),
                                series("Better", 5, None, 0), series("Same", 70, None, 1)),
    "diverging of few and many": plot(
        "diverging", tuple(" ".join(WORDS[:1] * 2) + f" {n}" for n in range(1, 9)),
        *(series(f"{side} {n}", *((a * 7 + n * 13) % 40 + 900 * (a == 3) for a in range(8)))
          for side in ("Against in all of its parts", "In favour") for n in range(1, 4)),
        series("I don't know, or would rather not say", *range(8))),
    "column": plot("column", YEARS, series("", 5, 7, None, 20, 22, 31)),
    "columns up and down": plot("column", WORDS, series("2019", 5, 7, 2),
                                series("2024", -3, 9, 12)),
    "columns without room": plot("column", tuple(f"Something {n}" for n in range(14)),
                                 series("", *(n * 1000 for n in range(14)))),
    "line": plot("line", YEARS, series("", 3, 5, 4, None, 9, 14)),
    "line up and down": plot("line", ("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
                             series("", -12, -10, -2, 7, 14, 20)),
    "lines": plot("line", YEARS, *FIVE),
    "lines apart": plot("line", YEARS, series("Kazakhstan", 30, 50, 40, 80, 90, 140),
                        series("Uzbekistan", 2, 5, 6, 7, 9, 13)),
    "line of one": plot("line", ("2024",), series("", 4)),
    "a bar highlighted": highlight(MISSIONS, 1),
    "columns highlighted": highlight(
        plot("column", YEARS, series("", 5, 7, None, 20, 22, 31)), 0, 4),
    "a line highlighted": highlight(plot("line", YEARS, *FIVE[:3]), 1),
    "histogram": plot("histogram", ("0–9", "10–19", "20–29", "30–39", "40–49", "50–59"),
                      series("", 12, 30, 41, 22, 0, 3)),
    "dots": plot("dot", WORDS, series("2019", 120, 80, 35), series("2024", 60, 95, 35)),
    "dots of three": plot("dot", YEARS[:3], series("Low", 5, 7, 0.5), series("Likely", 12, 7.5, 20),
                          series("High", 20, 31, 20)),
    "dots up and down": plot("dot", WORDS, series("In", 20, -3, None), series("Out", -18, -30, -4)),
    "dots alone": plot("dot", WORDS, series("", 4000, 1200, 3)),
    "dots by powers of ten": replace(
        plot("dot", WORDS, series("2019", 20, 9_000, 150), series("2024", 3_100, 12, 150)),
        floor=Decimal(10)),
    "dots of few and many": plot(
        "dot", tuple(f"District {n}" for n in range(1, 25)),
        series("2019", *range(0, 48, 2)), series("2024", 12_000, *range(1, 24))),
    "area": area(YEARS, series("", 5, 7, 6, 20, 22, 31)),
    "areas": area(YEARS, *FIVE),
    "areas of little and much": area(
        ("2010", "2012", "2020", "2024"), series("Rail", 12_000, 9_500, 20_000, 41_250),
        series("Road and everything else that has wheels", 0, 0, 0, 0),
        series("Air", 40, 0, 35, 120), series("Sea", 3_000, 3_000, 3_000, 3_000)),
    "waffle": waffle(("Coal", "Gas and oil", "Hydro"), series("", 40, 33.4, 26.6), unit="TWh"),
    "waffle of little and nothing": waffle(
        ("Grain from all harbours of the Black Sea", "Oil", "Coal", "Gas", "Wood", "Peat"),
        series("", 98_300, 1_200, 499, 0, None, 1)),
    "waffles": waffle(WORDS[:2], series("Men", 1_203, 80), series("Women", 604, 90),
                      series("Unknown", 2, None)),
    "waffles side by side": waffle(
        ("Central library", "Main Street", "Old School with the garden", "Harbour"),
        series("Children up to twelve", 31, 4, 12, 0), series("Adults", 50, 8, 9, 7)),
    "pictogram": pictogram("people", 1000, 4_000, 2_500, 120),
    "pictogram of a narrow icon": pictogram("place", 50, 139, 273, names=WORDS[:2]),
    "pictogram of one": pictogram("money", 1, 7, names=("Only one",)),
    "pictogram of few and many": pictogram(
        "place", 500, 12_000, 3, 0, None, *range(400, 4400, 500),
        names=tuple(f"{WORDS[0]} in district {n}" for n in range(1, 13))),
    "slopes": slope(series("Central library", 42, 60), series("Main Street", 30, 36),
                    series("Old School", 34, 22), series("Harbour", 20, 38)),
    "slopes highlighted": highlight(
        slope(*(series(name, 20 + n, 62 - n * n % 7) for n, name in enumerate("ABCDEFGHIJKL"))), 2),
    "slopes of long names": slope(
        series("MONUSCO, Democratic Republic of the Congo", -30, 41_250),
        series("Iranian nuclear programme and all that belongs to it", -30, None),
        series("UNDOF", None, 12.5)),
    "slopes at one place": slope(*(series(name, 7, 7) for name in ("Rail", "Road", "Sea"))),
    "combo": combo(
        YEARS, series("Loans", 5, 7, None, 20, 22, 31), series("Goal", 4, 8, 12, 16, 20, 24)),
    "combo of two axes": combo(
        YEARS, series("Books lent", 41_000, 52_000, 12_500, 38_000, 61_250, 73_000),
        series("Books bought", 2_100, 900, 0, 2_400, 3_100, 3_300),
        series("Loans per reader", 4.5, 4.9, None, 4.1, 5.2, 6.25),
        units=("books", "loans per reader and year")),
    "combo below zero": combo(WORDS, series("Balance", 12, -30, 4), series("Rate", -2, 1, -3),
                              units=("millions", "per cent")),
    "combo of many months": combo(
        tuple(f"{month} 2024" for month in (
            "Jan", "Feb", "March", "April", "May", "June", "July", "Aug", "Sept", "Oct", "Nov")),
        series("Admissions", *range(120, 10, -10)), series("Deaths", *range(0, 22, 2)),
        units=("patients", "patients per hundred thousand inhabitants of all five districts")),
    "columns under a threshold": threshold(
        plot("column", YEARS, series("", 5, 7, None, 20, 22, 31)), 40),
    "columns under a threshold of many words": replace(
        plot("column", YEARS, series("", 5, 7, None, 20, 22, 31)),
        thresholds=(Threshold(f"{WORDS[0]}, {WORDS[1]}: 40", Decimal(40), "40"),)),
    "columns and a threshold": threshold(
        plot("column", WORDS, series("2019", 5, 7, 2), series("2024", -3, 9, 12)), 6),
    "lines on a logarithmic scale": replace(
        plot("line", YEARS, series("Selin", 24, 310, None, 4100, 52_000, 980_000),
             series("Ortal", 61, 75, 88, 450, 3_900, 4_100)),
        unit="cases, logarithmic scale from 10", floor=Decimal(10),
        thresholds=(Threshold("Alert: 1,000", Decimal(1000), "1,000"),)),
    "line with a remark": plot("line", ("2019", "2021 (a)", "2022"), series("", 30, 24, 35)),
    "lines and thresholds": threshold(plot("line", YEARS, *FIVE[:3]), 20, 60),
    "a line over a threshold": threshold(
        plot("line", ("2019", "2021", "2022"), series("", 30, 24, 35)), 10),
    "panels of bars": panels("bar", YEARS, *FIVE),
    "panels of columns": panels("column", YEARS[:4], *(series(one.name, *map(int, one.values[:4]))
                                for one in FIVE)),  # type: ignore[arg-type]
    "panels of lines": panels("line", YEARS, *FIVE),
    "panels of lines on scales of their own": replace(
        panels("line", YEARS, series("Clinics", 31, 25, None, 28, 19, 20),
               series("Refugees", 12, 18, 44, 61, 90, 143),
               series("Deaths", 0.5, 0.2, 0.4, 1.2, 3.1, 2.2)),
        own_scales=True, unit="each on a scale of its own"),
    "panels of bars on scales of their own": replace(
        panels("bar", WORDS, series("Troops", 120, 80, 1), series("Money", 60_000, 9000, 20_500)),
        own_scales=True),
    "panels of columns on scales of their own": replace(
        panels("column", YEARS[:4], series("Money", 60_000, 9000, 20_500, 700),
               series("Growth", 3, 0, 4, 1)), own_scales=True),
}  # fmt: skip


def texts(svg: bytes) -> list[str]:
    """A drawing → its texts, in order."""
    root = lxml.etree.fromstring(svg)
    return ["".join(node.itertext()) for node in root.iter("{*}text")]


def rectangles(svg: bytes, colour: str) -> list[tuple[float, float, float, float]]:
    """A drawing → its rectangles of one colour: left, top, width, height."""
    shapes = lxml.etree.fromstring(svg).iter("{*}rect")
    sides = [[float(one.get(side, "")) for side in ("x", "y", "width", "height")]
             for one in shapes if one.get("fill") == colour]  # fmt: skip
    return [(x, y, width, height) for x, y, width, height in sides]
