"""What is issued with `--sign` is signed for good; checked, made again and issued again, it is the
same edition."""

import os
import subprocess
from pathlib import Path

import pytest
from sample_signers import PASSWORD, authority, office
from test_issuing import EDITION, PDF, home, issue, issued, read_all, unprotect

from briefwright.cli.main import main
from briefwright.copies.signing import is_signed, remove_signature
from briefwright.issuing import archive

__all__ = ["home", "issued"]  # the fixtures


@pytest.fixture
def signed(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an office that has issued a briefing, signed."""
    (home / EDITION).rename(home / "unsigned")
    (home / "delivery.yaml").write_text("sign: {certificate: office.p12}\n", encoding="utf-8")
    (home / "office.p12").write_bytes(office().pack())
    (home / "root.pem").write_bytes(authority().pem)
    monkeypatch.setenv("BRIEFWRIGHT_SIGN_PASSWORD", PASSWORD)
    assert issue(home, "--sign") == 0
    return home


def test_a_signed_edition_is_checked_made_again_and_issued_again(
    signed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pdf = (signed / EDITION / PDF).read_bytes()
    assert is_signed(pdf)
    assert pdf.startswith(remove_signature(pdf))
    assert not is_signed(remove_signature(pdf))
    capsys.readouterr()
    root = str(signed / "root.pem")
    assert main(["verify", "--trust", root], signed) == 0
    said = capsys.readouterr().out
    assert said.splitlines() == [
        "1 edition: every file is as it was issued.", "1 PDF signed by Briefing Office.",
        "1 digest list signed by Briefing Office.",
    ]  # fmt: skip
    assert main(["verify"], signed) == 0
    assert "whose certificate is not trusted here (--trust FILE)" in capsys.readouterr().out
    assert main(["verify", str(signed / EDITION / PDF), "--trust", root], signed) == 0
    said = capsys.readouterr().out
    assert "as it was issued." in said
    assert "Signed by Briefing Office" in said
    assert main(["reproduce", str(signed / EDITION / "manifest.json")], signed) == 0
    assert "The same, byte for byte" in capsys.readouterr().out
    assert issue(signed, "--sign") == 0  # signed anew, it would have other bytes
    assert "it is the same." in capsys.readouterr().out


def test_a_signed_file_that_somebody_changed_is_named(
    signed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    unprotect(signed / EDITION)
    path = signed / EDITION / PDF
    path.write_bytes(path.read_bytes() + b"\n% more\n")
    assert main(["verify"], signed) == 1
    said = capsys.readouterr().out
    assert f"{PDF} was changed." in said
    assert f"{PDF} was changed after it was signed." in said


def test_nothing_is_issued_where_nobody_is_named_who_signs(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / EDITION).rename(home / "unsigned")
    (home / "delivery.yaml").write_text("from: office@example.org\n", encoding="utf-8")
    assert issue(home, "--sign") == 1
    said = capsys.readouterr()
    assert "Write `sign: {certificate: office.p12}`." in said.out + said.err
    assert not (home / EDITION).exists()


def test_a_signature_of_the_list_of_digests_that_was_taken_away_is_missed(
    signed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify"], signed) == 0
    unprotect(signed / EDITION)
    (signed / EDITION / "SHA256SUMS.p7s").unlink()
    capsys.readouterr()
    assert main(["verify"], signed) == 1
    said = "SHA256SUMS.p7s is missing, and manifest.json says that it was signed."
    assert said in capsys.readouterr().out


def test_the_list_of_digests_is_signed_so_that_openssl_and_verify_find_who_changed_both(
    signed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = signed / EDITION
    command = (
        "openssl cms -verify -binary -inform DER -in SHA256SUMS.p7s -content SHA256SUMS "
        f"-CAfile {signed / 'root.pem'} -out {os.devnull}"
    )

    def check() -> int:
        return subprocess.run(
            command.split(), cwd=folder, capture_output=True, check=False
        ).returncode

    assert check() == 0
    unprotect(folder)
    forged = {**read_all(folder), "accounts/try-it-full-en.json": b"{}"}
    for name in ("SHA256SUMS", "SHA256SUMS.p7s"):
        del forged[name]
    (folder / "accounts/try-it-full-en.json").write_bytes(b"{}")
    (folder / "SHA256SUMS").write_bytes(archive.write_sums(forged))
    assert check() != 0
    capsys.readouterr()
    assert main(["verify"], signed) == 1
    assert "SHA256SUMS was changed after it was signed." in capsys.readouterr().out
