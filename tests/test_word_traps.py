"""What Word takes amiss or sets otherwise than CSS: each of these once went wrong somewhere."""

import io
import re
import zipfile

import pytest
from lxml import etree
from sample_page import HEAD, sample_assets, sample_html

from briefwright.document.assets import Asset, Assets
from briefwright.layout import arrange
from briefwright.word.ooxml import element, in_schema_order, w
from briefwright.word.write import write

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = W + "val"


class File:
    """A Word file, by part."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}

    def root(self, part: str = "document") -> etree._Element:
        return etree.fromstring(self.parts[f"word/{part}.xml"])

    def style(self, name: str) -> etree._Element:
        """A style's name, as Word writes it → the style."""
        styles = self.root("styles").iter(W + "style")
        return next(one for one in styles if one.find(W + "name").get(VAL) == name)  # type: ignore[union-attr]


def page(body: str, css: str = "", attributes: str = "") -> File:
    assets = Assets((*sample_assets(), Asset("last.css", css.encode(), "text/css")))
    html = f"<html lang='en'>{HEAD}<body {attributes}>{body}</body></html>"
    return File(write(arrange(html, assets)))


@pytest.fixture(scope="module")
def sample() -> File:
    return File(write(arrange(sample_html(), sample_assets())))


def test_nothing_is_to_be_updated_and_nothing_protected(sample: File) -> None:
    settings = sample.root("settings")
    for asked in ("updateFields", "documentProtection", "writeProtection", "attachedTemplate"):
        assert settings.find(W + asked) is None
    assert b"w:dirty" not in sample.parts["word/document.xml"]


def test_properties_stand_in_the_order_of_the_schema() -> None:
    made = in_schema_order("rPr", [w("sz", val=1), element("w14:numForm", {}), w("b"), w("rFonts")])
    assert made is not None
    assert [etree.QName(one).localname for one in made] == ["rFonts", "b", "sz", "numForm"]
    made = in_schema_order("pPr", [w("jc"), w("pBdr"), w("keepNext"), w("pStyle")])
    assert made is not None
    assert [etree.QName(one).localname for one in made] == ["pStyle", "keepNext", "pBdr", "jc"]


def test_every_part_calls_the_namespace_by_its_usual_name(sample: File) -> None:
    """Some programs look for `w:` and take a part that says `ns0:` for an empty one."""
    note = "<section><p>Text<span data-role='footnote' data-number='1'>Source</span></p></section>"
    for file in (sample, page(note)):
        parts = {name: data for name, data in file.parts.items() if name.endswith(".xml")}
        assert len(parts) > 5
        assert [name for name, data in parts.items() if re.search(rb"<ns\d+:", data)] == []


def test_footnotes_have_the_lines_above_them_which_count_as_notes() -> None:
    note = "<section><p>Text<span data-role='footnote' data-number='1'>Source</span></p></section>"
    file = page(note)
    ids = [one.get(W + "id") for one in file.root("footnotes")]
    assert ids == ["-1", "0", "1"]
    told = file.root("settings").find(W + "footnotePr")
    assert told is not None
    assert [one.get(W + "id") for one in told] == ["-1", "0"]


def test_a_border_is_at_most_31_points_away() -> None:
    box = '<section><aside data-role="callout"><p>Boxed</p></aside></section>'
    file = page(box, "aside { padding: 80px; border-left: 2pt solid #000 }")
    lines = (*file.root().iter(W + "pBdr"), *file.root("styles").iter(W + "pBdr"))
    spaces = [int(side.get(W + "space", "0")) for one in lines for side in one]
    assert spaces
    assert max(spaces) == 31


def test_a_line_is_at_least_as_high_as_css_says(sample: File) -> None:
    spacing = sample.style("Normal").find(f"{W}pPr/{W}spacing")
    assert spacing is not None
    assert spacing.get(W + "lineRule") == "atLeast"
    assert int(spacing.get(W + "line", "0")) == pytest.approx(10.5 * 1.43 * 20, abs=1)


