"""One sender at a time: the lock on a ledger, and who holds it."""

import json
import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from briefwright import disk
from briefwright.delivery.ledger import Ledger
from briefwright.delivery.rows import format_time
from briefwright.problems import MachineError

_LOCK, _HOLDER = ".lock", "sender.json"
_PATIENCE = 0.5  # seconds; whoever looks for a sender holds the lock for an instant


@contextmanager
def lock_sending(ledger: Ledger, who: str) -> Iterator[None]:
    """A ledger and who sends → nobody else may send from it meanwhile.

    The system lets go of the lock when the process ends, however it does. Errors: MachineError,
    which says who sends, and since when.
    """
    holder = ledger.folder / _HOLDER
    lock = FileLock(ledger.folder / _LOCK)
    try:
        lock.acquire(_PATIENCE)
    except Timeout:
        raise MachineError(
            f"{_describe_holder(ledger.folder)} Nothing was sent a second time; wait for that to "
            "end."
        ) from None
    try:
        said = {
            "who": who, "machine": platform.node(), "process": os.getpid(), "since": ledger.clock(),
        }  # fmt: skip
        disk.replace_file(holder, json.dumps(said).encode(), 0o600)
        yield
    finally:
        with suppress(OSError):
            holder.unlink()
        lock.release()


def find_sender(folder: Path) -> str:
    """A ledger's folder → who is just sending from it, in a sentence; "" for nobody."""
    try:
        with FileLock(folder / _LOCK).acquire(blocking=False):
            return ""
    except Timeout:
        return _describe_holder(folder)


def _describe_holder(folder: Path) -> str:
    try:
        said = json.loads((folder / _HOLDER).read_bytes())
        since = format_time(said["since"])
        where = f"on {said['machine']}, process {said['process']}"
        return f"{said['who']} has been sending since {since} ({where})."
    except (OSError, ValueError, KeyError, TypeError):
        return "Somebody else is just sending."
