"""What was changed in a briefing, by whom and when: saved so that nothing is lost, and undone.

`.history` in the briefing's folder holds a record for each save, and each text that a file had
before or after one, by its digest. A save is recorded before a file is touched: what a crash leaves
half done is done when the history is next opened. A file that somebody changed with another program
meanwhile is not overwritten.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from filelock import FileLock

from briefwright import disk
from briefwright.content import folder
from briefwright.content.folder import Rewrite
from briefwright.editing.changes import Change, describe
from briefwright.editing.merging import merge
from briefwright.editing.proposing import Proposal, propose, propose_texts
from briefwright.problems import MachineError

FOLDER = ".history"
_RECORD, _PENDING = ".json", ".pending"
_DIGITS = 6  # of a save's number


class RefusedError(Exception):
    """Changes that were not saved: the Proposal has the faults and the conflicts."""

    def __init__(self, proposal: Proposal) -> None:
        super().__init__("Nothing was saved.")
        self.proposal = proposal


class StaleError(Exception):
    """Changes that were tried on another text than stands in a file now: try them again."""


class EntangledError(Exception):
    """A save that can't be taken back, since what it changed was changed again: a sentence."""


@dataclass(frozen=True)
class FileChange:
    """One file of a save, by its path in the briefing's folder: the digests of its two texts."""

    file: str
    before: str
    after: str


@dataclass(frozen=True)
class Save:
    """One save: its number from 1, who saved and when, what was changed, and in which files.

    `undoes` is the number of the save that it takes back, 0 where it takes none back. `audiences`
    are those that might see all that was changed when it was saved.
    """

    number: int
    who: str
    when: str
    changes: tuple[dict[str, Any], ...]
    files: tuple[FileChange, ...]
    undoes: int = 0
    audiences: tuple[str, ...] = ()


class History:
    """The saves of one briefing's folder."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.folder = path / FOLDER
        if any(self._list_pending()):
            with suppress(MachineError), self._alone():  # a disk that can only be read stays so
                self._finish_pending()

    def list_saves(self) -> tuple[Save, ...]:
        """Every save, the first one first."""
        return tuple(map(_read, sorted(self.folder.glob(f"*{_RECORD}"))))

    def save(self, changes: Sequence[Change], who: str, when: datetime) -> Save:
        """Changes, who made them and when → saved, on top of whatever stands there now.

        Errors: as `keep`, but StaleError.
        """
        while True:
            try:
                return self.keep(propose(self.path, changes), who, when)
            except StaleError:
                continue  # somebody saved in the moment between

    def undo(self, number: int, who: str, when: datetime) -> Save:
        """A save's number → what it changed as it was before, and all that came later as it is.

        Errors: as `keep` and `take_back`.
        """
        proposal = propose_texts(self.path, self.take_back(number))
        return self.keep(proposal, who, when, undoes=number)

    def keep(self, proposal: Proposal, who: str, when: datetime, undoes: int = 0) -> Save:
        """A Proposal, who made it and when → saved.

        Errors: RefusedError where a change can't be made, or makes a new fault; StaleError where a
        file says something else than it was made for; MachineError where one can't be written.
        """
        if proposal.conflicts or proposal.faults:
            raise RefusedError(proposal)
        with self._alone():
            self._finish_pending()
            for rewrite in proposal.rewrites:
                if self._read_now(rewrite.path) != rewrite.before:
                    raise StaleError("A file was changed meanwhile; try again.")
            return self._write(proposal, who, when, undoes)

    def take_back(self, number: int) -> tuple[Rewrite, ...]:
        """A save's number → its files as they are, and without what it changed.

        Errors: KeyError where there is no such save; EntangledError where later changes stand on
        it.
        """
        undone = next((one for one in self.list_saves() if one.number == number), None)
        if undone is None:
            raise KeyError(number)
        return tuple(self._take_back(undone))

    def _take_back(self, undone: Save) -> Iterator[Rewrite]:
        for one in undone.files:
            path = self.path / one.file
            now = self._read_now(path)
            merged = merge(self._read_text(one.after), self._read_text(one.before), now)
            if merged is None:
                raise EntangledError(
                    f"What save {undone.number} changed in {one.file} was changed again since; "
                    "undo that first, or change it by hand."
                )
            yield Rewrite(path, now, merged)

    # ------------------------------------------------------------- on the disk

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """While it lasts, no other process and no other thread saves in this briefing.

        Errors: MachineError where the disk can't be written.
        """
        disk.make_folder(self.folder)
        with ExitStack() as held:
            try:
                held.enter_context(FileLock(self.folder / "lock"))
            except OSError as error:
                raise MachineError(f"{self.folder} can't be written: {error.strerror}.") from error
            yield

    def _write(self, proposal: Proposal, who: str, when: datetime, undoes: int) -> Save:
        changes = tuple(describe(one) for one in proposal.changes)
        number = max((one.number for one in self.list_saves()), default=0) + 1
        files = tuple(map(self._keep, proposal.rewrites))
        day = when.isoformat(timespec="seconds")
        save = Save(number, who, day, changes, files, undoes, proposal.audiences)
        pending = self.folder / f"{number:0{_DIGITS}}{_PENDING}"
        disk.replace_file(pending, json.dumps(asdict(save), ensure_ascii=False, indent=1).encode())
        self._finish(pending)
        return save

    def _keep(self, rewrite: Rewrite) -> FileChange:
        file = rewrite.path.relative_to(self.path).as_posix()
        return FileChange(file, self._keep_text(rewrite.before), self._keep_text(rewrite.after))

    def _keep_text(self, text: str) -> str:
        data = text.encode("utf-8")
        digest = hashlib.sha256(data).hexdigest()
        path = self.folder / "texts" / digest
        if not path.is_file() or path.read_bytes() != data:
            disk.replace_file(path, data)
        return digest

    def _read_text(self, digest: str) -> str:
        return (self.folder / "texts" / digest).read_bytes().decode("utf-8")

    def _read_now(self, path: Path) -> str:
        """A file → its text, "" where there is none."""
        return folder.read_text(path, self.path) if path.exists() else ""

    def _list_pending(self) -> list[Path]:
        return sorted(self.folder.glob(f"*{_PENDING}"))

    def _finish_pending(self) -> None:
        for pending in self._list_pending():
            self._finish(pending)

    def _finish(self, pending: Path) -> None:
        """A save that is recorded → in the files; one that was changed or deleted since stays so.

        What the save would have made of such a file is kept among the texts.
        """
        for one in _read(pending).files:
            path = self.path / one.file
            found = path.read_bytes() if path.exists() else b""
            if hashlib.sha256(found).hexdigest() != one.before:
                continue
            if text := self._read_text(one.after):
                disk.replace_file(path, text.encode("utf-8"))
            else:
                path.unlink(missing_ok=True)
        disk.rename(pending, pending.with_suffix(_RECORD))


def _read(path: Path) -> Save:
    said = json.loads(path.read_bytes())
    files = tuple(FileChange(**one) for one in said.pop("files"))
    changes, audiences = (tuple(said.pop(name, ())) for name in ("changes", "audiences"))
    return Save(changes=changes, files=files, audiences=audiences, **said)


def recover(folder: Path) -> None:
    """The folder of all briefings → saves that a crash left half done are done, in each of them."""
    for history in folder.glob(f"*/{FOLDER}"):
        History(history.parent)
        disk.remove_parts(history.parent)
