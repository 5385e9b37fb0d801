"""Charts: every number is printed, no label is in the way of another, bars tell no lies."""

import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from itertools import combinations, pairwise

import lxml.etree
import pytest
from conftest import HOME
from sample_plots import MISSIONS, PALETTE, PLOTS, WORDS, plot, rectangles, series, texts

from briefwright.document.chart_kinds import ChartKind
from briefwright.edition.plots import Plot
from briefwright.facts import unit_counts
from briefwright.figures import charts, lines, rows
from briefwright.figures.sheet import Sheet, overlap
from briefwright.figures.stacks import contrast, on

BLUE = PALETTE.charts[0]
every_plot = pytest.mark.parametrize("drawn", PLOTS.values(), ids=list(PLOTS))


def sheet(drawn: Plot) -> Sheet:
    return charts.arrange(drawn, PALETTE)


def svg(drawn: Plot) -> bytes:
    return charts.draw(drawn, PALETTE).data


# ----------------------------------------------------------------- words and numbers


@every_plot
def test_every_number_is_printed_as_it_was_given_or_read_off_ticks(drawn: Plot) -> None:
    wanted = sorted(text for one in drawn.axes or drawn.series for text in one.shown if text)
    printed = texts(svg(drawn))
    assert wanted
    for text in set(wanted):
        assert printed.count(text) >= wanted.count(text)


@every_plot
def test_every_category_and_every_series_is_named(drawn: Plot) -> None:
    words = " ".join(texts(svg(drawn))).split()
    names = (*drawn.categories, *(one.name for one in drawn.series))
    assert {word for name in names for word in name.split()} - set(words) == set()


@every_plot
def test_no_label_is_in_the_way_of_another(drawn: Plot) -> None:
    words = sheet(drawn).words
    assert words
    assert [
        (one.text, other.text)
        for one, other in combinations(words, 2)
        if overlap(one.box(PALETTE), other.box(PALETTE))
    ] == []


@every_plot
def test_nothing_runs_over_the_edge(drawn: Plot) -> None:
    laid = sheet(drawn)
    assert laid.words
    for word in laid.words:
        left, top, right, bottom = word.box(PALETTE)
        assert left >= -1, word.text
        assert right <= laid.width + 1, word.text
        assert -1 <= top < bottom <= laid.height + 1, word.text


@every_plot
def test_letters_are_letters_of_the_theme_and_level(drawn: Plot) -> None:
    root = lxml.etree.fromstring(svg(drawn))
    assert len(list(root.iter("{*}text"))) == len(sheet(drawn).words)
    assert root.get("font-family") == '"Source Sans 3"'
    own = {key for one in root.iter("{*}text") for on in (one, *one.iterancestors())
           for key in on.attrib if on is not root}  # fmt: skip
    assert "fill" in own
    assert not {"font-family", "transform"} & own


@every_plot
def test_labels_are_between_7_and_9_points(drawn: Plot) -> None:
    words = sheet(drawn).words
    assert words
    assert all(7 <= word.size * 0.75 <= 9 for word in words)


def test_a_unit_is_printed_once() -> None:
    drawn = replace(MISSIONS, unit="peacekeepers")
    assert texts(svg(drawn)).count("peacekeepers") == 1


def test_signs_of_markup_are_letters() -> None:
    assert "R&D <in> “2024”" in texts(svg(plot("bar", ("R&D <in> “2024”",), series("", 1))))


# ----------------------------------------------------------------- bars


@pytest.mark.parametrize("drawn", [one for one in PLOTS.values() if one.kind != "slope"])
def test_every_scale_but_that_of_slopes_has_its_zero(drawn: Plot) -> None:
    fields = sheet(drawn).fields
    assert fields or drawn.units.counts
    assert all(field.scale.low <= 0 <= field.scale.high for field in fields)


@pytest.mark.parametrize(
    "name", [name for name, one in PLOTS.items() if one.kind in ("bar", "column")]
)
def test_bars_begin_at_zero(name: str) -> None:
    spans = [span for field in sheet(PLOTS[name]).fields for span in field.spans]
    assert spans or name == "bars of zero"
    assert {span.start for span in spans} <= {0}


def test_bars_are_as_long_as_their_numbers_are_large() -> None:
    lengths = [width for *_, width, _ in rectangles(svg(MISSIONS), BLUE)]
    assert lengths == pytest.approx([139 * lengths[1], lengths[1], 17 * lengths[1]], rel=0.01)


def test_bars_down_go_the_other_way_from_the_same_zero() -> None:
    up, down, steep = rectangles(svg(PLOTS["bars up and down"]), BLUE)
    assert down[0] + down[2] == pytest.approx(up[0], abs=0.1)
    assert steep[0] + steep[2] == pytest.approx(up[0], abs=0.1)
    assert down[2] / up[2] == pytest.approx(30 / 12, rel=0.01)


