"""The worker processes: given work, watched, stopped."""

import atexit
import sys
import tempfile
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import suppress
from functools import lru_cache
from multiprocessing import connection
from pathlib import Path
from threading import Lock
from typing import Any

from briefwright.problems import ContentError, MachineError
from briefwright.workers.limits import (
    DEFAULT_LIMITS,
    Limits,
    explain_crash,
    explain_memory_limit,
    explain_processor_limit,
    explain_timeout,
)
from briefwright.workers.reporting import Report
from briefwright.workers.scratch import find_scratch_folder
from briefwright.workers.starting import count_cores, start_process
from briefwright.workers.tasks import Outcome, Task, refuse
from briefwright.workers.tracebacks import WorkerTraceback
from briefwright.workers.worker_process import Answer


class WorkerPool:
    """Processes that do pieces of work; each is kept for the next piece, warm, till it is stopped.

    `prepare` is done in each of them first; where it fails, that is what `run` raises.
    """

    def __init__(self, most: int, prepare: Callable[[], None]) -> None:
        self.most = most
        self._prepare = prepare
        self._idle: list[_Worker] = []
        self._busy: list[_Worker] = []
        self._is_interrupted = False
        self._assigning = Lock()

    def run(
        self, tasks: Iterator[Task], count: int, limits: Limits = DEFAULT_LIMITS
    ) -> Generator[Outcome, None, None]:
        """Tasks, how many there are, and the limits of each → the outcome of each, in their order.

        A task is taken from `tasks` when a worker is free for it; one whose worker dies is tried
        once more. Whoever stops listening stops the work. From this call on it can be interrupted.
        Errors: MachineError where no worker can be started.
        """
        self._is_interrupted = False
        return self._run(tasks, count, limits)

    def _run(
        self, tasks: Iterator[Task], count: int, limits: Limits
    ) -> Generator[Outcome, None, None]:
        workers = self._busy = [self._take_worker() for _ in range(min(self.most, count))]
        outcomes: dict[int, Outcome] = {}
        again: list[tuple[int, Task]] = []
        retried = set[int]()
        given = following = 0
        try:
            while following < count:
                for worker in workers:
                    if worker.is_free and (again or given < count):
                        number, task = again.pop() if again else (given, next(tasks))
                        given = max(given, number + 1)
                        if not self._assign(worker, task, number, limits):
                            outcomes[number] = refuse(task)
                for worker in _wait_for_news(workers):
                    number, dropped = worker.number, worker.task
                    outcome = worker.collect()
                    if self._may_retry(outcome) and dropped and number not in retried:
                        retried.add(number)
                        again.append((number, dropped))
                    elif outcome is not None:
                        outcomes[number] = outcome
                    if worker.is_gone:
                        workers.remove(worker)
                        workers += [self._take_worker()] if again or given < count else []
                while following in outcomes:
                    yield outcomes.pop(following)
                    following += 1
        finally:
            for worker in workers:
                if worker.is_free:
                    self._idle.append(worker)
                else:
                    worker.stop()

    def interrupt(self) -> None:
        """Tasks that were given to `run` and aren't done are stopped, or not begun, as R904 says.

        Another thread may ask for it. A process that is still starting is kept for what comes next.
        """
        with self._assigning:
            self._is_interrupted = True
            for worker in tuple(self._busy):
                if worker.task is not None:
                    with suppress(ValueError):  # it has ended meanwhile
                        worker.process.kill()

    def close(self) -> None:
        """Every worker is stopped, whatever it is at."""
        self._is_interrupted = True
        for worker in self._busy:
            with suppress(ValueError):  # it has ended already
                worker.process.kill()
        while self._idle:
            self._idle.pop().stop()

    def _assign(self, worker: "_Worker", task: Task, number: int, limits: Limits) -> bool:
        """A free worker, a Task, its number, its limits → whether it is begun."""
        with self._assigning:
            if not self._is_interrupted:
                worker.assign(task, number, limits)
            return not self._is_interrupted

    def _may_retry(self, outcome: Outcome | None) -> bool:
        return outcome is not None and outcome.is_crash and not self._is_interrupted

    def _take_worker(self) -> "_Worker":
        """One that waits, if it still lives, or else a new one."""
        while self._idle:
            worker = self._idle.pop()
            if worker.process.is_alive():
                return worker
            worker.stop()
        return _Worker(self._prepare)


