"""What an audience must not see: by its handling, by `for:`, by `not_for:`.

These three say who may read; `detail`, slots and rewordings only say how much of it is printed,
and what they leave out is no secret.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from briefwright.audience import Audience
from briefwright.edition.selection import find_bar, find_fact_bar, handling_of
from briefwright.model import addresses, keys
from briefwright.model.dictionary import (
    Annex,
    Aside,
    Block,
    Blocks,
    Brace,
    Briefing,
    Cite,
    Emphasis,
    Event,
    Inline,
    Item,
    Link,
    MapPlace,
    Row,
    Section,
    Strong,
    Text,
)
from briefwright.problems import ContentError, Problem

Record = Block | Item | Row | MapPlace | Event


@dataclass(frozen=True)
class Part:
    """A block, item, row, place or event, the handling in force, and the rule that bars it, or "".

    What stands in something that is barred is barred by the same rule.
    """

    at: str
    record: Record
    handling: str
    rule: str


def parts(briefing: Briefing, audience: Audience) -> Iterator[Part]:
    """A briefing and an audience → all of its parts, in the order in which they were written."""
    return _read_body(briefing.body, "", briefing.metadata.handling, "", audience)


def _read_body(
    body: Blocks, parent: str, handling: str, rule: str, audience: Audience
) -> Iterator[Part]:
    for at, block in addresses.children(body, parent):
        whole, *inner = _read_parts(at, block, handling, rule, audience)
        yield from (whole, *inner)
        if isinstance(block, Section | Annex | Aside):
            yield from _read_body(block.body, at, whole.handling, whole.rule, audience)


def _read_parts(
    at: str, record: Record, handling: str, rule: str, audience: Audience
) -> Iterator[Part]:
    """A record, the handling and the rule around it → it, and the items or rows in it."""
    part = Part(
        at,
        record,
        handling_of(record, handling),
        rule or find_bar(record, handling, audience),
    )
    yield part
    for key in keys.of(type(record)).values():
        if key.form in addresses.LISTED:
            for inner, one in addresses.entries(at, key.name, getattr(record, key.field)):
                yield from _read_parts(inner, one, part.handling, part.rule, audience)


def number_withheld(withheld: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Addresses that a rule left out, with that rule → the same as this reader may see it.

    What the audience must not see has a number, since an address is telling, and so is a marking.
    """
    barring = ("handling", "for", "not_for")
    named = ((at, rule, rule.partition(":")[0]) for at, rule in withheld)
    return tuple(
        (f"withheld {n}", kind) if kind in barring else (at, rule)
        for n, (at, rule, kind) in enumerate(named, start=1)
    )


# ----------------------------------------------------------------- contradictions


def check(briefing: Briefing, audience: Audience) -> None:
    """A briefing and an audience → nothing, if no part is for this audience and barred from it.

    Errors: ContentError, a fault for each such part; it names no audience, to be shown once.
    """
    whole = briefing.metadata.handling
    if whole not in audience.clearance:
        message = (
            f"The briefing as a whole is handled as “{whole}”, and the audience “{audience.name}” "
            f"may see only what is {' or '.join(audience.clearance)}."
        )
        where = briefing.places.get("briefing.handling")
        raise ContentError([Problem("A512", message, where, "briefing.handling")])
    if faults := tuple(_find_contradictions(briefing, audience)):
        raise ContentError(faults)


def _find_contradictions(briefing: Briefing, audience: Audience) -> Iterator[Problem]:
    lineage = set(audience.lineage)
    for part in parts(briefing, audience):
        asked = part.record.for_
        is_asked = lineage & set(asked) and not lineage & set(part.record.not_for)
        if is_asked and part.handling not in audience.clearance:
            message = (
                f"This is handled as “{part.handling}”, and `for: {', '.join(asked)}` names an "
                "audience that may not see that: take the audience out, or change the handling."
            )
            spots = (addresses.field(part.at, "for"), part.at)
            where = next((briefing.places[spot] for spot in spots if spot in briefing.places), None)
            yield Problem("A511", message, where, part.at)


# ----------------------------------------------------------------- what parts use


@dataclass(frozen=True)
class Uses:
    """Facts, names and sources by their keys, each with the rule of the part that used it first."""

    facts: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)

    def subtract(self, others: "Uses") -> "Uses":
        """Other uses → what is used here and not there."""
        return Uses(
            {name: rule for name, rule in self.facts.items() if name not in others.facts},
            {name: rule for name, rule in self.names.items() if name not in others.names},
            {name: rule for name, rule in self.sources.items() if name not in others.sources},
        )


def find_barred_uses(briefing: Briefing, audience: Audience) -> Uses:
    """A briefing and an audience → what only those parts use that the audience must not see.

    A fact whose own handling bars it is among them, wherever it is used.
    """
    barred, seen = Uses(), Uses()
    whole = addresses.own_texts("briefing", briefing.metadata)
    _add_texts(seen, "", briefing, (text for _, text in whole))
    for part in parts(briefing, audience):
        _add_part(barred if part.rule else seen, part, briefing)
    for name, fact in briefing.facts.items():
        if rule := find_fact_bar(fact, audience):
            seen.facts.pop(name, None)
            _add_fact(barred, name, rule, briefing)
    return barred.subtract(seen)


def _add_part(uses: Uses, part: Part, briefing: Briefing) -> None:
    record, rule = part.record, part.rule
    if isinstance(record, Item | Row) and record.fact:
        _add_fact(uses, record.fact, rule, briefing)
    if record.source:
        _add_source(uses, record.source, rule, briefing)
    texts = addresses.own_texts(part.at, record)
    _add_texts(uses, rule, briefing, (text for _, text in texts))


def _add_texts(uses: Uses, rule: str, briefing: Briefing, texts: Iterable[Text]) -> None:
    for text in texts:
        for inline in _walk_inlines(text.content):
            if isinstance(inline, Cite):
                _add_source(uses, inline.source, rule, briefing)
            elif isinstance(inline, Brace) and inline.name in briefing.facts:
                _add_fact(uses, inline.name, rule, briefing)
            elif isinstance(inline, Brace) and inline.noted in briefing.sources:
                _add_source(uses, inline.noted, rule, briefing)
            elif isinstance(inline, Brace) and inline.name in briefing.names:
                uses.names.setdefault(inline.name, rule)


def _add_fact(uses: Uses, name: str, rule: str, briefing: Briefing) -> None:
    if name in uses.facts or name not in briefing.facts:
        return
    uses.facts[name] = rule
    fact = briefing.facts[name]
    if fact.source:
        _add_source(uses, fact.source, rule, briefing)
    texts = addresses.own_texts(f"facts.{name}", fact)
    _add_texts(uses, rule, briefing, (text for _, text in texts))


def _add_source(uses: Uses, name: str, rule: str, briefing: Briefing) -> None:
    if name in uses.sources or name not in briefing.sources:
        return
    uses.sources[name] = rule
    texts = addresses.own_texts(f"sources.{name}", briefing.sources[name])
    _add_texts(uses, rule, briefing, (text for _, text in texts))


def _walk_inlines(content: tuple[Inline, ...]) -> Iterator[Inline]:
    for inline in content:
        yield inline
        if isinstance(inline, Emphasis | Strong | Link):
            yield from _walk_inlines(inline.content)
