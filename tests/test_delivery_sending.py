"""Messages handed to a relay that takes them, refuses, defers, drops the line, or is none."""

import base64
import signal
import ssl
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sample_delivery import JOB, QUICK, compose, find_relay, list_entries
from smtp_sink import Settings, run_sink

from briefwright.delivery import (
    Entry,
    Ledger,
    Outcome,
    Pace,
    Relay,
    Row,
    Sender,
    State,
    send,
    suppression,
)
from briefwright.mail import Message
from briefwright.problems import MachineError


def send_sample(folder: Path, relay: Relay, pace: Pace = QUICK, count: int = 3) -> Outcome:
    with Ledger(folder) as ledger:
        ledger.plan(JOB, list_entries(count))
        return send(ledger, JOB, compose, relay, Sender("ana", pace))


def list_answers(folder: Path) -> list[tuple[State, str]]:
    with Ledger(folder) as ledger:
        return [(row.state, row.answer) for row in ledger.list_rows(JOB)]


def fail_once(stage: str, answer: str) -> Callable[[str, str], str]:
    """A stage and an answer → a fault that meets the first message there, and no other."""
    left = [answer]
    return lambda at, recipient: left.pop() if left and at == stage else ""


# ----------------------------------------------------------------- what goes out


def test_each_recipient_gets_one_message_of_their_own(tmp_path: Path) -> None:
    with run_sink() as sink:
        outcome = send_sample(tmp_path, find_relay(sink.port))
    assert outcome == Outcome({State.SENT: 3})
    assert [one.recipient for one in sink.taken] == [one.address for one in list_entries(3)]
    assert b"Your copy has the number 2.\r\n" in sink.taken[1].data
    assert sink.connections == 1
    with Ledger(tmp_path) as ledger:
        assert ledger.is_finished(JOB)


def test_the_end_of_a_message_is_on_the_disk_before_it_goes_out(tmp_path: Path) -> None:
    found = []

    def look(stage: str, recipient: str) -> str:
        if stage in ("data", "dot"):
            with Ledger(tmp_path) as other:
                found.append((stage, *(row.state for row in other.list_rows(JOB))))
        return ""

    with run_sink(Settings(look)) as sink:
        send_sample(tmp_path, find_relay(sink.port), count=1)
    assert found == [("data", State.SENDING), ("dot", State.DOT)]


def test_the_relay_is_asked_for_a_report_that_names_the_delivery(tmp_path: Path) -> None:
    with run_sink() as sink:
        send_sample(tmp_path, find_relay(sink.port), count=1)
    with Ledger(tmp_path) as ledger:
        (row,) = ledger.list_rows(JOB)
    (taken,) = sink.taken
    for option in (
        "RET=HDRS", f"ENVID={row.id}", "NOTIFY=FAILURE,DELAY", "ORCPT=rfc822;reader1@example1.org",
        f"SIZE={len(compose(row).data)}",
    ):  # fmt: skip
        assert option in taken.options.split()
    with run_sink(Settings(extensions=())) as plain:
        send_sample(tmp_path / "plain", find_relay(plain.port), count=1)
    assert plain.taken[0].options == ""


def test_no_line_of_a_message_can_end_it(tmp_path: Path) -> None:
    body = b"Subject: x\r\n\r\nbefore\n.\r.\r\n..\r\n.quit\nMAIL FROM:<evil@example.org>\rlast"

    def compose_hostile(row: Row) -> Message:
        return Message("office@example.org", row.address, "<1@example.org>", body)

    with run_sink() as sink, Ledger(tmp_path) as ledger:
        ledger.plan(JOB, list_entries(1))
        send(ledger, JOB, compose_hostile, find_relay(sink.port), Sender(pace=QUICK))
    (taken,) = sink.taken
    lines = ["Subject: x", "", "before", ".", ".", "..", ".quit", "MAIL FROM:<evil@example.org>"]
    assert taken.data.decode().split("\r\n") == [*lines, "last", ""]
    assert [one for one in sink.commands if "evil" in one] == []


def test_an_address_with_other_letters_goes_out_where_the_relay_can_write_it(
    tmp_path: Path,
) -> None:
    def send_to(folder: Path, extensions: tuple[str, ...]) -> list[str]:
        with run_sink(Settings(extensions=extensions)) as sink, Ledger(folder) as ledger:
            ledger.plan(JOB, [Entry("чтец@example.org", "a digest")])
            send(ledger, JOB, compose_utf8, find_relay(sink.port), Sender(pace=QUICK))
            return [one.recipient + one.options for one in sink.taken]

    (taken,) = send_to(tmp_path, ("SMTPUTF8", "8BITMIME"))
    assert taken.startswith("чтец@example.org")
    assert "SMTPUTF8" in taken
    assert send_to(tmp_path / "other", ()) == []
    ((state, answer),) = list_answers(tmp_path / "other")
    assert state is State.BOUNCED
    assert "other letters than a to z (SMTPUTF8)" in answer


