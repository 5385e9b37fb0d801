"""Timelines and maps that say something else: each way of drawing one otherwise."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from conftest import SPECIMEN
from sample_plots import timeline

from briefwright.edition.map_plots import Distance, Inset, MapClass, MapPlot, Place, View
from briefwright.edition.map_views import add_detail, open_view
from briefwright.edition.plots import (
    AnyPlot,
    CellBar,
    GanttPlot,
    GanttRow,
    Moment,
    Sparkline,
    Tick,
)
from briefwright.geography import Boundary, read_regions, trace_frame
from tampering.drawing import Block, Change, draw_area, draw_line, pick
from tampering.redrawn_charts import RED, double, remove, swap

MOMENTS = (
    Moment(datetime(1991, 8, 29), label="29 Aug 1991"),
    Moment(datetime(1990, 1, 1), datetime(2000, 1, 1), label="1990s", words="Talks of both sides"),
    Moment(datetime(2006, 9, 8), label="2006"),
    Moment(datetime(2009, 3, 21), label="21 Mar 2009"),
    Moment(datetime(2009, 12, 2), label="Dec 2009"),
    Moment(datetime(2013, 2, 6), datetime(2016, 5, 26), label="2013"),
    Moment(datetime(2017, 1, 18), open=True, label="since 2017"),
    Moment(datetime(2024, 5, 11), label="May 2024"),
)
DISTANCES = (Distance(2, "2 km"), Distance(5, "5 km"), Distance(500, "500 km"))
REGIONS = read_regions(
    (SPECIMEN / "content/specimen/data/districts.geojson").read_bytes(), "name"
).regions
WORKS = timeline(
    (
        Moment(datetime(2026, 3, 1), datetime(2026, 6, 1)),
        Moment(datetime(2026, 4, 20)),
        Moment(datetime(2026, 6, 1), datetime(2026, 7, 1)),
        Moment(datetime(2026, 11, 1), open=True),
    ),
    "2026-03..2027-03",
)
STEPS = 8  # points of each side of a mark
TOWN = MapPlot(
    (Place("Port", 35.519, 33.9015), Place("Airport", 35.4884, 33.8209)), distances=DISTANCES
)
AROUND_TOWN = MapPlot(
    countries=("Lebanon",),
    view=View(((29.5, 33.9), (41.5, 33.9), (35.5, 31.0), (35.5, 37.0)), ("Lebanon",)),
    mark=trace_frame(open_view(TOWN)[0], STEPS),
)
SOUTH_OF_NORWAY = MapPlot((Place("Oslo", 10.75, 59.9), Place("Bergen", 5.3, 60.4)))
FAR = ("USA", "China", "Mali", "Niger", "Chad")
NUMBERED = ("Canada", "Czech Republic", "Jordan", "Bahrain", "Russia")
FIGURES: Mapping[str, AnyPlot] = {
    "timeline": timeline(MOMENTS, "1990..2024"),
    "one moment": timeline(MOMENTS[:1], "1991"),
    "a map": MapPlot(
        (
            Place("UNDOF", 35.8, 33.1, "Golan Heights"),
            Place("MINURSO", -13.2, 27.1, "Western Sahara"),
            Place("MONUSCO", 29.2, -1.7, "DR Congo"),
        ),
        distances=DISTANCES,
        neighbours=(("DR Congo", "DR Congo"),),
    ),
    "a map with countries": MapPlot(
        (Place("Astana", 71.43, 51.13), Place("Almaty", 76.9, 43.25)),
        ("KAZ", "Uzbekistan", "Turkmenistan"),
        (("KAZ", "Kazakhstan"), ("CHN", "China")),
        neighbours=(("Russia", "Russia"), ("Mongolia", "Mongolia"), ("Iran", "Iran")),
    ),
    "a map of classes": MapPlot(
        countries=("TJ", "Kyrgyzstan", "Uzbekistan", "KAZ", "Turkmenistan"),
        labels=(("KAZ", "Kazakhstan"), ("Uzbekistan", "Uzbekistan")),
        distances=DISTANCES,
        neighbours=(("Russia", "Russia"), ("Iran", "Iran")),
        classes=(
            MapClass("60 – 95", ("TJ", "Kyrgyzstan")),
            MapClass("310", ("Uzbekistan",)),
            MapClass("1,240", ("KAZ",)),
        ),
        missing=MapClass("no data", ("Turkmenistan",)),
        unit="cases",
    ),
    "a map of circles": MapPlot(
        (
            Place("Bishkek", 74.6, 42.9),
            Place("Kazakhstan", 67.3, 48.2, "1,600"),
            Place("Uzbekistan", 63.2, 41.8, "400"),
            Place("Tajikistan", 71.0, 38.6, "2"),
        ),
        ("KAZ", "Uzbekistan", "TJ", "Turkmenistan"),
        (("KAZ", "Kazakhstan"), ("Uzbekistan", "Uzbekistan"), ("TJ", "Tajikistan")),
        missing=MapClass("no data", ("Turkmenistan",)),
        unit="cases",
        sizes=(None, Decimal(1600), Decimal(400), Decimal(2)),
        size_keys=((Decimal(1000), "1,000"), (Decimal(200), "200")),
        counted=True,
    ),
    "a map of circles at places": MapPlot(
        (
            Place("Astana", 71.43, 51.13, "seat"),
            Place("Almaty", 76.9, 43.25, "1,600, library"),
            Place("Tashkent", 69.3, 41.3, "400"),
        ),
        ("Uzbekistan",),
        (("Uzbekistan", "Uzbekistan"),),
        unit="books",
        sizes=(None, Decimal(1600), Decimal(400)),
        size_keys=((Decimal(1000), "1,000"),),
    ),
    "a map with its own country": MapPlot(
        (Place("Tashkent", 69.3, 41.3), Place("Almaty", 76.9, 43.25)),
        ("Uzbekistan",),
        (("Uzbekistan", "Uzbekistan"), ("KZ", "Kazakhstan")),
        home="KZ",
    ),
    "a map of regions": MapPlot(
        (Place("Capital", 72.8, 41.6),),
        ("Fort", "Bay", "Old Town"),
        tuple((one.name, one.name) for one in REGIONS),
        neighbours=(("China", "China"), ("Uzbekistan", "Uzbekistan")),
        classes=(MapClass("1", ("Bay",)), MapClass("7", ("Old Town",))),
        missing=MapClass("no data", ("Fort",)),
        regions=REGIONS,
    ),
    "a map with a disputed boundary": MapPlot(
        (Place("Laayoune", -13.2, 27.15),),
        ("Morocco",),
        disputed=(Boundary(("Morocco", "Western Sahara")),),
    ),
    "a map with an overview": replace(TOWN, inset=Inset("overview", AROUND_TOWN)),
    "a map with a wider overview": replace(
        SOUTH_OF_NORWAY,
        inset=Inset(
            "overview",
            MapPlot(
                countries=("Norway",),
                labels=(("Norway", "Norway"),),
                view=View(((-12.0, 60.0), (28.0, 60.0)), ("Norway",)),
                mark=trace_frame(open_view(SOUTH_OF_NORWAY)[0], STEPS),
            ),
        ),
    ),
    "a map with a detail": add_detail(
        MapPlot((), FAR, tuple((name, name) for name in FAR)), ("Mali", "Niger", "Chad")
    ),
    "a map of one place": MapPlot((Place("Astana", 71.43, 51.13),)),
    "a map of a town": MapPlot(
        (Place("Port", 35.519, 33.9015), Place("Airport", 35.4884, 33.8209, "closed")),
        distances=DISTANCES,
    ),
    "a map of the world": MapPlot((), ("USA", "China", "BRA", "Australia")),
    "a map with numbers": MapPlot(
        (),
        NUMBERED,
        tuple((name, name) for name in NUMBERED),
        numbers=(("Czech Republic", "1"), ("Jordan", "2"), ("Bahrain", "3"), ("Russia", "4")),
    ),
    "a crowded map": MapPlot(
        tuple(Place(f"Place {n}", 44 + n % 5 * 0.9, 40 + n // 5 * 0.7, "noted") for n in range(9))
    ),
    "a timeline in weeks": timeline(
        (
            Moment(datetime(2026, 3, 3), label="3 Mar"),
            Moment(datetime(2026, 2, 1), datetime(2026, 3, 1), label="Feb", words="Rain"),
            Moment(datetime(2026, 3, 12), open=True, label="since 12 Mar", words="Ferries run"),
        ),
        "2026-02-01..2026-04-02",
    ),
    "a short timeline": timeline(MOMENTS[3:5], "2009"),
    "a range after the last year": timeline(
        (MOMENTS[3], Moment(datetime(2012, 1, 1), open=True, label="from 2012")), "2009..2011"
    ),
    "a Gantt chart": GanttPlot(
        (
            GanttRow("Survey", WORKS.moments[0], "Mar–May", "Before"),
            GanttRow("Council decides", WORKS.moments[1], "20 Apr"),
            GanttRow("Tender for the quay and the roads that lead to it", WORKS.moments[2], "Jun"),
            GanttRow("Dredging", WORKS.moments[3], "since Nov", "Works"),
            GanttRow("Road bridge", None, "soon"),
        ),
        WORKS.start,
        WORKS.end,
        WORKS.scales,
        Tick(datetime(2026, 9, 15), "15 September 2026"),
    ),
    "a bar in a cell": CellBar(Decimal(620), Decimal(0), Decimal(1760)),
    "a bar below zero in a cell": CellBar(Decimal(-8), Decimal(-8), Decimal("12.5")),
    "a line in a cell": Sparkline(
        ("2019", "2020", "2022", "2024"), tuple(map(Decimal, (12, 15, 9, 30)))
    ),
}
TIMES = ("timeline",)
SPOKEN = ("timeline", "a timeline in weeks")
WEEKS = ("a timeline in weeks",)
DOTTED = ("a map", "a map with countries")
SCALED = ("a map", "a map of a town")
REGIONAL = ("a map of regions",)
KEYED = ("a map with numbers",)
DASHED = ("a map with a disputed boundary",)
CLASSED = ("a map of classes",)
OWN = ("a map with its own country",)
CIRCLED = ("a map of circles",)
ENLARGED = ("a map with a detail",)
OVERVIEWED = ("a map with a wider overview",)
INSET = (*ENLARGED, *OVERVIEWED)
MAPS = (*DOTTED, "a map of the world", "a crowded map")


def _axis(blocks: list[Block]) -> Block:
    """The line across a timeline."""
    level = [
        one for one in pick(blocks, "line") if one.operands("m")[0][1] == one.operands("l")[0][1]
    ]
    (axis,) = level
    return axis


def _bars(blocks: list[Block]) -> list[Block]:
    """The bars of ranges: outlines, which are no strokes."""
    return [one for one in pick(blocks, "area") if one.operands("l")]


def _remove_first(blocks: list[Block], count: int) -> None:
    for text in pick(blocks, "text")[:count]:
        blocks.remove(text)


def _dots(blocks: list[Block]) -> list[Block]:
    """The dots of places: filled, as the lines around letters aren't."""
    return [one for one in pick(blocks, "curve") if one.operands("rg")]


