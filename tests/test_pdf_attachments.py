"""The CSV files that a PDF carries: one for each chart and each table."""

import csv
import io

import pikepdf
import pytest
from sample_chart import MISSIONS, TABLE, chart, chart_assets, chart_html, sample_charts

from briefwright.document.marks import data_mark, read_html
from briefwright.layout import arrange
from briefwright.pdf.read import read
from briefwright.pdf.write import write

BOM = b"\xef\xbb\xbf"


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return write(arrange(sample_charts(), chart_assets()))


def files(data: bytes) -> dict[str, pikepdf.Object]:
    """A PDF → its files in the order of the page, by name."""
    with pikepdf.open(io.BytesIO(data)) as document:
        return {
            str(file.UF): {
                "relation": str(file.AFRelationship),
                "description": str(file.Desc),
                "data": bytes(file.EF.F.read_bytes()),
                "date": str(file.EF.F.Params.ModDate),
                "size": int(file.EF.F.Params.Size),
            }
            for file in document.Root.AF
        }


def lines(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_each_chart_and_each_table_is_a_file_in_the_order_of_the_page(pdf: bytes) -> None:
    found = files(pdf)
    assert [(name, file["relation"], file["description"]) for name, file in found.items()] == [
        ("missions.csv", "/Data", "Figure 1 What missions shows."),
        ("talks.csv", "/Alternative", "Table 1 Talks"),
        ("courses.csv", "/Data", "Figure 2 What courses shows."),
    ]
    assert all(file["data"].startswith(BOM) for file in found.values())
    assert all(file["size"] == len(file["data"]) for file in found.values())
    assert {file["date"] for file in found.values()} == {"D:20240921"}


def test_a_chart_gives_its_numbers_in_plain_digits(pdf: bytes) -> None:
    assert lines(files(pdf)["courses.csv"]["data"]) == [
        ["", "Men", "Women & others"],
        ["2019", "1410", "2.50"],
        ["2020", "980", ""],
        ["'=2021", "-20", "30"],
    ]


def test_a_table_gives_its_cells_as_printed_and_none_is_a_formula(pdf: bytes) -> None:
    assert lines(files(pdf)["talks.csv"]["data"]) == [
        ["Talks", "Rounds"],
        ["'+Almaty, “P5+1”", "−5"],
    ]


def test_a_table_gives_no_calls_of_notes_and_keeps_its_columns() -> None:
    table = TABLE.replace("−5", '-5<a data-role="call" href="#s" data-number="1">1</a>').replace(
        "<tbody>", '<tbody><tr><td colspan="2" data-at="talks.rows.0.1">@Both</td></tr>'
    )
    data = write(arrange(chart_html(table), chart_assets()))
    assert lines(files(data)["talks.csv"]["data"])[1:] == [
        ["'@Both", ""],
        ["'+Almaty, “P5+1”", "-5"],
    ]


def test_names_are_sorted_and_figures_say_which_file_is_theirs(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        names = [str(name) for name in document.Root.Names.EmbeddedFiles.Names[::2]]
        assert names == ["courses.csv", "missions.csv", "talks.csv"]
        assert document.Root.Names.Dests.Names
        owners = [
            (str(element.S), str(element.AF[0].UF))
            for element in document.objects
            if isinstance(element, pikepdf.Dictionary)
            and element.get("/Type") == "/StructElem"
            and "/AF" in element
        ]
    assert sorted(owners) == [
        ("/Figure", "courses.csv"),
        ("/Figure", "missions.csv"),
        ("/Table", "talks.csv"),
    ]


def test_the_numbers_of_charts_are_read_back_in_their_order(pdf: bytes) -> None:
    said = [mark.text for mark in read_html(sample_charts()).data]
    assert [mark.text for mark in read(pdf).data] == said
    assert data_mark("=2021", "Men", "-20").text in said


def test_apostrophes_that_an_author_wrote_stay() -> None:
    rows = [(name, [("1", "1")]) for name in ("'=a", "'a", "''=b", "=c", "-", "-5")]
    html = chart_html(chart("m", "bar", rows, ("@x",)))
    data = write(arrange(html, chart_assets()))
    assert [m.text for m in read(data).data] == [m.text for m in read_html(html).data]


def test_a_page_without_charts_and_tables_carries_nothing() -> None:
    html = chart_html(chart("m", "bar", MISSIONS).replace(' data-chart="bar"', ""))
    with pikepdf.open(io.BytesIO(write(arrange(html, chart_assets())))) as document:
        assert "/AF" not in document.Root
        assert "/EmbeddedFiles" not in document.Root.get("/Names", {})


def test_the_same_page_gives_the_same_bytes_on_any_day(
    pdf: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.time", lambda: 4e9)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "12345")
    assert write(arrange(sample_charts(), chart_assets())) == pdf


def test_the_drawing_is_the_figure_and_its_data_table_is_nowhere_on_the_page(pdf: bytes) -> None:
    said = read(pdf)
    expected = read_html(sample_charts())
    assert [mark.kind for mark in said.body].count("figure") == 2
    assert [mark.text for mark in said.alts] == [mark.text for mark in expected.alts]
    assert not any("national contingent" in mark.text for mark in said.body)
