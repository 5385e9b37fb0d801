"""A draft is written whatever is wrong with it, and tells that on its first page."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import HOME, TEMPLATES
from sample_folder import folder

from briefwright import audience, content, edition, pipeline
from briefwright.cli.main import main
from briefwright.edition import Item, Leaf
from briefwright.edition.fault_lines import write_lines
from briefwright.edition.runs import Words
from briefwright.formats import FORMATS
from briefwright.problems import errors
from briefwright.verify import disclosure

# All of C219 is internal, which a draft doesn't override.
BROKEN = sorted(
    path
    for path in (HOME / "tests" / "broken").iterdir()
    if path.name[0] in "CFIY" and path.name != "C219" and (path / "content").is_dir()
)
FULL = "full"


@pytest.fixture(scope="module")
def full() -> audience.Audience:
    return audience.read(TEMPLATES, FULL)


@pytest.mark.parametrize("specimen", BROKEN, ids=lambda path: path.name)
def test_whatever_is_wrong_with_content_an_edition_can_be_made(
    full: audience.Audience, specimen: Path
) -> None:
    (path,) = (specimen / "content").iterdir()
    briefing, problems = content.draft(path)
    chosen = edition.attempt(briefing, full, briefing.metadata.language)
    reader = edition.Reader.of(briefing, full, lambda words: True)
    lines = write_lines(errors(problems), chosen, chosen, reader, "draft.faults")
    draft = edition.draft(chosen, lines, full.theme.labels["en"])
    assert draft.head.watermark == "DRAFT"
    printed = [leaf.text for leaf in draft.leaves() if leaf.at.startswith("draft.faults.")]
    codes = [text[-5:-1] for text in printed if text.endswith(")")]
    assert codes == [problem.code for problem in errors(problems)]


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A final briefing with a fault in a text, one in a fact and a table that a text names."""
    home = tmp_path_factory.mktemp("draft")
    shutil.copytree(TEMPLATES / "base", home / "templates/base")
    shutil.copytree(TEMPLATES / "audiences/full", home / "templates/audiences/full")
    path = home / "content" / "sample"
    path.mkdir(parents=True)
    (path / "briefing.yaml").write_text(
        """format: 1
title: A sample
language: en
date: 2024-09-21
owner: Press office
contact: press@example.org
handling: open
status: final
facts:
  ships: {value: 3, unit: ships}
  tons: {value: many, unit: tons}
body:
  - There are {ships}.
  - There are {shipps}.
  - They weigh {tons}, as {weights} shows.
  - {table: Weights, id: weights, columns: [Ship, Tons], rows: [[One, 1, 2]]}
""",
        encoding="utf-8",
    )
    assert main(["build", "sample"], home) == 1
    assert list((home / "output").rglob("*.pdf")) == []
    assert main(["build", "sample", "--draft"], home) == 0
    return home / "output/sample/drafts/en"


@pytest.mark.parametrize("format_", ["pdf", "docx"])
def test_a_draft_begins_with_its_faults_and_holds_what_none_touches(
    drafted: Path, format_: str
) -> None:
    data = (drafted / f"sample-full-en-DRAFT.{format_}").read_bytes()
    marks = [" ".join(mark.text.split()) for mark in FORMATS[format_].read(data).body]
    assert marks[0] == "Draft. To be mended before it goes out"
    faults = [mark for mark in marks if mark.endswith(")") and "briefing.yaml:" in mark]
    assert len(faults) == 3
    assert "briefing.yaml:14:15: A brace or a link that leads to nothing. (C228)" in faults
    fell_out = "briefing.yaml:15:5: Left out, for it uses or stands in something that is at fault."
    assert fell_out in marks
    title = marks.index("A sample")
    assert "There are 3 ships." in marks[title:]
    assert not any("weigh" in mark or "shipps" in mark for mark in marks[title:])


def test_the_faults_have_the_first_page_for_themselves(drafted: Path) -> None:
    data = (drafted / "sample-full-en-DRAFT.pdf").read_bytes()
    pages = {mark.text: mark.page for mark in FORMATS["pdf"].read(data).body}
    assert pages["Draft. To be mended before it goes out"] == 1
    assert pages["A sample"] == 2


def test_a_page_budget_holds_no_draft_back_and_is_told(
    full: audience.Audience, tmp_path: Path
) -> None:
    words = "The river is measured at each of its stations. " * 30
    briefing = content.read(folder(tmp_path, "body:\n" + f"  - {words}\n" * 9))
    small = replace(full, max_pages=1)
    built = pipeline.build(briefing, small, "en", ["pdf"], pipeline.Draft())
    assert built.pages > 2
    told = [leaf.text for leaf in built.edition.leaves() if leaf.at.startswith("draft.faults.")]
    assert [fault[-6:] for fault in told] == ["(A530)"]


