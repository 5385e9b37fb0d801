"""Semantic HTML and assets → a Layout: parsed, cascaded and paginated once, by WeasyPrint.

The PDF is drawn from it; Word takes from it the computed style of each element, the widths of
columns and the page of each heading. Everything that touches WeasyPrint's private parts stands in
this file, and `tests/test_weasyprint.py` fails loudly when another version no longer has them.
"""

import io
import os
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element

import pydyf
import uharfbuzz
import weasyprint
from fontTools.ttLib import TTFont
from weasyprint.css.counters import CounterStyle
from weasyprint.document import Document
from weasyprint.logger import LOGGER
from weasyprint.pdf import fonts as pdf_fonts
from weasyprint.pdf import tags
from weasyprint.text.ffi import ffi, fontconfig, pangoft2
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from briefwright.document import corporate_template
from briefwright.document.assets import BASE_URL, Asset, Assets
from briefwright.document.vocabulary import ROLES
from briefwright.layout import contrast, css_support, fonts, forbidden, variables
from briefwright.layout.contrast import WHITE, Colour, Inked, over
from briefwright.layout.fonts import Face, Lettering, Printed
from briefwright.layout.loading import AssetFetcher, absent, asset_name, complaints
from briefwright.layout.sources import address
from briefwright.problems import ContentError, Problem, errors

# A computed style: CSS property with underscores → WeasyPrint's computed value; lengths in CSS px.
Style = Mapping[str, Any]

POINTS_PER_PX = 0.75  # CSS has 96 px in an inch, PDF 72 points

# A set of fonts with none of this machine's fonts in it; WeasyPrint never asks Fontconfig for one.
ffi.cdef("FcConfig * FcConfigCreate (void);")


@dataclass(frozen=True)
class MarginBox:
    """One box in a page's margin: where it stands, its style and what was set in it.

    `where` is its CSS name (`@top-left`); `content` the computed `content` property, which tells
    a counter or a running title from plain words; `text` what it shows on this page.
    """

    where: str
    style: Style
    content: Any
    text: str


@dataclass(frozen=True)
class PageBox:
    """One page's geometry in CSS px, and its margin boxes."""

    width: float
    height: float
    margin_top: float
    margin_right: float
    margin_bottom: float
    margin_left: float
    boxes: tuple[MarginBox, ...]


