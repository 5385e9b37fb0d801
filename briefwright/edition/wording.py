"""Runs put together: labels before texts, lists with commas, headings that end well."""

from collections.abc import Iterable
from dataclasses import replace

from briefwright.edition.document import Label, Run, Words, text

_NO_BREAK_SPACE = "\u00a0"
_FEWEST_WORDS = 4  # a shorter heading would rather break before its last two words than overflow
_ENDINGS = (":", "?", "!", ".")


def label(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """A label's runs → the label with its colon, unless it ends in a sign of its own."""
    ending = () if text(runs).endswith(_ENDINGS) or not runs else (Words(":"),)
    return (Label((*runs, *ending)),)


def before_text(word: str) -> tuple[Run, ...]:
    """A word of the labels that stands before a text → its runs, or nothing."""
    return (*label((Words(word),)), Words(" ")) if word else ()


def joined(parts: Iterable[tuple[Run, ...]], comma: str) -> tuple[Run, ...]:
    """Parts and what stands between them → all of them."""
    runs: list[Run] = []
    for part in parts:
        runs += [Words(comma), *part] if runs else part
    return tuple(runs)


def without_widow(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """A heading's runs → the same, its last word tied to the one before it."""
    if not runs or len(text(runs).split()) < _FEWEST_WORDS:
        return runs
    last = runs[-1]
    if not isinstance(last, Words) or " " not in last.text.strip():
        return runs
    before, _, word = last.text.rpartition(" ")
    return (*runs[:-1], replace(last, text=f"{before}{_NO_BREAK_SPACE}{word}"))
