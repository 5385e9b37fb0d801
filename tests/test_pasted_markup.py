"""Markup of other programs in a text is found, with what to write instead."""

from pathlib import Path

import pytest
from conftest import TEMPLATES
from sample_folder import folder

from briefwright import audience, content, editorial

FULL = audience.read(TEMPLATES, "full")


def found(tmp_path: Path, text: str) -> list[str]:
    path = folder(tmp_path, f"body:\n  - text: |\n      {text}\n")
    problems = editorial.review(content.read(path), (FULL,)).problems
    return [problem.proposal for problem in problems if problem.code == "E122"]


@pytest.mark.parametrize(
    ("typed", "better"),
    [
        ("A <b>very</b> dry year.", "Write **very**."),
        ("A <em>very</em> dry year.", "Write *very*."),
        ("A __very__ dry year.", "Write **very**."),
        ("A _very_ dry year.", "Write *very*."),
        ("One line.<br/>Another.", "Take it out"),
        ("A <span style='x'>dry year.", "Take it out"),
        ("Cost&nbsp;of it", "Write the sign itself."),
        ("## What we did", "- section:"),
        ("| Item | Sum | |---|---|", "- table:"),
        ("A **very dry year.", "Close it with **"),
        ("• Wells were drilled", "- list:"),
    ],
)
def test_it_is_found(tmp_path: Path, typed: str, better: str) -> None:
    (proposal,) = found(tmp_path, typed)
    assert better in proposal


@pytest.mark.parametrize(
    "typed",
    [
        "A **very** dry year, *indeed*.",
        "Less than 5 < 6, and 7 > 6.",
        "The file my_long_name_here.csv.",
        "Two signs: \\*\\* here.",
        "R&D and A&B; nothing else.",
        "One | two.",
    ],
)
def test_sound_text_is_left_alone(tmp_path: Path, typed: str) -> None:
    assert found(tmp_path, typed) == []
