"""Tasks → their outcomes, worked out on a cluster of Dask that somebody runs already.

A task travels with all that it reads, as a Bundle: the cluster sees no file of this machine.
Encryption and time limits of connections are settings of Dask
(https://distributed.dask.org/en/stable/tls.html).
"""

import logging
from collections.abc import Callable, Generator, Iterator, Mapping
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from typing import Any

from briefwright.problems import MachineError
from briefwright.setup.environments import write_command
from briefwright.workers import bundles
from briefwright.workers.dask_task import Envelope, perform
from briefwright.workers.limits import DEFAULT_LIMITS, Limits
from briefwright.workers.pool import attach_traceback
from briefwright.workers.tasks import Outcome, Task, refuse

_CONNECTING = 3  # seconds
_LOOKING = 5  # seconds from one look at the cluster to the next
_PATIENCE = 12  # looks at a cluster that has no worker any more
_AHEAD = 2  # tasks for each thread of the cluster, so that none waits for its next
_LARGE = "1 TB"  # of which Dask warns; ours are as large as what an edition reads


class DaskCluster:
    """The cluster whose scheduler listens at an address, `HOST:PORT`."""

    def __init__(
        self,
        address: str,
        prepare: Callable[[], None],
        list_versions: Callable[[], Mapping[str, str]],
    ) -> None:
        self.address = address
        self._prepare = prepare
        self._list_versions = list_versions
        self._is_interrupted = False
        self._batch: _Batch | None = None

    def run(
        self, tasks: Iterator[Task], count: int, limits: Limits = DEFAULT_LIMITS
    ) -> Generator[Outcome, None, None]:
        """Tasks, how many there are, and the limits of each → the outcome of each, in their order.

        As `Executor.run`. Errors: MachineError where the scheduler can't be reached or has no
        worker, or where a worker is made of other versions than this machine.
        """
        self._is_interrupted = False
        return self._run(tasks, count, limits)

    def interrupt(self) -> None:
        """As `Executor.interrupt`. A worker notices it within half a second."""
        self._is_interrupted = True
        if self._batch:
            self._batch.cancel()

    def _run(
        self, tasks: Iterator[Task], count: int, limits: Limits
    ) -> Generator[Outcome, None, None]:
        envelope = Envelope(self._prepare, self._list_versions, dict(self._list_versions()))
        given = taken = 0
        with self._connect() as client:
            batch = self._batch = _Batch(client, envelope)
            try:
                while taken < count:
                    while not batch.is_done(taken):
                        while given < count and batch.has_room():
                            batch.submit(next(tasks), limits)
                            given += 1
                        if self._is_interrupted:
                            batch.cancel()
                        batch.wait()
                    yield batch.take(taken)
                    taken += 1
            except (OSError, CancelledError) as error:
                if not self._is_interrupted:
                    message = self._say("was lost while editions were built.")
                    raise MachineError(message) from error
                yield from map(refuse, (*batch.tasks[taken:], *tasks))
            finally:
                batch.cancel()

    @contextmanager
    def _connect(self) -> Iterator[Any]:
        """A client of the cluster while it lasts. Errors: MachineError where there is none."""
        try:
            import dask
            from distributed import Client
        except ImportError as error:
            command = write_command('-e ".[dask]"')
            lack = "A cluster of Dask needs the package distributed, which isn't installed here"
            raise MachineError(f"{lack}; install it with: {command}") from error
        logging.getLogger("distributed").setLevel(logging.CRITICAL)  # we say what goes wrong
        try:
            client = Client(self.address, timeout=_CONNECTING)
        except (OSError, ValueError) as error:
            message = self._say("doesn't answer; is `dask scheduler` running there?")
            raise MachineError(message) from error
        with client, dask.config.set({"distributed.admin.large-graph-warning-threshold": _LARGE}):
            try:
                client.wait_for_workers(1, timeout=_CONNECTING)
            except TimeoutError as error:
                message = self._say(f"has no worker; start one: dask worker {self.address}")
                raise MachineError(message) from error
            yield client

    def _say(self, what: str) -> str:
        return f"The scheduler of Dask at {self.address} {what}"


class _Batch:
    """Tasks that were given to a cluster: those that are not taken yet, by their number."""

    def __init__(self, client: Any, envelope: Envelope) -> None:
        self.client = client
        self.envelope = envelope
        self.tasks: list[Task] = []
        self.futures: dict[int, Any] = {}
        self.empty = 0  # looks at a cluster without a worker, one after the other

    def has_room(self) -> bool:
        """Whether the cluster has threads for more tasks, or soon will."""
        pending = sum(not future.done() for future in self.futures.values())
        return pending < max(1, _AHEAD * self._count_threads())

    def submit(self, task: Task, limits: Limits) -> None:
        """A Task and the limits of all → given to the cluster; what is large goes there once."""
        number = len(self.tasks)
        self.tasks.append(task)
        work = (task.name, task.function, task.arguments, task.limits or limits)
        bundle = bundles.pack(work)
        pieces = [
            self.client.submit(bytes, data, key=f"briefwright-{digest}")
            for digest, data in bundle.pieces.items()
        ]
        self.futures[number] = self.client.submit(
            perform, self.envelope, bundle.data, tuple(bundle.pieces), pieces, pure=False
        )

    def is_done(self, number: int) -> bool:
        """The number of a task → whether there is an outcome to be taken."""
        return number in self.futures and self.futures[number].done()

    def wait(self) -> None:
        """Returns when a task is done, or after a while. Errors: MachineError without a worker."""
        from distributed import wait

        pending = [future for future in self.futures.values() if not future.done()]
        try:
            wait(pending, timeout=_LOOKING, return_when="FIRST_COMPLETED")
        except TimeoutError:
            self.empty = 0 if self._count_threads() else self.empty + 1
        if self.empty > _PATIENCE:
            raise MachineError("The cluster of Dask has lost all its workers.")

    def take(self, number: int) -> Outcome:
        """The number of a task that is done → its outcome.

        Errors: MachineError where the worker could not do it, and no other would.
        """
        from distributed import KilledWorker

        task, future = self.tasks[number], self.futures.pop(number)
        try:
            reply = future.result()
            bundles.check((reply.digest,), (reply.data,))
        except KilledWorker:
            return refuse(task)
        except (ImportError, AttributeError) as error:
            raise MachineError(_OTHER.format("another version of Briefwright, or none")) from error
        answer = bundles.unpack(bundles.Bundle(reply.data, {}))
        if answer.error is not None:
            return Outcome(error=attach_traceback(answer))
        return Outcome(answer.value)

    def cancel(self) -> None:
        """Every task that isn't taken is stopped, also those at work."""
        with suppress(Exception):  # the scheduler may be gone, and all tasks with it
            self.client.cancel(list(self.futures.values()), force=True)

    def _count_threads(self) -> int:
        return sum(self.client.nthreads().values())


_OTHER = "A worker of Dask has {}; install there what this machine has, with constraints.txt."
