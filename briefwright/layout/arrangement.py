"""Semantic HTML and assets → a Layout: parsed, cascaded and paginated once, by WeasyPrint.

The PDF is drawn from it; Word takes from it the computed style of each element, the widths of
columns and the page of each heading.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any
from xml.etree.ElementTree import Element

from weasyprint.document import Document

from briefwright.document import corporate_template
from briefwright.document.assets import Assets
from briefwright.document.measures import Measures
from briefwright.document.painting import Painting
from briefwright.layout import contrast, css_support, fonts, forbidden
from briefwright.layout.boxes import (
    BoxTree,
    PageBox,
    find_column_starts,
    read_boxes,
    read_page,
    read_pictures,
)
from briefwright.layout.cascade import lay_out
from briefwright.layout.complaints import collect_complaints
from briefwright.layout.measuring import measure
from briefwright.layout.metadata import read_metadata
from briefwright.layout.painting import list_painting
from briefwright.layout.sampling import Sample, sample_roles
from briefwright.layout.sources import find_mention
from briefwright.layout.styled_page import StyledPage, parse, raise_errors
from briefwright.layout.styles import Style
from briefwright.problems import ContentError, Problem

_TWO_LINES = 48  # CSS px, in the largest text that stands in columns
POINTS_PER_PX = 0.75  # CSS has 96 px in an inch, PDF 72 points


@dataclass(frozen=True)
class Layout(StyledPage):
    """One edition, laid out. Lives as long as its build; it cannot be pickled.

    `drawn` is empty until its PDF is drawn,
    `rasters` until its vectors are wanted as dots.
    """

    _document: Document = field(repr=False)
    _samples: Mapping[str, Sample] = field(repr=False)
    _tree: BoxTree = field(repr=False)
    drawn: list[bytes] = field(default_factory=list, repr=False)
    rasters: dict[Element, bytes] = field(default_factory=dict, repr=False)

    def sample(self, role: str, pseudo: str | None = None) -> Style:
        """A role's name → the computed style that it has in its proper place."""
        sample = self._samples[role]
        found: Style = sample.style_for(sample.path[-1], pseudo)
        return found

    def sample_path(self, role: str) -> tuple[Style, ...]:
        """A role's name → the styles from the outermost element of its sample down to it."""
        sample = self._samples[role]
        return tuple(sample.style_for(element, None) for element in sample.path)

    def sample_inside(self, role: str, pseudo: str | None = None) -> Style:
        """The name of a role that holds others → the style of the first element in its sample."""
        sample = self._samples[role]
        found: Style = sample.style_for(sample.path[-1][0], pseudo)
        return found

    def sample_table(self) -> tuple[Element, Callable[[Element], Style]]:
        """The table of the samples, and what gives the computed style of any element in it."""
        sample = self._samples["table"]
        return sample.path[-1], lambda element: sample.style_for(element, None)

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return len(self._document.pages)

    @property
    def page_of(self) -> dict[str, int]:
        """The page on which each address begins, 0 where it isn't drawn."""
        return {at: self.page(one) for one in self.root.iter() if (at := one.get("data-at"))}

    @property
    def note_pages(self) -> dict[str, list[int]]:
        """The pages on which each leaf calls notes, call by call, by the leaf's address."""
        found: dict[str, list[int]] = {}
        for at, call in _find_calls(self.root, ""):
            found.setdefault(at, []).append(self.page(call))
        return found

    def page(self, element: Element) -> int:
        """An element → the number of the page on which it begins, or 0 where it isn't drawn."""
        return self._tree.pages.get(element, 0)

    def width(self, element: Element) -> float:
        """An element → the used width of its first box, in CSS px, without padding and border."""
        return _length(self._tree.boxes.get(element), "width")

    def height(self, element: Element) -> float:
        """An element → the used height of its first box, in CSS px, without padding and border."""
        return _length(self._tree.boxes.get(element), "height")

    def column_starts(self, element: Element) -> tuple[Element, ...]:
        """An element in columns → the elements that begin its columns but the first.

        Empty where one begins within an element, or the page has hardly room below the columns.
        """
        box, page = self._tree.boxes[element], self._document.pages[self.page(element) - 1]
        foot = page._page_box.margin_top + page._page_box.height
        enough = box.position_y + box.height + _TWO_LINES <= foot
        return find_column_starts(box) if enough else ()

    @property
    def picture_sizes(self) -> dict[str, tuple[float, float]]:
        """How wide and high each picture is printed, in CSS px, by its address."""
        return {
            at: (self.width(one), self.height(one))
            for one in self.root.iter("img")
            if (at := one.get("data-at"))
        }

    def rectangle(self, element: Element) -> tuple[float, float, float, float]:
        """An element that is drawn → left, bottom, right and top of its first box, as a PDF has it.

        In points from the lower left corner of its page, without padding and border.
        """
        box, page = self._tree.boxes[element], self._document.pages[self.page(element) - 1]
        left, top = box.content_box_x(), box.content_box_y()
        sides = (left, page.height - top - box.height, left + box.width, page.height - top)
        return tuple(side * POINTS_PER_PX for side in sides)

    def spot(self, element: Element) -> tuple[int, float, float]:
        """An element that is drawn → its page, and the upper left corner of its first box there.

        In points from the lower left corner of the page, its border with it.
        """
        number, box = self.page(element), self._tree.boxes[element]
        top = self._document.pages[number - 1].height - box.border_box_y()
        return number, box.border_box_x() * POINTS_PER_PX, top * POINTS_PER_PX

    def offset(self, element: Element) -> tuple[float, float]:
        """An element that is drawn → CSS px from the page's upper left corner, across and down."""
        box = self._tree.boxes[element]
        return box.border_box_x(), box.border_box_y()

    @property
    def heights(self) -> dict[str, float]:
        """The height of each block, in CSS px, by its address."""
        addresses = ((one.get("data-at", ""), one) for one in self.root.iter())
        return {
            at.removesuffix(".text").removesuffix(".list"): self.height(one)
            for at, one in addresses
            if at
        }

    @property
    def last_fill(self) -> float:
        """How much of the last page is filled, as a share of the height that its content has."""
        page = self._document.pages[-1]._page_box
        return float((self._tree.ends[-1] - page.margin_top) / page.height)

    def measures(self) -> Measures:
        """What doesn't keep its measure on the pages."""
        return measure(self._document, self.root)

    def gaps(self) -> Iterator[tuple[str, float, float]]:
        """The figures that found no room on a page: address, what they left free there, its height.

        In CSS px; the height is that of the page's content.
        A page that ends because a section begins a new one isn't meant.
        """
        starts = {number: element for element, number in self._first_on_page()}
        for number, end in enumerate(self._tree.ends[:-1], start=1):
            page = self._document.pages[number - 1]._page_box
            element = starts.get(number + 1)
            if element is not None and element.tag == "figure":
                yield element.get("data-at", ""), page.margin_top + page.height - end, page.height

    def _first_on_page(self) -> Iterator[tuple[Element, int]]:
        """The first block that begins on each page, with the page's number."""
        seen: set[int] = set()
        for element, number in self._tree.pages.items():
            if element.tag not in ("html", "body", "section") and number not in seen:
                seen.add(number)
                yield element, number

    def generated_text(self, element: Element, pseudo: str) -> str:
        """An element and “before”, “after” or “marker” → the text that CSS generated there."""
        return self._tree.generated.get((element, pseudo), "")

    def find_cause(self, problems: Iterable[Problem]) -> Iterator[Problem]:
        """What differs → the same, at the stylesheet that writes words of its own, if one does."""
        written = forbidden.find_generated(self._tree.generated, self.root, self.assets)
        for problem in problems:
            inside = (one for one in written if f"{problem.at}.".startswith(f"{one.at}."))
            cause = next(inside, next(iter(written), None))
            if cause is None:
                yield problem
                continue
            said = f"A stylesheet writes “{cause.text}” there, and no edition does."
            yield replace(problem, message=f"{problem.message} {said}", where=cause.place)

    def pictures(self) -> Iterator[tuple[int, bytes]]:
        """Each picture made of dots that a page shows: the page's number, the picture's file."""
        return read_pictures(self._document)

    def list_painting(self) -> Painting:
        """What its pages paint beside letters: backgrounds, borders, rules, pictures."""
        return list_painting(self._document, self.assets)

    def page_box(self, number: int) -> PageBox:
        """A page's number from 1 → its geometry and margin boxes."""
        return read_page(self._document, number)


