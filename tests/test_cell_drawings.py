"""Bars and small lines in the cells of tables: in every file, beside numbers that stay text."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import TEMPLATES
from sample_folder import folder

from briefwright import audience, content, pipeline
from briefwright.edition.plots import CellBar, Sparkline
from briefwright.formats import FORMATS
from briefwright.verify.drawings import check_drawing

TABLES = """facts:
  trips: {series: {2020: 12, 2021: 9, 2024: 30}, label: Trips}
  ferries: {value: 480, label: Ferries}
body:
  - table: Passengers by line
    id: lines
    columns: [Line, {column: Passengers, bars: yes}, {column: Change, bars: yes}]
    rows:
      - [North, 3200, 50]
      - [South, "{ferries.value}", -25]
      - [Island, –, "0"]
      - {cells: [Total, 3680, –], total: [Passengers]}
  - table: Trips since 2020
    id: since
    columns: [Line, {column: Trips, show: line}]
    rows: [trips]
"""
WORDS = [
    *("100% of the longest bar", "100% of the longest bar"),
    *("15% of the longest bar", "−50% of the longest bar"),
    *("0% of the longest bar", "2020 12, 2021 9, 2024 30"),
]
Build = Callable[..., pipeline.Build]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """Formats, a language, the size of print, a body and its file → the edition."""

    def of(
        *formats: str,
        language: str = "en",
        large_print: bool = False,
        body: str = TABLES,
        file: str = "",
    ) -> pipeline.Build:
        reader = replace(
            audience.read(TEMPLATES, "full"), order=("body",), contents=0, large_print=large_print
        )
        path = folder(tmp_path, body)
        (path / "lines.csv").write_text(file)
        return pipeline.build(content.read(path), reader, language, formats)

    return of


def test_what_is_drawn_in_cells_stands_in_every_file_and_is_said_in_words(build: Build) -> None:
    made = build("pdf", "docx", "html", "eml")
    assert made.account.summary() == (
        "nothing lost: 2 tables, 37 texts in PDF, Word, web page and e-mail"
    )
    for name, data in made.outputs.items():
        found = FORMATS[name].read(data)
        assert [mark.text for mark in found.alts] == WORDS, name
        cells = [mark.text.strip() for mark in found.body if mark.kind == "cell"]
        assert {"3,200", "480", "30"} <= set(cells), name


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_bar_or_line_that_is_drawn_for_other_numbers_is_found(
    build: Build, language: str
) -> None:
    made = build("pdf", language=language)
    marks = FORMATS["pdf"].read(made.outputs["pdf"]).body
    drawings = [mark.drawing for mark in marks if mark.drawing]
    plots = list(made.edition.plots().values())
    assert len(drawings) == len(plots) == len(WORDS)
    for plot, drawing in zip(plots, drawings, strict=True):
        assert not list(check_drawing(plot, drawing))
        match plot:
            case CellBar(value=value, high=high):
                wrong = replace(plot, value=value / 2 + high / 4)
                assert list(check_drawing(wrong, drawing))
            case Sparkline(values=(first, *others)):
                others_first = replace(plot, values=(*others, first))
                assert list(check_drawing(others_first, drawing))


def test_in_large_print_a_series_is_read_number_by_number(build: Build) -> None:
    made = build("docx", large_print=True)
    marks = FORMATS["docx"].read(made.outputs["docx"])
    assert not marks.alts
    assert "Trips: 2020 12, 2021 9, 2024 30" in [mark.text for mark in marks.body]


def test_a_column_of_a_file_has_bars_where_there_are_numbers(build: Build) -> None:
    body = """body:
  - table: Passengers by line
    id: lines
    data: lines.csv
    columns: [Line, {column: Passengers, bars: yes}]
"""
    made = build("docx", body=body, file="Line,Passengers\nNorth,600\nSouth,\nIsland,300\n")
    alts = [mark.text for mark in FORMATS["docx"].read(made.outputs["docx"]).alts]
    assert alts == ["100% of the longest bar", "50% of the longest bar"]
