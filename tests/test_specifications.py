"""An expert's Vega-Lite specification: drawn in the theme's look, or refused in one sentence."""

import json
import os
import shutil
import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from conftest import HOME, TEMPLATES
from sample_plots import PALETTE, texts

from briefwright.content import specifications
from briefwright.document.assets import Asset
from briefwright.edition.plots import VegaPlot
from briefwright.figures import vega
from briefwright.figures.shaping import to_visual_order
from briefwright.problems import MachineError

BARS: dict[str, Any] = {
    "data": {"values": [{"who": "UNDOF", "n": 140}, {"who": "Others", "n": 17}]},
    "mark": "bar",
    "encoding": {"y": {"field": "who"}, "x": {"field": "n", "type": "quantitative"}},
}


def drawn(specification: dict[str, Any], **more: Any) -> Asset | str:
    return vega.draw(VegaPlot(json.dumps(specification), **more), PALETTE)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"mark":', "This is not JSON: Expecting value, at line 1, column 9."),
        ("5", "no Vega-Lite specification"),
        ("[]", "no Vega-Lite specification"),
        ("{}", "no Vega-Lite specification"),
        ('{"mark": "bars"}', "Vega-Lite has no mark “bars”; did you mean “bar”?"),
        ('{"mark": "bar", "width": 1e9}', "“width” is 1000000000.0"),
        ('{"mark": "bar", "data": {"values": [{"n": NaN}]}}', "holds NaN"),
        ('{"$schema": "https://vega.github.io/schema/vega/v5.json", "layer": []}', "of Vega;"),
        ('{"mark": "bar", "data": {"url": "https://example.org/x.csv"}}', "loads or links"),
        ('{"layer": [{"mark": {"type": "image"}}]}', "draws pictures"),
        ('{"mark": "point", "encoding": {"href": {"field": "a"}}}', "loads or links"),
        ('{"mark": "bar", "data": {"sequence": {"start": 0, "stop": 1e9}}}', "too many rows"),
        ('{"mark":' * 5000 + "1" + "}" * 5000, "nested too deeply"),
        ('{"layer":' * 100 + "1" + "}" * 100, "nested too deeply"),
        ('{"mark": "bar"}' + " " * 1_000_000, "too long"),
    ],
)
def test_what_is_no_specification_is_told_in_one_sentence_at_once(text: str, said: str) -> None:
    start = time.process_time()
    message = specifications.check_specification(text)
    assert time.process_time() - start < 5
    assert said in message
    assert message.count(". ") == 0
    assert vega.draw(VegaPlot(text), PALETTE) == message


def test_a_column_of_data_may_be_called_as_it_likes() -> None:
    values = [{"url": "https://example.org", "mark": "image", "n": 1}]
    assert (
        specifications.check_specification(json.dumps({"mark": "bar", "data": {"values": values}}))
        == ""
    )


def test_a_specification_is_drawn_in_the_themes_look_as_wide_as_the_text() -> None:
    asset = drawn(BARS)
    assert isinstance(asset, Asset)
    assert asset.width == 537
    assert {"UNDOF", "Others"} <= set(texts(asset.data))
    assert PALETTE.charts[0].encode() in asset.data
    assert b"Source Sans 3" in asset.data
    assert b"rotate(-90)" not in asset.data


def test_what_the_expert_says_wins() -> None:
    asset = drawn(BARS | {"width": 200, "config": {"mark": {"color": "#ff0000"}}})
    assert isinstance(asset, Asset)
    assert b"#ff0000" in asset.data
    assert asset.width < 300


def test_rows_of_a_data_file_take_the_place_of_its_data() -> None:
    asset = drawn(
        BARS, columns=("who", "n"), rows=(("MINUSCA", Decimal(3)), ("MONUSCO", Decimal(1)))
    )
    assert isinstance(asset, Asset)
    assert {"MINUSCA", "MONUSCO"} <= set(texts(asset.data))
    assert "UNDOF" not in texts(asset.data)


def test_a_specification_that_vega_lite_refuses_is_told_in_its_words() -> None:
    broken = BARS | {"transform": [{"calculate": "foo(", "as": "b"}]}
    said = "Vega-Lite can't draw this specification: Unexpected end of input."
    assert drawn(broken) == said


