"""house.yaml → the organisation's marks in every edition: title block, end panel, colour."""

import io
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from docx import Document
from PIL import Image
from sample_folder import HEAD, folder

from briefwright import audience, content, pipeline
from briefwright.audience import Audience
from briefwright.cli.main import main
from briefwright.figures import palette
from briefwright.pdf.read import read as read_pdf
from briefwright.pipeline import Build
from briefwright.problems import ContentError, Problem
from briefwright.verify.drawings import check_drawing

HOME = Path(__file__).resolve().parent.parent
LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64" viewBox="0 0 64 64">'
    '<rect width="64" height="64" fill="#7a1f3d"/></svg>'
)
HOUSE = """\
name: Open Institute
logo: logo.svg
colour: "#7a1f3d"
series: Open Papers
address: [14 Harbour Street]
permalink: https://example.org/papers
about: It explains public questions.
licence: "[CC BY 4.0](https://creativecommons.org/licenses/by/4.0/)"
"""


def make_house(tmp_path: Path, house: str = HOUSE, **files: str) -> Path:
    """A templates folder whose house says so, with an audience that shows all of it."""
    templates = tmp_path / "templates"
    for name, text in {
        "house/logo.svg": LOGO,
        "house/house.yaml": house,
        "audiences/all/audience.yaml": (
            "masthead: [logo, series, title, authors, address, permalink, code]\n"
            "order: [body, end_panel]\n"
        ),
        **{f"house/{name.replace('_', '.')}.yaml": text for name, text in files.items()},
    }.items():
        (templates / name).parent.mkdir(parents=True, exist_ok=True)
        (templates / name).write_text(text, encoding="utf-8")
    return templates


def read_house(tmp_path: Path, house: str, **files: str) -> Audience:
    return audience.read(make_house(tmp_path, house, **files), "all")


def find_faults(tmp_path: Path, house: str) -> list[Problem]:
    with pytest.raises(ContentError) as raised:
        read_house(tmp_path, house)
    return list(raised.value.problems)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Build:
    place = tmp_path_factory.mktemp("house")
    path = folder(place, "authors: [Ann Writer]\nnumber: 7\nbody:\n  - Text.\n")
    briefing = content.read(path)
    return pipeline.build(briefing, read_house(place, HOUSE), "en")


def find_codes(image: Image.Image) -> set[str]:
    return {found.text for found in zxingcpp.read_barcodes(image)}


def test_the_title_block_and_the_end_have_what_the_house_says(built: Build) -> None:
    said = {mark.at: mark.text for mark in built.edition.marks().body}
    assert said["briefing.series"] == "Open Papers · No. 7"
    assert said["briefing.authors"] == "By Ann Writer"
    assert said["briefing.address.1"] == "Open Institute"
    assert said["briefing.address.2"] == "14 Harbour Street"
    assert said["briefing.permalink"] == "example.org/papers/sample"
    assert said["end_panel.about"] == "It explains public questions."
    assert said["end_panel.licence"] == "Licence: CC BY 4.0"
    assert said["end_panel.citation"].startswith("How to cite: Ann Writer, A sample, Press office")
    alts = [mark.text for mark in built.edition.marks().alts]
    assert alts[0] == "Logo of Open Institute"
    assert built.account.problems == ()  # and both files say all of it


def test_a_telephone_is_led_to_the_permanent_address_by_both_files(built: Build) -> None:
    page = pypdfium2.PdfDocument(built.outputs["pdf"])[0].render(scale=3).to_pil()
    assert find_codes(page) == {"https://example.org/papers/sample"}
    parts = Document(io.BytesIO(built.outputs["docx"])).part.package.iter_parts()
    pictures = [part.blob for part in parts if part.partname.endswith(".png")]
    found = [find_codes(Image.open(io.BytesIO(blob))) for blob in pictures]
    assert {"https://example.org/papers/sample"} in found


def test_a_code_that_leads_elsewhere_is_seen(built: Build) -> None:
    plot = next(iter(built.edition.plots().values()))
    other = type(plot)(address="https://example.net/papers/sample")
    marks = read_pdf(built.outputs["pdf"]).body
    drawn = [mark.drawing for mark in marks if mark.drawing]
    codes = [drawing for drawing in drawn if not list(check_drawing(plot, drawing))]
    assert len(codes) == 2  # in the title block and at the end
    assert list(check_drawing(other, codes[0])) == [f"doesn't lead to {other.address}"]


def test_the_colour_reaches_text_and_charts_of_every_shipped_audience(tmp_path: Path) -> None:
    templates = make_house(tmp_path)
    found = {
        name: palette.read(audience.read(templates, name).theme.assets)
        for name in audience.names(templates)
    }
    assert len(found) > 8
    assert {(one.accent, one.charts[0]) for one in found.values()} == {("#7a1f3d", "#7a1f3d")}