def compose_utf8(row: Row) -> Message:
    return Message("office@example.org", row.address, "<1@example.org>", b"Subject: x\r\n\r\nx\r\n")


# ----------------------------------------------------------------- what goes wrong


@pytest.mark.parametrize(
    ("fault", "taken"),
    [
        (("rcpt", "450 4.2.1 try again"), 1),
        (("data", "451 4.3.0 try again"), 1),
        (("dot", "452 4.3.1 try again"), 1),
        (("mail", "421 4.3.2 closing"), 1),
        (("rcpt", "drop"), 1),
        (("data", "drop"), 1),
        (("connect", "drop"), 1),
        (("connect", "421 busy"), 1),
    ],
    ids=str,
)
def test_what_fails_before_the_end_of_a_message_is_tried_again(
    fault: tuple[str, str], taken: int, tmp_path: Path
) -> None:
    with run_sink(Settings(fail_once(*fault))) as sink:
        outcome = send_sample(tmp_path, find_relay(sink.port), count=1)
    assert outcome.counts == {State.SENT: 1}
    assert len(sink.taken) == taken


@pytest.mark.parametrize(("stage", "delivered"), [("dot", 0), ("taken", 1)])
def test_a_line_that_breaks_after_the_end_leaves_a_doubtful_delivery(
    stage: str, delivered: int, tmp_path: Path
) -> None:
    with run_sink(Settings(fail_once(stage, "drop"))) as sink:
        outcome = send_sample(tmp_path, find_relay(sink.port), count=2)
    assert outcome.counts == {State.SENT: 1, State.DOUBTFUL: 1}
    assert [one.recipient for one in sink.taken].count("reader1@example1.org") == delivered
    assert list_answers(tmp_path)[0] == (State.DOUBTFUL, "the connection broke")
    with run_sink() as again:  # it is never sent again by itself
        send_sample(tmp_path, find_relay(again.port), count=2)
    assert again.taken == []


def test_a_relay_that_never_answers_the_end_leaves_a_doubtful_delivery(tmp_path: Path) -> None:
    wait = threading.Event()

    def hang(stage: str, recipient: str) -> str:
        if stage == "dot":
            wait.wait(30)
        return ""

    with run_sink(Settings(hang)) as sink:
        relay = replace(find_relay(sink.port), timeout=0.2)
        outcome = send_sample(tmp_path, relay, count=1)
        wait.set()
    assert outcome.counts == {State.DOUBTFUL: 1}
    assert list_answers(tmp_path) == [(State.DOUBTFUL, "the relay doesn't answer in time")]


@pytest.mark.parametrize(
    ("stage", "answer", "suppressed"),
    [
        ("rcpt", "550 5.1.1 no such mailbox", ["reader1@example1.org"]),
        ("rcpt", "550 no such mailbox", ["reader1@example1.org"]),
        ("rcpt", "550 5.7.1 not wanted", []),
        ("dot", "554 5.6.0 not wanted", []),
    ],
)
def test_a_refusal_is_final_and_an_address_without_mailbox_is_suppressed(
    stage: str, answer: str, suppressed: list[str], tmp_path: Path
) -> None:
    with run_sink(Settings(fail_once(stage, answer))) as sink:
        outcome = send_sample(tmp_path, find_relay(sink.port), count=2)
        send_sample(tmp_path, find_relay(sink.port), count=2)
    assert outcome.counts == {State.SENT: 1, State.BOUNCED: 1}
    assert list_answers(tmp_path)[0] == (State.BOUNCED, answer)
    assert [one.recipient for one in sink.taken] == ["reader2@example2.org"]
    assert list(suppression.read(tmp_path)) == suppressed


def test_a_recipient_who_is_always_deferred_is_given_up_after_so_many_tries(
    tmp_path: Path,
) -> None:
    with run_sink(Settings(lambda at, _: "450 4.2.1 full" if at == "rcpt" else "")) as sink:
        outcome = send_sample(tmp_path, find_relay(sink.port), count=1)
    assert outcome.counts == {State.BOUNCED: 1}
    assert list_answers(tmp_path)[0][1] == "given up after 4 tries: 450 4.2.1 full"


def test_what_is_due_later_than_a_run_waits_for_is_left_with_its_time(tmp_path: Path) -> None:
    pace = replace(QUICK, first=500, longest=500, patience=100)
    with run_sink(Settings(lambda at, _: "450 later" if at == "rcpt" else "")) as sink:
        outcome = send_sample(tmp_path, find_relay(sink.port), pace, count=2)
    assert outcome.counts == {State.DEFERRED: 2}
    assert outcome.next
    assert outcome.stopped == ""


