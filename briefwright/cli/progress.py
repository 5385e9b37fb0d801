"""Work that takes a while → something to see: a bar on a terminal, plain lines elsewhere."""

import shutil
from collections.abc import Generator, Sequence
from typing import TextIO, TypeVar

T = TypeVar("T")

WIDTH = 24  # characters of the bar


def follow(work: Sequence[T], stream: TextIO | None) -> Generator[T, None, None]:
    """Pieces of work and where to report on them, if anywhere → the same pieces, one by one."""
    if stream is None:
        yield from work
        return
    try:
        for done, piece in enumerate(work):
            stream.write(_format_line(done, len(work), str(piece), stream.isatty()))
            stream.flush()
            yield piece
    finally:
        if stream.isatty():
            stream.write(_overwrite("") + "\r")
            stream.flush()


def _format_line(done: int, total: int, name: str, terminal: bool) -> str:
    if not terminal:
        return f"Building {name} ({done + 1} of {total})\n"
    filled = WIDTH * done // total
    return _overwrite(f"[{'#' * filled}{'.' * (WIDTH - filled)}] {done + 1}/{total} {name}")


def _overwrite(text: str) -> str:
    """A text → the same over whatever stood in the terminal's line, cut where the line ends."""
    width = shutil.get_terminal_size().columns - 1
    return "\r" + text[:width].ljust(width)
