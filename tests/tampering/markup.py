"""A rendered page, spoilt in one place."""

from collections.abc import Callable

import lxml.html
from lxml.html import HtmlElement


def list_item(page: bytes) -> bytes:
    """A page → the same without the second item of its first list."""
    return _changed(page, lambda root: _leaf(root, "lists/list-1.items.2").drop_tree())


def figure(page: bytes) -> bytes:
    """A page → the same without its picture; the caption stays."""
    return _changed(page, lambda root: _leaf(root, "square.image").drop_tree())


def digit(page: bytes) -> bytes:
    """A page → the same with 1,411 warheads instead of 1,410."""

    def change(root: HtmlElement) -> None:
        data = _leaf(root, "messages.1").find("data")
        assert data is not None
        assert data.text == "1,410"
        data.text = "1,411"

    return _changed(page, change)


def caption(page: bytes) -> bytes:
    """A page → the same without the caption of its picture."""
    return _changed(page, lambda root: _leaf(root, "square.caption").drop_tree())


def alt_text(page: bytes) -> bytes:
    """A page → the same without the alt text of its picture."""
    return _changed(page, lambda root: _leaf(root, "square.image").set("alt", ""))


def note(page: bytes) -> bytes:
    """A page → the same without its footnote, and so without its call."""
    return _changed(page, lambda root: _leaf(root, "note.2").drop_tree())


def sections(page: bytes) -> bytes:
    """A page → the same with its first two sections swapped."""

    def swap(root: HtmlElement) -> None:
        second = root.get_element_by_id("figures")
        root.get_element_by_id("lists").addprevious(second)

    return _changed(page, swap)


# ----------------------------------------------------------------- the data of charts


def data_number(page: bytes) -> bytes:
    """A page → the same in whose first chart's data 138 stands instead of 139."""
    return _changed(page, lambda root: _leaf(root, "missions.data.1.1").set("data-value", "138"))


def data_row(page: bytes) -> bytes:
    """A page → the same in whose first chart's data the second row is missing."""
    return _changed(page, lambda root: _row(root, 2).drop_tree())


def data_rows(page: bytes) -> bytes:
    """A page → the same with the first two rows of its first chart's data swapped."""
    return _changed(page, lambda root: _row(root, 1).addprevious(_row(root, 2)))


def _row(root: HtmlElement, number: int) -> HtmlElement:
    row = _leaf(root, f"missions.data.{number}.1").getparent()
    assert row is not None
    return row


def _changed(page: bytes, change: Callable[[HtmlElement], object]) -> bytes:
    root = lxml.html.document_fromstring(page.decode())
    change(root)
    return lxml.html.tostring(root, encoding="unicode", doctype="<!doctype html>").encode()


def _leaf(root: HtmlElement, at: str) -> HtmlElement:
    (element,) = root.xpath("//*[@data-at = $at]", at=at)
    assert isinstance(element, HtmlElement)
    return element
