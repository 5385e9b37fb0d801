"""What an edition says against what was printed: lost, doubled, moved, changed, strange."""

import random
import time
from dataclasses import replace

import pytest

from briefwright.document.marks import Mark, Marks, data_mark
from briefwright.problems import CODES, Place
from briefwright.verify.parity import Account, compare
from briefwright.verify.parity.alignment import align
from briefwright.verify.parity.differences import STATUS_OF
from briefwright.verify.parity.likeness import same_numbers

HTML = Marks(
    body=(
        Mark("heading", "Peace and security", at="briefing.title"),
        Mark("entry", "Missions", at="contents.1", target="h-missions"),
        Mark("entry", "Talks in 2013", at="contents.2", target="h-talks"),
        Mark("heading", "Missions", at="missions.section", id="h-missions"),
        Mark("paragraph", "Another 157 are serving in 5 missions.", at="missions/text-1.text"),
        Mark("item", "1. Courses have been held since 2019.", at="missions/list-1.items.1"),
        Mark("item", "2. Trainees come from abroad.", at="missions/list-1.items.2"),
        Mark("caption", "Figure 1 Nine in ten serve there", at="map.caption"),
        Mark("figure", "", at="map.image"),
        Mark("heading", "Talks in 2013", at="talks.section", id="h-talks"),
        Mark("caption", "Table 1 Talks", at="hosted.table"),
        Mark("cell", "Round", at="hosted.columns.1"),
        Mark("cell", "Year", at="hosted.columns.2"),
        Mark("cell", "1", at="hosted.rows.1.1"),
        Mark("cell", "2013", at="hosted.rows.1.2"),
        Mark("cell", "2", at="hosted.rows.2.1"),
        Mark("cell", "", at="hosted.rows.2.2"),
        Mark("paragraph", "The talks went on for two days.", at="talks/text-1.text"),
    ),
    notes=(
        Mark("note", "1 Ministry of Defence, 2024.", at="note.1"),
        Mark("note", "2 United Nations, 2024.", at="note.2"),
    ),
    alts=(Mark("alt", "A map of five missions", at="map.image"),),
)
EDITION = HTML


def printed() -> Marks:
    """A file with nothing wrong: pages, the contents with their page numbers, no addresses."""
    pages = {"h-missions": 2, "h-talks": 3}
    return replace(
        HTML,
        body=tuple(
            Mark(mark.kind, f"{mark.text} {pages[mark.target]}", page=1)
            if mark.kind == "entry"
            else Mark(mark.kind, mark.text, page=pages.get(mark.id, 2 if n < 9 else 3))
            for n, mark in enumerate(HTML.body)
        ),
    )


def account(**changed: Marks) -> Account:
    return compare(EDITION, {"markup": HTML, "pdf": printed()} | changed, edition="full, en")


def found(**changed: Marks) -> list[tuple[str, str]]:
    """What was found wrong: code and address."""
    return [(problem.code, problem.at) for problem in account(**changed).problems]


def without(marks: Marks, *positions: int) -> Marks:
    kept = tuple(mark for n, mark in enumerate(marks.body) if n not in positions)
    assert len(kept) < len(marks.body)
    return replace(marks, body=kept)


def put(marks: Marks, position: int, *others: Mark) -> Marks:
    return replace(marks, body=(*marks.body[:position], *others, *marks.body[position + 1 :]))


# ----------------------------------------------------------------- silence


def test_where_everything_is_printed_there_is_no_problem() -> None:
    assert account(docx=printed()).problems == ()


def test_spacing_hyphens_and_capitals_are_no_difference() -> None:
    set_in_capitals = Mark("heading", "PEACE  AND SECU\u00ad\nRITY", page=1)
    assert found(pdf=put(printed(), 0, set_in_capitals)) == []


def test_empty_cells_may_be_missing() -> None:
    assert found(pdf=without(printed(), 16)) == []


def test_a_leaf_that_a_page_cuts_is_one_leaf() -> None:
    first, second = Mark("item", "2. Trainees come", page=2), Mark("item", "from abroad.", page=3)
    assert found(pdf=put(printed(), 6, first, second)) == []


