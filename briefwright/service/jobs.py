"""Editions asked for → work for limited processes, with its progress; the same is made once.

Finished files are kept by their digest. A job is a value; each step makes a new one.
"""

import asyncio
import secrets
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Literal, get_args

from briefwright.cache.store import Store
from briefwright.preview.making import Picture
from briefwright.problems import ContentError, MachineError, Problem
from briefwright.service.edition_maker import EditionMaker
from briefwright.service.making import Doing, Made, Order, Step
from briefwright.service.seen import SeenQueue
from briefwright.service.users import User
from briefwright.workers import Outcome

State = Literal["waiting", "running", "done", "failed", "cancelled"]
STATES: tuple[State, ...] = get_args(State)
LIVE: tuple[State, ...] = ("waiting", "running")
_NUMBER = 12  # bytes, so that nobody can guess the number of another one's job
_MOST_KEPT = 1000  # finished jobs
_USUAL = 3.0  # seconds that an edition takes

_OURS = "This edition could not be made: this is a fault of Briefwright, not of the briefing."


class FullError(Exception):
    """Too much is waiting already: `seconds` is when to ask again."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"Too many editions are waiting; try again in {seconds} seconds.")
        self.seconds = seconds


@dataclass(frozen=True)
class KeptFile:
    """A finished file: its digest, its name for a reader's disk, its size in bytes."""

    digest: str
    name: str
    size: int


@dataclass(frozen=True)
class KeptPicture:
    """A page as a picture: its digest, its size in pixels."""

    digest: str
    width: int
    height: int


@dataclass(frozen=True)
class Result:
    """What a job made: files by format, pages, the account as a page, its summary."""

    files: Mapping[str, KeptFile]
    pictures: tuple[KeptPicture, ...]
    account: KeptFile
    summary: str


@dataclass(frozen=True)
class Job:
    """An edition that was asked for: its number, who asked first, and how far it is.

    `inputs` is the digest of all that it is made of; `ahead` how many wait before it. While it is
    being made, `doing` is the step, and `drawn` are its pages, as soon as they are there.
    """

    number: str
    order: Order
    inputs: str
    who: str = ""
    state: State = "waiting"
    ahead: int = 0
    begun: float = 0.0
    result: Result | None = None
    problems: tuple[Problem, ...] = ()
    message: str = ""
    asked: float = field(default_factory=time.time)
    doing: Doing = "reading"
    drawn: tuple[KeptPicture, ...] = ()

    @property
    def is_live(self) -> bool:
        """Whether it waits or is being made."""
        return self.state in LIVE

    @property
    def pictures(self) -> tuple[KeptPicture, ...]:
        """Its pages, as far as they are there."""
        return self.result.pictures if self.result else self.drawn

    @cached_property
    def digests(self) -> frozenset[str]:
        """The digest of each file, page and of the account, as far as they are there."""
        files = (*self.result.files.values(), self.result.account) if self.result else ()
        return frozenset((*(one.digest for one in self.pictures), *(one.digest for one in files)))


