"""Where files are published: read, added to, never written over unasked; folders and buckets."""

import mimetypes
from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from briefwright import disk
from briefwright.cache.shared import open_bucket
from briefwright.problems import MachineError

T = TypeVar("T")
_MEDIA_TYPES = {".atom": "application/atom+xml", "": "text/plain; charset=utf-8"}


def open_place(place: str) -> "Place":
    """A folder, or the address of a bucket or a WebDAV server → what files can be put into.

    Errors: MachineError where the folder isn't there, or a package is missing.
    """
    if place.startswith(("https://", "http://")):
        from briefwright.channels.webdav import WebDav  # loads httpx

        return WebDav(place)
    return _Bucket(place) if "://" in place else _Folder(Path(place))


class Place(ABC):
    """Files by their paths, with “/” between its parts. Each method's errors: MachineError."""

    @abstractmethod
    def read(self, path: str) -> bytes | None:
        """A path → the bytes of the file, nothing where there is none."""

    @abstractmethod
    def add(self, path: str, data: bytes) -> bool:
        """A path and bytes → whether the file was added: False where one is there, which stays."""

    @abstractmethod
    def replace(self, path: str, data: bytes) -> None:
        """A path and bytes → the file, whatever was there."""


class _Folder(Place):
    """A folder that has to be there: where a network's isn't, none is made in its place."""

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise MachineError(f"There is no folder {folder}; make it, or connect its disk.")
        self._folder = folder

    def read(self, path: str) -> bytes | None:
        try:
            return (self._folder / path).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise MachineError(f"{self._folder / path} can't be read: {error.strerror}.") from error

    def add(self, path: str, data: bytes) -> bool:
        return disk.add_file(self._folder / path, data)

    def replace(self, path: str, data: bytes) -> None:
        disk.replace_file(self._folder / path, data)


class _Bucket(Place):
    """Whatever S3 holds below an address. A file is added on condition that there is none."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._files, self._root = open_bucket(address)

    def read(self, path: str) -> bytes | None:
        def read() -> bytes | None:
            try:
                data: bytes = self._files.cat_file(f"{self._root}/{path}")
            except FileNotFoundError:
                return None
            return data

        return self._try(read)

    def add(self, path: str, data: bytes) -> bool:
        def add() -> bool:
            try:
                self._write(path, data, mode="create")  # If-None-Match: *
            except FileExistsError:
                return False
            return True

        return self._try(add)

    def replace(self, path: str, data: bytes) -> None:
        self._try(lambda: self._write(path, data))

    def _write(self, path: str, data: bytes, **how: Any) -> None:
        kind = find_media_type(path)
        self._files.pipe_file(f"{self._root}/{path}", data, ContentType=kind, **how)

    def _try(self, ask: Callable[[], T]) -> T:
        try:
            return ask()
        except Exception as error:  # each kind of store has errors of its own
            raise MachineError(
                f"{self._address} can't be used ({type(error).__name__}: {error})."
            ) from error


def find_media_type(path: str) -> str:
    """A file's path → its media type, as servers say it."""
    suffix = Path(path).suffix
    known = _MEDIA_TYPES.get(suffix) or mimetypes.guess_type(path)[0]
    return known or "application/octet-stream"
