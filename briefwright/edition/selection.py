"""Which blocks an audience sees, and in which slot each stands.

Leaving out is a rule of the audience, never a template's choice: whatever is left out is named,
with its rule, in the account.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from briefwright.audience import Audience
from briefwright.model import addresses
from briefwright.model.dictionary import (
    KIND_OF,
    Annex,
    Aside,
    Background,
    Block,
    Blocks,
    Common,
    Fact,
    Section,
)

_DEPTH = {"key": 0, "normal": 1, "full": 2}
BODY = "body"  # the slot of all that no other slot takes
NO_SLOT = "slot"  # the rule that withholds what not even that slot takes


@dataclass(frozen=True)
class Selected:
    """A block that this audience sees, at its address, with what it sees inside it.

    `body` is the selection from a section's or annex's own body; `handling` is in force for it.
    """

    at: str
    block: Block
    handling: str
    body: tuple["Selected", ...] = ()


@dataclass
class Selection:
    """What was chosen, slot by slot, what was withheld by which rule, and how the rest is handled.

    `unchosen` is what no slot takes though nobody chose to leave it out.
    """

    slots: dict[str, list[Selected]]
    withheld: list[tuple[str, str]] = field(default_factory=list)
    unchosen: list[str] = field(default_factory=list)
    handlings: set[str] = field(default_factory=set)


def find_fact_rule(fact: Fact, audience: Audience) -> str:
    """A fact and an audience → the rule that withholds what consists of it, or "".

    Its handling is none of these rules: to call such a fact is a fault.
    """
    if rule := _find_reader_rule(fact, audience):
        return rule
    return f"detail: {fact.detail}" if _DEPTH[fact.detail] > _DEPTH[audience.detail] else ""


def find_rule(common: Common, handling: str, audience: Audience) -> str:
    """A block or item, the handling around it, an audience → the rule that withholds it, or ""."""
    if rule := find_bar(common, handling, audience):
        return rule
    return f"detail: {common.detail}" if _DEPTH[common.detail] > _DEPTH[audience.detail] else ""


def find_bar(common: Common, handling: str, audience: Audience) -> str:
    """The same → the rule by which the audience must not see it, or "": depth and order aside."""
    in_force = handling_of(common, handling)
    if in_force not in audience.clearance:
        return f"handling: {in_force}"
    return _find_reader_rule(common, audience)


def find_fact_bar(fact: Fact, audience: Audience) -> str:
    """A fact and an audience → the rule by which the audience must not see it, or ""."""
    if fact.handling and fact.handling not in audience.clearance:
        return f"handling: {fact.handling}"
    return _find_reader_rule(fact, audience)


def _find_reader_rule(part: Common | Fact, audience: Audience) -> str:
    for name in (*part.for_, *part.not_for):
        if name not in audience.others:
            return f"unknown audience: {name}"
    if part.for_ and not set(part.for_) & set(audience.lineage):
        return f"for: {', '.join(part.for_)}"
    if set(part.not_for) & set(audience.lineage):
        return f"not_for: {', '.join(part.not_for)}"
    return ""


def handling_of(common: Common, inherited: str) -> str:
    """A block's own handling, or the one it inherits; background never leaves the organisation."""
    if common.handling:
        return common.handling
    return "internal" if isinstance(common, Background) and inherited == "open" else inherited


def arrange(body: Blocks, handling: str, audience: Audience) -> Selection:
    """All blocks of a briefing → those that the audience sees, in its slots."""
    selection = Selection({slot: [] for slot in audience.order})
    for selected in _select_visible(body, "", handling, audience, selection):
        slot = _find_slot(selected.block, audience) or (BODY if BODY in selection.slots else "")
        if slot:
            selection.slots[slot].append(selected)
        else:
            selection.withheld.append((selected.at, NO_SLOT))
            if BODY not in audience.without:
                selection.unchosen.append(selected.at)
    for chosen in selection.slots.values():
        selection.handlings.update(_find_handlings(chosen))
    return selection


def _find_handlings(chosen: Iterable[Selected]) -> Iterator[str]:
    for selected in chosen:
        yield selected.handling
        yield from _find_handlings(selected.body)


def _select_visible(
    body: Blocks, parent: str, handling: str, audience: Audience, selection: Selection
) -> Iterator[Selected]:
    """A body → what the audience sees of it; blocks inside with a slot of their own move there."""
    for at, block in addresses.children(body, parent):
        rule = find_rule(block, handling, audience) or _find_exclusion(block, audience)
        if rule:
            selection.withheld.append((at, rule))
            continue
        in_force = handling_of(block, handling)
        if not isinstance(block, Section | Annex | Aside):
            yield Selected(at, block, in_force)
            continue
        if audience.detail == "key" and isinstance(block, Section) and block.summary:
            yield Selected(at, block, in_force)
            continue
        staying: list[Selected] = []
        moved: dict[str, None] = {}
        for inner in _select_visible(block.body, at, in_force, audience, selection):
            slot = "" if isinstance(block, Aside) else _find_slot(inner.block, audience)
            (selection.slots[slot] if slot else staying).append(inner)
            moved |= {slot: None} if slot else {}
        if staying or not block.body or getattr(block, "summary", None):
            yield Selected(at, block, in_force, tuple(staying))
        else:  # a heading never stands alone
            selection.withheld.append((at, _explain_emptiness(tuple(moved))))


def _explain_emptiness(slots: tuple[str, ...]) -> str:
    """The slots to which blocks of a section moved → why its heading is left out with them."""
    if slots:
        return f"empty: what is in it stands in {', '.join(slots)}"
    return "empty: nothing in it is for this audience"


def _find_slot(block: Block, audience: Audience) -> str:
    """A block → the audience's first slot that names its kind, its `slot:` or its id, or ""."""
    return next((slot for slot in audience.order if slot in _names(block)), "")


def _find_exclusion(block: Block, audience: Audience) -> str:
    """A block → the rule of an audience that does `without` its kind, its `slot:` or its id."""
    names = _names(block)
    return next((f"without: {name}" for name in audience.without if name in names), "")


def _names(block: Block) -> frozenset[str]:
    """A block → what an audience can call it by."""
    return frozenset({KIND_OF[type(block)], block.id, getattr(block, "slot", "")} - {"", BODY})
