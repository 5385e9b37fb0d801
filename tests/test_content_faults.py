"""What is wrong with content is told at its place, all of it in one run, in plain words."""

from pathlib import Path

import pytest
from sample_folder import folder

from briefwright import content
from briefwright.problems import CODES, Problem

BROKEN = Path(__file__).parent / "broken"
SPECIMENS = sorted(path for path in BROKEN.iterdir() if path.name[0] in "CFI")


def shown(path: Path, problem: Problem) -> str:
    """A problem as `expected.txt` tells it: file in the folder, line, column, code."""
    assert problem.where is not None
    name = Path(problem.where.file).relative_to(path).as_posix()
    return f"{name}:{problem.where.line}:{problem.where.column}: {problem.code}"


def faults(tmp_path: Path, main: str, **files: str) -> list[str]:
    """A folder's faults without their message."""
    path = folder(tmp_path, main, **files)
    return [shown(path, problem) for problem in content.check(path)[1]]


def message(tmp_path: Path, main: str, **files: str) -> str:
    """The only fault of a folder, in words."""
    (problem,) = content.check(folder(tmp_path, main, **files))[1]
    return problem.message


# ----------------------------------------------------------------- specimens


def test_every_code_of_content_has_a_specimen() -> None:
    codes = {code for code in CODES if code.startswith("C2")}
    assert len(codes) > 30
    assert codes <= {path.name for path in SPECIMENS}


@pytest.mark.parametrize("specimen", SPECIMENS, ids=lambda path: path.name)
def test_a_specimen_shows_its_fault_and_no_other(specimen: Path) -> None:
    sample = specimen / "content" / "sample"
    expected = (specimen / "expected.txt").read_text(encoding="utf-8").splitlines()
    problems = content.check(sample)[1]
    assert expected
    assert [shown(sample, problem) for problem in problems] == expected


@pytest.mark.parametrize("specimen", SPECIMENS, ids=lambda path: path.name)
def test_a_message_is_a_sentence(specimen: Path) -> None:
    problems = content.check(specimen / "content" / "sample")[1]
    assert problems
    for problem in problems:
        assert problem.message[-1] in ".?"
        assert problem.code in CODES


# ----------------------------------------------------------------- all of it, once


@pytest.mark.parametrize(
    ("key", "code"), [("idd: one", "C206"), ("id: “one”", "C225"), ("\tid: one", "Y102")]
)
def test_a_slip_in_an_id_is_not_told_again_by_each_departure(
    tmp_path: Path, key: str, code: str
) -> None:
    departure = "  - {at: one.text, printed: hold, corrected: held, why: tense}\n"
    main = f"body:\n  - text: They held.\n    {key}\ndepartures:\n{departure}{departure}"
    assert [told[-4:] for told in faults(tmp_path, main)] == [code]


def test_all_faults_of_all_files_come_in_one_run(tmp_path: Path) -> None:
    main = "status: finished\nbody:\n  - quoute: Words\n"
    files = {
        "facts": "Serving: {value: many}\n",
        "sections/01-one": "section: One\nbody:\n  - text: A {txet}.\n    id: The one\n",
    }
    assert faults(tmp_path, main, **files) == [
        "briefing.yaml:8:9: C213",
        "briefing.yaml:10:5: C207",
        "facts.yaml:1:1: C225",
        "facts.yaml:1:18: C216",
        "sections/01-one.yaml:3:13: C228",
        "sections/01-one.yaml:4:9: C225",
    ]


def test_a_fault_at_a_fact_is_told_once_however_often_the_fact_is_used(tmp_path: Path) -> None:
    main = (
        "facts:\n  guests: {value: many}\n  hosts: {value: 2}\n  all: {sum: [guests, hosts]}\n"
        "body:\n  - There were {guests}, {all} in all.\n"
    )
    assert faults(tmp_path, main) == ["briefing.yaml:9:19: C216"]


def test_a_file_that_can_t_be_read_makes_no_faults_elsewhere(tmp_path: Path) -> None:
    path = folder(tmp_path, "body:\n  - There were {guests}.\n")
    (path / "facts.yaml").write_bytes("guests: {value: 2, unit: gäste}\n".encode("latin-1"))
    assert [problem.code for problem in content.check(path)[1]] == ["C202"]


