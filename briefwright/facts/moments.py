"""A day, an hour and where that hour holds: `2026-10-09 14:30 Asia/Almaty`, read and printed.

The place is a city (`Almaty`, `New York`), an IANA zone, or a distance from UTC: `+01:00`, `UTC+1`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import cache

from briefwright.facts import dates, typed_dates
from briefwright.model.dictionary import When
from briefwright.problems import suggest

EXAMPLE = "2026-10-09 14:30 Almaty"
_TYPED = re.compile(r"(.+?),?(?:\s+(?:at\s+)?|T)(\d{1,2})[:.](\d{2})(?::00)?\s*(?:h\s+)?(.*)")
_OFFSET = re.compile(r"(?:UTC|GMT)?\s*([+\-−])\s*(\d{1,2})(?::?(\d{2}))?", re.IGNORECASE)
_ETC = re.compile(r"Etc/GMT([+-])(\d{1,2})")
_WORDS = re.compile(r"^\(|\)$|\s+(?:local\s+)?time$", re.IGNORECASE)
_FARTHEST = 14  # hours: no place on earth is farther from UTC


@dataclass(frozen=True)
class Moment:
    """A moment as its place has it; `zone` is an IANA zone with a city, "" for a distance."""

    local: datetime
    zone: str = ""


def parse(typed: str) -> Moment | str:
    """What was typed → the moment, or a sentence that says what is wrong with it."""
    parts = _TYPED.fullmatch(" ".join(typed.split()))
    if not parts:
        return f"“{typed}” isn't a day, an hour and a place, such as {EXAMPLE}."
    day, hour, minute, place = parts.groups()
    if dates.check_date(day) or len(day) != len("2026-10-09"):
        meant = [one for one in typed_dates.propose(day) if len(one) == len("2026-10-09")]
        instead = f"; write {meant[0]} {hour:0>2}:{minute} {place}".rstrip() if meant else ""
        return f"{day} isn't a day that there is, written like 2026-10-09{instead}."
    if int(hour) > 23 or int(minute) > 59:
        return f"{hour}:{minute} isn't an hour that there is."
    found = _find_zone(_WORDS.sub("", place))
    if isinstance(found, str):
        return found
    zone, name = found
    at = datetime.fromisoformat(f"{day}T{hour:0>2}:{minute}").replace(tzinfo=zone)
    return Moment(at, name)


def _find_zone(place: str) -> tuple[tzinfo, str] | str:
    """A place as typed → its zone, with its name if it has a city; or what is wrong with it."""
    from zoneinfo import ZoneInfo

    if not place:
        return f"Where is that the hour? Write a city, or UTC, behind it: {EXAMPLE}."
    if place.upper() in ("UTC", "GMT", "Z", "ETC/UTC", "ETC/GMT"):
        return UTC, ""
    if etc := _ETC.fullmatch(place):  # its sign says how to come to UTC
        place = f"{'-' if etc[1] == '+' else '+'}{etc[2]}"
    if offset := _OFFSET.fullmatch(place):
        minutes = int(offset[2]) * 60 + int(offset[3] or 0)
        if minutes > _FARTHEST * 60:
            return f"No place is {place} from UTC."
        return timezone(timedelta(minutes=minutes if offset[1] == "+" else -minutes)), ""
    zones = _cities()
    name = zones.get(_fold(place)) or zones.get(_fold(place.rpartition("/")[2]))
    if not name:
        close = (
            suggest(place.title(), map(str.title, zones))
            or ", or say how far it is from UTC, such as UTC+5."
        )
        return f"There is no time zone by the city “{place}”{close}"
    return ZoneInfo(name), name


@cache
def _cities() -> Mapping[str, str]:
    """The cities by which zones are known, in small letters → their IANA zones."""
    from zoneinfo import available_timezones  # reads a whole folder: only where there is a moment

    zones = sorted(name for name in available_timezones() if _CITY.fullmatch(name))
    return {_fold(name.rpartition("/")[2]): name for name in reversed(zones)} | _CAPITALS


_CITY = re.compile(
    r"(?:Africa|America|Antarctica|Asia|Atlantic|Australia|Europe|Indian|Pacific)/.+"
)
# Capitals that give no zone its name.
_CAPITALS = {
    "astana": "Asia/Almaty", "beijing": "Asia/Shanghai", "delhi": "Asia/Kolkata",
    "new delhi": "Asia/Kolkata", "ankara": "Europe/Istanbul", "washington": "America/New_York",
    "geneva": "Europe/Zurich", "bern": "Europe/Zurich", "the hague": "Europe/Amsterdam",
    "ottawa": "America/Toronto", "canberra": "Australia/Sydney", "brasilia": "America/Sao_Paulo",
    "islamabad": "Asia/Karachi", "hanoi": "Asia/Ho_Chi_Minh", "abu dhabi": "Asia/Dubai",
    "abuja": "Africa/Lagos", "addis ababa": "Africa/Addis_Ababa", "pretoria": "Africa/Johannesburg",
    "wellington": "Pacific/Auckland", "rabat": "Africa/Casablanca",
}  # fmt: skip


def _fold(place: str) -> str:
    return place.replace("_", " ").strip().casefold()


def show(typed: str, language: str, labels: Mapping[str, str]) -> str:
    """A moment as typed, a language and its labels → day, hour and place, with UTC beside them.

    `2026-10-09 14:30 Almaty` → “9 October 2026, 14:30 (Almaty; 09:30 UTC)”. Errors: ValueError for
    what `parse` finds a fault in.
    """
    moment = parse(typed)
    if isinstance(moment, str):
        raise ValueError(moment)
    utc = moment.local.astimezone(UTC)
    day, hour = _show_day(moment.local, language, labels), f"{moment.local:%H:%M}"
    if not moment.zone and not moment.local.utcoffset():
        shown = f"{hour} UTC"
    else:
        other = "" if utc.date() == moment.local.date() else _show_day(utc, language, labels) + ", "
        place = _show_city(moment.zone, language) if moment.zone else _show_offset(moment.local)
        shown = f"{hour} ({place}; {other}{utc:%H:%M} UTC)"
    return f"{day}, {dates.localise_digits(shown, labels)}"


def _show_day(moment: datetime, language: str, labels: Mapping[str, str]) -> str:
    return dates.show_date(When(moment.date().isoformat()), language, labels)


def _show_offset(moment: datetime) -> str:
    """A moment at a distance from UTC → that distance: “UTC+1”, “UTC−3:30”."""
    minutes = round((moment.utcoffset() or timedelta()).total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'−' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")


def _show_city(zone: str, language: str) -> str:
    """An IANA zone → its city, as CLDR calls it in a language."""
    from babel.dates import get_timezone_location

    named = get_timezone_location(zone, dates.locale_of(language), return_city=True)
    return str(named)
