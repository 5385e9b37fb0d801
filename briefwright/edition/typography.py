"""Small things that a typesetter would do by hand."""

from dataclasses import replace

from briefwright.edition.document import Run, Words, text

_NO_BREAK_SPACE = "\u00a0"
_FEWEST_WORDS = 4  # a shorter heading would rather break before its last two words than overflow


def without_widow(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """A heading's runs → the same, its last word tied to the one before it."""
    if not runs or len(text(runs).split()) < _FEWEST_WORDS:
        return runs
    last = runs[-1]
    if not isinstance(last, Words) or " " not in last.text.strip():
        return runs
    before, _, word = last.text.rpartition(" ")
    return (*runs[:-1], replace(last, text=f"{before}{_NO_BREAK_SPACE}{word}"))
