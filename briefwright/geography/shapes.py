"""Natural Earth's countries, read from TopoJSON: rings of longitude and latitude in degrees.

Borders are drawn as the data has them; `data/NOTICE` says whose they are.
"""

import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any, Literal

from briefwright.geography.topojson import Ring, join_arcs, list_polygons, read_arcs

# 1 : 110 million for the world, 1 : 50 million for a part of it.
Detail = Literal["110m", "50m"]


@dataclass(frozen=True)
class Shape:
    """One country of the data: its numeric code (ISO 3166-1) or "", its name, its polygons.

    A polygon is its outline and then its holes. A region of an author's is one as well.
    """

    number: str
    name: str
    polygons: tuple[tuple[Ring, ...], ...] = field(repr=False)

    @property
    def code(self) -> str:
        """What the country is known by: its number, else its name."""
        return self.number or self.name


@lru_cache(maxsize=2)
def read_shapes(detail: Detail) -> tuple[Shape, ...]:
    """How finely → every country, in the order of the data."""
    arcs = _read_arcs(detail)
    return tuple(
        Shape(
            country["id"],
            country["name"],
            tuple(
                tuple(join_arcs(ring, arcs) for ring in polygon)
                for polygon in list_polygons(country["shape"])
            ),
        )
        for country in _countries(_data(detail))
    )


@lru_cache(maxsize=2)
def read_borders(detail: Detail) -> tuple[tuple[frozenset[str], Ring], ...]:
    """How finely → each line that two countries share, behind the codes of the two."""
    owners: dict[int, set[str]] = {}
    for country in _countries(_data(detail)):
        for polygon in list_polygons(country["shape"]):
            for number in itertools.chain.from_iterable(polygon):
                owners.setdefault(max(number, ~number), set()).add(country["id"] or country["name"])
    arcs = _read_arcs(detail)
    shared = sorted(number for number, codes in owners.items() if len(codes) > 1)
    return tuple((frozenset(owners[number]), arcs[number]) for number in shared)


@lru_cache(maxsize=2)
def _read_arcs(detail: Detail) -> tuple[Ring, ...]:
    return read_arcs(_data(detail))


def list_countries() -> Iterator[tuple[str, str]]:
    """The numeric code and the name of each country that there is, without its shape."""
    for country in _countries(_data("50m")):
        yield country["id"], country["name"]


def _countries(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for country in data["objects"]["countries"]["geometries"]:
        name = str(country["properties"]["name"])
        yield {"id": str(country.get("id") or ""), "name": name, "shape": country}


@lru_cache(maxsize=2)
def _data(detail: Detail) -> dict[str, Any]:
    file = resources.files("briefwright.geography") / "data" / f"countries-{detail}.json"
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found