@pytest.mark.parametrize(
    ("main", "expected"),
    [
        ("", "briefing.yaml:1:1: C202"),
        ("- title: A list\n", "briefing.yaml:1:1: C211"),
        ("just words\n", "briefing.yaml:1:1: C211"),
    ],
)
def test_a_briefing_that_is_no_briefing_has_one_fault(
    tmp_path: Path, main: str, expected: str
) -> None:
    path = folder(tmp_path, "", names="UN: United Nations\n")
    (path / "briefing.yaml").write_text(main, encoding="utf-8")
    assert [shown(path, problem) for problem in content.check(path)[1]] == [expected]


def test_a_briefing_with_nothing_to_print_is_told_so(tmp_path: Path) -> None:
    assert faults(tmp_path, "facts:\nbody:\n") == ["briefing.yaml:1:1: C210"]


def test_a_block_at_fault_still_counts_where_others_name_it(tmp_path: Path) -> None:
    main = "body:\n  - table: Talks\n    id: talks\n    columns: [Year]\n  - See {talks}.\n"
    assert faults(tmp_path, main) == ["briefing.yaml:9:5: C210"]


# ----------------------------------------------------------------- places


def test_a_fault_in_a_folded_text_points_at_its_own_token(tmp_path: Path) -> None:
    main = (
        "body:\n  - text: >\n      One line,\n      another line\n\n      with {nothing} in it.\n"
    )
    assert faults(tmp_path, main) == ["briefing.yaml:13:12: C228"]


def test_a_fault_in_quotes_points_at_its_own_token(tmp_path: Path) -> None:
    assert faults(tmp_path, 'body:\n  - "One: {nothing}."\n') == ["briefing.yaml:9:11: C228"]


def test_a_fault_in_a_label_points_into_the_label(tmp_path: Path) -> None:
    main = "body:\n  - list: Things\n    items:\n      - The {nothing} label: text\n"
    assert faults(tmp_path, main) == ["briefing.yaml:11:13: C228"]


def test_a_fault_names_the_address_of_its_text(tmp_path: Path) -> None:
    main = "body:\n  - list: Things\n    items:\n      - One\n      - The {nothing}.\n"
    (problem,) = content.check(folder(tmp_path, main))[1]
    assert problem.at == "list-1.items.2.text"


# ----------------------------------------------------------------- did you mean


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("- quoute: Words\n    who: X", "quote"),
        ("- key messages:\n      - One.", "key_messages"),
        ("- Text: Words", "text"),
        ("- text: Words\n    soruce: nca", "source"),
        ("- text: Words\n    not-for: [press]", "not_for"),
        ("- callout: Words\n    kind: warnig", "warning"),
        ("- text: Words.[^ncaa]", "nca"),
        ("- text: The {serving_nwo}.", "serving_now"),
        ("- text: The {un}.", "UN"),
    ],
)
def test_what_was_meant_is_offered(tmp_path: Path, typed: str, meant: str) -> None:
    parts = (
        "facts: {serving_now: {value: 1, source: nca}}\nnames: {UN: United Nations}\n"
        "sources: {nca: {title: Sheet}}\n"
    )
    path = folder(tmp_path, f"{parts}body:\n  {typed}\n")
    problems = [problem for problem in content.check(path)[1] if problem.level == "error"]
    assert any(f"“{meant}”" in one.message or f"`{meant}:`" in one.message for one in problems)


def test_a_key_that_begins_a_block_is_told_to_take_a_hyphen(tmp_path: Path) -> None:
    assert "hyphen" in message(tmp_path, "body:\n  - text: Words\n    quote: Words\n")


def test_running_text_that_reads_as_a_label_is_told_how_to_be_text(tmp_path: Path) -> None:
    told = message(tmp_path, "body:\n  - There are three aims: peace, trade and rest.\n")
    assert "`text: >`" in told


def test_a_thousands_separator_is_told_with_the_number_to_write(tmp_path: Path) -> None:
    main = 'facts:\n  warheads: {value: "1,410"}\nbody:\n  - The {warheads}.\n'
    assert "Write 1410" in message(tmp_path, main)


# ----------------------------------------------------------------- what must not happen


def test_a_label_and_a_text_never_hide_each_other(tmp_path: Path) -> None:
    main = "body:\n  - list: Things\n    items:\n      - Note: one\n        text: two\n"
    assert faults(tmp_path, main) == ["briefing.yaml:12:9: C204"]


