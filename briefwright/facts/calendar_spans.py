"""Quarters, weeks and financial years as authors write them: checked, and printed by CLDR.

2026-Q2     a quarter                          2026-EW14    a week from Sunday on, by CDC and PAHO
2026-W14    a week from Monday on, ISO 8601    2025/26      a year that begins in one and ends in
                                               the next
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from babel import Locale

Sort = Literal["quarter", "week", "sunday_week", "financial_year"]

_FORMS: dict[Sort, re.Pattern[str]] = {
    "quarter": re.compile(r"([0-9]{4})-Q([0-9])"),
    "week": re.compile(r"([0-9]{4})-W([0-9]{2})"),
    "sunday_week": re.compile(r"([0-9]{4})-EW([0-9]{2})"),
    "financial_year": re.compile(r"([0-9]{4})/([0-9]{2})"),
}
_QUARTERS = 4
_MONTHS = 3  # of a quarter
_WEEK = timedelta(days=7)
_QUOTED = re.compile(r"'([^']*)'")


@dataclass(frozen=True)
class Span:
    """A quarter or a week of a year, by its number, or a financial year by the two it touches."""

    sort: Sort
    year: int
    number: int

    @property
    def days(self) -> tuple[date, date]:
        """Its first and its last day; of a financial year, those of the years that it touches."""
        match self.sort:
            case "quarter":
                first = date(self.year, _MONTHS * (self.number - 1) + 1, 1)
                after = _MONTHS * self.number
                last = date(self.year + after // 12, after % 12 + 1, 1) - timedelta(days=1)
                return first, last
            case "week" | "sunday_week":
                first = _begin_first_week(self.year, self.sort) + (self.number - 1) * _WEEK
                return first, first + _WEEK - timedelta(days=1)
            case "financial_year":
                return date(self.year, 1, 1), date(self.year + 1, 12, 31)


def parse(text: str) -> Span | None:
    """What was typed → the quarter, week or financial year of that form, possible or not."""
    for sort, form in _FORMS.items():
        if found := form.fullmatch(text):
            return Span(sort, int(found[1]), int(found[2]))
    return None


def check(span: Span) -> str:
    """A quarter, week or financial year → why the calendar doesn't have it, or nothing."""
    if not 1 <= span.year < date.max.year:
        return f"there is no year {span.year:04}"
    match span.sort:
        case "quarter" if not 1 <= span.number <= _QUARTERS:
            return f"a year has no quarter {span.number}"
        case "week" | "sunday_week":
            weeks = (
                _begin_first_week(span.year + 1, span.sort)
                - _begin_first_week(span.year, span.sort)
            ) // _WEEK
            if not 1 <= span.number <= weeks:
                return f"{span.year} has {weeks} weeks"
        case "financial_year" if (span.year + 1) % 100 != span.number:
            return f"the year after {span.year} is {span.year + 1}"
        case _:
            pass
    return ""


def show(span: Span, locale: "Locale") -> str:
    """A quarter, week or financial year → as a language prints it, by CLDR."""
    from babel.dates import format_skeleton

    match span.sort:
        case "quarter":
            return format_skeleton("yQQQQ", span.days[0], locale=locale)
        case "week" | "sunday_week":
            return _fill(str(locale.datetime_skeletons["yw"]), span)
        case "financial_year":
            return f"{span.year}/{span.number:02}"


def _fill(pattern: str, span: Span) -> str:
    """CLDR's pattern for a week → with number and year, which Babel would count its own way."""
    parts = _QUOTED.split(pattern)
    numbers = {"w": str(span.number), "Y": str(span.year)}
    return "".join(
        part if n % 2 else re.sub("[wY]", lambda sign: numbers[sign[0]], part)
        for n, part in enumerate(parts)
    )


def _begin_first_week(year: int, sort: Sort) -> date:
    """A year → the day on which its first week begins, which has at least four days in it.

    Source: ISO 8601 for weeks from Monday on; CDC, MMWR Weeks, for those from Sunday on.
    """
    fourth = date(year, 1, 4)
    past = fourth.weekday() if sort == "week" else (fourth.weekday() + 1) % 7
    return fourth - timedelta(days=past)
