"""What was built → files in the output folder, each whole or not there at all.

output/<briefing>/<briefing>-<audience>-<language>.pdf     -DRAFT before the ending unless final
output/<briefing>/.account/<briefing>-<audience>-<language>.json and .txt
output/<briefing>/previous/     what an edition had before its last build failed
"""

import errno
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from briefwright.problems import MachineFault
from briefwright.verify.account import Account

DRAFT = "-DRAFT"
FULL = (errno.ENOSPC, errno.EDQUOT)


@dataclass(frozen=True)
class Name:
    """Which edition a file is: its briefing, its audience, its language."""

    briefing: str
    audience: str
    language: str

    def __str__(self) -> str:
        return f"{self.briefing}-{self.audience}-{self.language}"


def write(
    output: Path, name: Name, status: str, outputs: Mapping[str, bytes], account: Account
) -> tuple[Path, ...]:
    """The output folder, an edition, its status, its bytes by ending → the files, all written.

    Files of the same edition under its other name, draft or not, move to `previous`.
    Errors: MachineFault where the folder or a file can't be written.
    """
    folder = output / name.briefing
    stem = str(name) if status == "final" else f"{name}{DRAFT}"
    files = {folder / f"{stem}.{ending}": data for ending, data in outputs.items()}
    _write_all(files)
    other = f"{name}{DRAFT}" if status == "final" else str(name)
    _set_aside(_files(folder, other))
    record(output, name, account)
    return tuple(files)


def record(output: Path, name: Name, account: Account) -> None:
    """The output folder, an edition, its account → the account kept, as JSON and as a table.

    Errors: MachineFault where it can't be written.
    """
    folder = output / name.briefing / ".account"
    told = json.dumps(account.as_json(), ensure_ascii=False, indent=1) + "\n"
    _write_all({
        folder / f"{name}.json": told.encode(),
        folder / f"{name}.txt": account.as_text().encode(),
    })  # fmt: skip


def withdraw(output: Path, name: Name) -> tuple[Path, ...]:
    """The output folder and an edition that failed → where its last good files are now.

    Errors: MachineFault where a file can't be moved, so that an old one would pass for a new one.
    """
    folder = output / name.briefing
    accounts = _files(folder / ".account", str(name))
    return _set_aside([*_files(folder, str(name)), *_files(folder, f"{name}{DRAFT}"), *accounts])


def withdraw_all(output: Path, briefing: str) -> tuple[Path, ...]:
    """The output folder and a briefing that can't be read → where its last good files are now.

    Errors: MachineFault where a file can't be moved.
    """
    folder = output / briefing
    kept = [*_visible(folder), *_visible(folder / ".account")]
    return _set_aside(path for path in kept if path.name.startswith(f"{briefing}-"))


def _files(folder: Path, stem: str) -> list[Path]:
    return [path for path in _visible(folder) if path.stem == stem]


def _visible(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(
        path for path in folder.iterdir() if path.is_file() and not path.name.startswith(".")
    )


def _set_aside(files: Iterable[Path]) -> tuple[Path, ...]:
    moved = []
    for path in files:
        inside = Path(".account") if path.parent.name == ".account" else Path()
        folder = (path.parent.parent if inside.name else path.parent) / "previous" / inside
        with _told(folder):
            folder.mkdir(parents=True, exist_ok=True)
        with _told(path):
            moved.append(path.replace(folder / path.name))
    return tuple(moved)


def _write_all(files: Mapping[Path, bytes]) -> None:
    """Paths and bytes → the files: all are written beside their places before one is renamed."""
    parts = {path: path.with_name(f".{path.name}.{os.getpid()}.part") for path in files}
    try:
        for path, data in files.items():
            with _told(path.parent):
                path.parent.mkdir(parents=True, exist_ok=True)
                _write_through(parts[path], data)
        for path, part in parts.items():
            with _told(path):
                part.replace(path)
    finally:
        for part in parts.values():
            with suppress(OSError):
                part.unlink(missing_ok=True)


def _write_through(path: Path, data: bytes) -> None:
    """A path and bytes → the file, on the disk itself, so that a power cut leaves no half of it."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """What the system says of a path → MachineFault, one sentence that says what to do."""
    try:
        yield
    except PermissionError as error:
        raise MachineFault(_refused(path)) from error
    except OSError as error:
        if error.errno in FULL:
            why = "the disk is full; make room on it and build again"
        elif error.errno == errno.EROFS:
            why = "it stands on a disk that can only be read; choose another folder with --output"
        elif error.errno == errno.ENAMETOOLONG:
            why = "its name is too long for this system; choose another folder with --output"
        else:
            why = error.strerror or str(error)
        raise MachineFault(f"{path} can't be written: {why}.") from error


def _refused(path: Path) -> str:
    if path.is_file():
        return (
            f"{path} can't be replaced: it is open in another program, such as Word or Acrobat, or "
            "write-protected; close it there and build again."
        )
    return (
        f"{path} can't be written: you have no right to write there; choose another folder with "
        "--output."
    )
