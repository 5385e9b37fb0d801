"""What runs in a worker: it takes work from a pipe, does it within its limits, and answers.

A worker may read files. It may not reach the network, start a program but Python, or write outside
a temporary folder of its own: whoever tries ends the piece of work with Forbidden, which no library
catches.
"""

import os
import pickle
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection, wait
from multiprocessing.process import parent_process
from pathlib import Path
from threading import Event, Thread
from typing import Any

from briefwright.workers.collection import collect_rarely
from briefwright.workers.limits import Limits
from briefwright.workers.reporting import send_reports
from briefwright.workers.scratch import remove_left
from briefwright.workers.tracebacks import describe_error

# After so many pieces of work, or with so large a part of its memory used, a worker is replaced, so
# that no edition is blamed for what those before it left behind.
_MOST_WORK = 100
_MOST_MEMORY = 0.5


_parent_ended = Event()


class Forbidden(BaseException):
    """Something tried to leave its worker: a fault of ours, or an attack that no check found."""


@dataclass(frozen=True)
class Answer:
    """What came of a piece of work: a value, or an error with its traceback as text.

    Where memory ran out there is neither. A worker that `retires` takes no more work.
    """

    value: object = None
    error: BaseException | None = None
    traceback: str = ""
    memory: bool = False
    retires: bool = False


def serve(pipe: "Connection[Any, Any]", folder: str, prepare: Callable[[], None]) -> None:
    """A pipe, a folder to write in, what to do first → work is taken and answered till it closes.

    The first answer says that the worker is ready, or what `prepare` raised.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started it stops it
    Thread(target=_end_with_parent, args=(folder,), daemon=True).start()
    tempfile.tempdir = folder
    try:
        from briefwright.workers import preload  # noqa: F401

        prepare()
    except Exception as error:  # whoever asked shall know, whatever it is
        pipe.send(answer_failure(error))
        return
    sys.dont_write_bytecode = True  # what a worker loads later is compiled for it alone
    sys.addaudithook(_make_guard(folder))
    pipe.send(Answer())
    send_reports(pipe.send)
    for count in range(1, _MOST_WORK + 1):
        try:
            function, arguments, limits, here = pipe.recv()
            os.chdir(here)  # relative paths lead where they lead for whoever asks
        except (EOFError, OSError):
            return
        answer = _run(function, arguments, limits)
        retires = answer.memory or count == _MOST_WORK or _is_full(limits)
        try:
            pipe.send(replace(answer, retires=retires))
        except Exception as error:  # the result can't be sent
            pipe.send(replace(answer_failure(error), retires=retires))
        if retires:
            return


def _run(function: Callable[..., object], arguments: tuple[object, ...], limits: Limits) -> Answer:
    """A piece of work and its limits → its Answer."""
    _apply_limits(limits)
    try:
        with collect_rarely():
            return Answer(function(*arguments))
    except MemoryError:
        return Answer(memory=True)
    except BaseException as error:  # whoever asked shall know, whatever it is
        return answer_failure(error)


def _is_full(limits: Limits) -> bool:
    """Whether this process has used so much memory that the next piece of work needs another."""
    return _memory_used() > _MOST_MEMORY * limits.memory


def answer_failure(error: BaseException) -> Answer:
    """An error → the Answer that holds it, or its name and words where it can't be sent."""
    lines = describe_error(error)
    error.__traceback__ = error.__cause__ = error.__context__ = None
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:  # errors of other packages may refuse in any way
        error = RuntimeError(f"{type(error).__name__}: {error}")
    return Answer(error=error, traceback=lines)


def _end_with_parent(folder: str) -> None:
    """The parent's end → this worker's and its folder's, whatever it is at."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        _parent_ended.set()  # what is removed now lies outside the folder, too
        shutil.rmtree(folder, ignore_errors=True)
        remove_left(Path(folder).parent)
        os._exit(1)


# ----------------------------------------------------------------- limits


def _apply_limits(limits: Limits) -> None:
    """Limits → the system holds this process to them from now on, as far as it can."""
    try:
        import resource  # not on Windows
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    processor = int(used.ru_utime + used.ru_stime) + limits.processor + 1
    _lower_limit(resource.RLIMIT_CPU, processor)
    # Not RLIMIT_AS: V8, which draws charts, sets apart far more addresses than it ever uses.
    _lower_limit(resource.RLIMIT_DATA, limits.memory)
    _lower_limit(resource.RLIMIT_CORE, 0)


def _lower_limit(limit: int, value: int) -> None:
    import resource

    _, hard = resource.getrlimit(limit)
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    resource.setrlimit(limit, (value, hard))


def _memory_used() -> int:
    """The most memory that this process has used, in bytes; 0 where nobody knows."""
    try:
        import resource
    except ImportError:
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


# ----------------------------------------------------------------- the guard

_DENIED = frozenset({
    "socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo",
    "socket.gethostbyname", "os.system", "os.exec", "os.posix_spawn",
    "os.fork", "os.forkpty", "os.startfile", "urllib.Request",
})  # fmt: skip
# What changes the disk → which of its arguments are paths.
_CHANGING = {
    "os.mkdir": (0,), "os.remove": (0,), "os.rmdir": (0,), "os.rename": (0, 1), "os.link": (1,),
    "os.symlink": (1,), "os.truncate": (0,), "os.chmod": (0,), "os.chown": (0,),
}  # fmt: skip
_ASKED = _DENIED | _CHANGING.keys() | {"subprocess.Popen"}
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def _make_guard(folder: str) -> Callable[[str, tuple[Any, ...]], None]:
    """The folder to write in → a hook that Python asks before it does anything outside itself."""
    inside = Path(folder).resolve()

    def is_inside(path: object) -> bool:
        if not isinstance(path, str | bytes | os.PathLike):
            return True  # a file that is open already
        name = os.fsdecode(path)
        return name == os.devnull or Path(name).resolve().is_relative_to(inside)

    def is_odd(event: str, arguments: tuple[Any, ...]) -> bool:
        if event == "subprocess.Popen":
            return not _is_ours(arguments[0])
        if event in ("os.remove", "os.rmdir") and arguments[1] != -1:
            return False  # relative to an open folder: a tree that is being removed
        return event in _DENIED or not all(
            is_inside(arguments[number]) for number in _CHANGING.get(event, ())
        )

    def ask(event: str, arguments: tuple[Any, ...]) -> None:
        if _parent_ended.is_set():
            return
        if event == "open":
            path, _, flags = arguments
            if isinstance(flags, int) and flags & _WRITING and not is_inside(path):
                raise Forbidden(f"{path} was to be written")
        elif event in _ASKED and is_odd(event, arguments):
            raise Forbidden(f"{event} was asked for: {arguments!r:.200}")

    return ask


def _is_ours(program: object) -> bool:
    """Whether a program is this Python, which draws an expert's charts in a process of its own."""
    return program is None or os.fsdecode(str(program)) == sys.executable
