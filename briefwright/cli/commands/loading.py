"""What commands are asked for by name → what could be read of it, and every fault."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from pathlib import Path

from briefwright import audience, content, workers
from briefwright.audience import Audience
from briefwright.cli import doctor, output_folder
from briefwright.cli.commands.limited import Finished, Work, run
from briefwright.cli.folders import Folders
from briefwright.cli.report import GOOD
from briefwright.edition import explain_absence
from briefwright.issuing import archive
from briefwright.model.dictionary import Briefing
from briefwright.problems import MachineError, Place, Problem, errors, suggest
from briefwright.setup import environments
from briefwright.workers import DEFAULT_LIMITS, Executor, Limits, Task


class UsageError(Exception):
    """The command was called wrongly: one sentence that says how it is meant."""


def choose_executor(name: str) -> Executor:
    """What `--on` says → the executor. Errors: UsageError."""
    try:
        return workers.choose_executor(name, doctor.require_libraries, doctor.list_versions)
    except ValueError as misuse:
        raise UsageError(str(misuse)) from misuse


@dataclass(frozen=True)
class BuildRequest:
    """What a build was asked for, by name; nothing means everything.

    `draft` wants each edition written whatever is wrong with it; `limits` are what each may take.
    `caches` is whether what was built before may be taken from the cache, `explains` whether it is
    said why it can't. `on` names the executor that builds the editions,
    `shared` a cache that other machines use, too. `since` is the number of the issued edition of
    which an audience prints what has changed, "" for the one before. `counts` is whether Word's
    pages are counted in final editions, where LibreOffice is installed.
    """

    briefings: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    large_print: bool = False
    draft: bool = False
    caches: bool = True
    explains: bool = False
    limits: Limits = DEFAULT_LIMITS
    on: str = workers.POOL
    shared: str = ""
    since: str = ""
    counts: bool = False


@dataclass
class Loaded:
    """What could be read of the briefings and audiences, and everything that is wrong with them."""

    briefings: dict[str, Briefing] = field(default_factory=dict)
    audiences: dict[str, Audience] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)  # briefings that are at fault
    unset: list[str] = field(default_factory=list)  # audiences that are at fault
    problems: list[Problem] = field(default_factory=list)
    to_mend: dict[str, tuple[Problem, ...]] = field(default_factory=dict)  # in drafts, by briefing
    code: int = GOOD  # the exit code of what went wrong besides

    def note(self, finished: Finished) -> None:
        """The result of a piece of work → its problems and its code kept.

        Errors: MachineError where the machine lacks something for it.
        """
        if finished.lacking:
            raise MachineError(finished.lacking)
        self.problems += finished.problems
        self.code = max(self.code, finished.code)


def load(
    folders: Folders,
    wanted: BuildRequest,
    prepare: Callable[[], None] = workers.prepare_nothing,
) -> Loaded:
    """Folders and what is wanted → what could be read of it, and every fault.

    All of it is read in processes with the limits of an edition; `prepare` is done first in each.
    """
    known = audience.names(folders.templates)
    if not known:
        raise UsageError(f"There is no audience in {folders.templates / 'audiences'}.")
    sources = Loaded()
    briefings = find_briefings(folders.content, wanted.briefings)
    readers = check_names(wanted.audiences, known, "audience") or known
    read = content.draft if wanted.draft else content.check
    large = audience.LARGE_PRINT if wanted.large_print else ""
    tasks = (
        *(Task(f"The briefing {name}", read, (folders.content / name,)) for name in briefings),
        *(
            Task(f"The audience {name}", audience.read, (folders.templates, f"{name}{large}"))
            for name in readers
        ),
    )
    work = Work(folders.output, "was not read", prepare=prepare, limits=wanted.limits)
    finished = tuple(run(tasks, work))
    for name, one in zip(briefings, finished, strict=False):
        _keep_briefing(sources, name, one, wanted)
        if briefing := sources.briefings.get(name):
            sources.problems += _check_overlays(briefing, known)
    for name, one in zip(readers, finished[len(briefings) :], strict=True):
        sources.note(one)
        if one.value is None:
            sources.unset.append(f"{name}{large}")
        else:
            sources.audiences[one.value.name] = one.value
    sources.problems += _check_bilingual(sources, wanted)
    for reader in sources.audiences.values():
        if wanted.draft or reader.both:
            sources.problems += explain_absence(reader)
    _add_earlier(folders, sources, wanted)
    return sources


def _add_earlier(folders: Folders, sources: Loaded, wanted: BuildRequest) -> None:
    """Everything that was read → briefings with what was issued of them, if it is to be compared.

    No draft has it. A briefing of which that can't be read is not built.
    """
    if wanted.draft or not any("changes" in one.order for one in sources.audiences.values()):
        return
    found = {
        name: archive.find_earlier(folders.issued, name, one.metadata.edition, wanted.since)
        for name, one in sources.briefings.items()
    }
    issued = {name: folder for name, folder in found.items() if folder}
    tasks = [Task(f"The issued {name}", content.read, (folder,)) for name, folder in issued.items()]
    work = Work(folders.output, "was not read", limits=wanted.limits)
    for name, one in zip(issued, run(tasks, work), strict=True):
        sources.note(one)
        briefing = sources.briefings.pop(name)
        if one.value is None:
            sources.unread.append(name)
        else:
            sources.briefings[name] = replace(briefing, earlier=replace(one.value, name=name))


def _keep_briefing(sources: Loaded, name: str, read: Finished, wanted: BuildRequest) -> None:
    """The result of reading a briefing → kept, or unread; a draft is kept whatever is wrong."""
    sources.note(read)
    briefing, problems = read.value or (None, ())
    if briefing is not None and wanted.draft:
        metadata = replace(briefing.metadata, status="draft")
        sources.briefings[name] = replace(briefing, metadata=metadata)
        sources.to_mend[name] = errors(problems)
        sources.problems += (replace(problem, level="warning") for problem in problems)
        return
    sources.problems += problems
    if briefing is None or errors(problems):
        sources.unread.append(name)
    else:
        sources.briefings[name] = briefing


def _check_overlays(briefing: Briefing, known: Sequence[str]) -> Iterator[Problem]:
    """A briefing and the names of all audiences → a fault for each other that an overlay names."""
    for overlay in briefing.overlays.values():
        for name in overlay.audiences:
            if name not in known:
                close = suggest(name, known) or f"; there is: {', '.join(known)}."
                where = overlay.places.get("briefing.audiences", Place(overlay.file, 1))
                yield Problem("A522", f"There is no audience “{name}”{close}", where)


def require_packages(command: str, needed: Iterable[str]) -> None:
    """A command, which is a group of packages, and the modules it needs → all of them are there.

    Errors: MachineError that says how they are installed.
    """
    if missing := [name for name in needed if find_spec(name) is None]:
        raise MachineError(
            f"`{command}` needs {', '.join(missing)}, which this installation lacks; in "
            "Briefwright's folder, run: " + environments.write_command(f'-e ".[{command}]"')
        )


def find_briefings(folder: Path, names: Sequence[str]) -> tuple[str, ...]:
    """The content folder and what was asked for → the names of briefings, all if none was named."""
    known = tuple(
        sorted(path.name for path in folder.glob("*/") if path.is_dir() and path.name[0] != ".")
    )
    if not known:
        raise UsageError(
            f"There is no briefing in {folder}; begin one with: python3 build.py new briefing NAME"
        )
    # The shell completes names to paths.
    asked = [Path(name).name if Path(name).is_dir() else name for name in names]
    return check_names(asked, known, "briefing") or known


def check_names(asked: Iterable[str], known: tuple[str, ...], thing: str) -> tuple[str, ...]:
    """What was asked for and what there is → the same, each once. Errors: UsageError."""
    wanted = tuple(dict.fromkeys(asked))
    for name in wanted:
        if name not in known:
            close = suggest(name, known) or f"; there is: {', '.join(known)}."
            raise UsageError(f"There is no {thing} “{name}”{close}")
    return wanted


def find_editions(sources: Loaded, wanted: BuildRequest) -> Iterator[output_folder.EditionName]:
    """Everything that was read → the editions that were asked for. Errors: UsageError if none."""
    readers = (*sources.audiences, *sources.unset)
    found = [
        output_folder.EditionName(name, reader, language)
        for name, briefing in sources.briefings.items()
        for language, audiences in _list_languages(briefing)
        for reader in readers
        if _is_for(briefing, reader, audiences) and not _bilingual_languages(sources, reader)
    ]
    found += [
        output_folder.EditionName(name, reader.name, reader.both)
        for name, briefing in sources.briefings.items()
        for reader in sources.audiences.values()
        if reader.both and audience.languages(briefing, reader)
    ]
    if wanted.audiences and (barred := _describe_readers(sources, wanted)):
        raise UsageError(barred)
    if found:
        languages = tuple(sorted({name.language for name in found}))
        check_names(wanted.languages, languages, "briefing in the language")
    for name in found:
        if not wanted.languages or name.language in wanted.languages:
            yield name


def _is_for(briefing: Briefing, edition: str, audiences: Sequence[str]) -> bool:
    """A briefing, an edition's audience and those that a language is for → whether it gets one."""
    own = edition.removesuffix(audience.LARGE_PRINT)
    return audience.is_meant(briefing, own) and (not audiences or own in audiences)


