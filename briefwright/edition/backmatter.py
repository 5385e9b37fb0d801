"""What an edition says about itself: its contents, its sources, the names it uses."""

from collections.abc import Iterable

from briefwright.edition.nodes import ContentsNode, EntryNode, Item, Leaf, ListingNode, PendingNode
from briefwright.edition.resolution import Resolver, anchor
from briefwright.edition.runs import Words, list_plainly, make_label
from briefwright.model.dictionary import Name


def list_headings(
    resolver: Resolver, headings: Iterable[tuple[int, Leaf]]
) -> tuple[EntryNode, ...]:
    """The level and leaf of each heading → the contents, as deep as the audience wants."""
    deepest = resolver.audience.contents + 1
    wanted = [(level, leaf) for level, leaf in headings if level <= deepest]
    return tuple(
        _build_entry("contents", n, level - 1, leaf)
        for n, (level, leaf) in enumerate(wanted, start=1)
    )


def list_captions(node: ContentsNode, captions: Iterable[Leaf]) -> tuple[EntryNode, ...]:
    """A list of figures or of tables, and the captions in its series → its lines."""
    return tuple(
        _build_entry(node.at, n, 1, caption) for n, caption in enumerate(captions, start=1)
    )


def _build_entry(parent: str, n: int, level: int, listed: Leaf) -> EntryNode:
    at = f"{parent}.entries.{n}"
    line = Leaf(at, list_plainly(listed.runs), kind="entry", target=listed.id)
    return EntryNode(at=at, level=level, entry=line)


def start_list(resolver: Resolver, node: PendingNode) -> ContentsNode:
    """A list of figures or of tables as its author wants it → the same, still without lines."""
    series = "figure" if node.kind == "list_of_figures" else "table"
    return ContentsNode(
        kind=node.kind,
        at=node.at,
        id=node.id,
        level=node.level,
        title=_write_title(resolver, node),
        entries=(),
        series=resolver.word(f"words.{series}"),
    )


def build_sources(resolver: Resolver, node: PendingNode) -> ListingNode | None:
    """The numbered sources that the edition calls, or all that it may, or nothing."""
    if node.show == "all":
        for name in resolver.briefing.sources:
            if name not in resolver.barred.sources:
                resolver.number_note(name)
    items = tuple(_build_source(resolver, name) for name in resolver.notes)
    return _build_listing(resolver, node, items)


def _build_source(resolver: Resolver, name: str) -> Item:
    runs = resolver.write_reference(resolver.briefing.sources[name])
    number, id = resolver.number_note(name), f"note-{anchor(name)}"
    return Item(Leaf(f"sources.{name}", runs, number=number, id=id))


def build_glossary(resolver: Resolver, node: PendingNode) -> ListingNode | None:
    """The names that the running text uses, or all that it may, each written out; or nothing."""
    names = resolver.briefing.names
    open_ = [name for name in names if name not in resolver.barred.names]
    shown = open_ if node.show == "all" else resolver.names_met
    called = sorted(shown, key=lambda short: names[short].short.casefold())
    items = tuple(_build_name(resolver, node.at, short, names[short]) for short in called)
    return _build_listing(resolver, node, items)


def _build_name(resolver: Resolver, at: str, called: str, name: Name) -> Item:
    long = resolver.show_words(f"names.{called}", name.long)
    runs = (*make_label((Words(name.short),)), Words(f" {long}"))
    return Item(Leaf(f"{at}.names.{called}", runs))


def _build_listing(
    resolver: Resolver, node: PendingNode, items: tuple[Item, ...]
) -> ListingNode | None:
    if not items:
        return None
    title = _write_title(resolver, node)
    return ListingNode(
        kind=node.kind, at=node.at, id=node.id, level=node.level, title=title, items=items,
        digits=resolver.digits,
    )  # fmt: skip


def _write_title(resolver: Resolver, node: PendingNode) -> Leaf:
    """A block's own heading, or the one that the labels have for its kind."""
    at = f"{node.at}.title"
    if node.heading:
        runs = resolver.resolve(node.heading, f"{node.at}.{node.kind}", "short")
        return Leaf(at, runs, id=f"h-{node.id}")
    return Leaf(at, (Words(resolver.word(f"titles.{node.kind}")),), id=f"h-{node.id}")
