"""An edition asked for → made by a process of this machine, or on a cluster; it can be cancelled.

Files are read where they are, on this machine; what is read goes to the cluster.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Lock

from briefwright.cache import editions
from briefwright.cache.shared import open_shared
from briefwright.cache.store import Store
from briefwright.service.making import (
    Made,
    Order,
    Step,
    finish_edition,
    make_edition,
    read_for_cache,
    warm_up,
)
from briefwright.workers import Executor, Limits, Outcome, Task, WorkerPool, take_first
from briefwright.workers.tasks import refuse


class EditionMaker:
    """Makes one edition after the other, each within its limits.

    What is made is kept in `store`; `shared` is a cache in which other machines find it, too, ""
    for none. With a `cluster`, what no cache has is made there.
    """

    def __init__(
        self, pool: WorkerPool, store: Store, limits: Limits, shared: str, cluster: Executor | None
    ) -> None:
        self._pool, self._store, self._limits = pool, store, limits
        self._shared, self._cluster = shared, cluster
        self._at_work: Executor | None = None
        self._is_wanted = True
        self._lock = Lock()

    def warm_up(self, templates: Path) -> None:
        """The templates → the process has loaded what its first edition would wait for."""
        self._run(self._pool, Task("The first edition", warm_up, (templates,)))

    def expect(self) -> None:
        """From now on, until the next call of this, `cancel` concerns the edition that is next."""
        self._is_wanted = True

    def make(self, order: Order, hear: Callable[[Step], None]) -> Outcome:
        """An edition that is asked for, what hears each Step → the Outcome, with what was Made."""
        name = f"{order.source.content.name} for {order.choice}"
        executor: Executor = self._pool
        task = Task(name, make_edition, (order,), hear=hear)
        if self._shared or self._cluster:
            outcome = self._run(self._pool, Task(name, read_for_cache, (order,)))
            if outcome.error is not None:
                return outcome
            read, key = outcome.value
            shared = open_shared(self._shared) if self._shared else None
            known = editions.fetch(self._store, shared, key)
            if known is None and self._cluster:
                hear(Step("laying out"))
                away = replace(read, request=replace(read.request, cache=None))
                executor, task = self._cluster, Task(name, finish_edition, (away,))
        outcome = self._run(executor, task)
        if outcome.error is None:
            self._remember(outcome.value)
        return outcome

    def cancel(self) -> None:
        """What is being made is stopped; another thread may ask for it."""
        with self._lock:
            self._is_wanted = False
            if self._at_work:
                self._at_work.interrupt()

    def close(self) -> None:
        """All work ends at once."""
        self.cancel()
        self._pool.close()

    def _run(self, executor: Executor, task: Task) -> Outcome:
        with self._lock:
            if not self._is_wanted:
                return refuse(task)
            running = executor.run(iter((task,)), 1, self._limits)  # it can be interrupted now
            self._at_work = executor
        try:
            return take_first(running)
        finally:
            self._at_work = None

    def _remember(self, made: Made) -> None:
        """What was made → kept for whoever asks for it again, also after a restart."""
        if made.built is None:
            return
        editions.remember(self._store, made.built.key, made.built.record)
        if self._shared:
            editions.remember(open_shared(self._shared), made.built.key, made.built.record)
        self._store.shrink()
