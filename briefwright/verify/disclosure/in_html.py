"""A web page → its texts: what is shown, what screen readers say, names, links, comments, styles.

Files that stand in addresses (`data:`) are taken apart in their turn.
"""

import base64
import binascii
import re
from collections.abc import Iterator
from typing import Any

import lxml.html
from lxml import etree

from briefwright.verify.disclosure.parts import Embedded, FilePart

BEGINNING = b"<!doctype html"
# Elements that stand inside a line: what is around them is one text.
_INLINE = frozenset({"a", "b", "data", "em", "i", "span", "strong", "sub", "sup", "tspan", "u"})
_READ = ("alt", "aria-label", "title", "aria-description", "content", "summary", "placeholder")
_CALLED = ("id", "href", "name", "aria-labelledby", "class", "for", "value", "xlink:href")
_ADDRESS = re.compile(r"data:([\w/+.-]*)((?:;[\w=-]+)*),([^\s\"')>]*)")
_LETTERS = 4  # of the value of an attribute that can say anything


def read_parts(data: bytes, where: str) -> Iterator[FilePart | Embedded]:
    """The bytes of a page and what it is called → its texts, and the files in it."""
    code = data.decode("utf-8", "replace")
    for found in _ADDRESS.finditer(code):
        yield from _read_address(found, where)
    plain = _ADDRESS.sub("data:", code)
    yield FilePart(f"the code of {where}", plain, "other")
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)
    root = lxml.html.document_fromstring(plain.encode(), parser=parser)
    yield FilePart(where, "".join(_read_flow(root)))
    for comment in root.iter(etree.Comment, etree.ProcessingInstruction):
        yield FilePart(f"a comment in the code of {where}", comment.text or "")
    for element in root.iter(etree.Element):
        yield from _read_attributes(element, where)


def _read_address(found: re.Match[str], where: str) -> Iterator[FilePart | Embedded]:
    called = f"a file in {where} ({found[1] or 'of an unknown kind'})"
    if ";base64" not in found[2]:
        yield FilePart(called, found[3])
        return
    try:
        yield Embedded(called, base64.b64decode(found[3] + "==="))
    except binascii.Error:
        yield FilePart(called, "", "opaque")


def _read_flow(element: Any) -> Iterator[str]:
    """An element → its words; a line ends where one of its blocks does."""
    if not isinstance(element.tag, str):
        return
    end = "" if element.tag in _INLINE else "\n"
    yield end
    yield element.text or ""
    for child in element:
        yield from _read_flow(child)
        yield child.tail or ""
    yield end


def _read_attributes(element: Any, where: str) -> Iterator[FilePart]:
    for name, value in element.items():
        if name in _READ:
            yield FilePart(f"the attribute {name} in {where}", value)
        elif name in _CALLED:
            yield FilePart(f"a name or an address in {where}", value, "name")
        elif len(value) > _LETTERS:
            yield FilePart(f"an attribute in {where}", value, "other")
