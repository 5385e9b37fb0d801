"""What may change in a briefing. Each change names an address, and what its author saw there.

Where something else stands there by now, somebody changed it meanwhile: nothing is overwritten.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal, get_args

Side = Literal["before", "after", "inside"]
SIDES: tuple[Side, ...] = get_args(Side)


@dataclass(frozen=True)
class Rewording:
    """A text, with its markup: `before` as its author saw it, `after` as it shall be.

    `language` is that of a translation, "" for the briefing's own text. In a translation, an
    address may end in a key of its entry (`names.UN.long`), and a list has one member a line; `of`
    is the hash of what was translated, "" for what stands there now.
    """

    at: str
    before: str
    after: str
    language: str = ""
    of: str = ""


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


_KINDS: dict[str, Any] = {
    one.__name__: one for one in (Rewording, Setting, Listing, Insertion, Removal, Move)
}


def describe(change: Change) -> dict[str, Any]:
    """A change → its kind and its values, as JSON has them."""
    return {"kind": type(change).__name__, **asdict(change)}


def write_changes(changes: Iterable[Change]) -> str:
    """Changes → JSON."""
    return json.dumps(list(map(describe, changes)), ensure_ascii=False)


def read_changes(text: str) -> tuple[Change, ...]:
    """JSON as `write_changes` makes it → the changes. Errors: ValueError for anything else."""
    try:
        found = json.loads(text)
    except RecursionError as error:
        raise ValueError("Changes are a list of objects.") from error
    if not isinstance(found, list):
        raise ValueError("Changes are a list.")
    return tuple(map(_read_change, found))


def _read_change(said: Any) -> Change:
    if not isinstance(said, dict) or said.get("kind") not in _KINDS:
        raise ValueError("This is no change.")
    kind = _KINDS[said["kind"]]
    values: dict[str, Any] = {
        name: said.get(name, getattr(kind, name, None)) for name in kind.__dataclass_fields__
    }
    json.dumps(values, ensure_ascii=False).encode()  # half a surrogate pair is no text
    for name, value in values.items():
        is_list = kind is Listing and name in ("before", "after")
        if is_list and isinstance(value, list) and all(isinstance(one, str) for one in value):
            values[name] = tuple(value)
        elif is_list or not isinstance(value, str) or (name == "side" and value not in SIDES):
            raise ValueError("This is no change.")
    change: Change = kind(**values)
    return change


@dataclass(frozen=True)
class Conflict:
    """A change that can't be made: what stands at its address now, "" if nothing, and why."""

    change: Change
    found: str
    why: str


def accept(conflict: Conflict) -> Change | None:
    """A Conflict → the same change on top of what stands there now; nothing where none can be."""
    change = conflict.change
    if not conflict.found or isinstance(change, Insertion):
        return None
    if isinstance(change, Listing):
        return replace(change, before=tuple(conflict.found.split("\n")))
    return replace(change, before=conflict.found)


class ConflictError(Exception):
    """A change can't be made; its argument is the Conflict."""

    def __init__(self, conflict: Conflict) -> None:
        super().__init__(conflict)
        self.conflict = conflict
