"""Whoever finds a copy can be told whose it is, and whether a file is as it went out."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pikepdf
import pytest
from conftest import TEMPLATES
from sample_copies import ARABIC, EDITIONS, LATIN, MARKS, copy, edition
from sample_signers import authority, signer

from briefwright import audience
from briefwright.cli.commands.copies import Found, trace_copy, verify_file
from briefwright.cli.folders import Folders
from briefwright.copies import make_style, prepare_word
from briefwright.copies.protection import drop_archive_claim, protect
from briefwright.copies.signing import add_signature_field, sign
from briefwright.copies.tracing import Trace, trace
from briefwright.delivery import Entry, Job, Ledger
from briefwright.problems import MachineError

PATTERNS = tuple(
    words["words.copy"] for words in audience.read(TEMPLATES, "press").theme.labels.values()
)
BRIEFING = "kazakhstan-peace-security"
LINE = "Copy 17 for Ana Souza, Ministry of Defence"


def without_metadata(data: bytes) -> bytes:
    """A PDF → the same, as a program leaves it that takes out what it says of itself."""
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        del pdf.Root.Metadata, pdf.Root.StructTreeRoot, pdf.trailer.Info
        pdf.save(written)
    return written.getvalue()


def test_a_copy_says_its_number_its_briefing_and_edition() -> None:
    assert trace(copy("press, en", LATIN), PATTERNS) == Trace(BRIEFING, "1", 17, ((17, LINE),))


def test_without_metadata_the_line_on_its_pages_tells() -> None:
    found = trace(without_metadata(copy("press, en", LATIN)), PATTERNS)
    assert found == Trace("", "", 0, ((17, LINE),))


def test_a_copy_from_right_to_left_is_traced() -> None:
    found = trace(copy("messages, ar", ARABIC), PATTERNS)
    assert (found.stated, found.numbers) == (19, (19,))
    assert found.printed[0][1].startswith("نسخة رقم 19: أحمد الخطيب")


def test_a_copy_whose_metadata_were_changed_names_both_numbers() -> None:
    changed = copy("press, en", LATIN).replace(b"Copy: 17", b"Copy: 71")
    assert trace(changed, PATTERNS).numbers == (71, 17)


@pytest.mark.parametrize("name", ["press, en", "messages, ar"])
def test_a_word_copy_is_traced(name: str) -> None:
    reader, language = EDITIONS[name]
    style = make_style(audience.read(TEMPLATES, reader), language, MARKS)
    found = trace(prepare_word(edition(name, "docx"), style).make_copy(LATIN), PATTERNS)
    assert (found.briefing, found.edition, found.numbers) == (BRIEFING, "1", (17,))
    assert len(found.printed) == 1


def test_a_protected_copy_is_traced_with_its_password() -> None:
    protected = protect(drop_archive_claim(copy("press, en", LATIN)), "secret")
    assert trace(protected, PATTERNS, "secret").numbers == (17,)
    with pytest.raises(MachineError, match="give it with --password"):
        trace(protected, PATTERNS)


@pytest.mark.parametrize("data", [b"", b"words", b"PK\x03\x04", b"%PDF-1.7"])
def test_what_is_no_such_file_is_said_to_be_none(data: bytes) -> None:
    with pytest.raises(MachineError, match="no PDF and no Word file"):
        trace(data, PATTERNS)


def zip_parts(parts: dict[str, str]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for path, text in parts.items():
            archive.writestr(path, text)
    return written.getvalue()


def test_a_word_file_that_declares_entities_is_not_read() -> None:
    hostile = zip_parts({"word/document.xml": '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'})
    with pytest.raises(MachineError, match="declares entities"):
        trace(hostile, PATTERNS)


def test_a_word_file_whose_list_of_parts_is_damaged_is_said_to_be_so() -> None:
    data = zip_parts({"word/document.xml": "<a/>"})
    place = data.rindex(b"PK\x05\x06") + 16  # where the list begins
    damaged = data[:place] + (len(data)).to_bytes(4, "little") + data[place + 4 :]
    with pytest.raises(MachineError, match="no PDF and no Word file"):
        trace(damaged, PATTERNS)


def test_metadata_that_are_no_text_hide_nothing() -> None:
    changed = copy("press, en", LATIN).replace(b"Edition: 1<", b"Edition: \xff<")
    assert b"Edition: \xff<" in changed
    assert trace(changed, PATTERNS).numbers == (17,)


def test_an_edition_is_no_copy() -> None:
    assert trace(edition("press, en"), PATTERNS).numbers == ()


# ----------------------------------------------------------------- the commands


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    """Folders with a ledger in which two copies of one edition stand."""
    made = Folders(
        tmp_path / "content", TEMPLATES, tmp_path / "output", tmp_path / "issued",
        deliveries=tmp_path / "deliveries",
    )  # fmt: skip
    with Ledger(made.deliveries) as ledger:
        details = {"name": "Ana Souza", "organisation": "Ministry of Defence"}
        entries = [Entry("ana@example.org", "a", 17, details), Entry("x@example.org", "a", 18)]
        ledger.plan(Job(BRIEFING, "1", "press"), entries)
    return made


def keep(folder: Path, data: bytes) -> str:
    path = folder / "found.pdf"
    path.write_bytes(data)
    return str(path)


WHO = "for ana@example.org (Ana Souza, Ministry of Defence), list press"


@pytest.mark.parametrize("change", [bytes, without_metadata])
def test_trace_says_whose_copy_it_is(change: type[bytes], folders: Folders, tmp_path: Path) -> None:
    found = Found(keep(tmp_path, change(copy("press, en", LATIN))))
    (message,) = trace_copy(folders, found).messages
    assert message.startswith(f"“{LINE}”: edition 1 of {BRIEFING} {WHO}")


def test_trace_knows_a_page_on_paper_by_its_number(folders: Folders) -> None:
    (message,) = trace_copy(folders, Found(BRIEFING, "1", 17)).messages
    assert WHO in message


def test_trace_says_where_a_number_is_not_known(folders: Folders) -> None:
    (message,) = trace_copy(folders, Found(BRIEFING, "1", 99)).messages
    assert message.startswith("Copy 99: no copy with this number is in ")


def test_verify_says_who_signed_a_file_and_that_nothing_was_changed(
    folders: Folders, tmp_path: Path
) -> None:
    from concurrent.futures import ThreadPoolExecutor

    root = tmp_path / "root.pem"
    root.write_bytes(authority().pem)
    with ThreadPoolExecutor(1) as thread:  # a browser's loop may run in this one
        fielded = add_signature_field(copy("press, en", LATIN), "Digital signature")
        signed = thread.submit(sign, fielded, signer(tmp_path)).result()
        file = Path(keep(tmp_path, signed))
        result = thread.submit(verify_file, folders, file, (root,), "").result()
        changed = Path(keep(tmp_path, signed.replace(b"Copy: 17", b"Copy: 71")))
        spoilt = thread.submit(verify_file, folders, changed, (root,), "").result()
    assert result.messages[0].startswith("Signed by Briefing Office on ")
    assert (result.messages[1], result.exit) == ("Nothing was changed since.", 0)
    assert (spoilt.messages[1], spoilt.exit) == ("It was CHANGED after it was signed.", 1)


def test_verify_says_of_a_file_that_is_neither_issued_nor_signed_that_it_is_neither(
    folders: Folders, tmp_path: Path
) -> None:
    result = verify_file(folders, Path(keep(tmp_path, copy("press, en", LATIN))), (), "")
    assert "no signature" in result.messages[0]
    assert result.exit == 1
