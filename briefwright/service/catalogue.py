"""Folders → every briefing with its editions, each read in a limited process when it changed."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from briefwright.audience.shipped import roots
from briefwright.cache.digests import find_digest
from briefwright.preview.choices import Source
from briefwright.problems import ContentError, MachineError
from briefwright.service.limited import LimitedWork, Trials
from briefwright.service.making import Entry, describe
from briefwright.service.searching import list_printed
from briefwright.service.seen import SeenCatalogue
from briefwright.service.users import User
from briefwright.workers import prepare_nothing

R = TypeVar("R")

_MAIN = "briefing.yaml"
_MOST_KEPT = 500  # texts, explanations and findings of briefings


@dataclass(frozen=True)
class Folders:
    """Where briefings and templates are, what was issued, and what it is sent from.

    `delivery` is the file of settings.
    """

    content: Path
    templates: Path
    issued: Path
    recipients: Path
    deliveries: Path
    delivery: Path

    def find_source(self, name: str) -> Source:
        """A briefing's name → its folder and the templates."""
        return Source(self.content / name, self.templates)


class Catalogue:
    """Every briefing of a folder; who asks again while nothing changed gets the same answer."""

    def __init__(self, folders: Folders, work: LimitedWork, trials: Trials) -> None:
        self.folders, self.work, self.trials = folders, work, trials
        self._known: dict[str, tuple[str, Entry]] = {}
        self._found: OrderedDict[Hashable, tuple[str, Any]] = OrderedDict()

    def seen_by(self, user: User) -> SeenCatalogue:
        """A user → the catalogue as that user may see it."""
        return SeenCatalogue(self, user)

    def list_names(self) -> tuple[str, ...]:
        """The name of every briefing, sorted."""
        found = self.folders.content.glob(f"*/{_MAIN}")
        return tuple(sorted(path.parent.name for path in found))

    def list_entries(self) -> tuple[Entry, ...]:
        """Every briefing as it is listed. Errors: MachineError."""
        templates = self._find_templates()
        return tuple(self._read(name, templates) for name in self.list_names())

    def find_entry(self, name: str) -> Entry | None:
        """A briefing's name → it as it is listed, nothing where there is none."""
        return self._read(name, self._find_templates()) if name in self.list_names() else None

    async def warm_up(self) -> None:
        """Every briefing is read for the list, and its texts for searching, before somebody asks.

        It goes on until it is cancelled; what can't be read is said to whoever asks for it.
        """
        everything = self.seen_by(User("", None))
        await self.trials.run("", "The first change", prepare_nothing)
        for name in self.list_names():
            with suppress(ContentError, MachineError):
                if briefing := await asyncio.to_thread(everything.find, name):
                    await asyncio.to_thread(briefing.recall, list_printed)
        await asyncio.Event().wait()

    def recall(self, key: Hashable, inputs: str, make: Callable[[], R]) -> R:
        """What is asked for, the digest of what it is made of, how it is made → it, made once."""
        before, value = self._found.get(key, ("", None))
        if before != inputs:
            value = make()
            self._found[key] = inputs, value
        self._found.move_to_end(key)
        while len(self._found) > _MOST_KEPT:
            self._found.popitem(last=False)
        found: R = value
        return found

    def _find_templates(self) -> str:
        return find_digest([_describe(root) for root in roots(self.folders.templates)])

    def _read(self, name: str, templates: str) -> Entry:
        inputs = find_digest([templates, *_describe(self.folders.content / name)])
        before, entry = self._known.get(name, ("", Entry(name, name)))
        if before != inputs:
            source = self.folders.find_source(name)
            try:
                entry = self.work.run(name, describe, source)
            except ContentError as error:
                entry = Entry(name, name, problems=error.problems)
            entry = replace(entry, inputs=inputs)
            self._known[name] = inputs, entry
        return entry


def _describe(folder: Path) -> list[tuple[str, int, int]]:
    """A folder → name, size and time of each file in it."""
    found = (
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not _is_hidden(path.relative_to(folder))
    )
    states = ((str(path), path.stat()) for path in found)
    return [(path, one.st_size, one.st_mtime_ns) for path, one in states]


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)
