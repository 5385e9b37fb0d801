"""What an edition says otherwise than before; what only moved has not changed."""

import pytest

from briefwright.edition.comparison import Difference, compare_texts
from briefwright.edition.nodes import Leaf
from briefwright.edition.runs import Words

OPENING = "The library opens at nine and closes at six."
LOANS = "Readers took home more books than in any year before."
ROOMS = "Two halls were built with money from the city."
LATER = "The library opens at ten and closes at six."


def leaves(*texts: str, at: str = "text") -> tuple[Leaf, ...]:
    """Texts → leaves with addresses that count them, as they have without ids."""
    return tuple(Leaf(f"{at}-{n}", (Words(text),)) for n, text in enumerate(texts, 1))


CASES: dict[str, tuple[tuple[str, ...], tuple[str, ...], list[Difference]]] = {
    "nothing": ((OPENING, LOANS), (OPENING, LOANS), []),
    "a word": (
        (OPENING, LOANS),
        (LATER, LOANS),
        [Difference("changed", "text-1", OPENING, LATER)],
    ),
    "a text before the others, which get other numbers": (
        (OPENING, LOANS),
        (ROOMS, OPENING, LOANS),
        [Difference("new", "text-1", "", ROOMS)],
    ),
    "a text less": ((OPENING, LOANS), (LOANS,), [Difference("gone", "text-1", OPENING, "")]),
    "a text in the place of another": (
        (OPENING, LOANS),
        (ROOMS, LOANS),
        [Difference("new", "text-1", "", ROOMS), Difference("gone", "text-1", OPENING, "")],
    ),
    "a text that moved to the end": (
        (OPENING, LOANS, ROOMS),
        (LOANS, ROOMS, OPENING),
        [Difference("moved", "text-3", OPENING, OPENING)],
    ),
    "a text that moved and one that changed": (
        (OPENING, LOANS, ROOMS),
        (LOANS, ROOMS, LATER),
        [Difference("new", "text-3", "", LATER), Difference("gone", "text-1", OPENING, "")],
    ),
    "the same text once more": (
        (OPENING, LOANS),
        (OPENING, LOANS, OPENING),
        [Difference("new", "text-3", "", OPENING)],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_each_difference_is_named_once(case: str) -> None:
    before, after, expected = CASES[case]
    found = compare_texts(leaves(*before), leaves(*after))
    assert sorted(found, key=str) == sorted(expected, key=str)


def test_of_two_texts_as_much_alike_the_one_at_the_same_address_has_changed() -> None:
    before, after = leaves("Row one holds 5.", "Row one holds 6."), leaves("Row one holds 7.")
    (changed, gone) = compare_texts(before, after)
    assert (changed.before, gone.before) == ("Row one holds 5.", "Row one holds 6.")
