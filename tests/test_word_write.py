"""The Word file: what stands in its parts, seen through lxml and two validators."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import ooxml_integrity
import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator
from PIL import Image
from sample_page import HEAD, sample_assets, sample_html

from briefwright.document.assets import Asset, Assets
from briefwright.layout import Layout, arrange
from briefwright.problems import ContentError
from briefwright.word.write import write
from briefwright.word.writer_state import control_tag

NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
}
SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="30" height="10">'
    b'<rect width="20" height="10" fill="#0b6480"/></svg>'
)


class File:
    """A Word file taken apart: parts by name, XPath in them."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.roots: dict[str, etree._Element] = {}
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
            self.entries = archive.infolist()

    def find(self, path: str, part: str = "document") -> list[etree._Element]:
        """An XPath and a part of the folder `word` → the elements."""
        found = self._root(part).xpath(path, namespaces=NAMES)
        assert isinstance(found, list)
        return found

    def values(self, path: str, part: str = "document") -> list[str]:
        """An XPath that ends in an attribute or text → its values."""
        return [str(one) for one in self.find(path, part)]

    def _root(self, part: str) -> etree._Element:
        if part not in self.roots:
            self.roots[part] = etree.fromstring(self.parts[f"word/{part}.xml"])
        return self.roots[part]

    def style(self, name: str) -> etree._Element:
        """A style's name → the style."""
        (found,) = self.find(f"//w:style[w:name/@w:val='{name}']", "styles")
        return found


def words(element: etree._Element) -> str:
    return "".join(str(text) for text in element.xpath(".//w:t/text()", namespaces=NAMES))


def inside(element: etree._Element, path: str) -> list[str]:
    found = element.xpath(path, namespaces=NAMES)
    assert isinstance(found, list)
    return [str(one) for one in found]


@pytest.fixture(scope="module")
def layout() -> Layout:
    return arrange(sample_html(), sample_assets())


@pytest.fixture(scope="module")
def sample(layout: Layout) -> File:
    return File(write(layout))


def page(body: str, css: str = "", head: str = HEAD) -> File:
    """A body and rules that come after the theme's → the Word file of that page."""
    rules = Asset("tests.css", css.encode(), "text/css")
    vector = Asset("images/vector.svg", SVG, "image/svg+xml", 30, 10)
    assets = Assets((*sample_assets(), rules, vector))
    return File(write(arrange(f"{head}<body>{body}</body></html>", assets)))


# ----------------------------------------------------------------- the package


def test_it_opens_without_a_question(sample: File, tmp_path: Path) -> None:
    file = tmp_path / "sample.docx"
    file.write_bytes(sample.data)
    assert OpenXmlValidator().validate(file).errors == []
    assert list(ooxml_integrity.check(str(file))) == []
    assert sample.find("//w:updateFields", "settings") == []


def test_a_validator_finds_what_is_broken(sample: File, tmp_path: Path) -> None:
    file = tmp_path / "broken.docx"
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in sample.parts.items():
            archive.writestr(
                name, data.replace(b"<w:tblHeader/>", b'<w:tblHeader w:val="no such"/>')
            )
    assert OpenXmlValidator().validate(file).errors != []


def test_the_same_page_makes_the_same_bytes(sample: File) -> None:
    assert write(arrange(sample_html(), sample_assets())) == sample.data
    assert {entry.date_time for entry in sample.entries} == {(1980, 1, 1, 0, 0, 0)}
    names = [entry.filename for entry in sample.entries]
    assert names == ["[Content_Types].xml", *sorted(names[1:])]


def test_it_is_a_document_of_todays_word_on_a4(sample: File) -> None:
    mode = "//w:compatSetting[@w:name='compatibilityMode']/@w:val"
    assert sample.values(mode, "settings") == ["15"]
    assert sample.values("(//w:pgSz)[1]/@w:w") + sample.values("(//w:pgSz)[1]/@w:h") == [
        "11906",
        "16838",
    ]
    assert b"python-docx" not in b"".join(sample.parts.values())


def test_its_properties_come_from_the_page(sample: File) -> None:
    core = sample.parts["docProps/core.xml"].decode()
    assert "<dc:title>A sample of everything</dc:title>" in core
    assert "<dc:creator>The sampling unit</dc:creator>" in core
    assert "<cp:keywords>sample, roles</cp:keywords>" in core
    assert core.count("2024-09-21T00:00:00Z") == 2


def test_a_subtitle_longer_than_a_property_is_cut_there() -> None:
    head = HEAD.replace('content="Every role once"', f'content="{"a long " * 50}"')
    core = page("<section><p>Text</p></section>", head=head).parts["docProps/core.xml"].decode()
    _, _, subject = core.partition("<dc:subject>")
    subject, _, _ = subject.partition("<")
    assert len(subject) <= 255
    assert subject.endswith("…")


