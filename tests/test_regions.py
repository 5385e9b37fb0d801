"""Files of regions: GeoJSON and TopoJSON say the same; each fault of a file is one sentence."""

import json
from typing import Any

import pytest

from briefwright.geography import read_regions

WEST = [[70, 40], [71, 40], [71, 41], [70, 41], [70, 40]]
EAST = [[71, 40], [72, 40], [72, 41], [71, 41], [71, 40]]
Geometry = dict[str, Any]


def polygon(*rings: list[list[float]]) -> Geometry:
    return {"type": "Polygon", "coordinates": rings}


def geojson(*geometries: Geometry | None, names: tuple[Any, ...] = ("West", "East")) -> bytes:
    """Geometries and the names of their regions → a file."""
    features = [
        {"type": "Feature", "properties": {"name": name, "code": "XX"}, "geometry": geometry}
        for geometry, name in zip(geometries, names, strict=False)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


TOPOJSON = json.dumps(
    {
        "type": "Topology",
        "transform": {"scale": [0.5, 0.5], "translate": [70, 40]},
        "arcs": [
            [[2, 0], [0, 2]],  # between the two
            [[2, 2], [-2, 0], [0, -2], [2, 0]],  # around the west
            [[2, 0], [2, 0], [0, 2], [-2, 0]],  # around the east
        ],
        "objects": {
            "regions": {
                "type": "GeometryCollection",
                "geometries": [
                    {"type": "Polygon", "arcs": [[0, 1]], "properties": {"name": "West"}},
                    {"type": "Polygon", "arcs": [[2, -1]], "properties": {"name": "East"}},
                ],
            }
        },
    }
).encode()


def test_regions_have_the_names_and_the_outlines_of_their_file() -> None:
    found = read_regions(geojson(polygon(WEST), polygon(EAST)), "name")
    assert found.faults == ()
    assert [one.name for one in found.regions] == ["West", "East"]
    assert found.regions[0].polygons == ((tuple(map(tuple, WEST)),),)


def test_topojson_says_the_same_as_geojson() -> None:
    west, east = read_regions(TOPOJSON, "name").regions
    first, second = read_regions(geojson(polygon(WEST), polygon(EAST)), "name").regions
    assert (west.name, east.name) == ("West", "East")
    assert {*west.polygons[0][0]} == {*first.polygons[0][0]}
    assert {*east.polygons[0][0]} == {*second.polygons[0][0]}


def test_names_may_stand_in_another_property() -> None:
    assert read_regions(geojson(polygon(WEST)), "code").regions[0].name == "XX"


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"{", "This is not JSON"),
        (b"\xff", "isn't saved as UTF-8"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"a": NaN}', "NaN, which is no number"),
        (b"[]", "holds no regions"),
        (b" " * 9_000_000, "more than 8 MB"),
        (b'{"type": "Feature"}', "no Topology but “Feature”"),
        (b'{"type": "FeatureCollection"}', "damaged"),
        (TOPOJSON.replace(b"-1]]", b"-9]]"), "damaged"),
        (geojson(), "has 0 regions"),
        (geojson({"type": "Point", "coordinates": [1, 2]}), "here is Point"),
        (geojson(None), "here is nothing"),
        (geojson(polygon(WEST[:-1])), "Region 1 (West): one of its rings isn't closed"),
        (geojson(polygon([*WEST[:2], *WEST[:2][::-1]])), "goes around nothing"),
        (geojson(polygon([[x * 1e5, y] for x, y in WEST])), "WGS 84"),
        (geojson(polygon(WEST), names=(None,)), "its properties are `code`: say which"),
        (geojson(polygon(WEST), polygon(EAST), names=("A", "A")), "2 regions are called “A”"),
    ],
    ids=range(17),
)  # fmt: skip
def test_what_is_wrong_with_a_file_is_one_sentence(data: bytes, fault: str) -> None:
    (found,) = read_regions(data, "name").faults
    assert fault in found
