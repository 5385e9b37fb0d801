"""An error of Briefwright's own → a report to send to its makers, and a sentence that says so.

The report holds no word of the briefing beyond names and addresses, so that it may be sent.
"""

import platform
import re
from importlib import metadata
from pathlib import Path

from briefwright import disk
from briefwright.problems import MachineError, Problem
from briefwright.version import __version__
from briefwright.workers import describe_error

FOLDER = "fault-reports"
_LIBRARIES = (
    *("weasyprint", "pydyf", "jinja2", "lxml"),
    *("pikepdf", "pypdfium2", "pillow", "python-docx"),
)


def report_fault(output: Path, subject: str, outcome: str, error: BaseException) -> Problem:
    """The output folder, what was worked at, what didn't come of it, the error → told and reported.

    `outcome` is as in “was not built”.
    """
    path = output / FOLDER / f"{re.sub(r'[^A-Za-z0-9_-]+', '-', subject).strip('-')}.txt"
    try:
        disk.write({path: _write_report(subject, outcome, error).encode()})
    except MachineError as refused:
        return Problem("B101", f"{_begin(subject, outcome)}. No report was written: {refused}")
    return Problem("B101", f"{_begin(subject, outcome)}; please send us {path.as_posix()}")


def _begin(subject: str, outcome: str) -> str:
    return f"{subject} {outcome}: this is a fault of Briefwright, not of your briefing"


def _write_report(subject: str, outcome: str, error: BaseException) -> str:
    """What was worked at and the error → the text of the report."""
    versions = (f"{name} {_find_version(name)}" for name in _LIBRARIES)
    return "\n".join((
        f"{subject} {outcome}.",
        "",
        f"Briefwright {__version__}, Python {platform.python_version()}, {platform.platform()}",
        ", ".join(versions),
        "",
        describe_error(error),
        "",
    ))  # fmt: skip


def _find_version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "missing"
