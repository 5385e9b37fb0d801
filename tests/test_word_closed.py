"""A finished Word file that somebody changed: each change is named, a sound file has none."""

from dataclasses import replace

import pytest
from sample_builds import Builds
from tampering import word, word_places

from briefwright.document.marks import Statement, Statements, read_html
from briefwright.pipeline import Build
from briefwright.verify.parity import compare
from briefwright.verify.parity.statements import HIDDEN
from briefwright.word.read import read

KINDS = tuple({row.kind: row for row in word.UNLISTED}.values())


def check_named(row: word.Mutation, data: bytes) -> None:
    assert row.code == "P914"
    assert read(row.change(data)).unlisted


@pytest.mark.parametrize("row", KINDS, ids=lambda row: row.kind)
def test_each_kind_of_thing_that_is_not_on_the_list_is_named(
    row: word.Mutation, built: Build
) -> None:
    check_named(row, built.outputs["docx"])


@pytest.mark.long
@pytest.mark.parametrize("row", word.UNLISTED, ids=lambda row: f"{row.kind}: {row.name}")
def test_all_that_is_not_on_the_list_is_named(row: word.Mutation, built: Build) -> None:
    check_named(row, built.outputs["docx"])


def test_what_is_not_on_the_list_is_named_with_its_place(built: Build) -> None:
    hidden = word.RUN_HIDDEN["vanish"]
    html, spoilt = read_html(built.html), word.run_with(hidden)(built.outputs["docx"])
    account = compare(html, {"markup": html, "docx": read(spoilt)}, edition="full, en")
    (problem,) = (one for one in account.problems if one.code == "P914")
    assert "In the Word file of full, en, <w:vanish> stands in word/document.xml" in problem.message


def test_a_sound_file_has_nothing_that_is_not_on_the_list(
    every_edition: Builds, specimens: Builds, unattached: Build
) -> None:
    every = {**every_edition, **{f"specimen {n}": b for n, b in specimens.items()}}
    assert len(every) > 15
    found = {name: read(one.outputs["docx"]).unlisted for name, one in every.items()}
    assert {name: unlisted for name, unlisted in found.items() if unlisted} == {}
    assert read(unattached.outputs["docx"]).unlisted == ()
    assert [name for name, one in every.items() if read(one.outputs["docx"]).unseen] == []


def test_what_a_file_says_beside_its_leaves_is_compared(built: Build) -> None:
    marks = read_html(built.html)
    docx = replace(read(built.outputs["docx"]), statements=(Statement("title", "War"),))
    stated = Statements(frozenset({"title"}), (Statement("title", "Peace"),))
    found = {"markup": marks, "docx": docx}
    account = compare(marks, found, edition="full, en", statements={"docx": stated})
    (problem,) = account.problems
    assert problem.code == "P915"
    assert "a title says “War” where it should say “Peace”." in problem.message


DIFFERENT = word.DIFFERENT + word_places.PLACES
SAID = tuple({row.kind: row for row in DIFFERENT}.values())


def compare_with_sound(row: word.Mutation, built: Build) -> list[str]:
    """A change → the codes of what it makes wrong, beside a file as it was written."""
    html, sound = read_html(built.html), read(built.outputs["docx"])
    hidden = frozenset(one.text for one in sound.statements if one.about in HIDDEN)
    about = frozenset(one.about for one in sound.statements)
    about |= {"watermark", "background of the page"}
    visible = tuple(one for one in sound.statements if one.about not in HIDDEN)
    account = compare(
        html,
        {"markup": html, "docx": read(row.change(built.outputs["docx"]))},
        statements={"docx": Statements(about - {*HIDDEN}, visible, hidden)},
    )
    return [problem.code for problem in account.problems]


@pytest.mark.parametrize("row", SAID, ids=lambda row: row.kind)
def test_each_kind_of_statement_is_compared(row: word.Mutation, built: Build) -> None:
    assert row.code in compare_with_sound(row, built)


@pytest.mark.long
@pytest.mark.parametrize("row", DIFFERENT, ids=lambda row: f"{row.kind}: {row.name}")
def test_every_statement_is_compared(row: word.Mutation, built: Build) -> None:
    assert row.code in compare_with_sound(row, built)


HIDDEN_TEXT = tuple({row.kind: row for row in word.UNSEEN}.values())


def check_unseen(row: word.Mutation, built: Build) -> None:
    html = read_html(built.html)
    found = {"markup": html, "docx": read(row.change(built.outputs["docx"]))}
    assert row.code in {problem.code for problem in compare(html, found).problems}


@pytest.mark.parametrize("row", HIDDEN_TEXT, ids=lambda row: row.kind)
def test_each_kind_of_hidden_text_is_named(row: word.Mutation, built: Build) -> None:
    check_unseen(row, built)


@pytest.mark.long
@pytest.mark.parametrize("row", word.UNSEEN, ids=lambda row: f"{row.kind}: {row.name}")
def test_every_hidden_text_is_named(row: word.Mutation, built: Build) -> None:
    check_unseen(row, built)
