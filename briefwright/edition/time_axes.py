"""Periods of time → the axis that suits their span, and its ticks in the words of a language.

Names of months, quarters and hours are those of CLDR.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from briefwright.edition.plots import Tick
from briefwright.facts import dates
from briefwright.facts.calendar_points import Precision
from briefwright.facts.dates import Period

_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)
_HOURS = (1, 2, 3, 6, 12)
_YEARS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000)
# An axis is counted in the largest unit of which it has more days than this.
_LONGEST: Mapping[Precision, timedelta] = {
    "year": 4 * 366 * _DAY,
    "month": 62 * _DAY,
    "day": 3 * _DAY,
    "hour": timedelta(),
}
_MOST_TICKS = 40


@dataclass(frozen=True)
class Axis:
    """From `start` up to `end`, both the beginning of a unit."""

    start: datetime
    end: datetime
    unit: Precision


@dataclass(frozen=True)
class Names:
    """What moments and periods are called in short, in a language with its labels.

    What begins after `now` is still to come.
    """

    language: str
    labels: Mapping[str, str]
    now: datetime | None = None

    def show(self, at: datetime, pattern: str) -> str:
        """A moment and a pattern of CLDR → what it is called."""
        from babel.dates import format_date

        shown = format_date(at, pattern, locale=dates.locale_of(self.language))
        return dates.localise_digits(dates.keep_together(shown), self.labels)

    def show_skeleton(self, at: datetime, skeleton: str) -> str:
        """A moment and what of it is shown, such as MMMd → it in the order of the language."""
        from babel.dates import format_skeleton

        shown = format_skeleton(skeleton, at, locale=dates.locale_of(self.language))
        return dates.localise_digits(dates.keep_together(shown), self.labels)

    def moment(self, at: datetime, unit: Precision, precision: Precision) -> str:
        """A moment, the unit of its axis, how precise it is → its short date."""
        if "year" in (unit, precision):
            return self.show_skeleton(at, "y")
        if precision == "month":
            return self.show(at, "LLL")
        if unit == precision == "hour":
            return self.show_skeleton(at, "Hm")
        return self.show_skeleton(at, "MMMd")

    def period(self, period: Period, unit: Precision) -> str:
        """A period, the unit of its axis → its short dates, or one where they are the same."""
        from babel.dates import format_interval

        assert period.end is not None
        first, last = period.start, period.end - _MINUTE
        names = [self.moment(at, unit, period.precision) for at in (first, last)]
        if names[0] == names[1]:
            return names[0]
        skeleton = "y" if "year" in (unit, period.precision) else "MMMd"
        if skeleton == "MMMd" and (period.precision == "month" or unit == "hour"):
            return "–".join(names)
        shown = format_interval(first, last, skeleton, locale=dates.locale_of(self.language))
        return dates.localise_digits(dates.keep_together(shown), self.labels)

    def since(self, period: Period, unit: Precision) -> str:
        """A period that goes on, the unit of its axis → “since 2017”, or “from 2027”."""
        start = self.moment(period.start, unit, period.precision)
        return dates.begin_open(period.start, start, self.labels, self.now)


def make_axis(periods: Sequence[Period]) -> Axis:
    """Periods, at least one → the axis on which all of them have their place.

    It is counted in a unit that suits its span, and is no finer than its finest date.
    """
    start = min(one.start for one in periods)
    end = max(one.end or one.start + _MINUTE for one in periods)
    finest = max((one.precision for one in periods), key=dates.PRECISIONS.index)
    fitting = next(unit for unit in dates.PRECISIONS if end - start > _LONGEST[unit])
    unit = min(fitting, finest, key=dates.PRECISIONS.index)
    return Axis(_begin(start, unit), _end(end, unit), unit)


def _begin(at: datetime, unit: Precision) -> datetime:
    """A moment → when its year, month, day or hour began."""
    hour = at.replace(minute=0)
    day = hour.replace(hour=0)
    month = day.replace(day=1)
    return {"year": month.replace(month=1), "month": month, "day": day, "hour": hour}[unit]


def _end(at: datetime, unit: Precision) -> datetime:
    """A moment → itself, where a unit begins there; else when its own unit is over."""
    start = _begin(at, unit)
    if start == at:
        return at
    days = {"year": 366, "month": 31, "day": 1, "hour": 1 / 24}[unit]
    return _begin(start + days * _DAY, unit)


# ----------------------------------------------------------------- ticks


def list_scales(axis: Axis, names: Names) -> tuple[tuple[Tick, ...], ...]:
    """An axis → the ways to name it, the finest first; the last has the fewest ticks."""
    found = [tuple(scale) for scale in _SCALES[axis.unit](axis, names)]
    useful = [scale for scale in found if 1 < len(scale) <= _MOST_TICKS]
    return tuple(useful or [min(filter(None, found), key=len)])


def _name_years(axis: Axis, names: Names) -> Iterator[list[Tick]]:
    for step in _YEARS:
        first = -(-axis.start.year // step) * step
        years = [datetime(year, 1, 1) for year in range(max(first, 1), axis.end.year, step)]
        yield [Tick(at, names.show_skeleton(at, "y")) for at in years]


def _name_months(axis: Axis, names: Names) -> Iterator[list[Tick]]:
    months = [at for at in _list_days(axis) if at.day == 1]
    quarters = [at for at in months if at.month % 3 == 1]
    yield _name(months, "LLL", "y", names)
    yield _name(quarters, "QQQ", "y", names)
    yield from _name_years(axis, names)


def _name_days(axis: Axis, names: Names) -> Iterator[list[Tick]]:
    first = dates.locale_of(names.language).first_week_day
    days = list(_list_days(axis))
    yield _name(days, "d", "yMMMM", names)
    yield _name([at for at in days if at.weekday() == first], "d", "yMMMM", names)
    yield _name([at for at in days if at.day == 1], "LLL", "y", names)


def _name_hours(axis: Axis, names: Names) -> Iterator[list[Tick]]:
    count = (axis.end - axis.start) // timedelta(hours=1)
    hours = [axis.start + number * timedelta(hours=1) for number in range(count)]
    for step in _HOURS:
        chosen = [at for at in hours if at.hour % step == 0]
        yield [
            Tick(at, names.show_skeleton(at, "Hm"), tick.unit)
            for at, tick in zip(chosen, _name(chosen, "d", "yMMMd", names), strict=True)
        ]
    yield _name([at for at in hours if at.hour == 0], "d", "yMMMM", names)


_SCALES: Mapping[Precision, Callable[[Axis, Names], Iterator[list[Tick]]]] = {
    "year": _name_years,
    "month": _name_months,
    "day": _name_days,
    "hour": _name_hours,
}


def _list_days(axis: Axis) -> Iterator[datetime]:
    for number in range((axis.end - axis.start).days):
        yield datetime.combine(axis.start, time()) + number * _DAY


def _name(days: Sequence[datetime], pattern: str, unit: str, names: Names) -> list[Tick]:
    """Days → ticks, the first of each larger unit with its name."""
    found, last = list[Tick](), ""
    for at in days:
        larger = names.show_skeleton(at, unit)
        found.append(Tick(at, names.show(at, pattern), larger if larger != last else ""))
        last = larger
    return found
