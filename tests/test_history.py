"""Saves of a briefing: kept with who and when, undone, whole after a crash, nothing overwritten."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from threading import Thread

import pytest
from sample_folder import folder

from briefwright import disk
from briefwright.content.folder import Rewrite
from briefwright.editing import (
    Change,
    EntangledError,
    History,
    Insertion,
    RefusedError,
    Removal,
    Rewording,
    Setting,
    StaleError,
    propose,
    proposing,
    recover,
)
from briefwright.editing.applying import apply
from briefwright.model.dictionary import Briefing

BODY = """\
facts:
  loans: {value: 12400, unit: books}
  visits: {value: 310, unit: visits}
body:
  - text: The library lent {loans} in a year.
    id: opening
  - text: It had {visits}.
    id: visitors
"""
NOW = datetime(2024, 9, 21, 12, 30, tzinfo=UTC)
MORE_LOANS = Setting("facts.loans.value", "12400", "12600")
MORE_VISITS = Setting("facts.visits.value", "310", "320")
OTHER_WORDS = Rewording("opening.text", "The library lent {loans} in a year.", "{loans} were lent.")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return folder(tmp_path, BODY)


def text_of(path: Path) -> str:
    return (path / "briefing.yaml").read_text("utf-8")


def test_a_save_is_in_the_file_and_in_the_history(path: Path) -> None:
    save = History(path).save([MORE_LOANS, OTHER_WORDS], "ana", NOW)
    assert "value: 12600" in text_of(path)
    assert "{loans} were lent." in text_of(path)
    assert (save.number, save.who, save.when) == (1, "ana", "2024-09-21T12:30:00+00:00")
    assert [one["kind"] for one in save.changes] == ["Setting", "Rewording"]
    assert [one.file for one in save.files] == ["briefing.yaml"]
    assert History(path).list_saves() == (save,)


def test_a_file_that_comes_and_one_that_goes_are_undone(path: Path) -> None:
    sections = path / "sections"
    (sections / "01-one.yaml").write_text("section: One\nid: one\n")
    before = {one.name: one.read_bytes() for one in sections.iterdir()}
    history = History(path)
    history.save([Insertion("one", "before", "section: Two\n")], "ana", NOW)
    history.save([Removal("one", "section: One\nid: one\n")], "ana", NOW)
    assert [one.name for one in sections.iterdir()] == ["00-two.yaml"]
    history.undo(2, "ana", NOW)
    History(path).undo(1, "ana", NOW)
    assert {one.name: one.read_bytes() for one in sections.iterdir()} == before


def test_a_save_is_undone_and_the_undoing_undone_also_after_a_restart(path: Path) -> None:
    before = text_of(path)
    History(path).save([MORE_LOANS], "ana", NOW)
    after = text_of(path)
    assert History(path).undo(1, "ben", NOW).undoes == 1
    assert text_of(path) == before
    assert History(path).undo(2, "ana", NOW).number == 3
    assert text_of(path) == after


def test_undoing_leaves_what_was_saved_later(path: Path) -> None:
    history = History(path)
    history.save([MORE_LOANS], "ana", NOW)
    history.save([MORE_VISITS], "ben", NOW)
    history.undo(1, "ana", NOW)
    assert "value: 12400" in text_of(path)
    assert "value: 320" in text_of(path)


def test_what_later_changes_stand_on_is_not_undone(path: Path) -> None:
    history = History(path)
    history.save([MORE_LOANS], "ana", NOW)
    history.save([Setting("facts.loans.value", "12600", "12700")], "ben", NOW)
    with pytest.raises(EntangledError, match=r"save 1 changed in briefing\.yaml was"):
        history.undo(1, "ana", NOW)
    assert "value: 12700" in text_of(path)


def test_undoing_what_would_be_a_fault_is_refused(path: Path) -> None:
    history = History(path)
    history.save([Setting("facts.visits.label", "", "calls")], "ana", NOW)
    text = text_of(path).replace("It had {visits}.", "It had {visits.label}.")
    (path / "briefing.yaml").write_text(text)
    with pytest.raises(RefusedError) as refused:
        history.undo(1, "ana", NOW)
    assert refused.value.proposal.faults
    assert text_of(path) == text


def test_there_is_no_save_zero(path: Path) -> None:
    with pytest.raises(KeyError):
        History(path).undo(0, "ana", NOW)


# ----------------------------------------------------------------- two people


def test_two_people_who_change_other_texts_are_both_saved(path: Path) -> None:
    ana, ben = History(path), History(path)
    ana.save([MORE_LOANS], "ana", NOW)
    ben.save([MORE_VISITS], "ben", NOW)
    assert "value: 12600" in text_of(path)
    assert "value: 320" in text_of(path)
    assert [one.who for one in ana.list_saves()] == ["ana", "ben"]


def test_the_second_who_changes_the_same_text_is_told_what_the_first_wrote(path: Path) -> None:
    History(path).save([MORE_LOANS], "ana", NOW)
    with pytest.raises(RefusedError) as refused:
        History(path).save([Setting("facts.loans.value", "12400", "99")], "ben", NOW)
    (conflict,) = refused.value.proposal.conflicts
    assert conflict.found == "12600"
    assert "value: 12600" in text_of(path)
    assert len(History(path).list_saves()) == 1


def test_one_change_that_cannot_be_made_holds_back_the_others_of_its_save(path: Path) -> None:
    before = text_of(path)
    with pytest.raises(RefusedError):
        History(path).save([MORE_VISITS, Setting("facts.loans.value", "1", "2")], "ana", NOW)
    assert text_of(path) == before


def test_what_somebody_changed_with_another_program_stays(path: Path) -> None:
    history = History(path)
    (path / "briefing.yaml").write_text(text_of(path).replace("It had", "There were"))
    history.save([MORE_LOANS], "ana", NOW)
    assert "There were {visits}" in text_of(path)
    assert "value: 12600" in text_of(path)


def test_what_is_saved_while_another_save_is_tried_is_not_lost(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    meanwhile = iter([MORE_LOANS])

    def apply_late(copy: Path, briefing: Briefing, change: Change) -> tuple[Rewrite, ...]:
        for one in meanwhile:
            History(path).save([one], "ana", NOW)
        return apply(copy, briefing, change)

    monkeypatch.setattr(proposing, "apply", apply_late)
    proposal = propose(path, [MORE_VISITS])
    with pytest.raises(StaleError):
        History(path).keep(proposal, "ben", NOW)
    History(path).save([MORE_VISITS], "ben", NOW)
    assert "value: 12600" in text_of(path)
    assert "value: 320" in text_of(path)


def test_saves_at_the_same_time_are_saved_one_after_the_other(path: Path) -> None:
    def add(key: str) -> None:
        History(path).save([Setting("facts.loans." + key, "", f"the {key}")], key, NOW)

    threads = [Thread(target=add, args=(key,)) for key in ("label", "counts")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert "label: the label" in text_of(path)
    assert "counts: the counts" in text_of(path)
    assert [one.number for one in History(path).list_saves()] == [1, 2]


# ----------------------------------------------------------------- crashes


class Crash(BaseException):
    """The process ends here."""


def crash_at(step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before its `step`-th change of the disk, from 1, the process ends."""
    steps = count(1)

    def guard(function: Callable[..., object]) -> Callable[..., object]:
        def run(*arguments: object) -> object:
            if next(steps) == step:
                raise Crash
            return function(*arguments)

        return run

    for name in ("replace_file", "rename"):
        monkeypatch.setattr(disk, name, guard(getattr(disk, name)))


