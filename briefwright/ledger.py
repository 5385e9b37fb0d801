"""Facts: checked, those that follow from others worked out, and printed in any language.

Numbers are decimals throughout, never binary fractions: what was typed as 2.50 prints as 2.50.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import Context, Decimal
from functools import reduce
from graphlib import CycleError, TopologicalSorter
from typing import TypeVar

from briefwright import numerals
from briefwright.dates import in_phrase, is_one_moment, show_date
from briefwright.model import Fact, Formula, Str
from briefwright.problems import nearest

Facts = Mapping[str, Fact]
Labels = Mapping[str, str]
T = TypeVar("T")

# What may follow the dot in {fact.form}, and what it prints.
FORMS: Mapping[str, str] = {
    "": "157 peacekeepers",
    "value": "157",
    "words": "one hundred and fifty-seven",
    "about": "about 160 peacekeepers",
    "unit": "peacekeepers",
    "label": "peacekeepers serving now",
    "date": "21 September 2024",
    "as_of": "as of 21 September 2024",
}

# CLDR's plural categories: each language uses some of them, and `other` always.
_CATEGORIES = ("zero", "one", "two", "few", "many", "other")

# Digits before the point, and after it; with room for every sum of such numbers.
_MAX_DIGITS = 15
_EXACT = Context(prec=60)


@dataclass(frozen=True)
class LedgerFault:
    """What is wrong with a fact: a code from CODES, a sentence, the fact's name.

    `part` leads from the fact to the guilty spot: ("sum", 1) is the second name in its sum;
    empty where it is the fact as a whole.
    """

    code: str
    message: str
    fact: str
    part: tuple[str | int, ...] = ()


class FormFault(LookupError):
    """A fact can't be printed in the form that was asked for; `fault` says why."""

    def __init__(self, fault: LedgerFault) -> None:
        super().__init__(fault)
        self.fault = fault

    def __str__(self) -> str:
        return self.fault.message


def is_derived(fact: Fact) -> bool:
    """A fact → whether it was worked out from others, and no source states it."""
    return fact.formula is not None


# ----------------------------------------------------------------- working out


def derive(facts: Facts) -> tuple[Facts, tuple[LedgerFault, ...]]:
    """Facts as typed → the same with every formula worked out, and all that is wrong with them.

    A sum or difference has as many decimals as the most precise of its parts (2.50 + 1 is 3.50).
    A fact with a formula that states no unit, date or source of its own takes the one that all
    of its parts have, and the handling of the strictest. What can't be worked out has no value.
    """
    faults = [fault for fact in facts.values() for fault in _faults_as_typed(fact, facts)]
    order = _in_order(facts)
    faults += _circles(facts, frozenset(order))
    derived = dict(facts)
    for name in order:
        derived[name], found = _worked_out(derived[name], derived)
        faults += found
    return derived, tuple(faults)


def _faults_as_typed(fact: Fact, facts: Facts) -> Iterator[LedgerFault]:
    if fact.formula:
        yield from _faults_of_formula(fact, fact.formula, facts)
    elif fact.value is None:
        message = f"The fact “{fact.name}” has no number; give it a value, a sum or a difference."
        yield LedgerFault("F406", message, fact.name)
    if fact.value is not None and _too_long(fact.value):
        message = f"The value of “{fact.name}” has more than {_MAX_DIGITS} digits."
        yield LedgerFault("F407", message, fact.name, ("value",))
    for category in fact.unit:
        if category not in _CATEGORIES:
            known = ", ".join(_CATEGORIES)
            message = f"“{category}” is not a plural form; the forms are {known}."
            yield LedgerFault("F408", message, fact.name, ("unit", category))


def _faults_of_formula(fact: Fact, formula: Formula, facts: Facts) -> Iterator[LedgerFault]:
    if len(formula.of) < 2:
        message = f"A {formula.operation} takes two facts or more."
        yield LedgerFault("F405", message, fact.name, (formula.operation,))
    for place, name in enumerate(formula.of):
        part = (formula.operation, place)
        if name in formula.of[:place]:
            message = f"“{name}” stands twice in the {formula.operation} of “{fact.name}”."
            yield LedgerFault("F405", message, fact.name, part)
        elif name not in facts:
            message = f"There is no fact “{name}”{nearest(name, facts) or '.'}"
            yield LedgerFault("F401", message, fact.name, part)


