"""The bytes of a file → its texts, by what they are, whatever the file is called.

What is inside is taken apart in turn: archives in archives, packages, PDFs, pictures.
"""

import base64
import binascii
import bz2
import csv
import gzip
import io
import lzma
import re
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace

from briefwright.verify.disclosure import (
    in_font,
    in_html,
    in_mail,
    in_package,
    in_pdf,
    in_picture,
    in_xml,
)
from briefwright.verify.disclosure.decoding import is_readable, is_written, read_bytes
from briefwright.verify.disclosure.parts import Embedded, FilePart

_DEEPEST = 5  # files inside one another
_MOST_BYTES = 500_000_000  # of one file, unpacked
_PDF_WITHIN = 1024  # bytes before the header of a PDF that readers pass over
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")

_BASE64 = re.compile(rb"[A-Za-z0-9+/_\-\s]{32,}=*\s*")
_URL_SAFE = bytes.maketrans(b"-_", b"+/")

_Unpack = Callable[[bytes], bytes]
_COMPRESSED: Mapping[bytes, _Unpack] = {
    b"\x1f\x8b": gzip.decompress,
    b"BZh": bz2.decompress,
    b"\xfd7zXZ": lzma.decompress,
    b"]\x00\x00": lzma.decompress,
    b"\x78\x01": zlib.decompress,
    b"\x78\x5e": zlib.decompress,
    b"\x78\x9c": zlib.decompress,
    b"\x78\xda": zlib.decompress,
}


def list_parts(data: bytes, where: str = "", depth: int = 0) -> Iterator[FilePart]:
    """The bytes of a file, and what it is called if it stands in another → its texts.

    What can't be searched is opaque.
    """
    for part in _take_apart(data, where):
        if isinstance(part, FilePart):
            yield part
        elif depth == _DEEPEST:
            yield FilePart(part.where, "", "opaque")
        else:
            yield from list_parts(part.data, part.where, depth + 1)


def _take_apart(data: bytes, where: str) -> Iterable[FilePart | Embedded]:
    called = where or "the file"
    if b"%PDF-" in data[:_PDF_WITHIN]:
        inside = f" in {where}" if where else ""
        return (_inside(part, inside) for part in in_pdf.read_parts(data))
    if zipfile.is_zipfile(io.BytesIO(data)):
        return in_package.read_parts(data, where)
    if tarfile.is_tarfile(io.BytesIO(data)):
        return _read_tar(data, called)
    if unpack := next((one for sign, one in _COMPRESSED.items() if data.startswith(sign)), None):
        return _unpack(unpack, data, called)
    if data.startswith(in_picture.SIGNS):
        return in_picture.read_parts(data, called)
    if data.startswith(in_font.WOFF2):
        return in_font.read_parts(data, called)
    if data.startswith(in_mail.BEGINNING):
        return in_mail.read_parts(data, called)
    if data[: len(in_html.BEGINNING)].lower() == in_html.BEGINNING:
        return in_html.read_parts(data, where or "the page")
    if data.lstrip(b"".join(_BOMS) + b" \t\r\n").startswith(b"<"):
        return in_xml.read_parts(data, called)
    return _read_text(data, called)


def _inside(part: FilePart | Embedded, inside: str) -> FilePart | Embedded:
    return replace(part, where=f"{part.where}{inside}")


def _unpack(unpack: _Unpack, data: bytes, where: str) -> Iterator[FilePart | Embedded]:
    try:
        yield Embedded(where, unpack(data)[:_MOST_BYTES])
    except (OSError, EOFError, lzma.LZMAError, zlib.error):
        yield from _read_text(data, where)


def _read_tar(data: bytes, where: str) -> Iterator[FilePart | Embedded]:
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        for entry in archive:
            yield FilePart(f"the name of a file in {where}", entry.name, "name")
            if content := archive.extractfile(entry):
                yield Embedded(f"a file in {where}", content.read(_MOST_BYTES))


def _read_text(data: bytes, where: str) -> Iterator[FilePart | Embedded]:
    """Bytes that are no file of a known kind → their texts; opaque where they are none."""
    if _BASE64.fullmatch(data):
        with suppress(binascii.Error):
            yield Embedded(where, base64.b64decode(data.translate(_URL_SAFE) + b"=="))
    texts = tuple(read_bytes(data))
    for text in texts:
        yield FilePart(where, text)
        yield FilePart(where, _read_columns(text))
    if data and not is_written(data) and not any(map(is_readable, texts)):
        yield FilePart(where, "", "opaque")


def _read_columns(text: str) -> str:
    """A table with commas or semicolons → its cells column by column."""
    try:
        rows = list(csv.reader(text.splitlines(), csv.Sniffer().sniff(text[:4096])))
    except csv.Error:
        return ""
    widest = max(map(len, rows), default=0)
    return "\n".join(row[n] for n in range(widest) for row in rows if n < len(row))
