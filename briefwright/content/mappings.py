"""What was typed: a record's keys with their values, and sentences for what can't stand there."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from briefwright.content import forms
from briefwright.model.dictionary import KINDS, Form
from briefwright.model.keys import Key, of
from briefwright.problems import Place, suggest
from briefwright.yamlfile import Map, Node, Scalar, Sequence

KEYWORD = re.compile(r"[a-z_]+")


@dataclass(frozen=True)
class Entry:
    """One key of a record, as typed, with its value."""

    name: str
    place: Place
    node: Node


Entries = tuple[Entry, ...]


def list_entries(node: Map) -> Entries:
    """A YAML mapping → its keys and values in order."""
    return tuple(Entry(key.text, key.place, value) for key, value in node.entries)


def expand_label(node: Map) -> Entries:
    """`Label: text` → the keys of the long form; a list after the label is the items inside."""
    key, words = node.entries[0]
    name = "items" if isinstance(words, Sequence) else "text"
    label, body = Entry("label", key.place, key), Entry(name, words.place, words)
    return (label, body, *list_entries(node)[1:])


def find_scalar(typed: Entries, name: str) -> Scalar | None:
    """The scalar under one key, or nothing."""
    node = next((entry.node for entry in typed if entry.name == name), None)
    return node if isinstance(node, Scalar) and not is_empty(node) else None


def is_empty(node: Node, form: Form = Form.TEXT) -> bool:
    """Whether nothing stands there; a word may be the empty one, in quotes."""
    if not isinstance(node, Scalar) or node.text.strip():
        return False
    return form is not Form.WORD or node.style not in forms.QUOTED


def describe_misfit(node: Node, expected: str, key: Key | None = None) -> str:
    """A node of the wrong form, what was expected, and the key if there is one → a sentence."""
    match node:
        case Scalar() if key and key.form in (Form.TEXTS, Form.WORDS, Form.FACTS):
            return f"{expected}; here stands a text. Write `{key.name}: [{_brief(node.text)}]`."
        case Scalar():
            return f"{expected}; here stands a text.{_hyphens(key)}"
        case Sequence():
            listed = key and key.name in KINDS and "items" in of(KINDS[key.name])
            return f"{expected}; here stands a list.{' Write it below `items:`.' if listed else ''}"
        case Map():
            return f"{expected}; here stand keys with values.{_hyphens(key)}"


def describe_row(typed: str) -> str:
    """A row that is no list of cells → a sentence."""
    meant = f"[{typed}]" if "," in typed else "a list of cells, such as [first, second]"
    return f"“{_brief(typed)}” is no row of a table; write {meant}, or a fact's name."


def _hyphens(key: Key | None) -> str:
    listed = key and key.form in (Form.ITEMS, Form.FACTS, Form.ROWS, Form.BLOCKS, Form.TEXTS)
    return " Begin each entry with a hyphen." if listed else ""


def _brief(text: str) -> str:
    return text if len(text) <= 40 else "…"


def describe_unknown(name: str, known: Iterable[str]) -> str:
    """A key that a record doesn't take, and those that it takes → a sentence."""
    close = suggest_key(name, known)
    if close:
        return f"`{name}:` isn't a key here{close}"
    if name in KINDS:
        return f"`{name}:` begins a block of its own: give it a line that begins with a hyphen."
    if not KEYWORD.fullmatch(name):
        return f"“{name}” can't stand here: a label belongs at the beginning of a list's item."
    return f"`{name}:` isn't a key here; the keys are {', '.join(known)}."


def suggest_key(name: str, known: Iterable[str]) -> str:
    """A key as typed and those that there are → '; did you mean …?', or nothing."""
    return suggest(to_keyword(name), known)


def to_keyword(name: str) -> str:
    """`Key figures` → `key_figures`"""
    return name.lower().replace(" ", "_").replace("-", "_")


def describe_stray_label(name: str) -> str:
    """A label where a block should begin → a sentence."""
    keyword = to_keyword(name)
    if keyword in KINDS:
        return f"Write `{keyword}:` in small letters, without blanks; “{name}:” reads as a label."
    return (
        f"“{name}:” reads as a label, and only a list's items have labels. If this is running "
        "text, put it in quotes, or write `text: >` and the text on the next line."
    )
