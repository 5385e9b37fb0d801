"""Every form in which an author writes a fact, and what is told of those that are wrong."""

import time
from decimal import Decimal
from pathlib import Path

import pytest
from sample_folder import folder
from sample_workbook import workbook

from briefwright import content
from briefwright.model.dictionary import Fact, Formula, Point, When

CSV = "Year,Trainees\n2023,31\n2024,43\n"


def fact(tmp_path: Path, typed: str, **files: str) -> Fact:
    """One fact as typed → as read, beside a list, a series and two numbers."""
    briefing, problems = content.check(sample(tmp_path, typed, **files))
    assert not problems
    assert briefing
    return briefing.facts["it"]


def sample(tmp_path: Path, typed: str, **files: str) -> Path:
    main = (
        "facts:\n  a: {value: 139}\n  b: {value: 157}\n  hosts: {list: [Canada, Japan]}\n"
        "  years: {series: {2023: 31, 2024: 43}}\n"
        f"  it: {typed}\n"
        "body:\n  - On {it.as_of}, {a} of {b} in {hosts} and {years.count}.\n"
    )
    path = folder(tmp_path, f"as_of: 2024-09-21\n{main}")
    for name, text in files.items():
        (path / f"{name}.csv").write_text(text, encoding="utf-8")
    return path


def told(tmp_path: Path, typed: str, **files: str) -> list[str]:
    path = sample(tmp_path, typed, **files)
    return [str(one).removeprefix(f"{path}/") for one in content.check(path)[1]]


# ----------------------------------------------------------------- what a fact can be


@pytest.mark.parametrize(
    ("typed", "field", "value"),
    [
        ("{value: 2.50}", "value", Decimal("2.50")),
        ("{rank: 4}", "rank", Decimal(4)),
        ("{range: [120, 150]}", "range", (Decimal(120), Decimal(150))),
        ("{range: [−5, 2.50]}", "range", (Decimal(-5), Decimal("2.50"))),
        ("{value: 1400, about: yes}", "about", True),
        ("{date: 2009-03-21}", "date", When("2009-03-21")),
        ("{list: [Canada, NO, 'Korea, South']}", "members", ("Canada", "NO", "Korea, South")),
        (
            "{series: {2019: 5, 2020: 7.50}}",
            "points",
            (Point("2019", Decimal(5)), Point("2020", Decimal("7.50"))),
        ),
    ],
)
def test_each_kind_of_fact_is_read_as_typed(
    tmp_path: Path, typed: str, field: str, value: object
) -> None:
    found = fact(tmp_path, typed)
    assert getattr(found, field) == value
    assert str(getattr(found, field)) == str(value)
    assert found.as_of == When("2024-09-21")


@pytest.mark.parametrize(
    ("typed", "formula", "value"),
    [
        ("{sum: [a, b], as_of: 2024}", Formula("sum", ("a", "b")), "296"),
        ("{sum: years, as_of: 2024}", Formula("sum", ("years",)), "74"),
        ("{sum: [years], as_of: 2024}", Formula("sum", ("years",)), "74"),
        ("{difference: [b, a], as_of: 2024}", Formula("difference", ("b", "a")), "18"),
        ("{share: [a, b], as_of: 2024}", Formula("share", ("a", "b")), "89"),
        ("{share: [a, b], decimals: 1}", Formula("share", ("a", "b")), "88.5"),
        ("{ratio: [b, a], as_of: 2024}", Formula("ratio", ("b", "a")), "1.1"),
        ("{count: hosts, as_of: 2024}", Formula("count", ("hosts",)), "2"),
        (
            "{change: {of: years, from: 2023, to: 2024}}",
            Formula("change", ("years",), "2023", "2024"),
            "12",
        ),
        (
            "{change_percent: {of: years, from: 2023, to: 2024}, value: 38.7}",
            Formula("change_percent", ("years",), "2023", "2024"),
            "38.7",
        ),
    ],
)
def test_each_formula_is_read_and_worked_out(
    tmp_path: Path, typed: str, formula: Formula, value: str
) -> None:
    found = fact(tmp_path, typed)
    assert found.formula == formula
    assert str(found.value) == value


def test_a_series_stands_in_a_file_of_the_folder(tmp_path: Path) -> None:
    typed = "{series: {file: data.csv, label: Year, value: Trainees}}"
    path = sample(tmp_path, typed, data=CSV)
    briefing, problems = content.check(path)
    assert not problems
    assert briefing
    assert briefing.facts["it"].points == briefing.facts["years"].points
    assert list(briefing.data) == ["data.csv"]


def test_a_series_stands_in_a_sheet_of_a_workbook(tmp_path: Path) -> None:
    typed = "{series: {file: data.xlsx, sheet: Courses, label: Year, value: Trainees}}"
    path = sample(tmp_path, typed)
    workbook(path / "data.xlsx", [["Year", "Trainees"], [2023, 31], [2024, 43]])
    briefing, problems = content.check(path)
    assert not problems
    assert briefing
    assert briefing.facts["it"].points == briefing.facts["years"].points
    assert list(briefing.data) == ["data.xlsx#Courses"]