def test_columns_are_as_high_as_their_numbers_are_large() -> None:
    heights = [height for *_, height in rectangles(svg(PLOTS["column"]), BLUE)]
    assert heights == pytest.approx([n * heights[0] / 5 for n in (5, 7, 20, 22, 31)], rel=0.01)


def test_parts_of_a_bar_lie_end_to_end() -> None:
    laid = sheet(PLOTS["stacked"]).fields
    assert [[(span.start, span.end) for span in field.spans] for field in laid] == [
        [(0, 120), (120, 180), (180, 220)],
        [(0, 80), (80, 89), (89, 90)],
        [(0, 1), (1, 3), (3, 6)],
    ]


def test_shares_fill_the_whole_width() -> None:
    (field,) = sheet(PLOTS["share"]).fields
    assert [round(span.end, 1) for span in field.spans] == [88.5, 89.2, 100.0]
    assert field.scale.px(100) == charts.WIDTH


def test_a_missing_number_is_a_gap_and_not_a_zero() -> None:
    assert len(rectangles(svg(PLOTS["column"]), BLUE)) == 5
    drawn = sheet(PLOTS["line"]).fields[0]
    assert [len(trace.points) for trace in drawn.traces] == [3, 2]


def test_labels_of_rows_end_beside_the_bars_as_in_word() -> None:
    drawn = sheet(MISSIONS)
    labels = [word for word in drawn.words if word.text in MISSIONS.categories]
    assert len(labels) == len(MISSIONS.categories)
    assert {(word.align, word.x) for word in labels} == {("end", labels[0].x)}


def test_bars_stay_in_the_order_in_which_they_were_given() -> None:
    tops = [top for _, top, *_ in rectangles(svg(MISSIONS), BLUE)]
    assert tops == sorted(tops)


def test_bars_keep_their_thickness_and_the_drawing_grows() -> None:
    few, more = MISSIONS, plot("bar", MISSIONS.categories * 3, series("", *([139, 1, 17] * 3)))
    assert {height for *_, height in rectangles(svg(more), BLUE)} == {13}
    assert sheet(more).height == 3 * sheet(few).height


def test_sixty_bars_fit_on_a_page() -> None:
    assert sheet(PLOTS["sixty bars"]).height <= rows.TALLEST
    assert len(sheet(PLOTS["sixty bars"]).fields[0].spans) == 59  # one is zero


def test_columns_whose_labels_have_no_room_become_rows() -> None:
    assert sheet(PLOTS["column"]).fields[0].scale.axis == "y"
    assert sheet(PLOTS["columns without room"]).fields[0].scale.axis == "x"


def test_a_number_that_has_no_room_in_its_part_stands_behind_the_bar_with_its_colour() -> None:
    laid = sheet(PLOTS["stacked"])
    keys = [key for key in laid.swatches if key.width == 7]
    assert [key.colour for key in keys] == [PALETTE.charts[n] for n in (2, 0, 1, 2)]
    behind = next(word for word in laid.words if word.text == "1")
    assert keys[0].x < behind.x < keys[0].x + 12


def test_half_of_the_series_of_a_diverging_chart_lie_on_each_side_and_the_last_is_set_apart() -> (
    None
):
    laid = sheet(PLOTS["diverging"])
    first, *others = [field.spans for field in laid.fields]
    assert [(span.start, span.end) for span in first[:4]] == [
        (-32, -20), (-20, 0), (0, 31), (31, 48)]  # fmt: skip
    assert {bar[-1].start for bar in (first, *others)} == {first[-1].start}
    assert first[-1].start > max(span.end for bar in (first, *others) for span in bar[:-1])
    keys = [key.colour for key in laid.swatches[:5]]
    assert keys == [span.colour for span in first]


def test_squares_come_to_a_hundred_by_the_largest_remainders() -> None:
    thirds = unit_counts.count_squares([[Decimal(2), Decimal(1), Decimal(2), None, Decimal(1)]])
    assert thirds == ((33, 17, 33, 0, 17),)
    assert [sum(one) for one in PLOTS["waffles"].units.counts] == [100, 100]
    squares = [key for key in sheet(PLOTS["waffle"]).swatches if key.width > 10]
    assert len(squares) == 100
    assert [key.colour for key in squares].count(PALETTE.charts[0]) == 40


