"""The command `build`: every edition that was asked for, each in a process of its own."""

from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, TextIO

from briefwright import workers
from briefwright.cache.shared import SharedCache, open_shared
from briefwright.cache.store import FOLDER, Store
from briefwright.cli import doctor, outcomes, output_folder, progress
from briefwright.cli.commands.counting import Begin, count_word_pages, draw_beside
from briefwright.cli.commands.loading import (
    BuildRequest,
    Loaded,
    check_names,
    choose_executor,
    find_editions,
    load,
)
from briefwright.cli.commands.reviewing import review
from briefwright.cli.folders import Folders
from briefwright.cli.output_folder import EditionName
from briefwright.cli.report import LACKING, Result, join
from briefwright.model.dictionary import Briefing
from briefwright.problems import errors
from briefwright.verify import parity
from briefwright.workers import Executor, Limits, Outcome, Task

if TYPE_CHECKING:
    from briefwright.cache.making import FinishedEdition


def build(folders: Folders, wanted: BuildRequest, stream: TextIO | None = None) -> Result:
    """Folders, what is wanted and where to show progress → every edition built and published.

    Errors: UsageError for an unknown name; MachineError where this machine can't build anything.
    """
    from briefwright.formats import FORMATS  # loads lxml

    formats = check_names(wanted.formats, tuple(FORMATS), "format")
    executor = choose_executor(wanted.on)
    workers.prepare()  # they load libraries while files are read
    sources = load(folders, wanted, doctor.require_libraries)
    _review(folders, sources, wanted)
    steps = tuple(_build_editions(folders, sources, wanted, formats, executor, stream))
    return join(Result("build", problems=tuple(sources.problems), code=sources.code), *steps)


def _review(folders: Folders, sources: Loaded, wanted: BuildRequest) -> None:
    """Everything that was read → what the editor finds in it; its errors hold back what goes out.

    A draft is built whatever it says. Where only `some` audiences are built, an acceptance may be
    needed for another one.
    """
    from briefwright import editorial

    some = wanted.audiences
    for name, finished in tuple(review(folders, sources, wanted.limits)):
        sources.note(finished)
        if finished.value is None:
            continue
        briefing, found = sources.briefings[name], finished.value.problems
        reported = [problem for problem in found if problem.code != "E119" or not some]
        if name in sources.to_mend:
            sources.to_mend[name] += errors(reported)
        if briefing.metadata.status in editorial.RELEASED:
            sources.problems += reported
            if errors(reported):
                sources.unread.append(name)
                del sources.briefings[name]
        else:
            sources.problems += (replace(problem, level="warning") for problem in reported)


def _build_editions(
    folders: Folders,
    sources: Loaded,
    wanted: BuildRequest,
    formats: Sequence[str],
    executor: Executor,
    stream: TextIO | None,
) -> Iterator[Result]:
    """Everything that was read → one Result for each edition, published or withdrawn."""
    editions = tuple(find_editions(sources, wanted))
    for unread in sources.unread:
        yield outcomes.withdraw(unread, partial(output_folder.withdraw_all, folders.output, unread))
    for name in editions:
        if name.audience in sources.unset:
            yield outcomes.withdraw(
                str(name), partial(output_folder.withdraw, folders.output, name)
            )
    buildable = [name for name in editions if name.audience in sources.audiences]
    store = Store(folders.output / FOLDER) if wanted.caches else None
    shared = open_shared(wanted.shared) if wanted.shared else None
    tasks = [_make_task(sources, name, formats, store, wanted.limits) for name in buildable]
    is_away = wanted.on != workers.POOL
    known = set[str]()
    if store and (shared or is_away):
        known = _find_known(store, shared, tasks, wanted.limits)
    ours = [task for task in tasks if is_away and task.name in known]
    others = [task for task in tasks if not (is_away and task.name in known)]
    publisher = _Publisher(folders, sources, wanted, store, shared)
    waiting: dict[EditionName, tuple[Outcome, Future[bytes]]] = {}
    with _draw_beside(wanted, store) as begin:
        pool = workers.shared_pool(doctor.require_libraries)
        with (
            closing(pool.run(iter(ours), len(ours))) as here,
            closing(progress.follow(others, stream, "Building")) as given,
            closing(executor.run(given, len(others), wanted.limits)) as there,
        ):
            for name, task in zip(buildable, tasks, strict=True):
                outcome = next(here if is_away and task.name in known else there)
                docx = publisher.find_limited(name, outcome)
                if begin and docx:
                    waiting[name] = outcome, begin(docx)
                else:
                    publisher.publish(name, outcome)
        with closing(progress.follow(tuple(waiting), stream, _COUNTING)) as names:
            for name in names:
                publisher.count(name, *waiting[name])
    finished = [publisher.results[name] for name in buildable]
    yield from finished
    if store:
        store.shrink()
    if shared and shared.fault:
        yield Result("build", messages=(shared.fault,))
    published = {file.edition for one in finished for file in one.files}
    printed = [one for one in publisher.printed if one.edition in published]
    kept = publisher.kept
    for title in dict.fromkeys(name.briefing for name in buildable):
        attempted = [str(n) for n in editions if n.briefing == title and n not in kept]
        yield outcomes.write_ledger(folders.output, sources.briefings[title], attempted, printed)


