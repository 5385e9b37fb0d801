"""What each kind of block is to those who lay it out and review it: a row for every kind."""

from collections.abc import Mapping
from functools import cache
from typing import Literal

from briefwright.model.dictionary import KINDS

# figure: it is drawn, or a table. movable: it may stand before a figure that it followed.
# spoken: somebody says it. wide: in two languages, one stands below the other.
Trait = Literal["figure", "movable", "spoken", "wide"]

_ROWS: Mapping[str, tuple[Trait, ...]] = {
    "text": ("movable",),
    "list": ("movable",),
    "section": (),
    "key_messages": (),
    "key_figures": ("wide",),
    "table": ("figure", "wide"),
    "chart": ("figure", "wide"),
    "map": ("figure", "wide"),
    "timeline": ("figure", "wide"),
    "image": ("figure", "wide"),
    "quote": ("movable",),
    "callout": ("movable",),
    "question": ("spoken",),
    "lines_to_take": ("spoken",),
    "decision": (),
    "erratum": (),
    "meeting": (),
    "objectives": (),
    "positions": ("spoken",),
    "background": (),
    "notes_to_editors": (),
    "boilerplate": (),
    "sources": (),
    "glossary": (),
    "list_of_figures": ("wide",),
    "list_of_tables": ("wide",),
    "contacts": (),
    "annex": (),
    "aside": ("wide",),
}
assert _ROWS.keys() == KINDS.keys(), "a kind of block needs a row here, and a row its kind"


@cache
def kinds_with(trait: Trait) -> frozenset[str]:
    """A trait → the kinds of block that have it."""
    return frozenset(kind for kind, traits in _ROWS.items() if trait in traits)
