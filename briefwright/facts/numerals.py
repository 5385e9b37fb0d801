"""Numbers, printed as a language prints them, by CLDR; decimals, never binary fractions."""

from collections.abc import Mapping, Sequence
from decimal import MAX_PREC, ROUND_HALF_UP, Context, Decimal, localcontext
from functools import cache

from briefwright.facts import scales
from briefwright.facts.dates import locale_of

_NO_BREAK_SPACE = "\u00a0"
_BLANKS = " \u00a0\u202f"
_MARKS = "\u200e\u200f\u061c"  # of direction, which a page sets by itself
_MINUS = "\u2212"

# Languages that the library of number words calls by another name.
_NAMED_OTHERWISE = {"kk": "kz", "nb": "no", "nn": "no"}

# Languages whose places in figures that library writes as they are printed: 4th, 4., 4º.
_PLACES_IN_FIGURES = frozenset({"en", "de", "es", "pt", "nl", "no", "hu", "az"})
_PLACES_IN_WORDS = {"ar": 10}  # up to which number, where it goes wrong above


def show_number(value: Decimal, language: str) -> str:
    """A number and a language → its digits with that language's separators and all its decimals.

    The minus is a minus sign: a hyphen could be taken for one that typesetting put in.
    """
    from babel.numbers import format_decimal

    locale = locale_of(language)
    whole, _, _ = locale.decimal_formats[None].pattern.partition(".")
    zeros = "0" * count_decimals(value)
    pattern = f"{whole}.{zeros}" if zeros else whole
    with localcontext(_EXACT):
        shown = format_decimal(value, pattern, locale)
    return shown.replace("-", _MINUS)


_EXACT = Context(prec=MAX_PREC)  # a number keeps all the digits that were typed


_FROM = Decimal(1_000_000)  # the least number that has a short form
_PRECISION = 3  # significant digits of a short form


def show_compact(value: Decimal, language: str) -> str:
    """A number and a language → its short form, “45 million”, or as it is where it is no long one.

    It keeps three significant digits; `is_compact_exact` says whether those are all.
    """
    near = round_significant(value, _PRECISION)
    power = scales.choose_short_scale(near, language) if abs(value) >= _FROM else 0
    if not power:
        return show_number(value, language)
    mantissa = strip_zeros(near.scaleb(-power, _EXACT))
    shown = scales.add_scale(show_number(mantissa, language), mantissa, power, language)
    return shown.replace(" ", _NO_BREAK_SPACE)


def is_compact_exact(value: Decimal) -> bool:
    """A number → whether its short form says all of it."""
    return abs(value) < _FROM or round_significant(value, _PRECISION) == value


def show_range(low: Decimal, high: Decimal, language: str) -> str:
    """Two numbers and a language → “120–150”, with blanks where a minus would be lost: “−5 – 3”."""
    dash = "\u00a0– " if low < 0 else "–"
    return f"{show_number(low, language)}{dash}{show_number(high, language)}"


def show_percent(value: Decimal, language: str) -> str:
    """A number of hundredths and a language → it with a per cent sign, placed as there."""
    return add_percent(show_number(value, language), language)


def add_percent(number: str, language: str) -> str:
    """A number or a range as printed, and a language → it with a per cent sign, placed as there."""
    pattern = locale_of(language).percent_formats[None]
    return f"{pattern.prefix[0]}{number}{pattern.suffix[0]}"


def add_currency(number: str, sign: str, language: str) -> str:
    """A number as printed, a sign of currency and a language → both, never parted: “€5”, “5 €”.

    A code of letters, such as USD, has a blank between itself and the number everywhere. Before
    the number, a minus comes first: “−€5”.
    """
    pattern = locale_of(language).currency_formats["standard"].pattern.partition(";")[0]
    digits = pattern.strip(f"¤{_BLANKS}{_MARKS}")
    before, _, after = pattern.partition(digits)
    if "¤" not in before:
        gap = _NO_BREAK_SPACE if sign[0].isalpha() else after.replace("¤", "").strip(_MARKS)
        return f"{number}{gap}{sign}"
    gap = _NO_BREAK_SPACE if sign[-1].isalpha() else before.replace("¤", "").strip(_MARKS)
    minus = _MINUS if number.startswith(_MINUS) else ""
    return f"{minus}{sign}{gap}{number.removeprefix(_MINUS)}"


