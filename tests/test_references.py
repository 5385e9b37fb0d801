"""What a text says of another part: its number, its heading, its page, in every file."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from conftest import TEMPLATES

from briefwright import audience, content, pipeline
from briefwright.pipeline import Build
from briefwright.problems import ContentError

HEAD = """format: 1
title: A sample
language: {language}
date: 2024-09-21
owner: Press office
contact: press@example.org
handling: open
sources:
  sheet: {{title: A fact sheet, publisher: Agency, date: 2023}}
  law: {{title: An act, publisher: Parliament, date: 2024}}
body:
"""
BODY = """
  - section: First section
    id: first
    body:
      - '{text}'
      - section: A part
        id: part
        body:
          - Text of the part.
  - section: Second section[^sheet]
    id: second
    body:
      - table: A table[^sheet]
        id: numbers
        columns: [Name, Count]
        rows: [[One, 1]]
  - annex: The lists
    id: lists
    body:
      - Text of the annex.
"""
Make = Callable[..., Build]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """The text of the first section → the edition, its headings numbered unless that is said."""

    def of(text: str, body: str = BODY, language: str = "en", **settings: object) -> Build:
        briefing = HEAD.format(language=language) + body.replace("{text}", text)
        (tmp_path / "briefing.yaml").write_text(briefing, encoding="utf-8")
        reader = audience.read(TEMPLATES, "full")
        chosen = {"numbering": "decimal", "contents": 0, "order": ("body", "sources"), **settings}
        return pipeline.build(content.read(tmp_path), replace(reader, **chosen), language)  # type: ignore[arg-type]

    return of


def said(build: Build, at: str = "first/text-1.text") -> str:
    """What stands at an address; blanks are plain."""
    leaf = next(leaf for leaf in build.account.leaves if leaf.at == at)
    return " ".join(leaf.text.split())


def fields(build: Build) -> list[tuple[str, str]]:
    """The fields of the Word file's text: what each refers to by, and what it shows."""
    with zipfile.ZipFile(io.BytesIO(build.outputs["docx"])) as archive:
        document = archive.read("word/document.xml").decode()
    pattern = r'<w:instrText[^>]*> (\w+) [^<]*</w:instrText>.*?"separate"(.*?)w:fldCharType="end"'
    found = [one for one in re.findall(pattern, document) if one[0] != "SEQ"]
    shown = [(one, "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)", two))) for one, two in found]
    return [(one, words.replace("\u00a0", " ")) for one, words in shown]


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("See {second}.", "See section 2."),
        ("{second} is short.", "Section 2 is short."),
        ("See {part} and {numbers}.", "See section 1.1 and Table 1."),
        ("See {lists}.", "See annex 3."),
        ("See section {second.number}.", "See section 2."),
        ("“{second.title}” has numbers.", "“Second section” has numbers."),
        ("See table {numbers.number}.", "See table 1."),
    ],
)
def test_a_part_is_named_by_its_number(make: Make, text: str, printed: str) -> None:
    assert said(make(text)) == printed


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("See {second}.", "See “Second section”."),
        ("See {lists}.", "See the annex “The lists”."),
        ("See {numbers}.", "See Table 1."),
    ],
)
def test_without_numbers_a_heading_is_quoted(make: Make, text: str, printed: str) -> None:
    assert said(make(text, numbering="none")) == printed


@pytest.mark.parametrize(
    ("language", "text", "numbered", "quoted"),
    [
        ("ru", "В {second.prepositional}.", "В разделе 2.", "В разделе «Second section»."),
        ("ru", "В {numbers.prepositional}.", "В таблице 1.", "В таблице 1."),
        ("kk", "Бұл {second.locative}.", "Бұл 2-бөлімде.", "Бұл «Second section» бөлімінде."),
        ("ar", "انظر {second}.", "انظر القسم 2.", "انظر القسم «Second section»."),
    ],
)
def test_each_language_has_its_words_and_cases(
    make: Make, language: str, text: str, numbered: str, quoted: str
) -> None:
    def read(build: Build) -> str:
        return re.sub("[\u200e\u200f]", "", said(build))

    assert read(make(text, language=language)) == numbered
    assert read(make(text, language=language, numbering="none")) == quoted


def test_a_page_is_that_of_the_finished_pdf(make: Make) -> None:
    far = "Words that fill a page without saying anything. " * 400
    body = BODY.replace("Text of the part.", far)
    build = make("{second} is on {second.page}, {numbers} on {numbers.page}.", body)
    pages = pypdfium2.PdfDocument(build.outputs["pdf"])
    texts = [page.get_textpage().get_text_bounded() for page in pages]
    page = 1 + next(n for n, text in enumerate(texts) if "2 Second section" in text)
    assert page > 2
    assert said(build) == f"Section 2 is on page {page}, Table 1 on page {page}."
    assert fields(build)[:2] == [("REF", "2"), ("PAGEREF", str(page))]


def test_word_works_out_numbers_headings_and_pages_by_itself(make: Make) -> None:
    found = fields(make("{part}, {part.title}, {part.page}, {numbers}, {first.page}"))
    numbers = [("REF", "1.1"), ("REF", "A part"), ("PAGEREF", "1")]
    assert found[:5] == [*numbers, ("REF", "Table 1"), ("PAGEREF", "1")]


