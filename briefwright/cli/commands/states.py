"""A state of a briefing, by its name on the command line → its content.

It is an edition that was issued, a folder, a revision of git, or "" for what it is now.
"""

import io
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from briefwright import content
from briefwright.cli.commands.limited import Work, run
from briefwright.cli.commands.loading import UsageError
from briefwright.cli.folders import Folders
from briefwright.issuing import archive
from briefwright.model.dictionary import Briefing
from briefwright.problems import ContentError, Place
from briefwright.workers import Task

_MAIN = "briefing.yaml"


@dataclass(frozen=True)
class State:
    """A briefing as it was at some time; `title` is how a sentence names it."""

    title: str
    briefing: Briefing


def name_last_issued(folders: Folders, name: str) -> str:
    """Folders, a briefing → the number under which it was issued last. Errors: UsageError."""
    known = [one.number for one in archive.list_issued(folders.issued, name)]
    if not known:
        raise UsageError(f"{name} was never issued; say what to compare it with: --from FOLDER")
    return known[-1]


def read_state(folders: Folders, name: str, wanted: str) -> State:
    """Folders, a briefing's name, which state of it → that state.

    Errors: UsageError where there is none; ContentError where it can't be read.
    """
    if not wanted:
        return State("now", _read(folders, name, folders.content / name, "now"))
    known = [one.number for one in archive.list_issued(folders.issued, name)]
    if wanted in known:
        kept = archive.find_folder(folders.issued, name, wanted) / archive.INPUTS / "content" / name
        return State(f"edition {wanted}", _read(folders, name, kept, wanted))
    if (Path(wanted) / _MAIN).is_file():
        return State(wanted, _read(folders, name, Path(wanted), wanted))
    return State(wanted, _read_revision(folders, name, wanted, known))


def _read_revision(folders: Folders, name: str, revision: str, known: list[str]) -> Briefing:
    """A briefing as a revision of git has it, its places named as git names them.

    Errors: UsageError where git has none; ContentError where it can't be read.
    """
    home = folders.content / name
    with _export(home, revision, known) as exported:

        def name_place(place: Place) -> Place:
            return replace(place, file=place.file.replace(str(exported), f"{revision}:{home}", 1))

        try:
            briefing = _read(folders, name, exported, revision)
        except ContentError as error:
            raise ContentError(
                replace(one, where=one.where and name_place(one.where)) for one in error.problems
            ) from error
    places = {at: name_place(place) for at, place in briefing.places.items()}
    return replace(briefing, places=places)


def _read(folders: Folders, name: str, folder: Path, state: str) -> Briefing:
    tasks = [Task(f"{name}, {state}", content.read, (folder,))]
    (finished,) = run(tasks, Work(folders.output, "was not read"))
    if finished.value is None:
        raise ContentError(finished.problems)
    briefing: Briefing = finished.value
    return replace(briefing, name=name)


@contextmanager
def _export(folder: Path, revision: str, known: list[str]) -> Iterator[Path]:
    """A briefing's folder, a revision of git, what was issued → a folder that holds it as it was.

    It is there while it is read. Errors: UsageError.
    """
    issued = ", ".join(known) or "none"
    lacking = UsageError(
        f"“{revision}” is no edition of {folder.name} that was issued (there is: {issued}), no "
        "folder of a briefing, and no revision that git has it in."
    )
    try:
        commit = _run_git(folder.parent, "rev-parse", "--verify", "--end-of-options", revision)
        packed = _run_git(folder.parent, "archive", commit.decode().strip(), folder.name)
    except (OSError, subprocess.CalledProcessError) as error:
        raise lacking from error
    with TemporaryDirectory() as scratch:
        try:
            with tarfile.open(fileobj=io.BytesIO(packed)) as files:
                files.extractall(scratch, filter="data")
        except tarfile.FilterError as error:
            message = (
                f"“{revision}” holds a link out of the briefing's folder: {error.tarinfo.name}."
            )
            raise UsageError(message) from error
        yield Path(scratch) / folder.name


def _run_git(folder: Path, *words: str) -> bytes:
    """A folder, a command of git → its answer. Errors: OSError, CalledProcessError."""
    return subprocess.run(["git", *words], cwd=folder, capture_output=True, check=True).stdout
