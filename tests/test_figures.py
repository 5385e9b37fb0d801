"""Figures of an edition: headline, numbers, words for those who can't see, notes and sources."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from briefwright import audience, content, edition, figures
from briefwright.audience import Audience
from briefwright.document.marks import data_mark
from briefwright.edition import Edition, Leaf, Node
from briefwright.edition.map_plots import MapClass, MapPlot, Place
from briefwright.edition.nodes import RowNode
from briefwright.edition.plots import Moment, Plot, TimePlot, VegaPlot
from briefwright.markup import render
from briefwright.problems import ContentError

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"

HEAD = """format: 1
title: A sample
language: en
date: 2024-09-21
owner: Press office
contact: press@example.org
handling: open
defaults: {source: nca}
facts:
  north: {value: 139, unit: ships, label: Northern fleet}
  south: {value: 1410, unit: {one: ship, other: ships}, label: Southern *fleet*, as_of: 2024-09-21}
  both: {sum: [north, south], unit: ships, label: Both fleets}
  share: {value: 9.10, unit: "%"}
names:
  SRC: Selin River Commission
sources:
  nca: {title: A fact sheet, publisher: nCa, date: 2024-09-21}
  book: {title: A book}
body:
"""

CSV = "Month,Upper,Lower\nMay,2.10,-3\nJune,,12000\n"

Select = Callable[..., Edition]


@pytest.fixture(scope="module")
def everybody() -> Audience:
    return replace(audience.read(TEMPLATES, "full"), order=("body", "sources"), contents=0)


@pytest.fixture
def select(tmp_path: Path, everybody: Audience) -> Select:
    """A body in YAML, files beside it, and what is special to the audience → Edition."""

    def of(body: str, main: str = HEAD, files: dict[str, str] | None = None) -> Edition:
        (tmp_path / "briefing.yaml").write_text(main + body, encoding="utf-8")
        for name, text in (files or {}).items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        return edition.select(content.read(tmp_path), everybody, "en")

    return of


def only(chosen: Edition) -> Any:
    """An edition → its one block, of whatever kind."""
    return next(node for node in chosen.blocks if node.kind != "sources")


def text(node: Node, name: str) -> str:
    leaf = getattr(node, name)
    assert isinstance(leaf, Leaf)
    return leaf.text


def cells(node: Node, name: str = "rows") -> list[list[str]]:
    rows = getattr(node, name)
    assert rows
    return [
        [leaf.text for leaf in (row.cells if isinstance(row, RowNode) else row)] for row in rows
    ]


# ----------------------------------------------------------------- what all figures share


def test_a_finding_is_the_headline_and_the_title_stands_below_it(select: Select) -> None:
    node = only(select("  - {chart: Ships of the {SRC}, rows: [north, south], finding: Few ships}\n"
                       .replace("Ships of the {SRC}", '"Ships of the {SRC}"')))  # fmt: skip
    assert text(node, "caption") == "Figure 1 Few ships"
    assert text(node, "description") == "Ships of the SRC"


def test_no_word_of_a_caption_stands_alone_on_its_last_line(select: Select) -> None:
    node = only(select("  - {chart: Ships of founders and hosts, rows: [north, south]}\n"))
    assert text(node, "caption") == "Figure 1 Ships of founders and\u00a0hosts"


def test_without_a_finding_the_title_is_the_headline(select: Select) -> None:
    node = only(select("  - {chart: Ships, rows: [north, south]}\n"))
    assert text(node, "caption") == "Figure 1 Ships"
    assert node.description is None


def test_charts_maps_timelines_and_pictures_are_counted_together(select: Select) -> None:
    body = """
  - {chart: Ships, rows: [north, south], id: a}
  - {table: Ships, columns: [A], rows: [[1]], id: b}
  - {map: Ports, countries: [Chad], id: c}
  - timeline: Voyages
    id: d
    items:
      - 2009: Out.
  - All of {a}, {b}, {c} and {d}.