@pytest.mark.parametrize("numbering", ["decimal", "none"])
def test_a_reference_may_stand_wherever_there_are_words(make: Make, numbering: str) -> None:
    body = """
  - section: After {second}
    id: first
    body:
      - list: In {second}
        items: ["{second}: by {second}", "At {second.page}"]
      - callout: In a box, {second} on {second.page}.
      - key_figures: [{fact: loans, label: "loans, see {second}"}]
      - table: As {second} says
        columns: ["{second}"]
        rows: [["{second.page}"]]
        note: See {second}.
      - question: What does {second} say?
        answer: See {second.page}.
  - section: Second section
    id: second
    body:
      - Text.
facts:
  loans: {value: 12, unit: books}
"""
    build = make("", body, numbering=numbering)
    name = "section 2" if numbering == "decimal" else "“Second section”"
    texts = [leaf.text.replace("Section 2", "section 2") for leaf in build.account.leaves]
    found = [text for text in texts if name in text]
    assert len(found) == 9
    assert not any("…" in leaf.text for leaf in build.account.leaves)


def test_a_part_that_this_reader_does_not_get_is_a_fault_at_the_text(make: Make) -> None:
    body = BODY.replace("    id: second\n", "    id: second\n    not_for: [full]\n")
    for text in ("See {second}.", "See {numbers.page}.", "See [there](#second)."):
        with pytest.raises(ContentError) as raised:
            make(text, body)
        assert [(one.code, one.at) for one in raised.value.problems] == [
            ("A505", "first/text-1.text")
        ]
        assert ":16:10" in str(raised.value)


@pytest.mark.parametrize("sources", ["endnotes", "footnotes"])
def test_a_note_is_named_by_its_number(make: Make, sources: str) -> None:
    body = BODY.replace("A part", "A part[^law]", 1)  # notes may be called in headings
    head = "{note-of-sheet} says more than {note-of-law}; see note {note-of-sheet.number}."
    build = make(head, body, sources=sources)
    assert said(build) == "Note 2 says more than note 1; see note 2."
    kind = "REF" if sources == "endnotes" else "NOTEREF"
    assert fields(build)[:3] == [(kind, "2"), (kind, "1"), (kind, "2")]


def test_a_note_that_this_reader_does_not_get_is_named_by_its_source(make: Make) -> None:
    assert said(make("See {note-of-sheet}.", sources="inline")) == "See Agency, 2023."


def test_a_note_takes_the_case_of_its_sentence(make: Make) -> None:
    build = make("В {note-of-sheet.prepositional}.", language="ru")
    assert said(build) == "В примечании 1."


@pytest.mark.parametrize(
    ("text", "code"),
    [("{note-of-shet}", "C230"), ("{note-of-sheet.titel}", "C229")],
)
def test_a_reference_to_no_note_is_a_fault_at_its_place(make: Make, text: str, code: str) -> None:
    with pytest.raises(ContentError) as raised:
        make(f"See {text}.")
    assert [problem.code for problem in raised.value.problems] == [code]


def test_contents_and_lists_repeat_no_note_and_hold_no_link(make: Make) -> None:
    body = BODY.replace("First section", "See {second}") + "  - list_of_tables: Tables\n"
    build = make("Words. " * 500, body, contents=2, order=("contents", "body", "sources"))
    entries = [leaf.text for leaf in build.account.leaves if leaf.kind == "entry"]
    assert entries[0] == "1 See section 2"
    assert "2 Second section" in [" ".join(text.split()) for text in entries]
    assert "Table 1 A table" in entries


def test_headings_go_four_levels_deep_and_word_counts_them(make: Make) -> None:
    body = """
  - section: One
    body:
      - section: Two
        body:
          - section: Three
            body:
              - section: Four
                id: four
                body:
                  - See {four}.
"""
    build = make("", body)
    with zipfile.ZipFile(io.BytesIO(build.outputs["docx"])) as archive:
        document = archive.read("word/document.xml").decode()
    heading = next(one for one in document.split("<w:p>") if "Four" in one)
    assert "1.1.1.1 Four" in [leaf.text for leaf in build.account.leaves]
    assert 'w:val="Heading4"' in heading
    assert "1.1.1.1" not in heading  # its style counts


def test_a_note_may_follow_a_number(make: Make) -> None:
    assert said(make("In 2024[^sheet] so.")).replace("\u2060", "") == "In 20241 so."


@pytest.mark.parametrize(("most", "shows"), [(1, False), (60, True)])
def test_contents_stand_where_there_is_another_page_to_lead_to(
    make: Make, most: int, shows: bool
) -> None:
    words = most * "Some words. "
    many = "".join(
        f"\n  - {{section: Part {n}, id: part-{n}, body: ['{words}']}}" for n in range(1, 7)
    )
    built = make("", many, contents=1, order=("contents", "body"))
    assert (built.pages > 1) is shows
    listed = [leaf for leaf in built.account.leaves if leaf.at.startswith("contents")]
    assert bool(listed) is shows
    assert built.account.problems == ()