@dataclass(frozen=True)
class Layout:
    """One edition, laid out. Lives as long as its build; it cannot be pickled.

    `root` is the tree that was laid out; `samples` maps a role's name to its computed style in
    the sampler; `problems` are what WeasyPrint complained of.
    """

    root: Element
    assets: Assets
    problems: tuple[Problem, ...]
    document: Document = field(repr=False)
    _style_for: Any = field(repr=False)
    _samples: Mapping[str, tuple[Any, tuple[Element, ...]]] = field(repr=False)
    _boxes: Mapping[Element, Any] = field(repr=False)
    _pages: Mapping[Element, int] = field(repr=False)
    _generated: Mapping[tuple[Element, str], str] = field(repr=False)
    _ends: tuple[float, ...] = field(repr=False)
    faces: tuple[Face, ...] = field(default=(), repr=False)

    def style(self, element: Element, pseudo: str | None = None) -> Style:
        """An element of `root` (and “before”, “marker” …) → its computed style."""
        found: Style = self._style_for(element, pseudo)
        return found

    def sample(self, role: str, pseudo: str | None = None) -> Style:
        """A role's name → the computed style that it has in its proper place."""
        style_for, path = self._samples[role]
        found: Style = style_for(path[-1], pseudo)
        return found

    def sample_path(self, role: str) -> tuple[Style, ...]:
        """A role's name → the styles from the outermost element of its sample down to it."""
        style_for, path = self._samples[role]
        return tuple(style_for(element, None) for element in path)

    def sample_inside(self, role: str, pseudo: str | None = None) -> Style:
        """The name of a role that holds others → the style of the first element in its sample."""
        style_for, path = self._samples[role]
        found: Style = style_for(path[-1][0], pseudo)
        return found

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return len(self.document.pages)

    @property
    def page_of(self) -> dict[str, int]:
        """The page on which each address begins, 0 where it isn't drawn."""
        return {at: self.page(one) for one in self.root.iter() if (at := one.get("data-at"))}

    def page(self, element: Element) -> int:
        """An element → the number of the page on which it begins, or 0 where it isn't drawn."""
        return self._pages.get(element, 0)

    def width(self, element: Element) -> float:
        """An element → the used width of its first box, in CSS px, without padding and border."""
        box = self._boxes.get(element)
        return float(box.width) if box is not None and box.width != "auto" else 0.0

    def height(self, element: Element) -> float:
        """An element → the used height of its first box, in CSS px, without padding and border."""
        box = self._boxes.get(element)
        return float(box.height) if box is not None and box.height != "auto" else 0.0

    def rectangle(self, element: Element) -> tuple[float, float, float, float]:
        """An element that is drawn → left, bottom, right and top of its first box, as a PDF has it.

        In points from the lower left corner of its page, without padding and border.
        """
        box, page = self._boxes[element], self.document.pages[self.page(element) - 1]
        left, top = box.content_box_x(), box.content_box_y()
        sides = (left, page.height - top - box.height, left + box.width, page.height - top)
        return tuple(side * POINTS_PER_PX for side in sides)

    @property
    def heights(self) -> dict[str, float]:
        """The height of each block, in CSS px, by its address."""
        addresses = ((one.get("data-at", ""), one) for one in self.root.iter())
        return {
            at.removesuffix(".text").removesuffix(".list"): self.height(one)
            for at, one in addresses
            if at
        }

    def gaps(self) -> Iterator[tuple[str, float, float]]:
        """The figures that found no room on a page: address, what they left free there, its height.

        In CSS px; the height is that of the page's content.
        A page that ends because a section begins a new one isn't meant.
        """
        starts = {number: element for element, number in self._first_on_page()}
        for number, end in enumerate(self._ends[:-1], start=1):
            box = self.document.pages[number - 1]._page_box
            element = starts.get(number + 1)
            if element is not None and element.tag == "figure":
                yield element.get("data-at", ""), box.margin_top + box.height - end, box.height

    def _first_on_page(self) -> Iterator[tuple[Element, int]]:
        """Nothing → the first block that begins on each page, with the page's number."""
        seen: set[int] = set()
        for element, number in self._pages.items():
            if element.tag not in ("html", "body", "section") and number not in seen:
                seen.add(number)
                yield element, number

    def generated(self, element: Element, pseudo: str) -> str:
        """An element and “before”, “after” or “marker” → the text that CSS generated there."""
        return self._generated.get((element, pseudo), "")

    def page_box(self, number: int) -> PageBox:
        """A page's number from 1 → its geometry and margin boxes."""
        return _page_box(self.document.pages[number - 1]._page_box)


def word_style(style: Style) -> str:
    """A computed style → the Word style that a rule for its very element names, or nothing.

    `--word-style` is inherited like every custom property; only where it was set does it count.
    """
    tokens, _ = getattr(style, "cascaded", {}).get("__word_style", ((), None))
    return " ".join(str(token.value) for token in tokens if token.type in ("string", "ident"))


def custom_property(style: Style, name: str) -> str:
    """A computed style and a custom property (“chart-1”) → what it comes to, "" if nobody sets it.

    Its variables are filled in.
    """
    key = "__" + name.replace("-", "_")
    if key not in getattr(style, "cascaded", {}):
        return ""
    return "".join(token.serialize() for token in style[key]).strip()


def arrange(html: str, assets: Assets) -> Layout:
    """Semantic HTML and everything it may load → its Layout.

    Errors: ContentError L8xx with all that is wrong: what WeasyPrint calls an error (what it can't
    load or set is left out in silence otherwise), letters that no declared font has, layout that
    Word could not follow, hidden blocks, links that would not work.
    """
    with complaints(assets) as complaining:
        look = _look(assets)
        _raise_errors(look.problems)
        source = weasyprint.HTML(
            string=html, base_url=BASE_URL, url_fetcher=AssetFetcher(assets), media_type="print"
        )
        root = source.etree_element
        _raise_errors((*_absent_pictures(root, assets), *forbidden.outward(root)))
        document, style_for = _lay_out(source, look)
        samples = _sampler(source.etree_element, look)
    walk = _walk(document)
    problems = (
        *look.problems,
        *complaining,
        *forbidden.problems(root, assets, style_for),
        *fonts.problems(walk.printed, look.fonts.faces, root, assets),
        *contrast.problems(walk.inked, root, assets),
    )
    if base := corporate_template.find(assets):
        problems += tuple(corporate_template.check(base, corporate_template.font_families(assets)))
    _raise_errors(problems)
    return Layout(
        root, assets, problems, document, style_for, samples,
        walk.boxes, walk.pages, walk.generated, tuple(walk.ends), look.fonts.faces,
    )  # fmt: skip


