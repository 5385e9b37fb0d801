"""A formula and its parts → what it comes to, and what is wrong with it.

Divisions are reckoned to 60 digits and rounded where they are printed: to the decimals of the
value typed beside the formula, else to `decimals:`, else to what a reader can use.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import reduce

from briefwright.facts import numerals
from briefwright.facts.kinds import A_KIND, EXACT, PERCENT, Kind, count, kind_of, multiply, quantity
from briefwright.facts.problems import FactProblem, blame
from briefwright.model.dictionary import Fact, Formula, Operation
from briefwright.problems import suggest

Facts = Mapping[str, Fact]

OPERATIONS: tuple[Operation, ...] = (
    "sum", "difference", "share", "ratio", "per_100000", "count", "change", "change_percent",
)  # fmt: skip
QUOTIENTS = frozenset({"share", "ratio", "per_100000"})
ROUNDED = QUOTIENTS | {"change_percent"}  # results that rarely end by themselves
OF_PARTS = frozenset({"sum", "difference"})  # results that count what their parts count
OF_HUNDREDTHS = frozenset({"share", "change_percent"})
MOST_DECIMALS = 6

_NOUN: Mapping[Operation, str] = {
    "sum": "sum",
    "difference": "difference",
    "share": "share",
    "ratio": "ratio",
    "per_100000": "rate per 100,000",
    "count": "count",
    "change": "change",
    "change_percent": "change in per cent",
}
_HUNDRED = Decimal(100)
_POWER = 5  # of ten: 100,000


def noun(formula: Formula) -> str:
    """A formula → what a sentence calls its result."""
    return _NOUN[formula.operation]


def check_formula(fact: Fact, formula: Formula, facts: Facts) -> Iterator[FactProblem]:
    """A formula → how it is wrong whatever its parts are worth."""
    operation, number = formula.operation, len(formula.of)
    if operation in QUOTIENTS and number != 2:
        message = f"A {noun(formula)} takes two facts: what is compared, and with what."
        yield blame(fact, "F405", message, operation)
    elif number < 2 and _takes_several(formula, facts):
        message = f"A {noun(formula)} takes two facts or more."
        yield blame(fact, "F405", message, operation)
        return
    for place, name in enumerate(formula.of):
        part = find_part(formula, place)
        if name in formula.of[:place]:
            message = f"“{name}” stands twice in the {noun(formula)} “{fact.name}”."
            yield blame(fact, "F405", message, *part)
        elif name not in facts:
            message = f"There is no fact “{name}”{suggest(name, facts) or '.'}"
            yield blame(fact, "F401", message, *part)
        elif message := _check_kind(formula, facts[name]):
            yield blame(fact, "F416", message, *part)


def _takes_several(formula: Formula, facts: Facts) -> bool:
    """Whether one fact is too few: a difference of one is nothing, a sum takes one series."""
    known = [kind_of(facts[name]) for name in formula.of if name in facts]
    return formula.operation == "difference" or (
        formula.operation == "sum" and known in ([], ["number"])
    )


def find_part(formula: Formula, place: int) -> tuple[str | int, ...]:
    """A formula and a part of it, from 0 → where in the fact that name stands."""
    if formula.operation in ("change", "change_percent"):
        return (formula.operation, "of")
    return (formula.operation, place)


def _check_kind(formula: Formula, part: Fact) -> str:
    """A formula and one of its parts → why the one doesn't take the other, or nothing."""
    own = kind_of(part)
    match formula.operation:
        case "count":
            takes: tuple[Kind, ...] = ("list", "series")
            needed = "a list or a series, whose entries it counts"
        case "change" | "change_percent":
            takes, needed = ("series",), "a series, and two of its points"
        case "sum" if len(formula.of) == 1:
            takes, needed = ("series",), "two facts or more, or all points of one series"
        case _:
            takes, needed = ("number",), "numbers"
    if own in takes:
        return ""
    return f"“{part.name}” is {A_KIND[own]}; `{formula.operation}:` takes {needed}."


# ----------------------------------------------------------------- reckoning


def check_parts(fact: Fact, formula: Formula, parts: Sequence[Fact]) -> Iterator[FactProblem]:
    """A formula and its parts, each with its value → why nothing comes of them."""
    operation = formula.operation
    if operation in QUOTIENTS and not _number(parts[1]):
        message = f"“{parts[1].name}” is 0, and nothing can be divided by 0."
        yield blame(fact, "F417", message, operation, 1)
    if operation not in ("change", "change_percent"):
        return
    labels = [point.label for point in parts[0].points]
    for key, label in (("from", formula.start), ("to", formula.end)):
        if label not in labels:
            close = "" if label.isdigit() else suggest(label, labels)
            close = close or f"; it has {', '.join(labels[:12])}."
            message = f"The series “{parts[0].name}” has nothing for “{label}”{close}"
            yield blame(fact, "F418", message, operation, key)
    if formula.start == formula.end:
        message = f"A change leads from one point to another; both are “{formula.end}” here."
        yield blame(fact, "F418", message, operation, "to")
    if operation == "change_percent" and formula.start in labels and not _start(formula, parts):
        message = f"“{parts[0].name}” is 0 in “{formula.start}”: no change is a per cent of 0."
        yield blame(fact, "F417", message, operation, "from")


