"""A finished Word file, changed in one place in a way that its readers would not notice.

`MUTATIONS` are rows of kind, name and change; each is caught by the account or named as a
survivor in the test. A change that finds nothing to change raises, so that no row tests nothing.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import NamedTuple

Change = Callable[[bytes], bytes]

DOCUMENT, STYLES, SETTINGS = "word/document.xml", "word/styles.xml", "word/settings.xml"
HEADER, FOOTER, NUMBERING = "word/header1.xml", "word/footer1.xml", "word/numbering.xml"
CHART, BOOK, THEME = (
    "word/charts/chart1.xml",
    "word/embeddings/chart1.xlsx",
    "word/theme/theme1.xml",
)
CORE, CUSTOM, TYPES = "docProps/core.xml", "docProps/custom.xml", "[Content_Types].xml"
LINKS, FONTS, NOTES = "word/_rels/document.xml.rels", "word/fontTable.xml", "word/footnotes.xml"


class Mutation(NamedTuple):
    """One change: the code that must name it, its kind, what it does."""

    code: str
    kind: str
    name: str
    change: Change


def unzip(data: bytes) -> dict[str, bytes]:
    """The bytes of a package → its parts."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pack(parts: dict[str, bytes]) -> bytes:
    """Parts → a package like ours: no dates, no remarks, only the parts are other ones."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, content, compresslevel=1)
    return stream.getvalue()


def sub(part: str, pattern: str, new: str, count: int = 1) -> Change:
    """A part, a pattern and what stands for its first match → the change."""

    def change(data: bytes) -> bytes:
        parts = unzip(data)
        found_in = [one for one in sorted(parts) if one == part or re.fullmatch(part, one)]
        name = found_in[0] if found_in else ""
        assert name, part
        changed, found = re.subn(pattern, new, parts[name].decode(), count=count, flags=re.DOTALL)
        assert found, (name, pattern)
        assert changed != parts[name].decode(), (name, pattern)
        return pack({**parts, name: changed.encode()})

    return change


def add(part: str, content: str | bytes) -> Change:
    """A part's name and its content → the change that puts it into the package."""
    inside = content.encode() if isinstance(content, str) else content
    return lambda data: pack({**unzip(data), part: inside})


def both(*changes: Change) -> Change:
    """Several changes → one."""

    def change(data: bytes) -> bytes:
        for one in changes:
            data = one(data)
        return data

    return change


def in_book(part: str, pattern: str, new: str) -> Change:
    """The same as `sub`, in the workbook of the first chart."""

    def change(data: bytes) -> bytes:
        parts = unzip(data)
        return pack({**parts, BOOK: sub(part, pattern, new)(parts[BOOK])})

    return change


# ----------------------------------------------------------------- what hides a text

# The properties of a run: those of the first run that has a text and none of its own.
_RUN = r"<w:r><w:t"
_MARKED = "Kazakhstan"


def run_with(properties: str) -> Change:
    """Properties → the change that gives them to the first run of the body that has none."""
    return sub(DOCUMENT, _RUN, f"<w:r><w:rPr>{properties}</w:rPr><w:t")


def paragraph_with(properties: str) -> Change:
    """Properties → the change that adds them to the first paragraph of running text."""
    return sub(
        DOCUMENT, r'<w:pStyle w:val="BodyText"/>', rf'<w:pStyle w:val="BodyText"/>{properties}'
    )


def style_with(kind: str, properties: str, style: str = "BodyText") -> Change:
    """“pPr” or “rPr”, properties and a style → the change that puts them into the style."""
    start = rf'(<w:style [^>]*w:styleId="{style}"(?:(?!</w:style>).)*?)'
    inside = sub(STYLES, rf"{start}</w:{kind}>", rf"\1{properties}</w:{kind}>")
    anew = sub(STYLES, rf"{start}</w:style>", rf"\1<w:{kind}>{properties}</w:{kind}></w:style>")

    def change(data: bytes) -> bytes:
        has = re.search(rf"{start}</w:{kind}>", unzip(data)[STYLES].decode(), re.DOTALL)
        return inside(data) if has else anew(data)

    return change


