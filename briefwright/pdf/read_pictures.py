"""A finished PDF → the pictures made of dots that its pages show."""

import re
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import pikepdf

from briefwright.document.marks import Statement
from briefwright.document.page_statements import describe_picture

_DRAWN = re.compile(rb"/([\w.+-]+)\s+Do\b")
_MOST_NESTED = 20  # forms within forms; WeasyPrint needs one or two


def read_pictures(pdf: pikepdf.Pdf) -> Iterator[Statement]:
    """A PDF, open → each picture with the page that shows it: its size, its bytes or its dots."""
    known: dict[tuple[int, int], str] = {}
    for number, page in enumerate(pdf.pages, start=1):
        for picture in _list_pictures(page.obj.Contents, page.obj.Resources, _MOST_NESTED):
            if picture.objgen not in known:
                known[picture.objgen] = _find_digest(picture)
            size = (int(picture.Width), int(picture.Height))
            said = describe_picture(number, *size, known[picture.objgen])
            yield Statement("picture", said)


def _list_pictures(drawing: Any, resources: Any, depth: int) -> Iterator[Any]:
    """A stream that draws, and what it may use → the pictures that it or a form in it draws."""
    held: Any = resources.get("/XObject", {})
    for name in dict.fromkeys(_DRAWN.findall(bytes(drawing.read_bytes()))):
        thing = held.get(f"/{name.decode()}", {})
        if thing.get("/Subtype") == "/Image":
            yield thing
        elif thing.get("/Subtype") == "/Form" and depth:
            yield from _list_pictures(thing, thing.get("/Resources", {}), depth - 1)


def _find_digest(picture: Any) -> str:
    """A picture → the digest of a JPEG as it is, of any other's red, green, blue and opacity."""
    if picture.get("/Filter") == "/DCTDecode" and "/SMask" not in picture:
        return sha256(picture.read_raw_bytes()).hexdigest()[:16]
    try:
        shown = pikepdf.PdfImage(picture).as_pil_image().convert("RGBA")
        if "/SMask" in picture:
            shown.putalpha(pikepdf.PdfImage(picture.SMask).as_pil_image().convert("L"))
    except (pikepdf.PdfError, ValueError, OSError, NotImplementedError):
        return "dots that can't be read"
    return sha256(shown.tobytes()).hexdigest()[:16]
