"""Fonts inside the Word file: which, how large, what their licences allow."""

import io
import zipfile
from uuid import UUID

import pytest
from conftest import HOME, TEMPLATES
from fontTools.ttLib import TTFont
from lxml import etree
from sample_chart import DRAWING, chart, chart_html
from sample_page import sample_assets, sample_html

from briefwright import audience
from briefwright.audience import theme
from briefwright.document.assets import Asset, Assets
from briefwright.layout import FontFace, arrange, may_embed
from briefwright.word import fonts
from briefwright.word.embedding import _instantiate
from briefwright.word.write import write

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
CLOSED = HOME / "tests" / "broken" / "L830" / "templates" / "house" / "closed.ttf"
DRAWN = Asset("figures/chart.svg", DRAWING, "image/svg+xml")
MOST_BYTES = 400_000


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def table(file: dict[str, bytes]) -> etree._Element:
    return etree.fromstring(file["word/fontTable.xml"])


def inside(file: dict[str, bytes]) -> dict[tuple[str, str], TTFont]:
    """A Word file → its fonts, by family and cut, as Word would unscramble them."""
    links = {
        one.get("Id", ""): one.get("Target", "")
        for one in etree.fromstring(file["word/_rels/fontTable.xml.rels"])
    }
    found = {}
    for font in table(file):
        for slot in font:
            if "embed" in str(slot.tag):
                data = file["word/" + links[slot.get(R + "id", "")]]
                pad = UUID(slot.get(W + "fontKey", "")).bytes[::-1] * 2
                plain = bytes(a ^ b for a, b in zip(data, pad, strict=False)) + data[32:]
                cut = str(slot.tag).removeprefix(W + "embed")
                found[font.get(W + "name", ""), cut] = TTFont(io.BytesIO(plain))
    return found


@pytest.fixture(scope="module")
def sample() -> dict[str, bytes]:
    return parts(write(arrange(sample_html(), sample_assets())))


def test_the_cuts_that_the_look_asks_for_are_inside(sample: dict[str, bytes]) -> None:
    cuts = {cut for _, cut in inside(sample)}
    assert {family for family, _ in inside(sample)} == {"Source Serif 4", "Source Sans 3"}
    assert {"Regular", "Bold", "Italic"} <= cuts


def test_a_cut_has_the_weight_of_the_page_and_the_name_of_the_table(
    sample: dict[str, bytes],
) -> None:
    cuts = inside(sample)
    assert cuts
    for (family, cut), font in cuts.items():
        assert "fvar" not in font
        assert font["name"].getDebugName(1) == family
        assert font["name"].getDebugName(2).replace(" ", "") == cut
        assert bool(font["head"].macStyle & 1) == ("Bold" in cut)
        assert bool(font["OS/2"].fsSelection & 1) == ("Italic" in cut)


def test_lines_are_as_long_as_in_the_pdf(sample: dict[str, bytes]) -> None:
    words = "Kazakhstan considers participation important"
    sheet = Asset("last.css", b"span { font-variant-numeric: normal }", "text/css")
    page = f"<html lang='en'><body><section><p><data value='1'>{words}</data></p></section></body>"
    layout = arrange(page, Assets((*sample_assets(), sheet)))
    (datum,) = layout.root.iter("data")
    font = inside(sample)["Source Serif 4", "Regular"]
    names, advances = font.getBestCmap(), font["hmtx"]
    width = sum(advances[names[ord(letter)]][0] for letter in words)
    assert layout.width(datum) == pytest.approx(width / font["head"].unitsPerEm * 14, rel=0.004)


def test_fonts_are_small_and_cut_once_in_a_process(sample: dict[str, bytes]) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sample.items():
            if name.startswith("word/fonts/"):
                archive.writestr(name, data)
    assert 10_000 < len(stream.getvalue()) < MOST_BYTES
    before = _instantiate.cache_info()
    write(arrange(sample_html(), sample_assets()))
    after = _instantiate.cache_info()
    assert (after.misses, after.hits > before.hits) == (before.misses, True)


def test_a_reviewer_finds_the_letters_of_the_alphabet_that_the_text_is_in() -> None:
    html = sample_html().replace("</p>", " Қазақстан</p>", 1)
    fonts = inside(parts(write(arrange(html, sample_assets()))))
    (own,) = (
        name for name, cut in fonts if name.startswith("Source Serif 4 ") and cut == "Regular"
    )
    held = set(map(chr, fonts[own, "Regular"].getBestCmap()))
    assert set("АБВЯабвяіәңғүұқөһ") <= held
    assert set("ÄÖßéłş€–“”→") <= held
    assert not set("αβγ") & held


def test_arabic_letters_have_the_family_that_has_them() -> None:
    look = theme.adapt(audience.read(TEMPLATES, "full").theme, "rtl", ("en", "ar"))
    html = "<html lang='en'><body><section><p>Text <span data-role='lang' lang='ar'>نص</span></p>"
    file = parts(write(arrange(html, look.assets)))
    fonts = file["word/theme/theme1.xml"].decode()
    minor = fonts.partition("<a:minorFont>")[2].partition("</a:minorFont>")[0]
    assert '<a:latin typeface="Source Serif 4"/>' in minor
    own = minor.partition('<a:cs typeface="')[2].partition('"')[0]
    assert own.startswith("Amiri ")
    assert ord("ن") in inside(file)[own, "Regular"].getBestCmap()


