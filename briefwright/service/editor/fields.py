"""What a form is made of: a key of the dictionary and what it says → its field."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from briefwright.model import keys
from briefwright.model.dictionary import KINDS, Common, Event, Form, Item, MapPlace, Row
from briefwright.model.keys import Key
from briefwright.service.editor.lines import RECORD_LISTS, WORD_LISTS
from briefwright.service.editor.steps import Step

Widget = Literal["line", "text", "lines", "choice", "ticks"]

# What changes a field, as a form says it: a text by its letters, a key, a key of several
# paragraphs, a list of words, those of a list that are ticked; a cell by its lines.
Means = Literal["rewording", "cell", "setting", "prose", "listing", "ticks"]

_PICTURES = (".png", ".jpg", ".jpeg", ".svg", ".webp", ".gif", ".tif", ".tiff")
_DATA = (".csv", ".xlsx")
_OF_AUDIENCES = ("for", "not_for")  # keys that name audiences
_COMMON = frozenset(keys.of(Common))
MAIN = {
    Form.ITEMS: ("label", "text"),
    Form.FACTS: ("fact", "label"),
    Form.PLACES: ("place", "position", "note"),
    Form.EVENTS: ("date", "text"),
    Form.COLUMNS: ("column", "unit"),
    Form.ROWS: ("fact", "label"),
}
RECORDS: Mapping[Form, type] = {
    Form.ITEMS: Item, Form.FACTS: Item, Form.PLACES: MapPlace, Form.EVENTS: Event, Form.ROWS: Row,
}  # fmt: skip
_CALLED = {
    "id": "Lasting name", "for": "Only for these audiences", "not_for": "Not for these audiences",
    "detail": "How deep it goes", "handling": "Who may have it", "origin": "Whose words",
    "holds": "What must be true", "plain": "In plain words", "short": "In short",
    "speak": "To be spoken", "alt": "For those who can’t see it", "if_pressed": "If pressed",
    "vega_lite": "Drawing of your own (Vega-Lite)", "who": "Who said it", "by": "By when",
    "list": "Words before the list", "body": "What stands under it", "fact": "Number",
}  # fmt: skip


# What a list holds, where the dictionary says it in terms of YAML.
HELP = {
    Form.FACTS: "Numbers of this briefing", Form.ROWS: "What stands in each row",
    Form.EVENTS: "When, such as 2024-09-21, 2015-12, 2013 or 2023..2024, and what happened",
}  # fmt: skip


@dataclass(frozen=True)
class Choices:
    """What can be chosen in a briefing: numbers, sources, audiences, files in its folder."""

    facts: Mapping[str, str]
    sources: Mapping[str, str]
    audiences: Mapping[str, str]
    files: Sequence[str]


@dataclass(frozen=True)
class Field:
    """One key in a form: its address, its name in plain words, and what it says."""

    at: str
    label: str
    help: str
    widget: Widget
    value: str
    means: Means
    is_required: bool = False
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Entry:
    """One of a list: its address, its fields, where it may go."""

    at: str
    fields: tuple[Field, ...]
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True)
class ListForm:
    """A list in a form: what it is called, its entries, the fields of a new one.

    `form` is what stands in it, `is_table` whether its entries are rows of as many cells.
    """

    at: str
    label: str
    help: str
    form: str
    entries: tuple[Entry, ...]
    new: tuple[Field, ...]
    is_table: bool = False


@dataclass(frozen=True)
class RecordForm:
    """A form: what it changes; the fields that it needs, others, those of all blocks; its lists."""

    at: str
    kind: str
    what: str
    own: tuple[Field, ...]
    more: tuple[Field, ...]
    common: tuple[Field, ...]
    lists: tuple[ListForm, ...]


def describe_kind(kind: str) -> tuple[str, str]:
    """A kind of block → what it is called, and what it is in a sentence."""
    doc = (KINDS[kind].__doc__ or "").partition("\n")[0].partition("` ")[2]
    return kind.replace("_", " ").capitalize(), doc[:1].upper() + doc[1:]


def call(name: str) -> str:
    """A key → what it is called in plain words."""
    return _CALLED.get(name) or name.replace("_", " ").capitalize()


def make_field(key: Key, at: str, value: str, means: Means, choices: Choices) -> Field:
    """A key, its address, what it says, what changes it → its field."""
    known = dict(_list_choices(key, choices))
    widget: Widget = "line"
    if key.name in _OF_AUDIENCES:  # those that are ticked stand in the order in which they did
        ticked = {one: choices.audiences.get(one, one) for one in value.splitlines()}
        known, widget, means = {**ticked, **choices.audiences}, "ticks", "ticks"
    elif known and key.form not in WORD_LISTS:
        widget = "choice"
        known = {"": "—", **known, **({value: value} if value not in known else {})}
    elif key.form in WORD_LISTS:
        widget = "lines"
    elif key.form in (Form.TEXT, Form.PROSE, Form.BLOCKS):
        widget = "text"
    return Field(
        at, call(key.name), key.help, widget, value, means, key.required, tuple(known.items())
    )


def _list_choices(key: Key, choices: Choices) -> Iterator[tuple[str, str]]:
    match key.form:
        case Form.CHOICE:
            yield from ((one, one.replace("_", " ")) for one in key.choices)
        case Form.FLAG:
            yield from (("yes", "yes"), ("no", "no"))
        case Form.FACT:
            yield from choices.facts.items()
        case Form.SOURCE:
            yield from choices.sources.items()
        case Form.PICTURE | Form.DATA:
            endings = _PICTURES if key.form is Form.PICTURE else _DATA
            yield from ((one, one) for one in choices.files if one.lower().endswith(endings))
        case _:
            pass


def make_new_fields(key: Key, at: str, heads: int, choices: Choices) -> tuple[Field, ...]:
    """The key of a list, where its new entry is called, a table's columns → the empty fields."""
    if key.form is Form.ROWS and heads:
        return tuple(
            Field(f"{at}.{n}", f"Cell {n}", "", "line", "", "setting") for n in range(1, heads + 1)
        )
    if key.form is Form.COLUMNS:
        return (Field(f"{at}.column", "Head", "", "line", "", "setting"),)
    known = keys.of(RECORDS[key.form])
    names = MAIN[key.form][:1] if key.form in (Form.FACTS, Form.ROWS) else MAIN[key.form]
    return tuple(make_field(known[one], f"{at}.{one}", "", "setting", choices) for one in names)


