"""A finished PDF → the same with something in its streams or bytes that no PDF of ours has."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, String

from tampering.foreign import PLACES, Change, changed, edit

# ----------------------------------------------------------------- drawing

# Instructions put before all others of a page, or in place of what a pattern finds.
DRAWN: Mapping[str, bytes] = {
    "a remark": b"% A secret word\n",
    "a text by its letters": b"BT (secret) Tj ET\n",
    "a text on the next line": b"BT (secret) ' ET\n",
    "a text in parentheses": b"BT [(secret)] TJ ET\n",
    "a place by steps": b"BT 9 9 Td ET\n",
    "letters set apart": b"BT 99 Tc ET\n",
    "words set apart": b"BT 99 Tw ET\n",
    "letters stretched": b"BT 1 Tz ET\n",
    "a picture in the text": b"BI /W 1 /H 1 /BPC 8 /CS /G ID \0 EI\n",
    "a colour space of its own": b"/Secret cs\n",
    "a colour of four inks": b"0 0 0 0 k\n",
    "a colour too bright": b"9 9 9 rg\n",
    "an intent": b"/Perceptual ri\n",
    "a flatness": b"100 i\n",
    "a property list by name": b"/Span /Secret BDC EMC\n",
    "an actual text": b"/Span <</ActualText (secret)>> BDC EMC\n",
    "a language": b"/Span <</Lang (fr)>> BDC EMC\n",
    "a layer": b"/OC /Secret BDC EMC\n",
    "a point": b"/Secret MP\n",
    "a point with properties": b"/Secret <</x 1>> DP\n",
    "a compatible section": b"BX secret EX\n",
    "an artifact of another kind": b"/Artifact <</Type /Page>> BDC EMC\n",
    "an artifact with words": b"/Artifact <</Type /Layout /Contents (secret)>> BDC EMC\n",
    "something never closed": b"q\n",
    "something never opened": b"Q\n",
    "a state from nowhere": b"/Secret gs\n",
    "a form from nowhere": b"/Secret Do\n",
    "a font from nowhere": b"BT /Secret 9 Tf ET\n",
    "a word that is none": b"secret\n",
    "a text that is alone": b"(secret)\n",
    "a name that is alone": b"/Secret\n",
    "a dictionary that is alone": b"<</Secret 1>>\n",
    "a number that is alone": b"7\n",
}


def draw(data: bytes, instructions: bytes) -> bytes:
    """A PDF and instructions → the PDF with them before all others on its first page."""

    def change(pdf: Pdf) -> None:
        edit(pdf.pages[0].obj.Contents, lambda text: instructions + text)

    return changed(data, change)


# ----------------------------------------------------------------- properties

# What is found in the metadata, and what is put in its place.
PROPERTIES: Mapping[str, tuple[bytes, bytes]] = {
    "a remark": (rb"<rdf:RDF", b"<!-- secret --><rdf:RDF"),
    "a property": (rb"</rdf:RDF>", b'<rdf:Description rdf:about="" xmlns:x="urn:x"><x:secret>y'
                   b"</x:secret></rdf:Description></rdf:RDF>"),
    "a property of a known schema": (
        rb"<xmp:CreatorTool>", b"<xmp:Label>secret</xmp:Label><xmp:CreatorTool>"
    ),
    "an attribute": (rb'<rdf:Description rdf:about=""', b'<rdf:Description rdf:about="secret"'),
    "an attribute of its own": (rb"<dc:title>", b'<dc:title xml:lang="secret">'),
    "words between": (rb"</dc:title>", b"</dc:title>secret"),
    "words within": (rb"<dc:title>", b"<dc:title>secret"),
    "an instruction": (rb"<rdf:RDF", b"<?secret word?><rdf:RDF"),
    "words after": (rb'<\?xpacket end="r"\?>', b'<?xpacket end="r"?><?secret word?>'),
    "a document type": (rb"<x:xmpmeta", b"<!DOCTYPE secret><x:xmpmeta"),
    "another description": (rb"Part of PDF/UA", b"A secret word"),
    "another part": (rb"<pdfuaid:part>1<", b"<pdfuaid:part>7<"),
    "another conformance": (rb'pdfaid:conformance="A"', b'pdfaid:conformance="B"'),
    "another producer": (rb"WeasyPrint [\d.]+", b"A secret word"),
}  # fmt: skip


def rewrite_properties(data: bytes, pattern: bytes, words: bytes) -> bytes:
    """A PDF, what is found in its metadata and what shall stand there → the PDF with that."""

    def change(pdf: Pdf) -> None:
        text = bytes(pdf.Root.Metadata.read_bytes())
        rewritten, count = re.subn(pattern, lambda _: words, text, count=1)
        assert count == 1
        pdf.Root.Metadata = pdf.make_stream(rewritten, Type=Name.Metadata, Subtype=Name.XML)

    return changed(data, change)


# ----------------------------------------------------------------- bytes

BYTES: Mapping[str, Callable[[bytes], bytes]] = {
    "before it": lambda data: b"secret\n" + data,
    "after it": lambda data: data + b"secret\n",
    "an empty line after it": lambda data: data + b"\n",
    "an update": lambda data: data + b"\n99 0 obj\n(secret)\nendobj\n" + _tail(data),
    "in its first line": lambda data: data.replace(b"%PDF-1.7\n", b"%PDF-1.7 secret\n", 1),
    "another version": lambda data: data.replace(b"%PDF-1.7\n", b"%PDF-1.4\n", 1),
    "other signs below it": lambda data: data.replace(b"\xbf\xf7\xa2\xfe", b"\xe2\xe3\xcf\xd3", 1),
    "another identity": lambda data: re.sub(
        rb"(/ID \[<)([0-9a-f]{2})", lambda found: found[1] + b"00", data, count=1
    ),
    "after the last mark": lambda data: data.replace(b"%%EOF\n", b"%%EOF secret\n"),
    "before the last mark": lambda data: data.replace(b"%%EOF\n", b"% secret\n%%EOF\n"),
}


def _tail(data: bytes) -> bytes:
    return data[data.rindex(b"startxref") :]


OBJECTS: Mapping[str, Change] = {
    "a page twice": lambda pdf: pdf.Root.Pages.__setitem__("/Kids", Array(
        [*pdf.Root.Pages.Kids, Dictionary(Type=Name.Pages, Kids=Array(), Count=0)]
    )),
    "a place without its end": lambda pdf: pdf.Root.Names.Dests.Names.append(String("secret")),
    "a place with words": lambda pdf: pdf.Root.Names.Dests.Names.extend(
        [String("x"), String("secret")]
    ),
    "a place by another view": lambda pdf: pdf.Root.Names.Dests.Names.extend(
        [String("x"), Array([pdf.pages[0].obj, Name.FitR, 0, 0, 1, 1])]
    ),
    "a parent that is none": lambda pdf: pdf.Root.StructTreeRoot.ParentTree.Nums.extend(
        [999, String("secret")]
    ),
    "a picture that nobody draws": lambda pdf: pdf.pages[0].obj.Resources.XObject.__setitem__(
        "/hidden", pdf.make_stream(
            bytes(3), Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1,
            BitsPerComponent=8, ColorSpace=Name.DeviceRGB, Interpolate=False,
        )
    ),
    "a form that nobody draws": lambda pdf: pdf.pages[0].obj.Resources.XObject.__setitem__(
        "/hidden", pdf.make_stream(b"q Q", Type=Name.XObject, Subtype=Name.Form)
    ),
    "bytes behind a picture's end": lambda pdf: _pad(PLACES["picture"](pdf)),
    "bytes behind a drawing's end": lambda pdf: _pad(PLACES["drawing"](pdf)),
    "bytes behind a file's end": lambda pdf: _pad(PLACES["table"](pdf)),
}  # fmt: skip


def _pad(stream: Any) -> None:
    """A packed stream → the same with bytes that no reader unpacks."""
    kept = {key: value for key, value in stream.items() if key not in ("/Length", "/Filter")}
    packed = bytes(stream.read_raw_bytes()) + b"A secret word"
    stream.write(packed, filter=Name.FlateDecode, decode_parms=kept.get("/DecodeParms"))
