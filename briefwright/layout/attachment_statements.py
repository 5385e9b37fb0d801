"""A laid-out page → what the files that its PDF carries must say: what they are, and each cell."""

import re
from collections.abc import Iterator, Mapping, Sequence
from xml.etree.ElementTree import Element

from briefwright.document.marks import Statement, strip_breaks
from briefwright.document.page_statements import describe_attached_cell, describe_attachment
from briefwright.layout.arrangement import Layout
from briefwright.layout.chart_data import ChartData, find_charts

Lines = Sequence[Sequence[str]]


def state_attachments(layout: Layout) -> Iterator[Statement]:
    """A layout → each file that its PDF must carry, and each of its cells."""
    if not layout.metadata.attaches_files:
        return
    day = (layout.metadata.modified or layout.metadata.created)[: len("2024-09-21")]
    charts = {figure: (picture, data) for figure, picture, data in find_charts(layout.root)}
    called = _number_figures(layout)
    names: set[str] = set()
    for figure in layout.root.iter("figure"):
        title = _read_words(figure.find("figcaption"))
        for shown, relation, lines in _list_files(figure, charts):
            name = _choose_name(figure, names)
            names.add(name)
            described = describe_attachment(len(names), name, relation, title, day)
            yield Statement("attached file", described)
            yield Statement("file of a figure", f"{called.get(shown, 'nothing')}: {name}")
            for row, line in enumerate(lines, start=1):
                for column, text in enumerate(line, start=1):
                    cell = describe_attached_cell(name, row, column, text)
                    yield Statement("cell of an attached file", cell)


def _number_figures(layout: Layout) -> dict[Element, str]:
    """A layout → each figure and table that stands in the structure of its PDF, by its place."""
    drawn = [element for element in layout.root.iter() if layout.page(element)]
    pictures = (one for one in drawn if one.tag == "img" and one.get("alt"))
    tables = (one for one in drawn if one.tag == "table")
    return {one: f"figure {number}" for number, one in enumerate(pictures, start=1)} | {
        one: f"table {number}" for number, one in enumerate(tables, start=1)
    }


def _list_files(
    figure: Element, charts: Mapping[Element, tuple[Element, ChartData]]
) -> Iterator[tuple[Element, str, Lines]]:
    """A figure → for each file of its numbers or cells: what shows it, its relation, its lines."""
    if figure in charts:
        picture, data = charts[figure]
        yield picture, "Data", _list_numbers(data)
    for table in figure.iter("table"):
        if table.get("data-role") is None:
            yield table, "Alternative", [_list_cells(row) for row in table.iter("tr")]


def _list_numbers(data: ChartData) -> Lines:
    head = ["", *(series.name for series in data.series)]
    columns = [data.rows, *(series.numbers for series in data.series)]
    return [head, *(list(row) for row in zip(*columns, strict=True))]


def _list_cells(row: Element) -> list[str]:
    """A row of a table → its cells, one that spans several columns followed by empty ones."""
    return [
        text
        for cell in row
        for text in (_read_words(cell), *[""] * (int(cell.get("colspan", "1")) - 1))
    ]


def _read_words(element: Element | None) -> str:
    """An element → its words on one line, without the calls of notes and the notes."""
    return strip_breaks(" ".join("".join(_list_words(element)).split()))


def _list_words(element: Element | None) -> Iterator[str]:
    if element is not None:
        yield element.text or ""
        for child in element:
            if child.get("data-role") not in ("call", "footnote"):
                yield from _list_words(child)
            yield child.tail or ""


def _choose_name(figure: Element, taken: set[str]) -> str:
    """A figure and the names that are taken → the first that is free for a file of it."""
    stem = re.sub(r"[^A-Za-z0-9._-]+", "-", figure.get("id") or figure.get("data-at") or "table")
    name, number = f"{stem}.csv", 1
    while name in taken:
        number += 1
        name = f"{stem}-{number}.csv"
    return name
