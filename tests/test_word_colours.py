"""Every colour of a Word file is one of its stylesheets; each other one is named."""

from functools import cache

import pytest
from sample_chart import COURSES, chart, chart_assets, chart_html
from sample_page import sample_assets, sample_html
from tampering.word import DOCUMENT, STYLES, THEME, Change, sub

from briefwright.document.assets import Asset, Assets
from briefwright.document.marks import Statements
from briefwright.formats import FORMATS
from briefwright.layout import arrange
from briefwright.verify.parity.statements import compare_statements

LINE = '<w:{side} w:val="single" w:sz="12" w:space="4" w:color="C00000"/>'
GROUND = '<w:shd w:val="clear" w:color="auto" w:fill="FFFF99"/>'

CHANGES: dict[str, Change] = {
    "another ground of a style": sub(
        STYLES, 'w:fill="EEF4F6" w:themeFill="background2"', 'w:fill="FFEEEE"'
    ),
    "another rule of a style": sub(STYLES, 'w:color="0B6480"/>(?=<w:bottom)', 'w:color="FF0000"/>'),
    "other letters of a style": sub(
        STYLES, '(w:styleId="Heading1".*?)<w:color [^>]*>', r'\1<w:color w:val="C00000"/>'
    ),
    "another rule over a paragraph": sub(DOCUMENT, "(<w:pBdr>.*?)0B6480", r"\g<1>BADA55"),
    "one more rule": sub(
        DOCUMENT,
        '(<w:pStyle w:val="BodyText"/>)',
        rf"\1<w:pBdr>{LINE.format(side='left')}</w:pBdr>",
    ),
    "one more ground": sub(
        DOCUMENT, "(<w:pPr><w:pStyle [^>]*/>)(?=<w:(?:spacing|ind|jc|rPr)|</w:pPr>)", r"\1" + GROUND
    ),
    "another line of a cell": sub(DOCUMENT, "(<w:tcBorders>.*?)C9D3D9", r"\1FF0000"),
    "one more line of a cell": sub(
        DOCUMENT, "(<w:tcBorders>.*?)(</w:tcBorders>)", rf"\1{LINE.format(side='right')}\2"
    ),
    "a ground of a cell": sub(DOCUMENT, "(</w:tcBorders>)", r"\1" + GROUND),
    "lines of a table": sub(
        DOCUMENT,
        "(<w:tblPr>.*?)(<w:tblLayout)",
        rf"\1<w:tblBorders>{LINE.format(side='insideV')}</w:tblBorders>\2",
    ),
    "a ground of words": sub(DOCUMENT, "<w:r><w:t", f"<w:r><w:rPr>{GROUND}</w:rPr><w:t"),
    "other letters": sub(
        DOCUMENT, "<w:r><w:t", '<w:r><w:rPr><w:color w:val="C00000"/></w:rPr><w:t'
    ),
    "struck words": sub(DOCUMENT, "<w:r><w:t", "<w:r><w:rPr><w:strike/></w:rPr><w:t"),
    "underlined words": sub(
        DOCUMENT, "<w:r><w:t", '<w:r><w:rPr><w:u w:val="single"/></w:rPr><w:t'
    ),
    "the theme's first accent": sub(THEME, r'(<a:accent1><a:srgbClr val=")\w+', r"\g<1>C00000"),
    "the theme's ground": sub(THEME, r'(<a:lt2><a:srgbClr val=")\w+', r"\g<1>FFDDDD"),
    "lines around the page": sub(
        DOCUMENT, "(<w:pgMar [^>]*/>)", rf"\1<w:pgBorders>{LINE.format(side='top')}</w:pgBorders>"
    ),
    "a rule in the head": sub(
        "word/header1.xml",
        "(<w:pPr>(?:<w:pStyle [^>]*/>)?)",
        rf"\1<w:pBdr>{LINE.format(side='bottom')}</w:pBdr>",
    ),
}  # fmt: skip


@cache
def made(css: str = "", page: str = "") -> tuple[bytes, Statements]:
    """Rules after the theme's, a page → its Word file, and what it must say."""
    base, *others = chart_assets() if page else sample_assets()
    own = Asset("house/own.css", css.encode(), "text/css")
    layout = arrange(page or sample_html(), Assets((base, own, *others)))
    return FORMATS["docx"].write(layout), FORMATS["docx"].list_statements(layout)


def faults(data: bytes, stated: Statements) -> list[str]:
    found = FORMATS["docx"].read(data)
    assert found.unlisted == ()
    problems = compare_statements(stated, found.statements, "docx", "sample")
    return [problem.message for problem in problems]


LOOKS = [
    "",
    "aside { background: rgba(200, 0, 0, .1); border: 1pt solid hsl(200 50% 40%) }",
    "td { background: #eef; border: 1pt solid #777 } tr:nth-child(2n) { background: #dde }",
    "strong { background: #ff8; color: #400 } li::marker { color: #a00 } h2 { color: teal }",
    "[data-role=key-figure] { background: #eef; border-right: 2pt solid #a00 }",
    "body { background: #fffdf8 } [data-role=callout] { background: none; border: 2pt solid }",
    "a { text-decoration: underline } em { text-decoration: line-through }",
    "@page { @top-left { color: #a00 } @bottom-right { color: #064 } }",
]


@pytest.mark.parametrize("css", LOOKS)
def test_whatever_a_stylesheet_colours_is_known(css: str) -> None:
    data, stated = made(css)
    assert len(stated.names) > 20
    assert faults(data, stated) == []


@pytest.mark.parametrize("how", CHANGES)
def test_another_colour_is_named(how: str) -> None:
    data, stated = made()
    assert faults(CHANGES[how](data), stated)


@pytest.mark.parametrize("number", range(1, 3))
def test_all_charts_in_another_colour_is_named(number: int) -> None:
    data, stated = made(page=chart_html(chart("c", "column", COURSES, ("Men", "Women"))))
    recolour = sub(THEME, rf'(<a:accent{number}><a:srgbClr val=")\w+', r"\g<1>7F7F00")
    assert faults(data, stated) == []
    assert faults(recolour(data), stated)


def test_a_colour_is_named_with_what_it_is_of() -> None:
    data, stated = made()
    (said,) = faults(CHANGES["other letters"](data), stated)
    assert said.startswith(
        "In the Word file of sample, a colour says “letters C00000” where it should say nothing."
    )
