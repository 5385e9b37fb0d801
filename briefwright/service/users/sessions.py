"""Who is logged in: each log-in has a key that nobody guesses, until it ends.

They are kept in a file that its owner alone may read, by the digests of their keys: who reads it
can't come in with it, and a server that is started again logs nobody out.
"""

import os
import secrets
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from briefwright import disk
from briefwright.problems import MachineError
from briefwright.service.users.passwords import find_digest
from briefwright.service.users.users_file import OWN, Registration

LONGEST = 12 * 3600  # seconds after log-in
_LONGEST_UNUSED = 2 * 3600
_NOTED = 60  # seconds from one note of a session's use to the next
_KEY = 32  # bytes
_TABLE = """
CREATE TABLE IF NOT EXISTS sessions (
    key TEXT PRIMARY KEY, name TEXT NOT NULL, password TEXT NOT NULL,
    begun REAL NOT NULL, used REAL NOT NULL
)
"""


@dataclass(frozen=True)
class Session:
    """A log-in: whose it is, the digest of the password's hash then, when it began and was used."""

    name: str
    password: str
    begun: float
    used: float

    def belongs_to(self, registration: Registration) -> bool:
        """Whether a registration has the password that it had at log-in."""
        return self.password == find_digest(registration.password)


class Sessions:
    """The sessions in a file; used in one thread. Errors of all: MachineError."""

    def __init__(self, path: Path, clock: Callable[[], float] = time.time) -> None:
        self._path, self._clock = path, clock

    def begin(self, registration: Registration) -> str:
        """A registration whose password was given → the key of a new session."""
        now, key = self._clock(), secrets.token_urlsafe(_KEY)
        password = find_digest(registration.password)
        self._run("DELETE FROM sessions WHERE begun < ? OR used < ?", *_find_oldest(now))
        new = (find_digest(key), registration.user.name, password, now, now)
        self._run("INSERT INTO sessions VALUES (?, ?, ?, ?, ?)", *new)
        return key

    def find(self, key: str) -> Session | None:
        """A key → its session, which counts as used now; nothing if it is over."""
        if not key:
            return None
        now, digest = self._clock(), find_digest(key)
        found = self._run(
            "SELECT name, password, begun, used FROM sessions WHERE key = ? AND begun >= ? "
            "AND used >= ?", digest, *_find_oldest(now),
        )  # fmt: skip
        if not found:
            return None
        session = Session(*found[0])
        if session.used < now - _NOTED:
            self._run("UPDATE sessions SET used = ? WHERE key = ?", now, digest)
        return session

    def end(self, key: str) -> None:
        """A key → its session is over."""
        if key:
            self._run("DELETE FROM sessions WHERE key = ?", find_digest(key))

    def _run(self, statement: str, *values: object) -> list[tuple[str, str, float, float]]:
        try:
            return self._file.execute(statement, values).fetchall()
        except (sqlite3.Error, OSError) as error:
            raise MachineError(
                f"{self._path}, which keeps who is logged in, can't be read or written ({error}); "
                "if there is room on the disk, take it away, and everybody logs in again."
            ) from error

    @cached_property
    def _file(self) -> sqlite3.Connection:
        disk.make_folder(self._path.parent)
        os.close(os.open(self._path, os.O_CREAT, OWN))
        file = sqlite3.connect(self._path, isolation_level=None)
        file.execute(_TABLE)
        return file


def _find_oldest(now: float) -> tuple[float, float]:
    """The time now → when a session that isn't over began, and was used, at the earliest."""
    return now - LONGEST, now - _LONGEST_UNUSED