"""
    chosen = select(body)
    leaves = {leaf.at: leaf.text for leaf in chosen.leaves()}
    assert leaves["text-1.text"] == "All of Figure 1, Table 1, Figure 2 and Figure 3."


def test_the_words_for_those_who_cannot_see_begin_with_the_finding(select: Select) -> None:
    body = "  - {chart: Ships, rows: [north, south], finding: Most sail south}\n"
    told = "Most sail south. Bar chart: Northern fleet 139, Southern fleet 1,410."
    assert text(only(select(body)), "alt") == told


def test_the_authors_words_stand_in_place_of_the_numbers(select: Select) -> None:
    body = "  - {chart: Ships, rows: [north, south], finding: Few, alt: Two bars}\n"
    assert text(only(select(body)), "alt") == "Few. Two bars."


def test_a_figure_says_which_of_its_numbers_were_worked_out(select: Select) -> None:
    node = only(select("  - {chart: Ships, rows: [north, both]}\n"))
    told = "Worked out from the numbers given: Both fleets (1,549)."
    assert text(node, "derived") == told
    assert only(select("  - {chart: Ships, rows: [north, south]}\n")).derived is None


def test_a_table_and_a_strip_say_so_too(select: Select) -> None:
    body = '  - {table: "All {both}", columns: [Fleet, Ships], rows: [north]}\n'
    assert "Both fleets (1,549)" in text(only(select(body)), "derived")
    strip = only(select("  - key_figures: [both]\n"))
    (item,) = strip.key_figures
    assert item.leaf.text.endswith("worked out")


def test_a_figure_without_a_source_rests_on_those_of_its_facts(select: Select) -> None:
    node = only(select("  - {chart: Ships, rows: [north, south]}\n"))
    assert text(node, "source") == "Source: nCa, 21\u00a0September 2024."
    node = only(select("  - {chart: Ships, rows: [north, south], source: book}\n"))
    assert text(node, "source") == "Source: A book."


def test_credit_and_licence_belong_to_every_figure(select: Select) -> None:
    body = "  - {chart: Ships, rows: [north, south], credit: The desk, licence: CC BY}\n"
    assert "Picture: The desk. Licence: CC BY." in text(only(select(body)), "source")


# ----------------------------------------------------------------- charts


def plot(chosen: Edition) -> Plot:
    found = only(chosen).plot
    assert isinstance(found, Plot)
    return found


def test_a_chart_of_facts_has_their_labels_and_numbers(select: Select) -> None:
    body = '  - {chart: Ships, rows: [{label: "North, {SRC}", fact: north}, south]}\n'
    found = plot(select(body))
    assert found.categories == ("North, SRC", "Southern fleet")
    assert found.series[0].values == (Decimal(139), Decimal(1410))
    assert found.series[0].shown == ("139", "1,410")
    assert found.facts == (("north", "south"),)


def test_a_chart_of_a_file_has_a_series_for_each_column_and_gaps(select: Select) -> None:
    body = "  - {chart: Levels, kind: line, data: levels.csv}\n"
    found = plot(select(body, files={"levels.csv": CSV}))
    assert found.categories == ("May", "June")
    assert [one.name for one in found.series] == ["Upper", "Lower"]
    assert found.series[0].values == (Decimal("2.10"), None)
    assert found.series[1].shown == ("−3", "12,000")


def test_columns_of_a_file_can_be_chosen_and_renamed(select: Select) -> None:
    body = """
  - chart: Levels
    data: levels.csv
    columns: [Month, {column: In the delta, from: Lower}]
