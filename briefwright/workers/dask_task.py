"""What runs on a worker of Dask: a task is done in a limited process there, as it would be at home.

Dask itself knows no limits and can't stop a thread; so the task's own process is what is watched,
and what is ended when nobody wants its result any more.
"""

import multiprocessing
import pickle
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from briefwright.problems import MachineError
from briefwright.workers import bundles
from briefwright.workers.pool import WorkerPool
from briefwright.workers.tasks import Outcome, Task
from briefwright.workers.worker_process import Answer, answer_failure

_LOOKING = 0.3  # seconds from one look at whether the task is still wanted to the next
_MOST_NAMED = 5


@dataclass(frozen=True)
class Envelope:
    """What goes with every task: what is done first in a process, and which versions are needed.

    `versions` are those of whoever sent it, as `list_versions` finds them.
    """

    prepare: Callable[[], None]
    list_versions: Callable[[], Mapping[str, str]]
    versions: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True)
class Reply:
    """An Answer as bytes, and their SHA-256."""

    digest: str
    data: bytes = field(repr=False)


def perform(
    envelope: Envelope, data: bytes, digests: Sequence[str], pieces: Sequence[bytes]
) -> Reply:
    """A Bundle in parts: its data, the digests of its pieces, and these → the Reply.

    Errors: MachineError where this worker can't do the work as whoever sent it would.
    """
    _check_versions(envelope)
    found = bundles.check(digests, pieces)
    name, function, arguments, limits = bundles.unpack(bundles.Bundle(data, found))
    pool = _find_pool(threading.get_ident(), envelope.prepare)
    task = Task(name, function, arguments)
    with _stopping_with(pool), closing(pool.run(iter((task,)), 1, limits)) as outcomes:
        answer = _describe(next(outcomes))
    try:
        reply = pickle.dumps(answer, pickle.HIGHEST_PROTOCOL)
    except Exception as error:  # types of other packages may refuse in any way
        reply = pickle.dumps(answer_failure(error))
    return Reply(bundles.find_digest(reply), reply)


def _check_versions(envelope: Envelope) -> None:
    """Errors: MachineError that names each difference, or the first few."""
    here = envelope.list_versions()
    other = [
        f"{name} {here.get(name) or 'none'} instead of {envelope.versions.get(name) or 'none'}"
        for name in sorted({*here, *envelope.versions})
        if here.get(name) != envelope.versions.get(name)
    ]
    if other:
        more = f" and {len(other) - _MOST_NAMED} more" if len(other) > _MOST_NAMED else ""
        raise MachineError(
            f"The worker of Dask at {_find_address()} has other versions, which would build other "
            f"files: {', '.join(other[:_MOST_NAMED])}{more}. Install there what this machine has."
        )


def _describe(outcome: Outcome) -> Answer:
    """An Outcome → the same as it can be sent, the traceback as text."""
    cause = outcome.error.__cause__ if outcome.error else None
    return Answer(outcome.value, outcome.error, str(cause.args[0]) if cause else "")


# ----------------------------------------------------------------- the worker of Dask


@lru_cache(maxsize=64)
def _find_pool(thread: int, prepare: Callable[[], None]) -> WorkerPool:
    """A thread of this worker → the process that works for it, kept warm."""
    _allow_processes()
    return WorkerPool(1, prepare)


def _allow_processes() -> None:
    """From now on this process may start others, though Dask made it one that may not.

    Python forbids it since they might be left over; ours end themselves with it. It is Dask's
    setting `distributed.worker.daemon`, which can't be changed after a worker has started.
    """
    settings: dict[str, Any] = multiprocessing.current_process()._config  # type: ignore[attr-defined]
    settings["daemon"] = False


def _find_address() -> str:
    from distributed import get_worker

    return str(get_worker().address)


@contextmanager
def _stopping_with(pool: WorkerPool) -> Iterator[None]:
    """While it lasts, the pool's work is stopped as soon as nobody wants this task any more."""
    from distributed import get_worker

    worker = get_worker()
    key = worker.get_current_task()
    finished = threading.Event()

    def watch() -> None:
        while not finished.wait(_LOOKING):
            state = worker.state.tasks.get(key)
            if state is None or state.state != "executing":
                pool.interrupt()  # again and again: a process may just have begun

    watching = threading.Thread(target=watch, daemon=True)
    watching.start()
    try:
        yield
    finally:
        finished.set()
        watching.join()
