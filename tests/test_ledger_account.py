"""The ledger of a briefing: each fact, and every place in every edition where it was printed."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import TEMPLATES
from sample_folder import folder

from briefwright import audience, content, edition
from briefwright.account.page import list_account_files
from briefwright.audience import Audience
from briefwright.cli import commands, output_folder
from briefwright.cli.commands import BuildRequest, Folders
from briefwright.cli.output_folder import EditionName
from briefwright.document.marks import Marks
from briefwright.model.dictionary import Briefing
from briefwright.verify import parity
from briefwright.verify.parity import FactUse, Ledger, find_fact_uses, load_fact_uses

MAIN = """\
as_of: 2024-09-21
sources: {nca: {title: Sheet}}
facts:
  staff: {value: 1, unit: {one: staff officer, other: staff officers}, label: staff}
  contingent: {value: 139, unit: personnel, label: contingent}
  all: {sum: [staff, contingent], unit: peacekeepers, label: all, source: nca}
  cost: {value: 31.50, unit: million, handling: internal}
  unused: {value: 2.50}
body:
  - text: There are {all}, of them *{contingent.value}* in the contingent.
    id: opening
  - key_figures: [all, staff, contingent]
  - text: This costs {cost}.
    handling: internal
  - chart: Who serves
    id: who
    rows: [staff, contingent]
