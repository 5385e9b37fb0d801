"""A finished Word file, spoilt in one part of its package."""

from collections.abc import Callable, Iterator

from lxml import etree

from tampering.word import pack, unzip

Node = etree._Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"

DOCUMENT = "word/document.xml"
FOOTNOTES = "word/footnotes.xml"
CHART = "word/charts/chart1.xml"
WORKBOOK = "word/embeddings/chart1.xlsx"


def list_item(data: bytes) -> bytes:
    """A Word file → the same without the second item of its first list."""
    return _changed(data, DOCUMENT, lambda root: _remove(_one(root, "p", "The second item")))


def figure(data: bytes) -> bytes:
    """A Word file → the same without its picture, but with the alt text."""

    def change(root: Node) -> None:
        (drawing,) = root.iter(f"{_W}drawing")
        (picture,) = drawing.iter("{*}pic")
        _remove(picture)

    return _changed(data, DOCUMENT, change)


def digit(data: bytes) -> bytes:
    """A Word file → the same in which the first message says 1,411 instead of 1,410."""

    def change(root: Node) -> None:
        message = _one(root, "p", "The first message")
        (number,) = (text for text in message.iter(f"{_W}t") if "1,410" in (text.text or ""))
        number.text = (number.text or "").replace("1,410", "1,411")

    return _changed(data, DOCUMENT, change)


def caption(data: bytes) -> bytes:
    """A Word file → the same without the caption of its picture."""
    return _changed(data, DOCUMENT, lambda root: _remove(_one(root, "p", "A square")))


def alt_text(data: bytes) -> bytes:
    """A Word file → the same without the alt text of its picture."""

    def change(root: Node) -> None:
        (drawing,) = root.iter(f"{_WP}docPr")
        del drawing.attrib["descr"]

    return _changed(data, DOCUMENT, change)


def note(data: bytes) -> bytes:
    """A Word file → the same without the text of its footnote."""
    return _changed(data, FOOTNOTES, lambda root: _remove(_one(root, "footnote", "A note at")))


def sections(data: bytes) -> bytes:
    """A Word file → the same with its first two sections swapped."""

    def change(root: Node) -> None:
        (body,) = root
        starts = [_place(body, words) for words in ("Lists", "Figures", "Sideways")]
        first, second, third = starts
        parts = list(body)
        body[:] = [*parts[:first], *parts[second:third], *parts[first:second], *parts[third:]]

    return _changed(data, DOCUMENT, change)


# ----------------------------------------------------------------- charts, one half at a time


def chart_number(data: bytes) -> bytes:
    """A Word file → the same in which its first chart says 138 instead of 139, its workbook not."""

    def change(root: Node) -> None:
        (number,) = (value for value in root.iter(f"{_C}v") if value.text == "139")
        number.text = "138"

    return _changed(data, CHART, change)


def chart_row(data: bytes) -> bytes:
    """A Word file → the same in which its first chart lacks its second row, its workbook not."""

    def change(root: Node) -> None:
        points = [point for point in root.iter(f"{_C}pt") if point.get("idx") == "1"]
        assert len(points) == 2
        for point in points:
            _remove(point)

    return _changed(data, CHART, change)


def chart_rows(data: bytes) -> bytes:
    """A Word file → the same with two rows of its first chart swapped, in its workbook not."""

    def change(root: Node) -> None:
        points = {"0": "1", "1": "0"}
        series = next(root.iter(f"{_C}ser"))
        for point in (*series.iterfind(f"{_C}cat//{_C}pt"), *series.iterfind(f"{_C}val//{_C}pt")):
            place = point.get("idx", "")
            point.set("idx", points.get(place, place))

    return _changed(data, CHART, change)


def workbook_number(data: bytes) -> bytes:
    """A Word file → the same whose first workbook says 138 instead of 139, its chart not."""

    def change(root: Node) -> None:
        (number,) = (value for value in root.iter("{*}v") if value.text == "139")
        number.text = "138"

    return _in_workbook(data, change)


def workbook_row(data: bytes) -> bytes:
    """A Word file → the same in whose first workbook the third line is empty."""
    return _in_workbook(data, lambda root: _remove(list(root.iter("{*}row"))[2]))


def workbook_rows(data: bytes) -> bytes:
    """A Word file → the same with two rows of its first workbook swapped, in the chart not."""

    def change(root: Node) -> None:
        _, first, second, _ = root.iter("{*}row")
        for row, number in ((first, "3"), (second, "2")):
            row.set("r", number)
            for cell in row:
                cell.set("r", cell.get("r", "")[0] + number)
        first.addprevious(second)

    return _in_workbook(data, change)


def rows_of_both(data: bytes) -> bytes:
    """A Word file → the same with two rows of its first chart swapped, in its workbook too."""
    return workbook_rows(chart_rows(data))


def _in_workbook(data: bytes, change: Callable[[Node], None]) -> bytes:
    """A package and a change → the package with the sheet of its first workbook changed."""
    parts = unzip(data)
    book = _changed(parts[WORKBOOK], "xl/worksheets/sheet1.xml", change)
    return pack({**parts, WORKBOOK: book})


def _changed(data: bytes, name: str, change: Callable[[Node], None]) -> bytes:
    """A package, one of its parts and a change → the package with that part changed."""
    parts = unzip(data)
    root = etree.fromstring(parts[name])
    change(root)
    return pack({**parts, name: etree.tostring(root)})


def _one(root: Node, tag: str, words: str) -> Node:
    """A tag and some words → the only element of that name with those words."""
    (found,) = (element for element in root.iter(f"{_W}{tag}") if words in _text(element))
    return found


def _place(body: Node, heading: str) -> int:
    """A heading's words → the position of what holds it, after the contents."""
    (place,) = (n for n, part in enumerate(body) if _text(part) == heading)
    return place


def _text(element: Node) -> str:
    return "".join(_texts(element))


def _texts(element: Node) -> Iterator[str]:
    return (text.text or "" for text in element.iter(f"{_W}t"))


def _remove(element: Node) -> None:
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)
