"""Letters of every script: set in a declared font, read and copied as they were typed."""

import io
import re
import shutil
import subprocess
import unicodedata
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from conftest import TEMPLATES
from lxml import etree
from sample_folder import HEAD, folder

from briefwright import audience, content, pipeline
from briefwright.audience import Audience, fonts
from briefwright.audience.theme import adapt
from briefwright.figures import lettering, palette
from briefwright.layout import arrange
from briefwright.layout.stylesheets import parse_theme
from briefwright.pipeline import Build
from briefwright.problems import ContentError, errors

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

MARKED = (
    *("Lìng", "ā́", "n̂", "q̇", "é", "Zürich", "x̄", "Yorùbá", "Ọ̀ṣun", "Nguyễn"),  # typed apart or not
    *("हिन्दी", "क्षेत्र", "ที่นี่", "தமிழ்", "ក្រុង"),
)
NAMES = (
    "الجمهورية",
    "السعودية",
    "שלום",
    "საქართველო",
    "Հայաստան",
    "Ἀθῆναι",
    "ኢትዮጵያ",
    "東京",
    "서울",
)
SIGNS = (
    *("10⁻³", "xⁿ⁺¹", "CO₂", "½", "⅛", "₸", "₽", "₹", "€", "₪", "₾", "→", "↔", "⇒", "≤", "≈"),
    *(
        "x\u20dd",
        "5\u20e3",
        "🚀",
        "❤️",
        "👍🏽",
        "🇰🇿",
        "👩🏽‍⚕️",
        "🇰🇿",
        "№",
        "℃",
        "10\u202f000",
        "5\u2009kg",
        "re\u00adnew",
        "oﬃce",
        "ﬁne",
    ),
)
VOWELLED = ("مُحَمَّد", "בְּרֵאשִׁית")

TEXT = f"""short_title: "Running الجمهورية 東京"
facts:
  people: {{value: 157, unit: "in 東京", label: "Ἀθῆναι", source: src}}
sources:
  src: {{title: "Source", publisher: Some Publisher, date: 2025-01-02}}
body:
  - key_figures: [people]
  - section: Heading الجمهورية and საქართველო
    id: heading
    body:
      - "Marks {" and ".join(MARKED)} end."
      - "Names {" and ".join(NAMES)} end."
      - "Signs {" and ".join(SIGNS)} end."
      - "Vowels {" and ".join(VOWELLED)} end (2024) [x]."
      - "A re**new**able thing, 3*4, a\u2011b."
      - table: Caption 東京
        id: tokyo
        columns: [Name, In its script]
        rows: [[Lebanon, الجمهورية], [Tokyo, 東京]]
        source: src
"""


@pytest.fixture(scope="module")
def full() -> Audience:
    return audience.read(TEMPLATES, "full")


@pytest.fixture(scope="module")
def built(full: Audience, tmp_path_factory: pytest.TempPathFactory) -> Build:
    path = folder(tmp_path_factory.mktemp("scripts"), TEXT)
    return pipeline.build(content.read(path), full, "en")


