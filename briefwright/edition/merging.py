"""Two editions of one reader → one edition that holds both, what came and what went marked.

Without what went it says what the later one says, without what came what the earlier one said.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import PurePosixPath
from typing import Any

from briefwright.document.counters import format_count
from briefwright.edition.aligning import align, describe
from briefwright.edition.document import Edition
from briefwright.edition.nodes import (
    DrawnNode,
    FigureNode,
    ImageNode,
    Item,
    Leaf,
    Node,
    WrittenNode,
    leaves,
    map_leaves,
    walk,
)
from briefwright.edition.plots import PicturePlot
from briefwright.edition.revising import (
    find_change,
    mark_leaf,
    merge_leaves,
    name_move,
    redirect,
)
from briefwright.edition.runs import Change

_FEWEST_WORDS = 3  # of a text that moved; a shorter one may stand anywhere
_ROWS = frozenset({"cells", "columns", "over"})  # what stands side by side, place by place


def merge(before: Edition, after: Edition) -> Edition:
    """An edition before and after → both in one; heads, feet and properties are the later one's."""
    merging = _Merging()
    masthead = merging.merge(before.masthead, after.masthead)
    blocks = merging.merge(before.blocks, after.blocks)
    blocks = map_leaves(blocks, lambda leaf: redirect(leaf, merging.ids, merging.addresses))
    languages = tuple(dict.fromkeys((*after.languages, *before.languages)))
    withheld = tuple(dict.fromkeys((*after.withheld, *before.withheld)))
    return replace(
        after, masthead=masthead, blocks=_mark_moves(blocks), languages=languages,
        withheld=withheld, files={**_rename_files(before), **after.files},
    )  # fmt: skip


@dataclass
class _Merging:
    """What became of the names of the earlier edition: of ids, and of addresses."""

    ids: dict[str, str] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)

    def merge(self, before: Any, after: Any) -> Any:
        """A part of an edition before and after → both in one."""
        match before, after:
            case Leaf(), Leaf():
                self._note(before, after.id, after.at)
                return merge_leaves(before, after)
            case (Node(), Node()) | (Item(), Item()):
                return self._merge_fields(before, after)
            case tuple(), tuple():
                return self._merge_all(before, after)
            case ((Leaf() | Node()), None):
                return self.mark(before, "del")
            case None, (Leaf() | Node()):
                return self.mark(after, "ins")
            case _:
                return after  # a setting, or what a drawing shows

    def _merge_fields(self, before: Node | Item, after: Node | Item) -> Any:
        if isinstance(before, Node) and isinstance(after, Node):
            self._note(before, after.id, after.at)
        old, new = list_fields(before), list_fields(after)
        merged = {
            name: self._merge_row(old.get(name), part)
            if name in _ROWS and isinstance(part, tuple)
            else self.merge(old.get(name), part)
            for name, part in new.items()
        }
        return with_fields(after, merged)

    def _merge_row(self, before: Any, after: Any) -> Any:
        return tuple(self.merge(*pair) for pair in zip(before, after, strict=True))

    def _merge_all(self, before: Sequence[Any], after: Sequence[Any]) -> tuple[Any, ...]:
        if not all(isinstance(one, Leaf | Item | Node) for one in (*before, *after)):
            return tuple(after)
        made = []
        for one, other in align(before, after):
            if one is not None and other is not None:
                made.append(self.merge(one, other))
            else:
                made.append(self.mark(one, "del") if other is None else self.mark(other, "ins"))
        return tuple(_number(made))

    def mark(self, part: Any, change: Change) -> Any:
        """A part that came or went → it marked; one that went has names of its own."""
        match part:
            case Leaf():
                return mark_leaf(self._rename(part, change), change)
            case tuple():
                return tuple(self.mark(one, change) for one in part)
            case Item():
                return Item(self.mark(part.leaf, change), self.mark(part.items, change))
            case Node():
                named = self._rename(part, change)
                held = {name: self.mark(one, change) for name, one in list_fields(named).items()}
                marked = replace(with_fields(named, held), change=change)
                return _rename_file(marked) if change == "del" else marked
            case _:
                return part

    def _rename(self, part: Any, change: Change) -> Any:
        """A leaf or a node → the same, under another address and id if it went."""
        if change == "ins":
            return part
        at, id = rename_address(part.at), f"{part.id}-before" if part.id else ""
        self._note(part, id, at)
        return replace(part, at=at, id=id)

    def _note(self, before: Leaf | Node, id: str, at: str) -> None:
        self.ids[before.id] = id
        self.addresses[before.at] = at


