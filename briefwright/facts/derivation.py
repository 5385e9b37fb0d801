"""Facts as typed → the same with every formula worked out, and all that is wrong with them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from graphlib import CycleError, TopologicalSorter
from itertools import islice
from typing import TypeVar

from briefwright.facts import formulas
from briefwright.facts.kinds import A_KIND, kind_of, kinds, quantity
from briefwright.facts.problems import FactProblem, blame
from briefwright.model.dictionary import Fact, Formula

Facts = Mapping[str, Fact]
T = TypeVar("T")

# CLDR's plural categories: each language uses some of them, and `other` always.
_CATEGORIES = ("zero", "one", "two", "few", "many", "other")

# Digits before the point, and after it, so that every sum of such numbers can be kept.
_MAX_DIGITS = 15
_MOST_FAULTS = 5  # of one series


def derive(facts: Facts) -> tuple[Facts, tuple[FactProblem, ...]]:
    """Facts as typed → the same with every formula worked out, and all that is wrong with them.

    A sum or difference has as many decimals as the most precise of its parts (2.50 + 1 is 3.50).
    A fact with a formula that states no unit, date or source of its own takes the one that all
    of its parts have, and the handling of the strictest. What can't be worked out has no value.
    """
    faults = [fault for fact in facts.values() for fault in _check_typed(fact, facts)]
    order = _sort(facts)
    faults += _find_circles(facts, frozenset(order))
    derived = dict(facts)
    for name in order:
        derived[name], found = _work_out(derived[name], derived)
        faults += found
    return derived, tuple(faults)


# ----------------------------------------------------------------- as typed


def _check_typed(fact: Fact, facts: Facts) -> Iterator[FactProblem]:
    yield from _check_kind(fact)
    if fact.formula:
        yield from formulas.check_formula(fact, fact.formula, facts)
    for part, value in _numbers(fact):
        if _too_long(value):
            message = f"A number of “{fact.name}” has more than {_MAX_DIGITS} digits."
            yield blame(fact, "F407", message, *part)
    if not any(_too_long(value) for _, value in _numbers(fact)):
        yield from _check_entries(fact)
    for category in fact.unit:
        if category not in _CATEGORIES:
            known = ", ".join(_CATEGORIES)
            message = f"“{category}” is not a plural form; the forms are {known}."
            yield blame(fact, "F408", message, "unit", category)


def _check_kind(fact: Fact) -> Iterator[FactProblem]:
    """A fact is one thing, and takes the keys of that alone."""
    said, rounds = kinds(fact), fact.formula and fact.formula.operation in formulas.ROUNDED
    if not said:
        message = (
            f"The fact “{fact.name}” says nothing; give it a value, a rank, a range, a date, a "
            "list, a series or a formula."
        )
        yield blame(fact, "F406", message)
    if len(said) > 1:
        several = " and ".join(A_KIND[one] for one in said)
        message = f"“{fact.name}” is {several} at once; make two facts of it."
        yield blame(fact, "F413", message)
    elif fact.about and kind_of(fact) not in ("number", "range"):
        message = f"`about:` belongs to a number or a range, and this is {A_KIND[kind_of(fact)]}."
        yield blame(fact, "F413", message, "about")
    if fact.decimals is not None and not rounds:
        message = (
            "`decimals:` belongs to a share, a ratio, a rate or a change in per cent; a number has "
            "those that you type."
        )
        yield blame(fact, "F413", message, "decimals")
    elif fact.decimals is not None and fact.decimals not in range(formulas.MOST_DECIMALS + 1):
        message = f"Write `decimals:` with a whole number from 0 to {formulas.MOST_DECIMALS}."
        yield blame(fact, "F414", message, "decimals")


def _check_entries(fact: Fact) -> Iterator[FactProblem]:
    """The numbers of a range and of a rank, the members of a list, the labels of a series."""
    if fact.range and fact.range[0] >= fact.range[1]:
        low, high = fact.range
        message = f"A range leads from the lower number to the higher; {low} is not below {high}."
        yield blame(fact, "F414", message, "range")
    if fact.rank is not None and (fact.rank < 1 or fact.rank != fact.rank.to_integral_value()):
        message = f"A place in an order is 1, 2, 3 …, not {fact.rank}."
        yield blame(fact, "F414", message, "rank")
    for n, member in enumerate(fact.members):
        if member in fact.members[:n]:
            message = f"“{member}” stands twice in the list “{fact.name}”."
            yield blame(fact, "F415", message, "list", n)
    labels = Counter(point.label for point in fact.points)
    doubled = (label for label, times in labels.items() if times > 1)
    for label in islice(doubled, _MOST_FAULTS):
        message = f"The series “{fact.name}” has two numbers for “{label}”."
        yield blame(fact, "F415", message, "series", label)


def _numbers(fact: Fact) -> Iterator[tuple[tuple[str | int, ...], Decimal]]:
    """A fact → each number that was typed in it, and where."""
    if fact.value is not None:
        yield ("value",), fact.value
    if fact.rank is not None:
        yield ("rank",), fact.rank
    for n, end in enumerate(fact.range or ()):
        yield ("range", n), end
    for point in fact.points:
        yield ("series", point.label), point.value


def _too_long(value: Decimal) -> bool:
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int):  # infinity, not a number
        return True
    return value.adjusted() >= _MAX_DIGITS or exponent < -_MAX_DIGITS


# ----------------------------------------------------------------- in which order


def _sort(facts: Facts) -> list[str]:
    """Facts → their names, each after those that it follows from; those in circles are left out."""
    sorter = TopologicalSorter({name: _known_parts(fact, facts) for name, fact in facts.items()})
    with suppress(CycleError):  # reported by _find_circles; the other facts can still be sorted
        sorter.prepare()
    order: list[str] = []
    while ready := sorter.get_ready():
        order += ready
        sorter.done(*ready)
    return order


def _find_circles(facts: Facts, in_order: frozenset[str]) -> Iterator[FactProblem]:
    """Facts that couldn't be sorted lead on to one another until one comes round."""
    seen = set(in_order)
    for start in facts:
        name, trail = start, list[str]()
        while name not in seen:
            seen.add(name)
            trail.append(name)
            parts = _known_parts(facts[name], facts)
            name = next(part for part in parts if part not in in_order)
        if name in trail:
            route = " → ".join((*trail[trail.index(name) :], name))
            message = f"These facts are worked out from one another in a circle: {route}."
            yield blame(facts[name], "F402", message)


