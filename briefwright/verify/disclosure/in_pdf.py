"""A PDF → its texts: pages, properties, outline, alt texts, links, attached files, every string."""

import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import pikepdf
import pypdfium2

from briefwright.verify.disclosure import in_picture, in_xml
from briefwright.verify.disclosure.decoding import find_strings, read_bytes
from briefwright.verify.disclosure.in_pdf_bytes import read_outside
from briefwright.verify.disclosure.parts import Embedded, FilePart, Sort

# The keys of strings that people read or that name something → what they are, and which sort.
_KEYS: Mapping[str, tuple[str, Sort]] = {
    "Alt": ("the alt text of a picture", "text"),
    "ActualText": ("the replacement text of a part", "text"),
    "E": ("the written-out form of an abbreviation", "text"),
    "T": ("the title of a part of the structure", "text"),
    "Title": ("a line of the outline", "text"),
    "Contents": ("the description of a link or remark", "text"),
    "TU": ("the description of a field", "text"),
    "URI": ("the address of a link", "name"),
    "Dest": ("the target of a link", "name"),
    "D": ("the target of a link", "name"),
    "Names": ("the name of a place in the document", "name"),
    "Limits": ("the name of a place in the document", "name"),
    "ID": ("the name of a part of the structure", "name"),
    "F": ("the name of an attached file", "name"),
    "UF": ("the name of an attached file", "name"),
    "Desc": ("the description of an attached file", "text"),
    "JS": ("a program", "text"),
}
# The keys of strings that programs write for programs.
_MACHINE_KEYS = frozenset({
    "Headers", "FontFamily", "Ordering", "Registry", "CheckSum", "ModDate", "CreationDate", "Lang",
    "Info", "OutputConditionIdentifier",
})  # fmt: skip
# Streams that are fonts and colours: glyph tables have no text of an author.
_MACHINERY = re.compile(
    rb"/(?:FontFile[23]?|ToUnicode|CIDToGIDMap|CIDSet|DestOutputProfile)\s+(\d+)\s+(\d+)\s+R"
)
_DRAWN = re.compile(rb"/Contents\s+(?:\[([^\]]*)\]|(\d+\s+\d+\s+R))")
_REFERENCE = re.compile(rb"(\d+)\s+(\d+)\s+R")
_TOKEN = re.compile(
    rb"(?P<open><<|\[)|(?P<close>>>|\])|/(?P<name>[^\s/<>\[\]()]*)"
    rb"|\((?P<text>(?:\\.|[^\\()])*)\)|<(?P<hex>[0-9A-Fa-f\s]*)>|(?P<atom>[^\s/<>\[\]()]+)",
    re.DOTALL,
)
_NAME = re.compile(rb"/([^\s/<>\[\]()]+)")
# In drawing instructions: comments, literal strings, what is said of marked content.
_COMMENT = re.compile(rb"%[^\r\n]*")
_LITERAL = re.compile(rb"\((?:\\.|[^\\()])*\)", re.DOTALL)
_HEX = re.compile(rb"<[0-9A-Fa-f\s]*>")
_OPERANDS = re.compile(rb"[^\W\d_]{3}[\w#-]*")  # words longer than an operator is
_DICTIONARY = re.compile(rb"<<.{0,5000}?>>(?=\s*(?:BDC|DP)\b)", re.DOTALL)
_ONLY_NUMBERED = re.compile(rb"<<\s*/MCID \d+\s*>>")
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_CONTROLS: Mapping[bytes, bytes] = {
    b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f",
    b"\n": b"", b"\r": b"", b"\r\n": b"",
}  # fmt: skip


def read_parts(data: bytes) -> Iterator[FilePart | Embedded]:
    """The bytes of a PDF → its texts, streams decompressed; opaque where it can't be read."""
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            yield from _read_objects(pdf)
            yield from read_outside(data, frozenset(one.objgen for one in pdf.objects))
        yield from _read_pages(data)
    except (pikepdf.PdfError, pypdfium2.PdfiumError):
        yield FilePart("the file", "", "opaque")


