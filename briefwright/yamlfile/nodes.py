"""What a YAML file is made of once it is read: texts, lists and maps, each with its place."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from briefwright.problems import Place, Segment, Trail

Style = Literal["plain", "single", "double", "folded", "literal"]


@dataclass(frozen=True)
class Scalar:
    """A text, exactly as written; one that was left out is "" in the style plain.

    It ends behind its last character, a quote mark included.
    """

    text: str
    place: Place
    style: Style
    end: Place = field(repr=False, compare=False)
    runs: tuple[Segment, ...] = field(default=(), repr=False, compare=False)

    def spot(self, offset: int) -> Place:
        """An offset into `text`, from 0 → the place in the file of the character there."""
        return Trail(self.place.file, self.runs).spot(offset) if self.runs else self.place


@dataclass(frozen=True)
class Sequence:
    """A list: `- ` items, or `[a, b]`."""

    items: tuple["Node", ...]
    place: Place


@dataclass(frozen=True)
class Map:
    """Keys and their values, in the order in which they stand."""

    entries: tuple[tuple[Scalar, "Node"], ...]
    place: Place


Node = Scalar | Sequence | Map

# What a reader meets on its way: the signs [ ] { } for lists and maps, or a text.
Step = tuple[str, str]


def steps(node: Node | None) -> Iterator[Step]:
    """A node → what it says from its beginning to its end, whatever the quote marks."""
    if isinstance(node, Scalar):
        yield "text", node.text
    elif isinstance(node, Map):
        yield "{", ""
        for key, value in node.entries:
            yield from steps(key)
            yield from steps(value)
        yield "}", ""
    elif isinstance(node, Sequence):
        yield "[", ""
        for item in node.items:
            yield from steps(item)
        yield "]", ""
