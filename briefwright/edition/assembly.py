"""Briefing + Audience + language → Edition: slots in their order, then what lists all of them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from briefwright.audience import Audience
from briefwright.audience.theme import Labels
from briefwright.content import translation
from briefwright.edition import backmatter, generated, withholding
from briefwright.edition.composition import Composer
from briefwright.edition.document import Edition, Leaf, Node, data, leaves
from briefwright.edition.identity import identified
from briefwright.edition.large_print import relisted
from briefwright.edition.masthead import head, masthead
from briefwright.edition.numbering import figures
from briefwright.edition.resolution import Resolver
from briefwright.edition.selection import BODY, Selected, Selection, arrange
from briefwright.edition.untranslated import untranslated
from briefwright.model.dictionary import Briefing, Table, Text
from briefwright.problems import ContentError, Problem

# Kinds whose title is a heading of the document, as the contents list it.
_HEADED = frozenset(
    {"section", "annex", "sources", "glossary", "contacts", "data", "departures", "citation"}
)
# What is set in columns where the audience's text is.
_IN_COLUMNS = frozenset({"text", "list", "question"})


def attempt(briefing: Briefing, audience: Audience, language: str) -> Edition:
    """A briefing, an audience and a language → the Edition; its problems tell what it lacks.

    Errors: ContentError where this audience would get what it mustn't see, in a draft too, or where
    the templates have no words in this language.
    """
    withholding.check(briefing, audience)
    labels = _labels(audience, language)
    original, briefing = briefing, translation.translate(briefing, language)
    selection = arrange(briefing.body, briefing.metadata.handling, audience)
    chosen = tuple(block for slot in audience.order for block in _numbered(slot, selection))
    barred = withholding.find_barred_uses(briefing, audience)
    resolver = Resolver(
        briefing, audience, language, labels, figures(chosen), barred, original=original
    )
    blocks = _assembled(resolver, selection)
    title_block = masthead(resolver, _spoken(blocks))
    front = head(resolver, selection.handlings | _handlings(resolver, blocks))
    resolver.problems += untranslated(resolver)
    resolver.problems += _without_slot(selection, briefing, audience)
    made = Edition(
        briefing=briefing.name,
        audience=audience.name,
        language=language,
        direction=resolver.direction,
        classes=tuple(dict.fromkeys((audience.name, *audience.lineage))),
        head=front,
        masthead=title_block,
        blocks=blocks,
        withheld=tuple(selection.withheld),
        problems=tuple(resolver.problems),
        files=briefing.files,
        languages=tuple(dict.fromkeys((language, original.metadata.language))),
    )
    return identified(made, briefing.metadata.edition)


def _numbered(slot: str, selection: Selection) -> tuple[Selected, ...]:
    """A slot → what fills it, as far as figures and tables are counted: the data annex has one."""
    table = Table(table=Text("", ()))
    made = (Selected(generated.DATA_TABLE, table, "open"),) if slot == "data" else ()
    return (*selection.slots[slot], *made)


def _spoken(blocks: tuple[Node, ...]) -> int:
    """What an edition prints → how many of its words are read aloud: no headings, no pauses."""
    silent = {heading.at for _, heading in _headings(blocks)}
    spoken = (leaf for leaf in leaves(blocks) if leaf.at not in silent)
    return generated.words_spoken(leaf for leaf in spoken if not leaf.at.endswith(".pause"))


def _handlings(resolver: Resolver, blocks: tuple[Node, ...]) -> set[str]:
    """What an edition prints → how the facts in it are handled."""
    facts = resolver.briefing.facts
    printed = {datum.fact for leaf in leaves(blocks) for datum in data(leaf.runs)}
    return {facts[name].handling for name in printed if facts[name].handling}


def _without_slot(
    selection: Selection, briefing: Briefing, audience: Audience
) -> Iterator[Problem]:
    """What no slot of the audience takes → a warning for each: nobody chose to leave it out."""
    for at in selection.unchosen:
        message = (
            f"“{audience.name}” has no slot for {at}: its `order` leaves it out. Give it a slot, "
            "or name it in `without:`."
        )
        yield Problem("A509", message, briefing.places.get(at), at, "warning")


def _labels(audience: Audience, language: str) -> Labels:
    """An audience and a language → its words; English is the measure of what is needed."""
    labels = audience.theme.labels.get(language, {})
    missing = sorted(set(audience.theme.labels.get("en", {})) - set(labels))
    file = f"labels/{language}.yaml"
    if not labels:
        known = ", ".join(sorted(audience.theme.labels))
        message = (
            f"There are no words for “{language}”, such as “Contents” or “Table”: write a language "
            f"that has them ({known}), or translate templates/base/labels/en.yaml into "
            f"templates/house/{file}."
        )
        raise ContentError([Problem("A506", message, at="briefing.language")])
    if missing:
        raise ContentError([Problem("A507", f"{file} lacks {', '.join(missing)}.")])
    return labels


def _assembled(resolver: Resolver, selection: Selection) -> tuple[Node, ...]:
    """What fills each slot, in the audience's order; what lists the rest is made at the end."""
    composer = Composer(resolver, selection)
    audience = resolver.audience
    nodes: list[Node] = []
    for slot in audience.order:
        chosen = selection.slots[slot]
        written = tuple(composer.node(selected, 2) for selected in chosen)
        nodes += _set(written, resolver) if slot == BODY else written
        if not chosen:
            nodes += _generated(slot, resolver)
    made = tuple(filter(None, (_made(node, resolver, selection) for node in nodes)))
    if audience.large_print:
        made = relisted(made)
    printed = frozenset(leaf.at for leaf in leaves(made))
    made = tuple(filter(None, (_departed(node, resolver, printed) for node in made)))
    listed = _Listed(tuple(_headings(made)), tuple(_figures(made)))
    return tuple(filter(None, (_with_lists(node, resolver, listed) for node in made)))