def _raise_errors(problems: tuple[Problem, ...]) -> None:
    if faults := errors(problems):
        raise ContentError(faults)


def _absent_pictures(root: Element, assets: Assets) -> tuple[Problem, ...]:
    return tuple(
        Problem("L803", absent(name), at=address(root, image))
        for image in root.iter("img")
        if assets.find(name := asset_name(image.get("src", ""))) is None
    )


def draw(layout: Layout, variant: str) -> bytes:
    """A Layout and WeasyPrint's name of a PDF variant → a tagged PDF, not finished.

    Each structure element carries `/Source`, the position of its HTML element in `root.iter()`,
    and `/Pseudo` where it stands for a pseudo-element. Errors: ContentError L801 for whatever
    WeasyPrint complains of while it draws: a letter in a picture that no font has, for instance.
    """
    with (
        complaints(layout.assets) as complaining,
        _labelled(layout.root),
        _pages_counted_once(),
        _fonts_cut_in_c(),
        _no_clock(),
        warnings.catch_warnings(),
    ):
        # WeasyPrint leaves the file of its colour profile to be closed by whoever finds it.
        warnings.simplefilter("ignore", ResourceWarning)
        data = layout.document.write_pdf(pdf_variant=variant, pdf_tags=True)
    _raise_errors(
        tuple(replace(complaint, code="L801", level="error") for complaint in complaining)
    )
    return bytes(data)


@contextmanager
def _labelled(root: Element) -> Iterator[None]:
    """While it lasts, WeasyPrint writes on each structure element which HTML element it is."""
    positions = {element: number for number, element in enumerate(root.iter())}
    plain = tags._build_box_tree

    def labelled(box: Any, parent: Any, *rest: Any) -> Iterator[Any]:
        box = getattr(box, "_box", box)
        for node in plain(box, parent, *rest):
            position = positions.get(box.element)
            if position is not None and "Source" not in node:
                _, _, pseudo = (box.element_tag or "").partition("::")
                node["Source"] = position
                if pseudo or box.is_leader:
                    node["Pseudo"] = "/leader" if box.is_leader else f"/{pseudo}"
            yield node

    tags._build_box_tree = labelled
    try:
        yield
    finally:
        tags._build_box_tree = plain


@contextmanager
def _pages_counted_once() -> Iterator[None]:
    """While it lasts, a PDF lists its pages once for all its tags, and not anew for each of them.

    WeasyPrint tags a PDF when all its pages are there, so the list is final as soon as it is long.
    """
    plain = pydyf.PDF.page_references
    listed: dict[int, tuple[bytes, ...]] = {}

    def references(document: pydyf.PDF) -> tuple[bytes, ...]:
        count = document.pages["Count"]
        if count not in listed:
            listed[count] = plain.fget(document)
        return listed[count]

    pydyf.PDF.page_references = property(references)
    try:
        yield
    finally:
        pydyf.PDF.page_references = plain


@contextmanager
def _fonts_cut_in_c() -> Iterator[None]:
    """While it lasts, a variable font becomes the one cut that is used in C, not in Python.

    With fontTools that is a fifth of the time that a short edition takes.
    """
    plain = pdf_fonts.instantiateVariableFont

    def cut(font: TTFont, location: Mapping[str, float], static: bool) -> TTFont:
        assert static
        face = uharfbuzz.Face(uharfbuzz.Blob(font.reader.file.getvalue()))
        wanted = uharfbuzz.SubsetInput()
        wanted.keep_everything()
        wanted.pin_all_axes_to_default(face)
        for axis in face.axis_infos:
            if axis.tag in location:
                held = min(max(location[axis.tag], axis.min_value), axis.max_value)
                wanted.pin_axis_location(face, axis.tag, held)
        return TTFont(io.BytesIO(bytes(uharfbuzz.subset(face, wanted).blob.data)))

    pdf_fonts.instantiateVariableFont = cut
    try:
        yield
    finally:
        pdf_fonts.instantiateVariableFont = plain


