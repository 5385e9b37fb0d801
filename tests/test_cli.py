"""The command line: what each command does, what it prints, and with which code it ends."""

import errno
import io
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import sample_work
from conftest import HOME, TEMPLATES
from sample_workbook import workbook

from briefwright import disk
from briefwright.account.page import list_account_files
from briefwright.cli import commands, output_folder, progress
from briefwright.cli.main import main
from briefwright.cli.output_folder import EditionName
from briefwright.cli.report import File, Result, as_json, format_problems, summarise
from briefwright.problems import MachineError, Place, Problem
from briefwright.verify.parity.account import Account

UNIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows ends such a pipe otherwise")
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds to memory")
NOTHING_LOST = list_account_files(Account("try-it-full-en", ("markup", "pdf"), (), ()), {})
NAME = EditionName("try-it", "full", "en")


def _other_audiences(folder: str, names: list[str]) -> set[str]:
    return set(names) - {"full"} if Path(folder).name == "audiences" else set()


@pytest.fixture(scope="session")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A house with one new briefing, built once."""
    home = tmp_path_factory.mktemp("house")
    shutil.copytree(TEMPLATES, home / "templates", ignore=_other_audiences)
    assert main(["new", "briefing", "try-it"], home) == 0
    assert main([], home) == 0
    return home


@pytest.fixture
def house(first: Path, tmp_path: Path) -> Path:
    """The same, to do with as a test likes."""
    return Path(shutil.copytree(first, tmp_path / "house"))


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def visible(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.is_file())


def list_made(folder: Path) -> list[str]:
    """A briefing's folder → the files of its editions that stand there, by their places."""
    hidden = {"previous", ".account"}
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and not hidden & set(path.parts)
    )


# ----------------------------------------------------------------- build


def test_a_new_briefing_builds_as_it_stands(first: Path) -> None:
    folder = first / "output" / "try-it"
    assert list_made(folder) == [
        "drafts/en/try-it-full-en-DRAFT.docx",
        "drafts/en/try-it-full-en-DRAFT.pdf",
    ]
    assert visible(folder / ".account") == [
        "try-it-full-en.html",
        "try-it-full-en.json",
        "try-it-full-en.txt",
    ]
    assert visible(first / "output" / ".author" / "try-it") == ["ledger.json", "ledger.txt"]
    account = json.loads((folder / ".account" / "try-it-full-en.json").read_text(encoding="utf-8"))
    assert account["summary"].startswith("nothing lost")


def test_a_new_briefing_can_be_built_for_every_audience_that_is_shipped(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(TEMPLATES, tmp_path / "templates")
    assert main(["new", "briefing", "try-it"], tmp_path) == 0
    assert main(["build", "--format", "pdf"], tmp_path) == 0
    shipped = {path.name for path in (TEMPLATES / "audiences").iterdir()}
    built = {path.name for path in (tmp_path / "output/try-it/drafts/en").glob("*.pdf")}
    assert built == {f"try-it-{name}-en-DRAFT.pdf" for name in shipped}
    assert "warning" not in capsys.readouterr().err


def test_a_build_ends_with_each_file_its_pages_and_size(
    house: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "try-it", "--format", "pdf"], house) == 0
    told = capsys.readouterr()
    assert "Building try-it-full-en (1 of 1)" in told.err
    line, account = told.out.splitlines()
    assert re.search(r"try-it-full-en-DRAFT\.pdf +\d+ pages? +\d+ kB +built$", line)
    assert account.startswith("account: nothing lost: ")


def test_only_what_was_asked_for_is_built_and_where(house: Path, tmp_path: Path) -> None:
    briefings, looks, out = (tmp_path / name for name in ("briefings", "looks", "out"))
    shutil.move(house / "content", briefings)
    shutil.move(house / "templates", looks)
    shutil.copytree(briefings / "try-it", briefings / "another")
    shutil.copytree(looks / "audiences/full", looks / "audiences/press")
    options = [
        *("--audience", "press", "--language", "en", "--format", "pdf", "docx"),
        *("--content", str(briefings), "--templates", str(looks), "--output", str(out)),
    ]
    assert main(["build", "another", *options], house) == 0
    assert {path.name for path in out.iterdir()} == {".author", ".cache", "another"}
    assert list_made(out / "another") == [
        "drafts/en/another-press-en-DRAFT.docx",
        "drafts/en/another-press-en-DRAFT.pdf",
    ]