"""
    found = plot(select(body, files={"levels.csv": CSV}))
    assert [one.name for one in found.series] == ["In the delta"]


CARGO = "Port,In,Out\nA,20,30\nB,50,50\nC,5,\n"
SOURCED = "  - {{chart: Cargo, data: cargo.csv, source: nca, {0}}}\n"


def test_areas_of_a_hundred_per_cent_come_to_it_in_each_row(select: Select) -> None:
    rows = "Year,In,Out,Other\n2019,1,1,1\n2020,5,0,20\n"
    body = SOURCED.format("kind: area, percent: yes")
    drawn = plot(select(body, files={"cargo.csv": rows}))
    assert [one.shown for one in drawn.series] == [
        ("33.4%", "20.0%"), ("33.3%", "0.0%"), ("33.3%", "80.0%"),
    ]  # fmt: skip
    (axis,) = drawn.axes
    assert axis.shown == ("0%", "25%", "50%", "75%", "100%")


@pytest.mark.parametrize(
    ("keys", "categories", "shown"),
    [
        ("sort: descending", ("B", "A", "C"), (("50", "20", "5"), ("50", "30", ""))),
        ("sort: ascending", ("C", "A", "B"), (("5", "20", "50"), ("", "30", "50"))),
        ("percent: yes", ("A", "B", "C"), (("40%", "50%", "100%"), ("60%", "50%", ""))),
        ("columns: [Port, In], percent: yes", ("A", "B", "C"), (("27%", "67%", "7%"),)),
    ],
)
def test_rows_are_sorted_and_numbers_are_parts_of_their_whole(
    select: Select, keys: str, categories: tuple[str, ...], shown: tuple[tuple[str, ...], ...]
) -> None:
    plot = only(select(SOURCED.format(keys), files={"cargo.csv": CARGO})).plot
    assert plot.categories == categories
    assert tuple(one.shown for one in plot.series) == shown


def test_a_chart_higher_than_a_page_is_refused_with_how_many_rows_a_page_holds(
    select: Select, everybody: Audience
) -> None:
    rows = "Port,A,B,C,D,E,F\n" + "".join(f"Port {n},1,2,3,4,5,6\n" for n in range(40))
    chosen = select(SOURCED.format("kind: bar"), files={"cargo.csv": rows})
    with pytest.raises(ContentError, match=r"of 40 rows .* holds about 15 of them.* `table:`"):
        figures.draw(chosen, everybody.theme, {})


def test_rows_stand_close_where_a_page_of_large_print_would_be_too_short(
    select: Select, everybody: Audience
) -> None:
    rows = "Port,A\n" + "".join(f"Port {n},{n}\n" for n in range(36))
    chosen = select(SOURCED.format("kind: bar"), files={"cargo.csv": rows})
    normal, large = (
        figures.draw(chosen, theme, {}).assets[0].height
        for theme in (everybody.theme, everybody.theme.enlarge())
    )
    assert normal > 680 > large


def test_what_is_highlighted_is_known_by_the_name_of_its_fact_or_as_its_file_has_it(
    select: Select,
) -> None:
    rows = "  - {chart: Fleets, rows: [north, south, both], highlight: [south, Both]}\n"
    assert only(select(rows)).plot.highlighted == {1, 2}
    lines = SOURCED.format("kind: line, highlight: [Out]")
    assert only(select(lines, files={"cargo.csv": CARGO})).plot.highlighted == {1}


@pytest.mark.parametrize(
    ("keys", "unit"),
    [
        ("data: cargo.csv, unit: tons", "tons"),
        ("data: cargo.csv, columns: [Port, {column: In, unit: tons}]", "tons"),
        ("data: cargo.csv, columns: [Port, {column: In, unit: tons}, Out]", ""),
        ("data: cargo.csv, unit: tons, percent: yes", ""),
        ("rows: [north, south]", ""),
    ],
)
def test_a_chart_says_what_it_counts_where_its_author_does(
    select: Select, keys: str, unit: str
) -> None:
    node = only(select(f"  - {{chart: Cargo, {keys}}}\n", files={"cargo.csv": CARGO}))
    assert node.plot.unit == unit


@pytest.mark.parametrize(("least", "floor"), [("20", "10"), ("19", "1"), ("0.5", "0.1")])
def test_a_logarithmic_scale_begins_at_a_power_of_ten_below_all_and_says_so(
    select: Select, least: str, floor: str
) -> None:
    csv = f"Year,Cases\n2019,{least}\n2020,98000\n"
    body = "  - {chart: Cholera, kind: line, data: cases.csv, unit: cases, log: yes}\n"
    node = only(select(body, files={"cases.csv": csv}))
    assert node.plot.floor == Decimal(floor)
    assert node.plot.unit == f"cases, logarithmic scale from {floor}"


def test_panels_with_scales_of_their_own_say_so_and_what_each_counts(select: Select) -> None:
    columns = "[Port, {column: In, unit: tons}, {column: Out, unit: ships}]"
    body = "  - {chart: Cargo, data: cargo.csv, panels: yes, own_scales: yes, columns: "
    node = only(select(f"{body}{columns}}}\n", files={"cargo.csv": CARGO}))
    assert [one.name for one in node.plot.series] == ["In (tons)", "Out (ships)"]
    assert node.plot.unit == "each on a scale of its own"


def test_the_lines_of_a_combo_come_last_and_each_axis_has_its_unit_and_round_ticks(
    select: Select,
) -> None:
    csv = "Year,Rate,Loans,Returns\n2023,4.1,38000,900\n2024,-1.3,61250,\n"
    body = (
        "  - chart: Loans\n    kind: combo\n    data: a.csv\n    lines: [Rate]\n"
        "    unit: loans\n    second_axis: per cent\n"
    )
    plot = only(select(body, files={"a.csv": csv})).plot
    assert [one.name for one in plot.series] == ["Loans", "Returns", "Rate"]
    assert plot.lines == {2}
    assert [(axis.unit, axis.shown) for axis in plot.axes] == [
        ("loans", ("−20,000", "0", "20,000", "40,000", "60,000", "80,000")),
        ("per cent", ("−2", "0", "2", "4", "6", "8")),
    ]


def test_a_waffle_chart_says_that_its_squares_are_rounded_and_a_pictogram_what_an_icon_is(
    select: Select,
) -> None:
    csv = "Answer,People\nYes,1250\nNo,400\n"
    waffle, icons, *_ = select(
        "  - {chart: Answers, kind: waffle, data: a.csv}\n"
        "  - {chart: Answers, kind: pictogram, data: a.csv, unit: people}\n",
        files={"a.csv": csv},
    ).blocks
    assert waffle.alt.text == (
        "Waffle chart: People: Yes 1,250, No 400; 100 squares, rounded to whole ones."
    )
    assert (waffle.plot.units.counts, waffle.plot.units.shown) == (((76, 24),), "= 1%")
    assert (icons.plot.units.shown, icons.plot.unit) == ("= 200 people", "")
    assert icons.plot.units.counts == ((Fraction(25, 4),), (2,))


def test_dots_which_word_cannot_draw_have_their_numbers_in_a_table(select: Select) -> None:
    csv = "Library,2014,2024\nCentral,42,60\nHarbour,20,\n"
    node = only(select("  - {chart: Hours, kind: dot, data: a.csv}\n", files={"a.csv": csv}))
    assert node.native == ""
    assert [[leaf.text for leaf in row] for row in node.rows] == [
        ["Central", "42", "60"],
        ["Harbour", "20", "–"],
    ]


def test_the_axis_of_areas_has_room_for_their_sum(select: Select) -> None:
    csv = "Year,Rail,Road\n2023,38,9\n2024,31,30\n"
    node = only(select("  - {chart: Tons, kind: area, data: a.csv, unit: tons}\n",
                       files={"a.csv": csv}))  # fmt: skip
    assert [(axis.unit, axis.shown) for axis in node.plot.axes] == [
        ("tons", ("0", "20", "40", "60", "80"))
    ]
    assert node.native == "area"
    assert text(node, "alt") == "Area chart: Rail: 2023 38, 2024 31; Road: 2023 9, 2024 30."


SLOPE = {"a.csv": "Library,2014,2024\nHarbour,20,38\nOld School,34,22\n"}


def test_a_slope_has_a_line_for_each_row_of_a_file(select: Select) -> None:
    node = only(select("  - {chart: Hours, kind: slope, data: a.csv, highlight: [Harbour]}\n",
                       files=SLOPE))  # fmt: skip
    assert node.plot.categories == ("2014", "2024")
    assert [(one.name, one.shown) for one in node.plot.series] == [
        ("Harbour", ("20", "38")), ("Old School", ("34", "22")),
    ]  # fmt: skip
    assert node.plot.highlighted == {0}
    assert text(node, "alt") == (
        "Slope chart: Harbour: 2014 20, 2024 38; Old School: 2014 34, 2024 22."
    )


def test_a_slope_has_a_line_for_each_series_that_is_a_fact(select: Select) -> None:
    facts = HEAD.replace(
        "names:\n",
        """  a: {series: {2014: 3, 2024: 5}, unit: ships, label: North}
  b: {series: {2014: 9, 2024: 1}, unit: ships, label: South}
