"""Which CSS reaches Word: what is said to do so changes the file, every other value is named."""

import io
import zipfile

import pytest
from sample_builds import Builds
from sample_page import THEME, sample_assets, sample_html

from briefwright.document.assets import Asset, Assets
from briefwright.layout import Layout, arrange, list_statements
from briefwright.layout.css_support import reaches_word
from briefwright.problems import Place, Problem
from briefwright.word.read import read
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
    assert reaches_word(name)
    assert docx(SHOWN[name]) != plain


# What a designer writes → what Word holds of it.
CARRIED = {
    "a row's background": ("tbody tr { background: #fff0c0 }", 'w:fill="FFF0C0"', "document"),
    "a head row's background": ("thead { background: #dde8ff }", 'w:fill="DDE8FF"', "document"),
    "a table's background": ("table { background: #ddffe8 }", 'w:fill="DDFFE8"', "document"),
    "a row's rule": ("tr { border-bottom: 2pt solid #aa0000 }", 'w:color="AA0000"', "styles"),
    "columns' background": ("[data-role=parallel] { background: #ffeedd }", "FFEEDD", "document"),
    "the page's background": ("html { background: #fffbe8 }", 'w:color="FFFBE8"', "document"),
    "the body's background": ("body { background: #fffbe8 }", 'w:color="FFFBE8"', "document"),
    "the paper's background": ("@page { background: #fffbe8 }", 'w:color="FFFBE8"', "document"),
    "that it is shown": ("html { background: #fffbe8 }", "displayBackgroundShape", "settings"),
    "a picture in a foot": (
        "@page { @bottom-right { content: url(/images/square.png); image-resolution: 1800dpi } }",
        "<a:blip", "footer1",
    ),
    "a size of whole half points": ("p { font-size: 11.3pt }", 'w:sz w:val="23"', "styles"),
}  # fmt: skip


def arranged(css: str, html: str = sample_html()) -> Layout:
    house = Asset("house/theme.css", css.encode(), "text/css")
    return arrange(html, Assets((*sample_assets(), house)))


@pytest.mark.parametrize("case", CARRIED)
def test_what_a_designer_sets_stands_in_the_word_file(case: str) -> None:
    css, expected, part = CARRIED[case]
    layout = arranged(css)
    data = write(layout)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert expected in archive.read(f"word/{part}.xml").decode()
    marks = read(data)
    assert (marks.unlisted, marks.unseen) == ((), ())
    stated = list_statements(layout)
    assert set(stated.said) <= set(marks.statements)
    assert warnings(layout) == []


def test_both_files_set_type_in_the_same_sizes() -> None:
    layout = arranged("p { font-size: 11.3pt }")
    (paragraph,) = (one for one in layout.root.iter("p") if one.get("data-at") == "cols.1")
    assert layout.style(paragraph)["font_size"] * 0.75 == 11.5


def warnings(layout: Layout) -> list[Problem]:
    return [problem for problem in layout.problems if problem.code == "L824"]