def test_a_row_that_a_page_cuts_gives_its_cells_in_turn() -> None:
    html = replace(
        HTML, body=(Mark("cell", "One two", at="t.1"), Mark("cell", "Three four", at="t.2"))
    )
    cut = [("One", 1), ("Three", 1), ("two", 2), ("four", 2)]
    pdf = replace(HTML, body=tuple(Mark("cell", text, page) for text, page in cut))
    assert compare(html, {"markup": html, "pdf": pdf}).problems == ()


def test_cells_beside_each_other_are_never_one() -> None:
    html = Marks(tuple(Mark("cell", text, at=f"t.{n}") for n, text in enumerate(("12", "1", "2"))))
    pdf = Marks((Mark("cell", "1", 1), Mark("cell", "2", 1)))
    problems = compare(html, {"markup": html, "pdf": pdf}).problems
    assert [(problem.code, problem.at) for problem in problems] == [("P901", "t.0")]


def test_a_template_may_put_a_caption_below_its_picture() -> None:
    caption, picture = HTML.body[7:9]
    html = put(put(HTML, 7, picture), 8, caption)
    pdf = put(put(printed(), 7, Mark("figure", "", 2)), 8, Mark("caption", caption.text, 2))
    assert found(markup=html, pdf=pdf) == []


def test_a_template_may_set_a_logo_which_every_file_must_have() -> None:
    html = replace(HTML, body=(Mark("figure", ""), *HTML.body))
    pdf = replace(printed(), body=(Mark("figure", "", 1), *printed().body))
    assert found(markup=html, pdf=pdf) == []
    assert found(markup=html) == [("P901", "")]


def test_a_page_number_may_stand_in_a_plain_item() -> None:
    assert found(pdf=put(printed(), 1, Mark("item", "Missions 2", 1))) == []


# ----------------------------------------------------------------- edition and HTML


def test_a_leaf_that_a_template_drops_is_named() -> None:
    html = without(HTML, 6)
    assert found(markup=html, pdf=without(printed(), 6)) == [("P901", "missions/list-1.items.2")]


def test_a_leaf_that_a_template_prints_twice_is_named() -> None:
    html = put(HTML, 4, HTML.body[4], HTML.body[4])
    pdf = put(printed(), 4, printed().body[4], printed().body[4])
    assert found(markup=html, pdf=pdf) == [("P902", "missions/text-1.text")]


def test_a_block_that_a_template_moves_is_named_once() -> None:
    html = replace(HTML, body=(*HTML.body[:3], *HTML.body[9:], *HTML.body[3:9]))
    assert found(markup=html)[0] == ("P903", "missions.section")


def test_items_in_another_order_are_named() -> None:
    html = put(put(HTML, 5, HTML.body[6]), 6, HTML.body[5])
    assert found(markup=html)[0][0] == "P903"


def test_another_number_on_the_page_is_named() -> None:
    changed = replace(HTML.body[4], text="Another 158 are serving in 5 missions.")
    assert found(markup=put(HTML, 4, changed))[0] == ("P905", "missions/text-1.text")


def test_words_without_an_address_are_named() -> None:
    html = put(HTML, 4, HTML.body[4], Mark("paragraph", "Words of a template"))
    pdf = put(printed(), 4, printed().body[4], Mark("paragraph", "Words of a template", 2))
    assert found(markup=html, pdf=pdf) == [("P906", "missions/text-1.text")]


def test_a_heading_that_is_set_as_a_paragraph_is_named() -> None:
    html = put(HTML, 3, replace(HTML.body[3], kind="paragraph"))
    assert found(markup=html)[0] == ("P907", "missions.section")


def test_an_edition_that_leaves_the_kind_to_the_template_takes_any() -> None:
    edition = put(EDITION, 3, replace(EDITION.body[3], kind=""))
    assert compare(edition, {"markup": HTML}).problems == ()


def test_a_line_of_the_contents_that_leads_elsewhere_is_named() -> None:
    html = put(HTML, 1, replace(HTML.body[1], target="h-talks"))
    assert found(markup=html)[0] == ("P908", "contents.1")


# ----------------------------------------------------------------- HTML and files