names:
""",
    )
    body = "  - {chart: Hours, kind: slope, series: [a, b], sort: descending, highlight: [b]}\n"
    plot = only(select(body, main=facts)).plot
    assert [(one.name, one.shown) for one in plot.series] == [
        ("South", ("9", "1")), ("North", ("3", "5")),
    ]  # fmt: skip
    assert plot.highlighted == {0}
    assert plot.facts == (("b", "b"), ("a", "a"))


def test_a_remark_on_a_row_is_led_to_by_a_letter(select: Select) -> None:
    body = SOURCED.format(
        'sort: descending, annotations: [{C: "Closed, as {south.value} lay outside."}, {B: Open.}]'
    )
    node = only(select(body, files={"cargo.csv": CARGO}))
    assert node.plot.categories == ("B (a)", "A", "C (b)")
    assert [(leaf.at, leaf.text) for leaf in node.annotations] == [
        ("chart-1.annotations.2.text", "(a) Open."),
        ("chart-1.annotations.1.text", "(b) Closed, as 1,410 lay outside."),
    ]


def test_a_threshold_and_a_remark_that_stay_in_the_house_are_in_no_chart_for_others(
    select: Select,
) -> None:
    body = (
        "  - chart: Fleets\n    kind: column\n    rows: [south, share]\n    unit: ships\n"
        "    threshold: [{fact: north, handling: internal}, south]\n    annotations:\n"
        "      - {label: south, text: Secret., handling: internal}\n"
        "      - {label: share, text: Open.}\n"
    )
    node = only(select(body))
    assert [one.fact for one in node.plot.thresholds] == ["south"]
    assert [(leaf.at, leaf.text) for leaf in node.annotations] == [
        ("chart-1.annotations.2.text", "(a) Open.")
    ]


def test_a_threshold_is_named_with_its_number_and_expected_in_every_row(select: Select) -> None:
    goal = "kind: column, rows: [north, both], threshold: [{label: Goal, fact: south}]"
    chosen = select(f"  - {{chart: Fleets, {goal}}}\n")
    node = only(chosen)
    assert [one.name for one in node.plot.thresholds] == ["Goal: 1,410"]
    assert text(node, "alt").endswith("Both fleets 1,549; Goal: 1,410.")
    assert [mark.text for mark in chosen.marks().data] == [
        data_mark(row, name, number).text
        for row, own in (("Northern fleet", "139"), ("Both fleets", "1549"))
        for name, number in (("", own), ("Goal: 1,410", "1410"))
    ]


def test_a_part_of_a_whole_is_no_longer_the_number_of_its_fact(select: Select) -> None:
    chosen = select("  - {chart: Fleets, kind: share, rows: [north, south], percent: yes}\n")
    assert only(chosen).plot.facts == (("", ""),)
    assert [mark.text for mark in chosen.marks().data] == [
        data_mark("Northern fleet", "", "9").text, data_mark("Southern fleet", "", "91").text
    ]  # fmt: skip


def test_every_number_of_a_chart_is_expected_in_the_files(select: Select) -> None:
    body = "  - {chart: Levels, kind: line, data: levels.csv, id: levels}\n"
    chosen = select(body, files={"levels.csv": CSV})
    assert chosen.marks().data == (
        data_mark("May", "Upper", "2.10", "levels.data.1.1"),
        data_mark("May", "Lower", "-3", "levels.data.1.2"),
        data_mark("June", "Lower", "12000", "levels.data.2.2"),
    )


def test_the_page_carries_the_numbers_that_the_edition_expects(
    select: Select, everybody: Audience
) -> None:
    from briefwright.document.marks import read_html

    body = "  - {chart: Levels, kind: line, data: levels.csv, id: levels}\n"
    chosen = select(body, files={"levels.csv": CSV})
    assert read_html(render(chosen, everybody.theme)).data == chosen.marks().data


def test_panels_print_their_numbers_in_a_table(select: Select) -> None:
    body = "  - {chart: Levels, kind: column, data: levels.csv, panels: yes}\n"
    node = only(select(body, files={"levels.csv": CSV}))
    assert node.native == ""
    assert cells(node) == [["May", "2.10", "−3"], ["June", "–", "12,000"]]


def test_a_specification_of_ones_own_is_drawn_and_its_numbers_printed(select: Select) -> None:
    own = '{"data": {"values": [{"depth": 0, "oxygen": 9.1}]}, "mark": "bar"}'
    body = "  - {chart: Oxygen, vega_lite: own.json, alt: Less and less}\n"
    node = only(select(body, files={"own.json": own}))
    assert node.plot == VegaPlot(own)
    assert cells(node) == [["0", "9.1"]]


def test_numbers_beside_a_specification_take_the_place_of_its_own(select: Select) -> None:
    body = "  - {chart: Levels, vega_lite: own.json, alt: Up, data: levels.csv}\n"
    found = only(select(body, files={"own.json": '{"mark": "bar"}', "levels.csv": CSV}))
    drawn = found.plot
    assert isinstance(drawn, VegaPlot)
    assert drawn.columns == ("label", "Upper", "Lower")
    assert drawn.rows[0] == ("May", Decimal("2.10"), Decimal(-3))


def test_a_per_cent_sign_belongs_to_the_number(select: Select) -> None:
    found = plot(select("  - {chart: Shares, rows: [share, {fact: share, label: again}]}\n"))
    assert found.series[0].shown == ("9.10%", "9.10%")


# ----------------------------------------------------------------- tables


def test_a_row_can_be_a_fact(select: Select) -> None:
    body = """
  - table: Ships
    columns: [Fleet, Ships, As of]
    rows: [north, {fact: south, label: The south}, [Other, "–", "–"]]
