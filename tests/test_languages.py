"""Languages: words that pages add, dates, digits, and lines that run from right to left."""

import io
import re
import shutil
import zipfile
from decimal import Decimal
from pathlib import Path

import pytest
from conftest import TEMPLATES
from sample_builds import build_real
from sample_folder import folder

from briefwright import audience, content, edition, facts, pipeline
from briefwright.audience import theme
from briefwright.audience.labels import Vocabularies
from briefwright.audience.theme import Theme
from briefwright.content import starter
from briefwright.edition.runs import data
from briefwright.facts import Labels, dates
from briefwright.figures import palette
from briefwright.figures.shaping import to_visual_order
from briefwright.model.dictionary import Briefing, Fact, When
from briefwright.pipeline import Build
from briefwright.problems import ContentError

LANGUAGES = tuple(sorted(path.stem for path in (TEMPLATES / "base/labels").glob("*.yaml")))
# Words that only some languages need: cases, a first day of the month that is no number.
OF_A_LANGUAGE = re.compile(r"references\.\w+\.\w+|dates\.\w+|native_reader")
ARABIC = """format: 1
title: إسهام في السلام
kicker: إحاطة
short_title: السلام
language: ar
date: 2024-09-21
as_of: 2024-09-21
owner: المكتب الصحفي
contact: press@example.org
handling: open
facts:
  serving: {value: 1157, unit: {few: أفراد, many: فردًا, other: فرد}, label: الأفراد, source: nca}
  golan: {value: 140, unit: فرد, label: الجولان, source: nca}
  share: {value: 2.5, unit: "%", label: النسبة, source: nca}
sources:
  nca: {title: صحيفة وقائع, publisher: News Central Asia (nCa), date: 2024-09-21, url: "https://example.org/"}
body:
  - key_figures: [serving, golan, share]
  - section: حفظ السلام
    id: peace
    body:
      - يخدم {serving} في الجولان، منهم {golan} (CICA).[^nca]
      - list: الخطوات
        ordered: yes
        items: [الأولى, "ثانية: نص"]
      - list:
        items: [أول, ثانٍ]
      - table: أعداد
        id: numbers
        columns: [البند, العدد]
        rows: [[الجولان, "1,410"]]
        source: nca
      - chart: الأفراد
        id: missions
        rows: [serving, golan]
        source: nca
      - timeline: تواريخ
        id: times
        items: [{1991: استقلال}, {1992: تأسيس}, {2017..: محادثات}]
"""


@pytest.fixture(scope="module")
def look() -> Theme:
    return audience.read(TEMPLATES, "full").theme


@pytest.fixture(scope="module")
def arabic(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """A briefing in Arabic, built once."""
    folder = tmp_path_factory.mktemp("content") / "sample"
    folder.mkdir()
    (folder / "briefing.yaml").write_text(ARABIC, encoding="utf-8")
    return pipeline.build(content.read(folder), audience.read(TEMPLATES, "full"), "ar")


# ----------------------------------------------------------------- words, dates, digits


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_all_words_with_the_same_gaps(look: Theme, language: str) -> None:
    english, own = look.labels["en"], look.labels[language]
    assert {key for key in own if not OF_A_LANGUAGE.fullmatch(key)} == set(english)
    assert [key for key in english if _gap(english[key]) != _gap(own[key])] == []
    empty = {key for key in english if not english[key] or key.startswith("typography.")}
    assert {key for key in own if not own[key]} <= empty
    assert language == "en" or "native_reader" in own


def _gap(words: str) -> int:
    return len(re.findall(r"\{\w+\}", words))


@pytest.mark.parametrize(
    ("language", "day", "month", "since", "decade"),
    [
        ("en", "21 September 2024", "December 2015", "since December 2015", "1990s"),
        ("ru", "21 сентября 2024 г.", "декабрь 2015 г.", "с декабря 2015 г.", "1990-е годы"),
        (
            "kk",
            "2024 жылғы 21 қыркүйек",
            "2015 жылғы желтоқсан",
            "2015 жылғы желтоқсан – қазіргі уақыт",
            "1990-жылдар",
        ),
        ("ar", "21 سبتمبر 2024", "ديسمبر 2015", "منذ ديسمبر 2015", "عقد 1990"),
        ("fr", "21 septembre 2024", "décembre 2015", "depuis décembre 2015", "années 1990"),
    ],
)
def test_dates_are_printed_as_the_language_does(
    look: Theme, language: str, day: str, month: str, since: str, decade: str
) -> None:
    own = look.labels[language]
    assert [
        dates.show_date(When(typed), language, own).replace("\u00a0", " ")
        for typed in ("2024-09-21", "2015-12", "2015-12..", "1990s")
    ] == [day, month, since, decade]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("2026-03-01", "1er mars 2026"),
        ("2026-03-01..2026-03-03", "1er–3 mars 2026"),
        ("2026-02-27..2026-03-01", "27 février – 1er mars 2026"),
        ("2026-03-11", "11 mars 2026"),
    ],
)
def test_the_first_of_a_month_is_written_as_french_has_it(
    look: Theme, typed: str, shown: str
) -> None:
    printed = dates.show_date(When(typed), "fr", look.labels["fr"])
    assert printed.replace("\u00a0", " ") == shown


