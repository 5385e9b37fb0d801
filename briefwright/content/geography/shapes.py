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


@lru_cache(maxsize=2)
def read_shapes(detail: Detail) -> tuple[Shape, ...]:
    """How finely → every country, in the order of the data."""
    data = _data(detail)
    (sx, sy), (tx, ty) = data["transform"]["scale"], data["transform"]["translate"]
    arcs = []
    for steps in data["arcs"]:
        x = y = 0
        arc = []
        for dx, dy in steps:
            x, y = x + dx, y + dy
            arc.append((round(x * sx + tx, 4), round(y * sy + ty, 4)))
        arcs.append(tuple(arc))
    return tuple(
        Shape(country["id"], country["name"], tuple(_polygons(country["shape"], arcs)))
        for country in _countries(data)
    )


def _polygons(geometry: dict[str, Any], arcs: Sequence[Ring]) -> Iterator[tuple[Ring, ...]]:
    kinds = {"Polygon": [geometry["arcs"]], "MultiPolygon": geometry["arcs"]}
    for polygon in kinds[geometry["type"]]:
        yield tuple(_ring(ring, arcs) for ring in polygon)


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
    file = resources.files("briefwright.content.geography") / "data" / f"countries-{detail}.json"
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found