"""
    node = only(select(body))
    assert cells(node) == [
        ["Northern fleet", "139", "–"],
        ["The south", "1,410", "21\u00a0September 2024"],
        ["Other", "–", "–"],
    ]
    assert node.looks == ("", "number", "short")


def test_a_column_says_what_it_shows_of_a_fact_and_its_unit(select: Select) -> None:
    body = """
  - table: Ships
    columns: [Fleet, {column: In words, show: words}, {column: Size, show: full, unit: of 2024}]
    rows: [north]
"""
    node = only(select(body))
    assert cells(node) == [["Northern fleet", "One hundred and thirty-nine", "139 ships"]]
    heads = node.columns
    assert isinstance(heads, tuple)
    assert [head.text for head in heads] == ["Fleet", "In words", "Size (of 2024)"]


def test_rows_of_a_file_are_printed_as_the_language_does(select: Select) -> None:
    body = "  - {table: Levels, data: levels.csv}\n"
    node = only(select(body, files={"levels.csv": CSV}))
    assert cells(node) == [["May", "2.10", "−3"], ["June", "–", "12,000"]]
    assert node.looks == ("", "number", "number")


def test_years_of_a_file_have_no_thousands_separator(select: Select) -> None:
    body = "  - {table: Years, data: years.csv, columns: [Name, Since, {column: Ships, unit: n}]}\n"
    file = "Name,Since,Ships\nA,1951,1204\nB,2013,1999\n"
    node = only(select(body, files={"years.csv": file}))
    assert cells(node) == [["A", "1951", "1,204"], ["B", "2013", "1,999"]]


def test_a_long_table_may_go_on_over_a_pages_end(select: Select) -> None:
    rows = ", ".join(f"[{n}]" for n in range(20))
    assert only(select(f"  - {{table: Many, columns: [N], rows: [{rows}]}}\n")).long
    assert not only(select("  - {table: Few, columns: [N], rows: [[1]]}\n")).long


# ----------------------------------------------------------------- maps and timelines


def test_a_map_shows_places_and_says_in_words_where_they_are(select: Select) -> None:
    body = """
  - map: Ports
    places:
      - {place: "{SRC}", position: 46.2 N 6.1 E, note: seat}
      - {place: South, position: 3.5 S 9.25 W}
    countries: [Chad]
    coordinates: Positions are ours.
