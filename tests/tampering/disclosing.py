"""Finished files into which something was put that their readers must not see, one place each."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import pikepdf
from lxml import etree
from pikepdf import Array, Dictionary, Name, Pdf, String

Plant = Callable[[str], Callable[[bytes], bytes]]

CHART = "word/embeddings/chart1.xlsx"
PICTURE = "word/media/image1.png"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


# ----------------------------------------------------------------- PDF


def _pdf(change: Callable[[Pdf], None]) -> Callable[[bytes], bytes]:
    def changed(data: bytes) -> bytes:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            change(pdf)
            spoilt = io.BytesIO()
            pdf.save(spoilt)
        return spoilt.getvalue()

    return changed


def _drawn(pdf: Pdf, instructions: str) -> None:
    """Drawing instructions that use a font `/Plain` → at the end of the first page."""
    page = pdf.pages[0]
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page.obj.Resources.Font.Plain = pdf.make_indirect(font)
    page.contents_add(pdf.make_stream(instructions.encode()))


def page_text(secret: str) -> Callable[[bytes], bytes]:
    return _pdf(lambda pdf: _drawn(pdf, f"BT /Plain 9 Tf 90 90 Td ({secret}) Tj ET"))


def broken_line(secret: str) -> Callable[[bytes], bytes]:
    """The same over two lines, its fourth word cut by a hyphen."""
    words = secret.split()
    head, tail = words[3][:2], words[3][2:]
    first, second = " ".join([*words[:3], head]) + "-", " ".join([tail, *words[4:]])
    drawn = f"BT /Plain 9 Tf 90 90 Td ({first}) Tj 0 -11 Td ({second}) Tj ET"
    return _pdf(lambda pdf: _drawn(pdf, drawn))


def invisible_text(secret: str) -> Callable[[bytes], bytes]:
    return _pdf(lambda pdf: _drawn(pdf, f"BT 3 Tr /Plain 9 Tf 90 90 Td ({secret}) Tj ET"))


def drawing_remark(secret: str) -> Callable[[bytes], bytes]:
    return _pdf(lambda pdf: _drawn(pdf, f"% {secret}\nq Q"))


def marked_content(secret: str) -> Callable[[bytes], bytes]:
    return _pdf(lambda pdf: _drawn(pdf, f"/Span <</ActualText ({secret})>> BDC EMC"))


def properties(secret: str) -> Callable[[bytes], bytes]:
    def change(pdf: Pdf) -> None:
        pdf.docinfo["/Subject"] = secret

    return _pdf(change)


def xmp(secret: str) -> Callable[[bytes], bytes]:
    def change(pdf: Pdf) -> None:
        stream = pdf.Root.Metadata
        mark = b"</rdf:RDF>"
        before = stream.read_bytes()
        assert mark in before
        planted = f'<rdf:Description xmlns:x="x:"><x:y>{secret}</x:y></rdf:Description>'
        stream.write(before.replace(mark, planted.encode() + mark))

    return _pdf(change)


def outline(secret: str) -> Callable[[bytes], bytes]:
    def change(pdf: Pdf) -> None:
        with pdf.open_outline() as lines:
            lines.root.append(pikepdf.OutlineItem(secret, 0))

    return _pdf(change)


def structure(key: str) -> Plant:
    """A key of the structure tree → what puts words under it, at the first element that has any."""

    def plant(secret: str) -> Callable[[bytes], bytes]:
        def change(pdf: Pdf) -> None:
            element = next(
                thing
                for thing in pdf.objects
                if isinstance(thing, Dictionary) and thing.get("/Type") == Name.StructElem
            )
            element[key] = String(secret)

        return _pdf(change)

    return plant


def link(secret: str) -> Callable[[bytes], bytes]:
    def change(pdf: Pdf) -> None:
        action = Dictionary(S=Name.URI, URI=String(f"https://example.org/{secret}"))
        note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=action)
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])

    return _pdf(change)


def remark(secret: str) -> Callable[[bytes], bytes]:
    def change(pdf: Pdf) -> None:
        note = Dictionary(
            Type=Name.Annot, Subtype=Name.Text, Rect=[0, 0, 9, 9], Contents=String(secret)
        )
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])

    return _pdf(change)


def attachment(secret: str) -> Callable[[bytes], bytes]:
    return attached("plain.csv", f"a,b\r\n{secret},1\r\n".encode())


def attachment_name(secret: str) -> Callable[[bytes], bytes]:
    return attached(f"{secret}.csv", b"a,b")


def attachment_description(secret: str) -> Callable[[bytes], bytes]:
    return attached("plain.csv", b"a,b", secret)


def attached(name: str, data: bytes, description: str = "") -> Callable[[bytes], bytes]:
    def change(pdf: Pdf) -> None:
        pdf.attachments[name] = pikepdf.AttachedFileSpec(
            pdf, data, filename=name, description=description
        )

    return _pdf(change)


def place(secret: str) -> Callable[[bytes], bytes]:
    """The name of a place in the document."""

    def change(pdf: Pdf) -> None:
        where = Array([pdf.pages[0].obj, Name.Fit])
        pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array([String(secret), where])))

    return _pdf(change)


def any_string(secret: str) -> Callable[[bytes], bytes]:
    def change(pdf: Pdf) -> None:
        pdf.pages[0].obj.PieceInfo = Dictionary(Ours=Dictionary(Private=String(secret)))

    return _pdf(change)


def any_stream(secret: str) -> Callable[[bytes], bytes]:
    def change(pdf: Pdf) -> None:
        pdf.pages[0].obj.PieceInfo = Dictionary(
            Ours=Dictionary(Private=pdf.make_stream(secret.encode()))
        )

    return _pdf(change)


def any_name(secret: str) -> Callable[[bytes], bytes]:
    def change(pdf: Pdf) -> None:
        pdf.pages[0].obj.PieceInfo = Dictionary({f"/{secret}": Dictionary()})

    return _pdf(change)


# ----------------------------------------------------------------- Word


def _word(change: Callable[[dict[str, bytes]], None]) -> Callable[[bytes], bytes]:
    def changed(data: bytes) -> bytes:
        with zipfile.ZipFile(io.BytesIO(data)) as old:
            files = {name: old.read(name) for name in old.namelist()}
        change(files)
        spoilt = io.BytesIO()
        with zipfile.ZipFile(spoilt, "w") as new:
            for name, content in files.items():
                new.writestr(name, content)
        return spoilt.getvalue()

    return changed


def part(name: str, content: str) -> Plant:
    """A part's name, and its content with a gap → what adds it, the gap filled."""
    return lambda secret: _word(lambda files: files.update({name: _filled(content, secret)}))


