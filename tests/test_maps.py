"""Maps: what they show, labels that keep apart, countries by any of their names."""

import re
import subprocess
import sys
from dataclasses import replace
from itertools import combinations, pairwise
from math import dist

import lxml.etree
import pytest
from conftest import HOME
from sample_plots import PALETTE, texts

from briefwright import geography
from briefwright.edition.map_plots import Distance, MapPlot, Place
from briefwright.figures import maps
from briefwright.figures.placing import do_meet, is_crossed
from briefwright.figures.sheet import overlap
from briefwright.geography import Boundary, Detail, trace_boundary

MISSIONS = MapPlot(
    (
        Place("UNDOF", 35.8, 33.1, "Golan Heights"),
        Place("UNIFIL", 35.2, 33.1, "Lebanon"),
        Place("MINURSO", -13.2, 27.1, "Western Sahara"),
        Place("MINUSCA", 18.6, 4.4, "Central African Republic"),
        Place("MONUSCO", 29.2, -1.7, "DR Congo"),
    )
)
CENTRAL_ASIA = MapPlot(
    (Place("Astana", 71.43, 51.13), Place("Almaty", 76.9, 43.25)),
    ("KAZ", "Uzbekistan", "Kyrgyz Republic", "TJ", "Turkmenistan"),
    (("KAZ", "Kazakhstan"), ("CHN", "China")),
)
WORLD = MapPlot((), ("USA", "Russia", "China", "BRA", "Australia", "Bahrain"))
CROWD = MapPlot(
    (
        *(Place(f"Place {n}", 44 + n % 5 * 0.9, 40 + n // 5 * 0.7, "noted") for n in range(12)),
        Place("Far east", 62, 44),
        Place("Far west", 28, 38),
    )
)
WORLD_CORNERS = (Place("Suva", 178.4, -18.1), Place("Lima", -77, -12), Place("Lagos", 3.4, 6.5))
NAMES = (
    "Canada",
    "Czech Republic",
    "France",
    "Japan",
    "Jordan",
    "Kyrgyzstan",
    "Nigeria",
    "Russia",
    "Saudi Arabia",
    "Tunisia",
    "Türkiye",
    "Turkmenistan",
    "United Kingdom",
    "Uzbekistan",
)
TRAINED = MapPlot((), NAMES, tuple((name, name) for name in NAMES))
LARGE = 336.0  # px: a narrow map, as in large print
DISTANCES = tuple(Distance(km, f"{km} km") for km in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000))
SAHARA = Boundary(("Morocco", "Western Sahara"))
DAKHLA = MapPlot(
    (Place("A place with a long name", -10.2, 27.5),), ("Morocco",), disputed=(SAHARA,)
)
ONE = MapPlot((Place("Astana", 71.43, 51.13),))
MAPS = {"missions": MISSIONS, "Central Asia": CENTRAL_ASIA, "crowd": CROWD, "one place": ONE}
every_map = pytest.mark.parametrize("drawn", MAPS.values(), ids=list(MAPS))


def svg(drawn: MapPlot) -> bytes:
    return maps.draw(drawn, PALETTE).data


def dots(drawn: MapPlot) -> list[tuple[float, float]]:
    """A map → the middles of its dots, in px."""
    root = lxml.etree.fromstring(svg(drawn))
    return [(float(dot.get("cx")), float(dot.get("cy"))) for dot in root.iter("{*}circle")]


# ----------------------------------------------------------------- places


@every_map
def test_every_place_has_its_dot_its_name_and_its_note(drawn: MapPlot) -> None:
    printed = texts(svg(drawn))
    assert len(dots(drawn)) == len(drawn.places)
    for place in drawn.places:
        assert place.name in printed
        assert not place.note or place.note in printed


@every_map
def test_each_line_of_a_label_stands_on_a_pale_line_around_its_letters(drawn: MapPlot) -> None:
    root = lxml.etree.fromstring(svg(drawn))
    haloes = [
        [float(x) for x in re.findall(r"([\d.]+),", one.get("d"))]
        for one in root.iter("{*}path")
        if one.get("stroke") == "#ffffff" and one.get("fill") == "none"
    ]
    words = [word for spot in maps.place_labels(drawn, PALETTE) for word in spot.words]
    assert len(haloes) == len(words) > 0
    for xs, word in zip(haloes, words, strict=True):
        left, _, right, _ = word.box(PALETTE)
        assert abs(min(xs) - left) < 2
        assert abs(max(xs) - right) < 2


@every_map
def test_no_label_is_in_the_way_of_another(drawn: MapPlot) -> None:
    boxes = [spot.box for spot in maps.place_labels(drawn, PALETTE)]
    assert boxes
    assert not any(overlap(one, other) for one, other in combinations(boxes, 2))


@every_map
def test_no_label_covers_a_dot(drawn: MapPlot) -> None:
    placed, around = maps.place_labels(drawn, PALETTE), dots(drawn)
    assert placed
    assert around
    for spot in placed:
        assert not any(overlap(spot.box, (x - 2, y - 2, x + 2, y + 2)) for x, y in around)


@every_map
def test_labels_stay_on_the_map(drawn: MapPlot) -> None:
    asset, placed = maps.draw(drawn, PALETTE), maps.place_labels(drawn, PALETTE)
    assert placed
    for spot in placed:
        left, top, right, bottom = spot.box
        assert 0 <= left < right <= asset.width
        assert 0 <= top < bottom <= asset.height


def test_a_line_leads_to_a_label_that_has_no_room_at_its_place() -> None:
    spots = maps.place_labels(CROWD, PALETTE)
    leaders = [spot.leader for spot in spots if spot.leader]
    assert leaders
    for leader in leaders:
        others = [spot for spot in spots if spot.leader != leader]
        assert not any(is_crossed(spot.box, leader) for spot in others)
    assert all(spot.leader is None for spot in maps.place_labels(MISSIONS, PALETTE))


def test_the_golan_heights_and_lebanon_stand_on_either_side() -> None:
    undof, unifil, *_ = maps.place_labels(MISSIONS, PALETTE)
    assert unifil.words[0].align == "end"
    assert undof.words[0].align == "start"


def test_of_two_dots_side_by_side_each_is_nearest_to_its_own_name_in_large_print_too() -> None:
    close = (Place("UNIFIL", 35.3, 33.1, "Lebanon"), Place("UNDOF", 35.9, 33.0, "Golan Heights"))
    drawn = replace(MISSIONS, places=(*close, *MISSIONS.places[2:]))
    west, east, *_ = maps.place_labels(drawn, PALETTE, 298)
    assert west.leader is east.leader is None
    assert west.box[2] < east.box[0]


def test_no_two_lines_to_numbers_cross_in_large_print() -> None:
    nameless = maps.list_nameless(TRAINED, PALETTE, LARGE)
    numbers = tuple((name, str(n)) for n, name in enumerate(nameless, 1))
    drawn = maps.draw(replace(TRAINED, numbers=numbers), PALETTE, LARGE).data
    lines = [
        tuple(float(line.get(end, "")) for end in ("x1", "y1", "x2", "y2"))
        for line in lxml.etree.fromstring(drawn).iter("{*}line")
    ]
    assert len(lines) > 5
    assert not [pair for pair in combinations(lines, 2) if do_meet(*pair)]


@pytest.mark.parametrize("width", [298, 413, 537])
def test_no_label_of_a_place_stands_on_a_dashed_line_where_another_place_is_free(
    width: float,
) -> None:
    (spot,) = maps.place_labels(DAKHLA, PALETTE, width)
    drawn = lxml.etree.fromstring(maps.draw(DAKHLA, PALETTE, width).data)
    dashed = [path.get("d", "") for path in drawn.iter("{*}path") if path.get("fill") == "none"]
    dashes = re.findall(r"M([^M]+)", next(one for one in dashed if one.count("M") > 9))
    points = [point(one) for dash in dashes for one in dash.split("L")]
    left, top, right, bottom = spot.box
    assert points
    assert not [one for one in points if left < one[0] < right and top < one[1] < bottom]


def test_north_is_up_and_east_is_right() -> None:
    undof, _, minurso, minusca, monusco = dots(MISSIONS)
    assert minurso[0] < minusca[0] < monusco[0] < undof[0]
    assert undof[1] < minurso[1] < minusca[1] < monusco[1]


# ----------------------------------------------------------------- extent


def test_the_map_shows_its_places_with_margins() -> None:
    asset = maps.draw(MISSIONS, PALETTE)
    assert dots(MISSIONS)
    assert all(40 < x < asset.width - 40 for x, _ in dots(MISSIONS))
    assert all(20 < y < asset.height - 20 for _, y in dots(MISSIONS))


def kilometres(drawn: MapPlot) -> float:
    """A map → how many km it shows from west to east, by its scale bar."""
    root = lxml.etree.fromstring(svg(replace(drawn, distances=DISTANCES)))
    bar = list(root.iter("{*}line"))[-1]
    (label,) = [text for text in texts(svg(replace(drawn, distances=DISTANCES))) if " km" in text]
    px = float(bar.get("x2")) - float(bar.get("x1"))
    return int(label.split()[0]) * float(root.get("width")) / px


@pytest.mark.parametrize(
    ("places", "width"),
    [
        (((35.519, 33.9015), (35.4884, 33.8209)), 50),  # in a town
        (((71.43, 51.13), (73.1, 49.8)), 335),  # two towns
        (((71.43, 51.13),), 1191),  # one place
        (((178.4, -18.1), (-171.8, -13.8)), 1319),  # on both sides of the 180th meridian
        (((-13.2, 27.1), (35.8, 33.1), (29.2, -1.7)), 8919),  # half a continent
    ],
)
def test_a_map_shows_as_much_as_its_places_need(
    places: tuple[tuple[float, float], ...], width: float
) -> None:
    shown = MapPlot(tuple(Place(f"Place {n}", *at) for n, at in enumerate(places)))
    assert kilometres(shown) == pytest.approx(width, rel=0.02)


def test_one_place_stands_in_the_middle_of_its_surroundings() -> None:
    asset = maps.draw(ONE, PALETTE)
    assert dots(ONE) == [pytest.approx((asset.width / 2, asset.height / 2), abs=1)]


@every_map
def test_no_label_and_no_dot_is_in_the_way_of_the_scale_bar(drawn: MapPlot) -> None:
    measured = replace(drawn, distances=DISTANCES)
    bar = list(lxml.etree.fromstring(svg(measured)).iter("{*}line"))[-1]
    x, x2, y = (float(bar.get(key)) for key in ("x1", "x2", "y1"))
    box = (x, y - 16, x2, y + 2)
    placed = maps.place_labels(measured, PALETTE)
    assert placed
    assert not any(overlap(spot.box, box) for spot in placed)
    assert not any(overlap((a - 4, b - 4, a + 4, b + 4), box) for a, b in dots(drawn))


def test_a_map_of_the_world_has_no_scale_bar() -> None:
    assert svg(replace(WORLD, distances=DISTANCES)) == svg(WORLD)


@every_map
def test_a_line_begins_at_its_own_dot_and_ends_near_no_other(drawn: MapPlot) -> None:
    placed = maps.place_labels(drawn, PALETTE)
    assert placed
    for spot, own in zip(placed, dots(drawn), strict=True):
        for x, y, x2, y2 in filter(None, [spot.leader]):
            assert dist((x, y), own) < 6
            assert all(dist((x2, y2), dot) > 8 for dot in dots(drawn))


def test_places_on_both_sides_of_the_180th_meridian_are_neighbours() -> None:
    pacific = MapPlot((Place("Suva", 178.4, -18.1), Place("Apia", -171.8, -13.8)))
    (suva, _), (apia, _) = dots(pacific)
    assert 40 < suva < apia < 497


def test_countries_all_over_the_world_make_a_map_of_the_world() -> None:
    asset = maps.draw(WORLD, PALETTE)
    assert asset.height < asset.width / 2
    assert len(asset.data) < 300_000


def test_a_map_of_the_world_shows_russia_whole_at_its_right() -> None:
    shaded = re.findall(r'<path d="([^"]+)"', svg(MapPlot(WORLD_CORNERS, ("Russia",))).decode())[1]
    xs = [point(one)[0] for one in re.split("[MLZ]+", shaded) if one]
    assert len(xs) > 100
    assert min(xs) > 269  # px: the middle


def test_a_small_part_far_away_does_not_widen_the_map_of_a_country() -> None:
    # French Guiana has a sixth of the area of the rest.
    assert kilometres(MapPlot((), ("France",))) < 3500


def test_a_number_stands_in_its_country_rather_than_on_a_line_where_it_has_room() -> None:
    named = ("Canada", "Japan", "Nigeria", "Russia", "Tunisia")
    numbered = (
        "Czech Republic", "France", "Jordan", "Kyrgyzstan", "Saudi Arabia", "Türkiye",
        "Turkmenistan", "United Kingdom", "Uzbekistan",
    )  # fmt: skip
    plot = MapPlot(
        countries=tuple(sorted(named + numbered)),
        labels=tuple((name, name) for name in named),
        numbers=tuple((name, str(n)) for n, name in enumerate(numbered, 1)),
    )
    drawn = maps.draw(plot, PALETTE, 298)
    assert set("123456789") <= set(texts(drawn.data))
    assert drawn.data.count(b"<line") == 8  # Saudi Arabia has room


def test_a_shaded_country_that_is_too_small_to_be_seen_has_its_spot_on_a_narrow_map_too() -> None:
    narrow = maps.draw(replace(WORLD, countries=("USA", "Bahrain", "Russia")), PALETTE, 250)
    assert narrow.data.count(b"<circle") == 1


def test_no_outline_runs_across_the_map_at_the_180th_meridian() -> None:
    # A break would draw a side as long as the map; Antarctica and the frame are not drawn.
    paths = re.findall(r' d="([^"]+)"', svg(WORLD).decode())
    rings = [ring for path in paths for ring in path.split("Z")[:-1]]
    sides = [side for ring in rings for side in pairwise(map(point, ring[1:].split("L")))]
    inside = [side for side in sides if all(0 <= x <= 537 and 0 <= y <= 230 for x, y in side)]
    assert len(inside) > 1000
    assert max(abs(end[0] - start[0]) for start, end in inside) < 60


def point(text: str) -> tuple[float, float]:
    """A point of a path, such as 12.5,7 → its px."""
    x, y = map(float, text.split(","))
    return x, y


# ----------------------------------------------------------------- countries


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Kazakhstan", "Kazakhstan"), ("KAZ", "Kazakhstan"), ("kz", "Kazakhstan"),
        ("Western Sahara", "W. Sahara"), ("Central African Republic", "Central African Rep."),
        ("DR Congo", "Dem. Rep. Congo"), ("Türkiye", "Turkey"), ("Turkey", "Turkey"),
        ("Côte d’Ivoire", "Côte d'Ivoire"), ("Bosnia and Herzegovina", "Bosnia and Herz."),
        ("Kyrgyz Republic", "Kyrgyzstan"), ("Kosovo", "Kosovo"), ("XKX", "Kosovo"),
        ("Ivory Coast", "Côte d'Ivoire"), ("The Gambia", "Gambia"), ("CIV", "Côte d'Ivoire"),
        ("Saint Kitts and Nevis", "St. Kitts and Nevis"), ("Holy See", "Vatican"),
    ],
)  # fmt: skip
def test_a_country_is_known_by_its_names_and_codes(name: str, found: str) -> None:
    country = geography.find_country(name)
    assert country is not None
    assert country.name == found