def test_of_the_last_icon_of_a_row_only_a_part_is_seen() -> None:
    wide = [icon.end - icon.start for icon in sheet(PLOTS["pictogram"]).icons]
    assert len(wide) == 1 + 4 + 3 + 1
    assert wide[-1] == pytest.approx(0.12 * wide[0])
    assert wide[-2] == pytest.approx(0.5 * wide[0])
    assert set(map(round, wide[:-2])) == {round(wide[0])}


def test_an_icon_stands_for_a_round_number_so_that_no_row_has_more_than_ten() -> None:
    most = ("0.07", "7", "11", "48", "230", "9800")
    found = [unit_counts.find_each([Decimal(one)]) for one in most]
    assert list(map(str, found)) == ["0.01", "1", "2", "5", "50", "1000"]


@pytest.mark.parametrize("kind", ["diverging", "stacked_bar", "share"])
def test_numbers_that_leave_bars_too_little_room_stand_below_them_in_lines(kind: ChartKind) -> None:
    names = ("Strongly disagree", "Disagree", "Agree", "Strongly agree", "Neither")
    answers = tuple(series(name, 10_001_000, 20_002_000, 30_003_000) for name in names)
    laid = charts.arrange(plot(kind, WORDS, *answers), PALETTE, 320)
    field = laid.fields[0]
    bars = {(span.near, span.far) for field in laid.fields for span in field.spans}
    numbers = [word for word in laid.words if word.text == "10,001,000"]
    assert len(numbers) == len(names)
    assert max(word.box(PALETTE)[2] for word in numbers) <= 320
    assert min(word.box(PALETTE)[1] for word in numbers) >= min(far for _, far in bars)
    assert max(word.box(PALETTE)[3] for word in numbers) <= sorted(bars)[1][0]
    assert len({word.y for word in numbers}) > 1
    assert max(field.scale.start, field.scale.end) > 310  # bars have all of the width


@pytest.mark.parametrize("width", [300, 340, 380, 460, 640])
@pytest.mark.parametrize("name", PLOTS)
def test_nothing_that_a_chart_says_leaves_its_drawing(name: str, width: float) -> None:
    boxes = [word.box(PALETTE) for word in charts.arrange(PLOTS[name], PALETTE, width).words]
    assert boxes
    assert min(box[0] for box in boxes) > -0.5
    assert max(box[2] for box in boxes) < width + 0.5


def test_the_numbers_of_dots_stand_around_a_line_from_the_least_to_the_greatest() -> None:
    laid = sheet(PLOTS["dots"])
    _, field = laid.fields
    assert [[value for _, value in trace.points] for trace in field.traces] == [[60, 120], [80, 95]]
    sides = [(word.text, word.align) for word in laid.words if word.weight == 600]
    assert sides == [("120", "start"), ("60", "end"), ("80", "end"), ("95", "start"),
                     ("35", "end"), ("35", "start")]  # fmt: skip


def test_of_dots_at_one_place_each_can_be_seen() -> None:
    *_, under, over = sheet(PLOTS["dots"]).fields[-1].dots
    assert (under.px, under.value) == (over.px, over.value)
    assert under.radius > over.radius


def test_the_line_at_zero_is_broken_where_a_number_of_dots_stands() -> None:
    laid = sheet(PLOTS["dots of three"])
    number = next(word.box(PALETTE) for word in laid.words if word.text == "0.5")
    assert number[0] < laid.grid[0].x < number[2] + 2
    assert [line for line in laid.grid if line.y2 > number[1] + 1 and line.y < number[3] - 1] == []


# ----------------------------------------------------------------- lines and panels


def test_lines_are_told_apart_by_dashes_and_named_at_their_ends() -> None:
    laid = sheet(PLOTS["lines apart"])
    assert len({trace.dash for trace in laid.fields[0].traces}) == 2
    end = max(px for trace in laid.fields[0].traces for px, _ in trace.points)
    assert all(word.x > end for word in laid.words if word.text in ("Kazakhstan", "Uzbekistan"))


def test_slopes_run_from_the_least_number_of_all_to_the_greatest() -> None:
    (field,) = sheet(PLOTS["slopes"]).fields
    assert (field.scale.low, field.scale.high) == (20, 60)
    assert [trace.points[0][1] for trace in field.traces] == [42, 30, 34, 20]


def test_names_at_the_ends_of_slopes_keep_the_order_of_their_numbers() -> None:
    words = sheet(PLOTS["slopes highlighted"]).words
    shown = [int(word.text) for word in sorted(words, key=lambda word: word.y)
             if word.weight == 600 and word.align == "end"]  # fmt: skip
    assert shown == list(range(31, 19, -1))


