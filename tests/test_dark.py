"""Colours for a dark screen: any two keep their contrast."""

import itertools

import pytest

from briefwright.document.colours import contrast_ratio, parse_hex
from briefwright.web.dark import darken

THEME = ["#16242c", "#52646f", "#c9d3d9", "#0b6480", "#eef4f6", "#a3161d", "#d17d26", "#9a4a00"]


def contrast(one: str, other: str) -> float:
    return contrast_ratio(parse_hex(one), parse_hex(other))


def test_paper_becomes_dark_and_ink_becomes_bright() -> None:
    dark = darken(THEME)
    assert contrast(dark["#ffffff"], "#000000") < 1.3
    assert contrast(dark["#16242c"], "#000000") > 15


@pytest.mark.parametrize("more", [[], ["#000000"], ["#767676", "#777777"], ["#ffff00"]])
def test_what_can_be_read_on_paper_can_be_read_on_a_dark_screen(more: list[str]) -> None:
    colours = ["#ffffff", *THEME, *more]
    dark = darken(colours)
    pairs = [
        (one, other) for one, other in itertools.combinations(colours, 2)
        if contrast(one, other) >= 4.5
    ]  # fmt: skip
    assert len(pairs) > 8
    assert [pair for pair in pairs if contrast(dark[pair[0]], dark[pair[1]]) < 4.5] == []
