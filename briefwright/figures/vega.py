"""An expert's Vega-Lite specification → SVG in the theme's look, within a limit of time.

Needs the package vl-convert-python, of the dependency group `vega`; nothing else does.
"""

import json
import os
import re
import subprocess
import sys
from decimal import Decimal
from functools import lru_cache
from html import unescape
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.sax.saxutils import escape

from briefwright.content import specifications
from briefwright.document.assets import Asset
from briefwright.edition.plots import VegaPlot
from briefwright.figures.charts import WIDTH
from briefwright.figures.lettering import SIZE
from briefwright.figures.palette import Palette
from briefwright.figures.shaping import IN_VISUAL_ORDER, runs_from_right, to_visual_order
from briefwright.problems import MachineError
from briefwright.setup import environments

_SECONDS = 10.0
_LONGEST = 4_000_000  # bytes of a drawing
_SIZE = re.compile(r'<svg[^>]* width="([\d.]+)" height="([\d.]+)"')
_SAID = re.compile(r"\bError: ([^\n]+)")
_LOADS = re.compile(r"<image\b|\bhref=|url\((?!#)")
# What Vega adds for screen readers on web pages: the page has an alternative text of its own.
_FOR_WEB_PAGES = re.compile(r' (?:role|aria-\w+|class)="[^"]*"')
_FULL_NUMBER = re.compile(r"(\d+\.\d{3})\d+")
_TAG = re.compile(r"<[^>]+>")
_TEXT = re.compile(r"<text([^>]*)>([^<]+)")


@lru_cache(maxsize=64)
def draw(plot: VegaPlot, palette: Palette, width: float = WIDTH) -> Asset | str:
    """A specification → its drawing, still without a name, or a sentence on what is wrong.

    Errors: MachineError where vl-convert-python is not installed.
    """
    if fault := specifications.check_specification(plot.specification):
        return fault
    if find_spec("vl_convert") is None:
        raise MachineError(
            "The package vl-convert-python, which draws charts given as `vega_lite:`, is not "
            "installed; in Briefwright's folder, run: " + environments.write_command('-e ".[vega]"')
        )
    specification = _style(json.loads(plot.specification), plot, palette, width)
    answer = _ask(specification, palette)
    if isinstance(answer, str):
        return answer
    svg = _simplify(answer.get("svg", ""))
    size = _SIZE.search(svg)
    if size is None:
        return _explain(answer.get("fault", ""))
    if len(svg) > _LONGEST:
        return "This specification's drawing is too large; draw fewer marks."
    if _LOADS.search(svg):
        return "This specification's drawing loads or links something; leave that out."
    return Asset("", svg.encode(), "image/svg+xml", round(float(size[1])), round(float(size[2])))


def _simplify(svg: str) -> str:
    """Vega's SVG → the same to thousandths of a px, without what is for web pages only.

    Right-to-left words are put in visual order, as in any other drawing.
    """
    return _TEXT.sub(_order, _TAG.sub(_shorten, svg))


def _shorten(tag: re.Match[str]) -> str:
    return _FULL_NUMBER.sub(r"\1", _FOR_WEB_PAGES.sub("", tag[0]))


def _order(element: re.Match[str]) -> str:
    attributes, text = element[1], unescape(element[2])
    if not runs_from_right(text):
        return element[0]
    return f"<text{IN_VISUAL_ORDER}{attributes}>{escape(to_visual_order(text))}"


def _explain(said: str) -> str:
    """What Vega-Lite said → a sentence."""
    found = _SAID.search(said)
    if found is None or len(found[1]) > 200:
        return "Vega-Lite can't draw this specification; try it in the editor at vega.github.io."
    return f"Vega-Lite can't draw this specification: {found[1].strip().rstrip('.')}."


def _ask(specification: dict[str, Any], palette: Palette) -> dict[str, str] | str:
    """A specification → the answer of the process that draws it, or why there is none."""
    with TemporaryDirectory() as folder:
        for number, face in enumerate(palette.faces):
            (Path(folder) / f"{number}.ttf").write_bytes(face.data)
        request = json.dumps({"specification": specification, "fonts": folder})
        try:
            done = subprocess.run(
                [sys.executable, str(Path(__file__).with_name("vega_worker.py"))],
                input=request,
                capture_output=True,
                encoding="utf-8",
                timeout=_SECONDS,
                env=os.environ | {"TZ": "UTC", "PYTHONSAFEPATH": "1", "PYTHONUTF8": "1"},
                check=False,
            )
        except subprocess.TimeoutExpired:
            return f"This specification takes longer than {_SECONDS:.0f} seconds to draw."
    if done.returncode:
        return "This specification needs more memory or nesting than there is."
    answer: dict[str, str] = json.loads(done.stdout)
    return answer


def _style(
    specification: dict[str, Any], plot: VegaPlot, palette: Palette, width: float
) -> dict[str, Any]:
    """A specification → the same in the theme's look, as wide as the text, with its data."""
    styled = dict(specification)
    if plot.columns:
        rows = [dict(zip(plot.columns, map(_as_json, row), strict=True)) for row in plot.rows]
        styled["data"] = {"values": rows}
    own = styled.get("config")
    styled["config"] = _merge(_look(palette), own if isinstance(own, dict) else {})
    styled.setdefault("padding", 0)
    if ("mark" in styled or "layer" in styled) and "width" not in styled:
        styled["width"] = int(width)
        styled.setdefault("autosize", {"type": "fit", "contains": "padding"})
    return styled


def _as_json(cell: str | Decimal | None) -> str | float | None:
    return float(cell) if isinstance(cell, Decimal) else cell


def _merge(ours: dict[str, Any], theirs: dict[str, Any]) -> dict[str, Any]:
    """Two configurations → both; where they differ, theirs."""
    merged = dict(ours)
    for key, value in theirs.items():
        both = isinstance(value, dict) and isinstance(merged.get(key), dict)
        merged[key] = _merge(merged[key], value) if both else value
    return merged


def _look(palette: Palette) -> dict[str, Any]:
    """A palette → how Vega-Lite sets axes, keys and marks; no title is turned on its side."""
    words = {"labelColor": palette.ink, "labelFontSize": SIZE, "titleColor": palette.quiet}
    words |= {"titleFontSize": SIZE, "titleFontWeight": "normal"}
    lines = {"domainColor": palette.quiet, "tickColor": palette.quiet, "gridColor": palette.rule}
    return {
        "aria": False,
        "background": None,
        "font": palette.companion,
        "view": {"stroke": None},
        "range": {"category": list(palette.charts), "ordinal": [palette.accent]},
        "mark": {"color": palette.charts[0]},
        "text": {"fontSize": SIZE, "color": palette.ink},
        "title": {"color": palette.ink, "fontSize": SIZE + 1, "anchor": "start"},
        "legend": {**words, "orient": "top", "symbolStrokeWidth": 0},
        "axis": {**words, **lines, "gridWidth": 0.6},
        "axisX": {"labelAngle": 0, "grid": False},
        "axisY": {
            "titleAngle": 0, "titleAlign": "left", "titleAnchor": "end", "titleBaseline": "bottom",
            "titleX": 0, "titleY": -6, "domain": False, "ticks": False,
        },
    }  # fmt: skip
