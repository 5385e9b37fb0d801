"""The lists of recipients, each with what is wrong with it, and who would get what was issued."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from briefwright import audience
from briefwright.channels.preparation import find_numbers, open_outbox, prepare
from briefwright.issuing import archive
from briefwright.issuing.manifest import Issued
from briefwright.mail.quoting import Quotation, quote
from briefwright.problems import ContentError, Problem, errors
from briefwright.recipients import Recipient, Stopped, read_list
from briefwright.recipients.grouping import choose_samples, group

if TYPE_CHECKING:
    from briefwright.service.catalogue import Catalogue, Folders

MOST_SHOWN = 500  # recipients of a list


@dataclass(frozen=True)
class CheckedList:
    """A list's name, how many are on it, the first of them, and what is wrong with it.

    Where it has an error, there is no recipient.
    """

    name: str
    count: int
    recipients: tuple[Recipient, ...]
    problems: tuple[Problem, ...]

    @property
    def faults(self) -> int:
        """How many errors it has."""
        return len(errors(self.problems))


@dataclass(frozen=True)
class Rehearsal:
    """How many would get something, as of when; in groups, with some messages; who gets nothing.

    `stopped` are the first of the `stopped_count` who get nothing.
    """

    at: datetime
    count: int
    stopped_count: int
    stopped: tuple[Stopped, ...]
    groups: tuple[tuple[int, str, str], ...]
    messages: tuple[Quotation, ...]


class RecipientLists:
    """All lists, and what would be sent to them; for who may send, and sees every audience."""

    def __init__(self, catalogue: "Catalogue") -> None:
        self._catalogue, self._folders = catalogue, catalogue.folders

    def list_all(self) -> tuple[CheckedList, ...]:
        """Every list, by name. Errors: MachineError."""
        return tuple(map(self._check, sorted(self._folders.recipients.glob("*.csv"))))

    def find(self, name: str) -> CheckedList | None:
        """A list's name → it; nothing where there is none. Errors: MachineError."""
        found = (one for one in self._folders.recipients.glob("*.csv") if one.stem == name)
        return next(map(self._check, found), None)

    def list_issued(self) -> tuple[Issued, ...]:
        """What was issued, the latest first."""
        issued = archive.list_issued(self._folders.issued)
        return tuple(sorted(issued, key=lambda one: one.at, reverse=True))

    def rehearse(self, issued: Issued, name: str) -> Rehearsal:
        """What was issued, a list's name → who would get what; nothing is sent or written.

        Errors: ContentError; MachineError.
        """
        numbers, path = find_numbers(self._folders, issued), self._find_path(name)
        return self._catalogue.work.run(name, rehearse, self._folders, issued, path, numbers)

    def _check(self, path: Path) -> CheckedList:
        state = path.stat()
        audiences = audience.names(self._folders.templates)
        return self._catalogue.recall(
            (check_list.__qualname__, path, audiences),
            f"{state.st_size} {state.st_mtime_ns}",
            lambda: self._catalogue.work.run(path.stem, check_list, path, audiences),
        )

    def _find_path(self, name: str) -> Path:
        return self._folders.recipients / f"{name}.csv"


def check_list(path: Path, audiences: Iterable[str]) -> CheckedList:
    """A list's file, the names of all audiences → its recipients and what is wrong with it."""
    try:
        read = read_list(path, tuple(audiences))
    except ContentError as error:
        return CheckedList(path.stem, 0, (), error.problems)
    everybody = read.recipients
    return CheckedList(path.stem, len(everybody), everybody[:MOST_SHOWN], read.warnings)


def rehearse(
    folders: "Folders", issued: Issued, path: Path, numbers: Mapping[str, int]
) -> Rehearsal:
    """Folders, what was issued, a list's file, the numbers of copies by address → who gets what.

    Their attachments are not signed: only the names of the files are shown. Errors: ContentError;
    MachineError where a file is not as it was issued.
    """
    ready = prepare(folders, issued, path, numbers)
    deliveries = ready.plan.deliveries
    outbox = open_outbox(folders, issued, ready.settings, deliveries)
    at, stopped = ready.plan.at, ready.plan.stopped
    return Rehearsal(
        at,
        len(deliveries),
        len(stopped),
        stopped[:MOST_SHOWN],
        tuple(group(deliveries)),
        tuple(quote(outbox.preview(one, ready.job, at)) for one in choose_samples(deliveries)),
    )