def test_areas_lie_on_one_another_and_their_names_beside_them_in_that_order() -> None:
    laid = sheet(PLOTS["areas"])
    tops = [band.points[0][2] for band in laid.fields[0].bands]
    assert tops == [5, 22, 88, 175, 239]
    heights = [next(word.y for word in laid.words if word.text.startswith(name))
               for name in ("UNDOF", "UNIFIL", "MINURSO", "MINUSCA", "MONUSCO")]  # fmt: skip
    assert heights == sorted(heights, reverse=True)


def test_years_stand_as_far_apart_as_they_are() -> None:
    (field,) = sheet(plot("line", ("2010", "2012", "2020"), series("", 1, 2, 3))).fields
    (trace,) = field.traces
    first, second, last = (px for px, _ in trace.points)
    assert (second - first) / (last - first) == pytest.approx(0.2)


def test_numbers_that_would_run_into_one_another_stand_in_rows_under_the_axis() -> None:
    crowded = PLOTS["lines"]
    assert not lines.numbers_fit(crowded, PALETTE, charts.WIDTH, crowded.series)
    axis = next(word.y for word in sheet(crowded).words if word.text == "2019")
    numbers = [word.y for word in sheet(crowded).words if word.weight == 600]
    assert len(numbers) == 30
    assert min(numbers) > axis


def test_of_many_numbers_the_first_the_last_the_highest_and_the_lowest_are_printed() -> None:
    values = [100 + (n * 37) % 101 for n in range(61)]
    drawn = plot("line", tuple(str(1964 + n) for n in range(61)), series("", *values))
    printed = [word.text for word in sheet(drawn).words if word.weight == 600]
    assert printed == [str(values[-1]), "100", "200"]  # the first is the lowest


def test_panels_share_one_scale() -> None:
    fields = sheet(PLOTS["panels of bars"]).fields
    assert len(fields) == 5
    lengths = {round(abs(field.scale.end - field.scale.start), 3) for field in fields}
    assert len(lengths) == 1


def test_panels_with_scales_of_their_own_each_end_at_their_highest_number() -> None:
    fields = sheet(PLOTS["panels of columns on scales of their own"]).fields
    assert [field.scale.high for field in fields] == [60_000, 4]


# ----------------------------------------------------------------- readers


def test_for_readers_from_the_right_the_drawing_is_its_own_mirror_image() -> None:
    left = sheet(PLOTS["bars with a gap"])
    right = sheet(replace(PLOTS["bars with a gap"], direction="rtl"))
    for one, other in zip(left.words, right.words, strict=True):
        box, mirrored = one.box(PALETTE), other.box(PALETTE)
        assert mirrored[0] == pytest.approx(left.width - box[2])
    assert right.fields[0].scale.start == pytest.approx(left.width - left.fields[0].scale.start)


def test_colours_of_charts_can_be_seen_and_read_on_and_told_apart_in_grey() -> None:
    assert len(set(PALETTE.charts)) == 6
    assert all(contrast(colour, "#ffffff") >= 3 for colour in PALETTE.charts)
    assert all(contrast(on(colour, PALETTE), colour) >= 4.5 for colour in PALETTE.charts)
    assert all(contrast(one, other) >= 1.8 for one, other in pairwise(PALETTE.charts))


def test_a_drawing_is_as_wide_as_it_is_told_to_be() -> None:
    asset = charts.draw(MISSIONS, PALETTE, 400)
    assert (asset.width, asset.media_type) == (400, "image/svg+xml")
    assert b'width="400"' in asset.data


def test_two_processes_draw_the_same_bytes() -> None:
    program = (
        "import sys; sys.path[:0] = ['.', 'tests'];"
        "from sample_plots import PALETTE, PLOTS; from briefwright.figures import charts;"
        "sys.stdout.buffer.write(b''.join("
        "charts.draw(PLOTS[name], PALETTE).data for name in ('lines', 'stacked', 'share')))"
    )
    drawn = [
        subprocess.run(
            [sys.executable, "-c", program], cwd=HOME, capture_output=True, check=True
        ).stdout
        for _ in range(2)
    ]
    here = b"".join(svg(PLOTS[name]) for name in ("lines", "stacked", "share"))
    assert drawn == [here, here]


def test_a_chart_of_one_category_is_drawn_in_every_kind() -> None:
    for kind in ("bar", "stacked_bar", "column", "diverging", "dot", "line", "share"):
        drawn = Plot(kind, ("Only",), (series("A", 3), series("B", 4)))
        assert {"3", "4"} <= set(texts(svg(drawn)))


def test_a_chart_of_gaps_alone_is_drawn_without_bars() -> None:
    for kind in ("bar", "stacked_bar", "column", "diverging", "dot", "line", "share"):
        drawn = svg(Plot(kind, WORDS, (series("A", *[None] * 3), series("B", *[None] * 3))))
        assert "Syria" in " ".join(texts(drawn))
