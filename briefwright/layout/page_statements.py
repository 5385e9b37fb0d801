"""A layout → what its PDF must say beside its leaves: properties, links, bookmarks, heads, feet."""

import io
from collections.abc import Iterator
from hashlib import sha256
from xml.etree.ElementTree import Element

from PIL import Image

from briefwright.document.marks import Statement, Statements, strip_breaks
from briefwright.document.page_statements import (
    ABOUT,
    describe_link,
    describe_picture,
    describe_running,
    describe_size,
    describe_spot,
)
from briefwright.layout.arrangement import POINTS_PER_PX, Layout
from briefwright.layout.attachment_statements import state_attachments
from briefwright.layout.boxes import MarginBox
from briefwright.layout.chart_data import read_words
from briefwright.layout.structure_statements import state_structure

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def list_page_statements(layout: Layout) -> Statements:
    """A layout → all that its PDF must say beside its leaves."""
    spots = {
        name: layout.spot(element)
        for element in layout.root.iter()
        if (name := element.get("id")) and layout.page(element)
    }
    said = (
        *_state_properties(layout),
        *(Statement("place", f"{name}: {describe_spot(*spot)}") for name, spot in spots.items()),
        *dict.fromkeys(_state_links(layout.root, spots)),
        *_state_bookmarks(layout),
        *_state_pages(layout),
        *state_attachments(layout),
        *state_structure(layout),
        *dict.fromkeys(_state_pictures(layout)),
    )
    fonts = tuple((face.family, face.data) for face in layout.faces)
    return Statements(ABOUT, said, fonts=fonts, painting=layout.list_painting())


def _state_properties(layout: Layout) -> Iterator[Statement]:
    found = layout.metadata
    generator = next(
        (
            one.get("content", "")
            for one in layout.root.iter("meta")
            if one.get("name") == "generator"
        ),
        "",
    )
    for about, text in (
        ("title", found.title),
        ("author", ", ".join(found.authors)),
        ("subject", found.description),
        ("keywords", ", ".join(found.keywords)),
        ("creator", generator),
        ("date of creation", found.created[:10].replace("-", "")),
        ("date of change", found.modified[:10].replace("-", "")),
        ("language", found.language),
        *(("property", f"{name}: {value}") for name, value in found.properties.items()),
    ):
        if text:
            yield Statement(about, text)


def _state_links(root: Element, spots: dict[str, tuple[int, float, float]]) -> Iterator[Statement]:
    for link in root.iter("a"):
        target = link.get("href", "")
        if target.startswith("#"):
            target = describe_spot(*spots[target[1:]])
        yield Statement("link", describe_link(read_words(link), target))


def _state_bookmarks(layout: Layout) -> Iterator[Statement]:
    """Each heading → its place among all, how deep it stands, its words, and where it is."""
    above: list[int] = []
    headings = (one for one in layout.root.iter() if one.tag in _HEADINGS and layout.page(one))
    for number, heading in enumerate(headings, start=1):
        level = int(heading.tag[1:])
        above = [*(one for one in above if one < level), level]
        where = describe_spot(*layout.spot(heading))
        title = " ".join(strip_breaks("".join(_list_words(heading))).split())
        words = f"{number}, level {len(above)}: {title}, {where}"
        yield Statement("bookmark of the outline", words)


def _list_words(element: Element) -> Iterator[str]:
    """An element → its words, a note at the page's foot as the number that calls it."""
    yield element.text or ""
    for child in element:
        is_note = child.get("data-role") == "footnote"
        yield from (child.get("data-number", ""),) if is_note else _list_words(child)
        yield child.tail or ""


def _state_pages(layout: Layout) -> Iterator[Statement]:
    for number in range(1, layout.pages + 1):
        page = layout.page_box(number)
        size = (page.width * POINTS_PER_PX, page.height * POINTS_PER_PX)
        yield Statement("size of a page", describe_size(number, *size))
        drawn = sorted(page.boxes, key=lambda box: not _is_behind(box))
        said = describe_running(number, "".join(box.text for box in drawn))
        yield Statement("head, foot or watermark", said)


def _state_pictures(layout: Layout) -> Iterator[Statement]:
    """Each picture made of dots → its page, its size, its bytes or its dots."""
    for number, data in layout.pictures():
        with Image.open(io.BytesIO(data)) as image:
            shown = data if image.format == "JPEG" else image.convert("RGBA").tobytes()
            digest = sha256(shown).hexdigest()[:16]
            yield Statement("picture", describe_picture(number, *image.size, digest))


def _is_behind(box: MarginBox) -> bool:
    """Whether a box in the margin is drawn before the text."""
    depth = box.style["z_index"]
    return isinstance(depth, int) and depth < 0
