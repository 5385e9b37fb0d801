"""README, docs and CONTRIBUTING say what is true of the program; their examples can be built."""

import json
import re
import shutil
import tomllib
from itertools import chain
from pathlib import Path

import examples
import make_blocks
import make_checklists
import make_faults
import make_languages
import make_pictures
import pytest
from conftest import HOME, SHIPPED, TEMPLATES

import briefwright
from briefwright import audience, content, edition
from briefwright.audience.settings import SETTINGS
from briefwright.cli import main
from briefwright.cli.block_reference import describe_block
from briefwright.cli.dispatch import COMMANDS
from briefwright.cli.options import make_parser
from briefwright.content.schema import build_schema
from briefwright.content.sheets import MAX_CELLS
from briefwright.document.limits.drawing import ELEMENTS as DRAWN
from briefwright.document.limits.page import DEPTH, ELEMENTS, ROWS
from briefwright.editorial.rules import RULES
from briefwright.figures.pictures import MOST_PIXELS
from briefwright.layout.css_support import reaches_word
from briefwright.mail.settings import SETTINGS as DELIVERY
from briefwright.model import keys
from briefwright.model.dictionary import KINDS, Common
from briefwright.problems import CODES
from briefwright.recipients.lists import COLUMNS
from briefwright.workers.limits import DEFAULT_LIMITS

DOCS = HOME / "docs"
ENGINE = HOME / "briefwright"
PAGES = {
    path.relative_to(HOME).as_posix(): path.read_text(encoding="utf-8")
    for path in (*HOME.glob("*.md"), *DOCS.rglob("*.md"))
}
_ROW = re.compile(r"^\| (.+?) \| (.+?) \|", re.MULTILINE)
_RULE = re.compile(r"^\|(?:-+\|)+$", re.MULTILINE)


def part(name: str, heading: str) -> str:
    """A page and one of its headings → what stands below it, up to the next one of its level."""
    level = heading.split()[0]
    found = re.search(
        rf"^{re.escape(heading)}$\n(.*?)(?=^#{{1,{len(level)}}} |\Z)",
        PAGES[name], re.DOTALL | re.MULTILINE,
    )  # fmt: skip
    assert found, f"{name} has no heading “{heading}”"
    return found[1]


def fenced(text: str) -> str:
    """A part of a page → what stands in its first fenced block."""
    found = re.search(r"^```\w*\n(.*?)^```$", text, re.DOTALL | re.MULTILINE)
    assert found
    return found[1]


def rows(text: str) -> list[tuple[str, str]]:
    """A part of a page → the first two cells of each row of its first table, its head left out."""
    table = text[text.index("\n|---") + 1 :].split("\n\n")[0]
    found = _ROW.findall(_RULE.sub("", table))
    assert found
    return found


def code(text: str) -> list[str]:
    """A text → what stands in it as code."""
    return re.findall(r"`([^`]+)`", text)


# ----------------------------------------------------------------- the examples


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with everything that the pages show."""
    folder = tmp_path_factory.mktemp("desk")
    examples.write(folder, examples.files())
    return folder


def run(desk: Path, capsys: pytest.CaptureFixture[str], command: str, *words: str) -> dict:
    folders = ("--content", str(desk / "content"), "--templates", str(desk / "templates"))
    main([command, *words, *folders, "--json"])
    return json.loads(capsys.readouterr().out)


def test_the_examples_have_no_fault(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert len(examples.files()) > 8
    told = run(desk, capsys, "check")["problems"]
    # Some facts are shown as forms, and no text of the example calls them.
    assert {one["code"] for one in told} <= {"C236"}, told


def test_the_examples_are_built_as_the_pages_say(
    desk: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    only = chain.from_iterable(("--audience", name) for name in ("messages", "council", "envoys"))
    built = run(desk, capsys, "build", *only, "--output", str(tmp_path))
    assert built["exit"] == 0, built
    assert {Path(file["path"]).stem for file in built["files"]} == {
        "library-messages-en-DRAFT",
        "library-messages-ru-DRAFT",
        "library-council-en-DRAFT",
        "library-envoys-en-ru-DRAFT",
    }


def test_each_step_to_a_look_of_ones_own_can_be_built(tmp_path: Path) -> None:
    folder = examples.write_own_look(tmp_path, examples.OWN_LOOK)
    made = briefwright.build(folder, "donors", templates=tmp_path / "templates")
    assert made.problems == ()
    shown = {mark.text for mark in made.edition.marks().body}
    assert {"What your gift does", "Where these numbers come from"} <= shown


@pytest.mark.parametrize("whole", [False, pytest.param(True, marks=pytest.mark.long)])
def test_a_first_briefing_goes_as_the_page_says(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    whole: bool,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    shutil.copytree(TEMPLATES, tmp_path / "templates")
    steps = tuple(examples.list_first_steps())
    assert len(steps) > 12
    for step in steps:
        if isinstance(step, examples.Change):
            examples.change(tmp_path, step)
        elif whole or step.is_quick:
            assert step.answer
            main(step.words, tmp_path)
            said = [plain(line) for line in "".join(capsys.readouterr()).splitlines()]
            assert [line for line in step.answer if plain(line) not in said] == [], step.words


def plain(line: str) -> str:
    """A line of a command's answer → the same without what differs from day to day."""
    return re.sub(r" +\d+ kB", " kB", line)


