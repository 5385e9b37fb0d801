"""The small map in a corner: an overview of where a map lies, a detail of it; what it hides not."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import TEMPLATES
from sample_chart import MISSIONS, chart, chart_assets, chart_html
from sample_folder import SPECIMEN, folder
from sample_plots import PALETTE

from briefwright import audience, content, edition, figures, pipeline
from briefwright.edition.map_plots import Inset, MapPlot, Place
from briefwright.edition.map_views import add_detail, open_view
from briefwright.edition.nodes import DrawnNode
from briefwright.edition.runs import Direction
from briefwright.figures import map_insets, maps
from briefwright.figures.map_outlines import open_window
from briefwright.figures.sheet import overlap
from briefwright.layout import arrange
from briefwright.pdf.read import read
from briefwright.pdf.write import write
from briefwright.problems import ContentError
from briefwright.verify.drawings import check_drawing

TOWN = """places:
      - {place: Port, position: 33.9015 N 35.519 E}
      - {place: Airport, position: 33.8209 N 35.4884 E}
    coordinates: Positions are approximate."""
EUROPE = ("Germany", "Poland", "Austria")
BODY = f"""\
body:
  - map: A town
    id: town
    {TOWN}
  - map: A town alone
    id: alone
    inset: no
    {TOWN}
  - map: Districts
    id: districts
    regions: d.geojson
    shaded: [Fort]
    coordinates: Invented.
  - map: Countries far apart
    id: far
    countries: [USA, China, Germany, Poland, Austria]
    enlarge: [Germany, Poland, Austria]
  - map: A part of the world
    id: part
    countries: [Uzbekistan, Kazakhstan]
  - map: Islands at the date line
    id: islands
    places:
      - {{place: Suva, position: 18.14 S 178.44 E}}
      - {{place: Labasa, position: 16.42 S 179.38 E}}
    coordinates: Positions are approximate.
