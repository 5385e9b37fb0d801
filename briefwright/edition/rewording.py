"""How an audience wants things said: in its own rewordings, numbers rounded or in words."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from decimal import Decimal

from briefwright import facts
from briefwright.facts import numerals
from briefwright.facts.dates import fill_phrase
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


def round_fact(fact: Fact, digits: int) -> Fact:
    """A fact → the same to so many significant digits, as one that holds about; 0 rounds nothing.

    A place in an order, a date, a list or a year that nobody counted stays what it is.
    """
    if not digits or fact.value is None:
        return fact
    near = numerals.round_significant(fact.value, digits)
    return fact if near == fact.value else replace(fact, value=near, formula=None, about=True)


def put_in_words(fact: Fact, form: str, language: str, labels: Mapping[str, str]) -> str:
    """A fact in the form that a text asks for → its number in words, or "" where it has none.

    It has one where it is a whole number, not a per cent, in a language whose words are known.
    """
    whole = fact.value is not None and fact.value == fact.value.to_integral_value()
    if form not in ("", "value") or not whole or facts.is_percent(fact):
        return ""
    try:
        said = facts.show(replace(fact, about=False), "words", language, labels)
    except ContentError:
        return ""
    if not form and fact.unit:
        said = f"{said} {facts.show(fact, 'unit', language, labels)}"
    return fill_phrase(labels["words.about"], said) if fact.about else said


def count_minutes(words: int, rate: int) -> int:
    """How many words, and how many are spoken in a minute → whole minutes, one at the least."""
    return max(1, int((Decimal(words) / rate).to_integral_value()))
