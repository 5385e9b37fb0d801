"""An audience → what a briefing should have, so that its readers' edition is at its best.

It follows from the audience's settings alone, so that it holds for an organisation's own as well.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from briefwright.audience import Audience
from briefwright.edition.document import Edition
from briefwright.edition.selection import BODY, arrange
from briefwright.model.dictionary import KINDS, Briefing

# Slots that the program fills, and one that only a mistake does.
_OPTIONAL = frozenset(
    {BODY, "contents", "sources", "glossary", "data", "departures", "citation", "end_mark",
     "end_panel", "erratum", "changes"}
)  # fmt: skip
_OF_A_BRIEFING = ("kicker", "subtitle", "authors")
_OF_A_HOUSE = ("logo", "series", "address", "permalink")


@dataclass(frozen=True)
class Need:
    """One thing that an audience needs, and whether a briefing has it; None: no program can say."""

    words: str
    is_met: bool | None = None

    def __str__(self) -> str:
        mark = {True: "[x]", False: "[ ]", None: " - "}[self.is_met]
        return f"{mark} {self.words}"


def list_needs(audience: Audience) -> Iterator[Need]:
    """An audience → what it needs of any briefing."""
    yield from (Need(_describe_slot(slot)) for slot in _list_slots(audience))
    yield from (Need(_describe_part(part)) for part in _list_parts(audience))
    yield from (Need(_describe_wording(word)) for word in audience.prefers)
    if audience.max_pages:
        pages = "page" if audience.max_pages == 1 else "pages"
        yield Need(f"no more than {audience.max_pages} {pages}: a build says when there are more")


def check_needs(audience: Audience, briefing: Briefing, edition: Edition) -> Iterator[Need]:
    """An audience, a briefing, its edition → the same needs, each with whether it is met."""
    slots = arrange(briefing.body, briefing.metadata.handling, audience).slots
    ends = tuple(leaf.at.rpartition(".")[2] for leaf in edition.leaves())
    met = [
        *(bool(slots[slot]) for slot in _list_slots(audience)),
        *(bool(getattr(edition.masthead, _FIELDS.get(p, p))) for p in _list_parts(audience)),
        *(word in ends for word in audience.prefers),
        *((None,) if audience.max_pages else ()),
    ]
    for need, is_met in zip(list_needs(audience), met, strict=True):
        yield Need(need.words, is_met)


_FIELDS = {"subtitle": "standfirst"}  # parts of the title block that a node calls otherwise


def _list_slots(audience: Audience) -> tuple[str, ...]:
    return tuple(slot for slot in audience.order if slot not in _OPTIONAL)


def _list_parts(audience: Audience) -> tuple[str, ...]:
    return tuple(part for part in audience.masthead if part in (*_OF_A_BRIEFING, *_OF_A_HOUSE))


def _describe_slot(slot: str) -> str:
    if slot not in KINDS:
        return f"a section or a block with `id: {slot}`, or a section with `slot: {slot}`"
    doc = (KINDS[slot].__doc__ or "").partition("\n")[0].partition("` ")[2]
    return f"`{slot}:` {doc.rstrip('.')}"


def _describe_part(part: str) -> str:
    file = "briefing.yaml" if part in _OF_A_BRIEFING else "house.yaml"
    return f"`{part}:` in {file}, for the title block"


def _describe_wording(word: str) -> str:
    return f"`{word}:` beside the texts that these readers should get in other words"
