"""What a PDF paints beside its letters is what its layout has; each other area or line is named."""

from functools import cache

import pytest
from sample_chart import MISSIONS, chart, chart_assets, chart_html
from sample_page import sample_assets, sample_html
from sample_plots import PALETTE, PLOTS
from tampering import painting
from tampering.painting import Spot, add, add_into, count_paths, find_spot, repaint

from briefwright.document.assets import Asset, Assets
from briefwright.document.boxes import Box
from briefwright.document.marks import Marks, Statements
from briefwright.figures import charts
from briefwright.formats import FORMATS
from briefwright.layout import Layout, arrange
from briefwright.verify.parity import compare

PAGES = (0, 1)
HEIGHT = 841.89  # points
CALLOUT = "[data-role=callout]"


@cache
def layout(css: str = "a, em { text-decoration: underline }", direction: str = "ltr") -> Layout:
    base, *others = sample_assets()
    own = Asset("house/theme.css", css.encode(), "text/css")
    html = sample_html().replace('dir="ltr"', f'dir="{direction}"')
    return arrange(html, Assets((base, own, *others)))


@cache
def made() -> bytes:
    return FORMATS["pdf"].write(layout())


def faults(data: bytes, page: Layout | None = None) -> list[str]:
    """A PDF and the layout that it was drawn from → what of its painting differs."""
    expected = Statements(frozenset(), (), painting=(page or layout()).list_painting())
    found = {"markup": Marks(), "pdf": FORMATS["pdf"].read(data)}
    account = compare(Marks(), found, statements={"pdf": expected})
    return [problem.message for problem in account.problems if problem.code == "P915"]


# ----------------------------------------------------------------- what nobody touched

LOOKS = {
    "round corners": "border: 2pt solid #123456; border-radius: 6pt",
    "round at a rule": "border: 0; border-left: 4pt solid #123456; border-radius: 6pt",
    "sides of several widths": "border: solid; border-width: 1pt 2pt 3pt 4pt",
    "sides of several colours": "border: 2pt solid; border-color: #111 #222 #333 #444",
    "two lines": "border: 6pt double #123456",
    "two lines on one side": "border: 0; border-top: 6pt double #123456",
    "dashes": "border: 2pt dashed #123456",
    "dots on one side": "border: 0; border-left: 2pt dotted #123456",
    "a ridge": "border: 6pt ridge #123456",
    "an outline": "outline: 2pt solid #a00; outline-offset: 2pt",
    "a shadow": "box-shadow: 2pt 2pt #888",
    "a gradient": "background: linear-gradient(#fff, #eee)",
    "a gradient that isn't repeated": "background: linear-gradient(#fff, #eee) no-repeat",
    "a gradient from a point": "background: radial-gradient(#fff, #eee)",
    "half a colour": "background: rgba(200, 0, 0, .1)",
    "a background inside": "background-clip: content-box",
    "what is cut": "overflow: hidden",
}
RULES = {
    **{name: f"{CALLOUT} {{ {look} }}" for name, look in LOOKS.items()},
    "lines around cells": "td, th { border: 1pt solid #777 } td { border-left: 3pt solid #a00 }",
    "two lines around cells": "td, th { border: 3pt double #777 }",
    "cells apart": "table { border-collapse: separate } td { border: 1pt solid; background: #eef }",
    "striped rows": "tr:nth-child(2n) { background: #eef } thead { background: #ccd }",
    "lines at words": "a { text-decoration: underline 2pt } em { text-decoration: line-through }",
    "a waving line": "a { text-decoration: underline wavy } h2 { text-decoration: overline }",
    "a rule between columns": "[data-role=columns] { columns: 2; column-rule: 1pt solid #a00 }",
    "coloured pages": "@page { background: #fafafa; border: 1pt solid #a00 }",
    "coloured paper": "body { background: #fffdf8 }",
    "a rule in the head": "@page { @top-left { border-bottom: 1pt solid #333 } }",
    "coloured words": "strong { background: #ff8; border: 1pt solid #aa0 }",
    "a frame around a picture": "img { border: 1pt solid #333; padding: 3pt }",
    "a bar before a box": "aside::before { content: ''; display: block; border: 2pt solid red }",
}  # fmt: skip


@pytest.mark.parametrize("name", RULES)
def test_whatever_a_stylesheet_paints_is_found(name: str) -> None:
    page = layout(RULES[name])
    data = FORMATS["pdf"].write(page)
    assert len(page.list_painting().painted) > 12
    assert FORMATS["pdf"].read(data).unlisted == ()
    assert faults(data, page) == []


