"""The package: our own base, opened by python-docx, saved as the same bytes every time."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

import docx
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PACKAGE_URI, PackURI
from docx.opc.part import Part

from briefwright.layout import Metadata
from briefwright.word.closed.parts import DOCUMENT_PARTS, find_kind
from briefwright.word.embedding import rename_fonts
from briefwright.word.ooxml import DECLARATIONS, Node, part_bytes

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
VARIANTS = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"

# What Word writes for custom properties: the one format id, and numbers from 2.
_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_FIRST_ID = 2


BLANK_CORE = (
    f'<cp:coreProperties xmlns:cp="{CORE}" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>'
)


class _File(NamedTuple):
    """One part of the base: its name, media type, the relationship that leads to it, its XML."""

    name: str
    media_type: str
    relationship: str
    xml: str


class TreePart(Part):
    """A part while it is written: what it refers to, such as links in a note, belongs to it."""

    tree: Node

    @property
    def blob(self) -> bytes:
        """The part's XML as it stands now."""
        return part_bytes(self.tree)


def open_base(parts: Mapping[str, bytes]) -> Document:
    """The theme by part name → a document that python-docx opens, empty of all else.

    Its own template would bring Word 2010's compatibility mode, US Letter and 164 styles.
    """
    files = (
        _File("word/document.xml", CT.WML_DOCUMENT_MAIN, RT.OFFICE_DOCUMENT,
              f'<w:document {DECLARATIONS} mc:Ignorable="w14 w15"><w:body/></w:document>'),
        _File("word/styles.xml", CT.WML_STYLES, RT.STYLES,
              f'<w:styles {DECLARATIONS} mc:Ignorable="w14 w15"/>'),
        _File("word/numbering.xml", CT.WML_NUMBERING, RT.NUMBERING,
              f'<w:numbering {DECLARATIONS} mc:Ignorable="w14 w15"/>'),
        _File("word/settings.xml", CT.WML_SETTINGS, RT.SETTINGS,
              f'<w:settings {DECLARATIONS} mc:Ignorable="w14 w15"/>'),
        _File("word/theme/theme1.xml", CT.OFC_THEME, RT.THEME, ""),
        _File("docProps/core.xml", CT.OPC_CORE_PROPERTIES, RT.CORE_PROPERTIES,
              BLANK_CORE),
    )  # fmt: skip
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as base:
        base.writestr(_TYPES, _write_content_types([("/" + f.name, f.media_type) for f in files]))
        base.writestr(
            "_rels/.rels", _write_relations(f for f in files if not _belongs_to_document(f))
        )
        base.writestr(
            "word/_rels/document.xml.rels",
            _write_relations(f for f in files if _belongs_to_document(f)),
        )
        for file in files:
            base.writestr(file.name, parts.get(file.name) or HEAD + file.xml)
    return docx.Document(stream)


def _belongs_to_document(file: _File) -> bool:
    return file.name.startswith("word/") and file.name != "word/document.xml"


def _write_relations(files: Iterable[_File]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{file.relationship}" Target="/{file.name}"/>'
        for number, file in enumerate(files, start=1)
    )
    return f'{HEAD}<Relationships xmlns="{RELATIONSHIPS}">{rows}</Relationships>'


def _write_content_types(parts: Iterable[tuple[str, str]]) -> str:
    """Part names and media types → the file that lists them; pictures go by their ending."""
    endings = {"rels": CT.OPC_RELATIONSHIPS, "xml": CT.XML}
    overrides = ""
    for name, media_type in sorted(parts):
        if media_type.startswith("image/"):
            endings[name.rpartition(".")[2]] = media_type
        else:
            overrides += f'<Override PartName="{name}" ContentType="{media_type}"/>'
    defaults = "".join(
        f'<Default Extension="{ending}" ContentType="{media_type}"/>'
        for ending, media_type in sorted(endings.items())
    )
    return f'{HEAD}<Types xmlns="{CONTENT_TYPES}">{defaults}{overrides}</Types>'


_LONGEST = 255


