"""The bytes of a web page → the tree that a browser would build of them, and ways around in it."""

from collections.abc import Collection
from xml.etree.ElementTree import Element

import tinyhtml5

from briefwright.web.serialising import SVG

BACK = "↩"
BEGINNING = 40  # letters of a place by which it is known
_FRAME = frozenset({"banner", "contentinfo"})


def parse(data: bytes) -> Element:
    """The bytes of a page → its root. Source: HTML Standard, 13.2, Parsing HTML documents."""
    root: Element = tinyhtml5.parse(data.decode("utf-8", "replace"), namespace_html_elements=False)
    return root


def find_body(root: Element) -> Element:
    """The root of a page → its body, which the parser adds where there is none."""
    body = root.find("body")
    return Element("body") if body is None else body


def is_frame(element: Element) -> bool:
    """A child of the body → whether it stands around the text: signs, foot, the way past them."""
    return element.get("role") in _FRAME or (element.tag == "a" and element.get("class") == "skip")


def list_children(element: Element) -> list[Element]:
    """An element → the elements in it, without comments."""
    return [child for child in element if isinstance(child.tag, str)]


def read_words(element: Element, without: Collection[str] = ()) -> str:
    """An element → its words, without those of some elements in it, and of the way back."""
    words = element.text or ""
    for child in element:
        if isinstance(child.tag, str) and child.tag not in without and not is_way_back(child):
            words += read_words(child, without)
        words += child.tail or ""
    return words


def is_way_back(element: Element) -> bool:
    """Whether an element is the sign that leads from a note to its call, and nothing else."""
    return (
        element.tag == "a"
        and element.get("role") == "doc-backlink"
        and "".join(element.itertext()) == BACK
    )


def describe_drawing(drawing: Element) -> str:
    """A drawing → its shapes and letters, in their order."""
    return "\n".join(
        f"{str(one.tag).removeprefix(SVG)} {sorted(one.items())} {(one.text or '').strip()}"
        for one in drawing.iter()
        if one is not drawing and isinstance(one.tag, str)
    )
