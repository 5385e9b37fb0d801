"""Work on files that somebody made, done in processes with limits: its results, or why not.

Whatever a workbook, a picture, a Word file, a template or a stylesheet holds, a command goes on.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from briefwright import workers
from briefwright.cli import progress
from briefwright.cli.fault_report import report_fault
from briefwright.cli.report import BROKEN, GOOD, LACKING
from briefwright.problems import ContentError, MachineError, Problem
from briefwright.workers import DEFAULT_LIMITS, Limits, Task


@dataclass(frozen=True)
class Finished:
    """The result of a Task: its value, or the problems that stopped it, or what the machine lacks.

    `code` is the exit code that follows from it, apart from that of its problems.
    """

    value: Any = None
    problems: tuple[Problem, ...] = ()
    lacking: str = ""
    code: int = GOOD


@dataclass(frozen=True)
class Work:
    """How Tasks are done: where faults of ours are reported, and what each is said not to be.

    `outcome` is as in “was not read”, `doing` as in “Checking”; `prepare` is done first in each
    process.
    """

    output: Path
    outcome: str
    doing: str = ""
    prepare: Callable[[], None] = workers.prepare_nothing
    limits: Limits = DEFAULT_LIMITS


def run(tasks: Sequence[Task], work: Work, stream: TextIO | None = None) -> Iterator[Finished]:
    """Tasks, how they are done, where to show progress if anywhere → the result of each, in order.

    Errors: MachineError where no process can be started.
    """
    pool = workers.shared_pool(work.prepare)
    with (
        closing(progress.follow(tasks, stream, work.doing)) as shown,
        closing(pool.run(shown, len(tasks), work.limits)) as outcomes,
    ):
        for task, outcome in zip(tasks, outcomes, strict=True):
            yield _finish(task, outcome.value, outcome.error, work)


def _finish(task: Task, value: object, error: BaseException | None, work: Work) -> Finished:
    match error:
        case None:
            return Finished(value)
        case ContentError():
            return Finished(problems=error.problems)
        case MachineError():
            return Finished(lacking=str(error), code=LACKING)
        case _:
            fault = report_fault(work.output, task.name, work.outcome, error)
            return Finished(problems=(fault,), code=BROKEN)