@contextmanager
def _no_clock() -> Iterator[None]:
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


class _OwnFonts(FontConfiguration):
    """The fonts that stylesheets declare and no other: every machine sets the same lines."""

    def __init__(self) -> None:
        super().__init__()
        self.faces: tuple[Face, ...] = ()
        self.is_open = True
        self._config = fontconfig.FcConfigCreate()
        font_map = ffi.cast("PangoFcFontMap *", self.font_map)
        pangoft2.pango_fc_font_map_set_config(font_map, self._config)
        fontconfig.FcConfigDestroy(self._config)  # the font map holds it now

    def add_font_face(self, rule: Mapping[str, Any], url_fetcher: URLFetcher) -> None:
        """One @font-face rule → its font, for WeasyPrint and for the check of letters."""
        if not self.is_open:
            LOGGER.error(
                "A picture declares the font %r: only stylesheets may", rule["font_family"]
            )
            return
        super().add_font_face(rule, url_fetcher)
        for kind, url in rule["src"]:
            if kind == "external":
                self.faces += (_face(rule, url_fetcher.fetch(url).read()),)


def _face(rule: Mapping[str, Any], data: bytes) -> Face:
    weight = rule.get("font_weight", "normal")
    return Face(
        rule["font_family"],
        rule.get("font_style", "normal"),
        _WEIGHTS.get(weight, weight),
        data,
        tuple((span.start, span.end) for span in rule.get("unicode_range", ())),
    )


_WEIGHTS = {"normal": 400, "bold": 700}


# A role's name → its cascade, and the elements of its sample, the role itself last.
_Samples = Mapping[str, tuple[Any, tuple[Element, ...]]]


@dataclass(frozen=True, eq=False)
class _Look:
    """The stylesheets of one theme, parsed, with the fonts that they declare."""

    sheets: tuple[weasyprint.CSS, ...]
    fonts: _OwnFonts
    counters: CounterStyle
    problems: tuple[Problem, ...]


def _look(assets: Assets) -> _Look:
    sheets = tuple(asset for asset in assets if asset.media_type == "text/css")
    others = tuple(asset for asset in assets if asset.media_type.startswith("font/"))
    return _parsed_look(sheets, others)


@lru_cache(maxsize=4)
def _parsed_look(sheets: tuple[Asset, ...], fonts: tuple[Asset, ...]) -> _Look:
    """A theme is parsed once in a process, for the document and its sampler, for every edition."""
    config, counters = _OwnFonts(), CounterStyle()
    assets = Assets((*sheets, *fonts))
    parsed, problems = [], []
    for sheet in sheets:
        with complaints(assets, sheet.name) as complaining:
            parsed.append(
                weasyprint.CSS(
                    string=sheet.data.decode(), base_url=BASE_URL + sheet.name,
                    url_fetcher=AssetFetcher(assets), font_config=config,
                    counter_style=counters, media_type="print",
                )
            )  # fmt: skip
        problems.extend(complaining)
    config.is_open = False  # it serves other editions too
    told = (*_with_checks(problems, assets), *css_support.beyond_embedding(config.faces, assets))
    return _Look(tuple(parsed), config, counters, told)


def _with_checks(problems: list[Problem], assets: Assets) -> tuple[Problem, ...]:
    """What WeasyPrint complains of → with what it doesn't see: names, properties without effect."""
    told = {(problem.where, problem.code) for problem in problems}
    beyond = (one for one in css_support.beyond_word(assets) if (one.where, "L802") not in told)
    return (*problems, *variables.unread(assets), *beyond)


class _Traced(Document):
    """WeasyPrint throws the cascade away after layout; this keeps it on the HTML object."""

    @classmethod
    def _build_layout_context(cls, html: Any, *args: Any, **options: Any) -> Any:
        context = super()._build_layout_context(html, *args, **options)
        html.style_for = context.style_for
        return context


def _options(look: _Look) -> dict[str, Any]:
    return {**weasyprint.DEFAULT_OPTIONS, "stylesheets": list(look.sheets), "pdf_tags": True}


def _lay_out(source: weasyprint.HTML, look: _Look) -> tuple[Document, Any]:
    document = _Traced._render(source, look.fonts, look.counters, None, _options(look))
    return document, source.style_for


