"""Commands that write into the content and the templates: new ones, ids, translations, schemas."""

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from briefwright import audience, content, disk
from briefwright.audience import Audience
from briefwright.cli import scaffold
from briefwright.cli.commands.limited import Work, run
from briefwright.cli.commands.loading import (
    BuildRequest,
    UsageError,
    check_names,
    find_briefings,
    load,
)
from briefwright.cli.folders import Folders
from briefwright.cli.report import GOOD, Result
from briefwright.cli.scaffold import NewHouse
from briefwright.content import schema as schemas
from briefwright.content import starter, translation
from briefwright.facts import dates
from briefwright.model import addresses
from briefwright.model.dictionary import Briefing, Overlay
from briefwright.problems import ContentError, Problem, locate
from briefwright.workers import Task


def write_ids(folders: Folders, name: str) -> Result:
    """Folders and a briefing → an id written into each block that had none.

    Errors: UsageError for an unknown name; ContentError where the briefing can't be read.
    """
    (known,) = find_briefings(folders.content, [name])
    tasks = [Task(f"The briefing {known}", content.propose_ids, (folders.content / known,))]
    (finished,) = run(tasks, Work(folders.output, "was not read"))
    if finished.value is None:
        return Result("ids", problems=finished.problems, fault=finished.lacking, code=finished.code)
    rewrites, messages = finished.value
    for rewrite in rewrites:
        rewrite.write()
    return Result("ids", messages=messages or ("Every block has an id already.",))


def translate(folders: Folders, name: str, language: str, audiences: Sequence[str] = ()) -> Result:
    """Folders, a briefing and a language → the file of its translation, with all that it lacks.

    A new file is for the audiences that are named, or for all. Errors: UsageError for an unknown
    name or language; ContentError where the briefing can't be read.
    """
    sources = load(folders, BuildRequest((name,), tuple(audiences)))
    if not sources.briefings:
        return Result("translate", problems=tuple(sources.problems), code=sources.code)
    ((known, briefing),) = sources.briefings.items()
    overlay = briefing.overlays.get(language) or _begin_overlay(briefing, language, audiences)
    draft = replace(briefing, metadata=replace(briefing.metadata, status="draft"))
    tasks = [
        Task(f"{known}-{reader.name}-{language}", _attempt,
             (replace(draft, overlays={language: said}), reader, language))
        for said in (overlay, translation.complete(briefing, overlay))
        for reader in sources.audiences.values()
        if audience.is_meant(briefing, reader.lineage[0])
        and (not overlay.audiences or reader.name in overlay.audiences)
    ]  # fmt: skip
    problems: list[Problem] = []
    for finished in run(tasks, Work(folders.output, "was not read for its words")):
        sources.note(finished)
        if finished.problems and finished.code == GOOD:
            return Result("translate", problems=locate(finished.problems, briefing.places))
        problems += finished.value or ()
    lacking = content.find_untranslated(problems)
    if nameless := tuple(_find_nameless(briefing, lacking)):
        return Result("translate", problems=nameless)
    written = content.write_skeleton(
        folders.content / known, briefing, language, lacking, overlay.audiences
    )
    # A fault of a look is no fault of what is translated.
    faults = (*sources.problems, *(one for one in problems if one.code == _UNWORDED))
    ours = tuple(problem for problem in faults if problem.code == "B101")
    warnings = (replace(problem, level="warning") for problem in faults if problem not in ours)
    return Result("translate", (), (), (*warnings, *ours), messages=written, code=sources.code)


_UNWORDED = "A507"  # a look has no words of its own in a language


def _attempt(briefing: Briefing, reader: Audience, language: str) -> tuple[Problem, ...]:
    """A briefing, an audience and a language → what an edition lacks, or the words of its look."""
    from briefwright import edition  # loads Jinja2

    try:
        return edition.select(briefing, reader, language).problems
    except ContentError as error:
        if all(problem.code == _UNWORDED for problem in error.problems):
            return error.problems
        raise


def _find_nameless(briefing: Briefing, lacking: Iterable[str]) -> Iterator[Problem]:
    """A briefing and what lacks a translation → a fault for each block of it without an id."""
    without = {at for at, block in addresses.walk(briefing.body) if not block.id}
    for at in dict.fromkeys(one.partition(".")[0] for one in lacking):
        if at in without:
            message = f"“{at}” needs an id to be translated: python3 build.py ids {briefing.name}"
            yield Problem("C281", f"{message}.", briefing.places.get(at), at)