# ----------------------------------------------------------------- what is wrong


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("{value: NaN}", "14:15: C216 “NaN” isn't a number"),
        ("{value: inf}", "14:15: C216 “inf” isn't a number"),
        ("{range: [1, n/a]}", "14:19: C216 “n/a” isn't a number"),
        ("{range: [1]}", "14:15: C211 `range:` takes two numbers, the lower first"),
        ("{range: 120-150}", "14:15: C211 `range:` takes two numbers, the lower first"),
        ("{series: {2019: many}}", "14:23: C216 “many” isn't a number"),
        ("{series: {2019: [1, 2]}}", "14:23: C211 Here belongs a number"),
        ("{series: [1, 2]}", "14:16: C211 `series:` takes labels with numbers, or a file"),
        ("{series: {file: data.csv, label: Year}}", "14:16: C210 `value:` is missing here."),
        (
            "{series: {file: data.csv, lable: Year, value: N}}",
            "14:16: C210 `label:` is missing here.",
        ),
        ("{list: Canada}", "14:14: C211 `list:` takes a list of words"),
        ("{list: [[a], b]}", "14:15: C211 Here belongs a word"),
        ("{count: [hosts, years]}", "14:15: C211 `count:` takes the name of one fact"),
        ("{change: [years]}", "14:16: C211 `change:` takes a series and two of its points"),
        ("{change: {of: years, to: 2024}}", "14:16: C210 `from:` is missing here."),
        ("{sum: [a, b], share: [a, b]}", "14:21: C204 A fact has one formula"),
        ("{sum: [a, [b]]}", "14:17: C211 Here belongs a fact's name"),
        ("{share: [a, c]}", "14:19: F401 There is no fact “c”"),
        ("{date: 2009-02-31}", "14:14: C215 “2009-02-31” is not a date"),
        ("{about: yes}", "14:3: F406 The fact “it” says nothing"),
        ("{count: a}", "14:15: F416 “a” is a number; `count:` takes a list or a series"),
    ],
)
def test_a_wrong_fact_is_told_once_at_its_spot(tmp_path: Path, typed: str, expected: str) -> None:
    found = told(tmp_path, typed)
    assert found[0].startswith(f"briefing.yaml:{expected}")
    assert len(found) == (2 if "lable" in typed else 1)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("Year,Trainees\n2023,31\n2024,\n", "data.csv:3:1: C247 In the column “Trainees”: nothing"),
        ("Year,Trainees\n,31\n", "data.csv:2:1: C247 In the column “Year”: nothing stands here"),
        ("Year,Trainees\n2023,NaN\n", "data.csv:2:1: C247 In the column “Trainees”: “NaN” isn't"),
        ("Year,Count\n2023,1\n", "briefing.yaml:14:53: C246 “data.csv” has no column “Trainees”"),
        ("Year,Trainees\n1,2\n1,3\n", "briefing.yaml:14:16: F415 The series “it” has two numbers"),
    ],
)
def test_a_file_at_fault_is_told_at_its_line(tmp_path: Path, data: str, expected: str) -> None:
    typed = "{series: {file: data.csv, label: Year, value: Trainees}}"
    (one,) = told(tmp_path, typed, data=data)
    assert one.startswith(expected)


def test_a_column_of_words_is_told_in_a_few_lines(tmp_path: Path) -> None:
    typed = "{series: {file: data.csv, label: Year, value: Trainees}}"
    found = told(tmp_path, typed, data="Year,Trainees\n" + "2023,n/a\n" * 900)
    assert 1 <= len(found) <= 6


def test_a_long_series_is_read_in_no_time(tmp_path: Path) -> None:
    rows = "".join(f"{n % 4_000},{n}\n" for n in range(5_000))
    typed = "{series: {file: data.csv, label: Day, value: N}}"
    path, start = sample(tmp_path, typed, data=f"Day,N\n{rows}"), time.process_time()
    problems = content.check(path)[1]
    assert time.process_time() - start < 5
    assert {one.code for one in problems} == {"F415"}


def test_what_follows_from_a_file_at_fault_is_not_told_again(tmp_path: Path) -> None:
    main = (
        "facts:\n  a: {series: {file: a.csv, label: Year, value: N}}\n"
        "  b: {series: {file: a.csv, label: Year, value: N}}\n"
        "  more: {change: {of: b, from: 1, to: 2}}\n"
        "body:\n  - text: There were {more} of {a.count}, {b.high} at most.\n    holds: more > 2\n"
    )
    path = folder(tmp_path, main)
    (path / "a.csv").write_text("Year,N\n1\n", encoding="utf-8")
    assert [one.code for one in content.check(path)[1]] == ["C244"]
