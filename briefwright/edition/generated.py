"""Blocks that nobody writes: what an edition can say of itself, from the briefing's own data."""

import re
from collections.abc import Iterable, Iterator

from briefwright import facts
from briefwright.edition import rewording
from briefwright.edition.figures import name_fact
from briefwright.edition.nodes import (
    CitationNode,
    DataNode,
    DeparturesNode,
    GroupNode,
    Item,
    Leaf,
    LineNode,
    Node,
    RowNode,
    TableNode,
)
from briefwright.edition.resolution import Resolver, anchor
from briefwright.edition.runs import Datum, Number, Run, Stressed, Words, fill, join, put_together
from briefwright.facts import inline
from briefwright.model import addresses
from briefwright.model.dictionary import Annex, Departure, Fact, Section, Text

DATA_TABLE = "data.table"  # the address of the table in the slot `data`


def build_end_mark(resolver: Resolver) -> LineNode:
    """The sign after the last line that may be printed."""
    leaf = Leaf("end_mark.text", (Words(resolver.word("words.end_mark")),))
    return LineNode(kind="end_mark", at="end_mark", id="end_mark", text=leaf)


def build_pause(resolver: Resolver, after: Node) -> LineNode:
    """A node → the mark after it that tells a speaker to stop for a moment."""
    at = f"{after.at}.pause"
    leaf = Leaf(at, (Words(resolver.word("words.pause")),))
    return LineNode(kind="pause", at=at, id=anchor(at), level=after.level, text=leaf)


def build_citation(resolver: Resolver) -> CitationNode:
    """How to cite this edition, from the metadata: who, what, which edition, when."""
    title = _write_title(resolver, "citation")
    text = (Leaf("citation.text", cite(resolver, "citation")),)
    return CitationNode(at="citation", id="citation", title=title, text=text)


def cite(resolver: Resolver, at: str) -> tuple[Run, ...]:
    """An address in the edition → how to cite the edition, for that place."""
    metadata = resolver.briefing.metadata
    publisher = metadata.publisher or metadata.owner
    by = (Words(resolver.comma.join(metadata.authors)),) if metadata.authors else ()
    parts = [
        by or resolver.resolve(publisher, at, "short"),
        resolver.mark_title(metadata.title, at),
        resolver.resolve(publisher, at, "short") if by else (),
        (Words(metadata.reference),),
        (Words(rewording.lower_first(resolver.edition, resolver.language)),),
        (Words(resolver.show_date(metadata.date)),),
    ]
    printed = (part for part in parts if part and part != (Words(""),))
    return put_together(join(printed, resolver.comma), (Words(resolver.word("signs.stop")),))


def _write_title(resolver: Resolver, kind: str) -> Leaf:
    words = resolver.word(f"titles.{kind}")
    return Leaf(f"{kind}.title", (Words(words),), id=f"h-{kind}")


# ----------------------------------------------------------------- where it departs


def build_departures(resolver: Resolver, printed: frozenset[str]) -> DeparturesNode | None:
    """The addresses that an edition prints → the corrections made there, section by section."""
    groups: dict[str, tuple[Leaf, list[Item]]] = {}
    sections = dict(_find_sections(resolver))
    for departure in resolver.briefing.departures:
        if departure.at not in printed:
            continue
        section = sections.get(departure.at, "")
        at = f"departures.{section or 'briefing'}"
        if section not in groups:
            heading = sections.get(f"{section}.title", "") or resolver.word("titles.departures")
            groups[section] = (Leaf(f"{at}.heading", (Words(heading),)), [])
        items = groups[section][1]
        place = f"{at}.items.{len(items) + 1}"
        items.append(Item(Leaf(place, _describe_departure(resolver, departure))))
    if not groups:
        return None
    parts = tuple(
        GroupNode(at=lead.at.removesuffix(".heading"), level=3, heading=lead, items=tuple(items))
        for lead, items in groups.values()
    )
    intro = Leaf("departures.intro", (Words(resolver.word("words.departures")),))
    title = _write_title(resolver, "departures")
    return DeparturesNode(at="departures", id="departures", title=title, intro=intro, groups=parts)


