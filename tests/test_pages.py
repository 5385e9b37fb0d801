"""Every page of every file, drawn: nothing blank, no text that runs off the paper."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from sample_builds import Builds
from sample_page import sample_assets, sample_html

from briefwright.document.assets import Asset, Assets
from briefwright.layout import arrange
from briefwright.pdf.read_objects import read_objects
from briefwright.pdf.read_text import sort_content
from briefwright.pdf.write import write

if TYPE_CHECKING:
    from briefwright.pipeline import Build

DOTS_PER_POINT = 0.5
MM = 72 / 25.4  # points
LEAST_INK = 20  # pixels darker than paper: less is a speck, no page


def oddities(data: bytes) -> Iterator[str]:
    """A PDF → each page that is blank or has text beyond its edge, in words."""
    document = pypdfium2.PdfDocument(data)
    assert len(document) > 0
    for number, page in enumerate(document, start=1):
        text_page = page.get_textpage()
        if not sort_content(read_objects(page, text_page)).content:
            yield f"page {number} has nothing but running heads"
        grey = page.render(scale=DOTS_PER_POINT).to_pil().convert("L")
        if sum(grey.histogram()[:200]) < LEAST_INK:
            yield f"page {number} is white"
        width, height = page.get_size()
        # What stands in a drawing has the drawing's own coordinates, and is cut off at its edges.
        texts = page.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_TEXT], max_depth=1, textpage=text_page)
        for item in texts:
            left, bottom, right, top = item.get_bounds()
            if left < 0 or bottom < 0 or right > width or top > height:
                yield f"page {number} has text that runs off the paper: {item.extract()!r}"
        text_page.close()
        page.close()
    document.close()


def made(css: str = "", html: str = "") -> bytes:
    theme = Asset("house/theme.css", css.encode(), "text/css")
    return write(arrange(html or sample_html(), Assets((*sample_assets(), theme))))


def test_no_page_of_the_sample_is_blank_or_overrun() -> None:
    assert list(oddities(made())) == []


def test_no_page_of_the_first_briefing_is_blank_or_overrun(built: Build) -> None:
    assert list(oddities(built.outputs["pdf"])) == []


def test_no_page_of_the_specimens_is_blank_or_overrun(specimens: Builds) -> None:
    assert len(specimens) > 2
    for build in specimens.values():
        assert list(oddities(build.outputs["pdf"])) == []


def test_every_page_says_its_number_and_the_section_in_force(built: Build) -> None:
    document = pypdfium2.PdfDocument(built.outputs["pdf"])
    starts = [
        (leaf.page, " ".join(leaf.text.split()))
        for leaf in built.account.leaves
        if leaf.kind == "heading" and leaf.at != "briefing.title"
    ]
    assert len(document) == built.pages > 3
    assert len(starts) > 6
    for number, page in enumerate(document, start=1):
        height, text = page.get_height(), page.get_textpage()
        foot = text.get_text_bounded(top=22 * MM)
        head = " ".join(text.get_text_bounded(bottom=height - 22 * MM).split())
        assert f"{number} / {len(document)}" in foot
        if number > 1:
            # The section that the page begins in: the last before it, or one at its very head.
            before = [title for at, title in starts if at < number][-1:]
            here = [title for at, title in starts if at == number][:1]
            assert any(title in head for title in (*before, *here)), (number, head)
        text.close()
        page.close()
    document.close()


def test_an_audience_on_letter_gets_it_in_both_files(specimens: Builds) -> None:
    outputs = specimens["footnotes"].outputs
    document = pypdfium2.PdfDocument(outputs["pdf"])
    assert {page.get_size() for page in document} == {(612, 792), (792, 612)}
    document.close()
    with zipfile.ZipFile(io.BytesIO(outputs["docx"])) as package:
        sizes = re.findall(r"<w:pgSz [^>]*>", package.read("word/document.xml").decode())
    assert {tuple(sorted(re.findall(r'w:[wh]="\d+"', size))) for size in sizes} == {
        ('w:h="15840"', 'w:w="12240"'),
        ('w:h="12240"', 'w:w="15840"'),
    }


def test_a_page_with_nothing_but_running_heads_is_seen() -> None:
    empty = '<section data-role="landscape"></section>'
    html = sample_html().replace("</header>", f"</header>{empty}")
    assert "page 2 has nothing but running heads" in list(oddities(made(html=html)))


def test_a_white_page_is_seen() -> None:
    document = pypdfium2.PdfDocument.new()
    document.new_page(200, 200)
    stream = io.BytesIO()
    document.save(stream)
    document.close()
    assert "page 1 is white" in list(oddities(stream.getvalue()))


@pytest.mark.parametrize("css", ["h1 { margin-left: 150mm }", "p { text-indent: -40mm }"])
def test_text_that_runs_off_the_paper_is_seen(css: str) -> None:
    html = sample_html().replace(">A sample of everything<", ">Donaudampfschifffahrtsgesellschaft<")
    assert any("runs off the paper" in oddity for oddity in oddities(made(css, html)))
