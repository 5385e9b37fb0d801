"""A content folder → Briefing: every form that an author may write, and where it was written."""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Annotated, cast

import pytest
from sample_folder import SPECIMEN, folder

from briefwright import content
from briefwright.model import addresses
from briefwright.model.dictionary import (
    KIND_OF,
    KINDS,
    Brace,
    Briefing,
    Common,
    Formula,
    Item,
    ListBlock,
    Name,
    Section,
    Str,
    Table,
    Text,
    TextBlock,
    When,
)
from briefwright.problems import ContentError, Place, errors


def read(tmp_path: Path, main: str, **files: str) -> Briefing:
    return content.read(folder(tmp_path, main, **files))


def items(tmp_path: Path, typed: str) -> tuple[Item, ...]:
    """Items as typed → as read."""
    indented = "".join(f"      {line}\n" for line in typed.splitlines())
    (block,) = read(tmp_path, f"body:\n  - list: Things\n    items:\n{indented}").body
    assert isinstance(block, ListBlock)
    return block.items


def words(text: object) -> str:
    return getattr(text, "source", "")


@pytest.fixture(scope="module")
def specimen() -> Briefing:
    return content.read(SPECIMEN)


# ----------------------------------------------------------------- the specimen


def test_the_specimen_is_read_without_a_warning() -> None:
    briefing, problems = content.check(SPECIMEN)
    assert briefing is not None
    assert not problems


def test_the_specimen_uses_every_kind_that_can_be_printed(specimen: Briefing) -> None:
    used = {KIND_OF[type(block)] for _, block in addresses.walk(specimen.body)}
    assert used == set(KINDS)


def test_each_block_and_each_text_has_a_place(specimen: Briefing) -> None:
    blocks = list(addresses.walk(specimen.body))
    assert len(blocks) > 30
    for at, block in blocks:
        assert at in specimen.places
        for inner, _ in addresses.texts(at, block):
            assert inner in specimen.places


def test_sections_stand_in_the_order_of_their_files(specimen: Briefing) -> None:
    headings = [words(block.section) for block in specimen.body if isinstance(block, Section)]
    assert headings == [
        *("How the river is measured", "What to say and to ask", "What the survey shows"),
    ]


def test_a_picture_is_read_with_the_content(specimen: Briefing) -> None:
    assert set(specimen.files) == {"images/gauge.png", "data/own.json", "data/districts.geojson"}
    assert specimen.files["images/gauge.png"].startswith(b"\x89PNG")


# ----------------------------------------------------------------- metadata


def test_metadata_is_read_as_typed(specimen: Briefing) -> None:
    metadata = specimen.metadata
    assert words(metadata.title) == "The Selin River Commission and *clean* water"
    assert metadata.date == When("2025-03-04")
    assert metadata.edition == "3"
    assert metadata.status == "for_comment"
    assert metadata.embargo == "2025-03-05 09:00 Europe/Paris"
    assert metadata.keywords == ("rivers", "water, clean", "specimen")
    assert metadata.properties == {"File plan": "12/34", "Retention": "ten years"}


@pytest.mark.parametrize("typed", ["NO", "12:30", "010", "1.10", "2024-09-21", "~", "null"])
def test_nothing_is_taken_for_anything_else(tmp_path: Path, typed: str) -> None:
    briefing = read(tmp_path, f"reference: {typed}\nbody:\n  - {typed}\n")
    assert briefing.metadata.reference == typed
    assert isinstance(briefing.body[0], TextBlock)
    assert words(briefing.body[0].text[0]) == typed


def test_an_empty_value_is_a_missing_one(tmp_path: Path) -> None:
    metadata = read(tmp_path, "subtitle:\nstatus:\nbody:\n  - A text.\n").metadata
    assert metadata.subtitle is None
    assert metadata.status == "draft"


# ----------------------------------------------------------------- texts


def test_a_bare_text_is_a_text_block(tmp_path: Path) -> None:
    bare, long = read(tmp_path, "body:\n  - A text.\n  - text: A text.\n").body
    assert bare == long


def test_a_blank_line_starts_a_paragraph(tmp_path: Path) -> None:
    main = (
        "body:\n  - text: >\n      One\n      line.\n\n      Two.\n"
        "  - text: |\n      Three\n      lines.\n\n      Four.\n"
    )
    folded, literal = read(tmp_path, main).body
    assert isinstance(folded, TextBlock)
    assert isinstance(literal, TextBlock)
    assert [words(text) for text in folded.text] == ["One line.", "Two."]
    assert [words(text) for text in literal.text] == ["Three lines.", "Four."]


