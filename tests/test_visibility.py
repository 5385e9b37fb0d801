"""What nobody can see on a finished page: each way of hiding a text is named, and nothing else."""

from collections.abc import Iterator

import pytest
from pypdfium2 import PdfDocument
from sample_builds import Builds
from tampering import hiding

from briefwright.document.marks import Marks, Unseen, read_html
from briefwright.pdf.read import read
from briefwright.pdf.read_objects import read_objects
from briefwright.pdf.read_visibility import COLLIDES, find_unseen
from briefwright.pipeline import Build
from briefwright.verify.parity import compare

PLACES = 20  # texts of the edition that are hidden, spread over its pages


@pytest.fixture(scope="module")
def pdf(built: Build) -> bytes:
    return built.outputs["pdf"]


def spots(pdf: bytes) -> Iterator[tuple[int, int]]:
    """Some of the texts of a PDF: page and place on it."""
    found = hiding.texts(pdf)
    assert len(found) > PLACES
    yield from found[:: len(found) // PLACES]


def unseen_on(pdf: bytes, index: int) -> list[Unseen]:
    """A PDF and the index of a page → what can't be seen on that page."""
    with PdfDocument(pdf) as document:
        page = document[index]
        return list(find_unseen(page, read_objects(page, page.get_textpage()), index + 1))


@pytest.mark.parametrize("how", hiding.WAYS, ids=lambda how: how.__name__)
def test_a_hidden_text_is_named_wherever_it_stands(pdf: bytes, how: hiding.Hide) -> None:
    survivors = [
        (page, text)
        for page, text in spots(pdf)
        if not unseen_on(hiding.hide(pdf, page, text, how), page)
    ]
    assert survivors == []


def test_a_text_over_another_is_named(pdf: bytes) -> None:
    pairs = [(page, text) for page, text in spots(pdf) if text > 9]
    assert len(pairs) > PLACES // 2
    for page, text in pairs:
        unseen = unseen_on(hiding.lay_over(pdf, page, text, text - 9), page)
        assert COLLIDES in {one.reason for one in unseen}, (page, text)


def test_nothing_is_named_where_everything_can_be_seen(every_edition: Builds) -> None:
    assert len(every_edition) > 10
    assert {name: read(one.outputs["pdf"]).unseen for name, one in every_edition.items()} == (
        dict.fromkeys(every_edition, ())
    )


def test_what_nobody_can_see_is_named(built: Build) -> None:
    """The fault names the leaf, quotes it, and says where it is and why it can't be read."""
    hidden = Unseen("Kazakhstan’s contribution to peace and security", "is white", 1)
    html = read_html(built.html)
    pdf = read(built.outputs["pdf"])
    spoilt = Marks(pdf.body, pdf.notes, pdf.alts, pdf.data, (hidden,))
    account = compare(built.edition.marks(), {"markup": html, "pdf": spoilt}, edition="x-full-en")
    (problem,) = account.problems
    assert (problem.code, problem.at) == ("P913", "briefing.title")
    assert problem.message == (
        "In the PDF of x-full-en, “Kazakhstan’s contribution to peace and security” on page 1, "
        "can't be read: it is white."
    )
    (leaf,) = [leaf for leaf in account.leaves if leaf.at == "briefing.title"]
    assert leaf.status("pdf") == "unseen"
    assert not account.summary().startswith("nothing lost")
