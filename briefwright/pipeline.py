"""The story: a briefing, an audience, a language → files, and the proof that they agree."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from briefwright import edition, figures, markup, paging
from briefwright.audience import Audience, theme
from briefwright.content import translation
from briefwright.document.assets import Assets
from briefwright.document.marks import read_html
from briefwright.edition import Edition, page_budget
from briefwright.edition.withholding import number_withheld
from briefwright.formats import FORMATS
from briefwright.model.dictionary import Briefing
from briefwright.problems import ContentError, DisclosureError, Problem, errors
from briefwright.verify import parity
from briefwright.verify.parity import Account, ParityError

if TYPE_CHECKING:
    from briefwright.layout import Layout  # loads WeasyPrint
    from briefwright.verify.disclosure import WithheldContent  # loads pikepdf


@dataclass(frozen=True)
class Build:
    """One finished edition: plain values, so that it can come from another process.

    `outputs` maps a format's name to the file; `problems` are warnings, for a failed build raises.
    """

    edition: Edition
    html: str = field(repr=False)
    outputs: Mapping[str, bytes] = field(repr=False)
    account: Account = field(repr=False)
    pages: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Draft:
    """An edition shall be written whatever is wrong: watermarked, with its faults on page 1.

    `problems` are those that are known already. Nothing is disclosed and nothing lost in a draft.
    """

    problems: tuple[Problem, ...] = ()


def build(
    briefing: Briefing,
    audience: Audience,
    language: str,
    formats: Sequence[str] = (),
    draft: Draft | None = None,
) -> Build:
    """A briefing for an audience in a language → its files, read back and accounted for.

    Without `formats`, those that the audience gets.
    Errors: ContentError for content, templates or layout; ParityError when a file lost
    something; DisclosureError when one holds what this audience must not see.
    """
    wanted = formats or audience.formats
    if draft is None:
        selected = edition.select(briefing, audience, language)
        return build_selected(selected, briefing, audience, wanted)
    finish = partial(build_selected, briefing=briefing, audience=audience, formats=wanted)
    attempted = edition.attempt(briefing, audience, language)
    labels = audience.theme.labels[attempted.language]
    may_see = _permission(attempted, briefing, audience)
    reader = edition.Reader.of(briefing, audience, may_see)
    return edition.finish_draft(attempted, draft.problems, labels, finish, reader)


def check(briefing: Briefing, audience: Audience, language: str) -> tuple[Problem, ...]:
    """A briefing for an audience in a language → what is wrong, short of finished files."""
    try:
        selected = edition.select(briefing, audience, language)
        return arrange_drawn(selected, audience, paging.arrange).problems
    except ContentError as error:
        return error.problems


def check_all(briefing: Briefing, readers: Sequence[Audience]) -> tuple[Problem, ...]:
    """A briefing and its audiences → what is wrong with each edition, and the editor's findings."""
    from briefwright import audience, editorial  # loads only what a check needs

    found = [
        problem
        for reader in readers
        for language in audience.languages(briefing, reader)
        for problem in check(briefing, reader, language)
    ]
    return (*found, *editorial.review(briefing, readers).problems)


@dataclass(frozen=True)
class Preview:
    """An edition for its author's screen: its web page with addresses, and what is wrong so far.

    Nothing was laid out, and nothing read back: it shows what a build is going to say.
    """

    edition: Edition
    page: bytes = field(repr=False)
    problems: tuple[Problem, ...]


def preview(briefing: Briefing, audience: Audience, language: str) -> Preview:
    """A briefing for an audience in a language → its Preview. Errors: ContentError."""
    from briefwright.layout import style_page  # loads WeasyPrint
    from briefwright.web.write import write_addressed

    selected = figures.turn_columns(edition.select(briefing, audience, language), audience.theme)
    selected = figures.number_areas(selected, audience.theme)
    html = markup.render(selected, audience.theme)
    assets, remarks = _draw(selected, html, audience, {})
    with paging.locate_in_templates(audience):
        styled = style_page(html, assets)
    problems = (*selected.problems, *remarks, *styled.problems)
    return Preview(selected, write_addressed(styled), problems)


LayOut = Callable[[Edition, Audience, Assets], paging.Pages]
Watch = Callable[[Edition, Mapping[str, bytes]], None]


def build_selected(
    selected: Edition,
    briefing: Briefing,
    audience: Audience,
    formats: Sequence[str],
    watch: Watch = lambda chosen, outputs: None,
) -> Build:
    """What a reader gets → the files that say it, and the proof that they do.

    `watch` is called once it is laid out, and as each file is written; none is checked by then.
    Errors: as `build`.
    """
    arranged = arrange_drawn(selected, audience, paging.arrange)
    chosen, html, layout = arranged.edition, arranged.html, arranged.layout
    outputs: dict[str, bytes] = {}
    watch(chosen, outputs)
    for name in formats:
        outputs[name] = FORMATS[name].write(layout)
        watch(chosen, outputs)
    try:
        account, warnings = _prove(chosen, layout, html, outputs, briefing, audience)
    except ParityError as error:
        error.problems = tuple(layout.find_cause(error.problems))
        raise
    left_out = (one for name in formats for one in FORMATS[name].find_left_out(layout.assets))
    if edition.is_close(chosen):
        account = replace(account, remarks=(*account.remarks, _DRAWN_IN))
    problems = (*arranged.problems, *account.problems, *warnings, *left_out)
    return Build(chosen, html, outputs, account, layout.pages, problems)


_DRAWN_IN = "The lines stand a little closer, which saves a last page with hardly anything on it."


@dataclass(frozen=True)
class Arranged:
    """An edition as it is printed, its page and its layout, and what to say of them."""

    edition: Edition
    html: str
    layout: "Layout"
    problems: tuple[Problem, ...]


