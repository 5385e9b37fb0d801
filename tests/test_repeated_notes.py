"""Sources at the foot of pages: each page that calls one has it, in full or in short."""

import io
import re
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from conftest import TEMPLATES

from briefwright import audience, content, pipeline
from briefwright.formats import FORMATS
from briefwright.pipeline import Build

HEAD = """format: 1
title: A sample
language: {language}
date: 2024-09-21
owner: Press office
contact: press@example.org
handling: open
sources:
  sheet: {{title: A fact sheet, publisher: Agency, date: 2023}}
  book: {{title: A book}}
body:
"""
FILL = (
    "  - " + "Words that fill a page without saying anything that anybody would want to know. " * 45
)
Make = Callable[..., Build]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Texts, each with a page of words below it → the edition with its sources at the foot."""

    def of(*texts: str, language: str = "en", sources: str = "footnotes") -> Build:
        fill = f"\n{FILL}\n" if language != "ar" else "\n"
        body = fill.join(f"  - '{text}'" for text in texts)
        briefing = HEAD.format(language=language) + body + "\n"
        (tmp_path / "briefing.yaml").write_text(briefing, encoding="utf-8")
        reader = audience.read(TEMPLATES, "full")
        reader = replace(reader, order=("body", "sources"), contents=0, sources=sources)
        return pipeline.build(content.read(tmp_path), reader, language)

    return of


def notes(build: Build) -> list[tuple[str, int]]:
    """The notes of an edition, each with its page."""
    return [(leaf.text, leaf.page) for leaf in build.account.leaves if leaf.stream == "notes"]


def test_a_source_called_again_on_the_same_page_has_one_note(make: Make) -> None:
    build = make("One.[^sheet] Two.[^sheet] Three.[^book]")
    assert [page for _, page in notes(build)] == [1, 1]


def test_a_source_called_again_two_pages_on_has_its_note_there(make: Make) -> None:
    build = make("One.[^sheet] Two.[^book]", "Three.", "Four.[^sheet] Five.[^sheet]")
    assert notes(build) == [
        ("1 A fact sheet, Agency, 2023.", 1),
        ("2 A book.", 1),
        ("1 As above: A fact sheet.", 3),
    ]
    for name, data in build.outputs.items():
        found = [" ".join(mark.text.split()) for mark in FORMATS[name].read(data).notes]
        assert len(found) == 3, name
        assert found[2] in ("1 As above: A fact sheet.", "1. As above: A fact sheet.")


def test_the_numbers_go_on_after_a_note_that_stood_before(make: Make) -> None:
    build = make("One.[^sheet]", "Two.[^sheet] Three.[^book]", "Four.[^book, p. 4]")
    assert notes(build) == [
        ("1 A fact sheet, Agency, 2023.", 1),
        ("1 As above: A fact sheet.", 2),
        ("2 A book.", 2),
        ("2 As above: A book. p. 4", 3),
    ]


@pytest.mark.parametrize(
    ("language", "short"),
    [("ru", "См. выше: A fact sheet."), ("kk", "Жоғарыдан қараңыз: A fact sheet.")],
)
def test_a_note_in_short_is_in_the_language_of_the_edition(
    make: Make, language: str, short: str
) -> None:
    assert notes(make("One.[^sheet]", "Two.[^sheet]", language=language))[1] == (f"1 {short}", 2)


def test_a_note_in_short_stands_on_pages_that_run_from_the_right(make: Make) -> None:
    fill = "كلمات تملأ الصفحة ولا تقول شيئا. " * 120
    build = make("واحد.[^sheet]", fill, "اثنان.[^sheet]", language="ar")
    assert notes(build)[0][1] == 1
    assert notes(build)[1][0] == "1 كما سبق: A fact sheet."


def test_sources_at_the_end_are_listed_once(make: Make) -> None:
    build = make("One.[^sheet]", "Two.[^sheet]", sources="endnotes")
    listed = [leaf.text for leaf in build.account.leaves if leaf.at.startswith("sources.sheet")]
    assert listed == ["1. A fact sheet, Agency, 2023."]


def test_another_program_sets_each_note_on_the_page_that_calls_it(
    make: Make, soffice: str, tmp_path: Path
) -> None:
    build = make("One.[^sheet] Two.[^book]", "Three.", "Four.[^sheet]")
    file = tmp_path / "notes.docx"
    file.write_bytes(build.outputs["docx"])
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, file]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    with pypdfium2.PdfDocument(file.with_suffix(".pdf")) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    assert ["As above: A fact sheet." in page for page in pages] == [
        "Four." in page for page in pages
    ]
    assert sum("As above" in page for page in pages) == 1


@pytest.mark.parametrize("sources", ["endnotes", "footnotes"])
def test_a_call_after_a_number_is_no_part_of_it_from_right_to_left(
    make: Make, sources: str
) -> None:
    build = make("جف 1,450.[^sheet] ثم 1,450.[^sheet]", language="ar", sources=sources)
    with zipfile.ZipFile(io.BytesIO(build.outputs["docx"])) as archive:
        body = archive.read("word/document.xml").decode()
    called = re.sub("<w:instrText.*?</w:instrText>|<(?!w:footnoteReference)[^>]*>", "", body)
    assert len(re.findall("1,450\\.\u200f(?:1|<w:footnoteReference)", called)) == 2
    assert [problem for problem in build.problems if problem.level == "error"] == []