def test_a_specification_without_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vega, "_SECONDS", 3.0)
    endless = BARS | {"transform": [{"calculate": "sequence(1e9)", "as": "b"}, {"flatten": ["b"]}]}
    assert drawn(endless) == "This specification takes longer than 3 seconds to draw."


def test_a_process_that_gives_up_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "vega_worker.py").write_text("import os; os.abort()", encoding="utf-8")
    monkeypatch.setattr(vega, "__file__", str(tmp_path / "vega.py"))
    said = "This specification needs more memory or nesting than there is."
    assert drawn(BARS | {"height": 123}) == said


def test_two_processes_draw_the_same_bytes() -> None:
    one = drawn(BARS)
    vega.draw.cache_clear()
    assert drawn(BARS) == one


def test_the_digits_of_a_label_are_left_alone() -> None:
    asset = drawn(BARS | {"data": {"values": [{"who": "0.00012345", "n": 1}]}})
    assert isinstance(asset, Asset)
    assert "0.00012345" in texts(asset.data)


def test_words_from_right_to_left_are_drawn_as_in_any_other_drawing() -> None:
    asset = drawn(BARS | {"data": {"values": [{"who": "R&D أستانا", "n": 1}]}})
    assert isinstance(asset, Asset)
    (label,) = (text for text in texts(asset.data) if "R&D" in text)
    assert label == to_visual_order("R&D أستانا") != "R&D أستانا"


# ----------------------------------------------------------------- without vl-convert-python


def without_vega(folder: Path) -> dict[str, str]:
    """A folder → the environment of a Python that starts without the package."""
    program = 'import sys\nsys.modules["vl_convert"] = None\n'
    (folder / "sitecustomize.py").write_text(program, encoding="utf-8")
    return os.environ | {"PYTHONPATH": os.pathsep.join((str(folder), str(HOME)))}


@pytest.fixture
def briefing(tmp_path: Path) -> Path:
    """A folder with a briefing that shows a specification to the press alone."""
    shutil.copytree(HOME / "tests/broken/L810", tmp_path, dirs_exist_ok=True)
    shutil.copytree(TEMPLATES, tmp_path / "templates")
    folder = tmp_path / "content/sample"
    (folder / "ships.json").write_text(json.dumps(BARS), encoding="utf-8")
    body = "    for: [press]\n  - {text: Two ships left the harbour., id: ships}\n"
    with (folder / "briefing.yaml").open("a", encoding="utf-8") as file:
        file.write(body)
    return tmp_path


def test_without_the_package_a_sentence_says_what_to_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    with pytest.raises(MachineError, match=r"-m pip install -c constraints\.txt .*\[vega\]"):
        drawn(BARS | {"height": 124})


def test_without_the_package_every_other_edition_is_built(briefing: Path, tmp_path: Path) -> None:
    wanted = ["--format", "pdf", "--audience", "press", "--audience", "full"]
    done = _run(["build", *wanted], briefing, tmp_path)
    assert done.returncode == 3, done.stderr
    assert "sample-press-en was not built" in done.stdout
    assert "vl-convert-python" in done.stderr
    assert [path.name for path in briefing.glob("output/sample/drafts/en/*.pdf")] == [
        "sample-full-en-DRAFT.pdf"
    ]


def test_without_the_package_a_check_still_tells_the_other_faults(
    briefing: Path, tmp_path: Path
) -> None:
    shutil.copytree(HOME / "tests/broken/L809/content/sample", briefing / "content/other")
    done = _run(["check"], briefing, tmp_path)
    assert done.returncode == 3, done.stderr
    assert "L809" in done.stdout
    assert "vl-convert-python" in done.stderr


def _run(words: list[str], where: Path, tmp_path: Path) -> subprocess.CompletedProcess[str]:
    """A command in a folder, by a Python that lacks the package."""
    program = (
        "import sys; from pathlib import Path; from briefwright.cli.main import main\n"
        "if __name__ == '__main__': sys.exit(main(sys.argv[1:], Path()))"
    )
    return subprocess.run(
        [sys.executable, "-c", program, *words], cwd=where,
        env=without_vega(tmp_path), capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
