"""Runs: what stands inside a line of an edition, all words final.

Each names its `kind`, by which `inlines.html` sets it.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Literal

from briefwright.document.counters import write_digits
from briefwright.document.marks import PART_SEPARATOR, PartKind, mark_part

# How a language runs.
Direction = Literal["ltr", "rtl"]


@dataclass(frozen=True)
class Words:
    """Plain words."""

    kind: ClassVar[str] = "words"
    text: str


@dataclass(frozen=True)
class Stressed:
    """Emphasis."""

    kind: ClassVar[str] = "em"
    content: tuple["Run", ...]


@dataclass(frozen=True)
class Bold:
    """Strong emphasis."""

    kind: ClassVar[str] = "strong"
    content: tuple["Run", ...]


@dataclass(frozen=True)
class Hyperlink:
    """A link that leaves the document, or an address in it."""

    kind: ClassVar[str] = "link"
    content: tuple["Run", ...]
    href: str


@dataclass(frozen=True)
class Datum:
    """A fact, printed: its name, its value as a machine reads it, and its text."""

    kind: ClassVar[str] = "datum"
    fact: str
    value: str
    text: str


# What a reference says of its target: label and number, number alone, heading, page, or its number
# as a note.
Shown = Literal["label", "number", "title", "page", "note"]


@dataclass(frozen=True)
class Reference:
    """“Figure 2”, “section 2.3”, “page 4”: a link to another part of this edition.

    `result` is what of its text follows from the target, and `shows` what that is. `id` is the
    target's, `at` the address that says on which page it begins.
    """

    kind: ClassVar[str] = "reference"
    id: str
    text: str
    shows: Shown = "label"
    result: str = ""
    at: str = ""


@dataclass(frozen=True)
class Call:
    """The small number that leads to a note.

    `short` is the note in short, for the foot of a page on which it doesn't stand itself.
    """

    kind: ClassVar[str] = "call"
    id: str
    number: str
    text: str
    short: tuple["Run", ...] = ()


@dataclass(frozen=True)
class Footnote:
    """A note that stands where it is called; the page sets it at its foot."""

    kind: ClassVar[str] = "footnote"
    id: str
    at: str
    number: str
    content: tuple["Run", ...]


@dataclass(frozen=True)
class Label:
    """What stands before a text, set apart, with its colon."""

    kind: ClassVar[str] = "label"
    content: tuple["Run", ...]


@dataclass(frozen=True)
class Number:
    """“Figure 2”, “3.1”: the number that this edition gave."""

    kind: ClassVar[str] = "number"
    text: str


@dataclass(frozen=True)
class Value:
    """The number of a key figure."""

    kind: ClassVar[str] = "value"
    content: tuple["Run", ...]


@dataclass(frozen=True)
class Unit:
    """What a key figure counts."""

    kind: ClassVar[str] = "unit"
    content: tuple["Run", ...]


@dataclass(frozen=True)
class AsOf:
    """The day or time for which a key figure holds."""

    kind: ClassVar[str] = "as_of"
    content: tuple["Run", ...]


@dataclass(frozen=True)
class Foreign:
    """Words in another language than the edition's."""

    kind: ClassVar[str] = "foreign"
    content: tuple["Run", ...]
    language: str
    direction: Direction


# What became of words from one edition to the next: they came, or went.
Change = Literal["ins", "del"]


@dataclass(frozen=True)
class Revised:
    """Words that came or went; `move` names what stands in two places because it moved."""

    kind: ClassVar[str] = "revised"
    content: tuple["Run", ...]
    change: Change
    move: str = ""


@dataclass(frozen=True)
class PartBegin:
    """Where a paragraph or an item begins in a cell of a table; `number` is that of the item.

    `digits` is the CSS name of those in which it is printed, "" for Latin ones.
    """

    kind: ClassVar[str] = "part_begin"
    part: PartKind
    number: int = 0
    digits: str = ""

    @property
    def text(self) -> str:
        """What stands between this part and the one before it, its mark included."""
        return PART_SEPARATOR + mark_part(self.part, write_digits(str(self.number), self.digits))


Run = (
    Words | Stressed | Bold | Hyperlink | Datum | Reference | Call | Footnote | Label | Number
    | Value | Unit | AsOf | Foreign | Revised | PartBegin
)  # fmt: skip


def _inside(run: Run) -> tuple[Run, ...]:
    """A run → the runs that stand in it; a footnote's own stand at the foot of the page."""
    match run:
        case Footnote() | Words() | Datum() | Reference() | Number() | Call() | PartBegin():
            return ()
        case _:
            return run.content


def text(runs: tuple[Run, ...]) -> str:
    """Runs → the words that a reader sees in this line; a footnote leaves its number."""
    return "".join(_text(run) for run in runs)


