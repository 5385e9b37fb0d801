"""Commands for what is on its way: how far it is, what is doubtful, what came back, passwords."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from briefwright import delivery, disk
from briefwright.cli.commands.loading import UsageError
from briefwright.cli.folders import Folders
from briefwright.cli.report import Result, format_count
from briefwright.cli.tables import make_table
from briefwright.cli.user import find_user
from briefwright.delivery import (
    Job,
    Ledger,
    Row,
    State,
    inbox,
    passwords,
    progress,
)
from briefwright.delivery.decisions import OPEN, Decision, RefusedError
from briefwright.delivery.decisions import decide as keep_decision
from briefwright.mail.secrets import find_secret

_COLUMNS = (
    "address", "name", "organisation", "password_by", "password", "edition", "list", "state",
)  # fmt: skip
_DECIDED: dict[Decision, str] = {State.SENT: "sent", State.PLANNED: "will be sent again"}
_SHOWN = (State.DOUBTFUL, State.BOUNCED, State.DEFERRED)


@dataclass(frozen=True)
class Decisions:
    """What somebody decides of deliveries: addresses that had it, addresses to send it to again."""

    sent: tuple[str, ...] = ()
    again: tuple[str, ...] = ()


def show_status(folders: Folders, briefing: str, page: Path | None) -> Result:
    """Folders, a briefing's name, "" for all, where a page shall be → how far each list is."""
    with _open(folders) as ledger:
        jobs = find_jobs(ledger, briefing)
        lines = [line for job in jobs for line in _describe(ledger, job)]
        if page:
            disk.replace_file(page, progress.make_page(ledger, jobs).encode())
            lines.append(f"With pictures: {page.as_posix()}")
    return Result("status", messages=tuple(lines or ["Nothing was sent yet."]))


def decide(folders: Folders, briefing: str, decisions: Decisions) -> Result:
    """Folders, a briefing's name, what somebody decides → that done, and who is still doubtful.

    Errors: UsageError for an address of which nothing is to be decided.
    """
    with _open(folders) as ledger:
        jobs = find_jobs(ledger, briefing)
        rows = [row for job in jobs for row in ledger.list_rows(job, _SHOWN[:2])]
        lines = list[str]()
        wanted: dict[Decision, tuple[str, ...]] = {
            State.SENT: decisions.sent,
            State.PLANNED: decisions.again,
        }
        for decision, addresses in wanted.items():
            for address in addresses:
                for row in _choose(rows, address, OPEN[decision]):
                    _decide(ledger, row, decision)
                lines.append(f"{address}: {_DECIDED[decision]}.")
        left = [row for job in jobs for row in ledger.list_rows(job, (State.DOUBTFUL,))]
    lines += [f"{row.address}  {row.job.briefing} {row.job.edition}  {row.answer}" for row in left]
    lines.append(_explain_doubtful(left, briefing))
    return Result("doubtful", messages=tuple(lines))


def read_bounces(folders: Folders, mailbox: str) -> Result:
    """Folders, a mailbox as a path or an address of IMAP → what came back, in the ledger."""
    with _open(folders) as ledger:
        if inbox.is_address(mailbox):
            secret = find_secret("imap_password", f"The password of {mailbox}")
            try:
                messages = inbox.fetch_messages(inbox.read_address(mailbox, secret))
            except ValueError as misuse:
                raise UsageError(f"“{mailbox}” is no mailbox: {misuse}.") from misuse
        else:
            messages = inbox.read_messages(Path(mailbox))
        found = delivery.read_bounces(ledger, messages)
    lines = [f"{row.address} bounced: {row.answer}" for row in found.bounced]
    lines += [f"{row.address} is still on its way." for row in found.delayed]
    lines += [f"{address} wants no more mail." for address in found.unsubscribed]
    lines += [f"A report of {one} names no delivery of ours." for one in found.unknown]
    counted = format_count(len(found.bounced), "message")
    lines.append(f"{counted} bounced; {format_count(found.others, 'other message')}.")
    return Result("bounces", messages=tuple(lines))


def write_passwords(folders: Folders, briefing: str) -> Result:
    """Folders, a briefing's name → a table that only its owner reads: who gets which password how.

    Errors: UsageError where nothing of it was planned; MachineError where the key is missing.
    """
    with _open(folders) as ledger:
        jobs = find_jobs(ledger, briefing)
        rows = passwords.list_protected(ledger, briefing)
        if not rows:
            return Result("passwords", messages=(f"Nothing of {briefing} has a password.",))
        key = passwords.open_key(ledger)
    path = folders.deliveries / "passwords" / f"{briefing}.csv"
    disk.replace_file(path, make_table(_COLUMNS, _list_cells(rows, key)), 0o600)
    count, lists = format_count(len(rows), "password"), format_count(len(jobs), "list")
    return Result(
        "passwords",
        messages=(
            f"{count} of {lists}, to be passed on as the table says, and not by mail: "
            f"{path.as_posix()}",
            "Only you can read it. Delete it afterwards; it can be written again.",
        ),
    )


def _list_cells(rows: Iterable[Row], key: bytes) -> Iterator[tuple[str, ...]]:
    """Deliveries and the key of passwords → the cells of each, in the order of the columns."""
    for row in rows:
        said = (row.details.get(name, "") for name in ("name", "organisation", "password_by"))
        password = passwords.find_password(key, row)
        yield row.address, *said, password, row.job.edition, row.job.list, str(row.state)


def _open(folders: Folders) -> Ledger:
    return Ledger(folders.deliveries)


def find_jobs(ledger: Ledger, briefing: str) -> tuple[Job, ...]:
    """A ledger, a briefing's name, "" for all → its jobs. Errors: UsageError where it has none."""
    jobs = ledger.list_jobs(briefing)
    if not jobs and briefing:
        known = sorted({job.briefing for job in ledger.list_jobs()})
        there_is = f" There is: {', '.join(known)}." if known else ""
        raise UsageError(f"Nothing of “{briefing}” was sent.{there_is}")
    return jobs


def _describe(ledger: Ledger, job: Job) -> list[str]:
    """A job → how far it is, and each delivery that somebody should look at."""
    rows = ledger.list_rows(job, _SHOWN)
    first = f"{progress.describe_job(job)}: {progress.describe(ledger, job)}"
    return [first, *(f"  {row.state}  {row.address}  {row.answer}" for row in rows)]


def _choose(rows: Sequence[Row], address: str, states: Sequence[State]) -> list[Row]:
    """Errors: UsageError where no such delivery is to that address."""
    found = [row for row in rows if row.address == address.lower() and row.state in states]
    if not found:
        words = " or ".join(states)
        raise UsageError(f"No delivery to {address} is {words}, so there is nothing to decide.")
    return found


def _decide(ledger: Ledger, row: Row, decision: Decision) -> None:
    try:
        keep_decision(ledger, row, decision, find_user())
    except RefusedError as error:
        raise UsageError(str(error)) from error


def _explain_doubtful(left: Sequence[Row], briefing: str) -> str:
    if not left:
        return "Nothing is doubtful."
    name = briefing or left[0].job.briefing
    return (
        f"{format_count(len(left), 'message')} may have arrived. Ask, or decide: "
        f"doubtful {name} --sent ADDRESS, or --again ADDRESS; sent again, a message keeps its "
        "Message-ID, so that many mailboxes show it once."
    )
