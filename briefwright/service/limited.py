"""Work on files that somebody made → done in a limited process, one piece after the other."""

from collections.abc import Callable
from contextlib import closing
from threading import Lock
from typing import TypeVar

from briefwright.workers import Limits, Task, WorkerPool

R = TypeVar("R")


class LimitedWork:
    """One process, kept warm; several threads may ask at once, and wait for each other."""

    def __init__(self, prepare: Callable[[], None], limits: Limits) -> None:
        self._pool, self._limits, self._lock = WorkerPool(1, prepare), limits, Lock()

    def run(self, called: str, function: Callable[..., R], *arguments: object) -> R:
        """What the work is called, a function of a module and what goes in → what it returns.

        Errors: whatever it raises; ContentError R9… at its limits; MachineError.
        """
        task = Task(called, function, arguments)
        with self._lock, closing(self._pool.run(iter((task,)), 1, self._limits)) as outcomes:
            value: R = next(outcomes).result()
            return value

    def close(self) -> None:
        """Whatever is at work is stopped."""
        self._pool.close()
