"""Changes of a briefing by address: what its files say then, and what would be wrong."""

import difflib
from pathlib import Path

import pytest
from sample_folder import folder

from briefwright import content
from briefwright.editing import (
    Change,
    Insertion,
    Listing,
    Move,
    Proposal,
    Removal,
    Rewording,
    Setting,
    propose,
)

REAL = Path(__file__).resolve().parent.parent / "content" / "kazakhstan-peace-security"
BODY = """\
facts:
  loans: {value: 12400, unit: books}
  visits:
    value: 310
    unit: visits
body:
  - text: >
      The library lent {loans} in a year.

      Half of its {visits} were by children.
    id: opening
  - section: What it offers
    id: offers
    body:
      - list: Courses
        id: courses
        items:
          - Reading: every Monday.
          - Writing
      # Said by the director.
      - It is open on six days.
      - callout: It is free.
        id: free
  - It is the only one.
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return folder(tmp_path, BODY)


def lines(proposal: Proposal) -> list[str]:
    """The lines that go and come, of a proposal without conflicts."""
    assert not proposal.conflicts
    return [
        line
        for rewrite in proposal.rewrites
        for line in difflib.ndiff(rewrite.before.splitlines(), rewrite.after.splitlines())
        if line[0] in "-+"
    ]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (Rewording("opening.text.2", "Half of its {visits} were by children.",
                   "Half of its {visits} were by children, and a third by pupils."),
         ["-       Half of its {visits} were by children.",
          "+       Half of its {visits} were by children, and a third by pupils."]),
        (Rewording("offers.section", "What it offers", "What the library offers"),
         ["-   - section: What it offers", "+   - section: What the library offers"]),
        (Rewording("courses.items.1.label", "Reading", "Reading aloud"),
         ["-           - Reading: every Monday.", "+           - Reading aloud: every Monday."]),
        (Rewording("courses.items.1.text", "every Monday.", "every first Monday: in summer, too."),
         ["-           - Reading: every Monday.",
          '+           - Reading: "every first Monday: in summer, too."']),
        (Rewording("courses.items.2.text", "Writing", "Writing by hand"),
         ["-           - Writing", "+           - Writing by hand"]),
        (Rewording("briefing.title", "A sample", "A sample: second edition"),
         ["- title: A sample", '+ title: "A sample: second edition"']),
        (Setting("facts.loans.value", "12400", "12600"),
         ["-   loans: {value: 12400, unit: books}", "+   loans: {value: 12600, unit: books}"]),
        (Setting("facts.visits.as_of", "", "2024-08-31"), ["+     as_of: 2024-08-31"]),
        (Setting("facts.visits.unit", "visits", ""), ["-     unit: visits"]),
        (Setting("free.detail", "", "full"), ["+         detail: full"]),
        (Setting("briefing.status", "", "draft"), ["+ status: draft"]),
        (Setting("offers/text-1.id", "", "days"),
         ["-       - It is open on six days.", "+       - text: It is open on six days.",
          "+         id: days"]),
        (Setting("opening.text", "The library lent {loans} in a year. Half of its {visits} were by "
                 "children.", "The library lent {loans}."),
         ["-       The library lent {loans} in a year.", "+       The library lent {loans}.",
          "- ", "-       Half of its {visits} were by children."]),
        (Listing("free.not_for", (), ("press",)), ["+         not_for: [press]"]),
        (Insertion("courses.items.1", "after", "Sums: on Fridays."),
         ["+           - Sums: on Fridays."]),
        (Insertion("free.items", "inside", "One"), ["+         items:", "+           - One"]),
        (Removal("courses.items.2", "Writing"), ["-           - Writing"]),
        (Removal("text-2", "It is the only one."), ["-   - It is the only one."]),
        (Insertion("courses", "after", "callout: Come early.\nid: early\n"),
         ["+       - callout: Come early.", "+         id: early"]),
        (Insertion("opening", "before", "It begins here."), ["+   - It begins here."]),
        (Removal("offers/text-1", "# Said by the director.\nIt is open on six days.\n"),
         ["-       # Said by the director.", "-       - It is open on six days."]),
        (Move("free", "callout: It is free.\nid: free\n", "courses", "before"),
         ["+       - callout: It is free.", "+         id: free",
          "-       - callout: It is free.", "-         id: free"]),
        (Move("free", "callout: It is free.\nid: free\n", "opening", "after"),
         ["+   - callout: It is free.", "+     id: free",
          "-       - callout: It is free.", "-         id: free"]),
        (Move("text-2", "It is the only one.", "courses", "after"),
         ["+       - It is the only one.", "-   - It is the only one."]),
    ],
    ids=lambda one: f"{type(one).__name__} {one.at}" if hasattr(one, "at") else "",
)  # fmt: skip
def test_a_change_is_a_change_of_its_own_lines(
    path: Path, change: Change, expected: list[str]
) -> None:
    before = (path / "briefing.yaml").read_bytes()
    proposal = propose(path, [change])
    assert lines(proposal) == expected
    assert proposal.changes == (change,)
    assert (path / "briefing.yaml").read_bytes() == before


def test_changes_stand_on_those_before_them(path: Path) -> None:
    first = Setting("facts.loans.value", "12400", "12600")
    second = Setting("facts.loans.value", "12600", "12700")
    assert lines(propose(path, [first, second])) == [
        "-   loans: {value: 12400, unit: books}",
        "+   loans: {value: 12700, unit: books}",
    ]


def test_a_translation_is_changed_in_its_own_file() -> None:
    said = content.read(REAL).overlays["ru"].texts["briefing.title"].source
    change = Rewording("briefing.title", said, f"{said} сегодня", "ru")
    proposal = propose(REAL, [change])
    assert [one.path.name for one in proposal.rewrites] == ["briefing.ru.yaml"]
    assert lines(proposal)[1].endswith("сегодня")


def test_a_block_goes_from_one_file_to_another(path: Path) -> None:
    (path / "sections" / "01.yaml").write_text("- It stands in a file of its own.\n- So does it.\n")
    said = "callout: It is free.\nid: free\n"
    proposal = propose(path, [Move("free", said, "text-3", "after")])
    assert [one.path.name for one in proposal.rewrites] == ["briefing.yaml", "01.yaml"]
    assert proposal.rewrites[1].after == (
        "- It stands in a file of its own.\n- callout: It is free.\n  id: free\n- So does it.\n"
    )


def test_a_translation_that_is_changed_is_of_what_stands_there_now(path: Path) -> None:
    stale = "texts:\n  briefing.title: {of: aaaaaa, text: Образец}\n"
    (path / "briefing.ru.yaml").write_text(stale, encoding="utf-8")
    change = Rewording("briefing.title", "Образец", "Новый образец", "ru")
    proposal = propose(path, [change])
    assert lines(proposal) == [
        "-   briefing.title: {of: aaaaaa, text: Образец}",
        "+   briefing.title: {of: 6f345c, text: Новый образец}",
    ]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (Rewording("names.UN.long", "", "Организация", "ru"),
         ["+   names.UN: {of: c3c27c, short: ООН, long: Организация}"]),
        (Rewording("briefing.keywords", "", "мир\nпомощь, хлеб", "ru"),
         ["+   briefing.keywords: {of: e54556, text: [мир, \"помощь, хлеб\"]}"]),
        (Rewording("briefing.title", "", "Образец", "ru", of="bbbbbb"),
         ["+   briefing.title: {of: bbbbbb, text: Образец}"]),
    ],
)  # fmt: skip
def test_each_key_of_a_translation_is_written_with_what_it_translates(
    path: Path, change: Rewording, expected: list[str]
) -> None:
    main = path / "briefing.yaml"
    head = "keywords: [peace, aid]\nnames:\n  UN: United Nations\nfacts:\n"
    main.write_text(main.read_text().replace("facts:\n", head, 1))
    (path / "briefing.ru.yaml").write_text(
        "texts:\n"
        "  briefing.title: {of: aaaaaa, text: }\n"
        "  briefing.keywords: {of: e54556, text: }\n"
        "  names.UN: {of: c3c27c, short: ООН, long: }\n"
    )
    assert lines(propose(path, [change]))[1:] == expected


def test_a_translation_that_stands_under_a_sign_keeps_it(path: Path) -> None:
    said = "texts:\n  briefing.title:\n    of: 6f345c\n    text: >\n      Образец\n"
    (path / "briefing.ru.yaml").write_text(said, encoding="utf-8")
    proposal = propose(path, [Rewording("briefing.title", "Образец", "Новый образец", "ru")])
    assert lines(proposal) == ["-       Образец", "+       Новый образец"]


# ----------------------------------------------------------------- what can't be done


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (Rewording("offers.section", "What it does", "All that it does"), "changed meanwhile"),
        (Setting("facts.loans.value", "12000", "12600"), "changed meanwhile"),
        (Setting("facts.visits.unit", "", "calls"), "changed meanwhile"),
        (Removal("free", "callout: It is cheap."), "changed meanwhile"),
        (Rewording("nowhere.text", "a", "b"), "Nothing has the address"),
        (Rewording("briefing.title", "A sample", "Образец", "ru"), "no translation into “ru”"),
        (Setting("courses.items.2.text.of", "", "x"), "no keys of its own"),
        (Move("offers", "", "free", "after"), "changed meanwhile"),
    ],
    ids=lambda one: f"{type(one).__name__} {one.at}" if hasattr(one, "at") else "",
)  # fmt: skip
def test_what_cannot_be_changed_is_said_and_the_rest_is_done(
    path: Path, change: Change, why: str
) -> None:
    other = Setting("facts.visits.value", "310", "311")
    proposal = propose(path, [change, other])
    assert [one.change for one in proposal.conflicts] == [change]
    assert why in proposal.conflicts[0].why
    assert proposal.changes == (other,)


def test_a_conflict_shows_what_stands_there_now(path: Path) -> None:
    proposal = propose(path, [Rewording("offers.section", "What it does", "All that it does")])
    assert proposal.conflicts[0].found == "What it offers"


@pytest.fixture
def filed(path: Path) -> Path:
    """A briefing with two sections in files of their own."""
    for name, text in SECTIONS.items():
        (path / "sections" / name).write_text(text)
    return path


SECTIONS = {
    "01-first.yaml": "section: First\nid: first\nbody:\n  - One.\n",
    "02-second.yaml": "section: Second\nid: second\nbody:\n  - Two.\n",
}
FIRST, SECOND = SECTIONS.values()


@pytest.mark.parametrize(
    ("change", "files"),
    [
        (Insertion("first", "after", "section: New ways\nbody:\n  - Three.\n"),
         {"01-first.yaml": FIRST, "02-new-ways.yaml": "section: New ways\nbody:\n  - Three.\n",
          "03-second.yaml": SECOND}),
        (Insertion("first", "before", "section: New\n"),
         {"00-new.yaml": "section: New\n", **SECTIONS}),
        (Removal("first", FIRST), {"02-second.yaml": SECOND}),
        (Move("second", SECOND, "first", "before"),
         {"01-second.yaml": SECOND, "02-first.yaml": FIRST}),
        (Move("text-2", "It is the only one.", "second", "after"),
         {**SECTIONS, "03-it-is-the-only-one.yaml": "It is the only one.\n"}),
        (Move("first", FIRST, "free", "after"), {"02-second.yaml": SECOND}),
    ],
    ids=lambda one: f"{type(one).__name__} {one.at}" if hasattr(one, "at") else "",
)  # fmt: skip
def test_a_section_with_a_file_of_its_own_is_where_its_name_puts_it(
    filed: Path, change: Change, files: dict[str, str]
) -> None:
    before = {one.name: one.read_text() for one in (filed / "sections").iterdir()}
    proposal = propose(filed, [change])
    assert not proposal.conflicts
    assert not proposal.faults
    for one in proposal.rewrites:
        if one.path.parent.name == "sections":
            before[one.path.name] = one.after
    assert {name: text for name, text in before.items() if text} == files


def test_files_without_numbers_have_no_order_to_change(filed: Path) -> None:
    (filed / "sections" / "02-second.yaml").rename(filed / "sections" / "second.yaml")
    proposal = propose(filed, [Move("second", SECOND, "first", "before")])
    assert "have no numbers" in proposal.conflicts[0].why


def test_a_block_does_not_go_inside_itself(path: Path) -> None:
    whole = (path / "briefing.yaml").read_text()
    start = whole.index("section: What")
    said = "\n".join(
        line.removeprefix("    ")
        for line in whole[start : whole.index("  - It is the only")].splitlines()
    )
    proposal = propose(path, [Move("offers", said, "free", "after")])
    assert "inside itself" in proposal.conflicts[0].why


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (Rewording("offers.section", "What it offers", "What {nobody} offers"), "C2"),
        (Rewording("opening.text.2", "Half of its {visits} were by children.", "{loans"), "I"),
        (Setting("facts.loans.value", "12400", "many"), "C2"),
        (Insertion("courses", "after", "calout: Come early."), "C2"),
    ],
)
def test_a_new_fault_is_found_before_anything_is_written(
    path: Path, change: Change, code: str
) -> None:
    proposal = propose(path, [change])
    assert proposal.faults
    assert proposal.faults[0].code.startswith(code)
    where = proposal.faults[0].where
    assert where is not None
    assert where.file == str(path / "briefing.yaml")


def test_a_fault_that_was_there_before_is_not_blamed_on_the_change(tmp_path: Path) -> None:
    path = folder(tmp_path, BODY.replace("It is the only one.", "It is {nobody}."))
    proposal = propose(path, [Setting("facts.loans.value", "12400", "12600")])
    assert [one.code[0] for one in proposal.problems if one.level == "error"] == ["C"]
    assert proposal.faults == ()
    assert len(proposal.rewrites) == 1
