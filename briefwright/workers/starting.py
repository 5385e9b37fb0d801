"""Processes for work: how each is started, and what it finds there.

On Linux they are made by a process that has loaded what all of them need (forkserver); on macOS and
Windows each loads it by itself (spawn), since system libraries there don't outlive a fork. None
runs the script that asks: its work is functions of modules.
"""

import multiprocessing
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from threading import Lock
from types import ModuleType
from typing import Any

from briefwright.problems import MachineError
from briefwright.workers import worker_process
from briefwright.workers.scratch import write_to_scratch

_WARM = "briefwright.workers.preload"


def start_process(folder: str, prepare: Callable[[], None]) -> tuple[Any, Any]:
    """A folder to write in, what to do first → a process that takes work, and the pipe to it.

    Errors: MachineError where this system starts none.
    """
    context, refused = _context(), None
    for _ in range(_ATTEMPTS):
        pipe, theirs = context.Pipe()
        process = context.Process(
            target=worker_process.serve, args=(theirs, folder, prepare), daemon=True
        )
        try:
            with _STARTING, _same_modules(), write_to_scratch():
                process.start()
            return process, pipe
        except (EOFError, OSError) as error:  # what processes are made from has ended itself
            refused = error
            pipe.close()
            time.sleep(_PAUSE)  # until the system has put away what ended
        finally:
            theirs.close()
    message = f"The process that should build can't be started ({type(refused).__name__})"
    raise MachineError(f"{message}; is there enough memory? Close other programs and try again.")


_ATTEMPTS = 3
_PAUSE = 0.2  # seconds
_STARTING = Lock()  # while a process starts, the others' variables and main module are changed


def count_cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def prepare_nothing() -> None:
    """What a worker does first where its work needs nothing."""


def prepare() -> None:
    """The process from which workers are made is being started, if this system has it.

    It loads libraries while the caller reads files.
    """
    if _context().get_start_method() == "forkserver":
        from multiprocessing import forkserver  # not on Windows

        # Where it doesn't start, whoever needs a process says so.
        with _same_modules(), write_to_scratch(), suppress(EOFError, OSError):
            forkserver.ensure_running()


@lru_cache(maxsize=1)
def _context() -> Any:
    """Python's way of making processes that suits this system."""
    context = multiprocessing.get_context("forkserver" if sys.platform == "linux" else "spawn")
    if sys.platform == "linux":
        context.set_forkserver_preload([_WARM])
    return context


@contextmanager
def _same_modules() -> Iterator[None]:
    """While it lasts, a Python that is started finds the same modules as this one, but its script.

    A process that ran the script again would ask for what it is to do, without end.
    """
    script = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    wanted = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONSAFEPATH": "1"}
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        sys.modules["__main__"] = script
        for name, value in before.items():
            os.environ.pop(name)
            if value is not None:
                os.environ[name] = value
