"""Every audience that stands under templates/audiences/, in usual and in large print.

A new audience is tested by existing: nothing here names one, but for what only that one promises.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from conftest import SHIPPED, TEMPLATES
from sample_builds import Builds
from test_pages import oddities

from briefwright import audience, edition, figures, pipeline
from briefwright.audience import theme
from briefwright.edition import selection
from briefwright.edition.runs import data
from briefwright.layout import arrange

if TYPE_CHECKING:
    from briefwright.audience import Audience
    from briefwright.layout import Layout
    from briefwright.model.dictionary import Briefing
    from briefwright.pipeline import Build

LARGE = tuple(f"{name}{audience.LARGE_PRINT}" for name in SHIPPED)
EVERY = (*SHIPPED, *LARGE)
THREE_LARGE_LETTERS = re.compile(r"[A-Z]{3,} [A-Z]{3,}")


def test_seven_audiences_are_shipped() -> None:
    assert {"full", "minister", "delegation", "press", "public", "academic", "speaking"} <= set(
        SHIPPED
    )


@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize("format_", ["pdf", "docx"])
def test_nothing_is_lost(every_edition: Builds, name: str, format_: str) -> None:
    account = every_edition[name].account
    assert len(account.leaves) > 10
    assert {leaf.status(format_) for leaf in account.leaves} == {"ok"}
    assert account.count_found(format_) == account.count_expected()


@pytest.mark.parametrize("name", EVERY)
def test_nobody_is_warned(every_edition: Builds, name: str) -> None:
    assert every_edition[name].problems == ()


@pytest.mark.parametrize("name", EVERY)
def test_no_page_is_blank_or_overrun(every_edition: Builds, name: str) -> None:
    assert list(oddities(every_edition[name].outputs["pdf"])) == []


@pytest.mark.parametrize("name", EVERY)
def test_no_heading_stands_alone_at_a_pages_foot(every_edition: Builds, name: str) -> None:
    leaves = [leaf for leaf in every_edition[name].account.leaves if leaf.stream == "body"]
    alone = [
        leaf.at
        for leaf, after in pairwise(leaves)
        if (leaf.kind == "heading" or leaf.at.endswith(".list")) and leaf.page != after.page
    ]
    assert alone == []


@pytest.mark.parametrize("name", SHIPPED)
def test_it_keeps_to_its_page_budget(every_edition: Builds, name: str) -> None:
    most = audience.read(TEMPLATES, name).max_pages
    assert not most or every_edition[name].pages <= most


@pytest.mark.parametrize("name", SHIPPED)
def test_its_blocks_stand_in_the_order_of_its_slots(
    every_edition: Builds, briefing: Briefing, name: str
) -> None:
    reader = audience.read(TEMPLATES, name)
    chosen = selection.arrange(briefing.body, briefing.metadata.handling, reader)
    expected = [block.at for slot in reader.order for block in chosen.slots[slot]]
    shown = [block.at for block in every_edition[name].edition.blocks]
    assert [at for at in shown if at in expected] == [at for at in expected if at in shown]
    assert len(set(shown) & set(expected)) > 1


@pytest.mark.parametrize("name", SHIPPED)
def test_its_structure_is_its_own(every_edition: Builds, name: str) -> None:
    structures = {
        other: tuple(block.at for block in every_edition[other].edition.blocks) for other in SHIPPED
    }
    own = structures.pop(name)
    assert own not in structures.values()


# The full edition is built again in test_same_bytes.py.
@pytest.mark.parametrize("name", [name for name in SHIPPED if name != "full"])
def test_the_same_input_gives_the_same_bytes(
    every_edition: Builds, briefing: Briefing, name: str
) -> None:
    first = every_edition[name].outputs
    again = pipeline.build(briefing, audience.read(TEMPLATES, name), "en", tuple(first))
    assert again.outputs == first


# ----------------------------------------------------------------- what single ones promise


def printed(build: Build) -> dict[str, str]:
    return {leaf.at: " ".join(leaf.text.split()) for leaf in build.edition.leaves()}


def test_the_minister_gets_one_side_of_a4_in_12_points(every_edition: Builds) -> None:
    build = every_edition["minister"]
    assert build.pages == 1
    assert "font-size: 12pt" in _own_sheet("minister")
    assert "1,400 nuclear warheads" in " ".join(printed(build).values())
    lines = [at for at in printed(build) if at.startswith("lines.lines_to_take.")]
    assert len(lines) == 3
    assert build.edition.marks().notes == ()


def _own_sheet(name: str) -> str:
    (sheet,) = (
        asset
        for asset in audience.read(TEMPLATES, name).theme.assets
        if asset.name.endswith("/audience.css")
    )
    return sheet.data.decode()


def test_the_delegation_is_marked_at_head_and_foot(every_edition: Builds) -> None:
    build = every_edition["delegation"]
    assert build.edition.head.marking == "INTERNAL"
    assert {name: one.edition.head.marking for name, one in every_edition.items()} == {
        name: "INTERNAL" if name.startswith("delegation") else "" for name in every_edition
    }
    with zipfile.ZipFile(io.BytesIO(build.outputs["docx"])) as package:
        for part in ("header", "footer"):
            named = [name for name in package.namelist() if f"word/{part}" in name]
            assert named
            assert all("INTERNAL" in package.read(name).decode() for name in named)


def test_a_press_release_begins_with_its_release_line_and_ends_before_the_notes(
    every_edition: Builds,
) -> None:
    places = list(printed(every_edition["press"]))
    assert places[0] == "briefing.release"
    assert places.index("news.text") < places.index("key-figures.key_figures.1")
    assert places.index("end_mark.text") < places.index("notes.title")
    assert places[-1].startswith("contacts.")


def test_an_embargo_stands_in_the_place_of_the_release_line(briefing: Briefing) -> None:
    later = replace(briefing.metadata, embargo="2026-10-09 14:30 Asia/Almaty")
    press = audience.read(TEMPLATES, "press")
    shown = edition.select(replace(briefing, metadata=later), press, "en")
    texts = {leaf.at: leaf.text for leaf in shown.leaves()}
    assert "9\u00a0October 2026, 14:30 (Almaty; 09:30 UTC)" in texts["briefing.release"]
    assert "briefing.embargo" not in texts


def test_the_public_reads_plain_words_and_names_written_out(
    every_edition: Builds,
) -> None:
    texts = printed(every_edition["public"])
    assert texts["nuclear.plain"] == "Giving up nuclear weapons"
    prose = " ".join(text for at, text in texts.items() if at.endswith(".plain"))
    prose = re.sub(r"\(\w+\):", ":", prose)  # a label that has just written it out
    assert not re.search(r"\b(UN|UNGA|IAEA|CICA|KazAID|KazCent)\b", prose)
    sentences = [one for one in re.split(r"[.:?!]\s", prose) if one]
    assert sum(len(one.split()) for one in sentences) / len(sentences) < 15


def test_research_gets_every_departure_and_every_number(
    every_edition: Builds, briefing: Briefing
) -> None:
    texts = printed(every_edition["academic"])
    listed = [at for at in texts if re.match(r"departures\..*\.items\.\d+$", at)]
    assert len(listed) == len(briefing.departures)
    called = {datum.fact for leaf in every_edition["academic"].edition.leaves()
              for datum in data(leaf.runs)}  # fmt: skip
    assert len(called) > 15
    assert [name for name in called if f"data.table.{name}.2" not in texts] == []
    assert texts["nuclear.section"] == "2 Nuclear Non-Proliferation"
    assert "edition 1" in texts["citation.text"]


def test_a_speaker_gets_words_for_numbers_pauses_and_the_time(
    every_edition: Builds,
) -> None:
    texts = printed(every_edition["speaking"])
    assert "about one thousand, four hundred nuclear warheads" in texts["nuclear-text-1.speak"]
    assert re.search(r"Speaking time: [345] min", texts["briefing.minutes"])
    assert sum(at.endswith(".pause") for at in texts) == 6


def test_two_columns_stand_in_both_files(every_edition: Builds) -> None:
    readers = [audience.read(TEMPLATES, name) for name in SHIPPED]
    (reader,) = (reader for reader in readers if reader.columns == 2)
    build = every_edition[reader.name]
    with zipfile.ZipFile(io.BytesIO(build.outputs["docx"])) as package:
        assert '<w:cols w:num="2"' in package.read("word/document.xml").decode()
    layout = laid_out(build, reader)
    columns = [one for one in layout.root.iter("div") if one.get("data-role") == "columns"]
    assert [layout.style(one)["column_count"] for one in columns] == [2]
    assert len(list(columns[0].iter("section"))) > 3  # they flow through the same columns


# ----------------------------------------------------------------- large print


@pytest.mark.parametrize("name", LARGE)
def test_large_print_has_neither_tables_nor_columns_nor_strips(
    every_edition: Builds, name: str
) -> None:
    build = every_edition[name]
    drawn = re.sub(r'<table data-role="data-table">.*?</table>', "", build.html, flags=re.DOTALL)
    assert not re.search(r'<table|data-role="(?:columns|strip|parallel)"', drawn)
    with zipfile.ZipFile(io.BytesIO(build.outputs["docx"])) as package:
        body = package.read("word/document.xml").decode()
    assert "<w:tbl>" not in body
    assert "<w:cols" not in body


def test_large_print_says_every_cell_under_its_head(every_edition: Builds) -> None:
    texts = printed(every_edition["full-large-print"])
    assert texts["talks.rows.1.1"] == "Iranian nuclear programme"
    assert texts["talks.rows.1.2"] == "When: 2013"
    assert texts["dates.items.2.text"] == "1991: Kazakhstan gains independence"
    assert texts["key-figures.key_figures.2"] == "28 member states of CICA"
    assert texts["key-figures.as_of"] == "As of 21 September 2024 unless stated otherwise"


@pytest.mark.parametrize("name", LARGE)
def test_large_print_keeps_the_clear_print_rules_in_the_pdf(
    every_edition: Builds, name: str
) -> None:
    build = every_edition[name]
    layout = laid_out(build, in_large_print(name))
    body = layout.root.find("body")
    assert body is not None
    for element in body.iter():
        style = layout.style(element)
        assert style["font_size"] >= 24, element.tag  # px: 18 pt
        assert style["font_style"] == "normal"
        assert style["text_transform"] == "none"
        assert style["text_align_all"] in ("start", "left")
        assert style["hyphens"] == "none"
        assert style["column_count"] == "auto"
        if element.tag == "p" and not element.get("data-role"):
            assert style["margin_bottom"].value >= 0.6 * style["font_size"]
    for number in range(1, build.pages + 1):
        shown = [box for box in layout.page_box(number).boxes if box.text]
        assert shown
        assert [box.where for box in shown if box.style["font_size"] < 24] == []


def in_large_print(name: str) -> Audience:
    return audience.enlarge(audience.read(TEMPLATES, name.removesuffix(audience.LARGE_PRINT)))


def laid_out(build: Build, reader: Audience) -> Layout:
    look = theme.adapt(reader.theme, build.edition.direction, build.edition.languages)
    return arrange(build.html, look.assets + figures.draw(build.edition, look, {}).assets)


@pytest.mark.parametrize("name", LARGE)
def test_large_print_keeps_the_clear_print_rules_in_word(every_edition: Builds, name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(every_edition[name].outputs["docx"])) as package:
        parts = {
            part: package.read(part).decode()
            for part in package.namelist()
            if re.match(r"word/(document|footer\d+|header\d+)\.xml", part)
        }
        styles = package.read("word/styles.xml").decode()
        settings = package.read("word/settings.xml").decode()
    defaults = styles.partition("<w:latentStyles")[0]
    assert 'w:val="36"' in defaults or 'w:sz w:val="36"' in styles
    assert len(parts) > 1
    for part in parts.values():
        sizes = [int(size) for size in re.findall(r'<w:sz w:val="(\d+)"', part)]
        assert [size for size in sizes if size < 36] == []
        assert not re.search(r'<w:(?:i|caps|smallCaps)(?:/>| w:val="(?:1|true)")', part)
        assert not re.search(r'<w:jc w:val="(?:both|center|right|end)"', part)
    assert not re.search(r'<w:autoHyphenation(?:/>| w:val="(?:1|true)")', settings)


@pytest.mark.parametrize("name", LARGE)
def test_large_print_has_no_blocks_of_capitals(every_edition: Builds, name: str) -> None:
    texts = printed(every_edition[name])
    assert texts
    for at, text in texts.items():
        assert not THREE_LARGE_LETTERS.search(text), at