@pytest.mark.parametrize("position", [0, 3, 4, 5, 6, 7, 8, 11, 13, 14, 15, 17])
def test_one_lost_leaf_is_one_problem_with_its_address(position: int) -> None:
    at = HTML.body[position].at
    assert found(pdf=without(printed(), position)) == [("P901", at)]
    assert found(docx=without(printed(), position)) == [("P901", at)]


def test_a_lost_note_is_named() -> None:
    assert found(pdf=replace(printed(), notes=HTML.notes[1:])) == [("P901", "note.1")]


def test_a_note_of_which_the_number_is_left_is_lost() -> None:
    docx = replace(printed(), notes=(Mark("note", "1"), HTML.notes[1]))
    assert found(docx=docx) == [("P901", "note.1")]


def test_a_lost_alt_text_is_named() -> None:
    assert found(pdf=replace(printed(), alts=())) == [("P901", "map.image")]


def test_a_lost_leaf_is_named_beside_one_that_a_page_cuts() -> None:
    pdf = put(printed(), 6, Mark("item", "2. Trainees come", 2), Mark("item", "from abroad.", 3))
    assert found(pdf=without(pdf, 5)) == [("P901", "missions/list-1.items.1")]


def test_one_changed_digit_is_a_number_that_differs() -> None:
    pdf = put(printed(), 4, Mark("paragraph", "Another 158 are serving in 5 missions.", 2))
    assert found(pdf=pdf) == [("P905", "missions/text-1.text")]


def test_one_changed_digit_is_named_in_a_leaf_that_a_page_cuts() -> None:
    pieces = Mark("paragraph", "Another 158 are serving", 2), Mark("paragraph", "in 5 missions.", 3)
    assert found(pdf=put(printed(), 4, *pieces)) == [("P905", "missions/text-1.text")]


def test_a_number_that_falls_in_two_differs() -> None:
    pdf = put(printed(), 4, Mark("paragraph", "Another 1 57 are serving in 5 missions.", 2))
    assert found(pdf=pdf) == [("P905", "missions/text-1.text")]


def test_a_line_may_end_in_a_long_number() -> None:
    assert same_numbers("example.org/20240921", "example.org/2024\n0921")
    assert same_numbers("in 2019 5 missions", "in 2019\n5 missions")
    assert not same_numbers("in 20195 missions", "in 2019 5 missions")
    assert not same_numbers("in 2019 5 missions", "in 20195 missions")


def test_changed_cells_are_named_each() -> None:
    pdf = put(put(printed(), 13, Mark("cell", "8", 3)), 14, Mark("cell", "2014", 3))
    assert found(pdf=pdf) == [("P905", "hosted.rows.1.1"), ("P905", "hosted.rows.1.2")]


def test_other_words_are_a_leaf_that_differs() -> None:
    pdf = put(printed(), 17, Mark("paragraph", "The talks went on for two weeks.", 3))
    assert found(pdf=pdf) == [("P904", "talks/text-1.text")]


def test_a_leaf_that_stands_twice_in_a_file_is_named() -> None:
    pdf = put(printed(), 4, printed().body[4], printed().body[4])
    assert found(pdf=pdf) == [("P902", "missions/text-1.text")]


def test_what_nobody_wrote_is_named_with_what_stands_before_it() -> None:
    pdf = put(printed(), 4, printed().body[4], Mark("paragraph", "Lorem ipsum.", 2))
    assert found(pdf=pdf) == [("P906", "missions/text-1.text")]


def test_two_sections_that_change_places_are_one_problem() -> None:
    pdf = printed()
    swapped = replace(pdf, body=(*pdf.body[:3], *pdf.body[9:], *pdf.body[3:9]))
    assert found(pdf=swapped) == [("P903", "missions.section")]


def test_a_heading_set_as_a_paragraph_in_a_file_is_named() -> None:
    assert found(docx=put(printed(), 3, Mark("paragraph", "Missions", 2))) == [
        ("P907", "missions.section")
    ]


def test_a_picture_does_not_pass_for_lost_words() -> None:
    pdf = put(printed(), 4, Mark("figure", "", 2))
    assert found(pdf=pdf) == [
        ("P901", "missions/text-1.text"),
        ("P902", "map.image"),
    ]


# ----------------------------------------------------------------- the contents


def test_a_wrong_page_number_is_named() -> None:
    assert found(pdf=put(printed(), 1, Mark("entry", "Missions 7", 1))) == [("P908", "contents.1")]


