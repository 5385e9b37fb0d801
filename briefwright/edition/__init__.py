"""Briefing + Audience + language → Edition: what this reader gets, selected, resolved, numbered."""

from briefwright.edition.bilingual import (
    attempt,
    extend_places,
    reading_direction,
    select,
    strip_to_title,
)
from briefwright.edition.document import Edition, Item, Leaf, Node
from briefwright.edition.drafting import draft
from briefwright.edition.floating import floated

__all__ = [
    "Edition", "Item", "Leaf", "Node", "attempt", "draft", "extend_places", "floated",
    "reading_direction", "select", "strip_to_title",
]  # fmt: skip
