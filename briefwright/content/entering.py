"""A block, an item or a row entered: its address, the handling in force, how deep it stands."""

from dataclasses import replace

from briefwright.content import forms, mappings
from briefwright.content.mappings import Entries
from briefwright.content.reading import Context, Declaration
from briefwright.model.dictionary import KINDS
from briefwright.problems import Place, Problem

DEEPEST = 4  # levels of sections, so of headings under the title
_STRICTNESS = {"open": 0, "internal": 1}
_MARKED = 2  # a marking is stricter than both


def enter(entries: Entries, kind: str, unnamed: str, context: Context) -> Context:
    """A record's keys and the address that it has without an id → where its own keys stand."""
    named = mappings.find_scalar(entries, "id")
    own = forms.parse_identifier(named) if named else unnamed
    at = unnamed if isinstance(own, Problem) else own
    place = entries[0].place
    _declare(at, kind, entries, named.place if named else None, context)
    inside = replace(context, at=at, handling=_find_handling(entries, kind, context))
    return _go_below(kind, place, inside) if kind in KINDS else inside


def restrict(entries: Entries, at: str, context: Context) -> None:
    """The keys of a block that can't be read whole, its address, where it stands → noted.

    Only if the block, or what it stands in, says who may see it.
    """
    readers = ("handling", "for", "not_for", "background")
    if entries and (context.handling != "open" or any(key.name in readers for key in entries)):
        context.collector.restricted[at] = entries[0].place


def _declare(at: str, kind: str, entries: Entries, named: Place | None, context: Context) -> None:
    collector, place = context.collector, entries[0].place
    captioned = kind != "image" or mappings.find_scalar(entries, "caption") is not None
    earlier = collector.blocks.setdefault(
        at, Declaration(kind, place, captioned, named is not None)
    )
    collector.places.setdefault(at, place)
    if earlier.place != place and (named or kind in KINDS):
        spot, other = (named, earlier.place) if named else (earlier.place, place)
        collector.report(
            "C226", f"“{at}” is the address of two things, here and at {other}.", spot, at
        )


def _find_handling(entries: Entries, kind: str, context: Context) -> str:
    """A record's keys → the handling in force for it; one that is less strict is a fault."""
    scalar = mappings.find_scalar(entries, "handling")
    own = forms.parse_handling(scalar) if scalar else context.handling
    if scalar is None or isinstance(own, Problem):
        return context.handling
    inherited = (
        "internal" if kind == "background" and context.handling == "open" else context.handling
    )
    check_strictness(own, inherited, scalar.place, context)
    return own


def check_strictness(own: str, inherited: str, place: Place, context: Context) -> None:
    """A part's handling and that of the whole → a fault where the part's is less strict."""
    if _STRICTNESS.get(own, _MARKED) < _STRICTNESS.get(inherited, _MARKED):
        context.report(
            "C219",
            f"`handling: {own}` is less strict than “{inherited}”, which is in force here; "
            "a part may only be stricter than the whole.",
            place,
        )


def _go_below(kind: str, place: Place, context: Context) -> Context:
    """A block entered → where its contents stand: one level deeper in a section or an annex."""
    if kind == "section" and context.depth >= DEEPEST:
        context.report("C224", f"Sections go {DEEPEST} levels deep; this one is the fifth.", place)
    if kind == "annex" and context.depth:
        context.report(
            "C224", "An annex stands after everything else, not inside a section.", place
        )
    return replace(context, depth=context.depth + 1) if kind in ("section", "annex") else context
