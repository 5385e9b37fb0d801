"""Briefing + Audience + language → Edition: what this reader gets, selected, resolved, numbered."""

from briefwright.edition.bilingual import attempt, bare, places, read_as, select
from briefwright.edition.document import Edition, Item, Leaf, Node
from briefwright.edition.drafting import draft
from briefwright.edition.floating import floated

__all__ = [
    "Edition", "Item", "Leaf", "Node", "attempt", "bare", "draft", "floated", "places", "read_as",
    "select",
]  # fmt: skip
