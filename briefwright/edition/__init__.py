"""Briefing + Audience + language → Edition: what this reader gets, selected, resolved, numbered."""

from briefwright.edition.bilingual import (
    attempt,
    extend_places,
    reading_direction,
    select,
    strip_to_title,
)
from briefwright.edition.document import Edition
from briefwright.edition.drafting import draft, finish_draft
from briefwright.edition.fault_lines import Reader
from briefwright.edition.floating import close_gap
from briefwright.edition.nodes import Item, Leaf, Node, walk

__all__ = [
    "Edition", "Item", "Leaf", "Node", "Reader", "attempt", "close_gap", "draft",
    "extend_places", "finish_draft", "reading_direction", "select", "strip_to_title", "walk",
]  # fmt: skip
