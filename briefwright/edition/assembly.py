"""Briefing + Audience + language → Edition: slots in their order, then what lists all of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from briefwright.audience import Audience, check_names
from briefwright.content import translation
from briefwright.edition import (
    backmatter,
    changes,
    generated,
    organisation,
    references,
    typography,
    withholding,
)
from briefwright.edition.columns import set_in_columns
from briefwright.edition.composition import Composer
from briefwright.edition.document import Edition, identify
from briefwright.edition.foreign_lines import keep_order
from briefwright.edition.label_choice import choose_digits, choose_labels
from briefwright.edition.large_print import relist
from briefwright.edition.masthead import build_head, build_masthead, write_elapsed
from briefwright.edition.nodes import (
    BodyNode,
    CitationNode,
    ContentsNode,
    DataNode,
    DeparturesNode,
    FigureNode,
    Leaf,
    ListingNode,
    Node,
    Part,
    PendingNode,
    SectionNode,
    WrittenNode,
    leaves,
    map_leaves,
    walk,
)
from briefwright.edition.numbering import list_addresses, number_figures, number_headings
from briefwright.edition.resolution import Resolver
from briefwright.edition.runs import Words, data
from briefwright.edition.selection import BODY, Selected, Selection, arrange
from briefwright.model.dictionary import Briefing, Table, Text
from briefwright.problems import Level, Place, Problem

# While a briefing is one of these, it may still be printed with words that aren't translated.
_UNFINISHED = frozenset({"draft", "for_comment"})


def assemble(briefing: Briefing, audience: Audience, language: str) -> Edition:
    """A briefing, an audience and a language → the Edition; its problems tell what it lacks.

    Errors: ContentError where this audience would get what it mustn't see, in a draft too, or where
    the templates have no words in this language.
    """
    withholding.check(briefing, audience)
    labels = choose_labels(audience, language)
    original, briefing = briefing, translation.translate(briefing, language)
    digits = choose_digits(labels)
    selection = arrange(briefing.body, briefing.metadata.handling, audience)
    chosen = tuple(block for slot in audience.order for block in _list_counted(slot, selection))
    barred = withholding.find_barred_uses(briefing, audience)
    resolver = Resolver(
        briefing, audience, language, labels, number_figures(chosen, digits), barred,
        original=original, headings=number_headings(chosen, audience, digits),
        addresses=list_addresses(chosen),
    )  # fmt: skip
    earlier = changes.find_earlier(original, audience, language)
    before = assemble(earlier, audience, language) if earlier else None
    blocks = _assemble(resolver, selection, before)
    title_block = build_masthead(resolver, _count_spoken(blocks))
    if audience.pauses:
        blocks = tuple(_time_sections(blocks, resolver))
    front = build_head(resolver, selection.handlings | _find_handlings(resolver, blocks))
    resolver.problems += (*check_names(original, audience.others), *_find_untranslated(resolver))
    resolver.problems += _find_unplaced(selection, briefing, audience)
    title_block, blocks = _number_notes((title_block, blocks), resolver)
    title_block, blocks = _typeset((title_block, blocks), resolver, typography.find_quoted(blocks))
    made = Edition(
        briefing=briefing.name,
        audience=audience.name,
        language=language,
        direction=resolver.direction,
        digits=digits,
        classes=tuple(dict.fromkeys((audience.name, *audience.lineage))),
        head=typography.set_head(front, labels),
        masthead=title_block,
        blocks=blocks,
        withheld=tuple(selection.withheld),
        problems=tuple(resolver.problems),
        discloses=resolver.discloses,
        files=briefing.files,
        languages=tuple(dict.fromkeys((language, original.metadata.language))),
    )
    return identify(made, briefing.metadata.edition)


def _number_notes(part: Part, resolver: Resolver) -> Part:
    """A part of an edition → the same, what refers to a note with its number."""
    sources = resolver.briefing.sources.items()
    names = {f"sources.{name}": resolver.name_source(source) for name, source in sources}
    numbers = {f"sources.{name}": resolver.number_note(name) for name in resolver.notes}
    return references.number_notes(part, numbers, names)


def _typeset(part: Part, resolver: Resolver, quoted: frozenset[str] = frozenset()) -> Part:
    """A part of an edition, what it quotes → it with the signs and directions of its language."""
    part = typography.set_signs(part, resolver.labels, quoted)
    if resolver.direction == "rtl":
        return map_leaves(part, partial(keep_order, language=resolver.language))
    return part


def _list_counted(slot: str, selection: Selection) -> tuple[Selected, ...]:
    """A slot → what fills it, as far as figures and tables are counted: the data annex has one."""
    table = Table(table=Text("", ()))
    made = (Selected(generated.DATA_TABLE, table, "open"),) if slot == "data" else ()
    return (*selection.slots[slot], *made)


def _count_spoken(blocks: tuple[Node, ...]) -> int:
    """What an edition prints → how many of its words a speaker says: no headings, no pauses."""
    silent = {heading.at for node in walk(blocks) if (heading := _heading(node))}
    spoken = (leaf for leaf in leaves(blocks) if leaf.at not in silent)
    return generated.count_words(leaf for leaf in spoken if not leaf.at.endswith(".pause"))


def _time_sections(blocks: tuple[Node, ...], resolver: Resolver) -> Iterator[Node]:
    """Blocks → the same, each section but the first with the time at which a speaker reaches it."""
    said = 0
    for node in blocks:
        if said and isinstance(node, SectionNode):
            yield replace(node, elapsed=write_elapsed(node, said, resolver))
        else:
            yield node
        said += _count_spoken((node,))


def _find_handlings(resolver: Resolver, blocks: tuple[Node, ...]) -> set[str]:
    """What an edition prints → how the facts in it are handled."""
    facts = resolver.briefing.facts
    printed = {datum.fact for leaf in leaves(blocks) for datum in data(leaf.runs)}
    return {facts[name].handling for name in printed if facts[name].handling}


def _find_unplaced(
    selection: Selection, briefing: Briefing, audience: Audience
) -> Iterator[Problem]:
    """What no slot of the audience takes → a warning for each: nobody chose to leave it out."""
    for at in selection.unchosen:
        message = (
            f"“{audience.name}” has no slot for {at}: its `order` leaves it out. Give it a slot, "
            "or name it in `without:`."
        )
        yield Problem("A509", message, briefing.places.get(at), at, "warning")


def _find_untranslated(resolver: Resolver) -> Iterator[Problem]:
    """Everything that was printed → a problem for each translation that is missing or stale.

    It is a warning while the briefing is a draft; a finished edition can't be built.
    """
    briefing, english = resolver.briefing, resolver.audience.theme.untranslated
    yield from filter(None, [english.get(resolver.language)])
    overlay = briefing.overlays.get(resolver.language)
    if overlay is None or not resolver.lacking:
        return
    level: Level = "warning" if briefing.metadata.status in _UNFINISHED else "error"
    start = Place(overlay.file, 1)
    how = f"python3 build.py translate {briefing.name} {overlay.language}"
    for at in resolver.lacking:
        where = overlay.places.get(at, start)
        if at in overlay.stale:
            message = f"What stands at {at} has changed since it was translated"
            yield Problem("A521", f"{message}; see both texts with: {how}", where, at, level)
        else:
            message = f"{at} has no translation into “{overlay.language}”"
            begun = at in overlay.places
            advice = "write it after `text:`" if begun else f"add its lines with: {how}"
            yield Problem("A520", f"{message}; {advice}", where, at, level)


def _assemble(resolver: Resolver, selection: Selection, before: Edition | None) -> tuple[Node, ...]:
    """What fills each slot, in the audience's order; what lists the rest is made at the end."""
    composer = Composer(resolver, selection)
    audience = resolver.audience
    nodes: list[Node] = []
    for slot in audience.order:
        chosen = selection.slots[slot]
        written = tuple(composer.compose(selected, 2) for selected in chosen)
        nodes += _set_body(written, resolver) if slot == BODY else written
        if not chosen:
            nodes += _generate(slot, resolver)
    made = _keep(_fill(node, resolver, selection) for node in nodes)
    if audience.large_print:
        made = relist(made)
    printed = frozenset(leaf.at for leaf in leaves(made))
    made = _keep(_fill_departures(node, resolver, printed) for node in made)
    made = _keep(_fill_changes(node, resolver, selection, before, made) for node in made)
    listed = _find_listed(made)
    return _keep(_fill_contents(node, resolver, listed) for node in made)


