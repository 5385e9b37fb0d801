"""A shaded area has its name on the map, or a number where that has no room, and a key below."""

from pathlib import Path

import pytest
from conftest import TEMPLATES
from sample_folder import folder

from briefwright import audience, content, pipeline
from briefwright.edition.map_plots import MapPlot
from briefwright.formats import FORMATS

COUNTRIES = "[Canada, Czech Republic, Jordan, Nigeria, Russia, Saudi Arabia]"


def build(path: Path, countries: str, language: str, *formats: str) -> pipeline.Build:
    """Countries that are shaded → the full edition of a briefing with a map of them."""
    body = f"body:\n  - {{map: Partners, countries: {countries}, id: partners}}\n"
    found = folder(path, body)
    main = found / "briefing.yaml"
    main.write_text(main.read_text("utf-8").replace("language: en", f"language: {language}"))
    reader = audience.read(TEMPLATES, "full")
    return pipeline.build(content.read(found), reader, language, formats)


def find_map(made: pipeline.Build) -> MapPlot:
    (plot,) = made.edition.plots().values()
    assert isinstance(plot, MapPlot)
    return plot


@pytest.mark.parametrize(
    ("language", "key"),
    [("en", "1 Czech Republic; 2 Jordan"), ("ja", "1 ヨルダン")],
)
def test_a_country_without_room_for_its_name_has_a_number_and_every_file_its_key(
    language: str, key: str, tmp_path: Path
) -> None:
    made = build(tmp_path, COUNTRIES, language, "pdf", "docx", "html")
    assert find_map(made).numbers
    assert made.account.summary().startswith("nothing lost")
    for name, data in made.outputs.items():
        said = [" ".join(mark.text.split()) for mark in FORMATS[name].read(data).body]
        assert key in said, name


def test_a_map_on_which_every_name_has_room_has_no_numbers_and_no_key(tmp_path: Path) -> None:
    made = build(tmp_path, "[Kazakhstan, Mongolia]", "en", "html")
    assert find_map(made).numbers == ()
    assert "partners.key" not in made.html


def test_a_name_with_a_letter_that_its_font_draws_in_pieces_is_read_as_written(
    tmp_path: Path,
) -> None:
    made = build(tmp_path, "[Norway, Sweden]", "fa", "pdf")
    assert "نروژ" in [label for _, label in find_map(made).labels]
    assert made.account.summary().startswith("nothing lost")
