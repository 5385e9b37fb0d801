"""Whole editions, built and read back: every section, figure, number and note is in every file."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
import pytest
import yaml
from conftest import AUDIENCES, FILES
from sample_builds import Builds

from briefwright import audience, content, pipeline
from briefwright.formats import FORMATS
from briefwright.model.dictionary import KINDS

if TYPE_CHECKING:
    from briefwright.pipeline import Build

HERE = Path(__file__).resolve().parent
TEMPLATES = HERE.parent / "templates"
SPECIMEN = HERE / "specimen"


@pytest.mark.parametrize("format_", FILES)
def test_the_first_briefing_loses_nothing_in_any_file(built: Build, format_: str) -> None:
    assert len(built.account.leaves) > 100
    assert {leaf.status(format_) for leaf in built.account.leaves} == {"ok"}
    assert built.account.count_found(format_) == built.account.count_expected()


@pytest.mark.parametrize("format_", FILES)
def test_every_section_of_the_published_text_is_in_every_file(built: Build, format_: str) -> None:
    checklist = yaml.safe_load((HERE / "data" / "checklist.yaml").read_text(encoding="utf-8"))
    titles = [section["title"] for section in checklist["sections"]]
    headings = [mark.text for mark in FORMATS[format_].read(built.outputs[format_]).body]
    positions = [_position(title, headings) for title in titles]
    assert len(positions) == 7
    assert positions == sorted(positions)


def test_a_compound_that_no_line_parts_is_found_in_the_pdf_as_it_is_typed(built: Build) -> None:
    with pdfium.PdfDocument(built.outputs["pdf"]) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    assert any("Non-Proliferation" in page for page in pages)
    assert not any("\u2060" in page for page in pages)


@pytest.mark.parametrize("format_", FILES)
def test_every_figure_of_the_published_text_is_in_every_file(built: Build, format_: str) -> None:
    marks = FORMATS[format_].read(built.outputs[format_])
    printed = " ".join(" ".join(mark.text.split()) for mark in marks.body)
    for number in ("1,410", "28 member states", "630", "157", "139", "74 foreign peacekeepers"):
        assert number in printed
    for words in ("fourth largest", "all five", "two rounds", "five permanent", "triennial"):
        assert words in printed


def _position(title: str, texts: list[str]) -> int:
    """A heading → its last place among the texts of a file: the contents name it before.

    A joiner, which browsers pass over when they search, keeps a line from ending.
    """
    plain = [" ".join(text.replace("\u2060", "").split()) for text in texts]
    return len(plain) - 1 - plain[::-1].index(" ".join(title.split()))


def test_the_specimen_uses_every_kind_of_block() -> None:
    briefing = content.read(SPECIMEN / "content" / "specimen")
    from briefwright.model.addresses import walk
    from briefwright.model.dictionary import KIND_OF

    used = {KIND_OF[type(block)] for _, block in walk(briefing.body)}
    assert used == set(KINDS)


@pytest.mark.parametrize("name", AUDIENCES)
@pytest.mark.parametrize("format_", FILES)
def test_the_specimen_loses_nothing_for_any_audience(
    specimens: Builds, name: str, format_: str
) -> None:
    account = specimens[name].account
    assert len(account.leaves) > 100
    assert {leaf.status(format_) for leaf in account.leaves} == {"ok"}


def test_no_heading_stands_alone_at_a_pages_foot(built: Build, specimens: Builds) -> None:
    for build in (built, *specimens.values()):
        leaves = [leaf for leaf in build.account.leaves if leaf.stream == "body"]
        followed = [
            (leaf, after)
            for leaf, after in pairwise(leaves)
            if leaf.kind == "heading" or leaf.at.endswith(".list")
        ]
        assert len(followed) > 8
        assert [leaf.at for leaf, after in followed if leaf.page != after.page] == []


def test_footnotes_reach_every_file_as_notes(specimens: Builds) -> None:
    build = specimens["footnotes"]
    notes = {
        name: [" ".join(mark.text.split()) for mark in FORMATS[name].read(data).notes]
        for name, data in build.outputs.items()
    }
    numbers = [text.partition(" ")[0] for text in notes["pdf"]]
    assert numbers == ["1", "2", "1", "2", "1"]  # again, in short, on later pages
    assert notes["pdf"] == notes["docx"]


def test_what_is_withheld_is_in_no_file_and_quoted_nowhere(specimens: Builds) -> None:
    build = specimens["full"]
    withheld = dict(build.account.withheld)
    assert "handling" in withheld.values()
    assert "reserve-note" not in withheld
    assert "reserve-note" not in build.account.as_text()
    assert "reserve-note" not in json.dumps(build.account.as_json())
    for name, data in build.outputs.items():
        marks = FORMATS[name].read(data)
        assert not any("reserve of" in mark.text for mark in marks.body)
    assert "reserve of" not in build.account.as_text()


def test_the_account_is_the_same_for_people_and_for_machines(built: Build) -> None:
    machine = built.account.as_json()
    people = built.account.as_text()
    assert "Table 1" in people
    assert built.account.summary() in people
    assert machine["edition"] == "kazakhstan-peace-security-full-en"


def test_one_format_alone_can_be_built(built: Build) -> None:
    briefing = content.read(HERE.parent / "content" / "kazakhstan-peace-security")
    full = audience.read(TEMPLATES, "full")
    assert pipeline.build(briefing, full, "en", ["docx"]).outputs["docx"] == built.outputs["docx"]
