"""A piece of work, and its outcome."""

from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from briefwright.problems import ContentError, MachineError
from briefwright.workers.limits import CRASH, Limits, explain_crash


@dataclass(frozen=True)
class Task:
    """A piece of work: what it is called, a function of a module, and what goes into it.

    `limits` are its own, where it has others than the work beside it. `hear` takes what the
    function reports before it is done, in the thread that waits for it; on a cluster nothing is.
    """

    name: str
    function: Callable[..., Any]
    arguments: tuple[object, ...]
    limits: Limits | None = None
    hear: Callable[[Any], None] | None = field(default=None, compare=False)

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Outcome:
    """The outcome of a Task."""

    value: Any = None
    error: BaseException | None = None

    def result(self) -> Any:
        """What the function returned. Errors: what it raised; ContentError R9… at its limits."""
        if self.error is not None:
            raise self.error
        return self.value

    @property
    def is_crash(self) -> bool:
        """Whether the worker died of something else than its limits."""
        return isinstance(self.error, ContentError) and self.error.problems[0].code == CRASH


def refuse(task: Task) -> Outcome:
    """A Task that isn't wanted any more → its Outcome."""
    return Outcome(error=ContentError([explain_crash(task.name, None)]))


def take_first(outcomes: Generator[Outcome, None, None]) -> Outcome:
    """The outcomes of work, which may not be done yet → the first; what follows is stopped.

    Where no work can be done at all, its error is the MachineError that says why.
    """
    with closing(outcomes):
        try:
            return next(outcomes)
        except MachineError as error:
            return Outcome(error=error)
