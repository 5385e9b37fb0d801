"""Figures that can't be drawn or don't add up: one sentence at the place, in under a second."""

import time
from pathlib import Path

import pytest
from sample_folder import folder

from briefwright import content
from briefwright.cli.commands import BuildRequest, Folders, build

FACTS = """facts:
  one: {value: 1, unit: ships}
  two: {value: 2, unit: ships}
  lost: {value: -2, unit: ships}
"""
MANY = "Ship,Tons\n" + "".join(f"Ship {n},{n}\n" for n in range(60))

# What a press officer may get wrong → file, line and code, and some words of the sentence.
FROM = "coordinates: Known."
SQUARE = (
    '{"type": "FeatureCollection", "features": [{"properties": {"name": "North"},'
    ' "geometry": {"type": "Polygon", "coordinates": [[[1, 1], [2, 1], [2, 2], [1, 1]]]}}]}'
)
BAD: dict[str, tuple[str, dict[str, str], str, str]] = {
    "a chart with no rows": (
        "  - {chart: Ships, rows: []}\n", {}, "briefing.yaml:13:26 C212", "empty"),
    "a chart without numbers": (
        "  - chart: Ships\n", {}, "briefing.yaml:13:5 C261", "no numbers"),
    "a chart of one row": (
        "  - {chart: Ships, rows: [one]}\n", {}, "briefing.yaml:13:26 C261", "one number"),
    "negative parts of a whole": (
        "  - {chart: Ships, kind: share, rows: [one, lost]}\n", {},
        "briefing.yaml:13:39 C263", "-2 is below zero"),
    "a histogram of two series": (
        "  - {chart: Ships, kind: histogram, data: a.csv}\n", {"a.csv": "A,B,C\nx,1,2\ny,3,4\n"},
        "briefing.yaml:13:43 C262", "2 series"),
    "an area below zero": (
        "  - {chart: Ships, kind: area, data: a.csv}\n", {"a.csv": "A,B\n2023,1\n2024,-2\n"},
        "briefing.yaml:13:38 C263", "-2 is below zero"),
    "an area with a gap": (
        "  - {chart: Ships, kind: area, data: a.csv}\n", {"a.csv": "A,B,C\n2023,1,2\n2024,,3\n"},
        "briefing.yaml:13:38 C274", "write `kind: line`"),
    "an area of one year": (
        "  - {chart: Ships, kind: area, data: a.csv}\n", {"a.csv": "A,B,C\n2023,1,2\n"},
        "briefing.yaml:13:38 C274", "write `kind: column`"),
    "an area of a hundred per cent of one series": (
        "  - {chart: Ships, kind: area, data: a.csv, percent: yes}\n",
        {"a.csv": "A,B\n2023,1\n2024,2\n"}, "briefing.yaml:13:54 C274", "leave `percent: yes` out"),
    "an area of a hundred per cent of nothing": (
        "  - {chart: Ships, kind: area, data: a.csv, percent: yes}\n",
        {"a.csv": "A,B,C\n2023,1,2\n2024,0,0\n"}, "briefing.yaml:13:38 C263", "are all 0"),
    "areas on a logarithmic scale": (
        "  - {chart: Ships, kind: area, data: a.csv, log: yes}\n",
        {"a.csv": "A,B\n2023,1\n2024,3\n"}, "briefing.yaml:13:50 C273", "kind: line"),
    "a slope of one number": (
        "  - {chart: Ships, kind: slope, data: a.csv}\n", {"a.csv": "A,B\nx,1\ny,3\n"},
        "briefing.yaml:13:26 C274", "name two columns"),
    "a slope of three numbers": (
        "  - {chart: Ships, kind: slope, data: a.csv}\n", {"a.csv": "A,B,C,D\nx,1,2,3\n"},
        "briefing.yaml:13:39 C262", "leave some out"),
    "dots of four series": (
        "  - {chart: Ships, kind: dot, data: a.csv}\n",
        {"a.csv": "A,B,C,D,E\nx,1,2,3,4\ny,3,4,5,6\n"},
        "briefing.yaml:13:37 C262", "tell apart; leave some out"),
    "five wholes of squares": (
        "  - {chart: Ships, kind: waffle, data: a.csv}\n",
        {"a.csv": "A,B,C\nv,1,2\nw,3,4\nx,1,2\ny,3,4\nz,3,4\n"},
        "briefing.yaml:13:26 C262", "5 wholes"),
    "a whole of nothing": (
        "  - {chart: Ships, kind: waffle, data: a.csv}\n",
        {"a.csv": "A,B,C\nv,1,2\nw,0,0\n"},
        "briefing.yaml:13:26 C263", "“w” are 0"),
    "a row of two hundred icons": (
        "  - {chart: Ships, kind: pictogram, each: 10, data: a.csv}\n",
        {"a.csv": "A,B\nv,2000\nw,30\n"},
        "briefing.yaml:13:43 C273", "200 icons in a row, 25 at the most: write `each: 200`"),
    "icons that stand for nothing": (
        "  - {chart: Ships, kind: pictogram, each: 0, data: a.csv}\n",
        {"a.csv": "A,B\nv,2000\nw,30\n"},
        "briefing.yaml:13:43 C273", "can't stand for 0"),
    "an icon in a bar chart": (
        "  - {chart: Ships, icon: money, data: a.csv}\n", {"a.csv": "A,B\nv,20\nw,30\n"},
        "briefing.yaml:13:26 C274", "write `kind: pictogram`"),
    "sixty categories": (
        "  - {chart: Ships, data: a.csv}\n", {"a.csv": MANY},
        "briefing.yaml:13:26 C262", "60 categories"),
    "a number that is none": (
        "  - {chart: Ships, data: a.csv}\n", {"a.csv": "Ship,Tons\nA,1\nB,NaN\n"},
        "a.csv:3:1 C247", "“NaN” isn't a number"),
    "a column that isn't there": (
        "  - {chart: Ships, data: a.csv, columns: [Ship, Tonns]}\n",
        {"a.csv": "Ship,Tons\nA,1\nB,2\n"}, "briefing.yaml:13:49 C246", "did you mean “Tons”?"),
    "a ragged row": (
        "  - {table: Ships, data: a.csv}\n", {"a.csv": "Ship,Tons\nA,1\nB\n"},
        "a.csv:3:1 C244", "Cells in this row: 1"),
    "a formula": (
        "  - {table: Ships, data: a.csv}\n", {"a.csv": "Ship,Tons\nA,=1+1\n"},
        "a.csv:2:1 C245", "formula"),
    "far too many rows": (
        "  - {table: Ships, data: a.csv}\n", {"a.csv": "Ship,Tons\n" + "A,1\n" * 1_000_000},
        "a.csv:5002:1 C242", "more than 5,000 rows"),
    "too many rows for a page": (
        "  - {table: Ships, data: a.csv}\n", {"a.csv": "Ship,Tons\n" + "A,1\n" * 600},
        "briefing.yaml:13:26 C262", "600 rows"),
    "a place off the earth": (
        "  - map: Ships\n    coordinates: Known.\n    places:\n"
        "      - {place: A, position: 91 N 3 E}\n", {}, "briefing.yaml:16:30 C260",
        "off the earth"),
    "a place that is nowhere": (
        "  - map: Ships\n    coordinates: Known.\n    places:\n"
        "      - {place: A, position: at sea}\n", {}, "briefing.yaml:16:30 C260", "33.1 N 35.8 E"),
    "a place as a map on the web says it": (
        "  - map: Ships\n    coordinates: Known.\n    places:\n"
        "      - {place: A, position: '56.66, -16.36'}\n", {}, "briefing.yaml:16:30 C260",
        "write 56.66 N 16.36 W."),
    "a row without brackets": (
        "  - table: Ships\n    columns: [A, B]\n    rows:\n      - Kalmar, 9\n", {},
        "briefing.yaml:16:9 C211", "write [Kalmar, 9],"),
    "a list without items": (
        "  - list:\n      - Help\n", {}, "briefing.yaml:14:7 C211", "below `items:`"),
    "places from nowhere": (
        "  - map: Ships\n    places:\n      - {place: A, position: 1 N 3 E}\n", {},
        "briefing.yaml:13:5 C210", "where the positions"),
    "a country twice": (
        "  - {map: Ships, data: a.csv}\n", {"a.csv": "Country,Ships\nMali,1\nMLI,2\n"},
        "a.csv:3:1 C275", "earlier row, “Mali”"),
    "a country that isn't there": (
        "  - {map: Ships, data: a.csv}\n", {"a.csv": "Country,Ships\nMalli,1\nChad,2\n"},
        "a.csv:2:1 C268", "did you mean “Mali”?"),
    "a map of two columns": (
        "  - {map: Ships, data: a.csv}\n", {"a.csv": "Country,Ships,Men\nMali,1,2\n"},
        "briefing.yaml:13:24 C275", "columns: [Country, Cases]"),
    "countries from two places": (
        "  - {map: Ships, data: a.csv, countries: [Chad]}\n", {"a.csv": "Country,Ships\nMali,1\n"},
        "briefing.yaml:13:6 C204", "one place"),
    "regions and countries": (
        f"  - {{map: Ships, regions: a.json, countries: [Chad], {FROM}}}\n", {"a.json": SQUARE},
        "briefing.yaml:13:6 C204", "here are countries and regions"),
    "outlines from nowhere": (
        "  - {map: Ships, regions: a.json}\n", {"a.json": SQUARE},
        "briefing.yaml:13:6 C210", "outlines of the regions"),
    "a region that isn't there": (
        f"  - {{map: Ships, regions: a.json, shaded: [Nort], {FROM}}}\n", {"a.json": SQUARE},
        "briefing.yaml:13:44 C277", "did you mean “North”?"),
    "a number of a region that isn't there": (
        f"  - {{map: Ships, regions: a.json, data: a.csv, {FROM}}}\n",
        {"a.json": SQUARE, "a.csv": "Region,Ships\nChad,1\n"}, "a.csv:2:1 C277",
        "no region “Chad”"),
    "breaks that fall": (
        "  - {map: Ships, data: a.csv, breaks: [5, 2]}\n", {"a.csv": "Country,Ships\nMali,1\n"},
        "briefing.yaml:13:39 C275", "numbers that rise"),
    "a 31 February": (
        "  - timeline: Ships\n    items:\n      - 2009-02-31: Out.\n", {},
        "briefing.yaml:15:9 C215", "February 2009 has 28 days"),
    "a timeline out of order": (
        "  - timeline: Ships\n    items:\n      - 2010: Out.\n      - 2009-02: Back.\n", {},
        "briefing.yaml:16:9 C264", "put it before"),
    "two sources of numbers": (
        "  - {chart: Ships, rows: [one, two], data: a.csv}\n", {"a.csv": "A,B\n1,2\n2,3\n"},
        "briefing.yaml:13:6 C204", "one place"),
    "a total that is none": (
        "  - table: Ships\n    columns: [A, B]\n    rows:\n      - one\n      - [x, 2]\n"
        "      - {cells: [All, 4], total: yes}\n", {}, "briefing.yaml:18:23 C265", "1 + 2 = 3"),
    "bars in a column of words of a file": (
        "  - {table: Ships, data: a.csv, columns: [A, {column: B, bars: yes}]}\n",
        {"a.csv": "A,B\nx,few\ny,many\n"}, "briefing.yaml:13:64 C278", "take `bars: yes` away"),
    "bars in a column of a chart": (
        "  - {chart: Ships, data: a.csv, columns: [A, {column: B, bars: yes}]}\n",
        {"a.csv": "A,B\nx,1\ny,2\n"}, "briefing.yaml:13:64 C206", "the columns of a table"),
    "a shared head in a column of a map": (
        "  - {map: Ships, data: a.csv, columns: [Country, {column: Ships, under: All}]}\n",
        {"a.csv": "Country,Ships\nMali,1\nChad,2\n"}, "briefing.yaml:13:73 C206",
        "`under:` is for the columns of a table"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_one_sentence_at_its_place_and_nothing_is_written(
    tmp_path: Path, case: str
) -> None:
    body, files, where, words = BAD[case]
    path = folder(tmp_path, f"{FACTS}body:\n{body}")
    for name, text in files.items():
        (path / name).write_text(text, encoding="utf-8")
    started = time.process_time()
    told = [problem for problem in content.check(path)[1] if problem.level == "error"]
    assert time.process_time() - started < 5
    (problem,) = told
    assert problem.where is not None
    spot = f"{Path(problem.where.file).name}:{problem.where.line}:{problem.where.column}"
    assert f"{spot} {problem.code}" == where
    assert words in problem.message


def test_what_is_at_fault_is_not_built(tmp_path: Path) -> None:
    templates = Path(__file__).resolve().parent.parent / "templates"
    folder(tmp_path / "content", f"{FACTS}body:\n  - {{chart: Ships, rows: [one]}}\n")
    result = build(Folders(tmp_path / "content", templates, tmp_path / "output"), BuildRequest())
    assert [problem.code for problem in result.problems if problem.level == "error"] == ["C261"]
    assert list((tmp_path / "output").rglob("*.pdf")) == []


def test_a_year_may_stand_anywhere_among_its_days(tmp_path: Path) -> None:
    body = "  - timeline: A\n    items:\n      - 1991-08-29: B\n      - 1991: C\n      - 1990s: D\n"
    assert content.check(folder(tmp_path, f"body:\n{body}"))[1] == ()


def test_a_total_adds_up_facts_and_typed_numbers(tmp_path: Path) -> None:
    body = (
        "  - table: A\n    columns: [A, B, C]\n    rows:\n      - [x, '{two}', n]\n"
        "      - [y, '1,410', n]\n      - {cells: [All, '1412', n], total: yes}\n"
    )
    problems = content.check(folder(tmp_path, f"{FACTS}body:\n{body}"))[1]
    assert [problem for problem in problems if problem.level == "error"] == []
