"""Files → their sizes, times and digests; and what the machine brings: Python, libraries, settings.

The engine's own files are among them. Fonts of the system are not: no page is set in one, since the
fonts that stylesheets declare are all that a page may use.
"""

import hashlib
import os
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from briefwright.cache.store import find_digest

ENGINE = Path(__file__).resolve().parent.parent
_PASSED_OVER = frozenset({"__pycache__", ".schema"})
_FRESH = 2_000_000_000  # nanoseconds: a file as young as this may change again at the same time
# What libraries look at beyond what they are given.
_SETTINGS = ("FONTCONFIG_FILE", "FONTCONFIG_PATH", "PANGO_RC_FILE", "LANG", "LC_ALL", "TZ")
# Libraries of the system that set the lines and draw the letters.
_SETTING = ("pango", "harfbuzz", "fontconfig", "freetype", "fribidi", "gobject", "glib")


class FileState(NamedTuple):
    """One file: its size, when it was changed (in ns; 0 where that proves nothing), its digest."""

    size: int
    changed: int
    digest: str


def scan(
    folders: Iterable[Path], known: Mapping[str, FileState] | None = None
) -> dict[str, FileState]:
    """Folders, and files as they were → every file in them as it is; known ones aren't read."""
    before = known or {}
    found = {}
    for path in (path for folder in folders for path in _walk(folder)):
        with suppress(OSError):  # a link that leads nowhere
            found[path] = look(path, before.get(path))
    return found


def look(path: str, known: FileState | None = None) -> FileState:
    """A file, and how it was → how it is; it is read where size or time are others."""
    status = Path(path).stat()
    if known and known.changed == status.st_mtime_ns and known.size == status.st_size:
        return known
    digest = find_digest(Path(path).read_bytes())
    is_fresh = time.time_ns() - status.st_mtime_ns < _FRESH
    return FileState(status.st_size, 0 if is_fresh else status.st_mtime_ns, digest)


def _walk(folder: Path) -> Iterator[str]:
    for here, folders, names in os.walk(folder, followlinks=True):
        folders[:] = sorted(name for name in folders if name not in _PASSED_OVER)
        yield from (f"{here}/{name}" for name in sorted(names))


def describe_machine() -> dict[str, str]:
    """What Python, which libraries and which settings of the environment there are, by name."""
    found = {"Python": sys.version, "the system": f"{sys.platform} {os.name}"}
    found |= {name: os.environ[name] for name in _SETTINGS if name in os.environ}
    for folder in map(Path, reversed(sys.path)):  # the first that has it is the one that counts
        if folder.is_dir():
            found |= dict(_list_distributions(folder))
    return found


def _list_distributions(folder: Path) -> Iterator[tuple[str, str]]:
    """A folder of modules → name and version of each distribution that is installed there.

    Each has a folder of its own (https://packaging.python.org, “Recording installed projects”).
    """
    for path in sorted(folder.glob("*.dist-info")):
        title, _, version = path.stem.partition("-")
        yield title, version


@lru_cache(maxsize=1)
def describe_engine(folder: Path = ENGINE) -> str:
    """The folder of the engine → one digest of all its files."""
    whole = hashlib.sha256()
    for path, state in scan([folder]).items():
        whole.update(f"{os.path.relpath(path, folder)} {state.digest}\n".encode())
    return whole.hexdigest()


def list_system_libraries() -> dict[str, str]:
    """The libraries of the system that this process has loaded to set lines: size and time of each.

    Only Linux says which they are (proc(5), /proc/pid/maps).
    """
    maps = Path("/proc/self/maps")
    if not maps.is_file():
        return {}
    lines = {line.partition("/")[2] for line in maps.read_text().splitlines() if ".so" in line}
    found = {}
    for path in (Path(f"/{line}") for line in sorted(lines)):
        if any(word in path.name for word in _SETTING) and path.is_file():
            status = path.stat()
            found[str(path)] = f"{status.st_size} {status.st_mtime_ns}"
    return found