def test_a_relay_that_refuses_everything_stops_the_run_and_nobody_is_given_up(
    tmp_path: Path,
) -> None:
    refuse = Settings(lambda at, _: "550 5.1.1 who are you?" if at == "rcpt" else "")
    with run_sink(refuse) as sink:
        outcome = send_sample(tmp_path, find_relay(sink.port), replace(QUICK, refusals=5), count=9)
    assert outcome.counts == {State.PLANNED: 9}
    assert "refused the first 5 messages" in outcome.stopped
    assert "None of them is given up" in outcome.stopped
    assert suppression.read(tmp_path) == {}


def test_a_relay_that_takes_nothing_from_this_sender_stops_the_run(tmp_path: Path) -> None:
    with run_sink(Settings(lambda at, _: "553 5.7.1 not yours" if at == "mail" else "")) as sink:
        outcome = send_sample(tmp_path, find_relay(sink.port))
    assert outcome.counts == {State.PLANNED: 3}
    assert "takes no mail from office@example.org: “5.7.1 not yours”" in outcome.stopped


def test_a_relay_that_is_not_there_is_said_in_a_sentence(tmp_path: Path) -> None:
    with run_sink() as sink:
        port = sink.port
    outcome = send_sample(tmp_path, find_relay(port))
    assert outcome.counts == {State.PLANNED: 3}
    assert outcome.stopped == (
        f"The relay 127.0.0.1:{port} can't be reached: nothing listens there. Nothing is lost; run "
        "the command again when it can."
    )


def test_who_unsubscribes_while_it_is_sent_gets_nothing_more(tmp_path: Path) -> None:
    def unsubscribe(row: Row) -> Message:
        suppression.add(tmp_path, {"reader3@example0.org": "unsubscribed"}, "2024-09-21")
        return compose(row)

    with run_sink() as sink, Ledger(tmp_path) as ledger:
        ledger.plan(JOB, list_entries(3))
        outcome = send(ledger, JOB, unsubscribe, find_relay(sink.port), Sender("ana", QUICK))
    assert outcome == Outcome({State.SENT: 2, State.WITHDRAWN: 1})
    assert [one.recipient for one in sink.taken] == ["reader1@example1.org", "reader2@example2.org"]


def test_suppressed_addresses_get_nothing(tmp_path: Path) -> None:
    suppression.add(tmp_path, {"reader1@example1.org": "=1+1"}, "2024-09-21")
    text = (tmp_path / "suppressed.csv").read_text()
    assert text == "address,since,why\nreader1@example1.org,2024-09-21,'=1+1\n"
    with run_sink() as sink:
        outcome = send_sample(tmp_path, find_relay(sink.port), count=2)
    assert outcome.counts == {State.SENT: 1, State.WITHDRAWN: 1}
    assert [one.recipient for one in sink.taken] == ["reader2@example2.org"]


def test_a_message_that_can_t_be_made_stops_the_run_and_is_still_to_be_sent(
    tmp_path: Path,
) -> None:
    def fail(row: Row) -> Message:
        raise ZeroDivisionError

    with run_sink() as sink, Ledger(tmp_path) as ledger:
        ledger.plan(JOB, list_entries(2))
        with pytest.raises(ZeroDivisionError):
            send(ledger, JOB, fail, find_relay(sink.port), Sender(pace=QUICK))
        assert ledger.count(JOB) == {State.PLANNED: 2}


