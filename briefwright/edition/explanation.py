"""A briefing and its editions → who gets what, and by which rule not: the matrix of `explain`.

One row for each block, item, row, place and event, and for each fact; one column an audience.
"""

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

from briefwright.edition import Edition
from briefwright.edition.runs import data
from briefwright.model import addresses, keys
from briefwright.model.dictionary import Annex, Aside, Block, Briefing, Common, Form, Section, Text

REWORDINGS = ("plain", "short", "speak")
_LISTS = (Form.ITEMS, Form.FACTS, Form.ROWS, Form.PLACES, Form.EVENTS)
_FIRST_WORDS = 56  # characters of what a row quotes


@dataclass(frozen=True)
class Cell:
    """What one audience gets of one thing: all of it, a rewording, or nothing by a rule."""

    gets: bool
    how: str = ""  # “plain” for a rewording; the rule for what is left out

    def __str__(self) -> str:
        if not self.gets:
            return f"– {self.how}"
        return f"in, {self.how}" if self.how else "in"


@dataclass(frozen=True)
class Line:
    """One thing of the briefing: its address, what it is, its first words, a Cell an audience."""

    at: str
    kind: str
    words: str
    depth: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Explanation:
    """The whole matrix; `audiences` names the columns."""

    briefing: str
    audiences: tuple[str, ...]
    lines: tuple[Line, ...]

    def between(self, one: str, other: str) -> "Explanation":
        """Two audiences → only their columns, and only the lines in which they differ."""
        places = (self.audiences.index(one), self.audiences.index(other))
        chosen = (
            Line(line.at, line.kind, line.words, line.depth, tuple(line.cells[n] for n in places))
            for line in self.lines
            if line.cells[places[0]] != line.cells[places[1]]
        )
        return Explanation(self.briefing, (one, other), tuple(chosen))

    def as_text(self, width: int) -> Iterator[str]:
        """The columns of a terminal → the matrix where it fits in, else who gets each part."""
        matrix = tuple(self._list_rows())
        if max(map(len, matrix)) <= width:
            yield from matrix
            return
        for line in self.lines:
            margin = "  " * line.depth
            head = f"{margin}{line.at}  {line.words}".rstrip()
            yield head if len(head) <= width else f"{head[: width - 1]}…"
            yield from self._group_answers(line, f"{margin}    ", width)

    def _group_answers(self, line: Line, margin: str, width: int) -> Iterator[str]:
        """A line → each answer with the audiences that have it."""
        answers: dict[str, list[str]] = {}
        for name, cell in zip(self.audiences, line.cells, strict=True):
            answers.setdefault(str(cell), []).append(name)
        for answer, names in answers.items():
            who = "all" if len(names) == len(self.audiences) else ", ".join(names)
            yield from textwrap.wrap(
                f"{who}: {answer}", width, initial_indent=margin, subsequent_indent=f"{margin}  "
            )

    def _list_rows(self) -> Iterator[str]:
        """The matrix as lines, columns under one another."""
        rows = [("", "", *self.audiences)]
        rows += [
            ("  " * line.depth + line.at, line.words, *map(str, line.cells)) for line in self.lines
        ]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for row in rows:
            padded = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            yield "  ".join(padded).rstrip()

    def as_html(self) -> str:
        """The matrix as a page that any browser shows, without loading anything."""
        from jinja2 import Environment

        page = (files("briefwright.edition") / "explanation.html").read_text(encoding="utf-8")
        return Environment(autoescape=True).from_string(page).render(matrix=self)


def explain(briefing: Briefing, editions: Mapping[str, Edition]) -> Explanation:
    """A briefing and an edition of it for each audience, by the audience's name → the matrix."""
    shown = [_PrintedParts.of(edition) for edition in editions.values()]
    lines = (*_explain_blocks(briefing, shown), *_explain_facts(briefing, shown))
    return Explanation(briefing.name, tuple(editions), lines)


@dataclass(frozen=True)
class _PrintedParts:
    """What one edition prints: addresses of leaves, facts; and what it leaves out, by rule."""

    leaves: frozenset[str]
    blocks: frozenset[str]
    facts: frozenset[str]
    withheld: Mapping[str, str]

    @classmethod
    def of(cls, edition: Edition) -> "_PrintedParts":
        leaves = tuple(edition.leaves())
        printed = {leaf.at for leaf in leaves}
        around = {at[:n] for at in printed for n, sign in enumerate(at) if sign == "."}
        facts = {datum.fact for leaf in leaves for datum in data(leaf.runs)}
        return cls(
            frozenset(printed), frozenset(around | printed), frozenset(facts),
            dict(edition.withheld),
        )  # fmt: skip

    def cell(self, at: str, parents: Sequence[str]) -> Cell:
        """An address and those of what is around it → what this edition's reader gets of it."""
        for around in (*parents, at):
            if rule := self.withheld.get(around):
                return Cell(gets=False, how=rule)
        worded = next((one for one in REWORDINGS if f"{at}.{one}" in self.leaves), "")
        if worded or at in self.blocks:
            return Cell(gets=True, how=worded)
        summed = any(f"{parent}.summary" in self.leaves for parent in parents)
        return Cell(gets=False, how="summary" if summed else "nothing of it is printed")


def _explain_blocks(briefing: Briefing, shown: Sequence[_PrintedParts]) -> Iterator[Line]:
    yield from _explain_body(briefing.body, (), shown)


def _explain_body(
    body: Sequence[Block], parents: tuple[str, ...], shown: Sequence[_PrintedParts]
) -> Iterator[Line]:
    for at, block in addresses.children(tuple(body), parents[-1] if parents else ""):
        yield _make_line(at, type(block).__name__, _find_first_text(at, block), parents, shown)
        for inner, record in _list_items(at, block):
            kind = type(record).__name__
            yield _make_line(inner, kind, _find_first_text(inner, record), (*parents, at), shown)
        if isinstance(block, Section | Annex | Aside):
            yield from _explain_body(block.body, (*parents, at), shown)


def _list_items(at: str, block: Block) -> Iterator[tuple[str, Common]]:
    """A block → its items, rows, places or events with their addresses."""
    for key in keys.of(type(block)).values():
        if key.form in _LISTS:
            yield from addresses.entries(at, key.name, getattr(block, key.field))


def _make_line(
    at: str, kind: str, words: str, parents: tuple[str, ...], shown: Sequence[_PrintedParts]
) -> Line:
    cells = tuple(one.cell(at, parents) for one in shown)
    return Line(at, kind, words, len(parents), cells)


def _find_first_text(at: str, record: object) -> str:
    """A record → the first words that stand in it."""
    found = (text.source for _, text in addresses.texts(at, record))  # type: ignore[arg-type]
    words = " ".join(next(found, getattr(record, "fact", "")).split())
    return words if len(words) <= _FIRST_WORDS else f"{words[: _FIRST_WORDS - 1]}…"


def _explain_facts(briefing: Briefing, shown: Sequence[_PrintedParts]) -> Iterator[Line]:
    for name, fact in briefing.facts.items():
        cells = tuple(
            Cell(gets=True) if name in one.facts else Cell(gets=False, how="no text of it calls it")
            for one in shown
        )
        label = fact.label.source if isinstance(fact.label, Text) else ""
        yield Line(f"facts.{name}", "Fact", label, 0, cells)
