"""One scalar as typed → its value in the form that its key asks for, or what is wrong with it.

Every function here is pure: it takes the scalar and gives the value or a `Problem`.
"""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal

from briefwright import geography
from briefwright.facts import dates, examples, moments, scales, typed_dates
from briefwright.facts.kinds import multiply
from briefwright.model.dictionary import ALL_COLUMNS, Focus, Form, Names, Position, Ratio, When
from briefwright.problems import Problem, suggest
from briefwright.yamlfile import Scalar

ID = re.compile(r"[a-z][a-z0-9_-]*")
FACT_NAME = re.compile(r"[a-z][a-z0-9_]*")
SOURCE_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")

# What stands before a dot in addresses that aren't blocks'.
RESERVED = frozenset(
    {"briefing", "facts", "names", "sources", "departures", "accepted", "contents", "note"}
)

_NUMBER = re.compile(r"[-\u2212]?[0-9]+(\.[0-9]+)?")
_GROUPED = re.compile(r"[-\u2212]?\d{1,3}([,.\u00a0\u202f _']\d{3})+")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?")
_URL = re.compile(r"(https?://[^\s/]+|mailto:[^\s@]+@|#)\S*")
_DEGREES = r"(\d{1,3}(?:\.\d+)?)\s*°?\s*"
_POSITION = re.compile(_DEGREES + r"([NS])[,;]?\s*" + _DEGREES + r"([EW])")
_PLAIN_POSITION = re.compile(r"([-\u2212]?)(\d+(?:\.\d+)?)[,;\s]\s*([-\u2212]?)(\d+(?:\.\d+)?)")
_RATIO = re.compile(r"(\d{1,3}) ?: ?(\d{1,3})")
_FOCUS = re.compile(r"(\d{1,3}) ?%,? +(\d{1,3}) ?%")
_LONGEST = 5  # times its width or height: a picture cut to more than that is a line
_FLAGS = {"yes": True, "true": True, "no": False, "false": False}
QUOTED = ("single", "double")


def parse_word(scalar: Scalar) -> str:
    """A short text without markup, as typed; what stands in quotes keeps its outer spaces."""
    text = scalar.text.replace("\n", " ")
    return text if scalar.style in QUOTED else text.strip()


def parse_flag(scalar: Scalar) -> bool | Problem:
    """`yes`, `no`, `true` or `false` → a truth value."""
    value = _FLAGS.get(scalar.text.strip().lower())
    return Problem("C214", f"“{scalar.text}” is neither yes nor no.") if value is None else value


def parse_total(scalar: Scalar) -> Names | Problem:
    """`yes` or `no` beside a row → the columns that it adds up: all or none."""
    flag = parse_flag(scalar)
    return flag if isinstance(flag, Problem) else ALL_COLUMNS if flag else ()


def parse_choice(scalar: Scalar, choices: tuple[str, ...]) -> str | Problem:
    """A word → the same, where it is one of those that the key knows."""
    typed = scalar.text.strip()
    if typed in choices:
        return typed
    known = ", ".join(choices[:-1]) + f" or {choices[-1]}"
    return Problem("C213", f"“{typed}” isn't one of {known}{_ending(typed, choices)}")


def parse_number(scalar: Scalar) -> Decimal | Problem:
    """Digits, a full stop before decimals → the number, with as many decimals as were typed."""
    found = parse_numeral(scalar.text.strip())
    if isinstance(found, Decimal):
        return found
    typed = scalar.text.strip()
    other = f"“{typed}” isn't a number: write digits alone, and the unit in `unit:`."
    return Problem("C216", found or other)


def parse_numeral(typed: str) -> Decimal | str:
    """What was typed → its number, or how to write it, or "" where it is no number at all."""
    if _NUMBER.fullmatch(typed):
        return Decimal(typed.replace("\u2212", "-"))
    if _GROUPED.fullmatch(typed):
        digits = re.sub(r"[^\d-]", "", typed.replace("\u2212", "-"))
        return (
            f"Write {digits} instead of {typed}: in the files a number has no thousands separator, "
            "each language prints its own."
        )
    if _NUMBER.fullmatch(typed.replace(",", ".")):
        return f"Write {typed.replace(',', '.')} instead of {typed}: decimals follow a full stop."
    return ""


