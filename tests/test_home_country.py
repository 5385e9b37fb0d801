"""The organisation's own country is outlined and named on every map on which it is seen."""

import shutil
from pathlib import Path

import pytest
from conftest import TEMPLATES
from sample_folder import SPECIMEN, folder

from briefwright import audience, content, pipeline
from briefwright.edition.map_plots import MapPlot
from briefwright.problems import ContentError


def build(path: Path, home: str, block: str, language: str, *formats: str) -> pipeline.Build:
    """The home of an organisation, a block → the full edition of a briefing with it."""
    templates = shutil.copytree(TEMPLATES, path / "templates")
    (templates / "house/house.yaml").write_text(f"home: {home}\n", "utf-8")
    found = folder(path, f"body:\n  - {block}\n")
    main = found / "briefing.yaml"
    main.write_text(main.read_text("utf-8").replace("language: en", f"language: {language}"))
    return pipeline.build(content.read(found), audience.read(templates, "full"), language, formats)


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "outlined: Kazakhstan"), ("ar", "الدولة المحددة بإطار: كازاخستان")],
)
def test_its_own_country_is_outlined_on_a_map_that_shows_a_part_of_it_and_said_in_its_words(
    language: str, said: str, tmp_path: Path
) -> None:
    made = build(
        tmp_path, "KZ", "{map: Partners, countries: [Uzbekistan]}", language, "pdf", "docx"
    )
    assert made.account.summary().startswith("nothing lost")
    (plot,) = made.edition.plots().values()
    assert isinstance(plot, MapPlot)
    assert plot.home == "Kazakhstan"
    assert said in made.html


def test_a_map_on_which_it_is_not_seen_has_no_outline(tmp_path: Path) -> None:
    made = build(tmp_path, "KZ", "{map: Partners, countries: [Brazil]}", "en", "html")
    (plot,) = made.edition.plots().values()
    assert isinstance(plot, MapPlot)
    assert plot.home == ""
    assert "outlined" not in made.html


def test_a_code_of_no_country_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="no country with the code QX"):
        build(tmp_path, "QX", "{map: Partners, countries: [Brazil]}", "en")


def test_a_briefing_names_the_country_that_is_outlined_in_place_of_the_organisations(
    tmp_path: Path,
) -> None:
    found = folder(
        tmp_path, "home: Uzbekistan\nbody:\n  - {map: Partners, countries: [Kyrgyzstan]}\n"
    )
    templates = shutil.copytree(TEMPLATES, tmp_path / "templates")
    (templates / "house/house.yaml").write_text("home: KZ\n", "utf-8")
    made = pipeline.build(content.read(found), audience.read(templates, "full"), "en", ("pdf",))
    assert made.account.summary().startswith("nothing lost")
    (plot,) = made.edition.plots().values()
    assert isinstance(plot, MapPlot)
    assert plot.home == "Uzbekistan"


def test_a_country_of_a_briefing_that_there_is_not_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="no country “Uzbekistann”; did you mean “Uzbekistan”"):
        content.read(folder(tmp_path, "home: Uzbekistann\nbody: [A text.]\n"))


def test_it_is_outlined_around_regions_and_named_among_the_neighbours(tmp_path: Path) -> None:
    block = "{map: Districts, regions: d.geojson, shaded: [Fort], coordinates: Ours., id: d}"
    found = folder(tmp_path, f"home: KGZ\nbody:\n  - {block}\n")
    shutil.copy(SPECIMEN / "data/districts.geojson", found / "d.geojson")
    made = pipeline.build(
        content.read(found), audience.read(TEMPLATES, "full"), "en", ("pdf", "docx")
    )
    assert made.account.summary().startswith("nothing lost")
    (plot,) = made.edition.plots().values()
    assert isinstance(plot, MapPlot)
    assert plot.home == "Kyrgyzstan"
    assert "outlined: Kyrgyzstan" in made.html