RUN_HIDDEN = {
    "vanish": "<w:vanish/>", "hidden in web view": "<w:webHidden/>",
    "vanish for good": "<w:specVanish/>", "narrowed": '<w:w w:val="1"/>',
    "lifted": '<w:position w:val="-900"/>', "embossed": "<w:emboss/>", "engraved": "<w:imprint/>",
    "outlined": "<w:outline/>", "shadowed": "<w:shadow/>", "double struck": "<w:dstrike/>",
    "fitted": '<w:fitText w:val="1"/>', "an effect": '<w:effect w:val="sparkle"/>',
    "highlighted": '<w:highlight w:val="black"/>', "bordered": '<w:bdr w:val="single" w:sz="96"/>',
    "stacked": '<w:eastAsianLayout w:vert="1"/>', "a glow": '<w14:glow w14:rad="990000"/>',
    "no fill": "<w14:textFill><w14:noFill/></w14:textFill>",
    "its change tracked": '<w:rPrChange w:id="9" w:author="A"><w:rPr/></w:rPrChange>',
    "deleted": '<w:del w:id="9" w:author="A"/>', "of complex script": "<w:cs/>",
    "snapped": '<w:snapToGrid w:val="0"/>', "emphasised": '<w:em w:val="dot"/>',
}  # fmt: skip
PARAGRAPH_HIDDEN = {
    "a frame off the page": '<w:framePr w:w="100" w:x="30000" w:y="30000"/>',
    "a frame over text": '<w:framePr w:w="5000" w:hAnchor="page" w:x="1000" w:y="1000"/>',
    "turned text": '<w:textDirection w:val="btLr"/>', "a division": '<w:divId w:val="12"/>',
    "mirrored": "<w:mirrorIndents/>", "a tight wrap": '<w:textboxTightWrap w:val="allLines"/>',
    "its change tracked": '<w:pPrChange w:id="9" w:author="A"><w:pPr/></w:pPrChange>',
    "another alignment": '<w:textAlignment w:val="top"/>', "no line numbers": "<w:suppressLineNumbers/>",
    "kinsoku": '<w:kinsoku w:val="0"/>', "a conditional look": '<w:cnfStyle w:val="100000000000"/>',
}  # fmt: skip
_BLOCKS = {
    "a deletion": '<w:p><w:del w:id="9" w:author="Anna"><w:r><w:delText>old</w:delText></w:r></w:del></w:p>',
    "an insertion": '<w:p><w:ins w:id="9" w:author="Anna"><w:r><w:t>new</w:t></w:r></w:ins></w:p>',
    "a move": '<w:p><w:moveFrom w:id="9" w:author="Anna"><w:r><w:t>x</w:t></w:r></w:moveFrom></w:p>',
    "a comment's range": '<w:p><w:commentRangeStart w:id="1"/></w:p>',
    "a comment's call": '<w:p><w:r><w:commentReference w:id="1"/></w:r></w:p>',
    "an endnote": '<w:p><w:r><w:endnoteReference w:id="1"/></w:r></w:p>',
    "custom XML": '<w:customXml w:element="secret"><w:p/></w:customXml>',
    "a smart tag": '<w:p><w:smartTag w:element="secret"><w:r/></w:smartTag></w:p>',
    "an object": '<w:p><w:r><w:object/></w:r></w:p>',
    "a sub-document": '<w:p><w:subDoc r:id="rId1"/></w:p>', "an alternative chunk": '<w:altChunk r:id="rId1"/>',
    "a simple field": '<w:p><w:fldSimple w:instr=" DATE "/></w:p>',
    "a ruby": "<w:p><w:r><w:ruby/></w:r></w:p>", "a symbol": '<w:p><w:r><w:sym w:char="F0A7"/></w:r></w:p>',
    "a permission": '<w:p><w:permStart w:id="1" w:ed="anna"/></w:p>',
    "a proofing mark": '<w:p><w:proofErr w:type="spellStart"/></w:p>',
    "a revision's number": '<w:p w:rsidR="00A1B2C3"/>', "a paragraph's id": '<w:p w14:paraId="11111111"/>',
    "a legacy form": "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData/></w:fldChar></w:r></w:p>",
    "a break": "<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>", "ink": "<w:p><w:r><w:contentPart r:id=\"rId1\"/></w:r></w:p>",
    "a comment in the code": "<!-- secret -->", "an instruction in the code": "<?secret words?>",
    "bare words": "secret words", "an alternate content": (
        "<mc:AlternateContent><mc:Choice Requires=\"w14\"><w:p/></mc:Choice></mc:AlternateContent>"
    ),
    "a horizontal rule": "<w:p><w:r><w:pict><v:rect xmlns:v=\"urn:schemas-microsoft-com:vml\"/></w:pict></w:r></w:p>",
    "a text box": "<w:p><w:r><w:pict><v:shape xmlns:v=\"urn:schemas-microsoft-com:vml\"><v:textbox/></v:shape></w:pict></w:r></w:p>",
    "an anchored drawing": "<w:p><w:r><w:drawing><wp:anchor/></w:drawing></w:r></w:p>",
    "a foreign namespace": '<w:p xmlns:secret="urn:secret"/>',
}  # fmt: skip
FIELDS = {
    "DDE": "DDEAUTO c:\\\\windows\\\\cmd.exe", "a picture from elsewhere": 'INCLUDEPICTURE "https://x"',
    "a text from elsewhere": 'INCLUDETEXT "x.docx"', "a date": "DATE", "an author": "AUTHOR",
    "a file's name": "FILENAME \\\\p", "a property": "DOCPROPERTY Content", "a quote": 'QUOTE "secret"',
    "a condition": 'IF 1 = 1 "a" "b"', "a macro": "MACROBUTTON Run here", "a formula": "= 1 + 1",
    "a question": 'ASK x "secret?"', "an entry of an index": 'XE "secret"', "a link": 'HYPERLINK "https://x"',
    "a private note": "PRIVATE", "an entry of the contents": 'TC "secret"', "a user": "USERNAME",
    "a database": "DATABASE", "a merge": "MERGEFIELD secret", "a barcode": 'DISPLAYBARCODE "x" QR',
}  # fmt: skip


