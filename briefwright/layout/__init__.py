"""Semantic HTML and assets → a Layout: parsed, cascaded and paginated once, by WeasyPrint.

arrangement   the Layout; all that reaches into WeasyPrint's private parts
loading       what a page may load: the assets of its edition, and nothing else
charted       what a chart is drawn from: its rows, its series, their numbers
properties    what the files' own properties say
contrast      text that is too faint to be read
fonts         letters that no declared font has
forbidden     what Word could not follow: floats, grids, hidden blocks, links that lead out
origin        an element or a declaration → its address, its place in a stylesheet
"""

from briefwright.layout.arrangement import (
    Layout,
    MarginBox,
    PageBox,
    Style,
    arrange,
    custom_property,
    draw,
    word_style,
)
from briefwright.layout.chart_data import ChartData, Series, find_charts
from briefwright.layout.fonts import Face as FontFace
from briefwright.layout.fonts import may_embed
from briefwright.layout.properties import properties

__all__ = [
    "ChartData",
    "FontFace",
    "Layout",
    "MarginBox",
    "PageBox",
    "Series",
    "Style",
    "arrange",
    "custom_property",
    "draw",
    "find_charts",
    "may_embed",
    "properties",
    "word_style",
]
