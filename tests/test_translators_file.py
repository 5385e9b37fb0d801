"""A translation goes out as a Word file of two columns; what comes back goes into its YAML file."""

from collections.abc import Callable, Sequence
from copy import deepcopy
from io import BytesIO
from pathlib import Path

import docx
import pytest
from conftest import TEMPLATES
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import _Row
from sample_folder import folder
from sample_office import edit_in_office

from briefwright import audience, content
from briefwright.cli.main import main
from briefwright.content import translation
from briefwright.editing import propose
from briefwright.review.findings import Finding, Review
from briefwright.review.opening import UnreadableError
from briefwright.review.original import Original
from briefwright.review.proving import sort_changes
from briefwright.review.reading import read
from briefwright.review.returned import Places, read_returned
from briefwright.review.translation_reading import review_translation
from briefwright.review.translation_writing import write_file

BODY = """\
status: draft
keywords: [peace, aid]
facts:
  serving: {value: 157, unit: {one: soldier, other: soldiers}, as_of: 2024-09-21}
names:
  UN: United Nations
sources:
  report: {title: Report on *peace*, date: 2024-05}
body:
  - section: Forces
    id: forces
    body:
      - text: The {UN} has **{serving}**, it says.[^report, p. 2]
        id: one
      - text: It was so on {2009-03-21}.
        id: two
"""
ONE = "The UN has **157 soldiers**, it says.[1, p. 2]"
TWO = "It was so on 21 March 2009."
# What a translator types beside each original; numbers are the controls of the row, in their order.
TYPED: dict[str, Sequence[str | int]] = {
    "A sample": ["Образец: первый"],
    "Press office": ["Пресс-служба"],
    "press@example.org": ["press@example.org"],
    "peaceaid": ["мир\nпомощь, хлеб"],
    "Forces": ["Силы"],
    ONE: ["Там, говорится в отчёте,", 2, " служат **", 1, "** от ", 0, "."],
    TWO: ["Так было ", 0, "."],
    "soldier (1)": ["солдат"],
    "soldiers (2)": ["солдата"],
    "soldiers (5)": ["солдат"],
    "soldiers (1,5)": ["солдата"],
    "UN": ["ООН"],
    "United Nations": ["Объединённые Нации"],
    "Report on *peace*": ["Отчёт о *мире*"],
}
WRITTEN = """\
  briefing.title:
    # A sample
    of: 6f345c
    text: "Образец: первый"
  briefing.owner:
    # Press office
    of: 5ac6ad
    text: Пресс-служба
  briefing.contact:
    # press@example.org
    of: e01c68
    text: press@example.org
  briefing.keywords:
    # [peace, aid]
    of: e54556
    text: [мир, "помощь, хлеб"]
  forces.section:
    # Forces
    of: 6a5de9
    text: Силы
  one.text:
    # The {UN} has **{serving}**, it says.[^report, p. 2]
    of: d33aa5
    text: Там, говорится в отчёте,[^report, p. 2] служат **{serving}** от {UN}.
  two.text:
    # It was so on {2009-03-21}.
    of: b99d6e
    text: Так было {2009-03-21}.
  facts.serving.unit:
    # {one: soldier, other: soldiers}
    of: 2d2925
    one: солдат
    few: солдата
    many: солдат
    other: солдата
  names.UN:
    # United Nations
    of: c3c27c
    short: ООН
    long: Объединённые Нации
  sources.report.title:
    # Report on *peace*
    of: e3d49c
    text: Отчёт о *мире*
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A briefing whose Russian translation somebody has begun, with nothing in it."""
    made = folder(tmp_path, BODY)
    begin(made, "ru")
    return made


def begin(path: Path, language: str) -> None:
    briefing = content.read(path)
    every = [one.at for one in translation.list_translatables(briefing)]
    content.write_skeleton(path, briefing, language, every, ())


def find_original(path: Path, language: str = "ru") -> Original:
    reader = audience.read(TEMPLATES, "full")
    return Original(path, content.read(path), reader, language)


def send(path: Path, language: str = "ru") -> Document:
    """The file for the translator, as a person opens it."""
    return docx.Document(BytesIO(write_file(find_original(path, language))))


def come_back(document: Document, path: Path, language: str = "ru") -> Review:
    """The file as a person saved it → what is found in it."""
    saved = BytesIO()
    document.save(saved)
    return review_translation(read(saved.getvalue()), find_original(path, language))


def find_row(document: Document, original: str) -> _Row:
    rows = [row for table in document.tables for row in table.rows[1:]]
    return next(row for row in rows if read_words(row._tr.tc_lst[0]) == original)


