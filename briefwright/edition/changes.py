"""What an edition says otherwise than one that was issued → a block of it: numbers, then texts."""

from collections.abc import Iterable, Iterator, Sequence

from briefwright.audience import Audience, languages
from briefwright.edition.comparison import Difference, compare_texts, find_changed_facts
from briefwright.edition.document import Edition
from briefwright.edition.figures import name_fact
from briefwright.edition.nodes import (
    DeparturesNode,
    GroupNode,
    Item,
    Leaf,
    Node,
    SectionNode,
    leaves,
    walk,
)
from briefwright.edition.resolution import Resolver
from briefwright.edition.runs import Run, Stressed, Words, fill
from briefwright.model.dictionary import Briefing
from briefwright.problems import Problem, find_place

SLOT = "changes"


def explain_absence(audience: Audience) -> Iterator[Problem]:
    """An audience of which nothing is compared here → a warning, if it prints what has changed."""
    if SLOT in audience.order:
        yield Problem(
            "A552",
            f"“{audience.lineage[0]}” prints what has changed since an issued edition: `build` and "
            "`issue` do so, and neither a draft, nor a bilingual edition, nor `watch` or `serve`.",
            level="warning",
        )


def find_earlier(briefing: Briefing, audience: Audience, language: str) -> Briefing | None:
    """A briefing, an audience, a language → what was issued of it before, if they got that.

    None, too, for an audience that doesn't print what has changed, or is bilingual.
    """
    earlier = briefing.earlier
    if earlier is None or SLOT not in audience.order or audience.both:
        return None
    return earlier if language in languages(earlier, audience) else None


def build_changes(
    resolver: Resolver, before: Edition, after: Sequence[Node], withheld: Iterable[str]
) -> DeparturesNode | None:
    """An issued edition, an edition's nodes, addresses withheld from it → what changed, or nothing.

    Of what is gone, nothing is quoted that stood where these readers may see nothing any more.
    """
    barred = tuple(f"{at}{sign}" for at in withheld for sign in "./")
    groups: dict[str, list[tuple[Run, ...]]] = {}
    if numbers := list(_list_numbers(resolver, before, after)):
        groups[resolver.word("words.changed_numbers")] = numbers
    headings = {**_find_headings(before.blocks), **_find_headings(after)}
    for one in compare_texts(_list_texts(before.blocks), _list_texts(after)):
        if one.kind == "moved" or not _is_written(resolver, one):
            continue
        if one.kind == "gone" and one.at.startswith(barred):
            continue
        heading = headings.get(one.at, resolver.word("words.changed_texts"))
        groups.setdefault(heading, []).append(_describe(resolver, one))
    if not groups or resolver.briefing.earlier is None:
        return None
    title = resolver.word(f"titles.{SLOT}", resolver.briefing.earlier.metadata.edition)
    parts = (_build_group(n, *group) for n, group in enumerate(groups.items(), start=1))
    return DeparturesNode(
        kind=SLOT,
        at=SLOT,
        id=SLOT,
        title=Leaf(f"{SLOT}.title", (Words(title),), id=f"h-{SLOT}"),
        intro=None,
        groups=tuple(parts),
    )


def _list_numbers(
    resolver: Resolver, before: Edition, after: Sequence[Node]
) -> Iterator[tuple[Run, ...]]:
    """An issued edition, an edition's nodes → a line for each number that both print, and changed.

    Numbers that are new or gone stand in the texts.
    """
    now, then = resolver.briefing, resolver.briefing.earlier
    if then is None:
        return
    printed = (before.leaves(), leaves(after))
    for fact in find_changed_facts(then, now, printed, resolver.language, resolver.labels):
        if fact.before and fact.after and fact.name not in resolver.barred.facts:
            yield fill(
                resolver.word("words.changed_number"),
                name=(Words(name_fact(resolver, now.facts[fact.name])),),
                before=(Words(fact.before),),
                after=(Stressed((Words(fact.after),)),),
            )


def _list_texts(nodes: Iterable[Node]) -> tuple[Leaf, ...]:
    """Nodes → the texts that a reader sees on the page."""
    return tuple(leaf for leaf in leaves(tuple(nodes)) if leaf.kind != "alt")


def _is_written(resolver: Resolver, one: Difference) -> bool:
    """Whether somebody wrote a text: contents, for one, are made of others."""
    now, then = resolver.briefing, resolver.briefing.earlier
    written = then if one.kind == "gone" else now
    return written is not None and find_place(one.at, written.places) is not None


def _find_headings(nodes: Iterable[Node]) -> dict[str, str]:
    """Nodes → the address of each text in a section, and the heading of the outermost one."""
    found: dict[str, str] = {}
    for node in walk(tuple(nodes)):
        if isinstance(node, SectionNode) and node.heading:
            for leaf in leaves(node):
                found.setdefault(leaf.at, node.heading.text)
    return found


def _describe(resolver: Resolver, one: Difference) -> tuple[Run, ...]:
    before, after = (Words(one.before),), (Stressed((Words(one.after),)),)
    match one.kind:
        case "new":
            return fill(resolver.word("words.new_text"), text=after)
        case "gone":
            return fill(resolver.word("words.gone_text"), text=before)
        case _:
            return fill(resolver.word("words.changed_text"), before=before, after=after)


def _build_group(n: int, heading: str, lines: Sequence[tuple[Run, ...]]) -> GroupNode:
    at = f"{SLOT}.{n}"
    items = (Item(Leaf(f"{at}.items.{m}", runs)) for m, runs in enumerate(lines, start=1))
    lead = Leaf(f"{at}.heading", (Words(heading),))
    return GroupNode(at=at, level=3, heading=lead, items=tuple(items))
