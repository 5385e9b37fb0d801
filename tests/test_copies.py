"""A personal copy says whose it is on each page, and is in all else the file that was issued."""

from __future__ import annotations

import io
import re
from collections import Counter
from pathlib import Path

import pikepdf
import pytest
import sample_validation
from conftest import TEMPLATES
from sample_copies import (
    ARABIC,
    CHINESE,
    CYRILLIC,
    EDITIONS,
    GREEK,
    HEBREW,
    LATIN,
    LONG,
    MARKS,
    copy,
    counts,
    draw,
    edition,
    elements,
    find_ink,
    kinds,
    master,
    opened,
    properties,
    streams,
    texts,
    without,
)

from briefwright import audience
from briefwright.copies import CopyMark, make_style, prepare
from briefwright.copies.mark import CopyStyle
from briefwright.problems import MachineError

ALL = (*EDITIONS, "landscape", "PDF 2.0")


def style(marks: tuple[CopyMark, ...]) -> CopyStyle:
    return make_style(audience.read(TEMPLATES, "press"), "en", marks)


# ----------------------------------------------------------------- the line


def test_each_page_says_whose_copy_it_is_and_the_first_says_it_twice() -> None:
    pages = texts(copy("press, en", LATIN))
    assert [page.count("Copy 17 for Ana Souza, Ministry of Defence") for page in pages] == [2, 1]


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("messages, ar", "نسخة رقم 17: Ana Souza، Ministry of Defence"),
        ("messages in large print, en", "Copy 17 for Ana Souza, Ministry of Defence"),
    ],
)
def test_the_line_is_in_the_words_of_its_edition(name: str, line: str) -> None:
    assert master(name).lines[LATIN] == line


@pytest.mark.parametrize("mark", [CYRILLIC, GREEK, CHINESE], ids=lambda mark: mark.name)
def test_names_in_other_scripts_are_found_as_they_are_typed(mark: CopyMark) -> None:
    assert f"Copy {mark.number} for {mark.name}" in texts(copy("press, en", mark))[1]


@pytest.mark.parametrize("mark", [ARABIC, HEBREW], ids=lambda mark: mark.name)
def test_names_from_right_to_left_lose_no_letter(mark: CopyMark) -> None:
    letters = Counter(mark.name.replace(" ", ""))
    found = Counter(texts(copy("press, en", mark))[1])
    assert letters
    assert letters - found == Counter()


def test_a_name_that_runs_the_other_way_stands_in_its_line_as_one_thing() -> None:
    words = [page.replace("\r\n", " ") for page in texts(copy("messages, ar", LATIN))]
    assert "Ana Souza" in words[0]
    assert "Ministry of Defence" in words[0]


def test_a_name_that_is_too_long_is_cut_short_with_dots_and_stays_within_the_lines() -> None:
    found = master("press, en")
    assert found.lines[LONG].startswith("Copy 123456 for Maria Maria")
    assert found.lines[LONG].endswith("…")
    pairs = zip(draw(edition("press, en")), draw(copy("press, en", LONG)), strict=True)
    for place, (plain, drawn) in zip(found.places.feet, pairs, strict=True):
        box = find_ink(drawn, plain)
        assert box is not None
        assert 2 * place.left - 2 <= box[0] < box[2] <= 2 * place.right + 2


def test_signs_that_turn_or_break_a_line_are_taken_out_of_a_name() -> None:
    mark = CopyMark(1, "A\u202eb\nc) Tj <</li>\x07", "(")
    made = prepare(edition("press, en"), (mark,), style((mark,)))
    assert made.lines[mark] == "Copy 1 for A b c) Tj <</li>, ("
    assert "Copy 1 for A b c) Tj <</li>, (" in texts(made.make_copy(mark))[1]


def test_letters_that_no_font_has_are_named_with_what_to_install() -> None:
    mark = CopyMark(1, "བོད་")
    with pytest.raises(MachineError, match=r"No font here has the letters “བོ.*pip install"):
        prepare(edition("press, en"), (mark,), style((mark,)))


# ----------------------------------------------------------------- where it stands


@pytest.mark.parametrize("name", ALL)
def test_nothing_is_drawn_outside_the_line_nor_is_anything_covered(name: str) -> None:
    places = master(name).places
    plain, copied = draw(edition(name)), draw(copy(name, LATIN))
    assert len(plain) == len(copied) > 0
    for page, foot in enumerate(places.feet):
        lines = (foot, *((places.head,) if page == 0 and places.head else ()))
        boxes = tuple((one.left, one.free.start, one.right, one.free.stop) for one in lines)
        assert find_ink(copied[page], plain[page]) is not None
        assert find_ink(without(copied[page], boxes), without(plain[page], boxes)) is None
        assert find_ink(without(plain[page], boxes), plain[page]) is None  # nothing stood there


def paint(data: bytes, low: float, high: float) -> bytes:
    """A PDF → the same with a bar over its whole width, from low to high on each page."""
    written = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            bar = f"\n/Artifact BMC 0 {low} 600 {high - low} re f EMC"
            page.contents_add(bar.encode(), prepend=True)
        pdf.save(written)
    return written.getvalue()


