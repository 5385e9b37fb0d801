"""What a rule finds: where in which text, a sentence, what to write instead, and how to mend it."""

from dataclasses import dataclass

from briefwright.editorial.passages import Passage


@dataclass(frozen=True)
class Mend:
    """A safe change of a text as typed: from `start` up to `end`, `old` gives way to `new`."""

    at: str
    text: str
    start: int
    end: int
    old: str
    new: str


@dataclass(frozen=True)
class Finding:
    """One thing that a rule found. `offset` counts characters of the text as typed at `at`.

    `words` are those that the finding is about; `audiences` the readers whom alone it concerns.
    """

    at: str
    offset: int
    words: str
    message: str
    proposal: str = ""
    mends: tuple[Mend, ...] = ()
    audiences: tuple[str, ...] = ()


def found(
    passage: Passage, start: int, end: int, message: str, proposal: str = "", new: str | None = None
) -> Finding:
    """A stretch of a passage and what is wrong with it → the finding; `new` mends it safely."""
    first, _ = passage.source(start, end)
    mends = () if new is None else mending(passage, start, end, new)
    return Finding(passage.at, first, passage.words[start:end], message, proposal, mends)


def mending(passage: Passage, start: int, end: int, new: str) -> tuple[Mend, ...]:
    """A stretch and what should stand there → the change, unless markup or a brace is in it."""
    first, last = passage.source(start, end)
    old = passage.text.source[first:last]
    if old != passage.words[start:end] or not passage.typed(start, end):
        return ()
    return (Mend(passage.at, passage.text.source, first, last, old, new),)


def shown(words: str, longest: int = 60) -> str:
    """Words → the same for a message, the end left out where they are long."""
    line = " ".join(words.split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"