# What shows in the PDF alone → what Word shows instead, as the warning says it.
SAID = {
    "aside { background: url(/images/square.png) }": "nothing like it",
    "aside { background: linear-gradient(#eef, #cce) }": "nothing like it",
    "html { background-image: linear-gradient(#eef, #cce) }": "nothing like it",
    "@page { background: url(/images/square.png) }": "nothing like it",
    "@page { border: 1pt solid }": "no rule there",
    "@page { padding: 4mm }": "no such space",
    "@page { @top-left { background: #eee } }": "it nowhere",
    "@page { @top-left { padding-left: 4mm } }": "no such space",
    "@page { @top-left { border: 1pt solid } }": "no rule there",
    "@page { @top-left { text-align: center } }": "lines as they stand",
    "@page { @bottom-right { transform: rotate(9deg) } }": "it unturned",
    "@page { @bottom-right { content: counter(page, lower-roman) } }": "first of those pages",
    "@page { @top-left-corner { content: '§' } }": "nothing there",
    "@page { @right-middle { content: '§' } }": "nothing there",
    "@page :nth(4) { margin-left: 50mm }": "all pages as it shows the second",
    "@page :nth(4) { @bottom-left { content: '§' } }": "all pages as it shows the second",
    "header { padding: 4mm }": "no such space",
    "p { margin-left: 5% }": "no such space",
    "p { margin-top: -2mm }": "no such space",
    "p { margin-inline-start: 5% }": "no such space",
    "p { width: 60mm }": "the full width",
    "p { max-width: 60mm; margin-left: auto }": "no such space",
    "strong { padding: 0 2pt }": "no such space",
    "strong { margin: 0 2pt }": "no such space",
    "strong { border: 1pt solid }": "no rule there",
    "aside { border: 14pt solid }": "one of 12 pt",
    "aside { border-left-style: groove }": "a plain rule",
    "aside { border-radius: 3pt }": "nothing like it",
    "aside { height: 60mm }": "as high as its content",
    "figure { background: #eee }": "above and below a table",
    "[data-role=key-figure] { margin: 2mm }": "no such space",
    "[data-role=strip] { gap: 4mm }": "no gap between key figures",
    "[data-role=strip] { display: grid; grid-template-columns: 1fr 1fr; gap: 4mm }": "no gap",
    "[data-role=strip] { padding: 4mm }": "no such space",
    "[data-role=strip] { transform: rotate(2deg) }": "it unturned",
    "[data-role=strip] { position: relative }": "where it stands without that",
    "[data-role=strip] { align-items: center }": "at the top and at the left",
    "[data-role=strip] { flex-direction: row-reverse }": "in the order of the text",
    "[data-role=key-figure] { order: 2 }": "nothing like it",
    "[data-role=parallel] { border: 1pt solid }": "no rule there",
    "h2 { font-weight: 300 }": "the weight that most letters of this font have",
    "p { letter-spacing: 20pt }": "as far apart as Word can set them",
    "p { text-decoration: underline wavy }": "nothing like it",
    "p { text-decoration: overline }": "a line below or through",
    "p { font-variant: all-small-caps }": "ordinary letters",
    "p { font-variant-ligatures: none }": "nothing like it",
    "p { font-feature-settings: 'ss01' }": "nothing like it",
    "p { white-space: pre-wrap }": "one space for each stretch",
    "p { text-align: justify-all }": "a last line like the others",
    "p { widows: 4 }": "two lines held together",
    "p { word-spacing: 2pt }": "nothing like it",
    "p { page: wide }": "a page like the others",
    "h3 { break-before: recto }": "a plain new page",
    "strong { vertical-align: text-top }": "letters on the line",
    "strong { display: inline-block }": "as it stands without that",
    "ul { list-style: inside }": "markers before the lines",
    "ul { list-style-image: url(/images/square.png) }": "nothing like it",
    "li { display: block }": "as it stands without that",
    "table { border-collapse: separate; border-spacing: 4pt }": "nothing like it",
    "p::first-letter { font-size: 30pt }": "nothing of it",
    "h2::before { content: '■ ' }": "nothing of it",
    "[data-role=columns] { column-rule: 1pt solid }": "nothing like it",
}


SOME = tuple(SAID)[::4]


def long_unless_some(css: str) -> object:
    return css if css in SOME else pytest.param(css, marks=pytest.mark.long)


@pytest.mark.parametrize("css", list(map(long_unless_some, SAID)))
def test_what_shows_in_the_pdf_alone_is_named_with_what_word_shows(css: str) -> None:
    found = warnings(arranged(css))
    assert [one.where and one.where.file for one in found] == ["templates/house/theme.css"]
    assert "shows in the PDF alone: Word shows " in found[0].message
    assert SAID[css] in found[0].message


def test_a_warning_stands_at_the_declaration() -> None:
    found = warnings(arranged("td,\nth { color: #16242c;\n  word-spacing: 2pt }"))
    assert [one.where for one in found] == [Place("templates/house/theme.css", 3, 3)]
    assert "`word-spacing: 2pt` on “th” shows in the PDF alone" in found[0].message


def test_a_variable_that_the_base_reads_is_named_where_it_is_set() -> None:
    found = warnings(arranged(":root { --tint: linear-gradient(#eef, #cce) }"))
    assert [one.where for one in found] == [Place("templates/house/theme.css", 1, 9)]


def test_a_value_that_changes_nothing_is_none() -> None:
    assert warnings(arranged("p { word-spacing: 0; float: none } td { margin: 4mm }")) == []


def test_our_own_looks_need_no_warning(every_edition: Builds) -> None:
    assert len(every_edition) > 5
    problems = [one for made in every_edition.values() for one in made.problems]
    assert [one.message for one in problems if one.code == "L824"] == []
    assert warnings(arranged(THEME.read_text())) == []
