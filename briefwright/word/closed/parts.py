"""What may stand in a Word file: parts, relationships, and what pictures and fonts are made of.

Whatever isn't on this list, or on that of `elements`, is a fault (P914). `read` holds finished
files against both and knows nothing else of them; `word.corporate` leaves out of an organisation's
own Word file what isn't on them. Whoever lets the writer make something new writes a row here, and
sees to it that a reader understands what the row lets in.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships/"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml."
_ANY_OFFICE = "application/vnd.openxmlformats-officedocument."

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
    "asvg": "http://schemas.microsoft.com/office/drawing/2016/SVG/main",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "op": "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
    "ep": "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties",
    "vt": "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xml": "http://www.w3.org/XML/1998/namespace",
    "t": "http://schemas.openxmlformats.org/package/2006/content-types",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
}
# Declared by what else writes such files, and used for nothing.
UNUSED_NAMESPACES = frozenset({
    "http://purl.org/dc/dcmitype/",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingInk",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "http://schemas.microsoft.com/office/word/2006/wordml",
    "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "http://schemas.openxmlformats.org/schemaLibrary/2006/main",
    "urn:schemas-microsoft-com:office:word",
    "urn:schemas-microsoft-com:mac:vml",
    "urn:schemas-microsoft-com:office:word:wordml",
    "http://schemas.microsoft.com/office/mac/office/2008/main",
})  # fmt: skip


_WEB = re.compile(r"(https?://[^\s<>\"]+|mailto:[^\s<>\"]+)")


def is_web_address(target: str) -> bool:
    """The target of a relationship that leads outside → whether it may."""
    return _WEB.fullmatch(target) is not None


class Part(NamedTuple):
    """A kind of part: its name as a pattern, its media type, its root element ("" for no XML)."""

    kind: str
    name: str
    media_type: str
    root: str = ""


def find_kind(name: str, kinds: Sequence[Part]) -> Part | None:
    """The name of a part and the kinds that there may be → its kind, if it has one."""
    return next((one for one in kinds if re.fullmatch(one.name, name)), None)


class Link(NamedTuple):
    """From a kind of part ("" for the package) a relationship of a type to a kind of part.

    `target` is "web" for an address outside: https://…, http://… or mailto:….
    """

    source: str
    type: str
    target: str


DOCUMENT_PARTS = (
    Part("document", r"word/document\.xml", _WORD + "document.main+xml", "w:document"),
    Part("styles", r"word/styles\.xml", _WORD + "styles+xml", "w:styles"),
    Part("numbering", r"word/numbering\.xml", _WORD + "numbering+xml", "w:numbering"),
    Part("settings", r"word/settings\.xml", _WORD + "settings+xml", "w:settings"),
    Part("fonts", r"word/fontTable\.xml", _WORD + "fontTable+xml", "w:fonts"),
    Part("footnotes", r"word/footnotes\.xml", _WORD + "footnotes+xml", "w:footnotes"),
    Part("header", r"word/header\d*\.xml", _WORD + "header+xml", "w:hdr"),
    Part("footer", r"word/footer\d*\.xml", _WORD + "footer+xml", "w:ftr"),
    Part("theme", r"word/theme/theme\d*\.xml", _ANY_OFFICE + "theme+xml", "a:theme"),
    Part("font", r"word/fonts/font\d+\.odttf", _ANY_OFFICE + "obfuscatedFont"),
    Part("chart", r"word/charts/chart\d+\.xml", _ANY_OFFICE + "drawingml.chart+xml",
         "c:chartSpace"),
    Part("workbook", r"word/embeddings/chart\d+\.xlsx", _SHEET + "sheet"),
    Part("png", r"word/media/image\d*\.png", "image/png"),
    Part("jpeg", r"word/media/image\d*\.jpe?g", "image/jpeg"),
    Part("svg", r"word/media/vector\d+\.svg", "image/svg+xml"),
    Part("core", r"docProps/core\.xml",
         "application/vnd.openxmlformats-package.core-properties+xml", "cp:coreProperties"),
    Part("custom", r"docProps/custom\.xml", _ANY_OFFICE + "custom-properties+xml",
         "op:Properties"),
)  # fmt: skip
DOCUMENT_LINKS = (
    Link("", _OFFICE + "officeDocument", "document"),
    Link("", _PACKAGE + "metadata/core-properties", "core"),
    Link("", _OFFICE + "custom-properties", "custom"),
    *(
        Link("document", _OFFICE + kind, target)
        for kind, target in (
            ("styles", "styles"), ("numbering", "numbering"), ("settings", "settings"),
            ("fontTable", "fonts"), ("footnotes", "footnotes"), ("header", "header"),
            ("footer", "footer"), ("theme", "theme"), ("chart", "chart"), ("image", "png"),
            ("image", "jpeg"), ("image", "svg"), ("hyperlink", "web"),
        )
    ),
    Link("footnotes", _OFFICE + "hyperlink", "web"),
    Link("header", _OFFICE + "hyperlink", "web"),
    Link("footer", _OFFICE + "hyperlink", "web"),
    *(
        Link(source, _OFFICE + "image", target)
        for source in ("header", "footer")
        for target in ("png", "jpeg", "svg")
    ),
    Link("fonts", _OFFICE + "font", "font"),
    Link("chart", _OFFICE + "package", "workbook"),
)  # fmt: skip
# Relationships that belong to their source as a whole; all others must be used in it by their id.
WHOLE = frozenset(
    {"officeDocument", "core-properties", "custom-properties", "styles", "numbering", "settings",
     "fontTable", "footnotes", "theme", "extended-properties", "sharedStrings"}
)  # fmt: skip
WORKBOOK_PARTS = (
    Part("book", r"xl/workbook\.xml", _SHEET + "sheet.main+xml", "x:workbook"),
    Part("sheet", r"xl/worksheets/sheet1\.xml", _SHEET + "worksheet+xml", "x:worksheet"),
    Part("strings", r"xl/sharedStrings\.xml", _SHEET + "sharedStrings+xml", "x:sst"),
    Part("cell styles", r"xl/styles\.xml", _SHEET + "styles+xml", "x:styleSheet"),
    Part("theme", r"xl/theme/theme1\.xml", _ANY_OFFICE + "theme+xml", "a:theme"),
    Part("core", r"docProps/core\.xml",
         "application/vnd.openxmlformats-package.core-properties+xml", "cp:coreProperties"),
    Part("app", r"docProps/app\.xml", _ANY_OFFICE + "extended-properties+xml", "ep:Properties"),
)  # fmt: skip
WORKBOOK_LINKS = (
    Link("", _OFFICE + "officeDocument", "book"),
    Link("", _PACKAGE + "metadata/core-properties", "core"),
    Link("", _OFFICE + "extended-properties", "app"),
    Link("book", _OFFICE + "worksheet", "sheet"),
    Link("book", _OFFICE + "theme", "theme"),
    Link("book", _OFFICE + "styles", "cell styles"),
    Link("book", _OFFICE + "sharedStrings", "strings"),
)
DEFAULT_TYPES = {
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
    "xml": "application/xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "svg": "image/svg+xml",
}

# OpenType: what draws letters and sets them, and the name table with these entries.
FONT_TABLES = frozenset(
    {b"cmap", b"glyf", b"loca", b"head", b"hhea", b"hmtx", b"maxp", b"name", b"OS/2", b"post",
     b"CFF ", b"CFF2", b"cvt ", b"fpgm", b"prep", b"gasp", b"GDEF", b"GPOS", b"GSUB", b"BASE",
     b"kern", b"vhea", b"vmtx", b"VORG", b"avar", b"fvar", b"gvar", b"HVAR", b"MVAR", b"STAT"}
)  # fmt: skip
FONT_NAMES = frozenset({0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17})
# SVG 2: what drawings are made of; words stand in `text`, `tspan`, `title` and `desc` only.
SVG_ELEMENTS = frozenset({
    "svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text",
    "tspan", "title", "desc", "defs", "clipPath", "use", "marker", "mask", "pattern",
    "linearGradient", "radialGradient", "stop", "symbol", "style", "image",
})  # fmt: skip
