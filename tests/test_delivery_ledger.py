"""The ledger of deliveries: what is planned, what may follow what, who may send."""

import os
import sqlite3
from pathlib import Path

import pytest
from sample_delivery import JOB, list_entries

from briefwright.delivery import Entry, Job, Ledger, Planned, Rates, State
from briefwright.delivery.locking import lock_sending
from briefwright.delivery.states import TRANSITIONS, is_allowed
from briefwright.problems import MachineError


def test_a_list_that_is_planned_again_adds_nobody_twice(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        assert ledger.plan(JOB, list_entries(3)) == Planned(3, 0, 0)
        assert ledger.plan(JOB, list_entries(3)) == Planned(0, 3, 0)
        assert ledger.count(JOB) == {State.PLANNED: 3}


def test_a_list_that_was_changed_adds_and_withdraws_the_difference_alone(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        ledger.plan(JOB, list_entries(3))
        sent = ledger.claim(JOB)
        assert sent
        ledger.move(ledger.move(sent, State.DOT), State.SENT, "250 ok")
        changed = [*list_entries(4)[2:]]  # without the first, who has it, and the second
        assert ledger.plan(JOB, changed) == Planned(1, 1, 1)
        assert ledger.count(JOB) == {State.PLANNED: 2, State.SENT: 1, State.WITHDRAWN: 1}
        assert ledger.plan(JOB, list_entries(4)) == Planned(1, 3, 0)  # the second is back
        assert ledger.count(JOB) == {State.PLANNED: 3, State.SENT: 1}


def test_whoever_stands_on_two_lists_gets_an_edition_once(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        ledger.plan(JOB, list_entries(2))
        other = Job(JOB.briefing, JOB.edition, "embassies")
        assert ledger.plan(other, list_entries(3)) == Planned(1, 2, 0)


def test_the_number_of_a_copy_is_one_address_s(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        ledger.plan(JOB, list_entries(2))
        assert ledger.list_copies(JOB) == {"reader1@example1.org": 1, "reader2@example2.org": 2}
        found = ledger.find_copy("facts", "1", 2)
        assert found
        assert found.address == "reader2@example2.org"
        with pytest.raises(ValueError, match=r"copy 2 is for reader2@example2\.org"):
            ledger.plan(JOB, [*list_entries(2), Entry("new@example.org", "a digest", 2)])
        assert ledger.count(JOB) == {State.PLANNED: 2}


@pytest.mark.parametrize("before", State)
def test_a_delivery_moves_as_the_table_says_and_not_otherwise(
    before: State, tmp_path: Path
) -> None:
    with Ledger(tmp_path) as ledger:
        ledger.plan(JOB, list_entries(len(State)))
        for row, after in zip(ledger.list_rows(JOB), State, strict=True):
            moved = row
            for step in find_way(before):
                moved = ledger.move(moved, step)
            if is_allowed(before, after):
                assert ledger.move(moved, after, "why").state is after
            else:
                with pytest.raises(ValueError, match=f"{after} can't follow {before}"):
                    ledger.move(moved, after)


def find_way(target: State) -> list[State]:
    """A state → the states through which a planned delivery comes to it."""
    ways = {State.PLANNED: list[State]()}
    while target not in ways:
        ways |= {
            after: [*way, after]
            for before, way in list(ways.items())
            for after in TRANSITIONS[before]
            if after not in ways
        }
    return ways[target]


def test_what_somebody_else_moved_meanwhile_is_not_moved_again(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        ledger.plan(JOB, list_entries(1))
        row = ledger.claim(JOB)
        assert row
        ledger.move(row, State.DOT)
        with pytest.raises(ValueError, match="no longer sending"):
            ledger.move(row, State.BOUNCED)


def test_a_job_is_finished_when_nothing_is_left_to_do(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        ledger.plan(JOB, list_entries(1))
        (row,) = ledger.list_rows(JOB)
        for state in (State.SENDING, State.DOT, State.DOUBTFUL):
            row = ledger.move(row, state)
            assert not ledger.is_finished(JOB)
        ledger.move(row, State.SENT)
        assert ledger.is_finished(JOB)


def test_what_was_begun_is_sent_again_and_what_may_have_gone_out_is_doubtful(
    tmp_path: Path,
) -> None:
    with Ledger(tmp_path) as ledger:
        ledger.plan(JOB, list_entries(2))
        for after in ((), (State.DOT,)):
            row = ledger.claim(JOB)
            assert row
            for state in after:
                ledger.move(row, state)
    with Ledger(tmp_path) as ledger:
        (doubtful,) = ledger.recover()
        assert doubtful.address == "reader2@example2.org"
        assert ledger.count(JOB) == {State.PLANNED: 1, State.DOUBTFUL: 1}


def test_no_more_begin_in_a_minute_than_the_relay_and_the_domain_take(tmp_path: Path) -> None:
    now = [1000.0]
    with Ledger(tmp_path, lambda: now[0]) as ledger:
        ledger.plan(JOB, list_entries(12))
        rates = Rates(relay=5, domain=2)
        claimed = [ledger.claim(JOB, rates) for _ in range(6)]
        assert [one.address for one in claimed if one] == [
            f"reader{n}@example{n % 3}.org" for n in range(1, 6)
        ]
        assert ledger.find_next(JOB, rates) == 1060.0
        now[0] = 1061.0
        assert ledger.claim(JOB, rates)
    with Ledger(tmp_path, lambda: now[0]) as ledger:  # a rate is kept over a restart
        claimed = [ledger.claim(JOB, Rates(domain=1)) for _ in range(3)]
        assert [one.address for one in claimed if one] == [
            "reader7@example1.org", "reader8@example2.org",
        ]  # fmt: skip


def test_a_domain_that_defers_is_waited_for_and_the_others_are_not(tmp_path: Path) -> None:
    now = [1000.0]
    with Ledger(tmp_path, lambda: now[0]) as ledger:
        ledger.plan(JOB, list_entries(2))
        assert ledger.defer_domain("reader1@example1.org", lambda failures: 60.0 * failures) == 1060
        assert ledger.defer_domain("reader1@example1.org", lambda failures: 60.0 * failures) == 1060
        row = ledger.claim(JOB)
        assert row
        assert row.address == "reader2@example2.org"
        assert ledger.claim(JOB) is None
    now[0] = 1061.0
    with Ledger(tmp_path, lambda: now[0]) as ledger:  # kept over a restart
        assert ledger.defer_domain("x@example1.org", lambda failures: 60.0 * failures) == 1181
        ledger.restore_domain("x@example1.org")
        assert ledger.claim(JOB)


def test_a_clock_that_was_put_back_stops_everything(tmp_path: Path) -> None:
    now = [1_800_000_000.0]
    with Ledger(tmp_path, lambda: now[0]) as ledger:
        ledger.plan(JOB, list_entries(1))
        now[0] -= 3600
        with pytest.raises(MachineError, match="Put the clock right; nothing was sent"):
            ledger.plan(JOB, list_entries(2))


def test_a_second_sender_is_refused_and_learns_who_sends(tmp_path: Path) -> None:
    with (
        Ledger(tmp_path) as ledger,
        lock_sending(ledger, "ana"),
        Ledger(tmp_path) as second,
        pytest.raises(MachineError, match=r"^ana has been sending since \d{4}-.* process \d+"),
        lock_sending(second, "bo"),
    ):
        pass
    with Ledger(tmp_path) as ledger, lock_sending(ledger, "bo"):
        assert "bo" in (tmp_path / "sender.json").read_text()


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such rights")
def test_only_its_owner_may_look_into_the_folder(tmp_path: Path) -> None:
    with Ledger(tmp_path / "deliveries"):
        assert (tmp_path / "deliveries").stat().st_mode & 0o777 == 0o700


def test_a_damaged_ledger_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "ledger.sqlite").write_bytes(b"no database" * 1000)
    with pytest.raises(MachineError, match="damaged; put back your last copy"):
        Ledger(tmp_path)


def test_the_next_delivery_is_found_without_reading_the_others(tmp_path: Path) -> None:
    with Ledger(tmp_path) as ledger:
        ledger.plan(JOB, list_entries(1))
    database = sqlite3.connect(tmp_path / "ledger.sqlite")
    plan = database.execute(
        "EXPLAIN QUERY PLAN SELECT id FROM deliveries WHERE briefing = ? AND edition = ? "
        "AND list = ? AND state IN ('planned', 'deferred') AND due <= ? ORDER BY due, rowid",
        ("", "", "", 0),
    ).fetchall()
    database.close()
    assert "by_due" in plan[0][-1]
    assert not [row for row in plan if "TEMP B-TREE" in row[-1]]