def claims() -> list[tuple[str, str]]:
    """writing.md → each form in braces that it shows, and what it says that this prints."""
    found = []
    for left, right in _ROW.findall(PAGES["docs/writing.md"]):
        forms = [form for form in code(left) if form.startswith("{")]
        found += zip(forms, right.split("; ") if len(forms) > 1 else [right], strict=bool(forms))
    return found


def test_each_form_of_a_fact_prints_what_the_page_says(desk: Path, tmp_path: Path) -> None:
    wanted = {form: said for form, said in claims() if "ILL" not in form and ":" not in said}
    assert len(wanted) > 20
    shutil.copytree(desk / "content" / "library", tmp_path / "library")
    texts = [f'  - {{text: "Now {form}", id: form-{n}}}' for n, form in enumerate(wanted)]
    (tmp_path / "library" / "sections" / "99-forms.yaml").write_text(
        "\n".join(["section: Forms", "id: forms", "body:", *texts]), encoding="utf-8"
    )
    reader = audience.read(desk / "templates", "full")
    chosen = edition.select(content.read(tmp_path / "library"), reader, "en")
    said = {mark.at: mark.text.replace("\u00a0", " ") for mark in chosen.marks().body}
    printed = {form: said[f"form-{n}.text"].removeprefix("Now ") for n, form in enumerate(wanted)}
    assert printed == wanted


# ----------------------------------------------------------------- what the pages list


def test_readme_fits_on_two_screens() -> None:
    assert len(PAGES["README.md"].splitlines()) <= 80


def test_a_page_shows_every_command_under_its_subject() -> None:
    subjects = re.split(r"^## ", PAGES["docs/commands.md"], flags=re.MULTILINE)[1:]
    shown = {part.splitlines()[0]: shown_commands(part) for part in subjects}
    listed = re.split(r"^(\S.*):\n", make_parser()[0].format_help(), flags=re.MULTILINE)
    named = zip(listed[1::2], listed[2::2], strict=True)
    said = {name: set(re.findall(r"^  ([a-z]\S*) ", lines, re.MULTILINE)) for name, lines in named}
    said.pop("options")
    assert list(shown) == list(said)
    assert [name for name in said if said[name] - shown[name]] == []
    assert set().union(*said.values()) == {*COMMANDS, "test"}


def test_readme_shows_commands_that_there_are() -> None:
    shown = shown_commands(part("README.md", "## What you do with it"))
    assert len(shown) > 10
    assert shown < set(COMMANDS)


def shown_commands(text: str) -> set[str]:
    """A part of a page → the commands that its tables show."""
    return {
        word
        for _, right in rows(text)
        for command in code(right)
        for word in re.findall(r"^(?:…|python3 build\.py) ([\w-]+)", command)
    }


def test_writing_names_every_kind_of_block_with_its_keys() -> None:
    table = re.findall(r"^\| (`.+?) \| .+? \| (.*)\|$", PAGES["docs/writing.md"], re.MULTILINE)
    named = {kind: code(own) for kinds, own in table for kind in code(kinds)}
    assert set(named) == set(KINDS)
    # Figures have a page of their own, and what the program makes needs no keys.
    alone = [kinds for kinds, _ in table if len(code(kinds)) == 1]
    assert len(alone) > 15
    for kind in code(" ".join(alone)):
        assert set(named[kind]) == set(keys.of(KINDS[kind])) - set(keys.of(Common)) - {kind}, kind


def test_audiences_names_every_audience_and_every_setting() -> None:
    named = code(" ".join(left for left, _ in rows(PAGES["docs/audiences.md"])))
    assert named == sorted(named, key=named.index)
    assert set(named) == set(SHIPPED)
    settings = rows(part("docs/audiences.md", "## Your own audience"))
    assert set(code(" ".join(left for left, _ in settings))) == set(SETTINGS)