def _find_calls(element: Element, leaf: str) -> Iterator[tuple[str, Element]]:
    """An element and the address around it → each call of a note in it, with its leaf's address."""
    for child in element:
        if child.get("data-role") in ("call", "footnote"):
            yield leaf, child
        else:
            yield from _find_calls(child, child.get("data-at", leaf))


def _length(box: Any, side: str) -> float:
    length = getattr(box, side, "auto")
    return 0.0 if length == "auto" else float(length)


def arrange(html: str, assets: Assets) -> Layout:
    """Semantic HTML and everything it may load → its Layout.

    Errors: ContentError L8xx with all that is wrong: what WeasyPrint calls an error (what it can't
    load or set is left out in silence otherwise), letters that no declared font has, layout that
    Word could not follow, hidden blocks, links that would not work.
    """
    with collect_complaints(assets) as complaints:
        page, theme = parse(html, assets)
        root = page.etree_element
        with _explain_impossible_sizes(assets):
            document, style_for = lay_out(page, theme)
            samples = sample_roles(root, theme)
            tree = read_boxes(document)
            _check_sizes(document, tree)
    problems = (
        *theme.problems,
        *complaints,
        *forbidden.check_styles(root, assets, style_for),
        *fonts.check_letters(tree.text, theme.fonts.faces, root, assets),
        *contrast.check_contrast(tree.coloured, root, assets),
        *css_support.check_values(root, document, style_for, assets),
        *_check_corporate_template(assets),
    )
    raise_errors(problems)
    metadata, faces = read_metadata(page), theme.fonts.faces
    return Layout(root, assets, problems, metadata, faces, style_for, document, samples, tree)


