"""A ministry's own Word file, made by hand: green headings, a logo, numbered lists, a template."""

import io
import re
import zipfile
from collections.abc import Callable

from docx import Document
from docx.document import Document as Opened
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from PIL import Image

MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"


def ministry(font: str = "Source Sans 3") -> bytes:
    """A font's name → a base of python-docx's template, with text that must not stay."""
    document = Document()
    document.add_heading("Sample text of the template", 1)
    document.add_paragraph("Write here.", style="List Number")
    document.core_properties.author = "Somebody in the ministry"
    _styles(document, font)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(200), Mm(280)
    section.left_margin = section.right_margin = Mm(30)
    section.top_margin, section.bottom_margin = Mm(35), Mm(25)
    head = section.header.paragraphs[0]
    head.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    head.add_run("Ministry of Foreign Affairs ")
    head.add_run().add_picture(_logo(), width=Mm(12))
    section.footer.paragraphs[0].add_run("mfa.example")
    _protect(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _styles(document: Opened, font: str) -> None:
    styles = document.styles
    for name in ("Normal", "Heading 1", "Heading 2", "Title"):
        styles[name].font.name = font
        fonts = styles[name].element.rPr.rFonts
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
    styles["Normal"].font.size = Pt(11)
    styles["Heading 1"].font.color.rgb = RGBColor(0x00, 0x66, 0x33)
    styles["Caption"].element.getparent().remove(styles["Caption"].element)


def _logo() -> io.BytesIO:
    stream = io.BytesIO()
    Image.new("RGB", (60, 40), (0, 102, 51)).save(stream, "png")
    stream.seek(0)
    return stream


def _protect(document: Opened) -> None:
    lock = OxmlElement("w:documentProtection")
    lock.set(qn("w:edit"), "readOnly")
    lock.set(qn("w:enforcement"), "1")
    document.settings.element.append(lock)


def without_running(data: bytes, kind: str) -> bytes:
    """A base and “header” or “footer” → the same without any of these."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                content = re.sub(rb"<w:%sReference [^>]*/>" % kind.encode(), b"", content)
            new.writestr(name, content)
    return stream.getvalue()


def with_picture_from_elsewhere(data: bytes) -> bytes:
    """A base → the same, the logo in its head fetched from somewhere when it is opened."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.startswith("word/_rels/header"):
                content = content.replace(b"../media/image1.png", b"https://example.org/a.png")
                content = content.replace(b"media/image1.png", b"https://example.org/a.png")
                content = content.replace(b'a.png"', b'a.png" TargetMode="External"')
            new.writestr(name, content)
    return stream.getvalue()


def as_kind(data: bytes, kind: str) -> bytes:
    """A .docx and the media type of another kind of Word file → that file."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(MAIN.encode(), kind.encode()))
    return stream.getvalue()


def changed(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """A file, one of its parts and a change → the file with that part changed."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        assert part in old.namelist()
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return stream.getvalue()


def with_part(data: bytes, part: str, content: bytes) -> bytes:
    """A file, a part's name and its bytes → the file with that part, new or in its place."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        new.writestr(part, content)
    return stream.getvalue()


def with_head(data: bytes, inside: str) -> bytes:
    """A base and XML → the base with that at the end of its head."""
    return changed(
        data, "word/header1.xml", lambda old: old.replace(b"</w:hdr>", f"{inside}</w:hdr>".encode())
    )
