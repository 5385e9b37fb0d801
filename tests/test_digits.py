"""What a Persian edition counts: headings, figures, lists, notes and pages in Persian digits."""

import io
import re
import zipfile
from dataclasses import replace
from email import message_from_bytes, policy
from pathlib import Path

import pypdfium2
import pytest
from conftest import TEMPLATES

from briefwright import audience, content, pipeline
from briefwright.pipeline import Build

HEAD = """\
format: 1
title: کتابخانه
language: fa
date: 2024-09-21
owner: کتابخانه
contact: press@example.org
handling: open
"""
STEPS = """\
      - list: گام‌ها
        ordered: yes
        items: [خشک کردن., بازگشایی.]
"""
PERSIAN = f"""\
{HEAD}facts:
  lent: {{value: 1450, unit: کتاب, label: امانت}}
  read: {{value: 850, unit: کتاب, label: خوانده}}
sources: {{log: {{title: دفتر}}}}
body:
  - section: شعبه‌ها
    body:
      - text: "کتاب‌ها خشک شدند[^log]، چنان که {{graph}} نشان می‌دهد ({{graph.page}})."
{STEPS}
      - section: گام‌های بعدی
        body: [شعبه‌ها باز می‌شوند.]
      - chart: کتاب‌ها
        id: graph
        kind: bar
        source: log
        rows: [lent, read]
"""


@pytest.fixture(scope="module", params=["endnotes", "footnotes"])
def persian(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Build:
    """A Persian briefing for researchers, its notes at its end or at the foot of the page."""
    folder = tmp_path_factory.mktemp("content") / "sample"
    folder.mkdir()
    (folder / "briefing.yaml").write_text(PERSIAN, encoding="utf-8")
    reader = replace(audience.read(TEMPLATES, "academic"), sources=request.param)
    return pipeline.build(content.read(folder), reader, "fa", formats=("pdf", "docx", "html"))


def read_part(made: Build, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(made.outputs["docx"])) as package:
        return package.read(name).decode()


def read_page(made: Build) -> str:
    """A Build → the letters of the first page of its PDF, marks of direction left out."""
    with pypdfium2.PdfDocument(made.outputs["pdf"]) as document:
        text: str = document[0].get_textpage().get_text_range()
    return re.sub("[\u200c-\u200f\u202a-\u202e\u2066-\u2069]", "", text)


def test_nothing_is_lost_where_word_counts_in_other_digits_than_the_pdf(persian: Build) -> None:
    assert persian.account.problems == ()
    assert "in PDF, Word and web page" in persian.account.summary()


def test_headings_figures_and_references_have_persian_numbers(persian: Build) -> None:
    shown = {leaf.at: leaf.text for leaf in persian.edition.leaves()}
    sections = [text for at, text in shown.items() if re.fullmatch(r"section-\d.*\.section", at)]
    assert sections[0].startswith("۱ ")
    assert any(text.startswith("۱.۱ ") for text in sections)
    assert shown["graph.chart"].startswith("شکل ۱")
    assert not re.search("[0-9]", shown["section-1/text-1.text"])


def test_a_page_counts_its_lists_its_notes_and_itself_in_persian(persian: Build) -> None:
    page = read_page(persian)
    assert len(page) > 100
    assert re.search("۲[.]|[.]۲", page)
    assert "/" in page
    assert not re.search("[0-9]", page)


def test_word_counts_by_itself_and_what_it_prints_once_is_in_persian(persian: Build) -> None:
    body, numbering = (
        read_part(persian, "word/document.xml"),
        read_part(persian, "word/numbering.xml"),
    )
    fields = re.findall(r"SEQ .*?separate.*?<w:t[^>]*>([^<]*)</w:t>", body)
    assert fields
    assert set(fields) <= set("۱۲۳")
    assert 'w:numFmt w:val="decimal"' in numbering
    assert "footnoteReference" in body or "REF _" in body
    assert "customMarkFollows" not in body


def test_the_charts_of_word_show_persian_digits(persian: Build) -> None:
    formats = re.findall('formatCode="([^"G][^"]*)"', read_part(persian, "word/charts/chart1.xml"))
    assert formats
    assert all(one.startswith("[$-3000429]") for one in formats)


def test_a_web_page_counts_its_lists_in_persian(persian: Build) -> None:
    page = persian.outputs["html"].decode()
    assert re.search(r"ol\.persian\s*\{\s*list-style-type:\s*persian", page)
    assert '<ol class="persian"' in page


def test_a_mail_counts_its_lists_in_persian(tmp_path: Path) -> None:
    (tmp_path / "briefing.yaml").write_text(
        f"{HEAD}body:\n  - section: شعبه‌ها\n    body:\n{STEPS}", encoding="utf-8"
    )
    made = pipeline.build(
        content.read(tmp_path), audience.read(TEMPLATES, "full"), "fa", formats=("eml",)
    )
    message = message_from_bytes(made.outputs["eml"], policy=policy.default)
    parts = {part.get_content_type(): part.get_content() for part in message.iter_parts()}
    assert "\n۲. " in parts["text/plain"]
    assert "list-style:persian" in parts["text/html"]
