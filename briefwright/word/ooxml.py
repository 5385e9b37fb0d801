"""WordprocessingML elements: built fast, in their namespaces, children in the schema's order."""

import re
from collections.abc import Iterable
from copy import deepcopy

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
# Twips: the lowest line that Word sets, of what must be there and nobody should see.
THINNEST = 20
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

# Declared on every root, so that a reader which looks for the usual prefixes finds them.
NAMESPACES = {"w": W, "r": R, "mc": MC, "wp": WP, "a": A, "pic": PIC, "w14": W14, "w15": W15}
_PREFIXES = {**NAMESPACES, "c": C}
DECLARATIONS = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())

Node = etree._Element
Value = str | int | float | None

_make = etree.XMLParser().makeelement
_names: dict[str, str] = {}


def name(prefixed: str) -> str:
    """`w:p` → lxml's name for it; a name without a prefix stays as it is."""
    found = _names.get(prefixed)
    if found is None:
        prefix, _, local = prefixed.rpartition(":")
        found = _names[prefixed] = f"{{{_PREFIXES[prefix]}}}{local}" if prefix else local
    return found


def element(tag: str, attributes: dict[str, Value], *children: Node | None) -> Node:
    """A prefixed tag, prefixed attributes and children → the element; None is left out."""
    made = _make(name(tag))
    for key, value in attributes.items():
        if value is not None:
            made.set(name(key), str(value))
    for child in children:
        if child is not None:
            made.append(child)
    return made


def w(tag: str, *children: Node | None, **attributes: Value) -> Node:
    """The same for the commonest case: tag and attributes are all in the namespace `w`."""
    made = _make(name("w:" + tag))
    for key, value in attributes.items():
        if value is not None:
            made.set(name("w:" + key), str(value))
    for child in children:
        if child is not None:
            made.append(child)
    return made


def root(tag: str, *children: Node | None) -> Node:
    """A prefixed tag → the root of a part, with every namespace declared."""
    made = etree.Element(name(tag), nsmap=NAMESPACES)
    made.set(name("mc:Ignorable"), "w14 w15")
    made.extend(child for child in children if child is not None)
    return made


def part_bytes(top: Node) -> bytes:
    """A part's root → the bytes of its XML file."""
    return etree.tostring(top, xml_declaration=True, encoding="UTF-8", standalone=True)


# The schema wants these children in one order and Word calls a file broken that has another.
_ORDER: dict[str, dict[str, int]] = {
    holder: {
        name(tag if ":" in tag else f"w:{tag}"): place for place, tag in enumerate(tags.split())
    }
    for holder, tags in {
        "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs "
        "suppressAutoHyphens bidi spacing ind jc outlineLvl rPr sectPr",
        "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike color spacing kern sz szCs u "
        "shd vertAlign rtl lang w14:ligatures w14:numForm w14:numSpacing",
    }.items()
}


def in_schema_order(tag: str, children: Iterable[Node]) -> Node | None:
    """“pPr” or “rPr” and its children in any order → the element; None where it would be empty."""
    order = _ORDER[tag]
    kids = sorted(children, key=lambda child: order[child.tag])
    return w(tag, *kids) if kids else None


def put(holder: Node, child: Node) -> None:
    """A “pPr” and one more child → the child set at its place in it, unless it has one already."""
    order = _ORDER["pPr"]
    if holder.find(child.tag) is not None:
        return
    later = (i for i, other in enumerate(holder) if order[other.tag] > order[child.tag])
    holder.insert(next(later, len(holder)), child)


# A hyphen of these kinds is an element of its own in Word.
_HYPHENS = {"\u00ad": "softHyphen", "\u2011": "noBreakHyphen"}
_CUT = re.compile("([\u00ad\u2011])")


def text_run(text: str, properties: Node | None) -> Node:
    """Words and their run properties → a run."""
    made = w("r", properties)
    pieces = _CUT.split(text) if "\u00ad" in text or "\u2011" in text else (text,)
    for piece in pieces:
        if piece in _HYPHENS:
            made.append(w(_HYPHENS[piece]))
        elif piece:
            made.append(text_node("t", piece))
    return made


def text_node(tag: str, text: str) -> Node:
    """“t” or “instrText” and its words → the element, white space at its ends kept."""
    made = w(tag)
    made.text = text
    if text[0].isspace() or text[-1].isspace():
        made.set(XML_SPACE, "preserve")
    return made


def field_runs(instruction: str, *result: Node) -> list[Node]:
    """A field's instruction and the runs that it shows → its runs; never marked for updating.

    All of them look like the result: some programs take the look from the field's beginning.
    """
    look = next((found for made in result for found in made.iter(name("w:rPr"))), None)

    def part(content: Node) -> Node:
        return w("r", None if look is None else deepcopy(look), content)

    return [
        part(w("fldChar", fldCharType="begin")),
        part(text_node("instrText", f" {instruction} ")),
        part(w("fldChar", fldCharType="separate")),
        *result,
        part(w("fldChar", fldCharType="end")),
    ]


def twips(px: float) -> int:
    """CSS px → twentieths of a point."""
    return round(px * 15)


def emu(px: float) -> int:
    """CSS px → English metric units, which drawings are measured in."""
    return round(px * 9525)
