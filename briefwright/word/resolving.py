"""A Word file with tracked changes → it as it is once all of them are accepted, or rejected.

It shares nothing with what tracks them. Source: ECMA-376, Part 1, 17.13.5 (revisions).
"""

import io
import zipfile
from collections.abc import Iterable
from typing import Literal

from lxml import etree

from briefwright.word.counting import Node, W

Resolution = Literal["accepted", "rejected"]

_CAME = frozenset({W + "ins", W + "moveTo"})
_WENT = frozenset({W + "del", W + "moveFrom"})
_RANGES = frozenset(
    f"{W}{tag}Range{end}" for tag in ("moveFrom", "moveTo") for end in ("Start", "End")
)
_TEXTS = {W + "delText": W + "t", W + "delInstrText": W + "instrText"}
_PARTS = ("word/document.xml", "word/footnotes.xml")


def resolve(data: bytes, resolution: Resolution) -> bytes:
    """The bytes of a .docx, what becomes of its tracked changes → the bytes without any."""
    kept, dropped = (_CAME, _WENT) if resolution == "accepted" else (_WENT, _CAME)
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            held = old.read(part)
            is_text = part.filename in _PARTS
            new.writestr(part, _resolve_part(held, kept, dropped) if is_text else held)
    return made.getvalue()


def _resolve_part(data: bytes, kept: Iterable[str], dropped: Iterable[str]) -> bytes:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    tree = etree.fromstring(data, parser)
    for path in (f"{W}tr/{W}trPr/%s/../..", f"{W}p/{W}pPr/{W}rPr/%s/../../..", "%s"):
        _drop(tree, [one for tag in dropped for one in tree.iterfind(f".//{path % tag}")])
    for one in [one for tag in kept for one in tree.iter(tag)]:
        _unwrap(one)
    _drop(tree, [one for one in tree.iter() if one.tag in _RANGES])
    for one in tree.iter(*_TEXTS):
        one.tag = _TEXTS[str(one.tag)]
    _drop(tree, [one for one in tree.iter(W + "tbl") if one.find(f".//{W}tr") is None])
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)


def _drop(tree: Node, nodes: Iterable[Node]) -> None:
    for one in nodes:
        holder = one.getparent()
        if holder is not None:
            holder.remove(one)


def _unwrap(node: Node) -> None:
    """An element → what stands in it, in its place."""
    holder = node.getparent()
    if holder is not None:
        place = holder.index(node)
        holder[place : place + 1] = list(node)