FRENCH = """format: 1
title: La bibliothèque
language: fr
date: 2026-03-01
as_of: 2026-03-01
owner: Service de presse
contact: press@example.org
handling: open
facts:
  loans: {value: 12400, unit: {one: livre, other: livres}, as_of: 2026-03-01, source: nca}
  share: {value: 2.5, unit: "%", label: part, source: nca}
  towns: {list: [Paris, Lyon, Lille]}
sources:
  nca: {title: Un rapport, publisher: Agence, date: 2026-03-01}
body:
  - key_figures: [loans, share]
  - section: Premier chapitre
    id: one
    body:
      - 'Elle a prêté {loans} ({loans.as_of}) : "merci" ! Voir {two} ; {share}.[^nca]'
  - section: Second chapitre
    id: two
    body:
      - 'À {towns}.'
      - table: Nombres
        columns: [Nom, Nombre]
        rows: [[livres, "{loans.value}"]]
        source: nca
"""


def test_a_french_edition_speaks_french_and_loses_nothing(tmp_path: Path) -> None:
    (tmp_path / "briefing.yaml").write_text(FRENCH, encoding="utf-8")
    build = pipeline.build(content.read(tmp_path), audience.read(TEMPLATES, "full"), "fr")
    said = {leaf.at: leaf.text.replace("\u00a0", " ") for leaf in build.account.leaves}
    text = "Elle a prêté 12\u202f400 livres (au 1er mars 2026) : «merci» ! "
    assert said["one/text-1.text"] == f"{text}Voir section « Second chapitre » ; 2,5 %.1"
    assert said["two/text-1.text"] == "À Paris, Lyon et Lille."
    assert said["two/table-1.source"] == "Source : Agence, 1er mars 2026."


def test_a_house_may_have_other_digits(look: Theme) -> None:
    indic: Labels = {**look.labels["ar"], "digits": "arabic-indic"}
    assert dates.show_date(When("2024-09-21"), "ar", indic).replace("\u00a0", " ") == (
        "٢١ سبتمبر ٢٠٢٤"
    )
    assert dates.localise_digits("1,410.50 UN", indic) == "١٬٤١٠٫٥٠ UN"
    assert dates.localise_digits("1,410", look.labels["ar"]) == "1,410"


@pytest.mark.parametrize(("number", "unit"), [(1, "raz"), (2, "dwa"), (22, "dwa"), (5, "piat")])
def test_a_unit_takes_the_plural_form_of_the_language(number: int, unit: str) -> None:
    forms = {"one": "raz", "few": "dwa", "many": "piat", "other": "x"}
    fact = Fact(name="a", value=Decimal(number), unit=forms)
    assert facts.show(fact, "unit", "ru", {}) == unit


# ----------------------------------------------------------------- what only some editions need


def sheets(look: Theme, direction: str, *languages: str) -> set[str]:
    return {asset.name for asset in theme.adapt(look, direction, languages).assets}


def test_fonts_of_arabic_go_only_where_arabic_is(look: Theme) -> None:
    assert not any("amiri" in name or ".arab." in name for name in sheets(look, "ltr", "en", "kk"))
    assert "fonts/amiri/Amiri-Regular.ttf" in sheets(look, "rtl", "ar")
    assert "fonts/amiri/Amiri-Regular.ttf" in sheets(look, "ltr", "en", "ar")
    assert "base/theme.rtl.css" not in sheets(look, "ltr", "en", "ar")


