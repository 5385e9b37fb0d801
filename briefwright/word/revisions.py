"""An element of the page → whether all of it came, or went, since the edition before."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element


def find_change(element: Element) -> str:
    """An element of the page → “ins” or “del” where all words in it came or went, else ""."""
    found = set(_list_changes(element, element.get("data-change", "")))
    return found.pop() if len(found) == 1 else ""


def _list_changes(element: Element, change: str) -> Iterator[str]:
    if element.tag == "img":
        yield element.get("data-change", change)
    inside = element.tag if element.tag in ("ins", "del") else change
    if (element.text or "").strip():
        yield inside
    for child in element:
        yield from _list_changes(child, inside)
        if (child.tail or "").strip():
            yield inside
