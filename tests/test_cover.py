"""A cover: a first page whose picture reaches the paper's edges, the title block below or on it."""

import io
from pathlib import Path

import pypdfium2
import pytest
from corporate import ministry
from docx import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from PIL import Image
from sample_folder import HEAD, folder
from test_house import find_faults, make_house

from briefwright import audience, content, pipeline
from briefwright.pipeline import Build

RED = (122, 31, 61)
BLUE = (20, 60, 140)
COVER = 'name: Open Institute\ncolour: "#7a1f3d"\ncover: colour\n'
WHITE = (255, 255, 255)
SHOWN = "cover: images/harbour.png\ncover_alt: A harbour at dawn\n"
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
    return build_cover(tmp_path_factory.mktemp("cover"), SHOWN + WORDS)


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


# ----------------------------------------------------------------- the title on the picture


def read_spots(built: Build) -> list[tuple[int, ...]]:
    """The colours of the first page: lower corners, both sides of the panel, beside the panel."""
    page = pypdfium2.PdfDocument(built.outputs["pdf"])[0].render(scale=2).to_pil().convert("RGB")
    foot = page.height - 1
    millimetre = 144 / 25.4
    panel = foot - round(40 * millimetre)
    inside, right = round(21 * millimetre), page.width - round(21 * millimetre)
    spots = ((1, foot), (page.width - 2, foot), (inside, panel), (right, panel), (1, panel))
    return [page.getpixel(spot) for spot in spots]


@pytest.mark.parametrize(
    ("where", "settings", "language", "ground"),
    [
        ("on_white", WITH_WEB, "en", WHITE),
        ("on_colour", "", "ar", RED),
        ("on_colour", "large_print: yes\n", "en", WHITE),
    ],
)
def test_the_title_may_stand_on_a_panel_on_a_picture_that_fills_the_page(
    tmp_path: Path, where: str, settings: str, language: str, ground: tuple[int, ...]
) -> None:
    house = f"{COVER}cover_title: {where}\n"
    built = build_cover(tmp_path, SHOWN + WORDS, house, settings, language)
    assert read_spots(built) == [BLUE, BLUE, ground, ground, BLUE]
    assert built.account.problems == ()
    assert "First words." not in read_pages(built)[0]


def test_word_has_the_panel_behind_the_words_where_the_pdf_has_it(tmp_path: Path) -> None:
    built = build_cover(tmp_path, SHOWN + WORDS, f"{COVER}cover_title: on_colour\n")
    document = Document(io.BytesIO(built.outputs["docx"]))
    (anchor,) = document.element.body.iter("{*}anchor")
    extent, cover = anchor.find("{*}extent"), document.sections[0]
    assert anchor.find("{*}wrapNone") is not None
    assert abs(int(extent.get("cy")) - cover.page_height) < 12700  # a point
    _, title, *_ = (Paragraph(one, document) for one in document.element.body.iter(qn("w:p")))
    assert title.text == "A sample"
    (shade,) = title._p.iter(qn("w:shd"))
    assert shade.get(qn("w:fill")) == "7A1F3D"
    page = pypdfium2.PdfDocument(built.outputs["pdf"])[0]
    down = page.get_height() - page.get_textpage().get_charbox(0)[3]
    padding, letters = 28, 20  # points: above the line, and from its top to that of its letters
    assert padding < down - title.paragraph_format.space_before.pt < padding + letters


def test_a_marking_stands_on_white_below_the_picture(tmp_path: Path) -> None:
    marked = f"marking: FOR OFFICIAL USE\n{SHOWN}{WORDS}"
    built = build_cover(tmp_path, marked, f"{COVER}cover_title: on_white\n", "page: Letter\n")
    left, right, *_, beside = read_spots(built)
    assert (left, right, beside) == (WHITE, WHITE, BLUE)
    assert "FOR OFFICIAL USE" in read_pages(built)[0]
    assert built.account.problems == ()


@pytest.mark.parametrize(("how", "where"), [("parallel", "on_white"), ("sequential", "below")])
def test_a_cover_in_two_languages_has_both_titles_and_no_other_page_has_one(
    tmp_path: Path, how: str, where: str
) -> None:
    path = folder(tmp_path, "audiences: [all]\nbody:\n  - text: First words.\n    id: one\n")
    (path / "briefing.ru.yaml").write_text(
        "audiences: [all]\ntexts:\n"
        "  briefing.title: {of: 6f345c, text: Образец}\n"
        "  one.text: {of: c37384, text: Первые слова.}\n",
        encoding="utf-8",
    )
    templates = make_house(tmp_path, f"{COVER}cover_title: {where}\n")
    (templates / "audiences/all/audience.yaml").write_text(
        f"masthead: [cover, title]\nbilingual: {how}\nlanguages: [en, ru]\n", encoding="utf-8"
    )
    reader = audience.read(templates, "all")
    built = pipeline.build(content.read(path), reader, reader.both)
    first = read_pages(built)[0]
    assert [title in first for title in ("A sample", "Образец")] == [True, True]
    assert built.html.count("<h1") == 2
    assert find_edges(built) == {RED}
    assert built.account.problems == ()


def test_a_cover_that_cannot_be_drawn_is_a_fault_of_house_yaml(tmp_path: Path) -> None:
    (missing,) = find_faults(tmp_path / "a", "name: Open\ncover: harbour.jpg\n")
    assert str(missing).endswith("There is no file “harbour.jpg” in templates/house.")
    (colourless,) = find_faults(tmp_path / "b", "name: Open\ncover: colour\n")
    assert "write `colour:`" in str(colourless)
