"""Copies are signed and protected: stamp, encrypt, sign; and whoever finds one can check it."""

from __future__ import annotations

import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pikepdf
import pytest
import sample_signers
import sample_validation
from conftest import TEMPLATES
from cryptography.hazmat.primitives.asymmetric import ec
from sample_copies import LATIN, copy, edition, kinds, properties, texts
from sample_signers import PASSWORD, STAMPED, authority, make, office, rsa_key, stamped

from briefwright import audience
from briefwright.copies import make_style, prepare
from briefwright.copies.protection import (
    claims_archive,
    drop_archive_claim,
    protect,
    protect_word,
)
from briefwright.copies.signatures import Signature, check_signatures, read_roots
from briefwright.copies.signing import (
    Signer,
    add_signature_field,
    open_field,
    read_certificate,
    remove_signature,
    sign,
)
from briefwright.delivery.passwords import derive_password, make_key
from briefwright.problems import MachineError

SECRET = "abcde-fghjk-mnpqr-stuvw"


def with_field(pdf: bytes) -> bytes:
    return add_signature_field(pdf, "Digital signature")


def sign_apart(pdf: bytes, signer: Signer, password: str = "") -> bytes:
    """The PDF signed, in a thread of its own, since a browser's loop may run in this."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(sign, pdf, signer, password).result()


def check(pdf: bytes, folder: Path, password: str = "") -> tuple[Signature, ...]:
    """A PDF → what is said of its signatures, where the tests' authority is trusted."""
    root = folder / "root.pem"
    root.write_bytes(authority().pem)
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(
            lambda: tuple(check_signatures(pdf, read_roots([root]), password))
        ).result()


@pytest.fixture(scope="module")
def signer(tmp_path_factory: pytest.TempPathFactory) -> Signer:
    return sample_signers.signer(tmp_path_factory.mktemp("signer"))


@pytest.fixture(scope="module")
def signed(signer: Signer) -> bytes:
    return sign_apart(with_field(copy("press, en", LATIN)), signer)


# ----------------------------------------------------------------- signed


def test_a_signed_copy_says_by_whom_and_that_nothing_was_changed(
    signed: bytes, tmp_path: Path
) -> None:
    (found,) = check(signed, tmp_path)
    assert (found.signer, found.is_stamped) == ("Briefing Office", False)
    assert (found.is_intact, found.is_whole, found.is_known) == (True, True, True)
    assert found.at is not None


def test_a_time_stamp_says_when(signer: Signer, tmp_path: Path) -> None:
    (found,) = check(sign_apart(with_field(copy("press, en", LATIN)), stamped(signer)), tmp_path)
    assert (found.at, found.is_stamped, found.is_intact) == (STAMPED, True, True)


def test_one_byte_that_is_changed_is_seen(signed: bytes, tmp_path: Path) -> None:
    place = signed.index(b"Copy: 17")
    changed = signed[:place] + b"Copy: 18" + signed[place + len(b"Copy: 17") :]
    (found,) = check(changed, tmp_path)
    assert not found.is_intact


def test_what_is_appended_to_a_signed_copy_is_seen(signed: bytes, tmp_path: Path) -> None:
    (found,) = check(signed + b"\n% more\n", tmp_path)
    assert not found.is_whole


def test_a_certificate_from_somebody_unknown_is_said_to_be_unknown(signed: bytes) -> None:
    with ThreadPoolExecutor(1) as thread:
        (found,) = thread.submit(lambda: tuple(check_signatures(signed, ()))).result()
    assert (found.is_intact, found.is_known) == (True, False)


def test_a_plain_copy_has_no_signature(tmp_path: Path) -> None:
    assert check(copy("press, en", LATIN), tmp_path) == ()


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        (partial(ec.generate_private_key, ec.SECP256R1()), "PDF/A-3, which must be 1.7"),
        (partial(rsa_key, 2048), "3072"),
    ],
)
def test_other_keys_are_refused_with_the_reason(
    key: Callable[[], sample_signers.Key], reason: str, tmp_path: Path
) -> None:
    path = tmp_path / "other.p12"
    path.write_bytes(make("Other", key(), authority()).pack())
    with pytest.raises(MachineError, match=reason):
        read_certificate(path, PASSWORD)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "signer.p12"
    for data in (b"", b"no certificate", office().pack()):
        path.write_bytes(data)
        with pytest.raises(MachineError, match=r"signer\.p12"):
            read_certificate(path, "a wrong password")


