"""The sampler shows each role that a stylesheet can name, in the look of one audience."""

import io
import zipfile
from dataclasses import replace

import pytest
from conftest import TEMPLATES

from briefwright import audience
from briefwright.audience.theme import Theme
from briefwright.cli.sample_drawings import DRAWINGS, draw_samples
from briefwright.cli.sampler import build_sampler, make_page, selector
from briefwright.document.assets import Asset, Assets
from briefwright.document.vocabulary import BY_NAME, ROLES
from briefwright.figures import palette
from briefwright.markup import check_page
from briefwright.pdf.read import read

SAMPLED = [role for role in ROLES if role.sample]


@pytest.fixture(scope="module")
def theme() -> Theme:
    return audience.read(TEMPLATES, "full").theme


def test_the_page_keeps_to_the_vocabulary() -> None:
    assert [problem.message for problem in check_page(make_page("full", {}))] == []


def test_every_role_is_told_with_its_selector_and_its_style_in_word(theme: Theme) -> None:
    shown = " ".join(mark.text for mark in read(build_sampler(theme, "full", ["pdf"])["pdf"]).body)
    assert len(SAMPLED) > 40
    missing = [
        role.name for role in SAMPLED
        if f"{role.name} · {selector(role)} · " not in shown or role.style not in shown
    ]  # fmt: skip
    assert missing == []


def test_the_sampler_draws_every_colour_and_each_kind_of_drawing(theme: Theme) -> None:
    found = palette.read(theme.assets)
    drawn = {one.name: one.data.decode() for one in draw_samples(found)}
    assert drawn.keys() == DRAWINGS.keys()
    names = (*palette.COLOURS, *palette.CHART_COLOURS)
    assert [name for name in names if f">{name}<" not in drawn["figures/swatches.svg"]] == []
    assert [colour for colour in found.charts if colour not in drawn["figures/columns.svg"]] == []
    page = make_page("full", {})
    assert [name for name in DRAWINGS if name not in page] == []


def test_a_style_of_the_designers_own_is_told_by_its_name(theme: Theme) -> None:
    css = b'aside[data-role=callout] { --word-style: "Our Box" }'
    sheet = Asset("house/theme.css", css, "text/css")
    own = replace(theme, assets=Assets((*theme.assets, sheet)))
    data = build_sampler(own, "full", ["docx"])["docx"]
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert "in Word: Our Box" in package.read("word/document.xml").decode()


def test_a_role_is_found_by_its_element_or_its_role() -> None:
    assert selector(BY_NAME["h2"]) == "h2"
    assert selector(BY_NAME["kicker"]) == "[data-role=kicker]"
