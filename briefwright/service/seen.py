"""Briefings and jobs as one user may see them; pages have nothing else.

What a user may not see is not there: it is answered like what doesn't exist.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request

from briefwright.editing import NewBriefing, Proposal, create, propose_head
from briefwright.preview.choices import Choice, Source
from briefwright.problems import ContentError
from briefwright.service.deliveries import Deliveries
from briefwright.service.issued import SeenArchive
from briefwright.service.making import Entry, Order
from briefwright.service.recipient_lists import RecipientLists
from briefwright.service.users import User

if TYPE_CHECKING:
    from briefwright.service.catalogue import Catalogue
    from briefwright.service.jobs import Job, Queue

R = TypeVar("R")
HIDDEN = "The briefing is at fault; who may see all of it can read where."
NOT_YOURS = "Somebody else asked for this edition; who did, or may edit, can cancel it."
NOWHERE = "There is nothing of that address here."


@dataclass(frozen=True)
class SeenSource(Source):
    """Where a briefing is written, and the audiences for which it may be read; None for all.

    `user` is who reads it, "" where that makes no difference: for who may see all.
    Whatever reads it for a page returns what those editions print, and nothing else.
    """

    audiences: frozenset[str] | None = None
    user: str = ""


@dataclass(frozen=True)
class SeenBriefing:
    """A briefing that a user may see: it as it is listed, and where it is written."""

    entry: Entry
    source: SeenSource
    user: str
    catalogue: "Catalogue" = field(repr=False)

    def run(self, function: Callable[..., R], *rest: object) -> R:
        """A function of a SeenSource and the rest → what it returns, in a limited process.

        Errors: whatever it raises; as LimitedWork.
        """
        return self.catalogue.work.run(self.entry.name, function, self.source, *rest)

    async def run_trial(self, function: Callable[..., R], *rest: object) -> R:
        """The same for what tries changes, in a process of its own: reading goes on meanwhile."""
        trials, name = self.catalogue.trials, self.entry.name
        return await trials.run(self.user, name, function, self.source, *rest)

    def recall(self, function: Callable[..., R], *rest: object) -> R:
        """As `run`, and done once for as long as nothing that the briefing is made of changes."""
        key = (function.__qualname__, self.source, *rest)
        return self.catalogue.recall(key, self.entry.inputs, lambda: self.run(function, *rest))


class SeenCatalogue:
    """The briefings that a user may see, each with those editions alone."""

    def __init__(self, catalogue: "Catalogue", user: User) -> None:
        self._catalogue, self._user = catalogue, user

    def list_briefings(self) -> tuple[SeenBriefing, ...]:
        """Every briefing. Errors: MachineError."""
        found = map(self._see, self._catalogue.list_entries())
        return tuple(one for one in found if one)

    def find(self, name: str) -> SeenBriefing | None:
        """A briefing's name → it, nothing where there is none.

        Who may not see all waits for all, so that the time tells nothing of what there is.
        """
        if not self._user.sees_all:
            return next((one for one in self.list_briefings() if one.entry.name == name), None)
        entry = self._catalogue.find_entry(name)
        return self._see(entry) if entry else None

    def create(self, wanted: NewBriefing, original: str) -> None:
        """What shall be, and the name of the briefing that it copies or "" → its folder.

        A copy has all that its original has, and whether a name is free tells what there is: so it
        is for those who may see all. Errors: PermissionError; KeyError where there is no such
        original; as `editing.create`.
        """
        if not self._user.sees_all:
            raise PermissionError
        if original:
            found = self.find(original)
            if found is None:
                raise KeyError(original)
            wanted = replace(wanted, original=found.source.content)

        def propose(path: Path, made: NewBriefing) -> Proposal:
            return self._catalogue.work.run(made.name, propose_head, path, made)

        now = datetime.now().astimezone()
        create(self._catalogue.folders.content, wanted, self._user.name, now, propose)

    def _see(self, entry: Entry) -> SeenBriefing | None:
        narrowed = self._narrow(entry)
        if narrowed is None:
            return None
        source = self._catalogue.folders.find_source(entry.name)
        name = "" if self._user.sees_all else self._user.name
        seen = SeenSource(source.content, source.templates, self._user.audiences, name)
        return SeenBriefing(narrowed, seen, self._user.name, self._catalogue)

    def _narrow(self, entry: Entry) -> Entry | None:
        """A briefing → with the editions that may be seen; nothing where there are none of them.

        A fault may stand in what this user may not see, and it may be in the way of all editions:
        it is shown to those who may see all.
        """
        if self._user.sees_all:
            return entry
        choices = tuple(one for one in entry.choices if self._user.may_see(one.audience))
        known = {name for choice in choices for name in choice}
        titles = {name: title for name, title in entry.titles.items() if name in known}
        return replace(entry, choices=choices, titles=titles, problems=()) if choices else None


class SeenQueue:
    """The jobs that a user may see: those for audiences that it may see, whoever asked."""

    def __init__(self, queue: "Queue", user: User) -> None:
        self._queue, self._user = queue, user

    def ask(self, briefing: SeenBriefing, choice: Choice, formats: tuple[str, ...]) -> "Job":
        """A briefing, one of its editions, its formats → its job, as `Queue.ask`.

        Errors: KeyError where there is no such edition; FullError.
        """
        if choice not in briefing.entry.choices:
            raise KeyError(choice)
        whole = Source(briefing.source.content, briefing.source.templates)
        order = Order(whole, choice, formats, self._queue.store.folder)
        return self._narrow(self._queue.ask(order, briefing.entry.inputs, self._user.name))

    def find(self, number: str) -> "Job | None":
        """A number → the job as it is now; nothing where there is none."""
        job = self._queue.find(number)
        return self._narrow(job) if job and self._is_seen(job) else None

    def list_jobs(self) -> "Iterator[Job]":
        """Every job that is known, the latest first."""
        return (self._narrow(one) for one in self._queue.list_jobs() if self._is_seen(one))

    def may_cancel(self, job: "Job") -> bool:
        """Whether the user began a job, or may edit: others may wait for it."""
        return job.who == self._user.name or self._user.may("edit")

    def cancel(self, number: str) -> None:
        """A job's number → it is not made; the process that makes it is killed.

        Errors: PermissionError.
        """
        if job := self.find(number):
            if not self.may_cancel(job):
                raise PermissionError(NOT_YOURS)
            self._queue.cancel(number)

    async def follow(self, number: str) -> "AsyncIterator[Job]":
        """A job's number → the job now and at each step, until it is finished."""
        if self.find(number):
            async for job in self._queue.follow(number):
                yield self._narrow(job)

    def read_file(self, digest: str) -> bytes | None:
        """The digest of a file, picture or account → its bytes.

        Nothing where no job made it that may be seen, or it isn't kept any more.
        """
        return self._queue.store.find(digest) if self.find_maker(digest) else None

    def find_maker(self, digest: str) -> "Job | None":
        """The digest of a file, picture or account → the latest job that made it; nothing if none.

        Jobs are asked as they are kept: each has worked out its digests once.
        """
        made = (job for job in self._queue.list_jobs() if digest in job.digests)
        found = next(filter(self._is_seen, made), None)
        return self._narrow(found) if found else None

    def _is_seen(self, job: "Job") -> bool:
        return self._user.may_see(job.order.choice.audience)

    def _narrow(self, job: "Job") -> "Job":
        """A job → without its problems, which may stand in what is withheld."""
        if self._user.sees_all or not job.problems:
            return job
        message = job.message or (HIDDEN if job.state == "failed" else "")
        return replace(job, problems=(), message=message)