_COUNTING = "Counting the pages in Word of"


def _draw_beside(wanted: BuildRequest, store: Store | None) -> AbstractContextManager[Begin | None]:
    """What is wanted, a cache → what begins to draw Word files, where their pages are counted."""
    return draw_beside(wanted.limits, store) if wanted.counts else nullcontext()


@dataclass
class _Publisher:
    """Puts finished editions at their places: `results` by name, and which facts are `printed`.

    `kept` are those that couldn't be written, so that their old files stand.
    """

    folders: Folders
    sources: Loaded
    wanted: BuildRequest
    store: Store | None
    shared: SharedCache | None
    results: dict[EditionName, Result] = field(default_factory=dict)
    printed: list[parity.FactUse] = field(default_factory=list)
    kept: set[EditionName] = field(default_factory=set)

    def find_limited(self, name: EditionName, outcome: Outcome) -> bytes | None:
        """The outcome of an edition → its Word file, if that is final and its pages are limited."""
        is_final = self.sources.briefings[name.briefing].metadata.status == "final"
        if not is_final or not self.sources.audiences[name.audience].max_pages:
            return None
        return outcome.value.record.outputs.get("docx") if outcome.error is None else None

    def publish(self, name: EditionName, outcome: Outcome) -> None:
        """An edition and its outcome → published, or its last good files withdrawn."""
        briefing = self.sources.briefings[name.briefing]
        result = outcomes.publish(self.folders.output, briefing, name, outcome, self.printed)
        self._note(name, outcome, result)

    def count(self, name: EditionName, outcome: Outcome, drawn: Future[bytes]) -> None:
        """An edition whose Word file is being drawn → published, or held back as too long."""
        most = self.sources.audiences[name.audience].max_pages
        made, output = outcome.value, self.folders.output
        account = made.record.account["json"]
        counted = count_word_pages(output, name, most, drawn, account, self.wanted.limits)
        if counted.too_long:
            briefing = self.sources.briefings[name.briefing]
            held = outcomes.hold_back(output, briefing, name, made, counted.too_long)
            self._note(name, outcome, held)
        else:
            self.publish(name, outcome)
            self.results[name] = counted.add_to(self.results[name])

    def _note(self, name: EditionName, outcome: Outcome, result: Result) -> None:
        """An edition, its outcome and its Result → noted, and what was made kept in the caches."""
        from briefwright.cache.editions import remember  # loads the engine

        if result.code == LACKING:
            self.kept.add(name)
        if self.store and (made := outcome.value) is not None:
            briefing = self.sources.briefings[name.briefing]
            result = _keep(self.store, str(name), made, briefing, result, self.wanted)
            if self.shared and made.is_new:
                remember(self.shared, made.key, made.record)
        self.results[name] = result


def _find_known(
    store: Store, shared: SharedCache | None, tasks: Sequence[Task], limits: Limits
) -> set[str]:
    """Tasks that make editions → the names of those that this machine's cache has.

    What others built of them is fetched into it.
    """
    from briefwright.cache import editions  # loads the engine
    from briefwright.cache.making import find_key

    asked = [replace(task, function=find_key) for task in tasks]
    pool = workers.shared_pool(doctor.require_libraries)
    known = set[str]()
    with closing(pool.run(iter(asked), len(asked), limits)) as keys:
        for task, key in zip(tasks, keys, strict=True):
            if key.error is not None:
                continue  # it is the same when the edition is made
            if editions.fetch(store, shared, key.value):
                known.add(task.name)
    return known


def _keep(
    store: Store,
    name: str,
    made: "FinishedEdition",
    briefing: Briefing,
    result: Result,
    wanted: BuildRequest,
) -> Result:
    """A finished edition and its Result → kept in the cache; the Result says why it was built."""
    from briefwright.cache import editions  # loads the engine

    why = editions.explain(store, name, made.parts, briefing.places) if made.is_new else ""
    editions.remember(store, made.key, made.record)
    editions.note_latest(store, name, made.parts)
    return replace(result, messages=(*result.messages, why)) if why and wanted.explains else result


def _make_task(
    sources: Loaded,
    name: EditionName,
    formats: Sequence[str],
    store: Store | None,
    limits: Limits,
) -> Task:
    """One edition → the work that it makes, for a worker to do; a long briefing may take longer."""
    from briefwright import pipeline  # loads Jinja2 and lxml
    from briefwright.cache.making import EditionRequest, make

    briefing, reader = sources.briefings[name.briefing], sources.audiences[name.audience]
    to_mend = sources.to_mend.get(name.briefing)
    draft = None if to_mend is None else pipeline.Draft(to_mend)
    cache = store.folder if store else None
    request = EditionRequest(
        briefing, reader, name.language, tuple(formats) or reader.formats, draft, cache
    )
    return Task(str(name), make, (request,), limits.grow(len(briefing.places)))
