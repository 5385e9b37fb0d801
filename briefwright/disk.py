"""Bytes → files, each whole or not there at all; a sentence says what the system refuses."""

import errno
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from briefwright.problems import MachineError

_LEFT = 3600  # seconds
FULL = (errno.ENOSPC, errno.EDQUOT)


def write(files: Mapping[Path, bytes]) -> None:
    """Paths and bytes → the files, all of them or none.

    All are written beside their places; then what stands there steps aside, and is put back if one
    of them can't be replaced, such as a file that is open in Word.
    Errors: MachineError where a file can't be written; what stood there is still there then.
    """
    parts = {path: path.with_name(f".{path.name}.{os.getpid()}.part") for path in files}
    try:
        for path, data in files.items():
            make_folder(path.parent)
            with _explain_errors(path.parent):
                _write_through(parts[path], data)
        _replace_all(parts)
    finally:
        for part in parts.values():
            with suppress(OSError):
                part.unlink(missing_ok=True)


def _replace_all(parts: Mapping[Path, Path]) -> None:
    """Places and the new files for them → each at its place, or everything as it was."""
    olds = {path: path.with_name(f".{path.name}.{os.getpid()}.old") for path in parts}
    aside: list[Path] = []
    placed: list[Path] = []
    try:
        for path, part in parts.items():
            with _explain_errors(path):
                with suppress(FileNotFoundError):  # or another build has just moved it
                    path.replace(olds[path])
                    aside.append(path)
                part.replace(path)
                placed.append(path)
    except MachineError:
        for path in placed:
            path.unlink(missing_ok=True)
        for path in aside:
            olds[path].replace(path)
        raise
    for path in aside:
        with suppress(OSError):
            olds[path].unlink()


def make_folder(folder: Path) -> None:
    """A folder → there. Errors: MachineError where it can't be made."""
    with _explain_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)


def move(path: Path, folder: Path) -> Path:
    """A file and a folder → where the file is now; what had its name there is gone.

    Errors: MachineError where it can't be moved.
    """
    make_folder(folder)
    with _explain_errors(path):
        return path.replace(folder / path.name)


def replace_file(path: Path, data: bytes, mode: int = 0o666) -> None:
    """A path and bytes → the file, in one step: whenever it is read, the old or the new one.

    It is on the disk itself when this returns. `mode` is who may read and write it, less what the
    system takes away from that. Errors: MachineError.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    make_folder(path.parent)
    try:
        with _explain_errors(path):
            _write_through(part, data, mode)
            part.replace(path)
            _keep_names(path.parent)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def add_file(path: Path, data: bytes, mode: int = 0o666) -> bool:
    """A path and bytes → whether the file was added: False where one is there, which stays.

    It is whole whenever it is seen, and on the disk itself when this returns. `mode` as in
    `replace_file`. Errors: MachineError.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    make_folder(path.parent)
    try:
        with _explain_errors(path):
            _write_through(part, data, mode)
            try:
                _link(path, part)
            except FileExistsError:
                return False
            _keep_names(path.parent)
            return True
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _link(path: Path, part: Path) -> None:
    """A new name and a file → the file has that name, too. Errors: OSError, where it is taken."""
    try:
        path.hardlink_to(part)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        if path.exists():
            raise FileExistsError(path) from error
        part.rename(path)


_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.ENOSYS)  # as on disks with FAT


def rename(path: Path, target: Path) -> None:
    """A file and its new name in the same folder → renamed, on the disk itself.

    Errors: MachineError.
    """
    with _explain_errors(target):
        path.replace(target)
        _keep_names(target.parent)


def remove_parts(folder: Path) -> None:
    """A folder → without files that a killed process began in it, an hour ago or more."""
    for part in folder.rglob(".*.part"):
        with suppress(OSError):
            if time.time() - part.stat().st_mtime > _LEFT:
                part.unlink()


def _keep_names(folder: Path) -> None:
    """A folder → the names in it on the disk itself, where the system can do that."""
    if os.name == "posix":
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def _write_through(path: Path, data: bytes, mode: int = 0o666) -> None:
    """A path and bytes → the file, on the disk itself, so that a power cut leaves no half of it."""
    with open(path, "wb", opener=lambda name, flags: os.open(name, flags, mode)) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _explain_errors(path: Path) -> Iterator[None]:
    """What the system says of a path → MachineError, one sentence that says what to do."""
    try:
        yield
    except OSError as error:
        raise MachineError(f"{path} can't be written: {_explain(path, error)}.") from error


def _explain(path: Path, error: OSError) -> str:
    if isinstance(error, PermissionError):
        if path.is_file():
            return (
                "it is open in another program, such as Word or Acrobat, or write-protected; "
                "close it there and try again"
            )
        return "you have no right to write there; choose another folder"
    if error.errno in FULL:
        return "the disk is full; make room on it and try again"
    if error.errno == errno.EROFS:
        return "it stands on a disk that can only be read; choose another folder"
    if error.errno == errno.ENAMETOOLONG:
        return "its name is too long for this system; choose a shorter folder"
    return error.strerror or str(error)
