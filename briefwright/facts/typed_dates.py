"""A date as people type it, `27.11.2026`, `March 2026`, `since 2017` → how these files have it."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache

_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_YEARS = re.compile(r"(\d{4})\s*(?:-|–|—|/|to|until|till|bis|à|по)\s*(\d{4})")
_SINCE = re.compile(r"(?:since|from|seit|depuis|desde|с)\s+(.+)")
_DECADE = re.compile(r"(?:the\s+)?(\d{3}0)\s?['’]?s")
_YEAR = 4  # digits
# Whose names of months are known, beside those of the briefing's own language.
_LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "tr", "ru", "uk", "kk", "ar")


def propose(typed: str) -> tuple[str, ...]:
    """What was typed for a date → the dates that it may mean, as these files write them.

    None where it is no date; two where day and month may stand in either order.
    """
    text = " ".join(typed.casefold().split())
    if years := _YEARS.fullmatch(text):
        return (f"{years[1]}..{years[2]}",) if years[1] < years[2] else ()
    if decade := _DECADE.fullmatch(text):
        return (f"{decade[1]}s",)
    if since := _SINCE.fullmatch(text):
        start = propose(since[1]) or ((since[1],) if re.fullmatch(r"\d{4}", since[1]) else ())
        return tuple(f"{one}.." for one in start if ".." not in one)
    return tuple(dict.fromkeys(_read(text)))


def _read(text: str) -> Iterator[str]:
    tokens: list[str] = _TOKEN.findall(text)
    months = [month for word in tokens if (month := _months().get(word))]
    numbers = [token for token in tokens if token.isdecimal() and token.isascii()]
    years = [n for n, number in enumerate(numbers) if len(number) == _YEAR]
    if len(numbers) == 1 and len(numbers[0]) == len("20261127") and not months:
        yield from _write(numbers[0][:4], numbers[0][4:6], numbers[0][6:])
    if len(months) == 1 and len(years) == 1:
        year = numbers.pop(years[0])
        if len(numbers) <= 1:
            yield from _write(year, str(months[0]), *numbers)
    elif not months and not years and len(numbers) == 3 and "." in text:
        yield from _write(f"20{numbers[2]:0>2}", numbers[1], numbers[0])
    elif not months and len(years) == 1 and len(numbers) in (2, 3):
        first, *other = (number for number in numbers if len(number) != _YEAR)
        year = numbers[years[0]]
        if not other or years[0] == 0:
            yield from _write(year, first, *other)
        else:
            yield from _write(year, other[0], first)
        if other and "." not in text and (years[0] > 0 or int(first) > 12):
            yield from _write(year, *((first, *other) if years[0] else (*other, first)))


def _write(year: str, month: str, day: str = "") -> Iterator[str]:
    """A year, a month, a day or none → the date, where the calendar has it."""
    try:
        made = date(int(year), int(month), int(day or 1)).isoformat()
    except ValueError:
        return
    yield made if day else made[: len("2026-11")]


@cache
def _months() -> dict[str, int]:
    """Names of months, whole and short, in small letters → their numbers."""
    from babel import Locale  # imported for a message, not on every run

    found: dict[str, int] = {"sept": 9}
    for language in _LANGUAGES:
        for context in Locale(language).months.values():
            for width in ("abbreviated", "wide"):
                for number, name in context[width].items():
                    found.setdefault(name.casefold().strip("."), number)
    return found
