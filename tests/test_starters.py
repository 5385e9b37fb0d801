"""What a new briefing begins with: a finished example of its kind, in whatever language it has."""

import io
import itertools
import re
import zipfile
from pathlib import Path

import pytest
from conftest import SHIPPED, TEMPLATES

from briefwright import audience, content, edition, pipeline
from briefwright.cli.main import main
from briefwright.content import starter
from briefwright.content.starter import KINDS

LANGUAGES = ("ar", "de", "en", "es", "fa", "fr", "hi", "pt", "ru", "zh", "zh-Hant")
EXAMPLES = tuple(itertools.product([kind for kind in KINDS if kind != "briefing"], LANGUAGES))
OFTEN = {("one-pager", "de"), ("speech", "ru")}  # eight audiences take seconds; the others: long


def write_final(folder: Path, kind: str, language: str) -> Path:
    """An empty folder, a kind, a language → the folder of its example, which says it is final."""
    starter.write_briefing(folder, "sample", language, kind)
    file = folder / "sample" / "briefing.yaml"
    said = file.read_text(encoding="utf-8")
    file.write_text(said.replace("status: draft", "status: final"), encoding="utf-8")
    return folder / "sample"


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_an_example_in_each_language(kind: str) -> None:
    assert set(starter.languages(kind)) >= set(LANGUAGES)


@pytest.mark.parametrize(("kind", "language"), EXAMPLES)
def test_an_example_is_read_without_a_remark(tmp_path: Path, kind: str, language: str) -> None:
    folder = write_final(tmp_path, kind, language)
    briefing, found = content.check(folder)
    assert found == ()
    assert briefing is not None
    assert briefing.metadata.kind == KINDS[kind][0]
    written = "".join(file.read_text(encoding="utf-8") for file in folder.rglob("*.yaml"))
    assert "<" not in written


@pytest.mark.parametrize(
    ("kind", "language"),
    [pytest.param(*one, marks=() if one in OFTEN else pytest.mark.long) for one in EXAMPLES],
)
def test_an_example_suits_every_audience(tmp_path: Path, kind: str, language: str) -> None:
    briefing = content.read(write_final(tmp_path, kind, language))
    readers = [audience.read(TEMPLATES, name) for name in SHIPPED]
    assert len(readers) > 7
    assert [str(one) for one in pipeline.check_all(briefing, readers)] == []


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (("--kind", "speach"), "There is no kind of briefing “speach”; did you mean “speech”?"),
        (
            ("--kind", "speech", "--language", "it"),
            "There is no example in “it”; there is one in",
        ),
    ],
)
def test_what_there_is_no_example_of_is_refused_with_what_there_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], fault: str
) -> None:
    assert main(["new", "briefing", "try-it", *words], tmp_path) == 2
    assert fault in capsys.readouterr().err
    assert not (tmp_path / "content").exists()


def test_a_speech_in_chinese_is_timed_by_its_characters(tmp_path: Path) -> None:
    starter.write_briefing(tmp_path, "sample", "zh", "speech")
    speaker = audience.read(TEMPLATES, "speaking")
    chosen = edition.select(content.read(tmp_path / "sample"), speaker, "zh")
    shown = {leaf.at: leaf.text for leaf in chosen.leaves()}
    assert shown["briefing.minutes"] == "讲话时间：1分钟（72字，每分钟220字）"


def test_a_fact_sheet_in_persian_has_its_digits_and_its_columns_from_the_right(
    tmp_path: Path,
) -> None:
    starter.write_briefing(tmp_path, "sample", "fa", "fact-sheet")
    made = pipeline.build(
        content.read(tmp_path / "sample"),
        audience.read(TEMPLATES, "press"),
        "fa",
        formats=("docx",),
    )
    shown = {leaf.at: leaf.text for leaf in made.edition.leaves()}
    assert shown["briefing.reference"].startswith("ویرایش ۱")
    assert "۲۰۲۴ ۱۲٬۴۰۰" in shown["by-year.drawing"]
    with zipfile.ZipFile(io.BytesIO(made.outputs["docx"])) as package:
        body = package.read("word/document.xml").decode()
    assert re.findall(r'<w:cols w:num="2"[^>]*/>(<w:bidi/>)?', body) == ["<w:bidi/>"]


def test_a_key_figure_whose_name_is_its_unit_in_another_case_says_it_once(tmp_path: Path) -> None:
    starter.write_briefing(tmp_path, "sample", "ru", "event-note")
    full = audience.read(TEMPLATES, "full")
    chosen = edition.select(content.read(tmp_path / "sample"), full, "ru")
    (shown,) = (leaf.text for leaf in chosen.leaves() if leaf.text.startswith("65"))
    assert shown == "65 добровольцы"


OURS = re.compile(r"decision|objectives|positions|lines_to_take|if_pressed")


@pytest.mark.parametrize("kind", ["one-pager", "event-note", "q-and-a"])
def test_what_is_for_ones_own_side_reaches_neither_the_press_nor_the_public(
    tmp_path: Path, kind: str
) -> None:
    briefing = content.read(write_final(tmp_path, kind, "en"))
    shown = {
        name: {
            leaf.at
            for leaf in edition.select(briefing, audience.read(TEMPLATES, name), "en").leaves()
            if OURS.search(leaf.at)
        }
        for name in ("full", "press", "public", "academic")
    }
    assert shown.pop("full")
    assert shown == {"press": set(), "public": set(), "academic": set()}
