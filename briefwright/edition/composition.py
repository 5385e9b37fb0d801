"""Selected blocks → nodes: every word final, every number given, in the order of printing.

A block kind needs nothing here: its fields become leaves and items by their type. Only kinds
that print more than was typed have a function of their own.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Literal, TypeVar

from briefwright.document.counters import MOST_LETTERS, format_count
from briefwright.edition import charts, figures, maps, tables, timelines
from briefwright.edition.asides import put_beside
from briefwright.edition.breaths import split_breaths
from briefwright.edition.key_figures import write_key_figures
from briefwright.edition.nodes import (
    AsideNode,
    Field,
    FigureNode,
    Item,
    KeyFiguresNode,
    Leaf,
    Node,
    PendingNode,
    QuoteNode,
    SectionNode,
    WrittenNode,
)
from briefwright.edition.resolution import Resolver, Setting, anchor
from briefwright.edition.runs import (
    Number,
    Words,
    calls_note,
    join,
    make_label,
    put_before_text,
    tie_last_words,
    words,
)
from briefwright.edition.selection import (
    Selected,
    Selection,
    find_fact_rule,
    find_rule,
    handling_of,
)
from briefwright.model import addresses
from briefwright.model.dictionary import (
    KIND_OF,
    Annex,
    Aside,
    Callout,
    Chart,
    Common,
    Event,
    Glossary,
    Image,
    KeyFigures,
    ListOfFigures,
    ListOfTables,
    Map,
    MapPlace,
    Quote,
    Row,
    Section,
    SourcesBlock,
    Table,
    Text,
    Timeline,
    When,
)
from briefwright.model.dictionary import Item as WrittenItem

Seen = TypeVar("Seen", WrittenItem, Row, MapPlace, Event)
Ordering = Literal["bulleted", "numbered"]

_COMMON = frozenset(item.name for item in fields(Common))
# Fields of one text each: names stay short in headings, captions, labels and cells.
_SETTINGS: Mapping[str, Setting] = {
    **dict.fromkeys(("list_", "title", "meeting", "aside"), "short"),
    **dict.fromkeys(("question", "decision", "where", "purpose"), "running"),
    **dict.fromkeys(("erratum", "now", "why", "edition"), "running"),
}
_ORDERED_KINDS = frozenset({"notes_to_editors"})


@dataclass
class Composer:
    """Makes nodes of one edition, one after the other; notes what is withheld."""

    resolver: Resolver
    selection: Selection

    # ------------------------------------------------------------- blocks

    def compose(self, selected: Selected, level: int) -> Node:
        """A selected block and the level of its heading → its Node."""
        at = selected.at
        node = replace(self._compose(selected, level), at=at, id=anchor(at), level=level)
        if self.resolver.audience.pauses:
            node = split_breaths(node)
        if number := self.resolver.figures.get(at):
            return replace(node, number=number.number, label=self.resolver.name_series(number))
        return node

    def _compose(self, selected: Selected, level: int) -> Node:
        kind = KIND_OF[type(selected.block)]
        match selected.block:
            case Section() as block:
                return self._compose_section(selected, block.summary, level)
            case Aside() as block:
                return self._compose_aside(selected, block, level)
            case Annex():
                return self._compose_section(selected, None, level)
            case KeyFigures() as block:
                return self._compose_key_figures(selected, block)
            case Quote() as block:
                return self._compose_quote(selected.at, block)
            case Callout() as block:
                return self._compose_callout(selected, block)
            case Table() | Chart() | Map() | Timeline() | Image():
                return self._compose_figure(selected)
            case SourcesBlock() as block:
                return PendingNode(kind=kind, heading=block.sources, show=block.show)
            case Glossary() as block:
                return PendingNode(kind=kind, heading=block.glossary, show=block.show)
            case ListOfFigures() as block:
                return PendingNode(kind=kind, heading=block.list_of_figures)
            case ListOfTables() as block:
                return PendingNode(kind=kind, heading=block.list_of_tables)
            case _:
                return WrittenNode(kind=kind, fields=self._compose_fields(selected))

    def _compose_fields(self, selected: Selected) -> dict[str, Field]:
        """Each field by its type: a text a leaf, a list items; with the title of its kind."""
        block, at = selected.block, selected.at
        kind = KIND_OF[type(block)]
        word = self.resolver.labels.get(f"titles.{kind}")
        made: dict[str, Field] = {"title": None}
        if word:
            made["title"] = Leaf(f"{at}.title", (Words(word),), id=f"h-{anchor(at)}")
        for item in fields(block):
            if item.name in _COMMON:
                continue
            if item.name in self.resolver.audience.without and getattr(block, item.name):
                self.selection.withheld.append((f"{at}.{item.name}", f"without: {item.name}"))
                made[item.name] = ()
            else:
                made |= self._compose_field(selected, item.name, kind)
        return made

    def _compose_field(self, selected: Selected, name: str, kind: str) -> dict[str, Field]:
        block, key, value = selected.block, name.rstrip("_"), getattr(selected.block, name)
        before = self.resolver.labels.get(f"fields.{kind}.{key}", "")
        source = block.source if key == kind else ""
        written = key  # the field whose words are printed: a rewording, if the reader prefers one
        if key == kind and (reworded := self.resolver.prefer(block)):
            match value:
                case Text():
                    written, value = reworded
                case (Text(), *_):
                    written, value = reworded[0], (reworded[1],)
        at = f"{selected.at}.{written}"
        match value:
            case Text():
                return {key: self._make_leaf(value, at, _SETTINGS[name], before, source)}
            case When():
                return {
                    key: Leaf(at, (*put_before_text(before), Words(self.resolver.show_date(value))))
                }
            case (Text(), *_):
                return {key: self._make_leaves(value, selected.at, written, before, source)}
            case (WrittenItem(), *_):
                lead: dict[str, Field] = {}
                if before:
                    lead = {f"{key}_title": Leaf(f"{at}.title", (Words(before),))}
                listed = addresses.entries(selected.at, key, value)
                return {
                    **lead,
                    key: self._make_items(listed, _choose_ordering(selected), selected.handling),
                }
            case _:
                return {key: value}

    def _make_leaf(
        self, text: Text, at: str, setting: Setting, before: str = "", source: str = ""
    ) -> Leaf:
        runs = self.resolver.resolve(text, at, setting)
        return Leaf(at, (*put_before_text(before), *runs, *self.resolver.cite(source, at)))

    def _make_leaves(
        self, prose: tuple[Text, ...], at: str, key: str, before: str, source: str
    ) -> tuple[Leaf, ...]:
        last = len(prose) - 1
        return tuple(
            self._make_leaf(
                text, place, "running", "" if n else before, source if n == last else ""
            )
            for n, (place, text) in enumerate(addresses.paragraphs(at, key, prose))
        )

    # ------------------------------------------------------------- lists

    def _make_items(
        self,
        items: Iterator[tuple[str, WrittenItem]],
        ordering: Ordering,
        handling: str,
        depth: int = 0,
    ) -> tuple[Item, ...]:
        """The items that this audience sees; an ordered list counts those alone."""
        seen = tuple(self._select(items, handling))
        levels = self.resolver.word("typography.list_levels").split() or ["1"]
        counter = levels[min(depth, len(levels) - 1)] if len(seen) <= MOST_LETTERS else "1"
        counter = self.resolver.digits or counter if counter == "1" else counter
        numbers = (format_count(count, counter) for count in range(1, len(seen) + 1))
        made = (self._make_item(item, at, ordering, handling, depth) for at, item in seen)
        if ordering == "bulleted":
            return tuple(made)
        return tuple(
            replace(one, leaf=replace(one.leaf, number=number, counter=counter))
            for one, number in zip(made, numbers, strict=True)
        )

    def _select(
        self, records: Iterator[tuple[str, Seen]], handling: str
    ) -> Iterator[tuple[str, Seen]]:
        """Items or rows with their addresses → those that no rule withholds."""
        for at, record in records:
            rule = find_rule(record, handling, self.resolver.audience)
            fact = self.resolver.briefing.facts.get(getattr(record, "fact", ""))
            if fact and not rule:
                rule = find_fact_rule(fact, self.resolver.audience)
            if rule:
                self.selection.withheld.append((at, rule))
            else:
                self.selection.handlings.add(handling_of(record, handling))
                yield at, record

    def _make_item(
        self, item: WrittenItem, at: str, ordering: Ordering, handling: str, depth: int
    ) -> Item:
        before = make_label(self.resolver.resolve(item.label, at, "short")) if item.label else ()
        reworded = self.resolver.prefer(item)
        place, said = (f"{at}.{reworded[0]}", reworded[1]) if reworded else (at, item.text)
        setting: Setting = "labelled" if before else "running"
        runs = self.resolver.resolve(said, place, setting) if said else ()
        after: Setting = "labelled" if before or runs else "running"
        fact = self.resolver.show_alone(item.fact, at, after) if item.fact else ()
        gap = (Words(" "),) if before and (runs or fact) else ()
        leaf = Leaf(
            place,
            (*before, *gap, *runs, *fact, *self.resolver.cite(item.source, at)),
        )
        listed = addresses.entries(at, "items", item.items)
        inner = self._make_items(listed, ordering, item.handling or handling, depth + 1)
        return Item(leaf, inner)

    # ------------------------------------------------------------- kinds that print more

    def _compose_section(self, selected: Selected, summary: Text | None, level: int) -> SectionNode:
        at, kind = selected.at, KIND_OF[type(selected.block)]
        numbered = self.resolver.headings[at]
        runs = tie_last_words(self.resolver.resolve(numbered.words, numbered.at, "short"))
        number = (Number(numbered.number), Words(" ")) if numbered.number else ()
        heading = Leaf(numbered.at, (*number, *runs), id=f"h-{anchor(at)}")
        made = SectionNode(kind=kind, heading=heading, number=numbered.number)
        if number or calls_note(runs):
            made = replace(made, running=words(runs))
        if not selected.body and summary:
            return replace(made, summary=self._make_leaf(summary, f"{at}.summary", "running"))
        body = tuple(self.compose(inner, level + 1) for inner in selected.body)
        return replace(made, body=tuple(put_beside(body, self.resolver.audience)))

    def _compose_aside(self, selected: Selected, block: Aside, level: int) -> AsideNode:
        title = None
        if block.aside:
            at = f"{selected.at}.aside"
            title = self._make_leaf(block.aside, at, "short")
        body = tuple(self.compose(inner, level) for inner in selected.body)
        return AsideNode(title=title, body=body)

    def _compose_key_figures(self, selected: Selected, block: KeyFigures) -> KeyFiguresNode:
        listed = addresses.entries(selected.at, "key_figures", block.key_figures)
        seen = tuple(self._select(listed, selected.handling))
        return write_key_figures(self.resolver, seen, selected.at)

    def _compose_quote(self, at: str, block: Quote) -> QuoteNode:
        resolver = self.resolver
        said = self._make_leaves(block.quote, at, "quote", "", block.source)
        parts = [resolver.resolve(block.who, f"{at}.who", "short")]
        parts += [resolver.resolve(block.where, f"{at}.where", "short")] if block.where else []
        parts += [(Words(resolver.show_date(block.when)),)] if block.when else []
        who = Leaf(f"{at}.who", join(parts, resolver.comma))
        return QuoteNode(quote=said, who=who, pull=block.pull)

    def _compose_callout(self, selected: Selected, block: Callout) -> WrittenNode:
        """A callout → its node, with the icon of its kind and what that says to who can't see."""
        made = self._compose_fields(selected)
        if word := self.resolver.labels.get(f"callouts.{block.kind}"):
            at = f"{selected.at}.icon"
            icon = {"icon": Leaf(at, (), "figure"), "icon_alt": Leaf(at, (Words(word),), "alt")}
            made = {**icon, **made}
        return WrittenNode(kind="callout", fields={"icon": None, "icon_alt": None, **made})

    def _rename(self, row: WrittenItem) -> WrittenItem:
        """A row of a chart → the same, called as this audience prefers it."""
        _, name = self.resolver.prefer(row) or ("", row.label)
        return replace(row, label=name)

    def _compose_figure(self, selected: Selected) -> FigureNode:
        """A figure → its node; of its rows, places and events those that the reader sees."""
        resolver, at = self.resolver, selected.at

        def select(name: str, records: tuple[Seen, ...]) -> tuple[tuple[str, Seen], ...]:
            listed = addresses.entries(at, name, records)
            return tuple(self._select(listed, selected.handling))

        match selected.block:
            case Table() as block:
                return tables.build_table(resolver, at, block, select("rows", block.rows))
            case Chart() as block:
                rows = tuple(self._rename(row) for _, row in select("rows", block.rows))
                series = tuple(self._rename(row) for _, row in select("series", block.series))
                lines = tuple(self._rename(row) for _, row in select("threshold", block.threshold))
                chart = replace(block, rows=rows, series=series, threshold=lines)
                remarks = select("annotations", block.annotations)
                return charts.build_chart(resolver, at, chart, remarks)
            case Map() as block:
                return maps.build_map(resolver, at, block, select("places", block.places))
            case Timeline() as block:
                return timelines.build_timeline(resolver, at, block, select("items", block.items))
            case Image() as block:
                return figures.build_image(resolver, at, block)
            case _:
                raise TypeError(f"{selected.block!r} is no figure")


def _choose_ordering(selected: Selected) -> Ordering:
    """Whether a block's items are numbered: the list says so, or its kind always is."""
    block = selected.block
    numbered = KIND_OF[type(block)] in _ORDERED_KINDS or getattr(block, "ordered", False)
    return "numbered" if numbered else "bulleted"
