"""CSV files and workbooks → tables of cells, or one sentence at the line that is wrong."""

import time
from pathlib import Path

import pytest
from sample_workbook import workbook

from briefwright.content import datafiles
from briefwright.content.notation import DecimalSign
from briefwright.content.reading import Collector, Context
from briefwright.model.dictionary import DataTable
from briefwright.problems import Place

NAMED = Place("briefing.yaml", 9, 12)
COURSES = "Year,Trainees\n2023,31\n2024,43\n"
MILLION = 1_000_000


def read(tmp_path: Path, data: bytes | str, name: str = "courses.csv") -> DataTable:
    found, told = found_in(tmp_path, data, name)
    assert not told
    assert found
    return found


def found_in(
    tmp_path: Path, data: bytes | str, name: str = "courses.csv"
) -> tuple[DataTable | None, list[str]]:
    (tmp_path / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    context = Context("chart-1", Collector(tmp_path))
    found = datafiles.read_table(name, NAMED, context)
    return found, told(context, tmp_path)


def faults(tmp_path: Path, data: bytes | str, name: str = "courses.csv") -> list[str]:
    found, told = found_in(tmp_path, data, name)
    assert found is None
    return told


def told(context: Context, tmp_path: Path) -> list[str]:
    return [str(problem).removeprefix(f"{tmp_path}/") for problem in context.collector.problems]


# ----------------------------------------------------------------- what is read


def test_cells_are_text_as_typed_and_know_their_lines(tmp_path: Path) -> None:
    table = read(tmp_path, "Year,Trainees\n2023,2.50\n\n2024,NO\n")
    assert table.header == ("Year", "Trainees")
    assert table.rows == (("2023", "2.50"), ("2024", "NO"))
    assert table.lines == (2, 4)


@pytest.mark.parametrize(
    "typed",
    [
        COURSES,
        COURSES.replace(",", ";"),
        COURSES.replace(",", "\t"),
        "\ufeff" + COURSES,
        COURSES.replace("\n", "\r\n"),
        COURSES.replace("\n", "\r"),
        '"Year","Trainees"\n"2023","31"\n"2024","43"\n',
        "Year , Trainees\n2023, 31\n2024,43",
        "Year,Trainees,,\n2023,31,,\n2024,43,,\n,,,\n",
    ],
)
def test_every_way_to_write_a_table_is_read_alike(tmp_path: Path, typed: str) -> None:
    table = read(tmp_path, typed)
    assert (table.header, table.rows) == (("Year", "Trainees"), (("2023", "31"), ("2024", "43")))


def test_the_header_decides_which_sign_separates(tmp_path: Path) -> None:
    table = read(tmp_path, "Place;Share, in per cent\nAlmaty, Astana;4\n")
    assert table.rows == (("Almaty, Astana", "4"),)


def test_a_cell_in_quotes_holds_separators_quotes_and_lines(tmp_path: Path) -> None:
    table = read(tmp_path, 'Place,Note\n"Almaty, once ""Verny""","two\nlines"\nAstana,x\n')
    assert table.rows[0] == ('Almaty, once "Verny"', "two\nlines")
    assert table.lines == (2, 4)


def test_a_workbook_is_read_like_a_csv_file(tmp_path: Path) -> None:
    rows: list[list[str | float]] = [["Year", "Trainees"], [2023, 31.0], ["", ""], [2024, 2.5]]
    workbook(tmp_path / "data" / "courses.xlsx", rows)
    context = Context("", Collector(tmp_path))
    table = datafiles.read_table("data/courses.xlsx", NAMED, context)
    assert table
    assert table.rows == (("2023", "31"), ("2024", "2.5"))
    assert table.lines == (2, 4)
    assert datafiles.locate_row(table, 1, context) == Place(str(tmp_path / "data/courses.xlsx"), 4)


def test_a_number_of_a_workbook_loses_what_binary_fractions_added(tmp_path: Path) -> None:
    workbook(tmp_path / "a.xlsx", [["N"], [0.1 + 0.2], [1e15], [0.000001]])
    table, told = datafiles.read(tmp_path / "a.xlsx")
    assert not told
    assert [row[0] for row in table.rows] == ["0.3", "1000000000000000", "0.000001"]


def test_a_file_is_read_once_however_often_it_is_named(tmp_path: Path) -> None:
    (tmp_path / "courses.csv").write_text("Year,N\n2023\n", encoding="utf-8")
    context = Context("", Collector(tmp_path))
    assert datafiles.read_table("courses.csv", NAMED, context) is None
    assert datafiles.read_table("courses.csv", NAMED, context) is None
    assert len(context.collector.problems) == 1


# ----------------------------------------------------------------- numbers and columns


@pytest.mark.parametrize(
    ("typed", "meant"), [("31", "31"), ("−5", "-5"), ("-5", "-5"), ("2.50", "2.50")]
)
def test_a_cell_is_a_number_with_the_decimals_that_were_typed(
    tmp_path: Path, typed: str, meant: str
) -> None:
    table, context = read(tmp_path, f"Year,N\n2023,{typed}\n"), Context("", Collector(tmp_path))
    assert str(datafiles.read_number(table, 0, 1, context)) == meant


def test_an_empty_cell_is_no_number_and_no_fault(tmp_path: Path) -> None:
    table, context = read(tmp_path, "Year,N\n2023,\n"), Context("", Collector(tmp_path))
    assert datafiles.read_number(table, 0, 1, context) is None
    assert not context.collector.problems


@pytest.mark.parametrize("typed", ["NaN", "inf", "-inf", "n/a", "1e5", "45%", "٣", "—"])
def test_what_is_no_number_is_told_at_its_line(tmp_path: Path, typed: str) -> None:
    table = DataTable("courses.csv", ("Year", "N"), (("2023", typed),), (2,))
    context = Context("", Collector(tmp_path))
    assert datafiles.read_number(table, 0, 1, context) is None
    assert told(context, tmp_path) == [
        f"courses.csv:2:1: C247 In the column “N”: “{typed}” isn't a number; write digits alone."
    ]


def test_a_file_of_a_country_with_decimal_commas_is_read_so_and_said_once(tmp_path: Path) -> None:
    data = "Ort;Brunnen;Anteil\nZürich;1.412;61,5\nGenf;48 200;7,25\nBern;;\n"
    table, told = found_in(tmp_path, data)
    assert table
    assert table.rows == (("Zürich", "1412", "61.5"), ("Genf", "48200", "7.25"), ("Bern", "", ""))
    assert told == [
        "courses.csv:2:1: C252 warning: Decimals follow a comma in this file: “61,5” was read as "
        "61.5. Write `decimal: comma` beside the file's name to settle it."
    ]


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("13,5 %", "13.5 %"),
        ("€ 1.234,50", "€ 1234.50"),
        ("-1.234,50 EUR", "-1234.50 EUR"),
        ("7,5 km", "7,5 km"),  # no sign of currency or per cent: words
    ],
)
def test_a_number_with_its_sign_is_read_as_one_without(
    tmp_path: Path, typed: str, read_as: str
) -> None:
    table, told = found_in(tmp_path, f"Ort;Anteil\nBern;{typed}\n")
    assert table
    assert table.rows == (("Bern", read_as),)
    assert bool(told) == (typed != read_as)


