"""Commands that show something: who gets what, every role of a page, what this machine has."""

import shutil
import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from briefwright import audience, disk
from briefwright.audience import Audience
from briefwright.cli import output_folder
from briefwright.cli.commands.limited import Work, run
from briefwright.cli.commands.loading import BuildRequest, UsageError, check_names, load
from briefwright.cli.doctor import find_missing, require_libraries, survey
from briefwright.cli.folders import Folders
from briefwright.cli.report import FAULTY, GOOD, LACKING, MISUSED, Result
from briefwright.cli.word_base import describe_styles
from briefwright.document import corporate_template
from briefwright.model.dictionary import KINDS
from briefwright.problems import ContentError, MachineError, errors, locate
from briefwright.workers import Task

if TYPE_CHECKING:
    from briefwright.edition.checklist import Need


@dataclass(frozen=True)
class ExplainRequest:
    """What is to be explained: a briefing, or ""; for which audiences, or what differs for two."""

    name: str
    audiences: tuple[str, ...] = ()
    between: tuple[str, ...] = ()


def explain(folders: Folders, wanted: ExplainRequest) -> Result:
    """What is asked → who gets what, printed and written as a page; what named audiences need.

    Errors: UsageError for an unknown name; ContentError where an edition can't be put together.
    """
    if not wanted.name:
        return _explain_needs(folders, wanted.audiences)
    name = wanted.name
    from briefwright import edition  # loads Jinja2
    from briefwright.edition import checklist, explanation

    sources = load(folders, BuildRequest((name,), wanted.audiences))
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
    pair = check_names(wanted.between, whole.audiences, "audience")
    chosen = whole.between(*pair) if pair else whole
    page = folders.output / output_folder.AUTHOR / briefing.name / "explanation.html"
    disk.write({page: chosen.as_html().encode()})
    width = shutil.get_terminal_size().columns
    shown = [*chosen.as_text(width), "", f"As a page: {page.as_posix()}"]
    for reader in wanted.audiences:
        if reader in editions:
            needs = checklist.check_needs(sources.audiences[reader], briefing, editions[reader])
            shown += _format_needs(sources.audiences[reader], needs, width)
    return Result("explain", problems=faults, messages=tuple(shown), code=sources.code)


def _explain_needs(folders: Folders, names: Sequence[str]) -> Result:
    """Audiences → what each needs of any briefing. Errors: UsageError, ContentError."""
    from briefwright.edition import checklist

    if not names:
        raise UsageError("Say which briefing, or which audience: explain --audience minister.")
    width = shutil.get_terminal_size().columns
    shown: list[str] = []
    for name in check_names(names, audience.names(folders.templates), "audience"):
        reader = audience.read(folders.templates, name)
        shown += _format_needs(reader, checklist.list_needs(reader), width)
    return Result("explain", messages=tuple(shown[1:]))


def _format_needs(reader: Audience, needs: "Iterable[Need]", width: int) -> Iterator[str]:
    """An audience and its needs, the columns of a terminal → lines that fit into it."""
    yield from ("", f"What {reader.name} needs to be at its best:", "")
    for need in needs:
        yield from textwrap.wrap(
            str(need), width, subsequent_indent=" " * 4, break_on_hyphens=False
        )


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


def describe_word_base(path: Path | None) -> Result:
    """A Word file that an audience may begin with → which of our styles meets which of its own."""
    if path is None:
        return Result("doctor", fault="Name the Word file: doctor word base.docx.", code=MISUSED)
    if not path.is_file():
        return Result("doctor", fault=f"There is no file {path.as_posix()}.", code=MISUSED)
    data = path.read_bytes()
    if fault := corporate_template.find_fault(path.name, data):
        return Result("doctor", fault=fault, code=FAULTY)
    lines = describe_styles(path.name, corporate_template.read(data))
    return Result("doctor", messages=tuple(lines))


def diagnose() -> Result:
    """What is on this machine, and what is missing."""
    components = survey()
    code = LACKING if find_missing(components) else GOOD
    try:
        require_libraries()
    except MachineError as fault:
        return Result("doctor", components=components, fault=str(fault), code=LACKING)
    return Result("doctor", components=components, code=code)
