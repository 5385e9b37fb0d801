"""The bytes of a Word file that somebody sent → its parts; whatever it holds, nothing is run."""

import io
import re
import zipfile
import zlib
from collections.abc import Mapping

from lxml import etree

_MOST_PARTS = 5_000
_MOST_BYTES = 300_000_000
_DOCUMENT = "word/document.xml"
# What zipfile raises for a damaged archive, or one with a password.
_DAMAGED = (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, OSError, ValueError)

Node = etree._Element


class UnreadableError(ValueError):
    """A file that isn't read; its words are a sentence that says why, and what to do."""


def open_parts(data: bytes) -> Mapping[str, bytes]:
    """The bytes of a .docx → its parts by name.

    Errors: UnreadableError for what is no Word file, holds a DOCTYPE, or is too large unpacked.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            listed = archive.infolist()
            unpacked = sum(one.file_size for one in listed)
            is_too_large = len(listed) > _MOST_PARTS or unpacked > _MOST_BYTES
            parts = {} if is_too_large else {one.filename: archive.read(one) for one in listed}
    except _DAMAGED as error:
        raise UnreadableError(
            "It is no Word file, or one with a password. Save it in Word as “Word Document (.docx)”"
            " without a password."
        ) from error
    if is_too_large:
        raise UnreadableError("It is larger unpacked than any document; it isn't opened.")
    if _DOCUMENT not in parts:
        raise UnreadableError(
            "It is no Word document. Save it in Word as “Word Document (.docx)”, and try again."
        )
    return parts


def parse(parts: Mapping[str, bytes], name: str) -> Node | None:
    """Parts and the name of one → its XML, nothing where there is none. Errors: UnreadableError.

    No entity is resolved. Source: ECMA-376 part 2, 8.1.4: a part has no DOCTYPE.
    """
    if name not in parts:
        return None
    if re.search(rb"<!DOCTYPE|<!ENTITY", parts[name]):
        raise UnreadableError(f"Its part {name} declares entities, as no Word file does.")
    reader = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(parts[name], reader)
    except etree.XMLSyntaxError as error:
        raise UnreadableError(f"Its part {name} is damaged: {error.msg}.") from error
