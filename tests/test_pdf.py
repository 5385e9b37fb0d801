"""Layout → PDF → Marks, on the page that has every role; the file itself, read by other eyes."""

import hashlib
import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from sample_page import sample_assets, sample_html

from briefwright.document.assets import Asset, Assets
from briefwright.document.marks import Mark, Marks, normalise, numbers, read_html
from briefwright.layout import Layout, arrange
from briefwright.pdf import read, write

HOME = Path(__file__).parent.parent
LONG = "A text that goes on and on, so that a page ends somewhere in it. " * 60


@pytest.fixture(scope="module")
def layout() -> Layout:
    return arrange(sample_html(), sample_assets())


@pytest.fixture(scope="module")
def pdf(layout: Layout) -> bytes:
    return write.write(layout)


@pytest.fixture(scope="module")
def marks(pdf: bytes) -> Marks:
    return read.read(pdf)


@pytest.fixture
def opened(pdf: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        yield document


def made(html: str, assets: Assets | None = None) -> bytes:
    return write.write(arrange(html, assets or sample_assets()))


def page_with(body: str) -> str:
    head, _, rest = sample_html().partition('<p data-at="lists/text-1.text">')
    return f"{head}{body}<p>{rest}"


def changed(pdf: bytes, change: Callable[[pikepdf.Pdf], None]) -> Marks:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        change(document)
        stream = io.BytesIO()
        document.save(stream)
    return read.read(stream.getvalue())


def append(document: pikepdf.Pdf, operators: bytes) -> None:
    page = document.pages[0]
    page.contents_add(document.make_stream(operators))


def elements(document: pikepdf.Pdf, kind: str) -> list[pikepdf.Object]:
    def walk(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
        if str(element.S) == f"/{kind}":
            yield element
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield from walk(kid)

    return list(walk(document.Root.StructTreeRoot.K))


def said(marks: tuple[Mark, ...]) -> list[tuple[str, str, tuple[str, ...]]]:
    """Marks → what must agree; an entry of the contents has its page number in the PDF only."""
    return [
        (mark.kind, normalise(mark.text).rstrip("0123456789"), ())
        if mark.kind == "entry"
        else (mark.kind, normalise(mark.text), numbers(mark.text))
        for mark in marks
    ]


# What is read back


def test_the_pdf_says_what_the_page_says_in_the_same_order(marks: Marks) -> None:
    expected = read_html(sample_html())
    assert len(expected.body) > 50
    assert said(marks.body) == said(expected.body)
    assert said(marks.notes) == said(expected.notes)
    assert said(marks.alts) == said(expected.alts)


def test_every_leaf_knows_its_page(marks: Marks, layout: Layout, pdf: bytes) -> None:
    pages = [mark.page for mark in marks.body]
    assert pages == sorted(pages)
    assert set(pages) == set(range(1, read.count_pages(pdf) + 1))
    assert read.count_pages(pdf) == layout.pages


def test_text_is_read_with_its_spaces(marks: Marks) -> None:
    texts = [mark.text for mark in marks.body]
    assert "The first message, with 1,410 warheads." in texts
    assert "1,410 nuclear warheads early 1990s" in texts
    assert any(
        text.startswith("Running text with stress, strength, a link, a note1 and") for text in texts
    )


def test_an_entry_of_the_contents_has_its_page_number_and_no_dots(marks: Marks) -> None:
    entries = [mark.text for mark in marks.body if mark.kind == "entry"]
    assert [entry.rpartition(" ")[0] for entry in entries] == ["Lists", "A part", "Figures"]
    assert all(entry.rpartition(" ")[2].isdecimal() for entry in entries)


def test_an_ordered_item_begins_with_its_number_and_a_bullet_is_no_text(marks: Marks) -> None:
    items = [mark.text for mark in marks.body if mark.kind == "item"]
    assert {"1. One", "2. Two", "1. A source with its title, 2024.", "An inner item."} <= set(items)


def test_a_footnote_is_no_part_of_its_paragraph_but_its_number_is(marks: Marks) -> None:
    assert [mark.text for mark in marks.notes] == ["2 A note at the foot, with stress."]
    assert "A foot2 and its text." in [mark.text for mark in marks.body]


def test_a_running_head_is_no_content(marks: Marks) -> None:
    assert not [mark for mark in marks.body if mark.text in ("Sample", "1 / 4")]


def test_a_leaf_that_a_page_end_cuts_comes_back_whole() -> None:
    body = f"<p>{LONG}</p><ul><li>{LONG}</li></ul>"
    table = (
        '<figure><table><thead><tr><th scope="col">Head</th></tr></thead>'
        f"<tbody><tr><td>{LONG}</td></tr></tbody></table></figure>"
    )
    loose = Asset("loose.css", b"figure, tr { break-inside: auto }", "text/css")
    found = read.read(made(page_with(body + table), Assets((*sample_assets(), loose))))
    whole = [mark.kind for mark in found.body if normalise(mark.text) == normalise(LONG)]
    assert whole == ["paragraph", "item", "cell"]
    assert [mark.text for mark in found.body].count("Head") == 1


def test_a_picture_without_words_is_found_where_it_stands() -> None:
    html = sample_html().replace(
        '<h1 data-role="title"', '<img src="images/square.png" alt=""><h1 data-role="title"'
    )
    found = read.read(made(html))
    assert [mark.kind for mark in found.body[:3]] == ["paragraph", "figure", "heading"]
    assert [mark.text for mark in found.alts] == ["A blue square"]


def test_a_drawing_is_a_figure_and_the_letters_in_it_are_no_text() -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="40">'
        '<path d="M0 0h90v40z"/><text y="20">157</text></svg>'
    )
    drawing = Asset("images/chart.svg", svg.encode(), "image/svg+xml", 90, 40)
    html = sample_html().replace("images/square.png", "images/chart.svg")
    found = read.read(made(html, Assets((*sample_assets(), drawing))))
    assert [mark.kind for mark in found.body].count("figure") == 1
    assert "157" not in [mark.text for mark in found.body]


# What must not go unseen


def test_text_that_no_structure_reaches_is_reported(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        name = next(iter(document.pages[0].Resources.Font.keys())).encode()
    slipped = b"BT " + name + b" 12 Tf 1 0 0 1 80 60 Tm <00010002> Tj ET"
    before = read.read(pdf)
    found = changed(pdf, lambda document: append(document, slipped))
    assert len(found.body) == len(before.body) + 1


def test_marked_text_that_no_structure_element_holds_is_reported(pdf: bytes) -> None:
    def forget(document: pikepdf.Pdf) -> None:
        paragraph = elements(document, "P")[0]
        holder = paragraph.P
        holder.K = pikepdf.Array([kid for kid in holder.K if kid.objgen != paragraph.objgen])
        nums = document.Root.StructTreeRoot.ParentTree.Nums
        nums[1] = pikepdf.Array([None, *list(nums[1])[1:]])

    found = changed(pdf, forget)
    assert found.body[0].kind == "heading"
    assert "BRIEFING · SAMPLES" in [mark.text for mark in found.body]


def test_invisible_text_is_not_there(pdf: bytes) -> None:
    def hide(document: pikepdf.Pdf) -> None:
        stream = document.pages[0].Contents
        stream.write(stream.read_bytes().replace(b"BT", b"BT 3 Tr"))

    first = changed(pdf, hide).body[0]
    assert (first.page, first.text) == (2, read_first_of_page(pdf, 2))


def read_first_of_page(pdf: bytes, page: int) -> str:
    return next(mark.text for mark in read.read(pdf).body if mark.page == page)


def test_a_figure_in_which_nothing_is_drawn_is_no_figure(pdf: bytes) -> None:
    def rub_out(document: pikepdf.Pdf) -> None:
        for page in document.pages:
            operators = [
                instruction
                for instruction in pikepdf.parse_content_stream(page)
                if str(instruction.operator) != "Do"
            ]
            page.Contents = document.make_stream(pikepdf.unparse_content_stream(operators))

    found = changed(pdf, rub_out)
    assert not [mark for mark in found.body if mark.kind == "figure"]


def test_a_figure_without_words_for_those_who_cannot_see_it_has_no_alt(pdf: bytes) -> None:
    def silence(document: pikepdf.Pdf) -> None:
        del elements(document, "Figure")[0].Alt

    found = changed(pdf, silence)
    assert not found.alts
    assert [mark for mark in found.body if mark.kind == "figure"]


# The file


def test_the_same_layout_gives_the_same_bytes(layout: Layout, pdf: bytes) -> None:
    assert write.write(layout) == pdf


def test_the_same_page_gives_the_same_bytes_on_another_day(
    pdf: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.time", lambda: 4e9)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "12345")
    assert made(sample_html()) == pdf


def test_the_same_page_gives_the_same_bytes_in_another_process_zone_and_folder(
    pdf: bytes, tmp_path: Path
) -> None:
    program = (
        "import hashlib, sample_page\n"
        "from briefwright.layout import arrange\n"
        "from briefwright.pdf.write import write\n"
        "layout = arrange(sample_page.sample_html(), sample_page.sample_assets())\n"
        "print(hashlib.sha256(write(layout)).hexdigest())"
    )
    paths = os.pathsep.join([str(HOME), str(HOME / "tests")])
    strange = {"PYTHONHASHSEED": "77", "TZ": "Asia/Almaty", "LC_ALL": "C", "PYTHONPATH": paths}
    done = subprocess.run(
        [sys.executable, "-c", program], env=os.environ | strange, cwd=tmp_path,
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    assert done.stdout.strip() == hashlib.sha256(pdf).hexdigest()


def test_title_author_subject_keywords_and_dates_are_those_of_the_page(opened: pikepdf.Pdf) -> None:
    told = {key: str(value) for key, value in opened.docinfo.items()}
    assert told.pop("/Producer").startswith("WeasyPrint")
    assert told == {
        "/Title": "A sample of everything",
        "/Author": "The sampling unit",
        "/Subject": "Every role once",
        "/Keywords": "sample, roles",
        "/Creator": "Briefwright",
        "/CreationDate": "D:20240921",
        "/ModDate": "D:20240921",
    }


def test_both_places_for_metadata_agree(opened: pikepdf.Pdf) -> None:
    told = opened.docinfo
    with opened.open_metadata() as xmp:
        assert xmp["dc:title"] == str(told.Title)
        assert xmp["dc:creator"] == [str(told.Author)]
        assert xmp["dc:description"] == str(told.Subject)
        assert xmp["pdf:Keywords"] == str(told.Keywords)
        assert xmp["xmp:CreatorTool"] == str(told.Creator)
        assert xmp["xmp:CreateDate"].replace("-", "") == str(told.CreationDate)[2:]
        assert xmp["xmp:ModifyDate"].replace("-", "") == str(told.ModDate)[2:]
        assert xmp["pdfuaid:part"] == "1"


def test_the_outline_has_the_title_and_every_heading(pdf: bytes) -> None:
    document = pypdfium2.PdfDocument(pdf)
    outline = [(entry.level, entry.get_title()) for entry in document.get_toc()]
    document.close()
    assert outline == [
        (0, "A sample of everything"),
        (1, "Lists"),
        (2, "A part"),
        (3, "A detail"),
        (1, "Figures"),
        (1, "Sideways"),
        (1, "Sources"),
    ]


def test_the_file_is_tagged_and_says_its_language_and_title(opened: pikepdf.Pdf) -> None:
    root = opened.Root
    assert (root.MarkInfo.Marked, str(root.Lang)) == (True, "en")
    assert root.ViewerPreferences.DisplayDocTitle
    assert all(page.Tabs == pikepdf.Name.S for page in opened.pages)


def test_no_folder_and_no_host_of_the_machine_gets_into_the_file(opened: pikepdf.Pdf) -> None:
    links = [
        str(note.A.URI) for page in opened.pages for note in page.get("/Annots", []) if "/A" in note
    ]
    assert links == ["https://example.org/"]
    stream = io.BytesIO()
    opened.save(stream, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert b"briefing.invalid" not in stream.getvalue()
    assert str(HOME).encode() not in stream.getvalue()


def test_running_heads_and_leader_dots_are_artifacts(opened: pikepdf.Pdf) -> None:
    stream = opened.pages[0].Contents.read_bytes()
    assert stream.count(b"/Artifact <</Type /Pagination>> BDC") == 2
    assert stream.count(b"/Artifact <</Type /Layout /Repeated 1>> BDC") > 100


def test_every_piece_of_marked_content_belongs_to_the_element_that_holds_it(
    opened: pikepdf.Pdf,
) -> None:
    nums = opened.Root.StructTreeRoot.ParentTree.Nums
    by_number = dict(zip(map(int, list(nums)[::2]), list(nums)[1::2], strict=True))
    pages = [by_number[page.StructParents] for page in opened.pages]
    assert sum(len(owners) for owners in pages) > 60
    for page, owners in zip(opened.pages, pages, strict=True):
        stream = page.Contents.read_bytes()
        for mcid, owner in enumerate(owners):
            assert (f"<</MCID {mcid}>>".encode() in stream) == (owner is not None)


def test_every_link_can_be_clicked(opened: pikepdf.Pdf) -> None:
    links = [link for page in opened.pages for link in page.get("/Annots", ())]
    assert len(links) > 5
    heights = [abs(float(link.Rect[3]) - float(link.Rect[1])) for link in links]
    assert min(heights) > 5


def test_a_link_says_where_it_leads_and_is_printed(opened: pikepdf.Pdf) -> None:
    links = [note for page in opened.pages for note in page.get("/Annots", [])]
    assert [str(link.Contents) for link in links] == [
        *("Lists", "A part", "Figures", "link", "1", "Table 1", "Figure 1"),
    ]
    assert {int(link.F) for link in links} == {4}


def test_a_list_says_how_it_is_numbered(opened: pikepdf.Pdf) -> None:
    kinds = [str(element.A.ListNumbering) for element in elements(opened, "L")]
    assert kinds == ["/None", "/Disc", "/Disc", "/Decimal", "/Decimal", "/Decimal"]


def test_a_heading_cell_says_what_it_heads(opened: pikepdf.Pdf) -> None:
    scopes = [str(element.A.Scope) for element in elements(opened, "TH")]
    assert scopes == ["/Column", "/Column", "/Row", "/Row"]


def test_words_in_another_language_say_so(opened: pikepdf.Pdf) -> None:
    assert [str(element.Lang) for element in elements(opened, "Span")] == ["fr"]


def test_a_note_stands_in_its_paragraph_and_can_be_found_by_its_name(opened: pikepdf.Pdf) -> None:
    (note,) = elements(opened, "Note")
    assert note.P.S == pikepdf.Name.P
    names = opened.Root.StructTreeRoot.IDTree.Names
    by_name = dict(zip(map(str, list(names)[::2]), list(names)[1::2], strict=True))
    assert by_name[str(note.ID)].objgen == note.objgen


def test_a_figure_has_its_words_and_the_place_where_it_is_drawn(
    opened: pikepdf.Pdf, pdf: bytes
) -> None:
    (figure,) = elements(opened, "Figure")
    assert str(figure.Alt) == "A blue square"
    document = pypdfium2.PdfDocument(pdf)
    (image,) = [
        item.get_bounds()
        for page in document
        for item in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
    ]
    assert [float(side) for side in figure.A.BBox] == pytest.approx(image, abs=0.1)
