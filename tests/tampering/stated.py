"""A finished PDF → the same that says something else beside its leaves: properties, ways, heads."""

import io
import re
from collections.abc import Callable, Mapping
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from tampering.foreign import PLACES, Change, changed, edit

# ----------------------------------------------------------------- properties, in both places

_KEYS = {
    "title": ("/Title", rb"(?<=<dc:title><rdf:Alt><rdf:li xml:lang=.x-default.>)[^<]+"),
    "author": ("/Author", rb"(?<=<dc:creator><rdf:Seq><rdf:li>)[^<]+"),
    "subject": ("/Subject", rb"(?<=<dc:description><rdf:Alt><rdf:li xml:lang=.x-default.>)[^<]+"),
    "keywords": ("/Keywords", rb"(?<=<pdf:Keywords>)[^<]+"),
    "creator": ("/Creator", rb"(?<=<xmp:CreatorTool>)[^<]+"),
}


def _set_information(key: str, value: str) -> Change:
    def change(pdf: Pdf) -> None:
        pdf.trailer.Info[key] = String(value)

    return change


def _drop_information(key: str) -> Change:
    def change(pdf: Pdf) -> None:
        del pdf.trailer.Info[key]

    return change


def _set_metadata(pattern: bytes, value: bytes) -> Change:
    def change(pdf: Pdf) -> None:
        text, count = re.subn(pattern, value, bytes(pdf.Root.Metadata.read_bytes()), count=1)
        assert count == 1
        pdf.Root.Metadata = pdf.make_stream(text, Type=Name.Metadata, Subtype=Name.XML)

    return change


def _set_both(key: str, pattern: bytes, value: str) -> Change:
    def change(pdf: Pdf) -> None:
        _set_information(key, value)(pdf)
        _set_metadata(pattern, value.encode())(pdf)

    return change


def _list_properties() -> Mapping[str, Change]:
    found: dict[str, Change] = {}
    for name, (key, pattern) in _KEYS.items():
        found[f"another {name} in the information"] = _set_information(key, "Something else")
        found[f"another {name} in the metadata"] = _set_metadata(pattern, b"Something else")
        found[f"another {name} in both"] = _set_both(key, pattern, "Something else")
        found[f"no {name} in the information"] = _drop_information(key)
    for name, key in (("creation", "/CreationDate"), ("change", "/ModDate")):
        found[f"another day of {name} in the information"] = _set_information(key, "D:20240922")
        found[f"no day of {name} in the information"] = _drop_information(key)
    found["another day of creation in the metadata"] = _set_metadata(
        rb"(?<=<xmp:CreateDate>)[^<]+", b"2024-09-22"
    )
    found["another day of change in the metadata"] = _set_metadata(
        rb"(?<=<xmp:ModifyDate>)[^<]+", b"2024-09-22"
    )
    found["another property of the briefing"] = _set_metadata(
        rb"(?<=<rdf:li>Audience: )[^<]+", b"press"
    )
    found["one property less"] = _set_metadata(rb"<rdf:li>Audience: [^<]+</rdf:li>", b"")
    found["one property more"] = _set_metadata(
        rb"<rdf:li>Audience: ", b"<rdf:li>Secret: word</rdf:li><rdf:li>Audience: "
    )
    found["another language"] = lambda pdf: pdf.Root.__setitem__("/Lang", String("fr"))
    return found


PROPERTIES = _list_properties()

# ----------------------------------------------------------------- ways


def _links(pdf: Pdf) -> list[Any]:
    return [link for page in pdf.pages for link in page.obj.get("/Annots", ())]


def _inner(pdf: Pdf) -> list[Any]:
    return [link for link in _links(pdf) if "/Dest" in link]


def _swap_names(pdf: Pdf) -> None:
    first, *_, last = _inner(pdf)
    first.Dest, last.Dest = String(str(last.Dest)), String(str(first.Dest))


def _move_link(up: float, right: float) -> Change:
    def change(pdf: Pdf) -> None:
        link = _links(pdf)[0]
        left, bottom, far, top = map(float, link.Rect)
        link.Rect = Array([left + right, bottom + up, far + right, top + up])

    return change


