"""Work on files that somebody made → done in limited processes, while others wait for one."""

from collections.abc import Callable
from queue import SimpleQueue
from typing import TypeVar

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