@pytest.mark.parametrize("name", ["lines around cells", "cells apart", "round at a rule"])
def test_what_runs_from_right_to_left_is_found(name: str) -> None:
    page = layout(RULES[name], "rtl")
    assert len(page.list_painting().painted) > 12
    assert faults(FORMATS["pdf"].write(page), page) == []


# ----------------------------------------------------------------- what was changed


@pytest.mark.parametrize("how", painting.CHANGES)
@pytest.mark.parametrize("page", PAGES)
def test_another_area_or_line_is_named(page: int, how: str) -> None:
    count = count_paths(made(), page)
    assert count > 6
    survivors = [
        number
        for number in range(count)
        if not faults(repaint(made(), page, number, painting.CHANGES[how]))
    ]
    assert survivors == []


# Where something may be added: page from 1, and a box on it in points.
PLACES = {
    "left of the text": Box(20, 400, 60, 440),
    "right of the text": Box(520, 300, 570, 340),
    "in the key messages": Box(110, 620, 300, 640),
    "in the strip": Box(200, 540, 280, 580),
    "at the foot": Box(96, 30, 500, 50),
    "between sections": Box(110, 200, 480, 206),
}


@pytest.mark.parametrize("what", painting.SHAPES)
@pytest.mark.parametrize("place", PLACES)
def test_one_more_area_or_line_is_named(place: str, what: str) -> None:
    spot = find_spot(1, PLACES[place], HEIGHT)
    assert len(faults(add(made(), spot, painting.SHAPES[what]))) == 1


@pytest.mark.parametrize("what", painting.SHAPES)
def test_one_more_area_over_the_border_of_a_cell_is_named(what: str) -> None:
    rule = next(
        one for one in layout().list_painting().painted if one.page == 2 and one.box[1] > 320
    )
    spot = find_spot(2, rule.box, HEIGHT)
    assert faults(add(made(), spot, painting.SHAPES[what]))


@pytest.mark.parametrize("what", painting.SHAPES)
@pytest.mark.parametrize("number", [3, 9])
def test_what_is_painted_as_a_part_of_a_text_is_named(number: int, what: str) -> None:
    spot = Spot(0, 140, 480, 60, 12)
    assert faults(add_into(made(), spot, number, painting.SHAPES[what]))


def test_a_difference_is_named_with_its_page_its_colour_and_its_place() -> None:
    spot = Spot(0, 100, 200, 60, 12)
    (said,) = faults(add(made(), spot, painting.SHAPES["a box"]))
    assert said.startswith(
        "In the PDF, on page 1, an area of #1a6680 76.5 to 81.0 points from the left and "
        "685.9 to 690.4 from the foot is painted, where the layout has none."
    )


# ----------------------------------------------------------------- over a drawing


@cache
def charted() -> tuple[Layout, bytes]:
    page = arrange(chart_html(chart("missions", "bar", MISSIONS)), chart_assets())
    return page, FORMATS["pdf"].write(page)


@pytest.mark.parametrize("what", painting.SHAPES)
def test_what_is_painted_over_a_drawing_and_is_no_part_of_it_is_named(what: str) -> None:
    page, data = charted()
    (region,) = page.list_painting().regions
    spot = find_spot(region.page, region.box, HEIGHT)
    spoilt = add(data, spot._replace(width=40, height=20), painting.SHAPES[what])
    assert faults(data, page) == []
    assert len(faults(spoilt, page)) == 1


# ----------------------------------------------------------------- the colours of a drawing

KINDS = ("bar", "stacked", "column", "lines", "share", "panels of bars", "panels of lines")


@cache
def drawn(name: str) -> tuple[Layout, bytes]:
    data = charts.draw(PLOTS[name], PALETTE).data
    page = arrange(chart_html(chart("missions", "bar", MISSIONS)), chart_assets(drawing=data))
    return page, FORMATS["pdf"].write(page)


@pytest.mark.parametrize("name", KINDS)
def test_a_chart_in_its_own_colours_is_right(name: str) -> None:
    page, data = drawn(name)
    (region,) = page.list_painting().regions
    assert len(region.colours) > 1
    assert faults(data, page) == []


@pytest.mark.parametrize("name", KINDS)
def test_a_chart_whose_areas_or_lines_are_all_in_another_colour_is_named(name: str) -> None:
    page, data = drawn(name)
    changed = painting.recolour(data, 0, bytes.fromhex(PALETTE.charts[0].lstrip("#")))
    assert faults(changed, page)
