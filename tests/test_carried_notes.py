"""A note without room on the page of its call: once on the next, however often that is made."""

import pytest
import weasyprint

from briefwright.layout import patches

PAGE = """
<style>
  @page {{ size: 300px 300px; margin: 20px }}
  body {{ font: 12px/15px sans-serif }} p {{ margin: 0; orphans: 1; widows: 1 }}
  span {{ float: footnote }} a::after {{ content: target-counter(attr(href), page) }}
</style>
<a href="#end">The end is on page </a>
{lines}<p>A call.<span>The note. It has so many words that it takes more than a line.</span></p>
{rest}<a href="#end">It is on page </a>{rest}<p id="end">The end.</p>
"""


@pytest.mark.parametrize("lines", range(12, 17))
def test_a_note_stands_once_though_pages_are_made_again(lines: int) -> None:
    html = PAGE.format(lines="<p>Line.</p>" * lines, rest="<p>Rest.</p>" * 40)
    with patches.carry_notes():
        document = weasyprint.HTML(string=html).render()
    texts = [
        box.text
        for page in document.pages
        for box in page._page_box.descendants()
        if "The note." in getattr(box, "text", "")
    ]
    assert len(texts) == 1
