"""The command `new briefing NAME --from FILE`: a document → the first draft of a briefing."""

import datetime
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefwright import disk
from briefwright.cli import scaffold
from briefwright.cli.commands.creating import write_schema
from briefwright.cli.commands.limited import Work, run
from briefwright.cli.commands.loading import UsageError, check_names
from briefwright.cli.folders import Folders
from briefwright.cli.report import Result
from briefwright.content import starter
from briefwright.review.opening import UnreadableError
from briefwright.workers import Task

if TYPE_CHECKING:
    from briefwright.importing.drafting import Made
    from briefwright.importing.files import Metadata

_READER = "full"  # the audience whose edition shows that facts and names print as the words did


@dataclass(frozen=True)
class ImportRequest:
    """What a new briefing is called, the document that it is made of, its language, its kind.

    `language` is "" where it shall be guessed.
    """

    name: str
    file: Path
    language: str
    kind: str


def import_briefing(folders: Folders, wanted: ImportRequest) -> Result:
    """Folders and what is wanted → a new briefing that says what the document says.

    Errors: UsageError for a name that it can't have, or a document that isn't read.
    """
    (kind,) = check_names((wanted.kind,), tuple(starter.KINDS), "kind of briefing")
    folder = folders.content / wanted.name
    try:
        starter.check_name(wanted.name)
    except starter.NameFault as fault:
        raise UsageError(str(fault)) from fault
    if folder.exists():
        raise UsageError(f"{folder.as_posix()} is there already; choose another name.")
    if not wanted.file.is_file():
        raise UsageError(f"There is no file {wanted.file}.")
    from briefwright.importing.files import Metadata  # loads Babel

    known = Metadata(
        title=wanted.name.replace("-", " ").capitalize(),
        language=wanted.language,
        date=datetime.date.today().isoformat(),
        kind=starter.KINDS[kind][0],
    )
    task = Task(str(wanted.file), _make, (wanted.file, known, folders.templates))
    (finished,) = run([task], Work(folders.output, "was not read"))
    if finished.value is None:
        return Result("new", problems=finished.problems, fault=finished.lacking, code=finished.code)
    if isinstance(finished.value, str):
        raise UsageError(finished.value)
    return _keep(folders, wanted.name, finished.value)


def _make(file: Path, known: "Metadata", templates: Path) -> "Made | str":
    """A document, what is known apart from it → the briefing, or a sentence that says why not."""
    from briefwright import audience  # loads what reads templates
    from briefwright.importing.documents import read_document
    from briefwright.importing.drafting import make_draft
    from briefwright.importing.languages import guess_language

    try:
        outline = read_document(file.name, file.read_bytes())
    except UnreadableError as error:
        return f"{file.name} isn't read. {error}"
    said = " ".join(one.text for one in outline.paragraphs())
    language = known.language or outline.properties.get("language") or guess_language(said)
    if not language:
        return f"Say in which language {file.name} is written, such as: --language de"
    return make_draft(
        outline,
        replace(
            known,
            title=outline.properties.get("title", known.title),
            language=language,
            date=outline.properties.get("date", known.date),
            author=outline.properties.get("author", ""),
        ),
        audience.read(templates, _READER),
    )


def _keep(folders: Folders, name: str, made: "Made") -> Result:
    from briefwright.importing.drafting import LEFT_OVER

    folder = folders.content / name
    disk.write({folder / file: data for file, data in made.files.items()})
    write_schema(folders, None)  # the first line of each file leads to them
    written = ((folder / file).as_posix() for file in made.files)
    count = f"{made.placed} paragraphs of the document are in the briefing"
    left = f"; what is not stands in {LEFT_OVER}, with the reasons" if made.left_over else ", all"
    after = scaffold.describe_next_steps(folders.content, name)
    return Result("new", messages=(*written, f"{count}{left}.", after))
