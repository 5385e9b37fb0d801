"""Countries → what a map in an edition's language calls them."""

import re
from functools import lru_cache

from briefwright import geography
from briefwright.facts import dates

_REMARK = re.compile(r"\s*\(.*\)")  # Myanmar (Burma)
_ENGLISH = {"Dem. Rep. Congo": "DR Congo", "Congo": "Congo"}  # CLDR has Congo - Kinshasa


def name_country(name: str, language: str) -> str:
    """A country by its name in the data, a language → its name there, as neighbours have it."""
    return dict(list_neighbours(language)).get(name) or translate_country(name, language)


@lru_cache(maxsize=16)
def list_neighbours(language: str) -> tuple[tuple[str, str], ...]:
    """A language → every country that a map may name unasked, with its name by CLDR."""
    territories = dates.locale_of(language).territories
    found = [
        (one.name, str(territories.get(geography.find_letters(one.name), one.name)))
        for one in geography.list_undisputed()
    ]
    own = _ENGLISH if language.partition("-")[0] == "en" else {}
    return tuple((name, own.get(name, _REMARK.sub("", label))) for name, label in found)


def translate_country(country: str, language: str) -> str:
    """A country as the author calls it → its name in a language, by CLDR; as typed in its own."""
    if language.partition("-")[0] == "en":
        return country
    return str(dates.locale_of(language).territories.get(geography.find_letters(country), country))
