"""What an edition says about itself: its contents, its sources, the names it uses."""

from collections.abc import Iterable, Mapping

from briefwright.edition.document import Item, Leaf, Node, Words
from briefwright.edition.resolution import Resolver, anchor
from briefwright.edition.wording import label
from briefwright.model.dictionary import Name, Text

Fields = Mapping[str, object]


def contents(resolver: Resolver, headings: Iterable[tuple[int, Leaf]]) -> Fields:
    """The level and leaf of each heading → the contents, as deep as the audience wants."""
    deepest = resolver.audience.contents + 1
    wanted = [(level, leaf) for level, leaf in headings if level <= deepest]
    title = Leaf("contents.title", (Words(resolver.word("words.contents")),))
    entries = tuple(_entry(n, level, leaf) for n, (level, leaf) in enumerate(wanted, start=1))
    return {"title": title, "entries": entries} if entries else {}


def _entry(n: int, level: int, heading: Leaf) -> Node:
    at = f"contents.entries.{n}"
    line = Leaf(at, heading.runs, kind="entry", target=heading.id)
    return Node("entry", at, "", level - 1, {"entry": line})


def list_of(resolver: Resolver, node: Node, figures: Iterable[Node]) -> Fields:
    """A list of figures or of tables, and all figures of the edition → its lines, or nothing."""
    series = resolver.word(f"words.{_LISTED[node.kind]}")
    captions = [one.fields["caption"] for one in figures if one.label == series]
    entries = tuple(
        Node("entry", f"{node.at}.entries.{n}", "", 1, {"entry": _line(node.at, n, caption)})
        for n, caption in enumerate(captions, start=1)
        if isinstance(caption, Leaf)
    )
    title = node.fields["title"]
    return {"title": title, "entries": entries, "series": series} if entries else {}


_LISTED = {"list_of_figures": "figure", "list_of_tables": "table"}


def _line(at: str, n: int, caption: Leaf) -> Leaf:
    return Leaf(f"{at}.entries.{n}", caption.runs, kind="entry", target=caption.id)


def sources(resolver: Resolver, node: Node) -> Fields:
    """The numbered sources that the edition calls, or all that it may, or nothing."""
    if node.fields["show"] == "all":
        for name in resolver.briefing.sources:
            if name not in resolver.barred.sources:
                resolver.note_number(name)
    items = tuple(_source(resolver, name, number) for name, number in resolver.notes.items())
    return {"title": titled(resolver, node), "items": items} if items else {}


def _source(resolver: Resolver, name: str, number: int) -> Item:
    runs = resolver.reference(resolver.briefing.sources[name])
    return Item(Leaf(f"sources.{name}", runs, number=str(number), id=f"note-{anchor(name)}"))


def glossary(resolver: Resolver, node: Node) -> Fields:
    """The names that the running text uses, or all that it may, each written out; or nothing."""
    names = resolver.briefing.names
    open_ = [name for name in names if name not in resolver.barred.names]
    shown = open_ if node.fields["show"] == "all" else resolver.names_met
    called = sorted(shown, key=lambda short: names[short].short.casefold())
    items = tuple(_name(resolver, node.at, short, names[short]) for short in called)
    return {"title": titled(resolver, node), "items": items} if items else {}


def _name(resolver: Resolver, at: str, called: str, name: Name) -> Item:
    long = resolver.words(f"names.{called}", name.long)
    runs = (*label((Words(name.short),)), Words(f" {long}"))
    return Item(Leaf(f"{at}.names.{called}", runs))


def titled(resolver: Resolver, node: Node) -> Leaf:
    """A block's own heading, or the one that the labels have for its kind."""
    at, own = f"{node.at}.title", node.fields["heading"]
    if isinstance(own, Text):
        return Leaf(at, resolver.runs(own, f"{node.at}.{node.kind}", "short"), id=f"h-{node.id}")
    return Leaf(at, (Words(resolver.word(f"titles.{node.kind}")),), id=f"h-{node.id}")