def field(instruction: str) -> str:
    """A field's instruction → its runs."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f"<w:r><w:instrText> {instruction} </w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


SETTINGS_ADDED = {
    "tracking": "<w:trackRevisions/>", "protection": '<w:documentProtection w:edit="readOnly"/>',
    "a template": '<w:attachedTemplate r:id="rId1"/>', "fields updated": "<w:updateFields/>",
    "variables": '<w:docVars><w:docVar w:name="x" w:val="secret"/></w:docVars>',
    "revisions": '<w:rsids><w:rsidRoot w:val="00A1B2C3"/></w:rsids>', "hidden text": "<w:doNotDisplayPageBoundaries/>",
    "a mail merge": "<w:mailMerge/>",
    "a schema": '<w:attachedSchema w:val="urn:secret"/>', "a caption": "<w:captions/>",
    "write protection": '<w:writeProtection w:recommended="1"/>', "personal data": "<w:removePersonalInformation/>",
    "gutter": "<w:gutterAtTop/>", "a view": '<w:view w:val="web"/>', "mirrored margins": "<w:mirrorMargins/>",
}  # fmt: skip
PARTS_ADDED = {
    "a comment": ("word/comments.xml", "<x/>"), "custom XML": ("customXml/item1.xml", "<secret/>"),
    "a macro": ("word/vbaProject.bin", "MZ"), "a thumbnail": ("docProps/thumbnail.jpeg", "x"),
    "settings of the web": ("word/webSettings.xml", "<x/>"), "a glossary": ("word/glossary/document.xml", "<x/>"),
    "endnotes": ("word/endnotes.xml", "<x/>"), "people": ("word/people.xml", "<x/>"),
    "an object": ("word/embeddings/oleObject1.bin", "x"), "a picture": ("word/media/image99.png", "x"),
    "statistics": ("docProps/app.xml", "<x/>"), "a file at the top": ("secret.txt", "secret"),
    "a folder": ("word/secret/", ""), "another header": ("word/header99.xml", "<x/>"),
    "a stray list of links": ("word/_rels/nothing.xml.rels", "<x/>"), "a control": ("word/activeX/activeX1.xml", "<x/>"),
    "a form": ("word/printerSettings1.bin", "x"), "a font": ("word/fonts/font99.odttf", "x" * 40),
}  # fmt: skip
_LINK = '<Relationship Id="rId999" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" Target="{}"{}/></Relationships>'
LINKS_ADDED = {
    "a template": ("attachedTemplate", "https://example.org/x.dotm", ' TargetMode="External"'),
    "a picture from elsewhere": ("image", "https://example.org/x.png", ' TargetMode="External"'),
    "a script": ("hyperlink", "javascript:alert(1)", ' TargetMode="External"'),
    "a file of the disk": ("hyperlink", "file:///c:/secret.docx", ' TargetMode="External"'),
    "a link that nothing uses": ("hyperlink", "https://example.org/secret", ' TargetMode="External"'),
    "a part twice": ("styles", "styles2.xml", ""), "a package": ("package", "embeddings/x.xlsx", ""),
    "a frame": ("frame", "https://example.org/", ' TargetMode="External"'),
    "a share of the network": ("hyperlink", "\\\\\\\\server\\\\secret", ' TargetMode="External"'),
}  # fmt: skip


# ----------------------------------------------------------------- the bytes of the package


def _entry(data: bytes, **given: object) -> bytes:
    """A package → the same, its last file written anew with other things about it."""
    parts = unzip(data)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            for key, value in given.items() if name == CORE else ():
                setattr(entry, key, value)
            archive.writestr(entry, content)
    return stream.getvalue()


def _commented(data: bytes) -> bytes:
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.comment = b"secret"
    return stream.getvalue()


def _gap(data: bytes) -> bytes:
    """Bytes between the last file and the directory, all offsets right."""
    end = data.rfind(b"PK\x05\x06")
    (start,) = struct.unpack_from("<L", data, end + 16)
    moved = data[:start] + b"secret" + data[start:end] + data[end : end + 16]
    return moved + struct.pack("<L", start + 6) + data[end + 20 :]


def _before(data: bytes) -> bytes:
    """Bytes before the first file: zip readers look for the end and forgive them."""
    return b"secret" + data


def _twice(data: bytes) -> bytes:
    stream = io.BytesIO(data)
    import warnings

    with warnings.catch_warnings(), zipfile.ZipFile(stream, "a") as archive:
        warnings.simplefilter("ignore")
        entry = zipfile.ZipInfo(CORE, (1980, 1, 1, 0, 0, 0))
        entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
        archive.writestr(entry, archive.read(CORE))
    return stream.getvalue()


def _stored(data: bytes) -> bytes:
    return _entry(data, compress_type=zipfile.ZIP_STORED)


BYTES: dict[str, Change] = {
    "a comment": _commented, "bytes after the end": lambda data: data + b"secret",
    "bytes before the beginning": _before, "bytes between": _gap, "a name twice": _twice,
    "a remark on a file": lambda data: _entry(data, comment=b"secret"),
    "an extra field": lambda data: _entry(data, extra=b"\xfe\xca\x06\x00secret"),
    "a date": lambda data: _entry(data, date_time=(2024, 1, 1, 0, 0, 0)),
    "a system": lambda data: _entry(data, create_system=3),
    "attributes": lambda data: _entry(data, external_attr=0o777 << 16),
    "inner attributes": lambda data: _entry(data, internal_attr=1), "stored": _stored,
}  # fmt: skip


# ----------------------------------------------------------------- media


def png_chunk(kind: bytes, content: bytes) -> bytes:
    """A chunk of a PNG, its checksum right."""
    check = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)


def in_part(pattern: str, change: Change) -> Change:
    """A part's name and a change of its bytes → the change of the file."""

    def changed(data: bytes) -> bytes:
        parts = unzip(data)
        name = next(one for one in sorted(parts) if re.fullmatch(pattern, one))
        new = change(parts[name])
        assert new != parts[name]
        return pack({**parts, name: new})

    return changed