def _keep(nodes: Iterable[Node | None]) -> tuple[Node, ...]:
    """Nodes, some of them missing → those that are there."""
    return tuple(node for node in nodes if node)


def _generate(slot: str, resolver: Resolver) -> Iterator[Node]:
    """A slot that no block fills → what the tool puts there, if it knows the slot."""
    match slot:
        case "contents" if resolver.audience.contents:
            title = Leaf("contents.title", (Words(resolver.word("words.contents")),))
            yield ContentsNode(kind=slot, at=slot, id=slot, title=title, entries=())
        case "sources" if resolver.audience.sources == "endnotes":
            yield PendingNode(kind=slot, at=slot, id=slot, show="used")
        case "glossary":
            yield PendingNode(kind=slot, at=slot, id=slot, show="used")
        case "data":
            if annex := generated.build_data(resolver):
                yield annex
        case "departures" | changes.SLOT:
            yield PendingNode(kind=slot, at=slot, id=slot)
        case "citation":
            yield generated.build_citation(resolver)
        case "end_mark":
            yield generated.build_end_mark(resolver)
        case "end_panel":
            yield from organisation.build_end_panel(resolver)


def _set_body(nodes: tuple[Node, ...], resolver: Resolver) -> Iterator[Node]:
    """The body of an edition → the same, a pause after each section, its text in columns."""
    paused = tuple(_add_pauses(nodes, resolver)) if resolver.audience.pauses else nodes
    return iter(paused) if resolver.audience.columns == 1 else set_in_columns(paused)