def test_its_own_properties_go_along() -> None:
    head = HEAD.replace("</head>", '<meta name="briefwright.file" content="A &amp; B"></head>')
    custom = page("<section><p>Text</p></section>", head=head).parts["docProps/custom.xml"]
    assert b'name="file"><vt:lpwstr>A &amp; B</vt:lpwstr>' in custom


# ----------------------------------------------------------------- styles


def test_named_styles_follow_from_the_css(sample: File) -> None:
    heading = sample.style("heading 1")
    assert inside(heading, "w:rPr/w:color/@w:val") == ["0B6480"]
    assert inside(heading, "w:pPr/w:outlineLvl/@w:val") == ["0"]
    assert inside(heading, "w:pPr/w:keepNext") != []
    callout = sample.style("Callout")
    assert inside(callout, "w:pPr/w:shd/@w:fill") == ["EEF4F6"]
    assert inside(callout, "w:pPr/w:pBdr/w:left/@w:color") == ["0B6480"]


def test_a_style_is_there_whether_or_not_the_content_uses_it() -> None:
    small = page("<section><p>Text</p></section>")
    assert {"Quote", "List Number", "caption", "toc 1", "Callout", "Title"} <= set(
        small.values("//w:style/w:name/@w:val", "styles")
    )


def test_other_css_makes_other_styles() -> None:
    other = page("<section><h2>One</h2></section>", "h2 { color: #a00; font-size: 20pt }")
    heading = other.style("heading 1")
    assert inside(heading, "w:rPr/w:color/@w:val") == ["AA0000"]
    assert inside(heading, "w:rPr/w:sz/@w:val") == ["40"]


def test_css_can_name_a_style() -> None:
    css = 'h2 { --word-style: "House Heading" } .odd { --word-style: "Odd Text"; color: #a00 }'
    file = page('<section><h2>One</h2><p class="odd">Two</p><p>Three</p></section>', css)
    assert file.values("//w:p/w:pPr/w:pStyle/@w:val") == ["HouseHeading", "OddText", "BodyText"]
    assert inside(file.style("House Heading"), "w:basedOn/@w:val") == ["Heading1"]
    assert inside(file.style("Odd Text"), "w:rPr/w:color/@w:val") == ["AA0000"]
    assert file.find("//w:p[2]//w:color") == []


def test_what_differs_from_its_style_is_set_directly_and_nothing_else() -> None:
    css = ".odd { text-align: center; font-size: 20pt }"
    file = page('<section><p>One</p><p class="odd">Two</p></section>', css)
    plain, odd = file.find("//w:body//w:p")
    assert inside(plain, "w:pPr/w:pStyle/@w:val") == ["BodyText"]
    assert inside(plain, "w:pPr/*[2] | .//w:rPr") == []
    assert inside(odd, "w:pPr/w:jc/@w:val") == ["center"]
    assert inside(odd, "w:r/w:rPr/w:sz/@w:val") == ["40"]
    assert inside(odd, "w:r/w:rPr/w:rFonts") == []


def test_strong_letters_stay_strong_where_their_paragraph_is() -> None:
    file = page(
        "<section><h2>All <strong>bold</strong></h2><p>One <strong>word</strong></p></section>"
    )
    heading, text = file.find("//w:body//w:p")
    strong = "w:r[w:rPr/w:rStyle/@w:val='Strong']/w:rPr/"
    assert inside(heading, strong + "w:b") != []
    assert inside(text, strong + "w:rStyle/@w:val") == ["Strong"]
    assert inside(text, strong + "w:b") == []


def test_the_theme_has_the_fonts_and_colours_of_the_house(sample: File) -> None:
    theme = sample.parts["word/theme/theme1.xml"].decode()
    assert '<a:majorFont><a:latin typeface="Source Sans 3"/>' in theme
    assert '<a:accent1><a:srgbClr val="0B6480"/></a:accent1>' in theme
    assert sample.values("//w:font[@w:name='Source Serif 4']/w:altName/@w:val", "fontTable")


# ----------------------------------------------------------------- headings and lists


def test_numbered_headings_are_counted_by_word() -> None:
    file = page(
        '<section><h2 data-number="1"><span data-role="number">1</span> One</h2>'
        '<section><h3 data-number="1.1"><span data-role="number">1.1</span> Part</h3></section>'
        '</section><section><h2 data-number="2"><span data-role="number">2</span> Two</h2>'
        "</section>"
    )
    assert [words(one) for one in file.find("//w:body//w:p")] == ["One", "Part", "Two"]
    levels = file.values("//w:lvl[w:pStyle/@w:val='Heading2']/w:lvlText/@w:val", "numbering")
    assert levels == ["%1.%2"]