"""
FAR = "{map: M, countries: [USA, Chad], ENLARGE}"
FAULTS = [
    ("enlarge: [Chat]", "doesn't show “Chat”; did you mean “Chad”"),
    ("enlarge: [Chad], inset: overview", "write `inset: detail`"),
]
WORLD = (
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
PLOTS = {
    "world": add_detail(
        MapPlot((), ("USA", "China", *EUROPE), tuple((n, n) for n in ("USA", "China", *EUROPE))),
        EUROPE,
    ),
    "places": add_detail(
        MapPlot(
            (
                *(Place(f"Place {n}", 8 + n, 48 + n % 2) for n in range(5)),
                Place("Lima", -77.0, -12.0),
                Place("Lagos", 3.4, 6.5),
            )
        ),
        [f"Place {n}" for n in range(5)],
    ),
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> pipeline.Build:
    """All those maps → the full edition of a briefing with them, in all formats."""
    found = folder(tmp_path_factory.mktemp("insets"), BODY)
    shutil.copy(SPECIMEN / "data/districts.geojson", found / "d.geojson")
    read = content.read(found)
    return pipeline.build(read, audience.read(TEMPLATES, "full"), "en", ("pdf", "docx", "html"))


def list_plots(build: pipeline.Build) -> dict[str, MapPlot]:
    """A build → its maps by their ids."""
    found = {at.partition(".")[0]: plot for at, plot in build.edition.plots().items()}
    return {name: plot for name, plot in found.items() if isinstance(plot, MapPlot)}


def test_every_file_has_the_insets(built: pipeline.Build) -> None:
    assert built.account.summary().startswith("nothing lost: 6 figures")


def test_a_map_of_little_has_an_overview_unless_its_author_wants_none(
    built: pipeline.Build,
) -> None:
    kinds = {name: plot.inset and plot.inset.kind for name, plot in list_plots(built).items()}
    assert kinds == {
        "town": "overview",
        "alone": None,
        "districts": "overview",
        "far": "detail",
        "part": None,
        "islands": "overview",
    }


def test_those_who_cannot_see_an_inset_are_told_of_it(built: pipeline.Build) -> None:
    assert "E). A small map shows where it lies: Lebanon." in built.html
    assert "Larger in a corner: Germany, Poland, Austria." in built.html


def test_what_a_detail_names_is_not_named_on_the_map_as_well(built: pipeline.Build) -> None:
    plot = list_plots(built)["far"]
    assert plot.inset
    assert {name for name, _ in plot.inset.plot.labels} == set(EUROPE)
    assert not {name for name, _ in plot.labels} & set(EUROPE)


def test_an_overview_shows_land_by_which_islands_are_found(built: pipeline.Build) -> None:
    plot = list_plots(built)["islands"]
    assert plot.inset
    window, _ = open_view(plot.inset.plot)
    x, y = window.px(145.0, -25.0)  # Australia
    assert 0 < x < window.width
    assert 0 < y < window.height


@pytest.mark.parametrize("name", PLOTS)
def test_an_inset_hides_no_place_no_shaded_country_and_no_label(name: str) -> None:
    plot = PLOTS[name]
    box = map_insets.place_inset(plot, maps.WIDTH)
    assert box
    window, _ = open_window(plot, maps.WIDTH)
    assert box[3] < window.height
    points = [window.px(one.longitude, one.latitude) for one in plot.places]
    dots = [(x - 4, y - 4, x + 4, y + 4) for x, y in points]
    spots = [one.box for one in maps.place_labels(plot, PALETTE)]
    assert not any(overlap(box, one) for one in (*dots, *spots))


def test_an_inset_for_which_no_corner_is_free_stands_below_the_map() -> None:
    corners = tuple(
        Place(f"Place {n}", east, north)
        for n, (east, north) in enumerate([(-150, 60), (170, 60), (-70, -50), (150, -45)])
    )
    middle = tuple(Place(f"Town {n}", 8 + n, 48) for n in range(3))
    around = tuple(Place(f"Spot {n}", -60 + 40 * n, -35) for n in range(6))
    plot = add_detail(MapPlot((*corners, *middle, *around)), [one.name for one in middle])
    box = map_insets.place_inset(plot, maps.WIDTH)
    assert box
    assert map_insets.is_below(box, plot, maps.WIDTH)
    assert maps.draw(plot, PALETTE).height == round(box[3])


def test_names_without_room_on_a_map_of_the_world_get_an_inset_and_the_others_numbers(
    tmp_path: Path,
) -> None:
    found = folder(tmp_path, f"body:\n  - {{map: M, countries: [{', '.join(WORLD)}], id: m}}\n")
    reader = audience.read(TEMPLATES, "full")
    chosen = edition.select(content.read(found), reader, "en")
    (node,) = figures.number_areas(chosen, reader.theme).blocks
    assert isinstance(node, DrawnNode)
    assert isinstance(node.plot, MapPlot)
    assert node.plot.inset
    assert node.plot.inset.kind == "detail"
    named = {name for name, _ in node.plot.inset.plot.labels}
    assert {"Kyrgyzstan", "Turkmenistan", "Uzbekistan"} <= named
    assert len(node.plot.numbers) <= 4
    assert node.alt
    assert "Larger in a corner: " in node.alt.text


@pytest.mark.parametrize(("keys", "said"), FAULTS)
def test_an_inset_that_a_map_cannot_have_is_a_fault(keys: str, said: str, tmp_path: Path) -> None:
    body = f"body:\n  - {FAR.replace('ENLARGE', keys)}\n"
    with pytest.raises(ContentError, match=said):
        content.read(folder(tmp_path, body))


@pytest.mark.parametrize(("direction", "left"), [("ltr", True), ("rtl", False)])
def test_an_inset_stands_where_reading_begins_if_both_sides_are_free(
    direction: Direction, left: bool
) -> None:
    overview = Inset("overview", MapPlot((Place("Sea", -140.0, 0.0),)))
    plot = MapPlot((Place("Middle", -140.0, 0.0),), inset=overview, direction=direction)
    box = map_insets.place_inset(plot, maps.WIDTH)
    assert box
    assert (box[0] < maps.WIDTH / 2) is left


def test_a_mark_of_something_else_than_an_inset_shows_is_a_fault() -> None:
    plot = PLOTS["world"]
    wrong = replace(plot, mark=tuple((east + 4, north) for east, north in plot.mark))
    html = chart_html(chart("missions", "bar", MISSIONS))
    found = [
        write(arrange(html, chart_assets(drawing=maps.draw(one, PALETTE).data)))
        for one in (plot, wrong)
    ]
    drawings = [mark.drawing for data in found for mark in read(data).body if mark.drawing]
    said = [
        " ".join(check_drawing(one, drawing))
        for one, drawing in zip((plot, wrong), drawings, strict=True)
    ]
    assert "is of something else" not in said[0]
    assert "is of something else" in said[1]
