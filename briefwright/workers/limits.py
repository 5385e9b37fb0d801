"""How much one piece of work may take, and what its author reads where it took more.

Linux holds a worker to all three limits. macOS doesn't hold anybody to memory, and Windows knows
the clock only; there a worker that takes too much is stopped by its time.
"""

import signal
from dataclasses import dataclass, replace

from briefwright.problems import Problem


@dataclass(frozen=True)
class Limits:
    """For one edition: seconds by the clock, seconds of processor time, bytes of memory.

    A hundred times what a usual edition takes. A machine that does other work too runs out of the
    clock's seconds before those of the processor, so there are more of them.
    """

    seconds: float = 300
    processor: int = 120
    memory: int = 3_000_000_000

    def grow(self, addresses: int) -> "Limits":
        """How many things a briefing has that print → the same limits, more where it is long.

        What its author chose, and memory, stay as they are: the machine has no more of it.
        """
        if self != DEFAULT_LIMITS:
            return self
        times = max(1.0, addresses / _USUAL)
        return replace(self, seconds=self.seconds * times, processor=int(self.processor * times))


DEFAULT_LIMITS = Limits()
CRASH = "R904"
_USUAL = 5_000  # addresses of a briefing of fifty pages

_LOOK = (
    "Look at what is largest in it, its tables, its lists, its pictures, and at loops in the "
    "templates"
)


def explain_timeout(name: str, limits: Limits) -> Problem:
    """What was built and its limits → what its author reads where the clock ran out."""
    message = f"{name} took more than {limits.seconds:g} s and was stopped. {_LOOK}; {_MORE_TIME}"
    return Problem("R901", message)


def explain_processor_limit(name: str, limits: Limits) -> Problem:
    """What was built and its limits → what its author reads where the processor's time ran out."""
    message = f"{name} took more than {limits.processor} s of processor time and was stopped. "
    return Problem("R902", f"{message}{_LOOK}; {_MORE_TIME}")


_MORE_TIME = "if it needs more time, `--seconds` gives it more."


def explain_memory_limit(name: str, limits: Limits) -> Problem:
    """What was built and its limits → what its author reads where memory ran out."""
    most = f"{limits.memory // 1_000_000:,} MB"
    return Problem("R903", f"{name} needed more memory than {most} and was stopped. {_LOOK}.")


def explain_crash(name: str, exit_code: int | None) -> Problem:
    """What was built and how its worker ended → what its author reads where nobody knows why."""
    end = _describe_end(exit_code)
    message = f"{name} was not built: the process that worked at it ended by itself ({end})"
    return Problem(CRASH, f"{message}, most often for lack of memory. {_LOOK}, and try again.")


def _describe_end(exit_code: int | None) -> str:
    if exit_code is not None and exit_code < 0:
        return signal.Signals(-exit_code).name
    return f"exit code {exit_code}"