def test_text_stays_on_the_page_of_what_avoids_a_break_before_it() -> None:
    css = ".pause { break-before: avoid }"
    body = '<section><p>One.</p><p>Two.</p></section><p class="pause">Pause.</p>'
    assert kept(page(body)) == []
    assert kept(page(body, css)) == ["Two."]


def kept(file: File) -> list[str]:
    """A file → its paragraphs that the next one follows on the same page."""
    return [words(one) for one in file.find("//w:body//w:p[w:pPr/w:keepNext]")]


def test_a_heading_without_a_number_begins_where_numbered_ones_do() -> None:
    file = page(
        '<section><h2 data-number="1"><span data-role="number">1</span> One</h2></section>'
        "<section><h2>Sources</h2></section><ol><li>First</li></ol>"
    )
    (own,) = file.values("//w:body//w:p[w:pPr/w:pStyle/@w:val='Heading1']//w:numId/@w:val")
    (kind,) = file.values(f"//w:num[@w:numId='{own}']/w:abstractNumId/@w:val", "numbering")
    level = f"//w:abstractNum[@w:abstractNumId='{kind}']/w:lvl[@w:ilvl='0']"
    assert file.values(f"{level}/w:numFmt/@w:val", "numbering") == ["none"]
    assert file.values(f"{level}/w:pPr/w:ind/@w:left", "numbering") == ["0"]


def test_a_heading_number_that_word_would_count_otherwise_stays_text() -> None:
    file = page('<section><h2 data-number="A"><span data-role="number">A</span> One</h2></section>')
    assert [words(one) for one in file.find("//w:body//w:p")] == ["A One"]
    assert file.find("//w:body//w:numPr") == []


def test_each_ordered_list_begins_anew(sample: File) -> None:
    numbers = sample.values(
        "//w:p[w:pPr/w:pStyle/@w:val='ListNumber']/w:pPr/w:numPr/w:numId/@w:val"
    )
    assert len(numbers) == 3
    assert numbers[0] == numbers[1] != numbers[2]
    for number in set(numbers):
        start = f"//w:num[@w:numId='{number}']/w:lvlOverride/w:startOverride/@w:val"
        assert sample.values(start, "numbering") == ["1"]


def test_a_list_in_a_list_has_the_next_level(sample: File) -> None:
    (inner,) = [one for one in sample.find("//w:p") if words(one) == "An inner item."]
    assert inside(inner, "w:pPr/w:pStyle/@w:val") == ["ListBullet2"]


def test_a_marker_that_word_does_not_have_is_named() -> None:
    with pytest.raises(ContentError, match=r"L806.*lower-greek"):
        page("<section><ol><li>One</li></ol></section>", "ol { list-style-type: lower-greek }")


# ----------------------------------------------------------------- notes, captions, links


def test_the_call_of_an_endnote_is_a_link_to_its_number(sample: File) -> None:
    (call,) = sample.find("//w:hyperlink[w:r/w:rPr/w:rStyle/@w:val='NoteCall']")
    assert words(call) == "1"
    (target,) = inside(call, "@w:anchor")
    (note,) = sample.find(f"//w:p[w:bookmarkStart/@w:name='{target}']")
    assert inside(note, "w:pPr/w:pStyle/@w:val") == ["EndnoteText"]
    assert inside(note, "w:pPr/w:numPr/w:numId/@w:val") != []


def test_a_footnote_is_a_footnote_of_word() -> None:
    file = page(
        '<section><p>One<span data-role="footnote" data-number="1" id="n1">First, with a '
        '<a href="https://example.org/">link</a>.</span>, two<span data-role="footnote" '
        'data-number="7">Seventh.</span>, again<a data-role="call" href="#n1">1</a>.</p></section>'
    )
    assert file.values("//w:footnoteReference/@w:id") == ["1", "2"]
    assert file.values("//w:footnoteReference/@w:customMarkFollows") == ["1"]
    first, second = file.find("//w:footnote[@w:id > 0]", "footnotes")
    assert words(first) == ". First, with a link."
    assert words(second) == "7. Seventh."
    calls = file.find("//w:r[w:footnoteReference]/w:rPr")
    assert [[etree.QName(one).localname for one in call] for call in calls] == [["rStyle"]] * 2
    assert inside(file.style("footnote reference"), "w:rPr/w:vertAlign/@w:val") == ["superscript"]
    assert b"https://example.org/" in file.parts["word/_rels/footnotes.xml.rels"]
    (again,) = file.values("//w:instrText[contains(., 'NOTEREF')]/text()")
    assert again.split()[1] in file.values("//w:bookmarkStart/@w:name")


