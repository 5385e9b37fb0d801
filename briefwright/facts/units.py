"""A unit as typed → its parts: a word of scale, a sign of currency or of hundredths, words."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from briefwright.facts import numerals, scales
from briefwright.facts.dates import locale_of

_OF_HUNDREDTHS = ("%", "‰")
_CODE = re.compile(r"[A-Z]{3}")
_SIGNED = re.compile(r"([A-Z]{0,3}[^\w\s])(.*)")
_AMOUNT = re.compile(
    r"(?P<minus>[-\u2212]?)(?P<before>[^\s\d.,+\u2212-]*)\s*(?P<number>\d(?:.*\d)?)\s*(?P<after>[^\s\d]*)"
)
_NO_BREAK_SPACE = "\u00a0"


@dataclass(frozen=True)
class Unit:
    """The parts of a unit: “million € a year” is `scale` 6, said by `scaled` “million”, and so on.

    `sign` belongs to the number, and `words` follow both. A unit of words alone has neither scale
    nor sign here, though its words may say a scale: `find_unit_scale` reads that.
    """

    sign: str = ""
    scaled: str = ""
    words: str = ""


@cache
def read_unit(unit: str, language: str) -> Unit:
    """A unit as typed, and its language → its parts."""
    first, _, rest = unit.partition(" ")
    if sign := _read_sign(first, language):
        glued = first[len(sign) :]
        if scales.find_scale_after_sign(glued):
            return Unit(sign, glued, rest)
        if glued:
            return Unit(sign, "", f"{glued} {rest}".strip())
        _, number = scales.find_scale(rest, language)
        words = rest.split(" ")
        scaled = " ".join(words[:number])
        return Unit(sign, f" {scaled}" if scaled else "", " ".join(words[number:]))
    _, number = scales.find_scale(unit, language)
    words = unit.split(" ")
    if number and number < len(words) and (sign := _read_sign(words[number], language)):
        glued = words[number][len(sign) :]
        after = [glued, *words[number + 1 :]] if glued else words[number + 1 :]
        return Unit(sign, f" {' '.join(words[:number])}", " ".join(after))
    return Unit(words=unit)


def find_unit_scale(unit: str, language: str) -> int:
    """A unit as typed, and its language → the power of ten that it says: 6 of “million crowns”."""
    first, _, rest = unit.partition(" ")
    sign = _read_sign(first, language)
    if not sign:
        return scales.find_scale(unit, language)[0]
    glued = scales.find_scale_after_sign(first[len(sign) :])
    return glued or (0 if first[len(sign) :] else scales.find_scale(rest, language)[0])


def add_sign(shown: str, unit: Unit, language: str) -> str:
    """A number as printed, and its unit → with its sign, where the language puts it."""
    if not unit.sign:
        return shown
    if unit.sign in _OF_HUNDREDTHS:
        return numerals.add_percent(shown, language).replace("%", unit.sign)
    if unit.scaled.startswith(" "):
        return add_sign_to_scaled(f"{shown}{unit.scaled}", unit.sign, language)
    return numerals.add_currency(f"{shown}{unit.scaled}", unit.sign, language)


def add_sign_to_scaled(shown: str, sign: str, language: str) -> str:
    """A number with its word of scale, and a sign of currency → both.

    Where a preposition stands after such a word, so does the name: “34,5 millions d’euros”.
    """
    is_after = numerals.is_currency_last(language) and not sign[-1].isalpha()
    if is_after and scales.takes_preposition(shown, language):
        named = numerals.name_currency(sign, language)
        return scales.join_scaled(shown.replace(" ", _NO_BREAK_SPACE), named, language)
    return numerals.add_currency(shown.replace(" ", _NO_BREAK_SPACE), sign, language)


def name_unit(unit: str, count: Decimal, language: str) -> str:
    """A unit as typed, how many there are, its language → it with its currency by name.

    “million € a year” becomes “million euros a year”; a sign of several currencies, of hundredths
    or with a letter behind it, as in €m, stays as it is.
    """
    own = read_unit(unit, language)
    if not own.sign or (own.scaled and not own.scaled.startswith(" ")):
        return unit
    name = numerals.name_currency(own.sign, language, count)
    if name == own.sign:
        return unit
    named = scales.join_scaled(own.scaled.strip(), name, language) if own.scaled else name
    return f"{named}{own.words}" if own.words.startswith("/") else f"{named} {own.words}".strip()


def show_amount(value: Decimal, sign: str, language: str) -> str:
    """A number, its sign or "", a language → both as that language prints them."""
    shown = numerals.show_number(value, language)
    return add_sign(shown, read_unit(sign, language), language)


def split_amount(cell: str) -> tuple[str, str]:
    """A cell → its number as typed and the sign beside it: “1,200” and “€”; all of it and “”."""
    found = _AMOUNT.fullmatch(cell)
    sign = found["before"] or found["after"] if found else ""
    if not found or (found["before"] and found["after"]) or _read_sign(sign, "en") != sign:
        return cell, ""
    return found["minus"] + found["number"], sign


def _read_sign(word: str, language: str) -> str:
    """A word → the sign with which it begins: €, US$, EUR, %; or nothing."""
    if _CODE.fullmatch(word):
        return word if word in locale_of(language).currencies else ""
    found = _SIGNED.fullmatch(word)
    if not found:
        return ""
    sign = found[1]
    is_currency = unicodedata.category(sign[-1]) == "Sc"
    return sign if is_currency or (sign in _OF_HUNDREDTHS and not found[2]) else ""
