"""A cover: a first page whose picture reaches the paper's edges, with the title block under it."""

import io
from pathlib import Path

import pypdfium2
import pytest
from corporate import ministry
from docx import Document
from PIL import Image
from sample_folder import HEAD, folder
from test_house import find_faults, make_house

from briefwright import audience, content, pipeline
from briefwright.pipeline import Build

RED = (122, 31, 61)
BLUE = (20, 60, 140)
COVER = 'name: Open Institute\ncolour: "#7a1f3d"\ncover: colour\n'
WITH_WEB = "formats: [pdf, docx, html]\n"
WORDS = "body:\n  - First words.\n"


def paint(path: Path, colour: tuple[int, int, int]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (900, 700), colour).save(path)


def build_cover(
    place: Path, main: str, house: str = COVER, settings: str = "", language: str = "en"
) -> Build:
    path = folder(place, main)
    written = HEAD.replace("language: en", f"language: {language}")
    (path / "briefing.yaml").write_text(written + main, encoding="utf-8")
    paint(path / "images/harbour.png", BLUE)
    templates = make_house(place, house)
    chosen = templates / "audiences/all/audience.yaml"
    chosen.write_text(
        f"masthead: [cover, logo, series, title, subtitle, imprint]\n{settings}", encoding="utf-8"
    )
    return pipeline.build(content.read(path), audience.read(templates, "all"), language)


def find_edges(built: Build) -> set[tuple[int, ...]]:
    """The colours in the upper corners of the first page, and at both sides below."""
    page = pypdfium2.PdfDocument(built.outputs["pdf"])[0].render(scale=1).to_pil().convert("RGB")
    right = page.width - 1
    return {page.getpixel(spot) for spot in ((0, 0), (right, 0), (0, 400), (right, 400))}


def read_pages(built: Build) -> list[str]:
    pages = pypdfium2.PdfDocument(built.outputs["pdf"])
    return [page.get_textpage().get_text_bounded() for page in pages]


@pytest.fixture(scope="module")
def pictured(tmp_path_factory: pytest.TempPathFactory) -> Build:
    shown = "cover: images/harbour.png\ncover_alt: A harbour at dawn\n"
    return build_cover(tmp_path_factory.mktemp("cover"), shown + WORDS)


def test_the_picture_reaches_the_edges_and_the_text_begins_on_the_next_page(
    pictured: Build,
) -> None:
    assert find_edges(pictured) == {BLUE}
    first, second = read_pages(pictured)
    assert "A sample" in first
    assert "21 September 2024" in first.replace("\u00a0", " ")
    assert "First words." in second
    assert "First words." not in first
    assert [mark.text for mark in pictured.edition.marks().alts] == ["A harbour at dawn"]
    assert pictured.account.problems == ()


def test_word_anchors_the_picture_in_the_corner_of_a_page_of_its_own(pictured: Build) -> None:
    document = Document(io.BytesIO(pictured.outputs["docx"]))
    (anchor,) = document.element.body.iter("{*}anchor")
    assert [one.text for one in anchor.iter("{*}posOffset")] == ["0", "0"]
    cover, text = document.sections
    assert abs(int(anchor.find("{*}extent").get("cx")) - cover.page_width) < 12700  # a point
    assert (cover.left_margin, cover.right_margin, cover.top_margin) == (0, 0, 0)
    assert text.left_margin
    assert text.top_margin
    assert anchor.find("{*}docPr").get("descr") == "A harbour at dawn"
    assert not "".join(one.text for one in cover.header.paragraphs + cover.footer.paragraphs)


@pytest.mark.parametrize("settings", ["", "large_print: yes\n", "look: library\n"])
def test_without_a_picture_it_has_the_organisations_colour(tmp_path: Path, settings: str) -> None:
    built = build_cover(tmp_path, WORDS, settings=settings)
    assert find_edges(built) == {RED}
    assert built.edition.marks().alts == ()
    assert built.account.problems == ()


def test_lines_from_right_to_left_stand_under_it_too(tmp_path: Path) -> None:
    built = build_cover(
        tmp_path, WORDS.replace("First words", "كلمات"), settings=WITH_WEB, language="ar"
    )
    assert find_edges(built) == {RED}
    assert built.account.problems == ()


def test_an_organisations_word_file_has_its_heads_behind_the_cover(tmp_path: Path) -> None:
    base = tmp_path / "templates/audiences/all/ministry.docx"
    base.parent.mkdir(parents=True)
    base.write_bytes(ministry())
    marked = f"marking: FOR OFFICIAL USE\n{WORDS}"
    built = build_cover(tmp_path, marked, settings="word_base: ministry.docx\nformats: [docx]\n")
    cover, text = Document(io.BytesIO(built.outputs["docx"])).sections
    heads, feet = (
        ["".join(one.text for one in part.paragraphs) for part in parts]
        for parts in ((cover.header, text.header), (cover.footer, text.footer))
    )
    assert [one.strip() for one in feet] == ["FOR OFFICIAL USE", "mfa.example"]
    assert heads[0] == ""
    assert "Ministry of Foreign Affairs" in heads[1]
    assert "FOR OFFICIAL USE" in heads[1]


def test_a_cover_that_cannot_be_drawn_is_a_fault_of_house_yaml(tmp_path: Path) -> None:
    (missing,) = find_faults(tmp_path / "a", "name: Open\ncover: harbour.jpg\n")
    assert str(missing).endswith("There is no file “harbour.jpg” in templates/house.")
    (colourless,) = find_faults(tmp_path / "b", "name: Open\ncover: colour\n")
    assert "write `colour:`" in str(colourless)
