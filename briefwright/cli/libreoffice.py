"""A Word file → the PDF that LibreOffice draws of it; what a cache has is not drawn again."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from briefwright.cache.store import Entries, find_digest
from briefwright.problems import MachineError
from briefwright.workers import Limits

_MAC_OFFICE = "/Applications/LibreOffice.app/Contents/MacOS"
_LACKING = (
    "Word's pages are drawn by LibreOffice, and it isn't installed here: install it "
    "(libreoffice-writer), then give this command again."
)

Draw = Callable[[bytes], bytes]  # Errors: MachineError where it can't, or takes too long


def look_for_office() -> str | None:
    """The program of LibreOffice, if it is installed."""
    return shutil.which("soffice") or shutil.which("soffice", path=_MAC_OFFICE)


def find_office() -> str:
    """The program of LibreOffice. Errors: MachineError, a sentence that says what to install."""
    found = look_for_office()
    if found is None:
        raise MachineError(_LACKING)
    return found


@contextmanager
def open_office(program: str, limits: Limits, cache: Entries | None = None) -> Iterator[Draw]:
    """LibreOffice, what a file may take, a cache → what makes a PDF of a Word file.

    It has a profile of its own, which is gone afterwards.
    """
    with tempfile.TemporaryDirectory() as folder:
        convert = partial(_convert, program, Path(folder), limits)
        yield partial(_recall, convert, cache, _describe(program)) if cache else convert


def _describe(program: str) -> str:
    """A program → what changes with its version: the size and the time of its file."""
    state = Path(program).resolve().stat()
    return f"{state.st_size}-{state.st_mtime_ns}"


def _recall(convert: Draw, cache: Entries, version: str, docx: bytes) -> bytes:
    """A Word file → its PDF, from the cache if it was drawn before."""
    name = f"drawn/{find_digest(docx)}-{version}"
    pdf = cache.read(name)
    if pdf is None:
        pdf = convert(docx)
        cache.write(name, pdf)
    return pdf


def _convert(program: str, folder: Path, limits: Limits, docx: bytes) -> bytes:
    """LibreOffice, a folder of its own, a Word file → the PDF that it makes of the file.

    A process draws one file: what the first of several embeds is taken for the fonts of all.
    """
    source, target = folder / "edition.docx", folder / "edition.pdf"
    target.unlink(missing_ok=True)
    source.write_bytes(docx)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    options = ("--headless", "--convert-to", "pdf", "--outdir", str(folder))
    _run((program, profile, *options, str(source)), limits)
    if not target.is_file():
        raise MachineError("LibreOffice couldn't draw this Word file.")
    return target.read_bytes()


def _run(command: Sequence[str], limits: Limits) -> None:
    """A program and its limits → run to its end. Errors: MachineError."""
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    _limit_memory(process.pid, limits.memory)
    try:
        process.wait(limits.seconds)
    except subprocess.TimeoutExpired:
        raise MachineError(
            f"LibreOffice was stopped: it drew this Word file for {limits.seconds:g} seconds."
        ) from None
    finally:
        _stop(process)


def _limit_memory(process: int, most: int) -> None:
    """The number of a program, bytes → no more for it and each that it starts, on Linux."""
    if sys.platform == "linux":
        import resource  # not on Windows

        with suppress(ProcessLookupError):  # it has ended already
            resource.prlimit(process, resource.RLIMIT_DATA, (most, most))


def _stop(process: subprocess.Popen[bytes]) -> None:
    """A program → it and all that it started, ended."""
    with suppress(OSError):
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()
