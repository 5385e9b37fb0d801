"""A folder for what this process and its workers write for a while, gone with them.

A process that is killed can't tidy up: its workers do, and else the next one that starts, which
knows by a lock that nobody uses a folder any more.
"""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from multiprocessing import util
from pathlib import Path

_PREFIX = "briefwright-"
_LOCK = "lock"
_LAST = -1000  # after what multiprocessing itself removes at the end of a process
_PATIENCE = 20  # tenths of a second
_LONGEST = 50  # characters: the name of a socket has 104 at the most, and ends in 53 of ours
_SHORT = Path("/tmp")
_YOUNG = 60  # seconds: whoever made a folder may not have locked it yet


@lru_cache(maxsize=1)
def find_scratch_folder() -> Path:
    """The folder of this process, made when it is asked for first; left ones are removed then."""
    where = _choose_place(Path(tempfile.gettempdir()))
    _sweep(where)
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=where))
    # Open, and so locked, until the process ends: a file object would be closed with its module.
    _lock(os.open(folder / _LOCK, os.O_CREAT | os.O_WRONLY))
    util.Finalize(None, shutil.rmtree, (folder, True), exitpriority=_LAST)
    return folder


@contextmanager
def write_to_scratch() -> Iterator[None]:
    """While it lasts, temporary files of any library stand in the folder of this process."""
    before, tempfile.tempdir = tempfile.tempdir, str(find_scratch_folder())
    try:
        yield
    finally:
        tempfile.tempdir = before


def _choose_place(usual: Path) -> Path:
    """The folder of temporary files → it, or /tmp where sockets in it would have too long names."""
    is_short = len(str(usual)) <= _LONGEST
    return usual if is_short or not os.access(_SHORT, os.W_OK) else _SHORT


def remove_left(folder: Path) -> None:
    """A folder of a process that may have ended → gone, where it has."""
    for _ in range(_PATIENCE):
        if _is_left(folder / _LOCK):
            shutil.rmtree(folder, ignore_errors=True)
            return
        time.sleep(0.1)  # the system takes a moment to let go of a lock


def _sweep(where: Path) -> None:
    """The folder of temporary files → what killed processes of this user left there is gone."""
    for folder in where.glob(f"{_PREFIX}*"):
        with suppress(OSError):
            status = folder.lstat()
            # Another folder of this name, such as an unpacked download, has no lock in it.
            is_scratch = (folder / _LOCK).is_file() and not folder.is_symlink()
            ours = is_scratch and _is_owner(status.st_uid)
            if ours and time.time() - status.st_mtime > _YOUNG and _is_left(folder / _LOCK):
                shutil.rmtree(folder, ignore_errors=True)


def _is_owner(user: int) -> bool:
    return not hasattr(os, "getuid") or os.getuid() == user


def _is_left(lock: Path) -> bool:
    """The lock of a folder → whether no process holds it."""
    try:
        with lock.open("rb+") as file:
            return _lock(file.fileno())
    except FileNotFoundError:
        return True


def _lock(file: int) -> bool:
    """An open file's descriptor → whether it is locked for this process now, if files can be."""
    try:
        import fcntl  # not on Windows
    except ImportError:
        return False
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
