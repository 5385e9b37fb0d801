"""A Sheet → SVG, drawn by Vega-Lite: bars and lines from their numbers, text as text.

Vega-Lite is given every scale and every position, and prints no number of its own; so it measures
no text and asks for no font, and the same sheet gives the same bytes on every machine.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from briefwright.figures.joining import AS_IT_STANDS, as_seen
from briefwright.figures.palette import Palette
from briefwright.figures.sheet import Dot, Field, Rule, Scale, Sheet, Span, Swatch, Trace, Word

_SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
_ALIGN = {"start": "left", "middle": "center", "end": "right"}
# What Vega says of itself to programs that read web pages aloud: the page has its own words.
_SPOKEN = re.compile(r' (?:role|aria-\w+|class)="[^"]*"')
_TURNED = re.compile("<text(?=[^>]*>[^<]*[\ufb50-\ufdff\ufe70-\ufefc])")
_FULL_NUMBER = re.compile(r"(\d+\.\d{3})\d+")

Layer = dict[str, Any]


def draw(sheet: Sheet, palette: Palette) -> bytes:
    """A Sheet → an SVG of its size."""
    import vl_convert

    found = vl_convert.vegalite_to_svg(
        json.dumps(specification(sheet, palette), ensure_ascii=False), allowed_base_urls=[]
    )
    return plain(str(found)).encode()


def plain(svg: str) -> str:
    """Vega's SVG → the same drawing in fewer bytes: thousandths of a px, nothing for web pages."""
    ordered = _TURNED.sub(f"<text{AS_IT_STANDS}", svg)
    return _FULL_NUMBER.sub(r"\1", _SPOKEN.sub("", ordered))


def specification(sheet: Sheet, palette: Palette) -> dict[str, Any]:
    """A Sheet → its Vega-Lite specification, with all its data inside."""
    across, down = _across(sheet), _down(sheet)
    layers = [
        *_rules(sheet.grid, across, down),
        *(_group(field, across, down) for field in sheet.fields if _is_drawn(field)),
        *_rules(sheet.rules, across, down),
        *_swatches(sheet.swatches, across, down),
        *_words(sheet.words, across, down, palette),
    ]
    return {
        "$schema": _SCHEMA,
        "width": _px(sheet.width),
        "height": _px(sheet.height),
        "padding": 0,
        "autosize": {"type": "none"},
        "background": None,
        "config": {"aria": False, "view": {"stroke": None}},
        "layer": layers,
        "resolve": {"scale": {"x": "independent", "y": "independent"}},
    }


def _px(value: float) -> float:
    return round(float(value), 2)


def _scale(low: float, high: float, start: float, end: float) -> dict[str, Any]:
    return {
        "type": "linear",
        "domain": [low, high],
        "range": [_px(start), _px(end)],
        "nice": False,
        "zero": False,
    }


def _across(sheet: Sheet) -> dict[str, Any]:
    return _scale(0, _px(sheet.width), 0, sheet.width)


def _down(sheet: Sheet) -> dict[str, Any]:
    return _scale(0, _px(sheet.height), 0, sheet.height)


def _channel(field: str, scale: Mapping[str, Any]) -> dict[str, Any]:
    return {"field": field, "type": "quantitative", "scale": scale, "axis": None}


def _layer(mark: Layer, rows: Iterable[Layer], encoding: Layer) -> Layer:
    return {"data": {"values": list(rows)}, "mark": mark, "encoding": encoding}


_Thing = TypeVar("_Thing")


def _alike(things: Iterable[_Thing], *what: str) -> Iterator[tuple[tuple[Any, ...], list[_Thing]]]:
    """Things → those that agree in some fields, each group where its first member stood."""
    groups: dict[tuple[Any, ...], list[_Thing]] = {}
    for thing in things:
        groups.setdefault(tuple(getattr(thing, name) for name in what), []).append(thing)
    yield from groups.items()


