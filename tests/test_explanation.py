"""Who gets what of a briefing, and by which rule not."""

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import TEMPLATES
from sample_folder import folder

from briefwright import audience, content, edition
from briefwright.cli.main import main
from briefwright.edition.explanation import Explanation, explain

BODY = """facts:
  serving: {value: 157, unit: peacekeepers, label: peacekeepers serving now}
  unused: {value: 1}
body:
  - section: One
    id: one
    body:
      - text: For everybody.
        plain: In plain words.
      - text: Only for the press.
        for: [press]
      - text: There are {serving}.
        detail: full
      - list: Things
        id: things
        items:
          - This
          - {text: That, not_for: [press]}
  - section: Secret
    id: secret
    handling: internal
    body: [Nothing]
"""


@pytest.fixture(scope="module")
def matrix(tmp_path_factory: pytest.TempPathFactory) -> Explanation:
    briefing = content.read(folder(tmp_path_factory.mktemp("explanation"), BODY))
    everybody = replace(audience.read(TEMPLATES, "full"), order=("body",))
    readers = {
        "full": everybody,
        "press": replace(
            everybody, name="press", lineage=("press",), detail="normal", prefers=("plain",)
        ),
    }
    return explain(
        briefing, {name: edition.select(briefing, one, "en") for name, one in readers.items()}
    )


@pytest.mark.parametrize(
    ("at", "full", "press"),
    [
        ("one/text-1", "in", "in, plain"),
        ("one/text-2", "– for: press", "in"),
        ("one/text-3", "in", "– detail: full"),
        ("things.items.1", "in", "in"),
        ("things.items.2", "in", "– not_for: press"),
        ("secret", "– handling: internal", "– handling: internal"),
        ("secret/text-1", "– handling: internal", "– handling: internal"),
        ("facts.serving", "in", "– no text of it calls it"),
    ],
)
def test_each_part_says_who_gets_it_or_by_which_rule_not(
    matrix: Explanation, at: str, full: str, press: str
) -> None:
    line = next(line for line in matrix.lines if line.at == at)
    assert [str(cell) for cell in line.cells] == [full, press]


def test_between_two_audiences_only_what_differs_is_told(matrix: Explanation) -> None:
    told = matrix.between("press", "full")
    assert told.audiences == ("press", "full")
    assert [line.at for line in told.lines] == [
        *("one/text-1", "one/text-2", "one/text-3", "things.items.2", "facts.serving"),
    ]


def test_the_page_has_a_row_for_each_part_and_quotes_markup_as_text(matrix: Explanation) -> None:
    page = matrix.as_html()
    assert page.count("<tr>") == len(matrix.lines) + 1
    assert "– not_for: press" in page
    assert "http" not in page


def test_what_fits_into_a_terminal_is_a_matrix_and_else_who_gets_each_part(
    matrix: Explanation,
) -> None:
    wide, narrow = tuple(matrix.as_text(120)), tuple(matrix.as_text(40))
    assert len(wide) == len(matrix.lines) + 1
    assert any(
        re.search(r"one/text-2 +Only for the press\. +– for: press +in$", one) for one in wide
    )
    assert max(map(len, narrow)) <= 40
    place = narrow.index("  one/text-2  Only for the press.")
    assert narrow[place + 1 : place + 3] == ("      full: – for: press", "      press: in")
    assert "  things.items.1  This" in "\n".join(narrow)
    assert "all: in" in "\n".join(narrow)


def test_an_audience_says_what_it_needs_and_what_a_briefing_has_of_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(TEMPLATES, tmp_path / "templates")
    folder(tmp_path / "content", BODY + "  - key_messages: [A message.]\n")
    assert main(["explain", "--audience", "minister,press"], tmp_path) == 0
    said = capsys.readouterr().out
    assert " -  `decision:` what is asked of the reader" in said
    assert " -  `subtitle:` in briefing.yaml, for the title block" in said
    assert main(["explain", "sample", "--audience", "minister"], tmp_path) == 0
    checked = capsys.readouterr().out
    assert "[x] `key_messages:` what a reader keeps who reads nothing else" in checked
    assert "[ ] `decision:` what is asked of the reader" in checked
    assert "press: " not in checked
    assert main(["explain"], tmp_path) == 2


def test_the_command_prints_the_matrix_and_writes_the_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(TEMPLATES, tmp_path / "templates")
    folder(tmp_path / "content", BODY)
    assert main(["explain", "sample"], tmp_path) == 0
    told = capsys.readouterr().out
    assert "one/text-2" in told
    page = tmp_path / "output/.author/sample/explanation.html"
    assert "one/text-2" in page.read_text(encoding="utf-8")
    assert main(["explain", "sample", "--between", "full", "presse"], tmp_path) == 2