_PNG, _SVG, _FONT = (
    r"word/media/image1\.png",
    r"word/media/vector\d+\.svg",
    r"word/fonts/font1\.odttf",
)
MEDIA: dict[str, Change] = {
    "a remark in a PNG": in_part(_PNG, lambda png: png[:33] + png_chunk(b"tEXt", b"Comment\0secret") + png[33:]),
    "Exif in a PNG": in_part(_PNG, lambda png: png[:33] + png_chunk(b"eXIf", b"MM\0*") + png[33:]),
    "a date in a PNG": in_part(_PNG, lambda png: png[:33] + png_chunk(b"tIME", b"1234567") + png[33:]),
    "bytes after a PNG": in_part(_PNG, lambda png: png + b"secret"),
    "a JPEG as PNG": in_part(_PNG, lambda png: b"\xff\xd8\xff\xd9"),
    "a comment in an SVG": in_part(_SVG, lambda svg: svg.replace(b"</svg>", b"<!-- s --></svg>")),
    "a script in an SVG": in_part(_SVG, lambda svg: svg.replace(b"</svg>", b"<script>1</script></svg>")),
    "an event in an SVG": in_part(_SVG, lambda svg: svg.replace(b"<svg ", b'<svg onload="x" ', 1)),
    "a page in an SVG": in_part(_SVG, lambda svg: svg.replace(b"</svg>", b"<foreignObject/></svg>")),
    "a letter of a font": in_part(_FONT, lambda font: font[:999] + bytes([font[999] ^ 1]) + font[1000:]),
    "bytes after a font": in_part(_FONT, lambda font: font + b"secret"),
}  # fmt: skip

