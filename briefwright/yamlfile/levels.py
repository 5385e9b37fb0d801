"""The lists and maps that are open at a line, and which of them the line belongs to.

In a sound file a line stands straight below what came before it in its list or map. Otherwise it
goes to the one that it most likely was written for.
"""

from dataclasses import dataclass, field
from typing import Literal

# What a line begins with.
Kind = Literal["item", "key", "words"]


@dataclass
class Level:
    """A list or map that is open: what its lines begin with, and in which column."""

    kind: Literal["item", "key"]
    column: int
    columns: set[int] = field(default_factory=set)  # wrong ones too, once they have been named


class Levels:
    """All that are open, from the outermost to the innermost."""

    def __init__(self) -> None:
        self._levels: list[Level] = []

    @property
    def depth(self) -> int:
        """How many are open."""
        return len(self._levels)

    @property
    def innermost(self) -> Level:
        """The last one that was opened."""
        return self._levels[-1]

    def open(self, kind: Literal["item", "key"], column: int) -> Level:
        """A list or map begins in this column."""
        self._levels.append(Level(kind, column, {column}))
        return self._levels[-1]

    def close(self) -> None:
        """The innermost one ends."""
        self._levels.pop()

    def owner(self, column: int, kind: Kind) -> Level:
        """Where a line begins, and with what → the list or map that it belongs to."""
        straight = [level for level in reversed(self._levels) if column in level.columns]
        for level in straight:
            if level.kind == kind:
                return level
        if column >= self.innermost.column:
            return self.innermost
        if straight and kind != "item":
            return straight[0]
        around = [level for level in reversed(self._levels) if self._could_hold(level, column)]
        alike = [level for level in around if level.kind == kind]
        return (alike or around)[0]

    def _could_hold(self, level: Level, column: int) -> bool:
        """Whether a line in this column stands deeper than what the list or map stands in."""
        number = self._levels.index(level)
        if number == 0:
            return True
        outer = self._levels[number - 1]
        # A list may stand in the same column as the key that it belongs to.
        room = 0 if level.kind == "item" and outer.kind == "key" else 1
        return column >= outer.column + room