@pytest.mark.parametrize(
    ("typed", "both"),
    [
        ("N;X\n1.412;a\n", "“1.412” may be 1412 or 1.412"),
        ("N\tX\n1.412\ta\n", "“1.412” may be 1412 or 1.412"),
        ("N;X\n1.412;a\n–;b\nn/a;c\n", "“1.412” may be 1412 or 1.412"),
        ("N\n1,410\n", "may be 1410 or 1.410"),
    ],
)
def test_a_number_that_may_be_two_is_asked_about(tmp_path: Path, typed: str, both: str) -> None:
    fault, *others = faults(tmp_path, typed)
    assert both in fault
    assert "courses.csv:2:1: C247" in fault
    assert "`decimal: comma` or `decimal: point`" in fault
    assert not others


@pytest.mark.parametrize(("sign", "number"), [("comma", "1412"), ("point", "1.412")])
def test_what_the_author_says_of_decimals_settles_it(
    tmp_path: Path, sign: DecimalSign, number: str
) -> None:
    (tmp_path / "a.csv").write_text("Place;N\nA;1.412\nB;7\n", encoding="utf-8")
    context = Context("", Collector(tmp_path))
    table = datafiles.read_table("a.csv", NAMED, context, decimal=sign)
    assert table
    assert table.rows == (("A", number), ("B", "7"))
    assert not told(context, tmp_path)


def test_a_file_in_the_code_page_of_its_country_is_read_and_shown(tmp_path: Path) -> None:
    table, told = found_in(tmp_path, "Place,N\nZürich,1\n".encode("cp1252"))
    assert table
    assert table.rows == (("Zürich", "1"),)
    assert told == [
        "courses.csv:2:1: C251 warning: This file isn't saved as UTF-8 and was read as "
        "windows-1252, in which this line is “Zürich,1”; if a letter is wrong, in Excel, save it "
        "as “CSV UTF-8”."
    ]
    (tmp_path / "ru.csv").write_bytes("Город,N\nОмск,1\n".encode("cp1251"))
    russian = datafiles.read_table("ru.csv", NAMED, Context("", Collector(tmp_path), language="ru"))
    assert russian
    assert russian.rows == (("Омск", "1"),)


