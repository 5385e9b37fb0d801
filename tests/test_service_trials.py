"""What a user of some audiences tries in a briefing: nothing withheld is printed, or told."""

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from sample_folder import folder
from test_history import NOW

from briefwright.audience.shipped import find_shipped
from briefwright.editing import Change, History, Insertion, Listing, Rewording, Setting
from briefwright.editing.uploads import remember_sender
from briefwright.service.change_clearance import list_saves
from briefwright.service.seen import SeenSource
from briefwright.service.trying import Trial, try_out, try_undoing

OPENING = "The library lent {loans} in a year."
BODY = f"""\
names:
  ZBR: Zebra Brigade
body:
  - {OPENING}
  - text: Half of its visitors read there.
    id: visitors
  - section: Plans of the ministry
    id: plans
    handling: internal
    body:
      - The {{ZBR}} has {{secret_troops}}[^cable].
      - table: Costs
        data: zebra.csv
      - image: zebra.png
        alt: The depot in the hills
  - image: room.png
    alt: A room with books
  - list: Hours
    items: [Mornings, Evenings]
"""
FACTS = """\
loans: {value: 12400, unit: books}
secret_troops: {value: 5172, unit: soldiers, handling: internal}
"""
SOURCES = "cable: {title: Cable from the depot, date: 2024-03-01}\n"
SECRETS = ("brigade", "5172", "5,172", "431", "depot", "zebra", "secret_troops", "cable")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A briefing with a section that only some may see, and all that it alone uses."""
    made = folder(tmp_path, BODY, facts=FACTS, sources=SOURCES)
    (made / "zebra.csv").write_text("Depot,Cost\nHills,431\nCoast,877\n", encoding="utf-8")
    for name in ("zebra", "room", "unused"):
        Image.new("RGB", (40, 30), "navy").save(made / f"{name}.png")
    return made


def see(path: Path, *names: str) -> SeenSource:
    """A folder and audiences, none for all → the briefing as a user of those may see it."""
    return SeenSource(path, find_shipped(), frozenset(names) or None)


def list_codes(trial: Trial) -> list[str]:
    """A trial → the codes of its faults."""
    return [one.code for one in trial.proposal.faults]


def assert_tells_nothing(trial: Trial, typed: str) -> None:
    """What a trial says holds no secret but those that were typed."""
    said = str((trial.proposal.faults, trial.proposal.problems, trial.effects)).casefold()
    assert said
    assert not [one for one in SECRETS if one in said and one not in typed.casefold()]


@pytest.mark.parametrize(
    "change",
    [
        Insertion("text-1", "after", "table: Costs\ndata: zebra.csv"),
        Insertion("text-1", "after", "image: zebra.png\nalt: x"),
        Insertion("text-1", "after", "image: unused.png\nalt: x"),
        Setting("image-1.image", "room.png", "zebra.png"),
        Rewording("text-1.text", OPENING, "Ask the {ZBR} now."),
        Rewording("text-1.text", OPENING, "Ask the Zebra {ZBR.long} now."),
        Rewording("text-1.text", OPENING, "We have {secret_troops}."),
        Rewording("text-1.text", OPENING, "It was said[^cable]."),
        Setting("visitors.holds", "", "secret_troops >= 5000"),
        Setting("visitors.holds", "", "secret_troops >= 6000"),
        Insertion("text-1", "after", "text: x\nholds: secret_troops >= 6000"),
        Insertion("text-1", "after", "text: x\nholds: secret_troops >= 6000\nnothing: y"),
        Setting("facts.loans.sum", "", "[secret_troops, secret_troops]"),
        Setting("facts.loans.share", "", "[secret_troops, loans]"),
        Setting("facts.loans.series", "", "{file: zebra.csv, label: Depot, value: Cost}"),
    ],
)
def test_what_names_something_withheld_is_refused_whatever_it_would_print(
    path: Path, change: Change
) -> None:
    trial = try_out(see(path, "press"), (change,))
    assert list_codes(trial) == ["A511"]
    assert trial.effects == ()
    assert_tells_nothing(trial, "")
    assert list_codes(try_out(see(path), (change,))) != ["A511"]


def test_a_withheld_word_that_was_typed_gives_nothing_else_away(path: Path) -> None:
    known = Rewording("text-1.text", OPENING, "The Zebra Brigade is no secret.")
    assert list_codes(try_out(see(path, "press"), (known,))) == []
    more = Insertion("visitors", "after", "text: Ask the {ZBR}.")
    assert list_codes(try_out(see(path, "press"), (known, more))) == ["A511"]


def test_a_picture_that_is_printed_may_be_shown_again(path: Path) -> None:
    change = Insertion("text-1", "after", "image: room.png\nalt: The same room")
    assert list_codes(try_out(see(path, "press"), (change,))) == []


def test_a_picture_may_be_shown_by_who_sent_it_and_by_no_other(path: Path) -> None:
    remember_sender(path, "unused.png", "ana")
    change = Insertion("text-1", "after", "image: unused.png\nalt: x")
    for user, codes in (("ana", []), ("ben", ["A511"])):
        assert list_codes(try_out(replace(see(path, "press"), user=user), (change,))) == codes


@pytest.mark.parametrize("audiences", [(), ("press",)])
@pytest.mark.parametrize("typed", ["15O", "abc", "158 men"])
def test_a_slip_of_typing_is_answered_as_such(
    path: Path, typed: str, audiences: tuple[str, ...]
) -> None:
    trial = try_out(see(path, *audiences), (Setting("facts.loans.value", "12400", typed),))
    assert "C216" in list_codes(trial)
    assert not [one for one in trial.proposal.faults if "may not see" in one.message]


def test_a_fault_in_a_new_block_is_shown_to_whoever_wrote_it(path: Path) -> None:
    change = Insertion("text-1", "after", "text: The {nonsense} came.")
    (fault,) = try_out(see(path, "press"), (change,)).proposal.faults
    assert fault.code == "C228"
    assert "nonsense" in fault.message


def test_a_change_that_breaks_an_edition_is_not_saved(path: Path) -> None:
    trial = try_out(see(path), (Listing("plans.for", (), ("press",)),))
    assert list_codes(trial) == ["A511"]
    assert trial.effects == ()


def test_undoing_is_tried_like_any_other_change(path: Path) -> None:
    history = History(path)
    history.save([Rewording("text-1.text", OPENING, "The depot moves.")], "boss", NOW)
    history.save([Rewording("text-1.text", "The depot moves.", OPENING)], "boss", NOW)
    proposal = try_undoing(see(path, "press"), history.take_back(2))
    assert [one.code for one in proposal.faults] == ["A511"]
    assert try_undoing(see(path), history.take_back(2)).faults == ()


def save(path: Path, audiences: tuple[str, ...], *changes: Change) -> None:
    """A briefing, a user's audiences, changes → tried as on the pages, and saved."""
    trial = try_out(see(path, *audiences), changes)
    History(path).keep(trial.proposal, "ana" if audiences else "boss", NOW)


