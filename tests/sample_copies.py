"""Copies for tests: marks in many scripts, editions to copy, and what to look at in a copy."""

import io
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache

import pikepdf
import pypdfium2 as pdfium
from conftest import TEMPLATES
from PIL import Image, ImageChops, ImageDraw
from sample_builds import build_real
from sample_page import sample_assets, sample_html

from briefwright import audience
from briefwright.copies import CopyMark, Master, make_style, prepare
from briefwright.layout import arrange
from briefwright.pdf.write import write

LATIN = CopyMark(17, "Ana Souza", "Ministry of Defence")
CYRILLIC = CopyMark(18, "Анна Қасымова", "Министерство иностранных дел")
ARABIC = CopyMark(19, "أحمد الخطيب", "وزارة الخارجية (UNDP)")
GREEK = CopyMark(20, "Ευανθία Παπαδοπούλου")
HEBREW = CopyMark(21, "יעל כהן", "משרד החוץ")
CHINESE = CopyMark(22, "李小龙", "外交部")
LONG = CopyMark(123456, "Maria " * 20 + "Schmidt", "Ministry " * 30)
MARKS = (LATIN, CYRILLIC, ARABIC, GREEK, HEBREW, CHINESE, LONG)

# Audience, language; “-large-print” and an edition from right to left are among them.
EDITIONS = {
    "press, en": ("press", "en"),
    "messages, ar": ("messages", "ar"),
    "messages in large print, en": ("messages-large-print", "en"),
}


@cache
def edition(name: str, form: str = "pdf") -> bytes:
    """The name of an edition, or “landscape”, “PDF 2.0” → its file."""
    if name not in EDITIONS:
        return write(arrange(_page("a-4f" if name == "PDF 2.0" else "a-3a"), sample_assets()))
    return build_real(*EDITIONS[name]).outputs[form]


def _page(standard: str) -> str:
    """A standard → a page with every role, one of them turned, and the properties of an edition."""
    said = '<meta name="briefwright.Edition" content="1">'
    return sample_html().replace("</head>", f'{said}<meta name="pdf" content="{standard}"></head>')


@cache
def master(name: str) -> Master:
    """The name of an edition → its master, for all marks."""
    reader, language = EDITIONS.get(name, ("full", "en"))
    style = make_style(audience.read(TEMPLATES, reader), language, MARKS)
    return prepare(edition(name), MARKS, style)


@cache
def copy(name: str, mark: CopyMark) -> bytes:
    """The name of an edition, a mark → the copy."""
    return master(name).make_copy(mark)


# ----------------------------------------------------------------- what is in a PDF


@cache  # its objects last as long as it does
def opened(data: bytes) -> pikepdf.Pdf:
    """A PDF → it, to look into."""
    return pikepdf.open(io.BytesIO(data))


def texts(data: bytes) -> tuple[str, ...]:
    """A PDF → the text of each page."""
    return tuple(page.get_textpage().get_text_bounded() for page in pdfium.PdfDocument(data))


def elements(data: bytes) -> Iterator[pikepdf.Object]:
    """A PDF → its structure elements, from the first to the last as they are read out."""

    def walk(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
        yield element
        kids = element.get("/K", pikepdf.Array([]))
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield from walk(kid)

    yield from walk(opened(data).Root.StructTreeRoot.K)


def kinds(data: bytes) -> Counter[str]:
    """A PDF → how many structure elements there are of each kind."""
    return Counter(str(element.S) for element in elements(data))


def streams(data: bytes) -> Counter[bytes]:
    """A PDF → all its streams but metadata, as they come out of their filters."""
    return Counter(
        bytes(one.read_bytes())
        for one in opened(data).objects
        if isinstance(one, pikepdf.Stream) and one.get("/Type") not in (
            pikepdf.Name.XRef, pikepdf.Name.ObjStm, pikepdf.Name.Metadata)
    )  # fmt: skip


def draw(data: bytes) -> tuple[Image.Image, ...]:
    """A PDF → its pages as pictures, two pixels a point."""
    return tuple(page.render(scale=2).to_pil().convert("RGB") for page in pdfium.PdfDocument(data))


def find_ink(drawn: Image.Image, plain: Image.Image) -> tuple[int, int, int, int] | None:
    """A page, the same without a line → the box of what differs, in pixels; None for nothing."""
    return ImageChops.difference(drawn, plain).getbbox()


def without(
    drawn: Image.Image, boxes: tuple[tuple[float, float, float, float], ...]
) -> Image.Image:
    """A page and boxes in points from its lower left corner → the page with these painted white."""
    painted = drawn.copy()
    for left, low, right, high in boxes:
        box = (2 * left, painted.height - 2 * high, 2 * right - 1, painted.height - 2 * low - 1)
        ImageDraw.Draw(painted).rectangle(box, fill="white")
    return painted


def properties(data: bytes) -> str:
    """A PDF → its metadata, as XML."""
    return bytes(opened(data).Root.Metadata.read_bytes()).decode()


def counts(found: Mapping[str, int], more: Mapping[str, int]) -> dict[str, int]:
    """Numbers before and after → those that differ, and by how much."""
    return {
        key: more.get(key, 0) - found.get(key, 0)
        for key in {*found, *more}
        if more.get(key, 0) != found.get(key, 0)
    }
