"""An aside is a column beside a part of its section, or stands alone where lines are short."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import TEMPLATES
from lxml import etree
from sample_folder import folder

from briefwright import audience, content, pipeline
from briefwright.edition.nodes import walk

BODY = """facts:
  loans: {value: 12400, unit: books, label: books lent}
body:
  - section: What the library does
    id: work
    body:
      - It lends books.
      - aside: At a glance
        id: glance
        body:
          - key_figures: [loans]
          - contacts: [press@example.org]
      - It is open on six days.
      - table: Readers
        id: readers
        columns: [Region, Number]
        rows: [[Altai, 12]]
"""
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Build = Callable[..., pipeline.Build]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """An audience and its language → the sample's edition."""

    def of(name: str = "full", language: str = "en") -> pipeline.Build:
        path = folder(tmp_path, BODY)
        file = path / "briefing.yaml"
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("language: en", f"language: {language}"), encoding="utf-8")
        return pipeline.build(content.read(path), audience.read(TEMPLATES, name), language)

    return of


def test_an_aside_stands_beside_what_follows_it_up_to_the_next_figure(build: Build) -> None:
    made = build()
    assert made.account.summary().startswith("nothing lost")
    (beside,) = (one for one in walk(made.edition.blocks) if one.kind == "beside")
    held = [one.at or one.kind for one in walk((beside,))]
    assert held == [
        *("beside", "main", "work/text-2", "glance", "glance/key_figures-1"),
        "glance/contacts-1",
    ]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_in_word_it_is_a_cell_of_three_tenths(build: Build, language: str) -> None:
    with zipfile.ZipFile(io.BytesIO(build(language=language).outputs["docx"])) as archive:
        document = etree.fromstring(archive.read("word/document.xml"))
    table = next(document.iter(W + "tbl"))
    main, _, side = (int(one.get(W + "w")) for one in table.find(W + "tblGrid"))  # type: ignore[union-attr]
    assert 0.28 < side / (main + side) < 0.32


def test_each_block_in_its_table_has_a_control_in_word(build: Build) -> None:
    with zipfile.ZipFile(io.BytesIO(build().outputs["docx"])) as archive:
        document = etree.fromstring(archive.read("word/document.xml"))
    table = next(document.iter(W + "tbl"))
    tags = {one.get(W + "val") for one in table.iter(W + "tag")}
    assert tags == {
        *("work/text-2.text", "glance.aside", "glance/key_figures-1"),
        *("glance/contacts-1.title", "glance/contacts-1.contacts"),
    }
    # LibreOffice wants the first control of all to be that of a gallery, or prints fields as words.
    first, *others = (one.find(W + "docPartObj") for one in document.iter(W + "sdtPr"))
    assert first is not None
    assert others == len(others) * [None]


def test_where_the_page_has_columns_it_stands_alone_with_all_it_holds(build: Build) -> None:
    made = build("press")
    assert made.account.summary().startswith("nothing lost")
    kinds = {one.kind for one in walk(made.edition.blocks)}
    assert "stacked" in kinds
    assert "beside" not in kinds
