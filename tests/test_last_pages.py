"""A last page with hardly anything on it: saved where lines that stand a little closer do it."""

import io
from pathlib import Path

import pytest
from docx import Document
from docx.shared import Pt
from sample_folder import folder
from test_house import make_house

from briefwright import audience, content, pipeline
from briefwright.pipeline import Build

LINES = (
    "  - A text of many words that fills a line and goes on to a second, so that closer lines save "
    "what they can on each page.\n"
)
SIZE = Pt(10.5)
USUAL, CLOSE = 1.43, 1.37


def build(place: Path, paragraphs: int, settings: str = "formats: [pdf, docx, html]\n") -> Build:
    path = folder(place, "body:\n" + LINES * paragraphs)
    templates = make_house(place, "name: Open\n")
    chosen = templates / "audiences/all/audience.yaml"
    chosen.write_text(chosen.read_text(encoding="utf-8") + settings, encoding="utf-8")
    return pipeline.build(content.read(path), audience.read(templates, "all"), "en")


def read_lines(built: Build) -> float:
    """An edition → how far lines of running text are apart in Word, as a share of their size."""
    normal = Document(io.BytesIO(built.outputs["docx"])).styles["Normal"]
    return float(normal.paragraph_format.line_spacing / SIZE)


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """An edition whose third page would have two lines."""
    return build(tmp_path_factory.mktemp("saved"), 36)


def test_closer_lines_save_a_page_with_two_lines_and_the_account_says_so(saved: Build) -> None:
    assert saved.pages == 2
    assert [one for one in saved.account.remarks if one.startswith("The lines stand a little")]
    assert saved.account.problems == ()


def test_lines_stand_closer_in_the_styles_of_word_too(saved: Build) -> None:
    assert read_lines(saved) == pytest.approx(CLOSE, abs=0.01)


def test_lines_on_a_screen_stay_as_they_are(saved: Build) -> None:
    page = saved.outputs["html"].decode()
    assert "@media print { body.close { line-height: var(--line-close) } }" in page
    assert page.count("var(--line-close)") == 1


def test_lines_stay_as_they_are_where_that_saves_no_page(tmp_path: Path) -> None:
    built = build(tmp_path, 37, "formats: [docx]\n")
    assert built.pages == 3
    assert not [one for one in built.account.remarks if one.startswith("The lines stand a little")]
    assert read_lines(built) == pytest.approx(USUAL, abs=0.01)