def sort_fields(
    kind: str, fields: Sequence[tuple[Key, Field]]
) -> tuple[tuple[Field, ...], tuple[Field, ...], tuple[Field, ...]]:
    """A kind of block, the fields of its form → what it needs, what else it takes, what all take.

    What says something already stands with what it needs.
    """
    own = [(key, one) for key, one in fields if key.name not in _COMMON]
    first = [one for key, one in own if key.name == kind or key.required or one.value]
    first.sort(key=lambda one: one.at.rpartition(".")[2] != kind)
    others = tuple(one for _, one in own if one not in first)
    return tuple(first), others, tuple(one for key, one in fields if key.name in _COMMON)


def is_field(key: Key) -> bool:
    """A key → whether it is a field of its own in a form."""
    return not is_list(key) and key.form not in (Form.BLOCKS, Form.TEXTS, Form.PAIRS)


def is_list(key: Key) -> bool:
    """A key → whether it is a list with entries of their own."""
    return key.form in RECORD_LISTS


def list_files(path: Path) -> tuple[str, ...]:
    """A briefing's folder → its pictures and data files, by their paths in it."""
    found = (one.relative_to(path) for one in sorted(path.rglob("*")) if one.is_file())
    own = (one for one in found if not any(part.startswith(".") for part in one.parts))
    return tuple(one.as_posix() for one in own if one.suffix.lower() in (*_PICTURES, *_DATA))
