"""A translation against what it translates: one text in two ways, a unit that is another."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import product
from typing import Literal

from briefwright.content import translation
from briefwright.editorial.passages import Copy
from briefwright.editorial.suggestions import Suggestion, flag_at, shorten
from briefwright.facts import dates
from briefwright.model.dictionary import Overlay

_WORD = re.compile(r"[^\W_]+")
_STEM = 3  # letters that the cases of one word share, at least


def find_two_ways(copy: Copy) -> Iterator[Suggestion]:
    """“Coast line” as «Береговая линия» here and as «Приморская линия» there."""
    for places in _group_alike(copy):
        forms = Counter(_stem(said) for _, _, said in places)
        usual = next(said for _, _, said in places if _stem(said) == forms.most_common(1)[0][0])
        for at, source, said in places:
            if _stem(said) != _stem(usual):
                message = f"“{shorten(source)}” is “{shorten(said)}” here, and “{usual}” elsewhere."
                yield flag_at(at, 0, said, message, "Translate it in one way.")


def _group_alike(copy: Copy) -> Iterable[list[tuple[str, str, str]]]:
    """A translation → for each text of the original its addresses, words and their translations."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    overlay = _find_overlay(copy)
    if copy.original is None or overlay is None:
        return ()
    for one in translation.list_translatables(copy.original.briefing):
        said = overlay.texts.get(one.at)
        if said and one.at not in overlay.stale:
            words = " ".join(_WORD.findall(one.source.casefold()))
            found.setdefault(words, []).append((one.at, one.source, said.source))
    return found.values()


def _find_overlay(copy: Copy) -> Overlay | None:
    language = copy.briefing.metadata.language
    return copy.original.briefing.overlays.get(language) if copy.original else None


def _stem(words: str) -> tuple[str, ...]:
    """Words → their beginnings: the cases of a word have one beginning."""
    return tuple(word[:_STEM] for word in _WORD.findall(words.casefold()))


# ----------------------------------------------------------------- units


def find_other_units(copy: Copy) -> Iterator[Suggestion]:
    """“kilometres” as «мили»: the number stays the same, and says something else."""
    overlay = _find_overlay(copy)
    if copy.original is None or overlay is None:
        return
    for name, fact in copy.original.briefing.facts.items():
        given = overlay.units.get(f"facts.{name}.unit", {})
        original = [*map(str, fact.unit.values())]
        means = _name_units(original, copy.original.language)
        for word in given.values():
            says = _name_units([word], copy.language)
            if means and says and not means & says:
                message = (
                    f"“{word}” is another unit than “{original[0]}”, and the number is the same."
                )
                yield flag_at(f"facts.{name}.unit", 0, word, message, "Translate the unit.")
                break


def _name_units(words: list[str], language: str) -> frozenset[str]:
    """Words of a language → the units and currencies of CLDR that they may be."""
    listed = _list_units(language)
    return frozenset().union(*(listed.get(word.casefold(), frozenset()) for word in words))


@cache
def _list_units(language: str) -> Mapping[str, frozenset[str]]:
    """A language → its words for units and currencies, each with the names that CLDR gives them."""
    from babel.numbers import get_currency_name  # imported for a translation, not on every run
    from babel.units import format_unit

    locale = dates.locale_of(language)
    found: dict[str, set[str]] = {}
    for unit, count in product(locale.unit_display_names, _COUNTS):
        for width in _WIDTHS:
            words = _DIGITS.sub("", format_unit(count, unit, width, locale=locale)).strip()
            found.setdefault(words.casefold(), set()).add(unit)
    for currency, count in product(locale.currencies, _COUNTS):
        words = get_currency_name(currency, count, locale)
        found.setdefault(words.casefold(), set()).add(currency)
    return {words: frozenset(units) for words, units in found.items() if words}


_WIDTHS: tuple[Literal["long", "short"], ...] = ("long", "short")
_COUNTS = (1, 2, 3, 5, 11)  # of which each plural form of a language has one
_DIGITS = re.compile(r"[\d.,٠-٩]+")
