"""Editions of two states of a briefing → their files in which the changes are marked, written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from briefwright import disk
from briefwright.cli.commands.limited import Work, run
from briefwright.cli.commands.loading import Loaded, check_names
from briefwright.cli.commands.states import State
from briefwright.cli.folders import Folders
from briefwright.cli.output_folder import EditionName, find_place
from briefwright.cli.report import File, Result
from briefwright.workers import Task

if TYPE_CHECKING:
    from briefwright.redline import Redline  # loads the engine

FORMATS = ("pdf", "docx", "html")
_ENDING = "-compared"


@dataclass(frozen=True)
class RedlineRequest:
    """Which editions of a briefing are compared with what they were before, in which formats."""

    before: State
    editions: Sequence[EditionName]
    formats: Sequence[str]


def write_redlines(
    folders: Folders, sources: Loaded, wanted: RedlineRequest, stream: TextIO | None
) -> Iterator[Result]:
    """Folders, what was read, what is wanted, where to show progress → each edition's files.

    Errors: UsageError for a format in which nothing is marked.
    """
    formats = check_names(wanted.formats, FORMATS, "marked file in the format")
    if not formats:
        return
    tasks = [_make_task(sources, wanted.before, one, formats) for one in wanted.editions]
    work = Work(folders.output, "was not made", "Comparing")
    for name, finished in zip(wanted.editions, run(tasks, work, stream), strict=True):
        sources.note(finished)
        if finished.value is not None:
            status = sources.briefings[name.briefing].metadata.status
            yield _write(folders, name, status, finished.value)


def _make_task(sources: Loaded, before: State, name: EditionName, formats: Sequence[str]) -> Task:
    from briefwright.redline import build_redline  # loads the engine

    after, reader = sources.briefings[name.briefing], sources.audiences[name.audience]
    return Task(str(name), build_redline, (before.briefing, after, reader, name.language, formats))


def _write(folders: Folders, name: EditionName, status: str, made: "Redline") -> Result:
    """An edition with its changes marked → its files, beside those that were built."""
    files: list[File] = []
    for format_, data in made.outputs.items():
        path = find_place(folders.output, name, status, format_, _ENDING)
        disk.write({path: data})
        pages = made.pages if format_ == "pdf" else 0
        files.append(File(str(path), str(name), format_, pages, len(data)))
    return Result("compare", files=tuple(files), accounts=((str(name), made.summary),))