def _text(run: Run) -> str:
    match run:
        case Words() | Datum() | Reference() | Number() | Call() | PartBegin():
            return run.text
        case Footnote():
            return run.number
        case _:
            return text(run.content)


def words(runs: tuple[Run, ...]) -> str:
    """Runs → the words of their line, without the calls of notes in it."""
    return "".join(
        words(inside) if (inside := _inside(run)) else _text(run)
        for run in runs
        if not isinstance(run, Call | Footnote)
    )


def map_runs(runs: tuple[Run, ...], change: Callable[[Run], Run]) -> tuple[Run, ...]:
    """Runs, and what one that holds no others becomes → the same runs, all of those changed."""
    return tuple(_map_run(run, change) for run in runs)


def _map_run(run: Run, change: Callable[[Run], Run]) -> Run:
    match run:
        case (
            Stressed() | Bold() | Hyperlink() | Label() | Value() | Unit() | AsOf() | Foreign()
            | Revised() | Footnote()
        ):  # fmt: skip
            return replace(run, content=map_runs(run.content, change))
        case Call():
            return change(replace(run, short=map_runs(run.short, change)))
        case Words() | Datum() | Reference() | Number() | PartBegin():
            return change(run)


def list_plainly(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """The runs of a heading or caption → the same for a list of them: no notes, no links in it."""
    made: list[Run] = []
    for run in runs:
        match run:
            case Call() | Footnote():
                pass
            case Hyperlink():
                made += list_plainly(run.content)
            case Reference():
                made.append(Words(run.text))
            case (
                Stressed() | Bold() | Label() | Value() | Unit() | AsOf() | Foreign()
                | Revised()
            ):  # fmt: skip
                made.append(replace(run, content=list_plainly(run.content)))
            case PartBegin():
                made.append(Words(" "))
            case Words() | Datum() | Number():
                made.append(run)
    return tuple(made)


def footnotes(runs: tuple[Run, ...]) -> Iterator[Footnote]:
    """Runs → the footnotes called in them, in order."""
    for run in runs:
        if isinstance(run, Footnote):
            yield run
        yield from footnotes(_inside(run))


def data(runs: tuple[Run, ...]) -> Iterator[Datum]:
    """Runs → the facts printed in them, in order; not those in footnotes."""
    for run in runs:
        if isinstance(run, Datum):
            yield run
        yield from data(_inside(run))


def calls_note(runs: tuple[Run, ...]) -> bool:
    """Runs → whether a note is called in them."""
    return any(isinstance(run, Call | Footnote) or calls_note(_inside(run)) for run in runs)


# ----------------------------------------------------------------- runs put together

_NO_BREAK_SPACE = "\u00a0"
_FEWEST_WORDS = 4  # a shorter heading would rather break before its last two words than overflow
_ENDINGS = (":", "?", "!", ".", "：", "？", "！", "。", "؟", "।")


def make_label(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """A label's runs → the label with its colon, unless it ends in a sign of its own."""
    ending = () if text(runs).endswith(_ENDINGS) or not runs else (Words(":"),)
    return (Label((*runs, *ending)),)


def put_before_text(word: str) -> tuple[Run, ...]:
    """A word of the labels that stands before a text → its runs, or nothing."""
    return (*make_label((Words(word),)), Words(" ")) if word else ()


def put_together(*parts: tuple[Run, ...]) -> tuple[Run, ...]:
    """Runs after runs → all of them; behind “2024 г.” a sentence needs no other full stop."""
    made: list[Run] = []
    for part in parts:
        match part:
            case (Words(text=words), *rest) if text(tuple(made[-1:])).endswith("."):
                made += [Words(words.removeprefix(".")), *rest]
            case _:
                made += part
    return tuple(made)


_GAP = re.compile(r"\{(\w+)\}")


def fill(phrase: str, **parts: tuple[Run, ...]) -> tuple[Run, ...]:
    """A phrase of the labels with gaps, {so}, and what belongs in each → the runs of all of it."""
    pieces = enumerate(_GAP.split(phrase))
    return put_together(
        *(parts.get(piece, ()) if n % 2 else (Words(piece),) for n, piece in pieces if piece)
    )


def join(parts: Iterable[tuple[Run, ...]], comma: str) -> tuple[Run, ...]:
    """Parts and what stands between them → all of them."""
    runs: list[Run] = []
    for part in parts:
        runs += [Words(comma), *part] if runs else part
    return tuple(runs)


def tie_last_words(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """The runs of a heading or caption → the same, its last word tied to the one before it."""
    if not runs or len(text(runs).split()) < _FEWEST_WORDS:
        return runs
    last = runs[-1]
    if not isinstance(last, Words) or " " not in last.text.strip():
        return runs
    before, _, word = last.text.rpartition(" ")
    return (*runs[:-1], replace(last, text=f"{before}{_NO_BREAK_SPACE}{word}"))