def parse_scaled(scalar: Scalar, language: str) -> tuple[Decimal, int] | None:
    """Digits and a word of scale, as in 34.5 million → the whole number and its power of ten.

    Nothing where that isn't what stands there.
    """
    typed, _, words = scalar.text.strip().replace("\u00a0", " ").partition(" ")
    power, number = scales.find_scale(words, language)
    found = parse_numeral(typed)
    if not power or number != len(words.split()) or not isinstance(found, Decimal):
        return None
    return multiply(found, power), power


def parse_when(scalar: Scalar) -> When | Problem:
    """A date or period as precise as is known, or words in quotes → When."""
    typed = scalar.text.strip()
    complaint = dates.check_date(typed)
    if not complaint:
        return When(typed)
    return When(typed, words=True) if scalar.style in QUOTED else Problem("C215", complaint)


def parse_day(scalar: Scalar) -> When | Problem:
    """A date with its day → When."""
    typed = scalar.text.strip()
    if dates.is_date(typed) and len(typed) == len(examples.DAY):
        complaint = dates.check_date(typed)
        return Problem("C215", complaint) if complaint else When(typed)
    return Problem("C215", _explain_day(typed))


def _explain_day(typed: str) -> str:
    """What isn't a day → the day that was meant, or what is missing."""
    meant = (typed,) if dates.is_date(typed) else typed_dates.propose(typed)
    if days := [one for one in meant if len(one) == len(examples.DAY)]:
        return f"“{typed}” is not how a day is written here; write {' or '.join(days)}."
    if months := [one for one in meant if len(one) == len("2026-11") and ".." not in one]:
        return f"“{typed}” lacks its day; write one, such as {months[0]}-01."
    return f"“{typed}” isn't a day; write one, such as {examples.DAY}."


def mend(scalar: Scalar, code: str) -> str:
    """A scalar and the code of its fault → what was meant, where that is sure; or ""."""
    typed = scalar.text.strip()
    if code == "C215":
        meant = typed_dates.propose(typed)
        return meant[0] if len(meant) == 1 else ""
    plain = read_plain(typed)
    return str(plain) if plain is not None and code in ("C216", "Y112") else ""


def read_plain(typed: str) -> Decimal | None:
    """A number with blanks or commas in it → the number that was meant, if that is sure."""
    if _GROUPED.fullmatch(typed):
        return Decimal(re.sub(r"[^\d-]", "", typed.replace("\u2212", "-")))
    with_point = typed.replace(",", ".")
    if "," in typed and _NUMBER.fullmatch(with_point):
        return Decimal(with_point.replace("\u2212", "-"))
    return None


def parse_language(scalar: Scalar) -> str | Problem:
    """A language code (BCP 47: language, script, region) that CLDR knows → the same."""
    typed = scalar.text.strip()
    try:
        if _LANGUAGE.fullmatch(typed) and dates.locale_of(typed):
            return typed
    except LookupError:
        pass
    return Problem(
        "C217", f"“{typed}” isn't a language code; write one such as en, ru, kk, ar or kk-Arab."
    )


def parse_handling(scalar: Scalar) -> str | Problem:
    """`open`, `internal` or a marking, which has a capital letter → the same."""
    typed = parse_word(scalar)
    if typed in ("open", "internal"):
        return typed
    if typed.lower() in ("open", "internal"):
        return Problem("C218", f"Write `{typed.lower()}` in small letters.")
    if typed.isascii() and typed == typed.lower():
        return Problem(
            "C218",
            f"“{typed}” is neither open nor internal, and a marking is written in capitals, "
            f"such as OFFICIAL-SENSITIVE{_ending(typed, ('open', 'internal'))}",
        )
    return typed


def parse_moment(scalar: Scalar) -> str | Problem:
    """`2026-10-09 14:30 Almaty` → the same, where the hour is one that there is."""
    typed = " ".join(scalar.text.split())
    found = moments.parse(typed)
    return Problem("C220", found) if isinstance(found, str) else typed


def parse_url(scalar: Scalar) -> str | Problem:
    """A web or mail address, or `#` and a block's id → the same."""
    typed = scalar.text.strip()
    if _URL.fullmatch(typed):
        return typed
    return Problem(
        "C233", f"“{typed}” isn't an address that begins with https://, http://, mailto: or #."
    )


