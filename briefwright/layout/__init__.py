"""Semantic HTML and assets → a Layout: parsed, cascaded and paginated once, by WeasyPrint.

Nothing outside this package imports WeasyPrint.

arrangement  the story: HTML and assets → the Layout, or all that is wrong with the page
styled_page  its first half: HTML and assets → the page with its styles, for screens
drawing      a Layout → a tagged PDF
standards    which standards a PDF keeps
patches      what WeasyPrint does otherwise while it draws
stylesheets  the theme, parsed once, and the fonts that it declares
cascade      the computed style of each element
sampling     the computed style of each role of the vocabulary
boxes        where each element stands, and every text on the pages
measuring    what doesn't keep its measure: tables, key figures, words, heads, boxes
metadata     what a document says of itself: title, authors, dates, properties
styles       what custom properties say
statements   what a Word file must say beside its leaves: properties, links, heads and feet
page_statements  what a PDF must say beside them
structure_statements  what its structure must say: levels, cells, lists, languages
attachment_statements  what the files that it carries must say
painting     what a PDF must paint beside letters; page_area, borders, collapsed_borders
vector_colours  which colours a drawing has
colour_statements  which colours a Word file may have
rasters      vectors as pictures of dots, for older programs
places       where names that nobody sees stand in a Word file, where inner links lead
chart_data   what a chart is drawn from: its rows, its series, their numbers
sources      an element or a declaration → its address, its place in a stylesheet

What may stand in a page:

loading      files: the assets of its edition, and nothing else
complaints   what WeasyPrint can't load or set
fonts        letters that no declared font has
contrast     text that is too faint to be read
forbidden    what Word can't follow: floats, grids, hidden blocks; links that lead nowhere
css_support  what shows in the PDF alone
css_limits   how far Word follows CSS, property by property
variables    variables that nothing reads
"""

from briefwright.layout.arrangement import Layout, arrange
from briefwright.layout.boxes import MarginBox, MarginPicture, PageBox
from briefwright.layout.chart_data import ChartData, Series, ValueAxis, find_charts
from briefwright.layout.css_limits import BOLD
from briefwright.layout.drawing import draw
from briefwright.layout.fonts import FontFace, may_embed
from briefwright.layout.metadata import Metadata
from briefwright.layout.page_statements import list_page_statements
from briefwright.layout.rasters import rasterise, rasterise_ornament
from briefwright.layout.standards import STANDARDS, Standard, choose_standard
from briefwright.layout.statements import list_statements
from briefwright.layout.styled_page import StyledPage, style_page
from briefwright.layout.styles import Style, custom_property, word_style

__all__ = [
    "BOLD",
    "STANDARDS",
    "ChartData",
    "FontFace",
    "Layout",
    "MarginBox",
    "MarginPicture",
    "Metadata",
    "PageBox",
    "Series",
    "Standard",
    "Style",
    "StyledPage",
    "ValueAxis",
    "arrange",
    "choose_standard",
    "custom_property",
    "draw",
    "find_charts",
    "list_page_statements",
    "list_statements",
    "may_embed",
    "rasterise",
    "rasterise_ornament",
    "style_page",
    "word_style",
]
