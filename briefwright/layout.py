"""Semantic HTML and assets → a Layout: parsed, cascaded and paginated once, by WeasyPrint.

The PDF is drawn from it; Word takes from it the computed style of each element, the widths of
columns and the page of each heading. Everything that touches WeasyPrint's private parts stands in
this file, and `tests/test_layout.py` fails loudly when another version no longer has them.
"""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element

import weasyprint
from weasyprint.css.counters import CounterStyle
from weasyprint.document import Document
from weasyprint.logger import LOGGER
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from briefwright.assets import BASE_URL, Asset, Assets
from briefwright.problems import AuthorFault, Problem
from briefwright.vocabulary import ROLES

# A computed style: CSS property with underscores → WeasyPrint's computed value; lengths in CSS px.
Style = Mapping[str, Any]


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
    _samples: Mapping[str, tuple[Any, Element]] = field(repr=False)
    _boxes: Mapping[Element, Any] = field(repr=False)
    _pages: Mapping[Element, int] = field(repr=False)
    _generated: Mapping[tuple[Element, str], str] = field(repr=False)

    def style(self, element: Element, pseudo: str | None = None) -> Style:
        """An element of `root` (and “before”, “marker” …) → its computed style."""
        found: Style = self._style_for(element, pseudo)
        return found

    def sample(self, role: str, pseudo: str | None = None) -> Style:
        """A role's name → the computed style that it has in its proper place."""
        style_for, element = self._samples[role]
        found: Style = style_for(element, pseudo)
        return found

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

    def generated(self, element: Element, pseudo: str) -> str:
        """An element and “before”, “after” or “marker” → the text that CSS generated there."""
        return self._generated.get((element, pseudo), "")

    def page_box(self, number: int) -> PageBox:
        """A page's number from 1 → its geometry and margin boxes."""
        return _page_box(self.document.pages[number - 1]._page_box)


def arrange(html: str, assets: Assets) -> Layout:
    """Semantic HTML and everything it may load → its Layout.

    Errors: AuthorFault L001 for whatever WeasyPrint calls an error: a picture that can't be
    loaded, a link that leads nowhere. A thing that WeasyPrint would leave out in silence is lost.
    """
    with _complaints() as complaints:
        look = _look(assets)
        source = weasyprint.HTML(
            string=html, base_url=BASE_URL, url_fetcher=AssetFetcher(assets), media_type="print"
        )
        document, style_for = _lay_out(source, look)
        samples = _sampler(source, look)
    problems = tuple(complaints)
    if faults := [problem for problem in problems if problem.level == "error"]:
        raise AuthorFault(faults)
    boxes, pages, generated = _walk(document)
    return Layout(
        source.etree_element, assets, problems, document, style_for, samples,
        boxes, pages, generated,
    )  # fmt: skip


class AssetFetcher(URLFetcher):
    """Serves the assets of one edition by name, and nothing else: no network, no disk."""

    def __init__(self, assets: Assets) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False)
        self.assets = assets

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """A URL → the asset of that name. Errors: FatalURLFetchingError, which stops the build."""
        from urllib.parse import unquote

        name = unquote(url.removeprefix(BASE_URL).partition("#")[0])
        asset = self.assets.find(name) if url.startswith(BASE_URL) else None
        if asset is None:
            raise FatalURLFetchingError(f"“{name}” is not among the files of this briefing")
        return URLFetcherResponse(url, asset.data, {"Content-Type": asset.media_type})


@dataclass(frozen=True)
class _Look:
    """The stylesheets of one theme, parsed, with the fonts that they declare."""

    sheets: tuple[weasyprint.CSS, ...]
    fonts: FontConfiguration
    counters: CounterStyle


def _look(assets: Assets) -> _Look:
    sheets = tuple(asset for asset in assets if asset.media_type == "text/css")
    others = tuple(asset for asset in assets if asset.media_type.startswith("font/"))
    return _parsed_look(sheets, others)


@lru_cache(maxsize=4)
def _parsed_look(sheets: tuple[Asset, ...], fonts: tuple[Asset, ...]) -> _Look:
    """A theme is parsed once in a process, for the document and its sampler, for every edition."""
    config, counters = FontConfiguration(), CounterStyle()
    fetcher = AssetFetcher(Assets((*sheets, *fonts)))
    parsed = tuple(
        weasyprint.CSS(
            string=sheet.data.decode(), base_url=BASE_URL + sheet.name, url_fetcher=fetcher,
            font_config=config, counter_style=counters, media_type="print",
        )
        for sheet in sheets
    )  # fmt: skip
    return _Look(parsed, config, counters)


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


def _sampler(source: weasyprint.HTML, look: _Look) -> dict[str, tuple[Any, Element]]:
    """One page of samples for each role, cascaded but not laid out → role → its style."""
    root = source.etree_element
    body = root.find("body")
    lang, classes = root.get("lang", "en"), "" if body is None else body.get("class", "")
    direction = root.get("dir", "ltr")
    samples = [role for role in ROLES if role.sample]
    pages = "".join(f'<main data-sample="{role.name}">{role.sample}</main>' for role in samples)
    sampler = weasyprint.HTML(
        string=f'<html lang="{lang}" dir="{direction}"><body class="{classes}">{pages}',
        base_url=BASE_URL, url_fetcher=source.url_fetcher, media_type="print",
    )  # fmt: skip
    _Traced._build_layout_context(sampler, look.fonts, look.counters, {}, _options(look))
    style_for = sampler.style_for
    found = {"body": (style_for, sampler.etree_element.find("body"))}
    for role, main in zip(samples, sampler.etree_element.iter("main"), strict=True):
        wanted = [
            element
            for element in main.iter(role.element)
            if (element.get("data-role") or element.tag) == role.name
        ]
        found[role.name] = (style_for, wanted[-1])
    return found


def _walk(
    document: Document,
) -> tuple[dict[Element, Any], dict[Element, int], dict[tuple[Element, str], str]]:
    """The box tree → each element's first box, its page, and the text that CSS generated."""
    boxes: dict[Element, Any] = {}
    pages: dict[Element, int] = {}
    generated: dict[tuple[Element, str], str] = {}
    for number, page in enumerate(document.pages, start=1):
        for box in page._page_box.descendants():
            element = box.element
            if element is None:
                continue
            _, _, pseudo = (box.element_tag or "").partition("::")
            if pseudo:
                if text := getattr(box, "text", ""):
                    key = (element, pseudo)
                    generated[key] = generated.get(key, "") + text
                continue
            pages.setdefault(element, number)
            if not hasattr(box, "text"):
                boxes.setdefault(element, box)
    return boxes, pages, generated


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


class _Listener(logging.Handler):
    """Turns each log record of WeasyPrint into a Problem: its ERROR is a failed build."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.problems: list[Problem] = []

    def emit(self, record: logging.LogRecord) -> None:
        """One log record → one Problem, kept."""
        message = record.getMessage()
        if record.levelno >= logging.ERROR:
            self.problems.append(Problem("L001", message))
        else:
            self.problems.append(Problem("L002", message, level="warning"))


@contextmanager
def _complaints() -> Iterator[list[Problem]]:
    listener = _Listener()
    silent, LOGGER.handlers = LOGGER.handlers, [listener]
    try:
        yield listener.problems
    except FatalURLFetchingError as denied:
        raise AuthorFault([Problem("L003", f"{denied}.")]) from denied
    finally:
        LOGGER.handlers = silent
