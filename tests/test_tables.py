"""Tables: groups of rows, merged cells, heads that columns share, notes on cells, decimals."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import TEMPLATES
from sample_folder import folder

from briefwright import audience, content, pipeline
from briefwright.edition import walk
from briefwright.edition.nodes import TableNode
from briefwright.formats import FORMATS
from briefwright.problems import ContentError

TABLE = """body:
  - section: Readers
    id: section
    body:
      - table: Readers by region
        id: readers
        columns:
          - Region
          - Town
          - {column: Men, under: Readers}
          - {column: Women, under: Readers}
          - Share
        rows:
          - group: North
          - [Altai, Barsk, 1200, 1310, 12.5%]
          - [^, Kolm, 900, "870[^b]", 0.1%]
          - {cells: [Ural, Perm, 410, 395, 100%], not_for: [public]}
          - group: South
          - ["Steppe[^a]", No town, <, 82.25, "3%"]
        notes:
          - Without the islands.
          - Provisional.
"""
Build = Callable[..., pipeline.Build]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """A body, and an audience → its edition."""

    def of(body: str = TABLE, name: str = "full", large_print: bool = False) -> pipeline.Build:
        reader = audience.read(TEMPLATES, name)
        reader = replace(reader, order=("body",), contents=0, large_print=large_print)
        return pipeline.build(content.read(folder(tmp_path, body)), reader, "en")

    return of


def cells(made: pipeline.Build, name: str) -> list[str]:
    """The cells that a file of an edition shows, as read back."""
    marks = FORMATS[name].read(made.outputs[name]).body
    return [" ".join(mark.text.split()) for mark in marks if mark.kind == "cell"]


@pytest.mark.parametrize("name", ["pdf", "docx"])
def test_groups_merged_cells_and_shared_heads_stand_in_the_file(build: Build, name: str) -> None:
    made = build()
    assert made.account.summary().startswith("nothing lost")
    assert cells(made, name) == [
        *("Region", "Town", "Readers", "Share", "Men", "Women"),
        *("North", "Altai", "Barsk", "1,200", "1,310", "12.5%", "Kolm", "900", "870a", "0.1%"),
        *("Ural", "Perm", "410", "395", "100%", "South"),
        *("Steppeb", "No town", "82.25", "3%"),
    ]


def test_marks_of_notes_follow_the_order_in_which_cells_call_them(build: Build) -> None:
    notes = [leaf.text for leaf in build().account.leaves if ".notes." in leaf.at]
    assert notes == ["a Provisional.", "b Without the islands."]


def test_the_headings_of_a_cell_are_its_columns_its_rows_and_its_own_group(build: Build) -> None:
    pdf = FORMATS["pdf"].read(build().outputs["pdf"])
    said = [one.text for one in pdf.statements if one.about == "cell of a table"]
    under = {cell: heads for cell, _, heads in (one.partition(": data under ") for one in said)}
    assert under["table 1, cell 4.2"] == "1.2, 3.1, 4.1"
    assert under["table 1, cell 5.3"] == "1.3, 2.2, 3.1, 4.1"  # its row's head is merged: Altai
    assert under["table 1, cell 8.3"] == "1.3, 2.2, 7.1, 8.1"  # nothing of the group above


def test_decimal_signs_stand_below_one_another(build: Build) -> None:
    (table,) = (one for one in walk(build().edition.blocks) if isinstance(one, TableNode))
    column = [row.cells[4] for row in table.rows if not row.group]
    assert [cell.text for cell in column if not isinstance(cell, str)] == [
        *("12.5%", "0.1%", "100%\u2008\u2007", "3%\u2008\u2007"),
    ]


def test_in_large_print_a_group_is_an_item_with_its_rows(build: Build) -> None:
    items = [leaf.text for leaf in build(large_print=True).account.leaves if ".rows." in leaf.at]
    assert items[:6] == [
        *("North", "Altai", "Town: Barsk", "Readers, Men: 1,200", "Readers, Women: 1,310"),
        "Share: 12.5%",
    ]


def test_a_cell_that_goes_on_from_a_row_which_the_audience_lacks_is_a_fault(build: Build) -> None:
    body = TABLE.replace("[Altai, Barsk, 1200, 1310, 12.5%]",
                         "{cells: [Altai, Barsk, 1200, 1310, 12.5%], not_for: [full]}")  # fmt: skip
    with pytest.raises(ContentError) as caught:
        build(body)
    assert [(one.code, one.at) for one in caught.value.problems] == [("A505", "readers.rows.3")]


def test_a_note_that_no_table_has_is_a_fault_where_it_is_called(build: Build) -> None:
    with pytest.raises(ContentError) as caught:
        build(TABLE.replace("      - table", "      - Text.[^a]\n      - table"))
    assert [one.code for one in caught.value.problems] == ["C230"]


@pytest.mark.parametrize(
    ("total", "codes"), [("4", []), ("10", []), ("9", ["C265"])]
)  # fmt: skip
def test_a_total_adds_up_its_group_or_all_rows_above(
    tmp_path: Path, total: str, codes: list[str]
) -> None:
    rows = ("{group: West}", "[a, 6]", "[b, ^]", "{group: East}", "[c, '4[^a]']")
    listed = "".join(f"      - {row}\n" for row in rows)
    table = "  - table: T\n    columns: [A, B]\n    notes: [N.]\n    rows:\n"
    body = f"body:\n{table}{listed}      - {{cells: [All, {total}], total: yes}}\n"
    path = folder(tmp_path, body)
    if not codes:
        assert content.read(path).body
        return
    with pytest.raises(ContentError) as caught:
        content.read(path)
    assert [one.code for one in caught.value.problems] == codes


def test_a_file_of_another_country_is_printed_as_the_edition_writes_numbers_and_days(
    tmp_path: Path,
) -> None:
    main = "body:\n  - {table: Wells, data: wells.csv, decimal: comma}\n"
    path = folder(tmp_path / "data", main)
    rows = (
        "Place;Since;Wells;Share;Cost\n"
        "Bern;2026-03-01;1.412;13,5 %;€ 1.234,50\nBasel;;48 200,5;7%;-90 €\n"
    )
    (path / "wells.csv").write_text(rows, encoding="utf-8")
    made = pipeline.build(content.read(path), audience.read(TEMPLATES, "full"), "en")
    bern = ["Bern", "1 March 2026", "1,412", "13.5%", "€1,234.50"]
    printed = [*bern, "Basel", "–", "48,200.5", "7%", "−€90"]
    assert [cell for cell in cells(made, "pdf") if cell in printed] == printed
    assert [cell for cell in cells(made, "docx") if cell in printed] == printed


def test_key_data_are_facts_each_with_its_value_its_day_and_its_source(build: Build) -> None:
    body = """facts:
  loans: {value: 12400, unit: books, label: Books lent, as_of: 2024-06-30, source: report}
  halls: {value: 3, label: Halls}
sources:
  report: {title: The year in numbers, publisher: City library, date: 2024}
body:
  - table: Key data
    id: key
    columns:
      - What
      - {column: Number, show: full}
      - {column: Day, show: date}
      - {column: Source, show: source}
    rows: [loans, halls]
"""
    made = build(body)
    assert [one.replace("\u00a0", " ") for one in cells(made, "docx")] == [
        *("What", "Number", "Day", "Source"),
        *("Books lent", "12,400 books", "30 June 2024", "City library, 2024"),
        *("Halls", "3", "–", "–"),
    ]
    assert not [leaf for leaf in made.account.leaves if leaf.at == "key.source"]