def _describe_departure(resolver: Resolver, departure: Departure) -> tuple[Run, ...]:
    corrected = Text(departure.corrected, inline.parse(departure.corrected)[0])
    key = "words.departure" if departure.printed else "words.addition"
    return fill(
        resolver.word(key),
        printed=(Stressed((Words(departure.printed.strip()),)),),
        corrected=(Stressed(resolver.resolve(corrected, departure.at, "short")),),
        why=(Words(departure.why),),
    )


def _find_sections(resolver: Resolver) -> Iterator[tuple[str, str]]:
    """Each address of a text → its section's; each section's address and `.title` → its heading."""
    for at, block in addresses.children(resolver.briefing.body):
        if not isinstance(block, Section | Annex):
            continue
        heading = block.section if isinstance(block, Section) else block.annex
        yield f"{at}.title", resolver.print_plain(heading)
        for inner, one in ((at, block), *addresses.walk(block.body, at)):
            for place, _ in (*addresses.texts(inner, one), *addresses.items(inner, one)):
                yield place, at


# ----------------------------------------------------------------- the data annex


def build_data(resolver: Resolver) -> DataNode | None:
    """All numbers that this reader may see → a table: what each is, its value, day and basis."""
    seen = [
        fact for fact in resolver.briefing.facts.values() if fact.name not in resolver.barred.facts
    ]
    rows = tuple(filter(None, (_build_row(resolver, fact) for fact in seen)))
    if not rows:
        return None
    heads = tuple(
        Leaf(f"{DATA_TABLE}.columns.{n}", (Words(resolver.word(f"data.{key}")),))
        for n, key in enumerate(("fact", "value", "date", "basis"), start=1)
    )
    number = resolver.figures[DATA_TABLE]
    shown = Number(f"{resolver.name_series(number)} {number.number}")
    caption = (shown, Words(" "), Words(resolver.word("data.caption")))
    table = TableNode(
        at=DATA_TABLE,
        id=anchor(DATA_TABLE),
        level=3,
        number=number.number,
        label=resolver.name_series(number),
        caption=Leaf(f"{DATA_TABLE}.caption", caption, id=f"{anchor(DATA_TABLE)}-caption"),
        description=None,
        columns=heads,
        rows=rows,
        looks=("", "", "short", "short"),
        note=None,
        derived=None,
        source=None,
        wide=False,
        long=True,
    )
    return DataNode(at="data", id="data", title=_write_title(resolver, "data"), body=(table,))


def _build_row(resolver: Resolver, fact: Fact) -> RowNode | None:
    """A fact → its row in the table of all numbers; none for a series."""
    at = f"{DATA_TABLE}.{fact.name}"
    if facts.kind_of(fact) == "series":
        return None  # a chart shows it, or a fact that is worked out from it
    when = fact.as_of or fact.period
    shown = Datum(fact.name, facts.plain_value(fact), resolver.show(fact, "", at))
    cells: tuple[tuple[Run, ...], ...] = (
        (Words(_describe_count(resolver, fact)),),
        (shown,),
        (Words(resolver.show_date(when) if when else "–"),),
        (Words(resolver.word(f"data.{_name_basis(fact)}")),),
    )
    leaves = tuple(Leaf(f"{at}.{n}", runs) for n, runs in enumerate(cells, start=1))
    return RowNode(at=at, level=0, cells=leaves, total=False)


def _describe_count(resolver: Resolver, fact: Fact) -> str:
    """A fact → what exactly is counted, as a cell says it: a capital begins it."""
    words = resolver.print_plain(fact.counts) if fact.counts else name_fact(resolver, fact)
    return f"{words[:1].upper()}{words[1:]}"


def _name_basis(fact: Fact) -> str:
    if facts.is_derived(fact):
        return "derived"
    return "ours" if fact.origin == "ours" else "stated"


def count_words(leaves: Iterable[Leaf]) -> int:
    """What a speaker says → how many words that is; signs such as / are none.

    Where words stand without blanks, each character counts.
    """
    words = (word for leaf in leaves for word in _WORD.findall(leaf.text))
    return sum(any(map(str.isalnum, word)) for word in words)


_CHARACTERS = r"\u3040-\u30ff\u3400-\u9fff"  # kana and ideographs
_WORD = re.compile(rf"[{_CHARACTERS}]|[^\s{_CHARACTERS}]+")