def test_settings_say_that_fonts_are_inside(sample: dict[str, bytes]) -> None:
    settings = etree.fromstring(sample["word/settings.xml"])
    assert settings.find(W + "embedTrueTypeFonts") is not None
    assert settings.find(W + "saveSubsetFonts") is not None


def test_a_font_that_may_not_be_embedded_stays_out_and_has_a_stand_in() -> None:
    css = (
        b'@font-face { font-family: "House Serif"; src: url("closed.ttf") }'
        b':root { --word-fonts: "House Serif" "Times New Roman", "Other" "Arial" }'
        b'strong { font-family: "House Serif", "Source Serif 4" }'
    )
    closed = Asset("closed.ttf", CLOSED.read_bytes(), "font/ttf")
    assets = Assets((*sample_assets(), closed, Asset("last.css", css, "text/css")))
    layout = arrange(sample_html(), assets)
    assert [one.code for one in layout.problems if one.code == "L830"] == []
    file = parts(write(layout))
    assert ("House Serif", "Regular") not in inside(file)
    (entry,) = (font for font in table(file) if font.get(W + "name") == "House Serif")
    assert entry.find(W + "altName").get(W + "val") == "Times New Roman"  # type: ignore[union-attr]


def test_a_font_of_one_weight_looks_alike_wherever_it_stands() -> None:
    """The PDF makes up no bold letters, so Word must not either."""
    font = TTFont(CLOSED)
    font["OS/2"].fsType = 0
    stream = io.BytesIO()
    font.save(stream)
    css = (
        b'@font-face { font-family: "One"; src: url("one.ttf") }'
        b'p, h2, em { font-family: "One", "Source Serif 4"; font-weight: 400 }'
        b"h2 { font-weight: 700 }"
    )
    files = (Asset("one.ttf", stream.getvalue(), "font/ttf"), Asset("last.css", css, "text/css"))
    file = parts(write(arrange(sample_html(), Assets((*sample_assets(), *files)))))
    own = {style: one for (name, style), one in inside(file).items() if name == "One"}
    letters = {style: one["glyf"][one.getBestCmap()[ord("A")]] for style, one in own.items()}
    assert set(letters) == {"Regular", "Bold", "Italic"}
    assert letters["Bold"] == letters["Regular"] == letters["Italic"]


@pytest.mark.parametrize(
    ("bits", "allowed"), [(0, True), (8, True), (2, False), (4, False), (0x100, False)]
)
def test_the_bits_in_the_font_are_respected(bits: int, allowed: bool) -> None:
    font = TTFont(CLOSED)
    font["OS/2"].fsType = bits
    stream = io.BytesIO()
    font.save(stream)
    assert may_embed(stream.getvalue()) == allowed


def test_a_family_goes_by_the_name_that_css_gives_it() -> None:
    face = FontFace("Ours", "normal", 400, CLOSED.read_bytes())
    assert list(fonts.read_families([face], {})) == ["Ours"]


def test_a_chart_in_chinese_asks_for_a_face_that_is_inside_with_all_its_letters() -> None:
    rows = [("北方舰队", [("139", "139")])]
    html = chart_html(chart("fleets", "bar", rows, unit="艘"))
    look = theme.adapt(audience.read(TEMPLATES, "full").theme, "ltr", ("en",), "北方舰队艘")
    file = parts(write(arrange(html, Assets((*look.assets, DRAWN)))))
    drawn = etree.fromstring(file["word/charts/chart1.xml"])
    (family,) = {one.get("typeface") for one in drawn.iter(f"{A}ea")}
    faces = [font for (name, _), font in inside(file).items() if name == family]
    assert faces
    assert all(set(map(ord, "北方舰队艘")) <= set(face.getBestCmap()) for face in faces)
    assert {one.get("typeface") for one in drawn.iter(f"{A}latin")} == {"+mj-lt"}


def test_two_files_never_hold_different_letters_under_one_name() -> None:
    held: dict[str, set[frozenset[str]]] = {}
    for words in (
        "plain",
        "more of it",
        "Қазақстан",
        "Россия",
        "東京",
        "中文",
        "الجمهورية",
        "پژوهش",
    ):
        html = sample_html().replace("</p>", f" {words}</p>", 1)
        look = theme.adapt(audience.read(TEMPLATES, "full").theme, "ltr", ["en"], frozenset(words))
        file = parts(write(arrange(html, Assets((*sample_assets(), *look.assets)))))
        for (family, cut), font in inside(file).items():
            held.setdefault(f"{family} {cut}", set()).add(frozenset(map(chr, font.getBestCmap())))
            named = b"".join(
                file[f"word/{one}.xml"] for one in ("theme/theme1", "styles", "document")
            )
            assert f'"{family}"'.encode() in named
    assert any(name.startswith("Noto Sans SC ") for name in held)
    assert [name for name, letters in held.items() if len(letters) > 1] == []