def test_lines_closer_than_those_of_their_font_are_as_close_in_word() -> None:
    file = page("<section><p>Words</p></section>", "html { line-height: 1.27 }")
    spacing = file.style("Normal").find(f"{W}pPr/{W}spacing")
    assert spacing is not None
    assert spacing.get(W + "lineRule") == "exact"
    assert int(spacing.get(W + "line", "0")) == pytest.approx(10.5 * 1.27 * 20, abs=1)


def test_a_line_with_a_picture_is_as_high_as_the_picture(sample: File) -> None:
    drawings = list(sample.root().iter(W + "drawing"))
    assert drawings
    for drawing in drawings:
        paragraph = next(drawing.iterancestors(W + "p"))
        own = paragraph.find(f"{W}pPr/{W}spacing")
        rules = {"" if own is None else own.get(W + "lineRule", "")}
        assert "exact" not in rules


def test_names_of_bookmarks_are_short_hidden_and_unique(sample: File) -> None:
    names = [one.get(W + "name", "") for one in sample.root().iter(W + "bookmarkStart")]
    assert len(names) == len(set(names)) > 10
    assert [name for name in names if not re.fullmatch(r"_\w{1,39}", name, re.ASCII)] == []


def test_no_two_controls_drawings_or_bookmarks_have_one_number(sample: File) -> None:
    root = sample.root()
    controls = [one.get(VAL) for one in root.iterfind(f".//{W}sdtPr/{W}id")]
    marks = [one.get(W + "id") for one in root.iter(W + "bookmarkStart")]
    assert len(controls) == len(set(controls)) > 5
    assert len(marks) == len(set(marks)) > 10


def test_letters_of_all_scripts_have_a_font(sample: File) -> None:
    for fonts in sample.root("styles").iter(W + "rFonts"):
        said = {etree.QName(key).localname.removesuffix("Theme") for key in fonts.attrib}
        assert {"ascii", "hAnsi", "eastAsia"} <= said
        assert said & {"cs", "cstheme"}
    theme = sample.parts["word/theme/theme1.xml"].decode()
    assert re.search(r'<a:minorFont><a:latin typeface="[^"]+"/><a:ea [^>]*/><a:cs ', theme)


def test_every_size_and_weight_is_said_for_complex_scripts_too(sample: File) -> None:
    looks = list(sample.root("styles").iter(W + "rPr"))
    assert looks
    for look in looks:
        for tag, other in (("sz", "szCs"), ("b", "bCs"), ("i", "iCs")):
            assert (look.find(W + tag) is None) == (look.find(W + other) is None)


def test_headings_stay_with_their_text_and_no_line_alone(sample: File) -> None:
    for name in ("heading 1", "heading 2", "caption"):
        assert sample.style(name).find(f"{W}pPr/{W}keepNext") is not None
    off = sample.style("Normal").find(f"{W}pPr/{W}widowControl")
    assert off is None or off.get(VAL) != "0"


def test_rows_do_not_split_and_heads_come_again(sample: File) -> None:
    styles = [one for one in sample.root().iter(W + "tblStyle") if one.get(VAL) == "BriefingTable"]
    tables = [next(one.iterancestors(W + "tbl")) for one in styles]
    rows = [row for table in tables for row in table.iter(W + "tr")]
    assert rows
    assert [row for row in rows if row.find(f"{W}trPr/{W}cantSplit") is None] == []
    assert [row for row in rows if row.find(f"{W}trPr/{W}tblHeader") is not None]


def test_what_begins_a_page_by_rule_begins_one_in_word() -> None:
    two = "<section><h2>One</h2><p>Text</p></section><section><h2>Two</h2><p>Text</p></section>"
    file = page(two, "section + section { break-before: page }")
    (broken,) = file.root().iter(W + "pageBreakBefore")
    paragraph = next(broken.iterancestors(W + "p"))
    assert "".join(one.text or "" for one in paragraph.iter(W + "t")) == "Two"


