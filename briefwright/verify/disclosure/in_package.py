"""A Word file, or any other package of Office → its texts, packages inside it opened in turn."""

import io
import zipfile
from collections.abc import Iterator, Mapping

from briefwright.verify.disclosure import in_picture, in_xml
from briefwright.verify.disclosure.parts import FilePart

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
_PACKAGES = ("docx", "xlsx", "pptx")
_FONTS = ("odttf", "ttf", "otf")
_TEXTS = ("csv", "txt", "json")
_MOST_BYTES = 500_000_000  # of a package, unpacked
_DEEPEST = 4


def read_parts(data: bytes, where: str = "", depth: int = 0) -> Iterator[FilePart]:
    """The bytes of a package, and what it is called if it stands in another → its texts.

    What can't be searched is opaque: a preview picture, a program, a file of an unknown sort.
    """
    inside = f" in {where}" if where else ""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile:
        yield FilePart(where or "the file", "", "opaque")
        return
    entries = package.infolist()
    if depth > _DEEPEST or sum(entry.file_size for entry in entries) > _MOST_BYTES:
        yield FilePart(where or "the file", "", "opaque")
        return
    yield FilePart(f"the comment of the package{inside}", _decode(package.comment))
    for entry in entries:
        name = entry.filename
        yield FilePart(f"the name of a part{inside}", name, "name")
        yield FilePart(f"the comment of {name}{inside}", _decode(entry.comment + entry.extra))
        yield from _read_content(name, package.read(entry), f"{_name_part(name)}{inside}", depth)


def _name_part(name: str) -> str:
    """The name of a part → what a sentence calls it."""
    whole = next((title for start, title in _TITLES.items() if name.startswith(start)), "")
    return f"{whole} ({name})" if whole else name


def _read_content(name: str, data: bytes, where: str, depth: int) -> Iterator[FilePart]:
    ending = name.rpartition(".")[2].casefold()
    if "thumbnail" in name.casefold():
        yield FilePart(where, "", "opaque")
    elif ending in _XML:
        yield from in_xml.read_parts(data, where)
    elif ending in _PACKAGES:
        yield from read_parts(data, where, depth + 1)
    elif ending in in_picture.ENDINGS:
        yield from in_picture.read_parts(data, where)
    elif ending in _TEXTS:
        yield FilePart(where, _decode(data))
    elif ending not in _FONTS and not name.endswith("/"):
        yield FilePart(where, "", "opaque")


def _decode(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def read_file(name: str, data: bytes, where: str) -> Iterator[FilePart]:
    """A file that another carries: its name, its bytes, what it is called → its texts."""
    return _read_content(name, data, where, 0)
