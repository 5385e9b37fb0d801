"""Undoing the departures gives the published text back, word for word and in order.

What is ours is left out, and so is what the tool adds: notes, and names written out at first use
where the published text doesn't write them out. Bullets, white space and line ends don't count;
everything else does.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from briefwright import audience, content
from briefwright.audience import Audience
from briefwright.edition import select
from briefwright.facts import inline
from briefwright.model import addresses
from briefwright.model.dictionary import Briefing, Departure, Name, Text, TextBlock

ROOT = Path(__file__).parent.parent
PUBLISHED = (Path(__file__).parent / "data" / "factsheet.txt").read_text(encoding="utf-8")

Leaf = tuple[str, str]  # an address, and the text that is printed there


def words(text: str) -> list[str]:
    return [word for line in text.splitlines() for word in line.removeprefix("- ").split()]


def undone(leaves: Sequence[Leaf], departures: Sequence[Departure]) -> list[str]:
    """What is printed, and the departures, `corrected` as printed → the words before them."""
    texts = dict(leaves)
    assert len(texts) == len(leaves), "two texts have the same address"
    for departure in departures:
        text = texts[departure.at]
        assert text.count(departure.corrected) == 1, departure
        texts[departure.at] = text.replace(departure.corrected, departure.printed)
    return words("\n".join(texts.values()))


# ----------------------------------------------------------------- what the edition prints


@pytest.fixture(scope="module")
def briefing() -> Briefing:
    return content.read(ROOT / "content" / "kazakhstan-peace-security")


@pytest.fixture(scope="module")
def full() -> Audience:
    """The audience `full`, without notes."""
    return replace(audience.read(ROOT / "templates", "full"), sources="none")


@pytest.fixture(scope="module")
def leaves(briefing: Briefing, full: Audience) -> list[Leaf]:
    """What `full` prints of the published text, in order."""
    theirs = addresses_of_the_source(briefing)
    printed = [leaf for leaf in select(briefing, full, "en").leaves() if leaf.at in theirs]
    return [(leaf.at, without_first_uses(leaf.text, briefing.names)) for leaf in printed]


@pytest.fixture(scope="module")
def departures(briefing: Briefing, full: Audience) -> list[Departure]:
    """The departures, what they corrected as the edition prints it."""
    blocks = tuple(
        TextBlock(id=f"departure-{n}", text=(Text(typed, inline.parse(typed)[0]),))
        for n, typed in enumerate(departure.corrected for departure in briefing.departures)
    )
    edition = select(replace(briefing, body=blocks), replace(full, acronyms="short"), "en")
    printed = {leaf.at: leaf.text for leaf in edition.leaves()}
    return [
        replace(departure, corrected=printed[f"departure-{n}.text"])
        for n, departure in enumerate(briefing.departures)
    ]


def addresses_of_the_source(briefing: Briefing) -> set[str]:
    blocks = [
        (at, block) for at, block in addresses.walk(briefing.body) if block.origin == "source"
    ]
    texts = {at for where, block in blocks for at, _ in addresses.texts(where, block)}
    return texts | {at for where, block in blocks for at, _ in addresses.items(where, block)}


def without_first_uses(text: str, names: Mapping[str, Name]) -> str:
    for name in names.values():
        for written_out in (f"{name.long} ({name.short})", f"{name.long}, {name.short}"):
            if written_out not in PUBLISHED:
                text = text.replace(written_out, name.short)
    return text


# ----------------------------------------------------------------- tests


def test_undoing_the_departures_gives_the_published_text_back(
    leaves: list[Leaf], departures: list[Departure]
) -> None:
    assert len(leaves) == 7 + 4 + 15 + 12  # headings, lead-ins, list items, paragraphs
    assert len(departures) > 30
    assert undone(leaves, departures) == words(PUBLISHED)


def test_every_departure_is_needed(leaves: list[Leaf], departures: list[Departure]) -> None:
    assert departures
    for departure in departures:
        others = [other for other in departures if other is not departure]
        assert undone(leaves, others) != words(PUBLISHED), departure


def test_a_lost_item_is_seen(leaves: list[Leaf], departures: list[Departure]) -> None:
    lost = "nuclear-list-1.items.2"
    assert lost in dict(leaves)
    rest = [leaf for leaf in leaves if leaf[0] != lost]
    assert undone(rest, departures) != words(PUBLISHED)


def test_two_items_that_changed_places_are_seen(
    leaves: list[Leaf], departures: list[Departure]
) -> None:
    *before, last_but_one, last = leaves
    assert undone([*before, last, last_but_one], departures) != words(PUBLISHED)


def test_every_departure_says_why(briefing: Briefing) -> None:
    assert briefing.departures
    for departure in briefing.departures:
        assert departure.why.endswith(".")