def test_a_missing_page_number_is_named() -> None:
    assert found(pdf=put(printed(), 2, Mark("entry", "Talks in 2013", 1))) == [
        ("P908", "contents.2")
    ]


def test_the_word_file_has_the_page_numbers_of_the_pdf() -> None:
    docx = put(printed(), 1, Mark("entry", "Missions\t7"))
    assert found(docx=docx) == [("P908", "contents.1")]
    assert compare(EDITION, {"markup": HTML, "docx": docx}).problems == ()


def test_the_word_file_has_page_numbers_even_where_no_pdf_is_made() -> None:
    docx = put(printed(), 1, Mark("entry", "Missions"))
    problems = compare(EDITION, {"markup": HTML, "docx": docx}).problems
    assert [(problem.code, problem.at) for problem in problems] == [("P908", "contents.1")]


def test_a_line_of_the_contents_that_leads_nowhere_is_named() -> None:
    html = put(HTML, 1, replace(HTML.body[1], target="h-nothing"))
    assert ("P908", "contents.1") in found(markup=html)


# ----------------------------------------------------------------- nothing, and too much


def test_an_edition_that_expects_nothing_fails() -> None:
    problems = compare(Marks(), {"markup": Marks(), "pdf": Marks()}).problems
    assert [problem.code for problem in problems] == ["P910"]


def test_a_file_in_which_nothing_can_be_read_is_one_problem() -> None:
    result = account(pdf=Marks())
    assert [problem.code for problem in result.problems] == ["P911"]
    assert {leaf.status("pdf") for leaf in result.leaves if leaf.text} == {"lost"}


def test_a_page_on_which_nothing_is_printed_is_a_problem() -> None:
    assert found(markup=Marks(), pdf=Marks()) == [("P911", "")]


def test_too_many_problems_are_counted_and_not_listed() -> None:
    edition = Marks(
        tuple(Mark("paragraph", f"Sentence {n} of many", at=f"a.{n}") for n in range(99))
    )
    pdf = Marks(edition.body[:50])
    problems = compare(edition, {"markup": edition, "pdf": pdf}, edition="full, en").problems
    assert len(problems) == 21
    assert str(problems[-1]) == "P912 In the PDF of full, en, 29 more things differ."


# ----------------------------------------------------------------- right to left


ARABIC = "تشارك كازاخستان (UNDOF) في 5 بعثات"


@pytest.mark.parametrize("text", ["بعثات 5 في )UNDOF( كازاخستان تشارك"])
def test_right_to_left_text_in_a_pdf_is_compared_by_its_letters(text: str) -> None:
    html = Marks((Mark("paragraph", ARABIC, at="a.text"), Mark("paragraph", "UNDOF 139", at="a.2")))
    pdf = Marks((Mark("paragraph", text, 1), Mark("paragraph", "UNDOF 139", 1)))
    result = compare(html, {"markup": html, "pdf": pdf}, direction="rtl")
    assert result.problems == ()
    assert "by its letters" in result.remarks[0]
    assert compare(html, {"markup": html, "docx": pdf}, direction="rtl").problems != ()


def test_a_span_of_years_alone_is_turned_round_on_a_right_to_left_page() -> None:
    html = Marks((Mark("cell", "2024–2025", at="a.text"), Mark("cell", "157", at="b.text")))
    pdf = Marks((Mark("cell", "2025–2024", 1), Mark("cell", "157", 1)))
    assert compare(html, {"markup": html, "pdf": pdf}, direction="rtl").problems == ()
    assert compare(html, {"markup": html, "pdf": pdf}).problems != ()
    other = Marks((Mark("cell", "2024–2026", 1), Mark("cell", "157", 1)))
    assert compare(html, {"markup": html, "pdf": other}, direction="rtl").problems != ()
    swapped = Marks((Mark("cell", "2024–2025", 1), Mark("cell", "175", 1)))
    assert compare(html, {"markup": html, "pdf": swapped}, direction="rtl").problems != ()


