"""The file of users → each with the hash of its password and the digest of its token, and back.

It is JSON, readable by its owner alone, and replaced in one step. Who reads it again finds what
changed meanwhile.
"""

import json
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock

from briefwright import disk
from briefwright.problems import MachineError
from briefwright.service.users.user import User

NAME = "users.json"
OWN = 0o600  # read and written by its owner alone


@dataclass(frozen=True)
class Registration:
    """A user, the hash of its password, and the digest of its token, "" where it has none."""

    user: User
    password: str
    token: str = ""


class UsersFile:
    """The registrations in a file; without the file there are none."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._known: tuple[tuple[int, int, int], Mapping[str, Registration]] | None = None

    def read(self) -> Mapping[str, Registration]:
        """→ each registration by its user's name, sorted. Errors: MachineError."""
        try:
            state = self.path.stat()
        except FileNotFoundError:
            return {}
        if os.name == "posix" and stat.S_IMODE(state.st_mode) & 0o077:
            raise MachineError(
                f"{self.path} holds the hashes of passwords, and others on this machine may read "
                f"it; type: chmod 600 {self.path}"
            )
        version = state.st_ino, state.st_size, state.st_mtime_ns
        if self._known is None or self._known[0] != version:
            self._known = version, self._parse(self.path.read_bytes())
        return self._known[1]

    @contextmanager
    def change(self) -> Iterator[dict[str, Registration]]:
        """→ the registrations, kept as they are left; nobody else changes them meanwhile.

        Errors: MachineError; what is raised inside leaves the file as it was.
        """
        disk.make_folder(self.path.parent)
        with FileLock(self.path.with_name(f".{self.path.name}.lock")):
            registrations = dict(self.read())
            yield registrations
            users = [_write(registrations[name]) for name in sorted(registrations)]
            data = json.dumps({"users": users}, ensure_ascii=False, indent=1).encode()
            disk.replace_file(self.path, data, OWN)

    def _parse(self, data: bytes) -> Mapping[str, Registration]:
        try:
            found = map(_read, json.loads(data)["users"])
            return {one.user.name: one for one in found}
        except (ValueError, LookupError, TypeError) as error:
            raise MachineError(
                f"{self.path} is no file of users; take it away, and add them again with: "
                "build.py users add"
            ) from error


def _read(said: Mapping[str, Any]) -> Registration:
    audiences = said["audiences"]
    seen = None if audiences is None else frozenset(audiences)
    return Registration(
        User(said["name"], seen, frozenset(said["may"])), said["password"], said["token"]
    )


def _write(registration: Registration) -> Mapping[str, object]:
    user = registration.user
    return {
        "name": user.name,
        "audiences": None if user.audiences is None else sorted(user.audiences),
        "may": sorted(user.rights),
        "password": registration.password,
        "token": registration.token,
    }