def _known_parts(fact: Fact, facts: Facts) -> list[str]:
    return [name for name in fact.formula.of if name in facts] if fact.formula else []


# ----------------------------------------------------------------- working out


def _work_out(fact: Fact, facts: Facts) -> tuple[Fact, tuple[FactProblem, ...]]:
    """A fact and all facts that it follows from → it with its value, and what is wrong with that.

    Where a part has no value to reckon with, this was reported at the part.
    """
    formula = fact.formula
    if not formula or any(formulas.check_formula(fact, formula, facts)):
        return fact, ()
    parts = [facts[name] for name in formula.of]
    if any(_lacks_numbers(part) for part in parts):
        return fact, ()
    if faults := tuple(formulas.check_parts(fact, formula, parts)):
        return fact, faults
    counted = _inherit_unit(fact, formula, parts)
    total, exact = formulas.compute(counted, formula, parts)
    faults = tuple(_check_result(fact, formula, total, parts))
    usable = fact.value if fact.value is not None else None if _too_long(total) else total
    complete = replace(counted, value=usable, exact=None if usable == exact else exact)
    if formula.operation == "share":
        complete = replace(complete, compared=tuple(parts))
    return _inherit_from_parts(complete, parts), faults


def _lacks_numbers(part: Fact) -> bool:
    if kind_of(part) in ("list", "series"):
        return any(_too_long(value) for _, value in _numbers(part))
    found = quantity(part)
    return found is None or part.value is None or _too_long(part.value)


def _check_result(
    fact: Fact, formula: Formula, total: Decimal, parts: Sequence[Fact]
) -> Iterator[FactProblem]:
    if fact.value is not None and fact.value != total:
        found = _describe(formula, parts)
        message = f"“{fact.name}” says {fact.value:f}, but {found} is {total:f}."
        yield blame(fact, "F404", message, "value")
    if fact.value is None and _too_long(total):
        message = f"The {formulas.noun(formula)} “{fact.name}” has more than {_MAX_DIGITS} digits."
        yield blame(fact, "F407", message, formula.operation)
    if not fact.unit and _find_shared([part.unit for part in parts]) is None:
        example = ', such as `unit: "%"`' if formula.operation == "share" else ""
        message = f"The parts of “{fact.name}” have different units"
        message += f"; give it a unit of its own{example}."
        yield blame(fact, "F403", message)
    if not fact.handling and len(_markings(parts)) > 1:
        marked = " and ".join(_markings(parts))
        message = f"The parts of “{fact.name}” are marked {marked}; say its own `handling:`."
        yield blame(fact, "F411", message)


def _describe(formula: Formula, parts: Sequence[Fact]) -> str:
    """A formula and its parts → both in the words of a sentence."""
    names = ", ".join(
        f"{part.name} ({part.value:f})" if part.value is not None else part.name for part in parts
    )
    span = f" from {formula.start} to {formula.end}" if formula.start else ""
    return f"the {formulas.noun(formula)} of {names}{span}"


def _inherit_unit(fact: Fact, formula: Formula, parts: Sequence[Fact]) -> Fact:
    """A fact with a formula → with the unit that all of its parts have, if it states none.

    It is printed in millions where all of its parts are.
    """
    if formula.operation in formulas.OF_PARTS:
        scales = [part.scale for part in parts]
        fact = replace(fact, scale=fact.scale or (max(scales) if all(scales) else 0))
    if fact.unit:
        return fact
    unit = formulas.choose_unit(formula, _find_shared([part.unit for part in parts]))
    return replace(fact, unit=unit, unit_scale=parts[0].unit_scale if unit == parts[0].unit else 0)


def _inherit_from_parts(fact: Fact, parts: Sequence[Fact]) -> Fact:
    """A fact with a formula → with what it doesn't state and all of its parts agree on."""
    dated = fact.as_of or fact.period
    return replace(
        fact,
        about=fact.about or any(part.about for part in parts),
        as_of=fact.as_of if dated else _find_shared([part.as_of for part in parts]),
        period=fact.period if dated else _find_shared([part.period for part in parts]),
        source=fact.source or _find_shared([part.source for part in parts]) or "",
        handling=fact.handling or _strictest(parts),
    )


def _find_shared(values: Sequence[T]) -> T | None:
    return values[0] if all(value == values[0] for value in values) else None


def _markings(parts: Sequence[Fact]) -> list[str]:
    return sorted({part.handling for part in parts} - {"", "open", "internal"})


def _strictest(parts: Sequence[Fact]) -> str:
    """Facts → the handling of the strictest, since who sees a total may work out its parts."""
    if markings := _markings(parts):
        return markings[0]
    return "internal" if any(part.handling == "internal" for part in parts) else ""
