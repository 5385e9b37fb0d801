"""What an author calls a country → the country, however it is called: by a code or a name."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from briefwright.geography.shapes import list_countries

# Names in use that neither Natural Earth nor the English of CLDR has.
_ALSO = {
    "AE": ("UAE",),
    "BN": ("Brunei Darussalam",),
    "BO": ("Bolivia (Plurinational State of)",),
    "CD": ("Democratic Republic of the Congo", "DR Congo", "DRC"),
    "CG": ("Republic of the Congo",),
    "CI": ("Ivory Coast",),
    "CZ": ("Czech Republic",),
    "FM": ("Micronesia (Federated States of)",),
    "GB": ("UK", "Great Britain", "United Kingdom of Great Britain and Northern Ireland"),
    "IR": ("Iran (Islamic Republic of)", "Islamic Republic of Iran"),
    "KG": ("Kyrgyz Republic",),
    "KP": ("Democratic People's Republic of Korea", "DPRK"),
    "KR": ("Republic of Korea",),
    "LA": ("Lao PDR", "Lao People's Democratic Republic"),
    "MD": ("Republic of Moldova",),
    "MM": ("Myanmar", "Burma"),
    "NL": ("Netherlands (Kingdom of the)",),
    "PS": ("Palestine", "State of Palestine"),
    "RU": ("Russian Federation",),
    "SK": ("Slovak Republic",),
    "SY": ("Syrian Arab Republic",),
    "SZ": ("Swaziland",),
    "TL": ("East Timor",),
    "TZ": ("United Republic of Tanzania",),
    "US": ("USA", "United States of America"),
    "VA": ("Holy See",),
    "VE": ("Venezuela (Bolivarian Republic of)",),
}
# Falkland Islands, Palestine, Taiwan, Western Sahara: whether and how to name them is the author's.
_DISPUTED = frozenset({"238", "275", "158", "732"})


@dataclass(frozen=True)
class Country:
    """One country of the data: its numeric code or "", and the name that the data gives it."""

    number: str
    name: str

    @property
    def code(self) -> str:
        """What the country is known by: its number, else its name."""
        return self.number or self.name


def find_country(name: str) -> Country | None:
    """A name (“Kazakhstan”), or a code of ISO 3166-1 (“KAZ”, “KZ”) → the country, or nothing."""
    return _index_countries().get(_key(name))


def names() -> tuple[str, ...]:
    """Every name that a country may be called by, for “did you mean”."""
    return tuple(sorted(_collect_names()))


def find_letters(name: str) -> str:
    """A name or a code → the two letters of ISO 3166-1, or "" for a country without any."""
    found = find_country(name)
    return next((code for code, one in _index_by_letters().items() if one == found), "")


def list_undisputed() -> tuple[Country, ...]:
    """Every country that nobody's claim makes a map's own words of: what a map may name unasked."""
    return tuple(one for one in _countries() if one.number and one.number not in _DISPUTED)


def is_on_earth(longitude: float, latitude: float) -> bool:
    """Degrees east and north → whether there is such a place."""
    return -180 <= longitude <= 180 and -90 <= latitude <= 90


def _key(name: str) -> str:
    """A name → without case, accents, points, “the”, and what stands for “and” or “saint”."""
    bare = name.casefold().removeprefix("the ").replace("&", "and").replace("saint ", "st ")
    plain = unicodedata.normalize("NFKD", bare)
    return "".join(letter for letter in plain if letter.isalnum())


@lru_cache(maxsize=1)
def _index_countries() -> dict[str, Country]:
    known = {_key(name): found for name, found in _collect_names().items()}
    return known | {_key(code): found for code, found in _collect_codes().items()}


@lru_cache(maxsize=1)
def _collect_names() -> dict[str, Country]:
    from babel.core import Locale

    english = Locale("en").territories
    found: dict[str, Country] = {}
    for letters, one in _index_by_letters().items():
        for name in (english.get(letters, ""), *_ALSO.get(letters, ())):
            if name:
                found[name] = one
    for one in _countries():
        found.setdefault(one.name, one)
    return found


def _collect_codes() -> dict[str, Country]:
    from babel.core import get_global

    two = _index_by_letters()
    three = {
        code: two[letters[0]]
        for code, letters in get_global("territory_aliases").items()
        if len(code) == 3 and code.isalpha() and len(letters) == 1 and letters[0] in two
    }
    no_number = {one.name: one for one in _countries() if not one.number}
    kosovo = no_number["Kosovo"]
    return two | three | {"XK": kosovo, "XKX": kosovo}


@lru_cache(maxsize=1)
def _index_by_letters() -> dict[str, Country]:
    """The two letters of each country that has a code → the country."""
    from babel.core import get_global

    aliases = get_global("territory_aliases")
    found: dict[str, Country] = {}
    for one in _countries():
        letters = aliases.get(one.number, ())
        if len(letters) == 1:
            found.setdefault(letters[0], one)
    return found


def _countries() -> list[Country]:
    return [Country(number, name) for number, name in list_countries()]
