"""An edition and all that its pages load → its pages, on which everything keeps its measure."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from briefwright import edition, markup
from briefwright.audience import Audience
from briefwright.document.assets import Assets
from briefwright.edition import Edition
from briefwright.problems import ContentError

if TYPE_CHECKING:
    from briefwright.layout import Layout  # loads WeasyPrint

_MOST_FITTINGS = 6  # until all of an edition keeps its measure
_MOST_LAYOUTS = 3  # until no figure leaves a page gaping, and each note stands where it is called
_MOST_PAGES = 40  # a longer document is laid out once
_LITTLE = 0.15  # of a page: less on the last one is drawn in, where closer lines make room for it


def fit(chosen: Edition, audience: Audience, assets: Assets) -> "Pages":
    """An edition → its pages: all of it keeps its measure, and one page has no contents."""
    return _drop_contents(_fit(chosen, audience, assets), audience, assets)


def _drop_contents(pages: "Pages", audience: Audience, assets: Assets) -> "Pages":
    """An edition on its pages → the same, without contents where there is but one page."""
    if pages.layout.pages > 1:
        return pages
    plain = edition.drop_contents(pages.edition)
    return pages if plain == pages.edition else _fit(plain, audience, assets)


def _fit(chosen: Edition, audience: Audience, assets: Assets) -> "Pages":
    pages = Pages.lay_out(chosen, audience, assets)
    for _ in range(_MOST_FITTINGS):
        measures = pages.layout.measures()
        fitted = edition.fit(pages.edition, measures, audience.theme.labels)
        if fitted == pages.edition:
            break
        pages = Pages.lay_out(fitted, audience, assets)
    return pages


def arrange(chosen: Edition, audience: Audience, assets: Assets) -> "Pages":
    """An edition → its pages: all of it keeps its measure, and no figure leaves a page gaping."""
    pages = fit(chosen, audience, assets)
    for _ in range(_MOST_LAYOUTS - 1):
        if pages.layout.pages > _MOST_PAGES:
            break
        moved = edition.close_gap(pages.edition, pages.layout.gaps(), pages.layout.heights)
        if moved == pages.edition:
            break
        pages = Pages.lay_out(moved, audience, assets)
    return _settle_pages(_draw_in(pages, audience, assets), audience, assets)


def _draw_in(pages: "Pages", audience: Audience, assets: Assets) -> "Pages":
    """An edition on its pages → its lines closer where that saves a page that has but a few.

    In large print no lines are closer than its rules have them.
    """
    layout = pages.layout
    if audience.large_print or not 1 < layout.pages <= _MOST_PAGES or layout.last_fill >= _LITTLE:
        return pages
    closer = Pages.lay_out(edition.set_closer(pages.edition), audience, assets)
    return _drop_contents(closer, audience, assets) if closer.layout.pages < layout.pages else pages


def _settle_pages(pages: "Pages", audience: Audience, assets: Assets) -> "Pages":
    """An edition on its pages → each note on every page that calls it, each named page right."""
    chosen = pages.edition
    for _ in range(_MOST_LAYOUTS):
        noted = edition.repeat_notes(chosen, pages.layout.note_pages)
        settled = edition.number_pages(noted, pages.layout.page_of)
        if settled == pages.edition:
            break
        pages = Pages.lay_out(settled, audience, assets)
    if wrong := edition.find_wrong_pages(pages.edition, pages.layout.page_of):
        raise ContentError(wrong)
    return pages


class Pages(NamedTuple):
    """An edition on its pages."""

    edition: Edition
    html: str
    layout: "Layout"

    @classmethod
    def lay_out(cls, chosen: Edition, audience: Audience, assets: Assets) -> "Pages":
        """An edition and all that its pages load → its pages."""
        from briefwright.layout import arrange  # loads WeasyPrint

        html = markup.render(chosen, audience.theme)
        with locate_in_templates(audience):
            return cls(chosen, html, arrange(html, assets))


@contextmanager
def locate_in_templates(audience: Audience) -> Iterator[None]:
    """While it lasts, what is wrong with a page is located in the templates that made it."""
    try:
        yield
    except ContentError as error:
        error.problems = markup.locate_in_templates(error.problems, audience.theme)
        raise
