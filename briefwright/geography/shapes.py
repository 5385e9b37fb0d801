"""Natural Earth's countries, read from TopoJSON: rings of longitude and latitude in degrees.

Borders are drawn as the data has them; `data/NOTICE` says whose they are.
"""

import itertools
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any, Literal

# 1 : 110 million for the world, 1 : 50 million for a part of it.
Detail = Literal["110m", "50m"]
Ring = tuple[tuple[float, float], ...]
_AT_THE_POLE = -85.0


@dataclass(frozen=True)
class Shape:
    """One country of the data: its numeric code (ISO 3166-1) or "", its name, its polygons.

    A polygon is its outline and then its holes.
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
                tuple(_ring(ring, arcs) for ring in polygon)
                for polygon in _polygons(country["shape"])
            ),
        )
        for country in _countries(_data(detail))
    )


@lru_cache(maxsize=2)
def read_borders(detail: Detail) -> tuple[tuple[frozenset[str], Ring], ...]:
    """How finely → each line that two countries share, behind the codes of the two."""
    owners: dict[int, set[str]] = {}
    for country in _countries(_data(detail)):
        for polygon in _polygons(country["shape"]):
            for number in itertools.chain.from_iterable(polygon):
                owners.setdefault(max(number, ~number), set()).add(country["id"] or country["name"])
    arcs = _read_arcs(detail)
    shared = sorted(number for number, codes in owners.items() if len(codes) > 1)
    return tuple((frozenset(owners[number]), arcs[number]) for number in shared)


@lru_cache(maxsize=2)
def _read_arcs(detail: Detail) -> tuple[Ring, ...]:
    """How finely → the lines of which all outlines are made, by their numbers."""
    data = _data(detail)
    (sx, sy), (tx, ty) = data["transform"]["scale"], data["transform"]["translate"]
    arcs = list[Ring]()
    for steps in data["arcs"]:
        points = itertools.accumulate(steps, lambda at, step: (at[0] + step[0], at[1] + step[1]))
        arcs.append(tuple((round(x * sx + tx, 4), round(y * sy + ty, 4)) for x, y in points))
    return tuple(arcs)


def _polygons(geometry: dict[str, Any]) -> Iterator[list[list[int]]]:
    """A country → the numbers of the lines around each of its polygons and their holes."""
    kinds = {"Polygon": [geometry["arcs"]], "MultiPolygon": geometry["arcs"]}
    yield from kinds[geometry["type"]]


def _ring(numbers: Sequence[int], arcs: Sequence[Ring]) -> Ring:
    """Numbers of arcs → one ring; a negative number (~n) is arc n from its end."""
    points: list[tuple[float, float]] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    return _unroll(points)


def _unroll(points: Sequence[tuple[float, float]]) -> Ring:
    """A ring → the same without a leap at the 180th meridian: beyond 180 degrees, if need be.

    Antarctica lies around its pole and keeps its edge along the 180th meridian.
    """
    if min(north for _, north in points) < _AT_THE_POLE:
        return tuple(points)
    found, turn = [points[0]], 0.0
    for (last, _), (east, north) in itertools.pairwise(points):
        turn += 360.0 if last - east > 180 else -360.0 if east - last > 180 else 0.0
        found.append((east + turn, north))
    return tuple(found)


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
