"""An organisation's own Word file as the beginning of ours: emptied of its text, its look kept.

Its styles, heads, feet and theme stay as they are; what it lacks comes from the stylesheet. Nothing
else of it goes along: no text, notes, comments, properties, settings, template that it belongs to.
"""

import io
import zipfile
from copy import deepcopy

import docx
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.opc.parts.coreprops import CorePropertiesPart
from docx.parts.numbering import NumberingPart
from lxml import etree

from briefwright.document import corporate_template
from briefwright.word.named_styles import NORMAL, NamedStyles
from briefwright.word.ooxml import DECLARATIONS, NAMESPACES, Node, name, part_bytes
from briefwright.word.package import BLANK_CORE, TreePart, zip_files
from briefwright.word.theme import choose_palette

_TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
# What Word may find again in the file; heads and feet stay as far as a section names them.
_KEPT = frozenset({RT.STYLES, RT.THEME, RT.SETTINGS, RT.NUMBERING, RT.FONT_TABLE})
_ROOTS = ("w:document", "w:styles", "w:numbering", "w:settings", "w:hdr", "w:ftr")


def open_corporate(data: bytes) -> tuple[Document, Node | None]:
    """The bytes of a base → a document without text, and what its last section says."""
    document = docx.Document(io.BytesIO(_prepare(data)))
    body, part = document.element.body, document.part
    section = body.find(name("w:sectPr"))
    for child in list(body):
        body.remove(child)
    named = {one.get(name("r:id")) for one in section} if section is not None else set()
    for key, link in list(part.rels.items()):
        if link.reltype not in _KEPT and key not in named:
            part.rels.pop(key)
    for key, link in list(part.package.rels.items()):
        if link.reltype != RT.OFFICE_DOCUMENT:
            part.package.rels.pop(key)
    _remove_settings(document)
    blank = CorePropertiesPart.load(
        PackURI("/docProps/core.xml"), CT.OPC_CORE_PROPERTIES, BLANK_CORE.encode(), part.package
    )
    part.package.relate_to(blank, RT.CORE_PROPERTIES)
    if not any(link.reltype == RT.NUMBERING for link in part.rels.values()):
        empty = f'<w:numbering {DECLARATIONS} mc:Ignorable="w14 w15"/>'.encode()
        made = NumberingPart.load(
            PackURI("/word/numbering.xml"), CT.WML_NUMBERING, empty, part.package
        )
        part.relate_to(made, RT.NUMBERING)
    return document, section


def _prepare(data: bytes) -> bytes:
    """A .docx or .dotx → a .docx whose parts declare every name that ours will hold."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {one: archive.read(one) for one in archive.namelist() if not one.endswith("/")}
    types = "[Content_Types].xml"
    files[types] = files[types].replace(_TEMPLATE.encode(), CT.WML_DOCUMENT_MAIN.encode())
    for one, content in files.items():
        if one.startswith("word/") and one.count("/") == 1 and one.endswith(".xml"):
            files[one] = _declare_namespaces(content)
    return zip_files(files)


def _declare_namespaces(content: bytes) -> bytes:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    old = etree.fromstring(content, parser)
    if old.tag not in map(name, _ROOTS):
        return content
    own = {str(key): uri for key, uri in old.nsmap.items() if key and key not in NAMESPACES}
    new = etree.Element(old.tag, dict(old.attrib), {**own, **NAMESPACES})
    ignored = dict.fromkeys((*old.get(name("mc:Ignorable"), "").split(), "w14", "w15"))
    new.set(name("mc:Ignorable"), " ".join(ignored))
    new.extend(list(old))
    _remove_traces(new)
    return part_bytes(new)


def _remove_traces(root: Node) -> None:
    """What Word notes of its own editing, which nobody sees, goes; all else is for the list."""
    for node in list(root.iter(*map(name, _TRACES))):
        holder = node.getparent()
        if holder is not None:
            holder.remove(node)
    for node in root.iter("*"):
        for key in node.attrib:
            if etree.QName(key).localname.startswith(_TRACED):
                del node.attrib[key]


_TRACES = ("w:proofErr", "w:lastRenderedPageBreak")
_TRACED = ("rsid", "paraId", "textId")


def _remove_settings(document: Document) -> None:
    """The base's settings go, and with them protection, change tracking, the attached template."""
    found = (one for one in document.part.rels.values() if one.reltype == RT.SETTINGS)
    for link in found:
        link.target_part.rels.clear()
    top = document.settings.element
    for child in list(top):
        top.remove(child)


def add_font_table(document: Part, table: Node) -> TreePart:
    """The main part and the entries of our fonts → the font table, the base's entries first."""
    known = [link for link in document.rels.values() if link.reltype == RT.FONT_TABLE]
    part = TreePart(PackURI("/word/fontTable.xml"), CT.WML_FONT_TABLE, None, document.package)
    part.tree = table
    for link in known:
        theirs = etree.fromstring(link.target_part.blob)
        held = {one.get(name("w:name")) for one in theirs}
        for entry in list(table):
            if entry.get(name("w:name")) in held:
                table.remove(entry)
        for place, entry in enumerate(theirs):
            table.insert(place, deepcopy(entry))
        for key, one in link.target_part.rels.items():
            part.rels.add_relationship(one.reltype, one.target_part, key)
        document.rels.pop(link.rId)
    document.relate_to(part, RT.FONT_TABLE)
    return part


# ----------------------------------------------------------------- styles


def apply_styles(sheet: NamedStyles, base: corporate_template.CorporateTemplate) -> None:
    """A sheet and the base's styles → the sheet, in place, following the base wherever it has one.

    Its fonts stand for the stylesheet's where no @font-face declares them.
    """
    text, heading = sheet.styles[NORMAL].text.font, sheet.styles["h2"].text.font
    sheet.replacement_fonts = {heading: base.heading_font or heading, text: base.text_font or text}
    sheet.corporate_ids, sheet.numbered = dict(base.styles), base.numbered
    sheet.colours |= {slot: rgb for slot, rgb in base.colours.items() if slot in sheet.colours}
    sheet.palette = choose_palette(None, None, sheet.colours)
    sheet.uses.clear()
    for key, style in list(sheet.styles.items()):
        sheet.add(key, style)


def add_numbering(part: Node, abstracts: list[Node], numbers: list[Node]) -> None:
    """Numberings → into numbering.xml: Word wants all abstract ones before the first list."""
    first = next((place for place, one in enumerate(part) if one.tag == name("w:num")), len(part))
    for place, one in enumerate(abstracts, start=first):
        part.insert(place, one)
    last = max((place for place, one in enumerate(part) if one.tag in _LISTED), default=-1)
    for place, one in enumerate(numbers, start=last + 1):
        part.insert(place, one)


_LISTED = (name("w:abstractNum"), name("w:num"), name("w:numPicBullet"))


def find_free_ids(part: Node) -> tuple[int, int]:
    """numbering.xml → the first id of an abstract numbering and of a list that is free."""
    used = [
        [int(one.get(name(f"w:{key}"), "0")) for one in part.iterfind(name(f"w:{tag}"))]
        for tag, key in (("abstractNum", "abstractNumId"), ("num", "numId"))
    ]
    return max(used[0], default=0) + 1, max(used[1], default=0) + 1
