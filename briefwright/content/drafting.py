"""A briefing with faults in it → what can be printed of it as a draft: all that no fault touches.

Whatever is at fault is left out whole, and so is what calls it; the draft lists each fault.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from briefwright.facts import chart_data, inline, plain_value
from briefwright.model import addresses
from briefwright.model.dictionary import (
    Annex,
    Aside,
    Block,
    Blocks,
    Briefing,
    Chart,
    Image,
    Item,
    Map,
    Metadata,
    Row,
    Section,
    Str,
    Table,
    Text,
    Unmended,
    When,
)
from briefwright.problems import Place, Problem, errors

_GAP = "[?]"  # stands where something that a briefing needs could not be read


def complete_metadata(name: str, read: Mapping[str, object]) -> Metadata:
    """A folder's name and what could be read of its metadata → metadata, gaps for the rest.

    Where nobody can tell how the briefing is handled, nothing that was read is in it.
    """
    gap, title = Text(_GAP, (Str(_GAP),)), Text(name, (Str(name),))
    stand_ins: dict[str, Any] = {
        "title": title, "language": "en", "date": When(_GAP, words=True), "owner": gap,
        "contact": gap, "handling": "open",
    }  # fmt: skip
    return Metadata(**{**stand_ins, **(read if "handling" in read else {})})


def drop_faults(
    briefing: Briefing, problems: Sequence[Problem], restricted: Mapping[str, Place]
) -> Briefing:
    """A briefing as far as it could be read, and its faults → it without all that is at fault.

    Where its handling is at fault, none of its body is left. `restricted` are blocks that say who
    may see them and couldn't be read.
    """
    faulty = frozenset(problem.at for problem in errors(problems) if problem.at)
    kept = replace(briefing, unmended=Unmended(briefing, restricted))
    if "briefing" in faulty or "briefing.handling" in faulty:
        return replace(kept, body=())
    return _without(kept, faulty)


def _without(briefing: Briefing, faulty: frozenset[str]) -> Briefing:
    """A briefing and the addresses of faults → it without what they touch and what calls that."""
    facts = {
        name: fact
        for name, fact in briefing.facts.items()
        if plain_value(fact) and not _is_within(f"facts.{name}", faulty)
    }
    kept = replace(briefing, facts=facts, body=tuple(_select_sound(briefing.body, "", faulty)))
    while (body := tuple(_drop_broken_calls(kept.body, "", kept))) != kept.body:
        kept = replace(kept, body=body)
    return kept


def find_owners(problems: Iterable[Problem], places: Mapping[str, Place]) -> tuple[Problem, ...]:
    """Problems and where each address was written → the same, each at an address if it has a place.

    What is wrong with the form of a line is wrong with what that line belongs to: a key that says
    who may see it may have been lost there.
    """
    starts = sorted((place, at) for at, place in places.items())
    return tuple(
        replace(problem, at=_owner(problem.where, starts))
        if problem.where and not problem.at
        else problem
        for problem in problems
    )


def _owner(place: Place, starts: Sequence[tuple[Place, str]]) -> str:
    """A place and where things begin, in order → the address of what begins last before it."""
    after = bisect_right(starts, (place, "\uffff"))
    start, at = starts[after - 1] if after else (place, "")
    return at if start.file == place.file else ""


# ----------------------------------------------------------------- what a fault touches


def _select_sound(body: Blocks, parent: str, faulty: frozenset[str]) -> Iterator[Block]:
    """A body → its blocks without those that hold a fault; sections lose what is in them."""
    for at, block in addresses.children(body, parent):
        if _is_touched(at, block, faulty):
            continue
        if isinstance(block, Section | Annex | Aside):
            yield _write_address(
                replace(block, body=tuple(_select_sound(block.body, at, faulty))), at
            )
        else:
            yield _write_address(block, at)


def _is_touched(at: str, block: Block, faulty: frozenset[str]) -> bool:
    inside = (at, *(inner for inner, _ in addresses.items(at, block)))
    return any(_is_within(one, faulty) for one in inside)


def _is_within(at: str, faulty: frozenset[str]) -> bool:
    """Whether a fault is at an address, or at something that belongs to it."""
    return any(fault == at or fault.startswith(f"{at}.") for fault in faulty)


def _write_address(block: Block, at: str) -> Block:
    """A block → the same with its address written down, since its neighbours may go."""
    return block if block.id else replace(block, id=at)


# ----------------------------------------------------------------- what calls what is gone


def _drop_broken_calls(body: Blocks, parent: str, briefing: Briefing) -> Iterator[Block]:
    """A body → its blocks without those that call what the briefing doesn't have."""
    figures = {at for at, _ in addresses.walk(briefing.body)}
    for at, block in addresses.children(body, parent):
        if any(_calls_missing(record, briefing, figures) for record in _records(at, block)):
            continue
        if isinstance(block, Section | Annex | Aside):
            yield replace(block, body=tuple(_drop_broken_calls(block.body, at, briefing)))
        else:
            yield block


def _records(at: str, block: Block) -> Iterator[Block | Item | Row]:
    yield block
    yield from (item for _, item in addresses.items(at, block))
    if isinstance(block, Table):
        yield from block.rows


def _calls_missing(record: Block | Item | Row, briefing: Briefing, figures: set[str]) -> bool:
    known = {*briefing.facts, *briefing.names, *figures}
    for _, text in addresses.texts("", record):
        if any(brace.name not in known for brace in inline.braces(text.content)):
            return True
        if any(cite.source not in briefing.sources for cite in inline.cites(text.content)):
            return True
    if record.source and record.source not in briefing.sources:
        return True
    if isinstance(record, Item | Row):
        return bool(record.fact) and record.fact not in briefing.facts
    return _lacks_file(record, briefing)


def _lacks_file(block: Block, briefing: Briefing) -> bool:
    match block:
        case Image():
            return block.image not in briefing.files
        case Chart():
            return (bool(block.data) and chart_data.find_file(block, briefing.data) is None) or (
                bool(block.vega_lite) and block.vega_lite not in briefing.files
            )
        case Map():
            return (bool(block.data) and chart_data.find_file(block, briefing.data) is None) or (
                bool(block.regions) and block.regions not in briefing.files
            )
        case Table():
            return bool(block.data) and chart_data.find_file(block, briefing.data) is None
        case _:
            return False
