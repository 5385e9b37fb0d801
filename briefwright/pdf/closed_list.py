"""What may stand in a PDF of ours, row by row: what is not listed here is a fault (P914).

A row is one kind of dictionary; each of its keys has a rule for its value, and a key that ends in
`?` may be missing. Whatever writes something new into a PDF needs a line here; ISO 32000-2 says
what each means. What may stand in the streams is in `closed_streams`; `read_closed` walks a
finished file by both.
"""

import re
from collections.abc import Mapping

from briefwright.pdf.closed_rules import (
    AnyName,
    Either,
    InTurn,
    Is,
    Keys,
    List,
    Named,
    Names,
    Nothing,
    Number,
    Row,
    Text,
    Truth,
)


def _only(*names: str) -> Names:
    return Names(names)


_WHOLE = Number(0, 10_000_000, whole=True)
_SIZE: Keys = {"/Length": _WHOLE, "/Filter?": _only("/FlateDecode")}
_RECTANGLE = List(Number(), 4)
_SHADES = Names(("/DeviceRGB", "/DeviceGray"))
_DAY = Text(re.compile(r"D:\d{4,14}(Z|[+-]\d\d'\d\d'?)?"))
_FONT_NAME = AnyName(re.compile(r"/[A-Z]{6}\+[\w.,-]+"))
# The page, and the place on it; a zoom of 0 leaves it as it is.
_SPOT = InTurn((Is("page"), _only("/XYZ"), Number(), Number(), Number(0, 0)))
_ELEMENT_SPOT = InTurn((Is("element"), _only("/XYZ"), Number(), Number(), Number(0, 0)))
_GO_TO = Either((Is("address"), Is("way")))
_FILE = Is("file")

_DESCRIPTOR: Keys = {
    "/Type": _only("/FontDescriptor"), "/FontName": _FONT_NAME, "/FontFamily": Text(),
    "/Flags": Number(0, 127, whole=True), "/FontBBox": _RECTANGLE,
    "/ItalicAngle": Number(-90, 90), "/Ascent": Number(), "/Descent": Number(),
    "/CapHeight": Number(), "/StemV": Number(), "/StemH": Number(),
}  # fmt: skip

# Types of structure elements: ISO 32000-1, 14.8.4, and what PDF 2.0 adds.
_TYPES = _only(
    "/Document", "/Sect", "/Div", "/P", "/H1", "/H2", "/H3", "/H4", "/H5", "/H6",
    "/L", "/LI", "/Lbl", "/LBody", "/Table", "/THead", "/TBody", "/TFoot", "/TR", "/TH", "/TD",
    "/Figure", "/Caption", "/TOC", "/TOCI", "/Reference", "/Link", "/Note", "/FENote",
    "/Span", "/BlockQuote", "/Quote", "/Code", "/Em", "/Strong", "/Aside", "/NonStruct",
)  # fmt: skip

# ----------------------------------------------------------------- the list