def test_captions_are_counted_and_references_repeat_them(sample: File) -> None:
    instructions = [text.strip() for text in sample.values("//w:instrText/text()")]
    assert "SEQ Figure \\* ARABIC" in instructions
    assert "SEQ Table \\* ARABIC" in instructions
    references = [text.split()[1] for text in instructions if text.startswith("REF ")]
    assert len(references) == 2
    for name, label in zip(references, ("Table 1", "Figure 1"), strict=True):
        (caption,) = sample.find(f"//w:p[.//w:bookmarkStart/@w:name='{name}']")
        assert words(caption).startswith(label)


def test_every_link_inside_leads_to_a_bookmark(sample: File) -> None:
    names = sample.values("//w:bookmarkStart/@w:name")
    anchors = sample.values("//w:hyperlink/@w:anchor")
    assert anchors
    assert set(anchors) <= set(names)
    assert len(names) == len(set(names))
    assert max(map(len, names)) <= 40


def test_a_link_outwards_is_a_relationship(sample: File) -> None:
    (link,) = sample.values("//w:hyperlink/@r:id")
    assert f'Id="{link}"' in sample.parts["word/_rels/document.xml.rels"].decode()
    assert b'Target="https://example.org/"' in sample.parts["word/_rels/document.xml.rels"]


# ----------------------------------------------------------------- tables and pictures


def test_a_table_repeats_its_head_and_keeps_its_widths(sample: File, layout: Layout) -> None:
    (table,) = sample.find("//w:tbl[w:tblPr/w:tblStyle/@w:val='BriefingTable']")
    head, *rows = table.findall(f"{{{NAMES['w']}}}tr")
    assert inside(head, "w:trPr/w:tblHeader") != []
    assert all(inside(row, "w:trPr/w:cantSplit") for row in rows)
    widths = [int(width) for width in inside(table, "w:tblGrid/w:gridCol/@w:w")]
    element = layout.root.find(".//table")
    assert element is not None
    assert sum(widths) == pytest.approx(layout.width(element) * 15, abs=30)


LINES = (
    '<section><figure><table><thead><tr><th scope="col">A</th><th scope="col">B</th></tr></thead>'
    '<tbody><tr><th scope="row">a</th><td>1</td></tr><tr><th scope="row">b</th><td>2</td></tr>'
    "{}</tbody></table></figure></section>"
)


def test_cells_repeat_nothing_that_the_style_of_their_table_says() -> None:
    file = page(LINES.format(""))
    assert len(file.find("//w:tc")) == 6
    assert file.find("//w:tcBorders | //w:vAlign | //w:shd") == []
    assert file.values("//w:tcMar/*/@w:w") == 3 * ["0"]  # the last column ends with its words
    style = file.style("Briefing Table")
    assert inside(style, "w:tblPr/w:tblBorders/*/@w:sz") == ["6", "4"]  # at its foot, between rows
    first = "w:tblStylePr[@w:type='firstRow']/w:tcPr"
    assert inside(style, f"{first}/w:tcBorders/w:bottom/@w:sz") == ["6"]
    assert inside(style, f"{first}/w:vAlign/@w:val") == ["bottom"]
    assert inside(style, "w:rPr/w:sz/@w:val") == ["18"]


def test_cells_in_chinese_leave_the_space_that_word_adds_beside_numbers() -> None:
    room = []
    for language in ("en", "zh"):
        file = page(
            "<section><figure><table><tbody><tr><td>12</td></tr></tbody></table></figure></section>",
            css="td { padding: 2px 15px 2px 3px !important; font-size: 12px !important }",
            head=HEAD.replace('lang="en"', f'lang="{language}"'),
        )
        margins = "//w:style[@w:styleId='BriefingTable']//w:tblCellMar"
        room += file.values(f"{margins}/w:right/@w:w", "styles")
    assert room == ["205", "115"]  # twips: half a letter of 9 pt less


def test_a_row_that_sums_up_is_the_last_row_of_its_style() -> None:
    total = '<tr class="total"><th scope="row">All</th><td>3</td></tr>'
    file = page(LINES.format(total))
    assert file.values("//w:tblLook/@w:lastRow") == ["1"]
    assert file.find("//w:tcBorders") == []
    style = file.style("Briefing Table")
    assert inside(style, "w:tblStylePr[@w:type='lastRow']//w:top/@w:sz") == ["6"]


