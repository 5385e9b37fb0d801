"""A finished PDF → the same with other files, another structure or another picture in it.

Each of them is of a kind that a PDF of ours may have; only what it says is another.
"""

import hashlib
import io
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String
from PIL import Image

from tampering.foreign import PLACES, Change

# ----------------------------------------------------------------- attached files


def _rewrite(change: Callable[[bytes], bytes], number: int = 0) -> Change:
    """A change of a file's bytes → that of the PDF, its size and checksum with it."""

    def rewrite(pdf: Pdf) -> None:
        stream = pdf.Root.AF[number].EF.F
        before = bytes(stream.read_bytes())
        data = change(before)
        assert data != before
        stream.write(data)
        stream.Params.Size = len(data)
        checksum = hashlib.md5(data, usedforsecurity=False).digest()
        stream.Params.CheckSum = String(checksum)

    return rewrite


def _replace(before: bytes, after: bytes) -> Change:
    return _rewrite(lambda data: data.replace(before, after, 1))


CELLS: Mapping[str, Change] = {
    "another number": _replace(b'"1,410"', b'"1,411"'),
    "another digit": _replace(b"One,1\r\n", b"One,2\r\n"),
    "a number without its separator": _replace(b'"1,410"', b"1410"),
    "another word": _replace(b"Many", b"Few"),
    "another heading": _replace(b"Count", b"Share"),
    "one heading less": _replace(b"Count", b""),
    "one row less": _replace(b"One,1\r\n", b""),
    "one row more": _rewrite(lambda data: data + b"Three,3\r\n"),
    "one row twice": _rewrite(lambda data: data.replace(b"One,1\r\n", b"One,1\r\n" * 2)),
    "two rows in each other's place": _rewrite(
        lambda data: data.replace(b'One,1\r\nMany,"1,410"', b'Many,"1,410"\r\nOne,1')
    ),
    "two cells in each other's place": _replace(b"One,1", b"1,One"),
    "one cell more": _replace(b"One,1", b"One,1,x"),
    "one cell less": _replace(b"One,1", b"One"),
    "a formula": _replace(b"One,1", b"=1+1,1"),
    "a formula that adds to a number": _replace(b"One,1", b"One,+1+1"),
    "a remark after a cell": _replace(b"Many", b"Many (estimated)"),
    "nothing at all": _rewrite(lambda data: b"\xef\xbb\xbf"),
    "no mark of its encoding": _rewrite(lambda data: data.removeprefix(b"\xef\xbb\xbf")),
    "other ends of lines": _rewrite(lambda data: data.replace(b"\r\n", b"\n")),
    "quotes that nothing needs": _replace(b"One,1", b'"One",1'),
    "an empty line at its end": _rewrite(lambda data: data + b"\r\n"),
}  # fmt: skip


def _set_file(key: str, value: Callable[[Pdf], Any]) -> Change:
    def change(pdf: Pdf) -> None:
        pdf.Root.AF[0][key] = value(pdf)

    return change


def _copy_file(pdf: Pdf) -> Any:
    copy = pdf.make_indirect(Dictionary(pdf.Root.AF[0]))
    copy.F = copy.UF = String("copy.csv")
    return copy


def _rename(pdf: Pdf) -> None:
    pdf.Root.AF[0].F = pdf.Root.AF[0].UF = String("other.csv")
    pdf.Root.Names.EmbeddedFiles.Names[0] = String("other.csv")


def _name_twice(pdf: Pdf) -> None:
    pdf.Root.Names.EmbeddedFiles.Names.extend([String("z.csv"), pdf.Root.AF[0]])


def _two_contents(pdf: Pdf) -> None:
    about = pdf.Root.AF[0].EF.F.Params
    pdf.Root.AF[0].EF.UF = pdf.make_stream(
        b"\xef\xbb\xbfx\r\n", Type=Name.EmbeddedFile, Subtype=Name("/text/csv"), Params=about
    )


