"""Numbers of countries and places as circles: areas, where they stand, legend, what has none."""

from dataclasses import replace
from decimal import Decimal
from itertools import combinations, pairwise
from math import pi
from pathlib import Path

import lxml.etree
import pytest
from conftest import TEMPLATES
from sample_folder import folder
from sample_plots import PALETTE, texts
from tampering.redrawn_figures import FIGURES

from briefwright import audience, content, geography, pipeline
from briefwright.edition.map_circles import list_keys
from briefwright.edition.map_plots import MapPlot, Place
from briefwright.figures import maps
from briefwright.figures.sheet import overlap
from briefwright.formats import FORMATS
from briefwright.problems import ContentError

DATA = "Country,Cases\nKazakhstan,1600\nUzbekistan,400\nMongolia,0\nTajikistan,\n"
KEYS = [
    ((1600, 400, 2), "1000 200 20"),
    ((7,), "7"),
    ((5, 5), "5"),
    ((0.3, 0.04), "0.2"),
    ((7, 6), "7"),  # no round number lies between them
]


FACTS = """facts:
  almaty: {value: 1600, unit: books, label: Almaty}
  tashkent: {value: 400, unit: books, label: Tashkent}
  osh: {value: 0, unit: books, label: Osh}
  secret: {value: 7777, unit: books, label: Talas, handling: internal}
  trips: {value: 3, unit: trips, label: Trips}
  debt: {value: -3, unit: books, label: Debt}
  years: {range: [2, 4], unit: books, label: Years}
"""
PLACES = """body:
  - map: Books
    id: books-map
    countries: [Kazakhstan]
    places:
      - {place: Astana, position: 51.13 N 71.43 E, note: seat}
      - {place: Almaty, position: 43.2 N 76.9 E, note: library, fact: almaty}
      - {place: Tashkent, position: 41.3 N 69.3 E, fact: tashkent}
      - {place: Osh, position: 40.5 N 72.8 E, fact: osh}
      - {place: Talas, position: 42.5 N 72.2 E, fact: secret, handling: internal}
    coordinates: Positions are approximate.
"""


def build_places(path: Path, language: str, *formats: str, body: str = PLACES) -> pipeline.Build:
    """Places with facts → the full edition of a briefing with a map of them."""
    found = folder(path, FACTS + body)
    main = found / "briefing.yaml"
    main.write_text(main.read_text("utf-8").replace("language: en", f"language: {language}"))
    return pipeline.build(content.read(found), audience.read(TEMPLATES, "full"), language, formats)


def build(path: Path, data: str, language: str, *formats: str) -> pipeline.Build:
    """The rows of a file → the full edition of a briefing with a map of circles."""
    body = "body:\n  - {map: Cases, data: data.csv, show: circles, id: cases-map}\n"
    found = folder(path, body)
    (found / "data.csv").write_text(data, "utf-8")
    main = found / "briefing.yaml"
    main.write_text(main.read_text("utf-8").replace("language: en", f"language: {language}"))
    return pipeline.build(content.read(found), audience.read(TEMPLATES, "full"), language, formats)


def areas(plot: MapPlot) -> list[float]:
    """A map → the areas of its circles as they are drawn, those of the legend last."""
    root = lxml.etree.fromstring(maps.draw(plot, PALETTE).data)
    return [pi * float(one.get("r", "")) ** 2 for one in root.iter("{*}circle")]


def test_areas_are_in_proportion_to_numbers_and_larger_circles_lie_below_smaller_ones() -> None:
    plot = FIGURES["a map of circles"]
    assert isinstance(plot, MapPlot)
    largest, quarter, dot, smallest, thousand, two_hundred = areas(plot)
    assert quarter / largest == pytest.approx(400 / 1600, rel=0.01)
    assert thousand / largest == pytest.approx(1000 / 1600, rel=0.01)
    assert two_hundred / thousand == pytest.approx(0.2, rel=0.01)
    assert quarter > dot > smallest > 2 / 1600 * largest  # one that would not be seen is larger


@pytest.mark.parametrize(("values", "keys"), KEYS)
def test_a_legend_has_up_to_three_round_numbers_that_are_on_the_map(
    values: tuple[float, ...], keys: str
) -> None:
    found = list_keys(tuple(Decimal(str(one)) for one in values))
    assert " ".join(f"{one:f}" for one in found) == keys


@pytest.mark.parametrize("name", ["Kazakhstan", "Viet Nam", "Croatia", "Fiji", "USA", "Chile"])
def test_the_middle_of_a_country_lies_in_it(name: str) -> None:
    country = geography.find_country(name)
    assert country
    (shape,) = (one for one in geography.read_shapes("50m") if one.code == country.code)
    east, north = geography.find_middle(shape)
    crossed = [
        x1 + (north - y1) / (y2 - y1) * (x2 - x1)
        for ring, *_ in shape.polygons
        for (x1, y1), (x2, y2) in pairwise(ring)
        if (y1 <= north) != (y2 <= north)
    ]
    assert sum(x > east for x in crossed) % 2 == 1
    assert -180 <= east <= 180