def test_a_cell_says_what_its_style_does_not() -> None:
    css = "td.mark { background: #eef4f6; border-bottom: 2pt solid #0b6480 }"
    marked = '<tr><th scope="row">c</th><td class="mark">3</td></tr>'
    file = page(LINES.format(marked + '<tr><th scope="row">d</th><td>4</td></tr>'), css)
    assert file.values("//w:tcBorders/w:bottom/@w:sz") == ["16"]
    assert file.values("//w:tcBorders/w:top/@w:sz") == ["16"]  # of the cell below: the same line
    assert file.values("//w:tc//w:shd/@w:fill") == ["EEF4F6"]


def test_stripes_belong_to_the_style_of_tables() -> None:
    file = page(LINES.format(""), "tbody tr:nth-child(even) > * { background: #eef4f6 }")
    style = file.style("Briefing Table")
    assert inside(style, "w:tblStylePr[@w:type='band2Horz']//w:shd/@w:fill") == ["EEF4F6"]
    assert file.values("//w:tc//w:shd/@w:fill") == 2 * ["EEF4F6"]


def test_cells_that_span_are_one_cell_in_word() -> None:
    file = page(
        "<section><figure><figcaption>Spans</figcaption><table><thead>"
        '<tr><th scope="col" rowspan="2">A</th><th scope="col" colspan="2">B</th></tr>'
        '<tr><th scope="col">C</th><th scope="col">D</th></tr></thead>'
        "<tbody><tr><td>1</td><td>2</td><td>3</td></tr></tbody></table></figure></section>"
    )
    rows = file.find("//w:tr")
    assert [len(inside(row, "w:tc")) for row in rows] == [2, 3, 3]
    assert file.values("//w:gridSpan/@w:val") == ["2"]
    assert len(file.find("//w:vMerge")) == 2


def test_key_figures_are_one_row_without_a_grid(sample: File) -> None:
    (strip,) = sample.find("//w:tbl[w:tblPr/w:tblStyle/@w:val='KeyFigures']")
    assert len(inside(strip, "w:tr")) == 1
    assert inside(strip, "w:tr/w:tc[1]//w:pStyle/@w:val") == [
        "KeyFigure",
        "KeyFigureUnit",
        "KeyFigureDate",
    ]
    assert inside(strip, "w:tr/w:tc[2]/w:tcPr/w:tcBorders/w:left/@w:color") == ["C9D3D9"]


def test_two_tables_that_touch_are_parted() -> None:
    strip = '<ul data-role="strip"><li data-role="key-figure">1</li></ul>'
    file = page(f"<section>{strip}{strip}</section>")
    tags = [etree.QName(one).localname for one in file.find("//w:body/*")]
    assert tags == ["tbl", "p", "tbl", "p", "sectPr"]


def test_a_cell_and_a_page_end_with_a_paragraph() -> None:
    table = "<figure><table><tbody><tr><td>1</td></tr></tbody></table></figure>"
    file = page(
        f'<section><div data-role="parallel"><div data-role="column">{table}</div>'
        '<div data-role="column"><p>Right</p></div></div></section>'
    )
    ends = ["//w:tc/*[last()]", "//w:body/*[last() - 1]"]
    last = [etree.QName(one).localname for path in ends for one in file.find(path)]
    # Two columns and the gap between them, a cell of the table, and the end of the page.
    assert last == ["p"] * 5


def test_columns_that_stand_below_each_other_are_no_table() -> None:
    columns = "".join(
        f'<div data-role="column"><aside data-role="callout"><p>{text}</p></aside></div>'
        for text in ("One", "Two")
    )
    body = f'<section><div data-role="parallel">{columns}</div></section>'
    assert len(page(body).find("//w:body//w:tbl")) == 1
    stacked = page(body, css="[data-role=parallel] { display: block }")
    assert [words(one) for one in stacked.find("//w:body//w:p")] == ["One", "Two"]
    assert stacked.find("//w:body//w:tbl") == []


def test_a_picture_says_what_it_shows(sample: File) -> None:
    assert sample.values("//wp:docPr/@descr") == ["A blue square"]
    assert len([name for name in sample.parts if name.startswith("word/media/")]) == 1


def test_a_picture_without_words_is_marked_as_decoration() -> None:
    file = page('<section><figure><img src="images/square.png" alt=""></figure></section>')
    assert file.values("//wp:docPr/@descr") == [""]
    assert len(file.find("//wp:docPr//*[local-name()='decorative']")) == 1


def test_a_vector_has_a_picture_for_older_programs() -> None:
    file = page('<section><figure><img src="images/vector.svg" alt="Bar"></figure></section>')
    media = {name: data for name, data in file.parts.items() if name.startswith("word/media/")}
    assert sorted(name.rpartition(".")[2] for name in media) == ["png", "svg"]
    assert SVG in media.values()
    assert len(file.find("//a:blip//*[local-name()='svgBlip']")) == 1