def _sampler(root: Element, look: _Look) -> _Samples:
    """A page and its look → each role's style in a page of samples of the same language."""
    body = root.find("body")
    classes = "" if body is None else body.get("class", "")
    return _sampled(look, root.get("lang", "en"), root.get("dir", "ltr"), classes)


@lru_cache(maxsize=8)
def _sampled(look: _Look, lang: str, direction: str, classes: str) -> _Samples:
    """One page of samples for each role, cascaded once in a process and never laid out."""
    samples = [role for role in ROLES if role.sample]
    pages = "".join(f'<main data-sample="{role.name}">{role.sample}</main>' for role in samples)
    sampler = weasyprint.HTML(
        string=f'<html lang="{lang}" dir="{direction}"><body class="{classes}">{pages}',
        base_url=BASE_URL, url_fetcher=AssetFetcher(Assets()), media_type="print",
    )  # fmt: skip
    _Traced._build_layout_context(sampler, look.fonts, look.counters, {}, _options(look))
    style_for = sampler.style_for
    found: dict[str, tuple[Any, tuple[Element, ...]]] = {
        "body": (style_for, (sampler.etree_element.find("body"),))
    }
    for role, main in zip(samples, sampler.etree_element.iter("main"), strict=True):
        wanted = [
            element
            for element in main.iter(role.element)
            if (element.get("data-role") or element.tag) == role.name
        ]
        found[role.name] = (style_for, _path(main, wanted[-1]))
    return found


def _path(top: Element, element: Element) -> tuple[Element, ...]:
    """An element and one that holds it → all elements between them, the inner one last."""
    holders = {child: holder for holder in top.iter() for child in holder}
    path = [element]
    while (holder := holders[path[0]]) is not top:
        path.insert(0, holder)
    return tuple(path)


@dataclass(frozen=True)
class _Walk:
    """What the box tree tells: by element, and each piece of text with the font asked for it."""

    boxes: dict[Element, Any]
    pages: dict[Element, int]
    generated: dict[tuple[Element, str], str]
    printed: list[Printed]
    inked: list[Inked]
    ends: list[float]  # where on each page the lowest thing ends, in px from the page's top


def _walk(document: Document) -> _Walk:
    """The box tree → each element's first box, its page, what CSS generated, all printed text."""
    found = _Walk({}, {}, {}, [], [], [])
    for number, page in enumerate(document.pages, start=1):
        found.ends.append(0.0)
        found.inked.extend(_inked(page._page_box, WHITE, ""))
        for box in page._page_box.descendants(placeholders=True):
            element, text = box.element, getattr(box, "text", "")
            _, _, pseudo = (box.element_tag or "").partition("::")
            if text:
                found.printed.append(_printed(box, text, pseudo))
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


def _inked(box: Any, paper: Colour | None, margin: str) -> Iterator[Inked]:
    """A box, what is behind it and the margin box around it → each text in it with its colours."""
    box = getattr(box, "_box", box)
    margin = getattr(box, "at_keyword", margin)
    style = box.style
    ground = style["background_color"]
    paper = over(style["color"] if ground == "currentcolor" else ground, paper)
    if getattr(box, "text", "").strip():
        _, _, pseudo = (box.element_tag or "").partition("::")
        where = margin or (f"::{pseudo}" if pseudo else "")
        ink, element = over(style["color"], paper), None if margin else box.element
        yield Inked(ink, paper, element, where, box.text.strip() if margin else "")
    for child in getattr(box, "children", ()):
        yield from _inked(child, paper, margin)


def _printed(box: Any, text: str, pseudo: str) -> Printed:
    style = box.style
    where = f"::{pseudo}" if pseudo else ("" if box.element is not None else "a page's margin")
    lettering = Lettering(style["font_family"], style["font_style"], style["font_weight"])
    return Printed(text, lettering, box.element, where)


def _page_box(page: Any) -> PageBox:
    return PageBox(
        page.margin_width(), page.margin_height(),
        page.margin_top, page.margin_right, page.margin_bottom, page.margin_left,
        tuple(
            MarginBox(box.at_keyword, box.style, box.style["content"], _text(box))
            for box in page.children
            if hasattr(box, "at_keyword")
        ),
    )  # fmt: skip


def _text(box: Any) -> str:
    return "".join(getattr(child, "text", "") for child in box.descendants())
