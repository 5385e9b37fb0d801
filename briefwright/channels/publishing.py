"""Files → put into a channel: each once, never over another, read again and compared."""

from collections.abc import Iterator, Mapping

from briefwright.channels.places import Place
from briefwright.problems import MachineError

ADDED, KEPT, RENEWED = "added", "there already", "renewed"


def add(place: Place, files: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """A channel and files by their paths → each path, and whether it was added or there already.

    Errors: MachineError where another file is there, which stays, or what is read isn't the same.
    """
    for path, data in files.items():
        is_new = place.read(path) is None and place.add(path, data)
        if place.read(path) != data:
            fault = "isn't what was written" if is_new else "is there already and is another file"
            raise MachineError(f"{path} {fault}, so no more was published there.")
        yield path, ADDED if is_new else KEPT


def renew(place: Place, files: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """A channel, files that change by their paths → each path, and what was done with it.

    Errors: MachineError where what is read isn't what was written.
    """
    for path, data in files.items():
        known = place.read(path)
        if known == data:
            yield path, KEPT
            continue
        place.replace(path, data)
        if place.read(path) != data:
            raise MachineError(f"{path} isn't what was written, so no more was published there.")
        yield path, ADDED if known is None else RENEWED
