"""Files made again, and those that were issued → what differs, and what may have made it so."""

from collections.abc import Iterator, Mapping

from briefwright.issuing.archive import find_digests, is_sendable
from briefwright.issuing.manifest import NAME, Issued


def compare_files(issued: Issued, made: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """What was issued, and the same files made again → each file, and what became of it."""
    digests = find_digests(made)
    wanted = {path: digest for path, digest in issued.files.items() if is_sendable(path)}
    for path, digest in wanted.items():
        if path not in digests:
            yield path, "was not made"
        else:
            yield path, "the same" if digests[path] == digest else "differs"
    for path in digests.keys() - wanted.keys() - {NAME}:
        yield path, "was not issued"


def compare_machines(issued: Issued, machine: Mapping[str, str]) -> Iterator[str]:
    """What was issued, and the versions here → a sentence for each that is another one."""
    for name in sorted(issued.machine.keys() | machine.keys()):
        before, now = issued.machine.get(name, "none"), machine.get(name, "none")
        if before != now:
            yield f"{name}: {_shorten(before)} then, {_shorten(now)} now"


def _shorten(version: str) -> str:
    return version.split()[0][:16] if version else version
