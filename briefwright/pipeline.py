"""The story: a briefing, an audience, a language → files, and the proof that they agree."""

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from briefwright import edition, figures, markup
from briefwright.audience import Audience, theme
from briefwright.content import translation
from briefwright.document.assets import Assets
from briefwright.document.marks import read_html
from briefwright.edition import Edition, page_budget
from briefwright.formats import FORMATS
from briefwright.model.dictionary import Briefing
from briefwright.problems import ContentError, Problem, errors
from briefwright.verify import parity
from briefwright.verify.parity import Account

if TYPE_CHECKING:
    from briefwright.layout import Layout  # loads WeasyPrint


@dataclass(frozen=True)
class Build:
    """One finished edition: plain values, so that it can come from a child process.

    `outputs` maps a format's name to the file; `problems` are warnings, for a failed build raises.
    """

    edition: Edition
    html: str = field(repr=False)
    outputs: Mapping[str, bytes] = field(repr=False)
    account: Account = field(repr=False)
    pages: int
    problems: tuple[Problem, ...]


class ParityError(ContentError):
    """A file doesn't say what its edition says; `account` tells what became of each leaf."""

    def __init__(self, problems: Iterable[Problem], account: Account) -> None:
        super().__init__(problems)
        self.account = account

    def __reduce__(self) -> tuple[type["ParityError"], tuple[object, ...]]:
        return (type(self), (self.problems, self.account))


class DisclosureError(ContentError):
    """A file holds what its reader must not see; nothing in the problems quotes it."""


@dataclass(frozen=True)
class Draft:
    """An edition shall be written whatever is wrong: watermarked, with its faults on page 1.

    `problems` are those that are known already. Nothing leaks and nothing is lost in a draft.
    """

    problems: tuple[Problem, ...] = ()


def build(
    briefing: Briefing,
    audience: Audience,
    language: str,
    formats: Sequence[str] = tuple(FORMATS),
    draft: Draft | None = None,
) -> Build:
    """A briefing for an audience in a language → its files, read back and accounted for.

    Errors: ContentError for content, templates or layout; ParityError when a file lost
    something; DisclosureError when one holds what this audience must not see.
    """
    with _few_collections():
        if draft is None:
            return _built(edition.select(briefing, audience, language), briefing, audience, formats)
        return _drafted(briefing, audience, language, formats, draft)


@contextmanager
def _few_collections() -> Iterator[None]:
    """While it lasts, Python looks for circular garbage a hundred times less often.

    A layout makes millions of objects, and all of them stay until the last file is written: to
    look through them again and again took a quarter of a build's time.
    """
    before = gc.get_threshold()
    gc.set_threshold(before[0] * 100, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


# A page may stay so empty above a figure that didn't fit; more white is a hole.
_HOLE = 0.22
_TURNS = 3  # layouts at the most, to close such holes
_MOST_PAGES = 40  # a longer document is laid out once


def _settled(chosen: Edition, audience: Audience, assets: Assets) -> tuple[Edition, str, "Layout"]:
    """An edition → its page and layout, figures floated where they would leave a hole."""
    from briefwright.layout import arrange  # loads WeasyPrint

    html = markup.render(chosen, audience.theme)
    layout = arrange(html, assets)
    for _ in range(_TURNS - 1):
        moved = _closed(chosen, layout)
        if moved == chosen:
            break
        chosen, html = moved, markup.render(moved, audience.theme)
        layout = arrange(html, assets)
    return chosen, html, layout


def _closed(chosen: Edition, layout: "Layout") -> Edition:
    """An edition and its layout → the edition with its first hole closed that can be closed."""
    if layout.pages > _MOST_PAGES:
        return chosen
    heights = {
        at: layout.height(element) for element in layout.root.iter() if (at := _address(element))
    }
    for figure, room in layout.gaps():
        page = layout.page_box(layout.page(figure) - 1)
        if room > _HOLE * (page.height - page.margin_top - page.margin_bottom):
            moved = edition.floated(chosen, figure.get("data-at", ""), room, heights)
            if moved is not chosen:
                return moved
    return chosen


def _address(element: Element) -> str:
    """An element → the address of the block that it is, or that its leaf belongs to."""
    return element.get("data-at", "").removesuffix(".text").removesuffix(".list")


def _drafted(
    briefing: Briefing, audience: Audience, language: str, formats: Sequence[str], draft: Draft
) -> Build:
    """A draft; what comes to light on its way is told on its first page too.

    Where it can't be laid out with its blocks, it holds its title and its faults.
    """
    chosen = edition.attempt(briefing, audience, language)
    labels = audience.theme.labels[chosen.language]
    told = (*draft.problems, *errors(chosen.problems))
    bare = edition.strip_to_title(chosen)
    for content in (chosen, chosen, bare, bare):
        try:
            made = _built(edition.draft(content, told, labels), briefing, audience, formats)
            found = errors(made.problems)
        except (ParityError, DisclosureError):
            raise
        except ContentError as fault:
            made, found = None, fault.problems
        fresh = tuple(problem for problem in found if problem not in told)
        if made and not fresh:
            return made
        told = (*told, *fresh)
    raise ContentError(told)


def _built(
    selected: Edition, briefing: Briefing, audience: Audience, formats: Sequence[str]
) -> Build:
    from briefwright.verify import disclosure  # loads pikepdf

    look = theme.for_edition(audience.theme, selected.direction, selected.languages)
    figures.check(look.assets)
    assets = look.assets + figures.draw(selected, look)
    figures.weigh(assets)
    chosen, html, layout = _settled(selected, audience, assets)
    over = page_budget.check(chosen, audience, layout.pages, layout.page_of)
    if over and not chosen.head.watermark:
        raise ContentError(over)
    outputs = {name: FORMATS[name].write(layout) for name in formats}
    found = {"html": read_html(html)} | {
        name: FORMATS[name].read(data) for name, data in outputs.items()
    }
    account = parity.compare(
        chosen.marks(),
        found,
        edition=chosen.name,
        places=edition.extend_places(chosen, briefing.places),
        direction=edition.reading_direction(chosen),
        withheld=chosen.withheld,
    )
    leaked: dict[Problem, None] = {}
    for language in chosen.spoken:
        held = replace(chosen, language=language)
        guard = disclosure.guard(translation.translate(briefing, language), audience, held)
        told = tuple(disclosure.hushed(guard, problem) for problem in account.problems)
        account = replace(account, problems=told)
        leaked |= dict.fromkeys(disclosure.search(guard, outputs, chosen.name))
    if leaked:
        raise DisclosureError((*leaked, *errors(account.problems)))
    if errors(account.problems):
        raise ParityError(account.problems, account)
    problems = (*chosen.problems, *over, *layout.problems, *account.problems)
    return Build(chosen, html, outputs, account, layout.pages, problems)