def read_words(cell: object) -> str:
    found = "".join(one.text or "" for one in cell.iter(qn("w:t")))  # type: ignore[attr-defined]
    return " ".join(found.split())


def type_in(document: Document, original: str, typed: Sequence[str | int]) -> None:
    """A person clears the cell beside an original and writes: words, and its controls by number."""
    cell = find_row(document, original).cells[1]
    controls = list(cell._tc.iter(qn("w:sdt")))
    first = cell.paragraphs[0]
    for one in list(first._p)[1:]:
        first._p.remove(one)
    for part in typed:
        if isinstance(part, int):
            first._p.append(deepcopy(controls[part]))
            continue
        words, *others = part.split("\n")
        first.add_run(words)
        for line in others:
            cell.add_paragraph(line)


def type_all(document: Document) -> None:
    for original, typed in TYPED.items():
        type_in(document, original, typed)


def write(path: Path, review: Review) -> None:
    """What came back is written into the briefing's files."""
    proposal = propose(path, sort_changes(review.findings))
    assert not proposal.faults
    assert not proposal.conflicts
    for rewrite in proposal.rewrites:
        rewrite.write()


def read_file(path: Path) -> str:
    return (path / "briefing.ru.yaml").read_text(encoding="utf-8")


def list_unwritten(review: Review) -> list[Finding]:
    return [one for one in review.findings if not one.changes]


# ----------------------------------------------------------------- there and back


def test_what_a_translator_typed_is_written_at_its_place(path: Path) -> None:
    document, head = send(path), read_file(path).partition("texts:\n")[0]
    type_all(document)
    found = come_back(document, path)
    assert list_unwritten(found) == []
    assert found.counts == {"same": 0, "empty": 0, "translated": len(TYPED), "not written": 0}
    write(path, found)
    assert read_file(path) == f"{head}texts:\n{WRITTEN}"


def test_what_was_written_is_not_found_again_and_goes_out_as_it_stands(path: Path) -> None:
    document = send(path)
    type_all(document)
    write(path, come_back(document, path))
    for again in (document, send(path)):
        found = come_back(again, path)
        assert found.findings == ()
        assert found.counts["same"] == len(TYPED)


def test_a_row_left_empty_still_lacks_its_translation(path: Path) -> None:
    document = send(path)
    type_in(document, TWO, ["Так было ", 0, "."])
    found = come_back(document, path)
    assert found.counts == {"same": 0, "empty": len(TYPED) - 1, "translated": 1, "not written": 0}
    write(path, found)
    assert "p. 2]\n    of: d33aa5\n    text:\n" in read_file(path)


def test_a_table_without_its_head_is_read_all_the_same(path: Path) -> None:
    document = send(path)
    type_in(document, "Forces", ["Силы"])
    head = document.tables[1].rows[0]._tr
    head.getparent().remove(head)
    assert [one.after for one in come_back(document, path).findings] == ["Силы"]


def test_facts_whose_controls_went_are_known_by_what_they_print(path: Path) -> None:
    document = send(path)
    type_in(document, TWO, ["Так было 21 марта 2009 г., говорят."])
    (found,) = come_back(document, path).findings
    assert found.after == "Так было {2009-03-21}, говорят."
    assert found.changes


# ----------------------------------------------------------------- what is said and not written


def drop_fact(document: Document) -> None:
    type_in(document, ONE, ["Там служат от ", 0, 2, "."])


def change_fact(document: Document) -> None:
    row = find_row(document, ONE)
    type_in(document, ONE, [0, " имеет ", 1, 2])
    list(row.cells[1]._tc.iter(qn("w:t")))[2].text = "163 солдата"


def drop_row(document: Document) -> None:
    row = find_row(document, ONE)._tr
    row.getparent().remove(row)


def add_row(document: Document) -> None:
    row = document.tables[1].add_row()
    row.cells[1].text = "Что-то ещё"


def write_outside(document: Document) -> None:
    document.add_paragraph("Что такое это?")


def give_one_plural(document: Document) -> None:
    type_in(document, "soldier (1)", ["солдат"])


def embolden(document: Document) -> None:
    type_in(document, "Forces", ["Силы"])
    find_row(document, "Forces").cells[1].paragraphs[0].runs[0].bold = True