def _too_long(value: Decimal) -> bool:
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int):  # infinity, not a number
        return True
    return value.adjusted() >= _MAX_DIGITS or exponent < -_MAX_DIGITS


def _in_order(facts: Facts) -> list[str]:
    """Facts → their names, each after those that it follows from; those in circles are left out."""
    sorter = TopologicalSorter({name: _known_parts(fact, facts) for name, fact in facts.items()})
    with suppress(CycleError):  # told by _circles; the other facts can still be sorted
        sorter.prepare()
    order: list[str] = []
    while ready := sorter.get_ready():
        order += ready
        sorter.done(*ready)
    return order


def _circles(facts: Facts, in_order: frozenset[str]) -> Iterator[LedgerFault]:
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
            yield LedgerFault("F402", message, name)


def _known_parts(fact: Fact, facts: Facts) -> list[str]:
    return [name for name in fact.formula.of if name in facts] if fact.formula else []


def _worked_out(fact: Fact, facts: Facts) -> tuple[Fact, tuple[LedgerFault, ...]]:
    """A fact and all facts that it follows from → it with its value, and what is wrong with that.

    Where a part has no value that can be reckoned with, this was told of the part.
    """
    parts = [facts[name] for name in _known_parts(fact, facts)]
    values = [part.value for part in parts if part.value is not None and not _too_long(part.value)]
    if not fact.formula or not parts or len(values) != len(fact.formula.of):
        return fact, ()
    total = _total(fact.formula, values)
    faults = tuple(_faults_of_result(fact, total, parts))
    usable = fact.value if fact.value is not None else None if _too_long(total) else total
    return _with_what_parts_share(replace(fact, value=usable), parts), faults


def _total(formula: Formula, values: list[Decimal]) -> Decimal:
    first, *rest = values
    add = _EXACT.add if formula.operation == "sum" else _EXACT.subtract
    return reduce(add, rest, first)


def _faults_of_result(fact: Fact, total: Decimal, parts: list[Fact]) -> Iterator[LedgerFault]:
    operation = fact.formula.operation if fact.formula else ""
    if fact.value is not None and fact.value != total:
        names = ", ".join(f"{part.name} ({part.value})" for part in parts)
        message = f"“{fact.name}” says {fact.value}, but the {operation} of {names} is {total}."
        yield LedgerFault("F404", message, fact.name, ("value",))
    if fact.value is None and _too_long(total):
        message = f"The {operation} “{fact.name}” has more than {_MAX_DIGITS} digits."
        yield LedgerFault("F407", message, fact.name, (operation,))
    if not fact.unit and _shared([part.unit for part in parts]) is None:
        message = f"The parts of “{fact.name}” have different units; give it a unit of its own."
        yield LedgerFault("F403", message, fact.name)
    if not fact.handling and len(_markings(parts)) > 1:
        marked = " and ".join(_markings(parts))
        message = f"The parts of “{fact.name}” are marked {marked}; say its own `handling:`."
        yield LedgerFault("F411", message, fact.name)


def _with_what_parts_share(fact: Fact, parts: list[Fact]) -> Fact:
    """A fact with a formula → with what it doesn't state and all of its parts agree on."""
    dated = fact.as_of or fact.period
    return replace(
        fact,
        unit=fact.unit or _shared([part.unit for part in parts]) or {},
        as_of=fact.as_of if dated else _shared([part.as_of for part in parts]),
        period=fact.period if dated else _shared([part.period for part in parts]),
        source=fact.source or _shared([part.source for part in parts]) or "",
        handling=fact.handling or _strictest(parts),
    )


def _shared(values: list[T]) -> T | None:
    return values[0] if all(value == values[0] for value in values) else None


def _markings(parts: list[Fact]) -> list[str]:
    return sorted({part.handling for part in parts} - {"", "open", "internal"})


def _strictest(parts: list[Fact]) -> str:
    """Facts → the handling of the strictest, since who sees a total may work out its parts."""
    if markings := _markings(parts):
        return markings[0]
    return "internal" if any(part.handling == "internal" for part in parts) else ""


# ----------------------------------------------------------------- printing


