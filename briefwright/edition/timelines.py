"""Timelines of an edition: a row for each event, and their places on an axis of time."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefwright.edition import figures, time_axes
from briefwright.edition.nodes import EventNode, Leaf, TimelineNode
from briefwright.edition.plots import GanttPlot, GanttRow, Moment, Tick, TimePlot
from briefwright.edition.resolution import Resolver
from briefwright.edition.runs import Call, Footnote, Words, text
from briefwright.edition.time_axes import Axis
from briefwright.facts import dates
from briefwright.model.dictionary import Cite, Event, Timeline, When

_FEWEST_MOMENTS = 3  # an axis of fewer tells nothing that the dates don't
_LONG = 14  # a timeline of more events may go on over a page's end
# Shares of an axis: a period that is shorter is a dot; one date that is vaguer is a bar.
_SHORT = 1 / 40
_VAGUE = 1 / 5

Dated = tuple[EventNode, Event]
AnyTimePlot = TimePlot | GanttPlot


def build_timeline(
    resolver: Resolver, at: str, block: Timeline, events: Sequence[tuple[str, Event]]
) -> TimelineNode:
    """A timeline and the events that the reader sees → its node, with what is to be drawn.

    The events are a table of dates and words; the drawing is their place on an axis of time.
    """
    is_alone = block.show == "gantt" and not resolver.audience.large_print
    today = block.today
    rows = tuple(_build_event(resolver, place, event, today, is_alone) for place, event in events)
    written = [(row, event) for row, (_, event) in zip(rows, events, strict=True)]
    drawn = _draw(resolver, block, written)
    is_alone = is_alone and drawn is not None
    shown = _describe(resolver, rows) if is_alone else resolver.word("charts.timeline")
    sources = _list_sources(resolver, events) if is_alone else ()
    above = figures.write_above(resolver, at, block, block.timeline, "timeline")
    printed = (above["caption"], above["description"], *(row.text for row in rows))
    return TimelineNode(
        at=at,
        **above,
        drawing=figures.place_drawing(at) if drawn else None,
        file=figures.name_file(at) if drawn else "",
        plot=drawn,
        alt=figures.write_alt(resolver, at, block, shown) if drawn else None,
        items=() if is_alone else rows,
        long=len(rows) > _LONG,
        **figures.write_below(resolver, at, block, figures.find_facts(printed), sources=sources),
    )


def _build_event(
    resolver: Resolver, at: str, event: Event, today: When | None, is_alone: bool
) -> EventNode:
    """An event → its row; where a drawing stands alone, no notes are called in it."""
    key, words = resolver.prefer(event) or ("text", event.text)
    date = Leaf(f"{at}.date", (Words(resolver.show_date(event.date, today)),))
    group = figures.make_leaf(resolver, event.group, f"{at}.group") if event.group else None
    if is_alone:
        uncited = tuple(part for part in words.content if not isinstance(part, Cite))
        words = replace(words, content=uncited)
    runs = resolver.resolve(words, f"{at}.{key}", "short")
    notes = () if is_alone else resolver.cite(event.source, at)
    return EventNode(
        at=at, level=0, group=group, date=date, text=Leaf(f"{at}.{key}", (*runs, *notes))
    )


def _draw(resolver: Resolver, block: Timeline, written: Sequence[Dated]) -> AnyTimePlot | None:
    """What is drawn of a timeline: an axis, or a row for each event, or nothing."""
    dated = [(row, event) for row, event in written if _period(event)]
    match block.show:
        case "both" if len(dated) >= _FEWEST_MOMENTS:
            return _plot(resolver, dated)
        case "gantt" if dated:
            return _plot_rows(resolver, block.today, written)
        case _:
            return None


def _describe(resolver: Resolver, rows: Sequence[EventNode]) -> str:
    """Events → what they are, in words; a heading before those that stand under it."""
    said = [
        f"{f'{row.group.text}: ' if row.group else ''}{row.date.text}{resolver.comma}{_words(row)}"
        for row in rows
    ]
    return resolver.semicolon.join(said)


def _list_sources(resolver: Resolver, events: Sequence[tuple[str, Event]]) -> Iterator[str]:
    """Events → the sources that they rest on, which stand below a drawing."""
    for _, event in events:
        _, words = resolver.prefer(event) or ("text", event.text)
        yield from (event.source,) if event.source else ()
        yield from (part.source for part in words.content if isinstance(part, Cite))


def _period(event: Event) -> dates.Period | None:
    """An event → when it was; nothing for words that stand nowhere in particular."""
    return dates.period(event.date) or (dates.period(event.around) if event.around else None)


def _plot(resolver: Resolver, dated: Sequence[Dated]) -> TimePlot:
    """Rows and their events, all of which have their place in time → the drawing of them."""
    axis, names = _make_axis(resolver, [event for _, event in dated], None)
    moments = tuple(filter(None, (_place(*pair, axis, names) for pair in dated)))
    scales = time_axes.list_scales(axis, names)
    return TimePlot(moments, axis.start, axis.end, scales, resolver.direction)


def _plot_rows(resolver: Resolver, today: When | None, written: Sequence[Dated]) -> GanttPlot:
    """Events, and where a line crosses them → a drawing with a row for each."""
    axis, names = _make_axis(resolver, [event for _, event in written], today)
    rows = tuple(
        GanttRow(
            _words(row),
            moment := _place(row, event, axis, names, shortest=0),
            moment.label if moment else row.date.text,
            row.group.text if row.group else "",
        )
        for row, event in written
    )
    day = dates.period(today) if today else None
    line = Tick(day.start, resolver.show_date(today)) if today and day else None
    scales = time_axes.list_scales(axis, names)
    return GanttPlot(rows, axis.start, axis.end, scales, line, resolver.direction)


def _make_axis(
    resolver: Resolver, events: Sequence[Event], today: When | None
) -> tuple[Axis, time_axes.Names]:
    found = [*map(_period, events), dates.period(today) if today else None]
    axis = time_axes.make_axis([period for period in found if period])
    return axis, time_axes.Names(resolver.language, resolver.labels, resolver.find_now(today))


def _place(
    row: EventNode, event: Event, axis: Axis, names: time_axes.Names, shortest: float = _SHORT
) -> Moment | None:
    """An event → a dot in the middle of a short time, a bar for a longer one; nothing for words.

    `shortest` is the share of the axis that a period takes at least to be a bar.
    """
    period = _period(event)
    if period is None:
        return None
    is_one = dates.is_one_moment(event.around or event.date)
    start, end = period.start, period.end
    if end is None:
        return Moment(start, None, True, names.since(period, axis.unit), _words(row))
    if (end - start) / (axis.end - axis.start) > (_VAGUE if is_one else shortest):
        whole = text(row.date.runs) if period.precision == axis.unit == "year" else ""
        label = whole or names.period(period, axis.unit)
        return Moment(start, end, False, label, _words(row))
    is_exact = is_one and period.precision in ("day", "hour")
    middle = start if is_exact else start + (end - start) / 2
    return Moment(middle, label=names.period(period, axis.unit))


def _words(row: EventNode) -> str:
    """A row → what happened, without calls of notes."""
    return text(tuple(run for run in row.text.runs if not isinstance(run, Call | Footnote)))
