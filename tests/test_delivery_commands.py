"""The commands for what is on its way: status, doubtful, bounces."""

import mailbox
from pathlib import Path

import pytest
from sample_delivery import JOB, list_entries
from test_delivery_bounces import report

from briefwright.cli import main
from briefwright.delivery import Ledger, Row, State, read_bounces


@pytest.fixture
def rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Row]:
    """A list of three: one has it, one is doubtful, one is still to be sent."""
    monkeypatch.chdir(tmp_path)
    with Ledger(tmp_path / "deliveries") as ledger:
        ledger.plan(JOB, list_entries(3))
        for state in (State.SENT, State.DOUBTFUL):
            row = ledger.claim(JOB)
            assert row
            ledger.move(ledger.move(row, State.DOT), state, "the connection broke")
        return list(ledger.list_rows(JOB))


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    code = main(words, Path())
    said = capsys.readouterr()
    return code, said.out + said.err


def test_status_says_how_far_each_list_is_and_draws_it(
    rows: list[Row], capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = run(capsys, "status", "facts", "--html", "page.html")
    assert code == 0
    assert said.splitlines() == [
        "facts, edition 1, to press: 1 of 3 sent, 1 still to be sent, 1 doubtful.",
        f"  doubtful  {rows[1].address}  the connection broke",
        "With pictures: page.html",
    ]
    assert "<svg" in Path("page.html").read_text()
    code, said = run(capsys, "status", "other")
    assert (code, said) == (2, "Nothing of “other” was sent. There is: facts.\n")


def test_a_person_decides_whether_a_doubtful_message_arrived(
    rows: list[Row], capsys: pytest.CaptureFixture[str]
) -> None:
    _, said = run(capsys, "doubtful", "facts")
    assert said.startswith(f"{rows[1].address}  facts 1  the connection broke\n1 message may have")
    code, said = run(capsys, "doubtful", "facts", "--again", rows[0].address)
    assert code == 2
    assert "is doubtful or bounced, so there is nothing to decide" in said
    _, said = run(capsys, "doubtful", "facts", "--again", rows[1].address)
    assert said == f"{rows[1].address}: will be sent again.\nNothing is doubtful.\n"
    with Ledger(Path("deliveries")) as ledger:
        again = ledger.find(rows[1].id)  # the same, so its Message-ID is
        assert again
        assert again.state is State.PLANNED


def test_what_bounced_is_sent_again_once_its_address_may_have_mail(
    rows: list[Row], capsys: pytest.CaptureFixture[str]
) -> None:
    address = rows[0].address
    with Ledger(Path("deliveries")) as ledger:
        read_bounces(ledger, [report(rows[0], envelope=rows[0].id)])
    code, said = run(capsys, "doubtful", "facts", "--again", address)
    assert code == 2
    assert "If that was wrong, take its line out of deliveries/suppressed.csv first." in said
    Path("deliveries/suppressed.csv").unlink()
    _, said = run(capsys, "doubtful", "facts", "--again", address)
    assert said.startswith(f"{address}: will be sent again.")


def test_a_doubtful_message_that_arrived_is_sent(
    rows: list[Row], capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "doubtful", "facts", "--sent", rows[1].address)
    assert run(capsys, "status")[1].startswith("facts, edition 1, to press: 2 of 3 sent, 1 still")


def test_what_came_back_is_read_from_a_mailbox(
    rows: list[Row], capsys: pytest.CaptureFixture[str]
) -> None:
    box = mailbox.mbox("box")
    box.add(report(rows[0], envelope=rows[0].id))
    box.close()
    assert run(capsys, "bounces", "box")[1].splitlines() == [
        f"{rows[0].address} bounced: 5.1.1 550 5.1.1 User unknown",
        "1 message bounced; 0 other messages.",
    ]
    code, said = run(capsys, "bounces", "imaps://mail.example.org")
    assert code == 3  # no password is known
    assert "BRIEFWRIGHT_IMAP_PASSWORD" in said
