"""Briefing + Audience + language → Edition: what this reader gets, selected, resolved, numbered."""

from briefwright.edition.assembly import attempt, select
from briefwright.edition.document import Edition, Item, Leaf, Node
from briefwright.edition.drafting import draft
from briefwright.edition.floating import floated

__all__ = ["Edition", "Item", "Leaf", "Node", "attempt", "draft", "floated", "select"]
