"""Words that are looked for, and what briefings say → those that say them, and where.

Title, name, status and date are searched, and every text of the editions that a user may see.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from briefwright import content, edition
from briefwright.audience import LARGE_PRINT
from briefwright.document.marks import Mark
from briefwright.model.dictionary import Briefing
from briefwright.preview.choices import Choice, list_choices, read_audience
from briefwright.problems import ContentError
from briefwright.service.making import Entry
from briefwright.service.seen import SeenSource

_AROUND = 70  # characters shown on each side of what was found


@dataclass(frozen=True)
class Quotation:
    """A text in which something was found: what stands before, what was found, what follows."""

    before: str
    found: str
    after: str


def list_printed(source: SeenSource) -> tuple[str, ...]:
    """A briefing's folder and a user's audiences → each text that their editions print, once."""
    briefing = content.draft(source.content)[0]
    return tuple(
        dict.fromkeys(
            mark.text
            for choice in list_choices(briefing, source.templates)
            if source.audiences is None or choice.audience in source.audiences
            if not choice.audience.endswith(LARGE_PRINT)
            for mark in _list_marks(source, briefing, choice)
            if mark.text
        )
    )


def _list_marks(source: SeenSource, briefing: Briefing, choice: Choice) -> Iterator[Mark]:
    with suppress(ContentError):  # an edition at fault prints nothing
        reader = read_audience(source.templates, choice.audience)
        yield from edition.select(briefing, reader, choice.language).marks().body


def is_listed(entry: Entry, words: str) -> bool:
    """A briefing and words → whether all of them stand in its title, name, status or date."""
    said = f"{entry.title} {entry.name} {entry.status.replace('_', ' ')} {entry.date}".casefold()
    return all(word in said for word in words.casefold().split())


def quote(texts: Sequence[str], words: str) -> Quotation | None:
    """The texts of a briefing and words → the first text in which all of them stand, if any."""
    wanted = words.casefold().split()
    for text in texts:
        folded = text.casefold()
        if len(folded) == len(text) and all(word in folded for word in wanted):
            start = folded.index(wanted[0])
            return _cut(text, start, start + len(wanted[0]))
    return None


def _cut(text: str, start: int, end: int) -> Quotation:
    """A text, and what was found in it → that with some words around it."""
    left, right = max(0, start - _AROUND), min(len(text), end + _AROUND)
    before = text[left:start] if left == 0 else "…" + text[left:start].partition(" ")[2]
    after = text[end:right] if right == len(text) else text[end:right].rpartition(" ")[0] + "…"
    return Quotation(before, text[start:end], after)