def parse_identifier(scalar: Scalar) -> str | Problem:
    """An id: a small letter, then small letters, digits, `-` or `_` → the same."""
    typed = scalar.text.strip()
    if typed in RESERVED:
        return Problem("C225", f"The id “{typed}” is taken by the tool itself; choose another.")
    if ID.fullmatch(typed):
        return typed
    return Problem(
        "C225",
        f"The id “{typed}” must begin with a small letter (a–z) and go on with small letters, "
        "digits, - or _.",
    )


def parse_position(scalar: Scalar) -> Position | Problem:
    """`33.1 N 35.8 E` → the position in degrees; it must be on the earth."""
    typed = scalar.text.strip()
    parts = _POSITION.fullmatch(typed)
    if not parts:
        meant = _propose_position(typed) or "degrees like 33.1 N 35.8 E"
        return Problem("C260", f"“{typed}” isn't a position; write {meant}.")
    latitude, longitude = float(parts[1]), float(parts[3])
    if latitude > 90 or longitude > 180:
        return Problem(
            "C260",
            f"“{typed}” is off the earth: north and south end at 90 degrees, east and west at 180.",
        )
    return Position(
        latitude if parts[2] == "N" else -latitude, longitude if parts[4] == "E" else -longitude
    )


def _propose_position(typed: str) -> str:
    """“56.66, -16.36”, as maps on the web write it → “56.66 N 16.36 W”, or nothing."""
    if not (found := _PLAIN_POSITION.fullmatch(typed)):
        return ""
    south, latitude, west, longitude = found.groups()
    return f"{latitude} {'S' if south else 'N'} {longitude} {'W' if west else 'E'}"


def parse_country(scalar: Scalar) -> str | Problem:
    """“Kazakhstan”, “KAZ” or “KZ” → the same, if there is such a country."""
    typed = scalar.text.strip()
    if geography.find_country(typed):
        return typed
    close = suggest(typed, geography.names()) or "."
    return Problem("C268", f"There is no country “{typed}”{close}")


def parse_ratio(scalar: Scalar) -> Ratio | Problem:
    """`16:9` → the shape of a picture."""
    typed = scalar.text.strip()
    parts = _RATIO.fullmatch(typed)
    if not parts or "0" in (parts[1].lstrip("0") or "0", parts[2].lstrip("0") or "0"):
        return Problem("C223", f"“{typed}” isn't a width and a height; write them like 16:9.")
    width, height = int(parts[1]), int(parts[2])
    if max(width, height) > _LONGEST * min(width, height):
        message = f"A picture of {typed} is a line; {_LONGEST}:1 and 1:{_LONGEST} are the most."
        return Problem("C223", message)
    return Ratio(width, height)


def parse_focus(scalar: Scalar) -> Focus | Problem:
    """`30% 70%` → the point of a picture that stays in sight."""
    typed = scalar.text.strip()
    parts = _FOCUS.fullmatch(typed)
    if not parts or max(int(parts[1]), int(parts[2])) > 100:
        return Problem(
            "C223",
            f"“{typed}” isn't a point of a picture; write how far it is from the left and from the "
            "top, from 0% to 100% each, like 30% 70%.",
        )
    return Focus(int(parts[1]), int(parts[2]))


def _ending(typed: str, known: tuple[str, ...] | frozenset[str]) -> str:
    return suggest(typed, sorted(known)) or "."


# One scalar of each form; CHOICE needs its key's choices as well.
READERS: Mapping[Form, Callable[[Scalar], object]] = {
    Form.WORD: parse_word,
    Form.FLAG: parse_flag,
    Form.TOTAL: parse_total,
    Form.NUMBER: parse_number,
    Form.WHEN: parse_when,
    Form.DAY: parse_day,
    Form.LANGUAGE: parse_language,
    Form.HANDLING: parse_handling,
    Form.MOMENT: parse_moment,
    Form.URL: parse_url,
    Form.ID: parse_identifier,
    Form.FACT: parse_word,
    Form.SOURCE: parse_word,
    Form.PICTURE: parse_word,
    Form.FILE: parse_word,
    Form.DATA: parse_word,
    Form.POSITION: parse_position,
    Form.COUNTRY: parse_country,
    Form.RATIO: parse_ratio,
    Form.FOCUS: parse_focus,
    Form.ADDRESS: parse_word,
    Form.HOLDS: parse_word,
}