def test_the_picture_of_a_vector_shows_it_and_nothing_of_what_lies_behind_it() -> None:
    behind = (
        "figure img { width: 30px } section { background: #f00 } @page { @left-middle { content: "
        "'DRAFT'; color: #060; font-size: 90pt; width: 21cm; margin-right: -19cm; z-index: -1 } }"
    )
    image = '<img src="images/vector.svg" alt="Bar">'
    file = page(f"<section><figure>{image}</figure></section>", behind)
    picture = Image.open(io.BytesIO(file.parts["word/media/image1.png"])).convert("RGB")
    assert picture.size == (60, 20)  # two pixels for each px of CSS
    colours = [colour for _, colour in sorted(picture.getcolors() or ())]
    assert colours == [(255, 0, 0), (0x0B, 0x64, 0x80)]  # two thirds are the bar


# ----------------------------------------------------------------- pages


def test_heads_and_feet_have_live_fields(sample: File) -> None:
    parts = [name[5:-4] for name in sample.parts if name.startswith(("word/header", "word/footer"))]
    fields = {
        text.strip() for part in parts for text in sample.values("//w:instrText/text()", part)
    }
    assert fields == {"PAGE", "NUMPAGES", "STYLEREF 1"}
    assert any(
        "Facts as of 21 September 2024" in words(sample.find("/*", part)[0]) for part in parts
    )


def test_running_lines_that_are_aligned_differently_are_paragraphs_of_their_own() -> None:
    file = page(
        "<section><p>Text</p></section>",
        "@page { @bottom-left { content: 'Foot' } @bottom-right { content: none }"
        " @bottom-center { content: 'SECRET'; vertical-align: bottom; padding-bottom: 5mm } }",
    )
    foot, marking = file.find("//w:p", "footer1")
    assert (words(foot), words(marking)) == ("Foot", "SECRET")
    assert file.values("//w:pgMar/@w:footer") == ["283"]


def test_no_control_stands_inside_a_paragraph(sample: File) -> None:
    assert sample.find("//w:sdt") != []
    assert sample.find("//w:p//w:sdt") == []


def test_the_first_page_has_a_head_of_its_own(sample: File) -> None:
    opening, *others = sample.find("//w:sectPr")
    assert inside(opening, "w:titlePg") != []
    assert inside(opening, "w:headerReference/@w:type") == ["default", "first"]
    assert others
    assert all(not inside(other, "w:titlePg") for other in others)


def test_sections_turn_the_page_and_set_columns(sample: File) -> None:
    sections = sample.find("//w:sectPr")
    assert [inside(one, "w:type/@w:val")[0] for one in sections] == [
        *("nextPage", "continuous", "continuous", "nextPage", "nextPage")
    ]
    assert [inside(one, "w:pgSz/@w:orient") for one in sections].index(["landscape"]) == 3
    assert inside(sections[1], "w:cols/@w:num") != []


def test_the_contents_show_the_pages_of_the_layout(sample: File, layout: Layout) -> None:
    path = "//w:sdt[w:sdtPr/w:docPartObj/w:docPartGallery/@w:val='Table of Contents']"
    (contents,) = sample.find(path)
    entries = contents.xpath(".//w:p[starts-with(w:pPr/w:pStyle/@w:val, 'TOC')]", namespaces=NAMES)
    pages = {one.get("id"): layout.page(one) for one in layout.root.iter() if one.get("id")}
    assert [words(one) for one in entries[1:]] == [
        f"Lists{pages['h-lists']}",
        f"A part{pages['h-nested']}",
        f"Figures{pages['h-figures']}",
    ]


def test_every_field_is_closed(sample: File) -> None:
    kinds = sample.values("//w:fldChar/@w:fldCharType")
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end") > 5


def test_nothing_is_spaced_with_empty_paragraphs(sample: File) -> None:
    gaps = sample.find("//w:tblPr[w:tblStyle/@w:val='Parallel']/../w:tr/w:tc[2]/w:p")
    assert len(gaps) == 1  # a cell between two columns
    empty = [
        one
        for one in sample.find("//w:body//w:p")
        if not words(one) and not inside(one, ".//w:drawing | .//w:fldChar") and one not in gaps
    ]
    # Four sections end in no paragraph of their own: after a table, or after a control, which
    # can't hold a section's end.
    assert len(empty) == 4
    for one in empty:
        assert inside(one, "w:pPr/w:spacing[@w:lineRule='exact']/@w:line") == ["20"]
        assert inside(one, "w:pPr/w:sectPr") != []