def _mirror(blocks: list[Block]) -> None:
    """East and west change places, the names of places go with their dots."""
    for dot in _dots(blocks):
        x, _ = dot.place
        dot.move(537 - 2 * x, 0)


def _land(blocks: list[Block]) -> list[Block]:
    """The areas of land, in the order in which they are drawn; lines over them have no colour."""
    return [
        one for one in pick(blocks, "line") if len(one.operands("l")) > 50 and one.operands("rg")
    ]


def _shade(place: int, *colour: float) -> Change:
    """One of the two areas of land, as in the order in which they are drawn → in a colour."""

    def change(blocks: list[Block]) -> None:
        _land(blocks)[place].edit("rg", lambda found: list(colour))

    return change


def _move_land(blocks: list[Block]) -> None:
    for land in _land(blocks):
        land.move(40, 15)


def _exchange_shades(blocks: list[Block]) -> None:
    quiet, shaded = _land(blocks)[-2:]
    one, other = quiet.operands("rg")[0], shaded.operands("rg")[0]
    quiet.edit("rg", lambda found: other)
    shaded.edit("rg", lambda found: one)


def _regions(blocks: list[Block]) -> list[Block]:
    """The areas of regions, each shade one: what lies over the land of countries."""
    land = [one for one in pick(blocks, "line") if one.operands("h") and one.operands("rg")]
    assert len(land) > 2
    return land[1:]


