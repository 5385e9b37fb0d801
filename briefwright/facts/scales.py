"""Words of scale, by CLDR: million, млн, مليون; read in a unit, printed after a number."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache

from briefwright.facts.dates import locale_of, script_of

Patterns = Mapping[str, Mapping[str, str]]  # by plural category, by the power of ten that it is for

_A_WORD = 3  # letters of a short form that readers take for one: млн, Mio.
_THOUSAND = 3  # 48,000 stands as it is; words begin above
# What editors write beside the words of CLDR.
_ABBREVIATED = {"en": {"mn": 6, "mln": 6, "bn": 9, "tn": 12, "millions": 6, "billions": 9}}
_AFTER_SIGN = {"k": 3, "m": 6, "mn": 6, "bn": 9, "tn": 12}  # as in €m
# Languages that put a preposition between such a word and what it counts: millions d’euros.
_OF = {"fr": "de", "es": "de", "pt": "de", "ca": "de", "it": "di", "ro": "de"}
_ELIDED = {"fr": "d’", "ca": "d’"}


def find_scale(words: str, language: str) -> tuple[int, int]:
    """Words and a language → the power of ten that the first of them say, and how many say it.

    “million crowns” is (6, 1); words that begin with no such word are (0, 0).
    """
    known = _list_words(locale_of(language).language)
    first = [word.rstrip(".").casefold() for word in words.split()[:2]]
    for number in range(len(first), 0, -1):
        if power := known.get(" ".join(first[:number]), 0):
            return power, number
    return 0, 0


def find_scale_after_sign(word: str) -> int:
    """What follows a sign of currency at once, as in €m → the power of ten that it says, or 0."""
    return _AFTER_SIGN.get(word.casefold(), 0)


def choose_scale(power: int, language: str) -> int:
    """A power of ten → the greatest up to it that the language has a word for, or 0.

    Japanese counts in ten thousands: of a million, it has the word for 10⁴.
    """
    return max((one for one in _list_powers(language) if one <= power), default=0)


def fit_scale(power: int, value: Decimal, language: str) -> int:
    """The power of ten in which a number was typed, it, a language → the power that it prints in.

    Where the language has no word for that, it is the greatest that the number reaches: 415 million
    are 4.15亿.
    """
    if not power:
        return 0
    has_word = not value or power in _list_powers(language)
    return choose_scale(power if has_word else value.adjusted(), language)


def choose_short_scale(value: Decimal, language: str) -> int:
    """A number and a language → the power of ten in whose words it is short; 0 below a million."""
    power = choose_scale(value.adjusted(), language) if value else 0
    return power if power > _THOUSAND else 0


def add_scale(shown: str, mantissa: Decimal, power: int, language: str) -> str:
    """A number as printed, the number itself and a power of ten → “34.5 million”."""
    locale = locale_of(language)
    pattern = _find_pattern(power, locale.plural_form(abs(mantissa)), language)
    before, _, after = pattern.partition("0")
    return f"{before}{shown}{after}"


def join_scaled(shown: str, unit: str, language: str) -> str:
    """A number with its word of scale, and a unit → both: “34,5 millions de couronnes”."""
    name = locale_of(language).language
    if name not in _OF:
        return f"{shown}{unit}" if is_closed_up(language) else f"{shown} {unit}"
    if name in _ELIDED and unit[:1].casefold() in "aâàeéèêiîoôuhy":
        return f"{shown} {_ELIDED[name]}{unit}"
    return f"{shown} {_OF[name]} {unit}"


def takes_preposition(shown: str, language: str) -> bool:
    """A number with its scale → whether a preposition stands before what it counts: not after M."""
    return locale_of(language).language in _OF and len(shown.split()[-1]) > _A_WORD


def is_closed_up(language: str) -> bool:
    """A language → whether a number and its unit stand without a blank: 157人, 157명."""
    return script_of(language) in ("Hans", "Hant", "Jpan", "Kore")


def is_spelled_apart(language: str) -> bool:
    """A language → whether a blank parts a number in words from its unit: 오 달러, 五ドル."""
    return script_of(language) not in ("Hans", "Hant", "Jpan")


# ----------------------------------------------------------------- what CLDR knows


@cache
def _list_words(language: str) -> Mapping[str, int]:
    """A language → its words of scale, in small letters without full stops, and what they say.

    A letter alone is none: “M” may be metres.
    """
    found: dict[str, int] = {}
    for patterns in _list_patterns(language):
        for by_power in patterns.values():
            for size, pattern in by_power.items():
                word = _strip_digits(pattern).rstrip(".").casefold()
                if len(word) > 1 or word.upper() == word:
                    found.setdefault(word, _find_power(size, pattern))
    return {**found, **_ABBREVIATED.get(language, {})}


@cache
def _list_powers(language: str) -> tuple[int, ...]:
    """A language → the powers of ten that it has a word for."""
    powers = {
        _find_power(size, pattern)
        for patterns in _list_patterns(language)
        for by_power in patterns.values()
        for size, pattern in by_power.items()
        if _strip_digits(pattern)
    }
    return tuple(sorted(power for power in powers if _find_patterns(power, language)))


def _find_pattern(power: int, category: str, language: str) -> str:
    by_category = _find_patterns(power, language)
    return by_category.get(category) or by_category["other"]


@cache
def _find_patterns(power: int, language: str) -> Mapping[str, str]:
    """A power of ten → how one, few, many … of it are printed: the short word where it is one."""
    found: list[Mapping[str, str]] = []
    for patterns in _list_patterns(language):
        by_category = {
            category: by_power[f"1{'0' * power}"]
            for category, by_power in patterns.items()
            if f"1{'0' * power}" in by_power and _has_one_digit(by_power[f"1{'0' * power}"])
        }
        if "other" in by_category and _strip_digits(by_category["other"]):
            found.append({one: _clean(pattern) for one, pattern in by_category.items()})
    words = [one for one in found if len(_strip_digits(one["other"]).rstrip(".")) >= _A_WORD]
    return next(iter(words or found[-1:]), {})


def _list_patterns(language: str) -> Iterator[Patterns]:
    """A language → its compact patterns, the short before the long."""
    formats = locale_of(language).compact_decimal_formats
    for style in ("short", "long"):
        if style in formats:
            yield {
                category: {size: pattern.pattern for size, pattern in by_power.items()}
                for category, by_power in formats[style].items()
            }


def _find_power(size: str, pattern: str) -> int:
    """The number that a pattern is for, as digits, and the pattern → the power that its word says.

    “00 million”, for 10,000,000, prints two digits: its word says 10⁶.
    """
    return len(size) - max(1, _clean(pattern).count("0"))


def _has_one_digit(pattern: str) -> bool:
    return _clean(pattern).count("0") == 1


def _clean(pattern: str) -> str:
    return pattern.partition(";")[0].replace("'", "").replace("\u200f", "")


def _strip_digits(pattern: str) -> str:
    return _clean(pattern).replace("0", "").replace("\u202f", " ").replace("\u00a0", " ").strip()
