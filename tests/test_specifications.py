"""An expert's Vega-Lite specification: drawn in the theme's look, or refused in one sentence."""

import json
import time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sample_plots import PALETTE, texts

from briefwright.content import specifications
from briefwright.document.assets import Asset
from briefwright.edition.plots import VegaPlot
from briefwright.figures import experts

BARS: dict[str, Any] = {
    "data": {"values": [{"who": "UNDOF", "n": 140}, {"who": "Others", "n": 17}]},
    "mark": "bar",
    "encoding": {"y": {"field": "who"}, "x": {"field": "n", "type": "quantitative"}},
}


def drawn(specification: dict[str, Any], **more: Any) -> Asset | str:
    return experts.draw(VegaPlot(json.dumps(specification), **more), PALETTE)


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
    start = time.perf_counter()
    message = specifications.check_specification(text)
    assert time.perf_counter() - start < 1
    assert said in message
    assert message.count(". ") == 0
    assert experts.draw(VegaPlot(text), PALETTE) == message


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
    monkeypatch.setattr(experts, "_SECONDS", 3.0)
    endless = BARS | {"transform": [{"calculate": "sequence(1e9)", "as": "b"}, {"flatten": ["b"]}]}
    assert drawn(endless) == "This specification takes longer than 3 seconds to draw."


def test_a_process_that_gives_up_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "drawer.py").write_text("import os; os.abort()", encoding="utf-8")
    monkeypatch.setattr(experts, "__file__", str(tmp_path / "experts.py"))
    said = "This specification needs more memory or nesting than there is."
    assert drawn(BARS | {"height": 123}) == said


def test_two_processes_draw_the_same_bytes() -> None:
    one = drawn(BARS)
    experts.draw.cache_clear()
    assert drawn(BARS) == one
