"""Maps of an edition: what is drawn, and the same in words."""

import re
from collections.abc import Collection, Sequence
from decimal import Decimal
from functools import lru_cache

from briefwright.content import geography
from briefwright.edition import figures
from briefwright.edition.nodes import DrawnNode
from briefwright.edition.plots import Distance, MapPlot, Place
from briefwright.edition.resolution import Resolver
from briefwright.edition.runs import text
from briefwright.facts import dates
from briefwright.model.dictionary import Map, MapPlace

_REMARK = re.compile(r"\s*\(.*\)")  # Myanmar (Burma)
_ENGLISH = {"Dem. Rep. Congo": "DR Congo", "Congo": "Congo"}  # CLDR has Congo - Kinshasa
_DISTANCES = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)  # km


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
        plot=MapPlot(
            points,
            block.countries,
            tuple(named.items()),
            _list_distances(resolver),
            _list_neighbours(resolver.language) if block.neighbours else (),
        ),
        alt=figures.write_alt(resolver, at, block, _describe(resolver, points, named.values())),
        **figures.write_below(resolver, at, block, stated, lines),
    )


@lru_cache(maxsize=16)
def _list_neighbours(language: str) -> tuple[tuple[str, str], ...]:
    """A language → every country that a map may name unasked, with its name by CLDR."""
    territories = dates.locale_of(language).territories
    found = [
        (one.name, str(territories.get(geography.find_letters(one.name), one.name)))
        for one in geography.list_undisputed()
    ]
    own = _ENGLISH if language.partition("-")[0] == "en" else {}
    return tuple((name, own.get(name, _REMARK.sub("", label))) for name, label in found)


def _list_distances(resolver: Resolver) -> tuple[Distance, ...]:
    """The lengths that a scale bar may have, as the edition's language prints them, by CLDR."""
    from babel.units import format_unit

    locale = dates.locale_of(resolver.language)
    return tuple(
        Distance(km, dates.localise_digits(shown.replace("\u202f", "\u00a0"), resolver.labels))
        for km in _DISTANCES
        if (shown := format_unit(km, "length-kilometer", "short", locale=locale))
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
    named = resolver.semicolon.join(_describe_place(resolver, place) for place in places)
    shaded = resolver.word("words.shaded", resolver.comma.join(countries)) if countries else ""
    parts = filter(None, (named, shaded))
    return f"{resolver.word('charts.map')}: {resolver.semicolon.join(parts)}"


def _describe_place(resolver: Resolver, place: Place) -> str:
    """A place → its name, what is said of it, its degrees north and east."""
    north = _word_degrees(resolver, place.latitude, "north", "south")
    east = _word_degrees(resolver, place.longitude, "east", "west")
    said = (place.note, f"{north}{resolver.comma}{east}")
    return f"{place.name} ({resolver.semicolon.join(filter(None, said))})"


def _word_degrees(resolver: Resolver, degrees: float, above: str, below: str) -> str:
    """Degrees and what both sides of 0 are called → the degrees as the language prints them."""
    shown = resolver.show_number(Decimal(str(abs(degrees))))
    return resolver.word(f"words.{below if degrees < 0 else above}", shown)
