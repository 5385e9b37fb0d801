"""What was sent and is being sent, and its recipients; for who may send, and sees every audience.

Messages leave by `send` and `resume`, each in a process of its own, which goes on when the server
ends: the ledger says how far it is, and refuses a second sender.
"""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from briefwright import disk
from briefwright.delivery import Job, Ledger, Row, State, progress, suppression
from briefwright.delivery.decisions import Decision, decide
from briefwright.delivery.locking import find_sender
from briefwright.delivery.rows import Action, format_time
from briefwright.delivery.states import UNFINISHED
from briefwright.delivery.suppression import Suppressed
from briefwright.mail.unsubscribing import Subscription
from briefwright.recipients import mailboxes

if TYPE_CHECKING:
    from briefwright.service.catalogue import Folders

_PROGRAM = (sys.executable, "-m", "briefwright.cli")
_FOLDERS = ("templates", "issued", "recipients", "deliveries", "delivery")
_GLANCE = 0.5  # seconds between two looks at the ledger
_LONGEST_TEST = 120.0  # seconds
_MOST_ACTIONS = 200
_SHOWN = (State.DOUBTFUL, State.BOUNCED, State.DEFERRED)


class BusyError(Exception):
    """Somebody is sending already: one sentence."""


@dataclass(frozen=True)
class Progress:
    """How far a job is: the number of its deliveries in each state, and the rows to look at.

    `sender` says who is sending, "" for nobody; `said` is what the last sender said at its end.
    """

    job: Job
    counts: Mapping[State, int]
    rows: tuple[Row, ...]
    sender: str
    said: str

    @property
    def sentence(self) -> str:
        """How far it is, in a sentence."""
        return progress.describe_counts(self.counts)

    @property
    def left(self) -> int:
        """How many may be sent without anybody's decision."""
        return sum(self.counts.get(one, 0) for one in UNFINISHED if one is not State.DOUBTFUL)


