"""Briefing + Audience + language → Edition: slots in their order, then what lists all of them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from briefwright.audience import Audience
from briefwright.edition import backmatter, withholding
from briefwright.edition.composition import Composer
from briefwright.edition.document import Edition, Leaf, Node
from briefwright.edition.masthead import head, masthead
from briefwright.edition.numbering import figures
from briefwright.edition.resolution import Resolver
from briefwright.edition.selection import NO_SLOT, Selection, arrange
from briefwright.model import Briefing
from briefwright.problems import AuthorFault, Problem, errors
from briefwright.theme import Labels

# Kinds whose title is a heading of the document, as the contents list it.
_HEADED = frozenset({"section", "annex", "sources", "glossary", "contacts"})


def select(briefing: Briefing, audience: Audience, language: str) -> Edition:
    """A briefing, an audience and a language → the Edition that this reader gets.

    Errors: AuthorFault where the content refers to what this audience doesn't get or mustn't see,
    or where the templates have no words in this language.
    """
    withholding.check(briefing, audience)
    labels = _labels(audience, language)
    selection = arrange(briefing.body, briefing.metadata.handling, audience)
    chosen = tuple(block for slot in audience.order for block in selection.slots[slot])
    barred = withholding.used_by_barred_parts(briefing, audience)
    resolver = Resolver(briefing, audience, language, labels, figures(chosen), barred)
    title_block = masthead(resolver)
    blocks = _assembled(resolver, selection)
    resolver.problems += _without_slot(selection, briefing, audience)
    if faults := errors(resolver.problems):
        raise AuthorFault(faults)
    return Edition(
        briefing=briefing.name,
        audience=audience.name,
        language=language,
        direction=resolver.direction,
        head=head(resolver),
        masthead=title_block,
        blocks=blocks,
        withheld=tuple(selection.withheld),
        problems=tuple(resolver.problems),
        files=briefing.files,
    )


def _without_slot(
    selection: Selection, briefing: Briefing, audience: Audience
) -> Iterator[Problem]:
    """What no slot of the audience takes → a warning for each: nobody chose to leave it out."""
    for at, rule in selection.withheld:
        if rule == NO_SLOT:
            message = f"“{audience.name}” has no slot for {at}: its `order` leaves it out."
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
        raise AuthorFault([Problem("A506", message, at="briefing.language")])
    if missing:
        raise AuthorFault([Problem("A507", f"{file} lacks {', '.join(missing)}.")])
    return labels


def _assembled(resolver: Resolver, selection: Selection) -> tuple[Node, ...]:
    """What fills each slot, in the audience's order; what lists the rest is made at the end."""
    composer = Composer(resolver, selection)
    audience = resolver.audience
    nodes: list[Node] = []
    for slot in audience.order:
        chosen = selection.slots[slot]
        nodes += [composer.node(selected, 2) for selected in chosen]
        if slot == "contents" and audience.contents:
            nodes.append(Node("contents", slot, slot, 2, {}))
        if slot == "sources" and not chosen and audience.sources == "endnotes":
            nodes.append(Node("sources", slot, slot, 2, {"heading": None, "show": "used"}))
    made = tuple(filter(None, (_made(node, resolver, selection) for node in nodes)))
    listed = _Listed(tuple(_headings(made)), tuple(_figures(made)))
    return tuple(filter(None, (_with_lists(node, resolver, listed) for node in made)))


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
        case "section" | "annex":
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
        case "section" | "annex":
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
