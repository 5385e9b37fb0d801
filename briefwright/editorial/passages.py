"""A briefing → the passages that an editor reads: each text as printed, each letter with its place.

What stands in braces is filled in, short: `{serving_now}` reads “157 peacekeepers”, `{UNDOF}`
“UNDOF”. A rule sees one line of prose, knows which stretches the tool wrote, and can point at any
letter in the author's file.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

from briefwright import addresses, dates, inline, keys, ledger
from briefwright.edition import Edition
from briefwright.ledger import is_derived
from briefwright.model import (
    KIND_OF,
    Block,
    Brace,
    Briefing,
    Cite,
    DateBrace,
    Event,
    Fact,
    Form,
    Inline,
    Item,
    MapPlace,
    Row,
    Str,
    Table,
    Text,
    When,
)
from briefwright.theme import Labels

# What a text is for: rules ask prose other things than headings, cells or what somebody said.
Role = Literal[
    "heading", "lead", "label", "item", "running", "caption", "cell", "alt", "quote", "line"
]
PROSE = ("running", "item")  # whole sentences, as a rule
Holder = Block | Item | Row | MapPlace | Event  # what holds a text, with a source of its own
# By whom a stretch was written: typed by the author, or by the tool for a brace.
Hand = Literal["fact", "name", "date", "figure"]

_ROLES: Mapping[str, Role] = {
    "section": "heading",
    "annex": "heading",
    "title": "heading",
    "list": "lead",
    "label": "label",
    "table": "caption",
    "chart": "caption",
    "map": "caption",
    "timeline": "caption",
    "caption": "caption",
    "columns": "cell",
    "cells": "cell",
    "alt": "alt",
    "quote": "quote",
    "summary": "running",
    "finding": "running",
    "note": "running",
    "subtitle": "running",
    "speak": "quote",
}
_SPOKEN = frozenset({"lines_to_take", "question", "positions"})
_METADATA = ("title", "subtitle", "kicker", "change_note", "contact", "owner")
_SENTENCE_END = re.compile(
    r"(?<![A-Z])(?<!\bMr)(?<!\bDr)(?<!\bSt)(?<!\bNo)[.!?]+[”’\")\]]*\s+(?=[“‘(\"]?[A-Z0-9])"
)


@dataclass(frozen=True)
class Span:
    """A stretch of a passage, from `start` up to `end`, that the tool writes for `name`."""

    start: int
    end: int
    hand: Hand
    name: str
    form: str = ""


@dataclass(frozen=True)
class Passage:
    """One text as printed. `offsets` says of each letter where it stands in the text as typed."""

    at: str
    role: Role
    block: str
    kind: str
    words: str
    text: Text
    offsets: tuple[int, ...] = field(repr=False)
    spans: tuple[Span, ...] = ()
    cites: bool = False
    ours: bool = False

    @property
    def prose(self) -> bool:
        """Whether it is running text or an item: what holds sentences."""
        return self.role in PROSE

    @property
    def spoken(self) -> bool:
        """Whether somebody says it: a quotation, a line to take, an answer."""
        return self.role == "quote" or self.kind in _SPOKEN

    def before(self, at: int, longest: int = 120) -> str:
        """The words that lead up to a place."""
        return self.words[max(0, at - longest) : at]

    def after(self, at: int, longest: int = 120) -> str:
        """The words that follow from a place on."""
        return self.words[at : at + longest]

    def typed(self, start: int, end: int) -> bool:
        """Whether the author typed this stretch, letter by letter."""
        return not any(span.start < end and start < span.end for span in self.spans)

    def source(self, start: int, end: int) -> tuple[int, int]:
        """A stretch of the words → the stretch of the text as typed that it comes from."""
        first = self.offsets[start] if start < len(self.offsets) else len(self.text.source)
        return first, (self.offsets[end - 1] + 1 if end > start else first)

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Where each sentence begins and ends."""
        ends = [found.end() for found in _SENTENCE_END.finditer(self.words)]
        starts = [0, *ends]
        return tuple(zip(starts, [*ends, len(self.words)], strict=True))

    @cached_property
    def quoted(self) -> tuple[tuple[int, int], ...]:
        """Where words stand in quotation marks: they are somebody else's."""
        return tuple(found.span() for found in _QUOTED.finditer(self.words))

    def is_quoted(self, at: int) -> bool:
        """Whether the letter here stands in quotation marks, or all of it is a quotation."""
        return self.role == "quote" or _around(self.quoted, at) is not None

    def sentence(self, at: int) -> tuple[int, int]:
        """A place → the sentence around it."""
        return _around(self.sentences, at) or (0, len(self.words))


def _around(stretches: Sequence[tuple[int, int]], at: int) -> tuple[int, int] | None:
    """Stretches in order and a place → the one that holds it."""
    n = bisect_right(stretches, at, key=lambda stretch: stretch[0]) - 1
    return stretches[n] if n >= 0 and at < stretches[n][1] else None


_QUOTED = re.compile(r"“[^”]*”|(?<!\w)‘[^’]*(?:’\w[^’]*)*’(?!\w)|«[^»]*»|(?<!\w)\"[^\"]*\"")