FILES: Mapping[str, Change] = {
    "another description": _set_file("/Desc", lambda pdf: String("A secret word")),
    "no description": _set_file("/Desc", lambda pdf: String("")),
    "a longer description": _set_file("/Desc", lambda pdf: String("Table 1 Numbers, revised")),
    "another relation": _set_file("/AFRelationship", lambda pdf: Name.Data),
    "another name": _rename,
    "another name for some systems": _set_file("/F", lambda pdf: String("other.csv")),
    "a name that opens another file": lambda pdf: pdf.Root.Names.EmbeddedFiles.Names.__setitem__(
        1, _copy_file(pdf)
    ),
    "a file under two names": _name_twice,
    "a file that nothing shows": lambda pdf: pdf.Root.Names.EmbeddedFiles.Names.extend(
        [String("copy.csv"), _copy_file(pdf)]
    ),
    "no names": lambda pdf: pdf.Root.Names.__delitem__("/EmbeddedFiles"),
    "a file twice": lambda pdf: pdf.Root.AF.append(pdf.Root.AF[0]),
    "one file less": lambda pdf: pdf.Root.__delitem__("/AF"),
    "two contents": _two_contents,
    "another size": lambda pdf: pdf.Root.AF[0].EF.F.Params.__setitem__("/Size", 7),
    "another checksum": lambda pdf: pdf.Root.AF[0].EF.F.Params.__setitem__(
        "/CheckSum", String("A secret word")
    ),
    "another day": lambda pdf: pdf.Root.AF[0].EF.F.Params.__setitem__(
        "/ModDate", String("D:20240922")
    ),
    "no day": lambda pdf: pdf.Root.AF[0].EF.F.Params.__delitem__("/ModDate"),
    "a table without its file": lambda pdf: _first(pdf, "/Table").__delitem__("/AF"),
    "a picture with a table's file": lambda pdf: _first(pdf, "/Figure").__setitem__(
        "/AF", pdf.Root.AF
    ),
}  # fmt: skip

# ----------------------------------------------------------------- structure


def _list_elements(holder: Any) -> Iterator[Any]:
    kids = holder.get("/K", [])
    for kid in list(kids) if isinstance(kids, Array) else [kids]:
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield kid
            yield from _list_elements(kid)


def _all(pdf: Pdf, kind: str) -> list[Any]:
    return [one for one in _list_elements(pdf.Root.StructTreeRoot) if kind == one.S]


def _first(pdf: Pdf, kind: str) -> Any:
    return _all(pdf, kind)[0]


def _set(kind: str, key: str, value: Callable[[Pdf], Any], number: int = 0) -> Change:
    def change(pdf: Pdf) -> None:
        _all(pdf, kind)[number][key] = value(pdf)

    return change


def _set_attribute(kind: str, key: str, value: Callable[[Pdf], Any], number: int = 0) -> Change:
    def change(pdf: Pdf) -> None:
        _all(pdf, kind)[number].A[key] = value(pdf)

    return change


def _language(kind: str, language: str, number: int = 0) -> Change:
    return _set(kind, "/Lang", lambda pdf: String(language), number)


def _heads(*numbers: int) -> Change:
    def change(pdf: Pdf) -> None:
        names = [_all(pdf, "/TH")[number].ID for number in numbers]
        _all(pdf, "/TD")[0].A.Headers = Array(names)

    return change


def _move_language(pdf: Pdf) -> None:
    del next(one for one in _list_elements(pdf.Root.StructTreeRoot) if "/Lang" in one)["/Lang"]
    _all(pdf, "/LI")[1].Lang = String("fr")


def _swap_owners(pdf: Pdf) -> None:
    row = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
    row[0], row[1] = row[1], row[0]


def _swap_parents(pdf: Pdf) -> None:
    one, other = _all(pdf, "/LI")[:2]
    one.P = other


def _swap_identifiers(pdf: Pdf) -> None:
    names = pdf.Root.StructTreeRoot.IDTree.Names
    names[1], names[3] = names[3], names[1]