def arrange_drawn(selected: Edition, audience: Audience, lay_out: LayOut) -> Arranged:
    """What a reader gets, `fit` or `arrange` → it drawn and laid out. Errors: ContentError."""
    selected = figures.number_areas(figures.turn_columns(selected, audience.theme), audience.theme)
    markup_before = markup.render(selected, audience.theme)
    assets, remarks = _draw(selected, markup_before, audience, {})
    chosen, html, layout = lay_out(selected, audience, assets)
    if sizes := figures.find_misjudged(selected, layout.picture_sizes):
        assets, remarks = _draw(selected, markup_before, audience, sizes)
        chosen, html, layout = lay_out(selected, audience, assets)
    too_long = page_budget.check(chosen, audience, layout.pages, layout.page_of)
    too_wide = edition.check_fit(chosen, layout.measures())
    base = tuple(_check_base(assets))
    if damaged := errors(base):
        raise ContentError(damaged)
    if (too_long or too_wide) and not chosen.head.watermark:
        raise ContentError((*too_long, *too_wide))
    problems = (
        *chosen.problems, *remarks, *too_long, *too_wide, *layout.problems, *base,
    )  # fmt: skip
    return Arranged(chosen, html, layout, problems)


def _check_base(assets: Assets) -> Iterator[Problem]:
    """All that pages load → what of an organisation's own Word file stays out."""
    from briefwright.word.corporate_content import check_content  # loads python-docx

    return check_content(assets)


def _draw(
    selected: Edition, html: str, audience: Audience, sizes: figures.Sizes
) -> tuple[Assets, tuple[Problem, ...]]:
    """What a reader gets, its HTML, px of pictures' sizes → all that its pages load, and remarks.

    That is the theme's files and every figure drawn; once more if its letters want further fonts.
    """
    letters = frozenset(html)
    look = theme.adapt(audience.theme, selected.direction, selected.languages, letters)
    look = theme.extend_ids(look, selected.pair[1] if selected.pair else "")
    drawn = figures.draw(selected, look, sizes)
    if more := figures.read_letters(drawn.assets) - letters:
        look = theme.adapt(audience.theme, selected.direction, selected.languages, letters | more)
        drawn = figures.draw(selected, look, sizes)
    assets = figures.prepare(look.assets) + drawn.assets
    figures.weigh(assets)
    return assets, drawn.problems


def _prove(
    chosen: Edition,
    layout: "Layout",
    html: str,
    outputs: Mapping[str, bytes],
    briefing: Briefing,
    audience: Audience,
) -> tuple[Account, tuple[Problem, ...]]:
    """An edition, its layout, its page, its files → the account of them, warnings of disclosure.

    Errors: ParityError where something is lost; DisclosureError where a file says too much.
    """
    found = {"markup": read_html(html)} | {
        name: FORMATS[name].read(data) for name, data in outputs.items()
    }
    account = parity.compare(
        chosen.marks(),
        found,
        edition=chosen.name,
        places=edition.extend_places(chosen, briefing.places),
        direction=edition.reading_direction(chosen),
        withheld=number_withheld(chosen.withheld),
        statements={name: FORMATS[name].list_statements(layout) for name in outputs},
        plots=chosen.plots(),
    )
    account, disclosed, warnings = search_withheld(account, chosen, outputs, briefing, audience)
    if disclosed:
        raise DisclosureError((*disclosed, *errors(account.problems)))
    if errors(account.problems):
        raise ParityError(account.problems, account)
    return account, warnings


def search_withheld(
    account: Account,
    chosen: Edition,
    outputs: Mapping[str, bytes],
    briefing: Briefing,
    audience: Audience,
) -> tuple[Account, tuple[Problem, ...], tuple[Problem, ...]]:
    """An account and finished files → it without withheld words, what the files disclose, warnings.

    These are for texts that state the number of a withheld fact.
    """
    from briefwright.verify import disclosure  # loads pikepdf

    disclosed, stated = dict[Problem, None](), dict[Problem, None]()
    for withheld in collect_withheld(chosen, briefing, audience):
        problems = tuple(disclosure.redact(withheld, problem) for problem in account.problems)
        account = replace(account, problems=problems)
        stated |= dict.fromkeys(disclosure.find_stated(withheld, chosen))
        disclosed |= dict.fromkeys(disclosure.search(withheld, outputs, chosen.name))
        disclosed |= dict.fromkeys(disclosure.search_texts(withheld, account.remarks, "account"))
    return account, tuple(disclosed), tuple(stated)


def _permission(chosen: Edition, briefing: Briefing, audience: Audience) -> Callable[[str], bool]:
    """An edition → whether its reader may see some words, whatever the edition says."""
    from briefwright.verify import disclosure  # loads pikepdf

    withheld = tuple(collect_withheld(chosen, briefing, audience))
    return lambda words: not any(disclosure.discloses(one, words) for one in withheld)


def collect_withheld(
    chosen: Edition, briefing: Briefing, audience: Audience
) -> Iterator["WithheldContent"]:
    """An edition → what its files must not hold, in each of its languages.

    What has changed since an issued edition permits no words: these readers get them elsewhere.
    """
    from briefwright.verify import disclosure  # loads pikepdf

    blocks = tuple(node for node in chosen.blocks if node.kind != edition.CHANGES)
    for language in chosen.main_languages:
        own = replace(chosen, language=language, blocks=blocks)
        yield disclosure.collect_withheld(translation.translate(briefing, language), audience, own)
        if earlier := edition.find_earlier(briefing, audience, language):
            before = edition.select(earlier, audience, language)
            own = replace(own, blocks=(*blocks, *before.blocks))
            earlier = translation.translate(earlier, language)
            yield disclosure.collect_withheld(earlier, audience, own)
