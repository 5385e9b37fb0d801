"""Pictures and fonts inside a Word file → what in their bytes isn't on the list."""

import struct
import zlib
from collections.abc import Iterator
from hashlib import md5
from uuid import UUID

from lxml import etree

from briefwright.word.closed.parts import (
    FONT_NAMES,
    FONT_TABLES,
    JPEG_MARKERS,
    PNG_CHUNKS,
    SVG_ELEMENTS,
)

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG_ENDS, _JPEG_SCAN = 0xD9, 0xDA
_SVG = "{http://www.w3.org/2000/svg}"
_SCRAMBLED = 32  # bytes at the beginning of a font inside a Word file


def check_png(data: bytes) -> Iterator[str]:
    """The bytes of a PNG → each chunk that isn't on the list, and whatever follows the last."""
    if not data.startswith(_PNG):
        yield "something that is no PNG"
        return
    place, kind = len(_PNG), b""
    while kind != b"IEND" and place + 12 <= len(data):
        (size,) = struct.unpack_from(">L", data, place)
        kind, content = data[place + 4 : place + 8], data[place + 8 : place + 8 + size]
        if kind not in PNG_CHUNKS:
            yield f"the chunk {kind.decode('latin-1')}"
        if data[place + 8 + size : place + 12 + size] != zlib.crc32(kind + content).to_bytes(4):
            yield f"a wrong checksum of the chunk {kind.decode('latin-1')}"
        place += 12 + size
    if kind != b"IEND" or place != len(data):
        yield "bytes after its end"


def strip_png(data: bytes) -> bytes:
    """The bytes of a PNG → the same without chunks that aren't listed; b"" where it is none."""
    kept, place, kind = _PNG, len(_PNG), b""
    while kind != b"IEND" and place + 12 <= len(data):
        (size,) = struct.unpack_from(">L", data, place)
        kind, chunk = data[place + 4 : place + 8], data[place : place + 12 + size]
        kept += chunk if kind in PNG_CHUNKS else b""
        place += 12 + size
    return kept if not any(check_png(kept)) else b""


def strip_jpeg(data: bytes) -> bytes:
    """The bytes of a JPEG → the same without segments that aren't listed; b"" where it is none."""
    kept, place = data[:2], 2
    while data[place : place + 1] == b"\xff" and place + 4 <= len(data):
        marker = data[place + 1]
        end = place + 2 + int.from_bytes(data[place + 2 : place + 4])
        if marker == _JPEG_ENDS:
            break
        if marker == _JPEG_SCAN:
            end = _skip_scan(data, end)
        kept += data[place:end] if marker in JPEG_MARKERS else b""
        place = end
    kept += b"\xff\xd9"
    return kept if not any(check_jpeg(kept)) else b""


def check_jpeg(data: bytes) -> Iterator[str]:
    """The bytes of a JPEG → each segment that isn't on the list, and whatever follows the last."""
    if not data.startswith(b"\xff\xd8"):
        yield "something that is no JPEG"
        return
    place = 2
    while place + 4 <= len(data) and data[place] == 0xFF:
        marker = data[place + 1]
        if marker == _JPEG_ENDS:
            break
        if marker not in JPEG_MARKERS:
            yield f"the segment FF{marker:02X}"
        place += 2 + int.from_bytes(data[place + 2 : place + 4])
        if marker == _JPEG_SCAN:
            place = _skip_scan(data, place)
    if data[place:] != b"\xff\xd9":
        yield "bytes after its end"


def _skip_scan(data: bytes, place: int) -> int:
    """Where the coded picture begins → where the next segment does."""
    while (place := data.find(b"\xff", place)) >= 0:
        follows = data[place + 1 : place + 2]
        if follows not in (b"\x00", b"") and not 0xD0 <= follows[0] <= 0xD7:
            return place
        place += 2
    return len(data)


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


def check_font(data: bytes, key: str) -> Iterator[str]:
    """A scrambled font and its key → what isn't on the list; the key is the font's digest.

    ECMA-376, part 4, 4.2.1 (obfuscated font parts).
    """
    pad = UUID(key).bytes[::-1] * 2
    plain = bytes(one ^ two for one, two in zip(data, pad, strict=False)) + data[_SCRAMBLED:]
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
