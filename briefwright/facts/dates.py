"""Dates as authors write them: checked, and printed in the language of an edition.

2009-03-21    a day      2023..2024          from then to then
2015-12       a month    2017..              from then on
2013          a year     1990s               a decade
"words"       printed    2026-03-03 14:30    a time of day
2026-Q2 …     see `calendar_spans`
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from briefwright.document.counters import write_digits
from briefwright.facts import calendar_points, calendar_spans, typed_dates
from briefwright.facts.calendar_points import Moment, Precision
from briefwright.facts.calendar_points import parse as parse_point
from briefwright.model.dictionary import When

if TYPE_CHECKING:
    from babel import Locale

_DECADE = re.compile(r"([0-9]{3}0)s")
_SHORT_MONTH = re.compile(r"(?<!M)M{3}(?!M)|(?<!L)L{3}(?!L)")  # in a CLDR pattern
_SLOT = re.compile(r"\{\w*\}")
_SLOT_AND_STOP = re.compile(rf"{_SLOT.pattern}(?:\.(?!\.))?")
_FORMS = "2009-03-21, 2015-12, 2026-Q2, 2026-W14, 2013, 1990s, 2023..2024 or 2017.."


PRECISIONS: tuple[Precision, ...] = ("year", "month", "day", "hour")
_PRECISION_OF: Mapping[calendar_spans.Sort, Precision] = {
    "quarter": "month", "week": "day", "sunday_week": "day", "financial_year": "year",
}  # fmt: skip


@dataclass(frozen=True)
class Period:
    """From `start` up to `end`, which is no part of it; None where it goes on.

    `precision` is that of its more precise end.
    """

    start: datetime
    end: datetime | None
    precision: Precision


# ----------------------------------------------------------------- as typed


def is_date(text: str) -> bool:
    """What was typed → whether it has the form of a date, possible or not."""
    if _DECADE.fullmatch(text):
        return True
    start, _, end = text.partition("..")
    return all(
        calendar_points.has_form(part) or calendar_spans.parse(part)
        for part in (start, end or start)
    )


def check_date(text: str) -> str | None:
    """What was typed as a date → a sentence that says what is wrong with it, or nothing."""
    if not is_date(text):
        meant = typed_dates.propose(text)
        instead = f"write {' or '.join(meant)}" if meant else f"write {_FORMS}"
        return f"“{text}” is not how a date is written here; {instead}, or put words in quotes."
    if _DECADE.fullmatch(text):
        return None if text[:3] != "000" else f"“{text}” is not a date: there is no year 0000."
    start, _, end = text.partition("..")
    if fault := _check_part(start) or _check_part(end or start):
        return f"“{text}” is not a date: {fault}."
    if not end and ".." in text and calendar_spans.parse(start):
        return f"“{text}” has no end; write since when by its first day or month: 2026-04.."
    if start == end:
        return f"“{text}” begins and ends on the same date; write {start}."
    if end and _ends(end)[1] <= _ends(start)[0]:
        return f"“{text}” ends before it begins."
    return None


def is_one_moment(when: When) -> bool:
    """A date → whether it is a day, a month or a year: neither a period nor words."""
    return not when.words and ".." not in when.text and not _DECADE.fullmatch(when.text)


def period(when: When) -> Period | None:
    """A date → the time that it takes; nothing for words."""
    if when.words:
        return None
    if decade := _DECADE.fullmatch(when.text):
        first, last = Moment(int(decade[1])), Moment(int(decade[1]) + 9)
        return Period(first.start, last.end, "year")
    start, dots, end = when.text.partition("..")
    begins, ends = _ends(start)[0], _ends(end or start)[1]
    finest = max(_find_precision(start), _find_precision(end or start), key=PRECISIONS.index)
    return Period(begins, None if dots and not end else ends, finest)


def _ends(text: str) -> tuple[datetime, datetime]:
    """A moment, quarter, week or financial year → when it begins, and when it is over."""
    span = calendar_spans.parse(text)
    if not span:
        return parse_point(text).start, parse_point(text).end
    first, last = (datetime.combine(day, time()) for day in span.days)
    return first, last + timedelta(days=1)


def _find_precision(text: str) -> Precision:
    span = calendar_spans.parse(text)
    return _PRECISION_OF[span.sort] if span else parse_point(text).precision


def _check_part(text: str) -> str:
    """One end of a period → why the calendar doesn't have it, or nothing."""
    span = calendar_spans.parse(text)
    return calendar_spans.check(span) if span else calendar_points.check(text)


