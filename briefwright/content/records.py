"""Keys and values as typed → records of the dictionary: metadata, facts, blocks, items, rows.

A record's class says which keys it takes and in which form (`keys`), so that a new block kind
needs its class and its row in KINDS, and nothing here. One block is one item of a `body` whose
first key says what it is; a bare text is `{text: …}`; in a list's items a key that isn't a
keyword is a label.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from briefwright.content import agreement, forms, mappings, texts
from briefwright.content.entering import enter, restrict
from briefwright.content.mappings import Entries, Entry, describe_misfit, is_empty
from briefwright.content.reading import Context, Mention
from briefwright.model import addresses, keys
from briefwright.model.dictionary import (
    KINDS,
    Block,
    Column,
    Event,
    Form,
    Item,
    MapPlace,
    Row,
    Text,
)
from briefwright.model.keys import Key
from briefwright.problems import Place, Problem, suggest
from briefwright.yamlfile import Map, Node, Scalar
from briefwright.yamlfile import Sequence as List

_MENTIONS = frozenset({Form.FACT, Form.SOURCE, Form.PICTURE, Form.FILE, Form.DATA, Form.HOLDS})

_BARE_HYPHEN = "A hyphen with nothing after it; write a text there, or take it out."

R = TypeVar("R")


# ----------------------------------------------------------------- any record


def read_record(
    kind: type[R], entries: Entries, place: Place, context: Context, **filled: object
) -> R | None:
    """What was typed → a record of that class, or nothing where a key that it needs is at fault.

    `filled` are fields that no author writes, such as a fact's name.
    """
    known = keys.of(kind)
    for entry in (one for one in entries if one.name not in known):
        context.report("C206", mappings.describe_unknown(entry.name, known), entry.place)
    values = {**filled, **read_values(kind, entries, context)}
    for key in known.values():
        if key.required and key.field not in values:
            typed_at = next((entry.place for entry in entries if entry.name == key.name), None)
            wrong = "has nothing after it" if typed_at else "is missing here"
            message = f"`{key.name}:` {wrong} ({key.help[:1].lower()}{key.help[1:]})."
            context.key(key.name).report("C210", message, typed_at or place)
    complete = {name: one for name, one in values.items() if one is not None}
    whole = all(key.field in complete for key in known.values() if key.required)
    return kind(**complete) if whole else None


def read_values(kind: type[object], entries: Entries, context: Context) -> dict[str, Any]:
    """What was typed → the values of a class's fields, nothing where one can't be read."""
    known = keys.of(kind)
    return {
        known[entry.name].field: read_value(entry.node, known[entry.name], context)
        for entry in entries
        if entry.name in known and not is_empty(entry.node, known[entry.name].form)
    }


def read_value(node: Node, key: Key, context: Context) -> object:
    """A node and its key → its value in the key's form, or nothing and a fault."""
    inside = context.key(key.name)
    inside.collector.places.setdefault(inside.at, node.place)
    match key.form, node:
        case Form.TEXT, Scalar():
            return texts.read_text(node, inside)
        case Form.PROSE, Scalar():
            return texts.read_prose(node, context, key.name)
        case Form.TEXTS, List():
            return _check_filled(tuple(_read_texts(node, key, context)), node, inside)
        case Form.ITEMS | Form.FACTS, List():
            return _check_filled(tuple(_read_items(node, key, context)), node, inside)
        case Form.ROWS, List():
            return _check_filled(tuple(_read_rows(node, key, context)), node, inside)
        case Form.COLUMNS, List():
            return _check_filled(tuple(_read_columns(node, context)), node, inside)
        case Form.PLACES, List():
            return _check_filled(tuple(_read_places(node, key, context)), node, inside)
        case Form.EVENTS, List():
            return _check_filled(tuple(_read_events(node, key, context)), node, inside)
        case Form.BLOCKS, List():
            return _check_filled(tuple(read_blocks(node.items, context)), node, inside)
        case ((Form.WORDS | Form.COUNTRIES | Form.TOTAL), List()):
            return _check_filled(tuple(_read_words(node, inside)), node, inside)
        case Form.UNIT, Scalar():
            return {"other": forms.parse_word(node)}
        case ((Form.PAIRS | Form.UNIT), Map()):
            return _read_pairs(node, inside)
        case _, Scalar() if key.form is Form.CHOICE or key.form in forms.READERS:
            return _read_scalar(node, key, inside)
        case _:
            message = describe_misfit(node, f"`{key.name}:` takes {key.form.value}", key)
            inside.report("C211", message, node.place)
            return None