def _describe_readers(sources: Loaded, wanted: BuildRequest) -> str:
    """What is wanted → whom its briefings are meant for, where none is for whom it is wanted."""
    meant: list[str] = []
    for name, briefing in sources.briefings.items():
        if any(audience.is_meant(briefing, one) for one in wanted.audiences):
            return ""
        meant.append(f"“{name}” is meant for {', '.join(briefing.metadata.audiences)}")
    asked = ", ".join(wanted.audiences)
    return f"There is nothing to build for {asked}: {'; '.join(meant)}." if meant else ""


def _bilingual_languages(sources: Loaded, reader: str) -> str:
    """The name of an audience → both languages of its editions, "" where each has one."""
    return sources.audiences[reader].both if reader in sources.audiences else ""


def _missing_languages(briefing: Briefing, reader: Audience) -> tuple[str, ...]:
    """A briefing and an audience of two languages → those in which the briefing has no text."""
    spoken = dict(_list_languages(briefing))
    return tuple(
        language
        for language in reader.languages
        if language not in spoken
        or (spoken[language] and reader.lineage[0] not in spoken[language])
    )


def _check_bilingual(sources: Loaded, wanted: BuildRequest) -> Iterator[Problem]:
    """Everything that was read → a warning for each bilingual edition asked for in vain."""
    for briefing in sources.briefings.values():
        for reader in filter(lambda one: one.both, sources.audiences.values()):
            own = reader.lineage[0]
            if own not in (*briefing.metadata.audiences, *wanted.audiences):
                continue  # nobody asked for such an edition of it
            if lacking := _missing_languages(briefing, reader):
                message = (
                    f"“{own}” is in {' and '.join(reader.languages)}, and this briefing has"
                    f" no translation into {' and '.join(lacking)} for it: it gets no edition."
                    f"{''.join(_suggest_remedy(briefing, reader, one) for one in lacking)}"
                )
                where = briefing.places.get("briefing.language")
                yield Problem("A551", message, where, level="warning")


def _suggest_remedy(briefing: Briefing, reader: Audience, language: str) -> str:
    """What to do about a language that a briefing has for other audiences only, or not at all."""
    if language in briefing.overlays:
        return f" Name “{reader.lineage[0]}” after `audiences:` in briefing.{language}.yaml."
    return f" Begin one with: python3 build.py translate {briefing.name} {language}"


def _list_languages(briefing: Briefing) -> Iterator[tuple[str, tuple[str, ...]]]:
    """A briefing → its own language, for all, and its overlays' with those that they are for."""
    yield briefing.metadata.language, ()
    for language, overlay in briefing.overlays.items():
        yield language, overlay.audiences
