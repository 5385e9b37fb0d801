"""Jobs for tests of deliveries: a list of made-up recipients, a message for each, a quick pace.

Run as a program, it starts senders of such jobs in processes of their own, which can be killed.
"""

import json
import os
import select
import signal
import sqlite3
import subprocess
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from briefwright.delivery import Entry, Job, Ledger, Outcome, Pace, Relay, Row, Sender, send
from briefwright.mail import Message

JOB = Job("facts", "1", "press")
QUICK = Pace(
    connections=1, first=0.01, longest=0.02, tries=4, patience=5, reconnects=3, reconnect_after=0.01
)


def compose(row: Row) -> Message:
    text = (
        f"From: office@example.org\r\nTo: {row.address}\r\nMessage-ID: <{row.id}@example.org>\r\n"
        f"Subject: The briefing\r\n\r\nYour copy has the number {row.copy}.\r\n"
    )
    return Message("office@example.org", row.address, f"<{row.id}@example.org>", text.encode())


def list_entries(count: int, domains: int = 3) -> list[Entry]:
    """How many, at how many domains → what as many recipients shall get."""
    return [
        Entry(f"reader{n}@example{n % domains}.org", "a digest", n) for n in range(1, count + 1)
    ]


def find_relay(port: int) -> Relay:
    return Relay("127.0.0.1", port, "none", timeout=5)


def send_until_killed(folder: Path, port: int, connections: int, statement: int) -> Outcome:
    """A folder and a port → its job sent, unless this process is killed."""
    if statement:
        kill_at_statement(statement)
    pace = replace(QUICK, connections=connections, tries=1000)
    with Ledger(folder) as ledger:
        return send(ledger, JOB, compose, find_relay(port), Sender("ana", pace))


def start_senders() -> None:
    """Lines of JSON on standard input → for each a sender in a process of its own, and how it
    ended: a line on standard output. A line `kill` kills the one that is running.

    Started here, a sender costs two milliseconds; Python alone would cost a hundred times that.
    """
    for line in sys.stdin:
        if line == "kill\n":
            continue  # the sender ended by itself
        child = os.fork()
        if child == 0:
            try:
                folder, *numbers = json.loads(line)
                send_until_killed(Path(folder), *numbers)
                os._exit(0)
            finally:
                traceback.print_exc()
                os._exit(1)
        while True:
            ended, status = os.waitpid(child, os.WNOHANG)
            if ended:
                break
            if select.select([sys.stdin], [], [], 0.001)[0]:
                sys.stdin.readline()
                os.kill(child, signal.SIGKILL)
        print(status, flush=True)  # noqa: T201


class Senders:
    """Senders that can be killed, one after the other."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def start(self, folder: Path, port: int, connections: int = 1, statement: int = 0) -> None:
        """A ledger's folder, a relay's port, where to kill itself → a sender."""
        self._write(json.dumps([str(folder), port, connections, statement]))

    def kill(self) -> None:
        self._write("kill")

    def wait(self) -> bool:
        """Whether the sender ended by itself, as soon as it has ended."""
        assert self._process.stdout
        status = int(self._process.stdout.readline())
        assert status in (0, signal.SIGKILL), status
        return status == 0

    def _write(self, line: str) -> None:
        assert self._process.stdin
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()


@contextmanager
def run_senders() -> Iterator[Senders]:
    command = [sys.executable, __file__]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
    ) as process:
        yield Senders(process)
        assert process.stdin
        process.stdin.close()


def kill_at_statement(number: int) -> None:
    """A number → this process is killed where it is about to run so many-th statement of SQL.

    Only what changes the ledger counts; before each commit, and after each, is one of them.
    """
    left = number
    connect = sqlite3.connect

    def count(statement: str) -> None:
        nonlocal left
        if statement.startswith(("BEGIN", "UPDATE", "COMMIT")):
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    def traced(*arguments: object, **options: object) -> sqlite3.Connection:
        database: sqlite3.Connection = connect(*arguments, **options)
        database.set_trace_callback(count)
        return database

    sqlite3.connect = traced


if __name__ == "__main__":
    start_senders()
