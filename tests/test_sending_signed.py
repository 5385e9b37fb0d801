"""With `sign:` in delivery.yaml, each PDF that is sent is signed, last of all."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sample_signers import PASSWORD, STAMPED, authority, office, run_clock
from sample_token import PIN, make_token
from smtp_sink import Sink
from test_sending import LATER, home, issue, run, send, sink, write
from test_sending_passwords import list_files, read_passwords

from briefwright.copies.signatures import check_signatures, read_roots
from briefwright.copies.tracing import trace
from briefwright.mail.settings import read_settings
from briefwright.problems import ContentError

__all__ = ["home", "sink"]  # the fixtures

LIST = """\
address,name,audience,format,copy,password_by
ana@example.org,Ana,press,pdf,personal,phone
bo@example.org,Bo,press,pdf docx,personal,
cy@example.org,Cy,press,pdf,plain,
dee@example.org,Dee,press,pdf,plain,
"""


@pytest.fixture
def signing(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an office that signs what it sends."""
    issue(home, number="copies", at=LATER)
    write(home, "recipients/newsrooms.csv", LIST)
    settings = (home / "delivery.yaml").read_text(encoding="utf-8")
    more = "encrypt: {pdf: plain}\nsign: {certificate: office.p12}\n"
    write(home, "delivery.yaml", settings + more)
    (home / "office.p12").write_bytes(office().pack())
    (home / "root.pem").write_bytes(authority().pem)
    monkeypatch.setenv("BRIEFWRIGHT_SIGN_PASSWORD", PASSWORD)
    return home


def describe_signature(pdf: bytes, home: Path, password: str = "") -> tuple[str, bool, bool, bool]:
    """A PDF → who signed it, whether it is as it was signed, all of it, by somebody known."""
    with ThreadPoolExecutor(1) as thread:  # a browser's loop may run in this one
        roots = read_roots([home / "root.pem"])
        check = thread.submit(lambda: tuple(check_signatures(pdf, roots, password)))
        (found,) = check.result()
    return found.signer, found.is_intact, found.is_whole, found.is_known


def test_each_copy_is_marked_then_encrypted_then_signed(
    signing: Path, sink: Sink, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = send(capsys, "--really")
    assert code == 0, said
    files = {to.partition("@")[0]: every for to, every in list_files(sink).items()}
    assert sorted(files) == ["ana", "bo", "cy", "dee"]
    password = read_passwords(signing, capsys)["ana@example.org"]["password"]
    good = ("Briefing Office", True, True, True)
    assert describe_signature(files["ana"][0], signing, password) == good
    assert trace(files["ana"][0], (), password).numbers == (1,)
    assert describe_signature(files["bo"][0], signing) == good
    assert trace(files["bo"][0], ()).numbers == (2,)
    assert describe_signature(files["cy"][0], signing) == good
    assert files["cy"] == files["dee"]  # what all get is signed once
    path = signing / "found.pdf"
    path.write_bytes(files["bo"][0])
    code, said = run(capsys, "verify", str(path), "--trust", "root.pem")
    assert (code, "Signed by Briefing Office" in said, "Nothing was changed" in said) == (
        0, True, True,
    ), said  # fmt: skip


def test_a_time_stamp_server_says_when_it_was_signed_and_without_it_nothing_leaves(
    signing: Path, sink: Sink, capsys: pytest.CaptureFixture[str]
) -> None:
    write(signing, "recipients/newsrooms.csv", "address,audience\ncy@example.org,press\n")
    settings = (signing / "delivery.yaml").read_text(encoding="utf-8")

    def stamp_at(server: str) -> None:
        more = f"sign: {{certificate: office.p12, time_stamp: '{server}'}}"
        sign = "sign: {certificate: office.p12}"
        write(signing, "delivery.yaml", settings.replace(sign, more))

    with run_clock() as server:
        stamp_at(server)
    code, said = send(capsys, "--really")
    assert (code, "The time-stamp server gave no time-stamp" in said, sink.taken) == (3, True, [])
    with run_clock() as server:
        stamp_at(server)
        code, said = send(capsys, "--really")
    assert code == 0, said
    ((_, pdf),) = list_files(sink).items()
    (found,) = check_signatures(pdf[0], read_roots([signing / "root.pem"]))
    assert (found.is_stamped, found.at, found.is_known) == (True, STAMPED, True)


def test_a_token_signs_what_is_sent(
    signing: Path, sink: Sink, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    library = make_token(signing, monkeypatch)
    write(signing, "recipients/newsrooms.csv", "address,audience\ncy@example.org,press\n")
    settings = (signing / "delivery.yaml").read_text(encoding="utf-8")
    token = f"sign: {{library: {library}, device: Office, label: office}}"
    sign = "sign: {certificate: office.p12}"
    write(signing, "delivery.yaml", settings.replace(sign, token))
    monkeypatch.setenv("BRIEFWRIGHT_SIGN_PASSWORD", "wrong")
    code, said = send(capsys, "--really")
    assert (code, "is it plugged in, and the PIN right?" in said) == (3, True)
    monkeypatch.setenv("BRIEFWRIGHT_SIGN_PASSWORD", PIN)
    code, said = send(capsys, "--really")
    assert code == 0, said
    ((_, pdf),) = list_files(sink).items()
    assert describe_signature(pdf[0], signing) == ("Briefing Office", True, True, True)


def test_a_missing_passphrase_or_a_wrong_one_stops_the_dry_run(
    signing: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRIEFWRIGHT_SIGN_PASSWORD", "wrong")
    code, said = send(capsys)
    assert (code, "office.p12 can't be read as a certificate with its key" in said) == (3, True)
    monkeypatch.delenv("BRIEFWRIGHT_SIGN_PASSWORD")
    code, said = send(capsys)
    assert (code, "export BRIEFWRIGHT_SIGN_PASSWORD=" in said) == (3, True)


@pytest.mark.parametrize(
    ("sign", "said"),
    [
        ("{time_stamp: 'http://stamp.example'}", "`sign.certificate` is missing."),
        ("{library: token.so, device: Office}", "`sign.label` is missing."),
        ("{certificate: office.p12, time_stamp: stamp.example}", "a time-stamp server"),
        ("{password: abc}", "No secret stands in delivery.yaml"),
    ],
)
def test_settings_of_signatures_that_cannot_be_are_refused(
    tmp_path: Path, sign: str, said: str
) -> None:
    least = "from: press@port.example\nsmtp: {host: mail.port.example}\n"
    write(tmp_path, "delivery.yaml", f"{least}sign: {sign}\n")
    with pytest.raises(ContentError) as refused:
        read_settings(tmp_path / "delivery.yaml")
    assert said in refused.value.problems[0].message
