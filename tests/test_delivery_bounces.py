"""What comes back: reports of deliveries, and letters that ask for no more."""

import mailbox
from collections.abc import Callable
from pathlib import Path

import pytest
from imap_server import run_imap
from sample_delivery import JOB, list_entries
from test_delivery_sending import certify

from briefwright.delivery import Ledger, Row, State, inbox, progress, read_bounces, suppression
from briefwright.problems import MachineError


def plan_sent(folder: Path, count: int = 2) -> list[Row]:
    """A ledger's folder → deliveries that the relay took."""
    with Ledger(folder) as ledger:
        ledger.plan(JOB, list_entries(count))
        for _ in range(count):
            row = ledger.claim(JOB)
            assert row
            ledger.move(ledger.move(row, State.DOT), State.SENT, "250 ok")
        return list(ledger.list_rows(JOB))


def report(
    row: Row, action: str = "failed", status: str = "5.1.1", envelope: str = "", returned: str = ""
) -> bytes:
    """A delivery and what became of it → a report as Postfix writes them."""
    named = f"Original-Envelope-Id: {envelope}\r\n" if envelope else ""
    return (
        "From: MAILER-DAEMON@example.org\r\nSubject: Undelivered Mail\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\n\r\nSorry.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n"
        f"Reporting-MTA: dns; relay\r\n{named}\r\n"
        f"Final-Recipient: rfc822; {row.address}\r\nAction: {action}\r\nStatus: {status}\r\n"
        "Diagnostic-Code: smtp; 550 5.1.1 User unknown\r\n\r\n"
        f"--b\r\nContent-Type: text/rfc822-headers\r\n\r\n{returned}Subject: x\r\n\r\n--b--\r\n"
    ).encode()


@pytest.mark.parametrize(
    "write",
    [
        lambda row: report(row, envelope=row.id),
        lambda row: report(row, returned=f"Message-ID: <{row.id}@example.org>\r\n"),
    ],
    ids=["by the name that was asked for", "by the Message-ID"],
)
def test_a_report_marks_its_delivery_and_suppresses_an_address_without_mailbox(
    write: Callable[[Row], bytes], tmp_path: Path
) -> None:
    first, second = plan_sent(tmp_path)
    with Ledger(tmp_path) as ledger:
        found = read_bounces(ledger, [write(first)])
        assert [row.address for row in found.bounced] == [first.address]
        assert [row.state for row in ledger.list_rows(JOB)] == [State.BOUNCED, State.SENT]
        assert suppression.read(tmp_path) == {first.address: "5.1.1 550 5.1.1 User unknown"}
        assert read_bounces(ledger, [write(first)]).bounced == ()  # it is read once
        assert ledger.count(JOB) == {State.SENT: 1, State.BOUNCED: 1}
    assert second.address not in suppression.read(tmp_path)


def test_a_report_that_names_an_address_alone_changes_nothing(tmp_path: Path) -> None:
    row, _ = plan_sent(tmp_path)
    with Ledger(tmp_path) as ledger:
        found = read_bounces(ledger, [report(row), report(row, envelope="0" * 32)])
        assert found.unknown == (row.address, row.address)
        assert ledger.count(JOB) == {State.SENT: 2}
    assert suppression.read(tmp_path) == {}


def test_a_delay_is_said_and_a_mailbox_that_is_full_is_not_suppressed(tmp_path: Path) -> None:
    first, second = plan_sent(tmp_path)
    late = report(first, "delayed", "4.2.0", first.id)
    full = report(second, "failed", "5.2.2", second.id)
    with Ledger(tmp_path) as ledger:
        found = read_bounces(ledger, [late, full])
        assert [row.address for row in found.delayed] == [first.address]
        assert ledger.count(JOB) == {State.SENT: 1, State.BOUNCED: 1}
    assert suppression.read(tmp_path) == {}


