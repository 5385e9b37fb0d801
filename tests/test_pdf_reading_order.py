"""The structure tree as those hear it who can't see the page: whole, in order, without noise."""

from __future__ import annotations

import io
from functools import cache
from typing import TYPE_CHECKING

import pikepdf
import pytest
from conftest import AUDIENCES
from sample_builds import Builds
from sample_chart import chart_assets, sample_charts
from sample_page import sample_assets, sample_html
from sample_reading import elements, kids, printed, read_tree

from briefwright.document.assets import Asset, Assets
from briefwright.document.marks import normalise
from briefwright.layout import STANDARDS, arrange
from briefwright.pdf.write import write

if TYPE_CHECKING:
    from briefwright.pipeline import Build

LONG = "A text that goes on and on, so that a page ends somewhere in it. " * 60
ITEMS = "".join(f"<li>{LONG}</li>" for _ in range(3))
ROWS = "".join(f'<tr><th scope="row">Row</th><td>{LONG}</td></tr>' for _ in range(3))
CUT = (
    f"<p>{LONG}</p><ul>{ITEMS}</ul><figure><figcaption>Cut</figcaption><table><thead><tr>"
    f'<th scope="col">Head</th><th scope="col">Text</th></tr></thead><tbody>{ROWS}</tbody></table>'
    "</figure>"
)
LOOSE = Asset("loose.css", b"figure, tr { break-inside: auto }", "text/css")


def with_body(body: str) -> str:
    head, _, _ = sample_html().partition('<section data-at="lists"')
    return f'{head}<section id="cut"><h2 id="h-lists">Cut</h2>{body}</section></body></html>'


def without_contents(html: str) -> str:
    before, _, rest = html.partition("<nav")
    return before + rest.partition("</nav>")[2]


def make(html: str, standard: str = "a-3a", assets: Assets | None = None) -> bytes:
    """A page, a standard and the page's files, if not the usual ones → its PDF."""
    page = html.replace("</head>", f'<meta name="pdf" content="{standard}"></head>')
    return write(arrange(page, assets or Assets((*sample_assets(), LOOSE))))


made = cache(make)


@pytest.fixture(scope="module", params=list(STANDARDS))
def standard(request: pytest.FixtureRequest) -> str:
    return str(request.param)


# Read from beginning to end


def test_the_sample_page_is_read_in_its_order(standard: str) -> None:
    said = normalise(read_tree(made(sample_html(), standard)))
    assert said == normalise(printed(sample_html()))
    assert "a note at the foot" in read_tree(made(sample_html(), standard)).casefold()


def test_charts_are_read_as_their_words_and_never_as_their_letters(standard: str) -> None:
    data = made(sample_charts(), standard, chart_assets())
    assert normalise(read_tree(data)) == normalise(printed(sample_charts()))


def test_what_pages_cut_is_read_without_a_break(standard: str) -> None:
    html = without_contents(with_body(CUT))
    assert normalise(read_tree(made(html, standard))) == normalise(printed(html))


def test_the_first_briefing_is_read_in_its_order(built: Build) -> None:
    said = normalise(read_tree(built.outputs["pdf"]))
    assert len(said) > 10_000
    assert said == normalise(printed(built.html))


@pytest.mark.parametrize("name", AUDIENCES)
def test_every_block_is_read_in_its_order(specimens: Builds, name: str) -> None:
    said = normalise(read_tree(specimens[name].outputs["pdf"]))
    assert said == normalise(printed(specimens[name].html))
    alts = [mark.text for mark in specimens[name].edition.marks().alts]
    assert len(alts) > 5
    assert all(normalise(alt) in said for alt in alts)


# The tree


def test_what_pages_cut_is_one_thing_in_the_tree(standard: str) -> None:
    html = without_contents(with_body(CUT))
    with pikepdf.open(io.BytesIO(made(html, standard))) as pdf:
        assert len(pdf.pages) > 4
        counts = {
            kind: len(elements(pdf, kind)) for kind in ("Sect", "Table", "THead", "TBody", "TR")
        }
        assert counts == {"Sect": 1, "Table": 1, "THead": 1, "TBody": 1, "TR": 4}
        lists = [found for found in elements(pdf, "L") if len(kids(found)) == 3]
        assert len(lists) == 1


def test_a_caption_is_part_of_its_figure_or_table(standard: str) -> None:
    with pikepdf.open(io.BytesIO(made(sample_html(), standard))) as pdf:
        holders = [str(caption.P.S) for caption in elements(pdf, "Caption")]
        firsts = [kids(caption.P)[0].objgen for caption in elements(pdf, "Caption")]
        assert holders == ["/Figure", "/Table"]
        assert firsts == [caption.objgen for caption in elements(pdf, "Caption")]


