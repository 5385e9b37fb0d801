"""A Word file, or any other package of Office → its texts, its names, what is between its parts."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping

from briefwright.verify.disclosure import in_xml
from briefwright.verify.disclosure.decoding import find_strings, read_bytes
from briefwright.verify.disclosure.parts import Embedded, FilePart

# What parts of a package are called, by how their names begin; others go by their names alone.
_TITLES: Mapping[str, str] = {
    "docProps/core.xml": "the document's properties",
    "docProps/app.xml": "the document's properties",
    "docProps/custom.xml": "the custom properties",
    "word/document.xml": "the text",
    "word/footnotes.xml": "the notes",
    "word/endnotes.xml": "the notes",
    "word/comments": "the comments",
    "word/header": "the head of a page",
    "word/footer": "the foot of a page",
}
_XML = ("xml", "rels", "vml", "svg")
_FONTS = ("odttf", "ttf", "otf")
_MOST_BYTES = 500_000_000  # of a package, unpacked
_LOCAL, _LOCAL_SIZE = b"PK\x03\x04", 30
_ENCRYPTED, _DESCRIBED = 1, 8  # flags of a part
_DEFLATED = 8


def read_parts(data: bytes, where: str = "") -> Iterator[FilePart | Embedded]:
    """The bytes of a package, and what it is called if it stands in another → its texts.

    What can't be searched is opaque: a preview picture, a program, a file of an unknown sort.
    """
    inside = f" in {where}" if where else ""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
        entries = package.infolist()
        if sum(entry.file_size for entry in entries) > _MOST_BYTES:
            raise zipfile.BadZipFile
        yield FilePart(f"the comment of the package{inside}", _decode(package.comment))
        yield from _read_gaps(data, package, inside)
        for entry in entries:
            yield from _read_entry(package, entry, inside)
        yield from _read_sheets(package, where or "the workbook")
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, struct.error):
        yield FilePart(where or "the file", "", "opaque")


def _read_entry(
    package: zipfile.ZipFile, entry: zipfile.ZipInfo, inside: str
) -> Iterator[FilePart | Embedded]:
    name = entry.filename
    yield FilePart(f"the name of a part{inside}", name, "name")
    for text in read_bytes(entry.comment + entry.extra):
        yield FilePart(f"the comment of {name}{inside}", text)
    yield from _read_content(name, package.read(entry), f"{_name_part(name)}{inside}")


def _name_part(name: str) -> str:
    """The name of a part → what a sentence calls it."""
    whole = next((title for start, title in _TITLES.items() if name.startswith(start)), "")
    return f"{whole} ({name})" if whole else name


def _read_content(name: str, data: bytes, where: str) -> Iterator[FilePart | Embedded]:
    ending = name.rpartition(".")[2].casefold()
    if "thumbnail" in name.casefold():
        yield FilePart(where, "", "opaque")
    elif ending in _XML:
        yield from in_xml.read_parts(data, where)
    elif ending in _FONTS:
        yield FilePart(f"the font {where}", find_strings(data), "data")
    elif not name.endswith("/") or data:
        yield Embedded(where, data)


def _decode(data: bytes) -> str:
    return "\n".join(read_bytes(data))


# ----------------------------------------------------------------- between the parts


def _read_gaps(data: bytes, package: zipfile.ZipFile, inside: str) -> Iterator[FilePart]:
    """A package → what its own list of parts doesn't tell of: gaps, other names, remains."""
    place, where = 0, f"the bytes between the parts{inside}"
    for entry in sorted(package.infolist(), key=lambda one: one.header_offset):
        start = entry.header_offset
        head = data[start : start + _LOCAL_SIZE]
        name, extra = struct.unpack("<HH", head[26:30])
        begin = start + _LOCAL_SIZE + name + extra
        end = begin + entry.compress_size
        called = _decode(data[start + _LOCAL_SIZE : begin - extra])
        yield FilePart(f"the name of a part{inside}", called, "name")
        yield from _read_rest(data[place:start] + data[begin - extra : begin], where)
        yield from _read_rest(_after_deflated(entry, data[begin:end]), where)
        if entry.flag_bits & _DESCRIBED:
            end += 16 if data[end : end + 4] == b"PK\x07\x08" else 12
        if entry.flag_bits & _ENCRYPTED or head[:4] != _LOCAL:
            yield FilePart(where, "", "opaque")
        place = end
    yield from _read_rest(data[place : package.start_dir], where)
    after = data.rfind(b"PK\x05\x06") + 22 + len(package.comment)
    yield from _read_rest(data[after:], where)


def _after_deflated(entry: zipfile.ZipInfo, data: bytes) -> bytes:
    """The stored bytes of a part → those after the end of its compressed stream."""
    if entry.compress_type != _DEFLATED:
        return b""
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    stream.decompress(data)
    return stream.unused_data


def _read_rest(data: bytes, where: str) -> Iterator[FilePart]:
    """Bytes that belong to no part → their texts; nobody knows what else they say."""
    if data:
        yield FilePart(where, _decode(data))
        yield FilePart(where, "", "opaque")


# ----------------------------------------------------------------- cells


def _read_sheets(package: zipfile.ZipFile, where: str) -> Iterator[FilePart]:
    """A workbook → the cells of each sheet row by row and column by column."""
    if "xl/sharedStrings.xml" not in package.namelist():
        return
    shared = in_xml.read_shared_strings(package.read("xl/sharedStrings.xml"))
    for name in package.namelist():
        if name.startswith("xl/worksheets/") and name.endswith(".xml"):
            for text in in_xml.read_cells(package.read(name), shared):
                yield FilePart(f"the cells of {name} in {where}", text)
