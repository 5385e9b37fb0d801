"""A YAML file as its author wrote it, with what it says: what every change of it begins with.

A change is proven: the file is read again, and says what it said but for the change.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from briefwright import yamlfile
from briefwright.problems import Place, errors
from briefwright.yamlfile.invisible import BYTE_ORDER_MARK, LINE_END
from briefwright.yamlfile.nodes import Map, Node, Scalar, Sequence, steps

WIDTH = 100  # characters of a line, beyond which a text is folded over several
INDENT = 2  # blanks by which what belongs to a key or a hyphen stands further in
_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$")


class SpliceError(ValueError):
    """A change that can't be made in the file as it is: a sentence says why."""


@dataclass(frozen=True)
class Source:
    """A file's text, what it is called, and what it says."""

    text: str
    name: str
    root: Node

    @classmethod
    def read(cls, text: str, name: str) -> "Source":
        """A file's text and what it is called → it, read. Errors: SpliceError if it can't be."""
        node, problems = yamlfile.read(text, name)
        if node is None or errors(problems):
            raise SpliceError(f"{name} has faults in its form; mend those first.")
        return cls(text, name, node)

    @cached_property
    def lines(self) -> list[str]:
        """Its lines, with their ends."""
        return _LINES.findall(self.text)

    @property
    def line_end(self) -> str:
        """How its lines end."""
        found = LINE_END.search(self.text)
        return found[0] if found else "\n"

    def find_offset(self, place: Place) -> int:
        """A place in it → how many characters stand before that."""
        has_mark = place.line == 1 and self.text.startswith(BYTE_ORDER_MARK)
        return sum(map(len, self.lines[: place.line - 1])) + place.column - 1 + has_mark

    def is_in_brackets(self, node: Node) -> bool:
        """Whether a list or a map stands in brackets, as in `[a, b]`, and not on lines."""
        at = self.find_offset(node.place)
        return isinstance(node, Map | Sequence) and self.text[at : at + 1] in ("[", "{")

    def find_around(self, wanted: Node) -> tuple[Node, ...]:
        """Something in it → all that holds it, the nearest last."""
        return next(above for node, above in walk(self.root) if node is wanted)

    def find_path(self, wanted: Node) -> tuple[int, ...]:
        """Something in it → the way there from the root: which of all that each node holds."""
        above = (*self.find_around(wanted), wanted)
        return tuple(_list_inner(one).index(two) for one, two in pairwise(above))

    def follow(self, path: tuple[int, ...]) -> Node:
        """A way from the root, as `find_path` gives it → what stands there."""
        node = self.root
        for n in path:
            node = _list_inner(node)[n]
        return node

    def choose(self, ways: Iterable[str], before: Node, after: Node | None) -> str:
        """Texts that it may become, a node and what shall stand for it → the first that says so.

        Nothing in place of a node takes it away. Errors: SpliceError where none says just that.
        """
        wanted = tuple(steps(exchange(self.root, before, after)))
        known = {one.code for one in yamlfile.read(self.text, self.name)[1]}
        for text in ways:
            node, problems = yamlfile.read(text, self.name)
            if tuple(steps(node)) == wanted and {one.code for one in problems} <= known:
                return text
        raise SpliceError(
            "This can't be changed here: the file would say something else in another place."
        )


def walk(node: Node, above: tuple[Node, ...] = ()) -> Iterator[tuple[Node, tuple[Node, ...]]]:
    """A node → it and all nodes in it, keys too, in the file's order, each with what holds it."""
    yield node, above
    for one in _list_inner(node):
        yield from walk(one, (*above, node))


def _list_inner(node: Node) -> tuple[Node, ...]:
    match node:
        case Sequence():
            return node.items
        case Map():
            return tuple(one for entry in node.entries for one in entry)
        case Scalar():
            return ()


def find_last(node: Node) -> Scalar | None:
    """A node → the last text in it; nothing where it is empty."""
    return next((one for one, _ in reversed(list(walk(node))) if isinstance(one, Scalar)), None)


def exchange(node: Node, before: Node, after: Node | None) -> Node | None:
    """A node, one in it, what shall stand there → the whole with that; nothing takes it away."""
    if node is before:
        return after
    match node:
        case Sequence():
            items = (exchange(item, before, after) for item in node.items)
            return replace(node, items=tuple(item for item in items if item is not None))
        case Map():
            entries = (
                (exchange(key, before, after), exchange(value, before, after))
                for key, value in node.entries
            )
            kept = ((key, value) for key, value in entries if isinstance(key, Scalar) and value)
            return replace(node, entries=tuple(kept))
        case Scalar():
            return node