def list_numbers(path: Path, *audiences: str) -> list[int]:
    """A briefing and a user's audiences → the numbers of the saves in the history it is shown."""
    return [one.number for one in list_saves(see(path, *audiences), "pub")]


def test_the_history_shows_what_was_saved_while_its_part_could_be_seen(path: Path) -> None:
    at, first = "visitors.text", "Half of its visitors read there."
    save(path, (), Rewording(at, first, "All of them read."))
    save(path, (), Listing("visitors.not_for", (), ("press",)))
    save(path, (), Rewording(at, "All of them read.", "They plot against the depot."))
    save(path, (), Listing("visitors.not_for", ("press",), ()))
    save(path, (), Rewording(at, "They plot against the depot.", first))
    assert list_numbers(path, "press") == [1, 5]
    assert list_numbers(path) == [1, 2, 3, 4, 5]


def test_a_save_of_which_nobody_knows_who_might_see_it_is_shown_to_who_sees_all(
    path: Path,
) -> None:
    History(path).save([Setting("facts.loans.value", "12400", "12600")], "boss", NOW)
    assert list_numbers(path, "press") == []
    assert list_numbers(path) == [1]


def test_why_a_change_cannot_be_made_names_no_folder_of_the_machine(path: Path) -> None:
    change = Rewording("list-1.items", "x", "y")  # it is no text
    for audiences in ((), ("press",)):
        (conflict,) = try_out(see(path, *audiences), (change,)).proposal.conflicts
        assert str(path.parent) not in conflict.why
        assert "/" not in conflict.why
        assert ("briefing.yaml" in conflict.why) == (not audiences)


def test_what_is_refused_as_withheld_says_no_more_of_its_conflicts(path: Path) -> None:
    changes = (
        Rewording("list-1.items", "x", "y"),
        Setting("visitors.holds", "", "secret_troops > 1"),
    )
    proposal = try_out(see(path, "press"), changes).proposal
    assert [one.code for one in proposal.faults] == ["A511"]
    assert "briefing.yaml" not in str(proposal.conflicts)
