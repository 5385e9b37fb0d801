"""What a rule finds: a problem, the words it is about, and the edits that mend it safely."""

from dataclasses import dataclass

from briefwright.editorial.passages import Passage
from briefwright.problems import Problem


@dataclass(frozen=True)
class Edit:
    """A safe change of a text as typed: from `start` up to `end`, `old` gives way to `new`."""

    at: str
    text: str
    start: int
    end: int
    old: str
    new: str


@dataclass(frozen=True)
class Suggestion:
    """A problem that a rule found, the words that it is about, and how to mend it.

    The problem's `offset` counts characters of the text as typed at its address; its code, level
    and place are known to the review, which runs the rule.
    """

    problem: Problem
    words: str
    edits: tuple[Edit, ...] = ()


def flag(
    passage: Passage, start: int, end: int, message: str, proposal: str = "", new: str | None = None
) -> Suggestion:
    """A stretch of a passage and what is wrong with it → the suggestion; `new` mends it safely."""
    first, _ = passage.source(start, end)
    edits = () if new is None else make_edits(passage, start, end, new)
    words = passage.words[start:end]
    return flag_at(passage.at, first, words, message, proposal, edits)


def flag_at(
    at: str,
    offset: int,
    words: str,
    message: str,
    proposal: str = "",
    edits: tuple[Edit, ...] = (),
) -> Suggestion:
    """Words at an address, from a character of its text on, and what is wrong → the suggestion."""
    problem = Problem("", message, at=at, proposal=proposal, offset=offset)
    return Suggestion(problem, words, edits)


def make_edits(passage: Passage, start: int, end: int, new: str) -> tuple[Edit, ...]:
    """A stretch and what should stand there → the change, unless markup or a brace is in it."""
    first, last = passage.source(start, end)
    old = passage.text.source[first:last]
    if old != passage.words[start:end] or not passage.is_typed(start, end):
        return ()
    return (Edit(passage.at, passage.text.source, first, last, old, new),)


def shorten(words: str, longest: int = 60) -> str:
    """Words → the same for a message, the end left out where they are long."""
    line = " ".join(words.split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"