@pytest.fixture
def heard_ctrl_c() -> Iterator[None]:
    """Ctrl-C is heard, even where whoever started the tests let it be passed over."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("heard_ctrl_c")
def test_ctrl_c_ends_each_message_and_begins_no_other(tmp_path: Path) -> None:
    def interrupt(stage: str, recipient: str) -> str:
        if stage == "dot":
            signal.raise_signal(signal.SIGINT)
        return ""

    with run_sink(Settings(interrupt)) as sink:
        outcome = send_sample(tmp_path, find_relay(sink.port), count=300)
    assert outcome.interrupted
    assert 1 <= outcome.counts[State.SENT] < 300
    assert outcome.counts[State.SENT] + outcome.counts[State.PLANNED] == 300
    with run_sink() as again:
        assert send_sample(tmp_path, find_relay(again.port), count=300).counts == {State.SENT: 300}


# ----------------------------------------------------------------- encryption and passwords


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return certify(tmp_path_factory.mktemp("certificate"))


def certify(folder: Path) -> Path:
    """A folder → a file in it with a key and a certificate for 127.0.0.1."""
    folder.mkdir(exist_ok=True)
    whole = folder / "both.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=sink"]
    command += ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(whole)]
    made = subprocess.run([*command, "-out", "-"], check=True, capture_output=True)
    whole.write_bytes(whole.read_bytes() + made.stdout)
    return whole


def encrypt(certificate: Path, *, tls_first: bool = False, login: str = "") -> Settings:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return Settings(context=context, tls_first=tls_first, login=login)


def test_it_is_encrypted_before_anything_is_said(certificate: Path, tmp_path: Path) -> None:
    with run_sink(encrypt(certificate)) as sink:
        relay = Relay("127.0.0.1", sink.port, certificates=certificate)
        assert send_sample(tmp_path, relay).counts == {State.SENT: 3}
    assert [line.split()[0] for line in sink.commands[:3]] == ["ehlo", "STARTTLS", "ehlo"]
    with run_sink(encrypt(certificate, tls_first=True)) as sink:
        relay = Relay("127.0.0.1", sink.port, "tls", certificates=certificate)
        assert send_sample(tmp_path / "tls", relay).counts == {State.SENT: 3}
    assert "STARTTLS" not in sink.commands


def test_nothing_goes_out_unencrypted_unless_that_is_written(tmp_path: Path) -> None:
    with run_sink() as sink:
        outcome = send_sample(tmp_path, Relay("127.0.0.1", sink.port))
    assert "offers no encryption (STARTTLS), so nothing was sent" in outcome.stopped
    assert sink.taken == []


def test_a_certificate_that_can_t_be_trusted_stops_the_run(
    certificate: Path, tmp_path: Path
) -> None:
    with run_sink(encrypt(certificate)) as sink:
        outcome = send_sample(tmp_path, Relay("127.0.0.1", sink.port))
        other = Relay("localhost", sink.port, certificates=certificate)
        named = send_sample(tmp_path, other)
    assert "is not to be trusted (self-signed certificate)" in outcome.stopped
    assert "is not to be trusted (Hostname mismatch" in named.stopped
    assert sink.taken == []


def test_a_password_is_sent_encrypted_and_a_wrong_one_is_said_in_a_sentence(
    certificate: Path, tmp_path: Path
) -> None:
    right = base64.b64encode(b"\0ana\0secret").decode()
    with run_sink(encrypt(certificate, login=right)) as sink:
        relay = Relay("127.0.0.1", sink.port, user="ana", certificates=certificate)
        assert send_sample(tmp_path, replace(relay, password="secret")).counts == {State.SENT: 3}
        outcome = send_sample(tmp_path / "wrong", replace(relay, password="wrong"))
    assert outcome.stopped == (
        f"The relay {relay} doesn't accept the user ana with this password: “5.7.8 wrong user or "
        "password”. Nothing was sent."
    )
    plain = replace(relay, host="relay.example.org", security="none", password="secret")
    outcome = send_sample(tmp_path / "plain", plain)
    assert "A password is not sent to relay.example.org" in outcome.stopped


# ----------------------------------------------------------------- the disk


def test_a_full_disk_stops_the_run_in_a_sentence_and_nobody_is_missed_or_gets_it_twice(
    tmp_path: Path,
) -> None:
    limited = (
        "import resource, signal, sys; sys.path.insert(0, sys.argv[1]); "
        "from pathlib import Path; import sample_delivery as sample; "
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
        "resource.setrlimit(resource.RLIMIT_FSIZE, (60000, 60000)); "
        "sys.exit(sample.send_until_killed(Path(sys.argv[2]), int(sys.argv[3]), 1, 0).stopped)"
    )
    with Ledger(tmp_path) as ledger:
        ledger.plan(JOB, list_entries(60))
    with run_sink() as sink:
        command = ["-c", limited, str(Path(__file__).parent), str(tmp_path), str(sink.port)]
        done = run_python(command)
        assert "the disk is full or broken; make room on it" in done
        before = len(sink.taken)
        assert 0 < before < 60
        outcome = send_sample(tmp_path, find_relay(sink.port), count=60)
    doubtful = outcome.counts.get(State.DOUBTFUL, 0)
    assert doubtful <= 1
    assert outcome.counts[State.SENT] == 60 - doubtful
    assert len({one.recipient for one in sink.taken}) == len(sink.taken) >= 60 - doubtful


def run_python(words: list[str]) -> str:
    return subprocess.run(
        [sys.executable, *words], capture_output=True, text=True, check=False
    ).stderr


def test_two_senders_at_once_send_nothing_twice(tmp_path: Path) -> None:
    refused = []

    def send_second(stage: str, recipient: str) -> str:
        if stage == "dot" and not refused:
            try:
                send_sample(tmp_path, find_relay(sink.port))
            except MachineError as error:
                refused.append(str(error))
        return ""

    with run_sink(Settings(send_second)) as sink:
        assert send_sample(tmp_path, find_relay(sink.port)).counts == {State.SENT: 3}
    assert refused[0].startswith("ana has been sending since ")
    assert len(sink.taken) == 3
