"""The rules of the editor, one by one: a text and what is found in it, a text and silence."""

from dataclasses import replace
from pathlib import Path

import pytest
from conftest import TEMPLATES
from editorial_cases import FOUND, RUSSIAN, SILENT, Case, text
from sample_folder import folder

from briefwright import audience, content, editorial
from briefwright.audience import Audience
from briefwright.editorial import RULES, Review
from briefwright.problems import CODES


@pytest.fixture(scope="session")
def full() -> Audience:
    return audience.read(TEMPLATES, "full")


def review(tmp_path: Path, main: str, *audiences: Audience) -> Review:
    """What stands in briefing.yaml after the metadata → the review."""
    path = folder(tmp_path, "")
    head = (path / "briefing.yaml").read_text(encoding="utf-8")
    if "language: " in main:
        head = head.replace("language: en\n", "")
    main, _, russian = main.partition(RUSSIAN)
    (path / "briefing.yaml").write_text(head + main, encoding="utf-8")
    if russian:
        (path / "briefing.ru.yaml").write_text(russian, encoding="utf-8")
    return editorial.review(content.read(path), audiences)


def named(case: tuple[str, ...]) -> str:
    return f"{case[0]} {case[1].rpartition('>')[2].strip()[:40]}"


@pytest.mark.parametrize("case", FOUND, ids=named)
def test_a_rule_finds(case: Case, tmp_path: Path, full: Audience) -> None:
    code, main, words = case
    found = [
        one.words for one in review(tmp_path, main, full).suggestions if one.problem.code == code
    ]
    assert len(found) == 1, found
    assert found[0].startswith(words)


@pytest.mark.parametrize("case", SILENT, ids=named)
def test_a_rule_is_silent(case: tuple[str, str], tmp_path: Path, full: Audience) -> None:
    code, main = case
    problems = review(tmp_path, main, full).problems
    assert [one.message for one in problems if one.code == code] == []


def test_every_rule_has_its_findings_and_at_least_three_silences() -> None:
    codes = [rule.code for rule in RULES]
    assert len(codes) == len(set(codes)) >= 15
    assert set(codes) | {"E118", "E119"} == {code for code in CODES if code.startswith("E")}
    assert {code for code in codes if code not in {case[0] for case in FOUND}} == set()
    silences = [case[0] for case in SILENT]
    assert {code for code in codes if silences.count(code) < 3} == set()


def test_a_finding_points_at_its_own_token_in_a_folded_text(tmp_path: Path, full: Audience) -> None:
    main = (
        "body:\n  - >\n    The ministers met in Oslo,\n    where they are currently\n    at work.\n"
    )
    (problem,) = review(tmp_path, main, full).problems
    assert problem.where is not None
    assert (problem.where.line, problem.where.column) == (11, 20)


def test_a_finding_points_behind_the_braces_that_print_more_than_they_are(
    tmp_path: Path, full: Audience
) -> None:
    main = "names: {MFA: Ministry of Foreign Affairs}\n" + text(
        "{MFA.long} is *now* currently shut."
    )
    (problem,) = review(tmp_path, main, full).problems
    assert problem.where is not None
    assert problem.where.column == 5 + len("{MFA.long} is *now* ")


def test_each_finding_is_told_once_and_names_its_audiences_if_not_all(
    tmp_path: Path, full: Audience
) -> None:
    press = replace(full, name="press", titled="press", lineage=("press",))
    main = (
        "names: {MFA: Ministry of Foreign Affairs}\nbody:\n"
        "  - {text: '{MFA} met.', not_for: [press]}\n  - text: The MFA won; ECOWAS lost.\n"
    )
    problems = review(tmp_path, main, full, press).problems
    assert sorted(problem.message for problem in problems) == [
        "“ECOWAS” is not explained where it is first used.",
        "“MFA” is not explained where it is first used (audience: press).",
    ]


def test_an_audience_that_wants_short_forms_gets_them_without_a_word(
    tmp_path: Path, full: Audience
) -> None:
    short = replace(full, acronyms="short")
    assert review(tmp_path, text("ECOWAS met."), short).problems == ()


def test_rules_of_one_language_leave_the_others_alone(tmp_path: Path, full: Audience) -> None:
    path = folder(tmp_path, text("Le center currently (oui."))
    main = (path / "briefing.yaml").read_text(encoding="utf-8")
    (path / "briefing.yaml").write_text(
        main.replace("language: en", "language: fr"), encoding="utf-8"
    )
    found = editorial.review(content.read(path), [full]).problems
    assert [problem.code for problem in found] == ["E104"]


# ----------------------------------------------------------------- acceptances

ACCEPTED = "accepted:\n  - {{code: E107, at: {at}, words: {words}, why: It is a test.}}\n"


@pytest.mark.parametrize(
    ("at", "words"), [("text-1.text", "currently"), ("text-1", "currently"), ("text-1", "''")]
)
def test_an_acceptance_with_its_reason_silences_a_finding(
    at: str, words: str, tmp_path: Path, full: Audience
) -> None:
    main = ACCEPTED.format(at=at, words=words) + text("It is currently shut.")
    found = review(tmp_path, main, full)
    assert found.problems == ()
    assert found.accepted == 1


@pytest.mark.parametrize(("at", "words"), [("text-1", "to date"), ("text", "currently")])
def test_an_acceptance_of_something_else_silences_nothing_and_is_told(
    at: str, words: str, tmp_path: Path, full: Audience
) -> None:
    main = ACCEPTED.format(at=at, words=words) + text("It is currently shut.")
    assert [one.code for one in review(tmp_path, main, full).problems] == ["E107", "E119"]


def test_an_acceptance_may_stand_in_a_file_of_its_own(tmp_path: Path, full: Audience) -> None:
    path = folder(
        tmp_path,
        text("It is currently shut."),
        accepted="- {code: E107, at: text-1, why: It is a test.}\n",
    )
    assert editorial.review(content.read(path), [full]).problems == ()


@pytest.mark.parametrize(
    ("acceptance", "code"),
    [
        ("{code: E999, at: text-1, why: No.}", "E118"),
        ("{code: F401, at: text-1, why: No.}", "E118"),
        ("{code: E107, at: text-1}", "C210"),
        ("{code: E107, why: No.}", "C210"),
        ("{code: E107, at: text-1, wy: No.}", "C206"),
        ("a word", "C211"),
    ],
)
def test_an_ill_formed_acceptance_is_a_fault(acceptance: str, code: str, tmp_path: Path) -> None:
    path = folder(tmp_path, f"accepted:\n  - {acceptance}\n" + text("Words."))
    _, problems = content.check(path)
    assert code in [problem.code for problem in problems]
