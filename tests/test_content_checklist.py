"""The briefing on Kazakhstan holds everything that the published text's checklist counts."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from briefwright import audience, content
from briefwright.edition import select
from briefwright.facts import inline
from briefwright.model import addresses
from briefwright.model.dictionary import (
    Block,
    Briefing,
    KeyFigures,
    KeyMessages,
    ListBlock,
    Section,
    Table,
    TextBlock,
)

ROOT = Path(__file__).parent.parent
CHECKLIST: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parent / "data" / "checklist.yaml").read_text(encoding="utf-8")
)

# The published text's figures, by their number in the checklist → the fact that holds each.
FACTS = {
    "F01": "warheads",
    "F02": "arsenal_rank",
    "F03": "ratifying_states",
    "F04": "iran_rounds",
    "F05": "permanent_members",
    "F06": "peace_talks_sides",
    "F07": "cica_members",
    "F08": "congress_interval",
    "F09": "personnel_to_date",
    "F10": "serving_now",
    "F11": "undof_contingent",
    "F12": "undof_staff",
    "F13": "trainees",
}

# What the published text misspelt, cut short or calls by a second name → what the briefing says.
CORRECTED = {
    "The Universal Declaration for the Achievement of a Nuclear-Weapons -Free World": (
        "The Universal Declaration for the Achievement of a Nuclear-Weapon-Free World"
    ),
    "Kazakhstan’s Role in the Iranian Nuclear Program Negotiations (2013)": (
        "Kazakhstan’s Role in the Iranian Nuclear Programme Negotiations (2013)"
    ),
    "Armenia-Azerbaijan Peace Talks (2024)": "Armenia–Azerbaijan Peace Talks (2024)",
    "In 2024 Kazakhstan has also chaired CICA": "In 2024, Kazakhstan also chaired {CICA.short}",
    "Humanitarian Aid to the Afghan people": "Humanitarian Aid to the Afghan People",
    "International Atomic Energy": "International Atomic Energy Agency",
    "Consultative Meetings of State of Central Asia": (
        "Consultative Meetings of the Heads of State of Central Asia"
    ),
    "MINUSCO": "MONUSCO",
    "Democratic Republic of Congo": "Democratic Republic of the Congo",
    "Turkey": "Türkiye",
}


@pytest.fixture(scope="module")
def briefing() -> Briefing:
    return content.read(ROOT / "content" / "kazakhstan-peace-security")


@pytest.fixture(scope="module")
def published(briefing: Briefing) -> list[Block]:
    """The blocks that say what the published text says."""
    return [block for _, block in addresses.walk(briefing.body) if block.origin == "source"]


@pytest.fixture(scope="module")
def text(briefing: Briefing) -> str:
    """All that the audience `full` prints, once as it is and once with every name short."""
    full = audience.read(ROOT / "templates", "full")
    editions = [
        select(briefing, full, "en"),
        select(briefing, replace(full, acronyms="short"), "en"),
    ]
    return "\n".join(leaf.text for edition in editions for leaf in edition.leaves())


def test_the_seven_sections_stand_in_their_order(published: list[Block]) -> None:
    titles = [block.section.source for block in published if isinstance(block, Section)]
    assert titles == [section["title"] for section in CHECKLIST["sections"]]
    assert len(titles) == 7


def test_the_four_lead_labels_stand_before_their_lists(published: list[Block]) -> None:
    labels = [
        block.list_.source for block in published if isinstance(block, ListBlock) and block.list_
    ]
    printed = [section["lead_label"] for section in CHECKLIST["sections"]]
    assert [f"{label}:" for label in labels] == [label for label in printed if label]
    assert len(labels) == 4


def test_the_fifteen_list_items_begin_as_printed(published: list[Block]) -> None:
    items = [item for block in published if isinstance(block, ListBlock) for item in block.items]
    openings = [item["label"] for item in CHECKLIST["list_items"]]
    for item, opening in zip(items, openings, strict=True):
        written = item.label or item.text
        assert written
        assert written.source.startswith(CORRECTED.get(opening, opening))
    assert len(items) == 15


def test_the_list_items_have_labels_where_they_were_printed(published: list[Block]) -> None:
    items = [item for block in published if isinstance(block, ListBlock) for item in block.items]
    labelled = [item["form"].startswith("label") for item in CHECKLIST["list_items"]]
    assert [item.label is not None for item in items] == labelled
    assert labelled.count(False) == 2


def test_the_twelve_paragraphs_stand_in_their_sections(briefing: Briefing) -> None:
    sections = [
        block for block in briefing.body if isinstance(block, Section) and block.origin == "source"
    ]
    counts = [
        sum(isinstance(block, TextBlock) and block.origin == "source" for block in section.body)
        for section in sections
    ]
    assert counts == [len(section["paragraphs"]) for section in CHECKLIST["sections"]]
    assert sum(counts) == 12


@pytest.mark.parametrize("figure", CHECKLIST["figures"], ids=lambda figure: figure["as_printed"])
def test_each_of_the_thirteen_figures_is_a_fact(briefing: Briefing, figure: dict[str, Any]) -> None:
    fact = briefing.facts[FACTS[figure["id"]]]
    assert fact.value == Decimal(figure["value"])
    assert fact.unit or figure["unit"] == "rank in the world"  # a rank is a number alone
    assert fact.label
    assert fact.counts
    assert fact.as_of or fact.period
    assert "as_of" not in briefing.inherited.get(fact.name, ())  # each says its own
    assert fact.source == "nca"
    assert fact.origin == "source"


def test_the_published_text_calls_each_of_its_figures(published: list[Block]) -> None:
    called = {
        brace.name
        for block in published
        for _, words in addresses.texts("", block)
        for brace in inline.braces(words.content)
    }
    assert len(FACTS) == len(CHECKLIST["figures"]) == 13
    assert set(FACTS.values()) <= called


def test_what_the_published_text_does_not_state_is_marked_as_ours(briefing: Briefing) -> None:
    ours = {name for name, fact in briefing.facts.items() if fact.origin == "ours"}
    assert ours == set(briefing.facts) - set(FACTS.values())


def test_the_text_is_brought_together_in_messages_a_strip_and_three_tables(
    briefing: Briefing,
) -> None:
    blocks = {block.id: block for _, block in addresses.walk(briefing.body)}
    rows = {id: len(block.rows) for id, block in blocks.items() if isinstance(block, Table)}
    assert rows == {"talks": 3, "organisations": 4, "chairmanships": 7}
    kinds = [type(block) for block in briefing.body]
    assert kinds.count(KeyMessages) == kinds.count(KeyFigures) == 1


def test_each_of_the_thirty_names_is_there(text: str) -> None:
    printed = [name["as_printed"] for name in CHECKLIST["organisations"]]
    names = [CORRECTED.get(name, name) for name in printed]
    assert len(names) == 30
    assert [name for name in names if name not in text] == []


def test_the_short_names_stand_for_what_the_checklist_says(briefing: Briefing) -> None:
    written_out = {
        name["acronym"]: name["as_printed"]
        for name in CHECKLIST["organisations"]
        if name["expanded"] == "yes"
    }
    assert len(written_out) == 8
    assert {short: briefing.names[short].long for short in written_out} == written_out


def test_the_fourteen_countries_stand_in_the_paragraph_on_training(briefing: Briefing) -> None:
    (block,) = (block for _, block in addresses.walk(briefing.body) if block.id == "training")
    assert isinstance(block, TextBlock)
    (training,) = (paragraph.source for paragraph in block.text)
    countries = [CORRECTED.get(name, name) for name in CHECKLIST["training_countries"]]
    assert len(countries) == 14
    places = [training.find(country) for country in countries]
    assert -1 not in places
    assert places == sorted(places)


def test_every_place_is_named(text: str) -> None:
    places = [CORRECTED.get(place, place) for place in CHECKLIST["places"]]
    assert len(places) == 38
    assert [place for place in places if place not in text] == []
