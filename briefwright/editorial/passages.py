"""What an editor reads: passages, each a text as printed, and the copy that they make up."""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from briefwright.edition import Edition
from briefwright.facts import is_derived
from briefwright.model import addresses
from briefwright.model.dictionary import Briefing, Fact, Table, Text
from briefwright.model.traits import kinds_with

# What a text is for: rules ask prose other things than headings, cells or what somebody said.
Role = Literal[
    "heading", "lead", "label", "item", "running", "caption", "cell", "alt", "quote", "line"
]
PROSE = ("running", "item")  # whole sentences, as a rule
# By whom a stretch was written: typed by the author, or by the tool for a brace.
Hand = Literal["fact", "name", "date", "figure"]

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
    def is_prose(self) -> bool:
        """Whether it is running text or an item: what holds sentences."""
        return self.role in PROSE

    @property
    def is_spoken(self) -> bool:
        """Whether somebody says it: a quotation, a line to take, an answer."""
        return self.role == "quote" or self.kind in kinds_with("spoken")

    def before(self, at: int, longest: int = 120) -> str:
        """The words that lead up to a place."""
        return self.words[max(0, at - longest) : at]

    def after(self, at: int, longest: int = 120) -> str:
        """The words that follow from a place on."""
        return self.words[at : at + longest]

    def is_typed(self, start: int, end: int) -> bool:
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
    def quotations(self) -> tuple[tuple[int, int], ...]:
        """Where words stand in quotation marks: they are somebody else's."""
        return tuple(found.span() for found in _QUOTED.finditer(self.words))

    def is_quoted(self, at: int) -> bool:
        """Whether the letter here stands in quotation marks, or all of it is a quotation."""
        return self.role == "quote" or _find_around(self.quotations, at) is not None

    def sentence(self, at: int) -> tuple[int, int]:
        """A place → the sentence around it."""
        return _find_around(self.sentences, at) or (0, len(self.words))


def _find_around(stretches: Sequence[tuple[int, int]], at: int) -> tuple[int, int] | None:
    """Stretches in order and a place → the one that holds it."""
    n = bisect_right(stretches, at, key=lambda stretch: stretch[0]) - 1
    return stretches[n] if n >= 0 and at < stretches[n][1] else None


_QUOTED = re.compile(r"“[^”]*”|(?<!\w)‘[^’]*(?:’\w[^’]*)*’(?!\w)|«[^»]*»|(?<!\w)\"[^\"]*\"")


@dataclass(frozen=True)
class Copy:
    """All that an editor reads of a briefing, in the order in which it was written.

    Of a translation, `original` is what it translates.
    """

    briefing: Briefing
    passages: tuple[Passage, ...]
    original: "Copy | None" = None

    @property
    def language(self) -> str:
        """The language that it is written in, without its region."""
        return self.briefing.metadata.language.partition("-")[0]

    @property
    def is_released(self) -> bool:
        """Whether it is about to go out, or has."""
        return self.briefing.metadata.status in ("cleared", "final")

    @cached_property
    def prose(self) -> tuple[Passage, ...]:
        """Running text and items."""
        return tuple(passage for passage in self.passages if passage.is_prose)

    @cached_property
    def printed_facts(self) -> tuple[tuple[Fact, str, int, str], ...]:
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
                rows = addresses.entries(at, "rows", block.rows)
                shown += [(where, row.fact) for where, row in rows]
            for where, name in shown:
                if name in facts:
                    first.setdefault(name, (facts[name], where, 0, name))
        return tuple(first.values())

    @cached_property
    def undated_facts(self) -> tuple[tuple[Fact, str, int, str], ...]:
        """The facts that print and hold for no day that anybody could name."""
        return tuple(
            place
            for place in self.printed_facts
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
