"""The numbers of each chart and the cells of each table, as CSV files that a PDF carries."""

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal
from xml.etree.ElementTree import Element

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from briefwright.document.marks import strip_breaks
from briefwright.layout import ChartData, find_charts

# How a file stands to what shows it (ISO 32000-2, 7.11.3): what a chart is drawn from, or the
# same as a table in another form.
Relation = Literal["Data", "Alternative"]


@dataclass(frozen=True)
class Attachment:
    """One file to attach: its name, what it is, its bytes, and the HTML element that shows it."""

    name: str
    description: str
    data: bytes
    relation: Relation
    shown: Element


def make_attachments(root: Element) -> tuple[Attachment, ...]:
    """A page → a file for each of its charts and tables, in their order."""
    drawn = {figure: (picture, chart_data) for figure, picture, chart_data in find_charts(root)}
    found: dict[str, Attachment] = {}
    for figure in root.iter("figure"):
        title = " ".join(_read_words(figure.find("figcaption")).split())
        if figure in drawn:
            picture, chart_data = drawn[figure]
            _add(
                found,
                figure,
                Attachment("", title, _write_csv(_list_numbers(chart_data)), "Data", picture),
            )
        for table in figure.iter("table"):
            if table.get("data-role") is None:
                cells = _write_csv(_list_cells(table))
                _add(found, figure, Attachment("", title, cells, "Alternative", table))
    return tuple(found.values())


def _add(found: dict[str, Attachment], figure: Element, file: Attachment) -> None:
    """A file → among the others, named for its figure; a second one of a figure is numbered."""
    stem = re.sub(r"[^A-Za-z0-9._-]+", "-", figure.get("id") or figure.get("data-at") or "table")
    name, number = f"{stem}.csv", 1
    while name in found:
        number += 1
        name = f"{stem}-{number}.csv"
    found[name] = Attachment(name, file.description, file.data, file.relation, file.shown)


# ----------------------------------------------------------------- cells


def _list_numbers(chart_data: ChartData) -> Iterator[list[str]]:
    """A chart → a line with the names of its series, then a line for each row."""
    yield ["", *(_disarm(series.name) for series in chart_data.series)]
    for place, row in enumerate(chart_data.rows):
        yield [_disarm(row), *(series.numbers[place] for series in chart_data.series)]


def _list_cells(table: Element) -> Iterator[list[str]]:
    """A table → its cells as printed, without the calls of notes; wide ones leave room beside."""
    for row in table.iter("tr"):
        line: list[str] = []
        for cell in row:
            line.append(_disarm(strip_breaks(" ".join(_read_words(cell).split()))))
            line += [""] * (int(cell.get("colspan", "1")) - 1)
        yield line


def _read_words(element: Element | None) -> str:
    if element is None:
        return ""
    inner = (
        ("" if child.get("data-role") in ("call", "footnote") else _read_words(child))
        + (child.tail or "")
        for child in element
    )
    return (element.text or "") + "".join(inner)


# What a spreadsheet would work out instead of showing it, and what only looks like that.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?[\d.,\s]*\d[\d.,\s]*%?")


def _disarm(text: str) -> str:
    """A text → the same, behind an apostrophe where a spreadsheet would take it for a formula."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def _write_csv(lines: Iterator[list[str]]) -> bytes:
    """Lines of cells → a CSV file that every spreadsheet opens: UTF-8 with its mark, RFC 4180."""
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(lines)
    return stream.getvalue().encode("utf-8-sig")


# ----------------------------------------------------------------- the PDF


def attach(
    pdf: pikepdf.Pdf, files: Sequence[Attachment], elements: Sequence[Element], date: str
) -> Mapping[int, pikepdf.Object]:
    """A PDF, files, all elements of the page and its day → the files attached; by the position of
    the element that shows it, what its structure element says of its file."""
    if not files:
        return {}
    written = {file.name: pdf.make_indirect(_specify(pdf, file, date)) for file in files}
    pairs = (entry for name in sorted(written) for entry in (String(name), written[name]))
    names = pdf.Root.get("/Names", Dictionary())
    names.EmbeddedFiles = pdf.make_indirect(Dictionary(Names=Array(pairs)))
    pdf.Root.Names = names
    pdf.Root.AF = Array(written.values())  # in the order of the page
    positions = {element: number for number, element in enumerate(elements)}
    return {positions[file.shown]: Array([written[file.name]]) for file in files}


def _specify(pdf: pikepdf.Pdf, file: Attachment, date: str) -> pikepdf.Dictionary:
    checksum = hashlib.md5(file.data, usedforsecurity=False).digest()
    about = Dictionary(Size=len(file.data), CheckSum=String(checksum))
    if date:
        about.ModDate = String(date)
    stream = pdf.make_stream(file.data, Type=Name.EmbeddedFile, Subtype=Name("/text/csv"))
    stream.Params = about
    return Dictionary(
        Type=Name.Filespec, F=String(file.name), UF=String(file.name),
        EF=Dictionary(F=stream, UF=stream), Desc=String(file.description),
        AFRelationship=Name(f"/{file.relation}"),
    )  # fmt: skip