STRUCTURE: Mapping[str, Change] = {
    "another language": lambda pdf: next(
        one for one in _list_elements(pdf.Root.StructTreeRoot) if "/Lang" in one
    ).__setitem__("/Lang", String("de")),
    "no language": lambda pdf: next(
        one for one in _list_elements(pdf.Root.StructTreeRoot) if "/Lang" in one
    ).__delitem__("/Lang"),
    "the language of other words": _move_language,
    "a paragraph in a language": _language("/P", "fr"),
    "a heading in a language": _language("/H2", "fr"),
    "an item in a language": _language("/LI", "ar", 1),
    "a cell in a language": _language("/TD", "kk"),
    "a table in a language": _language("/Table", "ru"),
    "a section in a language": _language("/Sect", "en-GB"),
    "the document in a language": _language("/Document", "en"),
    "a picture in a language": _language("/Figure", "fr"),
    "a heading further up": _set("/H3", "/S", lambda pdf: Name.H2),
    "a heading further down": _set("/H2", "/S", lambda pdf: Name.H3),
    "a heading at the top": _set("/H2", "/S", lambda pdf: Name.H1, 1),
    "a title further down": _set("/H1", "/S", lambda pdf: Name.H2),
    "a heading cell of a row": _set_attribute("/TH", "/Scope", lambda pdf: Name.Row),
    "a heading cell of a column": _set_attribute("/TH", "/Scope", lambda pdf: Name.Column, 2),
    "a heading cell of nothing": lambda pdf: _first(pdf, "/TH").A.__delitem__("/Scope"),
    "a heading cell as data": _set("/TH", "/S", lambda pdf: Name.TD),
    "data as a heading cell": _set("/TD", "/S", lambda pdf: Name.TH),
    "a cell over two columns": _set_attribute("/TD", "/ColSpan", lambda pdf: 2),
    "a cell over two rows": _set_attribute("/TH", "/RowSpan", lambda pdf: 2),
    "the heading of another column": _heads(0, 2),
    "the heading of another row": _heads(1, 3),
    "headings in another order": _heads(2, 1),
    "one heading less": _heads(1),
    "one heading more": _heads(0, 1, 2),
    "no headings": lambda pdf: _first(pdf, "/TD").A.__delitem__("/Headers"),
    "a heading that is nowhere": _set_attribute(
        "/TD", "/Headers", lambda pdf: Array([String("element-9")])
    ),
    "a list without numbers": _set_attribute(
        "/L", "/ListNumbering", lambda pdf: Name("/None"), -1
    ),
    "a list with letters": _set_attribute("/L", "/ListNumbering", lambda pdf: Name.LowerAlpha, -1),
    "a list with bullets": _set_attribute("/L", "/ListNumbering", lambda pdf: Name.Disc, -1),
    "a figure with other edges": _set_attribute(
        "/Figure", "/BBox", lambda pdf: Array([0, 0, 9, 9])
    ),
    "a figure over the page": _set_attribute(
        "/Figure", "/BBox", lambda pdf: Array([0, 0, 595, 842])
    ),
}  # fmt: skip

WAYS_BACK: Mapping[str, Change] = {
    "content of another element": _swap_owners,
    "an element of another parent": _swap_parents,
    "names of each other's elements": _swap_identifiers,
    "one name less": lambda pdf: pdf.Root.StructTreeRoot.IDTree.__setitem__(
        "/Names", Array(list(pdf.Root.StructTreeRoot.IDTree.Names)[2:])
    ),
    "content of no element": lambda pdf: pdf.Root.StructTreeRoot.ParentTree.Nums[1].__delitem__(-1),
}  # fmt: skip

# ----------------------------------------------------------------- pictures


def _redraw(change: Callable[[Image.Image], Image.Image]) -> Change:
    """A change of dots → that of the PDF, the picture packed as it was."""

    def redraw(pdf: Pdf) -> None:
        stream = PLACES["picture"](pdf)
        image = change(pikepdf.PdfImage(stream).as_pil_image())
        rows = [
            b"\0" + image.crop((0, row, image.width, row + 1)).tobytes()
            for row in range(image.height)
        ]
        parameters = Dictionary(Predictor=15, Columns=image.width, Colors=3)
        packed = zlib.compress(b"".join(rows))
        stream.write(packed, filter=Name.FlateDecode, decode_parms=parameters)
        stream.Width, stream.Height = image.size

    return redraw


def _dot(image: Image.Image) -> Image.Image:
    image.putpixel((3, 3), (255, 255, 255))
    return image


PICTURES: Mapping[str, Change] = {
    "one dot": _redraw(_dot),
    "another colour": _redraw(lambda image: Image.new("RGB", image.size, "#c00000")),
    "another size": _redraw(lambda image: image.resize((320, 120))),
    "the last bit of each dot": _redraw(lambda image: image.point(lambda value: value ^ 1)),
    "a picture upside down": _redraw(
        lambda image: _dot(image).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    ),
    "a patch": _redraw(
        lambda image: (image.paste((200, 0, 0), (9, 9, 40, 40)), image)[1]  # type: ignore[func-returns-value]
    ),
}  # fmt: skip


def draw_as_jpeg(pdf: Pdf) -> None:
    """A PDF → its picture is a JPEG of the same."""
    stream = PLACES["picture"](pdf)
    packed = io.BytesIO()
    pikepdf.PdfImage(stream).as_pil_image().save(packed, "JPEG", quality=95)
    del stream["/DecodeParms"]
    stream.write(packed.getvalue(), filter=Name.DCTDecode)
