"""A tree of elements → HTML in one form: nothing can stand in its bytes but what is in the tree.

Source: HTML Standard, 13.3, Serializing HTML fragments.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

SVG = "{http://www.w3.org/2000/svg}"
DOCTYPE = "<!doctype html>\n"
VOID = frozenset({"meta", "img", "br"})
_RAW = frozenset({"style"})


def serialise(root: Element) -> bytes:
    """The root of a page → its bytes."""
    return (DOCTYPE + "".join(_write(root))).encode()


def _write(element: Element) -> Iterator[str]:
    name = str(element.tag).removeprefix(SVG)
    attributes = "".join(f' {key}="{_escape_value(value)}"' for key, value in element.items())
    yield f"<{name}{attributes}>"
    if name in VOID:
        return
    text = element.text or ""
    yield text if name in _RAW else _escape(text)
    for child in element:
        yield from _write(child)
        yield _escape(child.tail or "")
    yield f"</{name}>"


def _escape(text: str) -> str:
    plain = text.replace("&", "&amp;").replace("\xa0", "&nbsp;")
    return plain.replace("<", "&lt;").replace(">", "&gt;")


def _escape_value(text: str) -> str:
    return text.replace("&", "&amp;").replace("\xa0", "&nbsp;").replace('"', "&quot;")
