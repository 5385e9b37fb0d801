"""Numbers, printed as a language prints them, by CLDR; decimals, never binary fractions."""

from decimal import ROUND_HALF_UP, Decimal

from briefwright.dates import locale_of

# Languages that the library of number words calls by another name.
_NAMED_OTHERWISE = {"kk": "kz", "nb": "no", "nn": "no"}


def show_number(value: Decimal, language: str) -> str:
    """A number and a language → its digits with that language's separators and all its decimals.

    The minus is a minus sign: a hyphen could be taken for one that typesetting put in.
    """
    from babel.numbers import format_decimal

    locale = locale_of(language)
    whole, _, _ = locale.decimal_formats[None].pattern.partition(".")
    decimals = "0" * _decimals(value)
    pattern = f"{whole}.{decimals}" if decimals else whole
    shown = format_decimal(value, pattern, locale)
    return shown.replace("-", "\u2212").replace("\u202f", "\u00a0")


def show_percent(value: Decimal, language: str) -> str:
    """A number of hundredths and a language → it with a per cent sign, placed as there."""
    pattern = locale_of(language).percent_formats[None]
    return f"{pattern.prefix[0]}{show_number(value, language)}{pattern.suffix[0]}"


def in_words(value: Decimal, language: str) -> str:
    """A whole number and a language → the number in words.

    Errors: LookupError where the language's number words aren't known.
    """
    from num2words import CONVERTER_CLASSES, num2words

    name = locale_of(language).language
    known = _NAMED_OTHERWISE.get(name, name)
    if known not in CONVERTER_CLASSES:
        raise LookupError(f"numbers can't be written in words in the language “{language}”")
    return str(num2words(int(value), lang=known))


def plural(value: Decimal, language: str) -> str:
    """A number as printed and a language → its plural category in CLDR: one, few, many, other …"""
    return locale_of(language).plural_form(abs(value))


def rounded(value: Decimal) -> Decimal:
    """A number → the same to two significant digits, halves away from zero: 157 → 160."""
    if not value:
        return value
    step = Decimal(1).scaleb(value.adjusted() - 1)
    near = value.quantize(step, ROUND_HALF_UP)
    return value if near == value else near


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
