"""What is issued is kept as it went out, is checked, and can be made again."""

import hashlib
import io
import json
import os
import shutil
import stat
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from conftest import TEMPLATES

from briefwright.cli import commands
from briefwright.cli.commands import Folders, IssueRequest
from briefwright.cli.main import main
from briefwright.issuing import archive
from briefwright.issuing.manifest import NAME, read_manifest

NAME_OF_IT = "try-it"
EDITION = Path("issued") / NAME_OF_IT / "1"
PDF = f"{NAME_OF_IT}-full-en.pdf"


def _leave_out(folder: str, names: list[str]) -> set[str]:
    return set(names) - {"full"} if Path(folder).name == "audiences" else set()


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which one small final briefing was issued."""
    home = tmp_path_factory.mktemp("home")
    shutil.copytree(TEMPLATES, home / "templates", ignore=_leave_out)
    assert main(["new", "briefing", NAME_OF_IT], home) == 0
    rewrite(home, "status: draft", "status: final")
    assert issue(home) == 0
    return home


@pytest.fixture
def home(issued: Path, tmp_path: Path) -> Iterator[Path]:
    """The same, to do with as a test likes."""
    copied = Path(shutil.copytree(issued, tmp_path / "home"))
    unprotect(copied)
    yield copied
    unprotect(copied)


def unprotect(folder: Path) -> None:
    for path in (folder, *folder.rglob("*")):
        path.chmod(path.stat().st_mode | stat.S_IWUSR)


def issue(home: Path, *words: str) -> int:
    return main(["issue", NAME_OF_IT, "--by", "Ana", *words], home)


def rewrite(home: Path, old: str, new: str) -> None:
    path = home / "content" / NAME_OF_IT / "briefing.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def read_all(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


# ----------------------------------------------------------------- issued once


def test_an_edition_is_kept_with_its_account_and_all_that_it_was_made_of(issued: Path) -> None:
    files = read_all(issued / EDITION)
    assert files[PDF] == (issued / "output" / NAME_OF_IT / "en" / PDF).read_bytes()
    assert f"{NAME_OF_IT}-full-en.docx" in files
    assert f"accounts/{NAME_OF_IT}-full-en.json" in files
    written = (issued / "content" / NAME_OF_IT / "briefing.yaml").read_bytes()
    assert files[f"inputs/content/{NAME_OF_IT}/briefing.yaml"] == written
    assert "inputs/templates/audiences/full/audience.yaml" in files


def test_its_manifest_says_what_it_is_by_whom_and_of_what(issued: Path) -> None:
    kept = read_manifest((issued / EDITION / NAME).read_bytes())
    assert (kept.briefing, kept.number, kept.by) == (NAME_OF_IT, "1", "Ana")
    assert kept.at.tzinfo is not None
    assert "nothing lost" in kept.accounts[f"{NAME_OF_IT}-full-en"]
    assert kept.machine["weasyprint"]
    (edition,) = kept.editions
    assert (kept.language, edition.audience, edition.language) == ("en", "full", "en")
    assert edition.clearance == ("open",)
    assert edition.files == {"pdf": PDF, "docx": f"{NAME_OF_IT}-full-en.docx"}
    assert edition.title


def test_its_digests_are_those_that_sha256sum_checks(issued: Path) -> None:
    folder = issued / EDITION
    lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    listed = {path: digest for digest, path in (line.split("  ", 1) for line in lines)}
    files = read_all(folder)
    del files["SHA256SUMS"]
    assert listed == {path: hashlib.sha256(data).hexdigest() for path, data in files.items()}


@pytest.mark.skipif(os.name != "posix", reason="Windows protects files only")
def test_nobody_can_write_into_it(issued: Path) -> None:
    paths = [issued / EDITION, *(issued / EDITION).rglob("*")]
    assert len(paths) > 20
    assert not [path for path in paths if path.stat().st_mode & 0o222]


def test_the_same_again_is_said_to_be_issued(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = read_all(home / "issued")
    assert issue(home) == 0
    assert "was issued on" in capsys.readouterr().out
    assert read_all(home / "issued") == before


def test_other_files_under_the_same_number_are_refused(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = read_all(home / "issued")
    rewrite(home, "status: final", "status: final\nreference: NEW-1")
    assert issue(home) == 2
    said = capsys.readouterr().err
    assert "2 files would be another one" in said
    assert "`edition: 2` in " in said
    assert read_all(home / "issued") == before


def test_a_briefing_of_which_nothing_was_issued_is_named_with_those_there_are(
    issued: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["issued", "no-such"], issued) == 2
    assert f"Nothing was issued of no-such; of these there was: {NAME_OF_IT}." in (
        capsys.readouterr().err
    )


def test_what_is_not_final_is_refused_at_its_line(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rewrite(home, "status: final", "status: cleared")
    assert issue(home) == 2
    said = capsys.readouterr().err
    assert "“cleared”" in said
    assert "briefing.yaml:" in said


@pytest.mark.parametrize("number", ["../2", "2/3", ".2", "2.", "é", "a b"])
def test_a_number_that_cannot_name_a_folder_is_refused(
    home: Path, capsys: pytest.CaptureFixture[str], number: str
) -> None:
    rewrite(home, "status: final", f'status: final\nedition: "{number}"')
    before = read_all(home / "issued")
    assert issue(home) == 2
    assert "can't be the name of a folder" in capsys.readouterr().err
    assert read_all(home / "issued") == before


def test_what_has_a_fault_is_not_issued(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rewrite(home, "status: final", "status: final\nedition: 2\nsubtitle: It is {nowhere}.")
    assert issue(home) == 1
    assert "Nothing is called “nowhere”" in capsys.readouterr().err
    assert not (home / "issued" / NAME_OF_IT / "2").exists()


class Saving(io.StringIO):
    """A terminal at which somebody saves the briefing while it is built."""

    def __init__(self, save: Callable[[], None]) -> None:
        super().__init__()
        self._save = save

    def write(self, text: str) -> int:
        self._save()
        return super().write(text)


def test_what_is_saved_while_it_is_built_is_not_issued(home: Path) -> None:
    rewrite(home, "status: final", "status: final\nedition: 2")
    note = home / "content" / NAME_OF_IT / "note.txt"
    terminal = Saving(lambda: note.write_text("Later.", encoding="utf-8") and None)
    folders = Folders(home / "content", home / "templates", home / "output", home / "issued")
    with pytest.raises(commands.UsageError, match="was changed while it was built"):
        commands.issue(folders, IssueRequest(NAME_OF_IT, "", "Ana"), terminal)
    assert not (home / "issued" / NAME_OF_IT / "2").exists()


def test_what_somebody_began_and_did_not_finish_is_cleared_away(home: Path) -> None:
    begun = home / "issued" / NAME_OF_IT / ".2.part"
    begun.mkdir()
    (begun / PDF).write_bytes(b"%PDF-1.7")
    begun.chmod(0o555)
    rewrite(home, "status: final", "status: final\nedition: 2")
    assert issue(home) == 0
    assert sorted(path.name for path in begun.parent.iterdir()) == [".lock", "1", "2"]


# ----------------------------------------------------------------- corrected


ERRATUM = """
  - erratum: The reading room opens at nine.
    now: The reading room opens at ten.
    why: The timetable was last year’s.
    edition: "1"
