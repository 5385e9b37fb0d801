"""Maps and timelines of an edition: what is drawn, and the same in words."""

from collections.abc import Collection, Sequence
from datetime import date

from briefwright.content import geography
from briefwright.edition import figures
from briefwright.edition.nodes import DrawnNode, EventNode, Leaf, TimelineNode
from briefwright.edition.plots import MapPlot, Moment, Place, TimePlot
from briefwright.edition.resolution import Resolver
from briefwright.edition.runs import Direction, Words, text
from briefwright.facts import dates
from briefwright.model.dictionary import Event, Map, MapPlace, Timeline

_FEWEST_MOMENTS = 3  # an axis of fewer tells nothing that the dates don't
_LONG = 14  # a timeline of more events may go on over a page's end


def build_map(
    resolver: Resolver, at: str, block: Map, places: Sequence[tuple[str, MapPlace]]
) -> DrawnNode:
    """A map and the places that the reader sees → its node, with what is to be drawn."""
    points = tuple(_locate(resolver, place, one) for place, one in places)
    named = {name: translate_country(name, resolver.language) for name in block.countries}
    lines = [_note_boundaries(resolver, at, block)]
    if block.coordinates:
        lines.append(text(resolver.resolve(block.coordinates, f"{at}.coordinates", "short")))
    above = figures.write_above(resolver, at, block, block.map, "map")
    stated = figures.find_facts((above["caption"], above["description"]))
    return DrawnNode(
        kind="map",
        at=at,
        **above,
        drawing=figures.place_drawing(at),
        file=figures.name_file(at),
        plot=MapPlot(points, block.countries, tuple(named.items())),
        alt=figures.write_alt(resolver, at, block, _describe(resolver, points, named.values())),
        **figures.write_below(resolver, at, block, stated, lines),
    )


def _locate(resolver: Resolver, at: str, place: MapPlace) -> Place:
    note = text(resolver.resolve(place.note, f"{at}.note", "short")) if place.note else ""
    name = text(resolver.resolve(place.place, f"{at}.place", "short"))
    return Place(name, place.position.longitude, place.position.latitude, note)


def translate_country(country: str, language: str) -> str:
    """A country as the author calls it → its name in a language, by CLDR; as typed in its own."""
    if language.partition("-")[0] == "en":
        return country
    return str(dates.locale_of(language).territories.get(geography.find_letters(country), country))


def _note_boundaries(resolver: Resolver, at: str, block: Map) -> str:
    """What is said of the boundaries, by the author or in the labels, and whose shapes they are."""
    if block.boundary_note:
        own = text(resolver.resolve(block.boundary_note, f"{at}.boundary_note", "short"))
    else:
        own = resolver.word("words.boundary_note")
    return f"{own} {resolver.word('words.shapes')}"


def _describe(resolver: Resolver, places: Sequence[Place], countries: Collection[str]) -> str:
    """What a map shows → the sentence for those who can't see it."""
    named = resolver.semicolon.join(
        f"{place.name} ({place.note})" if place.note else place.name for place in places
    )
    shaded = resolver.word("words.shaded", resolver.comma.join(countries)) if countries else ""
    parts = filter(None, (named, shaded))
    return f"{resolver.word('charts.map')}: {resolver.semicolon.join(parts)}"


def build_timeline(
    resolver: Resolver, at: str, block: Timeline, events: Sequence[tuple[str, Event]]
) -> TimelineNode:
    """A timeline and the events that the reader sees → its node, with what is to be drawn.

    The events are a table of dates and words; the drawing is their place on an axis of time.
    """
    rows = tuple(_build_event(resolver, place, event) for place, event in events)
    moments = tuple(filter(None, (_place_in_time(event) for _, event in events)))
    is_drawn = len(moments) >= _FEWEST_MOMENTS
    shown = resolver.word("charts.timeline")
    alt = figures.write_alt(resolver, at, block, shown) if is_drawn else None
    above = figures.write_above(resolver, at, block, block.timeline, "timeline")
    printed = (above["caption"], above["description"], *(row.text for row in rows))
    return TimelineNode(
        at=at,
        **above,
        drawing=figures.place_drawing(at) if is_drawn else None,
        file=figures.name_file(at) if is_drawn else "",
        plot=_draw_axis(moments, resolver.direction) if is_drawn else None,
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


def _place_in_time(event: Event) -> Moment | None:
    """An event → its place in time; nothing for words that stand nowhere in particular."""
    found = dates.span(event.date) or (dates.span(event.around) if event.around else None)
    if found is None:
        return None
    first, last = found
    label = str(first.year)
    if last is None:
        return Moment(_year(first), open=True, label=label)
    if last.year - first.year >= 1:
        return Moment(_year(first), _year(last), label=label)
    return Moment((_year(first) + _year(last)) / 2 if last != first else _year(first), label=label)


def _year(day: date) -> float:
    """A day → the year with the part of it that has gone."""
    begin = date(day.year, 1, 1).toordinal()
    return day.year + (day.toordinal() - begin) / (date(day.year, 12, 31).toordinal() - begin + 1)


def _draw_axis(moments: tuple[Moment, ...], direction: Direction) -> TimePlot:
    ends = [moment.end if moment.end is not None else moment.start for moment in moments]
    first = int(min(moment.start for moment in moments))
    return TimePlot(moments, first, int(max(ends)), direction)
