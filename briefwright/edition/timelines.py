"""Timelines of an edition: a row for each event, and their places on an axis of time."""

from collections.abc import Sequence

from briefwright.edition import figures, time_axes
from briefwright.edition.nodes import EventNode, Leaf, TimelineNode
from briefwright.edition.plots import Moment, TimePlot
from briefwright.edition.resolution import Resolver
from briefwright.edition.runs import Call, Footnote, Words, text
from briefwright.edition.time_axes import Axis
from briefwright.facts import dates
from briefwright.model.dictionary import Event, Timeline

_FEWEST_MOMENTS = 3  # an axis of fewer tells nothing that the dates don't
_LONG = 14  # a timeline of more events may go on over a page's end
# Shares of an axis: a period that is shorter is a dot; one date that is vaguer is a bar.
_SHORT = 1 / 40
_VAGUE = 1 / 5

Dated = tuple[EventNode, Event]


def build_timeline(
    resolver: Resolver, at: str, block: Timeline, events: Sequence[tuple[str, Event]]
) -> TimelineNode:
    """A timeline and the events that the reader sees → its node, with what is to be drawn.

    The events are a table of dates and words; the drawing is their place on an axis of time.
    """
    rows = tuple(_build_event(resolver, place, event) for place, event in events)
    dated = [(row, event) for row, (_, event) in zip(rows, events, strict=True) if _period(event)]
    is_drawn = block.drawing and len(dated) >= _FEWEST_MOMENTS
    shown = resolver.word("charts.timeline")
    alt = figures.write_alt(resolver, at, block, shown) if is_drawn else None
    above = figures.write_above(resolver, at, block, block.timeline, "timeline")
    printed = (above["caption"], above["description"], *(row.text for row in rows))
    return TimelineNode(
        at=at,
        **above,
        drawing=figures.place_drawing(at) if is_drawn else None,
        file=figures.name_file(at) if is_drawn else "",
        plot=_plot(resolver, dated) if is_drawn else None,
        alt=alt,
        items=rows,
        long=len(rows) > _LONG,
        **figures.write_below(resolver, at, block, figures.find_facts(printed)),
    )


def _build_event(resolver: Resolver, at: str, event: Event) -> EventNode:
    key, words = resolver.prefer(event) or ("text", event.text)
    date = Leaf(f"{at}.date", (Words(resolver.show_date(event.date)),))
    runs = resolver.resolve(words, f"{at}.{key}", "short")
    text = Leaf(f"{at}.{key}", (*runs, *resolver.cite(event.source, at)))
    return EventNode(at=at, level=0, date=date, text=text)


def _period(event: Event) -> dates.Period | None:
    """An event → when it was; nothing for words that stand nowhere in particular."""
    return dates.period(event.date) or (dates.period(event.around) if event.around else None)


def _plot(resolver: Resolver, dated: Sequence[Dated]) -> TimePlot:
    """Rows and their events, all of which have their place in time → the drawing of them."""
    periods = [period for _, event in dated if (period := _period(event))]
    axis = time_axes.make_axis(periods)
    names = time_axes.Names(resolver.language, resolver.labels)
    moments = tuple(
        _place(row, event, period, axis, names)
        for (row, event), period in zip(dated, periods, strict=True)
    )
    scales = time_axes.list_scales(axis, names)
    return TimePlot(moments, axis.start, axis.end, scales, resolver.direction)


def _place(
    row: EventNode, event: Event, period: dates.Period, axis: Axis, names: time_axes.Names
) -> Moment:
    """An event, when it was → a dot in the middle of a short time, a bar for a longer one."""
    is_one = dates.is_one_moment(event.around or event.date)
    start, end = period.start, period.end
    if end is None:
        return Moment(start, None, True, names.since(period, axis.unit), _words(row))
    if (end - start) / (axis.end - axis.start) > (_VAGUE if is_one else _SHORT):
        whole = text(row.date.runs) if period.precision == axis.unit == "year" else ""
        label = whole or names.period(period, axis.unit)
        return Moment(start, end, False, label, _words(row))
    is_exact = is_one and period.precision in ("day", "hour")
    middle = start if is_exact else start + (end - start) / 2
    return Moment(middle, label=names.period(period, axis.unit))


def _words(row: EventNode) -> str:
    """A row → what happened, without calls of notes."""
    return text(tuple(run for run in row.text.runs if not isinstance(run, Call | Footnote)))
