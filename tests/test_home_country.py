"""The organisation's own country is outlined and named on every map on which it is seen."""

import shutil
from pathlib import Path

import pytest
from conftest import TEMPLATES
from sample_folder import folder

from briefwright import audience, content, pipeline
from briefwright.edition.plots import MapPlot
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
    assert plot.home == "KZ"
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