# ----------------------------------------------------------------- boxes


def test_two_boxes_that_touch_stay_two() -> None:
    box = '<aside data-role="callout"><p>One</p></aside>'
    file = page(f"<section>{box}{box}</section>")
    first, second = (
        etree.tostring(one.xpath("w:pPr", namespaces=NAMES)[0])
        for one in file.find("//w:body//w:p")
    )
    assert first != second


def test_backgrounds_that_touch_differ_so_that_the_space_between_stays_white() -> None:
    file = page(
        '<section><aside data-role="callout"><p>One</p></aside>'
        '<aside data-role="callout" class="warning"><p>Two</p></aside></section>',
        ".warning { border-left-color: #a00 }",
    )
    fill = "w:pPr/w:shd/@w:fill"
    first, second = (inside(one, fill) for one in file.find("//w:body//w:p"))
    assert inside(file.style("Callout"), fill) == ["EEF4F6"]
    assert first == []
    assert second == ["EEF4F7"]


@pytest.mark.parametrize(
    ("css", "colour"), [("", "EEF4F6"), ("aside { background: none }", "FFFFFF")]
)
def test_a_list_in_a_box_leaves_no_gap_in_its_background_or_its_rule(css: str, colour: str) -> None:
    file = page(
        '<section><aside data-role="callout"><p>One</p><ul><li>Item</li></ul><p>Two</p></aside>'
        "</section>",
        f"li {{ margin-top: 10pt }} {css}",
    )
    _, item, last = file.find("//w:body//w:p")
    for one in (item, last):
        assert inside(one, "w:pPr/w:pBdr/w:top/@w:color") == [colour]
    assert inside(item, "w:pPr/w:spacing/@w:before") == ["0"]


def test_the_rule_beside_a_box_runs_on_straight_past_a_list_in_large_type() -> None:
    file = page(
        '<section><aside data-role="callout"><p>One</p><ul><li>Item</li></ul></aside></section>',
        "aside { padding: 20pt; border-left: 2pt solid #000 } li { margin-left: 30pt }",
    )
    text, item = (_find_rule(file, one) for one in file.find("//w:body//w:p"))
    assert abs(text - item) <= 10  # half a point: distances are whole points


def _find_rule(file: File, paragraph: etree._Element) -> int:
    """A paragraph of a box → where the rule at its left stands, in twips from the margin."""
    look = {"left": 0, "hanging": 0, "space": 0}
    for properties in (*file.style("Callout").xpath("w:pPr", namespaces=NAMES), *paragraph):
        for name in look:
            found = inside(properties, f"w:ind/@w:{name} | w:pBdr/w:left/@w:{name}")
            look[name] = int(found[0]) if found else look[name]
    return look["left"] - look["hanging"] - 20 * look["space"]


# ----------------------------------------------------------------- addresses and languages


def test_every_block_stands_in_a_hidden_control_with_its_address(sample: File) -> None:
    tags = sample.values("//w:sdtPr/w:tag/@w:val")
    assert {"briefing.title", "lists.section", "lists/list-1", "box", "numbers", "strip"} <= set(
        tags
    )
    assert len(tags) == len(set(tags))
    numbers = sample.values("//w:sdtPr/w:id/@w:val")
    assert len(numbers) == len(set(numbers))
    shown = sample.find("//w:sdtPr[not(w:docPartObj)][not(w15:appearance[@w15:val='hidden'])]")
    assert shown == []


def test_every_leaf_has_a_bookmark_for_its_address(sample: File, layout: Layout) -> None:
    leaves = [one for one in layout.root.iter("p") if one.get("data-at")]
    marked = [
        name for name in sample.values("//w:bookmarkStart/@w:name") if name.startswith("_at_")
    ]
    assert len(leaves) > 10
    assert len(marked) > len(leaves)


@pytest.mark.parametrize(
    ("address", "tag"),
    [
        ("short.text", lambda tag: tag == "short.text"),
        ("x" * 64, lambda tag: tag == "x" * 64),
        ("x" * 65, lambda tag: len(tag) == 64 and "~" in tag),
    ],
)
def test_a_long_address_has_a_shorter_tag(address: str, tag: Callable[[str], bool]) -> None:
    assert tag(control_tag(address))
    assert control_tag("x" * 65) != control_tag("x" * 66)


def test_other_languages_are_marked(sample: File) -> None:
    assert sample.values("//w:docDefaults//w:lang/@w:val", "styles") == ["en-GB"]
    assert sample.values("//w:r[w:t='un mot']/w:rPr/w:lang/@w:val") == ["fr-FR"]