def _begin_overlay(briefing: Briefing, language: str, audiences: Sequence[str]) -> Overlay:
    """A language that a briefing isn't translated into yet → an overlay that lacks everything."""
    if language == briefing.metadata.language:
        raise UsageError(f"The briefing is written in “{language}” itself.")
    try:
        dates.locale_of(language)
    except LookupError as unknown:
        raise UsageError(f"{unknown}.") from unknown
    return Overlay(language=language, file="", audiences=tuple(audiences))


def create_briefing(folders: Folders, name: str, language: str, kind: str) -> Result:
    """Folders, a name, a language and a kind → a new briefing with an example of it.

    Errors: UsageError for a name that it can't have, a kind that there isn't, or a language in
    which there is no example of it.
    """
    (known,) = check_names((kind,), tuple(starter.KINDS), "kind of briefing")
    try:
        files = starter.write_briefing(folders.content, name, language, known)
    except starter.NameFault as fault:
        raise UsageError(str(fault)) from fault
    write_schema(folders, None)  # the first line of each file leads to them
    written = (path.as_posix() for path in files)
    return Result("new", messages=(*written, scaffold.describe_next_steps(folders.content, name)))


def create_audience(folders: Folders, name: str, parent: str) -> Result:
    """Folders, a name and the audience that it starts from → a new audience.

    Errors: UsageError for a name that it can't have, or a parent that there isn't.
    """
    (known,) = check_names((parent,), audience.names(folders.templates), "audience")
    try:
        files = scaffold.write_audience(folders.templates, name, known)
    except starter.NameFault as fault:
        raise UsageError(str(fault)) from fault
    written = (path.as_posix() for path in files)
    after = scaffold.describe_next_steps_of_audience(files[0].parent, name)
    return Result("new", messages=(*written, after))


def create_house(folders: Folders, wanted: NewHouse) -> Result:
    """Folders and what an organisation is called and looks like → its house.yaml, and its logo.

    Errors: UsageError where there is one already, or what it says can't be used.
    """
    try:
        written = scaffold.write_house(folders.templates, wanted)
    except starter.NameFault as fault:
        raise UsageError(str(fault)) from fault
    return Result("new", messages=(*(path.as_posix() for path in written), _AFTER_HOUSE))


_AFTER_HOUSE = (
    "Every edition has it from now on. More that it can say (series, licence, permanent address, a "
    "look): docs/looks.md."
)


def create_list(folders: Folders, name: str) -> Result:
    """Folders and a name → a new list of recipients. Errors: UsageError for a bad name."""
    try:
        files = scaffold.write_list(folders.recipients, folders.delivery, name)
    except starter.NameFault as fault:
        raise UsageError(str(fault)) from fault
    written = (path.as_posix() for path in files)
    after = f"Put your recipients in its place; then: python3 build.py send BRIEFING --to {name}"
    return Result("new", messages=(*written, after))


def write_schema(folders: Folders, folder: Path | None) -> Result:
    """Folders and where to, `.schema` among the content if nowhere → a JSON Schema for each file.

    Errors: MachineError where it can't be written.
    """
    where = folder or folders.content / ".schema"
    disk.write({
        where / f"{file}.schema.json": json.dumps(schemas.build_schema(file), indent=1).encode()
        for file in schemas.FILES
    })  # fmt: skip
    first_lines = (
        f"  {file + '.yaml' if file != 'section' else 'sections/*.yaml':16} "
        + schemas.write_comment(
            file, _relative_path(folders.content / "NAME" / _HOLDER.get(file, ""), where)
        )
        for file in schemas.FILES
    )
    return Result("schema", messages=(_SCHEMAS.format(where.as_posix()), *first_lines))


_HOLDER = {"section": "sections"}  # files that stand deeper than the briefing's folder
_SCHEMAS = (
    "The schemas are in {}. With its line at the top of a file, VS Code (with the YAML extension) "
    "and other editors complete the keys and check them:"
)


def _relative_path(folder: Path, target: Path) -> str:
    """Two folders → the way from the first to the second."""
    return Path(os.path.relpath(target.resolve(), folder.resolve())).as_posix()
