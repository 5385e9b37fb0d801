"""What sending takes: `.venv/bin/python benchmarks/delivery.py`.

Run by hand, on a quiet machine; prints figures with their goals, and exits with 1 where one is
missed; names of measures choose some of them. The relay is a process of its own on loopback that
takes everything.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import briefwright
from briefwright import audience, copies
from briefwright.copies import CopyMark
from briefwright.delivery import Entry, Job, Ledger, Pace, Relay, Row, Sender, State, send
from briefwright.document.assets import Asset
from briefwright.mail import Mailbox, Message
from briefwright.mail.message import Content, make_message

HOME = Path(__file__).resolve().parent.parent
SINK = HOME / "tests" / "smtp_sink.py"
BRIEFING = HOME / "content" / "kazakhstan-peace-security"
RECIPIENTS = 10_000
PLANNED = 100_000
OFFICE = Mailbox("Press office", "office@example.org")
JOB = Job("facts", "1", "press")
TEXT = "The briefing is attached.\n"


@dataclass(frozen=True)
class Figure:
    """What was measured: its name, its value, its goal, which it must not pass, its unit."""

    name: str
    value: float
    goal: float
    unit: str

    def __str__(self) -> str:
        missed = "" if self.value <= self.goal else "   MISSED"
        return f"{self.name:46} {self.value:8.2f}   goal {self.goal:g} {self.unit}{missed}"


@contextmanager
def run_sink(log: Path) -> Iterator[int]:
    """A file → the port of a relay that writes a line there for each message that it takes."""
    command = [sys.executable, str(SINK), str(log)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            yield int(process.stdout.readline())
        finally:
            process.terminate()


def list_entries(count: int) -> list[Entry]:
    """How many → what as many recipients shall get."""
    return [Entry(f"reader{n}@example{n % 50}.org", "a digest", n) for n in range(1, count + 1)]


def make_compose(count: int) -> Callable[[Row], Message]:
    """How many copies there will be → what makes a message with a personal copy of a fact sheet."""
    pdf = briefwright.build(BRIEFING, audience="press", formats=("pdf",)).outputs["pdf"]
    marks = [CopyMark(n, f"Reader {n}", "The library") for n in range(1, count + 1)]
    reader = audience.read(HOME / "templates", "press")
    master = copies.prepare(pdf, marks, copies.make_style(reader, "en", marks))

    def compose(row: Row) -> Message:
        copy = master.make_copy(marks[row.copy - 1])
        headers = (("Subject", "The briefing"), ("Message-ID", f"<{row.id}@example.org>"))
        content = Content(TEXT, f"<p>{TEXT}</p>", [Asset("facts.pdf", copy, "application/pdf")])
        return make_message(OFFICE, Mailbox(f"Reader {row.copy}", row.address), headers, content)

    return compose


def measure_mails(place: Path) -> Iterator[Figure]:
    """10,000 messages, each with a copy of its own → how long they take, and whether all came."""
    compose = make_compose(RECIPIENTS)
    log = place / "log"
    with run_sink(log) as port, Ledger(place / "mails") as ledger:
        ledger.plan(JOB, list_entries(RECIPIENTS))
        began = time.monotonic()
        send(ledger, JOB, compose, Relay("127.0.0.1", port, "none"), Sender(pace=Pace()))
        yield Figure(f"{RECIPIENTS:,} messages with copies", time.monotonic() - began, 120, "s")
        sent = ledger.count(JOB).get(State.SENT, 0)
    taken = Counter(json.loads(line)[1] for line in log.read_text().splitlines())
    yield Figure("  not sent", RECIPIENTS - sent, 0, "messages")
    yield Figure("  not taken once", RECIPIENTS - list(taken.values()).count(1), 0, "messages")


def measure_ledger(place: Path) -> Iterator[Figure]:
    """100,000 rows → how long planning takes, and what the ledger adds to each message."""
    with Ledger(place / "ledger") as ledger:
        entries = list_entries(PLANNED)
        began = time.monotonic()
        ledger.plan(JOB, entries)
        yield Figure(f"{PLANNED:,} deliveries planned", time.monotonic() - began, 10, "s")
        began, count = time.monotonic(), 1000
        for _ in range(count):
            row = ledger.claim(JOB)
            assert row
            ledger.move(ledger.move(row, State.DOT), State.SENT, "250 ok")
        spent = (time.monotonic() - began) / count
        yield Figure("what the ledger adds to a message", spent * 1000, 5, "ms")


def measure_kills(place: Path) -> Iterator[Figure]:
    """A thousand senders killed over 12,000 recipients → how many of the checks failed."""
    test = HOME / "tests" / "test_delivery_kills.py"
    command = [sys.executable, "-m", "pytest", "-q", "-n", "0", "-m", "long", str(test)]
    done = subprocess.run(command, cwd=HOME, capture_output=True, text=True, check=False)
    print(done.stdout.splitlines()[0])
    yield Figure("a thousand kills: missed or doubled", done.returncode, 0, "failures")


MEASURES: Mapping[str, Callable[[Path], Iterator[Figure]]] = {
    "mails": measure_mails,
    "ledger": measure_ledger,
    "kills": measure_kills,
}


def main(names: list[str]) -> int:
    """Names of measures, none for all → 0 where each figure reaches its goal."""
    missed = False
    for name in names or MEASURES:
        with tempfile.TemporaryDirectory() as folder:
            for figure in MEASURES[name](Path(folder)):
                print(figure, flush=True)
                missed |= figure.value > figure.goal
    return int(missed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