def test_a_sheet_for_some_comes_after_the_one_for_all(look: Theme) -> None:
    names = [asset.name for asset in theme.adapt(look, "rtl", ("ar",)).assets]
    assert names.index("base/theme.css") < names.index("base/theme.arab.css")
    assert names.index("base/theme.arab.css") < names.index("base/theme.rtl.css")


def test_drawings_in_arabic_are_lettered_in_its_font(look: Theme) -> None:
    own = theme.adapt(look, "rtl", ("ar",)).assets
    assert palette.read(own, "ar").families[0] == "IBM Plex Sans Arabic"
    assert palette.read(own, "en").families[0] == "Source Sans 3"


# ----------------------------------------------------------------- letters of drawings


@pytest.mark.parametrize(
    ("words", "seen"),
    [
        ("UNDOF, 157", "UNDOF, 157"),
        ("Силы ООН", "Силы ООН"),
        ("سلام", "\ufee1\ufefc\ufeb3"),
        ("دار", "\ufead\ufe8d\ufea9"),
        ("بيت", "\ufe96\ufef4\ufe91"),
        ("مُدّ", "\ufeaa\ufee3"),
        ("بيت 12", "12 \ufe96\ufef4\ufe91"),
        ("12 بيت", "\ufe96\ufef4\ufe91 12"),
        ("بيت (UN) 12", "12 (UN) \ufe96\ufef4\ufe91"),
        ("UN بيت", "UN \ufe96\ufef4\ufe91"),
        ("کتاب\u200cها", "\ufe8e\ufeeb\ufe8f\ufe8e\ufe98\ufb90"),  # ب and ها stand apart
    ],
)
def test_letters_are_joined_and_in_the_order_of_the_eye(words: str, seen: str) -> None:
    assert to_visual_order(words) == seen


@pytest.mark.parametrize("word", ["near", "bounds", "oblique"])
def test_a_language_file_that_lacks_words_is_told_what_they_are_in_english(
    tmp_path: Path, word: str
) -> None:
    templates = tmp_path / "templates"
    shutil.copytree(TEMPLATES, templates)
    labels = (TEMPLATES / "base/labels/ru.yaml").read_text(encoding="utf-8").splitlines()
    kept = [line for line in labels if not line.startswith(f"  {word}:")]
    assert len(kept) == len(labels) - 1
    (templates / "house/labels").mkdir()
    (templates / "house/labels/fi.yaml").write_text("\n".join(kept), encoding="utf-8")
    main = folder(tmp_path, "body: [Ein Satz.]\n")
    briefing = content.read(main)
    with pytest.raises(ContentError) as failed:
        edition.select(briefing, audience.read(templates, "full"), "fi")
    (problem,) = failed.value.problems
    english = {"near": "about, around", "bounds": "more than, less than", "oblique": "none"}[word]
    assert problem.code == "A507"
    assert problem.message.startswith("templates/house/labels/fi.yaml lacks words." + word)
    assert english in problem.message


# ----------------------------------------------------------------- from right to left


def test_an_edition_from_right_to_left_loses_nothing(arabic: Build) -> None:
    assert arabic.edition.direction == "rtl"
    assert '<html lang="ar" dir="rtl">' in arabic.html
    assert arabic.problems == ()


def test_a_number_after_latin_words_keeps_its_place(arabic: Build) -> None:
    (source,) = [leaf.text for leaf in arabic.edition.leaves() if leaf.at == "numbers.source"]
    assert "(nCa)،\u200f 21" in source
    (note,) = [leaf.text for leaf in arabic.edition.leaves() if leaf.at == "sources.nca"]
    assert "\u200ehttps://example.org/\u200e" in note


