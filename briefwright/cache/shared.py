"""A cache that several machines share: a folder that all of them see, or a bucket.

An edition that anybody built is fetched into this machine's own cache, and what is built here goes
there. Whoever may write to it decides what others publish; nothing in it is taken that isn't whole.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from briefwright.cache.store import Entries, Store, frame, unframe
from briefwright.problems import MachineError
from briefwright.setup.environments import write_command

T = TypeVar("T")
# An answer that takes longer is none (botocore.config.Config).
_LIMITS = {"connect_timeout": 3, "read_timeout": 20, "retries": {"max_attempts": 1}}
_OPTIONS: dict[str, dict[str, Any]] = {"s3": {"config_kwargs": _LIMITS}}  # by protocol


def open_shared(place: str) -> "SharedCache":
    """A folder, or an address such as `s3://bucket/prefix` → the cache there.

    Errors: MachineError where a package is missing that opens it.
    """
    return SharedCache(place, _Bucket(place) if "://" in place else _Folder(Path(place)))


def open_bucket(address: str) -> tuple[Any, str]:
    """An address such as `s3://bucket/prefix` → its file system, by fsspec, and the path in it.

    Errors: MachineError where a package is missing that opens it.
    """
    try:
        import fsspec

        files, root = fsspec.url_to_fs(
            address, use_listings_cache=False, **_OPTIONS.get(address.partition(":")[0], {})
        )
    except (ImportError, ValueError) as error:
        command = write_command('-e ".[bucket]"')
        raise MachineError(
            f"{address} can't be opened ({error}). Buckets need the packages that this installs: "
            f"{command}"
        ) from error
    return files, root.rstrip("/")


class SharedCache(Entries):
    """Entries elsewhere. After the first that can't be reached, `fault` says why; none is asked."""

    def __init__(self, place: str, entries: Entries) -> None:
        self.place = place
        self.fault = ""
        self._entries = entries

    def read(self, name: str) -> bytes | None:
        """A name → the bytes that were kept by it, or nothing."""
        return self._try(lambda: self._entries.read(name))

    def write(self, name: str, data: bytes) -> None:
        """A name and bytes → kept, if they can be."""
        self._try(lambda: self._entries.write(name, data))

    def keep(self, data: bytes) -> str:
        """Bytes → kept by their digest, which is returned; a damaged entry is written over."""
        return self._try(lambda: self._entries.keep(data)) or ""

    def _try(self, ask: Callable[[], T]) -> T | None:
        if self.fault:
            return None
        try:
            return ask()
        except Exception as error:  # each kind of store has errors of its own
            self.fault = (
                f"The shared cache {self.place} can't be used ({type(error).__name__}); editions "
                "were built without it."
            )
            return None


class _Folder(Store):
    """A folder that has to be there: where a network's isn't, none is made in its place."""

    def read(self, name: str) -> bytes | None:
        if not self.folder.is_dir():
            raise FileNotFoundError
        return super().read(name)


class _Bucket(Entries):
    """What any file system of fsspec holds below an address."""

    def __init__(self, address: str) -> None:
        self._files, self._root = open_bucket(address)

    def read(self, name: str) -> bytes | None:
        try:
            whole: Any = self._files.cat_file(f"{self._root}/{name}")
        except FileNotFoundError:
            return None
        return unframe(whole)

    def write(self, name: str, data: bytes) -> None:
        self._files.pipe_file(f"{self._root}/{name}", frame(data))