def _words(
    words: tuple[Word, ...], across: Layer, down: Layer, palette: Palette
) -> Iterator[Layer]:
    for (align, size, weight, colour), alike in _alike(words, "align", "size", "weight", "colour"):
        yield _layer(
            {
                "type": "text",
                "align": _ALIGN[align],
                "baseline": "alphabetic",
                "font": palette.companion,
                "fontSize": size,
                "fontWeight": weight,
                "fill": colour,
            },
            ({"x": _px(word.x), "y": _px(word.y), "text": as_seen(word.text)} for word in alike),
            {
                "x": _channel("x", across),
                "y": _channel("y", down),
                "text": {"field": "text", "type": "nominal"},
            },
        )


def _rules(rules: tuple[Rule, ...], across: Layer, down: Layer) -> Iterator[Layer]:
    for (colour, width, dash), alike in _alike(rules, "colour", "width", "dash"):
        yield _layer(
            {"type": "rule", "stroke": colour, "strokeWidth": width, "strokeDash": list(dash)},
            (
                {"x": _px(rule.x), "x2": _px(rule.x2), "y": _px(rule.y), "y2": _px(rule.y2)}
                for rule in alike
            ),
            _corners(across, down),
        )


def _swatches(swatches: tuple[Swatch, ...], across: Layer, down: Layer) -> Iterator[Layer]:
    for (colour,), alike in _alike(swatches, "colour"):
        yield _layer(
            {"type": "rect", "fill": colour},
            (
                {
                    "x": _px(key.x),
                    "x2": _px(key.x + key.width),
                    "y": _px(key.y),
                    "y2": _px(key.y + key.height),
                }
                for key in alike
            ),
            _corners(across, down),
        )


def _corners(across: Layer, down: Layer) -> Layer:
    return {
        "x": _channel("x", across),
        "x2": {"field": "x2"},
        "y": _channel("y", down),
        "y2": {"field": "y2"},
    }


def _is_drawn(field: Field) -> bool:
    return bool(field.spans or field.traces or field.dots)


def _group(field: Field, across: Layer, down: Layer) -> Layer:
    """What stands on one scale: bars, then lines, then points."""
    scale = field.scale
    own = _scale(scale.low, scale.high, scale.start, scale.end)
    x, y = (own, down) if scale.axis == "x" else (across, own)
    layers = [*_spans(field.spans, scale, x, y)]
    layers += (_trace(trace, scale, x, y) for trace in field.traces)
    layers += _dots(field.dots, scale, x, y)
    return {"layer": layers}


def _spans(spans: tuple[Span, ...], scale: Scale, x: Layer, y: Layer) -> Iterator[Layer]:
    along, other = ("x", "y") if scale.axis == "x" else ("y", "x")
    for (colour,), alike in _alike(spans, "colour"):
        yield _layer(
            {"type": "rect", "fill": colour},
            (
                {
                    along: span.start,
                    f"{along}2": span.end,
                    other: _px(span.near),
                    f"{other}2": _px(span.far),
                }
                for span in alike
            ),
            _corners(x, y),
        )


def _trace(trace: Trace, scale: Scale, x: Layer, y: Layer) -> Layer:
    mark = {
        "type": "line",
        "stroke": trace.colour,
        "strokeWidth": 2,
        "strokeDash": list(trace.dash),
        "strokeJoin": "round",
        "strokeCap": "butt" if trace.dash else "round",
    }
    along, other = ("x", "y") if scale.axis == "x" else ("y", "x")
    rows = (
        {"n": number, along: value, other: _px(px)}
        for number, (px, value) in enumerate(trace.points)
    )
    order = {"field": "n", "type": "quantitative"}
    encoding = {"x": _channel("x", x), "y": _channel("y", y), "order": order}
    return _layer(mark, rows, encoding)


def _dots(dots: tuple[Dot, ...], scale: Scale, x: Layer, y: Layer) -> Iterator[Layer]:
    along, other = ("x", "y") if scale.axis == "x" else ("y", "x")
    for (colour,), alike in _alike(dots, "colour"):
        yield _layer(
            {"type": "circle", "fill": colour, "size": 26, "opacity": 1},
            ({along: dot.value, other: _px(dot.px)} for dot in alike),
            {"x": _channel("x", x), "y": _channel("y", y)},
        )