def test_an_item_is_a_text_or_a_fact(tmp_path: Path) -> None:
    main = (
        "facts: {talks: {value: 2}}\nbody:\n  - key_figures:\n      - {fact: talks, text: lost}\n"
        "  - list: Things\n    items:\n      - {fact: talks, text: lost}\n"
    )
    assert faults(tmp_path, main) == ["briefing.yaml:11:9: C211", "briefing.yaml:14:9: C211"]


def test_a_label_needs_something_after_it(tmp_path: Path) -> None:
    main = "body:\n  - list: Things\n    items:\n      - Key Initiatives:\n"
    assert faults(tmp_path, main) == ["briefing.yaml:11:9: C212"]


@pytest.mark.parametrize("handling", ["open", "internal"])
def test_no_part_is_less_strict_than_the_whole(tmp_path: Path, handling: str) -> None:
    path = folder(
        tmp_path,
        f"body:\n  - section: One\n    handling: SECRET\n    body:\n      - text: Two.\n"
        f"        handling: {handling}\n",
    )
    assert [problem.code for problem in content.check(path)[1]] == ["C219"]


def test_background_can_t_be_opened(tmp_path: Path) -> None:
    main = "body:\n  - background: Words\n    handling: open\n"
    assert faults(tmp_path, main) == ["briefing.yaml:10:15: C219"]


def test_a_picture_can_t_be_fetched_through_a_link_out_of_the_folder(tmp_path: Path) -> None:
    path = folder(tmp_path, "body:\n  - image: secret.png\n    alt: A secret\n")
    (tmp_path / "secret.png").write_bytes(b"\x89PNG")
    (path / "secret.png").symlink_to(tmp_path / "secret.png")
    assert [problem.code for problem in content.check(path)[1]] == ["C232"]


def test_a_large_picture_is_refused_unread(tmp_path: Path) -> None:
    path = folder(tmp_path, "body:\n  - image: large.png\n    alt: Much\n")
    with (path / "large.png").open("wb") as picture:
        picture.truncate(30_000_000)
    assert [problem.code for problem in content.check(path)[1]] == ["C232"]


def test_a_reference_to_what_has_no_number_is_refused(tmp_path: Path) -> None:
    main = "body:\n  - text: One.\n    id: one\n  - See {one}.\n"
    assert faults(tmp_path, main) == ["briefing.yaml:11:9: C229"]


def test_a_form_that_a_section_does_not_have_is_refused_where_it_stands(tmp_path: Path) -> None:
    main = "body:\n  - section: One\n    id: one\n    body:\n      - See {one.pages}.\n"
    assert faults(tmp_path, main) == ["briefing.yaml:12:13: C229"]


def test_no_page_can_be_named_for_those_who_do_not_see_it(tmp_path: Path) -> None:
    main = (
        "body:\n  - section: One\n    id: one\n    body:\n      - Text.\n"
        "  - table: Numbers\n    columns: [A]\n    rows: [[x]]\n    alt: See {one.page}.\n"
    )
    assert faults(tmp_path, main) == ["briefing.yaml:16:14: C229"]


def test_an_address_of_one_block_can_t_be_the_id_of_another(tmp_path: Path) -> None:
    main = "body:\n  - text: One.\n    id: list-1\n  - list:\n    items: [Two]\n"
    assert faults(tmp_path, main) == ["briefing.yaml:9:5: C226"]


def test_an_unused_fact_is_a_warning_unless_a_formula_uses_it(tmp_path: Path) -> None:
    main = (
        "facts:\n  one: {value: 1}\n  two: {value: 2}\n  both: {sum: [one, two]}\n"
        "  three: {value: 3}\nbody:\n  - There are {both}.\n"
    )
    assert faults(tmp_path, main) == ["briefing.yaml:12:3: C236"]


# ----------------------------------------------------------------- the safe rewrites


def test_what_can_be_mended_safely_is_mended_and_shown(tmp_path: Path) -> None:
    path = folder(tmp_path, "body:\n  - text: One: two.\n")
    before = content.check(path)[1]
    (diff,) = content.fix(path)
    assert before
    assert '+  - text: "One: two."' in diff
    assert content.check(path)[1] == ()
    assert content.fix(path) == ()