BOOKS: dict[str, Change] = {
    "a formula": in_book(r"xl/worksheets/sheet1\.xml", "<c r=\"B2\"([^>]*)>", r'<c r="B2"\1><f>1+1</f>'),
    "a hidden row": in_book(r"xl/worksheets/sheet1\.xml", '<row r="2"', '<row hidden="1" r="2"'),
    "a hidden sheet": in_book(r"xl/workbook\.xml", "</sheets>", '<sheet name="s" sheetId="2" state="hidden" r:id="rId2"/></sheets>'),
    "a name": in_book(r"xl/workbook\.xml", "</sheets>", "</sheets><definedNames><definedName name=\"s\">1</definedName></definedNames>"),
    "a link": in_book(r"xl/worksheets/sheet1\.xml", "</worksheet>", "<hyperlinks/></worksheet>"),
    "an author": in_book(r"docProps/core\.xml", "<dc:creator/>|<dc:creator></dc:creator>", "<dc:creator/><dc:description>s</dc:description>"),
    "a company": in_book(r"docProps/app\.xml", "<Company></Company>|<Company/>", "<Company>secret</Company>"),
    "a validation": in_book(r"xl/worksheets/sheet1\.xml", "</worksheet>", "<dataValidations/></worksheet>"),
    "a part": lambda data: pack({**unzip(data), BOOK: pack({**unzip(unzip(data)[BOOK]), "xl/comments1.xml": b"<x/>"})}),
    "bytes after its end": lambda data: pack({**unzip(data), BOOK: unzip(data)[BOOK] + b"secret"}),
}  # fmt: skip
CHARTS_ADDED: dict[str, Change] = {
    "a title": sub(CHART, "<c:plotArea>", "<c:title/><c:plotArea>"),
    "no cache update": sub(CHART, '<c:autoUpdate val="0"/>', '<c:autoUpdate val="1"/>'),
    "a logarithm": sub(CHART, "<c:scaling>", '<c:scaling><c:logBase val="10"/>'),
    "a text in it": sub(CHART, "</c:chartSpace>", "<c:userShapes/></c:chartSpace>"),
    "a date system": sub(CHART, '<c:date1904 val="0"/>', '<c:date1904 val="1"/>'),
    "a trend line": sub(CHART, "<c:cat>", "<c:trendline/><c:cat>"),
    "error bars": sub(CHART, "<c:cat>", "<c:errBars/><c:cat>"),
    "a hidden part": sub(CHART, '<c:plotVisOnly val="1"/>', '<c:plotVisOnly val="0"/>'),
    "gaps as zero": sub(CHART, '<c:dispBlanksAs val="gap"/>', '<c:dispBlanksAs val="zero"/>'),
    "a pivot": sub(CHART, "<c:chart>", "<c:pivotSource/><c:chart>"),
    "names shown": sub(CHART, '<c:showCatName val="0"/>', '<c:showCatName val="1"/>'),
    "a point of its own": sub(CHART, "<c:dLbls>", '<c:dPt><c:idx val="0"/></c:dPt><c:dLbls>'),
    "a colour of its own": sub(CHART, '<a:schemeClr val="accent1"/>', '<a:srgbClr val="FFFFFF"/>'),
    "a foreign chart": sub(CHART, "<c:barChart>", "<c:pieChart/><c:barChart>"),
    "a formula elsewhere": sub(CHART, r"<c:f>Sheet1!", "<c:f>[1]Secret!"),
    "a per cent axis": sub(CHART, "<c:valAx>", "<c:dateAx/><c:valAx>"),
}  # fmt: skip
PACKAGE: dict[str, Change] = {
    "a default type": sub(TYPES, "<Override", '<Default Extension="exe" ContentType="application/x"/><Override'),
    "a type of nothing": sub(TYPES, "</Types>", '<Override PartName="/x.xml" ContentType="a/b"/></Types>'),
    "a macro's type": sub(TYPES, r"application/vnd\.openxmlformats-officedocument\.wordprocessingml\.document\.main\+xml", "application/vnd.ms-word.document.macroEnabled.main+xml"),
    "a remark in the types": sub(TYPES, "</Types>", "<!-- s --></Types>"),
    "a remark in the links": sub(LINKS, "</Relationships>", "<!-- s --></Relationships>"),
    "words in the links": sub(LINKS, "</Relationships>", "secret</Relationships>"),
    "a thumbnail's link": sub(r"_rels/\.rels", "</Relationships>", _LINK.format("thumbnail", "x.jpeg", "")),
    "a document type": sub(DOCUMENT, r"<w:document", '<!DOCTYPE x [<!ENTITY s "secret">]><w:document'),
    "a remark before the root": sub(DOCUMENT, r"<w:document", "<!-- s --><w:document"),
    "a remark after the root": sub(DOCUMENT, r"</w:document>", "</w:document><!-- s -->"),
    "an attribute of the root": sub(DOCUMENT, r"<w:document ", '<w:document w:conformance="strict" '),
    "broken XML": sub(SETTINGS, "</w:settings>", ""),
}  # fmt: skip
STYLES_ADDED: dict[str, Change] = {
    "hidden letters": style_with("rPr", "<w:vanish/>"), "narrow letters": style_with("rPr", '<w:w w:val="1"/>'),
    "a frame": style_with("pPr", '<w:framePr w:x="30000"/>'), "low letters": style_with("rPr", '<w:position w:val="-900"/>'),
    "an alias": sub(STYLES, r"</w:style>", '<w:aliases w:val="secret"/></w:style>'),
    "a locked style": sub(STYLES, r"</w:style>", "<w:locked/></w:style>"),
    "a personal style": sub(STYLES, r"</w:style>", "<w:personal/></w:style>"),
    "words in a style": sub(STYLES, r"</w:styles>", "secret</w:styles>"),
    "a remark": sub(STYLES, r"</w:styles>", "<!-- s --></w:styles>"),
    "a picture as a marker": sub(NUMBERING, r"(<w:numbering [^>]*>)", r'\1<w:numPicBullet w:numPicBulletId="0"/>'),
    "a hidden marker": sub(NUMBERING, r"</w:lvl>", "<w:isLgl/></w:lvl>"),
    "a style's link": sub(NUMBERING, "</w:abstractNum>", '<w:styleLink w:val="secret"/></w:abstractNum>'),
    "a theme's extension": sub(THEME, "</a:theme>", "<a:extLst/></a:theme>"),
    "a font's signature": sub(FONTS, "</w:font>", '<w:sig w:usb0="secret"/></w:font>'),
    "a row's height": sub(DOCUMENT, "<w:cantSplit/>", '<w:cantSplit/><w:trHeight w:val="20" w:hRule="exact"/>'),
    "a hidden row": sub(DOCUMENT, "<w:cantSplit/>", "<w:cantSplit/><w:hidden/>"),
    "a floating table": sub(DOCUMENT, "<w:tblPr>", '<w:tblPr><w:tblpPr w:tblpX="30000"/>'),
    "a table's title": sub(DOCUMENT, "<w:tblPr>", '<w:tblPr><w:tblCaption w:val="secret"/>'),
    "a cell that fits": sub(DOCUMENT, "</w:tcPr>", "<w:tcFitText/></w:tcPr>"),
    "a cell without wrapping": sub(DOCUMENT, "</w:tcPr>", "<w:noWrap/></w:tcPr>"),
    "a hidden mark": sub(DOCUMENT, "</w:tcPr>", "<w:hideMark/></w:tcPr>"),
    "a picture cropped": sub(DOCUMENT, "<a:stretch>", '<a:srcRect l="99000"/><a:stretch>'),
    "a picture faded": sub(DOCUMENT, r"(<a:blip [^>]*>)", r'\1<a:alphaModFix amt="0"/>'),
    "a picture's link": sub(DOCUMENT, "<a:blip ", '<a:blip r:link="rId1" '),
    "a hidden picture": sub(DOCUMENT, "<wp:docPr ", '<wp:docPr hidden="1" '),
    "a picture's title": sub(DOCUMENT, "<wp:docPr ", '<wp:docPr title="secret" '),
    "a control's placeholder": sub(DOCUMENT, "</w:sdtPr>", "<w:showingPlcHdr/></w:sdtPr>"),
    "a control's data": sub(DOCUMENT, "</w:sdtPr>", '<w:dataBinding w:xpath="x"/></w:sdtPr>'),
    "a locked control": sub(DOCUMENT, "</w:sdtPr>", '<w:lock w:val="sdtLocked"/></w:sdtPr>'),
    "a list in a control": sub(DOCUMENT, "</w:sdtPr>", "<w:dropDownList/></w:sdtPr>"),
    "line numbers": sub(DOCUMENT, "</w:sectPr>", '<w:lnNumType w:countBy="1"/></w:sectPr>'),
    "no endnotes": sub(DOCUMENT, "</w:sectPr>", "<w:noEndnote/></w:sectPr>"),
    "a paper's source": sub(DOCUMENT, "</w:sectPr>", '<w:paperSrc w:first="1"/></w:sectPr>'),
    "a page number's start": sub(DOCUMENT, "</w:sectPr>", '<w:pgNumType w:start="7"/></w:sectPr>'),
    "a link's tooltip": sub(DOCUMENT, "<w:hyperlink ", '<w:hyperlink w:tooltip="secret" '),
    "properties twice": sub(DOCUMENT, "<w:pPr>", '<w:pPr><w:jc w:val="left"/></w:pPr><w:pPr>'),
    "a property twice": sub(DOCUMENT, r"<w:pStyle ", '<w:pStyle w:val="Title"/><w:pStyle '),
    "a link's frame": sub(DOCUMENT, "<w:hyperlink ", '<w:hyperlink w:tgtFrame="secret" '),
}  # fmt: skip


