"""Every text of every look stands out from what is behind it, in the page as it is computed."""

from __future__ import annotations

import pytest
from conftest import TEMPLATES
from sample_page import sample_assets, sample_html

from briefwright import audience
from briefwright.cli import sampler
from briefwright.document.assets import Asset, Assets
from briefwright.document.colours import WHITE, contrast_ratio
from briefwright.layout import arrange
from briefwright.problems import ContentError


def faults(css: str, html: str = "") -> list[str]:
    """Rules of a house → the faults of the sample page: place, colours, contrast."""
    sheet = Asset("house/theme.css", css.encode(), "text/css")
    try:
        arrange(html or sample_html(), Assets((*sample_assets(), sheet)))
    except ContentError as fault:
        return [f"{one.where}: {one.code} {one.message}" for one in fault.problems]
    return []


def test_black_on_white_has_the_greatest_contrast_and_a_colour_on_itself_none() -> None:
    assert contrast_ratio((0.0, 0.0, 0.0), WHITE) == pytest.approx(21)
    assert contrast_ratio(WHITE, WHITE) == 1


def test_the_measure_is_that_of_the_guideline() -> None:
    """#767676 is the lightest grey that passes on white: W3C's own example."""
    assert contrast_ratio((0x76 / 255,) * 3, WHITE) == pytest.approx(4.54, abs=0.005)


@pytest.mark.parametrize("name", audience.names(TEMPLATES))
def test_every_text_of_a_shipped_look_can_be_read(name: str) -> None:
    look = audience.read(TEMPLATES, name).theme
    assert sampler.build_sampler(look, name, formats=()) == {}  # laid out, and no fault of any text


def test_a_faint_text_is_told_where_its_colour_is_set() -> None:
    (fault,) = faults("h2 { margin: 0; color: #aaa }")
    assert fault == (
        "templates/house/theme.css:1:17: L825 Text of the colour #aaaaaa on #ffffff is too faint: "
        "its contrast is 2.3:1, and readers need 4.5:1."
    )


def test_an_inherited_colour_is_told_where_it_is_set() -> None:
    found = faults("section { margin: 0; color: #999 }")
    assert found
    assert {fault.partition(": ")[0] for fault in found} == {"templates/house/theme.css:1:22"}


def test_what_is_behind_a_text_is_the_nearest_background() -> None:
    assert faults("[data-role=callout] { background: #16242c }")
    assert not faults("[data-role=callout] { background: #16242c; color: #fff }"
                      "[data-role=callout] [data-role] { color: #fff }")  # fmt: skip


def test_a_background_that_can_be_seen_through_is_mixed_with_what_is_behind_it() -> None:
    assert not faults("[data-role=callout] { background: rgb(22 36 44 / 5%) }")
    assert faults("[data-role=callout] { background: rgb(22 36 44 / 95%) }")


def test_text_in_the_margin_and_text_that_css_wrote_count_too() -> None:
    (fault,) = faults("@page { @bottom-right { color: #bbb } }")
    assert fault.startswith("templates/house/theme.css:1:9: L825 Text in @bottom-right of the")
    (fault,) = faults("li::marker { color: #ccc }")
    assert fault.startswith("templates/house/theme.css:1:14: L825 Text in ::marker of the colour")


def test_a_colour_that_cannot_be_judged_is_told() -> None:
    (fault,) = faults("h2 { color: oklch(50% .1 200) }")
    assert "can't be worked out" in fault


def test_the_word_across_a_draft_may_be_faint() -> None:
    html = sample_html().replace('data-marking=""', 'data-marking="" data-watermark="DRAFT"')
    css = (
        "body { string-set: across attr(data-watermark) }"
        "@page { @left-middle { content: string(across); color: #eee } }"
    )
    assert not faults(css, html)
    assert faults(css.replace("attr(data-watermark)", "'Else'"), html)
