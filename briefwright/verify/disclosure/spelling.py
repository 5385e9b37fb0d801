"""A number → it in words, in every language that the project speaks, in every case and gender."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache

_LANGUAGES = ("en", "ru", "kz", "ar")  # as num2words calls them
_CASES = ("n", "g", "d", "a", "i", "p")  # of Russian
_GENDERS = ("m", "f", "n")
_MOST = Decimal(10) ** 12  # a longer number is written in digits


@cache
def spell_number(value: Decimal) -> tuple[str, ...]:
    """A number → its words, each form once; none of what has a fraction of many digits."""
    if not 0 <= value < _MOST or -value.as_tuple().exponent > 3:  # type: ignore[operator]
        return ()
    return tuple(dict.fromkeys(_spell(value)))


def _spell(value: Decimal) -> Iterator[str]:
    from num2words import num2words

    number = int(value) if value == value.to_integral_value() else value
    for language in _LANGUAGES:
        words = str(num2words(number, lang=language))
        yield words
        if language == "en":
            yield words.replace(" and ", " ")
    if isinstance(number, int):
        for case in _CASES:
            for gender in _GENDERS:
                yield str(num2words(number, lang="ru", case=case, gender=gender))
        for language in _LANGUAGES:  # digit by digit
            yield " ".join(str(num2words(int(digit), lang=language)) for digit in str(number))


# How large numbers are said in short: their unit, and its names in each language.
_SHORT: Mapping[int, tuple[str, ...]] = {
    10**3: ("thousand", "k", "тыс", "тысячи", "тысяч", "мың", "ألف", "آلاف"),
    10**6: ("million", "m", "mln", "млн", "миллиона", "миллионов", "миллион", "مليون"),
    10**9: (
        "billion",
        "bn",
        "млрд",
        "миллиарда",
        "миллиардов",
        "миллиард",
        "مليار",
        "milliard",
        "milliards",
    ),
}
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_LARGEST_ROMAN = 3999


def shorten_number(value: Decimal) -> Iterator[str]:
    """A number from a thousand on → how it is said in short: “4.3 thousand”, “4,3 тыс.”."""
    for unit, names in _SHORT.items():
        if unit <= value < unit * 1000:
            for places in (1, 2):
                short = f"{value / unit:.{places}f}"
                yield from (f"{short} {name}" for name in names)


def write_roman(value: Decimal) -> str:
    """A whole number → it in Roman numerals; nothing for one that they can't write."""
    if value != value.to_integral_value() or not 0 < value <= _LARGEST_ROMAN:
        return ""
    rest, written = int(value), ""
    for number, sign in _ROMAN:
        count, rest = divmod(rest, number)
        written += sign * count
    return written
