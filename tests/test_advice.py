"""What a message tells an author to write is right, in their own words, and `--fix` writes it."""

from pathlib import Path

import pytest
from sample_folder import HEAD, folder

from briefwright import content
from briefwright.cli.main import main
from briefwright.content.forms import read_plain
from briefwright.facts import typed_dates
from briefwright.problems import suggest


def messages(tmp_path: Path, main: str) -> list[str]:
    return [problem.message for problem in content.check(folder(tmp_path, main))[1]]


# ----------------------------------------------------------------- dates


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("27.11.2026", "2026-11-27"),
        ("27 November 2026", "2026-11-27"),
        ("Friday, 27th of November 2026", "2026-11-27"),
        ("November 27, 2026", "2026-11-27"),
        ("27. März 2026", "2026-03-27"),
        ("27 ноября 2026 г.", "2026-11-27"),
        ("27 Nov 2026", "2026-11-27"),
        ("2026-11-7", "2026-11-07"),
        ("2026/11/27", "2026-11-27"),
        ("11/27/2026", "2026-11-27"),
        ("27/11/2026", "2026-11-27"),
        ("27.11.26", "2026-11-27"),
        ("20261127", "2026-11-27"),
        ("5/6/2026", "2026-06-05 2026-05-06"),
        ("March 2026", "2026-03"),
        ("03/2026", "2026-03"),
        ("2023-2024", "2023..2024"),
        ("2023–2024", "2023..2024"),
        ("since March 2017", "2017-03.."),
        ("since 2017", "2017.."),
        ("the 1990s", "1990s"),
        ("soon", ""),
        ("31 November 2026", ""),
    ],
)
def test_a_date_is_known_in_the_forms_in_which_people_write_it(typed: str, meant: str) -> None:
    assert " ".join(typed_dates.propose(typed)) == meant


def test_a_day_in_another_form_is_shown_as_it_is_written_here(tmp_path: Path) -> None:
    facts = "facts:\n  a: {value: 3, as_of: 11/27/2026}\nbody: ['{a}']\n"
    (told,) = messages(tmp_path, facts)
    assert "write 2026-11-27" in told


def test_a_month_for_a_day_is_asked_for_its_day(tmp_path: Path) -> None:
    path = folder(tmp_path, "body: [Text.]\n")
    main_file = path / "briefing.yaml"
    main_file.write_text(main_file.read_text().replace("2024-09-21", "March 2026"))
    (told,) = (problem.message for problem in content.check(path)[1])
    assert told == "“March 2026” lacks its day; write one, such as 2026-03-01."


# ----------------------------------------------------------------- one step


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("34,5", "34.5"), ("48 200", "48200"), ("48,200", "48200"), ("1,410,000", "1410000")],
)
@pytest.mark.parametrize("form", ["  a: {{value: {}, unit: tons}}\n", "  a:\n    value: {}\n"])
def test_a_number_is_mended_in_one_step(tmp_path: Path, typed: str, meant: str, form: str) -> None:
    (told,) = messages(tmp_path, "facts:\n" + form.format(typed) + "body: ['{a}']\n")
    assert f"rite {meant}" in told
    assert str(read_plain(typed)) == meant


def test_backslashes_are_doubled_all_at_once(tmp_path: Path) -> None:
    told = messages(tmp_path, 'body:\n  - "See C:\\users\\new and C:\\data."\n')
    assert [one.partition("Write: ")[2] for one in told] == [
        '- "See C:\\\\users\\\\new and C:\\\\data."'
    ]


def test_fix_writes_dates_and_numbers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "content/sample/briefing.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(
        HEAD.replace("2024-09-21", "27.11.2026")
        + "as_of: 5/6/2026\nfacts:\n  a: {value: 34,5, as_of: 2026-11-7}\n  b: {value: '48 200'}\n"
        "body:\n  - '{a}, {b}, <b>very</b> much.'\n",
        encoding="utf-8",
    )
    main(["check", "sample", "--fix"], tmp_path)
    capsys.readouterr()
    written = path.read_text(encoding="utf-8")
    assert "date: 2026-11-27\n" in written
    assert "as_of: 5/6/2026\n" in written  # the fifth of June, or the sixth of May?
    assert "a: {value: 34.5, as_of: 2026-11-07}\n  b: {value: '48200'}" in written


# ----------------------------------------------------------------- examples


def test_examples_are_the_authors_own(tmp_path: Path) -> None:
    (told,) = messages(tmp_path, "facts:\n  wells: {value: 3}\nbody: ['{wells} {two words}']\n")
    assert "such as {wells}, or a date, such as {2024-09-21}" in told


@pytest.mark.parametrize("word", ["sort", "merge", "area"])
def test_only_a_slip_is_put_right(word: str) -> None:
    assert suggest(word, ["short", "speak", "share", "order", "sources"]) == ""


@pytest.mark.parametrize(
    ("word", "meant"), [("shrot", "short"), ("presse", "press"), ("titel", "title")]
)
def test_a_slip_is_put_right(word: str, meant: str) -> None:
    assert suggest(word, ["short", "press", "title"]) == f"; did you mean “{meant}”?"


# ----------------------------------------------------------------- what is declared


@pytest.mark.parametrize(
    ("declared", "call"),
    [
        ("names: {UN: United Nations}", "`{UN}`"),
        ("sources: {book: {title: A book}}", "`[^book]`"),
        ("facts: {loans: {value: 3}}", "`{loans}`"),
    ],
)
def test_what_nothing_uses_is_shown_as_a_text_calls_it(
    declared: str, call: str, tmp_path: Path
) -> None:
    (told,) = messages(tmp_path, f"{declared}\nbody: [A text.]\n")
    assert told.endswith(f"A text calls it as {call}.")


def test_a_share_of_different_things_is_offered_its_unit(tmp_path: Path) -> None:
    facts = """facts:
  referred: {value: 16, unit: patients}
  visits: {value: 231, unit: visits}
  rate: {share: [referred, visits]}
body: ['{rate}', '{referred}', '{visits}']
"""
    (told,) = messages(tmp_path, facts)
    assert told.endswith('give it a unit of its own, such as `unit: "%"`.')


# ----------------------------------------------------------------- folders and names


def test_a_briefings_own_folder_may_be_named_as_the_content(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder(tmp_path, "body: [Text.]\n")
    main(["check", "--content", str(tmp_path / "sample")], tmp_path)
    assert "1 briefing checked: nothing is at fault." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "better"),
    [("Dürre", "duerre"), ("Засуха 2026", "zasukha-2026"), ("Été à Łódź", "ete-a-lodz")],
)
def test_a_name_that_cannot_be_one_comes_with_one_that_can(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, better: str
) -> None:
    assert main(["new", "briefing", name], tmp_path) == 2
    assert f"such as “{better}”" in capsys.readouterr().err