STEPS = 5  # two texts, the record, the file, the record's final name


@pytest.mark.parametrize("step", range(1, STEPS + 2))
def test_after_a_crash_a_save_is_there_whole_or_not_at_all(
    path: Path, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    before = text_of(path)
    history = History(path)
    with monkeypatch.context() as patched:
        crash_at(step, patched)
        if step > STEPS:
            history.save([MORE_LOANS], "ana", NOW)
        else:
            with pytest.raises(Crash):
                history.save([MORE_LOANS], "ana", NOW)
    is_recorded = step > 3
    saves = History(path).list_saves()
    assert len(saves) == int(is_recorded)
    assert text_of(path) == (before.replace("12400", "12600") if is_recorded else before)
    assert History(path).save([MORE_VISITS], "ben", NOW).number == len(saves) + 1


def test_a_file_that_was_changed_after_a_crash_is_not_overwritten(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    history = History(path)
    with monkeypatch.context() as patched:
        crash_at(4, patched)
        with pytest.raises(Crash):
            history.save([MORE_LOANS], "ana", NOW)
    changed = text_of(path).replace("It had", "There were")
    (path / "briefing.yaml").write_text(changed)
    assert len(History(path).list_saves()) == 1
    assert text_of(path) == changed


def test_a_file_that_was_deleted_after_a_crash_stays_deleted_and_its_text_is_kept(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    history = History(path)
    with monkeypatch.context() as patched:
        crash_at(4, patched)
        with pytest.raises(Crash):
            history.save([MORE_LOANS], "ana", NOW)
    (path / "briefing.yaml").unlink()
    (save,) = History(path).list_saves()
    assert not (path / "briefing.yaml").exists()
    kept = path / ".history" / "texts" / save.files[0].after
    assert "value: 12600" in kept.read_text("utf-8")


def test_who_saves_after_another_process_crashed_finishes_its_save_first(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, ben = History(path), History(path)
    with monkeypatch.context() as patched:
        crash_at(4, patched)
        with pytest.raises(Crash):
            ana.save([MORE_LOANS], "ana", NOW)
    with pytest.raises(StaleError):
        ben.keep(propose(path, [MORE_VISITS]), "ben", NOW)
    assert ben.save([MORE_VISITS], "ben", NOW).number == 2
    assert "value: 12600" in text_of(path)
    assert "value: 320" in text_of(path)


def test_what_a_crash_left_in_any_briefing_is_finished_and_cleared_away(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        crash_at(4, patched)
        with pytest.raises(Crash):
            History(path).save([MORE_LOANS], "ana", NOW)
    left, fresh = (path / f".briefing.yaml.{number}.part" for number in (1, 2))
    for part in (left, fresh):
        part.write_text("format: 1\ntitle: A sam")
    os.utime(left, (0, 0))
    recover(path.parent)
    assert "value: 12600" in text_of(path)
    assert (left.exists(), fresh.exists()) == (False, True)


# ----------------------------------------------------------------- reading


def test_who_looks_at_a_history_writes_nothing(path: Path) -> None:
    assert History(path).list_saves() == ()
    assert not (path / ".history").exists()
    History(path).save([MORE_LOANS], "ana", NOW)
    (path / ".history" / "lock").unlink()
    before = sorted(path.rglob("*"))
    assert len(History(path).list_saves()) == 1
    assert History(path).take_back(1)
    assert sorted(path.rglob("*")) == before


ENDLESS = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from briefwright.editing import History, Setting
path, value = Path(sys.argv[1]), 12400
while True:
    change = Setting("facts.loans.value", str(value), str(value + 1))
    History(path).save([change], "ana", datetime.now(UTC))
    value += 1
    print(value, flush=True)
"""


def test_a_killed_process_loses_no_save_that_it_reported(path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", ENDLESS, str(path)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        for _ in range(3):
            process.stdout.readline()
        process.kill()
        reported = [12400 + 3, *map(int, process.stdout.read().split())]
    saves = History(path).list_saves()
    assert len(saves) in (reported[-1] - 12400, reported[-1] - 12400 + 1)
    assert f"value: {12400 + len(saves)}," in text_of(path)