def compute(fact: Fact, formula: Formula, parts: Sequence[Fact]) -> tuple[Decimal, Decimal]:
    """A formula without faults and its parts → what it comes to as printed, and exactly.

    Both count what the result's own unit says: millions, where that is “million crowns”.
    """
    exact = multiply(_compute_exactly(formula, parts), -fact.unit_scale)
    return numerals.round_decimals(exact, _count_decimals(fact, formula, parts, exact)), exact


def _compute_exactly(formula: Formula, parts: Sequence[Fact]) -> Decimal:
    match formula.operation:
        case "sum":
            return reduce(EXACT.add, _summands(parts))
        case "difference":
            return reduce(EXACT.subtract, map(_number, parts))
        case "share":
            return EXACT.multiply(_HUNDRED, EXACT.divide(_number(parts[0]), _number(parts[1])))
        case "ratio":
            return EXACT.divide(_number(parts[0]), _number(parts[1]))
        case "per_100000":
            return EXACT.divide(multiply(_number(parts[0]), _POWER), _number(parts[1]))
        case "count":
            return count(parts[0])
        case "change":
            return EXACT.subtract(_end(formula, parts), _start(formula, parts))
        case "change_percent":
            gained = EXACT.subtract(_end(formula, parts), _start(formula, parts))
            return EXACT.multiply(_HUNDRED, EXACT.divide(gained, abs(_start(formula, parts))))


def _number(part: Fact) -> Decimal:
    found = quantity(part)
    assert found is not None, "only facts with a number get here"
    return found


def _summands(parts: Sequence[Fact]) -> list[Decimal]:
    points = [multiply(point.value, parts[0].unit_scale) for point in parts[0].points]
    return points or [_number(part) for part in parts]


def _start(formula: Formula, parts: Sequence[Fact]) -> Decimal:
    return _at(parts[0], formula.start)


def _end(formula: Formula, parts: Sequence[Fact]) -> Decimal:
    return _at(parts[0], formula.end)


def _at(part: Fact, label: str) -> Decimal:
    found = next(point.value for point in part.points if point.label == label)
    return multiply(found, part.unit_scale)


# ----------------------------------------------------------------- rounding


def _count_decimals(fact: Fact, formula: Formula, parts: Sequence[Fact], exact: Decimal) -> int:
    """How many decimals a result is printed with."""
    if formula.operation not in ROUNDED:
        printed = _list_printed(fact, formula, parts)
        return max(map(_count_places, printed), default=0)
    if fact.value is not None:
        return _count_places(fact.value)
    if fact.decimals is not None:
        return int(fact.decimals)
    return (
        _count_percent_decimals(exact)
        if formula.operation in OF_HUNDREDTHS
        else _count_ratio_decimals(exact)
    )


def _count_places(value: Decimal) -> int:
    """A number → how many decimals it has, fewer than none where it was typed in millions."""
    exponent = value.as_tuple().exponent
    assert isinstance(exponent, int), "only finite numbers get here"
    return -exponent


def _list_printed(fact: Fact, formula: Formula, parts: Sequence[Fact]) -> list[Decimal]:
    """The numbers that a sum, a difference or a change is reckoned from, as they are printed."""
    if formula.operation == "count":
        return []
    typed = [
        (part, one)
        for part in parts
        for one in (part.value, *(point.value for point in part.points))
        if one is not None
    ]
    return [multiply(one, part.unit_scale - fact.unit_scale) for part, one in typed]


def _count_percent_decimals(exact: Decimal) -> int:
    """Whole per cents; more where they would say none or all of what is neither."""
    number = 0
    while number < MOST_DECIMALS:
        near = numerals.round_decimals(exact, number)
        if near == exact or abs(near) not in (0, _HUNDRED):
            break
        number += 1
    return number


def _count_ratio_decimals(exact: Decimal) -> int:
    """Two significant digits, and never less than the whole number."""
    needed = numerals.count_decimals(exact.normalize(EXACT))
    return min(needed, max(0, 1 - exact.adjusted()), MOST_DECIMALS)


def choose_unit(formula: Formula, shared: Mapping[str, str] | None) -> Mapping[str, str]:
    """A formula and the unit of all its parts, if it is one → the unit of its result."""
    if formula.operation in OF_HUNDREDTHS:
        return {"other": PERCENT}
    return {} if formula.operation in QUOTIENTS else shared or {}