class Queue:
    """Jobs that wait, each given to the next free maker, as long as `work` runs.

    At most `most` wait. `ended` counts jobs by how they ended, `built` the editions that were in
    no cache; `seconds` is how long all jobs were being made. Jobs are forgotten at the end, and
    what they made stays in the store.
    """

    def __init__(self, store: Store, makers: Sequence[EditionMaker], most: int) -> None:
        self.store, self.most, self._makers = store, most, makers
        self._jobs: dict[str, Job] = {}
        self._waiting: list[str] = []
        self._at_work: dict[str, EditionMaker] = {}
        self._news = asyncio.Event()
        self.ended: Counter[State] = Counter()
        self.built = 0
        self.seconds = 0.0

    def seen_by(self, user: User) -> SeenQueue:
        """A user → the queue as that user may see it."""
        return SeenQueue(self, user)

    def ask(self, order: Order, inputs: str, who: str) -> Job:
        """An edition, the digest of its inputs, who asks → its job: a live or done one, or a new.

        Errors: FullError.
        """
        for job in reversed(self._jobs.values()):
            same = (job.order, job.inputs) == (order, inputs)
            if same and (job.is_live or (job.state == "done" and self._is_kept(job))):
                return job
        if len(self._waiting) >= self.most:
            raise FullError(int(_USUAL * len(self._waiting) / len(self._makers)) + 1)
        job = Job(secrets.token_urlsafe(_NUMBER), order, inputs, who)
        self._waiting.append(job.number)
        self._keep(job)
        self._count_ahead()
        return self._jobs[job.number]

    def find(self, number: str) -> Job | None:
        """A number → the job as it is now."""
        return self._jobs.get(number)

    def list_jobs(self) -> Iterator[Job]:
        """Every job that is known, the latest first."""
        yield from reversed(tuple(self._jobs.values()))

    def cancel(self, number: str) -> None:
        """A job's number → it is not made; the process that makes it is killed."""
        job = self._jobs.get(number)
        if job is None or not job.is_live:
            return
        self._keep(replace(job, state="cancelled"))
        if number in self._waiting:
            self._waiting.remove(number)
            self._count_ahead()
        elif number in self._at_work:
            self._at_work[number].cancel()

    async def follow(self, number: str) -> AsyncIterator[Job]:
        """A job's number → the job now and at each step, until it is finished."""
        seen = None
        while True:
            news, job = self._news, self._jobs.get(number)
            if job is None:
                return
            if job is not seen:
                seen = job
                yield job
                if not job.is_live:
                    return
            else:
                await news.wait()

    async def work(self, templates: Path) -> None:
        """The templates → jobs are made, until this is cancelled; those that can't be fail."""
        async with asyncio.TaskGroup() as group:
            for maker in self._makers:
                group.create_task(self._work_with(maker, templates))

    def close(self) -> None:
        """All work ends at once."""
        for maker in self._makers:
            maker.close()

    # ------------------------------------------------------------- the work

    async def _work_with(self, maker: EditionMaker, templates: Path) -> None:
        await asyncio.to_thread(maker.warm_up, templates)
        while True:
            while not self._waiting:
                await self._news.wait()
            number = self._waiting.pop(0)
            self._count_ahead()
            job = replace(self._jobs[number], state="running", ahead=0, begun=time.time())
            self._keep(job)
            maker.expect()
            self._at_work[number] = maker
            hear = partial(self._hear, asyncio.get_running_loop(), number)
            outcome = await asyncio.to_thread(maker.make, job.order, hear)
            del self._at_work[number]
            finished = await asyncio.to_thread(self._finish, job, outcome)
            if self._jobs[number].state != "cancelled":
                self._keep(finished)

    def _hear(self, loop: asyncio.AbstractEventLoop, number: str, step: Step) -> None:
        """A Step of a job, heard in the thread that waits for it → the job says so."""
        drawn = self._keep_pictures(step.pictures)

        def advance() -> None:
            job = self._jobs[number]
            if job.state == "running":
                self._keep(replace(job, doing=step.doing, drawn=drawn or job.drawn))

        loop.call_soon_threadsafe(advance)

    def _finish(self, job: Job, outcome: Outcome) -> Job:
        """A job and its Outcome → it done, its files kept; or failed, with what is wrong."""
        match outcome.error:
            case None:
                made: Made = outcome.value
                self.built += made.built is not None
                return replace(
                    job, state="done", result=self._keep_files(made), problems=made.problems
                )
            case ContentError() as error:
                return replace(job, state="failed", problems=error.problems)
            case MachineError() as error:
                return replace(job, state="failed", message=str(error))
            case _:
                return replace(job, state="failed", message=_OURS)

    def _keep_files(self, made: Made) -> Result:
        def keep(data: bytes, name: str) -> KeptFile:
            return KeptFile(self.store.keep(data), name, len(data))

        return Result(
            {format_: keep(data, f"{made.name}.{format_}") for format_, data in made.files.items()},
            self._keep_pictures(made.pictures),
            keep(made.account, f"{made.name}.account.html"),
            made.summary,
        )

    def _keep_pictures(self, pictures: Iterable[Picture]) -> tuple[KeptPicture, ...]:
        return tuple(
            KeptPicture(self.store.keep(one.data), one.width, one.height) for one in pictures
        )

    def _is_kept(self, job: Job) -> bool:
        """Whether the files of a job that is done are all still there."""
        kept = job.result
        return kept is not None and all(self.store.find(one.digest) for one in kept.files.values())

    # ------------------------------------------------------------- what is known

    def _keep(self, job: Job) -> None:
        self._jobs[job.number] = job
        if not job.is_live:
            self.ended[job.state] += 1
            self.seconds += time.time() - job.begun if job.begun else 0
        if len(self._jobs) > _MOST_KEPT:
            oldest = next((one for one in self._jobs.values() if not one.is_live), None)
            if oldest:
                del self._jobs[oldest.number]
        news, self._news = self._news, asyncio.Event()
        news.set()

    def _count_ahead(self) -> None:
        for ahead, number in enumerate(self._waiting):
            if self._jobs[number].ahead != ahead:
                self._keep(replace(self._jobs[number], ahead=ahead))
