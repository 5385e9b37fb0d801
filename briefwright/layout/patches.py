"""Functions of WeasyPrint that are replaced by others while a page is laid out or drawn."""

import io
import os
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from xml.etree.ElementTree import Element

import pydyf
import uharfbuzz
from fontTools.ttLib import TTFont
from weasyprint import svg
from weasyprint.formatting_structure.boxes import InlineBox
from weasyprint.layout import page, table
from weasyprint.pdf import fonts, tags

from briefwright.layout import column_widths


@contextmanager
def cover_linked_words() -> Iterator[None]:
    """While it lasts, a link in a line is as high as its letters where the line itself is lower.

    WeasyPrint makes it as high as the line: a raised number without a height of its own, which
    keeps lines even, could not be clicked.
    """
    original = InlineBox.hit_area

    def measure(box: Any) -> tuple[float, float, float, float]:
        left, top, width, height = original(box)
        if height < box.border_height():
            top, height = box.border_box_y(), box.border_height()
        return left, top, width, height

    InlineBox.hit_area = measure
    try:
        yield
    finally:
        InlineBox.hit_area = original


@contextmanager
def carry_notes() -> Iterator[None]:
    """While it lasts, a page that is made again begins with the notes that the page before it left.

    WeasyPrint makes single pages again, and forgets them then: a note without room on the page
    of its call went missing, or stood once more where nobody calls it.
    """
    original = page.remake_page

    def remake(index: int, context: Any, *rest: Any) -> Any:
        carried: dict[int, list[Any]] = vars(context).setdefault("carried_notes", {})
        context.reported_footnotes = list(carried.get(index, ()))
        made, resume_at = original(index, context, *rest)
        left = list(context.reported_footnotes)
        if left != carried.get(index + 1, []):
            carried[index + 1] = left
            if resume_at is not None:
                context.page_maker[index + 1][-1]["pages_wanted"] = True
        return made, resume_at

    page.remake_page = remake
    try:
        yield
    finally:
        page.remake_page = original


@contextmanager
def improve_column_widths() -> Iterator[None]:
    """While it lasts, tables without widths in a stylesheet get those with the fewest lines."""
    original = table.auto_table_layout
    known: dict[
        tuple[Element, float], list[float]
    ] = {}  # a table on several pages is laid out anew

    def lay_out(context: Any, wrapper: Any, containing_block: Any) -> None:
        original(context, wrapper, containing_block)
        box = wrapper.get_wrapped_table()
        key = (box.element, box.width)
        if key not in known:
            column_widths.improve_table(context, wrapper)
            known[key] = box.column_widths
        box.column_widths = list(known[key])

    table.auto_table_layout = lay_out
    try:
        yield
    finally:
        table.auto_table_layout = original


@contextmanager
def label_elements(root: Element) -> Iterator[None]:
    """While it lasts, WeasyPrint writes on each structure element which HTML element it is."""
    positions = {element: number for number, element in enumerate(root.iter())}
    original = tags._build_box_tree

    def build_labelled(box: Any, parent: Any, *rest: Any) -> Iterator[Any]:
        box = getattr(box, "_box", box)
        for node in original(box, parent, *rest):
            position = positions.get(box.element)
            if position is not None and "Source" not in node:
                _, _, pseudo = (box.element_tag or "").partition("::")
                node["Source"] = position
                if pseudo or box.is_leader:
                    node["Pseudo"] = "/leader" if box.is_leader else f"/{pseudo}"
            yield node

    tags._build_box_tree = build_labelled
    try:
        yield
    finally:
        tags._build_box_tree = original


@contextmanager
def list_pages_once() -> Iterator[None]:
    """While it lasts, a PDF lists its pages once for all its tags, and not anew for each of them.

    WeasyPrint tags a PDF when all its pages are there, so the list is final as soon as it is long.
    """
    original = pydyf.PDF.page_references
    listed: dict[int, tuple[bytes, ...]] = {}

    def list_references(document: pydyf.PDF) -> tuple[bytes, ...]:
        count = document.pages["Count"]
        if count not in listed:
            listed[count] = original.fget(document)
        return listed[count]

    pydyf.PDF.page_references = property(list_references)
    try:
        yield
    finally:
        pydyf.PDF.page_references = original


@contextmanager
def instantiate_fonts_in_c() -> Iterator[None]:
    """While it lasts, a variable font becomes the one cut that is used in C, not in Python.

    With fontTools that is a fifth of the time that a short edition takes.
    """
    original = fonts.instantiateVariableFont

    def instantiate(font: TTFont, location: Mapping[str, float], static: bool) -> TTFont:
        assert static
        face = uharfbuzz.Face(uharfbuzz.Blob(font.reader.file.getvalue()))
        wanted = uharfbuzz.SubsetInput()
        wanted.keep_everything()
        wanted.pin_all_axes_to_default(face)
        for axis in face.axis_infos:
            if axis.tag in location:
                value = min(max(location[axis.tag], axis.min_value), axis.max_value)
                wanted.pin_axis_location(face, axis.tag, value)
        return TTFont(io.BytesIO(bytes(uharfbuzz.subset(face, wanted).blob.data)))

    fonts.instantiateVariableFont = instantiate
    try:
        yield
    finally:
        fonts.instantiateVariableFont = original


class _Whole(str):
    """A text that counts as one letter: WeasyPrint sets each letter of a drawing by itself."""

    def __iter__(self) -> Iterator[str]:
        yield str(self)


@contextmanager
def shape_marks_in_drawings() -> Iterator[None]:
    """While it lasts, a text in a drawing that has marks is set as a whole, so that they join."""
    original = svg.TAGS["text"]

    def draw_text(drawing: Any, node: Any, font_size: float) -> None:
        if any(unicodedata.category(letter).startswith("M") for letter in node.text or ""):
            node._etree_node.text = _Whole(node.text)
        original(drawing, node, font_size)

    svg.text = svg.TAGS["text"] = draw_text
    try:
        yield
    finally:
        svg.text = svg.TAGS["text"] = original


@contextmanager
def stop_clock() -> Iterator[None]:
    """While it lasts, fontTools writes a fixed time into the fonts that it cuts to size."""
    name = "SOURCE_DATE_EPOCH"
    before = os.environ.get(name)
    os.environ[name] = "0"
    try:
        yield
    finally:
        os.environ.pop(name)
        if before is not None:
            os.environ[name] = before