LOOKS = sorted(path.name for path in (HOME / "templates/looks").iterdir())
SAMPLE = """\
number: 7
body:
  - key_messages: [It is so.]
  - key_figures: [staff]
  - section: Staff
    body:
      - {table: Who works there, columns: [Place, People], rows: [[Port Alba, 7], [Elsewhere, 5]]}
      - {callout: Mind the step., title: Note}
facts:
  staff: {value: 12, unit: people}
"""


def test_there_are_looks_to_choose_from() -> None:
    assert {"library", "report", "glance"} <= set(LOOKS)


@pytest.mark.parametrize("look", LOOKS)
def test_a_look_comes_out_in_both_files_from_right_to_left(tmp_path: Path, look: str) -> None:
    reader = read_house(tmp_path, f"{HOUSE}language: ar\nlook: {look}\n")
    path = folder(tmp_path, SAMPLE)
    main = HEAD.replace("language: en", "language: ar") + SAMPLE
    (path / "briefing.yaml").write_text(main, encoding="utf-8")
    made = pipeline.build(content.read(path), reader, "ar")
    assert f"looks/{look}/theme.css" in {asset.name for asset in reader.theme.assets}
    assert made.problems == ()  # nothing is lost, and nothing shows in the PDF alone


def test_a_look_comes_out_in_large_print(tmp_path: Path) -> None:
    reader = audience.enlarge(read_house(tmp_path, f"{HOUSE}look: library\n"))
    made = pipeline.build(content.read(folder(tmp_path, SAMPLE)), reader, "en", ("pdf",))
    assert made.problems == ()


def test_an_audiences_own_look_comes_before_the_houses(tmp_path: Path) -> None:
    templates = make_house(tmp_path, "look: library\n")
    (templates / "audiences/all/audience.yaml").write_text("look: glance\n", encoding="utf-8")
    sheets = [asset.name for asset in audience.read(templates, "all").theme.assets]
    assert "looks/glance/theme.css" in sheets
    assert "looks/library/theme.css" not in sheets


@pytest.mark.parametrize(
    ("house", "place", "told"),
    [
        ("nmae: Open", "1:1", "did you mean “name”?"),
        ("colour: red", "1:1", 'write a colour in quotes, such as "#0b6480".'),
        ('colour: "#ffcc00"', "1:9", 'write `colour: "#8f7200"`'),
        ("name: Open\nlogo: crest.svg", "2:7", "There is no file “crest.svg” in templates/house."),
        ("logo: logo.svg", "1:1", "write `name:`, or `logo_alt:`."),
        ("about: We have {staff} people.", "1:8", "`about` can't refer to facts or sources"),
        ("look: libary", "1:1", "There is no look “libary”; did you mean “library”?"),
        ("permalink: example.org", "1:1", "write a web address"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_house_yaml_is_said_at_its_line(
    tmp_path: Path, house: str, place: str, told: str
) -> None:
    (fault,) = find_faults(tmp_path, house + "\n")
    assert str(fault.where).endswith(f"house/house.yaml:{place}")
    assert told in fault.message


def test_an_edition_in_another_language_has_the_house_in_that_language(tmp_path: Path) -> None:
    main = HEAD.replace("language: en", "language: ru")
    path = folder(tmp_path, "body:\n  - Текст.\n")
    (path / "briefing.yaml").write_text(main + "body:\n  - Текст.\n", encoding="utf-8")
    reader = read_house(tmp_path, "name: Open\nseries: Papers\n", house_ru="name: Открытый\n")
    chosen = pipeline.edition.select(content.read(path), reader, "ru")
    said = {leaf.at: leaf for leaf in chosen.leaves()}
    assert said["briefing.address.1"].text == "Открытый"
    (run,) = said["briefing.series"].runs
    assert (run.kind, run.language) == ("foreign", "en")  # type: ignore[union-attr]
    assert [problem.code for problem in chosen.problems] == ["A541"]


def test_a_new_house_is_begun_from_options(tmp_path: Path) -> None:
    crest = tmp_path / "crest.svg"
    crest.write_text(LOGO, encoding="utf-8")
    options = ["--colour", "#7a1f3d", "--logo", str(crest), "--address", "14 Harbour Street; Alba"]
    assert main(["new", "house", "--organisation", "Open Institute", *options], tmp_path) == 0
    reader = audience.read(tmp_path / "templates", "full")
    assert (reader.house.name, reader.house.logo) == ("Open Institute", "house/crest.svg")
    assert reader.house.address == ("14 Harbour Street", "Alba")
    assert palette.read(reader.theme.assets).accent == "#7a1f3d"


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ((), "new house --organisation NAME"),
        (("--organisation", "Open", "--colour", "#ffcc00"), "#8f7200"),
        (("--organisation", "Open", "--logo", "crest.svg"), "There is no file crest.svg."),
    ],
)
def test_a_house_that_could_not_be_used_is_not_begun(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...], told: str
) -> None:
    assert main(["new", "house", *options], tmp_path) == 2
    assert told in capsys.readouterr().err
    assert not (tmp_path / "templates/house").exists()
