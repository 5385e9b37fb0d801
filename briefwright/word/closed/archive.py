"""The bytes of a package → its parts, and every byte that belongs to none of them.

A zip file may carry things beside its files: between them, before them, after them, in comments
and in extra fields, or twice under one name (APPNOTE.TXT 6.3.10, 4.3). Ours carries none.
"""

import struct
import zlib
from typing import NamedTuple

_LOCAL = struct.Struct("<4s5H3L2H")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_DEFLATED, _UTF8 = 8, 0x800
_MIDNIGHT, _FIRST_DAY = 0, 0x21  # 1 January 1980
_ATTRIBUTES = 0o600 << 16
_MOST_BYTES = 200_000_000  # of one part, unpacked


class Archive(NamedTuple):
    """The parts of a package by name, and what else its bytes hold: what, and where it stands."""

    parts: dict[str, bytes]
    strange: list[tuple[str, str]]


def read_archive(data: bytes) -> Archive:
    """The bytes of a zip file → its parts, and what stands in it besides.

    Errors: ValueError where it is no zip file.
    """
    at = data.rfind(b"PK\x05\x06")
    if at < 0 or at + _END.size > len(data):
        raise ValueError("no zip file")
    found = Archive({}, [])
    _, disk, first_disk, here, count, size, start, comment = _END.unpack_from(data, at)
    if comment or at + _END.size != len(data):
        found.strange.append(("bytes or a comment", "the end of the package"))
    if (disk, first_disk, here) != (0, 0, count) or start + size != at:
        found.strange.append(("bytes", "its directory"))
    place, end = start, 0
    for _ in range(count):
        if data[place : place + 4] != b"PK\x01\x02":
            found.strange.append(("a broken directory", "the package"))
            break
        fields = _ENTRY.unpack_from(data, place)
        name = data[place + _ENTRY.size : place + _ENTRY.size + fields[10]]
        end = _read_file(data, name, fields, end, found)
        place += _ENTRY.size + fields[10] + fields[11] + fields[12]
    if place != at or end != start:
        found.strange.append(("bytes that belong to no part", "the package"))
    return found


def _read_file(
    data: bytes, name: bytes, fields: tuple[int, ...], expected: int, found: Archive
) -> int:
    """A file's name and its entry in the directory → into `found`; where its bytes end."""
    title = name.decode("utf-8", "replace")
    _, made, needed, flags, method, time, day, crc, packed, size, *more = fields
    _, extra, comment, disk, inner, outer, offset = more
    usual = (made >> 8, time, day, extra, comment, disk, inner, outer) == (
        0, _MIDNIGHT, _FIRST_DAY, 0, 0, 0, 0, _ATTRIBUTES,
    )  # fmt: skip
    if not usual or flags not in (0, _UTF8) or method != _DEFLATED or needed != 20:
        found.strange.append(("a date, a remark or an extra field", title))
    if title in found.parts:
        found.strange.append(("a second file of the same name", title))
    if offset != expected:
        found.strange.append(("bytes before the file", title))
    local = _LOCAL.unpack_from(data, offset)
    said = (b"PK\x03\x04", needed, flags, method, time, day, crc, packed, size, len(name), 0)
    begin = offset + _LOCAL.size + local[9] + local[10]
    if local != said or data[offset + _LOCAL.size :][: len(name)] != name:
        found.strange.append(("a head that says something else than the directory", title))
    found.parts[title] = _unpack(data[begin : begin + packed], size, crc, title, found)
    end: int = begin + packed
    return end


def _unpack(packed: bytes, size: int, crc: int, title: str, found: Archive) -> bytes:
    stream = zlib.decompressobj(-15)
    try:
        content = stream.decompress(packed, min(size, _MOST_BYTES) + 1)
    except zlib.error:
        found.strange.append(("damaged bytes", title))
        return b""
    if not stream.eof or stream.unused_data or len(content) != size or zlib.crc32(content) != crc:
        found.strange.append(("bytes after its end", title))
    return content