def test_a_paragraph_knows_where_it_was_written(tmp_path: Path) -> None:
    path = folder(tmp_path, "body:\n  - text: >\n      One.\n\n      Two.\n")
    places = content.read(path).places
    assert places["text-1.text.2"] == Place(str(path / "briefing.yaml"), 12, 7)


def test_inline_markup_is_read(tmp_path: Path) -> None:
    (block,) = read(tmp_path, "names: {UN: United Nations}\nbody:\n  - The {UN} met.\n").body
    assert isinstance(block, TextBlock)
    assert block.text[0].content == (Str("The "), Brace("UN", "", 4), Str(" met.", 8))


# ----------------------------------------------------------------- items


def test_a_label_stands_before_its_text(tmp_path: Path) -> None:
    (item,) = items(tmp_path, "- Note: a label, not a key.")
    assert (words(item.label), words(item.text)) == ("Note", "a label, not a key.")


def test_the_long_form_says_the_same_as_the_short_one(tmp_path: Path) -> None:
    short, long = items(tmp_path, "- Note: a text\n- {label: Note, text: a text}")
    assert words(short.label) == words(long.label)
    assert words(short.text) == words(long.text)


def test_a_list_after_a_label_is_the_list_inside(tmp_path: Path) -> None:
    (item,) = items(tmp_path, "- Metals:\n    - lead\n    - Others:\n        - zinc")
    assert words(item.label) == "Metals"
    assert item.text is None
    assert [words(inner.text) for inner in item.items] == ["lead", ""]
    assert words(item.items[1].items[0].text) == "zinc"


def test_an_item_takes_the_keys_of_a_block_after_its_label(tmp_path: Path) -> None:
    (item,) = items(tmp_path, "- Note: a text\n  detail: full\n  for: [press]\n  origin: ours")
    assert (item.detail, item.for_, item.origin) == ("full", ("press",), "ours")


def test_a_list_needs_no_words_that_lead_into_it(tmp_path: Path) -> None:
    (block,) = read(tmp_path, "body:\n  - list:\n    items: [One, Two]\n").body
    assert isinstance(block, ListBlock)
    assert block.list_ is None
    assert len(block.items) == 2


def test_key_figures_are_facts_by_name(specimen: Briefing) -> None:
    strip = next(block for at, block in addresses.walk(specimen.body) if at == "strip")
    figures = getattr(strip, "key_figures", ())
    assert [item.fact for item in figures] == ["stations", "budget", "clean_share", "samples"]
    assert words(figures[1].label) == "Budget of the year"


def test_a_row_is_a_list_of_cells_or_has_them_under_a_key(specimen: Briefing) -> None:
    table = next(block for at, block in addresses.walk(specimen.body) if at == "banks")
    assert isinstance(table, Table)
    assert [words(cell) for cell in table.rows[1].cells] == [
        "Lower",
        "Stone, set by hand",
        "{downstream.value}",
    ]
    assert table.rows[1].source == "survey"


@pytest.mark.parametrize(("typed", "meant"), [("yes", True), ("no", False), ("true", True)])
def test_a_flag_is_yes_or_no(tmp_path: Path, typed: str, meant: bool) -> None:
    main = f"body:\n  - list: Steps\n    ordered: {typed}\n    items: [One]\n"
    (block,) = read(tmp_path, main).body
    assert isinstance(block, ListBlock)
    assert block.ordered is meant


def test_every_block_takes_the_common_keys(tmp_path: Path) -> None:
    typed = (
        "  - text: A text.\n    id: opening\n    for: [press]\n    not_for: [public]\n"
        "    detail: key\n    handling: internal\n    origin: ours\n    source: nca\n"
        "    plain: Plain.\n    short: Short.\n    speak: Spoken.\n"
    )
    (block,) = read(tmp_path, f"sources: {{nca: {{title: Sheet}}}}\nbody:\n{typed}").body
    common: Common = block
    assert (common.id, common.for_, common.not_for) == ("opening", ("press",), ("public",))
    assert (common.detail, common.handling, common.origin) == ("key", "internal", "ours")
    assert [words(text) for text in (common.plain, common.short, common.speak)] == [
        "Plain.",
        "Short.",
        "Spoken.",
    ]


