"""Jobs for tests of deliveries: a list of made-up recipients, a message for each, a quick pace.

`python tests/sample_delivery.py FOLDER PORT` is a sender of such a job in a process of its own,
which can be killed: at its Nth statement of SQL where `--statement N` says so.
"""

import argparse
import os
import signal
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from briefwright.delivery import Entry, Job, Ledger, Pace, Relay, Row, Sender, send

JOB = Job("facts", "1", "press")
QUICK = Pace(
    connections=1, first=0.01, longest=0.02, tries=4, patience=5, reconnects=3, reconnect_after=0.01
)


@dataclass(frozen=True)
class Sample:
    """A message as `mail` makes them."""

    sender: str
    recipient: str
    id: str
    data: bytes


def compose(row: Row) -> Sample:
    text = (
        f"From: office@example.org\r\nTo: {row.address}\r\nMessage-ID: <{row.id}@example.org>\r\n"
        f"Subject: The briefing\r\n\r\nYour copy has the number {row.copy}.\r\n"
    )
    return Sample("office@example.org", row.address, f"<{row.id}@example.org>", text.encode())


def list_entries(count: int, domains: int = 3) -> list[Entry]:
    """How many, at how many domains → what as many recipients shall get."""
    return [
        Entry(f"reader{n}@example{n % domains}.org", "a digest", n) for n in range(1, count + 1)
    ]


def find_relay(port: int) -> Relay:
    return Relay("127.0.0.1", port, "none", timeout=5)


def list_addresses(count: int) -> Iterator[str]:
    return (one.address for one in list_entries(count))


def main(words: list[str]) -> None:
    """A folder and a port → its job sent, unless it is killed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("port", type=int)
    parser.add_argument("--statement", type=int, default=0)
    parser.add_argument("--connections", type=int, default=1)
    options = parser.parse_args(words)
    if options.statement:
        kill_at_statement(options.statement)
    with Ledger(options.folder) as ledger:
        pace = Pace(connections=options.connections, first=0.01, longest=0.02, reconnect_after=0.01)
        outcome = send(ledger, JOB, compose, find_relay(options.port), Sender("ana", pace))
    sys.exit(outcome.stopped or 0)


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
    main(sys.argv[1:])