def test_there_is_no_country_of_a_misspelt_name() -> None:
    assert geography.find_country("Kazakstan") is None
    assert "Kazakhstan" in geography.names()


@pytest.mark.parametrize(
    ("longitude", "latitude", "is_there"),
    [(71.4, 51.1, True), (-180, 90, True), (181, 0, False), (0, -90.5, False)],
)
def test_a_place_is_on_the_earth_or_not(longitude: float, latitude: float, is_there: bool) -> None:
    assert geography.is_on_earth(longitude, latitude) is is_there


def test_shaded_countries_are_drawn_in_one_colour_and_a_small_one_has_a_spot() -> None:
    found = svg(WORLD).decode()
    assert len(re.findall(r"<path ", found)) == 2
    assert len(dots(WORLD)) == 1  # Bahrain
    assert "Australia" in {shape.name for shape in geography.read_shapes("110m")}


def test_only_the_countries_that_were_given_a_label_have_one() -> None:
    assert sorted(texts(svg(CENTRAL_ASIA))) == ["Almaty", "Astana", "China", "Kazakhstan"]


def test_neighbours_have_their_names_where_all_of_a_name_has_room_in_its_country() -> None:
    around = ("Russia", "Mongolia", "Tajikistan", "Chile", "Luxembourg")
    named = replace(CENTRAL_ASIA, neighbours=tuple((name, name.upper()) for name in around))
    more = set(texts(svg(named))) - set(texts(svg(CENTRAL_ASIA)))
    assert more == {"RUSSIA", "MONGOLIA"}  # Tajikistan is shaded, Chile elsewhere
    cities = (Place("Paris", 2.35, 48.86), Place("Berlin", 13.4, 52.5))
    west = MapPlot(cities, neighbours=named.neighbours)
    assert set(texts(svg(west))) == {"Paris", "Berlin"}  # Luxembourg is too small


