"""A fact in one of its forms, and a language → what is printed."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from briefwright.facts import numerals, scales
from briefwright.facts.dates import fill_phrase, is_one_moment, localise_digits, show_date
from briefwright.facts.forms import check_form, plain_label, report
from briefwright.facts.kinds import count, ends, kind_of, multiply
from briefwright.facts.units import Unit, add_sign, add_sign_to_scaled, read_unit
from briefwright.model.dictionary import Fact, When
from briefwright.problems import ContentError

Labels = Mapping[str, str]

_SHORT_DIGITS = 3
_BEFORE_SCALE = re.compile(r"\u00a0(?![A-Z]{3})(?=[^\W\d_]{2})")


def show(fact: Fact, form: str, language: str, labels: Labels, now: datetime | None = None) -> str:
    """A fact, one of FORMS, a language and its labels → what is printed.

    `about` and `rounded` round to two significant digits; `about` stands in the label
    `words.about` where that changed the number, and a fact that is not known exactly has that
    label in all its forms. `absolute` has no minus, and `short` prints a million and more with
    three digits and the language's word. A sign of currency stands where the language puts it.
    `parts` are the two numbers of a share, and it. `as_of` stands in `words.as_of`, unless it is
    a period or words. A period that is open begins “from” a day where that is after `now`.
    Errors: ContentError where the fact has no such form, or the language no such words.
    """
    if fault := check_form(fact, form):
        raise ContentError((fault,))
    if form == "label":
        return plain_label(fact) or ""
    if when := _find_date(fact, form):
        return show_date(when, language, labels, now)
    return localise_digits(_print(fact, form, language, labels), labels)


def show_amount(fact: Fact, language: str, labels: Labels) -> tuple[str, str]:
    """A number and a language → it with its sign and its word of scale, and the words of its unit.

    Of €34.5 million a year these are “€34.5 million” and “a year”. In a narrow column the number
    and “million” may part.
    Errors: ContentError where the fact is no number.
    """
    if fault := check_form(fact, "value"):
        raise ContentError((fault,))
    words = ""
    if fact.unit:
        words = read_unit(
            _choose_unit(fact, count_for_unit(fact, language), language), language
        ).words
    bare = {category: read_unit(unit, language) for category, unit in fact.unit.items()}
    signs = {category: f"{one.sign}{one.scaled}" for category, one in bare.items() if one.sign}
    shown = show(replace(fact, unit=signs), "", language, labels)
    return _BEFORE_SCALE.sub(" ", shown), words


def _print(fact: Fact, form: str, language: str, labels: Labels) -> str:
    match form:
        case "as_of":
            return _print_as_of(fact, language, labels)
        case "parts":
            return _print_parts(fact, language, labels)
        case "count":
            return numerals.show_number(count(fact), language)
        case "low" | "high":
            low, high = ends(fact) or (Decimal(0), Decimal(0))
            return numerals.show_number(low if form == "low" else high, language)
        case "unit":
            return _choose_unit(fact, count_for_unit(fact, language), language)
        case _:
            return _print_kind(fact, form, language, labels)


def _print_kind(fact: Fact, form: str, language: str, labels: Labels) -> str:
    match kind_of(fact):
        case "number":
            return _print_number(fact, form, language, labels)
        case "rank":
            return _print_rank(fact, form, language)
        case "range":
            return _print_range(fact, form, language, labels)
        case "list":
            return numerals.show_list(fact.members, language)
        case "date" | "series":
            raise AssertionError("show and check_form have looked")


def _print_parts(fact: Fact, language: str, labels: Labels) -> str:
    """A share → both of its parts and it: “146 of 240 (61%)”."""
    part, whole = (_print(one, "value", language, labels) for one in fact.compared)
    share = _print(replace(fact, compared=()), "", language, labels)
    return labels["words.share_of"].format(part=part, whole=whole, share=share)


def _print_number(fact: Fact, form: str, language: str, labels: Labels) -> str:
    value, near = _value(fact), fact.about
    if form in ("about", "rounded"):
        value = numerals.round_significant(value)
        near = near or (form == "about" and value != fact.value)
    if form == "absolute":
        value = abs(value)
    shown = _show_form(fact, value, form, language)
    return fill_phrase(labels["words.about"], shown) if near else shown


def _show_form(fact: Fact, value: Decimal, form: str, language: str) -> str:
    if form == "words":
        return _spell(fact, numerals.spell_number, value, language)
    power = scales.fit_scale(fact.scale, value, language)
    if form == "short" and not fact.unit_scale:
        power = scales.choose_short_scale(value, language)
        value = _shorten(value, power)
        power = scales.choose_short_scale(value, language)  # 999,999,999 is a billion by then
    mantissa = _find_mantissa(value, power)
    shown = numerals.show_number(mantissa, language)
    if power:
        shown = scales.add_scale(shown, mantissa, power, language)
    if form == "value":
        return shown
    if not power:
        return _add_unit(fact, shown, value, language)
    return _add_unit_to_scaled(fact, shown, power, language)


def _shorten(value: Decimal, power: int) -> Decimal:
    """A number and the power of ten in whose words it is printed → it with three digits."""
    near = numerals.round_significant(value, _SHORT_DIGITS)
    return numerals.strip_zeros(near) if power else value


def _find_mantissa(value: Decimal, power: int) -> Decimal:
    """A number and a power of ten → how many of that it is.

    It has the decimals that were typed before the word; of a number in full, those that it needs.
    """
    mantissa = multiply(value, -power)
    exponent = value.as_tuple().exponent
    in_full = isinstance(exponent, int) and exponent <= 0
    return numerals.strip_zeros(mantissa) if power and in_full else mantissa


def _print_rank(fact: Fact, form: str, language: str) -> str:
    place = fact.rank or Decimal(0)
    if form == "words":
        return _spell(fact, numerals.spell_place, place, language)
    shown = _spell(fact, numerals.show_place, place, language, "")
    return shown if form == "value" else _add_unit(fact, shown, place, language)


def _print_range(fact: Fact, form: str, language: str, labels: Labels) -> str:
    low, high = fact.range or (Decimal(0), Decimal(0))
    near = fact.about
    rounded = numerals.round_significant(low), numerals.round_significant(high)
    if form in ("about", "rounded") and rounded[0] != rounded[1]:
        near = near or (form == "about" and rounded != fact.range)
        low, high = rounded
    shown = numerals.show_range(low, high, language)
    if form != "value":
        shown = _add_unit(fact, shown, high, language)
    return fill_phrase(labels["words.about"], shown) if near else shown


def _spell(
    fact: Fact,
    words: Callable[[Decimal, str], str],
    value: Decimal,
    language: str,
    form: str = ".words",
) -> str:
    """A number in words, or a place, where the language has them. Errors: ContentError if not."""
    try:
        return words(value, language)
    except LookupError as unknown:
        message = f"{{{fact.name}{form}}} can't be printed: {unknown}."
        raise ContentError((report(fact, "F410", message),)) from unknown


def _value(fact: Fact) -> Decimal:
    if fact.value is None:
        message = f"The fact “{fact.name}” has no number to print."
        raise ContentError((report(fact, "F406", message),))
    return fact.value


def count_for_unit(fact: Fact, language: str) -> Decimal:
    """A fact with a unit, and a language → the number whose plural form the unit takes there.

    After “34.5 million” it takes that of a million. Errors: ContentError where it has no number.
    """
    power = scales.fit_scale(fact.scale, fact.value or Decimal(0), language)
    if power:
        return Decimal(10) ** power
    match kind_of(fact):
        case "rank":
            return fact.rank or Decimal(0)
        case "range":
            return (ends(fact) or (Decimal(0), Decimal(0)))[1]
        case "list" | "series":
            return count(fact)
        case _:
            return _value(fact)


def _find_date(fact: Fact, form: str) -> When | None:
    """A fact and one of its forms → the date that this form prints, if it prints a date."""
    match form:
        case "date":
            return fact.date or fact.as_of or fact.period
        case "as_of":
            return None if fact.as_of and is_one_moment(fact.as_of) else fact.as_of
        case "" | "value":
            return fact.date
        case _:
            return None


def _print_as_of(fact: Fact, language: str, labels: Labels) -> str:
    assert fact.as_of, "check_form has looked"
    return fill_phrase(labels["words.as_of"], show_date(fact.as_of, language, labels))


def _add_unit(fact: Fact, shown: str, value: Decimal, language: str) -> str:
    """A number as printed, and the one whose plural form counts → it with the fact's unit."""
    unit = _read_unit(fact, value, language)
    signed = add_sign(shown, unit, language)
    return _join(signed, unit.words, language)


def _add_unit_to_scaled(fact: Fact, shown: str, power: int, language: str) -> str:
    """“34.5 million” and a fact → with its unit, in the form that stands after a full million."""
    unit = _read_unit(fact, Decimal(10) ** power, language)
    if unit.sign:
        return _join(add_sign_to_scaled(shown, unit.sign, language), unit.words, language)
    return scales.join_scaled(shown, unit.words, language) if unit.words else shown


def _read_unit(fact: Fact, value: Decimal, language: str) -> Unit:
    return read_unit(_choose_unit(fact, value, language), language) if fact.unit else Unit()


def _join(number: str, words: str, language: str) -> str:
    tied = words.startswith("/") or scales.is_closed_up(language)  # €5/day, 157人
    return f"{number}{words}" if tied else f"{number} {words}".strip()


def _choose_unit(fact: Fact, value: Decimal, language: str) -> str:
    category = numerals.plural_category(value, language)
    unit = fact.unit.get(category) or fact.unit.get("other")
    if unit is None:
        message = (
            f"The unit of “{fact.name}” has no form for {value} in the language “{language}”; "
            f"add “{category}” to its plural forms."
        )
        raise ContentError((report(fact, "F408", message),))
    return unit
