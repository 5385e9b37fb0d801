"""The box tree of a laid-out document → where each element stands, and every text on the pages."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element

from weasyprint.document import Document
from weasyprint.formatting_structure.boxes import LineBox, ReplacedBox
from weasyprint.images import RasterImage

from briefwright.document.colours import WHITE, Colour
from briefwright.layout.contrast import ColouredText, blend
from briefwright.layout.fonts import FontRequest, TextRun
from briefwright.layout.loading import asset_name
from briefwright.layout.styles import Style


class MarginPicture(NamedTuple):
    """A picture in a page's margin: its name, its size and its upper left corner in CSS px."""

    name: str
    width: float
    height: float
    page: int
    left: float
    top: float

    def find_rectangle(self, height: float) -> tuple[float, float, float, float]:
        """The height of its page in points → left, bottom, right and top, as a PDF has them."""
        left, top, width, high = (0.75 * side for side in (self.left, self.top, *self[1:3]))
        return left, height - top - high, left + width, height - top


@dataclass(frozen=True)
class MarginBox:
    """One box in a page's margin: where it stands, its style and what was set in it.

    `where` is its CSS name (`@top-left`); `content` the computed `content` property, which tells
    a counter or a running title from plain words; `text` what it shows on this page, `pictures` the
    pictures in it.
    """

    where: str
    style: Style
    content: Any
    text: str
    pictures: tuple[MarginPicture, ...] = ()


@dataclass(frozen=True)
class PageBox:
    """One page's geometry in CSS px, its margin boxes, and the colour behind all of it.

    That is CSS's: `background` is a computed colour, None where the paper is left as it is.
    """

    width: float
    height: float
    margin_top: float
    margin_right: float
    margin_bottom: float
    margin_left: float
    boxes: tuple[MarginBox, ...]
    background: Any = None


@dataclass(frozen=True)
class BoxTree:
    """What the box tree says of each element, and each piece of text on its pages."""

    boxes: dict[Element, Any]  # an element's first box
    pages: dict[Element, int]  # the page on which an element begins, from 1
    generated: dict[tuple[Element, str], str]  # what CSS wrote, by element and pseudo-element
    text: list[TextRun]
    coloured: list[ColouredText]
    ends: list[float]  # where on each page the lowest thing ends, in px from the page's top


def read_boxes(document: Document) -> BoxTree:
    """A laid-out document → what its box tree says."""
    found = BoxTree({}, {}, {}, [], [], [])
    for number, page in enumerate(document.pages, start=1):
        found.ends.append(0.0)
        found.coloured.extend(_read_colours(page._page_box, WHITE, ""))
        for box in page._page_box.descendants(placeholders=True):
            element, text = box.element, getattr(box, "text", "")
            _, _, pseudo = (box.element_tag or "").partition("::")
            if text:
                found.text.append(_read_text(box, text, pseudo))
            if element is None:
                continue
            if pseudo:
                key = (element, pseudo)
                found.generated[key] = found.generated.get(key, "") + text
                continue
            found.pages.setdefault(element, number)
            if not hasattr(box, "text"):
                found.boxes.setdefault(element, box)
            if text or element.tag == "img":
                found.ends[-1] = max(found.ends[-1], box.position_y + box.height)
    return found


def find_column_starts(columns: Any) -> tuple[Element, ...]:
    """The box of an element in columns → the elements that begin its columns but the first.

    Empty where a column begins within an element, or goes on from the column before.
    """
    starts, seen = list[Element](), set[Element]()
    for column in columns.children:
        first = next(
            (one for one in column.descendants() if isinstance(one, LineBox | ReplacedBox)), None
        )
        if first is None or first.element in seen:
            return ()
        starts.append(first.element)
        seen |= {one.element for one in column.descendants() if one.element is not None}
    return tuple(starts[1:])


