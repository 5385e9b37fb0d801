"""An organisation's own Word file as the beginning of ours: emptied of its text, its look kept.

Its styles, heads, feet and theme stay as they are; what it lacks comes from the stylesheet. Nothing
else of it goes along: no text, notes, comments, properties, settings, template that it belongs to.
"""

import io
from copy import deepcopy

import docx
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from briefwright.document import corporate_template
from briefwright.word.corporate_content import keep_listed
from briefwright.word.named_styles import NORMAL, NamedStyles
from briefwright.word.ooxml import Node, name
from briefwright.word.package import TreePart
from briefwright.word.theme_part import choose_theme


def open_corporate(data: bytes) -> tuple[Document, Node | None]:
    """The bytes of a base → a document without text, and what its last section says.

    Of the base there is what the closed list allows; see `corporate_content`.
    """
    document = docx.Document(io.BytesIO(keep_listed(data).data))
    body = document.element.body
    section = body.find(name("w:sectPr"))
    for child in list(body):
        body.remove(child)
    return document, section


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
    sheet.theme = choose_theme(None, None, sheet.colours)
    sheet.uses.clear()
    for key, style in list(sheet.styles.items()):
        sheet.add(key, style)


def find_tab_stops(styles: Node, identifier: str) -> frozenset[int]:
    """The root of styles.xml and a style's id → the places of its tab stops, inherited too."""
    known = {one.get(name("w:styleId"), ""): one for one in styles.iterchildren(name("w:style"))}
    found: set[int] = set()
    while (style := known.pop(identifier, None)) is not None:
        stops = style.iterfind(f"{name('w:pPr')}/{name('w:tabs')}/{name('w:tab')}")
        found |= {int(one.get(name("w:pos"), "0")) for one in stops}
        based = style.find(name("w:basedOn"))
        identifier = "" if based is None else based.get(name("w:val"), "")
    return frozenset(found)


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
