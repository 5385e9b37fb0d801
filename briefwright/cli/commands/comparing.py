"""The command `changes`: what a briefing says otherwise than an edition that was issued."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from briefwright import content, edition
from briefwright.audience import languages
from briefwright.cli.commands.limited import Work, run
from briefwright.cli.commands.loading import (
    BuildRequest,
    Loaded,
    UsageError,
    find_editions,
    load,
)
from briefwright.cli.folders import Folders
from briefwright.cli.output_folder import EditionName
from briefwright.cli.report import Result
from briefwright.editing.word_changes import Piece, list_pieces
from briefwright.issuing import archive
from briefwright.model.dictionary import Briefing
from briefwright.problems import ContentError, errors, find_place, locate
from briefwright.workers import Task

T = TypeVar("T")


def show_changes(folders: Folders, wanted: BuildRequest, since: str) -> Result:
    """Folders, a briefing and some of its editions, an issued edition's number → what changed.

    Numbers first, then texts by address, each with the editions that it stands in.
    Errors: UsageError for what there is not; ContentError for what can't be read.
    """
    sources = load(folders, wanted)
    if not sources.briefings:
        return Result("changes", problems=errors(sources.problems), code=sources.code)
    ((name, briefing),) = sources.briefings.items()
    earlier = _read_earlier(folders, name, since)
    editions = [
        one
        for one in find_editions(sources, wanted)
        if one.audience in sources.audiences
        and one.language in languages(earlier, sources.audiences[one.audience])
    ]
    tasks = [_make_task(sources, earlier, one) for one in editions]
    found: dict[EditionName, edition.Changes] = {}
    for one, finished in zip(editions, run(tasks, Work(folders.output, _OUTCOME)), strict=True):
        sources.note(finished)
        if finished.value is not None:
            found[one] = finished.value
    lines = (*_write_numbers(found), *_write_texts(found, earlier, briefing))
    heading = f"What {name} says otherwise than its edition {since}:"
    nothing = f"{name} says what its edition {since} said."
    return Result(
        "changes", messages=(heading, *lines) if lines else (nothing,),
        problems=locate(errors(sources.problems), briefing.places), code=sources.code,
    )  # fmt: skip


_OUTCOME = "was not compared"


def _read_earlier(folders: Folders, name: str, since: str) -> Briefing:
    """Folders, a briefing, an issued edition's number → its content. Errors: UsageError."""
    known = [one.number for one in archive.list_issued(folders.issued, name)]
    if since not in known:
        there_is = f"there is: {', '.join(known)}" if known else "none was"
        raise UsageError(f"Edition {since} of {name} was never issued; {there_is}.")
    kept = archive.find_folder(folders.issued, name, since) / archive.INPUTS / "content" / name
    tasks = [Task(f"Edition {since} of {name}", content.read, (kept,))]
    (finished,) = run(tasks, Work(folders.output, "was not read"))
    if finished.value is None:
        raise ContentError(finished.problems)
    briefing: Briefing = finished.value
    return briefing


def _make_task(sources: Loaded, earlier: Briefing, name: EditionName) -> Task:
    briefing, reader = sources.briefings[name.briefing], sources.audiences[name.audience]
    return Task(str(name), edition.compare, (earlier, briefing, reader, name.language))


def _write_numbers(found: Mapping[EditionName, edition.Changes]) -> Iterator[str]:
    """What editions say otherwise → a line for each number, and the editions that print it."""
    grouped = _group((one, name) for name, changes in found.items() for one in changes.facts)
    for fact, names in grouped.items():
        before, after = fact.before or "nothing", fact.after or "nothing"
        yield f"  {fact.name}: {before} → {after}    {_list_readers(names)}"


def _write_texts(
    found: Mapping[EditionName, edition.Changes], earlier: Briefing, briefing: Briefing
) -> Iterator[str]:
    """What editions say otherwise → for each text its place, how it was and is, and its readers.

    What the program makes of other texts, such as contents, changes with them and is left out.
    """
    grouped = _group((one, name) for name, changes in found.items() for one in changes.differences)
    for one, names in grouped.items():
        places = earlier.places if one.kind == "gone" else briefing.places
        place = find_place(one.at, places)
        if place:
            yield ""
            yield f"{place}: {one.kind}: {one.at}    {_list_readers(names)}"
            yield "  " + " ".join(map(_mark, list_pieces(one.before, one.after)))


def _mark(piece: Piece) -> str:
    """Some words of a text before and after → the same, marked as gone, new, or neither."""
    match piece.kind:
        case "gone":
            return f"[-{piece.text}-]"
        case "new":
            return f"{{+{piece.text}+}}"
        case "same":
            return piece.text


def _group(pairs: Iterable[tuple[T, EditionName]]) -> dict[T, list[EditionName]]:
    """Values and the editions in which each is → each once, with its editions."""
    grouped: dict[T, list[EditionName]] = {}
    for one, name in pairs:
        grouped.setdefault(one, []).append(name)
    return grouped


def _list_readers(names: Sequence[EditionName]) -> str:
    """Editions → their audiences and languages: “full en, press en ru”."""
    spoken: dict[str, list[str]] = {}
    for name in names:
        spoken.setdefault(name.audience, []).append(name.language)
    return ", ".join(f"{audience} {' '.join(found)}" for audience, found in spoken.items())