class Deliveries:
    """Every job of the ledger; and what starts senders, of which it knows those that it started."""

    def __init__(self, folders: "Folders") -> None:
        self._folders, self._folder = folders, folders.deliveries
        self._started: dict[Job, subprocess.Popen[bytes]] = {}

    # ------------------------------------------------------------- reading

    def list_jobs(self) -> tuple[Progress, ...]:
        """Every job, the last first. Errors: MachineError."""
        if not self._folder.is_dir():
            return ()
        with Ledger(self._folder) as ledger:
            return tuple(self._describe(ledger, job) for job in reversed(ledger.list_jobs()))

    def find(self, job: Job) -> Progress | None:
        """A job → how far it is; nothing where nobody began it. Errors: MachineError."""
        if not self._folder.is_dir():
            return self._describe_start(job)
        with Ledger(self._folder) as ledger:
            is_known = job in ledger.list_jobs(job.briefing)
            return self._describe(ledger, job) if is_known else self._describe_start(job)

    async def follow(self, job: Job) -> AsyncIterator[Progress]:
        """A job → how far it is now and at each change, until nobody sends it any more."""
        seen = None
        while found := await asyncio.to_thread(self.find, job):
            if found != seen:
                yield found
            if not found.sender:
                return
            seen = found
            await asyncio.sleep(_GLANCE)

    def list_actions(self) -> list[Action]:
        """What people did, the last first. Errors: MachineError."""
        if not self._folder.is_dir():
            return []
        with Ledger(self._folder) as ledger:
            return ledger.list_actions(_MOST_ACTIONS)

    def list_suppressed(self) -> tuple[Suppressed, ...]:
        """Every address that nothing is sent to any more. Errors: MachineError."""
        return suppression.list_suppressed(self._folder)

    # ------------------------------------------------------------- sending

    def send(self, job: Job, count: int, who: str) -> None:
        """A job, to how many it goes, who sends it → its sender started. Errors: BusyError."""
        self._start(job, *_name(job), "--really", f"--confirm={count}", f"--by={who}")

    def resume(self, job: Job, who: str) -> None:
        """A job, who goes on with it → a sender started for all lists of its briefing.

        Errors: BusyError.
        """
        self._start(job, "resume", job.briefing, f"--by={who}")

    def send_test(self, job: Job, address: str, who: str) -> str:
        """A job, an address, who asks → its examples sent there; what the sender says.

        Errors: AddressFault where it is none; MachineError.
        """
        own = mailboxes.normalise(address)
        with Ledger(self._folder) as ledger:
            ledger.record(who, f"sends examples of {progress.describe_job(job)} to {own}")
        try:
            done = subprocess.run(
                self._write_command(*_name(job), f"--test={own}"),
                stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=_LONGEST_TEST,
                check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return "The relay did not answer in time."
        return f"{done.stdout}\n{done.stderr}".strip()

    def _start(self, job: Job, *words: str) -> None:
        if self._folder.is_dir() and (sender := find_sender(self._folder)):
            raise BusyError(sender)
        if any(self._is_running(one) for one in self._started):
            raise BusyError("Somebody else is just sending.")
        path = self._find_log(job)
        disk.replace_file(path, b"", 0o600)
        with path.open("ab") as log:
            self._started[job] = subprocess.Popen(
                self._write_command(*words),
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True,  # neither Ctrl-C nor the server's end ends it
            )  # fmt: skip

    def _write_command(self, *words: str) -> tuple[str, ...]:
        places = (f"--{name}={getattr(self._folders, name)}" for name in _FOLDERS)
        return (*_PROGRAM, *words, *places)

    def _is_running(self, job: Job) -> bool:
        return job in self._started and self._started[job].poll() is None

    def _find_log(self, job: Job) -> Path:
        return self._folder / "log" / job.briefing / job.edition / f"{job.list}.txt"

    def _describe(self, ledger: Ledger, job: Job) -> Progress:
        counts, log = ledger.count(job), self._find_log(job)
        is_open = bool(counts.keys() & set(UNFINISHED))
        sender = find_sender(self._folder) if is_open else ""
        if not sender and self._is_running(job):
            sender = "It is just beginning, or ending."
        said = log.read_text(encoding="utf-8") if log.is_file() else ""
        return Progress(job, counts, ledger.list_rows(job, _SHOWN), sender, said.strip())

    def _describe_start(self, job: Job) -> Progress | None:
        """A job that is not in the ledger → what its sender says, if one was started here."""
        if job not in self._started:
            return None
        sender = "It is just beginning." if self._is_running(job) else ""
        said = self._find_log(job).read_text(encoding="utf-8")
        return Progress(job, {}, (), sender, said.strip())

    # ------------------------------------------------------------- decisions

    def decide(self, job: Job, identifier: str, decision: Decision, who: str) -> bool:
        """A job, the `id` of one of its deliveries, what somebody decides → whether there is one.

        Errors: RefusedError; MachineError.
        """
        with Ledger(self._folder) as ledger:
            row = ledger.find(identifier)
            if row is None or row.job != job:
                return False
            decide(ledger, row, decision, who)
            return True

    def suppress(self, address: str, why: str, who: str) -> None:
        """An address, why, who says so → nothing is sent to it any more.

        Errors: AddressFault where it is none; MachineError.
        """
        own = mailboxes.normalise(address)
        with Ledger(self._folder) as ledger:
            suppression.add(self._folder, {own: why}, format_time(ledger.clock()))
            ledger.record(who, f"puts {own} on the suppression list")

    def unsubscribe(self, one: Subscription) -> None:
        """A subscription that its owner ends → on the suppression list. Errors: MachineError."""
        with Ledger(self._folder) as ledger:
            since = format_time(ledger.clock())
            suppression.add(self._folder, {one.address: f"unsubscribed from {one.list}"}, since)
            ledger.record(one.address, f"unsubscribes from {one.list}")

    def release(self, address: str, who: str) -> None:
        """An address, who says so → it may have mail again. Errors: MachineError."""
        with Ledger(self._folder) as ledger:
            suppression.remove(self._folder, address)
            ledger.record(who, f"takes {address} off the suppression list")


def _name(job: Job) -> tuple[str, ...]:
    """A job → the words of the command that sends it."""
    return "send", job.briefing, f"--edition={job.edition}", f"--to={job.list}"
