"""Numbers that have the decimal sign or the thousands separator of another language."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from briefwright.editorial.passages import Copy
from briefwright.editorial.suggestions import Suggestion, flag, flag_at
from briefwright.facts import numerals, scales
from briefwright.facts.dates import locale_of

_NUMBER = re.compile(r"(?<![\w.,/:–-])\d+(?:[.,]\d+)+(?![\w/:–-]|[.,]\d)")
_UNIT = re.compile(r"[ \u00a0\u202f]?(?:[%‰€$£]|(?:km|kg|cm|mm|m|t|ha|°C|[kMGT]Wh?)(?!\w))")
_WORDS = re.compile(r"[ \u00a0]([^\W\d_]+\.?(?: [^\W\d_]+)?)")
_DECIMALS = 3  # so many could be thousands


@dataclass(frozen=True)
class _Signs:
    """What stands before decimals in a language, what doesn't, and what parts thousands."""

    decimal: str
    other: str
    group: str


def find_foreign(copy: Copy) -> Iterator[Suggestion]:
    """“7.85 m” and “1,250,000” in German, “7,85 m” in English; a value 3.450 in German.

    What may be right in the language, such as 1.250 in German, is left alone.
    """
    signs = _read_signs(copy.briefing.metadata.language)
    yield from _find_in_texts(copy, signs)
    if signs.group == ".":
        yield from _find_in_values(copy)


def _read_signs(language: str) -> _Signs:
    symbols = locale_of(language).number_symbols["latn"]
    other = "." if symbols["decimal"] == "," else ","
    return _Signs(symbols["decimal"], other, symbols["group"])


def _find_in_texts(copy: Copy, signs: _Signs) -> Iterator[Suggestion]:
    language = copy.briefing.metadata.language
    for passage in copy.passages:
        for found in _NUMBER.finditer(passage.words):
            value = _read_foreign(found[0], passage.after(found.end()), signs, language)
            if value is not None and passage.is_typed(*found.span()):
                right = numerals.show_number(value, language)
                message = f"“{found[0]}” has the decimals or thousands of another language."
                yield flag(passage, *found.span(), message, f"Write {right}.", right)


def _read_foreign(number: str, after: str, signs: _Signs, language: str) -> Decimal | None:
    """A number as typed, what follows it, a language → what it is in another language alone."""
    decimal, other = re.escape(signs.decimal), re.escape(signs.other)
    if re.fullmatch(
        rf"\d{{1,3}}(?:{decimal}\d{{3}})+{other}\d+|\d{{1,3}}(?:{decimal}\d{{3}}){{2,}}", number
    ):
        return Decimal(number.replace(signs.decimal, "").replace(signs.other, "."))
    if signs.group != signs.other and re.fullmatch(rf"\d{{1,3}}(?:{other}\d{{3}}){{2,}}", number):
        return Decimal(number.replace(signs.other, ""))
    if re.fullmatch(rf"\d+{other}\d{{1,2}}", number) and _begins_with_unit(after, language):
        return Decimal(number.replace(signs.other, "."))
    return None


def _begins_with_unit(after: str, language: str) -> bool:
    word = _WORDS.match(after)
    return bool(_UNIT.match(after)) or bool(word and scales.find_scale(word[1], language)[0])


def _find_in_values(copy: Copy) -> Iterator[Suggestion]:
    """Values such as 3.450 where that is how thousands are typed."""
    for name, fact in copy.briefing.facts.items():
        value = fact.value
        if not isinstance(value, Decimal) or not _may_be_thousands(value, len(fact.unit) > 1):
            continue
        shown = numerals.show_number(value, copy.briefing.metadata.language)
        message = f"“{value}” is printed as {shown}, since a full stop stands before decimals here."
        proposal = f"If these are thousands, write {value.scaleb(_DECIMALS):f}."
        yield flag_at(f"facts.{name}.value", 0, str(value), message, proposal)


def _may_be_thousands(value: Decimal, is_counted: bool) -> bool:
    """A value, whether its unit has a plural → whether its decimals look like thousands."""
    return (
        numerals.count_decimals(value) == _DECIMALS
        and abs(value) >= 1
        and (is_counted or str(value).endswith("0"))
    )