@pytest.mark.parametrize(("language", "name"), [("en", "Kazakhstan"), ("ar", "كازاخستان")])
def test_every_file_has_the_circles_and_their_numbers_as_a_table(
    language: str, name: str, tmp_path: Path
) -> None:
    made = build(tmp_path, DATA, language, "pdf", "docx", "html")
    assert made.account.summary().startswith("nothing lost")
    (plot,) = made.edition.plots().values()
    assert isinstance(plot, MapPlot)
    assert plot.places[0].name == name
    assert plot.sizes == (Decimal(1600), Decimal(400))  # a zero and a gap have no circle
    for format_, data in made.outputs.items():
        assert name in " ".join(mark.text for mark in FORMATS[format_].read(data).body), format_


def test_a_single_number_has_a_circle_and_a_key(tmp_path: Path) -> None:
    made = build(tmp_path, "Country,Cases\nKazakhstan,7\n", "en", "html")
    (plot,) = made.edition.plots().values()
    assert isinstance(plot, MapPlot)
    assert len(areas(plot)) == 2
    assert {"Kazakhstan", "7"} <= set(texts(maps.draw(plot, PALETTE).data))


@pytest.mark.parametrize(
    ("rows", "said"),
    [("Kazakhstan,-3\nUzbekistan,4\n", "area of -3"), ("Kazakhstan,0\n", "above zero")],
)
def test_a_number_below_zero_and_a_map_without_any_circle_are_faults(
    rows: str, said: str, tmp_path: Path
) -> None:
    with pytest.raises(ContentError, match=said):
        build(tmp_path, f"Country,Cases\n{rows}", "en")


def test_of_circles_that_touch_those_at_the_edge_keep_their_names_and_no_name_is_on_another() -> (
    None
):
    around = tuple(
        Place(f"Place {n}", 9 + n % 4 * 3, 48 + n // 4 * 2, f"{9000 - n}") for n in range(12)
    )
    sizes = tuple(Decimal(9000 - n) for n in range(12))
    places = (*around, Place("Far", 26, 50, "1"))
    plot = MapPlot(places, sizes=(*sizes, Decimal(1)), counted=True)
    crowded = maps.list_crowded(plot, PALETTE, 300)
    assert 0 in crowded
    assert not {3, 12} & crowded
    places = tuple(
        replace(one, name="", note="") if n in crowded else one for n, one in enumerate(places)
    )
    kept = maps.place_labels(replace(plot, places=places), PALETTE, 300)
    boxes = [one.box for one in kept if one.words]
    assert 1 < len(boxes) < 13
    assert not any(overlap(one, other) for one, other in combinations(boxes, 2))


def test_places_have_circles_of_their_facts_and_every_file_has_these_as_a_table(
    tmp_path: Path,
) -> None:
    made = build_places(tmp_path, "en", "pdf", "docx", "html")
    assert made.account.summary().startswith("nothing lost")
    (plot,) = made.edition.plots().values()
    assert isinstance(plot, MapPlot)
    assert plot.sizes == (None, Decimal(1600), Decimal(400), None)  # nothing and zero are dots
    assert plot.is_shaded
    assert plot.unit == "books"
    for format_, data in made.outputs.items():
        said = [mark.text for mark in FORMATS[format_].read(data).body]
        assert said[said.index("Tashkent") + 1] == "400", format_
        assert "Talas" not in " ".join(said), format_


def test_circles_at_places_are_read_back_from_right_to_left_too(tmp_path: Path) -> None:
    made = build_places(tmp_path, "ar", "pdf", "docx")
    assert made.account.summary().startswith("nothing lost")
    (plot,) = made.edition.plots().values()
    assert isinstance(plot, MapPlot)
    assert plot.sizes.count(None) == 2
    assert f"Almaty ({plot.places[1].note}" in made.html


def test_the_words_of_a_map_of_circles_at_places_have_numbers_notes_and_positions(
    tmp_path: Path,
) -> None:
    html = build_places(tmp_path, "en").html
    assert "Almaty (1,600, library; 43.2° N, 76.9° E)" in html
    assert "Osh (0; 40.5° N, 72.8° E)" in html
    assert "shaded: Kazakhstan" in html


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        ("trips", r"different things \(books, trips\)"),
        ("debt", "area of -3"),
        ("years", "is a range"),
    ],
)
def test_facts_of_places_that_no_circles_show_together_are_faults(
    fact: str, said: str, tmp_path: Path
) -> None:
    with pytest.raises(ContentError, match=said):
        build_places(tmp_path, "en", body=PLACES.replace("fact: osh", f"fact: {fact}"))


def test_places_of_which_none_has_a_number_above_zero_are_a_fault(tmp_path: Path) -> None:
    body = PLACES.replace("fact: almaty", "fact: osh").replace("fact: tashkent", "fact: osh")
    with pytest.raises(ContentError, match="above zero"):
        build_places(tmp_path, "en", body=body.replace("fact: secret", "fact: osh"))
