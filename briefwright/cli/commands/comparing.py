"""The command `compare`: what one state of a briefing says otherwise than another."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TextIO, TypeVar

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
from briefwright.model.dictionary import Briefing
from briefwright.problems import Place, errors, find_place, locate
from briefwright.workers import Task

T = TypeVar("T")


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
Texts = Sequence[tuple[edition.Difference, Sequence[EditionName]]]


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
    numbers = list(_write_numbers(found))
    texts = _find_texts(found, before.briefing, after.briefing)
    counts = Counter(one.kind for one, _ in texts)
    said = [f"{format_count(len(numbers), 'number')} changed"] if numbers else []
    said += [f"{format_count(counts[kind], 'text')} {kind}" for kind in _KINDS if counts[kind]]
    between = f"{name}, {before.title} → {after.title}"
    yield f"{between}: {', '.join(said)}." if said else f"{between}: nothing changed."
    yield from numbers
    yield from _write_texts(texts, before.briefing, after.briefing)


_KINDS: tuple[edition.ChangeKind, ...] = ("changed", "new", "gone", "moved")


def _make_task(sources: Loaded, earlier: Briefing, name: EditionName) -> Task:
    briefing, reader = sources.briefings[name.briefing], sources.audiences[name.audience]
    return Task(str(name), edition.compare, (earlier, briefing, reader, name.language))


def _write_numbers(found: Found) -> Iterator[str]:
    """What editions say otherwise → a line for each number, and the editions that print it."""
    grouped = _group((one, name) for name, changes in found.items() for one in changes.facts)
    for fact, names in grouped.items():
        before, after = fact.before or "nothing", fact.after or "nothing"
        yield f"  {fact.name}: {before} → {after}    {_list_readers(names)}"


def _find_texts(found: Found, before: Briefing, after: Briefing) -> Texts:
    """What changed in editions → each text that somebody wrote, with the editions that print it.

    What the program makes of other texts, such as contents, changes with them and is left out.
    """
    grouped = _group((one, name) for name, changes in found.items() for one in changes.differences)
    return [(one, names) for one, names in grouped.items() if _find_written(one, before, after)]


def _find_written(one: edition.Difference, before: Briefing, after: Briefing) -> Place | None:
    return find_place(one.at, before.places if one.kind == "gone" else after.places)


def _write_texts(texts: Texts, before: Briefing, after: Briefing) -> Iterator[str]:
    """Texts that changed, and their editions → for each its place, how it was and is."""
    for one, names in texts:
        yield ""
        yield f"{_find_written(one, before, after)}: {one.kind}: {one.at}    {_list_readers(names)}"
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
