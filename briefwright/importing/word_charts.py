"""A chart's part of a Word file → its kind, its labels and its numbers, from its workbook.

Source of the elements: ECMA-376 part 1, 21.2 (charts).
"""

import io
import re
from collections.abc import Sequence

from briefwright.importing.outline import Chart, Paragraph, Run
from briefwright.importing.word_package import Package
from briefwright.review.opening import Node

_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_CELL = r"\$?([A-Z]{1,3})\$?(\d+)"
_RANGE = re.compile(rf"(?:'?(?P<sheet>[^'!]+)'?!)?{_CELL}(?::{_CELL})?")

Cells = Sequence[Sequence[object]]


def read_chart(package: Package, part: str, alt: Paragraph | None) -> Chart:
    """A file, the name of a chart's part, its words for those who can't see it → the chart."""
    root = package.parse(part)
    if root is None:
        return Chart("", (), {}, None, alt)
    workbook = _read_workbook(package, part)
    drawn = list(root.iter(_C + "ser"))
    labels = _read_points(drawn[0].find(_C + "cat"), workbook) if drawn else ()
    series = {}
    for n, one in enumerate(drawn, 1):
        name = " ".join(_read_points(one.find(_C + "tx"), workbook)).strip() or f"Series {n}"
        series[name if name not in series else f"{name} {n}"] = _read_points(
            one.find(_C + "val"), workbook
        )
    return Chart(_find_kind(root), labels, series, _read_title(root), alt)


def _find_kind(root: Node) -> str:
    """A chart → its kind as `chart:` knows it; "" for one that it doesn't know."""
    area = root.find(f"{_C}chart/{_C}plotArea")
    kinds = [str(one.tag).removeprefix(_C) for one in (() if area is None else area)]
    drawn = [kind for kind in kinds if kind.endswith("Chart")]
    match drawn:
        case ["barChart" | "bar3DChart"]:
            way = next(root.iter(_C + "barDir"), None)
            grouping = next(root.iter(_C + "grouping"), None)
            if grouping is not None and grouping.get("val") == "percentStacked":
                return "share"
            if way is None or way.get("val") != "bar":
                return "column"
            is_stacked = grouping is not None and grouping.get("val") == "stacked"
            return "stacked_bar" if is_stacked else "bar"
        case ["lineChart" | "line3DChart"]:
            return "line"
        case ["pieChart" | "pie3DChart" | "doughnutChart"]:
            return "share"
        case _:
            return ""


def _read_title(root: Node) -> Paragraph | None:
    title = root.find(f"{_C}chart/{_C}title")
    words = "" if title is None else "".join(one.text or "" for one in title.iter(_A + "t"))
    return Paragraph((Run(words.strip()),), "caption") if words.strip() else None


def _read_points(holder: Node | None, workbook: dict[str, Cells]) -> tuple[str, ...]:
    """Where a chart has labels or numbers → them: the workbook's, or else those that it drew."""
    if holder is None:
        return ()
    formula = next(holder.iter(_C + "f"), None)
    found = _look_up(formula.text or "", workbook) if formula is not None else ()
    return (
        found
        or tuple((one.findtext(_C + "v") or "").strip() for one in holder.iter(_C + "pt"))
        or tuple(one.text or "" for one in holder.findall(_C + "v"))
    )


def _look_up(formula: str, workbook: dict[str, Cells]) -> tuple[str, ...]:
    """Where cells stand in a workbook, such as Sheet1!$B$2:$B$5 → what they hold."""
    where = _RANGE.fullmatch(formula)
    if where is None or (where["sheet"] or "") not in workbook:
        return ()
    _, column, row, last_column, last_row = where.groups()
    rows = range(int(row) - 1, int(last_row or row))
    columns = range(_count(column), _count(last_column or column) + 1)
    if len(rows) * len(columns) > 10_000:
        return ()
    cells = workbook[where["sheet"]]
    return tuple(
        _write_cell(cells[r][c]) if r < len(cells) and c < len(cells[r]) else ""
        for r in rows
        for c in columns
    )


def _count(letters: str) -> int:
    """A column's letters → its number, from 0."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _write_cell(cell: object) -> str:
    is_whole = isinstance(cell, float) and cell.is_integer()
    return str(int(cell)) if is_whole and isinstance(cell, float) else str(cell).strip()


def _read_workbook(package: Package, part: str) -> dict[str, Cells]:
    """The name of a chart's part → the sheets of its workbook by name, none where it has none."""
    from python_calamine import CalamineError, CalamineWorkbook  # loads a library

    for target in package.relations(part).values():
        if target.endswith(".xlsx") and target in package.parts:
            try:
                book = CalamineWorkbook.from_filelike(io.BytesIO(package.parts[target]))
                return {
                    name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
                    for name in book.sheet_names
                }
            except CalamineError:
                return {}  # what the chart has drawn is in its own part, too
    return {}
