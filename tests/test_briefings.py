"""Short briefings of many kinds, written as a newcomer writes: sound text is left alone, mistakes
are found where they stand, and every edition builds."""

import json
import shutil
from pathlib import Path

import pytest
from conftest import TEMPLATES
from planted_mistakes import PLANTED, Mistake

from briefwright import audience, content, edition, editorial, pipeline
from briefwright.audience import Audience
from briefwright.cli.main import main
from briefwright.problems import Problem

BRIEFINGS = Path(__file__).parent / "briefings"
OWN_TEMPLATES = Path(__file__).parent / "briefing-templates"  # what differs from the shipped ones
NAMES = sorted(path.parent.name for path in BRIEFINGS.glob("*/briefing.yaml"))


@pytest.fixture(scope="session")
def readers() -> dict[str, Audience]:
    return {name: audience.read(OWN_TEMPLATES, name) for name in audience.names(OWN_TEMPLATES)}


def find(path: Path, readers: dict[str, Audience]) -> tuple[Problem, ...]:
    """A content folder → what the reading of it and the editor find, for those it is meant for."""
    briefing, problems = content.check(path)
    if briefing is None:
        return problems
    meant = [readers[name] for name in briefing.metadata.audiences]
    return (*problems, *editorial.review(briefing, meant).problems)


@pytest.mark.parametrize("name", NAMES)
def test_sound_text_is_left_alone(name: str, readers: dict[str, Audience]) -> None:
    assert [str(problem) for problem in find(BRIEFINGS / name, readers)] == []


@pytest.mark.parametrize("mistake", PLANTED, ids=lambda one: f"{one.code} {one.put[:40]}")
def test_a_planted_mistake_is_found_where_it_stands(
    tmp_path: Path, mistake: Mistake, readers: dict[str, Audience]
) -> None:
    path = Path(shutil.copytree(BRIEFINGS / mistake.briefing, tmp_path / mistake.briefing))
    file = path / mistake.file
    text = file.read_text(encoding="utf-8")
    assert text.count(mistake.sound) == 1
    file.write_text(text.replace(mistake.sound, mistake.put), encoding="utf-8")
    line = text[: text.rindex(mistake.at or mistake.sound)].count("\n") + 1
    found = [
        (one.code, Path(one.where.file).name, one.where.line)
        for one in find(path, readers)
        if one.where
    ]
    assert (mistake.code, file.name, line) in found


def test_each_briefing_has_three_planted_mistakes_or_more() -> None:
    assert len(NAMES) >= 20
    counts = {name: sum(one.briefing == name for one in PLANTED) for name in NAMES}
    assert {name: count for name, count in counts.items() if count < 3} == {}


def build(tmp_path: Path, capsys: pytest.CaptureFixture[str], *wanted: str) -> list[str]:
    """What is wanted of every briefing → the editions that were built; nothing is lost or said."""
    folders = ["--content", str(BRIEFINGS), "--templates", str(OWN_TEMPLATES)]
    command = ["build", *folders, "--output", str(tmp_path), "--json", *wanted]
    status = main(command, TEMPLATES.parent)
    said = json.loads(capsys.readouterr().out)
    assert (status, said["problems"], said["findings"]) == (0, [], [])
    summaries = [account["summary"] for account in said["accounts"]]
    assert [one for one in summaries if not one.startswith("nothing lost")] == []
    return [account["edition"] for account in said["accounts"]]


def test_every_briefing_builds_for_everybody_in_every_language(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    built = build(tmp_path, capsys, "--audience", "full")
    assert {edition.partition("-full-")[0] for edition in built} == set(NAMES)


def test_two_languages_side_by_side_build_with_calls_that_name_a_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "[^accord, art. 3]" in (BRIEFINGS / "border-accord/briefing.yaml").read_text("utf-8")
    built = build(tmp_path, capsys, "border-accord", "--audience", "envoys")
    assert built == ["border-accord-envoys-en-ru"]


@pytest.mark.long
def test_every_briefing_builds_for_all_whom_it_is_meant_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert len(build(tmp_path, capsys)) > 2 * len(NAMES)


def test_an_arabic_word_drawn_in_parts_is_read_once(readers: dict[str, Audience]) -> None:
    travel = content.read(BRIEFINGS / "pass-travel")
    built = pipeline.build(travel, readers["public"], "ar", ("pdf",))
    assert built.account.summary().startswith("nothing lost")


def test_a_telephone_number_keeps_its_order_on_a_page_that_runs_from_the_right(
    readers: dict[str, Audience],
) -> None:
    travel = content.read(BRIEFINGS / "pass-travel")
    leaves = {
        language: [leaf.text for leaf in edition.select(travel, readers["full"], language).leaves()]
        for language in ("en", "ar")
    }
    assert any("\u200e+996 312 555 010\u200e" in text for text in leaves["ar"])
    assert not any("\u200e" in text for text in leaves["en"])
