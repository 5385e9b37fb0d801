"""A laid-out document → all that its pages paint beside letters: backgrounds, borders, pictures.

Worked out from the boxes and their computed styles, not from what is drawn of them (CSS
Backgrounds and Borders 3, CSS Text Decoration 3).
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from weasyprint.document import Document
from weasyprint.formatting_structure import boxes
from weasyprint.images import RasterImage
from weasyprint.layout.percent import percentage
from weasyprint.layout.replaced import replacedbox_layout

from briefwright.document.assets import Assets
from briefwright.document.painting import Painted, Painting, Region
from briefwright.layout.borders import read_borders, read_outline
from briefwright.layout.collapsed_borders import read_grid
from briefwright.layout.loading import asset_name
from briefwright.layout.page_area import PageArea, Rectangle, enclose, pick_colour
from briefwright.layout.vector_colours import list_colours


def list_painting(document: Document, assets: Assets) -> Painting:
    """A laid-out document and what it loads → what its pages paint beside letters, and where
    drawings stand, with their colours."""
    found = list[Painted | Region]()
    for number, page in enumerate(document.pages, start=1):
        box = page._page_box
        sheet = Rectangle(0, 0, box.margin_width(), box.margin_height())
        about = PageArea(number, page.height, sheet)
        found += _read_background(box.canvas_background, about)
        found += _read_box(box, about)
    vectors = {one.name: one.data for one in assets if one.media_type == "image/svg+xml"}
    regions = (one for one in found if isinstance(one, Region))
    return Painting(
        tuple(one for one in found if isinstance(one, Painted)),
        tuple(one._replace(colours=list_colours(vectors.get(one.name, b""))) for one in regions),
    )


def _read_box(box: Any, page: PageArea) -> Iterator[Painted | Region]:
    """A box → what it paints, then what is painted in it."""
    box = getattr(box, "_box", box)
    style = box.style
    if isinstance(box, boxes.TextBox):
        yield from _read_decoration(box, page)
        return
    yield from _read_background(getattr(box, "background", None), page)
    if isinstance(box, boxes.TableBox):
        yield from _read_columns(box, page)
    if isinstance(box, boxes.TableBox) and style["border_collapse"] == "collapse":
        yield from read_grid(box, page)
    elif not _is_in_grid(box):
        yield from read_borders(box, page)
    if isinstance(box, boxes.ReplacedBox):
        yield from _read_picture(box, page)
    yield from read_outline(box, page)
    if style["overflow"] != "visible" and not isinstance(box, boxes.PageBox):
        inner = Rectangle(*box.rounded_padding_box()[:4])
        page = replace(page, clip=page.clip.cut(inner))
    inside = (one for child in getattr(box, "children", ()) for one in _read_box(child, page))
    if style["transform"] and next(inside, None):
        # What is turned is painted where no rectangle says it.
        yield from page.leave(page.clip)
        return
    yield from inside


def _is_in_grid(box: Any) -> bool:
    """Whether a box is a part of a table that has no border, or leaves it to the table."""
    if isinstance(box, boxes.TableCellBox):
        return bool(box.style["border_collapse"] == "collapse")
    return isinstance(
        box, boxes.TableRowBox | boxes.TableRowGroupBox | boxes.TableColumnBox
        | boxes.TableColumnGroupBox | boxes.LineBox,
    )  # fmt: skip


# ----------------------------------------------------------------- backgrounds and pictures


def _read_columns(table: Any, page: PageArea) -> Iterator[Painted | Region]:
    """A table → the backgrounds of its columns."""
    for group in table.column_groups:
        for one in (group, *group.children):
            yield from _read_background(one.background, page)


def _read_background(background: Any, page: PageArea) -> Iterator[Painted | Region]:
    if background is None or not background.layers:
        return
    last = background.layers[-1]
    area = Rectangle(*last.painting_area)
    around = [Rectangle(*one[:4]) for one in last.clipped_boxes]
    if around:
        area = area.cut(enclose(around))
    for across, down, blur, spread, _, _ in background.style["box_shadow"]:
        by = 2 * blur.value + spread.value + max(abs(across.value), abs(down.value))
        yield from page.leave(area.grow(by))
    yield from page.paint(area, background.color)
    for layer in background.layers:
        if layer.image is not None:
            yield from page.leave(area)


def _read_picture(box: Any, page: PageArea) -> Iterator[Painted | Region]:
    if box.style["visibility"] != "visible" or not box.width or not box.height:
        return
    width, height, left, top = replacedbox_layout(box)
    area = page.place(Rectangle(left, top, width, height))
    in_figure = box.element is not None and bool(box.element.get("alt"))
    if isinstance(box.replacement, RasterImage):
        yield Painted(page.number, "picture", area, in_figure=in_figure)
    else:
        source = "" if box.element is None else box.element.get("src", "")
        yield Region(page.number, area, in_figure, asset_name(source))


# ----------------------------------------------------------------- lines at words


def _read_decoration(box: Any, page: PageArea) -> Iterator[Painted | Region]:
    """A text → the lines under, over and through it (CSS Text Decoration 3)."""
    style, font = box.style, box.pango_layout
    lines = style["text_decoration_line"]
    if style["visibility"] != "visible" or lines == "none" or not lines:
        return
    thick = style["text_decoration_thickness"]
    if thick in ("auto", "from-font"):
        thick = font.underline_thickness
    else:
        thick = percentage(thick, style, style["font_size"])
    under = style["text_underline_offset"]
    under = (
        -font.underline_position
        if under == "auto"
        else percentage(under, style, style["font_size"])
    )
    middles = {
        "overline": (box.baseline - font.ascent + thick / 2, thick),
        "underline": (box.baseline + under + thick / 2, thick),
        "line-through": (box.baseline - font.strikethrough_position, font.strikethrough_thickness),
    }
    for line, (middle, thickness) in middles.items():
        if line in lines:
            top = box.position_y + middle - thickness / 2
            area = Rectangle(box.position_x, top, box.width, thickness)
            if style["text_decoration_style"] == "solid":
                yield from page.paint(area, pick_colour(style, "text_decoration_color"))
            else:
                yield from page.leave(area._replace(top=top - thickness, height=3 * thickness))
