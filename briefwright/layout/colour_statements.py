"""A laid-out page → the colours that its Word file may have: of letters, behind them, of lines."""

from collections.abc import Iterable, Iterator
from typing import Any

import tinycss2.color5

from briefwright.document.colours import WHITE
from briefwright.document.marks import Statement
from briefwright.document.vocabulary import ROLES
from briefwright.layout.arrangement import Layout
from briefwright.layout.chart_data import ChartData, find_charts
from briefwright.layout.contrast import blend
from briefwright.layout.page_area import pick_colour
from briefwright.layout.styles import Style, custom_property

SERIES = "colour of a chart's series"
_SIDES = ("top", "right", "bottom", "left")
_PSEUDO = ("before", "after", "marker")
_ACCENTS = 6  # colours of charts that a stylesheet may declare


def list_colours(layout: Layout) -> frozenset[str]:
    """A layout → “letters 16242C”, “ground EEF4F6”, “line C9D3D9” for each colour of its styles.

    A box that is filled is drawn in Word with lines of its ground, where it has room inside; of
    two boxes that meet, one has the next shade of blue, so that they stay two.
    """
    given = {_pick_all(style) for style in _list_styles(layout)}
    return frozenset(one for colours in given for one in _name_colours(*colours))


def list_lines(layout: Layout) -> frozenset[str]:
    """A layout → “under” and “through”, where any style draws such lines at words."""
    drawn = {str(style["text_decoration_line"]) for style in _list_styles(layout)}
    lines = {"underline": "under", "line-through": "through"}
    return frozenset(where for line, where in lines.items() if any(line in one for one in drawn))


def _list_styles(layout: Layout) -> Iterator[Style]:
    for element in layout.root.iter():
        yield layout.style(element)
        yield from (found for one in _PSEUDO if (found := layout.style(element, one)) is not None)
    for role in ROLES:
        if role.sample:
            yield from layout.sample_path(role.name)
            yield from (
                found for one in _PSEUDO if (found := layout.sample(role.name, one)) is not None
            )
    table, find_style = layout.sample_table()
    yield from map(find_style, table.iter())
    for number in range(1, layout.pages + 1):
        yield from (box.style for box in layout.page_box(number).boxes)


def _pick_all(style: Style) -> tuple[Any, ...]:
    """A computed style → its colours: of letters, of the ground, of the sides of the border."""
    sides = (pick_colour(style, f"border_{side}_color") for side in _SIDES)
    return (style["color"], pick_colour(style, "background_color"), *sides)


def _name_colours(letters: Any, behind: Any, *sides: Any) -> Iterator[str]:
    yield f"letters {_write(letters)}"
    ground = _write(behind)
    if ground:
        yield from (f"{kind} {ground}" for kind in ("ground", "line"))
        yield f"ground {ground[:4]}{int(ground[4:], 16) ^ 1:02X}"
    yield from (f"line {_write(side)}" for side in sides)


def _write(colour: Any) -> str:
    """A computed colour → it as it is seen on paper: “EEF4F6”."""
    seen = blend(colour, WHITE)
    return "".join(f"{round(part * 255):02X}" for part in seen) if seen else ""


def state_series(layout: Layout) -> Iterator[Statement]:
    """A layout → for each chart, which colours the stylesheets give to its series, in order."""
    root = layout.style(layout.root)
    declared = [custom_property(root, f"chart-{number}") for number in range(1, _ACCENTS + 1)]
    colours = [tinycss2.color5.parse_color(one) if one else None for one in declared]
    seen = [blend(one, WHITE) if one else None for one in colours]
    if not all(seen):
        return
    written = ["".join(f"{round(part * 255):02X}" for part in one) for one in filter(None, seen)]
    for _, _, data in find_charts(layout.root):
        own = written[:1] if data.kind == "slope" else written  # whose lines look alike
        found = _repeat(own, _count_series(data))
        for place, series in enumerate(data.series):
            if series.is_threshold or series.is_muted:
                found[place] = "threshold" if series.is_threshold else "muted"
        yield Statement(SERIES, ", ".join(found))


def _repeat(colours: Iterable[str], count: int) -> list[str]:
    found = list(colours)
    return [found[n % len(found)] for n in range(count)]


def _count_series(data: ChartData) -> int:
    return len(data.rows) if data.kind == "share" and len(data.series) == 1 else len(data.series)
