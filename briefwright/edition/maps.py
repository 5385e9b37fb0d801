"""Maps and timelines of an edition: what is drawn, and the same in words."""

from collections.abc import Collection, Sequence
from datetime import date

from briefwright.content import geography
from briefwright.edition import figures
from briefwright.edition.document import Direction, Leaf, Node, Words, text
from briefwright.edition.figures import Fields
from briefwright.edition.plots import MapPlot, Moment, Place, TimePlot
from briefwright.edition.resolution import Resolver
from briefwright.facts import dates
from briefwright.model.dictionary import Event, Map, MapPlace, Timeline

_FEWEST_MOMENTS = 3  # an axis of fewer tells nothing that the dates don't
_LONG = 14  # a timeline of more events may go on over a page's end


def map_(resolver: Resolver, at: str, block: Map, places: Sequence[tuple[str, MapPlace]]) -> Fields:
    """A map and the places that the reader sees → its fields and what is to be drawn."""
    points = tuple(_point(resolver, place, one) for place, one in places)
    named = {name: in_language(name, resolver.language) for name in block.countries}
    lines = [_boundaries(resolver, at, block)]
    if block.coordinates:
        lines.append(text(resolver.runs(block.coordinates, f"{at}.coordinates", "short")))
    above = figures.over(resolver, at, block, block.map, "map")
    return {
        **above,
        **figures.drawing(at),
        "plot": MapPlot(points, block.countries, tuple(named.items())),
        "alt": figures.alt(resolver, at, block, _told(resolver, points, named.values())),
        **figures.under(resolver, at, block, figures.stated(above.values()), lines),
    }


def _point(resolver: Resolver, at: str, place: MapPlace) -> Place:
    note = text(resolver.runs(place.note, f"{at}.note", "short")) if place.note else ""
    name = text(resolver.runs(place.place, f"{at}.place", "short"))
    return Place(name, place.position.longitude, place.position.latitude, note)


def in_language(country: str, language: str) -> str:
    """A country as the author calls it → its name in a language, by CLDR; as typed in its own."""
    if language.partition("-")[0] == "en":
        return country
    return str(dates.locale_of(language).territories.get(geography.letters(country), country))


def _boundaries(resolver: Resolver, at: str, block: Map) -> str:
    """What is said of the boundaries, by the author or by the house, and whose shapes they are."""
    if block.boundary_note:
        own = text(resolver.runs(block.boundary_note, f"{at}.boundary_note", "short"))
    else:
        own = resolver.word("words.boundary_note")
    return f"{own} {resolver.word('words.shapes')}"


def _told(resolver: Resolver, places: Sequence[Place], countries: Collection[str]) -> str:
    """What a map shows → the sentence for those who can't see it."""
    named = resolver.semicolon.join(
        f"{place.name} ({place.note})" if place.note else place.name for place in places
    )
    shaded = resolver.word("words.shaded", resolver.comma.join(countries)) if countries else ""
    parts = filter(None, (named, shaded))
    return f"{resolver.word('charts.map')}: {resolver.semicolon.join(parts)}"


def timeline(
    resolver: Resolver, at: str, block: Timeline, events: Sequence[tuple[str, Event]]
) -> Fields:
    """A timeline and the events that the reader sees → its fields and what is to be drawn.

    The events are a table of dates and words; the drawing is their place on an axis of time.
    """
    rows = tuple(_row(resolver, place, event) for place, event in events)
    moments = tuple(filter(None, (_moment(event) for _, event in events)))
    drawn: Fields = {"drawing": None, "file": "", "plot": None, "alt": None}
    if len(moments) >= _FEWEST_MOMENTS:
        shown = resolver.word("charts.timeline")
        drawn = {
            **figures.drawing(at),
            "plot": _axis(moments, resolver.direction),
            "alt": figures.alt(resolver, at, block, shown),
        }
    above = figures.over(resolver, at, block, block.timeline, "timeline")
    printed = (*above.values(), *(row.fields["text"] for row in rows))
    return {
        **above,
        **drawn,
        "items": rows,
        "long": len(rows) > _LONG,
        **figures.under(resolver, at, block, figures.stated(printed)),
    }


def _row(resolver: Resolver, at: str, event: Event) -> Node:
    key, words = resolver.preferred(event) or ("text", event.text)
    return Node(
        "event", at, "", 0,
        {
            "date": Leaf(f"{at}.date", (Words(resolver.date(event.date)),)),
            "text": Leaf(
                f"{at}.{key}",
                (*resolver.runs(words, f"{at}.{key}", "short"), *resolver.cited(event.source, at)),
            ),
        },
    )  # fmt: skip


def _moment(event: Event) -> Moment | None:
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


def _axis(moments: tuple[Moment, ...], direction: Direction) -> TimePlot:
    ends = [moment.end if moment.end is not None else moment.start for moment in moments]
    first = int(min(moment.start for moment in moments))
    return TimePlot(moments, first, int(max(ends)), direction)
