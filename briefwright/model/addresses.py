"""Addresses: what everything that prints is called, the same in content, pages, files and faults.

    missions                      a block by its own id
    peacekeeping/list-2           a block without one: its section, its kind, which of that kind
    list-2                        the same where no section is around it
    missions.finding              a text of a block
    peacekeeping/list-2.items.3   an item, its label and text together; `.label`, `.text` apart
    missions.rows.2.1             the first cell of the second row
    missions.columns.2            the head of the second column
    opening.text, opening.text.2  running text: its only paragraph, or its second
    briefing.title  facts.serving_now.label  sources.nca.title      what stands outside the body

An item or row that has an id of its own is called by it. Nothing is remembered outside the files.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Protocol, TypeVar

from briefwright.model import keys
from briefwright.model.dictionary import (
    KIND_OF,
    Annex,
    Aside,
    Block,
    Blocks,
    Column,
    Event,
    Fact,
    Form,
    Item,
    MapPlace,
    Metadata,
    Row,
    Section,
    Source,
    Text,
    When,
)

Record = Block | Item | Row | Column | MapPlace | Event | Metadata | Fact | Source
Listed = TypeVar("Listed", Item, Row, MapPlace, Event)
R = TypeVar("R", bound=Record)


class Change(Protocol):
    """What is made of the things that a translation may say, each at its address."""

    def text(self, at: str, text: Text, /) -> Text:
        """Running text with markup."""

    def when(self, at: str, when: When, /) -> When:
        """A date, which may be words."""

    def words(self, at: str, words: str, /) -> str:
        """Words without markup."""


# Forms of values that are records of their own, each with its address and its own keys.
LISTED = frozenset({Form.ITEMS, Form.FACTS, Form.ROWS, Form.PLACES, Form.EVENTS})


def field(at: str, name: str, n: int | None = None) -> str:
    """`missions`, `columns`, 2 → `missions.columns.2`; a field of a class loses its `_`."""
    number = "" if n is None else f".{n}"
    return f"{at}.{name.rstrip('_')}{number}"


def default_address(parent: str, kind: str, n: int) -> str:
    """The section around it, its kind and its number among that kind → a block's address."""
    return f"{parent}/{kind}-{n}" if parent else f"{kind}-{n}"


def children(body: Blocks, parent: str = "") -> Iterator[tuple[str, Block]]:
    """The blocks of one body, `parent` the address of what holds it → each with its address."""
    seen: Counter[str] = Counter()
    for block in body:
        kind = KIND_OF[type(block)]
        seen[kind] += 1
        yield block.id or default_address(parent, kind, seen[kind]), block


def walk(body: Blocks, parent: str = "") -> Iterator[tuple[str, Block]]:
    """The same, and what stands in sections and annexes, in the order in which it was written."""
    for at, block in children(body, parent):
        yield at, block
        if isinstance(block, Section | Annex | Aside):
            yield from walk(block.body, at)


def subtree(body: Blocks, holder: str) -> frozenset[str]:
    """A body and the address of a section in it → that and the addresses of all blocks in it."""
    for at, block in walk(body):
        if at == holder:
            inner = block.body if isinstance(block, Section | Annex | Aside) else ()
            return frozenset({at, *(one for one, _ in walk(inner, at))})
    return frozenset({holder})


def entries(at: str, name: str, records: Sequence[Listed]) -> Iterator[tuple[str, Listed]]:
    """Items, rows, places or events in a field of what stands at `at` → each with its address."""
    for n, record in enumerate(records, 1):
        yield record.id or field(at, name, n), record


def find_record(body: Blocks, at: str) -> Record | None:
    """A body and an address → the block, item, row, column, place or event there, or nothing."""
    return next((record for one, record in records(body) if one == at), None)


def records(body: Blocks) -> Iterator[tuple[str, Record]]:
    """A body → every block and all records in them, each with its address."""
    for at, block in walk(body):
        yield at, block
        yield from _inner_records(at, block)


def cells(body: Blocks) -> frozenset[str]:
    """A body → the addresses of the cells of its tables."""
    rows = ((at, record) for at, record in records(body) if isinstance(record, Row))
    return frozenset(f"{at}.{n}" for at, row in rows for n in range(1, len(row.cells) + 1))


def _inner_records(at: str, record: Record) -> Iterator[tuple[str, Record]]:
    for key in keys.of(type(record)).values():
        if key.form is Form.COLUMNS:
            for n, column in enumerate(getattr(record, key.field), 1):
                yield field(at, key.name, n), column
        elif key.form in LISTED:
            for inner, one in entries(at, key.name, getattr(record, key.field)):
                yield inner, one
                yield from _inner_records(inner, one)


