"""A class of the dictionary → the keys that an author may write in it, each with its form.

The loader, the JSON Schema and the addresses all go by this one reading of `model`, so a new
field or a new block kind needs no word here.
"""

import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, fields
from decimal import Decimal
from functools import cache

from briefwright.model.dictionary import (
    Blocks,
    Columns,
    Events,
    Form,
    Items,
    MapPlaces,
    Names,
    Rows,
    Text,
    When,
)


@dataclass(frozen=True)
class Key:
    """One key: as typed, its field in the class, its form, and what editors say about it."""

    name: str
    field: str
    form: Form
    required: bool
    choices: tuple[str, ...]
    help: str


def describe(key: Key) -> str:
    """A key → what it is for, and how its value is written, in one line."""
    form = f"one of: {', '.join(key.choices)}" if key.choices else key.form.value
    return f"{key.help} ({form})" if key.help else form


_FORM_OF_TYPE: Mapping[object, Form] = {
    Text: Form.TEXT,
    tuple[Text, ...]: Form.TEXTS,
    Items: Form.ITEMS,
    Rows: Form.ROWS,
    Columns: Form.COLUMNS,
    MapPlaces: Form.PLACES,
    Events: Form.EVENTS,
    Blocks: Form.BLOCKS,
    str: Form.WORD,
    Names: Form.WORDS,
    bool: Form.FLAG,
    Decimal: Form.NUMBER,
    When: Form.WHEN,
    Mapping[str, str]: Form.PAIRS,
}

# Fields that a build or the loader fills in, never an author.
_NOT_KEYS = frozenset(
    {"name", "formula", "range", "members", "points", "exact", "compared", "scale", "unit_scale"}
)


def of(record: type) -> Mapping[str, Key]:
    """A class of `model` → its keys in order, by what is typed: `list_` is `list`."""
    return _of(record)


@cache
def _of(record: type) -> Mapping[str, Key]:
    hints = typing.get_type_hints(record, include_extras=True)
    keys = (
        _key(field, hints[field.name]) for field in fields(record) if field.name not in _NOT_KEYS
    )
    return {key.name: key for key in keys}


def _key(field: "Field[object]", hint: object) -> Key:
    kind, marks = _unwrap(hint)
    choices = typing.get_args(kind) if typing.get_origin(kind) is typing.Literal else ()
    form = next((mark for mark in marks if isinstance(mark, Form)), None)
    return Key(
        name=field.name.rstrip("_"),
        field=field.name,
        form=form or (Form.CHOICE if choices else _FORM_OF_TYPE[kind]),
        required=field.default is MISSING and field.default_factory is MISSING,
        choices=choices,
        help=next((mark for mark in marks if isinstance(mark, str)), ""),
    )


def _unwrap(hint: object) -> tuple[object, tuple[object, ...]]:
    """A type hint → the type without `Annotated` and `| None`, and what was annotated."""
    marks: tuple[object, ...] = ()
    if typing.get_origin(hint) is typing.Annotated:
        hint, *rest = typing.get_args(hint)
        marks = tuple(rest)
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        (hint,) = (part for part in typing.get_args(hint) if part is not type(None))
    return hint, marks
