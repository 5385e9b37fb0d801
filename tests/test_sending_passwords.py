"""Rows with `password_by` get encrypted files, and their passwords by another way, for one job long
the same."""

import csv
import io
import stat
from pathlib import Path

import pikepdf
import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from sample_copies import edition
from smtp_sink import Sink
from test_sending import LATER, home, issue, parse, run, send, sink, write

from briefwright.copies.tracing import trace

__all__ = ["home", "sink"]  # the fixtures

LIST = """\
address,name,audience,format,copy,password_by
ana@example.org,Ana,press,pdf,personal,phone
bo@example.org,Bo,press,pdf docx,plain,signal
cy@example.org,Cy,press,pdf,personal,
"""


@pytest.fixture
def office(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an office whose settings let a PDF have a password, and what it may send."""
    issue(home, number="copies", at=LATER)
    write(home, "recipients/newsrooms.csv", LIST)
    settings = (home / "delivery.yaml").read_text(encoding="utf-8")
    write(home, "delivery.yaml", f"{settings}encrypt: {{pdf: plain}}\n")
    return home


def read_passwords(home: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, dict[str, str]]:
    code, said = run(capsys, "passwords", "port")
    assert code == 0, said
    path = home / "deliveries/passwords/port.csv"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    assert not [row["password"] for row in rows if row["password"] in said]
    return {row["address"]: row for row in rows}


def list_files(sink: Sink) -> dict[str, list[bytes]]:
    return {
        taken.recipient: [
            bytes(part.get_payload(decode=True))  # type: ignore[arg-type]
            for part in parse(taken).iter_attachments()
        ]
        for taken in sink.taken
    }


def test_each_file_opens_with_the_password_of_its_recipient_and_with_no_other(
    office: Path, sink: Sink, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = send(capsys, "--really")
    assert code == 0, said
    rows, files = read_passwords(office, capsys), list_files(sink)
    assert {to: row["password_by"] for to, row in rows.items()} == {
        "ana@example.org": "phone", "bo@example.org": "signal",
    }  # fmt: skip
    assert sorted(files) == ["ana@example.org", "bo@example.org", "cy@example.org"]
    ana, bo = (rows[f"{name}@example.org"]["password"] for name in ("ana", "bo"))
    assert trace(files["ana@example.org"][0], (), ana).numbers == (1,)
    assert trace(files["cy@example.org"][0], ()).numbers == (2,)
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(files["ana@example.org"][0]), password=bo)
    pdf, word = files["bo@example.org"]
    with pikepdf.open(io.BytesIO(pdf), password=bo) as opened:
        assert opened.encryption.R == 6
        assert opened.allow.accessibility
    written = io.BytesIO()
    opened_word = OOXMLFile(io.BytesIO(word))
    opened_word.load_key(password=bo)
    opened_word.decrypt(written)
    assert written.getvalue() == edition("press, en", "docx")


def test_a_password_stands_in_no_message_no_ledger_and_nothing_that_is_printed(
    office: Path, sink: Sink, capsys: pytest.CaptureFixture[str]
) -> None:
    _, said = send(capsys, "--really")
    secrets = [row["password"] for row in read_passwords(office, capsys).values()]
    assert len(set(secrets)) == 2
    kept = [path.read_bytes() for path in (office / "deliveries").glob("ledger*")]
    searched = [said.encode(), *kept, *(taken.data for taken in sink.taken)]
    assert len(searched) > 3
    assert not [one for one in secrets if any(one.encode() in data for data in searched)]
    texts = {taken.recipient: taken.data.decode() for taken in sink.taken}
    assert "which you will get by another way" in texts["ana@example.org"]
    assert "which you will get by another way" not in texts["cy@example.org"]


def test_what_waits_is_sent_later_with_the_same_password_and_as_the_list_says_by_then(
    office: Path, sink: Sink, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(office, "recipients/newsrooms.csv", LIST.replace("personal,\n", "personal,letter\n"))
    settings = (office / "delivery.yaml").read_text(encoding="utf-8")
    write(office, "delivery.yaml", settings.replace("security: none", "security: starttls"))
    assert send(capsys, "--really")[0] == 3  # the sink offers no encryption
    before = read_passwords(office, capsys)
    assert len(before) == 3
    write(office, "recipients/newsrooms.csv", LIST)
    write(office, "delivery.yaml", settings)
    assert send(capsys, "--really")[0] == 0
    after = read_passwords(office, capsys)
    assert [before[to]["password"] for to in after] == [row["password"] for row in after.values()]
    assert trace(list_files(sink)["cy@example.org"][0], ()).numbers == (2,)  # its row names none


def test_a_key_that_is_lost_is_not_made_anew(
    office: Path, sink: Sink, capsys: pytest.CaptureFixture[str]
) -> None:
    send(capsys, "--really")
    (office / "deliveries/passwords.key").unlink()
    for words in (("passwords", "port"), ("resume", "port")):
        code, said = run(capsys, *words)
        assert (code, "put it back from your copy of the folder" in said) == (3, True), said


def test_a_dry_run_says_who_can_have_no_password_and_what_a_sample_opens_with(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, said = send(capsys)
    (line,) = (line for line in said.splitlines() if line.startswith("Files with a password open"))
    password = line.split(" open with ")[1].split(",")[0]
    (sample,) = (
        path for path in (office / "output/port/mail").glob("*.eml")
        if b"ana@example.org" in path.read_bytes()
    )  # fmt: skip
    assert password.encode() not in sample.read_bytes()
    settings = (office / "delivery.yaml").read_text(encoding="utf-8")
    write(office, "delivery.yaml", settings.replace("plain", "refuse"))
    write(office, "recipients/newsrooms.csv", LIST.replace("signal", "").replace("pdf docx", "eml"))
    _, said = send(capsys)
    assert "write `encrypt: {pdf: plain}` in delivery.yaml" in said
    assert not (office / "deliveries/passwords.key").exists()