def test_a_chart_is_one_drawing_with_its_caption_and_nothing_else(standard: str) -> None:
    with pikepdf.open(io.BytesIO(made(sample_charts(), standard, chart_assets()))) as pdf:
        figures = elements(pdf, "Figure")
        assert len(figures) == 2
        for figure in figures:
            caption, drawing = kids(figure)
            assert caption.S == "/Caption"
            assert isinstance(drawing, int)
            assert figure.Alt
            assert figure.AF[0].AFRelationship == "/Data"


def test_a_cell_names_the_cells_that_head_it(standard: str) -> None:
    with pikepdf.open(io.BytesIO(made(sample_html(), standard))) as pdf:
        named = dict(zip(*[iter(pdf.Root.StructTreeRoot.IDTree.Names)] * 2, strict=True))
        heads = {bytes(head.ID): head for head in elements(pdf, "TH")}
        assert set(heads) <= {bytes(name) for name in named}
        texts = [[str(name) for name in cell.A.Headers] for cell in elements(pdf, "TD")]
        columns = [str(head.ID) for head in heads.values() if head.A.Scope == "/Column"]
        rows = [str(head.ID) for head in heads.values() if head.A.Scope == "/Row"]
        assert texts == [[columns[1], rows[0]], [columns[1], rows[1]]]


def test_words_in_another_language_say_so_wherever_they_are() -> None:
    html = sample_html().replace('<p data-at="box.callout.1">', '<p lang="fr" data-at="x">')
    html = html.replace('<td data-at="numbers.rows.1.2">', '<td lang="kk" data-at="y">')
    html = html.replace('<section data-at="nested"', '<section lang="ru" data-at="nested"')
    with pikepdf.open(io.BytesIO(made(html))) as pdf:
        spoken = [
            (str(found.S), str(found.Lang))
            for found in elements(pdf, "P", "TD", "Sect", "Span")
            if "/Lang" in found
        ]
    assert spoken == [("/Span", "fr"), ("/Sect", "ru"), ("/P", "fr"), ("/TD", "kk")]


def test_a_call_is_a_reference_and_its_note_comes_behind_it(standard: str) -> None:
    with pikepdf.open(io.BytesIO(made(sample_html(), standard))) as pdf:
        (note,) = elements(pdf, "Note", "FENote")
        beside = [str(kid.S) for kid in kids(note.P) if isinstance(kid, pikepdf.Dictionary)]
        assert beside == ["/Reference", str(note.S)]
        inside = [str(found.P.S) for found in elements(pdf, "Link")]
        assert inside.count("/Reference") == 6  # three entries, a call, two references
        assert inside.count("/P") == 1


def test_pdf_2_ties_calls_notes_entries_and_links_to_what_they_lead_to() -> None:
    with pikepdf.open(io.BytesIO(made(sample_html(), "a-4f"))) as pdf:
        (note,) = elements(pdf, "FENote")
        (call,) = [one for one in elements(pdf, "Reference") if one.P.objgen == note.P.objgen]
        assert [one.objgen for one in call.Ref] == [note.objgen]
        assert [one.objgen for one in note.Ref] == [call.objgen]
        entries = [one for one in elements(pdf, "Reference") if one.P.S == "/TOCI"]
        assert [str(one.Ref[0].S) for one in entries] == ["/H2", "/H3", "/H2"]
        links = [note for page in pdf.pages for note in page.obj.get("/Annots", ())]
        led = [str(link.A.SD[0].S) for link in links if link.A.S == "/GoTo"]
        assert led == ["/H2", "/H3", "/H2", "/LI", "/Div", "/Div"]


def test_the_outline_of_pdf_2_leads_to_its_headings() -> None:
    with pikepdf.open(io.BytesIO(made(sample_html(), "a-4f"))) as pdf:
        title = pdf.Root.Outlines.First
        assert str(title.A.SD[0].S) == "/H1"
        assert str(title.First.A.SD[0].S) == "/H2"
        assert str(title.First.First.A.SD[0].S) == "/H3"


def test_pdf_2_has_no_old_place_for_metadata() -> None:
    with pikepdf.open(io.BytesIO(made(sample_html(), "a-4f"))) as pdf:
        assert "/Info" not in pdf.trailer
        with pdf.open_metadata() as said:
            assert said["dc:title"] == "A sample of everything"
            assert said["xmp:ModifyDate"] == "2024-09-21"
        assert {str(file.EF.F.Params.ModDate) for file in pdf.Root.AF} == {"D:20240921"}


def test_the_same_page_gives_the_same_bytes_in_each_standard(standard: str) -> None:
    assert make(sample_html(), standard) == made(sample_html(), standard)
