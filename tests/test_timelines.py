"""Timelines: moments and ranges where they belong, labels that keep apart."""

from dataclasses import replace
from itertools import combinations

import pytest
from sample_plots import PALETTE, texts

from briefwright.edition.plots import Moment, TimePlot
from briefwright.figures import timelines
from briefwright.figures.sheet import overlap

MOMENTS = (
    Moment(1991.66, label="29 Aug 1991"),
    Moment(1990, 2000, label="1990s"),
    Moment(1992.4, label="May 1992"),
    Moment(2006.69, label="2006"),
    Moment(2009.22, label="21 Mar 2009"),
    Moment(2009.92, label="Dec 2009"),
    Moment(2013.1, 2013.4, label="2013"),
    Moment(2017.05, open=True, label="since 2017"),
    Moment(2024.36, label="May 2024"),
    Moment(2024.7, label="Sept 2024"),
)
TALKS = TimePlot(MOMENTS, 1990, 2024)


def test_every_moment_has_its_label_and_its_mark() -> None:
    laid = timelines.arrange(TALKS, PALETTE)
    assert sorted(word.text for word in laid.labels) == sorted(one.label for one in MOMENTS)
    assert (len(laid.dots), len(laid.bars)) == (7, 3)
    assert set(texts(timelines.draw(TALKS, PALETTE).data)) >= {one.label for one in MOMENTS}


def test_time_runs_evenly_from_the_first_year_to_the_end_of_the_last() -> None:
    laid = timelines.arrange(TALKS, PALETTE)
    year = (laid.right - laid.left) / 35
    assert laid.dots[0] == pytest.approx(laid.left + 1.66 * year)
    assert laid.bars[0].x == laid.left
    assert laid.bars[0].x2 == pytest.approx(laid.left + 10 * year)


def test_a_range_that_goes_on_ends_in_an_arrow_at_the_end_of_the_axis() -> None:
    laid = timelines.arrange(TALKS, PALETTE)
    (going,) = (bar for bar in laid.bars if bar.open)
    assert going.x2 == laid.right


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_no_label_is_in_the_way_of_another_or_over_the_edge(direction: str) -> None:
    laid = timelines.arrange(replace(TALKS, direction=direction), PALETTE)  # type: ignore[arg-type]
    boxes = [word.box(PALETTE) for word in (*laid.labels, *laid.years)]
    assert boxes
    assert laid.stems
    assert not any(overlap(one, other) for one, other in combinations(boxes, 2))
    assert all(box[0] >= 0 and box[2] <= laid.width for box in boxes)
    for stem in laid.stems:
        line = (stem.x - 0.4, stem.top + 1, stem.x + 0.4, laid.axis)
        assert not any(overlap(line, box) for box in boxes)


def test_an_axis_is_slim() -> None:
    assert 80 <= timelines.draw(TALKS, PALETTE).height <= 121  # px: 21 to 32 mm


def test_a_year_that_two_neighbours_have_in_common_is_printed_once() -> None:
    both = TimePlot((Moment(2024.3, label="2024"), Moment(2024.4, label="2024")), 1991, 2024)
    laid = timelines.arrange(both, PALETTE)
    assert [word.text for word in laid.labels] == ["2024"]
    assert len(laid.dots) == 2


def test_a_timeline_of_one_moment_or_of_one_year_is_drawn() -> None:
    one = TimePlot((Moment(2019.5, label="2019"),), 2019, 2019)
    assert b"<circle" in timelines.draw(one, PALETTE).data


def test_a_century_names_every_tenth_year() -> None:
    laid = timelines.arrange(TimePlot((Moment(1950, label="1950"),), 1901, 2024), PALETTE)
    assert [word.text for word in laid.years][:3] == ["1910", "1920", "1930"]
