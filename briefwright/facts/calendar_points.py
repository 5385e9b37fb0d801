"""One day, month or year, or a time of a day, as authors write it: 2009-03-21, 2015-12, 2013."""

import re
from calendar import month_name, monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal

_FORM = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})(?: ([0-9]{2}):([0-9]{2}))?)?)?")
_LAST_DAY = date(9999, 12, 30)  # after which Python counts no further
Precision = Literal["year", "month", "day", "hour"]


@dataclass(frozen=True)
class Moment:
    """A day, a month (`day` is 0), a year (`month` is 0 too), or a time of a day."""

    year: int
    month: int = 0
    day: int = 0
    clock: time | None = None

    @property
    def precision(self) -> Precision:
        """How exactly it is known."""
        if self.clock:
            return "hour"
        return "day" if self.day else "month" if self.month else "year"

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """Its last day."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    @property
    def start(self) -> datetime:
        """When it begins."""
        return datetime.combine(self.first, self.clock or time())

    @property
    def end(self) -> datetime:
        """When it is over: the first moment that is no part of it, after a minute for a time."""
        if self.clock:
            return self.start + timedelta(minutes=1)
        return datetime.combine(min(self.last, _LAST_DAY), time()) + timedelta(days=1)


def has_form(text: str) -> bool:
    """What was typed → whether it has the form of a day, month, year or time, possible or not."""
    return bool(_FORM.fullmatch(text))


def _parts(text: str) -> tuple[str, str | None, str | None, str | None, str | None]:
    found = _FORM.fullmatch(text)
    if found is None:
        raise ValueError(f"“{text}” is not a date; `has_form` comes first")
    return found[1], found[2], found[3], found[4], found[5]


def parse(text: str) -> Moment:
    """A date of the right form → what it is. Errors: ValueError for another form."""
    year, month, day, hour, minute = _parts(text)
    clock = time(int(hour), int(minute)) if hour and minute else None
    return Moment(int(year), int(month or 0), int(day or 0), clock)


def check(text: str) -> str:
    """One moment of the right form → why the calendar doesn't have it, or nothing."""
    year, month, day, hour, minute = _parts(text)
    if int(year) == 0:
        return "there is no year 0000"
    if month and not 1 <= int(month) <= 12:
        return f"a year has no month {month}"
    days = monthrange(int(year), int(month or 1))[1]
    if day and not 1 <= int(day) <= days:
        return f"{month_name[int(month or 1)]} {year} has {days} days"
    if hour and minute and (int(hour) > 23 or int(minute) > 59):
        return f"there is no time {hour}:{minute}"
    return ""
