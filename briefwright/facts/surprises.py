"""Facts worked out → warnings about those that come to what is rarely meant."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from briefwright.facts.problems import FactProblem, warn
from briefwright.model.dictionary import Fact, Formula

_ALL = Decimal(100)  # per cent


def find_surprises(typed: Mapping[str, Fact], derived: Mapping[str, Fact]) -> Iterator[FactProblem]:
    """Facts as typed and worked out → differences below zero, and shares that no part can have.

    A value typed beside the formula says that it is meant.
    """
    for fact in typed.values():
        total = derived[fact.name].value
        if fact.formula and fact.value is None and total is not None:
            yield from _check_difference(fact, fact.formula, total)
            yield from _check_share(fact, fact.formula, total)


def _check_difference(fact: Fact, formula: Formula, total: Decimal) -> Iterator[FactProblem]:
    if formula.operation == "difference" and total < 0:
        first, *others = formula.of
        rest = f"{' and '.join(others)} together" if others[1:] else others[0]
        message = (
            f"“{fact.name}” is {total:f}, below zero: {first} is less than {rest}. {_allow(total)}"
        )
        yield warn(fact, "F422", message, "difference")


def _check_share(fact: Fact, formula: Formula, total: Decimal) -> Iterator[FactProblem]:
    if formula.operation == "share" and not 0 <= total <= _ALL:
        part, whole = formula.of
        why = f"{part} is more than {whole}" if total > 0 else "no part is below nothing"
        message = f"“{fact.name}” is {total:f} per cent: {why}. {_allow(total)}"
        yield warn(fact, "F423", message, "share")


def _allow(total: Decimal) -> str:
    return f"If that is meant, write `value: {total:f}` beside the formula."
