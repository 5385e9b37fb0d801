"""A table's columns are as wide as makes it lowest: no long name squeezes all the others."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import TEMPLATES
from pypdfium2 import PdfDocument
from sample_folder import folder

from briefwright import audience, content, pipeline
from briefwright.layout.column_widths import CellText, Paragraph, improve_widths


def cell(row: int, column: int, *words: float) -> CellText:
    """A cell of one paragraph; its blanks are 5 px wide, and it has no padding."""
    return CellText(row, column, (Paragraph(words, blank=5.0),), padding=0.0)


def test_a_column_with_air_gives_it_to_one_whose_text_takes_lines() -> None:
    cells = [cell(0, 0, 40), cell(0, 1, 40, 40, 40)]
    widths = improve_widths(cells, widths=(120, 60), least=(40, 40))
    assert widths[0] >= 40
    assert widths[1] >= 130
    assert sum(widths) == pytest.approx(180)


def test_a_row_is_as_high_as_its_highest_cell() -> None:
    """The second cell needs two lines in any case, so the first may have two as well."""
    cells = [cell(0, 0, 50, 50), cell(0, 1, 60, 60), cell(1, 1, 90, 10)]
    widths = improve_widths(cells, widths=(105, 65), least=(50, 60))
    assert widths[0] < 105
    assert widths[1] >= 105


def test_of_as_many_lines_those_without_a_word_on_its_own_are_chosen() -> None:
    cells = [cell(0, 0, 20), cell(0, 1, 30, 30, 30, 30)]
    widths = improve_widths(cells, widths=(60, 105), least=(20, 30))
    assert widths[1] >= 135  # on one line
    widths = improve_widths(cells, widths=(25, 105), least=(20, 30))
    assert widths[1] < 100  # two and two, where there were three and one


def test_no_column_is_narrower_than_its_longest_word() -> None:
    cells = [cell(0, 0, 100), cell(0, 1, *[40] * 20)]
    assert improve_widths(cells, widths=(100, 100), least=(100, 40)) == (100, 100)


def test_what_is_on_one_line_each_stays_as_it_is() -> None:
    cells = [cell(row, column, 30) for row in range(3) for column in range(2)]
    assert improve_widths(cells, widths=(80, 40), least=(30, 30)) == (80, 40)


TABLE = """
body:
  - table: Who does what
    columns: [Body, Part, Purpose]
    rows:
      - [Fund, Founding member, Peace and security in Europe and in Asia]
      - [A conference of the leaders of many countries of the world, Host, Talks]
"""


def test_a_long_name_makes_no_other_row_higher(tmp_path: Path) -> None:
    path = folder(tmp_path, f"status: final\n{TABLE}")
    built = pipeline.build(content.read(path), audience.read(TEMPLATES, "full"), "en")
    words = PdfDocument(built.outputs["pdf"])[0].get_textpage().get_text_range()
    lines = words.replace("\u00a0", " ").splitlines()
    assert "Fund Founding member Peace and security in Europe and in Asia" in lines
