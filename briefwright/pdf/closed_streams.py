"""What may stand in the streams of a PDF of ours: what is not listed here is a fault (P914)."""

import re
from collections.abc import Mapping

# ----------------------------------------------------------------- instructions that draw

# Operands of each operator (ISO 32000-2, annex A): n a number, c one from 0 to 1, w a whole number,
# x a name, p that of the space of patterns, t glyphs in hexadecimal with what moves them, o a
# pattern of dashes.
OPERATORS: Mapping[str, str] = {
    "q": "", "Q": "", "cm": "nnnnnn", "gs": "x", "w": "n", "J": "w", "j": "w", "M": "n", "d": "on",
    "m": "nn", "l": "nn", "c": "nnnnnn", "v": "nnnn", "y": "nnnn", "h": "", "re": "nnnn",
    "S": "", "f": "", "f*": "", "B": "", "B*": "", "n": "", "W": "", "W*": "",
    "rg": "ccc", "RG": "ccc", "g": "c", "G": "c",
    "BT": "", "ET": "", "Tf": "xn", "Tm": "nnnnnn", "TJ": "t", "Tr": "w", "Ts": "n",
    "Do": "x", "sh": "x", "cs": "p", "scn": "x",
    "EMC": "",
}  # fmt: skip
# How content is marked: what belongs to the text has a number in the structure; all else is an
# artifact, and of those with text the kind is said. A word may say its text as a whole, which is
# what is read and compared.
MARKING = (
    rb"/[A-Za-z0-9]+\s+<<\s*/MCID\s+\d+\s*>>\s+BDC",
    rb"/Artifact\s+<<\s*/Type\s+/Pagination\s*>>\s+BDC",
    rb"/Artifact\s+<<\s*/Type\s+/Layout\s+/(?:Decoration|Repeated)\s+\d+\s*>>\s+BDC",
    rb"/Artifact\s+<<\s*/(?:Decoration|Repeated)\s+\d+\s+/Type\s+/Layout\s*>>\s+BDC",
    rb"/Artifact\s+BMC",
    rb"/Span\s+<<\s*/ActualText\s+<feff(?:[0-9a-f]{4})+>\s*>>\s+BDC",
)

# ----------------------------------------------------------------- what is in other streams

# Tables of a font file (OpenType 1.9): what draws letters, and what names the font.
FONT_TABLES = frozenset({
    "CFF ", "GDEF", "OS/2", "STAT", "cmap", "cvt ", "fpgm", "gasp", "glyf", "head", "hhea", "hmtx",
    "loca", "maxp", "meta", "name", "post", "prep", "VDMX", "VORG", "vhea", "vmtx",
})  # fmt: skip

# The map from glyphs to letters, line by line (ISO 32000-2, 9.10.3).
LETTERS = re.compile(
    rb"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo\n"
    rb"<< /Registry \(Adobe\)\n/Ordering \(UCS\)\n/Supplement 0\n>> def\n"
    rb"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n"
    rb"<0000> <ffff>\nendcodespacerange\n"
    rb"(?:\d+ beginbfchar\n(?:<[0-9a-f]{4}> <[0-9a-f]*>\n)*endbfchar\n)*"
    rb"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n?"
)

# Colour profiles, by the SHA-256 of their bytes: sRGB, as it comes with the library that draws.
PROFILES = frozenset({
    "384b832de3412066743b52a75ee906b6fb9fb8d9e09e936fc2c43223815c6e0a",
})  # fmt: skip

# XMP properties (ISO 16684-1), and what their text may be; None where it is compared with the page.
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_PDF = "{http://ns.adobe.com/pdf/1.3/}"
_XMP = "{http://ns.adobe.com/xap/1.0/}"
_UA = "{http://www.aiim.org/pdfua/ns/id/}"
_EXTENSION = "{http://www.aiim.org/pdfa/ns/extension/}"
_SCHEMA = "{http://www.aiim.org/pdfa/ns/schema#}"
_PROPERTY = "{http://www.aiim.org/pdfa/ns/property#}"
_OWN = "{https://briefing.invalid/properties/}"

PROPERTIES: Mapping[str, str | None] = {
    "{adobe:ns:meta/}xmpmeta": "",
    f"{_RDF}RDF": "", f"{_RDF}Description": "", f"{_RDF}Alt": "", f"{_RDF}Seq": "",
    f"{_RDF}Bag": "", f"{_RDF}li": None,
    f"{_DC}title": "", f"{_DC}creator": "", f"{_DC}description": "", f"{_DC}language": "",
    f"{_PDF}Producer": None, f"{_PDF}Keywords": None,
    f"{_XMP}CreatorTool": None, f"{_XMP}CreateDate": None, f"{_XMP}ModifyDate": None,
    f"{_UA}part": "1|2", f"{_UA}rev": "2024", "{http://www.aiim.org/pdfa/ns/id/}rev": "2020",
    f"{_EXTENSION}schemas": "",
    f"{_SCHEMA}schema": "PDF/UA identification|Properties of the briefing",
    f"{_SCHEMA}namespaceURI": (
        "http://www.aiim.org/pdfua/ns/id/|https://briefing.invalid/properties/"
    ),
    f"{_SCHEMA}prefix": "pdfuaid|briefing", f"{_SCHEMA}property": "",
    f"{_PROPERTY}name": "part|properties", f"{_PROPERTY}valueType": "Integer|seq Text",
    f"{_PROPERTY}category": "internal|external",
    f"{_PROPERTY}description": "Part of PDF/UA|Names and values",
    f"{_OWN}properties": "",
}  # fmt: skip
PROPERTY_ATTRIBUTES: Mapping[str, str] = {
    f"{_RDF}about": "", f"{_RDF}parseType": "Resource", f"{_PDF}Producer": r"WeasyPrint [\d.]+",
    "{http://www.w3.org/XML/1998/namespace}lang": "x-default",
    "{http://www.aiim.org/pdfa/ns/id/}part": "2|3|4",
    "{http://www.aiim.org/pdfa/ns/id/}conformance": "A|F",
    "{http://www.aiim.org/pdfa/ns/id/}rev": "2020",
}  # fmt: skip