def test_a_digit_that_differs_is_seen_in_right_to_left_text() -> None:
    html = Marks((Mark("paragraph", ARABIC, at="a.text"),))
    pdf = Marks((Mark("paragraph", ARABIC.replace("5", "6"), 1),))
    problems = compare(html, {"markup": html, "pdf": pdf}, direction="rtl").problems
    assert [problem.code for problem in problems] == ["P905"]


# ----------------------------------------------------------------- the account


def test_the_summary_is_one_line() -> None:
    assert account(docx=printed()).summary() == (
        "nothing lost: 2 sections, 1 table, 1 figure, 2 notes, 21 texts in PDF and Word"
    )
    assert account(pdf=without(printed(), 6)).summary() == (
        "1 problem in 2 sections, 1 table, 1 figure, 2 notes, 21 texts: P901 × 1"
    )


@pytest.mark.parametrize("position", [7, 8])
def test_a_figure_counts_only_with_caption_and_drawing(position: int) -> None:
    result = account(pdf=without(printed(), position))
    assert (result.count_found("pdf").figures, result.count_found("markup").figures) == (0, 1)


def test_a_figure_counts_only_with_its_alt_text() -> None:
    assert account(pdf=replace(printed(), alts=())).count_found("pdf").figures == 0


@pytest.mark.parametrize("position", [10, 12, 15])
def test_a_table_counts_only_with_its_caption_and_every_cell(position: int) -> None:
    assert account(pdf=without(printed(), position)).count_found("pdf").tables == 0


def test_the_account_tells_the_page_of_each_leaf() -> None:
    pages = {leaf.at: leaf.page for leaf in account().leaves}
    assert (pages["contents.1"], pages["missions.section"], pages["talks.section"]) == (1, 2, 3)


def test_the_table_can_be_read_by_people() -> None:
    lines = account(docx=printed()).as_text().splitlines()
    assert lines[0] == "Account of full, en"
    row = next(line for line in lines if line.startswith("missions/text-1.text"))
    assert row.split() == [
        "missions/text-1.text",
        "2",
        "ok",
        "ok",
        "ok",
        *HTML.body[4].text.split(),
    ]


def test_what_was_withheld_is_told_by_address_and_rule_alone() -> None:
    result = compare(EDITION, {"markup": HTML}, withheld=(("secret/text-1", "handling: internal"),))
    assert result.as_json()["withheld"] == [{"at": "secret/text-1", "rule": "handling: internal"}]
    assert "secret/text-1  handling: internal" in result.as_text()


def test_a_problem_names_edition_format_address_and_line() -> None:
    places = {"missions/list-1.items": Place("content/a/briefing.yaml", 14, 5)}
    pdf = without(printed(), 6)
    problem = compare(
        EDITION, {"markup": HTML, "pdf": pdf}, edition="full, en", places=places
    ).problems[0]
    assert str(problem) == (
        "content/a/briefing.yaml:14:5: P901 In the PDF of full, en, the list item "
        "missions/list-1.items.2 (“2. Trainees come from abroad.”) is missing. A style sheet may "
        "cause it; if none does, it is a fault of Briefwright."
    )


def test_every_code_of_an_account_is_in_the_table_of_codes() -> None:
    used = {*STATUS_OF, "P906", "P910", "P912", "P913", "P914", "P915"}
    assert used == {code for code in CODES if code.startswith("P9")}


# ----------------------------------------------------------------- the numbers of charts

CHART = (
    data_mark("UNDOF", "Men", "139", "missions.data.1.1"),
    data_mark("UNDOF", "Women", "1", "missions.data.1.2"),
    data_mark("Elsewhere", "Men", "17", "missions.data.2.1"),
    data_mark("2019", "", "2.5", "trainees.data.1.1"),
)
CHARTED = replace(HTML, data=CHART)


def chart_account(format_: str, *data: Mark) -> Account:
    """The account of a page with two charts and of a file that says something of them."""
    files = {"markup": CHARTED, "pdf": replace(printed(), data=CHART)}
    files[format_] = replace(files[format_], data=data)
    return compare(CHARTED, files, edition="full, en")


def test_the_numbers_of_charts_are_counted() -> None:
    assert (
        chart_account("pdf", *CHART).summary().endswith("21 texts, 2 charts with 4 numbers in PDF")
    )
    assert chart_account("pdf", *CHART[1:]).count_found("pdf").charts == 1
    assert chart_account("pdf", *CHART[1:]).count_found("pdf").numbers == 3
    assert chart_account("pdf", *CHART[1:]).count_found("pdf").texts == 21