def write_properties(document: Document, metadata: Metadata) -> None:
    """Metadata of a page → core and custom properties; nothing from the clock."""
    core = document.core_properties
    core.title = _shorten(metadata.title)
    core.author = _shorten(", ".join(metadata.authors))
    core.last_modified_by = core.author
    core.subject = _shorten(metadata.description)
    core.keywords = _shorten(", ".join(metadata.keywords))
    core.language = metadata.language
    if metadata.created:
        core.created = _parse_date(metadata.created)
    if metadata.modified or metadata.created:
        core.modified = _parse_date(metadata.modified or metadata.created)
    if metadata.properties:
        package = document.part.package
        part = Part(PackURI("/docProps/custom.xml"), CT.OFC_CUSTOM_PROPERTIES,
                    _write_custom(metadata.properties).encode(), package)  # fmt: skip
        package.relate_to(part, RT.CUSTOM_PROPERTIES)


def _shorten(text: str) -> str:
    """A text → as much of it as Word's core properties hold: 255 characters."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"


def _parse_date(date: str) -> datetime:
    """A W3C date, which may be a year or a month alone → the moment it begins, in UTC."""
    whole = date if len(date) >= len("2024-09-21") else (date + "-01-01")[: len("2024-09-21")]
    moment = datetime.fromisoformat(whole)
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _write_custom(values: Mapping[str, str]) -> str:
    rows = "".join(
        f'<property fmtid="{_FORMAT_ID}" pid="{number}" name={quoteattr(name)}>'
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(values.items(), start=_FIRST_ID)
    )
    return f'{HEAD}<Properties xmlns="{PROPERTIES}" xmlns:vt="{VARIANTS}">{rows}</Properties>'


# The earliest moment that a zip file can name: the bytes must not say when they were made.
_TYPES = "[Content_Types].xml"
_NEVER = (1980, 1, 1, 0, 0, 0)


def save(document: Document, fonts: Mapping[str, str]) -> bytes:
    """A document and the own names of its fonts → the bytes of its file, with no date of this day.

    Parts stand in the order of their names.
    """
    package = document.part.package
    parts = sorted(package.iter_parts(), key=lambda part: str(part.partname))
    files = {str(part.partname)[1:]: part.blob for part in parts}
    files |= {
        name: rename_fonts(part, fonts) for name, part in files.items() if name.endswith(".xml")
    }
    files[PACKAGE_URI.rels_uri[1:]] = _encode(package.rels.xml)
    for part in parts:
        if len(part.rels):
            files[part.partname.rels_uri[1:]] = _encode(part.rels.xml)
    types = _write_content_types([(str(part.partname), part.content_type) for part in parts])
    return zip_files({**files, _TYPES: _encode(types)})


def pack_parts(
    parts: Mapping[str, bytes], links: Mapping[str, Iterable[tuple[str, str, str]]]
) -> bytes:
    """Parts, and by part its relationships (id, type, target) → a Word file of them.

    Types are the last word of Office's own; one that is a link leads outside.
    """
    known = [
        (f"/{name}", kind.media_type) for name in parts if (kind := find_kind(name, DOCUMENT_PARTS))
    ]
    files = {**parts, _TYPES: _write_content_types(known).encode()}
    files["_rels/.rels"] = _write_links(
        [("rId1", RT.OFFICE_DOCUMENT, "word/document.xml"),
         ("rId2", RT.CORE_PROPERTIES, "docProps/core.xml")]
    )  # fmt: skip
    for source, found in links.items():
        folder, _, file = source.rpartition("/")
        rows = [(key, f"{_OFFICE}/{kind}", target) for key, kind, target in found]
        files[f"{folder}/_rels/{file}.rels"] = _write_links(rows)
    return zip_files(files)


def _write_links(rows: Iterable[tuple[str, str, str]]) -> bytes:
    written = "".join(
        f'<Relationship Id="{key}" Type="{kind}" '
        + (f'Target={quoteattr(target)} TargetMode="External"/>' if kind == RT.HYPERLINK
           else f'Target="/{target}"/>')
        for key, kind, target in rows
    )  # fmt: skip
    return f'{HEAD}<Relationships xmlns="{RELATIONSHIPS}">{written}</Relationships>'.encode()


_LEVEL = 4  # half the time of the usual 6, and a hundredth larger


def zip_files(files: Mapping[str, bytes]) -> bytes:
    """The files of a package → its bytes: the list of types first, the others by name."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(files.items(), key=lambda file: (file[0] != _TYPES, file[0])):
            entry = zipfile.ZipInfo(name, _NEVER)
            entry.compress_type = zipfile.ZIP_DEFLATED
            # Or else it is the system's that wrote it.
            entry.create_system = 0
            archive.writestr(entry, data, compresslevel=_LEVEL)
    return stream.getvalue()


def _encode(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode()