def read_pictures(document: Document) -> Iterator[tuple[int, bytes]]:
    """A laid-out document → each picture made of dots that a page shows: page from 1, its file."""
    for number, page in enumerate(document.pages, start=1):
        for box in page._page_box.descendants(placeholders=True):
            layers = box.background.layers if getattr(box, "background", None) else ()
            images = (getattr(box, "replacement", None), *(layer.image for layer in layers))
            for image in images:
                if isinstance(image, RasterImage):
                    yield number, image.image_data.data


def _read_colours(box: Any, paper: Colour | None, margin: str) -> Iterator[ColouredText]:
    """A box, what is behind it and the margin box around it → each text in it with its colours."""
    box = getattr(box, "_box", box)
    margin = getattr(box, "at_keyword", margin)
    style = box.style
    ground = style["background_color"]
    paper = blend(style["color"] if ground == "currentcolor" else ground, paper)
    if getattr(box, "text", "").strip():
        _, _, pseudo = (box.element_tag or "").partition("::")
        where = margin or (f"::{pseudo}" if pseudo else "")
        ink, element = blend(style["color"], paper), None if margin else box.element
        yield ColouredText(ink, paper, element, where, box.text.strip() if margin else "")
    for child in getattr(box, "children", ()):
        yield from _read_colours(child, paper, margin)


def _read_text(box: Any, text: str, pseudo: str) -> TextRun:
    style = box.style
    where = f"::{pseudo}" if pseudo else ("" if box.element is not None else "a page's margin")
    font = FontRequest(style["font_family"], style["font_style"], style["font_weight"])
    return TextRun(text, font, box.element, where)


def read_page(document: Document, number: int) -> PageBox:
    """A laid-out document and a page's number from 1 → its geometry and margin boxes."""
    page = document.pages[number - 1]._page_box
    return PageBox(
        page.margin_width(), page.margin_height(),
        page.margin_top, page.margin_right, page.margin_bottom, page.margin_left,
        tuple(
            MarginBox(
                box.at_keyword, box.style, box.style["content"], read_margin_text(box),
                tuple(_find_pictures(box, number)),
            )
            for box in page.children
            if hasattr(box, "at_keyword")
        ),
        _find_background(page),
    )  # fmt: skip


def _find_pictures(box: Any, page: int) -> Iterator[MarginPicture]:
    """A margin box and the number of its page → the pictures in it."""
    content = box.style["content"]
    names = [value[1] for kind, value in content if kind == "url"] if content != "none" else []
    shown = [one for one in box.descendants() if hasattr(one, "replacement")]
    for name, one in zip(names, shown, strict=False):
        place = (one.content_box_x(), one.content_box_y())
        yield MarginPicture(asset_name(name), one.width, one.height, page, *place)


def _find_background(page: Any) -> Any:
    """A page → the colour that covers it: its root's, its body's, or its own."""
    roots = [one for one in page.children if one.element_tag == "html"]
    bodies = [one for root in roots for one in root.children if one.element_tag == "body"]
    for box in (*roots, *bodies, page):
        colour = box.style["background_color"]
        if colour != "currentcolor" and colour.alpha > 0:
            return colour
    return None


def read_margin_text(box: Any) -> str:
    """A margin box → what it shows; where a line ends at a blank, the blank is there."""
    text = ""
    for line in _find_lines(box):
        more = "".join(getattr(child, "text", "") for child in line.descendants())
        if str(box.style["white_space"]).startswith("pre"):
            text += f"\n{more}" if text else more
            continue
        apart = text and not (text.endswith(_HYPHENS) or _is_wide(text[-1]) or _is_wide(more[:1]))
        text += f" {more}" if apart else more
    return text


_HYPHENS = ("-", "\u2010", "\u2013", "\u2014", "/")


def _is_wide(letter: str) -> bool:
    """Whether a line may end beside an ideograph, where no blank stands."""
    return unicodedata.east_asian_width(letter or " ") == "W"


def _find_lines(box: Any) -> Iterator[Any]:
    for child in box.children:
        if isinstance(child, LineBox):
            yield child
        elif hasattr(child, "children"):
            yield from _find_lines(child)
