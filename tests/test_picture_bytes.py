"""A picture in a finished file holds its dots and nothing else: no remark, thumbnail or word."""

import io
import zlib
from collections.abc import Callable, Mapping

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from sample_pictures import encode, noisy, upright

from briefwright.document.picture_bytes import check_jpeg, check_png, strip_jpeg, strip_png

SECRET = b"A secret word"


def segment(kind: int, content: bytes) -> bytes:
    return b"\xff" + bytes([kind]) + (len(content) + 2).to_bytes(2) + content


def insert(kind: int, content: bytes) -> Callable[[bytes], bytes]:
    """A segment → what puts it behind the first two bytes of a JPEG."""
    return lambda data: data[:2] + segment(kind, content) + data[2:]


def lengthen(kind: int, more: bytes = SECRET) -> Callable[[bytes], bytes]:
    """A kind of segment → what puts more bytes into the first of that kind."""

    def change(data: bytes) -> bytes:
        place = data.index(b"\xff" + bytes([kind]))
        size = int.from_bytes(data[place + 2 : place + 4])
        head = data[:place] + b"\xff" + bytes([kind]) + (size + len(more)).to_bytes(2)
        return head + data[place + 4 : place + 2 + size] + more + data[place + 2 + size :]

    return change


IN_JPEG: Mapping[str, Callable[[bytes], bytes]] = {
    **{f"a segment of application {n}": insert(0xE0 + n, SECRET) for n in range(16)},
    **{f"a reserved segment {n}": insert(0xF0 + n, SECRET) for n in range(14)},
    "a remark": insert(0xFE, SECRET),
    "an empty remark": insert(0xFE, b""),
    "Exif": insert(0xE1, b"Exif\0\0" + SECRET),
    "XMP": insert(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + SECRET),
    "what Photoshop adds": insert(0xED, b"Photoshop 3.0\x008BIM" + SECRET),
    "an expansion of JFIF": insert(0xE0, b"JFXX\0\x10" + SECRET),
    "JFIF with a thumbnail": insert(0xE0, b"JFIF\0\1\1\0\0\1\0\1\2\2" + SECRET[:12]),
    "JFIF with words": lengthen(0xE0),
    "Adobe's segment with words": insert(0xEE, b"Adobe" + SECRET),
    "words behind a table of quantisers": lengthen(0xDB),
    "half a table of quantisers": lengthen(0xDB, bytes(9)),
    "words behind a table of codes": lengthen(0xC4),
    "words behind a frame": lengthen(0xC0),
    "words behind a scan's head": lengthen(0xDA),
    "a number of lines": insert(0xDC, b"\0\1"),
    "a table of arithmetic codes": insert(0xCC, b"\0\1"),
    "restarts with words": insert(0xDD, b"\0\0" + SECRET),
    "words before it": lambda data: SECRET + data,
    "words after it": lambda data: data + SECRET,
    "another picture after it": lambda data: data + data,
    "no end": lambda data: data[:-2],
}  # fmt: skip


@pytest.mark.parametrize("image", [upright(), noisy(), noisy().convert("L")])
@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"optimize": True}])
def test_a_jpeg_in_its_usual_forms_is_listed(image: Image.Image, options: dict[str, bool]) -> None:
    assert list(check_jpeg(encode(image, "JPEG", **options))) == []


@pytest.mark.parametrize("name", IN_JPEG)
def test_what_is_put_into_a_jpeg_is_named(name: str) -> None:
    data = encode(upright(), "JPEG")
    spoilt = IN_JPEG[name](data)
    assert spoilt != data
    assert list(check_jpeg(spoilt))


def chunk(kind: bytes, content: bytes) -> bytes:
    return len(content).to_bytes(4) + kind + content + zlib.crc32(kind + content).to_bytes(4)


def put(kind: bytes, content: bytes) -> Callable[[bytes], bytes]:
    """A chunk → what puts it behind the head of a PNG."""
    return lambda data: data[:33] + chunk(kind, content) + data[33:]


IN_PNG: Mapping[str, Callable[[bytes], bytes]] = {
    "a text": put(b"tEXt", b"Comment\0" + SECRET),
    "a packed text": put(b"zTXt", b"Comment\0\0" + zlib.compress(SECRET)),
    "a text in UTF-8": put(b"iTXt", b"Comment\0\0\0\0\0" + SECRET),
    "Exif": put(b"eXIf", SECRET),
    "a time": put(b"tIME", bytes(7)),
    "a histogram": put(b"hIST", bytes(512)),
    "a palette that is suggested": put(b"sPLT", SECRET),
    "a chunk of its own": put(b"seCr", SECRET),
    "moving pictures": put(b"acTL", bytes(8)),
    "words for a density": put(b"pHYs", SECRET),
    "words for a gamma": put(b"gAMA", SECRET),
    "words for the whites": put(b"cHRM", SECRET),
    "words for an intent": put(b"sRGB", SECRET),
    "words for a palette": put(b"PLTE", SECRET),
    "words for bits": put(b"sBIT", SECRET),
    "words for a ground": put(b"bKGD", SECRET),
    "words for a code of colours": put(b"cICP", SECRET),
    "words for dots": put(b"IDAT", SECRET),
    "words behind the dots": lambda data: data[:-12] + chunk(b"IDAT", SECRET) + data[-12:],
    "words in its end": lambda data: data[:-12] + chunk(b"IEND", SECRET),
    "words after it": lambda data: data + SECRET,
    "words before it": lambda data: SECRET + data,
    "a second end": lambda data: data + chunk(b"IEND", b""),
    "a second head": put(b"IHDR", bytes(13)),
    "a wrong checksum": lambda data: data[:-4] + bytes(4),
    "no end": lambda data: data[:-12],
}  # fmt: skip


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "LA", "P", "1"])
def test_a_png_in_its_usual_forms_is_listed(mode: str) -> None:
    assert list(check_png(encode(upright().convert(mode), "PNG"))) == []


@pytest.mark.parametrize("name", IN_PNG)
def test_what_is_put_into_a_png_is_named(name: str) -> None:
    data = encode(upright(), "PNG")
    spoilt = IN_PNG[name](data)
    assert spoilt != data
    assert list(check_png(spoilt))


def test_a_picture_without_what_is_not_listed_shows_the_same() -> None:
    about = PngInfo()
    about.add_text("Comment", SECRET.decode())
    png = encode(upright(), "PNG", pnginfo=about)
    jpeg = encode(upright(), "JPEG", comment=SECRET, exif=Image.Exif())
    for strip, data in ((strip_png, png), (strip_jpeg, IN_JPEG["XMP"](jpeg))):
        stripped = strip(data)
        assert SECRET in data
        assert SECRET not in stripped
        before, after = (Image.open(io.BytesIO(one)).tobytes() for one in (data, stripped))
        assert before == after