def test_word_turns_paragraphs_tables_and_running_lines(arabic: Build) -> None:
    with zipfile.ZipFile(io.BytesIO(arabic.outputs["docx"])) as file:
        body = file.read("word/document.xml").decode()
        styles = file.read("word/styles.xml").decode()
        running = [file.read(n).decode() for n in file.namelist() if "/footer" in n]
    normal = styles[styles.index('w:styleId="Normal"') :].partition("</w:style>")[0]
    assert "<w:bidi/>" in normal
    assert body.count("<w:bidiVisual/>") == body.count("<w:tbl>") == 3
    assert '<w:lang w:bidi="ar-SA"/>' in styles
    strip = body[body.index("<w:tbl>") :].partition("</w:tbl>")[0]
    cells = re.findall(r"<w:tcBorders>(.*?)</w:tcBorders>", strip)
    assert ["<w:left" in cell for cell in cells] == [False, True, True]
    assert ["<w:right" in cell for cell in cells] == [True, True, False]
    foot = next(part for part in running if "NUMPAGES" in part)
    assert foot.index("المعلومات") < foot.index("NUMPAGES")


def test_arabic_words_are_runs_from_right_to_left(arabic: Build) -> None:
    with zipfile.ZipFile(io.BytesIO(arabic.outputs["docx"])) as file:
        body = file.read("word/document.xml").decode()
    runs = re.findall(r"<w:r>((?:(?!</w:r>).)*)<w:t[ >](.*?)</w:t>", body)
    from_right = [before for before, words in runs if re.search("[\u0621-\u064a]", words)]
    assert len(from_right) > 20
    assert all("<w:rtl/>" in before for before in from_right)
    latin = [before for before, words in runs if words.startswith("\u200ehttps")]
    assert latin
    assert not any("<w:rtl/>" in before for before in latin)


def test_what_an_arabic_edition_says_is_found_in_both_files(arabic: Build) -> None:
    assert "nothing lost" in arabic.account.summary()


def test_speaking_notes_in_arabic_have_the_type_size_and_the_page_number_of_others(
    tmp_path: Path,
) -> None:
    starter.write_briefing(tmp_path, "sample", "ar", "speech")
    reader = audience.read(TEMPLATES, "speaking")
    built = pipeline.build(content.read(tmp_path / "sample"), reader, "ar", ("docx",))
    with zipfile.ZipFile(io.BytesIO(built.outputs["docx"])) as file:
        styles = file.read("word/styles.xml").decode()
        feet = "".join(file.read(n).decode() for n in file.namelist() if "/footer" in n)
    usual = styles.partition("</w:docDefaults>")[0]
    assert re.findall(r'<w:szCs w:val="(\d+)"/>', usual) == ["34"]  # half points
    assert "NUMPAGES" in feet
    assert "المعلومات" not in feet


def test_the_data_annex_of_an_arabic_edition_is_read_as_written_with_units_in_latin_letters(
    tmp_path: Path,
) -> None:
    main = folder(
        tmp_path,
        """facts:
  loans: {value: 412, unit: books, label: الكتب, source: nca, as_of: 2024-09-21}
  area: {value: 9, unit: km², label: المساحة, source: nca}
sources:
  nca: {title: صحيفة, date: 2024-09-21}
body:
  - "الكتب {loans}، والمساحة {area}."
""",
    )
    file = main / "briefing.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("language: en", "language: ar"))
    reader = audience.read(TEMPLATES, "academic")
    built = pipeline.build(content.read(main), reader, "ar", ["pdf"])
    captions = [leaf.text for leaf in built.edition.leaves() if leaf.at == "data.table.caption"]
    assert "تعدّه" in captions[0]  # a mark that stands above its letters
    assert "nothing lost" in built.account.summary()


def test_an_arabic_edition_in_large_print_has_its_page_numbers_and_words_of_other_languages(
    tmp_path: Path,
) -> None:
    text = "الكتب " * 300
    main = folder(tmp_path, f"body: ['{text}', '{{loans}}']\n")
    file = main / "briefing.yaml"
    words = file.read_text(encoding="utf-8").replace("language: en", "language: ar")
    counted = "facts: {loans: {value: 4, unit: books lent, label: الكتب}}\n"
    file.write_text(words.replace("body:", f"{counted}body:"), encoding="utf-8")
    large = audience.enlarge(audience.read(TEMPLATES, "full"))
    built = pipeline.build(content.read(main), large, "ar", ["pdf"])
    assert built.pages > 1
    assert "nothing lost" in built.account.summary()


# ----------------------------------------------------------------- the first real briefing


