"""A briefing → its passages: each text as printed, each letter with its place.

What stands in braces is filled in, short: `{serving_now}` reads “157 peacekeepers”, `{UNDOF}`
“UNDOF”. A rule sees one line of prose, knows which stretches the tool wrote, and can point at any
letter in the author's file.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from briefwright import facts
from briefwright.editorial.passages import Copy, Hand, Passage, Role, Span
from briefwright.facts import Labels, dates, inline
from briefwright.model import addresses, keys
from briefwright.model.dictionary import (
    KIND_OF,
    Block,
    Brace,
    Briefing,
    DateBrace,
    Event,
    Form,
    Inline,
    Item,
    MapPlace,
    PartStart,
    Row,
    Str,
    Text,
    When,
)

_METADATA = ("title", "subtitle", "kicker", "change_note", "contact", "owner")
# What each key is for that holds text: a new one needs a place here. An item's `text` is an item.
_KEYS: Mapping[Role, tuple[str, ...]] = {
    "heading": ("section", "annex", "aside", "title"),
    "lead": ("list",),
    "label": ("label", "edition", "unit", "second_axis"),
    "caption": ("table", "chart", "map", "timeline", "caption"),
    "cell": ("columns", "cells", "group", "place"),
    "alt": ("alt",),
    "quote": ("quote", "speak", "erratum"),
    "running": ("summary", "finding", "note", "subtitle", "now", "why"),
    "line": (
        *("text", "plain", "short", "callout", "background", "boilerplate", "decision"),
        *("recommendation", "purpose", "meeting", "where", "who", "question", "answer"),
        *("if_pressed", "coordinates", "boundary_note", "credit", "licence"),
        *("sources", "glossary", "list_of_figures", "list_of_tables"),
        *("kicker", "change_note", "contact", "owner"),
    ),
}
_ROLES: Mapping[str, Role] = {key: role for role, found in _KEYS.items() for key in found}
Holder = Block | Item | Row | MapPlace | Event  # what holds a text, with a source of its own


def read(briefing: Briefing, labels: Labels) -> Copy:
    """A briefing and the words of its language → what an editor reads."""
    return Copy(briefing, tuple(_read_passages(briefing, labels)))


def _read_passages(briefing: Briefing, labels: Labels) -> Iterator[Passage]:
    writer = _Writer(briefing, labels)
    for name in _METADATA:
        text = getattr(briefing.metadata, name)
        if text is not None:
            at = f"briefing.{name}"
            yield writer.passage(at, text, _ROLES[name], "briefing", "briefing", False)
    for fact in briefing.facts.values():
        if fact.label:
            at = f"facts.{fact.name}.label"
            yield writer.passage(at, fact.label, "label", f"facts.{fact.name}", "fact", True)
    for at, block in addresses.walk(briefing.body):
        kind = KIND_OF[type(block)]
        for where, role, text, record in _find_texts(at, block):
            sourced = bool(record.source or block.source)
            passage = writer.passage(where, text, role, at, kind, sourced)
            yield replace(passage, ours="ours" in (record.origin, block.origin))


def _find_texts(at: str, record: Holder) -> Iterator[tuple[str, Role, Text, Holder]]:
    """One record and its address → each text in it, with its role and the record that holds it."""
    for key in keys.of(type(record)).values():
        value = getattr(record, key.field)
        match key.form:
            case Form.TEXT if value is not None:
                item = key.name == "text" and isinstance(record, Item)
                role = "item" if item else _ROLES[key.name]
                yield addresses.field(at, key.name), role, value, record
            case Form.PROSE:
                prose: Role = "quote" if _ROLES[key.name] == "quote" else "running"
                for where, text in addresses.paragraphs(at, key.name, value):
                    yield where, prose, text, record
            case Form.TEXTS:
                for n, text in enumerate(value, 1):
                    row = isinstance(record, Row)
                    where = f"{at}.{n}" if row else addresses.field(at, key.name, n)
                    yield where, "cell", text, record
            case Form.COLUMNS:
                for n, column in enumerate(value, 1):
                    place = addresses.field(at, key.name, n)
                    for where, text in addresses.column_texts(place, column):
                        yield where, "cell", text, record
            case Form.PLACES:
                for where, place in addresses.entries(at, key.name, value):
                    for inner, _, text, _ in _find_texts(where, place):
                        yield inner, "cell", text, place
            case Form.ITEMS | Form.FACTS | Form.ROWS | Form.EVENTS:
                for where, one in addresses.entries(at, key.name, value):
                    yield from _find_texts(where, one)
            case _:
                pass  # a form that isn't text


# ----------------------------------------------------------------- as printed


@dataclass
class _Writer:
    """Writes texts as they print, short, and keeps the place of each letter."""

    briefing: Briefing
    labels: Labels
    shown: dict[tuple[str, str], str] = field(default_factory=dict)

    def passage(
        self, at: str, text: Text, role: Role, block: str, kind: str, sourced: bool
    ) -> Passage:
        words: list[str] = []
        offsets: list[int] = []
        spans: list[Span] = []
        for node in inline.walk(text.content):
            if isinstance(node, Str):
                words.append(node.text)
                offsets += _align(node.text, text.source, node.offset)
            elif isinstance(node, PartStart):
                words.append("\n")
                offsets.append(node.offset)
            elif written := self._print_brace(node):
                hand, name, form, shown = written
                start = len(offsets)
                words.append(shown)
                offsets += [node.offset] * len(shown)
                spans.append(Span(start, len(offsets), hand, name, form))
        cites = sourced or bool(inline.cites(text.content))
        printed = "".join(words)
        return Passage(at, role, block, kind, printed, text, tuple(offsets), tuple(spans), cites)

    def _print_brace(self, node: Inline) -> tuple[Hand, str, str, str] | None:
        match node:
            case DateBrace():
                when = When(node.date)
                shown = dates.show_date(when, self.briefing.metadata.language, self.labels)
                return "date", node.date, "", shown.replace("\u00a0", " ")
            case Brace() if node.name in self.briefing.facts:
                return "fact", node.name, node.form, self._print_fact(node.name, node.form)
            case Brace() if node.name in self.briefing.names:
                name = self.briefing.names[node.name]
                return (
                    "name",
                    name.short,
                    node.form,
                    name.long if node.form == "long" else name.short,
                )
            case Brace():
                return "figure", node.name, "", "Figure 1"
            case _:
                return None

    def _print_fact(self, name: str, form: str) -> str:
        if (name, form) not in self.shown:
            fact, language = self.briefing.facts[name], self.briefing.metadata.language
            try:
                words = facts.show(fact, form, language, self.labels)
            except LookupError:  # a form that this language lacks, as is said elsewhere
                words = ""
            self.shown[name, form] = words.replace("\u00a0", " ")
        return self.shown[name, form]


def _align(words: str, source: str, at: int) -> Iterator[int]:
    """The words of a node and the text in which it begins at `at` → the place of each letter."""
    for letter in words:
        if (
            source[at : at + 1] == "\\"
            and source[at + 1 : at + 2] == letter
            and not letter.isalnum()
        ):
            at += 1
        yield at
        at += 1
        while letter == " " and source[at : at + 1].isspace():
            at += 1
