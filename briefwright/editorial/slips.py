"""Words that are spelt well and likely meant to be others: their neighbours say so."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from briefwright.editorial.passages import Copy, Passage
from briefwright.editorial.suggestions import Suggestion, flag
from briefwright.editorial.wordlists import any_of, records

_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")


@dataclass(frozen=True)
class Slip:
    """One record of `confusables.yaml`.

    A word (or two) that is flagged where one of `near` stands among the `within` words after it or
    the `before` words before it, what follows is one of `follows`, and its sentence holds one of
    `beside`, as far as these are given.
    """

    word: tuple[str, ...]
    write: str
    near: re.Pattern[str] | None
    within: int
    before: int
    follows: frozenset[str]
    beside: frozenset[str]
    company: str


@cache
def _load_slips() -> Mapping[str, tuple[Slip, ...]]:
    """The slips by their first words."""
    found_slips: dict[str, list[Slip]] = {}
    for record in records("confusables"):
        slip = _read_slip(record)
        found_slips.setdefault(slip.word[0], []).append(slip)
    return {word: tuple(slips) for word, slips in found_slips.items()}


def _read_slip(record: Mapping[str, Any]) -> Slip:
    near = record.get("near")
    return Slip(
        word=tuple(record["word"].split()),
        write=record["write"],
        near=re.compile(rf"\b{any_of(near)}\b") if near else None,
        within=int(record.get("within", 0)),
        before=int(record.get("before", 0)),
        follows=frozenset(record.get("next", ())),
        beside=frozenset(record.get("with", ())),
        company=record.get("company", ""),
    )


def find_slips(copy: Copy) -> Iterator[Suggestion]:
    """Slips in a briefing; in cells stand too few words to judge."""
    slips = _load_slips()
    for passage in copy.passages:
        words = list(_WORD.finditer(passage.words)) if passage.role != "cell" else []
        lowered = [match[0].casefold().replace("’", "'") for match in words]
        for n, word in enumerate(lowered):
            for slip in slips.get(word, ()):
                last = n + len(slip.word) - 1
                if tuple(lowered[n : last + 1]) == slip.word:
                    span = (words[n].start(), words[last].end())
                    if _fits(slip, lowered, n, passage, span):
                        yield _flag_slip(slip, passage, span)


def _flag_slip(slip: Slip, passage: Passage, span: tuple[int, int]) -> Suggestion:
    typed = passage.words[slice(*span)]
    write = slip.write.capitalize() if typed[0].isupper() else slip.write
    message = f"“{typed}” is likely a slip for “{write}”."
    if slip.company:
        message = f"“{typed}” doesn't go with “{slip.company}”."
    return flag(passage, *span, message, f"Write {write}.")


def _fits(slip: Slip, lowered: list[str], n: int, passage: Passage, span: tuple[int, int]) -> bool:
    """Whether a word's neighbours are those that give the slip away."""
    if not passage.is_typed(*span) or passage.is_quoted(span[0]):
        return False
    last = n + len(slip.word)
    near = " ".join((*lowered[max(0, n - slip.before) : n], *lowered[last : last + slip.within]))
    if slip.near and not slip.near.search(near):
        return False
    follows = {*lowered[last : last + 1], passage.words[span[1] : span[1] + 1]}
    if slip.follows and not follows & slip.follows:
        return False
    sentence = passage.words[slice(*passage.sentence(span[0]))]
    held = {word.casefold() for word in _WORD.findall(sentence)} if slip.beside else set()
    return not slip.beside or bool(held & slip.beside)
