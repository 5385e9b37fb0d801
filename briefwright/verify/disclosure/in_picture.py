"""A picture file → the texts that are kept beside its pixels: PNG, JPEG."""

import io
import struct
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from briefwright.verify.disclosure.decoding import find_strings, read_bytes
from briefwright.verify.disclosure.parts import FilePart

if TYPE_CHECKING:
    from PIL.Image import Image

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
SIGNS = (_PNG, _JPEG)
_PIXELS = 0xDA  # in a JPEG, what follows this segment is the picture itself
_GRID = (64, 64)
_NEARLY = 24  # of 255
_MOST_PIXELS = 50_000_000  # of a picture that could have got into a file
_MOST_BYTES = 1_000_000  # of one text, unpacked


def read_parts(data: bytes, where: str) -> Iterator[FilePart]:
    """A picture's bytes and what it is called → itself, and the texts in it; else opaque."""
    if data.startswith(_PNG):
        texts = _read_png(data)
    elif data.startswith(_JPEG):
        texts = _read_jpeg(data)
    else:
        yield FilePart(where, "", "opaque")
        return
    yield FilePart(where, "", "other", pixels=lambda: read_pixels(data))
    yield FilePart(f"the remarks in the picture {where}", find_strings(data), "data")
    for text in texts:
        for words in read_bytes(text):
            yield FilePart(f"the remarks in the picture {where}", words)


def read_pixels(data: bytes) -> bytes:
    """A picture's bytes → its pixels, upright; nothing where it can't be read."""
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(data)) as picture:
            if picture.width * picture.height > _MOST_PIXELS:
                return b""
            return encode_pixels(ImageOps.exif_transpose(picture))
    except (OSError, SyntaxError, ValueError):
        return b""


def encode_pixels(picture: "Image") -> bytes:
    """A picture → its colours on a grid of 64 by 64, however large it is and however stored."""
    from PIL.Image import Resampling

    return picture.convert("RGB").resize(_GRID, Resampling.BOX).tobytes()


def resemble(one: bytes, other: bytes) -> bool:
    """The pixels of two pictures → whether they are the same picture, made smaller or stored anew.

    Then they differ a little everywhere; two pictures differ much somewhere.
    """
    alike = len(one) == len(other) > 0
    return alike and max(abs(a - b) for a, b in zip(one, other, strict=True)) <= _NEARLY


def _read_png(data: bytes) -> Iterator[bytes]:
    place = len(_PNG)
    while place + 8 <= len(data):
        size, kind = struct.unpack(">I4s", data[place : place + 8])
        content = data[place + 8 : place + 8 + size]
        if kind in (b"tEXt", b"iTXt", b"eXIf"):
            yield content
        if kind in (b"zTXt", b"iTXt"):
            yield _decompress(content)
        place += size + 12
        if kind == b"IEND":
            yield data[place:]


def _decompress(content: bytes) -> bytes:
    """A compressed text → the text; what isn't compressed gives nothing."""
    start = content.find(b"\x78")
    while start >= 0:
        try:
            return zlib.decompressobj().decompress(content[start:], _MOST_BYTES)
        except zlib.error:
            start = content.find(b"\x78", start + 1)
    return b""


def _read_jpeg(data: bytes) -> Iterator[bytes]:
    place = 2
    while place + 4 <= len(data) and data[place] == 0xFF:
        kind, size = data[place + 1], int.from_bytes(data[place + 2 : place + 4], "big")
        if kind == _PIXELS:
            return
        if kind == 0xFE or 0xE0 <= kind <= 0xEF:  # a comment, or a program's own segment
            yield data[place + 4 : place + 2 + size]
        place += 2 + size