def _exchange_regions(blocks: list[Block]) -> None:
    one, other = _regions(blocks)[-2:]
    first, second = one.operands("rg")[0], other.operands("rg")[0]
    one.edit("rg", lambda found: second)
    other.edit("rg", lambda found: first)


def _mark(blocks: list[Block]) -> Block:
    """The line around what an inset shows, or the map that it is of."""
    return next(one for one in pick(blocks, "line") if len(one.operands("l")) == 4 * STEPS)


def _line_around(blocks: list[Block]) -> Block:
    """The line around a country."""
    lines = [one for one in pick(blocks, "line") if not one.operands("h")]
    return max(lines, key=lambda one: len(one.operands("l")))


def _lines(blocks: list[Block]) -> Block:
    """The many lines over a country, or along a boundary."""
    (lines,) = [
        one for one in pick(blocks, "line") if len(one.operands("m")) > 9 and not one.operands("h")
    ]
    return lines


def _close_gaps(blocks: list[Block]) -> None:
    """The line below the dashes of a boundary → in their colour."""
    dashes = _lines(blocks)
    below = blocks[blocks.index(dashes) - 1]
    below.edit("RG", lambda found: dashes.operands("RG")[0])


ROWS: Mapping[str, tuple[tuple[str, ...], Change]] = {
    "a dot at another date": (TIMES, lambda blocks: pick(blocks, "curve")[0].move(4, 0)),
    "a dot above the axis": (TIMES, lambda blocks: pick(blocks, "curve")[0].move(0, -4)),
    "a dot that is missing": (TIMES, remove("curve", 1)),
    "a dot too many": (TIMES, double("curve", 1, 30, 0)),
    "a dot in the colour of paper": (TIMES, lambda blocks: pick(blocks, "curve")[0].paint(1, 1, 1)),
    "two dates in each other's place": (TIMES, swap("text", -7, -6)),
    "a date elsewhere": (TIMES, lambda blocks: pick(blocks, "text")[-7].move(60, 0)),
    "a date that is missing": (TIMES, remove("text", -7)),
    "two years in each other's place": (TIMES, swap("text", 0, 1)),
    "a year elsewhere": (TIMES, lambda blocks: pick(blocks, "text")[1].move(12, 0)),
    "a year that is missing": (TIMES, remove("text", 1)),
    "a tick elsewhere": (TIMES, lambda blocks: pick(blocks, "line")[2].move(9, 0)),
    "a line to a date elsewhere": (TIMES, lambda blocks: pick(blocks, "line")[-1].move(9, 0)),
    "a longer axis": (
        TIMES,
        lambda blocks: _axis(blocks).edit("l", lambda at: [at[0] + 30, at[1]]),
    ),
    "an axis elsewhere": (TIMES, lambda blocks: _axis(blocks).move(0, 5)),
    "a range that begins later": (TIMES, lambda blocks: _bars(blocks)[0].move(5, 0)),
    "a range that is missing": (TIMES, lambda blocks: blocks.remove(_bars(blocks)[1])),
    "a range twice": (TIMES, lambda blocks: blocks.append(_bars(blocks)[1].copy())),
    "a range that goes on elsewhere": (TIMES, lambda blocks: _bars(blocks)[-1].move(-9, 0)),
    "two texts of ranges in each other's place": (TIMES, swap("text", -1, -2)),
    "the words of a range elsewhere": (SPOKEN, lambda blocks: pick(blocks, "text")[-1].move(9, 0)),
    "the words of a range on their own": (SPOKEN, lambda blocks: _bars(blocks)[-1].move(0, 60)),
    "words of two ranges in each other's place": (WEEKS, swap("text", -1, -3)),
    "a range without its date": (SPOKEN, remove("text", -2)),
    "two months in each other's place": (WEEKS, swap("text", 0, 1)),
    "a month elsewhere": (WEEKS, lambda blocks: pick(blocks, "text")[1].move(60, 0)),
    "all months missing": (WEEKS, lambda blocks: _remove_first(blocks, 3)),
    "a week that is missing": (WEEKS, remove("text", 3)),
    "a line across a timeline": (
        TIMES,
        lambda blocks: blocks.append(draw_line(0, 9, 300, 60, *RED)),
    ),
    "a place elsewhere": (DOTTED, lambda blocks: pick(blocks, "curve")[0].move(3, 0)),
    "a place farther north": (DOTTED, lambda blocks: _dots(blocks)[-1].move(0, -3)),
    "a place that is missing": (DOTTED, remove("curve", 0)),
    "a place too many": (DOTTED, double("curve", 0, 40, 9)),
    "a place in the colour of paper": (
        DOTTED,
        lambda blocks: pick(blocks, "curve")[0].paint(1, 1, 1),
    ),
    "the map of places mirrored": (("a map",), _mirror),
    "two names of places in each other's place": (DOTTED, swap("text", -1, -2)),
    "a name of a place elsewhere": (DOTTED, lambda blocks: pick(blocks, "text")[-1].move(60, 40)),
    "a name of a place that is missing": (MAPS[:2], remove("text", -1)),
    "a name of a country elsewhere": (
        ("a map with countries",),
        lambda blocks: pick(blocks, "text")[0].move(-150, 60),
    ),
    "a name of a neighbour elsewhere": (
        ("a map with countries",),
        lambda blocks: pick(blocks, "text")[2].move(0, 90),
    ),
    "two neighbours in each other's place": (("a map with countries",), swap("text", 2, 3)),
    "a line across the map": (
        MAPS[:3],
        lambda blocks: blocks.append(draw_line(0, 9, 300, 60, *RED)),
    ),
    "a pale line across the map": (
        MAPS[:3],
        lambda blocks: blocks.append(draw_line(0, 9, 300, 60, 1, 1, 1)),
    ),
    "an area on the map": (MAPS[:3], lambda blocks: blocks.append(draw_area(90, 9, 90, 60, *RED))),
    "countries that aren't shaded": (("a map with countries",), _shade(1, 0.863, 0.886, 0.902)),
    "all land in the colour of the sea": (MAPS[:2], _shade(0, 0.933, 0.957, 0.965)),
    "other countries shaded": (("a map with countries",), _exchange_shades),
    "two classes in each other's shade": (CLASSED, _exchange_shades),
    "two keys of classes in each other's place": (CLASSED, swap("text", -3, -4)),
    "a key in another shade": (CLASSED, lambda blocks: pick(blocks, "area")[-2].paint(*RED)),
    "a key that is missing": (CLASSED, remove("area", -2)),
    "what the numbers count is missing": (CLASSED, remove("text", -5)),
    "a country without a number that isn't hatched": (
        CLASSED,
        lambda blocks: _lines(blocks).move(90, 0),
    ),
    "its own country without a line around it": (
        OWN,
        lambda blocks: blocks.remove(_line_around(blocks)),
    ),
    "a line around its own country elsewhere": (
        OWN,
        lambda blocks: _line_around(blocks).move(20, 9),
    ),
    "two circles in each other's place": (CIRCLED, swap("curve", 0, 1)),
    "a circle that is missing": (CIRCLED, remove("curve", 1)),
    "a circle of the legend that is missing": (CIRCLED, remove("curve", -1)),
    "a circle too many in the legend": (CIRCLED, double("curve", -1, 60, 0)),
    "two circles of the legend in each other's place": (CIRCLED, swap("curve", -1, -2)),
    "two numbers at circles in each other's place": (CIRCLED, swap("text", 2, 4)),
    "two regions in each other's shade": (REGIONAL, _exchange_regions),
    "two numbers of countries in each other's place": (KEYED, swap("text", 1, 2)),
    "a number in another country": (KEYED, lambda blocks: pick(blocks, "text")[-1].move(0, 90)),
    "a number of a country that is missing": (KEYED, remove("text", -1)),
    "a line to a number that is missing": (KEYED, remove("line", -1)),
    "a line to a number from elsewhere": (
        KEYED,
        lambda blocks: pick(blocks, "line")[-1].edit("m", lambda at: [at[0], at[1] + 20]),
    ),
    "a name of a country that is missing": (KEYED, remove("text", 0)),
    "regions elsewhere": (REGIONAL, lambda blocks: _regions(blocks)[-1].move(90, 60)),
    "a name in another region": (REGIONAL, lambda blocks: pick(blocks, "text")[0].move(90, 0)),
    "dashes of a boundary elsewhere": (DASHED, lambda blocks: _lines(blocks).move(9, 9)),
    "dashes of a boundary that are missing": (
        DASHED,
        lambda blocks: blocks.remove(_lines(blocks)),
    ),
    "a disputed boundary as a line without gaps": (DASHED, _close_gaps),
    "a scale bar that is longer": (
        SCALED,
        lambda blocks: pick(blocks, "line")[-1].edit("l", lambda at: [at[0] + 9, at[1]]),
    ),
    "a scale bar without its distance": (SCALED, remove("text", -1)),
    "a scale bar that is missing": (SCALED, remove("line", -1)),
    "a distance elsewhere": (SCALED, lambda blocks: pick(blocks, "text")[-1].move(90, -60)),
    "land elsewhere": (MAPS[1:3], _move_land),
    "a mark of an inset elsewhere": (INSET, lambda blocks: _mark(blocks).move(9, 0)),
    "a mark of an inset that is missing": (INSET, lambda blocks: blocks.remove(_mark(blocks))),
    "a mark of an inset in the colour of paper": (
        INSET,
        lambda blocks: _mark(blocks).edit("RG", lambda found: [1, 1, 1]),
    ),
    "a dot for a mark elsewhere": (
        ("a map with an overview",),
        lambda blocks: pick(blocks, "curve")[-1].move(9, 0),
    ),
    "a line around an inset that is missing": (INSET, remove("line", -1)),
    "an inset that is missing": (INSET, remove("area", 1)),
    "two names of a detail in each other's place": (ENLARGED, swap("text", -1, -2)),
    "a name of a detail that is missing": (ENLARGED, remove("text", -1)),
    "a name of an overview elsewhere": (
        OVERVIEWED,
        lambda blocks: pick(blocks, "text")[-1].move(40, 0),
    ),
    "a country of a detail that isn't shaded": (
        ENLARGED,
        lambda blocks: blocks.remove([b for b in pick(blocks, "line") if b.operands("h")][-1]),
    ),
}
