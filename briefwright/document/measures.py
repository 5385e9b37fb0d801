"""What doesn't keep its measure once a page is laid out: the layout says so, an edition is fitted.

Addresses name what is meant; lengths are in CSS px. Where everything fits, all of it is empty.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class TableMeasure:
    """A table that is wider than its place: the room there, and what each column takes at least.

    `turned` is about the room that the page has when it lies on its side.
    """

    room: float
    turned: float
    columns: tuple[float, ...]


@dataclass(frozen=True)
class StripMeasure:
    """Key figures that pass their strip or their cell: the room, and what each takes at least."""

    room: float
    items: tuple[float, ...]


@dataclass(frozen=True)
class RunningText:
    """Words at the head or foot of a page, their width, and the same cut short, longest first."""

    words: str
    width: float
    shorter: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True)
class RunningLine:
    """Words that would touch one another on one line of a page's margin, and the room for them."""

    room: float
    texts: tuple[RunningText, ...]


@dataclass(frozen=True)
class Measures:
    """All that passes its measure on the pages of a layout.

    `lines` are texts with a word that is longer than its line, `parted` blocks that go on over the
    end of a page though they avoid it, `stacked` tables whose short first cells take two lines.
    """

    tables: Mapping[str, TableMeasure] = field(default_factory=dict)
    strips: Mapping[str, StripMeasure] = field(default_factory=dict)
    lines: frozenset[str] = frozenset()
    parted: frozenset[str] = frozenset()
    stacked: frozenset[str] = frozenset()
    running: tuple[RunningLine, ...] = ()

    def __bool__(self) -> bool:
        """Whether anything passes its measure."""
        return any(vars(self).values())
