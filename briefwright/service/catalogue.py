"""Folders → every briefing with its editions, each read in a limited process when it changed."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from briefwright.audience import LARGE_PRINT
from briefwright.audience.shipped import roots
from briefwright.cache.digests import find_digest
from briefwright.preview.choices import Source
from briefwright.problems import ContentError, Problem
from briefwright.service.making import Entry, describe
from briefwright.workers import Limits, Outcome, Task, WorkerPool

_MAIN = "briefing.yaml"


@dataclass(frozen=True)
class Folders:
    """Where briefings and templates are."""

    content: Path
    templates: Path

    def find_source(self, name: str) -> Source:
        """A briefing's name → its folder and the templates."""
        return Source(self.content / name, self.templates)


class Catalogue:
    """Every briefing of a folder; who asks again while nothing changed gets the same answer."""

    def __init__(self, folders: Folders, prepare: Callable[[], None], limits: Limits) -> None:
        self.folders, self._limits = folders, limits
        self._pool = WorkerPool(1, prepare)
        self._known: dict[str, tuple[str, Entry]] = {}

    def list_names(self) -> tuple[str, ...]:
        """The name of every briefing, sorted."""
        found = self.folders.content.glob(f"*/{_MAIN}")
        return tuple(sorted(path.parent.name for path in found))

    def list_entries(self) -> tuple[Entry, ...]:
        """Every briefing as it is listed. Errors: MachineError."""
        inputs = {name: self.find_inputs(name) for name in self.list_names()}
        changed = [name for name, one in inputs.items() if self._known.get(name, ("",))[0] != one]
        for name, entry in zip(changed, self._read(changed), strict=True):
            self._known[name] = inputs[name], entry
        return tuple(self._known[name][1] for name in inputs)

    def find_entry(self, name: str) -> Entry | None:
        """A briefing's name → it as it is listed, nothing where there is none."""
        return next((one for one in self.list_entries() if one.name == name), None)

    def find_inputs(self, name: str) -> str:
        """A briefing's name → the digest of name, size and time of all that it is made of."""
        source = self.folders.find_source(name)
        found = (
            path
            for root in (source.content, *roots(source.templates))
            for path in sorted(root.rglob("*"))
            if path.is_file() and not _is_hidden(path.relative_to(root))
        )
        states = ((str(path), path.stat()) for path in found)
        return find_digest([(path, one.st_size, one.st_mtime_ns) for path, one in states])

    def close(self) -> None:
        """All work ends at once."""
        self._pool.close()

    def _read(self, names: list[str]) -> Iterator[Entry]:
        sources = [self.folders.find_source(name) for name in names]
        tasks = (Task(name, describe, (one,)) for name, one in zip(names, sources, strict=True))
        with closing(self._pool.run(tasks, len(names), self._limits)) as outcomes:
            yield from map(_take_entry, names, outcomes)


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _take_entry(name: str, outcome: Outcome) -> Entry:
    """A briefing's name and the outcome of reading it → how it is listed, at fault or not."""
    if outcome.error is None:
        entry: Entry = outcome.value
        return entry
    problems: tuple[Problem, ...] = ()
    if isinstance(outcome.error, ContentError):
        problems = outcome.error.problems
    return Entry(name, name, problems=problems)


def group_choices(entry: Entry) -> Mapping[str, tuple[str, ...]]:
    """A briefing as it is listed → its languages by audience, large print left out."""
    found: dict[str, list[str]] = {}
    for choice in entry.choices:
        if not choice.audience.endswith(LARGE_PRINT):
            found.setdefault(choice.audience, []).append(choice.language)
    return {audience: tuple(languages) for audience, languages in found.items()}