def _read_pages(data: bytes) -> Iterator[FilePart]:
    document = pypdfium2.PdfDocument(data)
    try:
        for number, page in enumerate(document, start=1):
            yield FilePart(f"the text of page {number}", page.get_textpage().get_text_range())
    finally:
        document.close()


# ----------------------------------------------------------------- objects


_Id = tuple[int, int]


@dataclass(frozen=True)
class _StreamKinds:
    """What the objects of a PDF say of its streams: files, pages, machinery."""

    files: Mapping[_Id, str]
    drawn: frozenset[_Id]
    machinery: frozenset[_Id]


def _read_objects(pdf: pikepdf.Pdf) -> Iterator[FilePart | Embedded]:
    """Every object → its strings, then its stream, then the names that any of them uses."""
    streams, everything, files = list[pikepdf.Stream](), list[bytes](), dict[_Id, str]()
    info = pdf.trailer.get("/Info")
    for thing in (pdf.trailer, *pdf.objects):
        if isinstance(thing, pikepdf.Stream):
            streams.append(thing)
            said = thing.stream_dict.unparse(resolved=True)
        else:
            said = thing.unparse(resolved=True)
        everything.append(said)
        if b"/EF" in said:
            files |= _find_files(thing)
        if b"(" in said or b"<" in said.replace(b"<<", b""):
            is_info = info is not None and thing.objgen == info.objgen != (0, 0)
            yield from _read_strings(said, _place_of_property if is_info else _place_of_key)
    all_said = b"\n".join(everything)
    seen = _StreamKinds(files, *_sort_streams(all_said))
    for stream in streams:
        yield from _read_stream(stream, seen)
    for name in sorted(set(_NAME.findall(all_said))):
        yield FilePart("a name inside the file", _decode_name(name), "other")


def _find_files(thing: pikepdf.Object) -> dict[_Id, str]:
    """What describes an attached file → the streams that hold it, each with the file's name."""
    if not isinstance(thing, pikepdf.Dictionary) or "/EF" not in thing:
        return {}
    name = str(thing.get("/UF", thing.get("/F", "")))
    return {file.objgen: name for file in thing.EF.values()}


def _sort_streams(said: bytes) -> tuple[frozenset[_Id], frozenset[_Id]]:
    """All objects as they are written → the streams of pages, and those of fonts and colours."""
    drawn = {
        (int(number), int(generation))
        for listed, one in _DRAWN.findall(said)
        for number, generation in _REFERENCE.findall(listed or one)
    }
    machinery = {(int(number), int(generation)) for number, generation in _MACHINERY.findall(said)}
    return frozenset(drawn), frozenset(machinery)


def _place_of_key(key: str) -> tuple[str, Sort]:
    sort: Sort = "other" if key in _MACHINE_KEYS else "text"
    return _KEYS.get(key) or (f"the entry {key or 'of a list'}", sort)


def _place_of_property(key: str) -> tuple[str, Sort]:
    return f"the document's properties ({key})", "text"


def _read_strings(said: bytes, place: Callable[[str], tuple[str, Sort]]) -> Iterator[FilePart]:
    """An object as it is written → its strings, each with the key under which it stands."""
    around: list[tuple[bool, str]] = []
    in_dictionary, key, is_value = False, "", False
    for token in _TOKEN.finditer(said):
        group = token.lastgroup
        if group == "open":
            around.append((in_dictionary, key))
            in_dictionary, is_value = token[0] == b"<<", False
        elif group == "close":
            in_dictionary, key = around.pop() if around else (False, "")
            is_value = False
        elif group == "name" and in_dictionary and not is_value:
            key, is_value = _decode_name(token["name"]), True
        else:
            is_value = False
            if group == "text":
                yield _make_part(place(key), _decode(_unescape(token["text"])))
            elif group == "hex":
                digits = b"".join(token["hex"].split())
                yield _make_part(
                    place(key), _decode(bytes.fromhex((digits + b"0" * 2).decode())[:-1])
                )
            elif group == "name" and key in ("Dest", "D"):
                yield _make_part(place(key), _decode_name(token["name"]))


