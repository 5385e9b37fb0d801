"""Numbers of countries are put into classes by one of three rules."""

from decimal import Decimal

import pytest

from briefwright.edition.map_classes import Method, classify

CLASSES = [
    ("quantiles", (1, 2, 3, 4, 5, 6, 7, 8), "0 0 1 1 2 2 3 3"),  # as many in each
    ("quantiles", (8, 1, 1, 1, 1, 5), "2 0 0 0 0 1"),  # equal numbers stay together
    ("quantiles", (7,), "0"),
    ("equal", (0, 24, 25, 51, 100), "0 0 1 2 3"),  # each is 25 wide
    ("equal", (3, 3), "0 0"),
    ("breaks", (1, 9, 10, 49, 50, 300), "0 0 1 1 2 2"),  # at 10 and 50
    ("breaks", (60, 70), "0 0"),  # a class that is empty is none
]


@pytest.mark.parametrize(("method", "values", "classes"), CLASSES)
def test_numbers_are_put_into_classes(
    method: Method, values: tuple[int, ...], classes: str
) -> None:
    found = classify([Decimal(one) for one in values], method, (Decimal(10), Decimal(50)))
    assert " ".join(map(str, found)) == classes


def test_many_numbers_are_put_into_five_classes() -> None:
    found = classify([Decimal(one) for one in range(20)], "quantiles")
    assert [found.count(one) for one in range(6)] == [4, 4, 4, 4, 4, 0]
