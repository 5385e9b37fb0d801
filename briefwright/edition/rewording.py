"""How an audience wants things said: in its own rewordings, numbers rounded or in words."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from decimal import Decimal

from briefwright import facts
from briefwright.facts.dates import fill_phrase
from briefwright.facts.kinds import multiply
from briefwright.facts.scales import is_spelled_apart, join_scaled, takes_preposition
from briefwright.facts.units import name_unit, read_unit
from briefwright.model.dictionary import Common, Fact, Text
from briefwright.problems import ContentError


def prefer(common: Common, prefers: Sequence[str]) -> tuple[str, Text] | None:
    """A block or item and the rewordings that an audience prefers → the first that there is.

    One that isn't translated gives way to one that is, and to the text itself if that is.
    """
    found = [(name, words) for name in prefers if isinstance(words := getattr(common, name), Text)]
    translated = [one for one in found if not one[1].untranslated]
    if translated or not found:
        return translated[0] if translated else None
    return found[0] if _own_words(common).untranslated else None


def _own_words(common: Common) -> Text:
    """A block or item → its own words, which rewordings take the place of; "" if it has none."""
    for field in fields(common):
        words = getattr(common, field.name)
        first = words[0] if isinstance(words, tuple) and words else words
        if field.name not in _REWORDINGS and isinstance(first, Text):
            return first
    return Text("", ())


_REWORDINGS = frozenset({"plain", "short", "speak"})


def capitalise(words: str, language: str) -> str:
    """What begins a sentence → with a capital letter, unless its first word has its own: iPhone."""
    first = words.split(" ")[0]
    if not first[:1].isalpha() or first != first.lower():
        return words
    dotted = language.split("-")[0] in ("tr", "az") and words.startswith("i")
    return f"{'İ' if dotted else words[0].title()}{words[1:]}"


def lower_first(words: str, language: str) -> str:
    """What begins a line → as it stands within one: without its capital, but for German nouns."""
    return words if language.partition("-")[0] == "de" else f"{words[:1].lower()}{words[1:]}"


def put_in_words(fact: Fact, form: str, language: str, labels: Mapping[str, str]) -> str:
    """A fact in the form that a text asks for → it as it is spoken, or "" where it prints as it is.

    A whole number, of millions if it prints in millions, is in words, where those of the language
    are known; a currency has its name.
    """
    if form not in ("", "value", "absolute") or fact.value is None:
        return ""
    if form == "absolute":
        fact, form = replace(fact, value=abs(fact.value)), ""
    named = _name_currency(fact, language)
    if said := _spell(named, form, language, labels):
        return fill_phrase(labels["words.about"], said) if fact.about else said
    return "" if form or named == fact else facts.show(named, form, language, labels)


def _name_currency(fact: Fact, language: str) -> Fact:
    """A number → the same, its unit with the name of its currency in place of the sign."""
    count = facts.count_for_unit(fact, language) if fact.unit else Decimal(0)
    return replace(
        fact,
        unit={key: name_unit(one, count, language) for key, one in fact.unit.items()},
    )


def _spell(fact: Fact, form: str, language: str, labels: Mapping[str, str]) -> str:
    """A number and its form → it in words, with its unit; "" where it can't be."""
    if not _is_speakable(fact, language):
        return ""
    try:
        said = facts.show(replace(fact, about=False), "words", language, labels)
    except ContentError:
        return ""
    if form or not fact.unit:
        return said
    unit = facts.show(fact, "unit", language, labels)
    if fact.value and fact.value % _MILLION == 0 and takes_preposition(said, language):
        return join_scaled(said, unit, language)
    return f"{said} {unit}" if is_spelled_apart(language) else f"{said}{unit}"


def _is_speakable(fact: Fact, language: str) -> bool:
    if fact.value is None or any(read_unit(one, language).sign for one in fact.unit.values()):
        return False
    mantissa = multiply(fact.value, -fact.scale)
    return mantissa == mantissa.to_integral_value()


_MILLION = 1_000_000  # behind its words, some languages have a preposition: millions d’euros


def count_minutes(words: int, rate: int) -> int:
    """How many words, and how many are spoken in a minute → whole minutes, one at the least."""
    return max(1, int((Decimal(words) / rate).to_integral_value()))
