"""Changes that somebody did not want written: kept beside what went out, and not asked about again.

`reviews/<briefing>/<audience>-<language>-<digest>.declined.json` is a list of them: where, what
stood there, what was to stand there. Whoever deletes it is asked about all of them again.
"""

import json
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from briefwright import disk
from briefwright.review.findings import Finding


class Key(NamedTuple):
    """What says whether two findings are the same change, whoever made it."""

    kind: str
    at: str
    before: str
    after: str


def find_list(kept: Path) -> Path:
    """Where a copy of what went out is kept → where the changes stand that were declined in it."""
    return kept.with_suffix(".declined.json")


def make_key(one: Finding) -> Key:
    """A finding → what it has in common with the same change by somebody else."""
    return Key(one.kind, one.at, one.before, one.after)


def read(path: Path) -> frozenset[Key]:
    """A list → the changes in it; none where there is no list, or none that can be read."""
    try:
        listed = json.loads(path.read_text(encoding="utf-8"))
        return frozenset(Key(**one) for one in listed)
    except (OSError, ValueError, TypeError):
        return frozenset()


def write(path: Path, declined: Collection[Key]) -> None:
    """A list and the changes that stand in it from now on → it is written."""
    said = [one._asdict() for one in sorted(declined)]
    disk.write({path: json.dumps(said, ensure_ascii=False, indent=1).encode()})
