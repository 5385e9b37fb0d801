"""A new briefing, from the starter or as a copy of another: its folder is there whole, or not.

It is made in `.new` of the content folder, with its first save, and put in its place in one step.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from filelock import FileLock

from briefwright import disk
from briefwright.content import folder as files
from briefwright.content import starter
from briefwright.content.starter import NameFault
from briefwright.editing.changes import Setting
from briefwright.editing.history import History
from briefwright.editing.positions import read_briefing, read_keys
from briefwright.editing.proposing import Proposal, propose

_STAGING = ".new"
_HEAD = "briefing"  # what the keys of a briefing's main file belong to
_OF_ONE_ISSUE = ("reference", "supersedes", "embargo")
_WORDS_OF_ONE_ISSUE = ("short_title", "change_note")  # which translations speak of, too


@dataclass(frozen=True)
class NewBriefing:
    """A briefing that shall be: its folder's name, its title, the day on which it is begun.

    With `original` it is a copy of that folder, of its translations too where it keeps them.
    """

    name: str
    title: str
    date: str
    original: Path | None = None
    keeps_translations: bool = False


def create(
    content: Path,
    wanted: NewBriefing,
    who: str,
    when: datetime,
    propose_head: Callable[[Path, NewBriefing], Proposal],
) -> Path:
    """The content folder, what shall be, who wants it and when, `propose_head` → its folder.

    Errors: NameFault for a name that is ill-formed or taken; RefusedError for a title that can't
    be; MachineError where nothing can be written.
    """
    starter.check_name(wanted.name)
    staging, place = content / _STAGING, content / wanted.name
    disk.make_folder(staging)
    with FileLock(staging / "lock"):
        if place.exists():
            raise NameFault(f"There is a briefing “{wanted.name}” already; choose another name.")
        made = staging / wanted.name
        shutil.rmtree(made, ignore_errors=True)  # what a crash has left
        try:
            _write(made, wanted)
            History(made).keep(propose_head(made, wanted), who, when)
            disk.rename(made, place)
        finally:
            shutil.rmtree(made, ignore_errors=True)
    return place


def propose_head(path: Path, wanted: NewBriefing) -> Proposal:
    """The folder of a new briefing and what it shall be → the Proposal that makes its head so.

    Title and date are its own, it is a draft and its first edition, and what belongs to one issue
    alone goes; where translations are kept, so are the words that they translate.
    """
    keys = read_keys(path, read_briefing(path), _HEAD)
    said = {"title": wanted.title, "date": wanted.date, "status": "draft"}
    gone = _OF_ONE_ISSUE if wanted.keeps_translations else (*_OF_ONE_ISSUE, *_WORDS_OF_ONE_ISSUE)
    said |= {key: "" for key in gone if key in keys}
    said |= {"edition": "1"} if "edition" in keys else {}
    changes = [
        Setting(f"{_HEAD}.{key}", keys.get(key, ""), value)
        for key, value in said.items()
        if keys.get(key, "") != value
    ]
    return propose(path, changes)


def _write(made: Path, wanted: NewBriefing) -> None:
    if wanted.original is None:
        starter.write_briefing(made.parent, made.name)
        return
    shutil.copytree(wanted.original, made, ignore=shutil.ignore_patterns(".*", "~*"))
    if not wanted.keeps_translations:
        for path in files.overlays(made):
            path.unlink()
