"""The bytes of a picture in a finished file → what in them isn't needed to show it.

Each part of a picture has the form and the length that its standard gives it, so that nothing else
is kept there: remarks, a thumbnail, words between two tables.
"""

import re
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG_BEGINS, _JPEG_ENDS, _JPEG_SCAN = b"\xff\xd8", b"\xff\xd9", 0xDA
_SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # of a dot of a PNG, by kind of colour

# ----------------------------------------------------------------- JPEG


def check_jpeg(data: bytes) -> Iterator[str]:
    """The bytes of a JPEG → each segment that isn't on the list, and whatever follows the last."""
    if not data.startswith(_JPEG_BEGINS):
        yield "something that is no JPEG"
        return
    end = len(_JPEG_BEGINS)
    for kind, content, segment in _list_segments(data):
        end += len(segment)
        if kind not in _SEGMENTS:
            yield f"the segment FF{kind:02X}"
        elif not _SEGMENTS[kind](content):
            yield f"more than it needs in the segment FF{kind:02X}"
    if data[end:] != _JPEG_ENDS:
        yield "bytes after its end"


def strip_jpeg(data: bytes) -> bytes:
    """The bytes of a JPEG → the same without segments that aren't listed; b"" where it is none."""
    kept = b"".join(
        segment
        for kind, content, segment in _list_segments(data)
        if kind in _SEGMENTS and _SEGMENTS[kind](content)
    )
    whole = data[: len(_JPEG_BEGINS)] + kept + _JPEG_ENDS
    return b"" if any(check_jpeg(whole)) else whole


def _list_segments(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """The bytes of a JPEG → each segment but its first and its last: kind, content, all of it."""
    place = len(_JPEG_BEGINS)
    while place + 4 <= len(data) and data[place] == 0xFF and data[place + 1] != _JPEG_ENDS[1]:
        kind, end = data[place + 1], place + 2 + int.from_bytes(data[place + 2 : place + 4])
        content = data[place + 4 : end]
        end = _skip_scan(data, end) if kind == _JPEG_SCAN else end
        yield kind, content, data[place:end]
        place = end


def _skip_scan(data: bytes, place: int) -> int:
    """Where the coded picture begins → where the next segment does.

    FF stands for itself with 00 behind it, and for a restart with D0 to D7.
    """
    found = re.compile(rb"\xff[^\x00\xd0-\xd7]").search(data, place)
    return found.start() if found else len(data)


def _is_frame(content: bytes) -> bool:
    return len(content) >= 6 and len(content) == 6 + 3 * content[5]


def _is_scan(content: bytes) -> bool:
    return len(content) >= 1 and len(content) == 4 + 2 * content[0]


def _are_quantisers(content: bytes) -> bool:
    while content:
        size = 129 if content[0] >> 4 else 65
        if content[0] >> 4 > 1 or content[0] & 0x0F > 3 or len(content) < size:
            return False
        content = content[size:]
    return True


def _are_codes(content: bytes) -> bool:
    while content:
        size = 17 + sum(content[1:17])
        if content[0] >> 4 > 1 or content[0] & 0x0F > 3 or len(content) < max(size, 17):
            return False
        content = content[size:]
    return True


def _is_jfif(content: bytes) -> bool:
    """Whether a segment is JFIF's, without a thumbnail (ITU-T T.871, 10.1)."""
    return len(content) == 14 and content.startswith(b"JFIF\0\1") and content[12:] == b"\0\0"


def _is_adobe(content: bytes) -> bool:
    return len(content) == 12 and content.startswith(b"Adobe")


# Segments of a JPEG by the second byte of their markers (ITU-T T.81, B.1): frames, tables,
# restarts, JFIF, a colour profile, Adobe's transform; no Exif, no remark.
_SEGMENTS: Mapping[int, Callable[[bytes], bool]] = {
    0xC0: _is_frame, 0xC1: _is_frame, 0xC2: _is_frame,
    0xC4: _are_codes, 0xDB: _are_quantisers, 0xDA: _is_scan,
    0xDD: lambda content: len(content) == 2,
    0xE0: _is_jfif, 0xEE: _is_adobe,
    0xE2: lambda content: content.startswith(b"ICC_PROFILE\0"),
}  # fmt: skip

# ----------------------------------------------------------------- PNG


def check_png(data: bytes) -> Iterator[str]:
    """The bytes of a PNG → each chunk that isn't on the list, and whatever follows the last."""
    if not data.startswith(_PNG):
        yield "something that is no PNG"
        return
    end, found = len(_PNG), dict[bytes, bytes]()
    for kind, content, chunk in _list_chunks(data):
        end += len(chunk)
        found[kind] = found.get(kind, b"") + content
        if kind not in _CHUNKS:
            yield f"the chunk {kind.decode('latin-1')}"
        elif not _CHUNKS[kind](content):
            yield f"more than it needs in the chunk {kind.decode('latin-1')}"
        if chunk[-4:] != zlib.crc32(kind + content).to_bytes(4):
            yield f"a wrong checksum of the chunk {kind.decode('latin-1')}"
    if end != len(data) or b"IEND" not in found:
        yield "bytes after its end"
    elif len(found.get(b"IHDR", b"")) != 13 or not _is_filled(
        found[b"IHDR"], found.get(b"IDAT", b"")
    ):
        yield "more or less than its dots"


def strip_png(data: bytes) -> bytes:
    """The bytes of a PNG → the same without chunks that aren't listed; b"" where it is none."""
    kept = b"".join(
        chunk
        for kind, content, chunk in _list_chunks(data)
        if kind in _CHUNKS and _CHUNKS[kind](content)
    )
    return b"" if any(check_png(_PNG + kept)) else _PNG + kept


def _list_chunks(data: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    """The bytes of a PNG → each chunk up to its end: kind, content, all of it."""
    place, kind = len(_PNG), b""
    while kind != b"IEND" and place + 12 <= len(data):
        (size,) = struct.unpack_from(">L", data, place)
        kind, content = data[place + 4 : place + 8], data[place + 8 : place + 8 + size]
        yield kind, content, data[place : place + 12 + size]
        place += 12 + size


def _is_filled(head: bytes, packed: bytes) -> bool:
    """Whether what is packed are the dots that the head of a PNG says, and nothing else."""
    width, height = struct.unpack_from(">LL", head)
    depth, colour, is_interlaced = head[8], head[9], head[12]
    reader = zlib.decompressobj()
    try:
        size = len(reader.decompress(packed))
    except zlib.error:
        return False
    rows = height * (1 + (width * depth * _SAMPLES.get(colour, 1) + 7) // 8)
    return reader.eof and not reader.unused_data and (bool(is_interlaced) or size == rows)


def _has(*sizes: int) -> Callable[[bytes], bool]:
    return lambda content: len(content) in sizes


# Chunks of a PNG (ISO/IEC 15948, 11): dots, and which colours they are; no text, no time.
_CHUNKS: Mapping[bytes, Callable[[bytes], bool]] = {
    b"IHDR": _has(13), b"IDAT": lambda content: True, b"IEND": _has(0),
    b"PLTE": _has(*range(3, 769, 3)), b"tRNS": _has(*range(1, 257)), b"bKGD": _has(1, 2, 6),
    b"gAMA": _has(4), b"cHRM": _has(32), b"sRGB": _has(1), b"sBIT": _has(1, 2, 3, 4),
    b"pHYs": _has(9), b"cICP": _has(4), b"iCCP": lambda content: b"\0\0" in content[:82],
}  # fmt: skip
