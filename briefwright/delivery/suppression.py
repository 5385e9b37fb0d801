"""The suppression list: addresses that nothing is sent to any more, in a file that people can read.

A table of three columns, in UTF-8: the address, since when, why. Whoever takes a line out lets the
address have mail again.
"""

import csv
import io
import re
from collections.abc import Mapping
from pathlib import Path
from threading import Lock

from briefwright import disk
from briefwright.delivery.ledger import Ledger
from briefwright.delivery.rows import Job, Row, format_time
from briefwright.delivery.states import State
from briefwright.problems import MachineError

NAME = "suppressed.csv"
_HEADER = ("address", "since", "why")
_NO_MAILBOX = re.compile(r"(?:5\d\d )?5\.(1\.\d+|2\.[01])\b|(550|551|553) (?!\d\.\d)")
_FORMULA = ("=", "+", "-", "@")  # a spreadsheet would work out a cell that begins so
_lock = Lock()


def read(folder: Path) -> dict[str, str]:
    """A ledger's folder → each address that nothing is sent to, and why.

    Errors: MachineError where the file is not such a table.
    """
    path = folder / NAME
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise MachineError(f"{path} can't be read as UTF-8; nothing was sent.") from error
    rows = [row for row in csv.reader(io.StringIO(text)) if any(row)]
    if rows and tuple(rows[0]) != _HEADER:
        raise MachineError(
            f"The first line of {path} must be `{','.join(_HEADER)}`; nothing was sent."
        )
    return {_unguard(row[0]): row[-1] for row in rows[1:]}


def add(folder: Path, found: Mapping[str, str], since: str) -> None:
    """A ledger's folder, addresses with why, since when → on the list, those that are not yet."""
    with _lock:
        known = read(folder)
        new = {address: why for address, why in found.items() if address not in known}
        if not new:
            return
        path = folder / NAME
        before = path.read_text(encoding="utf-8-sig") if path.exists() else ""
        text = io.StringIO()
        table = csv.writer(text, lineterminator="\n")
        if not before:
            table.writerow(_HEADER)
        for address, why in new.items():
            table.writerow((_guard(address), since, _guard(why)))
        if before and not before.endswith("\n"):
            before += "\n"
        disk.replace_file(path, (before + text.getvalue()).encode(), 0o600)


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
