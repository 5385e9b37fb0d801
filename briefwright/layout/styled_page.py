"""Semantic HTML and assets → the page parsed, with the computed style of each element.

That is all that a screen needs: whoever wants pages of paper lays it out (`arrangement`).
"""

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

import weasyprint

from briefwright.document.assets import BASE_URL, Assets
from briefwright.layout import forbidden
from briefwright.layout.cascade import StyleFor, compute_styles
from briefwright.layout.complaints import collect_complaints, explain_absence
from briefwright.layout.fonts import FontFace
from briefwright.layout.loading import AssetFetcher, asset_name
from briefwright.layout.metadata import Metadata, read_metadata
from briefwright.layout.sources import find_address
from briefwright.layout.styles import Style
from briefwright.layout.stylesheets import ParsedTheme, parse_theme
from briefwright.problems import ContentError, Problem, errors


@dataclass(frozen=True)
class StyledPage:
    """One edition's page with its styles.

    `root` is its tree, `faces` are the fonts that its stylesheets declare, and `problems` what
    WeasyPrint complained of.
    """

    root: Element
    assets: Assets
    problems: tuple[Problem, ...]
    metadata: Metadata
    faces: tuple[FontFace, ...] = field(repr=False)
    _style_for: StyleFor = field(repr=False)

    def style(self, element: Element, pseudo: str | None = None) -> Style:
        """An element of `root` (and “before”, “marker” …) → its computed style."""
        found: Style = self._style_for(element, pseudo)
        return found


def style_page(html: str, assets: Assets) -> StyledPage:
    """Semantic HTML and everything it may load → the page with its styles; nothing is laid out.

    Errors: ContentError L8xx for stylesheets that can't be read, pictures that are missing, links
    that lead nowhere.
    """
    with collect_complaints(assets) as complaints:
        page, theme = parse(html, assets)
        style_for = compute_styles(page, theme)
    problems = (*theme.problems, *complaints)
    raise_errors(problems)
    root, metadata = page.etree_element, read_metadata(page)
    return StyledPage(root, assets, problems, metadata, theme.fonts.faces, style_for)


def parse(html: str, assets: Assets) -> tuple[weasyprint.HTML, ParsedTheme]:
    """Semantic HTML and everything it may load → the page and its theme. Errors: ContentError."""
    theme = parse_theme(assets)
    raise_errors(theme.problems)
    page = weasyprint.HTML(
        string=html, base_url=BASE_URL, url_fetcher=AssetFetcher(assets), media_type="print"
    )
    root = page.etree_element
    raise_errors((*_check_pictures(root, assets), *forbidden.check_links(root)))
    return page, theme


def _check_pictures(root: Element, assets: Assets) -> tuple[Problem, ...]:
    return tuple(
        Problem("L803", explain_absence(name, assets), at=find_address(root, image))
        for image in root.iter("img")
        if assets.find(name := asset_name(image.get("src", ""))) is None
    )


def raise_errors(problems: tuple[Problem, ...]) -> None:
    """Problems → nothing, where none is an error. Errors: ContentError with those that are."""
    if faults := errors(problems):
        raise ContentError(faults)
