"""GeoJSON or TopoJSON of an author's → the regions in it, or what is wrong with the file.

Source: RFC 7946 (GeoJSON); The TopoJSON Format Specification.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from briefwright.geography.shapes import Shape
from briefwright.geography.topojson import Ring, join_arcs, list_polygons, read_arcs, unroll

_MOST_BYTES, _MOST_REGIONS, _MOST_POINTS = 8_000_000, 500, 200_000
_FEWEST = 4  # points of a ring, the last of them the first again
_MOST_FAULTS = 5
_PREFIX = "region "  # tells the code of a region from that of a country


@dataclass(frozen=True)
class RegionFile:
    """The regions of a file, each a Shape, and what is wrong with it, in sentences."""

    regions: tuple[Shape, ...] = ()
    faults: tuple[str, ...] = ()


class _Unusable(Exception):
    """What is wrong with a file or with one of its regions."""


def code_region(name: str) -> str:
    """The name of a region → its code, which no country has."""
    return f"{_PREFIX}{name}"


@lru_cache(maxsize=8)
def read_regions(data: bytes, key: str) -> RegionFile:
    """A file's bytes, the property that holds names → its regions, or all that is wrong with it.

    Regions are polygons in degrees of WGS 84, each with a name of its own.
    """
    try:
        found = list(_list_features(_load(data)))
    except _Unusable as error:
        return RegionFile(faults=(str(error),))
    except (KeyError, TypeError, ValueError, IndexError):
        return RegionFile(faults=("This file is damaged; save it again as GeoJSON.",))
    if not 0 < len(found) <= _MOST_REGIONS:
        return RegionFile(
            faults=(f"This file has {len(found)} regions; {_MOST_REGIONS} are most.",)
        )
    regions, faults = list[Shape](), list[str]()
    for number, (properties, polygons) in enumerate(found, 1):
        name = str(properties.get(key) or "").strip()
        if not name:
            faults.append(_miss_name(number, properties, key))
        try:
            regions.append(Shape(code_region(name), name, _check(polygons)))
        except _Unusable as error:
            faults.append(f"Region {number} ({name or 'without a name'}): {error}")
    counts = Counter(one.name for one in regions if one.name)
    faults += (f"{count} regions are called “{one}”." for one, count in counts.items() if count > 1)
    if (
        sum(len(ring) for one in regions for polygon in one.polygons for ring in polygon)
        > _MOST_POINTS
    ):
        faults.append(f"The outlines have more than {_MOST_POINTS:,} points; simplify them.")
    return RegionFile(tuple(regions), tuple(faults[:_MOST_FAULTS]))


def _miss_name(number: int, properties: Mapping[str, Any], key: str) -> str:
    named = ", ".join(f"`{one}`" for one, value in properties.items() if isinstance(value, str))
    choice = f"; its properties are {named}: say which in `region_names:`" if named else ""
    return f"Region {number} has no name in the property `{key}`{choice}."


def _load(data: bytes) -> Mapping[str, Any]:
    if len(data) > _MOST_BYTES:
        raise _Unusable(f"This file has more than {_MOST_BYTES // 1_000_000} MB; simplify it.")
    try:
        found = json.loads(data.decode("utf-8-sig"), parse_constant=_refuse)
    except UnicodeDecodeError:
        raise _Unusable("This file isn't saved as UTF-8.") from None
    except json.JSONDecodeError as error:
        where = f"at line {error.lineno}, column {error.colno}"
        raise _Unusable(f"This is not JSON: {error.msg}, {where}.") from None
    except RecursionError:
        raise _Unusable("This file is nested too deeply.") from None
    if not isinstance(found, dict):
        raise _Unusable("This file holds no regions; it should be GeoJSON or TopoJSON.")
    return found


def _refuse(word: str) -> None:
    raise _Unusable(f"This file holds {word}, which is no number.")


_Polygons = Iterable[Sequence[Ring]]


def _list_features(found: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], _Polygons]]:
    """A file → the properties and the polygons of each of its regions."""
    match found.get("type"):
        case "FeatureCollection":
            for feature in found["features"]:
                yield feature.get("properties") or {}, list(_read_geojson(feature["geometry"]))
        case "Topology":
            arcs = read_arcs(found)
            if len(found["objects"]) != 1:
                names = ", ".join(found["objects"])
                raise _Unusable(
                    f"This file has several layers ({names}); keep that of the regions."
                )
            (layer,) = found["objects"].values()
            for one in layer["geometries"]:
                _demand_polygons(one)
                polygons = [[join_arcs(ring, arcs) for ring in part] for part in list_polygons(one)]
                yield one.get("properties") or {}, polygons
        case kind:
            raise _Unusable(f"This is no FeatureCollection and no Topology but “{kind}”.")


def _read_geojson(geometry: Mapping[str, Any] | None) -> Iterator[list[Ring]]:
    _demand_polygons(geometry or {})
    assert geometry is not None
    parts = geometry["coordinates"]
    for polygon in [parts] if geometry["type"] == "Polygon" else parts:
        yield [unroll([(float(one[0]), float(one[1])) for one in ring]) for ring in polygon]


def _demand_polygons(geometry: Mapping[str, Any]) -> None:
    if geometry.get("type") not in ("Polygon", "MultiPolygon"):
        kind = geometry.get("type") or "nothing"
        raise _Unusable(f"Regions are Polygon or MultiPolygon; here is {kind}.")


def _check(polygons: _Polygons) -> tuple[tuple[Ring, ...], ...]:
    """Polygons → the same, if each of their rings goes around something on the earth."""
    found = tuple(tuple(polygon) for polygon in polygons)
    rings = [ring for polygon in found for ring in polygon]
    if not rings or not all(found):
        raise _Unusable("it has no outline.")
    for ring in rings:
        if not all(abs(east) <= 360 and abs(north) <= 90 for east, north in ring):
            raise _Unusable("its coordinates aren't degrees; save the file in WGS 84 (EPSG:4326).")
        if len(ring) < _FEWEST or ring[0] != ring[-1] or not _measure(ring):
            raise _Unusable("one of its rings isn't closed, or goes around nothing.")
    return found


def _measure(ring: Ring) -> float:
    """A ring → twice its area in degrees, above zero if it goes around to the left."""
    pairs = zip(ring, [*ring[1:], ring[0]], strict=True)
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)
