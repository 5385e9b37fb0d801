"""What may change in a briefing. Each change names an address, and what its author saw there.

Where something else stands there by now, somebody changed it meanwhile: nothing is overwritten.
"""

from dataclasses import dataclass
from typing import Literal

Side = Literal["before", "after", "inside"]


@dataclass(frozen=True)
class Rewording:
    """A text, with its markup: `before` as its author saw it, `after` as it shall be.

    `language` is that of a translation, "" for the briefing's own text.
    """

    at: str
    before: str
    after: str
    language: str = ""


@dataclass(frozen=True)
class Setting:
    """A key, such as `facts.loans.value`.

    "" stands for none: `before` where the key was not there, `after` where it shall go.
    """

    at: str
    before: str
    after: str


@dataclass(frozen=True)
class Listing:
    """A key that lists words, such as `missions.not_for`. None stands for no key."""

    at: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True)
class Insertion:
    """A new block, item, row or cell: its lines, as YAML, without hyphen and indentation.

    It stands beside the one at `at`; or `inside`, as the first of a list that isn't there yet, such
    as `chart-1.rows`.
    """

    at: str
    side: Side
    lines: str


@dataclass(frozen=True)
class Removal:
    """A block, item, row or cell that goes: its lines as its author saw them."""

    at: str
    before: str


@dataclass(frozen=True)
class Move:
    """A block, item, row or cell that goes beside another; its lines as its author saw them."""

    at: str
    before: str
    to: str
    side: Side


Change = Rewording | Setting | Listing | Insertion | Removal | Move


@dataclass(frozen=True)
class Conflict:
    """A change that can't be made: what stands at its address now, "" if nothing, and why."""

    change: Change
    found: str
    why: str


class ConflictError(Exception):
    """A change can't be made; its argument is the Conflict."""

    def __init__(self, conflict: Conflict) -> None:
        super().__init__(conflict)
        self.conflict = conflict
