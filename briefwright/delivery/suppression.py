"""The suppression list: addresses that nothing is sent to any more, in a file that people can read.

A table of three columns, in UTF-8: the address, since when, why. Whoever takes a line out lets the
address have mail again.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock

from briefwright import disk
from briefwright.delivery.ledger import Ledger
from briefwright.delivery.rows import Job, Row, format_time
from briefwright.delivery.states import State
from briefwright.problems import MachineError

NAME = "suppressed.csv"
_HEADER = ("address", "since", "why")
_NO_MAILBOX = re.compile(r"(?:5\d\d )?5\.(1\.\d+|2\.[01])\b|(550|551|553) (?!\d\.\d)")
_FORMULA = ("=", "+", "-", "@")  # a spreadsheet would work out a cell that begins so


@dataclass(frozen=True)
class Suppressed:
    """An address that nothing is sent to any more: since when, and why."""

    address: str
    since: str
    why: str


def read(folder: Path) -> dict[str, str]:
    """A ledger's folder → each address that nothing is sent to, and why.

    Errors: MachineError where the file is not such a table.
    """
    return {one.address: one.why for one in list_suppressed(folder)}


def find_state(folder: Path) -> int:
    """A ledger's folder → a number that is another one as soon as the suppression list is."""
    try:
        return (folder / NAME).stat().st_mtime_ns
    except FileNotFoundError:
        return 0


def list_suppressed(folder: Path) -> tuple[Suppressed, ...]:
    """A ledger's folder → the suppression list. Errors: as `read`."""
    path = folder / NAME
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise MachineError(f"{path} can't be read as UTF-8; nothing was sent.") from error
    rows = [row for row in csv.reader(io.StringIO(text)) if any(row)]
    if rows and tuple(rows[0]) != _HEADER:
        raise MachineError(
            f"The first line of {path} must be `{','.join(_HEADER)}`; nothing was sent."
        )
    return tuple(
        Suppressed(_unguard(row[0]), row[1] if len(row) > 2 else "", _unguard(row[-1]))
        for row in rows[1:]
    )


def add(folder: Path, found: Mapping[str, str], since: str) -> None:
    """A ledger's folder, addresses with why, since when → on the list, those that are not yet."""
    with _lock(folder):
        listed = list_suppressed(folder)
        known = {one.address for one in listed}
        new = [Suppressed(key, since, why) for key, why in found.items() if key not in known]
        if new:
            _write(folder, (*listed, *new))


def remove(folder: Path, address: str) -> None:
    """A ledger's folder, an address → not on the list any more, if it was."""
    with _lock(folder):
        listed = list_suppressed(folder)
        _write(folder, [one for one in listed if one.address != address])


def _lock(folder: Path) -> FileLock:
    """A ledger's folder → what keeps others from changing the list meanwhile."""
    disk.make_folder(folder)
    return FileLock(folder / f".{NAME}.lock")


def _write(folder: Path, listed: Iterable[Suppressed]) -> None:
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(_HEADER)
    for one in listed:
        table.writerow((_guard(one.address), one.since, _guard(one.why)))
    disk.replace_file(folder / NAME, text.getvalue().encode(), 0o600)


def suppress_refused(ledger: Ledger, job: Job) -> None:
    """A job → addresses that have no mailbox, as a relay said, on the suppression list."""
    bounced = ledger.list_rows(job, (State.BOUNCED,))
    found = {row.address: row.answer for row in bounced if is_without_mailbox(row)}
    add(ledger.folder, found, format_time(ledger.clock()))


def is_without_mailbox(row: Row) -> bool:
    """A row that bounced → whether its address is at fault, for good (RFC 3463, 3.2, 3.3)."""
    return _NO_MAILBOX.match(row.answer) is not None


def _guard(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _unguard(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA) else cell