def test_what_a_reader_must_not_see_holds_a_draft_back_too(
    full: audience.Audience, tmp_path: Path
) -> None:
    body = "body:\n  - Words\n  - {text: Secret, handling: internal, for: [full]}\n"
    briefing = content.read(folder(tmp_path, body))
    with pytest.raises(pipeline.ContentError) as raised:
        pipeline.build(briefing, full, "en", ["pdf"], pipeline.Draft())
    assert [problem.code for problem in raised.value.problems] == ["A511"]


@pytest.mark.parametrize(
    "block",
    [
        "'There are {kept.value} of them.'",
        "'That is {part.parts}.'",
        "{key_figures: [kept, open]}",
        "{chart: Barrels, rows: [kept, open]}",
        "{table: Barrels, columns: [What, Barrels], rows: [kept, open]}",
    ],
)
def test_a_fact_that_its_reader_must_not_see_holds_a_draft_back(
    full: audience.Audience, tmp_path: Path, block: str
) -> None:
    facts = (
        "facts:\n"
        "  kept: {value: 4321, unit: barrels, label: Kept, handling: internal}\n"
        "  open: {value: 8642, unit: barrels, label: Open}\n"
        '  part: {share: [kept, open], unit: "%", label: Part, handling: open}\n'
    )
    public = replace(full, clearance=("open",))
    briefing = content.read(folder(tmp_path, f"{facts}body:\n  - {block}\n"))
    with pytest.raises(pipeline.ContentError) as raised:
        pipeline.build(briefing, public, "en", ["pdf"], pipeline.Draft())
    assert {problem.code for problem in raised.value.problems} == {"A505"}


# ----------------------------------------------------------------- what its reader must not see

FACT = "facts:\n  kept: {value: 4321, unit: barrels, handling: internal}\n"
OFFER = "The envoy will offer water at the third round"


def lines(path: Path, reader: audience.Audience) -> tuple[list[str], list[str]]:
    """A folder with faults → the lines of its draft's first page, and all that is printed else."""
    briefing, problems = content.draft(path)
    assert errors(problems)
    draft = pipeline.Draft(errors(problems))
    leaves = tuple(pipeline.build(briefing, reader, "en", ["pdf"], draft).edition.leaves())
    first = [leaf.text for leaf in leaves if leaf.at.startswith("draft.faults.")]
    return first, [leaf.text for leaf in leaves if not leaf.at.startswith("draft.")]


@pytest.mark.parametrize(
    ("body", "line"),
    [
        (
            f"{FACT}body:\n  - {{text: Open., holds: kept >= 5000}}\n",
            "briefing.yaml:11:26: `holds:` isn't true (F420)",
        ),
        (
            f"body:\n  - {{text: '{OFFER} {{x}}.', handling: internal, id: offer}}\n",
            "Fault 1 (C228)",
        ),
        (f"body:\n  - {{texx: {OFFER}, handling: internal, id: offer}}\n", "Fault 1 (C207)"),
        (
            "facts:\n  kept: {value: 4 321, unit: barrels, handling: internal}\nbody: [Open.]\n",
            "Fault 1 (C216)",
        ),
    ],
)
def test_the_first_page_shows_what_a_fault_means_and_nothing_that_is_withheld(
    full: audience.Audience, tmp_path: Path, body: str, line: str
) -> None:
    first, rest = lines(folder(tmp_path, body), full)
    assert first[0] == line
    for text in (*first, *rest):
        assert not [word for word in ("envoy", "4321", "4 321", "offer", "kept") if word in text]


@pytest.mark.parametrize(
    "block",
    [
        f"text: {OFFER}\n    handling internal",
        f"text: {OFFER}\n   handling: internal",
        f"text: {OFFER}\n      handling: internal",
        f"text: {OFFER}\n\thandling: internal",
        f"text: {OFFER}\n    handlng: internal",
        f"text: {OFFER}\n    handling: intrnal",
        f"text: {OFFER}\n    for: [full]\n    for: [press]",
        f"{{text: {OFFER} handling: internal}}",
        f"{{text: {OFFER}, handling: internal",
        f"{{text: {OFFER}, handling: internal, x: }}",
    ],
)
@pytest.mark.parametrize("before", ["", "  - {text: , source: x}\n"], ids=["", "after a lost one"])
def test_a_block_whose_handling_a_fault_may_have_taken_is_left_out(
    full: audience.Audience, tmp_path: Path, block: str, before: str
) -> None:
    first, rest = lines(folder(tmp_path, f"body:\n{before}  - {block}\n  - Open.\n"), full)
    assert first
    assert rest[0] == "A sample"
    assert not any("envoy" in text for text in (*first, *rest))


