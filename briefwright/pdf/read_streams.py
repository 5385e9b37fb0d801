"""What is in the streams of a PDF, unpacked → whatever of it is not on the list."""

import hashlib
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pikepdf
from lxml import etree

from briefwright.document.marks import Unlisted
from briefwright.document.picture_bytes import check_jpeg
from briefwright.pdf.closed_rules import Inside
from briefwright.pdf.closed_streams import (
    FONT_TABLES,
    LETTERS,
    MARKING,
    OPERATORS,
    PROFILES,
    PROPERTIES,
    PROPERTY_ATTRIBUTES,
)

Drawing = tuple[pikepdf.Object, pikepdf.Object, str]  # a stream, its resources, what it draws

_QUOTED = 60  # characters of a value that a sentence quotes


def check_stream(stream: pikepdf.Object, inside: Inside) -> Iterator[str]:
    """A stream and what should be in it → what is in it besides."""
    raw = bytes(stream.read_raw_bytes())
    filter_ = str(stream.get("/Filter", ""))
    data = raw
    if filter_ == "/FlateDecode":
        unpacked = _unpack(raw)
        if unpacked is None:
            yield "bytes after the end of what is packed"
            return
        data = unpacked
    match inside:
        case "letters":
            if not LETTERS.fullmatch(data):
                yield "lines that map no glyph to its letters"
        case "font":
            yield from _check_font(data)
        case "profile":
            if hashlib.sha256(data).hexdigest() not in PROFILES:
                yield "another profile"
        case "samples":
            yield from _check_picture(stream, data, filter_)
        case "properties":
            yield from _check_properties(data)
        case "file":
            yield from () if _is_text(data) else ("what is no text",)
        case _:
            raise AssertionError(f"{inside} is checked elsewhere")


def _unpack(raw: bytes) -> bytes | None:
    """Packed bytes → what they are; nothing if they are damaged or others follow them."""
    unpacker = zlib.decompressobj()
    try:
        data = unpacker.decompress(raw)
    except zlib.error:
        return None
    return data if unpacker.eof and not unpacker.unused_data else None


def _is_text(data: bytes) -> bool:
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return True


# ----------------------------------------------------------------- fonts and pictures


def _check_font(data: bytes) -> Iterator[str]:
    """An OpenType file → tables that are not listed, and bytes that belong to none."""
    count = int.from_bytes(data[4:6], "big")
    end = 12 + 16 * count
    places = []
    for start in range(12, end, 16):
        name = data[start : start + 4].decode("latin-1")
        first, length = (int.from_bytes(data[start + at : start + at + 4], "big") for at in (8, 12))
        places.append((first, length))
        if name not in FONT_TABLES:
            yield f"the table “{name}”"
    for first, length in sorted(places):
        if first - end not in range(4) or any(data[end:first]):
            yield "bytes that belong to no table"
            return
        end = first + length
    if len(data) - end not in range(4) or any(data[end:]):
        yield "bytes that belong to no table"


def _check_picture(stream: pikepdf.Object, data: bytes, filter_: str) -> Iterator[str]:
    if filter_ == "/DCTDecode":
        yield from check_jpeg(data)
        return
    parameters: Any = stream.get("/DecodeParms", {})
    colours = int(parameters.get("/Colors", 3 if stream.ColorSpace == "/DeviceRGB" else 1))
    filtered = 1 if "/Predictor" in parameters else 0
    if len(data) != int(stream.Height) * (int(stream.Width) * colours + filtered):
        yield "more or less than its dots"


# ----------------------------------------------------------------- properties


def _check_properties(data: bytes) -> Iterator[str]:
    """XMP → elements, attributes and words that are not listed."""
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        yield "what is no XML"
        return
    if root.getroottree().docinfo.internalDTD is not None:
        yield "a document type"
    around = (*_siblings(root, "preceding"), *_siblings(root, "following"))
    if [getattr(one, "target", "") for one in around] != ["xpacket", "xpacket"]:
        yield "something beside the packet"
    for element in root.iter():
        if not isinstance(element.tag, str):
            yield "a remark"
            continue
        allowed = PROPERTIES.get(element.tag, "")
        words = (element.text or "").strip()
        if element.tag not in PROPERTIES:
            yield f"the property {etree.QName(element).localname}"
        elif allowed is not None and words and not re.fullmatch(allowed, words):
            yield f"“{words[:_QUOTED]}”"
        if (element.tail or "").strip():
            yield f"“{(element.tail or '').strip()[:_QUOTED]}”"
        for name, value in _attributes(element):
            if name not in PROPERTY_ATTRIBUTES or not re.fullmatch(
                PROPERTY_ATTRIBUTES[name], value
            ):
                yield f"the attribute {etree.QName(name).localname} “{value[:_QUOTED]}”"