"""
    node = only(select(body))
    assert replace(
        node.plot, distances=(), neighbours=(), disputed=(), may_enlarge=False
    ) == MapPlot(
        (Place("SRC", 6.1, 46.2, "seat"), Place("South", -9.25, -3.5)),
        ("Chad",),
        (("Chad", "Chad"),),
    )
    assert text(node, "alt") == (
        "Map: SRC (seat; 46.2° N, 6.1° E); South (3.5° S, 9.25° W); shaded: Chad."
    )
    assert text(node, "source") == (
        "Boundaries and names shown imply no official position. Dashed lines: boundaries that are "
        "disputed or not settled. Country shapes: Natural Earth. Positions are ours."
    )


CASES = "Country,Cases\nChad,1240\nMali,3\nNiger,\nLibya,15\n"


def test_a_map_of_numbers_has_classes_and_a_table(select: Select) -> None:
    body = """
  - map: Measles
    data: cases.csv
    columns: [Country, {column: Cases, unit: cases}]
    breaks: [10, 100]
"""
    node = only(select(body, files={"cases.csv": CASES}))
    assert node.plot.classes == (
        MapClass("3", ("Mali",)),
        MapClass("15", ("Libya",)),
        MapClass("1,240", ("Chad",)),
    )
    assert node.plot.missing == MapClass("no data", ("Niger",))
    assert node.plot.unit == "cases"
    assert text(node, "alt") == "Map: 3: Mali; 15: Libya; 1,240: Chad; no data: Niger."
    assert text(node, "source").startswith("The authors set the limits of the classes. ")
    shown = [[cell.text for cell in row] for row in node.rows]
    assert shown == [["Chad", "1,240"], ["Mali", "3"], ["Niger", "–"], ["Libya", "15"]]


@pytest.mark.parametrize(("language", "shown"), [("en", "Chad"), ("ru", "Чад"), ("kk", "Чад")])
def test_a_country_is_called_by_its_name_in_the_language(language: str, shown: str) -> None:
    from briefwright.edition.maps import translate_country

    assert translate_country("Chad", language) == shown


@pytest.mark.parametrize(("choice", "count"), [("yes", True), ("no", False)])
def test_a_map_names_the_countries_around_unless_its_author_says_no(
    select: Select, choice: str, count: bool
) -> None:
    node = only(select(f"  - {{map: Ports, countries: [Chad], neighbours: {choice}}}\n"))
    assert (("Dem. Rep. Congo", "DR Congo") in node.plot.neighbours) == count
    assert (("Myanmar", "Myanmar") in node.plot.neighbours) == count


def test_a_timeline_has_a_row_for_each_event_and_an_axis(select: Select) -> None:
    body = """
  - timeline: Voyages
    items:
      - 1990s: Out.
      - {date: "early 2000s", around: 2000..2003, text: Back.}
      - 2009-07-02: Out again, with {north}.
      - 2017..: At sea.
      - "some day": Home.