def test_where_a_page_has_no_room_at_its_foot_it_is_named() -> None:
    full = paint(edition("press, en"), 0, 160)
    with pytest.raises(MachineError, match="Page 1 has no room at its foot"):
        prepare(full, (LATIN,), style((LATIN,)))


def test_where_there_is_no_room_at_the_head_the_line_at_the_foot_is_read_out() -> None:
    full = paint(edition("press, en"), 700, 842)
    made = prepare(full, (LATIN,), style((LATIN,)))
    assert made.places.head is None
    data = made.make_copy(LATIN)
    assert [page.count("Copy 17") for page in texts(data)] == [1, 1]
    _, paragraph, *_ = elements(data)
    assert str(paragraph.ActualText).startswith("Copy 17 for Ana Souza")


# ----------------------------------------------------------------- what is read out


@pytest.mark.parametrize("mark", [LATIN, ARABIC], ids=lambda mark: mark.name)
def test_the_title_block_begins_with_the_line_as_a_paragraph(mark: CopyMark) -> None:
    (first, block, paragraph, *_) = elements(copy("press, en", mark))
    assert (first.S, block.S, paragraph.S) == ("/Document", "/Div", "/P")
    line = f"Copy {mark.number} for {mark.name}, {mark.organisation}"
    assert str(paragraph.ActualText) == line


@pytest.mark.parametrize("name", ALL)
def test_the_tags_are_those_of_the_edition_and_one_paragraph_more(name: str) -> None:
    assert counts(kinds(edition(name)), kinds(copy(name, LATIN))) == {"/P": 1}


@pytest.mark.parametrize("name", ALL)
def test_at_the_foot_the_line_is_an_artifact(name: str) -> None:
    pages = opened(copy(name, LATIN)).pages
    assert len(pages) > 0
    for page in pages:
        drawn = b"".join(stream.read_bytes() for stream in page.obj.Contents)
        (tag,) = re.findall(rb"(/Artifact <<[^>]*>>) BDC q [\d. ]+cm /CopyMark Do Q EMC", drawn)
        assert tag == b"/Artifact <</Type /Pagination /Subtype /Footer>>"


# ----------------------------------------------------------------- all else


@pytest.mark.parametrize("name", ALL)
def test_each_stream_of_the_edition_is_in_its_copy_as_it_was(name: str) -> None:
    before = streams(edition(name))
    assert len(before) > 5
    assert before - streams(copy(name, LATIN)) == Counter()


def test_copies_of_a_file_are_as_long_as_each_other_and_each_has_its_own_identity() -> None:
    copies = [copy("press, en", mark) for mark in MARKS]
    assert len({len(data) for data in copies}) == 1
    identities = [tuple(map(bytes, opened(data).trailer.ID)) for data in copies]
    assert len({first for first, _ in identities}) == 1
    assert len({second for _, second in identities}) == len(MARKS)


def test_the_number_stands_in_the_metadata_and_no_name_does() -> None:
    data = copy("press, en", LATIN)
    assert "<rdf:li>Copy: 17</rdf:li>" in properties(data)
    assert str(opened(data).docinfo["/Copy"]) == "17"
    assert "Souza" not in properties(data)


def test_the_same_copy_has_the_same_bytes_whenever_it_is_made() -> None:
    again = prepare(edition("press, en"), MARKS, style(MARKS))
    assert again.make_copy(LATIN) == copy("press, en", LATIN)


def test_a_copy_is_no_revision_that_can_be_cut_off() -> None:
    assert copy("press, en", LATIN).count(b"%%EOF") == 1


def test_copies_are_made_for_those_marks_only_that_were_prepared() -> None:
    with pytest.raises(KeyError):
        master("press, en").make_copy(CopyMark(99, "Somebody else"))


def test_a_pdf_that_was_not_issued_is_refused() -> None:
    with pytest.raises(ValueError, match="no edition as Briefwright issues it"):
        prepare(copy("press, en", LATIN), (LATIN,), style((LATIN,)))


PROFILES = {"PDF 2.0": ("4f", "ua2")}
SAMPLE = {
    "press, en": (LATIN, CHINESE),
    "messages, ar": (ARABIC,),
    "messages in large print, en": (LONG,),
    "landscape": (CYRILLIC,),
    "PDF 2.0": (HEBREW,),
}


def test_copies_keep_the_standards_that_they_claim(verapdf: str, tmp_path: Path) -> None:
    pairs = []
    for name, mark in ((name, mark) for name, marks in SAMPLE.items() for mark in marks):
        path = tmp_path / f"{mark.number}.pdf"
        path.write_bytes(copy(name, mark))
        pairs += [(profile, path) for profile in PROFILES.get(name, ("3a", "ua1"))]
    found = sample_validation.validate(verapdf, pairs)
    assert {pair: verdict.broken for pair, verdict in found.items() if verdict.broken} == {}
    assert all(verdict.checks > 100 for verdict in found.values())