@pytest.mark.parametrize(
    ("edit", "kind", "at", "why"),
    [
        (drop_fact, "translated", "one.text", "it leaves out {serving}"),
        (change_fact, "translated", "one.text", "“163 солдата” stands where {serving} prints"),
        (drop_row, "gone", "one.text", "Its row is not in the file"),
        (add_row, "new", "", "No text of the translation is this"),
        (write_outside, "new", "", "It stands in no row"),
        (give_one_plural, "translated", "facts.serving.unit.one", "157 in the form “many”"),
        (embolden, "formatting", "forces.section", "**bold**"),
    ],
)
def test_what_cannot_be_written_is_named(
    path: Path, edit: Callable[[Document], None], kind: str, at: str, why: str
) -> None:
    document = send(path)
    type_in(document, TWO, ["Так было ", 0, "."])
    edit(document)
    found = come_back(document, path)
    (unwritten,) = list_unwritten(found)
    assert (unwritten.kind, unwritten.at) == (kind, at)
    assert why in unwritten.why
    write(path, found)
    assert "text: Так было {2009-03-21}." in read_file(path)


def test_a_translation_that_the_file_has_meanwhile_is_not_overwritten(path: Path) -> None:
    document = send(path)
    type_in(document, "Forces", ["Силы"])
    file = path / "briefing.ru.yaml"
    file.write_text(
        read_file(path).replace("of: 6a5de9\n    text:", "of: 6a5de9\n    text: Войска")
    )
    (found,) = come_back(document, path).findings
    assert not found.changes
    assert "another translation since" in found.why


def test_what_was_translated_before_the_original_changed_is_written_as_stale(path: Path) -> None:
    document = send(path)
    type_in(document, "Forces", ["Силы"])
    file = path / "briefing.yaml"
    file.write_text(file.read_text().replace("section: Forces", "section: Troops"))
    write(path, come_back(document, path))
    assert content.read(path).overlays["ru"].stale == {"forces.section"}
    (shade,) = find_row(send(path), "Troops").cells[1]._tc.iter(qn("w:shd"))
    assert shade.get(qn("w:fill")) == "FFF2CC"


@pytest.mark.parametrize(
    ("name", "copies", "why"),
    [
        ("elsewhere", 1, "of the briefing elsewhere, and there is none here"),
        ("sample", 2, "read it by itself"),
    ],
)
def test_a_file_of_another_briefing_or_among_others_is_not_read(
    path: Path, name: str, copies: int, why: str
) -> None:
    renamed = path.rename(path.parent / name)
    file = path.parent / "back.docx"
    file.write_bytes(write_file(find_original(renamed)))
    renamed.rename(path)
    with pytest.raises(UnreadableError, match=why):
        read_returned([file] * copies, Places(path.parent, TEMPLATES, path.parent / "reviews"))


# ----------------------------------------------------------------- the page


def test_arabic_runs_from_right_to_left_and_word_checks_its_spelling(path: Path) -> None:
    begin(path, "ar")
    document = send(path, "ar")
    style = document.styles["Translation"].element
    assert style.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None
    assert style.find(f"{qn('w:rPr')}/{qn('w:rtl')}") is not None
    assert style.find(f"{qn('w:rPr')}/{qn('w:lang')}").get(qn("w:bidi")) == "ar-SA"
    type_in(document, TWO, ["كان ذلك في ", 0, "."])
    (found,) = come_back(document, path, "ar").findings
    assert found.after == "كان ذلك في {2009-03-21}."
    assert found.changes


def test_each_section_has_a_table_whose_head_stands_on_every_page(path: Path) -> None:
    document = send(path)
    headings = [one.text for one in document.paragraphs if one.text]
    assert headings == ["A sample", "Forces", "Numbers", "Names and short forms", "Sources"]
    assert len(document.tables) == len(headings)
    for table in document.tables:
        assert [one.text for one in table.rows[0].cells] == ["English", "Русский"]
        assert table.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        assert len({one.width for one in table.rows[1].cells}) == 1


def test_the_commands_make_the_file_and_take_it_in(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "home"
    folders = ["--content", str(path.parent), "--templates", str(TEMPLATES), "--output", str(home)]
    assert main(["translate", "sample", "ru", "--docx", *folders]) == 0
    file = home / "sample" / "sample-ru-translation.docx"
    document = docx.Document(str(file))
    type_in(document, "Forces", ["Силы"])
    document.save(str(file))
    assert main(["review", str(file), "--apply", "--by", "Ana", *folders]) == 0
    assert "1 change written as save 1" in capsys.readouterr().out
    assert "text: Силы" in read_file(path)


@pytest.mark.long
def test_what_libreoffice_saves_comes_home(path: Path, tmp_path: Path, soffice: str) -> None:
    sent, back = tmp_path / "sent.docx", tmp_path / "back.docx"
    document = send(path)
    type_all(document)
    document.save(str(sent))
    edit_in_office(soffice, tmp_path, [(sent, back, [("Swap", "Силы", "Войска")])])
    found = review_translation(read(back.read_bytes()), find_original(path))
    assert list_unwritten(found) == []
    write(path, found)
    assert read_file(path).endswith(WRITTEN.replace("text: Силы", "text: Войска"))