@contextmanager
def _explain_impossible_sizes(assets: Assets) -> Iterator[None]:
    """While it lasts, sizes that nothing can be worked out from are a fault of the stylesheets."""
    try:
        yield
    except (ArithmeticError, ValueError, _ImpossibleSizeError) as error:
        if isinstance(error, ValueError) and "NaN" not in str(error):
            raise
        message = (
            "The sizes in the stylesheets come to something that can't be laid out, such as a page "
            "without room between its margins. Look at `size` and `margin` in @page, and at calc()."
        )
        raise ContentError([Problem("R912", message, find_mention(assets, "@page"))]) from error


class _ImpossibleSizeError(Exception):
    """A page has no room for anything, or the size or the place of a box is no number."""


def _check_sizes(document: Document, tree: BoxTree) -> None:
    """Pages and boxes → nothing, where each is somewhere. Errors: _ImpossibleSizeError."""
    pages = [page._page_box for page in document.pages]
    if not all(box.width > 0 and box.height > 0 for box in pages):
        raise _ImpossibleSizeError
    for box in (*pages, *tree.boxes.values()):
        sides = (getattr(box, name, 0.0) for name in _SIDES)
        if not all(math.isfinite(side) for side in sides if isinstance(side, int | float)):
            raise _ImpossibleSizeError


_SIDES = (
    *("position_x", "position_y", "width", "height"),
    *("margin_left", "margin_right", "margin_top", "margin_bottom"),
)


def _check_corporate_template(assets: Assets) -> tuple[Problem, ...]:
    template = corporate_template.find(assets)
    if template is None:
        return ()
    return tuple(corporate_template.check(template, corporate_template.font_families(assets)))
