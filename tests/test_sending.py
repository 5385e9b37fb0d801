"""`send` says who would get what and why, writes some messages as files, and sends when told so."""

import csv
import io
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from sample_copies import edition as build_edition
from sample_copies import texts
from sample_mailing import EDITIONS, ISSUED, NOON
from smtp_sink import Settings, Sink, Taken, run_sink

from briefwright.cli.main import main
from briefwright.delivery import Job, Ledger, State
from briefwright.issuing import archive
from briefwright.mail import read_settings
from briefwright.recipients import lists

LIST = """\
address,name,language,audience,format,clearance,copy,under_embargo
ana@example.org,Ana,,press,pdf docx,,,
bo@example.org,Bo,ru,press,,,,yes
cy@example.org,,fr,press,,,,
dee@example.org,Dee,,staff,,,,
eve@example.org,Eve,,staff,,internal,,
"""
LATER = NOON + timedelta(hours=1)
JOB = Job("port", "1", "newsrooms")


@pytest.fixture
def sink() -> Iterator[Sink]:
    with run_sink() as sink:
        yield sink


@pytest.fixture
def home(tmp_path: Path, sink: Sink, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with an issued briefing, a list, settings that lead to the sink."""
    monkeypatch.chdir(tmp_path)
    issue(tmp_path)
    for name in ("staff", "envoys"):  # beside those that are shipped
        folder = tmp_path / "templates/audiences" / name
        folder.mkdir(parents=True)
        write(folder, "audience.yaml", f"title: {name}\nextends: full\n")
    write(tmp_path, "recipients/newsrooms.csv", LIST)
    relay = f"smtp: {{host: 127.0.0.1, port: {sink.port}, security: none}}"
    write(tmp_path, "delivery.yaml", f"from: Port <press@port.example>\n{relay}\n")
    return tmp_path


def issue(home: Path, **others: object) -> None:
    names = [name for one in EDITIONS for name in one.files.values()]
    files = {name: f"%PDF of {name}".encode() for name in names}
    if others.get("number") == "copies":
        files["port-press-en.pdf"] = build_edition("press, en")
        files["port-press-en.docx"] = build_edition("press, en", "docx")
    digests = archive.find_digests(files)
    archive.add(home / "issued", replace(ISSUED, files=digests, **others), files)  # type: ignore[arg-type]


def write(home: Path, name: str, text: str) -> None:
    (home / name).parent.mkdir(parents=True, exist_ok=True)
    (home / name).write_text(text, encoding="utf-8")


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    code = main(words, Path())
    said = capsys.readouterr()
    return code, said.out + said.err


def send(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    return run(capsys, "send", "port", "--to", "newsrooms", *words)


def parse(taken: Taken) -> EmailMessage:
    message = message_from_bytes(taken.data, policy=default)
    assert isinstance(message, EmailMessage)
    return message


# ----------------------------------------------------------------- shown


def test_a_dry_run_says_who_would_get_what_and_why_and_sends_nothing(
    home: Path, sink: Sink, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = send(capsys)
    assert code == 0
    assert "port, edition 1, to the list newsrooms" in said
    assert "by this machine's clock. Nothing was sent." in said
    assert "4 recipients get something:" in said
    for line in (
        "      1  press in en, pdf and docx: its row names the audience; it names no language, so en",  # noqa: E501
        "      1  press in ru, pdf: its row names the audience and the language",
        "      1  press in en, pdf: its row names the audience; there is none in fr, so en",
        "      1  staff in en, pdf: its row names the audience; it names no language, so en",
        "1 recipient gets nothing:",
        "  dee@example.org (Dee, line 5): The staff edition may hold what is internal, and the "
        "row's `clearance` doesn't name that.",
        "To send it: python3 build.py send port --to newsrooms --really",
    ):
        assert line in said.splitlines(), said
    assert sink.taken == []
    assert not (home / "deliveries").exists()


def test_three_messages_of_different_kinds_are_shown_and_written_as_they_would_go_out(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, said = send(capsys)
    paths = sorted((home / "output/port/mail").glob("*.eml"))
    assert [path.name for path in paths] == [f"newsrooms-{n}.eml" for n in (1, 2, 3)]
    messages = [message_from_bytes(path.read_bytes(), policy=default) for path in paths]
    assert [str(one["To"]) for one in messages] == [
        "Ana <ana@example.org>", "Bo <bo@example.org>", "cy@example.org",
    ]  # fmt: skip
    assert "Subject: The port" in said
    assert "Attached: port-press-en.docx" in said
    assert "Здравствуйте, Bo!" in said


def test_the_whole_plan_is_a_table_in_which_nothing_is_run(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(home, "recipients/newsrooms.csv", LIST.replace(",Bo,", ",+1,"))
    send(capsys)
    path = home / "output/port/mail/newsrooms-plan.csv"
    table = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    assert [row[0] for row in table] == [
        "address", "ana@example.org", "bo@example.org", "cy@example.org", "dee@example.org",
        "eve@example.org",
    ]  # fmt: skip
    assert [table[2][1], table[4][2]] == ["'+1", "nothing"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_faults_of_the_list_and_of_the_settings_are_shown_at_once(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(home, "recipients/newsrooms.csv", "address,audience\nana@example.org,pres\nbo\n")
    write(home, "delivery.yaml", "from: nobody\n")
    code, said = send(capsys)
    assert code == 1
    codes = re.findall(r"^\S+:(\d+):\d+: ([CD]\d+)", said, re.MULTILINE)
    assert sorted(codes) == [
        ("1", "D201"), ("1", "D202"), ("2", "D105"), ("3", "C244"), ("3", "D102"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("port", "--to", "newsroom"),
            "no list of recipients “newsroom”; did you mean “newsrooms”?",
        ),
        (("harbour", "--to", "newsrooms"), "Nothing of “harbour” was issued; there is: port."),
        (("port", "--to", "../newsrooms.csv"), "../newsrooms.csv isn't in "),
        (("port", "--to", "newsrooms", "--edition", "7"), "Edition 7 of port was never issued"),
    ],
)
def test_an_unknown_name_is_said_with_those_that_there_are(
    home: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    code, answer = run(capsys, "send", *words)
    assert code == 2
    assert said in answer


@pytest.mark.skipif(os.name != "posix", reason="there are no such permissions")
def test_only_their_owner_reads_what_was_and_will_be_sent(
    home: Path, sink: Sink, capsys: pytest.CaptureFixture[str]
) -> None:
    assert send(capsys)[0] == 0
    written = [*(home / "output").rglob("*.eml"), *(home / "deliveries").glob("ledger.sqlite")]
    assert {path.suffix for path in written} >= {".eml"}
    assert {path.stat().st_mode & 0o777 for path in written} == {0o600}


def test_nothing_is_sent_that_is_not_as_it_was_issued(
    home: Path, sink: Sink, capsys: pytest.CaptureFixture[str]
) -> None:
    path = home / "issued/port/1/port-press-en.pdf"
    path.chmod(0o644)
    path.write_bytes(b"%PDF of something else")
    code, said = send(capsys, "--really")
    assert code == 3
    assert "port-press-en.pdf was changed, so nothing was sent." in said
    assert sink.taken == []


# ----------------------------------------------------------------- sent


def test_each_recipient_gets_one_message_and_a_second_run_sends_none(
    home: Path, sink: Sink, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = send(capsys, "--really")
    assert code == 0, said
    assert "4 new, 0 known already, 0 withdrawn." in said
    assert "dee@example.org (Dee, line 5): The staff edition may hold" in said
    got = {one.recipient: parse(one) for one in sink.taken}
    assert len(sink.taken) == len(got) == 4
    assert sorted(got) == [f"{name}@example.org" for name in ("ana", "bo", "cy", "eve")]
    files = {
        to: [part.get_filename() for part in one.iter_attachments()] for to, one in got.items()
    }
    assert files["ana@example.org"] == ["port-press-en.pdf", "port-press-en.docx"]
    assert files["eve@example.org"] == ["port-staff-en.pdf"]
    assert all("@" in str(one["To"]) and one["Bcc"] is None for one in got.values())
    _, again = send(capsys, "--really")
    assert "0 new, 4 known already" in again
    assert run(capsys, "resume", "port")[0] == 0
    assert len(sink.taken) == 4


def test_a_message_says_nothing_of_the_list_or_of_anybody_else_on_it(
    home: Path, sink: Sink, capsys: pytest.CaptureFixture[str]
) -> None:
    send(capsys, "--really")
    assert len(sink.taken) == 4
    names = [row.split(",")[0] for row in LIST.splitlines()[1:]]
    for taken in sink.taken:
        message = parse(taken)
        texts = [message.get_body((kind,)) for kind in ("plain", "html")]
        said = taken.data.decode() + "".join(str(one.get_content()) for one in texts if one)
        others = [name for name in names if name != taken.recipient]
        assert [word for word in (*others, "newsrooms", "internal", "row") if word in said] == []


def test_a_list_that_changed_is_compared_with_its_last_use_and_only_what_is_new_is_sent(
    home: Path, sink: Sink, capsys: pytest.CaptureFixture[str]
) -> None:
    send(capsys, "--really")
    assert "no change." in send(capsys)[1]
    changed = LIST.replace("ana@example.org,Ana,,press", "ana@example.org,Anna,,press")
    changed = (
        changed.replace("cy@example.org,,fr,press,,,,\n", "") + "flo@example.org,,,press,,,,\n"
    )
    write(home, "recipients/newsrooms.csv", changed)
    _, said = send(capsys)
    assert ": 3 changes" in said
    for line in (
        "  changed  ana@example.org: name Ana → Anna",
        "  new      flo@example.org",
        "  gone     cy@example.org",
    ):
        assert line in said.splitlines(), said
    _, said = send(capsys, "--really")
    assert "1 new, 3 known already, 0 withdrawn." in said
    assert [one.recipient for one in sink.taken[4:]] == ["flo@example.org"]


def test_above_25_recipients_their_number_must_be_said(
    home: Path, sink: Sink, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "".join(f"p{n}@example.org,press\n" for n in range(26))
    write(home, "recipients/newsrooms.csv", f"address,audience\n{rows}")
    assert "--really --confirm 26" in send(capsys)[1]
    for words in ((), ("--confirm", "25")):
        code, said = send(capsys, "--really", *words)
        assert code == 2
        assert "It would go to 26 recipients" in said
    assert sink.taken == []
    assert not (home / "deliveries" / "lists").exists()
    assert send(capsys, "--really", "--confirm", "26")[0] == 0
    assert len(sink.taken) == 26


def test_a_test_goes_to_oneself_alone_and_counts_for_nothing(
    home: Path, sink: Sink, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = send(capsys, "--test", "me@port.example")
    assert code == 0
    assert "3 messages went to me@port.example, and nothing to anybody else." in said
    assert [one.recipient for one in sink.taken] == ["me@port.example"] * 3
    assert all("me@port.example" in str(parse(one)["To"]) for one in sink.taken)
    assert "4 new" in send(capsys, "--really")[1]


def test_nothing_leaves_before_the_embargo_but_to_whoever_may_have_it(
    home: Path, sink: Sink, capsys: pytest.CaptureFixture[str]
) -> None:
    issue(home, number="2", at=LATER, embargo="2999-01-01 12:00 UTC")
    code, said = send(capsys, "--really")
    assert code == 0, said
    assert [one.recipient for one in sink.taken] == ["bo@example.org"]
    assert said.count("It is under embargo until 2999-01-01 12:00 UTC, and by this machine's") == 4


def test_what_a_relay_put_off_is_sent_when_the_job_is_resumed(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    send(capsys, "--really")
    with Ledger(home / "deliveries") as ledger:
        row = ledger.move(ledger.list_rows(JOB)[0], State.BOUNCED)
        ledger.move(row, State.PLANNED)
    with run_sink(Settings()) as other:
        relay = f"smtp: {{host: 127.0.0.1, port: {other.port}, security: none}}"
        write(home, "delivery.yaml", f"from: Port <press@port.example>\n{relay}\n")
        (home / "recipients/newsrooms.csv").unlink()  # the ledger knows enough
        code, said = run(capsys, "resume", "port")
        assert code == 0, said
        (again,) = other.taken
    assert again.recipient == row.address
    assert again.message_id == f"<{row.id}@port.example>"


def test_a_personal_copy_says_whose_it_is_and_keeps_its_number(
    home: Path, sink: Sink, capsys: pytest.CaptureFixture[str]
) -> None:
    issue(home, number="copies", at=LATER)
    head = "address,name,organisation,audience,copy\n"
    write(home, "recipients/newsrooms.csv", f"{head}ana@example.org,Ana,Port,press,personal\n")
    assert send(capsys, "--really")[0] == 0
    more = "bo@example.org,,,press,personal\nana@example.org,Ana,Port,press,personal\n"
    write(home, "recipients/newsrooms.csv", f"{head}{more}")
    assert send(capsys, "--really")[0] == 0
    wanted = {"ana@example.org": "Copy 1 for Ana, Port", "bo@example.org": "Copy 2 for bo@example"}
    assert [one.recipient for one in sink.taken] == list(wanted)  # Ana's was sent once
    for taken in sink.taken:
        message, line = parse(taken), wanted[taken.recipient]
        (part,) = message.iter_attachments()
        first = texts(part.get_payload(decode=True))[0]  # type: ignore[arg-type]
        assert first.count(line) == 2
        body = message.get_body(("plain",))
        assert body is not None
        assert f"copy {line.split()[1]}, made for you alone" in body.get_content()


# ----------------------------------------------------------------- begun


def test_a_new_list_and_settings_are_right_as_they_stand(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", "recipients", "newsrooms"], tmp_path) == 0
    said = capsys.readouterr().out
    assert "send BRIEFING --to newsrooms" in said
    found = lists.read_list(tmp_path / "recipients/newsrooms.csv", ("press",))
    assert [one.address for one in found.recipients] == [
        "ana.souza@example.org", "newsroom@example.org",
    ]  # fmt: skip
    assert found.warnings == ()
    assert read_settings(tmp_path / "delivery.yaml").sender.name == "Press office"
    (tmp_path / "delivery.yaml").write_text("mine", encoding="utf-8")
    assert main(["new", "recipients", "newsrooms"], tmp_path) == 2
    assert main(["new", "recipients", "others"], tmp_path) == 0
    assert (tmp_path / "delivery.yaml").read_text(encoding="utf-8") == "mine"