def _check_filled(values: tuple[R, ...], node: List, context: Context) -> tuple[R, ...] | None:
    if not node.items:
        context.report("C212", "This list is empty.", node.place)
    return values or None


def _read_texts(node: List, key: Key, context: Context) -> Iterator[Text]:
    for n, one in enumerate(node.items, 1):
        inside = (
            context.move(f"{context.at}.{n}") if key.name == "cells" else context.key(key.name, n)
        )
        if is_empty(one):
            message = "Nothing stands here; write – where there is nothing to say."
            inside.report("C212", message, one.place)
        elif not isinstance(one, Scalar):
            inside.report("C211", describe_misfit(one, "Here belongs a text"), one.place)
        elif text := (texts.read_cell if key.name == "cells" else texts.read_text)(one, inside):
            yield text


def _read_words(node: List, context: Context) -> Iterator[str]:
    for n, one in enumerate(node.items, 1):
        context.collector.places.setdefault(f"{context.at}.{n}", one.place)
        if isinstance(one, Scalar) and not is_empty(one):
            yield forms.parse_word(one)
        else:
            context.report("C211", describe_misfit(one, "Here belongs a word"), one.place)


def _read_pairs(node: Map, context: Context) -> Mapping[str, str]:
    pairs: dict[str, str] = {}
    for name, one in node.entries:
        if not isinstance(one, Scalar) or is_empty(one):
            context.report("C211", describe_misfit(one, f"`{name.text}:` takes a word"), one.place)
        else:
            pairs[name.text] = forms.parse_word(one)
    return pairs


def _read_scalar(node: Scalar, key: Key, context: Context) -> object:
    if key.form is Form.CHOICE:
        read: object = forms.parse_choice(node, key.choices)
    else:
        read = forms.READERS[key.form](node)
    if isinstance(read, Problem):
        if not context.collector.has_problem_in(node):
            context.add(read, node.place)
        return None
    if key.form in _MENTIONS:
        context.collector.mentions.append(Mention(key.form, str(read), node.place, context.at))
    return read


# ----------------------------------------------------------------- blocks


def read_blocks(nodes: Iterable[Node], context: Context) -> Iterator[Block]:
    """The nodes of one body → its blocks; what is at fault is left out."""
    seen, lost = Counter[str](), set[str]()
    for node in nodes:
        entries = _block_entries(node, context)
        kind = _find_kind(entries, context)
        if not kind:
            restrict(entries, f"{context.at}/?{node.place.line}", context)
            continue
        seen[kind] += 1
        unnamed = addresses.default_address(context.at, kind, seen[kind])
        inside = enter(entries, kind, unnamed, context)
        before = len(context.collector.problems)
        block = read_record(KINDS[kind], entries, entries[0].place, inside)
        if block is None:
            lost.add(kind)
            restrict(entries, inside.at, inside)
            continue
        if context.collector.faultless_since(before):
            agreement.check(block, inside, entries[0].place)
        # After what is lost, it would be called by a number that is not its own.
        yield replace(block, id=block.id or inside.at) if kind in lost else block


def _block_entries(node: Node, context: Context) -> Entries:
    """One node of a body → its keys; a bare text has one; what is no block has none."""
    match node:
        case Scalar() if is_empty(node):
            context.report("C212", _BARE_HYPHEN, node.place)
        case Scalar() if node.text in KINDS and node.style == "plain":
            word = node.text
            message = (
                f"Write `{word}:` with a colon; to print the word itself, write `text: {word}`."
            )
            context.report("C238", message, node.place)
        case Scalar():
            return (Entry("text", node.place, node),)
        case Map() if node.entries:
            return mappings.list_entries(node)
        case List() | Map():
            message = "Here belongs a text or a block; begin it with one hyphen and its first key."
            context.report("C211", message, node.place)
    return ()


def _find_kind(entries: Entries, context: Context) -> str:
    """A block's keys → its kind, said by the first of them; nothing and a fault otherwise."""
    if not entries or entries[0].name in KINDS:
        return entries[0].name if entries else ""
    first = entries[0]
    later = next((entry.name for entry in entries if entry.name in KINDS), "")
    if later:
        code, message = "C209", f"Put `{later}:` first: a block's first key says what it is."
    elif mappings.KEYWORD.fullmatch(first.name):
        close = suggest(first.name, KINDS) or "."
        code, message = "C207", f"There is no kind of block `{first.name}:`{close}"
    else:
        code, message = "C208", mappings.describe_stray_label(first.name)
    context.report(code, message, first.place)
    return ""


# ----------------------------------------------------------------- items and rows


