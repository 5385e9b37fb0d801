"""Files that are saved → a Builder that knows of it."""

from collections.abc import Iterable
from pathlib import Path

from watchfiles import DefaultFilter, awatch

from briefwright.audience.shipped import roots
from briefwright.preview.building import Builder
from briefwright.preview.choices import Source
from briefwright.problems import MachineError

_STEP = 10  # ms without another file saved, after which a save is complete
_LONGEST = 200  # ms after which it counts even where files go on being saved
_PASSED_OVER = (*DefaultFilter.ignore_dirs, ".schema")


async def watch(source: Source, builder: Builder) -> None:
    """A Source and a Builder → it hears of each save, until this is cancelled.

    Errors: MachineError where the system can't watch so many folders.
    """
    chosen = DefaultFilter(ignore_dirs=_PASSED_OVER)
    saves = awatch(*_list_folders(source), watch_filter=chosen, step=_STEP, debounce=_LONGEST)
    try:
        async for _ in saves:
            builder.note_save()
    except OSError as error:
        raise MachineError(f"This system can't say when files are saved: {error}.") from error


def _list_folders(source: Source) -> Iterable[Path]:
    return (folder for folder in (source.content, *roots(source.templates)) if folder.is_dir())
