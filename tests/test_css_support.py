"""Which CSS reaches Word: each property that is said to do so changes the file; others are told."""

import pytest
from sample_page import sample_assets

from briefwright.document.assets import Asset, Assets
from briefwright.layout import arrange
from briefwright.layout.css_support import REACHES, check_properties
from briefwright.problems import Place
from briefwright.word.write import write

# A declaration for each property that comes out otherwise than in our own stylesheet.
SHOWN = {
    "font": "p { font: italic 700 14pt/2 'Source Sans 3' }",
    "font-family": "p { font-family: 'Source Sans 3' }",
    "font-size": "p { font-size: 15pt }",
    "font-style": "p { font-style: italic }",
    "font-weight": "p { font-weight: 700 }",
    "font-variant": "p { font-variant: small-caps }",
    "font-variant-caps": "p { font-variant-caps: small-caps }",
    "font-variant-numeric": "p { font-variant-numeric: tabular-nums }",
    "color": "p { color: #b00020 }",
    "letter-spacing": "p { letter-spacing: 1pt }",
    "text-transform": "p { text-transform: uppercase }",
    "text-decoration": "p { text-decoration: underline }",
    "text-decoration-line": "p { text-decoration-line: line-through }",
    "vertical-align": "strong { vertical-align: super }",
    "line-height": "p { line-height: 3 }",
    "text-align": "p { text-align: center }",
    "text-align-all": "p { text-align-all: center }",
    "text-indent": "p { text-indent: 9pt }",
    "hyphens": "p { hyphens: auto }",
    "orphans": "p { orphans: 1; widows: 1 }",
    "widows": "p { orphans: 1; widows: 1 }",
    "margin": "p { margin: 9pt }",
    "padding": "aside { padding: 20pt }",
    "border": "aside { border: 2pt solid red }",
    "border-width": "aside { border-width: 5pt }",
    "border-style": "aside { border-style: dashed }",
    "border-color": "aside { border-color: red }",
    "background": "aside { background: #ffeecc }",
    "background-color": "aside { background-color: #ffeecc }",
    "max-width": "p { max-width: 60mm }",
    "break-before": "h3 { break-before: page }",
    "break-after": "h3 { break-after: page }",
    "break-inside": "p { break-inside: avoid }",
    "columns": "[data-role=columns] { columns: 2 }",
    "column-count": "[data-role=columns] { column-count: 2 }",
    "column-gap": "[data-role=columns] { column-gap: 20mm }",
    "list-style": "ul { list-style: '– ' }",
    "list-style-type": "ul { list-style-type: '– ' }",
    "width": "table { width: 60mm }",
}


PAGE = """<html lang="en"><meta charset="utf-8"><title>A page</title><body>
<section><h2>Heading</h2><p>Words, <strong>strong</strong> 12.</p><ul><li>Item</li></ul>
<section><h3>Part</h3><p>More words.</p></section>
<aside data-role="callout"><p>Boxed.</p></aside>
<div data-role="columns"><p>One.</p><p>Two.</p></div>
<figure><table><tbody><tr><th scope="row">A</th><td>1</td></tr></tbody></table></figure></section>
</body></html>"""


def docx(css: str = "") -> bytes:
    house = Asset("house/theme.css", css.encode(), "text/css")
    return write(arrange(PAGE, Assets((*sample_assets(), house))))


@pytest.fixture(scope="module")
def plain() -> bytes:
    return docx()


@pytest.mark.parametrize("name", SHOWN)
def test_a_property_that_reaches_word_changes_the_file(plain: bytes, name: str) -> None:
    assert name in frozenset().union(*REACHES.values())
    assert docx(SHOWN[name]) != plain


def told(css: str, name: str = "house/theme.css") -> list[tuple[Place | None, str]]:
    sheet = Asset(name, css.encode(), "text/css")
    return [(problem.where, problem.message) for problem in check_properties(Assets((sheet,)))]


def test_a_property_that_word_cannot_follow_is_told_once() -> None:
    css = "p { word-spacing: 2pt }\ntd { box-shadow: none; word-spacing: 1pt }"
    assert [where for where, _ in told(css)] == [
        Place("templates/house/theme.css", 1, 5),
        Place("templates/house/theme.css", 2, 6),
    ]
    assert "`word-spacing` shows in the PDF alone" in told(css)[0][1]


def test_what_has_its_own_check_and_our_own_sheet_are_not_told() -> None:
    assert told(":root { --accent: red } p { float: left; margin-left: 2pt }") == []
    assert told("p { word-spacing: 2pt }", "base/theme.css") == []
