"""A merged edition, the words of its language → it with a legend, and marks said in words."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from briefwright.edition.document import Edition
from briefwright.edition.merging import list_fields, with_fields
from briefwright.edition.nodes import Item, Leaf, LineNode, Node
from briefwright.edition.runs import Change, Revised, Run, Words, fill

_AT = "legend"
_CHANGES: tuple[tuple[Change, str], ...] = (("ins", "inserted"), ("del", "deleted"))
_NAMES: Mapping[str, str] = dict(_CHANGES)


def add_legend(merged: Edition, labels: Mapping[str, str]) -> Edition:
    """A merged edition and its labels → what pages show: a legend, alt texts that say more."""
    shown: dict[str, tuple[Run, ...]] = {
        name: (Revised((Words(labels[f"comparison.{name}"]),), change),)
        for change, name in _CHANGES
    }
    shown["moved"] = (Revised((Words(labels["comparison.moved"]),), "ins", "legend"),)
    text = Leaf(f"{_AT}.text", fill(labels["comparison.legend"], **shown))
    blocks = _describe(merged.blocks, labels)
    return replace(merged, blocks=(LineNode(kind="legend", at=_AT, text=text), *blocks))


def _describe(part: Any, labels: Mapping[str, str]) -> Any:
    """A part of an edition → the same; what came or went says so to those who can't see it."""
    match part:
        case tuple():
            return tuple(_describe(one, labels) for one in part)
        case Node() | Item():
            held = {name: _describe(one, labels) for name, one in list_fields(part).items()}
            name_of_change = _NAMES.get(part.change, "") if isinstance(part, Node) else ""
            for name in ("alt", "icon_alt") if name_of_change else ():
                if isinstance(alt := held.get(name), Leaf):
                    said = labels[f"comparison.alt_{name_of_change}"].format(alt=alt.text)
                    held[name] = replace(alt, runs=(Words(said),))
            return with_fields(part, held)
        case _:
            return part