def test_lines_may_run_from_right_to_left() -> None:
    file = page("<section><p>12</p></section>", head=HEAD.replace('dir="ltr"', 'dir="rtl"'))
    assert inside(file.style("Normal"), "w:pPr/w:bidi") != []
    assert file.find("//w:r[w:t='12']/w:rPr/w:rtl") != []


def test_cells_from_right_to_left_look_alike_wherever_a_program_sets_their_left_margin() -> None:
    file = page(
        "<section><figure><table><tbody><tr><td>12</td></tr></tbody></table></figure></section>",
        css="td { padding: 2px 3px 2px 15px !important }",  # the end of a line is at the left
        head=HEAD.replace('dir="ltr"', 'dir="rtl"'),
    )
    margins = "//w:style[@w:styleId='BriefingTable']//w:tblCellMar"
    assert file.values(f"{margins}/w:left/@w:w", "styles") == ["45"]
    assert file.values(f"{margins}/w:right/@w:w", "styles") == ["45"]
    assert file.values("//w:tc/w:p/w:pPr/w:ind/@w:right") == ["160"]  # less a slack of 20


def test_a_marker_from_right_to_left_is_centred_as_programs_differ_in_its_sides() -> None:
    file = page("<ul><li>12</li></ul>", head=HEAD.replace('dir="ltr"', 'dir="rtl"'))
    bullet = "//w:lvl[@w:ilvl='0'][w:numFmt/@w:val='bullet']"
    assert file.values(f"{bullet}/w:lvlJc/@w:val", "numbering") == ["center", "center"]
    hanging, _ = (int(found) for found in file.values(f"{bullet}//@w:hanging", "numbering"))
    middle = hanging - 42  # twips, without its padding
    assert 210 * 0.25 + 50 < middle < 210 * 0.6  # a gap and half a bullet of 10.5 pt


def test_the_number_of_a_heading_from_right_to_left_stands_inside_with_a_gap() -> None:
    heading = (
        '<section><h2 data-number="{0}"><span data-role="number">{0}</span> One</h2></section>'
    )
    head = HEAD.replace('dir="ltr"', 'dir="rtl"')
    places = []
    for count in (1, 10):
        headings = "".join(heading.format(number) for number in range(1, count + 1))
        file = page(headings, head=head)
        level = "//w:lvl[w:pStyle/@w:val='Heading1']"
        assert file.values(f"{level}/w:lvlJc/@w:val", "numbering") == ["center"]
        assert file.values(f"{level}/w:suff/@w:val", "numbering") == ["tab"]
        (middle,) = file.values(f"{level}/w:pPr/w:ind/@w:firstLine", "numbering")
        (words_begin,) = file.values(f"{level}/w:pPr/w:tabs/w:tab/@w:pos", "numbering")
        places.append((int(middle), int(words_begin) - 2 * int(middle)))
    (one, gap), (ten, same) = places
    assert ten == 2 * one > 0
    assert gap == pytest.approx(same, abs=2)
    assert gap > 50  # twips


# ----------------------------------------------------------------- lists of figures

LISTED = (
    '<nav data-role="contents" data-at="figs" data-series="Figure"><p data-role="contents-title" '
    'data-at="figs.title">Figures</p><ul data-role="entries"><li data-role="entry" data-at="figs.1"'
    ' data-level="1"><a href="#c">Figure 1 A bar</a><span data-role="page" data-ref="#c"></span>'
    "</li></ul></nav>"
)
FIGURE = (
    '<section data-at="s"><h2 data-at="s.section">S</h2><figure data-at="bar" id="bar" '
    'data-number="1" data-label="Figure"><figcaption id="c" data-at="bar.caption"><span '
    'data-role="number">Figure 1</span> A bar</figcaption><img src="images/vector.svg" alt="Bar" '
    'data-at="bar.drawing"></figure></section>'
)


def test_a_list_of_figures_is_a_live_field_filled_with_pages() -> None:
    file = page(LISTED + FIGURE)
    instructions = [text.strip() for text in file.values("//w:instrText/text()")]
    assert 'TOC \\h \\z \\c "Figure"' in instructions
    assert "SEQ Figure \\* ARABIC" in instructions
    (entry,) = file.find("//w:p[w:pPr/w:pStyle/@w:val='TableofFigures']")
    assert words(entry) == "Figure 1 A bar1"
    (target,) = file.values("//w:hyperlink/@w:anchor")
    assert file.values("//w:bookmarkStart/@w:name").count(target) == 1
    assert file.style("table of figures") is not None
    assert file.find("//w:docPartGallery[@w:val='Table of Contents']") == []