@dataclass(frozen=True, kw_only=True)
class Verse(Common):
    """`verse:` a kind of block that nobody has thought of yet."""

    verse: Annotated[Text, "The verse"]
    lines: Annotated[tuple[Text, ...], "Its lines"] = ()


def test_a_new_kind_of_block_needs_its_class_and_its_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(cast(dict[str, type], KINDS), "verse", Verse)
    monkeypatch.setitem(cast(dict[type, str], KIND_OF), Verse, "verse")
    (block,) = read(tmp_path, "body:\n  - verse: A song\n    lines: [One, Two]\n").body
    assert isinstance(block, Verse)
    assert [words(line) for line in block.lines] == ["One", "Two"]


# ----------------------------------------------------------------- facts, names, sources


def test_a_fact_keeps_the_precision_that_was_typed(specimen: Briefing) -> None:
    assert str(specimen.facts["clean_share"].value) == "62.50"


def test_a_formula_is_worked_out_and_kept(specimen: Briefing) -> None:
    surplus = specimen.facts["lower_surplus"]
    assert surplus.value == Decimal(134)
    assert surplus.formula == Formula("difference", ("downstream", "upstream"))
    assert surplus.source == "survey"


def test_facts_inherit_and_it_is_told_which(specimen: Briefing) -> None:
    assert specimen.facts["stations"].as_of == When("2025-02-28")
    assert specimen.inherited["stations"] == ("as_of", "source")
    assert specimen.inherited["length"] == ("source",)
    assert "budget" not in specimen.inherited
    assert specimen.facts["budget"].as_of is None


def test_words_in_quotes_are_a_date_in_words(specimen: Briefing) -> None:
    assert specimen.facts["samples_spring"].period == When("spring of 2024", words=True)


def test_a_unit_is_one_word_or_its_plural_forms(specimen: Briefing) -> None:
    assert specimen.facts["budget"].unit == {"other": "million euros"}
    assert specimen.facts["stations"].unit == {"one": "station", "other": "stations"}


def test_a_name_may_hold_figures_and_signs(specimen: Briefing) -> None:
    long = "Five Lower Provinces and the Capital"
    assert specimen.names["P5+1"] == Name("P5+1", long)


def test_a_departure_may_add_words_to_the_published_text(specimen: Briefing) -> None:
    assert [departure.printed for departure in specimen.departures] == [
        "colour ",
        "",
        "Sand.",
        "Figures",
    ]


# ----------------------------------------------------------------- files


def test_everything_may_stand_in_one_file(tmp_path: Path) -> None:
    main = (
        "facts: {talks: {value: 2, unit: rounds}}\nnames: {UN: United Nations}\n"
        "sources: {nca: {title: Sheet}}\nbody:\n  - The {UN} held {talks}.[^nca]\n"
        "departures:\n  - {at: text-1.text, printed: hold, corrected: held, why: tense}\n"
    )
    briefing, problems = content.check(folder(tmp_path, main))
    assert briefing is not None
    assert not problems


def test_a_file_of_sections_holds_a_block_or_a_list_of_them(tmp_path: Path) -> None:
    one, many = "section: One\nbody:\n  - A text.\n", "- Two.\n- Three.\n"
    files = {"sections/02-one": one, "sections/01-many": many}
    body = read(tmp_path, "body:\n  - First.\n", **files).body
    assert [at for at, _ in addresses.walk(body)] == [
        "text-1",
        "text-2",
        "text-3",
        "section-1",
        "section-1/text-1",
    ]


def test_files_with_windows_line_ends_are_read_alike(tmp_path: Path) -> None:
    path = folder(tmp_path, "body:\n  - text: >\n      One.\n\n      Two.\n")
    unix = content.read(path)
    main = path / "briefing.yaml"
    main.write_bytes(main.read_bytes().replace(b"\n", b"\r\n"))
    assert content.read(path) == unix


def test_a_folder_at_fault_raises_every_fault(tmp_path: Path) -> None:
    path = folder(tmp_path, "status: finished\nbody:\n  - quoute: Words\n  - text: A {txet}.\n")
    with pytest.raises(ContentError) as raised:
        content.read(path)
    assert [problem.code for problem in raised.value.problems] == ["C213", "C207", "C228"]


def test_warnings_leave_the_briefing_whole(tmp_path: Path) -> None:
    path = folder(tmp_path, "names: {UN: United Nations}\nbody:\n  - A text.\n")
    briefing, problems = content.check(path)
    assert briefing is not None
    assert [problem.code for problem in problems] == ["C236"]
    assert not errors(problems)