def _generated(slot: str, resolver: Resolver) -> Iterator[Node]:
    """A slot that no block fills → what the tool puts there, if it knows the slot."""
    match slot:
        case "contents" if resolver.audience.contents:
            yield Node("contents", slot, slot, 2, {})
        case "sources" if resolver.audience.sources == "endnotes":
            yield Node("sources", slot, slot, 2, {"heading": None, "show": "used"})
        case "glossary":
            yield Node("glossary", slot, slot, 2, {"heading": None, "show": "used"})
        case "data":
            if annex := generated.data(resolver):
                yield annex
        case "departures":
            yield Node("departures", slot, slot, 2, {})
        case "citation":
            yield generated.citation(resolver)
        case "end_mark":
            yield generated.end_mark(resolver)


def _set(nodes: tuple[Node, ...], resolver: Resolver) -> Iterator[Node]:
    """The body of an edition → the same, a pause after each section, its text in columns."""
    for node in nodes if resolver.audience.columns == 1 else _in_columns(nodes):
        yield node
        if resolver.audience.pauses and node is not nodes[-1]:
            yield generated.pause(resolver, node)


def _in_columns(nodes: tuple[Node, ...]) -> Iterator[Node]:
    """Nodes → the same, neighbours that are text put between columns; figures keep the width."""
    for fits, some in groupby(nodes, key=lambda node: node.kind in _IN_COLUMNS):
        group = tuple(some)
        if fits:
            body = tuple(_uncolumned(node) for node in group)
            at = f"{group[0].at}.columns"
            yield Node("columns", at, "", group[0].level, {"body": body})
            continue
        for node in group:
            inner = tuple(_in_columns(tuple(_nodes(node))))
            yield replace(node, fields={**node.fields, "body": inner}) if inner else node


def _uncolumned(node: Node) -> Node:
    """A list → the same without columns of its own."""
    if node.kind != "list":
        return node
    return replace(node, fields={**node.fields, "columns": False})


def _departed(node: Node, resolver: Resolver, printed: frozenset[str]) -> Node | None:
    """A node and all addresses that are printed → the list of departures filled, or gone."""
    return generated.departures(resolver, printed) if node.kind == "departures" else node


@dataclass(frozen=True)
class _Listed:
    """What the lists of an edition list: headings with their levels, and numbered figures."""

    headings: tuple[tuple[int, Leaf], ...]
    figures: tuple[Node, ...]


def _with_lists(node: Node, resolver: Resolver, listed: _Listed) -> Node | None:
    """A node → the same, contents and lists of figures filled; nothing where they'd be empty."""
    match node.kind:
        case "contents":
            fields = backmatter.contents(resolver, listed.headings)
        case "list_of_figures" | "list_of_tables":
            fields = backmatter.list_of(resolver, node, listed.figures)
        case _ if any(_nodes(node)):
            body = (_with_lists(inner, resolver, listed) for inner in _nodes(node))
            fields = {**node.fields, "body": tuple(filter(None, body))}
        case _:
            return node
    return replace(node, fields=fields) if fields else None


def _made(node: Node, resolver: Resolver, selection: Selection) -> Node | None:
    """Sources and glossary list what the whole edition used; with nothing to list they are gone."""
    match node.kind:
        case "sources" if resolver.audience.sources != "endnotes":
            selection.withheld.append((node.at, f"sources: {resolver.audience.sources}"))
            return None
        case "sources":
            fields = backmatter.sources(resolver, node)
        case "glossary":
            fields = backmatter.glossary(resolver, node)
        case "list_of_figures" | "list_of_tables":  # filled when all figures are there
            fields = {"title": backmatter.titled(resolver, node)}
        case _ if any(_nodes(node)):
            body = (_made(inner, resolver, selection) for inner in _nodes(node))
            fields = {**node.fields, "body": tuple(filter(None, body))}
        case _:
            return node
    return replace(node, fields=fields) if fields else None


def _nodes(node: Node) -> Iterator[Node]:
    """A section → the blocks in its body; any other block has none."""
    body = node.fields.get("body", ())
    if isinstance(body, tuple):
        yield from (inner for inner in body if isinstance(inner, Node))


def _figures(nodes: tuple[Node, ...]) -> Iterator[Node]:
    """Nodes → those of them, and in them, that have a number, in order."""
    for node in nodes:
        if node.number:
            yield node
        yield from _figures(tuple(_nodes(node)))


def _headings(nodes: tuple[Node, ...]) -> Iterator[tuple[int, Leaf]]:
    """Nodes → the level and the leaf of each heading in them, in order."""
    for node in nodes:
        heading = node.fields.get("heading") or node.fields.get("title")
        if node.kind in _HEADED and isinstance(heading, Leaf):
            yield node.level, heading
        yield from _headings(tuple(_nodes(node)))
