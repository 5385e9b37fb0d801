"""Timelines: moments and ranges where they belong, labels that keep apart."""

import re
from dataclasses import replace
from datetime import datetime
from itertools import combinations

import pytest
from sample_plots import PALETTE, texts, timeline

from briefwright.edition.plots import Moment
from briefwright.figures import timelines
from briefwright.figures.sheet import overlap

MOMENTS = (
    Moment(datetime(1991, 8, 29), label="29 Aug 1991"),
    Moment(datetime(1990, 1, 1), datetime(2000, 1, 1), label="1990s"),
    Moment(datetime(1992, 5, 26), label="May 1992"),
    Moment(datetime(2006, 9, 8), label="2006"),
    Moment(datetime(2009, 3, 21), label="21 Mar 2009"),
    Moment(datetime(2009, 12, 2), label="Dec 2009"),
    Moment(datetime(2013, 2, 6), datetime(2013, 5, 26), label="2013"),
    Moment(datetime(2017, 1, 18), open=True, label="since 2017"),
    Moment(datetime(2024, 5, 11), label="May 2024"),
    Moment(datetime(2024, 9, 13), label="Sept 2024"),
)
TALKS = timeline(MOMENTS, "1990..2024")


def test_every_moment_has_its_label_and_its_mark() -> None:
    laid = timelines.arrange(TALKS, PALETTE)
    assert sorted(word.text for word in laid.labels) == sorted(one.label for one in MOMENTS)
    assert (len(laid.dots), len(laid.bars)) == (7, 3)
    assert set(texts(timelines.draw(TALKS, PALETTE).data)) >= {one.label for one in MOMENTS}


def test_time_runs_evenly_from_the_first_year_to_the_end_of_the_last() -> None:
    laid = timelines.arrange(TALKS, PALETTE)
    year = (laid.right - laid.left) / 35
    assert laid.dots[0] == pytest.approx(laid.left + 1.66 * year, abs=0.1)
    assert laid.bars[0].x == laid.left
    assert laid.bars[0].x2 == pytest.approx(laid.left + 10 * year, abs=0.1)


def test_a_range_that_goes_on_ends_in_an_arrow_at_the_end_of_the_axis() -> None:
    laid = timelines.arrange(TALKS, PALETTE)
    (going,) = (bar for bar in laid.bars if bar.open)
    assert going.x2 == laid.right


@pytest.mark.parametrize(("direction", "towards"), [("ltr", 1), ("rtl", -1)])
def test_the_arrow_of_a_range_points_to_what_comes(direction: str, towards: int) -> None:
    going = Moment(datetime(2012, 1, 1), open=True, label="from 2012")
    plot = replace(timeline((MOMENTS[4], going), "2009..2011"), direction=direction)  # type: ignore[arg-type]
    (path,) = re.findall(rb'd="([^"]+)"', timelines.draw(plot, PALETTE).data)
    corners = [tuple(map(float, pair)) for pair in re.findall(rb"([-\d.]+)[ ,]([-\d.]+)", path)]
    base, tip = corners[0][0], corners[3][0]
    assert tip - base == pytest.approx(10 * towards, abs=0.2)


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_no_label_is_in_the_way_of_another_or_over_the_edge(direction: str) -> None:
    laid = timelines.arrange(replace(TALKS, direction=direction), PALETTE)  # type: ignore[arg-type]
    boxes = [word.box(PALETTE) for word in (*laid.labels, *laid.names)]
    assert boxes
    assert laid.stems
    assert not any(overlap(one, other) for one, other in combinations(boxes, 2))
    assert all(box[0] >= 0 and box[2] <= laid.width for box in boxes)
    for stem in laid.stems:
        line = (stem.x - 0.4, stem.top + 1, stem.x + 0.4, laid.axis)
        assert not any(overlap(line, box) for box in boxes)


def test_an_axis_is_slim() -> None:
    assert 80 <= timelines.draw(TALKS, PALETTE).height <= 151  # px: 21 to 40 mm


def test_a_date_that_two_neighbours_have_in_common_is_printed_once() -> None:
    days = (datetime(2024, 4, 19), datetime(2024, 5, 26))
    both = timeline(tuple(Moment(day, label="2024") for day in days), "1991..2024")
    laid = timelines.arrange(both, PALETTE)
    assert [word.text for word in laid.labels] == ["2024"]
    assert len(laid.dots) == 2


def test_a_timeline_of_one_moment_or_of_one_year_is_drawn() -> None:
    one = timeline((Moment(datetime(2019, 7, 1), label="2019"),), "2019")
    assert b"<circle" in timelines.draw(one, PALETTE).data


@pytest.mark.parametrize(
    ("span", "names"),
    [
        ("1901..2024", "1910 1920 1930 1940 1950 1960 1970 1980 1990 2000 2010 2020"),
        ("2019..2024", "2019 2020 2021 2022 2023 2024"),
        ("2023-05..2024-12", "2023 2024 Q3 Q4 Q1 Q2 Q3 Q4"),
        ("2025-11..2026-03", "2025 2026 Nov Dec Jan Feb Mar"),
        ("2026-02-20..2026-04-02", "February 2026 March 2026 23 2 9 16 23 30"),
        ("2026-03-03..2026-03-07", "March 2026 3 4 5 6 7"),
        ("2026-03-03", "March 2026 3"),
        (
            "2026-03-03 14:30..2026-03-03 19:10",
            "3 Mar 2026 14:00 15:00 16:00 17:00 18:00 19:00",
        ),
        (
            "2026-03-03 21:00..2026-03-04 18:00",
            "4 Mar 2026 22:00 00:00 02:00 04:00 06:00 08:00 10:00 12:00 14:00 16:00 18:00",
        ),
    ],
)
def test_an_axis_is_counted_in_units_that_suit_its_span(span: str, names: str) -> None:
    laid = timelines.arrange(timeline((), span), PALETTE)
    assert " ".join(word.text for word in laid.names).replace("\u00a0", " ") == names


def words_on_bars(*moments: Moment) -> list[str]:
    laid = timelines.arrange(timeline(moments, "2020..2024"), PALETTE)
    return [word.text for word in laid.labels]


def test_a_bar_says_what_happened_where_it_has_room() -> None:
    start, end = datetime(2020, 1, 1), datetime(2022, 1, 1)
    talks = Moment(start, end, label="2020–2021", words="Talks in Almaty")
    told = Moment(start, end, label="2020–2021", words="Talks in Almaty, " * 9)
    assert words_on_bars(talks) == ["2020–2021", "Talks in Almaty"]
    assert words_on_bars(told) == ["2020–2021"]