@pytest.mark.parametrize("data", [b"sep=;\nYear;N\n2023;5\n", "Year;N\n2023;5".encode("utf-16")])
def test_other_ways_of_excel_to_save_a_table_are_read_too(tmp_path: Path, data: bytes) -> None:
    assert read(tmp_path, data).rows == (("2023", "5"),)


def test_a_missing_column_is_told_where_it_was_named(tmp_path: Path) -> None:
    table, context = read(tmp_path, COURSES), Context("", Collector(tmp_path))
    assert datafiles.find_column(table, "Trainees", NAMED, context) == 1
    assert datafiles.find_column(table, "trainees", NAMED, context) is None
    assert datafiles.find_column(table, "Trainee", NAMED, context) is None
    assert datafiles.find_column(table, "Cost", NAMED, context) is None
    assert told(context, tmp_path) == [
        "briefing.yaml:9:12: C246 “courses.csv” has no column “trainees”; did you mean “Trainees”?",
        "briefing.yaml:9:12: C246 “courses.csv” has no column “Trainee”; did you mean “Trainees”?",
        "briefing.yaml:9:12: C246 “courses.csv” has no column “Cost”; its columns are Year, "
        "Trainees.",
    ]


# ----------------------------------------------------------------- what is wrong


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("Year,N\n2023\n", "courses.csv:2:1: C244 Cells in this row: 1; columns in the header: 2."),
        ("Year,N\n\n1,2,3\n", "courses.csv:3:1: C244 Cells in this row: 3;"),
        ("Year,N\n2023,=1+1\n", "courses.csv:2:1: C245 “=1+1” begins like a formula"),
        ("Year,N\n2023,@SUM(A1)\n", "courses.csv:2:1: C245 “@SUM(A1)” begins"),
        ("Year,N\n2023,-SUM(A1)\n", "courses.csv:2:1: C245 “-SUM(A1)” begins"),
        ("Year,N\n2023,+cmd|' /C x'!A0\n", "courses.csv:2:1: C245 “+cmd|' /C x'!A0” begins"),
        ("=A,N\n2023,1\n", "courses.csv:1:1: C245 “=A” begins"),
        (b"Year,N\n2023,g\x81ste\n", "courses.csv:2:1: C241 This file isn't saved as UTF-8"),
        ("Year,N\n2023,a\x07b\n", "courses.csv:2:1: C241 The character U+0007 can't be printed"),
        ("Year,N\n2023,a\u202eb\n", "courses.csv:2:1: C241 The character U+202E can't be printed"),
        ("Year,N\n2023,\x00\n", "courses.csv:2:1: C241 The character U+0000 can't be printed"),
        ("Year,,N\n1,2,3\n", "courses.csv:1:1: C243 Column 2 has no name"),
        ("N,N\n1,2\n", "courses.csv:1:1: C243 Two columns are called “N”"),
        ('Year,N\n2023,"1\n2024,2\n', "courses.csv:2:1: C248 A quote mark is not closed here"),
        ('Year,N\n2023,"a"b\n', "courses.csv:2:1: C248 A quote mark"),
        ("", "courses.csv:1:1: C242 There is nothing under the header of this file."),
        ("Year,N\n", "courses.csv:1:1: C242 There is nothing under the header of this file."),
    ],
)
def test_bad_data_is_one_sentence_at_its_line(
    tmp_path: Path, data: bytes | str, expected: str
) -> None:
    told = faults(tmp_path, data)
    assert len(told) == 1
    assert told[0].startswith(expected)


@pytest.mark.parametrize("typed", ["−5", "-5", "- 5", "+7 727", "–", "-", "+", "a=b", "x@y.org"])
def test_a_number_or_a_dash_is_no_formula(tmp_path: Path, typed: str) -> None:
    assert read(tmp_path, f"Year,N\n2023,{typed}\n").rows == (("2023", typed),)


