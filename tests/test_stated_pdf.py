"""What a PDF says beside its leaves is what its page says; each change in its bytes is named."""

from functools import cache

import pytest
from sample_page import sample_assets, sample_html
from tampering import lettering, stated, stored
from tampering.foreign import changed

from briefwright.document.marks import read_html
from briefwright.document.page_statements import describe_spot
from briefwright.formats import FORMATS
from briefwright.layout import Layout, arrange, list_page_statements
from briefwright.verify.parity import Account, compare

HEADS = ('data-marking=""', 'data-marking="INTERNAL" data-watermark="DRAFT"')
PROPERTY = '<meta name="briefwright.Audience" content="full">'


@cache
def layout() -> Layout:
    page = sample_html().replace(*HEADS).replace("</head>", f"{PROPERTY}</head>")
    assert HEADS[1] in page
    return arrange(page, sample_assets())


@cache
def made() -> bytes:
    return FORMATS["pdf"].write(layout())


def account(data: bytes) -> Account:
    html = read_html(sample_html())
    return compare(
        html,
        {"markup": html, "pdf": FORMATS["pdf"].read(data)},
        edition="sample",
        statements={"pdf": list_page_statements(layout())},
    )


def codes(data: bytes) -> set[str]:
    assert data != made()
    return {problem.code for problem in account(data).problems}


def test_a_file_that_nobody_touched_says_what_its_page_says() -> None:
    assert account(made()).problems == ()
    assert len(list_page_statements(layout()).said) > 40


@pytest.mark.parametrize("name", stated.PROPERTIES)
def test_another_property_is_named(name: str) -> None:
    assert codes(changed(made(), stated.PROPERTIES[name])) == {"P915"}


@pytest.mark.parametrize("name", stated.WAYS)
def test_another_way_through_the_document_is_named(name: str) -> None:
    assert "P915" in codes(changed(made(), stated.WAYS[name]))


@pytest.mark.parametrize("name", stated.PAGES)
def test_another_page_is_named(name: str) -> None:
    assert "P915" in codes(changed(made(), stated.PAGES[name]))


@pytest.mark.parametrize("how", stated.RUNS)
@pytest.mark.parametrize("page", [0, 2])
def test_another_head_or_foot_is_named(page: int, how: str) -> None:
    runs = [run for at, run in stated.list_runs(made()) if at == page]
    assert len(runs) > 3
    for run in runs:
        assert "P915" in codes(stated.change_run(made(), page, run, stated.RUNS[how])), run


@pytest.mark.parametrize("name", stored.CELLS)
def test_another_cell_of_an_attached_file_is_named(name: str) -> None:
    assert "P915" in codes(changed(made(), stored.CELLS[name]))


@pytest.mark.parametrize("name", stored.FILES)
def test_another_attached_file_is_named(name: str) -> None:
    assert "P915" in codes(changed(made(), stored.FILES[name]))


@pytest.mark.parametrize("name", stored.STRUCTURE)
def test_another_structure_is_named(name: str) -> None:
    assert "P915" in codes(changed(made(), stored.STRUCTURE[name]))


@pytest.mark.parametrize("name", stored.WAYS_BACK)
def test_content_that_belongs_elsewhere_is_named(name: str) -> None:
    assert "P915" in codes(changed(made(), stored.WAYS_BACK[name]))


@pytest.mark.parametrize("name", stored.PICTURES)
def test_another_picture_is_named(name: str) -> None:
    assert codes(changed(made(), stored.PICTURES[name])) == {"P915"}


@pytest.mark.parametrize("name", lettering.LETTERS)
def test_letters_that_look_like_others_are_named(name: str) -> None:
    assert "P914" in codes(changed(made(), lettering.LETTERS[name]))


@pytest.mark.parametrize("name", lettering.FONTS)
def test_another_font_is_named(name: str) -> None:
    assert codes(changed(made(), lettering.FONTS[name])) & {"P904", "P914"}


@pytest.mark.parametrize("right", [0.2, 2, 9, 30])
def test_a_head_foot_or_watermark_drawn_over_itself_is_named(right: float) -> None:
    def twice(run: bytes) -> bytes:
        return run + b"\nq 1 0 0 1 %f 1 cm\n" % right + run + b"\nQ"

    runs = stated.list_runs(made())
    assert len(runs) > 9
    for page, run in runs:
        if page == 1:
            found = codes(stated.change_run(made(), page, run, twice))
            assert found & {"P913", "P915"}, run


def test_a_picture_of_the_same_packed_otherwise_is_named() -> None:
    assert codes(changed(made(), stored.draw_as_jpeg)) == {"P915"}


def test_a_difference_is_named_with_both_words() -> None:
    spoilt = changed(made(), stated.PROPERTIES["another title in both"])
    (problem,) = account(spoilt).problems
    assert problem.message.startswith(
        "In the PDF of sample, a title says “Something else” where it should say "
        "“A sample of everything”."
    )


def test_a_place_half_way_between_two_tenths_is_said_alike_with_few_and_with_many_digits() -> None:
    assert describe_spot(2, 85.05, 626.85) == describe_spot(2, 85.0499999, 626.8499999)
