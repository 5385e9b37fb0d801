"""The ledger: who gets what, and how far each delivery is.

Each change is on the disk before what it announces is done, so whatever is killed when, the ledger
says no less than what was done. It knows nothing of mail.
"""

import time
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from briefwright.delivery.database import Database
from briefwright.delivery.rows import (
    COLUMNS,
    Action,
    Entry,
    Job,
    Planned,
    Rates,
    Row,
    find_domain,
    format_time,
    list_key,
    list_values,
    make_id,
    read_row,
)
from briefwright.delivery.states import UNFINISHED, WAITING, State, is_allowed
from briefwright.problems import MachineError

MINUTE = 60.0  # seconds, in which rates are counted
UNLIMITED = Rates()
_TOLERATED = 120.0  # seconds by which a clock may be put back
_OF_EDITION = "briefing = ? AND edition = ?"
_OF_JOB = "briefing = ? AND edition = ? AND list = ?"
_WAITING = f"state IN {WAITING[0].value, WAITING[1].value}"
_UNSENT = f"state IN {tuple(one.value for one in (*WAITING, State.BOUNCED, State.WITHDRAWN))}"


class Ledger:
    """The ledger in a folder, which is made where there is none; used by several threads at once.

    Errors, of each method: MachineError where the disk is full or the file can't be read.
    """

    def __init__(self, folder: Path, clock: Callable[[], float] = time.time) -> None:
        self.folder = folder
        self.clock = clock
        self._database = Database(folder)

    def __enter__(self) -> "Ledger":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """The ledger → closed."""
        self._database.close()

    # ------------------------------------------------------------- planning

    def plan(self, job: Job, entries: Sequence[Entry]) -> Planned:
        """A job and all that its recipients shall get → in the ledger, the whole list or nothing.

        Planned again with another list, what is new is added, and what was not sent and is not on
        the list any more is withdrawn. Errors: MachineError, also where the clock was put back.
        """
        now = self.check_clock()
        wanted = {make_id(job, entry): entry for entry in entries}
        with self._database.change() as database:
            database.execute(
                "INSERT OR IGNORE INTO jobs VALUES (?, ?, ?, ?)", (*list_key(job), now)
            )
            states = dict(
                database.execute(
                    f"SELECT id, state FROM deliveries WHERE {_OF_EDITION}",
                    (job.briefing, job.edition),
                )
            )
            new = {key: entry for key, entry in wanted.items() if key not in states}
            self._require_own_copies(job, new.values())
            database.executemany(
                "INSERT INTO deliveries(id, briefing, edition, list, address, domain, contents, "
                "copy, details, state, changed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    (key, *list_key(job), *list_values(entry), State.PLANNED, now)
                    for key, entry in new.items()
                ],
            )
            database.executemany(  # a row of the list may say something else by now
                f"UPDATE deliveries SET details = ? WHERE id = ? AND {_UNSENT}",
                [(list_values(wanted[key])[-1], key) for key in wanted.keys() & states.keys()],
            )
            back = [key for key in wanted if states.get(key) == State.WITHDRAWN]
            database.executemany(
                "UPDATE deliveries SET state = ?, changed = ?, list = ?, answer = '' WHERE id = ?",
                [(State.PLANNED, now, job.list, key) for key in back],
            )
            gone = [row.id for row in self.list_rows(job, WAITING) if row.id not in wanted]
            self._withdraw(gone, "not on the list any more")
        added = len(new) + len(back)
        return Planned(added, len(wanted) - added, len(gone))

    def withdraw(self, job: Job, addresses: Collection[str], why: str) -> int:
        """A job, addresses, why → what waits for them is not sent; how many that are."""
        with self._database.change():
            gone = [row.id for row in self.list_rows(job, WAITING) if row.address in addresses]
            self._withdraw(gone, why)
        return len(gone)

    def _withdraw(self, identifiers: Iterable[str], why: str) -> None:
        with self._database.read() as database:
            database.executemany(
                "UPDATE deliveries SET state = ?, changed = ?, answer = ? WHERE id = ?",
                [(State.WITHDRAWN, self.clock(), why, key) for key in identifiers],
            )

    def _require_own_copies(self, job: Job, entries: Iterable[Entry]) -> None:
        """Errors: ValueError where a number is another address's already."""
        holders = {copy: address for address, copy in self.list_copies(job).items()}
        for one in entries:
            if one.copy and holders.setdefault(one.copy, one.address) != one.address:
                raise ValueError(f"copy {one.copy} is for {holders[one.copy]}, not {one.address}")

    def list_copies(self, job: Job) -> dict[str, int]:
        """A job → the number of each address's personal copies of its edition, on any list."""
        with self._database.read() as database:
            return dict(
                database.execute(
                    f"SELECT address, copy FROM deliveries WHERE {_OF_EDITION} AND copy > 0",
                    (job.briefing, job.edition),
                )
            )

    def check_clock(self) -> float:
        """The time now, in seconds since 1970. Errors: MachineError where the clock was put back.

        An embargo and the time of the next attempt are read from it.
        """
        now = self.clock()
        with self._database.read() as database:
            (last,) = database.execute("SELECT coalesce(max(at), 0) FROM history").fetchone()
        if now < last - _TOLERATED:
            raise MachineError(
                f"This machine's clock says {format_time(now)}, but the ledger was written at "
                f"{format_time(last)}. Put the clock right; nothing was sent."
            )
        return now

    # ------------------------------------------------------------- sending

    def recover(self) -> tuple[Row, ...]:
        """After a sender was killed → what it had begun may be sent again, or is doubtful.

        A message whose end was never sent is none to the relay (RFC 5321, 4.1.1.4); where it may
        have been sent, nobody can know (RFC 1047). The doubtful ones are returned. Only whoever
        holds the lock of senders may call this.
        """
        now = self.clock()
        with self._database.change() as database:
            database.execute(
                "UPDATE deliveries SET state = ?, changed = ? WHERE state = ?",
                (State.PLANNED, now, State.SENDING),
            )
            doubtful = database.execute(
                f"SELECT {COLUMNS} FROM deliveries WHERE state = ?", (State.DOT,)
            ).fetchall()
            database.execute(
                "UPDATE deliveries SET state = ?, changed = ?, answer = ? WHERE state = ?",
                (State.DOUBTFUL, now, "stopped before the relay's answer came", State.DOT),
            )
        return tuple(replace(read_row(row), state=State.DOUBTFUL) for row in doubtful)

    def claim(self, job: Job, rates: Rates = UNLIMITED) -> Row | None:
        """A job → the next delivery that is due, `sending` from now on; None where none is due."""
        now = self.clock()
        with self._database.change() as database:
            if self._find_free(rates.relay, now) > now:
                return None
            row = database.execute(
                f"UPDATE deliveries SET state = ?, tries = tries + 1, began = ?, changed = ? "
                f"WHERE id = (SELECT id FROM deliveries WHERE {_OF_JOB} AND {_WAITING} "
                "AND due <= ? AND domain NOT IN (SELECT domain FROM domains WHERE until > ?) "
                "AND (? = 0 OR domain NOT IN (SELECT domain FROM deliveries WHERE began > ? "
                "GROUP BY domain HAVING count(*) >= ?)) ORDER BY due, rowid LIMIT 1) "
                f"RETURNING {COLUMNS}",
                (State.SENDING, now, now, *list_key(job), now, now, rates.domain, now - MINUTE,
                 rates.domain),
            ).fetchone()  # fmt: skip
        return read_row(row) if row else None

    def find_next(self, job: Job, rates: Rates = UNLIMITED) -> float | None:
        """A job → when its next delivery may be due, in seconds since 1970; None where none is."""
        now = self.clock()
        with self._database.read() as database:
            (due,) = database.execute(
                "SELECT min(max(due, coalesce(until, 0))) FROM deliveries "
                f"LEFT JOIN domains USING (domain) WHERE {_OF_JOB} AND {_WAITING}",
                list_key(job),
            ).fetchone()
            if due is None:
                return None
            return max(float(due), self._find_free(rates.relay, now))

    def _find_free(self, rate: int, now: float) -> float:
        """How many may begin in a minute → when the next one may."""
        if not rate:
            return now
        with self._database.read() as database:
            row = database.execute(
                "SELECT began FROM deliveries ORDER BY began DESC LIMIT 1 OFFSET ?", (rate - 1,)
            ).fetchone()
        return max(now, row[0] + MINUTE) if row else now

    def move(self, row: Row, state: State, answer: str = "", due: float = 0.0) -> Row:
        """A row, its next state, what the relay answered, when it is due → as it is now.

        Errors: ValueError where no such state may follow, or somebody else moved it meanwhile.
        """
        if not is_allowed(row.state, state):
            raise ValueError(f"{row.address}: {state} can't follow {row.state}")
        with self._database.change() as database:
            changed = database.execute(
                "UPDATE deliveries SET state = ?, answer = ?, due = ?, changed = ? "
                "WHERE id = ? AND state = ?",
                (state, answer, due, self.clock(), row.id, row.state),
            ).rowcount
        if changed != 1:
            raise ValueError(f"{row.address}: it is no longer {row.state}")
        return replace(row, state=state, answer=answer)

    def defer_domain(self, address: str, find_delay: Callable[[int], float]) -> float:
        """An address, number of failures → seconds to wait; → when its domain is tried again."""
        domain, now = find_domain(address), self.clock()
        with self._database.change() as database:
            row = database.execute(
                "SELECT failures, until FROM domains WHERE domain = ?", (domain,)
            ).fetchone()
            if row and row[1] > now:  # several connections met the same failure
                return float(row[1])
            failures = row[0] + 1 if row else 1
            until = now + find_delay(failures)
            database.execute(
                "INSERT OR REPLACE INTO domains VALUES (?, ?, ?)", (domain, failures, until)
            )
        return until

    def restore_domain(self, address: str) -> None:
        """An address → its domain is no longer waited for, since a message to it was taken."""
        domain = find_domain(address)
        with self._database.read() as database:
            known = database.execute("SELECT 1 FROM domains WHERE domain = ?", (domain,)).fetchone()
        if known:
            with self._database.change() as database:
                database.execute("DELETE FROM domains WHERE domain = ?", (domain,))

    # ------------------------------------------------------------- reading

    def list_jobs(self, briefing: str = "") -> tuple[Job, ...]:
        """A briefing's name, "" for all → its jobs, the oldest first."""
        with self._database.read() as database:
            rows = database.execute(
                "SELECT briefing, edition, list FROM jobs WHERE ? IN ('', briefing) "
                "ORDER BY planned, list",
                (briefing,),
            ).fetchall()
        return tuple(Job(*row) for row in rows)

    def list_rows(self, job: Job, states: Iterable[State] = State) -> tuple[Row, ...]:
        """A job and states → its rows in them, in the order of the list."""
        wanted = set(states)
        with self._database.read() as database:
            rows = database.execute(
                f"SELECT {COLUMNS} FROM deliveries WHERE {_OF_JOB} ORDER BY rowid", list_key(job)
            ).fetchall()
        return tuple(one for one in map(read_row, rows) if one.state in wanted)

    def count(self, job: Job) -> dict[State, int]:
        """A job → how many of its deliveries are in each state."""
        with self._database.read() as database:
            rows = database.execute(
                f"SELECT state, count(*) FROM deliveries WHERE {_OF_JOB} GROUP BY state",
                list_key(job),
            ).fetchall()
        found = dict(rows)
        return {state: found[state] for state in State if state in found}

    def is_finished(self, job: Job) -> bool:
        """A job → whether nothing is left to do, for the program or for a person."""
        return not self.count(job).keys() & set(UNFINISHED)

    def find(self, identifier: str) -> Row | None:
        """The `id` of a delivery → the delivery, if there is one."""
        return self._find_one("id = ?", (identifier,))

    def find_copy(self, briefing: str, edition: str, copy: int) -> Row | None:
        """A briefing, its edition, the number of a copy → whose it is, if there is such a copy."""
        return self._find_one(f"{_OF_EDITION} AND copy = ?", (briefing, edition, copy))

    def knows_address(self, address: str) -> bool:
        """An address → whether anything was ever planned for it."""
        return self._find_one("address = ?", (address,)) is not None

    def _find_one(self, condition: str, values: Sequence[object]) -> Row | None:
        with self._database.read() as database:
            row = database.execute(
                f"SELECT {COLUMNS} FROM deliveries WHERE {condition} LIMIT 1", values
            ).fetchone()
        return read_row(row) if row else None

    def has_read(self, digest: str) -> bool:
        """The digest of a message that came back → whether it was read before."""
        with self._database.read() as database:
            found = database.execute("SELECT 1 FROM messages WHERE digest = ?", (digest,))
            return found.fetchone() is not None

    def keep_read(self, digest: str) -> None:
        """The digest of a message that came back → not read again."""
        with self._database.change() as database:
            database.execute("INSERT OR IGNORE INTO messages VALUES (?)", (digest,))

    def record(self, who: str, what: str) -> None:
        """Who did something, and what, in words → kept for good."""
        with self._database.change() as database:
            database.execute("INSERT INTO actions VALUES (?, ?, ?)", (self.clock(), who, what))

    def list_actions(self, most: int) -> list[Action]:
        """How many at most → what people did, the last first."""
        with self._database.read() as database:
            rows = database.execute(
                "SELECT at, who, what FROM actions ORDER BY rowid DESC LIMIT ?", (most,)
            ).fetchall()
        return [Action(*row) for row in rows]

    def list_history(self, job: Job) -> list[tuple[float, State]]:
        """A job → when its deliveries came into which state, in the order of time."""
        with self._database.read() as database:
            rows = database.execute(
                "SELECT at, history.state FROM history JOIN deliveries USING (id) "
                f"WHERE {_OF_JOB} ORDER BY at, history.rowid",
                list_key(job),
            ).fetchall()
        return [(at, State(state)) for at, state in rows]