def _add_pauses(nodes: tuple[Node, ...], resolver: Resolver) -> Iterator[Node]:
    for node in nodes:
        yield node
        if node is not nodes[-1]:
            yield generated.build_pause(resolver, node)


# ----------------------------------------------------------------- what lists the rest


def _fill(node: Node, resolver: Resolver, selection: Selection) -> Node | None:
    """Sources and glossary list what the whole edition used; with nothing to list they are gone."""
    match node:
        case PendingNode(kind="sources") if resolver.audience.sources != "endnotes":
            selection.withheld.append((node.at, f"sources: {resolver.audience.sources}"))
            return None
        case PendingNode(kind="sources"):
            return backmatter.build_sources(resolver, node)
        case PendingNode(kind="glossary"):
            return backmatter.build_glossary(resolver, node)
        case PendingNode(kind="list_of_figures" | "list_of_tables"):
            return backmatter.start_list(resolver, node)  # filled when all figures are there
        case BodyNode():
            return replace(node, body=_keep(_fill(one, resolver, selection) for one in node.body))
        case _:
            return node


def _fill_departures(node: Node, resolver: Resolver, printed: frozenset[str]) -> Node | None:
    """A node and all addresses that are printed → the list of departures filled, or gone."""
    if isinstance(node, PendingNode) and node.kind == "departures":
        return generated.build_departures(resolver, printed)
    return node


def _fill_changes(
    node: Node,
    resolver: Resolver,
    selection: Selection,
    before: Edition | None,
    made: tuple[Node, ...],
) -> Node | None:
    """A node, the issued edition, all nodes → what has changed filled in, or gone."""
    if not (isinstance(node, PendingNode) and node.kind == changes.SLOT):
        return node
    withheld = [at for at, _ in selection.withheld]
    if before is None:
        return None
    return changes.build_changes(resolver, before, _typeset(made, resolver), withheld)


@dataclass(frozen=True)
class _Listed:
    """What the lists of an edition list: headings with their levels, and numbered figures."""

    headings: tuple[tuple[int, Leaf], ...]
    figures: tuple[FigureNode, ...]


def _find_listed(nodes: tuple[Node, ...]) -> _Listed:
    """The nodes of an edition → what its lists list, in order."""
    every = tuple(walk(nodes))
    headings = ((node.level, heading) for node in every if (heading := _heading(node)))
    figures = (node for node in every if isinstance(node, FigureNode) and node.number)
    return _Listed(tuple(headings), tuple(figures))


def _heading(node: Node) -> Leaf | None:
    """A node → its heading, if that is one of the document, as the contents list it."""
    match node:
        case SectionNode():
            return node.heading
        case DataNode() | ListingNode() | CitationNode() | DeparturesNode():
            return node.title
        case WrittenNode(kind="contacts", fields={"title": Leaf() as title}):
            return title
        case _:
            return None


_FEWEST_LISTED = 4  # headings: fewer are seen at a glance, and need no contents


def _fill_contents(node: Node, resolver: Resolver, listed: _Listed) -> Node | None:
    """A node → the same, contents and lists of figures filled; nothing where they'd say nothing."""
    match node:
        case ContentsNode(kind="contents"):
            entries = backmatter.list_headings(resolver, listed.headings)
            return replace(node, entries=entries) if len(entries) >= _FEWEST_LISTED else None
        case ContentsNode():
            series = (one.caption for one in listed.figures if one.label == node.series)
            entries = backmatter.list_captions(node, filter(None, series))
            return replace(node, entries=entries) if entries else None
        case BodyNode():
            body = _keep(_fill_contents(one, resolver, listed) for one in node.body)
            return replace(node, body=body)
        case _:
            return node