ROWS: Mapping[str, Row] = {
    "trailer": Row({
        "/Type": _only("/XRef"),
        "/Root": Is("catalog"),
        "/Info?": Is("information"),
        "/ID": List(Text(), 2),
        "/Size": _WHOLE,
        "/W": List(_WHOLE, 3),
        "/DecodeParms?": Is("rows of the index"),
        **_SIZE,
    }),
    "rows of the index": Row({"/Columns": _WHOLE, "/Predictor": Number(12, 12)}),
    "catalog": Row({
        "/Type": _only("/Catalog"),
        "/Pages": Is("pages"),
        "/Lang": Text(re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")),
        "/MarkInfo": Is("marking"),
        "/Metadata": Is("metadata"),
        "/Names?": Is("names"),
        "/Outlines?": Is("outline"),
        "/OutputIntents": List(Is("output intent"), 1),
        "/StructTreeRoot": Is("structure"),
        "/ViewerPreferences": Is("viewer preferences"),
        "/AF?": List(_FILE),
        "/Version?": _only("/2.0"),
    }),
    "marking": Row({"/Marked": Truth(True)}),
    "viewer preferences": Row({"/DisplayDocTitle": Truth(True)}),
    "metadata": Row({
        "/Type": _only("/Metadata"), "/Subtype": _only("/XML"), "/Length": _WHOLE,
    }, "properties"),
    "information": Row({
        "/Title?": Text(), "/Author?": Text(), "/Subject?": Text(), "/Keywords?": Text(),
        "/Creator?": Text(), "/Producer?": Text(), "/CreationDate?": _DAY, "/ModDate?": _DAY,
    }),
    "output intent": Row({
        "/Type": _only("/OutputIntent"), "/S": _only("/GTS_PDFA1"),
        "/Info": Text(), "/OutputConditionIdentifier": Text(),
        "/DestOutputProfile": Is("profile"),
    }),
    # ------------------------------------------------------------- pages
    "pages": Row({
        "/Type": _only("/Pages"), "/Count": _WHOLE, "/Kids": List(Is("page")),
    }),
    "page": Row({
        "/Type": _only("/Page"),
        "/Parent": Is("pages"),
        "/Contents": Is("drawing"),
        "/Resources": Is("resources"),
        "/MediaBox": _RECTANGLE, "/TrimBox": _RECTANGLE, "/BleedBox": _RECTANGLE,
        "/StructParents": _WHOLE,
        "/Tabs": _only("/S"),
        "/Annots?": List(Is("link")),
    }),
    "drawing": Row(_SIZE, "drawing"),
    "resources": Row({
        "/ColorSpace?": Is("colours"),
        "/ExtGState?": Named(re.compile(r"/[\w.]+"), Is("graphics state")),
        "/Font?": Named(re.compile(r"/[A-Z]{6}"), Is("font")),
        "/XObject?": Named(re.compile(r"/[\w.-]+"), Either((Is("form"), Is("picture")))),
        "/Pattern?": Named(re.compile(r"/[\w.-]+"), Is("pattern")),
        "/Shading?": Named(re.compile(r"/[\w.-]+"), Is("shading")),
    }),
    "colours": Row({
        "/srgb?": InTurn((_only("/ICCBased"), Is("profile"))),
        "/lab-d50?": InTurn((_only("/Lab"), Is("colour space"))),
        "/lab-d65?": InTurn((_only("/Lab"), Is("colour space"))),
    }),
    "colour space": Row({
        "/Range": List(Number(-150, 150), 4), "/WhitePoint": List(Number(0, 2), 3),
    }),
    "profile": Row({"/N": Number(3, 3, whole=True), **_SIZE}, "profile"),
    # Text that is hardly there is found where it is drawn; an opacity of nothing has no use.
    "graphics state": Row({"/ca?": Number(0.05, 1), "/CA?": Number(0.05, 1)}),
    "form": Row({
        "/Type": _only("/XObject"), "/Subtype": _only("/Form"),
        "/BBox": _RECTANGLE, "/Resources": Is("resources"), "/Group": Is("group"), **_SIZE,
    }, "drawing"),
    "group": Row({
        "/Type": _only("/Group"), "/S": _only("/Transparency"), "/I": Truth(True),
        "/CS": Either((InTurn((_only("/ICCBased"), Is("profile"))), _SHADES)),
    }),
    # ------------------------------------------------------------- gradients and repeated pictures
    "pattern": Row({
        "/Type": _only("/Pattern"), "/PatternType": Number(1, 1), "/PaintType": Number(1, 1),
        "/TilingType": Number(1, 1), "/BBox": _RECTANGLE, "/XStep": Number(), "/YStep": Number(),
        "/Matrix": List(Number(), 6), "/Resources": Is("resources"), **_SIZE,
    }, "drawing"),
    "shading": Row({
        "/ShadingType": Number(2, 3, whole=True), "/ColorSpace": Either((
            InTurn((_only("/ICCBased"), Is("profile"))), _SHADES,
        )),
        "/Domain": List(Number(), 2), "/Coords": List(Number()), "/Function": Is("steps"),
        "/Extend?": List(Truth(True), 2),
    }),
    "steps": Row({
        "/FunctionType": Number(3, 3), "/Domain": List(Number(), 2), "/Encode": List(Number(0, 1)),
        "/Bounds": List(Number()), "/Functions": List(Is("step")),
    }),
    "step": Row({
        "/FunctionType": Number(2, 2), "/Domain": List(Number(0, 1), 2), "/N": Number(),
        "/C0": List(Number(0, 1)), "/C1": List(Number(0, 1)),
    }),
    "picture": Row({
        "/Type": _only("/XObject"), "/Subtype": _only("/Image"),
        "/Width": _WHOLE, "/Height": _WHOLE, "/BitsPerComponent": Number(8, 8, whole=True),
        "/ColorSpace": _SHADES, "/Interpolate": Either((Truth(True), Truth(False))),
        "/Length": _WHOLE, "/Filter": _only("/FlateDecode", "/DCTDecode"),
        "/DecodeParms?": Is("rows of a picture"), "/SMask?": Is("opacity of a picture"),
    }, "samples"),
    "opacity of a picture": Row({
        "/Type": _only("/XObject"), "/Subtype": _only("/Image"),
        "/Width": _WHOLE, "/Height": _WHOLE, "/BitsPerComponent": Number(8, 8, whole=True),
        "/ColorSpace": _only("/DeviceGray"), "/Interpolate?": Either((Truth(True), Truth(False))),
        "/Length": _WHOLE, "/Filter": _only("/FlateDecode"),
        "/DecodeParms?": Is("rows of a picture"),
    }, "samples"),
    "rows of a picture": Row({
        "/Columns": _WHOLE, "/Predictor": Number(10, 15), "/Colors?": Number(1, 4),
        "/BitsPerComponent?": Number(8, 8),
    }),
    # ------------------------------------------------------------- fonts: embedded, and subset
    "font": Row({
        "/Type": _only("/Font"), "/Subtype": _only("/Type0"), "/BaseFont": _FONT_NAME,
        "/Encoding": _only("/Identity-H"),
        "/DescendantFonts": List(Is("glyphs"), 1),
        "/ToUnicode": Is("letters"),
    }),
    "glyphs": Row({
        "/Type": _only("/Font"), "/Subtype": _only("/CIDFontType2", "/CIDFontType0"),
        "/BaseFont": _FONT_NAME,
        "/CIDSystemInfo": Is("glyph numbers"), "/CIDToGIDMap?": _only("/Identity"),
        "/FontDescriptor": Either((Is("font descriptor"), Is("descriptor of OpenType"))),
        "/W": InTurn((_WHOLE, List(Number(0, 10_000))), repeated=True),
    }),
    "glyph numbers": Row({
        "/Registry": Text(re.compile("Adobe")), "/Ordering": Text(re.compile("Identity")),
        "/Supplement": Number(0, 0),
    }),
    "font descriptor": Row({**_DESCRIPTOR, "/FontFile2": Is("font file")}),
    "descriptor of OpenType": Row({**_DESCRIPTOR, "/FontFile3": Is("font file of OpenType")}),
    "font file": Row({"/Length1": _WHOLE, **_SIZE}, "font"),
    "font file of OpenType": Row({"/Subtype": _only("/OpenType"), **_SIZE}, "font"),
    "letters": Row(_SIZE, "letters"),
    # ------------------------------------------------------------- ways through the document
    "link": Row({
        "/Type": _only("/Annot"), "/Subtype": _only("/Link"), "/Rect": _RECTANGLE,
        "/BS": Is("border"), "/Contents": Text(), "/F": Number(4, 4), "/StructParent": _WHOLE,
        "/A?": _GO_TO, "/Dest?": Text(),
    }),
    "border": Row({"/W": Number(0, 0)}),
    "address": Row({
        "/Type": _only("/Action"), "/S": _only("/URI"),
        "/URI": Text(re.compile(r"(https?://|mailto:)\S+")),
    }),
    "way": Row({"/S": _only("/GoTo"), "/D": _SPOT, "/SD": _ELEMENT_SPOT}),
    "names": Row({"/Dests?": Is("places"), "/EmbeddedFiles?": Is("files")}),
    "places": Row({"/Names": InTurn((Text(), _SPOT), repeated=True)}),
    "outline": Row({
        "/Type?": _only("/Outlines"),
        "/Count": _WHOLE, "/First": Is("bookmark"), "/Last": Is("bookmark"),
    }),
    "bookmark": Row({
        "/Title": Text(), "/Count?": Number(-10_000, 10_000, whole=True),
        "/Parent": Either((Is("bookmark"), Is("outline"))),
        "/First?": Is("bookmark"), "/Last?": Is("bookmark"),
        "/Next?": Is("bookmark"), "/Prev?": Is("bookmark"),
        "/Dest?": _SPOT, "/A?": Is("way"),
    }),
    # ------------------------------------------------------------- files: the data of what is shown
    "files": Row({"/Names": InTurn((Text(), _FILE), repeated=True)}),
    "file": Row({
        "/Type": _only("/Filespec"), "/AFRelationship": _only("/Data", "/Alternative"),
        "/F": Text(re.compile(r"[\w.-]+\.csv")), "/UF": Text(re.compile(r"[\w.-]+\.csv")),
        "/Desc": Text(), "/EF": Is("bytes of a file"),
    }),
    "bytes of a file": Row({"/F": Is("table"), "/UF": Is("table")}),
    "table": Row({
        "/Type": _only("/EmbeddedFile"), "/Subtype": _only("/text/csv"),
        "/Params": Is("about a file"), **_SIZE,
    }, "file"),
    "about a file": Row({"/Size": _WHOLE, "/CheckSum": Text(), "/ModDate?": _DAY}),
    # ------------------------------------------------------------- structure
    "structure": Row({
        "/Type": _only("/StructTreeRoot"), "/K": Is("element"),
        "/ParentTree": Is("parents"), "/ParentTreeNextKey": _WHOLE, "/IDTree?": Is("identifiers"),
        "/Namespaces?": List(Is("namespace"), 1),
    }),
    "namespace": Row({
        "/Type": _only("/Namespace"), "/NS": Text(re.compile("http://iso.org/pdf2/ssn")),
    }),
    "parents": Row({
        "/Nums": InTurn(
            (_WHOLE, Either((Is("element"), List(Either((Is("element"), Nothing())))))),
            repeated=True,
        ),
    }),
    "identifiers": Row({"/Names": InTurn((Text(), Is("element")), repeated=True)}),
    "element": Row({
        "/Type": _only("/StructElem"), "/S": _TYPES, "/P": Either((Is("element"), Is("structure"))),
        "/K?": Either((
            _WHOLE, Is("element"), Is("content"), Is("object"),
            List(Either((_WHOLE, Is("element"), Is("content"), Is("object")))),
        )),
        "/Pg?": Is("page"), "/NS?": Is("namespace"),
        "/ID?": Text(re.compile(r"element-\d+")),
        "/Lang?": Text(re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")),
        "/Alt?": Text(), "/AF?": List(_FILE), "/Ref?": List(Is("element")),
        "/A?": Either((Is("of a drawing"), Is("of a list"), Is("of a cell"), Is("of words"))),
    }),
    "content": Row({"/Type": _only("/MCR"), "/Pg": Is("page"), "/MCID": _WHOLE}),
    "object": Row({"/Type": _only("/OBJR"), "/Obj": Is("link")}),
    "of a drawing": Row({"/O": _only("/Layout"), "/BBox": _RECTANGLE}),
    "of words": Row({
        "/O": _only("/Layout"), "/TextDecorationType": _only("/Underline", "/LineThrough"),
    }),
    "of a list": Row({
        "/O": _only("/List"),
        "/ListNumbering": _only(
            "/None", "/Disc", "/Circle", "/Square", "/Decimal",
            "/LowerRoman", "/UpperRoman", "/LowerAlpha", "/UpperAlpha",
        ),
    }),
    "of a cell": Row({
        "/O": _only("/Table"), "/Scope?": _only("/Row", "/Column"),
        "/Headers?": List(Text(re.compile(r"element-\d+"))),
        "/ColSpan?": _WHOLE, "/RowSpan?": _WHOLE,
    }),
}  # fmt: skip