def test_a_file_without_a_font_to_embed_still_has_its_font_table(sample: File) -> None:
    assert "word/fontTable.xml" in sample.parts


def test_styles_are_few(sample: File) -> None:
    assert len(sample.parts["word/styles.xml"]) < 60_000


def test_the_gallery_shows_styles_in_the_order_of_a_text_and_each_leads_to_the_next(
    sample: File,
) -> None:
    names = ["Body Text", "heading 1", "List Lead-in", "List Bullet", "Key Message", "caption"]
    ranks = [int(sample.style(one).find(W + "uiPriority").get(VAL)) for one in names]  # type: ignore[union-attr]
    assert ranks == sorted(set(ranks))
    following = {
        "heading 1": "BodyText", "List Lead-in": "ListBullet", "Box Title": "KeyMessage",
        "Key Figure": "KeyFigureUnit", "caption": "Figure", "Quote": "Attribution",
    }  # fmt: skip
    for name, expected in following.items():
        assert sample.style(name).find(W + "next").get(VAL) == expected, name  # type: ignore[union-attr]


def test_sizes_that_a_theme_sets_stand_in_a_style_of_its_name() -> None:
    css = ".small li { font-size: .8rem; --word-style: 'Small Print' }"
    file = page("<section><ul class='small'><li>Text</li></ul></section>", css)
    assert file.style("Small Print").find(f"{W}rPr/{W}sz") is not None
    assert list(file.root().iter(W + "sz")) == []


# ----------------------------------------------------------------- drafts


def test_a_draft_says_so_behind_the_text_in_every_head() -> None:
    file = page("<section><p>Text</p></section>", attributes='data-watermark="DRAFT"')
    heads = [data for name, data in file.parts.items() if name.startswith("word/header")]
    assert heads
    for head in heads:
        assert b'string="DRAFT"' in head
        assert b"rotation:308" in head
    assert b"DRAFT" not in file.parts["word/document.xml"]


def test_only_a_draft_has_a_watermark(sample: File) -> None:
    heads = [data for name, data in sample.parts.items() if name.startswith("word/header")]
    assert heads
    assert not any(b"textpath" in head for head in heads)


def test_the_pdf_of_a_draft_has_the_word_as_an_artifact() -> None:
    import pypdfium2

    from briefwright.pdf.read import read
    from briefwright.pdf.write import write as write_pdf

    html = (
        f"<html lang='en'>{HEAD}<body data-watermark='DRAFT'><section><p>Text</p></section></body>"
    )
    data = write_pdf(arrange(html, sample_assets()))
    assert [mark.text for mark in read(data).body] == ["Text"]
    document = pypdfium2.PdfDocument(data)
    shown = document[0].get_textpage().get_text_bounded()
    document.close()
    assert "DRAFT" in "".join(shown.split())


def test_heads_repeat_what_they_have_room_for_of_a_long_heading() -> None:
    heading = '<h2 id="one" data-running="A heading…">A heading that goes on</h2><p>Text</p>'
    body = f"<section>{heading}</section><section><h2>Short</h2>{'<p>Text</p>' * 60}</section>"
    file = page(body, attributes='data-running="A page"')
    marked = [
        "".join(run.itertext()) for run in file.root().iter(W + "r")
        if (style := run.find(f"{W}rPr/{W}rStyle")) is not None
        and style.get(VAL) == "RunningTitle"
    ]  # fmt: skip
    assert marked == ["A heading", "Short"]
    assert "A heading that goes on" in "".join(file.root().itertext())
    fields = "".join(text for name, part in file.parts.items() if "header" in name
                     for text in etree.fromstring(part).itertext())  # fmt: skip
    assert 'STYLEREF "Running Title"' in fields
