"""Messages through a real Postfix, with a sender that is killed in between."""

import re
from collections import Counter
from pathlib import Path

from sample_delivery import JOB, QUICK, compose, find_relay, list_entries, run_senders
from sample_postfix import run_postfix

from briefwright.delivery import Entry, Ledger, Sender, State, read_bounces, send, suppression

SENT_BY_HALF = 9 * 10  # statements: nine for each message


def find_recipients(messages: list[bytes]) -> Counter[str]:
    """Messages as Postfix delivered them → whose they are."""
    return Counter(re.findall(r"(?m)^Delivered-To: (\S+)", b"\n".join(messages).decode()))


def test_nobody_is_missed_or_gets_it_twice_through_postfix_though_the_sender_is_killed(
    tmp_path: Path,
) -> None:
    with Ledger(tmp_path) as ledger:
        ledger.plan(JOB, list_entries(30))
    with run_postfix() as postfix, run_senders() as senders:
        states = set()
        for statement in range(SENT_BY_HALF, SENT_BY_HALF + 4):
            senders.start(tmp_path, postfix.port, 1, statement)
            if not senders.wait():
                with Ledger(tmp_path) as ledger:
                    states.update(row.state for row in ledger.list_rows(JOB))
        senders.start(tmp_path, postfix.port)
        assert senders.wait()
        with Ledger(tmp_path) as ledger:
            rows = ledger.list_rows(JOB)
        sent = {row.address for row in rows if row.state is State.SENT}
        doubtful = {row.address for row in rows if row.state is State.DOUBTFUL}
        taken = find_recipients(postfix.wait_for("readers", len(sent)))
    assert states & {State.SENDING, State.DOT}
    assert len(sent) + len(doubtful) == 30
    assert max(taken.values()) == 1
    assert sent <= set(taken) <= sent | doubtful


def test_what_comes_back_from_postfix_marks_its_delivery(tmp_path: Path) -> None:
    unknown = Entry("nobody@example1.org", "a digest")
    with run_postfix() as postfix, Ledger(tmp_path) as ledger:
        ledger.plan(JOB, [*list_entries(2), unknown])
        relay = find_relay(postfix.port)
        outcome = send(ledger, JOB, compose, relay, Sender("ana", QUICK))
        assert outcome.counts == {State.SENT: 3}
        found = read_bounces(ledger, postfix.wait_for("office", 1))
        assert [row.address for row in found.bounced] == [unknown.address]
        assert found.unknown == ()
        assert ledger.count(JOB) == {State.SENT: 2, State.BOUNCED: 1}
    assert list(suppression.read(tmp_path)) == [unknown.address]