@pytest.mark.parametrize("format_", ["markup", "pdf"])
def test_a_changed_number_of_a_chart_is_told_with_its_row_and_both_numbers(format_: str) -> None:
    at = CHART[0].at if format_ == "markup" else ""
    changed = data_mark("UNDOF", "Men", "139.5", at)
    (problem,) = chart_account(format_, changed, *CHART[1:]).problems[:1]
    assert (problem.code, problem.at) == ("P905", "missions.data.1.1")
    sentence = "the chart missions says 139.5 for “UNDOF · Men” where the edition says 139."
    assert sentence in problem.message


def test_a_lost_number_of_a_chart_is_told_with_its_row() -> None:
    (problem,) = chart_account("pdf", *CHART[:2], CHART[3]).problems
    assert (problem.code, problem.at) == ("P901", "missions.data.2.1")
    assert "the chart missions lacks the number 17 of “Elsewhere · Men”." in problem.message
    assert problem.message.endswith("It is a fault of Briefwright.")


def test_rows_of_a_chart_that_change_places_are_told() -> None:
    (problem,) = chart_account("pdf", CHART[2], *CHART[:2], CHART[3]).problems
    assert (problem.code, problem.at) == ("P903", "missions.data.2.1")


def test_another_name_or_a_number_too_many_is_told() -> None:
    other = data_mark("UNDOP", "Men", "139")
    assert [problem.code for problem in chart_account("pdf", other, *CHART[1:]).problems] == [
        "P904"
    ]
    more = data_mark("Nobody", "Men", "5")
    assert [problem.code for problem in chart_account("pdf", *CHART, more).problems] == ["P906"]


def test_a_file_without_its_charts_numbers_lacks_each() -> None:
    assert [problem.code for problem in chart_account("pdf").problems] == ["P901"] * 4


# ----------------------------------------------------------------- alignment


def test_alignment_prefers_what_is_unique() -> None:
    result = align("a-b-c", "a-c-b")
    assert dict(result.kept) | dict(result.moved) == {0: 0, 1: 1, 2: 4, 3: 3, 4: 2}
    assert (result.lost, result.unexpected, dict(result.doubled)) == ((), (), {})


def test_the_last_of_equal_neighbours_is_called_lost() -> None:
    assert align("xx-", "x-").lost == (1,)


def test_what_repeats_itself_is_aligned_with_the_fewest_losses() -> None:
    result = align("xyxxyyxyxx" * 20, "xyxyyxyxx" + "xyxxyyxyxx" * 18 + "xyxxyyyxx")
    assert (len(result.lost), len(result.moved), len(result.doubled)) == (2, 0, 0)


def test_everything_is_kept_moved_doubled_lost_or_unexpected() -> None:
    chance = random.Random(1)
    for _ in range(500):
        expected, found = ("".join(chance.choices("abcde", k=chance.randrange(9))) for _ in "12")
        result = align(expected, found)
        partners = {**result.kept, **result.moved}
        assert sorted([*partners, *result.lost]) == list(range(len(expected)))
        there = [*partners.values(), *result.doubled, *result.unexpected]
        assert sorted(there) == list(range(len(found)))
        assert all(expected[n] == found[m] for n, m in partners.items())


@pytest.mark.timeout(20)
@pytest.mark.parametrize("step", [0, 1, 7])
def test_five_thousand_leaves_are_compared_in_no_time(step: int) -> None:
    """With no loss, with a loss and a swap of halves, with every seventh leaf lost."""
    words = [f"leaf {n}" if n % 3 else "yes" for n in range(5000)]
    html = Marks(tuple(Mark("cell", text, at=f"t.rows.{n}") for n, text in enumerate(words)))
    marks = list(html.body)
    if step == 1:
        marks = [*marks[2000:], *marks[:1999]]
    if step == 7:
        marks = [mark for n, mark in enumerate(marks) if n % 7]
    start = time.process_time()
    problems = compare(html, {"markup": html, "pdf": Marks(tuple(marks))}).problems
    assert time.process_time() - start < 5
    assert bool(problems) == bool(step)
