"""What a command did → lines for people, or one JSON document for machines."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from briefwright.cli.doctor import Component
from briefwright.problems import Problem, errors, in_file_order
from briefwright.version import __version__

# Exit codes: fine, content, usage, machine, Briefwright itself.
GOOD, FAULTY, MISUSED, LACKING, BROKEN = 0, 1, 2, 3, 4


@dataclass(frozen=True)
class File:
    """One file: its pages, 0 for one that has none; its size in bytes; `built` or `unchanged`."""

    path: str
    edition: str
    format: str
    pages: int
    size: int
    state: str = "built"


@dataclass(frozen=True)
class Result:
    """What a command did. `accounts` says of each edition what became of everything in it.

    `messages` are sentences for people; `fault` is the one that says why a command could not do
    its work at all. `libraries` are those of the system that set its lines.
    """

    command: str
    files: tuple[File, ...] = ()
    accounts: tuple[tuple[str, str], ...] = ()
    problems: tuple[Problem, ...] = ()
    components: tuple[Component, ...] = ()
    messages: tuple[str, ...] = ()
    fault: str = ""
    code: int = GOOD
    libraries: tuple[str, ...] = ()

    @property
    def exit(self) -> int:
        """The exit code: what the machine lacks counts before what the content does wrong."""
        return self.code or (FAULTY if errors(self.problems) else GOOD)


def join(*results: Result) -> Result:
    """Results of one command's steps → one that holds them all; the first says which command."""
    return Result(
        results[0].command,
        files=tuple(file for result in results for file in result.files),
        accounts=tuple(account for result in results for account in result.accounts),
        problems=tuple(problem for result in results for problem in result.problems),
        components=tuple(component for result in results for component in result.components),
        messages=tuple(message for result in results for message in result.messages),
        fault="\n".join(dict.fromkeys(result.fault for result in results if result.fault)),
        code=max(result.code for result in results),
        libraries=tuple(sorted({one for result in results for one in result.libraries})),
    )


def as_json(result: Result) -> str:
    """A result → one JSON document, its keys the same for every command."""
    document = {
        "briefwright": __version__,
        "command": result.command,
        "exit": result.exit,
        "fault": result.fault,
        "messages": result.messages,
        "files": [vars(file) for file in result.files],
        "accounts": [{"edition": name, "summary": line} for name, line in result.accounts],
        "problems": [_problem_as_json(problem) for problem in in_file_order(result.problems)],
        "findings": [vars(component) for component in result.components],
    }
    return json.dumps(document, indent=1)


def summarise(result: Result) -> Iterator[str]:
    """A result → each file with its pages and size, each edition's account, what else to say."""
    lines = format_columns([_format_row(file) for file in result.files])
    accounts = dict(result.accounts)
    for edition, files in groupby(result.files, key=attrgetter("edition")):
        yield from (next(lines) for _ in files)
        yield f"account: {accounts[edition]}"
    yield from result.messages


def format_problems(problems: Iterable[Problem]) -> Iterator[str]:
    """Problems → one line each in file order, then how many there are."""
    ordered = in_file_order(problems)
    yield from map(str, ordered)
    if ordered:
        wrong = len(errors(ordered))
        counts = (format_count(wrong, "fault"), format_count(len(ordered) - wrong, "warning"))
        files = {problem.where.file for problem in ordered if problem.where}
        among = f" in {format_count(len(files), 'file')}" if files else ""
        yield " and ".join(count for count in counts if not count.startswith("0 ")) + among + "."


def format_survey(components: Sequence[Component]) -> Iterator[str]:
    """Findings → a table by group, then what is missing and how to get it."""
    if not components:
        return
    wide = max(len(component.name) for component in components)
    group = ""
    for component in components:
        if component.group != group:
            group = component.group
            yield group
        yield f"  {component.name.ljust(wide)}  {component.version or 'missing'}"
    lacking = [component for component in components if not component.version]
    yield ""
    for remedy, missing in groupby(lacking, key=attrgetter("remedy")):
        yield f"Missing: {', '.join(finding.name for finding in missing)}"
        yield f"  {remedy}"
    if all(component.optional for component in lacking):
        yield "Everything that a build needs is there."


def format_columns(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Rows of equal length → lines: the first column set to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *others in rows:
        cells = (cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True))
        yield "  ".join((first.ljust(widths[0]), *cells))


def format_count(number: int, thing: str) -> str:
    """A number and a thing → “1 page”, “2 pages”."""
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


def _format_row(file: File) -> tuple[str, ...]:
    pages = format_count(file.pages, "page") if file.pages else ""
    return (file.path, pages, f"{max(1, round(file.size / 1000)):,} kB", file.state)


def _problem_as_json(problem: Problem) -> dict[str, object]:
    where = problem.where
    return {
        "code": problem.code,
        "level": problem.level,
        "message": problem.message,
        "file": where.file if where else None,
        "line": where.line if where else None,
        "column": where.column if where else None,
        "at": problem.at or None,
        "proposal": problem.proposal or None,
    }
