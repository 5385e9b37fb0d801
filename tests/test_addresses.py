"""Addresses: each block and each text has one, by what it is and where it stands."""

import pytest

from briefwright.model import addresses
from briefwright.model.dictionary import (
    Annex,
    Column,
    Item,
    ListBlock,
    Row,
    Section,
    Table,
    Text,
    TextBlock,
)


def text(words: str) -> Text:
    return Text(words, ())


A = TextBlock(text=(text("a"),))
NAMED = TextBlock(id="named", text=(text("a"),))
LIST = ListBlock(
    list_=text("lead"),
    items=(
        Item(text=text("one")),
        Item(
            label=text("two"), items=(Item(text=text("inner")), Item(id="own", text=text("last")))
        ),
    ),
)


def test_a_block_is_called_by_its_kind_and_its_number() -> None:
    assert [at for at, _ in addresses.walk((A, LIST, A))] == ["text-1", "list-1", "text-2"]


def test_an_id_is_the_address_and_the_block_still_counts() -> None:
    assert [at for at, _ in addresses.walk((A, NAMED, A))] == ["text-1", "named", "text-3"]


@pytest.mark.parametrize(
    ("outer", "expected"),
    [
        (Section(section=text("s"), body=(A,)), ["section-1", "section-1/text-1"]),
        (Section(id="one", section=text("s"), body=(A,)), ["one", "one/text-1"]),
        (Annex(annex=text("x"), body=(A,)), ["annex-1", "annex-1/text-1"]),
        (
            Section(
                id="one", section=text("s"), body=(Section(section=text("t"), body=(A, LIST)),)
            ),
            ["one", "one/section-1", "one/section-1/text-1", "one/section-1/list-1"],
        ),
    ],
)
def test_a_block_in_a_section_is_called_after_it(outer: Section, expected: list[str]) -> None:
    assert [at for at, _ in addresses.walk((outer,))] == expected


def test_equal_blocks_have_addresses_of_their_own() -> None:
    found = list(addresses.children((A, A), "one"))
    assert [at for at, _ in found] == ["one/text-1", "one/text-2"]


def test_a_list_gives_each_item_its_number() -> None:
    assert [at for at, _ in addresses.texts("list-1", LIST)] == [
        "list-1.list",
        "list-1.items.1.text",
        "list-1.items.2.label",
        "list-1.items.2.items.1.text",
        "own.text",
    ]


def test_cells_are_counted_in_their_row() -> None:
    table = Table(
        table=text("caption"),
        columns=(Column(column=text("a")), Column(column=text("b"))),
        rows=(Row(cells=(text("1"), text("2"))), Row(id="last", cells=(text("3"), text("4")))),
    )
    assert [at for at, _ in addresses.texts("t", table)] == [
        "t.table",
        "t.columns.1",
        "t.columns.2",
        "t.rows.1.1",
        "t.rows.1.2",
        "last.1",
        "last.2",
    ]


def test_one_paragraph_has_no_number_and_several_have() -> None:
    several = TextBlock(text=(text("a"), text("b")))
    assert [at for at, _ in addresses.texts("x", A)] == ["x.text"]
    assert [at for at, _ in addresses.texts("x", several)] == ["x.text.1", "x.text.2"]
