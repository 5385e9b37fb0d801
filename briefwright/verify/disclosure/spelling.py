"""A number → it in words, in every language that the project speaks, in every case and gender."""

from collections.abc import Iterator
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
