"""A rendered page is read into Marks: one for each leaf, in order, with its address."""

from sample_page import sample_html

from briefwright.document.marks import Mark, Marks, data_mark, normalise, numbers, read_html


def body(inner: str) -> Marks:
    return read_html(
        f"<!doctype html><html><head><title>T</title></head><body>{inner}</body></html>"
    )


def test_a_paragraph_is_one_mark_with_its_address() -> None:
    assert body('<p data-at="a.text">One <em>two</em> three.</p>').body == (
        Mark("paragraph", "One two three.", at="a.text"),
    )


def test_a_heading_keeps_its_id_so_that_the_contents_find_it() -> None:
    marks = body(
        '<nav data-role="contents"><ul data-role="entries"><li data-role="entry" data-at="c.1">'
        '<a href="#h-a">Lists</a><span data-role="page" data-ref="#h-a"></span></li></ul></nav>'
        '<section><h2 data-at="a.section" id="h-a">Lists</h2></section>'
    )
    assert marks.body == (
        Mark("entry", "Lists", at="c.1", target="h-a"),
        Mark("heading", "Lists", at="a.section", id="h-a"),
    )


def test_an_item_has_its_own_words_and_an_inner_list_follows_it() -> None:
    marks = body(
        '<ul><li data-at="l.1">Outer<ul><li data-at="l.1.items.1">Inner</li></ul></li></ul>'
    )
    assert [(mark.text, mark.at) for mark in marks.body] == [
        ("Outer", "l.1"),
        ("Inner", "l.1.items.1"),
    ]


def test_an_ordered_item_begins_with_its_number() -> None:
    marks = body(
        '<ol><li data-at="l.1" data-number="7">Seventh</li><li data-at="l.2">Next</li></ol>'
    )
    assert [mark.text for mark in marks.body] == ["7. Seventh", "2. Next"]


def test_a_footnote_leaves_its_number_in_the_line_and_goes_to_the_notes() -> None:
    marks = body(
        '<p data-at="a.text">A foot<span data-role="footnote" data-number="2" data-at="note.2">'
        "A <em>source</em>.</span> here.</p>"
    )
    # A joiner before the call keeps it apart from a number, and in the line.
    assert marks.body == (Mark("paragraph", "A foot\u20602 here.", at="a.text"),)
    assert marks.notes == (Mark("note", "2 A source.", at="note.2"),)


def test_a_picture_is_a_mark_in_the_body_and_its_alt_text_one_among_the_alts() -> None:
    marks = body('<figure><img src="a.png" alt="A map" data-at="map.image"></figure>')
    assert marks.body == (Mark("figure", "", at="map.image"),)
    assert marks.alts == (Mark("alt", "A map", at="map.image"),)


def test_a_decorative_picture_has_no_alt_text() -> None:
    marks = body('<header data-role="masthead"><img src="logo.png" alt=""></header>')
    assert marks == Marks(body=(Mark("figure", ""),))


def test_a_chart_leaves_a_mark_for_each_of_its_numbers_and_none_where_there_is_no_value() -> None:
    marks = body(
        '<figure><table data-role="data-table"><tr data-role="data-head">'
        '<th data-role="data-name"></th><th data-role="data-name">Men</th>'
        '<th data-role="data-name">Women</th></tr>'
        '<tr data-role="data-row"><th data-role="data-name">UNDOF</th>'
        '<td data-role="data-value" data-at="m.data.1.1" data-value="1390.50">1,390.50</td>'
        '<td data-role="data-value" data-at="m.data.1.2" data-value=""></td></tr></table></figure>'
    )
    assert marks == Marks(data=(Mark("data", "UNDOF · Men: 1390.5", at="m.data.1.1"),))


def test_a_number_has_one_mark_however_it_is_written() -> None:
    assert {data_mark("A", "", number).text for number in ("2.5", "2.50", "25E-1")} == {"A: 2.5"}
    assert [data_mark("A", "", number).text for number in ("-0.0", "-5", "100", "NaN", "1,5")] == [
        *("A: 0", "A: \u22125", "A: 100", "A: NaN", "A: 1,5"),
    ]


def test_words_outside_every_leaf_are_a_mark_without_an_address() -> None:
    marks = body('<section>Stray<h2 data-at="a.section">A</h2><blink>Strange</blink></section>')
    assert [(mark.text, mark.at) for mark in marks.body] == [
        ("Stray", ""),
        ("A", "a.section"),
        ("Strange", ""),
    ]


def test_comments_and_white_space_are_no_marks() -> None:
    assert body("<section> <!-- nothing --> \n </section>") == Marks()


def test_the_sample_page_is_read_whole() -> None:
    marks = read_html(sample_html())
    assert len(marks.body) > 50
    assert {mark.kind for mark in (*marks.body, *marks.notes, *marks.alts)} == {
        *("heading", "paragraph", "item", "cell", "caption", "entry", "note", "figure", "alt"),
    }
    assert all(mark.at for mark in (*marks.body, *marks.notes, *marks.alts))
    assert len({mark.at for mark in marks.body}) == len(marks.body)


def test_hyphens_white_space_and_ligatures_make_no_difference() -> None:
    assert normalise("Counter-\nmeasures") == normalise("counter\u00admeasures")
    assert normalise("of\ufb01cer") == "officer"


def test_capitals_of_turkish_read_as_their_small_letters() -> None:
    assert normalise("BİLİMSEL BASKI") == normalise("Bilimsel baskı")


def test_a_number_ends_where_its_digits_end() -> None:
    assert numbers("1 57 of 1,410") == ("1", "57", "1", "410")
