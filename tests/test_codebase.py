"""The code itself: style, types, the direction of imports, a specimen for each fault."""

import ast
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from conftest import HOME, TEMPLATES

from briefwright.cli import commands
from briefwright.cli.commands import BuildRequest, Folders
from briefwright.edition import composition
from briefwright.editorial import transcription
from briefwright.model import keys
from briefwright.model.dictionary import (
    KINDS,
    Annex,
    Chart,
    Event,
    Form,
    Glossary,
    Image,
    Item,
    KeyFigures,
    ListOfFigures,
    ListOfTables,
    Map,
    MapPlace,
    Quote,
    Row,
    Section,
    SourcesBlock,
    Table,
    Timeline,
)
from briefwright.problems import CODES, Problem, errors

ENGINE = HOME / "briefwright"
BROKEN = HOME / "tests" / "broken"
MODULES = sorted(ENGINE.rglob("*.py"))
SPECIMENS = sorted(path for path in BROKEN.iterdir() if path.is_dir())
WRITTEN = [path for path in SPECIMENS if (path / "content").is_dir()]

# Files that may be longer than LONGEST lines, each with the one reason that it has.
LONGEST = 350
LONG = {
    "briefwright/content/overlays.py": "a translation's file → an overlay, or its faults",
    "briefwright/edition/resolution.py": "inline nodes → runs, as one reader gets them",
    "briefwright/edition/nodes.py": "what an edition is made of",
    "briefwright/word/closed/elements.py": "what may stand in the XML of a Word file",
    "briefwright/problems.py": "what can go wrong: the codes, and whose fault it is",
    "briefwright/model/dictionary.py": "the dictionary: everything that an author can write",
}
JUNK = re.compile(r"(utils?|helpers?|common|misc|manager|base)\.py")


# ----------------------------------------------------------------- tools


def run(*command: str) -> None:
    """A Python command, run in the repository → nothing, if it has nothing to complain of."""
    done = subprocess.run(
        [sys.executable, *command], cwd=HOME, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("command", [["check"], ["format", "--check"]], ids=" ".join)
def test_ruff_finds_nothing(command: list[str]) -> None:
    run("-m", "ruff", *command, "--no-cache", ".")


def test_mypy_finds_nothing() -> None:
    run("-m", "mypy")


def test_imports_point_one_way() -> None:
    # Not in this process, where it would silence every logger.
    run("-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache")


# ----------------------------------------------------------------- files


def test_every_module_says_what_it_is_for() -> None:
    assert len(MODULES) > 30
    dumb = [path for path in MODULES if not ast.get_docstring(ast.parse(path.read_bytes()))]
    assert dumb == []


def test_a_long_file_has_one_reason() -> None:
    sizes = {
        path.relative_to(HOME).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in MODULES
    }
    assert {file for file, size in sizes.items() if size > LONGEST} == set(LONG)
    assert all(LONG.values())


def test_no_file_is_called_by_a_name_that_says_nothing() -> None:
    ours = [path for folder in (ENGINE, HOME / "tests") for path in folder.rglob("*.py")]
    assert len(ours) > 50
    assert [path for path in ours if JUNK.fullmatch(path.name)] == []


def test_heavy_libraries_are_loaded_only_when_they_are_needed() -> None:
    heavy = {
        "python_calamine",
        "pptx",
        "xlsxwriter",
        "weasyprint",
        "pikepdf",
        "pypdfium2",
        "docx",
        "babel",
        "num2words",
        "fontTools",
        "PIL",
        "uharfbuzz",
        "vl_convert",
    }
    run(
        "-c",
        "import sys, briefwright.cli.dispatch; "
        f"sys.exit(' '.join({heavy} & set(sys.modules)) or 0)",
    )


def test_the_output_folder_stays_and_its_contents_do_not() -> None:
    rules = (HOME / "output" / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert [rule for rule in rules if not rule.startswith("#")] == ["*", "!.gitignore"]


# ----------------------------------------------------------------- faults


def test_every_code_has_a_specimen() -> None:
    assert CODES
    assert {path.name for path in SPECIMENS} == set(CODES)


def test_every_code_that_is_given_stands_in_the_table() -> None:
    given = {
        code
        for path in MODULES
        for code in re.findall(r"[\"']([A-Z]\d{3})[\"']", path.read_text(encoding="utf-8"))
    }
    assert given == set(CODES)


@pytest.mark.parametrize(
    "specimen",
    [path for path in SPECIMENS if (path / "content").is_dir()],
    ids=lambda path: path.name,
)
def test_a_specimen_has_its_fault_and_no_other(specimen: Path, tmp_path: Path) -> None:
    expected = Counter((specimen / "expected.txt").read_text(encoding="utf-8").splitlines())
    assert any(line.endswith(specimen.name) for line in expected)
    folders = Folders(specimen / "content", _templates(specimen, tmp_path), tmp_path / "output")
    problems = commands.check(folders, ()).problems
    if not errors(problems):
        problems = commands.build(folders, BuildRequest()).problems
    told = Counter(_told(problem, folders, expected) for problem in dict.fromkeys(problems))
    assert told == expected, "\n".join(map(str, problems))


def _templates(specimen: Path, tmp_path: Path) -> Path:
    """A specimen → our templates with the reference audience alone, and its own over them."""

    def other_audiences(folder: str, names: list[str]) -> set[str]:
        return set(names) - {"full"} if Path(folder).name == "audiences" else set()

    shutil.copytree(TEMPLATES, tmp_path / "templates", ignore=other_audiences)
    own = specimen / "templates"
    if own.is_dir():
        shutil.copytree(own, tmp_path / "templates", dirs_exist_ok=True)
    return tmp_path / "templates"


def _told(problem: Problem, folders: Folders, expected: Counter[str]) -> str:
    """A problem → its line of expected.txt, which names its place, or else its address."""
    (briefing,) = folders.content.iterdir()
    spots = [problem.at, ""]
    if problem.where:
        file = problem.where.file.removeprefix(f"{briefing}/")
        spots.insert(0, f"{file}:{problem.where.line}:{problem.where.column}")
    lines = [f"{spot}: {problem.code}" if spot else problem.code for spot in spots]
    return next((line for line in lines if line in expected), lines[0])


def test_whoever_catches_any_error_says_why() -> None:
    caught = [
        (path.name, line.strip())
        for path in MODULES
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(r"except (Base)?Exception\b", line)
    ]
    assert len(caught) > 10
    assert [one for one in caught if "  # " not in one[1]] == []


# ----------------------------------------------------------------- kinds of block


def test_every_key_that_holds_text_has_a_role_for_the_editor() -> None:
    holders = (*KINDS.values(), Item, Row, MapPlace, Event)
    found = {
        key.name
        for holder in holders
        for key in keys.of(holder).values()
        if key.form in (Form.TEXT, Form.PROSE)
    }
    assert len(found) > 30
    assert found <= transcription._ROLES.keys()


def test_every_text_of_a_block_has_a_setting_for_the_names_in_it() -> None:
    written = [kind for kind in KINDS.values() if kind not in COMPOSED]
    found = {
        key.field
        for kind in written
        for key in keys.of(kind).values()
        if key.form is Form.TEXT and key.field not in composition._COMMON
    }
    assert found == composition._SETTINGS.keys()


# Kinds that print more than was typed, each by a function of its own.
COMPOSED = (
    *(Section, Annex, KeyFigures, Quote, SourcesBlock, Glossary, ListOfFigures, ListOfTables),
    *(Table, Chart, Map, Timeline, Image),
)