@dataclass(frozen=True)
class Seen:
    """Everything that a user may see, and who that is."""

    user: User
    catalogue: SeenCatalogue
    queue: SeenQueue
    issued: SeenArchive
    lists: RecipientLists
    deliveries: Deliveries


See = Callable[[Request], Seen]  # who asks → what that user may see


async def find_briefing(catalogue: SeenCatalogue, request: Request) -> SeenBriefing:
    """A request whose address names a briefing → that. Errors: 404."""
    briefing = await run_in_threadpool(catalogue.find, request.path_params["name"])
    if briefing is None:
        raise HTTPException(404, "There is no such briefing.")
    return briefing


async def run(briefing: SeenBriefing, function: Callable[..., R], *rest: object) -> R:
    """A briefing, a function of its SeenSource and the rest → what that returns. Errors: 404; 422.

    A KeyError of the function stands for what isn't there, or may not be seen.
    """
    return await answer_errors(briefing, run_in_threadpool(briefing.run, function, *rest))


async def recall(briefing: SeenBriefing, function: Callable[..., R], *rest: object) -> R:
    """The same, done once for as long as nothing that the briefing is made of changes."""
    return await answer_errors(briefing, run_in_threadpool(briefing.recall, function, *rest))


async def run_trial(briefing: SeenBriefing, function: Callable[..., R], *rest: object) -> R:
    """The same as `run` for what tries changes, in a process of its own."""
    return await answer_errors(briefing, briefing.run_trial(function, *rest))


async def answer_errors(briefing: SeenBriefing, work: Awaitable[R]) -> R:
    """A briefing, work on it → its result. Errors: 404; 422."""
    try:
        return await work
    except ContentError as error:
        sees_all = briefing.source.audiences is None
        raise HTTPException(422, error.problems[0].message if sees_all else HIDDEN) from error
    except KeyError as error:
        raise HTTPException(404, NOWHERE) from error
