"""The command `compare`: what one state of a briefing says otherwise than another."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TextIO

from briefwright import edition
from briefwright.audience import languages
from briefwright.cli.commands.limited import Work, run
from briefwright.cli.commands.loading import BuildRequest, Loaded, find_editions, load
from briefwright.cli.commands.redlining import RedlineRequest, write_redlines
from briefwright.cli.commands.states import State, name_last_issued, read_state
from briefwright.cli.folders import Folders
from briefwright.cli.output_folder import EditionName
from briefwright.cli.report import Result, format_count, join
from briefwright.editing.word_changes import Piece, list_pieces
from briefwright.edition.comparison import ChangedFact
from briefwright.model.dictionary import Briefing
from briefwright.problems import errors, locate
from briefwright.workers import Task


@dataclass(frozen=True)
class CompareRequest:
    """A briefing and some of its editions; which state is compared with which.

    `before` is "" for what was issued last, `after` for what the briefing is now.
    """

    editions: BuildRequest
    before: str
    after: str


def compare(folders: Folders, wanted: CompareRequest, stream: TextIO | None = None) -> Result:
    """Folders, what is compared → what changed: a sentence, numbers, texts; files that mark it.

    Each with the editions that it stands in. Errors: UsageError for what there is not;
    ContentError for what can't be read.
    """
    sources = load(folders, wanted.editions)
    if not sources.briefings:
        return Result("compare", problems=errors(sources.problems), code=sources.code)
    ((name, current),) = sources.briefings.items()
    before = read_state(folders, name, wanted.before or name_last_issued(folders, name))
    after = read_state(folders, name, wanted.after) if wanted.after else State("now", current)
    sources.briefings[name] = after.briefing
    found = _find_changes(folders, sources, before, wanted.editions)
    listed = Result("compare", messages=tuple(_describe(name, before, after, found)))
    changed = [one for one, changes in found.items() if changes.facts or changes.differences]
    request = RedlineRequest(before, changed, wanted.editions.formats)
    made = tuple(write_redlines(folders, sources, request, stream))
    problems = locate(errors(sources.problems), after.briefing.places)
    return join(listed, *made, Result("compare", problems=problems, code=sources.code))


Found = Mapping[EditionName, edition.Changes]


def _find_changes(folders: Folders, sources: Loaded, before: State, wanted: BuildRequest) -> Found:
    """What was read, the state before → what changed in each edition that both states have."""
    editions = [
        one
        for one in find_editions(sources, wanted)
        if one.audience in sources.audiences
        and one.language in languages(before.briefing, sources.audiences[one.audience])
    ]
    tasks = [_make_task(sources, before.briefing, one) for one in editions]
    found: dict[EditionName, edition.Changes] = {}
    for one, finished in zip(
        editions, run(tasks, Work(folders.output, "was not compared")), strict=True
    ):
        sources.note(finished)
        if finished.value is not None:
            found[one] = finished.value
    return found


def _describe(name: str, before: State, after: State, found: Found) -> Iterator[str]:
    """A briefing's two states, and what changed in its editions → a sentence, then the list."""
    grouped = edition.group(found, before.briefing, after.briefing)
    numbers = [_write_number(*one) for one in grouped.facts.items()]
    counts = Counter(one.kind for one in grouped.texts)
    said = [f"{format_count(len(numbers), 'number')} changed"] if numbers else []
    said += [f"{format_count(counts[kind], 'text')} {kind}" for kind in _KINDS if counts[kind]]
    between = f"{name}, {before.title} → {after.title}"
    yield f"{between}: {', '.join(said)}." if said else f"{between}: nothing changed."
    yield from numbers
    for one, names in grouped.texts.items():
        where = edition.find_written(one, before.briefing, after.briefing)
        yield ""
        yield f"{where}: {one.kind}: {one.at}    {_list_readers(names)}"
        yield "  " + " ".join(map(_mark, list_pieces(one.before, one.after)))


_KINDS: tuple[edition.ChangeKind, ...] = ("changed", "new", "gone", "moved")


def _make_task(sources: Loaded, earlier: Briefing, name: EditionName) -> Task:
    briefing, reader = sources.briefings[name.briefing], sources.audiences[name.audience]
    return Task(str(name), edition.compare, (earlier, briefing, reader, name.language))


def _write_number(fact: ChangedFact, names: Sequence[EditionName]) -> str:
    """A number that editions print otherwise → a line for it, and those editions."""
    before, after = fact.before or "nothing", fact.after or "nothing"
    return f"  {fact.name}: {before} → {after}    {_list_readers(names)}"


def _mark(piece: Piece) -> str:
    """Some words of a text before and after → the same, marked as gone, new, or neither."""
    match piece.kind:
        case "gone":
            return f"[-{piece.text}-]"
        case "new":
            return f"{{+{piece.text}+}}"
        case "same":
            return piece.text


def _list_readers(names: Sequence[EditionName]) -> str:
    """Editions → their audiences and languages: “full en, press en ru”."""
    spoken: dict[str, list[str]] = {}
    for name in names:
        spoken.setdefault(name.audience, []).append(name.language)
    return ", ".join(f"{audience} {' '.join(found)}" for audience, found in spoken.items())