def rename_address(at: str) -> str:
    """The address of what went → the one under which it stands beside what came."""
    return f"{at}.before" if at else ""


def list_fields(part: Node | Item) -> Mapping[str, Any]:
    """A node or an item → what it holds, by name."""
    if isinstance(part, WrittenNode):
        return part.fields
    return {one.name: getattr(part, one.name) for one in fields(part)}


def with_fields(part: Any, held: Mapping[str, Any]) -> Any:
    """A node or an item, what it shall hold → it, holding that."""
    return part.with_fields(**held) if isinstance(part, WrittenNode) else replace(part, **held)


def _number(parts: Sequence[Any]) -> Iterator[Any]:
    """The items of a merged list → the same; an ordered one is counted through."""
    for n, part in enumerate(parts, start=1):
        if isinstance(part, Item) and part.leaf.counter:
            yield replace(part, leaf=replace(part.leaf, number=format_count(n, part.leaf.counter)))
        else:
            yield part


# ----------------------------------------------------------------- pictures that went


def _rename_file(node: Any) -> Any:
    if not isinstance(node, DrawnNode | ImageNode) or not node.file:
        return node
    plot: Any = node.plot
    if isinstance(plot, PicturePlot):
        plot = replace(plot, file=_rename_path(plot.file))
    return replace(node, file=_rename_path(node.file), plot=plot)


def _rename_files(before: Edition) -> dict[str, bytes]:
    return {_rename_path(path): data for path, data in before.files.items()}


def _rename_path(path: str) -> str:
    """The path of a picture → another one beside it."""
    own = PurePosixPath(path)
    return str(own.with_name(f"before-{own.name}"))


# ----------------------------------------------------------------- moves


def _mark_moves(blocks: tuple[Node, ...]) -> tuple[Node, ...]:
    """Merged blocks → the same; a text that went here and came there has moved."""
    names = _name_moves(blocks)
    return map_leaves(blocks, lambda leaf: name_move(leaf, names.get(leaf.at, "")))


def _name_moves(blocks: tuple[Node, ...]) -> dict[str, str]:
    """Merged blocks → the name of its move, by the address of each text that moved."""
    places: dict[Change, dict[tuple[str, str], list[str]]] = {"del": {}, "ins": {}}
    for leaf in leaves(blocks):
        change = find_change(leaf)
        if change and leaf.kind != "cell" and len(leaf.text.split()) >= _FEWEST_WORDS:
            places[change].setdefault((leaf.kind, leaf.text), []).append(leaf.at)
    changed = frozenset(_list_changed(blocks))
    names: dict[str, str] = {}
    for said, went in places["del"].items():
        for one, other in zip(went, places["ins"].get(said, ()), strict=False):
            if one not in changed:
                names[one] = names[other] = f"move{len(names) // 2 + 1}"
    return names


def _list_changed(blocks: tuple[Node, ...]) -> Iterator[str]:
    """Merged blocks → the addresses in figures that stand there before and after their change."""
    figures = {one.at: one for one in walk(blocks) if isinstance(one, FigureNode) and one.change}
    for at, after in figures.items():
        before = figures.get(rename_address(at))
        if before and describe(before) != describe(after):
            yield from (leaf.at for leaf in leaves(before))
