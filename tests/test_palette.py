"""The colours and letters of drawings come from the theme's stylesheets."""

import pytest
from sample_page import fonts, sample_assets

from briefwright.document.assets import Asset, Assets
from briefwright.figures import lettering, palette
from briefwright.figures.palette import Palette
from briefwright.problems import ContentError


def house(css: str) -> Palette:
    """A house's stylesheet over the base theme → the palette."""
    return palette.read(
        Assets((*sample_assets(), Asset("house/theme.css", css.encode(), "text/css")))
    )


def test_the_base_theme_has_every_colour() -> None:
    found = palette.read(sample_assets())
    assert found.accent == "#0b6480"
    assert len(found.charts) == 6
    assert found.families == ("Source Sans 3",)
    assert {face.family for face in found.faces} == {"Source Sans 3", "Source Serif 4"}


def test_the_last_stylesheet_wins() -> None:
    assert house(":root { --chart-1: #7A1F3D }").charts[0] == "#7a1f3d"
    assert house("html { --accent: rgb(1, 2, 3) }").accent == "#010203"
    assert house("@media print { :root { --ink: navy } }").ink == "#000080"


def test_a_variable_may_stand_for_another() -> None:
    assert house(":root { --chart-1: var(--brand); --brand: #7a1f3d }").charts[0] == "#7a1f3d"
    assert house(":root { --chart-1: var(--nowhere, teal) }").charts[0] == "#008080"


def test_only_what_is_said_of_the_root_counts() -> None:
    assert house("figure { --accent: red }").accent == "#0b6480"


@pytest.mark.parametrize("value", ["bluish", "var(--chart-1)", "currentColor"])
def test_what_is_no_colour_is_told(value: str) -> None:
    with pytest.raises(ContentError) as caught:
        house(f":root {{ --chart-1: {value} }}")
    (problem,) = caught.value.problems
    assert problem.code == "L812"
    assert "--chart-1" in problem.message


def test_several_families_are_kept_in_their_order() -> None:
    found = house(':root { --companion: "Source Sans 3", "Noto Sans" }')
    assert found.families == ("Source Sans 3", "Noto Sans")


def test_words_are_measured_in_the_font_of_the_page() -> None:
    found = palette.read(sample_assets())
    plain = lettering.width("Peacekeepers 157", found, 100)
    bold = lettering.width("Peacekeepers 157", found, 100, 600)
    assert 700 < plain < bold < 800


def test_without_a_font_file_words_are_guessed() -> None:
    assets = Assets(tuple(asset for asset in sample_assets() if asset not in fonts()))
    assert lettering.width("ten letter", palette.read(assets), 10) == pytest.approx(52)


def test_lines_are_broken_evenly_and_never_in_a_word() -> None:
    found = palette.read(sample_assets())
    lines = lettering.wrap("one two three four five six", 80, found)
    assert " ".join(lines) == "one two three four five six"
    assert len(lines) == 2
    assert lettering.wrap("Unbreakablelongword", 20, found) == ("Unbreakablelongword",)
