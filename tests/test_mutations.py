"""One thing is taken out of finished bytes, changed or moved: each time the account names it.

The page and both files are made once; `tampering` spoils them without rendering anything anew.
"""

from collections.abc import Callable
from functools import cache

import pytest
import tampering.docx
import tampering.markup
import tampering.pdf
from sample_chart import chart_assets, sample_charts
from sample_page import sample_assets, sample_html

from briefwright.document.marks import Marks, read_html
from briefwright.formats import FORMATS
from briefwright.layout import Layout, arrange
from briefwright.verify.parity import Account, compare

Tamper = Callable[[bytes], bytes]
Found = tuple[str, str]  # a code and an address
CLOSED = {("P914", "")}  # what nothing refers to any more; see test_word_closed

# What was spoilt → what must be found wrong.
EXPECTED: dict[str, set[Found]] = {
    "list_item": {("P901", "lists/list-1.items.2")},
    "figure": {("P901", "square.image")},
    "digit": {("P905", "messages.1")},
    "caption": {("P901", "square.caption")},
    "alt_text": {("P901", "square.image")},
    "note": {("P901", "note.2")},
    "sections": {("P903", "figures.section")},
}
# A footnote leaves the HTML with the number of its call; a PDF is read page by page, and on the
# page where the second section begins the end of the first is what stands in another place.
DIFFERENT: dict[tuple[str, str], set[Found]] = {
    ("markup", "note"): {("P901", "note.2"), ("P905", "nested/text-1.text")},
    ("pdf", "sections"): {("P903", "box.title")},
    # A picture that is in the file and nowhere drawn is foreign to it, too.
    ("pdf", "figure"): {("P901", "square.image"), ("P914", "")},
}


@cache
def layout() -> Layout:
    return arrange(sample_html(), sample_assets())


@cache
def made(format_: str) -> bytes:
    return sample_html().encode() if format_ == "markup" else FORMATS[format_].write(layout())


@cache
def read(format_: str, data: bytes) -> Marks:
    return read_html(data.decode()) if format_ == "markup" else FORMATS[format_].read(data)


def account(format_: str, data: bytes) -> Account:
    """The account of the sample page and of one format, which somebody may have spoilt."""
    edition = read("markup", made("markup"))
    found = {"markup": edition, format_: read(format_, data)}
    return compare(edition, found, edition="sample, en")


@pytest.mark.parametrize("format_", ["markup", "pdf", "docx"])
def test_files_that_nobody_touched_have_no_problem(format_: str) -> None:
    found = account(format_, made(format_))
    assert found.problems == ()
    assert found.count_found(format_).figures == 1
    assert found.count_found(format_).tables == 1
    assert found.count_found(format_).notes == 1
    assert found.count_found(format_).texts > 50


@pytest.mark.parametrize("spoil", EXPECTED)
@pytest.mark.parametrize("format_", ["markup", "pdf", "docx"])
def test_what_is_missing_changed_or_moved_is_named(format_: str, spoil: str) -> None:
    tamper: Tamper = getattr(getattr(tampering, format_), spoil)
    spoilt = tamper(made(format_))
    assert spoilt != made(format_)
    problems = account(format_, spoilt).problems
    found = {(problem.code, problem.at) for problem in problems}
    if format_ == "docx":
        found -= CLOSED
    assert found == DIFFERENT.get((format_, spoil), EXPECTED[spoil])


# ----------------------------------------------------------------- the numbers of charts

ROWS = ("missions.data.1.1", "missions.data.2.1", "missions.data.3.1")

# What was spoilt in one of a chart's two halves, or in its file → what must be found wrong.
CHARTS: dict[tuple[str, str], set[Found]] = {
    ("markup", "data_number"): {("P905", ROWS[0])},
    ("markup", "data_row"): {("P901", ROWS[1])},
    ("markup", "data_rows"): {("P903", ROWS[0])},
    ("pdf", "attached_number"): {("P905", ROWS[0])},
    ("pdf", "attached_row"): {("P901", ROWS[1])},
    ("pdf", "attached_rows"): {("P903", ROWS[0])},
    ("pdf", "attached_file"): {("P901", row) for row in ROWS},
    ("docx", "chart_number"): {("P905", ROWS[0])},
    ("docx", "chart_row"): {("P904", ROWS[1])},
    ("docx", "chart_rows"): {("P904", row) for row in ROWS[:2]},
    ("docx", "workbook_number"): {("P905", ROWS[0])},
    ("docx", "workbook_row"): {("P904", ROWS[1])},
    ("docx", "workbook_rows"): {("P904", row) for row in ROWS[:2]},
    ("docx", "rows_of_both"): {("P903", ROWS[0])},
}


@cache
def charted(format_: str) -> bytes:
    if format_ == "markup":
        return sample_charts().encode()
    return FORMATS[format_].write(arrange(sample_charts(), chart_assets()))


def account_of_charts(format_: str, data: bytes) -> Account:
    edition = read("markup", charted("markup"))
    return compare(edition, {"markup": edition, format_: read(format_, data)}, edition="sample, en")


@pytest.mark.parametrize("format_", ["markup", "pdf", "docx"])
def test_charts_that_nobody_touched_have_no_problem(format_: str) -> None:
    found = account_of_charts(format_, charted(format_))
    assert found.problems == ()
    assert (found.count_found(format_).charts, found.count_found(format_).numbers) == (2, 8)


@pytest.mark.parametrize(("format_", "spoil"), CHARTS, ids=map(" ".join, CHARTS))
def test_a_number_of_a_chart_that_is_missing_changed_or_moved_is_named(
    format_: str, spoil: str
) -> None:
    tamper: Tamper = getattr(getattr(tampering, format_), spoil)
    problems = account_of_charts(format_, tamper(charted(format_))).problems
    assert {(problem.code, problem.at) for problem in problems} - CLOSED == CHARTS[format_, spoil]


def test_a_chart_that_disagrees_with_its_workbook_is_told_with_both_numbers() -> None:
    (problem,) = account_of_charts("docx", tampering.docx.workbook_number(charted("docx"))).problems
    assert (
        "the chart missions says 139 (in its workbook 138) for “UNDOF, national contingent” "
        "where the edition says 139." in problem.message
    )
