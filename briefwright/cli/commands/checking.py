"""The commands `check` and `check --fix`: what is wrong with briefings, short of finished files."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TextIO

from briefwright import content, workers
from briefwright.cli.commands.limited import Work, run
from briefwright.cli.commands.loading import (
    BuildRequest,
    Loaded,
    find_briefings,
    find_editions,
    load,
)
from briefwright.cli.commands.reviewing import review
from briefwright.cli.doctor import require_libraries
from briefwright.cli.folders import Folders
from briefwright.cli.output_folder import EditionName
from briefwright.cli.report import GOOD, LACKING, Result, format_count
from briefwright.model.dictionary import Briefing
from briefwright.problems import errors, locate
from briefwright.workers import DEFAULT_LIMITS, Task


def check(folders: Folders, names: Sequence[str], stream: TextIO | None = None) -> Result:
    """Folders, briefings, where to show progress → all that is wrong, short of finished files.

    Errors: UsageError for an unknown name; MachineError where this machine can't lay out pages.
    """
    from briefwright import pipeline  # loads Jinja2 and lxml

    workers.prepare()  # they load libraries meanwhile
    sources = load(folders, BuildRequest(tuple(names)), require_libraries)
    editions = [one for one in find_editions(sources, BuildRequest()) if _is_known(sources, one)]
    tasks = [
        Task(str(one), pipeline.check,
             (sources.briefings[one.briefing], sources.audiences[one.audience], one.language))
        for one in editions
    ]  # fmt: skip
    work = Work(folders.output, "was not checked", "Checking", require_libraries)
    lacking: dict[str, None] = {}
    for name, finished in zip(editions, run(tasks, work, stream), strict=True):
        if finished.lacking:
            lacking[finished.lacking] = None
            continue
        sources.note(finished)
        places = sources.briefings[name.briefing].places
        sources.problems += locate(finished.value or (), places)
    accepted = tuple(_review(folders, sources))
    problems = tuple(sources.problems)
    clean = not errors(problems) and not lacking
    inherited = [line for one in sources.briefings.values() for line in _list_inherited(one)]
    checked = format_count(len(sources.briefings), "briefing") + " checked: nothing is at fault."
    messages = (*inherited, *accepted, *([checked] if clean else []))
    return Result(
        "check",
        problems=problems,
        messages=messages,
        fault="\n".join(lacking),
        code=max(sources.code, LACKING if lacking else GOOD),
    )


def _is_known(sources: Loaded, name: EditionName) -> bool:
    return name.audience in sources.audiences


def _review(folders: Folders, sources: Loaded) -> Iterator[str]:
    """Everything that was read → the editor's findings added; a line for what is accepted."""
    for name, finished in review(folders, sources, DEFAULT_LIMITS):
        sources.note(finished)
        if finished.value is None:
            continue
        sources.problems += finished.value.problems
        if finished.value.accepted:
            count = format_count(finished.value.accepted, "finding")
            yield f"{name}: {count} of the editor accepted, with reasons."


def _list_inherited(briefing: Briefing) -> Iterator[str]:
    """A briefing → what its facts took over from its head, a line for each key."""
    took: dict[str, int] = {}
    for keys in briefing.inherited.values():
        for key in keys:
            took[key] = took.get(key, 0) + 1
    as_of = briefing.metadata.as_of
    for key, count in took.items():
        value = briefing.defaults.get(key) or (as_of.text if as_of else "")
        yield f"{briefing.name}: {format_count(count, 'fact')} without `{key}:` took “{value}”."


def fix(folders: Folders, names: Sequence[str], stream: TextIO | None = None) -> Result:
    """Folders and briefings → the safe rewrites made and shown, and what is still wrong.

    Errors: UsageError for an unknown name.
    """
    from briefwright import editorial  # loads Jinja2 and lxml

    chosen = find_briefings(folders.content, names)
    diffs = [diff for name in chosen for diff in content.fix(folders.content / name)]
    sources = load(folders, BuildRequest(tuple(chosen)), require_libraries)
    for name, finished in review(folders, sources, DEFAULT_LIMITS):
        if finished.value is not None:
            briefing = sources.briefings[name]
            diffs += editorial.mend(folders.content / name, briefing, finished.value)
    left = check(folders, names, stream)
    return replace(left, messages=(*diffs, *left.messages))