class _Worker:
    """One process: it is starting, free, at work or gone."""

    def __init__(self, prepare: Callable[[], None]) -> None:
        self.folder = tempfile.TemporaryDirectory(
            dir=find_scratch_folder(), ignore_cleanup_errors=True
        )
        self.process, self.pipe = start_process(self.folder.name, prepare)
        self.is_ready = self.is_gone = False
        self.task: Task | None = None
        self.number = -1
        self.limits = DEFAULT_LIMITS
        self.deadline = 0.0

    @property
    def is_free(self) -> bool:
        """Whether it waits for work."""
        return self.is_ready and self.task is None and not self.is_gone

    def assign(self, task: Task, number: int, limits: Limits) -> None:
        """A Task, its number and its limits → work begun."""
        self.task, self.number, self.limits = task, number, task.limits or limits
        self.deadline = time.monotonic() + self.limits.seconds
        try:
            self.pipe.send((task.function, task.arguments, self.limits, Path.cwd()))
        except OSError:
            return  # it is gone, which `collect` finds

    def collect(self) -> Outcome | None:
        """The outcome of its Task, as soon as there is one; nothing till then.

        Errors: MachineError where it can't even start, or what `prepare` raised.
        """
        if not self.pipe.poll():
            return self._fail(explain_timeout)
        try:
            answer: Answer | Report = self.pipe.recv()
        except (EOFError, OSError):
            return self._explain_end()
        if isinstance(answer, Report):
            if self.task and self.task.hear:
                self.task.hear(answer.value)
            return None
        task, self.task = self.task, None
        if not self.is_ready:
            self.is_ready = True
            if answer.error is not None:
                self.stop()
                raise attach_traceback(answer)
            return None
        if answer.retires:
            self.stop()
        if answer.memory and task is not None:
            fault = explain_memory_limit(task.name, self.limits)
            return Outcome(error=ContentError([fault]))
        if answer.error is not None:
            return Outcome(error=attach_traceback(answer))
        return Outcome(answer.value)

    def _explain_end(self) -> Outcome | None:
        """The worker is gone without an answer → which limit it met, by its exit code."""
        self.process.join(5)
        code = self.process.exitcode
        if not self.is_ready:
            self.stop()
            raise MachineError(
                f"The process that should build can't start (exit code {code}); is there enough "
                "memory? `python3 build.py doctor` shows what is missing."
            )
        if sys.platform != "win32":
            from signal import SIGXCPU

            if code == -SIGXCPU:
                return self._fail(explain_processor_limit)
        return self._fail(lambda name, _: explain_crash(name, code))

    def _fail(self, fault: Callable[[str, Limits], Any]) -> Outcome:
        name = self.task.name if self.task else ""
        self.stop()
        return Outcome(error=ContentError([fault(name, self.limits)]))

    def stop(self) -> None:
        """The process is ended at once, and what it wrote is gone."""
        if self.is_gone:
            return
        self.is_gone = True
        self.process.kill()
        self.process.join()
        self.process.close()
        self.pipe.close()
        self.folder.cleanup()


def _wait_for_news(workers: Sequence[_Worker]) -> list[_Worker]:
    """Workers → those with an answer, or whose time is over, as soon as there are any.

    None where all are free.
    """
    concerned: dict[Any, _Worker] = {
        worker.pipe: worker for worker in workers if not worker.is_free
    }
    if not concerned:
        return []
    busy = [worker for worker in concerned.values() if worker.task is not None]
    now = time.monotonic()
    soonest = min((worker.deadline for worker in busy), default=None)
    telling = connection.wait(list(concerned), None if soonest is None else max(0, soonest - now))
    ready = [concerned[pipe] for pipe in telling]
    late = [
        worker for worker in busy if worker.deadline <= time.monotonic() and worker not in ready
    ]
    return [*ready, *late]


def attach_traceback(answer: Answer) -> BaseException:
    """An Answer without a value → its error, with the worker's traceback as its cause."""
    error = answer.error or RuntimeError("a worker answered with nothing")
    error.__cause__ = WorkerTraceback(answer.traceback)
    return error


@lru_cache(maxsize=2)
def shared_pool(prepare: Callable[[], None]) -> WorkerPool:
    """What each worker does first → the workers of this process, a core each, kept till it ends."""
    pool = WorkerPool(count_cores(), prepare)
    atexit.register(pool.close)
    return pool
