"""A finished PDF → the same with an area or a line on it painted otherwise, or one more.

Instructions are written in the coordinates of a page as WeasyPrint draws it: CSS px from the
upper left corner.
"""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from pikepdf import Pdf

from briefwright.document.boxes import Box
from tampering.foreign import changed, edit

_NUMBER = rb"-?[\d.]+\s"
# A path that is painted, after those that clip it: its corners, then how it is painted.
_PATH = re.compile(
    rb"(?:(?:" + _NUMBER + rb"){2,6}(?:re|m|l|c)\s+(?:h\s+)?)+(?:f\*?|S)(?=\s)(?!\s*[\d.]*\s*Tj)"
)


class Spot(NamedTuple):
    """A place on a page, from 0, in CSS px."""

    page: int
    left: float
    top: float
    width: float
    height: float


def find_spot(page: int, box: Box, height: float) -> Spot:
    """A page from 1, a box on it in points, its height in points → the same in px from its top."""
    return Spot(
        page - 1, box.left / 0.75, (height - box.top) / 0.75,
        (box.right - box.left) / 0.75, (box.top - box.bottom) / 0.75,
    )  # fmt: skip


def count_paths(data: bytes, page: int) -> int:
    """A PDF and a page from 0 → how many paths it paints."""
    counts = list[int]()

    def count(pdf: Pdf) -> None:
        counts.append(len(_PATH.findall(pdf.pages[page].obj.Contents.read_bytes())))

    changed(data, count)
    return counts[0]


def repaint(data: bytes, page: int, number: int, how: Callable[[bytes], bytes]) -> bytes:
    """A PDF, a page from 0, which of its paths, a change of its instructions → the PDF with it."""

    def change(pdf: Pdf) -> None:
        def replace(stream: bytes) -> bytes:
            found = list(_PATH.finditer(stream))[number]
            return stream[: found.start()] + how(found[0]) + stream[found.end() :]

        edit(pdf.pages[page].obj.Contents, replace)

    return changed(data, change)


def _inside(before: bytes) -> Callable[[bytes], bytes]:
    return lambda path: b"q " + before + b"\n" + path + b"\nQ"


# What may become of one path.
CHANGES: Mapping[str, Callable[[bytes], bytes]] = {
    "taken out": lambda path: re.sub(rb"(f\*?|S)$", b"n", path),
    "black": _inside(b"0 0 0 rg 0 0 0 RG"),
    "a little lighter": _inside(b".84 .87 .9 rg .84 .87 .9 RG"),
    "half of a point to the right": _inside(b"1 0 0 1 .66 0 cm"),
    "farther down": _inside(b"1 0 0 1 0 3 cm"),
    "a tenth narrower": _inside(b".9 0 0 1 12 0 cm"),
    "half as high": _inside(b"1 0 0 .5 0 250 cm"),
    "painted twice": lambda path: path + b"\n" + path,
}  # fmt: skip


def _rectangle(left: float, top: float, width: float, height: float) -> bytes:
    return b"%f %f %f %f re f" % (left, top, width, height)


def _line(x: float, y: float, right: float, foot: float) -> bytes:
    return b"0 0 0 RG .5 w %f %f m %f %f l S" % (x, y, right, foot)


# What may be added at a spot.
SHAPES: Mapping[str, Callable[[Spot], bytes]] = {
    "a box": lambda at: b".1 .4 .5 rg " + _rectangle(at.left + 2, at.top + 2, 6, 6),
    "a white box": lambda at: b"1 1 1 rg " + _rectangle(at.left, at.top, at.width / 2, at.height),
    "a rule above": lambda at: _line(at.left, at.top - 2, at.left + at.width, at.top - 2),
    "a line through": lambda at: _line(
        at.left, at.top + at.height / 2, at.left + at.width, at.top + at.height / 2
    ),
    "a slanting line": lambda at: _line(
        at.left, at.top, at.left + at.width, at.top + at.height
    ),
    "a bent line": lambda at: b"0 0 0 RG 1 w %f %f m %f %f %f %f %f %f c S" % (
        at.left, at.top, at.left + 9, at.top, at.left + 9, at.top + 9, at.left, at.top + 9
    ),
    "a triangle": lambda at: b"0 0 0 rg %f %f m %f %f l %f %f l h f" % (
        at.left, at.top, at.left + at.width, at.top, at.left, at.top + at.height
    ),
}  # fmt: skip


def add(data: bytes, spot: Spot, shape: Callable[[Spot], bytes]) -> bytes:
    """A PDF, a spot, what to paint there → the PDF with that painted over the page, as artifact."""
    drawn = b"/Artifact BMC\nq .75 0 0 .75 0 0 cm " + shape(spot) + b" Q\nEMC\n"
    return changed(data, lambda pdf: _append(pdf, spot.page, drawn))


def _append(pdf: Pdf, page: int, drawn: bytes) -> None:
    """Behind the matrix that turns the page upside down, at its end."""

    def insert(stream: bytes) -> bytes:
        end = stream.rstrip()
        return end + b"\n" + drawn

    edit(pdf.pages[page].obj.Contents, insert)


def add_into(data: bytes, spot: Spot, number: int, shape: Callable[[Spot], bytes]) -> bytes:
    """The same, painted as a part of the marked content of that number."""

    def insert(stream: bytes) -> bytes:
        found = re.search(rb"/MCID %d\s*>>\s*BDC" % number, stream)
        assert found
        end = stream.index(b"EMC", found.end())
        drawn = b"q " + shape(spot) + b" Q\n"
        return stream[:end] + drawn + stream[end:]

    return changed(data, lambda pdf: edit(pdf.pages[spot.page].obj.Contents, insert))


def recolour(data: bytes, page: int, colour: bytes) -> bytes:
    """A PDF, a page from 0, a colour in three bytes → the PDF with all of it there in another."""
    parts = [re.escape(b"%.3f" % (part * 1000 // 255 / 1000)) + rb"\d*" for part in colour]
    found = re.compile(rb"%s\s+%s\s+%s\s+(rg|RG)" % tuple(parts))

    def change(pdf: Pdf) -> None:
        def replace(stream: bytes) -> bytes:
            changed, count = found.subn(rb".75 .1 .1 \1", stream)
            assert count, colour
            return changed

        edit(pdf.pages[page].obj.Contents, replace)

    return changed(data, change)
