"""How an audience wants things said: in its own rewordings, numbers rounded or in words."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from decimal import Decimal

from briefwright import facts
from briefwright.facts.dates import fill_phrase
from briefwright.facts.kinds import multiply
from briefwright.facts.units import read_unit
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


def put_in_words(fact: Fact, form: str, language: str, labels: Mapping[str, str]) -> str:
    """A fact in the form that a text asks for → its number in words, or "" where it has none.

    It has one where it is a whole number, of millions if it prints in millions, without a sign of
    per cent or currency, in a language whose words are known.
    """
    if form not in ("", "value", "absolute") or not _is_speakable(fact, language):
        return ""
    if form == "absolute" and fact.value is not None:
        fact, form = replace(fact, value=abs(fact.value)), ""
    try:
        said = facts.show(replace(fact, about=False), "words", language, labels)
    except ContentError:
        return ""
    if not form and fact.unit:
        said = f"{said} {facts.show(fact, 'unit', language, labels)}"
    return fill_phrase(labels["words.about"], said) if fact.about else said


def _is_speakable(fact: Fact, language: str) -> bool:
    if fact.value is None or any(read_unit(one, language).sign for one in fact.unit.values()):
        return False
    mantissa = multiply(fact.value, -fact.scale)
    return mantissa == mantissa.to_integral_value()


def count_minutes(words: int, rate: int) -> int:
    """How many words, and how many are spoken in a minute → whole minutes, one at the least."""
    return max(1, int((Decimal(words) / rate).to_integral_value()))