def test_a_name_that_a_place_prints_is_not_printed_again_in_its_country() -> None:
    drawn = MapPlot(
        (Place("Goma", 29.2, -1.7, "DR Congo"),), neighbours=(("DR Congo", "DR Congo"),)
    )
    assert texts(svg(drawn)).count("DR Congo") == 1


def test_names_that_are_disputed_are_left_to_the_author() -> None:
    names = {one.name for one in geography.list_undisputed()}
    assert {"Kazakhstan", "Morocco", "China"} <= names
    assert not {"W. Sahara", "Taiwan", "Kosovo", "Palestine", "Falkland Is.", "Somaliland"} & names


KASHMIR = Boundary(("India", "Pakistan"), (73.5, 32.4, 78, 36))


@pytest.mark.parametrize("detail", ["110m", "50m"])
def test_a_boundary_is_what_two_countries_share_between_the_degrees(detail: Detail) -> None:
    points = [point for line in trace_boundary(KASHMIR, detail) for point in line]
    assert points
    assert all(73.5 <= east <= 78 and 32.4 <= north <= 36 for east, north in points)
    assert len(trace_boundary(Boundary(("Kosovo",)), detail)) == 4  # it has four neighbours
    assert trace_boundary(Boundary(("Chad", "Chile")), detail) == ()


def test_a_disputed_boundary_has_dashes_of_one_length_and_gaps_between() -> None:
    sahara = MapPlot((), ("Morocco",), disputed=(SAHARA,))
    path = re.findall(r'<path d="(M[^Z"]+)" fill="none"', svg(sahara).decode())[-1]
    dashes = [[*map(point, one.split("L"))] for one in path.split("M")[1:]]
    lengths = [sum(dist(*side) for side in pairwise(one)) for one in dashes]
    assert len(dashes) > 20
    assert max(lengths) == pytest.approx(3.6, abs=0.2)
    assert all(dist(one[-1], other[0]) > 1.5 for one, other in pairwise(dashes))


def test_the_shapes_say_whose_they_are() -> None:
    notice = HOME / "briefwright" / "geography" / "data" / "NOTICE"
    assert "Natural Earth" in notice.read_text(encoding="utf-8")


def test_two_processes_draw_the_same_bytes() -> None:
    program = (
        "import sys; sys.path[:0] = ['.', 'tests']; from test_maps import CENTRAL_ASIA, svg;"
        "sys.stdout.buffer.write(svg(CENTRAL_ASIA))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=HOME, capture_output=True, check=True
    )
    assert done.stdout == svg(CENTRAL_ASIA)
