"""WeasyPrint's structure tree, cut by page ends, → one tree of the document."""

import dataclasses
from collections.abc import Sequence
from xml.etree.ElementTree import Element, fromstring

from briefwright.pdf.cells import find_headers
from briefwright.pdf.structure import Annotation, Content, Kid, Node, list_content, mend


def node(kind: str, *kids: Kid, source: int = -1, pseudo: str = "") -> Node:
    return Node(kind, kids, source, pseudo)


def on(page: int, mcid: int) -> Content:
    return Content(page, mcid)


def elements(html: str) -> Sequence[Element]:
    return tuple(fromstring(html).iter())


def shape(tree: Node) -> str:
    """A tree → what can be read at a glance: P(0.1 Link(0.2 @0))."""
    kids = " ".join(
        f"{kid.page}.{kid.mcid}"
        if isinstance(kid, Content)
        else f"@{kid.number}"
        if isinstance(kid, Annotation)
        else shape(kid)
        for kid in tree.kids
    )
    return f"{tree.kind}({kids})"


def mended(html: str, *kids: Kid) -> str:
    return shape(mend(node("Document", *kids), elements(html)))


def test_what_means_nothing_gives_way_to_its_content() -> None:
    page = "<section><p>Text <strong>strong</strong></p></section>"
    strong = node("NonStruct", node("Span", on(0, 1)), source=2)
    paragraph = node("P", node("Span", on(0, 0)), strong, source=1)
    tree = node("Sect", paragraph, source=0)
    assert mended(page, tree) == "Document(Sect(P(0.0 0.1)))"


def test_words_in_another_language_keep_their_element() -> None:
    page = '<p>Text <span data-role="lang" lang="fr">mot</span></p>'
    foreign = node("Span", node("Span", on(0, 1)), source=1)
    paragraph = node("P", node("Span", on(0, 0)), foreign, source=0)
    assert mended(page, paragraph) == "Document(P(0.0 Span(0.1)))"


def test_a_paragraph_that_a_page_end_cuts_is_one_paragraph() -> None:
    page = "<section><p>Text</p></section>"
    first = node("Sect", node("P", on(0, 7), source=1), source=0)
    second = node("Sect", node("P", on(1, 0), source=1), source=0)
    assert mended(page, first, second) == "Document(Sect(P(0.7 1.0)))"


def test_two_paragraphs_stay_two() -> None:
    page = "<section><p>One</p><p>Two</p></section>"
    first = node("Sect", node("P", on(0, 0), source=1), source=0)
    second = node("Sect", node("P", on(1, 0), source=2), source=0)
    assert mended(page, first, second) == "Document(Sect(P(0.0) P(1.0)))"


def test_a_row_that_a_page_end_cuts_has_each_cell_once_and_its_head_is_not_read_twice() -> None:
    page = "<table><thead><tr><th/></tr></thead><tbody><tr><td/><td/></tr></tbody></table>"

    def part(page_number: int) -> Node:
        head = node(
            "THead", node("TR", node("TH", on(page_number, 0), source=3), source=2), source=1
        )
        cells = (node("TD", on(page_number, 1), source=6), node("TD", on(page_number, 2), source=7))
        return node("Table", head, node("TBody", node("TR", *cells, source=5), source=4), source=0)

    joined = "Document(Table(THead(TR(TH(0.0))) TBody(TR(TD(0.1 1.1) TD(0.2 1.2)))))"
    assert mended(page, part(0), part(1)) == joined


def test_an_empty_cell_keeps_its_place() -> None:
    page = "<table><tbody><tr><td/><td/></tr></tbody></table>"
    row = node("TR", node("TD", source=3), node("TD", on(0, 0), source=4), source=2)
    table = node("Table", node("TBody", row, source=1), source=0)
    assert mended(page, table) == "Document(Table(TBody(TR(TD() TD(0.0)))))"


def test_content_is_never_moved_past_other_content_when_parts_are_joined() -> None:
    page = "<ul><li>One<ul><li>Inner</li></ul></li></ul>"
    body = {"source": 1}
    first = node("L", node("LI", node("LBody", on(0, 0), **body), **body), source=0)
    inner = node("L", node("LI", node("LBody", on(1, 0), source=3), source=3), source=2)
    after = node("LI", node("LBody", on(1, 1), **body), **body)
    second = node("L", inner, after, source=0)
    joined = "Document(L(LI(LBody(0.0)) L(LI(LBody(1.0))) LI(LBody(1.1))))"
    assert mended(page, first, second) == joined


