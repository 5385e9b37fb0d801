"""An error → where in the code it came from, in words that may leave the organisation.

An error's own words and the values at hand may quote a briefing, so they are left out: only types,
places in code, and addresses of blocks are told.
"""

import linecache
import re
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

_ADDRESS = re.compile(r"[a-z0-9_-]+(?:[./][a-z0-9_-]+)*")
_LONGEST = 120  # characters of an address
_ROOTS = (Path(__file__).parent.parent.parent, *(Path(path) for path in sys.path if path))


class WorkerTraceback(Exception):
    """Stands below an error of ours, as its cause: where in a worker it came from, described."""

    def __str__(self) -> str:
        return f"\n{self.args[0]}"


def describe_error(error: BaseException) -> str:
    """An error → its type, the places in code that it came through, and its causes before it."""
    return "\n".join(_list_lines(error))


def _list_lines(error: BaseException) -> Iterator[str]:
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if isinstance(cause, WorkerTraceback):
        yield str(cause.args[0])
        return
    if cause is not None:
        yield from _list_lines(cause)
        yield "This led to:"
    yield f"{type(error).__module__}.{type(error).__qualname__}"
    for frame, line in traceback.walk_tb(error.__traceback__):
        yield from _describe_frame(frame, line)


def _describe_frame(frame: FrameType, line: int) -> Iterator[str]:
    code = frame.f_code
    yield f"  {_shorten(code.co_filename)}, line {line}, in {code.co_name}"
    if code.co_filename.endswith(".py"):
        yield f"    {linecache.getline(code.co_filename, line).strip()}"
    at = frame.f_locals.get("at")
    if isinstance(at, str) and len(at) <= _LONGEST and _ADDRESS.fullmatch(at):
        yield f"    at {at}"


def _shorten(name: str) -> str:
    """A file of code → its name from the folder on that Python imports it from."""
    path = Path(name)
    roots = [root for root in _ROOTS if path.is_relative_to(root)]
    if not roots:
        return path.name
    return path.relative_to(max(roots, key=lambda root: len(root.parts))).as_posix()
