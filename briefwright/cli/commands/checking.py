"""The commands `check` and `check --fix`: what is wrong with briefings, short of their pages."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefwright import content
from briefwright.cli.commands.loading import (
    BuildRequest,
    Folders,
    find_briefings,
    find_editions,
    load,
)
from briefwright.cli.report import GOOD, LACKING, Result, format_count
from briefwright.model.dictionary import Briefing
from briefwright.problems import MachineError, errors, locate


def check(folders: Folders, names: Sequence[str]) -> Result:
    """Folders and briefings → everything that is wrong with them, short of laying out pages.

    Errors: UsageError for an unknown name.
    """
    from briefwright import editorial, pipeline  # load Jinja2 and lxml

    sources = load(folders, BuildRequest(tuple(names)))
    lacking: dict[str, None] = {}
    for name in find_editions(sources, BuildRequest()):
        if name.audience not in sources.audiences:
            continue
        briefing, reader = sources.briefings[name.briefing], sources.audiences[name.audience]
        try:
            found = pipeline.check(briefing, reader, name.language)
            sources.problems += locate(found, briefing.places)
        except MachineError as error:
            lacking[str(error)] = None
    accepted: list[str] = []
    for briefing in sources.briefings.values():
        read = editorial.review(briefing, tuple(sources.audiences.values()))
        sources.problems += read.problems
        if read.accepted:
            count = format_count(read.accepted, "finding")
            accepted.append(f"{briefing.name}: {count} of the editor accepted, with reasons.")
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
        code=LACKING if lacking else GOOD,
    )


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


def fix(folders: Folders, names: Sequence[str]) -> Result:
    """Folders and briefings → the safe rewrites made and shown, and what is still wrong.

    Errors: UsageError for an unknown name.
    """
    from briefwright import editorial  # loads Jinja2 and lxml

    chosen = find_briefings(folders.content, names)
    diffs = [diff for name in chosen for diff in content.fix(folders.content / name)]
    sources = load(folders, BuildRequest(tuple(chosen)))
    for name, briefing in sources.briefings.items():
        review = editorial.review(briefing, tuple(sources.audiences.values()))
        diffs += editorial.mend(folders.content / name, briefing, review)
    left = check(folders, names)
    return replace(left, messages=(*diffs, *left.messages))