@pytest.mark.parametrize("damage", ["date: soon", "date: 2024-09-21\nowner: [x]"])
def test_an_internal_briefing_whose_metadata_are_at_fault_stays_internal(
    full: audience.Audience, tmp_path: Path, damage: str
) -> None:
    path = folder(tmp_path, f"body:\n  - {OFFER}.\n")
    main = (path / "briefing.yaml").read_text(encoding="utf-8")
    spoilt = main.replace("handling: open", "handling: internal").replace(
        "date: 2024-09-21", damage
    )
    (path / "briefing.yaml").write_text(spoilt, encoding="utf-8")
    with pytest.raises(pipeline.ContentError) as raised:
        lines(path, full)
    assert [problem.code for problem in raised.value.problems] == ["A512"]


@pytest.mark.parametrize("handling", ["", "handling: intrnal\n"])
def test_nothing_is_printed_of_a_briefing_that_does_not_say_who_may_see_it(
    full: audience.Audience, tmp_path: Path, handling: str
) -> None:
    path = folder(tmp_path, f"body:\n  - {OFFER}.\n")
    main = (path / "briefing.yaml").read_text(encoding="utf-8")
    (path / "briefing.yaml").write_text(main.replace("handling: open\n", handling))
    first, rest = lines(path, full)
    assert "(C2" in first[0]
    assert first[1].endswith("Left out, for it uses or stands in something that is at fault.")
    assert not any("envoy" in text or "A sample" in text for text in (*first, *rest))


def test_the_title_stays_where_other_metadata_are_at_fault(
    full: audience.Audience, tmp_path: Path
) -> None:
    path = folder(tmp_path, "body:\n  - Open.\n")
    main = (path / "briefing.yaml").read_text(encoding="utf-8")
    (path / "briefing.yaml").write_text(main.replace("2024-09-21", "soon"), encoding="utf-8")
    first, rest = lines(path, full)
    assert first == ["briefing.yaml:4:7: Not a date. (C215)"]
    assert rest[0] == "A sample"
    assert "Open." in rest


def test_a_gap_stands_where_metadata_are_at_fault_and_no_made_up_date(
    full: audience.Audience, tmp_path: Path
) -> None:
    path = folder(tmp_path, "body:\n  - Open.\n")
    main = (path / "briefing.yaml").read_text(encoding="utf-8")
    spoilt = main.replace("2024-09-21", "soon").replace("owner: Press office\n", "")
    assert spoilt.count("soon") == 1
    (path / "briefing.yaml").write_text(spoilt, encoding="utf-8")
    briefing, problems = content.draft(path)
    draft = pipeline.Draft(errors(problems))
    built = pipeline.build(briefing, full, "en", draft=draft)
    printed = [leaf.text for leaf in built.edition.leaves() if not leaf.at.startswith("draft.")]
    assert printed == [
        "A sample",
        "[?]",
        "Edition 1 · Draft",
        "Responsible: [?] · Contact: press@example.org",
        "Open.",
    ]
    assert built.edition.head.date == ""
    assert not errors(built.problems)


def test_what_cannot_be_laid_out_is_named_block_by_block(
    full: audience.Audience, tmp_path: Path
) -> None:
    briefing = content.read(folder(tmp_path, "body:\n  - Open \U00010330.\n  - Open too.\n"))
    built = pipeline.build(briefing, full, "en", ["pdf"], pipeline.Draft())
    text = [leaf.text for leaf in built.edition.leaves()]
    reason = "Left out, for the draft could not be laid out with it."
    assert text[1].endswith("A font lacks a character. (L804)")
    assert text[2:5] == [
        f"briefing.yaml:9:5: {reason}",
        f"briefing.yaml:10:5: {reason}",
        "A sample",
    ]
    assert "Open too." not in text


def test_a_file_whose_name_says_something_withheld_is_not_named(
    full: audience.Audience, tmp_path: Path
) -> None:
    body = f"body:\n  - {{text: {OFFER}, id: secret-offer, handling: internal}}\n"
    path = folder(tmp_path, body, **{"sections/secret-offer": "section: S\nbody: ['{x}', y]\n"})
    first, _ = lines(path, full)
    assert first == ["Fault 1 (C228)"]


def test_words_on_the_first_page_are_searched_though_the_edition_says_them(
    full: audience.Audience, tmp_path: Path
) -> None:
    body = f"body:\n  - Open.\n  - {{text: {OFFER}, id: secret-offer, handling: internal}}\n"
    briefing = content.read(folder(tmp_path, body))
    chosen = edition.select(briefing, full, "en")
    for words, is_found in ((OFFER, True), ("Not a date.", False)):
        line = Item(Leaf("draft.faults.1", (Words(words),)))
        draft = edition.draft(chosen, (line,), full.theme.labels["en"])
        guard = disclosure.collect_withheld(briefing, full, draft)
        assert disclosure.discloses(guard, words) is is_found