def _filled(content: str, secret: str) -> bytes:
    return content.replace("…", secret).encode()


def in_text(xml: str) -> Plant:
    """XML of a paragraph, with a gap → what puts it at the beginning of the text, filled."""

    def plant(secret: str) -> Callable[[bytes], bytes]:
        def change(files: dict[str, bytes]) -> None:
            root = etree.fromstring(files["word/document.xml"])
            new = etree.fromstring(f'<w:p xmlns:w="{_W}">{xml.replace("…", secret)}</w:p>')
            root[0].insert(0, new)
            files["word/document.xml"] = etree.tostring(root)

        return _word(change)

    return plant


def alt_text(secret: str) -> Callable[[bytes], bytes]:
    def change(files: dict[str, bytes]) -> None:
        root = etree.fromstring(files["word/document.xml"])
        next(root.iter("{*}docPr")).set("descr", secret)
        files["word/document.xml"] = etree.tostring(root)

    return _word(change)


def chart_text(secret: str) -> Callable[[bytes], bytes]:
    return _word(lambda files: _replace(files, "word/charts/chart1.xml", "national", secret))


def workbook(secret: str) -> Callable[[bytes], bytes]:
    changed = _word(lambda book: _replace(book, "xl/sharedStrings.xml", "UNDOF", secret))
    return _word(lambda files: files.update({CHART: changed(files[CHART])}))


def workbook_number(secret: str) -> Callable[[bytes], bytes]:
    sheet, new = "xl/worksheets/sheet1.xml", f"<v>{secret}</v>"
    changed = _word(lambda book: _replace(book, sheet, "<v>139</v>", new))
    return _word(lambda files: files.update({CHART: changed(files[CHART])}))


def _replace(files: dict[str, bytes], name: str, old: str, new: str) -> None:
    assert old.encode() in files[name]
    files[name] = files[name].replace(old.encode(), new.encode())


def style_name(secret: str) -> Callable[[bytes], bytes]:
    return _word(
        lambda files: _replace(
            files, "word/styles.xml", "</w:styles>", f'<w:style w:name="{secret}"/></w:styles>'
        )
    )


def code_comment(secret: str) -> Callable[[bytes], bytes]:
    return _word(
        lambda files: _replace(
            files, "word/styles.xml", "</w:styles>", f"<!-- {secret} --></w:styles>"
        )
    )


def picture_remark(secret: str) -> Callable[[bytes], bytes]:
    """A text beside the pixels of a new picture."""
    return part_of_bytes("word/media/image9.png", png(secret))


def part_of_bytes(name: str, data: bytes) -> Callable[[bytes], bytes]:
    return _word(lambda files: files.update({name: data}))


def package_comment(secret: str) -> Callable[[bytes], bytes]:
    def changed(data: bytes) -> bytes:
        spoilt = io.BytesIO(data)
        with zipfile.ZipFile(spoilt, "a") as package:
            package.comment = secret.encode()
        return spoilt.getvalue()

    return changed


def png(remark: str = "", colour: bytes = b"\x10\x20\x30") -> bytes:
    """A remark and a colour → a picture of one pixel that carries the remark."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        sum_ = zlib.crc32(kind + content)
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", sum_)

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + (chunk(b"tEXt", b"Comment\x00" + remark.encode()) if remark else b"")
        + chunk(b"IDAT", zlib.compress(b"\x00" + colour))
        + chunk(b"IEND", b"")
    )