"""
    node = only(select(body))
    rows = node.items
    assert isinstance(rows, tuple)
    told = [(text(row, "date"), text(row, "text")) for row in rows]
    assert told == [
        ("1990s", "Out."),
        ("early 2000s", "Back."),
        ("2\u00a0July 2009", "Out again, with 139 ships."),
        ("since 2017", "At sea."),
        ("some day", "Home."),
    ]
    axis = node.plot
    assert isinstance(axis, TimePlot)
    assert (axis.start, axis.end) == (datetime(1990, 1, 1), datetime(2018, 1, 1))
    assert axis.moments == (
        Moment(datetime(1990, 1, 1), datetime(2000, 1, 1), label="1990s", words="Out."),
        Moment(datetime(2000, 1, 1), datetime(2004, 1, 1), label="early 2000s", words="Back."),
        Moment(datetime(2009, 7, 2), label="2009"),
        Moment(datetime(2017, 1, 1), open=True, label="since 2017", words="At sea."),
    )


@pytest.mark.parametrize(
    ("dates", "labels"),
    [
        ("1990s 2009-07-02 2013 2017..", "1990s, 2009, 2013, since 2017"),
        ("2026-03-03 2026-03-03..2026-03-05 2026-03-07", "3 Mar, 3–5 Mar, 7 Mar"),
        (
            "2026-03-03/06:12 2026-03-03/06:30..2026-03-03/11:00 2026-03-03/14:00..",
            "06:12, 06:30–11:00, from 14:00",
        ),
    ],
)
def test_dates_of_a_timeline_are_as_short_as_its_span_lets_them_be(
    select: Select, dates: str, labels: str
) -> None:
    typed = [date.replace("/", " ") for date in dates.split()]
    items = "".join(f"      - {date}: Out.\n" for date in typed)
    node = only(select(f"  - timeline: Voyages\n    items:\n{items}"))
    shown = [moment.label.replace("\u00a0", " ") for moment in node.plot.moments]
    assert shown == labels.split(", ")


def test_an_axis_ends_with_the_last_unit_in_which_something_begins(select: Select) -> None:
    items = "      - 2026-03-03 06:12: Out.\n      - 2026-03-03 09:00..: In.\n"
    items += "      - 2026-03-03 14:05..: By.\n"
    node = only(select(f"  - timeline: Voyages\n    items:\n{items}"))
    assert (node.plot.start, node.plot.end) == (datetime(2026, 3, 3, 6), datetime(2026, 3, 3, 15))


def test_a_timeline_may_be_a_table_alone(select: Select) -> None:
    items = "".join(f"      - {year}: Out.\n" for year in (2009, 2010, 2013))
    node = only(select(f"  - timeline: Voyages\n    show: rows\n    items:\n{items}"))
    assert len(node.items) == 3
    assert node.drawing is node.plot is None


def test_two_dates_are_no_axis(select: Select) -> None:
    node = only(select("  - timeline: Voyages\n    items:\n      - 2009: Out.\n"))
    assert node.plot is None
    assert node.drawing is None


def test_lists_of_figures_and_tables_lead_to_the_captions(select: Select) -> None:
    body = """
  - list_of_figures:
    id: figures
  - list_of_tables: All tables
    id: tables
  - {chart: Ships, rows: [north, south], id: ships}
  - {table: Years, columns: [A], rows: [[1]], id: years}
"""
    leaves = {leaf.at: leaf for leaf in select(body).leaves()}
    assert leaves["figures.title"].text == "Figures"
    assert leaves["figures.entries.1"].text == "Figure 1 Ships"
    assert leaves["figures.entries.1"].target == leaves["ships.chart"].id
    assert leaves["tables.title"].text == "All tables"
    assert leaves["tables.entries.1"].text == "Table 1 Years"


def test_a_list_of_nothing_is_not_printed(select: Select) -> None:
    assert [node.kind for node in select("  - list_of_figures:\n  - Words.\n").blocks] == ["text"]


def test_a_fact_that_stays_in_the_house_is_in_no_figure_for_others(select: Select) -> None:
    body = HEAD.replace("label: Northern fleet}", "label: Northern fleet, handling: internal}")
    chart = "  - {chart: Ships, rows: [north, south]}\n"
    table = "  - {table: Ships, columns: [A, B], rows: [north]}\n"
    for figure in (chart, table):
        with pytest.raises(ContentError) as raised:
            select(figure, main=body)
        assert {problem.code for problem in raised.value.problems} == {"A505"}
