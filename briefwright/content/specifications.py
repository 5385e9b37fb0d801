"""An expert's Vega-Lite specification: what is wrong with it, before anything is drawn.

It may not load anything from anywhere: its data stands in it, or comes from the briefing's folder.
"""

import json
from collections.abc import Iterator
from typing import Any

from briefwright.problems import suggest

_LONGEST = 1_000_000  # characters
_MOST_ROWS = 20_000
_DEEPEST = 60
_LARGEST = 3000  # px of a view
_VIEWS = ("mark", "layer", "facet", "hconcat", "vconcat", "concat", "repeat", "spec")
_MARKS = (
    "arc", "area", "bar", "boxplot", "circle", "errorband", "errorbar", "geoshape", "image", "line",
    "point", "rect", "rule", "square", "text", "tick", "trail",
)  # fmt: skip
_NOT_READ = ("values", "datasets", "config")  # rows of data, and looks


class _NotFinite(ValueError):
    """A number that JSON doesn't have."""


def check_specification(text: str) -> str:
    """The text of a specification → one sentence on what is wrong with it, or ""."""
    if len(text) > _LONGEST:
        return "This specification is too long; a million characters are the most."
    try:
        found = json.loads(text, parse_constant=_refuse)
    except _NotFinite as error:
        return f"This specification holds {error}, which is no number; write null for a gap."
    except json.JSONDecodeError as error:
        return f"This is not JSON: {error.msg}, at line {error.lineno}, column {error.colno}."
    except RecursionError:
        return "This specification is nested too deeply."
    if not isinstance(found, dict) or not any(key in found for key in _VIEWS):
        return "This is no Vega-Lite specification: it has no “mark”, “layer” or other view."
    if "/vega/" in str(found.get("$schema", "")):
        return "This is a specification of Vega; write one of Vega-Lite."
    return next(_find_faults(found, 0), "")


def _refuse(word: str) -> float:
    raise _NotFinite(word)


def _find_faults(thing: Any, depth: int) -> Iterator[str]:
    if depth > _DEEPEST:
        yield "This specification is nested too deeply."
    elif isinstance(thing, list):
        for part in thing:
            yield from _find_faults(part, depth + 1)
    elif isinstance(thing, dict):
        for key, value in thing.items():
            yield from _check_key(key, value)
            if key not in _NOT_READ:
                yield from _find_faults(value, depth + 1)


def _check_key(key: str, value: Any) -> Iterator[str]:
    """One key of a specification, wherever it stands, and its value → what is wrong with it."""
    match key:
        case "url" | "href":
            yield f"This specification loads or links something (“{key}”); put the data into it."
        case "mark":
            yield from _check_mark(value)
        case "sequence" if isinstance(value, dict):
            yield from _check_sequence(value)
        case "values" if isinstance(value, list) and len(value) > _MOST_ROWS:
            yield f"This specification has {len(value)} rows of data; {_MOST_ROWS} are the most."
        case "width" | "height" if isinstance(value, int | float) and not 0 < value <= _LARGEST:
            yield f"“{key}” is {value}; write 1 to {_LARGEST}."


def _check_mark(value: Any) -> Iterator[str]:
    name = value.get("type") if isinstance(value, dict) else value
    if name == "image":
        yield "This specification draws pictures (“image”), which would have to be loaded."
    elif name not in _MARKS:
        close = suggest(str(name), _MARKS) or "."
        yield f"Vega-Lite has no mark “{name}”{close}"


def _check_sequence(value: dict[str, Any]) -> Iterator[str]:
    ends = [value.get("start", 0), value.get("stop", 0), value.get("step", 1)]
    if all(isinstance(end, int | float) for end in ends):
        start, stop, step = ends
        if step == 0 or abs((stop - start) / step) > _MOST_ROWS:
            yield f"“sequence” makes too many rows; {_MOST_ROWS} are the most."