def check_form(fact: Fact, form: str) -> LedgerFault | None:
    """A fact and what follows the dot in its braces → why it can't be printed so, in any language.

    A missing value is no fault here: `derive` has told it.
    """
    if form not in FORMS:
        known = ", ".join(f".{name}" for name in FORMS if name)
        close = nearest(form, FORMS) or "."
        message = f"“.{form}” is no form of a fact; the forms are {known}{close}"
        return LedgerFault("F409", message, fact.name)
    lacking = _what_form_lacks(fact, form)
    message = f"{{{fact.name}.{form}}} can't be printed: {lacking}."
    return LedgerFault("F410", message, fact.name) if lacking else None


def _what_form_lacks(fact: Fact, form: str) -> str:
    match form:
        case "unit" if not fact.unit:
            return "the fact has no unit"
        case "label" if fact.label is None:
            return "the fact has no label"
        case "label" if _plain_label(fact) is None:
            return "the fact's label holds more than plain words"
        case "date" if not (fact.as_of or fact.period):
            return "the fact has neither as_of nor period"
        case "as_of" if fact.period and not fact.as_of:
            return f"the fact has no as_of; write {{{fact.name}.date}} for its period"
        case "as_of" if not fact.as_of:
            return "the fact has no as_of"
        case "words" if fact.value is not None and fact.value != fact.value.to_integral_value():
            return "only whole numbers are written in words"
        case _:
            return ""


def show(fact: Fact, form: str, language: str, labels: Labels) -> str:
    """A fact, one of FORMS, a language and its labels → what is printed.

    `about` rounds to two significant digits and stands in the label `words.about` where that
    changed the number. `as_of` stands in `words.as_of`, unless it is a period or words.
    Errors: FormFault where the fact has no such form, or the language no such words.
    """
    if fault := check_form(fact, form):
        raise FormFault(fault)
    match form:
        case "label":
            return _plain_label(fact) or ""
        case "date":
            return _date(fact, language, labels)
        case "as_of":
            return _as_of(fact, language, labels)
        case "value":
            return numerals.show_number(_value(fact), language)
        case "words":
            return _in_words(fact, language)
        case "unit":
            return _unit(fact, _value(fact), language)
        case "about":
            return _about(fact, language, labels)
        case _:
            return _with_unit(fact, _value(fact), language)


def _value(fact: Fact) -> Decimal:
    if fact.value is None:
        message = f"The fact “{fact.name}” has no number to print."
        raise FormFault(LedgerFault("F406", message, fact.name))
    return fact.value


def _plain_label(fact: Fact) -> str | None:
    """A fact → the words of its label, or nothing where there is more in it than words."""
    content = fact.label.content if fact.label else ()
    words = [node.text for node in content if isinstance(node, Str)]
    return "".join(words) if words and len(words) == len(content) else None


def _date(fact: Fact, language: str, labels: Labels) -> str:
    when = fact.as_of or fact.period
    assert when, "check_form has looked"
    return show_date(when, language, labels)


def _as_of(fact: Fact, language: str, labels: Labels) -> str:
    assert fact.as_of, "check_form has looked"
    shown = show_date(fact.as_of, language, labels)
    return in_phrase(labels["words.as_of"], shown) if is_one_moment(fact.as_of) else shown


def _in_words(fact: Fact, language: str) -> str:
    try:
        return numerals.in_words(_value(fact), language)
    except LookupError as unknown:
        message = f"{{{fact.name}.words}} can't be printed: {unknown}."
        raise FormFault(LedgerFault("F410", message, fact.name)) from unknown


def _about(fact: Fact, language: str, labels: Labels) -> str:
    near = numerals.rounded(_value(fact))
    shown = _with_unit(fact, near, language)
    return shown if near == fact.value else in_phrase(labels["words.about"], shown)


def _with_unit(fact: Fact, value: Decimal, language: str) -> str:
    unit = _unit(fact, value, language) if fact.unit else ""
    if unit == "%":
        return numerals.show_percent(value, language)
    number = numerals.show_number(value, language)
    return f"{number} {unit}" if unit else number


def _unit(fact: Fact, value: Decimal, language: str) -> str:
    category = numerals.plural(value, language)
    unit = fact.unit.get(category) or fact.unit.get("other")
    if unit is None:
        message = (
            f"The unit of “{fact.name}” has no form for {value} in the language “{language}”; "
            f"add “{category}” to its plural forms."
        )
        raise FormFault(LedgerFault("F408", message, fact.name, ("unit",)))
    return unit