def is_currency_last(language: str) -> bool:
    """A language → whether a sign of currency stands behind its number: “5 €”."""
    pattern: str = locale_of(language).currency_formats["standard"].pattern
    return pattern.startswith("#")


def name_currency(sign: str, language: str, count: Decimal = Decimal(2)) -> str:
    """A sign or code of one currency, and how many there are → its name after that number: “euros”.

    A sign of several currencies stays as it is.
    """
    from babel.numbers import get_currency_name

    locale = locale_of(language)
    code = _list_signs().get(sign, sign)
    if code not in locale.currencies:
        return sign
    name: str = get_currency_name(code, count=count, locale=locale)
    return name[:1].lower() + name[1:] if locale.language in _CAPITALS else name


_CAPITALS = frozenset({"pt", "id"})  # where CLDR begins all names of currencies with a capital


@cache
def _list_signs() -> Mapping[str, str]:
    """The signs that stand for one currency wherever English is written → its code."""
    from babel.numbers import get_currency_symbol, list_currencies

    return _SIGNS | {get_currency_symbol(code, "en_001"): code for code in list_currencies()}


# Signs that CLDR gives in the language of their country alone.
_SIGNS = {"₸": "KZT", "₽": "RUB", "₺": "TRY", "₾": "GEL", "₼": "AZN", "₴": "UAH"}


def spell_number(value: Decimal, language: str) -> str:
    """A whole number and a language → the number in words.

    Errors: LookupError where the language's number words aren't known.
    """
    return _spell(value, language, "cardinal")


def show_place(value: Decimal, language: str) -> str:
    """A place in an order and a language → it in figures: “4th”.

    Errors: LookupError where it isn't known how that language writes it.
    """
    name = locale_of(language).language
    if name == "fr":
        return "1er" if value == 1 else f"{show_number(value, language)}e"
    if _NAMED_OTHERWISE.get(name, name) not in _PLACES_IN_FIGURES:
        raise LookupError(f"a place can't be written in figures in the language “{language}”")
    return _spell(value, language, "ordinal_num")


def spell_place(value: Decimal, language: str) -> str:
    """A place in an order and a language → it in words: “fourth”.

    Errors: LookupError where the language's words for places aren't known.
    """
    if value <= _PLACES_IN_WORDS.get(locale_of(language).language, value):
        return _spell(value, language, "ordinal")
    raise LookupError(f"this place can't be written in words in the language “{language}”")


def _spell(value: Decimal, language: str, to: str) -> str:
    from num2words import CONVERTER_CLASSES, num2words

    name = locale_of(language).language
    known = _NAMED_OTHERWISE.get(name, name)
    unknown = f"numbers can't be written in words in the language “{language}”"
    if known not in CONVERTER_CLASSES:
        raise LookupError(unknown)
    try:
        return str(num2words(int(value), lang=known, to=to))
    except NotImplementedError as lacking:
        raise LookupError(unknown) from lacking


def show_list(members: Sequence[str], language: str) -> str:
    """Words and a language → “Canada, Denmark and Japan”, joined as that language joins them."""
    from babel.lists import format_list

    return format_list(members, locale=locale_of(language))


def plural_category(value: Decimal, language: str) -> str:
    """A number as printed and a language → its plural category in CLDR: one, few, many, other …"""
    return locale_of(language).plural_form(abs(value))


def round_significant(value: Decimal, digits: int = 2) -> Decimal:
    """A number → the same to so many significant digits, halves away from zero: 157 → 160.

    One that gains a digit by that has no more of them: 9.96 → 10, not 10.0.
    """
    if not value:
        return value
    near = _quantize(value, value.adjusted() + 1 - digits)
    near = _quantize(near, near.adjusted() + 1 - digits)
    return value if near == value else near


def _quantize(value: Decimal, exponent: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(exponent), ROUND_HALF_UP, _EXACT)


def round_decimals(value: Decimal, number: int) -> Decimal:
    """A number and how many decimals → the number with so many, halves away from zero.

    Fewer than none rounds to tens, hundreds …
    """
    return _quantize(value, -number)


def strip_zeros(value: Decimal) -> Decimal:
    """A number → the same without zeros at the end of its decimals."""
    plain = value.normalize()
    return plain if count_decimals(plain) else _quantize(plain, 0)


def count_decimals(value: Decimal) -> int:
    """A number → how many decimals were typed."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