@dataclass(frozen=True)
class Copy:
    """All that an editor reads of a briefing, in the order in which it was written."""

    briefing: Briefing
    passages: tuple[Passage, ...]

    @property
    def language(self) -> str:
        """The language that it is written in, without its region."""
        return self.briefing.metadata.language.partition("-")[0]

    @property
    def released(self) -> bool:
        """Whether it is about to go out, or has."""
        return self.briefing.metadata.status in ("cleared", "final")

    @cached_property
    def prose(self) -> tuple[Passage, ...]:
        """Running text and items."""
        return tuple(passage for passage in self.passages if passage.prose)

    @cached_property
    def facts_printed(self) -> tuple[tuple[Fact, str, int, str], ...]:
        """Each fact that prints: where first, at which address and offset, and as what."""
        first: dict[str, tuple[Fact, str, int, str]] = {}
        facts = self.briefing.facts
        for passage in self.passages:
            for span in passage.spans:
                if span.hand == "fact" and passage.kind != "fact":
                    printed = passage.words[span.start : span.end]
                    place = (facts[span.name], passage.at, passage.offsets[span.start], printed)
                    first.setdefault(span.name, place)
        for at, block in addresses.walk(self.briefing.body):
            shown = [(where, item.fact) for where, item in addresses.items(at, block)]
            if isinstance(block, Table):
                rows = addresses.listed(at, "rows", block.rows)
                shown += [(where, row.fact) for where, row in rows]
            for where, name in shown:
                if name in facts:
                    first.setdefault(name, (facts[name], where, 0, name))
        return tuple(first.values())

    @cached_property
    def undated(self) -> tuple[tuple[Fact, str, int, str], ...]:
        """The facts that print and hold for no day that anybody could name."""
        return tuple(
            place
            for place in self.facts_printed
            if not (place[0].as_of or place[0].period or place[0].date or place[0].points)
            and not is_derived(place[0])
        )

    @cached_property
    def groups(self) -> Mapping[str, tuple[Passage, ...]]:
        """The passages of each block."""
        found: dict[str, list[Passage]] = {}
        for passage in self.passages:
            found.setdefault(passage.block, []).append(passage)
        return {block: tuple(passages) for block, passages in found.items()}


@dataclass(frozen=True)
class Reader:
    """An audience, how it takes short forms, and what it gets of a briefing."""

    audience: str
    acronyms: str
    edition: Edition


def read(briefing: Briefing, labels: Labels) -> Copy:
    """A briefing and the words of its language → what an editor reads."""
    return Copy(briefing, tuple(_passages(briefing, labels)))


def _passages(briefing: Briefing, labels: Labels) -> Iterator[Passage]:
    writer = _Writer(briefing, labels)
    for name in _METADATA:
        text = getattr(briefing.metadata, name)
        if text is not None:
            at = f"briefing.{name}"
            yield writer.passage(at, text, _role(name), "briefing", "briefing", False)
    for fact in briefing.facts.values():
        if fact.label:
            at = f"facts.{fact.name}.label"
            yield writer.passage(at, fact.label, "label", f"facts.{fact.name}", "fact", True)
    for at, block in addresses.walk(briefing.body):
        kind = KIND_OF[type(block)]
        for where, role, text, record in _texts(at, block):
            sourced = bool(record.source or block.source)
            passage = writer.passage(where, text, role, at, kind, sourced)
            yield replace(passage, ours="ours" in (record.origin, block.origin))


def _texts(at: str, record: Holder) -> Iterator[tuple[str, Role, Text, Holder]]:
    """One record and its address → each text in it, with its role and the record that holds it."""
    for key in keys.of(type(record)).values():
        value = getattr(record, key.field)
        role = "item" if key.name == "text" and isinstance(record, Item) else _role(key.name)
        match key.form:
            case Form.TEXT if value is not None:
                yield addresses.field(at, key.name), role, value, record
            case Form.PROSE:
                prose: Role = "quote" if role == "quote" else "running"
                for where, text in addresses.paragraphs(at, key.name, value):
                    yield where, prose, text, record
            case Form.TEXTS:
                for n, text in enumerate(value, 1):
                    row = isinstance(record, Row)
                    where = f"{at}.{n}" if row else addresses.field(at, key.name, n)
                    yield where, "cell", text, record
            case Form.COLUMNS:
                for n, column in enumerate(value, 1):
                    yield addresses.field(at, key.name, n), "cell", column.column, record
            case Form.PLACES:
                for where, place in addresses.listed(at, key.name, value):
                    for inner, _, text, _ in _texts(where, place):
                        yield inner, "cell", text, place
            case Form.ITEMS | Form.FACTS | Form.ROWS | Form.EVENTS:
                for where, one in addresses.listed(at, key.name, value):
                    yield from _texts(where, one)
            case _:
                pass  # a form that isn't text


def _role(key: str) -> Role:
    return _ROLES.get(key, "line")


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
                offsets += _aligned(node.text, text.source, node.offset)
            elif written := self._written(node):
                hand, name, form, shown = written
                start = len(offsets)
                words.append(shown)
                offsets += [node.offset] * len(shown)
                spans.append(Span(start, len(offsets), hand, name, form))
        cites = sourced or bool(inline.cites(text.content))
        printed = "".join(words)
        return Passage(at, role, block, kind, printed, text, tuple(offsets), tuple(spans), cites)

    def _written(self, node: Inline) -> tuple[Hand, str, str, str] | None:
        match node:
            case DateBrace():
                when = When(node.date)
                shown = dates.show_date(when, self.briefing.metadata.language, self.labels)
                return "date", node.date, "", shown.replace("\u00a0", " ")
            case Brace() if node.name in self.briefing.facts:
                return "fact", node.name, node.form, self._fact(node.name, node.form)
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
            case Cite() | _:
                return None

    def _fact(self, name: str, form: str) -> str:
        if (name, form) not in self.shown:
            fact, language = self.briefing.facts[name], self.briefing.metadata.language
            try:
                words = ledger.show(fact, form, language, self.labels)
            except LookupError:  # a form that this language lacks, as is told elsewhere
                words = ""
            self.shown[name, form] = words.replace("\u00a0", " ")
        return self.shown[name, form]


def _aligned(words: str, source: str, at: int) -> Iterator[int]:
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
