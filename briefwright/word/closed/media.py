"""Drawings and fonts inside a Word file → what in their bytes isn't on the list."""

import struct
from collections.abc import Iterator
from hashlib import md5
from uuid import UUID

from lxml import etree

from briefwright.word.closed.parts import (
    FONT_NAMES,
    FONT_TABLES,
    SVG_ELEMENTS,
)

_SVG = "{http://www.w3.org/2000/svg}"
_SCRAMBLED = 32  # bytes at the beginning of a font inside a Word file


def check_svg(data: bytes) -> Iterator[str]:
    """The bytes of an SVG → each element that isn't on the list, comments, foreign names."""
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        yield "something that is no SVG"
        return
    for node in root.iter():
        tag = str(node.tag)
        if not isinstance(node.tag, str):
            yield "a comment or an instruction"
        elif not tag.startswith(_SVG) or tag.removeprefix(_SVG) not in SVG_ELEMENTS:
            yield f"<{tag.rpartition('}')[2]}>"
        for key in node.attrib:
            if str(key).lower().startswith("on") or (
                str(key).rpartition("}")[2] == "href" and not _is_inside(node.get(key, ""))
            ):
                yield f"the attribute {str(key).rpartition('}')[2]}"


def _is_inside(address: str) -> bool:
    """Whether a link stays in the picture, or holds what it leads to."""
    return address.startswith(("#", "data:image/png;", "data:image/jpeg;"))


def unscramble(data: bytes, key: str) -> bytes:
    """A scrambled font and its key → the font. Errors: ValueError where the key is none.

    ECMA-376, part 4, 4.2.1 (obfuscated font parts).
    """
    pad = UUID(key).bytes[::-1] * 2
    return bytes(one ^ two for one, two in zip(data, pad, strict=False)) + data[_SCRAMBLED:]


def check_font(data: bytes, key: str) -> Iterator[str]:
    """A scrambled font and its key → what isn't on the list; the key is the font's digest."""
    plain = unscramble(data, key)
    if md5(plain, usedforsecurity=False).digest() != UUID(key).bytes:
        yield "letters that its key doesn't vouch for"
        return
    if plain[:4] not in (b"\x00\x01\x00\x00", b"OTTO", b"true"):
        yield "something that is no font"
        return
    yield from _check_tables(plain)


def _check_tables(font: bytes) -> Iterator[str]:
    (count,) = struct.unpack_from(">H", font, 4)
    end = 12 + 16 * count
    spans = []
    for number in range(count):
        tag, _, offset, size = struct.unpack_from(">4sLLL", font, 12 + 16 * number)
        spans.append((offset, size))
        if tag not in FONT_TABLES:
            yield f"the table {tag.decode('latin-1')}"
        if tag == b"name":
            yield from _check_names(font[offset : offset + size])
    for offset, size in sorted(spans):
        if offset < end or font[end:offset].strip(b"\x00") or offset - end > 3:
            yield "bytes between its tables"
        end = offset + size
    if len(font) - end > 3 or font[end:].strip(b"\x00"):
        yield "bytes after its end"


def _check_names(table: bytes) -> Iterator[str]:
    _, count, _ = struct.unpack_from(">3H", table, 0)
    for number in range(count):
        identifier = struct.unpack_from(">6H", table, 6 + 12 * number)[3]
        if identifier not in FONT_NAMES:
            yield f"the name {identifier}"