@pytest.fixture(scope="module")
def copied(built: Build, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The text of the PDF, as each reader copies it."""
    data = built.outputs["pdf"]
    document = pypdfium2.PdfDocument(data)
    read = {"pdfium": " ".join(page.get_textpage().get_text_bounded() for page in document)}
    document.close()
    if shutil.which("pdftotext"):
        path = tmp_path_factory.mktemp("copied") / "sample.pdf"
        path.write_bytes(data)
        answer = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True)
        read["poppler"] = answer.stdout.decode()
    return {name: plain(text) for name, text in read.items()}


def plain(text: str) -> str:
    """Text → the same in its usual letters, without line ends and what readers add of their own."""
    kept = re.sub("[\u200e\u200f\u202a-\u202e\u00ad\ufe0f\ufffe\x02]", "", text)
    return " ".join(unicodedata.normalize("NFKC", kept).split())


def runs(built: Build) -> list[tuple[str, str, bool]]:
    """The Word file → the text of each run, the font that it names, whether it runs from right."""
    with zipfile.ZipFile(io.BytesIO(built.outputs["docx"])) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    found = []
    for run in body.iter(W + "r"):
        text = "".join(one.text or "" for one in run.iter(W + "t"))
        fonts_ = run.find(f"{W}rPr/{W}rFonts")
        right = run.find(f"{W}rPr/{W}rtl")
        named = "" if fonts_ is None else fonts_.get(W + "cs", "")
        found.append((text, name_family(named), right is not None))
    return found


def name_family(named: str) -> str:
    """What a file calls a font → its family, without the digits that only this file has."""
    return re.sub(" [0-9A-F]{6}$", "", named)


@pytest.mark.parametrize("word", [*MARKED, *NAMES, *SIGNS])
def test_a_word_is_copied_from_the_pdf_as_it_was_typed(copied: dict[str, str], word: str) -> None:
    assert {name: plain(word) in text for name, text in copied.items()} == dict.fromkeys(
        copied, True
    )


@pytest.mark.parametrize("word", VOWELLED)
def test_a_vowelled_word_that_runs_from_the_right_is_copied_as_typed(
    copied: dict[str, str], word: str
) -> None:
    if "poppler" not in copied:
        pytest.skip("pdftotext is not installed")
    assert plain(word) in copied["poppler"]


def test_bold_arabic_words_are_copied_without_gaps_in_them(full: Audience, tmp_path: Path) -> None:
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed")
    words = ("واريو", "واريا", "وازيو", "واويا", "وبريو", "وبزيا")  # where Amiri would kern
    briefing = f"{HEAD.replace('language: en', 'language: ar')}body: ['**{' '.join(words)}**']\n"
    (tmp_path / "briefing.yaml").write_text(briefing, encoding="utf-8")
    made = content.read(tmp_path)
    path = tmp_path / "words.pdf"
    path.write_bytes(pipeline.build(made, full, "ar", ("pdf",)).outputs["pdf"])
    answer = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True)
    assert [word for word in words if word not in plain(answer.stdout.decode())] == []


def test_nothing_is_lost_between_scripts(built: Build) -> None:
    assert [problem for problem in built.problems if problem.level == "error"] == []
    assert all(leaf.status == "ok" for row in built.account.leaves for leaf in row.sightings)


@pytest.mark.parametrize(
    ("word", "font"),
    [
        ("שלום", "Noto Sans Hebrew"),
        ("საქართველო", "Noto Sans Georgian"),
        ("東京", "Noto Sans SC"),
        ("서울", "Noto Sans KR"),
    ],
)
def test_a_name_in_another_script_names_its_font_in_word(
    built: Build, word: str, font: str
) -> None:
    assert {named for text, named, _ in runs(built) if word in text} == {font}


def test_a_name_that_runs_from_the_right_does_so_in_word(built: Build) -> None:
    found = {right for text, _, right in runs(built) if "الجمهورية" in text}
    others = {right for text, _, right in runs(built) if "Heading" in text}
    assert (found, others) == ({True}, {False})


def test_numbers_in_hebrew_have_a_font_with_digits_and_stay_whole_in_word(
    full: Audience, tmp_path: Path
) -> None:
    said = HEAD.replace("language: en", "language: he")
    (tmp_path / "briefing.yaml").write_text(
        said + 'body:\n  - "מוקד: 03-1234567, סיוע: 12,500 משפחות"\n', encoding="utf-8"
    )
    found = runs(pipeline.build(content.read(tmp_path), full, "he"))
    number = [(text, named) for text, named, right in found if "12,500" in text and right]
    assert [named for _, named in number] == ["Source Sans 3"]
    # A sign without direction would set 1234567-03.
    assert "03-1234567" in "".join(text for text, _, _ in found)


def test_the_fonts_of_names_are_inside_the_word_file_cut_to_what_is_used(built: Build) -> None:
    with zipfile.ZipFile(io.BytesIO(built.outputs["docx"])) as archive:
        table = etree.fromstring(archive.read("word/fontTable.xml"))
    inside = {
        name_family(font.get(W + "name", ""))
        for font in table
        if any("embed" in str(one.tag) for one in font)
    }
    assert {"IBM Plex Sans Arabic", "Noto Sans Georgian", "Noto Sans SC"} <= inside
    assert len(built.outputs["docx"]) < 1_500_000
    assert len(built.outputs["pdf"]) < 250_000


def test_a_hyphen_that_does_not_break_stays_one_in_word(built: Build) -> None:
    with zipfile.ZipFile(io.BytesIO(built.outputs["docx"])) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    assert len(list(body.iter(W + "noBreakHyphen"))) == 1


def test_asterisks_inside_a_word_make_a_part_of_it_bold(built: Build) -> None:
    assert "re<strong>new</strong>able thing, 3*4" in built.html


def test_words_that_no_font_has_are_one_fault_for_their_text(
    full: Audience, tmp_path: Path
) -> None:
    briefing = content.read(
        folder(
            tmp_path,
            'body:\n  - "See \U00010330\U00010331\U00010332 and \U00010333."\n  - "\U00010334"\n',
        )
    )
    with pytest.raises(ContentError) as caught:
        pipeline.build(briefing, full, "en", ["pdf"])
    found = [problem.message for problem in caught.value.problems if problem.code == "L804"]
    assert len(found) == 2
    assert "of “\U00010330\U00010331\U00010332”; “\U00010333”" in found[0]
    built = pipeline.build(briefing, full, "en", ["pdf"], pipeline.Draft())
    assert built.outputs["pdf"]


def test_without_fonts_for_chinese_the_fault_names_the_command(
    full: Audience, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    find = fonts._find_file
    monkeypatch.setattr(
        fonts, "_find_file", lambda package, file: None if "cjk" in package else find(package, file)
    )
    briefing = content.read(folder(tmp_path, 'body:\n  - "The name 東京 and 北京."\n'))
    with pytest.raises(ContentError) as caught:
        pipeline.build(briefing, full, "en", ["pdf"])
    found = [problem.message for problem in caught.value.problems]
    assert len(found) == 1
    assert "東" in found[0]
    assert "北" in found[0]
    assert '-e ".[cjk]"' in found[0]


def test_an_edition_loads_only_the_fonts_that_its_letters_want(full: Audience) -> None:
    before = {file.name for file in full.theme.assets}
    plain_ = adapt(full.theme, "ltr", ["en"], frozenset("Only Latin letters, “quoted” – 1,410."))
    greek = adapt(full.theme, "ltr", ["en"], frozenset("שלום"))
    assert {file.name for file in plain_.assets} == before
    assert {file.name for file in greek.assets} - before == {
        "base/fallback.css",
        "fonts/manimgx-fonts/NotoSansHebrew[wght].ttf",
    }


@pytest.mark.parametrize(
    ("language", "font"),
    [("ja", "JP"), ("ko", "KR"), ("zh-TW", "TC"), ("zh-Hant", "TC"), ("zh", "SC"), ("en", "SC")],
)
def test_a_character_has_the_shape_of_its_language(
    full: Audience, language: str, font: str
) -> None:
    look = adapt(full.theme, "ltr", [language], frozenset("直骨"))
    fonts_ = [file.name for file in look.assets if "intl-cjk" in file.name]
    assert [Path(name).name for name in fonts_] == [f"NotoSans{font}[wght].ttf"]
    assert parse_theme(look.assets).fonts.fallback[0] == f"Noto Sans {font}"


@pytest.mark.parametrize(
    ("language", "font"), [("ja", "JP"), ("zh-HK", "TC"), ("zh-Hant", "TC"), ("zh", "SC")]
)
def test_marks_are_as_wide_as_the_characters_around_them(
    full: Audience, language: str, font: str
) -> None:
    page = (
        f'<html lang="{language}"><title>A page</title><body><section><h2>“直”</h2>'
        "<p>“直”——骨……</p></section></body></html>"
    )
    laid = arrange(page, adapt(full.theme, "ltr", [language], frozenset("“直”—骨…")).assets)
    shown = [*laid.root.iter("h2"), *laid.root.iter("p")]
    assert len(shown) == 2
    assert {laid.style(one)["font_family"][0] for one in shown} == {f"Noto Sans {font}"}


def test_latin_words_in_an_arabic_heading_keep_its_face(full: Audience) -> None:
    page = (
        '<html lang="ar" dir="rtl"><meta charset="utf-8"><title>A page</title><body><section>'
        '<h2><span data-role="lang" lang="ar" dir="ltr">Words</span></h2></section></body></html>'
    )
    laid = arrange(page, adapt(full.theme, "rtl", ["ar"]).assets)
    (heading,) = laid.root.iter("h2")
    families = [laid.style(one)["font_family"] for one in (heading, *heading)]
    assert families[0][0] == "IBM Plex Sans Arabic"
    assert families[1] == families[0]


@pytest.mark.parametrize("language", ["ar", "fa", "he", "hi", "ja", "zh", "zh-Hant"])
def test_figures_are_as_tall_as_letters_of_one_height(full: Audience, language: str) -> None:
    page = f'<html lang="{language}"><title>A page</title><body><p>2026</p></body></html>'
    shapes = []
    for spoken in (language, "en"):
        laid = arrange(page, adapt(full.theme, "ltr", [spoken]).assets)
        (words,) = laid.root.iter("p")
        shapes.append(laid.style(words)["font_variant_numeric"])
    assert shapes == [("lining-nums",), ("oldstyle-nums", "proportional-nums")]


@pytest.mark.parametrize("language", ["he", "hi", "ja", "zh"])
def test_what_is_stressed_is_bold_where_letters_are_never_slanted(
    full: Audience, language: str
) -> None:
    page = f'<html lang="{language}"><title>A page</title><body><p>2 <em>3</em></p></body></html>'
    laid = arrange(page, adapt(full.theme, "ltr", [language]).assets)
    (words,) = laid.root.iter("em")
    assert (laid.style(words)["font_style"], laid.style(words)["font_weight"]) == ("normal", 600)


@pytest.mark.parametrize(("way", "side"), [("ltr", "left"), ("rtl", "right")])
def test_what_must_not_be_said_has_a_red_rule_where_its_lines_begin(way: str, side: str) -> None:
    page = (
        f'<html lang="ar" dir="{way}"><title>A page</title><body><aside class="background">'
        '<p data-role="box-title">Words</p></aside>'
    )
    look = adapt(audience.read(TEMPLATES, "delegation").theme, way, ["ar"])
    laid = arrange(page, look.assets)
    (box,), (title,) = laid.root.iter("aside"), laid.root.iter("p")
    assert laid.style(box)[f"border_{side}_color"] == laid.style(title)["color"]


def test_a_sentence_without_blanks_breaks_in_its_column_in_word(tmp_path: Path) -> None:
    sentence = "设有儿童阅览室、自习室、报告厅以及无障碍通道，地下一层可以停车，周末照常开放。"
    table = f"""\
body:
  - table: 开放时间
    columns: [地点, 工作日, 说明]
    rows: [[中心馆, 早上九点至下午六点, {sentence}]]
"""
    said = HEAD.replace("language: en", "language: zh") + table
    (tmp_path / "briefing.yaml").write_text(said, encoding="utf-8")
    made = pipeline.build(content.read(tmp_path), audience.read(TEMPLATES, "public"), "zh")
    assert [str(one) for one in errors(made.problems)] == []
    assert sentence in made.html


def test_joined_letters_are_never_set_apart(full: Audience) -> None:
    arabic = adapt(full.theme, "ltr", ["en"], frozenset("الجمهورية"))
    assert any(b"letter-spacing: 0" in file.data for file in arabic.assets)


def test_labels_of_drawings_are_measured_in_the_font_that_has_their_letters(full: Audience) -> None:
    look = adapt(full.theme, "ltr", ["en"], frozenset("東京"))
    assert lettering.width("東京", palette.read(look.assets), size=10.0) == pytest.approx(20.0)


# ----------------------------------------------------------------- in drawings

FIGURES = """\
facts:
  a: {{value: 12, unit: {unit}, label: {words[0]}}}
  b: {{value: 20, unit: {unit}, label: {words[1]}}}
body:
  - chart: {words[2]}
    kind: {kind}
    rows: [a, b]
    finding: {words[3]}
  - timeline: {words[3]}
    items:
      - {{date: 2003, text: {words[0]}}}
      - {{date: 2010..2014, text: {words[1]}}}
  - map: {words[2]}
    places:
      - {{place: {words[4]}, position: 51.1 N 71.4 E}}
      - {{place: {words[5]}, position: 43.2 N 76.9 E}}
    coordinates: {words[2]}
    finding: {words[3]}
"""
IN_DRAWINGS = {
    "ar": ("كُتُب", ("قُرِئَت", "سُبِقَت", "الخَريطة", "أكثَرُها", "أستانا الجَميلة", "ألماتي")),
    "en": ("books", ("x̄ of all", "ẍ and ṁ̱", "कि सब", "Ḿ̱ost", "Ἀθῆναι̱", "a̱")),
}


@pytest.mark.parametrize("kind", ["bar", "column", "line", "share", "stacked_bar"])
@pytest.mark.parametrize("language", IN_DRAWINGS)
def test_marks_and_vowel_signs_are_drawn_in_every_figure_and_read_back(
    full: Audience, tmp_path: Path, language: str, kind: str
) -> None:
    unit, words = IN_DRAWINGS[language]
    head = HEAD.replace("language: en", f"language: {language}")
    text = head + FIGURES.format(unit=unit, words=words, kind=kind)
    (tmp_path / "briefing.yaml").write_text(text, encoding="utf-8")
    made = pipeline.build(content.read(tmp_path), full, language)
    assert not errors(made.problems)


def test_the_letters_of_a_ligature_with_a_character_of_its_own_are_read(
    full: Audience, tmp_path: Path
) -> None:
    head = HEAD.replace("language: en", "language: ar")
    section = "body: [{section: أكثَرُها, body: [رَّبعت أكثَر]}]\n"
    (tmp_path / "briefing.yaml").write_text(head + section, encoding="utf-8")
    assert not errors(pipeline.build(content.read(tmp_path), full, "ar").problems)