@pytest.mark.parametrize(("name", "language"), [("press", "ru"), ("messages", "ar")])
def test_the_first_briefing_says_the_same_in_its_other_languages(
    briefing: Briefing, name: str, language: str
) -> None:
    built = build_real(name, language)
    assert built.problems == ()
    assert "nothing lost" in built.account.summary()
    overlay = briefing.overlays[language]
    assert overlay.audiences == (name,)
    assert overlay.notice is not None
    assert overlay.notice.source in built.html.replace("\u00a0", " ")
    assert 'lang="en"' not in built.html
    english = edition.select(briefing, audience.read(TEMPLATES, name), "en")
    said, here = (
        {datum.fact for leaf in one.leaves() for datum in data(leaf.runs)}
        for one in (english, built.edition)
    )
    assert here == said


# ----------------------------------------------------------------- an example in each language

# Blocks whose words are those of the example's facts and of the labels.
DRAWN = """\
section: "{name}"
id: drawn
body:
  - {{chart: "{name}", id: bars, rows: [central, local]}}
  - timeline: "{name}"
    id: times
    items: [{{1991: "{name}"}}, {{2004-05: "{name}"}}, {{2017..: "{name}"}}]
  - text: '"{name}": {{loans}}, {{bars}}, {{drawn}}, {{2026-03-01..2026-03-03}}.[^report]'
    id: said
"""
OFTEN = ("de", "zh", "fa", "hi")  # one of each kind of script


@pytest.mark.parametrize(
    "language",
    [
        pytest.param(one, marks=() if one in OFTEN else pytest.mark.long)
        for one in starter.languages()
    ],
)
def test_an_example_in_a_language_becomes_both_files_and_loses_nothing(
    tmp_path: Path, language: str
) -> None:
    starter.write_briefing(tmp_path, "sample", language)
    draft = content.read(tmp_path / "sample")
    name = draft.facts["local"].label
    assert name is not None
    section = DRAWN.format(name=name.source)
    (tmp_path / "sample/sections/02-drawn.yaml").write_text(section, encoding="utf-8")
    built = pipeline.build(
        content.read(tmp_path / "sample"), audience.read(TEMPLATES, "full"), language
    )
    assert [problem.message for problem in built.problems] == []
    assert "3 figures" in built.account.summary() or "2 figures" in built.account.summary()
    assert "nothing lost" in built.account.summary()


def test_a_variant_has_the_words_of_its_script_before_those_of_its_language(look: Theme) -> None:
    assert look.labels["en-US"] is look.labels["en"]
    assert look.labels["pt-BR"] is look.labels["pt"]
    with pytest.raises(KeyError):
        look.labels["xx"]
    both = Vocabularies({"zh": {"a": "简"}, "zh-Hant": {"a": "簡"}})
    assert (both["zh-TW"]["a"], both["zh-CN"]["a"], both["zh-Hant-HK"]["a"]) == ("簡", "简", "簡")


@pytest.mark.parametrize(
    ("language", "typed", "shown"),
    [
        ("es", "2026-03-01..2026-03-03", "1–3 de marzo de 2026"),
        ("it", "2026-03-02..2026-03-03", "2–3 marzo 2026"),
        ("kk", "2026-03-01..2026-03-03", "2026 жылғы 1–3 наурыз"),
        ("fa", "2024-09-21", "۲۱ سپتامبر ۲۰۲۴"),
        ("hi", "2024-09-21", "21 सितंबर 2024"),
        ("zh", "2026-02-27..2026-03-01", "2026年2月27日至3月1日"),
    ],
)
def test_days_have_the_words_and_digits_of_the_language(
    look: Theme, language: str, typed: str, shown: str
) -> None:
    printed = dates.show_date(When(typed), language, look.labels[language])
    assert printed.replace("\u00a0", " ") == shown


@pytest.mark.parametrize(
    ("language", "shown"), [("zh", "157人"), ("ko", "157人"), ("de", "157 人"), ("fa", "۱۵۷ 人")]
)
def test_a_unit_is_closed_up_to_its_number_in_east_asia(
    look: Theme, language: str, shown: str
) -> None:
    fact = Fact(name="a", value=Decimal(157), unit={"other": "人"})
    own = look.labels[language] if language != "ko" else {}
    assert facts.show(fact, "", language, own) == shown
