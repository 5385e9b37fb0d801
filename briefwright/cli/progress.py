"""Work that takes a while → something to see: a bar on a terminal, plain lines elsewhere."""

import shutil
from collections.abc import Generator, Sequence
from contextlib import suppress
from typing import TextIO, TypeVar

T = TypeVar("T")

WIDTH = 24  # characters of the bar


def follow(work: Sequence[T], stream: TextIO | None, doing: str) -> Generator[T, None, None]:
    """Pieces of work, where to report on them if anywhere, “Building” → the same, one by one.

    Whoever reads along may stop: the work goes on.
    """
    if stream is None:
        yield from work
        return
    try:
        for done, piece in enumerate(work):
            _write(stream, _format_line(done, len(work), str(piece), doing, stream))
            yield piece
    finally:
        if stream.isatty():
            _write(stream, _overwrite("") + "\r")


def _write(stream: TextIO, text: str) -> None:
    with suppress(BrokenPipeError):
        stream.write(text)
        stream.flush()


def _format_line(done: int, total: int, name: str, doing: str, stream: TextIO) -> str:
    if not stream.isatty():
        return f"{doing} {name} ({done + 1} of {total})\n"
    filled = WIDTH * done // total
    return _overwrite(f"[{'#' * filled}{'.' * (WIDTH - filled)}] {done + 1}/{total} {name}")


def _overwrite(text: str) -> str:
    """A text → the same over whatever stood in the terminal's line, cut where the line ends."""
    width = shutil.get_terminal_size().columns - 1
    return "\r" + text[:width].ljust(width)