def _drop_link(pdf: Pdf) -> None:
    annotations = next(page.obj for page in pdf.pages if "/Annots" in page.obj).Annots
    del annotations[0]


def _redirect_place(index: int, value: Callable[[Pdf, Any], Any]) -> Change:
    def change(pdf: Pdf) -> None:
        spot = pdf.Root.Names.Dests.Names[1]
        spot[index] = value(pdf, spot[index])

    return change


def _outline(pdf: Pdf, number: int) -> Any:
    entry = pdf.Root.Outlines.First.First
    for _ in range(number):
        entry = entry.Next
    return entry


def _swap_bookmarks(pdf: Pdf) -> None:
    one, other = _outline(pdf, 0), _outline(pdf, 1)
    one.Title, other.Title = String(str(other.Title)), String(str(one.Title))


def _swap_spots(pdf: Pdf) -> None:
    one, other = _outline(pdf, 0), _outline(pdf, 1)
    one.Dest, other.Dest = Array(list(other.Dest)), Array(list(one.Dest))


def _drop_last_bookmark(pdf: Pdf) -> None:
    before = _outline(pdf, 2)
    del before["/Next"]
    pdf.Root.Outlines.First.Last = before


def _add_bookmark(pdf: Pdf) -> None:
    last = _outline(pdf, 3)
    last.Next = pdf.make_indirect(
        Dictionary(Title=String("More"), Parent=last.Parent, Prev=last, Dest=last.Dest, Count=0)
    )
    last.Parent.Last = last.Next


def _set_link(key: str, value: Any) -> Change:
    def change(pdf: Pdf) -> None:
        _links(pdf)[0][key] = value

    return change


def _address(uri: str) -> Change:
    def change(pdf: Pdf) -> None:
        PLACES["address"](pdf).URI = String(uri)

    return change


WAYS: Mapping[str, Change] = {
    "another host": _address("https://example.com/"),
    "another path": _address("https://example.org/secret"),
    "another scheme": _address("http://example.org/"),
    "a query more": _address("https://example.org/?secret=word"),
    "a fragment more": _address("https://example.org/#secret"),
    "a letter to somebody": _address("mailto:somebody@example.org"),
    "two links that lead to each other's place": _swap_names,
    "a link to no place": lambda pdf: _inner(pdf)[0].__setitem__("/Dest", String("nowhere")),
    "a link to another place": lambda pdf: _inner(pdf)[0].__setitem__("/Dest", String("sources")),
    "a link that says something else": _set_link("/Contents", String("Something else")),
    "one link less": _drop_link,
    "a link beside its words": _move_link(0, 40),
    "a link above its words": _move_link(300, 0),
    "a link lower than a line": _move_link(-9, 0),
    "a link without height": lambda pdf: _links(pdf)[0].Rect.__setitem__(
        3, _links(pdf)[0].Rect[1]
    ),
    "a link over half of its words": lambda pdf: _links(pdf)[0].Rect.__setitem__(
        2, (float(_links(pdf)[0].Rect[0]) + float(_links(pdf)[0].Rect[2])) / 2.2
    ),
    "a link over the words of another": lambda pdf: _links(pdf)[0].__setitem__(
        "/Rect", Array(list(_links(pdf)[1].Rect))
    ),
    "a place on another page": _redirect_place(0, lambda pdf, _: pdf.pages[-1].obj),
    "a place further left": _redirect_place(2, lambda _, left: float(left) - 40),
    "a place further down": _redirect_place(3, lambda _, top: float(top) - 40),
    "one place less": lambda pdf: pdf.Root.Names.Dests.__setitem__(
        "/Names", Array(list(pdf.Root.Names.Dests.Names)[2:])
    ),
    "one place more": lambda pdf: pdf.Root.Names.Dests.Names.extend(
        [String("zzz"), Array([pdf.pages[0].obj, Name.XYZ, 0, 0, 0])]
    ),
    "a place by another name": lambda pdf: pdf.Root.Names.Dests.Names.__setitem__(0, String("a")),
    "another bookmark": lambda pdf: _outline(pdf, 0).__setitem__("/Title", String("Other")),
    "two bookmarks in each other's place": _swap_bookmarks,
    "two bookmarks that lead to each other's place": _swap_spots,
    "a bookmark to another page": lambda pdf: _outline(pdf, 0).Dest.__setitem__(
        0, pdf.pages[-1].obj
    ),
    "a bookmark to another spot": lambda pdf: _outline(pdf, 0).Dest.__setitem__(3, 9),
    "one bookmark less": _drop_last_bookmark,
    "one bookmark more": _add_bookmark,
    "no bookmarks": lambda pdf: pdf.Root.__delitem__("/Outlines"),
}  # fmt: skip

