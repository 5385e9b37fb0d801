"""A finished Word file, spoilt in one part of its package."""

import io
import zipfile
from collections.abc import Callable, Iterator

from lxml import etree

Node = etree._Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"

DOCUMENT = "word/document.xml"
FOOTNOTES = "word/footnotes.xml"


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


def _changed(data: bytes, name: str, change: Callable[[Node], None]) -> bytes:
    """A package, one of its parts and a change → the package with that part changed."""
    spoilt = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(spoilt, "w") as new:
        assert name in old.namelist()
        for part in old.namelist():
            content = old.read(part)
            if part == name:
                root = etree.fromstring(content)
                change(root)
                content = etree.tostring(root)
            new.writestr(part, content)
    return spoilt.getvalue()


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
