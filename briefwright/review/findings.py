"""What a review found, as values: each change with its address, and whether it can go home."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from briefwright.editing import Change
from briefwright.problems import Place

Kind = Literal["changed", "number", "new", "gone", "moved", "formatting", "comment", "translated"]


@dataclass(frozen=True)
class Finding:
    """One thing that somebody changed: where, what stood there, what stands there now, by whom.

    `changes` write it into the briefing; without any, `why` says what is to be done by hand.
    `prints` are the addresses of what else changes with it.
    """

    kind: Kind
    at: str
    before: str
    after: str
    by: str = ""
    when: str = ""
    is_tracked: bool = False
    changes: tuple[Change, ...] = ()
    why: str = ""
    place: Place | None = None
    prints: tuple[str, ...] = ()


@dataclass(frozen=True)
class Review:
    """What came back: the findings in the order of the text, and how many paragraphs are what.

    The counts are of every paragraph that went out or came back: same, changed, new, gone, moved.
    `counted` is what these are.
    """

    findings: tuple[Finding, ...]
    counts: Mapping[str, int] = field(default_factory=dict)
    counted: str = "Paragraphs"