def test_a_footnote_stands_behind_its_call_with_both_its_halves() -> None:
    page = '<p>Text<span data-role="footnote" data-number="1">Note</span>.</p>'
    call = node("NonStruct", node("Span", on(0, 1)), source=1, pseudo="footnote-call")
    marker = node("NonStruct", node("Span", on(0, 3)), source=1, pseudo="footnote-marker")
    paragraph = node("P", node("Span", on(0, 0)), call, node("Span", on(0, 2)), source=0)
    foot = node("NonStruct", node("Span", marker, node("Span", on(0, 4)), source=1))
    rest = node("NonStruct", node("Span", node("Span", on(1, 0)), source=1))
    tied = "Document(P(0.0 Reference(0.1) Note(Lbl(0.3) 0.4 1.0) 0.2))"
    assert mended(page, paragraph, foot, rest) == tied


def test_an_entry_of_the_contents_is_one_and_leader_dots_are_not_read() -> None:
    page = (
        '<nav data-role="contents"><ul data-role="entries"><li data-role="entry"><a href="#x">X</a>'
        '<span data-role="page" data-ref="#x"/></li></ul></nav>'
    )
    dots = node("NonStruct", node("Span", on(0, 1)), source=4, pseudo="leader")
    number = node("NonStruct", dots, node("Span", on(0, 2)), source=4, pseudo="after")
    link = node("Link", Annotation(0), on(0, 0), source=3)
    body = node("LBody", link, node("Span", number, source=4), source=2)
    tree = node("NonStruct", node("L", node("LI", body, source=2), source=1), source=0)
    entry = "Document(Div(TOC(TOCI(Reference(Link(@0 0.0) 0.2)))))"
    assert mended(page, tree) == entry


def test_a_caption_beside_a_table_is_part_of_it() -> None:
    page = "<figure><figcaption/><table/></figure>"
    caption = node("Caption", on(0, 0), source=1)
    table = node("Table", node("TR", source=2), source=2)
    assert mended(page, caption, table) == "Document(Table(Caption(0.0) TR()))"
    assert mended(page, table, caption) == "Document(Table(TR() Caption(0.0)))"


def test_a_caption_beside_a_figure_is_part_of_it_with_what_describes_it() -> None:
    page = "<figure><figcaption/><p/><img alt='A'/></figure>"
    caption = node("Caption", on(0, 0), source=1)
    words = node("P", on(0, 1), source=2)
    figure = node("Figure", on(0, 2), source=3)
    held = "Document(Figure(Caption(0.0 P(0.1)) 0.2))"
    assert mended(page, caption, words, figure) == held
    assert mended(page, figure, caption) == "Document(Figure(0.2 Caption(0.0)))"


def test_a_call_of_a_note_is_a_reference() -> None:
    page = '<p>Text<a data-role="call" href="#n">1</a></p>'
    link = node("Link", Annotation(0), on(0, 1), source=1)
    paragraph = node("P", node("Span", on(0, 0)), link, source=0)
    assert mended(page, paragraph) == "Document(P(0.0 Reference(Link(@0 0.1))))"


def test_headings_of_a_cell_are_those_over_and_before_it() -> None:
    page = (
        '<table><tr><th scope="col"/><th scope="col" colspan="2"/></tr>'
        '<tr><th scope="row" rowspan="2"/><td/><td/></tr><tr><td/><td/></tr></table>'
    )
    rows = (
        node("TR", node("TH", source=2), node("TH", source=3), source=1),
        node("TR", node("TH", source=5), node("TD", source=6), node("TD", source=7), source=4),
        node("TR", node("TD", source=9), node("TD", source=10), source=8),
    )
    heads = (3, 5)
    assert find_headers(node("Table", *rows, source=0), elements(page)) == {
        6: heads, 7: heads, 9: heads, 10: heads,
    }  # fmt: skip


def test_a_decoration_is_no_content() -> None:
    page = '<figure><img alt=""/><img alt="A figure"/></figure>'
    pictures = (node("Figure", on(0, 0), source=1), node("Figure", on(0, 1), source=2))
    assert mended(page, *pictures) == "Document(Figure(0.1))"


def test_all_content_of_a_tree_is_found_at_any_depth() -> None:
    tree = node("Document", node("P", on(0, 0), node("Link", on(1, 2), Annotation(0))))
    assert list(list_content(tree)) == [on(0, 0), on(1, 2)]


def test_mending_leaves_the_drawn_tree_as_it_was() -> None:
    tree = node("Document", node("P", node("Span", on(0, 0)), source=0))
    before = dataclasses.replace(tree)
    mend(tree, elements("<p/>"))
    assert tree == before
