"""Work on files that somebody made → done in limited processes, while others wait for one."""

from asyncio import Lock
from collections import defaultdict
from collections.abc import Callable
from queue import SimpleQueue
from typing import TypeVar

from starlette.concurrency import run_in_threadpool

from briefwright.workers import Limits, Task, WorkerPool, take_first

R = TypeVar("R")


class LimitedWork:
    """A few processes, kept warm; threads that ask while all of them work wait for the next."""

    def __init__(self, prepare: Callable[[], None], limits: Limits, most: int) -> None:
        self._limits = limits
        self._pools = [WorkerPool(1, prepare) for _ in range(most)]
        self._free: SimpleQueue[WorkerPool] = SimpleQueue()
        for pool in self._pools:
            self._free.put(pool)

    def run(self, called: str, function: Callable[..., R], *arguments: object) -> R:
        """What the work is called, a function of a module and what goes in → what it returns.

        Errors: whatever it raises; ContentError R9… at its limits; MachineError.
        """
        task = Task(called, function, arguments)
        pool = self._free.get()
        try:
            value: R = take_first(pool.run(iter((task,)), 1, self._limits)).result()
            return value
        finally:
            self._free.put(pool)

    def close(self) -> None:
        """Whatever is at work is stopped."""
        for pool in self._pools:
            pool.close()


class Trials:
    """Changes that are tried in a process of their own, so that they keep nobody from reading.

    Users take turns: each has one trial at a time, whatever else that user sends.
    """

    def __init__(self, prepare: Callable[[], None], limits: Limits) -> None:
        self._work = LimitedWork(prepare, limits, 1)
        self._next = Lock()
        self._of_user: defaultdict[str, Lock] = defaultdict(Lock)

    async def run(
        self, user: str, called: str, function: Callable[..., R], *arguments: object
    ) -> R:
        """Who tries it, the rest as of `LimitedWork.run` → what the function returns."""
        async with self._of_user[user], self._next:
            return await run_in_threadpool(self._work.run, called, function, *arguments)

    def close(self) -> None:
        """What is being tried is stopped."""
        self._work.close()