# ----------------------------------------------------------------- as printed


@lru_cache(maxsize=16)
def locale_of(language: str) -> "Locale":
    """A language such as en, ru or kk → its CLDR locale. Plain English is British.

    Errors: LookupError for a language that CLDR doesn't have.
    """
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse("en-GB" if language == "en" else language, sep="-")
    except (UnknownLocaleError, ValueError) as unknown:
        raise LookupError(f"“{language}” is not a language; write en, de, zh, pt-BR …") from unknown


def script_of(language: str) -> str:
    """A language → the script in which it is written, by ISO 15924: Latn, Arab, Hans …

    Source: likely subtags, Unicode Technical Standard 35. Errors: as `locale_of`.
    """
    from babel.core import get_global

    locale, likely = locale_of(language), get_global("likely_subtags")
    found = likely.get(f"{locale.language}_{locale.territory}") or likely.get(locale.language, "")
    return locale.script or next((part for part in found.split("_") if len(part) == 4), "Latn")


def direction(language: str) -> Literal["ltr", "rtl"]:
    """A language → how its lines run. Errors: LookupError for one that CLDR doesn't have."""
    return "rtl" if locale_of(language).text_direction == "rtl" else "ltr"


def show_date(
    when: When, language: str, labels: Mapping[str, str], now: datetime | None = None
) -> str:
    """A date, a language and its labels → the date as that language prints it, by CLDR.

    An open period needs the label `words.since`, or `words.from` where it hasn't begun `now`; a
    decade needs `words.decade`. The labels `dates.day` and `dates.month` may give a pattern of
    their own, and `digits` other digits. Errors: ValueError where `check_date` finds a fault,
    LookupError for a language that CLDR doesn't have.
    """
    return localise_digits(_print(when, language, labels, now), labels)


def localise_digits(shown: str, labels: Mapping[str, str]) -> str:
    """A printed number or date → in the digits that the label `digits` asks for, Latin if none."""
    digits = labels.get("digits", "")
    signs = _SEPARATORS.get(digits, {})
    return _NUMBER.sub(lambda one: write_digits(one[0], digits).translate(signs), shown)


def name_digits(language: str) -> str:
    """A language → the digits that it is printed in by CLDR, as the label `digits` names them."""
    return {"arab": "arabic-indic", "arabext": "persian", "deva": "devanagari"}.get(
        locale_of(language).default_numbering_system, "latin"
    )


_NUMBER = re.compile(r"[0-9](?:[0-9.,]*[0-9])?")
_SEPARATORS = dict.fromkeys(("arabic-indic", "persian"), str.maketrans(".,", "٫٬"))


def _print(when: When, language: str, labels: Mapping[str, str], now: datetime | None) -> str:
    if when.words:
        return when.text
    if decade := _DECADE.fullmatch(when.text):
        return fill_phrase(labels["words.decade"], decade[1])
    start, dots, end = when.text.partition("..")
    locale = locale_of(language)
    if calendar_spans.parse(start) or calendar_spans.parse(end):
        return " – ".join(_show_part(part, locale, labels) for part in (start, end) if part)
    if end:
        return _show_period(parse_point(start), parse_point(end), locale, labels)
    if dots:
        point = parse_point(start)
        return begin_open(point.start, _inflect(point, locale, labels), labels, now)
    return _show_moment(parse_point(start), locale, labels)


def _show_part(text: str, locale: "Locale", labels: Mapping[str, str]) -> str:
    """One end of a period, or all of it → as it is printed; a week from Sunday on with its days."""
    span = calendar_spans.parse(text)
    if not span:
        return _show_moment(parse_point(text), locale, labels)
    shown = keep_together(calendar_spans.show(span, locale))
    if span.sort != "sunday_week":
        return shown
    first, last = (Moment(day.year, day.month, day.day) for day in span.days)
    return f"{shown} ({_show_period(first, last, locale, labels)})"


def begin_open(
    start: datetime, shown: str, labels: Mapping[str, str], now: datetime | None = None
) -> str:
    """When an open period begins, and that in words → “since 2017”; “from 2027” if after `now`."""
    is_ahead = now is not None and start > now
    return fill_phrase(labels["words.from" if is_ahead else "words.since"], shown)


def fill_phrase(phrase: str, text: str) -> str:
    """A label such as “as of {date}” and a text → both together; a label without braces leads.

    Behind a text that ends in a full stop, the label adds no other.
    """
    slot = _SLOT_AND_STOP if text.endswith(".") else _SLOT
    return slot.sub(lambda _: text, phrase) if slot.search(phrase) else f"{phrase} {text}"