"""


@pytest.fixture
def briefing(tmp_path: Path) -> Briefing:
    return content.read(folder(tmp_path, MAIN))


@pytest.fixture(scope="module")
def reader() -> Audience:
    return audience.read(TEMPLATES, "full")


def accounted(briefing: Briefing, reader: Audience) -> tuple[FactUse, ...]:
    """A briefing and its reader → where the edition prints facts, as if nothing were lost."""
    chosen = edition.select(briefing, reader, "en")
    marks = chosen.marks()
    paged = Marks(*(tuple(replace(one, page=3) for one in part) for part in vars(marks).values()))
    found = {"markup": marks, "pdf": paged, "docx": marks}
    return find_fact_uses(chosen, parity.compare(marks, found))


def told(briefing: Briefing, reader: Audience) -> Mapping[str, Any]:
    facts: Any = Ledger(briefing, accounted(briefing, reader)).as_json()["facts"]
    return {fact["name"]: fact for fact in facts}


def test_each_place_has_its_address_its_words_and_its_page(
    briefing: Briefing, reader: Audience
) -> None:
    fact = told(briefing, reader)["all"]
    assert (fact["value"], fact["unit"]) == ("140", {"other": "peacekeepers"})
    assert (fact["derived"], fact["kind"], fact["source"]) == (True, "number", "nca")
    assert [one["at"] for one in fact["printed"]] == ["key_figures-1.key_figures.1", "opening.text"]
    assert fact["printed"][1] == {
        "edition": "sample-full-en",
        "at": "opening.text",
        "value": "140",
        "text": "140 peacekeepers",
        "found": {"pdf": {"status": "ok", "page": 3}, "docx": {"status": "ok", "page": 0}},
    }


def test_the_numbers_of_a_chart_are_places_too(briefing: Briefing, reader: Audience) -> None:
    places = told(briefing, reader)["contingent"]["printed"]
    assert [one["at"] for one in places] == [
        "key_figures-1.key_figures.3",
        "opening.text",
        "who.data.2.1",
    ]
    assert places[-1]["found"]["pdf"]["status"] == "ok"


def test_a_fact_that_no_edition_prints_is_listed_as_such(
    briefing: Briefing, reader: Audience
) -> None:
    assert told(briefing, reader)["unused"]["printed"] == []
    text = Ledger(briefing, accounted(briefing, reader)).as_text()
    assert text.partition("Printed nowhere:\n")[2].splitlines() == [
        "  cost    (internal)",
        "  unused  2.50",
    ]


def test_a_fact_that_may_not_leave_the_house_is_never_quoted(
    briefing: Briefing, reader: Audience
) -> None:
    cleared = replace(reader, clearance=("open", "internal"))
    ledger = Ledger(briefing, accounted(briefing, cleared))
    cost = told(briefing, cleared)["cost"]
    assert [one["at"] for one in cost["printed"]] == ["text-2.text"]
    assert (cost["value"], cost["unit"], cost["handling"]) == (None, None, "internal")
    assert "31.5" not in json.dumps(ledger.as_json()) + ledger.as_text()


def test_a_fact_of_an_internal_briefing_is_quoted_as_the_briefing_is(
    briefing: Briefing, reader: Audience
) -> None:
    internal = replace(briefing, metadata=replace(briefing.metadata, handling="internal"))
    cleared = replace(reader, clearance=("open", "internal"))
    assert told(internal, cleared)["all"]["value"] == "140"


def test_the_table_for_people_names_a_fact_once(briefing: Briefing, reader: Audience) -> None:
    lines = Ledger(briefing, accounted(briefing, reader)).as_text().splitlines()
    assert lines[0] == "Ledger of sample: where each number stands"
    assert lines[2].split() == [
        "Fact", "Value", "Edition", "Address", "Page", "PDF", "Word", "As", "printed",
    ]  # fmt: skip
    (staff,) = [line for line in lines if line.startswith("staff")]
    assert "1 staff officer " in staff


def test_a_ledger_is_remembered_as_it_was_told(briefing: Briefing, reader: Audience) -> None:
    ledger = Ledger(briefing, accounted(briefing, reader))
    again = load_fact_uses(json.dumps(ledger.as_json()))
    assert sorted(map(repr, again)) == sorted(map(repr, ledger.uses))


@pytest.mark.parametrize("text", ["", "{}", "[]", "null", '{"facts": [{}]}', '{"facts": [1]}'])
def test_a_ledger_that_can_t_be_read_is_forgotten(text: str) -> None:
    assert load_fact_uses(text) == ()


def test_a_number_that_was_printed_before_it_changed_is_told(
    briefing: Briefing, reader: Audience
) -> None:
    old = [replace(one, edition="sample-press-en") for one in accounted(briefing, reader)]
    staff = replace(briefing.facts["staff"], value=briefing.facts["all"].value)
    now = replace(briefing, facts={**briefing.facts, "staff": staff})
    text = Ledger(now, tuple(old)).as_text()
    listed = text.partition("Printed before the fact was changed; build these editions again:\n")[2]
    assert [line.split() for line in listed.partition("\n\n")[0].splitlines()] == [
        ["staff", "sample-press-en", "key_figures-1.key_figures.2"],
        ["staff", "sample-press-en", "who.data.1.1"],
    ]


# ----------------------------------------------------------------- kept beside the accounts


def kept(output: Path) -> Mapping[str, Any]:
    path = output / output_folder.AUTHOR / "sample" / "ledger.json"
    return dict(json.loads(path.read_text(encoding="utf-8")))


def test_a_build_keeps_what_is_known_of_other_editions(
    briefing: Briefing, reader: Audience, tmp_path: Path
) -> None:
    output, places = tmp_path / "output", accounted(briefing, reader)
    other = [replace(one, edition="sample-press-en") for one in places]
    gone = [replace(one, edition="sample-public-en") for one in places]
    account = parity.compare(Marks(), {"markup": Marks()})
    for name in ("full", "press"):
        files = list_account_files(account, {})
        output_folder.record(output, EditionName("sample", name, "en"), files)
    everything = ["sample-full-en", "sample-press-en", "sample-public-en"]
    output_folder.write_ledger(output, briefing, everything, [*places, *other, *gone])
    output_folder.write_ledger(output, briefing, ["sample-full-en"], places[:1])
    assert kept(output)["editions"] == ["sample-full-en", "sample-press-en"]
    assert [len(fact["printed"]) for fact in kept(output)["facts"]] == [2, 3, 3, 0, 0]
    output_folder.write_ledger(output, briefing, ["sample-press-en"], ())
    assert kept(output)["editions"] == ["sample-full-en"]


def test_a_briefing_that_can_t_be_read_takes_its_ledger_to_the_previous_ones(
    briefing: Briefing, reader: Audience, tmp_path: Path
) -> None:
    output = tmp_path / "output"
    output_folder.write_ledger(output, briefing, (), accounted(briefing, reader))
    moved = output_folder.withdraw_all(output, "sample")
    assert [path.name for path in moved] == ["ledger.json", "ledger.txt"]
    assert all(path.parent.name == "previous" for path in moved)


def test_a_build_writes_the_ledger_where_no_edition_is_handed_on_with_it(tmp_path: Path) -> None:
    main = MAIN[: MAIN.index("  - chart:")]
    folder(tmp_path / "content", main)
    folders = Folders(tmp_path / "content", TEMPLATES, tmp_path / "output")
    done = commands.build(folders, BuildRequest(audiences=("full",)))
    assert done.exit == 0, done
    places = {fact["name"]: fact["printed"] for fact in kept(folders.output)["facts"]}
    assert [one["found"]["pdf"] for one in places["all"]] == [{"status": "ok", "page": 1}] * 2
    assert (folders.output / output_folder.AUTHOR / "sample" / "ledger.txt").is_file()