def _unlisted() -> Iterator[Mutation]:
    for name, made in RUN_HIDDEN.items():
        yield Mutation("P914", "a run's properties", name, run_with(made))
    for name, made in PARAGRAPH_HIDDEN.items():
        yield Mutation("P914", "a paragraph's properties", name, paragraph_with(made))
    for name, made in _BLOCKS.items():
        yield Mutation("P914", "in the body", name, sub(DOCUMENT, "<w:body>", f"<w:body>{made}"))
    for name, made in FIELDS.items():
        inside = rf"\1{field(made)}"
        yield Mutation("P914", "fields", name, sub(DOCUMENT, r"(<w:p><w:pPr>.*?</w:pPr>)", inside))
    for name, made in SETTINGS_ADDED.items():
        change = sub(SETTINGS, "</w:settings>", f"{made}</w:settings>")
        yield Mutation("P914", "settings", name, change)
    for name, (part, content) in PARTS_ADDED.items():
        yield Mutation("P914", "parts", name, add(part, content))
    for name, link in LINKS_ADDED.items():
        change = sub(LINKS, "</Relationships>", _LINK.format(*link))
        yield Mutation("P914", "relationships", name, change)
    for kind, rows in (
        ("the package", PACKAGE), ("bytes", BYTES), ("pictures and fonts", MEDIA),
        ("workbooks", BOOKS), ("charts", CHARTS_ADDED), ("styles and properties", STYLES_ADDED),
    ):  # fmt: skip
        for name, change in rows.items():
            yield Mutation("P914", kind, name, change)


UNLISTED = tuple(_unlisted())


# ----------------------------------------------------------------- what stands beside the leaves