def _attributes(element: etree._Element) -> Iterator[tuple[str, str]]:
    return ((str(name), str(value)) for name, value in element.items())


def _siblings(root: etree._Element, axis: str) -> Sequence[etree._Element]:
    return [*root.itersiblings(preceding=axis == "preceding")]


# ----------------------------------------------------------------- instructions that draw

# The quantifiers keep what they have got: a long drawing is read in one go.
_NUMBER = rb"[-+]?(?>\d++(?:\.\d*+)?+|\.\d++)"
_OPERANDS: Mapping[str, bytes] = {
    "n": _NUMBER,
    "c": rb"(?:0|1|0?\.\d+|[01]\.0+|0\.\d+)",
    "w": rb"\d",
    "x": rb"/[\w.+-]+",
    "p": rb"/Pattern",
    "t": rb"\[(?>\s*+(?:<[0-9a-fA-F]*+>|" + _NUMBER + rb"))*+\s*+\]",
    "o": rb"\[(?>\s*+" + _NUMBER + rb")*+\s*+\]",
}


def _compile() -> re.Pattern[bytes]:
    """The list of operators → what any stream that draws keeps to."""
    by_operands: dict[str, list[str]] = {}
    for operator, operands in OPERATORS.items():
        by_operands.setdefault(operands, []).append(operator)
    forms = [
        b"".join(_OPERANDS[one] + rb"\s++" for one in operands)
        + b"(?:" + b"|".join(re.escape(one).encode() for one in sorted(names, reverse=True)) + b")"
        for operands, names in by_operands.items()
    ]  # fmt: skip
    return re.compile(rb"\s*+(?>(?>" + b"|".join([*forms, *MARKING]) + rb")(?:\s++|$))*+")


_FORM = _compile()
_USED = re.compile(rb"/([\w.+-]+)\s+(?:-?[\d.]+\s+)?(gs|Tf|Do|sh|scn)\b")
_NESTED = re.compile(rb"(?<![\w/*])(q|Q|BT|ET|BMC|BDC|EMC)(?![\w*])")
_CLOSES = {"Q": "q", "ET": "BT", "EMC": "B_C"}
_SHELVES = {
    "gs": "/ExtGState",
    "Tf": "/Font",
    "Do": "/XObject",
    "sh": "/Shading",
    "scn": "/Pattern",
}


def check_drawings(drawings: Iterable[Drawing]) -> Iterator[Unlisted]:
    """All streams that draw, with their resources → what they do that is not listed.

    What a form or a picture holds is drawn somewhere; what nobody draws has no business here.
    """
    drawn: set[tuple[int, int]] = set()
    held: dict[tuple[int, int], str] = {}
    for stream, resources, what in drawings:
        data = _unpack(bytes(stream.read_raw_bytes()))
        if data is None:
            yield Unlisted("a byte after the end of what is packed", f"the drawing of a {what}")
            continue
        end = match.end() if (match := _FORM.match(data)) else 0
        if end != len(data):
            rest = data[end : end + _QUOTED].decode("latin-1")
            yield Unlisted(f"“{' '.join(rest.split())}”", f"the drawing of a {what}")
            continue
        if not _is_nested(data):
            yield Unlisted("what is opened and never closed", f"the drawing of a {what}")
        shelves: dict[str, Any] = {key: resources.get(key, {}) for key in _SHELVES.values()}
        held |= {one.objgen: name for name, one in shelves["/XObject"].items()}
        for name, operator in {(found[1], found[2]) for found in _USED.finditer(data)}:
            key, shelf = f"/{name.decode()}", shelves[_SHELVES[operator.decode()]]
            if key not in shelf:
                yield Unlisted(f"{key}, which is nowhere,", f"the drawing of a {what}")
            elif operator == b"Do":
                drawn.add(shelf[key].objgen)
    for objgen, name in held.items():
        if objgen not in drawn:
            yield Unlisted("a form or picture that nobody draws", "the resources", name)


def _is_nested(data: bytes) -> bool:
    """Whether whatever is opened is closed, in turn."""
    opened: list[str] = []
    for found in _NESTED.finditer(data):
        word = found[1].decode()
        if word in ("q", "BT"):
            opened.append(word)
        elif word in ("BMC", "BDC"):
            opened.append("B_C")
        elif not opened or opened.pop() != _CLOSES[word]:
            return False
    return not opened
