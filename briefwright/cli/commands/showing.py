"""Commands that show something: who gets what, every role of a page, what this machine has."""

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from briefwright import audience, disk
from briefwright.cli import output_folder
from briefwright.cli.commands.limited import Work, run
from briefwright.cli.commands.loading import BuildRequest, check_names, load
from briefwright.cli.doctor import find_missing, require_libraries, survey
from briefwright.cli.folders import Folders
from briefwright.cli.report import GOOD, LACKING, Result
from briefwright.model.dictionary import KINDS
from briefwright.problems import ContentError, MachineError, errors, locate
from briefwright.workers import Task


def explain(folders: Folders, name: str, between: Sequence[str] = ()) -> Result:
    """A briefing, and two audiences or none → who gets what, printed and written as a page.

    Errors: UsageError for an unknown name; ContentError where an edition can't be put together.
    """
    from briefwright import edition  # loads Jinja2
    from briefwright.edition import explanation

    sources = load(folders, BuildRequest((name,)))
    if not sources.briefings:
        return Result("explain", problems=errors(sources.problems), code=sources.code)
    (briefing,) = sources.briefings.values()
    language = briefing.metadata.language
    tasks = [
        Task(f"{name}-{reader}-{language}", edition.select, (briefing, one, language))
        for reader, one in sources.audiences.items()
    ]
    finished = dict(
        zip(sources.audiences, run(tasks, Work(folders.output, "was not explained")), strict=True)
    )
    for one in finished.values():
        sources.note(one)
    faults = errors(sources.problems)
    if faults and sources.code == GOOD:
        raise ContentError(locate(faults, briefing.places))
    editions = {reader: one.value for reader, one in finished.items() if one.value}
    whole = explanation.explain(briefing, editions)
    chosen = whole.between(*check_names(between, whole.audiences, "audience")) if between else whole
    page = folders.output / output_folder.AUTHOR / briefing.name / "explanation.html"
    disk.write({page: chosen.as_html().encode()})
    shown = (*chosen.as_text(), "", f"As a page: {page.as_posix()}")
    return Result("explain", problems=faults, messages=shown, code=sources.code)


def explain_block(kind: str) -> Result:
    """A kind of block, or "" → what can be written in it, or what there is, in lines.

    Errors: UsageError for a kind that there isn't.
    """
    from briefwright.cli.block_reference import describe_block, format_block, list_kinds

    width = shutil.get_terminal_size().columns
    if not kind:
        return Result("explain-block", messages=tuple(list_kinds(width)))
    (known,) = check_names((kind,), tuple(KINDS), "kind of block")
    return Result("explain-block", messages=tuple(format_block(describe_block(known), width)))


def write_sampler(folders: Folders, name: str) -> Result:
    """An audience → a page with every role, as PDF and Word, in the output folder.

    Errors: UsageError for an unknown name; ContentError for stylesheets that can't be used.
    """
    require_libraries()
    (known,) = check_names((name,), audience.names(folders.templates), "audience")
    tasks = [Task(f"sampler-{known}", _build_sampler, (folders.templates, known))]
    (made,) = run(tasks, Work(folders.output, "was not built", prepare=require_libraries))
    if made.value is None:
        return Result("sampler", problems=made.problems, fault=made.lacking, code=made.code)
    outputs: Mapping[str, bytes] = made.value
    files = {
        folders.output / "sampler" / f"sampler-{known}.{ending}": data
        for ending, data in outputs.items()
    }
    disk.write(files)
    return Result("sampler", messages=tuple(path.as_posix() for path in files))


def _build_sampler(templates: Path, name: str) -> Mapping[str, bytes]:
    """The templates and an audience → its sampler by format. Errors: ContentError."""
    from briefwright.cli.sampler import build_sampler  # loads WeasyPrint

    return build_sampler(audience.read(templates, name).theme, name)


def diagnose() -> Result:
    """What is on this machine, and what is missing."""
    components = survey()
    code = LACKING if find_missing(components) else GOOD
    try:
        require_libraries()
    except MachineError as fault:
        return Result("doctor", components=components, fault=str(fault), code=LACKING)
    return Result("doctor", components=components, code=code)