# ----------------------------------------------------------------- pages


def _box(key: str, *sides: float) -> Change:
    def change(pdf: Pdf) -> None:
        pdf.pages[0].obj[key] = Array(list(sides))

    return change


def _boxes(*sides: float) -> Change:
    def change(pdf: Pdf) -> None:
        for key in ("/MediaBox", "/TrimBox", "/BleedBox"):
            pdf.pages[0].obj[key] = Array(list(sides))

    return change


def _drop_page(pdf: Pdf) -> None:
    del pdf.pages[-1]


def _move_page(pdf: Pdf) -> None:
    kids = list(pdf.Root.Pages.Kids)
    pdf.Root.Pages.Kids = Array([kids[1], kids[0], *kids[2:]])


PAGES: Mapping[str, Change] = {
    "a page wider": _boxes(0, 0, 700, 842),
    "a page lower": _boxes(0, 0, 595, 400),
    "a page from another corner": _boxes(10, 10, 605, 852),
    "a page trimmed": _box("/TrimBox", 0, 0, 400, 400),
    "a page that bleeds": _box("/BleedBox", -9, -9, 604, 851),
    "a page of another medium": _box("/MediaBox", 0, 0, 612, 792),
    "one page less": _drop_page,
    "two pages in each other's place": _move_page,
}  # fmt: skip

# ----------------------------------------------------------------- heads, feet, watermark

_MARGIN = rb"/Artifact\s*<<\s*/Type /Pagination\s*>>\s*BDC.*?EMC"


def list_runs(data: bytes) -> list[tuple[int, int]]:
    """A PDF → each piece of text in the margins: the index of its page, and its place there."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [
            (index, number)
            for index, page in enumerate(pdf.pages)
            for number, _ in enumerate(
                re.finditer(_MARGIN, bytes(page.obj.Contents.read_bytes()), re.DOTALL)
            )
        ]


def _first_as_last(run: bytes) -> bytes:
    """The last glyph is drawn as the first is."""
    glyphs = re.findall(rb"<[0-9a-f]{4}>", run)
    spot = run.rindex(glyphs[-1])
    other = glyphs[0] if glyphs[0] != glyphs[-1] else glyphs[1]
    return run[:spot] + other + run[spot + len(other) :]


RUNS: Mapping[str, Callable[[bytes], bytes]] = {
    "not drawn": lambda run: b"",
    "drawn once more": lambda run: run + b"\nq 1 0 0 1 200 200 cm\n" + run + b"\nQ",
    "one letter less": lambda run: re.sub(rb"<[0-9a-f]{4}>", b"<>", run, count=1),
    "another letter": _first_as_last,
    "marked as repeated": lambda run: run.replace(b"/Pagination", b"/Layout /Repeated 1"),
}


def change_run(data: bytes, page: int, run: int, how: Callable[[bytes], bytes]) -> bytes:
    """A PDF, a page, a piece of text in its margins and a change → the PDF with it changed."""

    def change(pdf: Pdf) -> None:
        count = -1

        def replace(found: re.Match[bytes]) -> bytes:
            nonlocal count
            count += 1
            return how(found[0]) if count == run else found[0]

        edit(
            pdf.pages[page].obj.Contents,
            lambda text: re.sub(_MARGIN, replace, text, flags=re.DOTALL),
        )

    return changed(data, change)
