"""Bytes in a folder, by name: written whole, checked when they are read, the oldest dropped.

Two processes may use one folder at once: a file is put in its place in one step, and one that is
missing, cut short or changed counts as none.
"""

import hashlib
import os
import secrets
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

FOLDER = ".cache"  # in the output folder
MOST_BYTES = 500_000_000
_DIGITS = 64  # of the digest at the head of each file
_PART = ".part"
_LEFT = 3600  # seconds after which a file that nobody finished is dropped


class Entries(ABC):
    """Bytes by name, and by their digest, wherever they are kept."""

    @abstractmethod
    def read(self, name: str) -> bytes | None:
        """A name → the bytes that were kept by it, whole as they were, or nothing."""

    @abstractmethod
    def write(self, name: str, data: bytes) -> None:
        """A name and bytes → kept."""

    def keep(self, data: bytes) -> str:
        """Bytes → kept by their digest, which is returned."""
        digest = find_digest(data)
        name = _name(digest)
        if self.read(name) != data:
            self.write(name, data)
        return digest

    def find(self, digest: str) -> bytes | None:
        """A digest → the bytes that have it, or nothing."""
        data = self.read(_name(digest))
        return data if data is not None and find_digest(data) == digest else None


class Store(Entries):
    """A folder of a cache. What can't be written is not kept, and nobody is bothered with it."""

    def __init__(self, folder: Path, most: int = MOST_BYTES) -> None:
        self.folder = folder
        self.most = most

    def read(self, name: str) -> bytes | None:
        """A name → the bytes that were kept by it, or nothing; they count as used now."""
        path = self.folder / name
        try:
            whole = path.read_bytes()
            os.utime(path)
        except OSError:
            return None
        return unframe(whole)

    def write(self, name: str, data: bytes) -> None:
        """A name and bytes → kept, readable for their owner only."""
        path = self.folder / name
        part = path.with_name(f"{path.name}.{os.getpid()}.{time.monotonic_ns()}{_PART}")
        with suppress(OSError):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.parent.mkdir(parents=True, exist_ok=True)
            try:
                part.write_bytes(frame(data))
                part.replace(path)
            finally:
                part.unlink(missing_ok=True)

    def is_writable(self) -> bool:
        """Whether what is written can be read again; nothing is left of it."""
        name, data = secrets.token_hex(16), secrets.token_bytes(16)
        self.write(name, data)
        try:
            return self.read(name) == data
        finally:
            with suppress(OSError):
                (self.folder / name).unlink()

    def shrink(self) -> None:
        """The files that were not used for longest are dropped until the others keep the limit."""
        files = sorted(self._list())
        total = sum(size for _, size, _ in files)
        now = time.time()
        for used, size, path in files:
            is_left = path.suffix == _PART and now - used > _LEFT
            if total <= self.most and not is_left:
                continue
            with suppress(OSError):
                path.unlink()
                total -= size

    def _list(self) -> Iterator[tuple[float, int, Path]]:
        """When each file was last used, its size, and its path."""
        for folder, _, names in os.walk(self.folder):
            for name in names:
                with suppress(OSError):
                    path = Path(folder, name)
                    status = path.stat()
                    yield status.st_mtime, status.st_size, path


def frame(data: bytes) -> bytes:
    """Bytes → the same behind their digest, as an entry is written."""
    return find_digest(data).encode() + data


def unframe(whole: bytes) -> bytes | None:
    """An entry as it is read → its bytes, or nothing where they are not what was written."""
    head, data = whole[:_DIGITS], whole[_DIGITS:]
    return data if head == find_digest(data).encode() else None


def _name(digest: str) -> str:
    return f"bytes/{digest[:2]}/{digest}"


def find_digest(data: bytes) -> str:
    """Bytes → their SHA-256, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()
