"""A text pasted from elsewhere, line by line as items: each is right or named, none changed."""

from pathlib import Path

import pytest
from sample_folder import folder

from briefwright import content
from briefwright.model.dictionary import Item, ListBlock

LINES = (Path(__file__).parent / "data" / "factsheet.txt").read_text(encoding="utf-8").splitlines()

UNBULLETED = [line.removeprefix("- ") for line in LINES if line.startswith("- ")]
AWKWARD = [
    "*Starred* and **bold** words",
    "**",
    "{serving_now} are serving",
    "[UNDOF] is a mission",
    "@desk, ask",
    "50 % of them, and #7 of item #8",
    "word #cut",
    "#7 first",
    "% of them",
    "& so on",
    "! Now",
    "| bar",
    "> more",
    "? why",
    "- - twice",
    "“Quoted” first",
    '"Quoted" first',
    "'Quoted' first",
    "`code` first",
    "one: two: three",
    "note: in small letters",
    "Note:without a blank",
    "12:30",
    "010",
    "NO",
    "~",
    "null",
    "---",
    "...",
    "a\tb",
    "\u00a0after a no-break space",
    "ends with a colon:",
    "ends with a backslash \\",
    "{{ template }}",
    "{% code %}",
    "text, then {",
    "text, then }",
    "<b>html</b> & co",
    "https://example.org/a: b",
    "key_figures: [a, b]",
    "label: words",
    "a" * 3000,
]


def as_words(item: Item) -> str:
    label = f"{item.label.source}: " if item.label else ""
    return label + (item.text.source if item.text else "")


def pasted(tmp_path: Path, lines: list[str]) -> tuple[dict[int, str], set[int]]:
    """Lines → the words of each that was read, and which of them are named by a fault."""
    body = "".join(f"      - {line}\n" for line in lines)
    path = folder(tmp_path, f"body:\n  - list: Pasted\n    items:\n{body}")
    first = len((path / "briefing.yaml").read_text(encoding="utf-8").splitlines()) - len(lines)
    briefing, problems = content.check(path)
    named = {problem.where.line - first - 1 for problem in problems if problem.where}
    read: dict[int, str] = {}
    if briefing:
        (block,) = briefing.body
        assert isinstance(block, ListBlock)
        read = {n: as_words(item) for n, item in enumerate(block.items)}
    assert named or len(read) == len(lines)
    return read, named


def test_there_is_a_text_to_paste() -> None:
    assert len(LINES) == 42


@pytest.mark.parametrize("line", LINES + UNBULLETED + AWKWARD)
def test_a_pasted_line_is_right_or_named(tmp_path: Path, line: str) -> None:
    read, named = pasted(tmp_path, [line])
    assert named == {0} or read == {0: line}


def test_the_whole_text_is_named_line_by_line_in_one_run(tmp_path: Path) -> None:
    named = pasted(tmp_path, LINES)[1]
    alone = {n for n, line in enumerate(LINES) if pasted(tmp_path / str(n), [line])[1]}
    assert alone
    assert named == alone


def test_what_is_right_alone_is_right_together(tmp_path: Path) -> None:
    right = [line for n, line in enumerate(LINES) if not pasted(tmp_path / str(n), [line])[1]]
    assert len(right) > 15
    assert pasted(tmp_path, right)[0] == dict(enumerate(right))