def test_a_final_briefing_loses_the_word_draft_and_its_drafts_move_away(house: Path) -> None:
    rewrite(house / "content/try-it/briefing.yaml", "status: draft", "status: final")
    assert main(["build"], house) == 0
    folder = house / "output/try-it"
    assert list_made(folder) == ["en/try-it-full-en.docx", "en/try-it-full-en.pdf"]
    assert visible(folder / "previous") == ["try-it-full-en-DRAFT.docx", "try-it-full-en-DRAFT.pdf"]


def test_when_a_build_fails_its_last_good_files_move_away(
    house: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rewrite(house / "content/try-it/sections/01-work.yaml", "{loans}", "{lones}")
    assert main(["build"], house) == 1
    told = capsys.readouterr()
    assert re.search(r"content/try-it/sections/01-work\.yaml:\d+:\d+: [A-Z]\d+ ", told.err)
    assert "did you mean “loans”?" in told.err
    assert "try-it was not built; its last good files are in" in told.out
    folder = house / "output/try-it"
    assert list_made(folder) == []
    assert visible(folder / "previous") == ["try-it-full-en-DRAFT.docx", "try-it-full-en-DRAFT.pdf"]


def test_a_faulty_audience_withdraws_its_editions(
    house: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rewrite(house / "templates/audiences/full/audience.yaml", "detail: full", "detail: fool")
    assert main(["build"], house) == 1
    assert "templates/audiences/full/audience.yaml:" in capsys.readouterr().err
    assert list_made(house / "output/try-it") == []


def test_an_old_file_that_cannot_be_moved_hides_no_fault(
    house: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def locked(path: Path, target: Path) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    (house / "templates/house/blocks").mkdir(parents=True)
    (house / "templates/house/blocks/text.html").write_text("<marquee></marquee>")
    monkeypatch.setattr(Path, "replace", locked)
    assert main(["build"], house) == 3
    told = capsys.readouterr().err
    assert "<marquee>" in told
    assert "it is open in another program" in told


def test_a_fault_of_our_own_stops_its_edition_alone_and_is_reported(
    house: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(house / "content/try-it", house / "content/another")
    monkeypatch.setattr("briefwright.cache.making.make", sample_work.fail_for_one_briefing)
    assert main(["build"], house) == 4
    report = house / "output/fault-reports/try-it-full-en.txt"
    told = capsys.readouterr().err
    assert "B101 try-it-full-en was not built: this is a fault of Briefwright, not of your " in told
    assert f"please send us {report.as_posix()}" in told
    assert list_made(house / "output/try-it") == []
    assert len(list_made(house / "output/another")) == 2


def test_a_report_tells_where_in_the_code_and_nothing_of_the_briefing(
    house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefwright.cache.making.make", sample_work.fail_for_one_briefing)
    main(["build"], house)
    text = (house / "output/fault-reports/try-it-full-en.txt").read_text(encoding="utf-8")
    assert "sample_work.py, line" in text
    assert "in fail_for_one_briefing" in text
    assert "builtins.ValueError" in text
    assert "Briefwright 0." in text
    assert "weasyprint 7" in text
    assert "at work.lending" in text
    assert "secret" not in text.replace("{secret}", "")
    assert str(house) not in text


@pytest.mark.parametrize(
    ("words", "broken"),
    [
        (["explain", "try-it"], "briefwright.edition.explanation.explain"),
        (["translate", "try-it", "ru"], "briefwright.content.find_untranslated"),
        (["doctor"], "briefwright.cli.commands.showing.survey"),
    ],
)
def test_a_fault_of_our_own_in_any_command_is_a_sentence(
    house: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    broken: str,
) -> None:
    monkeypatch.setattr(broken, sample_work.divide_by_zero)
    assert main(words, house) == 4
    assert f"The command “{words[0]}” was not finished: this is a" in capsys.readouterr().err


@UNIX
def test_nobody_reading_along_ends_a_command_without_a_traceback(house: Path) -> None:
    command = [sys.executable, str(HOME / "build.py"), "check", "--content", str(house / "content")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        told = process.stderr.read().decode()
    assert process.returncode == 141
    assert "Traceback" not in told
    assert "BrokenPipe" not in told


def test_a_check_finds_what_only_a_layout_shows(
    house: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (house / "templates/house").mkdir(exist_ok=True)
    (house / "templates/house/theme.css").write_text("h1 { float: left }", encoding="utf-8")
    assert main(["check"], house) == 1
    told = capsys.readouterr()
    assert "templates/house/theme.css:1:6: L806" in told.out
    assert "Checking try-it-full-en (1 of 1)" in told.err


@LINUX
def test_a_check_has_the_limits_of_a_build(house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (house / "templates/house/blocks").mkdir(parents=True)
    (house / "templates/house/blocks/text.html").write_text("{{ '%2000000000d' | format(1) }}")
    assert main(["check"], house) == 1
    assert "R903 try-it-full-en needed more memory than 3,000 MB" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["check", "build", "explain", "ids"])
def test_a_workbook_with_one_far_cell_is_a_fault_at_its_line(
    house: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    path = house / "content/try-it/far.xlsx"
    workbook(path, [["Month", "Visits"], ["May", 2]], far="XFD1048576")
    section = house / "content/try-it/sections/01-work.yaml"
    text = "body:\n  - {table: Visits, data: far.xlsx}\n"
    section.write_text(section.read_text("utf-8").replace("body:\n", text, 1), encoding="utf-8")
    assert main([command, *(["try-it"] if command in ("explain", "ids") else [])], house) == 1
    told = "".join(capsys.readouterr())
    assert (
        "far.xlsx:1048576:1: C242 A sheet of this workbook reaches to the cell XFD1048576" in told
    )


def test_a_fault_of_our_own_in_a_check_stops_its_edition_alone(
    house: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("briefwright.pipeline.check", sample_work.divide_by_zero)
    assert main(["check"], house) == 4
    told = capsys.readouterr().out
    assert "B101 try-it-full-en was not checked: this is a fault of Briefwright" in told
    assert (house / "output/fault-reports/try-it-full-en.txt").is_file()


@pytest.mark.parametrize(
    ("words", "broken", "told"),
    [
        (["explain", "try-it"], "briefwright.edition.select", "try-it-full-en was not explained"),
        (["translate", "try-it", "ru"], "briefwright.cli.commands.creating._attempt",
         "try-it-full-ru was not read for its words"),
        (["sampler"], "briefwright.cli.commands.showing._build_sampler", "sampler-full was not"),
        (["build"], "briefwright.content.check", "The briefing try-it was not read"),
        (["build"], "briefwright.editorial.review", "The review of try-it was not finished"),
    ],
)  # fmt: skip
def test_a_fault_of_our_own_names_what_it_stopped(
    house: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    broken: str,
    told: str,
) -> None:
    monkeypatch.setattr(broken, sample_work.divide_by_zero)
    assert main(words, house) == 4
    assert f"B101 {told}" in capsys.readouterr().err


def test_json_is_one_document_and_nothing_else(
    house: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--json"], house) == 0
    told = capsys.readouterr()
    document = json.loads(told.out)
    assert told.err == ""
    assert document["exit"] == 0
    assert [file["format"] for file in document["files"]] == ["pdf", "docx"]
    assert all(Path(file["path"]).stat().st_size == file["size"] for file in document["files"])
    assert document["accounts"][0]["summary"].startswith("nothing lost")


# ----------------------------------------------------------------- wrong words


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["biuld"], "There is no command “biuld”; did you mean “build”?"),
        (["try-it"], "There is no command “try-it”; to build one briefing:"),
        (["build", "try-its"], "There is no briefing “try-its”; did you mean “try-it”?"),
        (["check", "xyz"], "There is no briefing “xyz”; there is: try-it."),
        (["build", "--audience", "ful"], "There is no audience “ful”; did you mean “full”?"),
        (["build", "--format", "doc"], "There is no format “doc”; did you mean “docx”?"),
        (["build", "--language", "kk"], "There is no briefing in the language “kk”; there is: en."),
        (["new", "briefing", "Try It"], "can't be called “Try It”"),
        (["new", "briefing", "try-it"], "is there already; choose another name."),
    ],
)
def test_a_wrong_word_is_told_with_the_right_one(
    house: Path, capsys: pytest.CaptureFixture[str], words: list[str], told: str
) -> None:
    assert main(words, house) == 2
    assert told in capsys.readouterr().err
    assert len(list_made(house / "output/try-it")) == 2


def test_an_empty_house_says_how_to_begin(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(TEMPLATES, tmp_path / "templates")
    assert main([], tmp_path) == 2
    assert "build.py new briefing NAME" in capsys.readouterr().err


def test_a_briefing_may_be_named_by_its_folder(
    house: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(house)
    assert main(["check", "content/try-it/"]) == 0
    assert capsys.readouterr().out.endswith("1 briefing checked: nothing is at fault.\n")


def test_a_check_says_what_the_facts_took_over(
    house: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "try-it"], house) == 0
    told = capsys.readouterr().out.splitlines()
    assert "try-it: 4 facts without `source:` took “report”." in told


def test_interrupting_ends_in_one_word(
    house: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(commands, "check", interrupt)
    assert main(["check"], house) == 130
    assert capsys.readouterr().err == "Stopped.\n"


# ----------------------------------------------------------------- check, ids, new, schema


def test_a_check_tells_every_fault_and_how_many(
    house: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rewrite(house / "content/try-it/sections/01-work.yaml", "- Lending:", "- {Lending}:")
    rewrite(house / "content/try-it/facts.yaml", "value: 310", "vlaue: 310")
    assert main(["check"], house) == 1
    lines = capsys.readouterr().out.splitlines()
    assert any("content/try-it/facts.yaml:4:" in line for line in lines)
    assert re.fullmatch(r"\d+ faults( and \d+ warnings?)? in 2 files\.", lines[-1])


def test_fixing_writes_the_quotes_and_shows_them(
    house: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    section = house / "content/try-it/sections/01-work.yaml"
    rewrite(section, "- text: As {places} shows", "- text: {places} shows")
    assert main(["check", "--fix"], house) == 0
    assert '+  - text: "{places} shows' in capsys.readouterr().out
    assert '- text: "{places} shows' in section.read_text(encoding="utf-8")


def test_ids_are_written_where_there_were_none(
    house: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ids", "try-it"], house) == 0
    assert "work/list-1 has the id work-list-1 now." in capsys.readouterr().out
    section = (house / "content/try-it/sections/01-work.yaml").read_text(encoding="utf-8")
    assert "\n    id: work-list-1\n" in section
    assert main(["check"], house) == 0


def test_schemas_are_written_with_the_lines_that_editors_want(
    house: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["schema", "--output", str(house / "elsewhere")], house) == 0
    told = capsys.readouterr().out
    for file in ("briefing", "facts", "section"):
        schema = json.loads((house / "elsewhere" / f"{file}.schema.json").read_text("utf-8"))
        assert schema["$schema"]
    assert "# yaml-language-server: $schema=../../elsewhere/facts.schema.json" in told
    assert "# yaml-language-server: $schema=../../../elsewhere/section.schema.json" in told


def test_a_new_briefing_leads_editors_to_its_schemas(first: Path) -> None:
    files = list((first / "content/try-it").rglob("*.yaml"))
    assert len(files) == 5
    for file in files:
        line = file.read_text(encoding="utf-8").splitlines()[0]
        assert (file.parent / line.removeprefix("# yaml-language-server: $schema=")).is_file()


def test_a_new_audience_builds_as_it_stands_and_looks_like_its_parent(
    house: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", "audience", "our-readers", "--from", "full"], house) == 0
    folder = house / "templates/audiences/our-readers"
    assert visible(folder) == ["audience.yaml", "theme.css"]
    assert main(["build", "--audience", "our-readers", "--format", "pdf"], house) == 0
    assert "try-it-our-readers-en-DRAFT.pdf" in visible(house / "output/try-it/drafts/en")
    capsys.readouterr()
    for name, parent in (("our-readers", "full"), ("Our Readers", "full"), ("mine", "fulll")):
        assert main(["new", "audience", name, "--from", parent], house) == 2
    told = capsys.readouterr().err.splitlines()
    assert told[0].endswith("is there already; choose another name.")
    assert "such as “our-readers”" in told[1]
    assert "did you mean “full”?" in told[2]


def test_the_remarks_of_a_new_audience_are_settings_that_it_can_have(house: Path) -> None:
    assert main(["new", "audience", "mine"], house) == 0
    for file in ("audience.yaml", "theme.css"):
        path = house / "templates/audiences/mine" / file
        text = path.read_text(encoding="utf-8")
        lines = [line.removeprefix("# ") for line in text.splitlines()[1:]]
        shown = "\n".join(lines) if file == "audience.yaml" else text.replace("*/\n", "", 1)
        path.write_text(shown.replace("\n/*", "\n").replace("}\n*/", "}"), encoding="utf-8")
    assert main(["build", "--audience", "mine", "--format", "pdf"], house) == 0


def test_a_sampler_is_written_in_both_formats(house: Path) -> None:
    assert main(["sampler", "--audience", "full"], house) == 0
    assert visible(house / "output/sampler") == ["sampler-full.docx", "sampler-full.pdf"]
    assert main(["sampler", "--audience", "presse"], house) == 2


# ----------------------------------------------------------------- writing


def test_a_file_that_is_open_elsewhere_leaves_both_old_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Word on Windows holds a file fast: it can't be renamed, nor can another take its place."""
    pdf, docx, fresh = tmp_path / "a.pdf", tmp_path / "b.docx", tmp_path / "0.txt"
    disk.write({pdf: b"old", docx: b"old"})
    replace = Path.replace

    def held(path: Path, target: Path) -> Path:
        if docx in (path, target):
            raise PermissionError
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(MachineError, match=r"b\.docx can't be written: it is open in another"):
        disk.write({fresh: b"new", pdf: b"new", docx: b"new"})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "a.pdf": b"old",
        "b.docx": b"old",
    }


def test_a_full_disk_leaves_the_old_files_and_no_scraps(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output_folder.write(tmp_path, NAME, "final", {"docx": b"old"}, NOTHING_LOST)
    written = disk._write_through

    def full(path: Path, data: bytes) -> None:
        written(path, data[:1])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(disk, "_write_through", full)
    with pytest.raises(MachineError, match="the disk is full"):
        output_folder.write(tmp_path, NAME, "final", {"docx": b"new"}, NOTHING_LOST)
    assert list_made(tmp_path / "try-it") == ["en/try-it-full-en.docx"]
    assert (tmp_path / "try-it/en/try-it-full-en.docx").read_bytes() == b"old"


def test_a_file_that_is_open_elsewhere_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output_folder.write(tmp_path, NAME, "final", {"docx": b"old"}, NOTHING_LOST)

    def locked(path: Path, target: Path) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "replace", locked)
    with pytest.raises(MachineError, match=r"full-en\.docx can't be written: it is open in"):
        output_folder.write(tmp_path, NAME, "final", {"docx": b"new"}, NOTHING_LOST)


def test_a_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "output").write_text("in the way")
    with pytest.raises(MachineError, match="try-it/en can't be written"):
        output_folder.write(tmp_path / "output", NAME, "final", {"docx": b"new"}, NOTHING_LOST)


def test_only_this_edition_is_withdrawn(tmp_path: Path) -> None:
    for audience in ("press", "press-en", "full"):
        name = EditionName("try-it", audience, "en")
        output_folder.write(tmp_path, name, "draft", {"docx": b""}, NOTHING_LOST)
    (moved, *accounts) = output_folder.withdraw(tmp_path, EditionName("try-it", "press", "en"))
    assert moved == tmp_path / "try-it/previous/try-it-press-en-DRAFT.docx"
    assert len(accounts) == 3
    assert list_made(tmp_path / "try-it") == [
        "drafts/en/try-it-full-en-DRAFT.docx",
        "drafts/en/try-it-press-en-en-DRAFT.docx",
    ]


def test_a_file_that_lies_beside_the_folders_of_languages_moves_away(tmp_path: Path) -> None:
    old = tmp_path / "try-it/try-it-full-en.docx"
    old.parent.mkdir()
    old.write_bytes(b"of an earlier version")
    output_folder.write(tmp_path, NAME, "final", {"docx": b"new"}, NOTHING_LOST)
    assert list_made(tmp_path / "try-it") == ["en/try-it-full-en.docx"]
    assert visible(tmp_path / "try-it/previous") == ["try-it-full-en.docx"]


def test_what_a_dry_run_shows_stays_where_a_briefing_can_t_be_read(tmp_path: Path) -> None:
    output_folder.write(tmp_path, NAME, "final", {"docx": b"new"}, NOTHING_LOST)
    mail = tmp_path / "try-it/mail/try-it-readers-1.eml"
    mail.parent.mkdir()
    mail.write_bytes(b"a message")
    moved = output_folder.withdraw_all(tmp_path, "try-it")
    assert tmp_path / "try-it/previous/try-it-full-en.docx" in moved
    assert list_made(tmp_path / "try-it") == ["mail/try-it-readers-1.eml"]


# ----------------------------------------------------------------- telling


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_a_terminal_gets_a_bar_that_is_gone_at_the_end() -> None:
    terminal = Terminal()
    assert list(progress.follow(["one", "two"], terminal, "Building")) == ["one", "two"]
    shown = [line.strip() for line in terminal.getvalue().split("\r")]
    assert shown[1] == f"[{'.' * 24}] 1/2 one"
    assert shown[2] == f"[{'#' * 12}{'.' * 12}] 2/2 two"
    assert shown[3:] == ["", ""]


def test_elsewhere_each_edition_is_a_plain_line() -> None:
    log = io.StringIO()
    list(progress.follow(["one", "two"], log, "Building"))
    assert log.getvalue() == "Building one (1 of 2)\nBuilding two (2 of 2)\n"


def test_faults_are_told_in_file_order_with_their_number() -> None:
    problems = [
        Problem("C203", "Later.", Place("b.yaml", 1)),
        Problem("C203", "Second.", Place("a.yaml", 10, 3)),
        Problem("C203", "First.", Place("a.yaml", 9, 4), level="warning"),
    ]
    assert list(format_problems([*problems, problems[0]])) == [
        "a.yaml:9:4: C203 warning: First.",
        "a.yaml:10:3: C203 Second.",
        "b.yaml:1:1: C203 Later.",
        "2 faults and 1 warning in 2 files.",
    ]


def test_the_summary_lines_up_files_and_gives_each_edition_its_account() -> None:
    files = (
        File("out/a.pdf", "a", "pdf", 12, 1_234_567),
        File("out/a.docx", "a", "docx", 12, 98_700),
        File("out/b.pdf", "b", "pdf", 1, 10, "unchanged"),
    )
    result = Result("build", files, (("a", "nothing lost"), ("b", "nothing lost: 1 leaf")))
    assert list(summarise(result)) == [
        "out/a.pdf   12 pages  1,235 kB      built",
        "out/a.docx  12 pages     99 kB      built",
        "account: nothing lost",
        "out/b.pdf     1 page      1 kB  unchanged",
        "account: nothing lost: 1 leaf",
    ]


def test_a_problem_in_json_has_its_place() -> None:
    problem = Problem("C203", "Wrong.", Place("a.yaml", 10, 3), "block-1.text")
    (told,) = json.loads(as_json(Result("check", problems=(problem,))))["problems"]
    assert told == {
        "code": "C203",
        "level": "error",
        "message": "Wrong.",
        "file": "a.yaml",
        "line": 10,
        "column": 3,
        "at": "block-1.text",
        "proposal": None,
    }