def test_copies_of_a_master_with_a_field_are_signed_at_once(signer: Signer, tmp_path: Path) -> None:
    style = make_style(audience.read(TEMPLATES, "press"), "en", (LATIN,))
    master = prepare(with_field(edition("press, en")), (LATIN,), style)
    (found,) = check(sign_apart(master.make_copy(LATIN), signer), tmp_path)
    assert (found.is_intact, found.is_whole) == (True, True)


def test_a_copy_of_a_signed_file_has_its_own_signature_alone(
    signer: Signer, tmp_path: Path
) -> None:
    issued = sign_apart(with_field(edition("press, en")), signer)
    style = make_style(audience.read(TEMPLATES, "press"), "en", (LATIN,))
    master = prepare(open_field(issued, "Digital signature"), (LATIN,), style)
    (found,) = check(sign_apart(master.make_copy(LATIN), signer), tmp_path)
    assert (found.is_intact, found.is_whole) == (True, True)
    assert check(remove_signature(issued), tmp_path) == ()


def test_signing_adds_one_tag_and_keeps_the_standards(
    signed: bytes, signer: Signer, verapdf: str, tmp_path: Path
) -> None:
    before, after = kinds(copy("press, en", LATIN)), kinds(signed)
    assert after - before == {"/Form": 1}
    files = {
        "plain": signed,
        "stamped": sign_apart(with_field(copy("messages, ar", LATIN)), stamped(signer)),
    }
    pairs = []
    for name, data in files.items():
        (tmp_path / f"{name}.pdf").write_bytes(data)
        pairs += [(profile, tmp_path / f"{name}.pdf") for profile in ("3a", "ua1")]
    found = sample_validation.validate(verapdf, pairs)
    assert {pair: said.broken for pair, said in found.items() if said.broken} == {}
    assert len(found) == 4


# ----------------------------------------------------------------- protected


def protect_copy() -> bytes:
    return protect(drop_archive_claim(with_field(copy("press, en", LATIN))), SECRET)


def test_a_password_and_pdf_a_in_one_file_are_refused_with_both_ways_out() -> None:
    assert claims_archive(copy("press, en", LATIN))
    with pytest.raises(MachineError, match=r"leave `password_by` empty.*drop_archive_claim"):
        protect(copy("press, en", LATIN), SECRET)


def test_without_the_claim_it_is_encrypted_so_that_screen_readers_may_read_it() -> None:
    protected = protect_copy()
    assert b"Ana" not in protected
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(protected))
    with pikepdf.open(io.BytesIO(protected), password=SECRET) as pdf:
        assert (pdf.encryption.R, pdf.encryption.bits) == (6, 256)
        assert pdf.allow.accessibility
        assert pdf.allow.extract
        assert not pdf.allow.modify_other
        said = bytes(pdf.Root.Metadata.read_bytes()).decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in said
    assert "pdfaid:part" not in said


def test_dropping_the_claim_changes_nothing_else() -> None:
    before, after = copy("press, en", LATIN), drop_archive_claim(copy("press, en", LATIN))
    assert not claims_archive(after)
    assert texts(after) == texts(before)
    assert len(properties(before)) - len(properties(after)) < 100


def test_a_protected_copy_is_signed_last_and_can_be_checked(signer: Signer, tmp_path: Path) -> None:
    signed = sign_apart(protect_copy(), signer, SECRET)
    (found,) = check(signed, tmp_path, SECRET)
    assert (found.signer, found.is_intact, found.is_whole) == ("Briefing Office", True, True)


def test_a_word_file_with_a_password_opens_with_it_alone() -> None:
    from msoffcrypto import OfficeFile
    from msoffcrypto.exceptions import InvalidKeyError

    plain = edition("press, en", "docx")
    protected = protect_word(plain, SECRET)
    assert not protected.startswith(b"PK")
    opened, written = OfficeFile(io.BytesIO(protected)), io.BytesIO()
    opened.load_key(password=SECRET, verify_password=True)
    opened.decrypt(written)
    assert written.getvalue() == plain
    with pytest.raises(InvalidKeyError):
        opened.load_key(password="another", verify_password=True)


def test_passwords_are_long_never_the_same_and_follow_from_the_key() -> None:
    key = make_key()
    made = [derive_password(key, str(n)) for n in range(1000)]
    assert len(set(made)) == 1000
    assert {len(one.replace("-", "")) for one in made} == {20}  # of 31 letters: 99 bits
    assert derive_password(key, "7") == made[7]
    assert derive_password(make_key(), "7") != made[7]