def _make_part(place: tuple[str, Sort], text: str) -> FilePart:
    where, sort = place
    return FilePart(where, text, sort)


def _unescape(text: bytes) -> bytes:
    def one(found: re.Match[bytes]) -> bytes:
        sign = found[1]
        if sign[:1].isdigit():
            return bytes([int(sign, 8) & 0xFF])
        return _CONTROLS.get(sign, sign)

    return _ESCAPE.sub(one, text)


def _decode(text: bytes) -> str:
    """A string's bytes → the texts that it may be (ISO 32000-2, 7.9.2.2)."""
    return "\n".join(dict.fromkeys((*read_bytes(text), text.decode("pdfdoc", "replace"))))


def _decode_name(name: bytes) -> str:
    """A name as it is written → its letters, `#20` and the like resolved."""
    plain = re.sub(rb"#([0-9A-Fa-f]{2})", lambda found: bytes([int(found[1], 16)]), name)
    return plain.decode("utf-8", "replace")


# ----------------------------------------------------------------- streams


def _read_stream(stream: pikepdf.Stream, seen: _StreamKinds) -> Iterator[FilePart | Embedded]:
    kind, subkind = str(stream.get("/Type", "")), str(stream.get("/Subtype", ""))
    if kind in ("/XRef", "/ObjStm"):
        return
    try:
        if stream.objgen in seen.machinery:
            yield FilePart("a font or a colour table", find_strings(stream.read_bytes()), "data")
            return
        if stream.objgen in seen.files or kind == "/EmbeddedFile":
            yield from _read_attached(stream, seen)
        elif kind == "/Metadata":
            yield from in_xml.read_parts(stream.read_bytes(), "the XMP metadata")
        elif subkind == "/Image":
            yield from _read_image(stream)
        elif stream.objgen in seen.drawn or subkind == "/Form" or "/PatternType" in stream:
            yield from _read_drawing(stream.read_bytes())
        else:
            yield Embedded("a stream", stream.read_bytes())
    except pikepdf.PdfError:
        yield FilePart("a stream", "", "opaque")


def _read_attached(stream: pikepdf.Stream, seen: _StreamKinds) -> Iterator[FilePart | Embedded]:
    name = seen.files.get(stream.objgen, "")
    number = list(seen.files).index(stream.objgen) + 1 if name else 0
    yield Embedded(f"attached file {number}" if number else "an attached file", stream.read_bytes())


def _read_image(stream: pikepdf.Stream) -> Iterator[FilePart]:
    if stream.get("/Filter") == pikepdf.Name.DCTDecode:
        yield from in_picture.read_parts(stream.read_raw_bytes(), "a picture")
    else:
        yield FilePart("a picture", "", "other", pixels=lambda: _read_pixels(stream))


def _read_pixels(stream: pikepdf.Stream) -> bytes:
    return in_picture.encode_pixels(pikepdf.PdfImage(stream).as_pil_image())


def _read_drawing(data: bytes) -> Iterator[FilePart]:
    """Drawing instructions → what is said in them besides what is drawn."""
    for said in _COMMENT.findall(data) if b"%" in data else ():
        for text in read_bytes(said):
            yield FilePart("a remark in drawing instructions", text)
    for said in _LITERAL.findall(data) if b"(" in data else ():
        yield FilePart("drawing instructions", _decode(_unescape(said[1:-1])))
    words = b" ".join(dict.fromkeys(_OPERANDS.findall(_HEX.sub(b" ", data))))
    yield FilePart("drawing instructions", words.decode("latin-1"), "other")
    if data.count(b"<<") > len(_ONLY_NUMBERED.findall(data)):
        for said in _DICTIONARY.findall(data):
            yield from _read_strings(said, _place_of_marked_content)


def _place_of_marked_content(key: str) -> tuple[str, Sort]:
    what, _ = _KEYS.get(key, ("", "text"))
    return what or f"the entry {key} of marked content", "text"