def test_audiences_names_every_value_that_a_setting_may_have() -> None:
    said = {
        name: text
        for left, text in rows(part("docs/audiences.md", "## Your own audience"))
        for name in code(left)
    }
    said["masthead"] = part("docs/audiences.md", "## The title block")
    counted = {"contents", "rounding", "columns", "bilingual"}  # numbers, and another page's
    missing = {
        name: set(setting.choices) - set(code(said[name])) - {"yes", "no", "none"}
        for name, setting in SETTINGS.items()
        if name not in counted
    }
    assert any(setting.choices for setting in SETTINGS.values())
    assert {name: words for name, words in missing.items() if words} == {}


def test_languages_lists_every_language_and_whether_a_native_reader_has_read_its_words() -> None:
    assert make_languages.table() in PAGES["docs/languages.md"], (
        "run .venv/bin/python docs/make_languages.py"
    )


def test_the_page_of_faults_says_which_rules_of_the_editor_hold_in_english_alone() -> None:
    said = {code: line for line in PAGES["docs/faults.md"].splitlines() for code in code_of(line)}
    known = {rule.code: rule.languages for rule in RULES}
    assert {code for code in known if "In English." in said[code]} == {
        code for code, languages in known.items() if languages == ("en",)
    }


def code_of(line: str) -> list[str]:
    return re.findall(r"^\| \[`(E\d+)`", line)


def test_sending_names_every_column_of_a_list_and_every_setting() -> None:
    columns = rows(part("docs/sending.md", "## Who gets it"))
    assert tuple(code(" ".join(left for left, _ in columns))) == COLUMNS
    settings = rows(part("docs/sending.md", "## Who sends it"))
    assert set(code(" ".join(left for left, _ in settings))) == set(DELIVERY)


def test_looks_lists_what_reaches_word() -> None:
    listed = set(code(part("docs/looks.md", "## Which CSS reaches Word")))
    properties = {name for name in listed if re.fullmatch("[a-z-]+", name)}
    assert len(properties) > 20
    assert [name for name in properties if not reaches_word(name)] == []
    assert {"font-family", "margin", "border", "break-before", "columns"} <= properties


def test_looks_lists_every_token() -> None:
    sheet = (TEMPLATES / "base/theme.css").read_text(encoding="utf-8")
    tokens = re.findall(r"^  (--[a-z1-6-]+):", sheet, re.MULTILINE)
    listed = code(part("docs/looks.md", "## Tokens"))
    charts = {f"--chart-{number}" for number in range(1, 7)}
    assert charts < set(tokens)
    assert set(tokens) == {token for token in listed if token.startswith("--")} | charts


def test_promises_gives_the_limits_that_hold() -> None:
    said = dict(rows(part("docs/promises.md", "## Limits")))
    assert said == {
        "processor time": f"{DEFAULT_LIMITS.processor} s",
        "time by the clock": f"{DEFAULT_LIMITS.seconds} s; `--seconds` changes both",
        "memory": f"{DEFAULT_LIMITS.memory // 10**9} GB",
        "elements of a page": f"{ELEMENTS:,}, and {DEPTH} inside one another",
        "rows of a table": f"{ROWS:,}",
        "elements of a drawing": f"{DRAWN:,}",
        "cells of a workbook's sheet, empty ones between others included": (
            f"{MAX_CELLS // 10**6} million"
        ),
        "pixels of a picture": f"{MOST_PIXELS // 10**6} million",
    }


def test_every_promise_names_tests_that_there_are() -> None:
    named = re.findall(r"`(test_\w+\.py)`", PAGES["docs/promises.md"])
    assert len(named) > 10
    assert [name for name in named if not (HOME / "tests" / name).is_file()] == []


def test_the_page_of_faults_is_the_table_of_codes() -> None:
    assert (DOCS / "faults.md").read_text(encoding="utf-8") == make_faults.page(), (
        "run .venv/bin/python docs/make_faults.py"
    )
    assert {code[0] for code in CODES} == set(make_faults.FAMILIES)


def test_the_changes_begin_with_this_version() -> None:
    first = re.search(r"^## (.*)$", PAGES["CHANGELOG.md"], re.MULTILINE)
    assert first
    assert first[1].endswith(briefwright.__version__)


def test_the_check_lists_are_those_of_the_shipped_audiences() -> None:
    assert (DOCS / "checklists.md").read_text(encoding="utf-8") == make_checklists.page(), (
        "run .venv/bin/python docs/make_checklists.py"
    )