def _read_items(node: List, key: Key, context: Context) -> Iterator[Item]:
    """A list of items under a key of what stands at `context` → the items; of FACTS each is one."""
    for n, one in enumerate(node.items, 1):
        entries = _item_entries(one, key.form, context)
        if not entries:
            continue
        inside = enter(entries, "item", addresses.field(context.at, key.name, n), context)
        item = read_record(Item, entries, one.place, inside)
        if item is not None:
            agreement.check_item(item, key.form, inside, one.place)
            yield item


def _item_entries(node: Node, form: Form, context: Context) -> Entries:
    match node:
        case Scalar() if is_empty(node):
            context.report("C212", _BARE_HYPHEN, node.place)
        case Scalar():
            return (Entry("fact" if form is Form.FACTS else "text", node.place, node),)
        case Map() if node.entries:
            return _expand_label(node, context)
        case Map():
            context.report("C212", "An item with nothing in it.", node.place)
        case List():
            message = (
                "A list stands here in place of an item. Take out the second hyphen, or give the "
                "inner list a label: `Label:` and its items below."
            )
            context.report("C211", message, node.place)
    return ()


def _expand_label(node: Map, context: Context) -> Entries:
    """An item's keys; what its label says already must not be said by a key as well."""
    if mappings.KEYWORD.fullmatch(node.entries[0][0].text):
        return mappings.list_entries(node)
    entries = mappings.expand_label(node)
    said = {entry.name for entry in entries[:2]}
    for entry in entries[2:]:
        if entry.name in said:
            message = f"This item has a label, and `{entry.name}:` says something else again."
            context.report("C204", message, entry.place)
    return entries


def _read_rows(node: List, key: Key, context: Context) -> Iterator[Row]:
    for n, one in enumerate(node.items, 1):
        match one:
            case List():
                entries: Entries = (Entry("cells", one.place, one),)
            case Map():
                entries = mappings.list_entries(one)
            case Scalar() if forms.FACT_NAME.fullmatch(one.text):
                entries = (Entry("fact", one.place, one),)
            case Scalar():
                context.report("C211", mappings.describe_row(one.text), one.place)
                continue
        inside = enter(entries, "row", addresses.field(context.at, key.name, n), context)
        row = read_record(Row, entries, one.place, inside)
        if row is not None:
            agreement.check_row(row, inside, one.place)
            yield row


def _read_columns(node: List, context: Context) -> Iterator[Column]:
    """Columns, each a head or the long form; the head's address is the column's own."""
    for n, one in enumerate(node.items, 1):
        inside = context.key("columns", n)
        inside.collector.places.setdefault(inside.at, one.place)
        entries = mappings.list_entries(one) if isinstance(one, Map) else ()
        head = one if isinstance(one, Scalar) else mappings.find_scalar(entries, "column")
        if isinstance(one, List):
            inside.report(
                "C211", describe_misfit(one, "Here belongs the head of a column"), one.place
            )
        elif head is None or is_empty(head):
            inside.report(
                "C212", "This column has no head; write – where it needs none.", one.place
            )
        elif text := texts.read_text(head, inside):
            others = tuple(entry for entry in entries if entry.name != "column")
            column = read_record(Column, others, one.place, inside, column=text)
            if column is not None:
                yield column


def _read_places(node: List, key: Key, context: Context) -> Iterator[MapPlace]:
    for n, one in enumerate(node.items, 1):
        if not isinstance(one, Map) or not one.entries:
            message = "A place is written {place: Astana, position: 51.1 N 71.4 E}."
            context.report("C211", message, one.place)
            continue
        entries = mappings.list_entries(one)
        inside = enter(entries, "place", addresses.field(context.at, key.name, n), context)
        place = read_record(MapPlace, entries, one.place, inside)
        if place is not None:
            yield place


def _read_events(node: List, key: Key, context: Context) -> Iterator[Event]:
    """Events, `date: what happened` or the long form."""
    for n, one in enumerate(node.items, 1):
        if not isinstance(one, Map) or not one.entries:
            message = "An event is a date and what happened, such as 2009-03-21: The zone begins."
            context.report("C211", message, one.place)
            continue
        first, words = one.entries[0]
        entries = mappings.list_entries(one)
        if not mappings.KEYWORD.fullmatch(first.text):
            dated = Entry("date", first.place, first)
            entries = (dated, Entry("text", words.place, words), *entries[1:])
        inside = enter(entries, "event", addresses.field(context.at, key.name, n), context)
        event = read_record(Event, entries, one.place, inside)
        if event is not None:
            yield event