def paragraphs(at: str, name: str, prose: Sequence[Text]) -> Iterator[tuple[str, Text]]:
    """The paragraphs of the field `name` → each with its address: no number where there is one."""
    for n, text in enumerate(prose, 1):
        yield field(at, name, n if len(prose) > 1 else None), text


def texts(at: str, record: Record) -> Iterator[tuple[str, Text]]:
    """One record and its address → every text in it, items and cells too, nested blocks not."""
    for key in keys.of(type(record)).values():
        if key.form in LISTED:
            for inner, one in entries(at, key.name, getattr(record, key.field)):
                yield from texts(inner, one)
        else:
            yield from _texts(at, record, key)


def own_texts(at: str, record: Record) -> Iterator[tuple[str, Text]]:
    """One record and its address → the texts of its own keys, cells too, items and rows not."""
    for key in keys.of(type(record)).values():
        yield from _texts(at, record, key)


def _texts(at: str, record: Record, key: keys.Key) -> Iterator[tuple[str, Text]]:
    value = getattr(record, key.field)
    match key.form:
        case Form.TEXT if value is not None:
            yield field(at, key.name), value
        case Form.PROSE:
            yield from paragraphs(at, key.name, value)
        case Form.TEXTS:
            for n, text in enumerate(value, 1):
                yield (f"{at}.{n}" if isinstance(record, Row) else field(at, key.name, n)), text
        case Form.COLUMNS:
            for n, column in enumerate(value, 1):
                yield from column_texts(field(at, key.name, n), column)
        case _:
            pass  # a form that isn't text


def column_texts(at: str, column: Column) -> Iterator[tuple[str, Text]]:
    """A column and its address → its head, and the one above that it shares with others."""
    yield at, column.column
    if column.under:
        yield field(at, "under"), column.under


def rewrite(at: str, record: R, change: Change) -> R:
    """One record and its address → the same with what `change` makes of each thing in it that a
    translation may say: texts, dates in words, the units of columns. Nested blocks are left out.
    """
    changed: dict[str, Any] = {}
    for key in keys.of(type(record)).values():
        value = getattr(record, key.field)
        place = field(at, key.name)
        match key.form:
            case Form.TEXT if value is not None:
                changed[key.field] = change.text(place, value)
            case Form.WHEN if value is not None:
                changed[key.field] = change.when(place, value)
            case Form.PROSE:
                found = paragraphs(at, key.name, value)
                changed[key.field] = tuple(change.text(inner, text) for inner, text in found)
            case Form.TEXTS:
                changed[key.field] = tuple(
                    change.text(f"{at}.{n}" if isinstance(record, Row) else f"{place}.{n}", text)
                    for n, text in enumerate(value, 1)
                )
            case Form.COLUMNS:
                changed[key.field] = tuple(
                    _column(f"{place}.{n}", column, change) for n, column in enumerate(value, 1)
                )
            case Form.ITEMS if key.name == "annotations":  # whose labels name rows
                changed[key.field] = tuple(
                    replace(rewrite(inner, replace(one, label=None), change), label=one.label)
                    for inner, one in entries(at, key.name, value)
                )
            case Form.ITEMS | Form.FACTS | Form.ROWS | Form.PLACES | Form.EVENTS:
                changed[key.field] = tuple(
                    rewrite(inner, one, change) for inner, one in entries(at, key.name, value)
                )
            case _:
                pass  # a form that no language changes
    return replace(record, **changed) if changed else record


def _column(at: str, column: Column, change: Change) -> Column:
    unit = change.words(f"{at}.unit", column.unit) if column.unit else ""
    under = change.text(f"{at}.under", column.under) if column.under else None
    return replace(column, column=change.text(at, column.column), unit=unit, under=under)


def rewrite_blocks(body: Blocks, change: Change, parent: str = "") -> Blocks:
    """The blocks of a body → the same, `change` made in all of them and in those inside them."""
    blocks: list[Block] = []
    for at, block in children(body, parent):
        new = rewrite(at, block, change)
        if isinstance(new, Section | Annex | Aside):
            new = replace(new, body=rewrite_blocks(new.body, change, at))
        blocks.append(new)
    return tuple(blocks)


def items(at: str, record: Record) -> Iterator[tuple[str, Item]]:
    """One record and its address → every item in it, those inside items too, with its address."""
    for key in keys.of(type(record)).values():
        if key.form in (Form.ITEMS, Form.FACTS):
            for inner, item in entries(at, key.name, getattr(record, key.field)):
                yield inner, item
                yield from items(inner, item)