# ----------------------------------------------------------------- a page for each block


def test_each_block_has_a_page_with_a_picture() -> None:
    kept = {path.name: path.read_text(encoding="utf-8") for path in make_blocks.FOLDER.glob("*.md")}
    assert len(kept) > 29
    assert kept == make_blocks.pages(), "run .venv/bin/python docs/make_blocks.py"
    pictures = {path.stem: path.stat().st_size for path in make_blocks.FOLDER.glob("*.png")}
    assert set(pictures) == set(KINDS)
    assert max(pictures.values()) < make_pictures.LARGEST


def test_the_examples_of_all_blocks_build_as_one_briefing(tmp_path: Path) -> None:
    folder = make_blocks.write(tmp_path, KINDS)
    assert content.check(folder)[1] == ()
    made = briefwright.build(folder, "full")
    assert made.problems == ()
    assert made.account.summary().startswith("nothing lost")


def test_editors_explain_each_key_in_the_words_of_its_page() -> None:
    blocks = [describe_block(kind) for kind in KINDS]
    known = build_schema("section")["$defs"]
    said = {one.kind: known[f"block-{one.kind}"] for one in blocks}
    assert {kind: one["description"] for kind, one in said.items()} == {
        one.kind: f"`{one.kind}:` {one.summary} {one.prints}" for one in blocks
    }
    for one in blocks:
        for key in one.keys:
            assert said[one.kind]["properties"][key.name]["description"] == keys.describe(key)


# ----------------------------------------------------------------- the architecture


def test_the_floor_plan_names_each_package_and_module_once() -> None:
    plan = fenced(part("docs/architecture.md", "## The packages"))
    named = re.findall(r"^  (\w+(?:\.py|/)) ", plan, re.MULTILINE)
    there = [
        path.name if path.is_file() else f"{path.name}/"
        for path in ENGINE.iterdir()
        if path.suffix == ".py" or any(path.glob("*.py"))
    ]
    assert len(there) > 10
    assert sorted(named) == sorted(there)


def test_the_import_order_is_the_one_that_is_enforced() -> None:
    settings = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))
    (order,) = (
        contract["layers"]
        for contract in settings["tool"]["importlinter"]["contracts"]
        if contract["type"] == "layers"
    )
    shown = part("docs/architecture.md", "## Who imports whom")
    assert re.findall(r"^    (\S.*)$", shown, re.MULTILINE) == order


def test_what_contributors_touch_is_there() -> None:
    named = [
        path
        for _, right in rows(part("CONTRIBUTING.md", "## Find your way"))
        for path in code(right)
        if "/" in path or "." in path
    ]
    assert len(named) > 15
    # What stands between angle brackets is theirs to name.
    fixed = [re.split(r"[^/]*<", path)[0] for path in named]
    assert [path for path in fixed if not (HOME / path).exists()] == []


# ----------------------------------------------------------------- links and pictures

_LINK = re.compile(r"\]\(([^)\s]+)\)")


def anchors(text: str) -> set[str]:
    """A page → the anchors of its headings, as a forge makes them."""
    titles = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title).lower().replace(" ", "-") for title in titles}


def links(name: str) -> list[str]:
    """A page → where its links and pictures lead, those in its code left out."""
    prose = re.sub(r"^```.*?^```$|`[^`\n]*`(?!\])", "", PAGES[name], flags=re.DOTALL | re.MULTILINE)
    return [link for link in _LINK.findall(prose) if "://" not in link]


def leads_nowhere(name: str, link: str) -> bool:
    path, _, anchor = link.partition("#")
    target = (HOME / name).parent / path if path else HOME / name
    if not target.exists():
        return True
    return bool(anchor) and anchor not in anchors(target.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", sorted(PAGES))
def test_every_link_leads_somewhere(name: str) -> None:
    assert [link for link in links(name) if leads_nowhere(name, link)] == []


def test_there_are_links() -> None:
    assert len(list(chain.from_iterable(map(links, PAGES)))) > 200


def test_every_picture_is_shown_small_and_made_by_the_command() -> None:
    kept = {path.name: path.stat().st_size for path in (DOCS / "pictures").iterdir()}
    shown = {Path(link).name for name in PAGES for link in links(name) if "pictures/" in link}
    assert set(kept) == shown
    assert {name: size for name, size in kept.items() if size > make_pictures.LARGEST} == {}
    drawn_by_hand = {"flow.svg"}
    assert {f"{name}.png" for name in make_pictures.DRAWINGS} == set(kept) - drawn_by_hand
