"""A kind of block → what an author may write in it, and the smallest one: lines, or a value."""

import inspect
import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from briefwright.model import keys
from briefwright.model.dictionary import KINDS, Column, Common, Event, Form, Item, MapPlace, Row
from briefwright.model.keys import Key
from briefwright.service.editor.examples import EXAMPLES, fill_example
from briefwright.service.editor.lines import write_block

# A list of what → the word for one of it, and its class.
_RECORDS: Mapping[Form, tuple[str, type]] = {
    Form.ITEMS: ("item", Item),
    Form.FACTS: ("item", Item),
    Form.ROWS: ("row", Row),
    Form.COLUMNS: ("column", Column),
    Form.PLACES: ("place", MapPlace),
    Form.EVENTS: ("date", Event),
}
FACTS = ("loans", "visits", "returns")  # the numbers that an example calls
PICTURE = "images/gauge.png"


@dataclass(frozen=True)
class BlockReference:
    """A kind of block: what it is, what it prints, its keys, those of what it lists, an example."""

    kind: str
    summary: str
    prints: str
    keys: tuple[Key, ...]
    lists: Mapping[str, tuple[Key, ...]]
    example: str


SHARED = tuple(keys.of(Common).values())  # what every block, item, row, place and date may have


def describe_block(kind: str) -> BlockReference:
    """One of KINDS → what the dictionary says of it, and the smallest one."""
    record = KINDS[kind]
    first, _, rest = (inspect.getdoc(record) or "").partition("\n\n")
    own = tuple(sorted(_list_own_keys(record), key=lambda key: key.name != kind))
    lists = dict(_RECORDS[key.form] for key in own if key.form in _RECORDS)
    return BlockReference(
        kind,
        first.partition("` ")[2],
        " ".join(rest.split()),
        own,
        {name: _list_own_keys(one) for name, one in lists.items()},
        write_block(kind, fill_example(EXAMPLES[kind], FACTS, PICTURE)),
    )


def _list_own_keys(record: type) -> tuple[Key, ...]:
    shared = {key.name for key in SHARED}
    return tuple(key for name, key in keys.of(record).items() if name not in shared)


def format_block(block: BlockReference, width: int) -> Iterator[str]:
    """A kind of block, the columns of a terminal → lines that fit into it."""
    yield from textwrap.wrap(f"{block.kind}: {block.summary}", width)
    yield ""
    yield from textwrap.wrap(block.prints, width)
    yield from ("", "The smallest one:", "")
    yield from (f"    {line}" for line in block.example.splitlines())
    yield from _format_keys("Its keys; * has to be there:", block.keys, width)
    for name, own in block.lists.items():
        yield from _format_keys(f"Each {name}, in its long form:", own, width)
    yield from _format_keys("Every block may have:", SHARED, width)


def _format_keys(title: str, shown: tuple[Key, ...], width: int) -> Iterator[str]:
    yield from ("", title, "")
    rows = [(f"{key.name}{'*' if key.required else ''}", keys.describe(key)) for key in shown]
    yield from format_rows(rows, width)


def format_rows(rows: list[tuple[str, str]], width: int) -> Iterator[str]:
    """Names with what is said of each, the columns of a terminal → lines that fit into it."""
    left = max(len(name) for name, _ in rows) + 4
    for name, words in rows:
        first, *others = textwrap.wrap(words, max(width - left, 20))
        yield f"  {name.ljust(left - 2)}{first}"
        yield from (f"{' ' * left}{line}" for line in others)


def list_kinds(width: int) -> Iterator[str]:
    """The columns of a terminal → each kind of block with what it is, in lines that fit into it."""
    yield from format_rows([(kind, describe_block(kind).summary) for kind in KINDS], width)
