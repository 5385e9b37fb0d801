"""The command `build`: every edition that was asked for, each in a process of its own."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, TextIO

from briefwright import workers
from briefwright.cache.shared import SharedCache, open_shared
from briefwright.cache.store import FOLDER, Store
from briefwright.cli import doctor, outcomes, output_folder, progress
from briefwright.cli.commands.counting import count_word_pages
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
from briefwright.cli.report import LACKING, Result, join
from briefwright.model.dictionary import Briefing
from briefwright.problems import errors
from briefwright.verify import parity
from briefwright.workers import Executor, Limits, Task

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
    from briefwright.cache.editions import remember  # loads the engine
    from briefwright.cache.making import FinishedEdition

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
    printed: list[parity.FactUse] = []
    built: dict[output_folder.EditionName, Result] = {}
    kept: set[output_folder.EditionName] = set()  # could not be written: their old files stand
    with (
        closing(workers.shared_pool(doctor.require_libraries).run(iter(ours), len(ours))) as here,
        closing(progress.follow(others, stream, "Building")) as given,
        closing(executor.run(given, len(others), wanted.limits)) as there,
    ):
        for name, task in zip(buildable, tasks, strict=True):
            outcome = next(here if is_away and task.name in known else there)
            briefing = sources.briefings[name.briefing]
            result = outcomes.publish(folders.output, briefing, name, outcome, printed)
            if result.code == LACKING:
                kept.add(name)
            if store and isinstance(made := outcome.value, FinishedEdition):
                result = _keep(store, str(name), made, briefing, result, wanted)
                if shared and made.is_new:
                    remember(shared, made.key, made.record)
            built[name] = result
    finished = tuple(
        _count_pages(folders, sources, built, wanted, store, stream)
        if wanted.counts
        else built.values()
    )
    yield from finished
    if store:
        store.shrink()
    if shared and shared.fault:
        yield Result("build", messages=(shared.fault,))
    published = {file.edition for one in finished for file in one.files}
    printed = [one for one in printed if one.edition in published]
    for title in dict.fromkeys(name.briefing for name in buildable):
        attempted = [str(n) for n in editions if n.briefing == title and n not in kept]
        yield outcomes.write_ledger(folders.output, sources.briefings[title], attempted, printed)


def _count_pages(
    folders: Folders,
    sources: Loaded,
    built: Mapping[output_folder.EditionName, Result],
    wanted: BuildRequest,
    store: Store | None,
    stream: TextIO | None,
) -> Iterator[Result]:
    """Editions as they were built → Word's pages counted in final ones that may take so many."""
    most = {
        name: pages
        for name in built
        if sources.briefings[name.briefing].metadata.status == "final"
        and (pages := sources.audiences[name.audience].max_pages)
    }
    return count_word_pages(folders.output, built, most, wanted.limits, store, stream)


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
    name: output_folder.EditionName,
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