def _show_moment(moment: Moment, locale: "Locale", labels: Mapping[str, str]) -> str:
    from babel.dates import format_date, format_skeleton

    if moment.clock:
        day = _show_moment(Moment(moment.year, moment.month, moment.day), locale, labels)
        return _join_time(day, _show_time(moment, locale), locale)
    first = labels.get("dates.first") if moment.precision == "day" and moment.day == 1 else ""
    if own := first or labels.get(f"dates.{moment.precision}"):
        return keep_together(format_date(moment.first, own, locale=locale))
    match moment.precision:
        case "day":
            return keep_together(format_date(moment.first, "long", locale=locale))
        case "month":
            return keep_together(format_skeleton("yMMMM", moment.first, locale=locale))
        case _:
            return format_skeleton("y", moment.first, locale=locale)


def _show_time(moment: Moment, locale: "Locale") -> str:
    from babel.dates import format_skeleton

    return format_skeleton("Hm", moment.start, locale=locale)


def _join_time(day: str, hours: str, locale: "Locale") -> str:
    """A day and a time of it, both printed → both together: “3 March 2026, 14:30”."""
    return str(locale.datetime_formats["medium"]).replace("{1}", day).replace("{0}", hours)


def _inflect(moment: Moment, locale: "Locale", labels: Mapping[str, str]) -> str:
    """A moment after a preposition: a month alone takes the form that it has in a day's date."""
    from babel.dates import format_date

    pattern = str(locale.datetime_skeletons["yMMMM"])
    if moment.precision != "month" or "LLLL" not in pattern or labels.get("dates.month"):
        return _show_moment(moment, locale, labels)
    bent = pattern.replace("LLLL", "MMMM")
    return keep_together(format_date(moment.first, bent, locale=locale))


def _show_period(start: Moment, end: Moment, locale: "Locale", labels: Mapping[str, str]) -> str:
    from babel.dates import format_interval

    if start.clock and end.clock and start.first == end.first:
        hours = "–".join(_show_time(moment, locale) for moment in (start, end))
        day = _show_moment(Moment(start.year, start.month, start.day), locale, labels)
        shown = _join_time(day, hours, locale)
    elif start.precision != end.precision or start.clock:
        shown = " – ".join(_show_moment(moment, locale, labels) for moment in (start, end))
    elif start.precision == "day":
        shown = _show_days(start, end, locale, labels)
    else:
        skeleton = "yMMMM" if start.precision == "month" else "y"
        shown = format_interval(start.first, end.first, skeleton, locale=locale)
    return keep_together(shown)


def _show_days(start: Moment, end: Moment, locale: "Locale", labels: Mapping[str, str]) -> str:
    """Two days → “21–23 September 2024”, with the months in full wherever CLDR has them short."""
    from babel.dates import format_date

    differs = "y" if start.year != end.year else "M" if start.month != end.month else "d"
    own = labels.get("dates.day")
    halves = [_SHORT_MONTH.sub(lambda name: name[0] + name[0][0], half)
              for half in _list_halves(differs, locale)]  # fmt: skip
    if own and differs == "d":
        return format_date(end.first, own.replace("d", f"'{start.day}–'d", 1), locale=locale)
    if own or (differs == "M" and not re.search("[ML]", halves[0])):
        return " – ".join(_show_moment(moment, locale, labels) for moment in (start, end))
    first = labels.get("dates.first", "").partition(" ")[0]
    days = [
        (day, re.sub("d+", first, half, count=1) if first and day.day == 1 else half)
        for day, half in zip((start, end), halves, strict=True)
    ]
    return "".join(format_date(day.first, half, locale=locale) for day, half in days)


def _list_halves(differs: str, locale: "Locale") -> list[str]:
    """What differs between two days, y, M or d → the patterns of both, days without a zero."""
    formats = locale.interval_formats
    halves: list[str] = (formats.get("yMMMMd") or formats["yMMMd"])[differs]
    is_padded = "dd" in locale.date_formats["long"].pattern
    return halves if is_padded else [half.replace("dd", "d") for half in halves]


def keep_together(shown: str) -> str:
    """A printed date → with no-break spaces where a line must not end: 21 September, 2024 г.

    CLDR's thin and narrow spaces become ordinary ones, which every font has.
    """
    plain = shown.replace("\u2009", " ").replace("\u202f", "\u00a0").replace(" – ", "\u00a0– ")
    return re.sub(r"(\d\.?) (?=[^\W\d_])", "\\1\u00a0", plain)
