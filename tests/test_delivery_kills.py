"""Senders are killed at every moment: nobody is missed, nobody gets it twice, the few whose receipt
can't be known are named."""

import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sample_delivery import JOB, list_entries, run_senders
from smtp_sink import Settings, Sink, Taken, run_sink

from briefwright.delivery import Ledger, State


@dataclass
class Tally:
    """What killing came to: how often, and in which states a sender was when it was."""

    kills: int = 0
    states: Counter[str] = field(default_factory=Counter)


def check(folder: Path, sink: Sink, unknown: int) -> Counter[str]:
    """A ledger, a sink, how many receipts may be unknown → how many are in which state.

    Each recipient who is `sent` was taken once, each other at most once, and nobody is missed.
    """
    taken = Counter(one.recipient for one in sink.taken)
    assert max(taken.values()) == 1
    with Ledger(folder) as ledger:
        rows = ledger.list_rows(JOB)
        assert ledger.is_finished(JOB) is not any(row.state is State.DOUBTFUL for row in rows)
    for row in rows:
        assert row.state in (State.SENT, State.DOUBTFUL, State.BOUNCED), row
        assert row.state is not State.SENT or taken[row.address] == 1, row
        assert row.state is not State.BOUNCED or taken[row.address] == 0, row
    counts = Counter(str(row.state) for row in rows)
    assert counts[State.DOUBTFUL] <= unknown
    return counts


def read_states(folder: Path) -> list[State]:
    with Ledger(folder) as ledger:
        return [row.state for row in ledger.list_rows(JOB)]


def refuse_some(stage: str, recipient: str) -> str:
    """One reader in five has no mailbox, one is refused at the end, one often deferred."""
    number = int("".join(filter(str.isdigit, recipient.partition("@")[0])) or 0)
    if stage == "rcpt" and number % 5 == 1:
        return "550 5.1.1 no such mailbox"
    if stage == "dot" and number % 5 == 2:
        return "554 5.6.0 not wanted"
    is_deferred = stage in ("rcpt", "dot") and number % 5 == 3 and random.random() < 0.5
    return "450 4.2.1 later" if is_deferred else ""


def test_a_sender_is_killed_before_and_after_everything_that_it_writes(tmp_path: Path) -> None:
    statements, left = 50, Counter[str]()
    with Ledger(tmp_path) as ledger:
        ledger.plan(JOB, list_entries(120))
    with run_sink(Settings(refuse_some)) as sink, run_senders() as senders:
        for statement in range(1, statements + 1):
            senders.start(tmp_path, sink.port, 1, statement)
            assert not senders.wait()
            left.update(str(state) for state in read_states(tmp_path))
        senders.start(tmp_path, sink.port)
        assert senders.wait()
        counts = check(tmp_path, sink, statements)
    assert set(State) - {State.WITHDRAWN} == left.keys()
    assert counts.total() == 120


@pytest.mark.parametrize("stage", ["connect", "mail", "rcpt", "data", "dot", "taken"])
def test_a_sender_is_killed_at_every_step_of_the_protocol(stage: str, tmp_path: Path) -> None:
    met = []

    def kill(at: str, recipient: str) -> str:
        if at == stage and not met:
            met.append(at)
            senders.kill()
            time.sleep(0.2)
        return ""

    with Ledger(tmp_path) as ledger:
        ledger.plan(JOB, list_entries(3))
    with run_senders() as senders, run_sink(Settings(kill)) as sink:
        senders.start(tmp_path, sink.port)
        assert not senders.wait()
        senders.start(tmp_path, sink.port)
        assert senders.wait()
        counts = check(tmp_path, sink, stage in ("dot", "taken"))
    assert counts[State.DOUBTFUL] == (stage in ("dot", "taken"))


def kill_often(folder: Path, recipients: int, run_length: int, connections: int) -> Tally:
    """A ledger's folder, how many recipients, messages between two kills → what that came to."""
    chance, tally, dropped = random.Random(), Tally(), set[str]()
    with Ledger(folder) as ledger:
        ledger.plan(JOB, list_entries(recipients))

    def fail(stage: str, recipient: str) -> str:
        throw = chance.random()
        if throw < 0.01:
            return "450 4.2.1 later" if stage in ("rcpt", "data", "dot") else ""
        if throw < 0.013:
            if stage in ("dot", "taken"):
                dropped.add(recipient)
            return "drop"
        if throw < 0.02:
            time.sleep(0.002)
        return ""

    left = [run_length]

    def count(taken: Taken) -> None:
        left[0] -= 1
        if left[0] == 0:
            time.sleep(chance.uniform(0, 0.004))
            senders.kill()

    settings = Settings(fail, keep=count)
    with run_sink(settings) as sink, run_senders() as senders:
        while True:
            left[0] = chance.randint(1, 2 * run_length)
            senders.start(folder, sink.port, connections)
            if senders.wait():
                break
            tally.kills += 1
        unknown = connections * tally.kills + len(dropped)
        tally.states = check(folder, sink, unknown)
    assert tally.states.total() == recipients
    return tally


def test_senders_are_killed_at_random_while_the_relay_drops_delays_and_refuses(
    tmp_path: Path,
) -> None:
    tally = kill_often(tmp_path, recipients=400, run_length=10, connections=2)
    assert tally.kills >= 20


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_a_thousand_senders_are_killed_over_ten_thousand_recipients(
    tmp_path: Path, record: Callable[[str], None]
) -> None:
    tally = kill_often(tmp_path, recipients=12_000, run_length=8, connections=2)
    assert tally.kills >= 1000
    record(f"{tally.kills} kills, {dict(tally.states)}")


@pytest.fixture
def record(capsys: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    """What prints a figure, though the test passes."""

    def show(text: str) -> None:
        with capsys.disabled():
            print(text)  # noqa: T201

    return show