def test_whoever_writes_unsubscribe_gets_no_more(tmp_path: Path) -> None:
    row, _ = plan_sent(tmp_path)
    asked = f"From: Reader One <{row.address.upper()}>\r\nSubject: Unsubscribe\r\n\r\n".encode()
    stranger = b"From: other@example.com\r\nSubject: unsubscribe\r\n\r\n"
    thanks = f"From: {row.address}\r\nSubject: Thank you\r\n\r\n".encode()
    with Ledger(tmp_path) as ledger:
        found = read_bounces(ledger, [asked, stranger, thanks])
    assert found.unsubscribed == (row.address,)
    assert found.others == 2
    assert suppression.read(tmp_path) == {row.address: "wrote “unsubscribe”"}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\x00",
        b"Content-Type: multipart/report\r\n\r\n",
        b'Content-Type: multipart/report; boundary="b"\r\n\r\n--b\r\n'
        b"Content-Type: message/delivery-status\r\n\r\n\r\n\r\n--b--",
        b'Content-Type: multipart/report; boundary="b"\r\n\r\n--b\r\n'
        b"Content-Type: message/delivery-status\r\n\r\nx\xff\r\n\r\nAction: failed\r\n--b--",
        b"From: <<>>\r\nSubject: unsubscribe\r\n\r\n",
    ],
)
def test_whatever_else_is_in_the_mailbox_is_passed_over(data: bytes, tmp_path: Path) -> None:
    plan_sent(tmp_path)
    with Ledger(tmp_path) as ledger:
        found = read_bounces(ledger, [data])
        assert ledger.count(JOB) == {State.SENT: 2}
    assert (found.bounced, found.unsubscribed) == ((), ())


# ----------------------------------------------------------------- mailboxes


def test_a_mailbox_is_a_file_a_folder_or_on_a_server(tmp_path: Path) -> None:
    messages = [b"Subject: one\n\nFirst.\n", b"Subject: two\n\nSecond.\n"]
    file = mailbox.mbox(tmp_path / "mbox")
    folder = mailbox.Maildir(tmp_path / "maildir")
    for data in messages:
        file.add(data)
        folder.add(data)
    file.close()
    assert list(inbox.read_messages(tmp_path / "mbox")) == messages
    assert sorted(inbox.read_messages(tmp_path / "maildir")) == messages
    certificate = certify(tmp_path / "server")
    with run_imap(messages, certificate, "secret") as port:
        where = inbox.Inbox("127.0.0.1", "ana", "secret", port, certificates=certificate)
        assert list(inbox.fetch_messages(where)) == messages
        wrong = inbox.Inbox("127.0.0.1", "ana", "wrong", port, certificates=certificate)
        with pytest.raises(MachineError, match="doesn't let you in"):
            list(inbox.fetch_messages(wrong))
        unknown = inbox.Inbox("127.0.0.1", "ana", "secret", port)
        with pytest.raises(MachineError, match=r"certificate of .* is not to be trusted"):
            list(inbox.fetch_messages(unknown))
    with pytest.raises(MachineError, match="nothing listens there"):
        list(inbox.fetch_messages(where))
    with pytest.raises(MachineError, match="There is no mailbox"):
        list(inbox.read_messages(tmp_path / "none"))


def test_an_address_of_a_mailbox_holds_no_password() -> None:
    found = inbox.read_address("imaps://ana%40example.org@mail.example.org/Bounces", "secret")
    assert (found.host, found.user, found.folder) == (
        "mail.example.org", "ana@example.org", "Bounces",
    )  # fmt: skip
    with pytest.raises(ValueError, match="with no password in it"):
        inbox.read_address("imaps://ana:secret@mail.example.org/", "secret")


# ----------------------------------------------------------------- progress


def test_the_page_shows_each_state_and_names_whom_somebody_should_look_at(tmp_path: Path) -> None:
    rows = plan_sent(tmp_path, 4)
    with Ledger(tmp_path) as ledger:
        read_bounces(ledger, [report(rows[0], envelope=rows[0].id)])
        ledger.plan(JOB, list_entries(5))
        assert progress.describe(ledger, JOB) == "3 of 5 sent, 1 still to be sent, 1 bounced."
        page = progress.make_page(ledger, (JOB,))
    assert "facts, edition 1, to press" in page
    assert 'aria-label="3 sent, 1 bounced: refused, or come back, 1 still to be sent"' in page
    assert "<td>reader1@example1.org</td><td>5.1.1 550 5.1.1 User unknown</td>" in page
    assert "reader2@example2.org" not in page
    assert "<path d=" in page
    assert "http" not in page