_TEXT = r"(<w:t(?: [^>]*)?>)[^<]+"
SAID: dict[str, dict[str, Change]] = {
    "properties": {
        "a title": sub(CORE, r"<dc:title>[^<]+", "<dc:title>Another"),
        "no title": sub(CORE, r"<dc:title>[^<]+</dc:title>", ""),
        "an author": sub(CORE, r"<dc:creator>[^<]*", "<dc:creator>Somebody"),
        "who changed it": sub(CORE, r"<cp:lastModifiedBy>[^<]*", "<cp:lastModifiedBy>Somebody"),
        "a subject": sub(CORE, r"<dc:subject>[^<]*", "<dc:subject>Something"),
        "a language": sub(CORE, r"<dc:language>[^<]*", "<dc:language>fr"),
        "a date": sub(CORE, r"(<dcterms:created[^>]*>)\d{4}", r"\g<1>1999"),
        "a date of change": sub(CORE, r"(<dcterms:modified[^>]*>)\d{4}", r"\g<1>1999"),
        "an edition": sub(CUSTOM, r'(name="Edition".*?<vt:lpwstr>)[^<]+', r"\g<1>secret"),
        "an audience": sub(CUSTOM, r'(name="Audience".*?<vt:lpwstr>)[^<]+', r"\g<1>secret"),
        "a briefing": sub(CUSTOM, r'(name="Briefing".*?<vt:lpwstr>)[^<]+', r"\g<1>secret"),
        "a digest": sub(CUSTOM, r'(name="Content".*?<vt:lpwstr>)[^<]+', r"\g<1>secret"),
        "a property more": sub(CUSTOM, "</Properties>", '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="99" name="Secret"><vt:lpwstr>x</vt:lpwstr></property></Properties>'),
        "a property less": sub(CUSTOM, r"<property .*?</property>", ""),
        "a property's name": sub(CUSTOM, 'name="Edition"', 'name="Version"'),
    },
    "links": {
        "a target": sub(LINKS, r'(Target=")https?://[^"]+', r"\1https://example.org/elsewhere"),
        "a letter of a target": sub(LINKS, r'(Target="https?://[^"]+)(")', r"\1x\2"),
        "a script's query": sub(LINKS, r'(Target="https?://[^"]+)(")', r"\1?id=reader\2"),
    },
    "heads and feet": {
        "words of a foot": sub(r"word/footer\d+\.xml", _TEXT, r"\1Another foot"),
        "words of a head": sub(r"word/header\d+\.xml", _TEXT, r"\1Another head"),
        "a page's field": sub(r"word/footer\d+\.xml", " PAGE ", " NUMPAGES "),
        "a count's field": sub(r"word/footer\d+\.xml", " NUMPAGES ", " PAGE "),
        "a head's field": sub(r"word/header\d+\.xml", r' STYLEREF [^<]+', " PAGE "),
        "a foot without words": sub(r"word/footer\d+\.xml", r"<w:p>.*</w:p>", "<w:p/>"),
        "a head without words": sub(r"word/header\d+\.xml", r"<w:p>.*</w:p>", "<w:p/>"),
        "a foot with more": sub(r"word/footer\d+\.xml", "</w:ftr>", "<w:p><w:r><w:t>secret</w:t></w:r></w:p></w:ftr>"),
        "a watermark": sub(r"word/header\d+\.xml", "</w:hdr>", '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textpath string="SECRET"/></v:shape></w:pict></w:r></w:p></w:hdr>'),
    },
    "the page's background": {
        "a colour": sub(DOCUMENT, "<w:body>", '<w:background w:color="FFFFEE"/><w:body>'),
        "shown": sub(SETTINGS, r"(<w:zoom [^>]*/>)", r"\1<w:displayBackgroundShape/>"),
        "a dark one": both(
            sub(DOCUMENT, "<w:body>", '<w:background w:color="16242C"/><w:body>'),
            sub(SETTINGS, r"(<w:zoom [^>]*/>)", r"\1<w:displayBackgroundShape/>"),
        ),
    },
    "names that nobody sees": {
        "a bookmark": sub(DOCUMENT, r'w:name="_at_[^"]+"', 'w:name="_at_secret_words"'),
        "a reference's mark": sub(DOCUMENT, r'w:name="_Toc\d+"', 'w:name="_Toc123456789"'),
        "a tag": sub(DOCUMENT, r'<w:tag w:val="[^"]+"', '<w:tag w:val="secret"'),
        "an alias": sub(DOCUMENT, r'<w:alias w:val="[^"]+"', '<w:alias w:val="secret"'),
        "a tag with a checksum": sub(DOCUMENT, r'<w:tag w:val="[^"]+"', '<w:tag w:val="secret~01234567"'),
    },
    "charts": {
        "columns for bars": sub(CHART, '<c:barDir val="bar"/>', '<c:barDir val="col"/>'),
        "stacked": sub(CHART, '<c:grouping val="clustered"/>', '<c:grouping val="stacked"/>'),
        "of one whole": sub(CHART, '<c:grouping val="clustered"/>', '<c:grouping val="percentStacked"/>'),
        "not from zero": sub(CHART, '<c:min val="0"/>', '<c:min val="100"/>'),
        "from anywhere": sub(CHART, '<c:min val="0"/>', ""),
        "cut at the top": sub(CHART, r'<c:max val="[^"]+"/>', '<c:max val="20"/>'),
        "another colour": sub(CHART, r"(<c:ser>.*?)accent1", r"\1bg1"),
        "without values": sub(CHART, r'<c:showVal val="1"/>', '<c:showVal val="0"/>'),
        "another order": sub(CHART, '<c:order val="0"/>', '<c:order val="5"/>'),
        "another place": sub(CHART, '<c:idx val="0"/>', '<c:idx val="5"/>'),
    },
    "pictures": {
        "other pixels": in_part(_SVG, lambda svg: svg.replace(b"<svg ", b'<svg class="x" ', 1)),
        "a picture without ink": in_part(_SVG, lambda svg: b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
        "the wrong picture": sub(LINKS, r"media/vector(\d+)\.svg(.*?)media/vector(\d+)\.svg", r"media/vector\3.svg\2media/vector\1.svg"),
    },
}  # fmt: skip
DIFFERENT = tuple(
    Mutation("P915", kind, name, change)
    for kind, rows in SAID.items()
    for name, change in rows.items()
)


# ----------------------------------------------------------------- what can't be seen


def narrow_columns(width: int) -> Change:
    """A width in twips → the change that makes all columns of the data tables as wide."""

    def change(data: bytes) -> bytes:
        parts = unzip(data)
        found = re.sub(r'(<w:gridCol w:w=")\d+', rf"\g<1>{width}", parts[DOCUMENT].decode())
        found = re.sub(r'(<w:tcW w:w=")\d+', rf"\g<1>{width}", found)
        return pack({**parts, DOCUMENT: found.encode()})

    return change


UNSEEN_WAYS: dict[str, dict[str, Change]] = {
    "letters": {
        "white": run_with('<w:color w:val="FFFFFF"/>'),
        "almost white": run_with('<w:color w:val="F2F2F2"/>'),
        "the theme's paper": run_with('<w:color w:val="000000" w:themeColor="background1"/>'),
        "on a ground of their colour": run_with('<w:color w:val="102030"/><w:shd w:val="clear" w:color="auto" w:fill="102030"/>'),
        "black on black": run_with('<w:color w:val="000000"/><w:shd w:val="clear" w:color="auto" w:fill="000000"/>'),
        "of half a point": run_with('<w:sz w:val="1"/>'),
        "of four points": run_with('<w:sz w:val="8"/>'),
        "closed up": run_with('<w:spacing w:val="-99"/>'),
    },
    "paragraphs": {
        "a line too low": paragraph_with('<w:spacing w:line="20" w:lineRule="exact"/>'),
        "half a line": paragraph_with('<w:spacing w:line="110" w:lineRule="exact"/>'),
        "beyond the left edge": paragraph_with('<w:ind w:left="-9000"/>'),
        "beyond the right edge": paragraph_with('<w:ind w:right="-9000"/>'),
        "a first line beyond the edge": paragraph_with('<w:ind w:left="0" w:hanging="9000"/>'),
        "no room on the left": paragraph_with('<w:ind w:left="9000"/>'),
        "no room on the right": paragraph_with('<w:ind w:right="9000"/>'),
        "no room between": paragraph_with('<w:ind w:left="4000" w:right="4000"/>'),
        "a dark ground": paragraph_with('<w:shd w:val="clear" w:color="auto" w:fill="16242C"/>'),
    },
    "styles": {
        "white letters": style_with("rPr", '<w:color w:val="FFFFFF"/>'),
        "small letters": style_with("rPr", '<w:sz w:val="2"/>'),
        "closed up": style_with("rPr", '<w:spacing w:val="-99"/>'),
        "low lines": style_with("pPr", '<w:spacing w:line="20" w:lineRule="exact"/>'),
        "off the page": style_with("pPr", '<w:ind w:left="-9000"/>'),
        "a dark ground": style_with("pPr", '<w:shd w:val="clear" w:color="auto" w:fill="16242C"/>'),
        "a small type for all": sub(STYLES, r'(<w:rPrDefault><w:rPr>.*?<w:sz w:val=")\d+', r"\g<1>4"),
        "a white theme": sub(THEME, r'(<a:dk1><a:srgbClr val=")\w+', r"\1FFFFFF"),
        "a white accent": sub(THEME, r'(<a:accent1><a:srgbClr val=")\w+', r"\1FFFFFF"),
        "a white second colour": sub(THEME, r'(<a:dk2><a:srgbClr val=")\w+', r"\1FFFFFF"),
    },
    "tables": {
        "a wide grid": sub(DOCUMENT, r'<w:gridCol w:w="\d+"/>', '<w:gridCol w:w="20000"/>'),
        "an indent": sub(DOCUMENT, r'<w:tblInd w:w="\d+"', '<w:tblInd w:w="9000"'),
        "an indent to the left": sub(DOCUMENT, r'<w:tblInd w:w="\d+"', '<w:tblInd w:w="-9000"'),
        "a narrow cell": sub(DOCUMENT, r'<w:tcW w:w="\d+"', '<w:tcW w:w="10"'),
        "a wide cell": sub(DOCUMENT, r'<w:tcW w:w="\d+"', '<w:tcW w:w="19000"'),
        "a cell's margins": sub(DOCUMENT, r'(<w:tcMar>.*?<w:left w:w=")\d+', r"\g<1>9000"),
        "a dark cell": sub(DOCUMENT, r'(<w:tcMar>)', r'<w:shd w:val="clear" w:color="auto" w:fill="16242C"/>\1'),
        **{f"columns of {width} twips": narrow_columns(width) for width in (500, 600, 700, 800)},
        "letters too large for their column": sub(DOCUMENT, r"(<w:tc>.*?<w:r>)(<w:t)", r'\1<w:rPr><w:sz w:val="160"/></w:rPr>\2'),
        "a narrow grid": sub(DOCUMENT, r'<w:gridCol w:w="\d+"/>', '<w:gridCol w:w="10"/>'),
    },
    "drawings": {
        "shrunk": sub(DOCUMENT, r'<wp:extent cx="\d+" cy="\d+"', '<wp:extent cx="1" cy="1"'),
        "flat": sub(DOCUMENT, r'(<wp:extent cx="\d+" cy=)"\d+"', r'\1"10"'),
        "too wide": sub(DOCUMENT, r'<wp:extent cx="\d+"', '<wp:extent cx="99000000"'),
        "too high": sub(DOCUMENT, r'(<wp:extent cx="\d+" cy=)"\d+"', r'\1"99000000"'),
        "its picture shrunk": sub(DOCUMENT, r'<a:ext cx="\d+" cy="\d+"', '<a:ext cx="1" cy="1"'),
    },
    "pages": {
        "no room": sub(DOCUMENT, r'(<w:pgMar [^>]*w:left=")\d+', r"\g<1>15000"),
        "no room on the right": sub(DOCUMENT, r'(<w:pgMar [^>]*w:right=")\d+', r"\g<1>15000"),
        "no height": sub(DOCUMENT, r'(<w:pgMar [^>]*w:top=")\d+', r"\g<1>16000"),
        "a strip of paper": sub(DOCUMENT, r'<w:pgSz w:w="\d+"', '<w:pgSz w:w="100"'),
        "low paper": sub(DOCUMENT, r'(<w:pgSz w:w="\d+" w:h=)"\d+"', r'\1"100"'),
        "nine columns": sub(DOCUMENT, r"(<w:pgMar [^>]*/>)", r'\1<w:cols w:num="9" w:space="800"/>'),
    },
    "heads, feet": {
        "a white foot": sub(r"word/footer\d+\.xml", r"<w:r><w:t", '<w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t'),
        "a small foot": sub(r"word/footer\d+\.xml", r"<w:r><w:t", '<w:r><w:rPr><w:sz w:val="2"/></w:rPr><w:t'),
        "a white head": style_with("rPr", '<w:color w:val="FFFFFF"/>', "Header"),
    },
}  # fmt: skip
UNSEEN = tuple(
    Mutation("P913", kind, name, change)
    for kind, rows in UNSEEN_WAYS.items()
    for name, change in rows.items()
)
