"""Selected blocks → nodes: every word final, every number given, in the order of printing.

A block kind needs nothing here: its fields become leaves and items by their type. Only kinds
that print more than was typed have a function of their own.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Literal, TypeVar

from briefwright import facts
from briefwright.edition import charts, figures, maps, rewording, tables
from briefwright.edition.document import (
    AsOf,
    Datum,
    Item,
    Leaf,
    Node,
    Number,
    Run,
    Unit,
    Value,
    Words,
    text,
)
from briefwright.edition.resolution import Resolver, Setting, anchor
from briefwright.edition.selection import (
    Selected,
    Selection,
    handling_of,
    rule_against,
    rule_against_fact,
)
from briefwright.edition.wording import before_text, joined, label, without_widow
from briefwright.model import addresses
from briefwright.model.dictionary import (
    KIND_OF,
    Annex,
    Chart,
    Common,
    Event,
    Fact,
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
# Fields that are headings, captions, labels or cells: names in them stay short.
_SHORT = frozenset({"section", "annex", "list_", "title", "meeting"})
_ORDERED_KINDS = frozenset({"notes_to_editors"})


@dataclass
class Composer:
    """Makes nodes of one edition, one after the other; counts headings, notes what is withheld."""

    resolver: Resolver
    selection: Selection
    numbers: list[int] = field(default_factory=list)

    # ------------------------------------------------------------- blocks

    def node(self, selected: Selected, level: int) -> Node:
        """A selected block and the level of its heading → its Node."""
        block, at = selected.block, selected.at
        kind = KIND_OF[type(block)]
        node = Node(kind, at, anchor(at), level, self._fields(selected, level))
        if number := self.resolver.figures.get(at):
            return replace(node, number=str(number.number), label=self.resolver.series(number))
        return node

    def _fields(self, selected: Selected, level: int) -> Mapping[str, object]:
        match selected.block:
            case Section() as block:
                return self._section(selected, block.section, block.summary, level)
            case Annex() as block:
                return self._section(selected, block.annex, None, level)
            case KeyFigures() as block:
                return self._key_figures(selected, block)
            case Quote() as block:
                return self._quote(selected.at, block)
            case Table() | Chart() | Map() | Timeline() | Image():
                return self._figure(selected)
            case SourcesBlock() as block:
                return {"heading": block.sources, "show": block.show}
            case Glossary() as block:
                return {"heading": block.glossary, "show": block.show}
            case ListOfFigures() as block:
                return {"heading": block.list_of_figures}
            case ListOfTables() as block:
                return {"heading": block.list_of_tables}
            case _:
                return self._plain_fields(selected)

    def _plain_fields(self, selected: Selected) -> dict[str, object]:
        """Each field by its type: a text a leaf, a list items; with the title of its kind."""
        block, at = selected.block, selected.at
        kind = KIND_OF[type(block)]
        word = self.resolver.labels.get(f"titles.{kind}")
        made: dict[str, object] = {"title": None}
        if word:
            made["title"] = Leaf(f"{at}.title", (Words(word),), id=f"h-{anchor(at)}")
        for item in fields(block):
            if item.name not in _COMMON:
                made |= self._field(selected, item.name, kind)
        return made

    def _field(self, selected: Selected, name: str, kind: str) -> dict[str, object]:
        block, key, value = selected.block, name.rstrip("_"), getattr(selected.block, name)
        before = self.resolver.labels.get(f"fields.{kind}.{key}", "")
        source = block.source if key == kind else ""
        written = key  # the field whose words are printed: a rewording, if the reader prefers one
        if key == kind and (reworded := self.resolver.preferred(block)):
            match value:
                case Text():
                    written, value = reworded
                case (Text(), *_):
                    written, value = reworded[0], (reworded[1],)
        at = f"{selected.at}.{written}"
        match value:
            case Text():
                return {key: self._leaf(value, at, _setting(name), before, source)}
            case When():
                return {key: Leaf(at, (*before_text(before), Words(self.resolver.date(value))))}
            case (Text(), *_):
                return {key: self._prose(value, selected.at, written, before, source)}
            case (WrittenItem(), *_):
                lead = {f"{key}_title": Leaf(f"{at}.title", (Words(before),))} if before else {}
                listed = addresses.entries(selected.at, key, value)
                return {**lead, key: self._items(listed, _ordering(selected), selected.handling)}
            case _:
                return {key: value}

    def _leaf(
        self, text: Text, at: str, setting: Setting, before: str = "", source: str = ""
    ) -> Leaf:
        runs = self.resolver.runs(text, at, setting)
        return Leaf(at, (*before_text(before), *runs, *self.resolver.cited(source, at)))

    def _prose(
        self, prose: tuple[Text, ...], at: str, key: str, before: str, source: str
    ) -> tuple[Leaf, ...]:
        last = len(prose) - 1
        return tuple(
            self._leaf(text, place, "running", "" if n else before, source if n == last else "")
            for n, (place, text) in enumerate(addresses.paragraphs(at, key, prose))
        )

    # ------------------------------------------------------------- lists

    def _items(
        self, items: Iterator[tuple[str, WrittenItem]], ordering: Ordering, handling: str
    ) -> tuple[Item, ...]:
        """The items that this audience sees; an ordered list counts those alone."""
        shown: list[Item] = []
        for at, item in self._seen(items, handling):
            number = str(len(shown) + 1) if ordering == "numbered" else ""
            shown.append(self._item(item, at, number, ordering, handling))
        return tuple(shown)

    def _seen(
        self, records: Iterator[tuple[str, Seen]], handling: str
    ) -> Iterator[tuple[str, Seen]]:
        """Items or rows with their addresses → those that no rule withholds."""
        for at, record in records:
            rule = rule_against(record, handling, self.resolver.audience)
            fact = self.resolver.briefing.facts.get(getattr(record, "fact", ""))
            if fact and not rule:
                rule = rule_against_fact(fact, self.resolver.audience)
            if rule:
                self.selection.withheld.append((at, rule))
            else:
                self.selection.handlings.add(handling_of(record, handling))
                yield at, record

    def _item(
        self, item: WrittenItem, at: str, number: str, ordering: Ordering, handling: str
    ) -> Item:
        before = label(self.resolver.runs(item.label, at, "short")) if item.label else ()
        reworded = self.resolver.preferred(item)
        place, words = (f"{at}.{reworded[0]}", reworded[1]) if reworded else (at, item.text)
        runs = self.resolver.runs(words, place) if words else ()
        fact = self._fact_runs(item.fact, at) if item.fact else ()
        gap = (Words(" "),) if before and (runs or fact) else ()
        leaf = Leaf(
            place,
            (*before, *gap, *runs, *fact, *self.resolver.cited(item.source, at)),
            number=number,
        )
        listed = addresses.entries(at, "items", item.items)
        inner = self._items(listed, ordering, item.handling or handling)
        return Item(leaf, inner)

    def _fact_runs(self, name: str, at: str) -> tuple[Run, ...]:
        fact = self.resolver.fact(name, at)
        return (Datum(name, facts.plain_value(fact), self.resolver.show(fact, "", at)),)

    # ------------------------------------------------------------- kinds that print more

    def _section(
        self, selected: Selected, title: Text, summary: Text | None, level: int
    ) -> dict[str, object]:
        at, key = selected.at, KIND_OF[type(selected.block)]
        key, title = self.resolver.preferred(selected.block) or (key, title)
        runs = self.resolver.runs(title, f"{at}.{key}", "short")
        words = (*self._heading_number(level), *without_widow(runs))
        heading = Leaf(f"{at}.{key}", words, id=f"h-{anchor(at)}")
        if not selected.body and summary:
            return {
                "heading": heading,
                "summary": self._leaf(summary, f"{at}.summary", "running"),
                "body": (),
            }
        body = tuple(self.node(inner, level + 1) for inner in selected.body)
        return {"heading": heading, "summary": None, "body": body}

    def _heading_number(self, level: int) -> tuple[Run, ...]:
        if self.resolver.audience.numbering == "none":
            return ()
        depth = level - 1
        self.numbers = [*self.numbers, 0][:depth]
        self.numbers[-1] += 1
        return (Number(".".join(map(str, self.numbers))), Words(" "))

    def _key_figures(self, selected: Selected, block: KeyFigures) -> dict[str, object]:
        listed = addresses.entries(selected.at, "key_figures", block.key_figures)
        seen = self._seen(listed, selected.handling)
        items = tuple(Item(Leaf(at, self._key_figure(item, at))) for at, item in seen)
        return {"key_figures": items, "strip": True}

    def _key_figure(self, item: WrittenItem, at: str) -> tuple[Run, ...]:
        """A fact → its number, what it counts and when it held, as three parts of one item."""
        resolver = self.resolver
        exact = resolver.fact(item.fact, at)
        near = rewording.rounded(exact, resolver.audience.rounding)
        fact = replace(near, about=exact.about)
        unit, sign = resolver.show(fact, "unit", at) if fact.unit else "", ""
        if not any(letter.isalpha() for letter in unit):
            unit, sign = "", unit  # “%” belongs to the number
        reworded = resolver.preferred(item)
        counted = reworded[1] if reworded else item.label or fact.label
        named = resolver.runs(counted, at, "short") if counted else ()
        if not reworded and unit and unit.casefold() not in text(named).casefold():
            named = (Words(unit), Words(" · "), *named) if named else (Words(unit),)
        number = Datum(fact.name, facts.plain_value(exact), resolver.show(fact, "value", at) + sign)
        parts: list[Run] = [Value((number,)), Words(" "), Unit(named)]
        worked_out = resolver.word("words.worked_out") if facts.is_derived(exact) else ""
        round_one = resolver.word("words.rounded") if near is not exact else ""
        when = resolver.comma.join(filter(None, (self._held(fact), worked_out, round_one)))
        return (*parts, Words(" "), AsOf((Words(when),))) if when else tuple(parts)

    def _held(self, fact: Fact) -> str:
        """A fact → when it held: its period, or its day in the words “as of”."""
        if fact.period:
            return self.resolver.date(fact.period)
        return self.resolver.show(fact, "as_of") if fact.as_of else ""

    def _quote(self, at: str, block: Quote) -> dict[str, object]:
        resolver = self.resolver
        said = self._prose(block.quote, at, "quote", "", block.source)
        parts = [resolver.runs(block.who, f"{at}.who", "short")]
        parts += [resolver.runs(block.where, f"{at}.where", "short")] if block.where else []
        parts += [(Words(resolver.date(block.when)),)] if block.when else []
        return {"quote": said, "who": Leaf(f"{at}.who", joined(parts, resolver.comma))}

    def _renamed(self, row: WrittenItem) -> WrittenItem:
        """A row of a chart → the same, called as this audience prefers it."""
        _, name = self.resolver.preferred(row) or ("", row.label)
        return replace(row, label=name)

    def _figure(self, selected: Selected) -> Mapping[str, object]:
        """A figure → its fields; of its rows, places and events those that the reader sees."""
        resolver, at = self.resolver, selected.at

        def seen(name: str, records: tuple[Seen, ...]) -> tuple[tuple[str, Seen], ...]:
            listed = addresses.entries(at, name, records)
            return tuple(self._seen(listed, selected.handling))

        match selected.block:
            case Table() as block:
                return tables.table(resolver, at, block, seen("rows", block.rows))
            case Chart() as block:
                rows = tuple(self._renamed(row) for _, row in seen("rows", block.rows))
                series = tuple(self._renamed(row) for _, row in seen("series", block.series))
                return charts.chart(resolver, at, replace(block, rows=rows, series=series))
            case Map() as block:
                return maps.map_(resolver, at, block, seen("places", block.places))
            case Timeline() as block:
                return maps.timeline(resolver, at, block, seen("items", block.items))
            case Image() as block:
                return figures.image(resolver, at, block)
            case _:
                raise TypeError(f"{selected.block!r} is no figure")


def _setting(name: str) -> Setting:
    return "short" if name in _SHORT else "running"


def _ordering(selected: Selected) -> Ordering:
    """Whether a block's items are numbered: the list says so, or its kind always is."""
    block = selected.block
    numbered = KIND_OF[type(block)] in _ORDERED_KINDS or getattr(block, "ordered", False)
    return "numbered" if numbered else "bulleted"
