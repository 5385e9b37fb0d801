"""What a fact is, and its value as machines read it."""

from collections.abc import Mapping
from decimal import Context, Decimal
from typing import Literal

from briefwright.model.dictionary import Fact

Kind = Literal["number", "rank", "range", "date", "list", "series"]

# What a sentence calls each kind.
A_KIND: Mapping[Kind, str] = {
    "number": "a number",
    "rank": "a place in an order",
    "range": "a range",
    "date": "a date",
    "list": "a list",
    "series": "a series",
}
PERCENT = "%"
EXACT = Context(prec=60)


def kinds(fact: Fact) -> tuple[Kind, ...]:
    """A fact → everything that it says it is; more than one is a fault."""
    said: Mapping[Kind, bool] = {
        "number": fact.value is not None or fact.formula is not None,
        "rank": fact.rank is not None,
        "range": fact.range is not None,
        "date": fact.date is not None,
        "list": bool(fact.members),
        "series": bool(fact.points),
    }
    return tuple(kind for kind, is_said in said.items() if is_said)


def kind_of(fact: Fact) -> Kind:
    """A fact → what it is; one that says nothing counts as a number."""
    return next(iter(kinds(fact)), "number")


def is_derived(fact: Fact) -> bool:
    """Whether a fact was worked out from others, and not stated by an author."""
    return fact.formula is not None


def count(fact: Fact) -> Decimal:
    """A list or a series → how many members or points it has."""
    return Decimal(len(fact.members) or len(fact.points))


def ends(fact: Fact) -> tuple[Decimal, Decimal] | None:
    """A range or a series → its least and its greatest number; anything else has none."""
    if fact.range:
        return fact.range
    values = [point.value for point in fact.points]
    return (min(values), max(values)) if values else None


def is_percent(fact: Fact) -> bool:
    """Whether a fact counts hundredths."""
    return PERCENT in fact.unit.values()


def name_unit(fact: Fact) -> str:
    """A fact → its unit in the plural form that is for most numbers, "" for none."""
    return fact.unit.get("other") or next(iter(fact.unit.values()), "")


def quantity(fact: Fact, form: str = "") -> Decimal | None:
    """A fact and, after its dot, "", value, count, low or high → the number to reckon with.

    A share counts as hundredths, as it prints; 34.5 with the unit “million crowns” is 34,500,000.
    Nothing where the fact has no such number.
    """
    match form:
        case "" | "value":
            stated = fact.value if fact.value is not None else fact.rank
            stated = fact.exact if fact.exact is not None else stated
            return None if stated is None else multiply(stated, fact.unit_scale)
        case "count" if kind_of(fact) in ("list", "series"):
            return count(fact)
        case "low" | "high" if found := ends(fact):
            return multiply(found[form == "high"], fact.unit_scale)
        case _:
            return None


def multiply(value: Decimal, power: int) -> Decimal:
    """A number and a power of ten → both multiplied, all digits kept."""
    return value.scaleb(power, EXACT)


def plain_value(fact: Fact, form: str = "") -> str:
    """A fact and a form in which it is printed → its value in plain digits and letters."""
    if form == "count":
        return f"{count(fact):f}"
    if form in ("low", "high"):
        low, high = ends(fact) or (Decimal(0), Decimal(0))
        return f"{low if form == 'low' else high:f}"
    match kind_of(fact):
        case "number":
            return "" if fact.value is None else f"{fact.value:f}"
        case "rank":
            return f"{fact.rank:f}"
        case "range":
            return "..".join(f"{end:f}" for end in fact.range or ())
        case "date":
            return fact.date.text if fact.date else ""
        case "list":
            return "; ".join(fact.members)
        case "series":
            return "; ".join(f"{point.label}: {point.value:f}" for point in fact.points)
