"""A native chart of a Word file that shows its numbers otherwise is told from a sound one."""

import pytest
from tampering import word_charts

from briefwright.document.marks import Marks
from briefwright.pipeline import Build
from briefwright.word.read import read


@pytest.fixture(scope="module")
def sound(built: Build) -> Marks:
    return read(built.outputs["docx"])


def test_a_chart_that_nobody_touched_says_nothing_besides(sound: Marks) -> None:
    (chart,) = [one.text for one in sound.statements if one.about == "chart"]
    assert chart == "bars of 1 series"
    assert len(sound.data) == 3


@pytest.mark.parametrize("how", word_charts.ROWS)
def test_no_chart_shows_its_numbers_otherwise(how: str, built: Build, sound: Marks) -> None:
    assert read(word_charts.ROWS[how](built.outputs["docx"])) != sound