def test_many_faults_of_one_file_are_not_told_one_by_one(tmp_path: Path) -> None:
    told = faults(tmp_path, "Year,N\n" + "2023\n" * 400)
    assert len(told) == 6
    assert told[-1].endswith("There are 395 more such faults in this file.")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("cuorses.csv", "There is no file “cuorses.csv” in the briefing's folder; did you mean"),
        ("../courses.csv", "“../courses.csv” leads out of the briefing's folder"),
        (
            "courses.pdf",
            "“courses.pdf” is neither a CSV file (.csv) nor an Excel workbook (.xlsx).",
        ),
        ("data", "There is no file “data” in the briefing's folder"),
    ],
)
def test_a_file_that_can_t_be_read_is_told_where_it_was_named(
    tmp_path: Path, name: str, expected: str
) -> None:
    home = tmp_path / "home"
    (home / "data").mkdir(parents=True)
    for file in ("courses.csv", "courses.pdf", "../courses.csv"):
        (home / file).write_text(COURSES, encoding="utf-8")
    context = Context("", Collector(home))
    assert datafiles.read_table(name, NAMED, context) is None
    (problem,) = context.collector.problems
    assert (problem.code, problem.where) == ("C240", NAMED)
    assert problem.message.startswith(expected)


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "secret.csv").write_text(COURSES, encoding="utf-8")
    (tmp_path / "home" / "courses.csv").symlink_to(tmp_path / "secret.csv")
    context = Context("", Collector(tmp_path / "home"))
    assert datafiles.read_table("courses.csv", NAMED, context) is None


def test_merged_cells_of_a_workbook_are_told(tmp_path: Path) -> None:
    workbook(tmp_path / "a.xlsx", [["Year", "N"], [2023, 31]], merged="A1:B1")
    _, (fault,) = datafiles.read(tmp_path / "a.xlsx")
    assert (fault.code, fault.where) == ("C243", Place(str(tmp_path / "a.xlsx"), 1))
    assert fault.message == "The cells from A1 on are merged; give each its own text."


def test_a_sheet_is_named_or_told(tmp_path: Path) -> None:
    workbook(tmp_path / "a.xlsx", [["Year"], [2023]])
    (tmp_path / "a.csv").write_text(COURSES, encoding="utf-8")
    context = Context("", Collector(tmp_path))
    table = datafiles.read_table("a.xlsx", NAMED, context, "Courses")
    assert table
    assert table.name == "a.xlsx#Courses"
    assert datafiles.read_table("a.xlsx", NAMED, context, "Course") is None
    assert datafiles.read_table("a.csv", NAMED, context, "Courses") is None
    assert told(context, tmp_path) == [
        "briefing.yaml:9:12: C246 This workbook has no sheet “Course”; did you mean “Courses”?",
        "briefing.yaml:9:12: C246 A CSV file has no sheets; take `sheet:` out.",
    ]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 not really", b"Year,N\n1,2\n"])
def test_what_is_no_workbook_is_told(tmp_path: Path, data: bytes) -> None:
    (told,) = faults(tmp_path, data, "a.xlsx")
    assert told.startswith("a.xlsx:1:1: C240 This file can't be read as a workbook")


# ----------------------------------------------------------------- too much


def test_five_thousand_rows_are_read_and_one_more_is_told(tmp_path: Path) -> None:
    rows = "Year,N\n" + "2023,1\n" * datafiles.MAX_ROWS
    assert len(read(tmp_path, rows).rows) == datafiles.MAX_ROWS
    (told,) = faults(tmp_path, rows + "2023,1\n")
    assert told.startswith("courses.csv:5002:1: C242 This file has more than 5,000 rows")


def test_a_million_rows_are_told_at_once_and_never_read_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "courses.csv").write_bytes(b"Year,N\n" + b"2023,157\n" * MILLION)
    monkeypatch.setattr(Path, "read_bytes", pytest.fail)
    context, start = Context("", Collector(tmp_path)), time.process_time()
    assert datafiles.read_table("courses.csv", NAMED, context) is None
    assert time.process_time() - start < 5
    assert [problem.code for problem in context.collector.problems] == ["C242"]


def test_a_workbook_of_a_million_rows_is_told_at_once(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["Year"], *([2023.0] for _ in range(MILLION // 2))])
    start = time.process_time()
    _, (fault,) = datafiles.read(path)
    assert time.process_time() - start < 5
    assert fault.message.startswith("This workbook holds more than 25 MB")


def test_a_workbook_of_too_many_rows_is_told(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["Year"], *([2023.0] for _ in range(20_000))])
    _, (fault,) = datafiles.read(path)
    assert fault.code == "C242"
    assert "more than 5,000 rows" in fault.message


def test_few_rows_of_too_many_bytes_are_told(tmp_path: Path) -> None:
    (told,) = faults(tmp_path, "Year,N\n" + ("2023," + "x" * 99_999 + "\n") * 50)
    assert told == "courses.csv:1:1: C240 This file is larger than 4 MB."


def test_one_endless_line_is_told(tmp_path: Path) -> None:
    assert faults(tmp_path, "x" * 5_000_000)
