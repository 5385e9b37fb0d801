"""False alarms, counted: what the editor finds where there is nothing to find, and how fast."""

import shutil
import time
from pathlib import Path

import pytest
from conftest import SPECIMEN, TEMPLATES
from sample_folder import folder

from briefwright import audience, content, editorial
from briefwright.audience import Audience
from briefwright.edition import select
from briefwright.model.dictionary import Briefing

CLEAN = Path(__file__).parent / "editorial" / "clean"
PER_THOUSAND = 1.0  # false alarms in a thousand words: more, and nobody reads on


@pytest.fixture(scope="module")
def full() -> Audience:
    return audience.read(TEMPLATES, "full")


def words_of(briefing: Briefing, full: Audience) -> int:
    return sum(len(leaf.text.split()) for leaf in select(briefing, full, "en").leaves())


@pytest.mark.parametrize(
    ("path", "fewest"),
    [(CLEAN, 900), (SPECIMEN / "content" / "specimen", 400)],
    ids=["clean", "specimen"],
)
def test_clean_prose_is_hardly_ever_marked(path: Path, fewest: int, full: Audience) -> None:
    briefing = content.read(path)
    assert not briefing.accepted
    words = words_of(briefing, full)
    assert words >= fewest
    told = [str(problem) for problem in editorial.review(briefing, [full]).problems]
    assert len(told) * 1000 / words <= PER_THOUSAND, told


def test_the_silence_is_no_deafness(full: Audience, tmp_path: Path) -> None:
    path = Path(shutil.copytree(CLEAN, tmp_path / "clean"))
    file = path / "sections" / "04-supply.yaml"
    text = file.read_text(encoding="utf-8")
    for right, wrong in (
        ("The neighbouring countries", "The neighboring countries"),
        ("in 2022, and", "in the years 2021-2022, and"),
        ("the programme was", "the “programme was"),
    ):
        assert text.count(right) == 1
        text = text.replace(right, wrong)
    file.write_text(text, encoding="utf-8")
    found = editorial.review(content.read(path), [full]).problems
    assert sorted(problem.code for problem in found) == ["E104", "E112", "E113"]


@pytest.mark.parametrize(
    "words",
    [
        "“a ‘b’ c” and",
        "it's it’s",
        "630 men, another 157 of whom 139,",
        "(((a [b",
        "March 21, 2009, in 2023-2024",
        "France, Peru, Japan,",
        "a -b c - d  e ,",
        "two things: a, b and",
    ],
)
def test_no_text_makes_it_slow(words: str, full: Audience, tmp_path: Path) -> None:
    long = f"{words} " * (20_000 // len(words))
    path = folder(tmp_path, f"body:\n  - >\n    {long}\n")
    briefing = content.read(path)
    start = time.process_time()
    editorial.review(briefing, [full])
    assert time.process_time() - start < 3