"""


def correct(home: Path) -> None:
    rewrite(home, "status: final", "status: final\nedition: 2")
    rewrite(home, "\nbody:\n", f"\nbody:{ERRATUM}")


def test_what_a_new_edition_corrects_stands_first_on_its_first_page(home: Path) -> None:
    correct(home)
    assert issue(home, "--corrects", "1") == 0
    with pdfium.PdfDocument(home / "issued" / NAME_OF_IT / "2" / PDF) as document:
        first = document[0].get_textpage().get_text_bounded()
    said = ["Edition: 1", "Stood: The reading room opens at nine.", "Now: ", "Why: "]
    found = [first.index(words) for words in said]
    assert found == sorted(found)


def test_a_correction_that_no_reader_learns_of_is_refused(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rewrite(home, "status: final", "status: final\nedition: 2")
    assert issue(home, "--corrects", "1") == 2
    assert "write: - erratum: what stood" in capsys.readouterr().err


def test_a_corrected_edition_is_listed_with_what_took_its_place(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    correct(home)
    assert issue(home, "--corrects", "1") == 0
    capsys.readouterr()
    assert main(["issued"], home) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert "edition 1" in first
    assert "superseded by edition 2" in first
    assert "corrects edition 1" in second
    assert (home / EDITION / PDF).is_file()


def test_what_was_never_issued_cannot_be_corrected(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rewrite(home, "status: final", "status: final\nedition: 3")
    assert issue(home, "--corrects", "2") == 2
    assert "Edition 2 of try-it was never issued; there is: 1." in capsys.readouterr().err


def test_what_changed_since_is_listed_numbers_first(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    correct(home)
    facts = home / "content" / NAME_OF_IT / "facts.yaml"
    written = facts.read_text(encoding="utf-8")
    assert "value: 12400" in written
    facts.write_text(written.replace("value: 12400", "value: 77"), encoding="utf-8")
    capsys.readouterr()
    assert main(["compare", NAME_OF_IT], home) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "try-it, edition 1 → now: 1 number changed, 3 texts changed, 5 texts new."
    assert "loans: 12,400 books → 77 books" in lines[1]
    assert any("{+Stood: The reading room opens at nine.+}" in line for line in lines[2:])
    assert any("[-12,400-] {+77+}" in line for line in lines[2:])


def test_a_correction_can_list_what_it_changes_and_is_made_again_with_it(home: Path) -> None:
    reader = home / "templates" / "audiences" / "full" / "audience.yaml"
    written = reader.read_text(encoding="utf-8")
    assert "order: [erratum," in written
    reader.write_text(written.replace("[erratum,", "[erratum, changes,"), encoding="utf-8")
    correct(home)
    assert issue(home, "--corrects", "1") == 0
    with pdfium.PdfDocument(home / "issued" / NAME_OF_IT / "2" / PDF) as document:
        first = document[0].get_textpage().get_text_bounded()
    assert "What has changed since edition 1" in first
    assert main(["reproduce", str(home / "issued" / NAME_OF_IT / "2" / NAME)], home) == 0


def test_what_says_the_same_is_said_to(issued: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", NAME_OF_IT], issued) == 0
    assert capsys.readouterr().out == "try-it, edition 1 → now: nothing changed.\n"


def test_nothing_is_compared_with_what_was_never_issued(
    issued: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["compare", NAME_OF_IT, "--from", "4"], issued) == 2
    assert "“4” is no edition of try-it that was issued (there is: 1)" in capsys.readouterr().err


def commit(home: Path) -> None:
    """A folder → its content kept by git."""
    for words in (("init",), ("add", "content"), ("commit", "-m", "as it was")):
        identity = ("-c", "user.name=Ana", "-c", "user.email=ana@example.org")
        subprocess.run(["git", *identity, *words], cwd=home, check=True, capture_output=True)


def test_a_folder_and_a_revision_of_git_are_states_too(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = shutil.copytree(home / "content" / NAME_OF_IT, home / "kept")
    commit(home)
    (section,) = (home / "content" / NAME_OF_IT / "sections").glob("*.yaml")
    written = section.read_text(encoding="utf-8")
    assert "on four afternoons" in written
    section.write_text(written.replace("on four", "on five"), encoding="utf-8")
    capsys.readouterr()
    for state in (str(kept), "HEAD"):
        assert main(["compare", NAME_OF_IT, "--from", state], home) == 0
        first, *lines = capsys.readouterr().out.splitlines()
        assert first == f"try-it, {state} → now: 1 text changed."
        assert any("[-four-] {+five+}" in line for line in lines)


def test_faults_of_a_revision_are_named_as_git_names_its_files(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (section,) = (home / "content" / NAME_OF_IT / "sections").glob("*.yaml")
    written = section.read_text(encoding="utf-8")
    section.write_text(written.replace("body:", "bdy:"), encoding="utf-8")
    commit(home)
    section.write_text(written, encoding="utf-8")
    capsys.readouterr()
    assert main(["compare", NAME_OF_IT, "--from", "HEAD"], home) == 1
    named = f"HEAD:{section}:6:1: C206 `bdy:` isn't a key here"
    assert named in capsys.readouterr().err


def test_a_revision_with_a_link_out_of_its_folder_is_refused(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    link = home / "content" / NAME_OF_IT / "link.csv"
    link.symlink_to("/etc/hostname")
    commit(home)
    link.unlink()
    capsys.readouterr()
    assert main(["compare", NAME_OF_IT, "--from", "HEAD"], home) == 2
    said = f"“HEAD” holds a link out of the briefing's folder: {NAME_OF_IT}/link.csv.\n"
    assert capsys.readouterr().err == said


# ----------------------------------------------------------------- checked


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


DAMAGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "a byte less": (lambda edition: _cut(edition / PDF), f"{PDF} was changed"),
    "a file gone": (lambda edition: (edition / PDF).unlink(), f"{PDF} is missing"),
    "a file more": (lambda edition: (edition / "x.pdf").write_bytes(b"x"), "x.pdf was added"),
    "its manifest changed": (lambda edition: _cut(edition / NAME), f"{NAME} was changed"),
    "its list changed": (
        lambda edition: (edition / "SHA256SUMS").write_text("", encoding="utf-8"),
        "doesn't say what manifest.json says",
    ),
    "its folder renamed": (
        lambda edition: edition.rename(edition.with_name("7")),
        "holds edition 1 of try-it",
    ),
    "a file beside it": (
        lambda edition: (edition.parent / "x.pdf").write_bytes(b"x"),
        "belongs to no edition",
    ),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_whatever_is_not_as_it_was_issued_is_named(
    home: Path, capsys: pytest.CaptureFixture[str], damage: str
) -> None:
    change, sentence = DAMAGES[damage]
    change(home / EDITION)
    capsys.readouterr()
    assert main(["verify"], home) == 1
    assert sentence in capsys.readouterr().out


def test_what_is_as_it_was_issued_is_said_to_be(
    issued: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify"], issued) == 0
    assert capsys.readouterr().out == "1 edition: every file is as it was issued.\n"


# ----------------------------------------------------------------- made again


def test_what_was_issued_is_made_again_byte_for_byte(
    issued: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["reproduce", str(issued / EDITION / NAME)], issued) == 0
    assert "The same, byte for byte: 2 files." in capsys.readouterr().out


def test_what_differs_is_named_with_the_versions_that_differ(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = read_manifest((home / EDITION / NAME).read_bytes())
    files = {path: (home / EDITION / path).read_bytes() for path in kept.files}
    files[PDF] += b"\n"
    other = replace(
        kept, files=archive.find_digests(files), machine={**kept.machine, "weasyprint": "1.0"}
    )
    folder = archive.add(tmp_path / "other", other, files)
    assert main(["reproduce", str(folder / NAME)], home) == 1
    said = capsys.readouterr().out
    assert f"{PDF} differs." in said
    assert "weasyprint: 1.0 then" in said
    unprotect(tmp_path / "other")


def test_what_was_damaged_is_not_made_again(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _cut(home / EDITION / PDF)
    assert main(["reproduce", str(home / EDITION / NAME)], home) == 2
    assert "was changed, so it can't be made again" in capsys.readouterr().err


@pytest.mark.parametrize("data", [b"", b"{}", b"[1]", b'{"format": 9}', b"\xff"])
def test_what_is_no_manifest_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], data: bytes
) -> None:
    path = tmp_path / NAME
    path.write_bytes(data)
    assert main(["reproduce", str(path)], tmp_path) == 2
    assert "can't be used" in capsys.readouterr().err


def test_a_manifest_is_json_that_people_can_read(issued: Path) -> None:
    document = json.loads((issued / EDITION / NAME).read_bytes())
    assert {"briefing", "number", "by", "at", "accounts", "files", "machine"} <= document.keys()
