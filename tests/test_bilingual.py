"""Two languages in one document: one after the other, or side by side, block by block."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import TEMPLATES
from lxml import etree
from lxml import html as lxml_html

from briefwright import audience, content, edition, markup, pipeline
from briefwright.audience import Audience, theme
from briefwright.cli import commands
from briefwright.cli.commands import BuildRequest, Folders, loading
from briefwright.content import translation
from briefwright.document.assets import Asset, Assets
from briefwright.edition.nodes import ParallelNode, leaves, walk
from briefwright.pipeline import DisclosureError
from briefwright.problems import ContentError

if TYPE_CHECKING:
    from briefwright.audience.theme import Theme
    from briefwright.edition import Edition
    from briefwright.pipeline import Build

MAIN = """format: 1
title: A sample
language: en
date: 2024-09-21
owner: Press office
contact: press@example.org
handling: open
status: draft
facts:
  serving: {value: 157, unit: soldiers, label: serving, source: nca, as_of: 2024-09-21}
  others: {value: 22, unit: soldiers, label: others, source: nca}
sources:
  nca: {title: A gazette, date: 2024-09-21}
body:
  - section: Forces
    id: forces
    body:
      - text: They have {serving}, as {numbers} says.[^nca]
        id: one
      - list: Steps
        id: steps
        items: [First, Second]
      - table: Numbers
        id: numbers
        columns: [What, Count]
        rows: [serving, others]
      - chart: People
        id: people
        rows: [serving, others]
      - text: The plan is to withdraw all nine of the battalions.
        id: plan
        handling: internal
"""
RUSSIAN = {
    "briefing.title": "Образец",
    "briefing.owner": "Пресс-служба",
    "briefing.contact": "press@example.org",
    "facts.serving.label": "служат",
    "facts.others.label": "другие",
    "facts.serving.unit": "солдат",
    "facts.others.unit": "солдат",
    "sources.nca.title": "Газета",
    "forces.section": "Силы",
    "one.text": "У них {serving}, см. {numbers}.[^nca]",
    "steps.list": "Шаги",
    "steps.items.1.text": "Первый",
    "steps.items.2.text": "Второй",
    "numbers.table": "Числа",
    "numbers.columns.1": "Что",
    "numbers.columns.2": "Число",
    "people.chart": "Люди",
    "plan.text": "Есть план вывести все девять этих батальонов.",
}
ARABIC = RUSSIAN | {
    "briefing.title": "عينة",
    "briefing.owner": "المكتب الصحفي",
    "facts.serving.label": "الأفراد",
    "facts.others.label": "آخرون",
    "facts.serving.unit": "فرد",
    "facts.others.unit": "فرد",
    "sources.nca.title": "صحيفة",
    "forces.section": "القوات",
    "one.text": "لديهم {serving} كما في {numbers}.[^nca]",
    "steps.list": "الخطوات",
    "steps.items.1.text": "الأولى",
    "steps.items.2.text": "الثانية",
    "numbers.table": "أعداد",
    "numbers.columns.1": "البند",
    "numbers.columns.2": "العدد",
    "people.chart": "الناس",
    "plan.text": "هناك خطة لسحب كل الكتائب التسع.",
}


def translate(folder: Path, language: str, said: dict[str, str], head: str = "") -> None:
    """A content folder and what a translation says, by address → the same with that overlay."""
    known = {one.at: one for one in translation.list_translatables(content.read(folder))}
    lines = [f"  {at}: {{of: {known[at].digest}, text: '{words}'}}" for at, words in said.items()]
    file = folder / f"briefing.{language}.yaml"
    file.write_text("\n".join([head, "texts:", *lines, ""]), encoding="utf-8")


def sample(tmp_path: Path, main: str = MAIN) -> Path:
    """A folder → a briefing in it, in English, Russian and Arabic."""
    folder = tmp_path / "content" / "sample"
    folder.mkdir(parents=True)
    (folder / "briefing.yaml").write_text(main, encoding="utf-8")
    translate(folder, "ru", RUSSIAN)
    translate(folder, "ar", ARABIC)
    return folder


def templates(tmp_path: Path, settings: str) -> Path:
    """A folder and the settings of an audience “embassy” → the templates with it."""
    folder = tmp_path / "templates"
    shutil.copytree(TEMPLATES, folder)
    (folder / "audiences" / "embassy").mkdir()
    (folder / "audiences" / "embassy" / "audience.yaml").write_text(settings, encoding="utf-8")
    return folder


def embassy(tmp_path: Path, how: str, languages: str = "en, ru", more: str = "") -> Audience:
    settings = f"extends: full\nbilingual: {how}\nlanguages: [{languages}]\n{more}"
    return audience.read(templates(tmp_path, settings), "embassy")


def built(folder: Path, how: str, languages: str) -> Build:
    reader = embassy(folder, how, languages, "contents: 1\nsources: footnotes\n")
    return pipeline.build(content.read(sample(folder)), reader, reader.both)


@pytest.fixture(scope="module")
def sequential(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """English, then Arabic, built once."""
    return built(tmp_path_factory.mktemp("sequential"), "sequential", "en, ar")


@pytest.fixture(scope="module")
def parallel(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """English beside Russian, built once."""
    return built(tmp_path_factory.mktemp("parallel"), "parallel", "en, ru")


@pytest.fixture(params=["sequential", "parallel"])
def both(request: pytest.FixtureRequest) -> Build:
    made: Build = request.getfixturevalue(request.param)
    return made


def printed(chosen: Edition) -> dict[str, str]:
    return {leaf.at: leaf.text.replace("\u00a0", " ") for leaf in chosen.leaves()}


# ----------------------------------------------------------------- what an edition prints


def test_one_language_follows_the_other_each_with_its_title(sequential: Build) -> None:
    page = lxml_html.document_fromstring(sequential.html)
    parts = page.xpath("//body/section")
    assert [(part.get("lang"), part.get("dir")) for part in parts] == [("en", "ltr"), ("ar", "rtl")]
    assert [part.xpath("header/h1")[0].text_content() for part in parts] == ["A sample", "عينة"]
    assert sequential.edition.name == "sample-embassy-en-ar"
    assert sequential.pages == 2


def test_side_by_side_every_block_has_its_other_language_beside_it(parallel: Build) -> None:
    page = lxml_html.document_fromstring(parallel.html)
    rows = [
        [column.get("lang") for column in row] for row in page.xpath('//*[@data-role="parallel"]')
    ]
    assert rows == [["en", "ru"]] * len(rows)
    beside = {
        tuple(column.text_content().split()[0] for column in row)
        for row in page.xpath('//*[@data-role="parallel"]')
    }
    assert {("Forces", "Силы"), ("They", "У"), ("Second", "Второй")} <= beside


def test_what_is_wide_stands_below_its_other_language(parallel: Build) -> None:
    page = lxml_html.document_fromstring(parallel.html)
    alone = page.xpath('//*[@data-role="group"][@lang]/figure')
    assert [one.get("id") for one in alone] == ["numbers", "ru.numbers", "people", "ru.people"]
    assert not page.xpath('//*[@data-role="column"]//figure')


def test_every_address_and_id_is_there_once_and_links_stay_in_their_language(both: Build) -> None:
    page = lxml_html.document_fromstring(both.html)
    ids = Counter(page.xpath("//*[@id]/@id"))
    leaves = Counter((leaf.kind == "alt", leaf.at) for leaf in both.edition.leaves())
    assert set(ids.values()) == set(leaves.values()) == {1}
    second = both.edition.pair[1]
    links = [
        (link.xpath("ancestor::*[@lang][1]/@lang")[0], link.get("href"))
        for link in page.xpath('//body//a[starts-with(@href, "#")]')
    ]
    assert {language for language, _ in links} == set(both.edition.pair)
    for language, target in links:
        assert target[1:] in ids
        assert target.startswith(f"#{second}.") == (language == second)


def test_figures_and_notes_are_numbered_in_each_language_by_itself(parallel: Build) -> None:
    found = printed(parallel.edition)
    assert found["numbers.table"].startswith("Table 1 ")
    assert found["ru:numbers.table"].startswith("Таблица 1 ")
    assert found["one.text"] == "They have 157 soldiers, as Table 1 says.1"
    assert found["ru:one.text"] == "У них 157 солдат, см. Таблица 1.1"


def test_all_of_both_languages_is_in_every_file(both: Build) -> None:
    assert {leaf.status(name) for leaf in both.account.leaves for name in ("pdf", "docx")} == {"ok"}
    assert (
        both.account.count_found("pdf")
        == both.account.count_found("docx")
        == both.account.count_expected()
    )
    assert both.account.count_expected().sections == 2
    assert both.account.count_expected().charts == 2


def test_the_same_two_languages_give_the_same_bytes(parallel: Build, tmp_path: Path) -> None:
    again = built(tmp_path, "parallel", "en, ru")
    assert again.html == parallel.html
    assert again.outputs == parallel.outputs


def test_heads_of_pages_and_the_title_are_in_both_languages(sequential: Build) -> None:
    assert sequential.edition.head.title == sequential.edition.head.running == "A sample / عينة"
    assert sequential.edition.head.properties["Language"] == "en-ar"


def test_a_document_runs_as_its_first_language_does(tmp_path: Path) -> None:
    for first, second, direction in (("ar", "en", "rtl"), ("en", "ar", "ltr")):
        folder = tmp_path / first
        reader = embassy(folder, "sequential", f"{first}, {second}")
        chosen = edition.select(content.read(sample(folder)), reader, f"{first}-{second}")
        assert (chosen.direction, chosen.language) == (direction, first)
        assert [part.language for part in chosen.blocks] == [first, second]


@pytest.mark.parametrize(
    ("languages", "foot", "running"),
    [
        ("en, ar", ["Edition (2)", "\u200fالطبعة (2)\u200f"], "A sample. / \u200fعينة.\u200f"),
        ("ar, en", ["الطبعة (2)", "\u200eEdition (2)\u200e"], "عينة. / \u200eA sample.\u200e"),
    ],
)
def test_each_language_s_part_of_heads_and_feet_keeps_its_signs(
    languages: str, foot: list[str], running: str, tmp_path: Path
) -> None:
    main = MAIN.replace("A sample", "A sample.").replace("status: draft", "status: final")
    folder = sample(tmp_path, main.replace("\nstatus", "\nedition: (2)\nstatus"))
    translate(folder, "ar", ARABIC | {"briefing.title": "عينة."})
    reader = embassy(tmp_path, "parallel", languages)
    chosen = pipeline.build(content.read(folder), reader, reader.both).edition
    assert chosen.head.foot.splitlines() == foot
    assert chosen.head.running == running


def test_what_a_stylesheet_says_of_an_id_holds_in_both_languages() -> None:
    css = (
        b"p { color: #abcdef }\n#one > p, section#two { color: #abc }\n"
        b"@media print { #one { margin: 0 } }"
    )
    look = audience.read(TEMPLATES, "full").theme
    sheet = Asset("house/theme.css", css, "text/css")
    (made,) = theme.extend_ids(replace(look, assets=Assets((sheet,))), "ru").assets
    ids = ("one", "two")
    one, two = (f':is(#{name}, #ru\\.{name}, [id^="{name}."], [id^="ru.{name}."])' for name in ids)
    assert made.data.decode() == (
        "p { color: #abcdef }\n"
        f"{one} > p, section{two} {{ color: #abc }}\n"
        f"@media print {{ {one} {{ margin: 0 }} }}"
    )


def test_the_foot_of_a_page_says_it_in_both_languages_a_line_each(both: Build) -> None:
    second = {"ar": "الطبعة 1 ·\u200f مسودة", "ru": "Издание 1 · Проект"}[both.edition.pair[1]]
    assert both.edition.head.foot.splitlines() == ["Edition 1 · Draft", second]
    with zipfile.ZipFile(io.BytesIO(both.outputs["docx"])) as package:
        foot = lxml_html.fromstring(package.read("word/footer1.xml"))
    lines = ["".join(line.itertext()) for line in foot.iter("{*}p", "w:p")]
    assert [line.partition(" PAGE")[0] for line in lines] == ["Edition 1 · Draft", second]


MESSAGES = """
  - key_messages: [We came., We saw.]
    id: messages
  - callout: |
      Mind the gap.

      Stand back.
    id: box
    title: Please
"""


def test_side_by_side_messages_and_paragraphs_of_a_box_stand_beside_their_own(
    tmp_path: Path,
) -> None:
    folder = sample(tmp_path, MAIN.replace("body:", "body:" + MESSAGES, 1))
    said = {"messages.key_messages.1.text": "Пришли.", "messages.key_messages.2.text": "Увидели."}
    said |= {"box.callout.1": "Осторожно.", "box.callout.2": "Отойдите.", "box.title": "Просим"}
    translate(folder, "ru", RUSSIAN | said)
    chosen = edition.select(content.read(folder), embassy(tmp_path, "parallel"), "en-ru")
    rows = [
        tuple(" ".join(leaf.text for leaf in leaves(column)) for column in node.body)
        for node in walk(chosen.blocks)
        if isinstance(node, ParallelNode)
    ]
    assert rows[1:5] == [
        ("Key messages We came.", "Главное Пришли."),
        ("We saw.", "Увидели."),
        ("Please Mind the gap.", "Просим Осторожно."),
        ("Stand back.", "Отойдите."),
    ]


def test_a_sentence_that_ends_in_an_abbreviation_has_one_full_stop(tmp_path: Path) -> None:
    chosen = edition.select(content.read(sample(tmp_path)), embassy(tmp_path, "parallel"), "en-ru")
    dated = {at: said for at, said in printed(chosen).items() if "2024 г" in said}
    assert {"ru:numbers.source", "ru:sources.nca"} <= dated.keys()
    assert all(said.endswith("2024 г.") for said in dated.values())
    assert not any(".." in said for said in printed(chosen).values())


def test_a_long_word_of_a_title_is_broken_in_its_column(tmp_path: Path) -> None:
    long = "Wa" * 40
    folder = sample(tmp_path, MAIN.replace("title: A sample", f"title: The {long}"))
    translate(folder, "ru", RUSSIAN | {"briefing.title": long})
    reader = embassy(tmp_path, "parallel")
    made = pipeline.build(content.read(folder), reader, "en-ru")
    assert printed(made.edition)["briefing.title"].replace("\u200b", "") == f"The {long}"


# ----------------------------------------------------------------- from right to left


@pytest.fixture(scope="module")
def from_right(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Arabic beside English, built once."""
    return built(tmp_path_factory.mktemp("from_right"), "parallel", "ar, en")


def test_the_first_of_two_columns_stands_at_the_right_in_both_files(from_right: Build) -> None:
    import pypdfium2

    assert '<html lang="ar" dir="rtl">' in from_right.html
    page = pypdfium2.PdfDocument(from_right.outputs["pdf"])[0].get_textpage()
    left = page.search("Forces").get_next()
    assert left is not None
    english, *_ = page.get_charbox(left[0])
    right = page.search("قوات").get_next() or page.search("تاوق").get_next()
    assert right is not None
    arabic, *_ = page.get_charbox(right[0])
    assert english < arabic
    with zipfile.ZipFile(io.BytesIO(from_right.outputs["docx"])) as package:
        body = package.read("word/document.xml").decode()
    tables = re.findall(r'<w:tblStyle w:val="Parallel"/>(<w:bidiVisual/>)?', body)
    assert len(tables) > 2
    assert all(tables)


def test_a_list_has_its_signs_at_the_side_where_its_lines_begin(from_right: Build) -> None:
    with zipfile.ZipFile(io.BytesIO(from_right.outputs["docx"])) as package:
        body, numbering = (
            etree.fromstring(package.read(f"word/{name}.xml")) for name in ("document", "numbering")
        )
    w = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
    justified = {
        number.get(f"{{{w['w']}}}numId"): numbering.xpath(
            f"//w:abstractNum[@w:abstractNumId={number[0].values()[0]}]/w:lvl[1]/w:lvlJc/@w:val",
            namespaces=w,
        )[0]
        for number in numbering.xpath("//w:num", namespaces=w)
    }
    (english,) = body.xpath("//w:p[contains(string(.), 'First')]//w:numId/@w:val", namespaces=w)
    assert justified[english] == "right"
    assert justified["1"] == "center"  # that of the style, which the Arabic list has


# ----------------------------------------------------------------- language of parts


def test_the_structure_of_the_pdf_says_the_language_of_parts(both: Build) -> None:
    import pikepdf

    second = both.edition.pair[1]
    with pikepdf.open(io.BytesIO(both.outputs["pdf"])) as pdf:
        found: list[tuple[str, str]] = []

        def walk(element: pikepdf.Object) -> None:
            if isinstance(element, pikepdf.Dictionary) and "/S" in element:
                if "/Lang" in element:
                    found.append((str(element.S), str(element.Lang)))
                kids = element.get("/K", [])
                for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
                    walk(kid)

        walk(pdf.Root.StructTreeRoot.K)
        assert str(pdf.Root.Lang) == "en"
    assert {language for _, language in found} == {"en", second}
    assert {kind for kind, _ in found} <= {"/Sect", "/Div", "/Document"}


def test_runs_in_word_say_their_language_and_how_they_run(sequential: Build) -> None:
    with zipfile.ZipFile(io.BytesIO(sequential.outputs["docx"])) as package:
        body = package.read("word/document.xml").decode()
    runs = re.findall(r"<w:r>(?:(?!</w:r>).)*</w:r>", body)
    arabic = [run for run in runs if re.search(r"<w:t[ >][^<]*[\u0600-\u06ff]", run)]
    english = [run for run in runs if re.search(r"<w:t[ >][^<]*(?:soldiers|They)", run)]
    assert arabic
    assert english
    assert all('<w:lang w:bidi="ar-SA"/>' in run and "<w:rtl/>" in run for run in arabic)
    assert not any("w:lang" in run or "<w:rtl/>" in run for run in english)
    assert "<w:bidiVisual/>" in body


def test_a_chart_in_word_is_in_its_own_language(sequential: Build) -> None:
    with zipfile.ZipFile(io.BytesIO(sequential.outputs["docx"])) as package:
        charts = [package.read(f"word/charts/chart{n}.xml").decode() for n in (1, 2)]
    assert [re.findall(r'lang="([\w-]+)"', chart)[0] for chart in charts] == ["en-GB", "ar-SA"]


# ----------------------------------------------------------------- what is missing, what is secret


@pytest.mark.parametrize("how", ["sequential", "parallel"])
def test_what_is_not_translated_is_told_as_in_an_edition_of_one_language(
    tmp_path: Path, how: str
) -> None:
    folder = sample(tmp_path)
    translate(folder, "ru", {at: said for at, said in RUSSIAN.items() if at != "one.text"})
    reader = embassy(tmp_path, how)
    chosen = edition.select(content.read(folder), reader, "en-ru")
    assert [(one.code, one.at, one.level) for one in chosen.problems] == [
        ("A520", "one.text", "warning")
    ]
    assert printed(chosen)["ru:one.text"].startswith("[не переведено] They have")
    main = folder / "briefing.yaml"
    main.write_text(MAIN.replace("status: draft", "status: final"), encoding="utf-8")
    with pytest.raises(ContentError) as failed:
        edition.select(content.read(folder), reader, "en-ru")
    assert [one.code for one in failed.value.problems] == ["A520"]


@pytest.mark.parametrize(
    "secret", ["plan is to withdraw all nine of", "план вывести все девять этих батальонов"]
)
def test_a_secret_is_found_in_both_languages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, secret: str
) -> None:
    reader = embassy(tmp_path, "sequential")
    render = markup.render

    def careless(chosen: Edition, look: Theme) -> str:
        return render(chosen, look).replace("</title>", f" {secret}</title>")

    monkeypatch.setattr(pipeline.markup, "render", careless)
    with pytest.raises(DisclosureError) as failed:
        pipeline.build(content.read(sample(tmp_path)), reader, reader.both, ("pdf",))
    assert {(one.code, one.at) for one in failed.value.problems} == {("S901", "plan")}
    assert secret not in str(failed.value)


def test_a_draft_that_cannot_be_laid_out_keeps_both_titles(tmp_path: Path) -> None:
    briefing = content.read(sample(tmp_path))
    for how in ("sequential", "parallel"):
        reader = embassy(tmp_path / how, how)
        bare = edition.strip_to_title(edition.attempt(briefing, reader, "en-ru"))
        titles = printed(bare)
        assert titles["briefing.title"] == "A sample"
        assert titles["ru:briefing.title"] == "Образец"
        assert "one.text" not in titles


# ----------------------------------------------------------------- which editions there are


def wanted(folder: Path, **names: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """The names of the editions that a build would make for “embassy”, and what is said of them."""
    sources = loading.load(
        Folders(folder / "content", folder / "templates", folder / "output"),
        BuildRequest(audiences=("embassy",)),
    )
    found = [str(name) for name in loading.find_editions(sources, BuildRequest(**names))]
    return found, [str(problem) for problem in sources.problems]


SETTINGS = "extends: full\nbilingual: parallel\nlanguages: [en, ru]\n"


def test_a_bilingual_audience_gets_one_edition_in_both_languages(tmp_path: Path) -> None:
    sample(tmp_path)
    templates(tmp_path, SETTINGS)
    assert wanted(tmp_path) == (["sample-embassy-en-ru"], [])
    assert wanted(tmp_path, languages=("en-ru",))[0] == ["sample-embassy-en-ru"]


def test_a_briefing_without_one_of_the_languages_has_no_such_edition(tmp_path: Path) -> None:
    folder = sample(tmp_path)
    templates(tmp_path, SETTINGS)
    translate(folder, "ru", RUSSIAN, head="audiences: [press]")
    found, told = wanted(tmp_path)
    assert found == []
    assert [line.partition("sample/")[2] for line in told] == [
        "briefing.yaml:3:11: A551 warning: “embassy” is in en and ru, and this briefing has no "
        "translation into ru for it: it gets no edition. Name “embassy” after `audiences:` in "
        "briefing.ru.yaml."
    ]
    (folder / "briefing.ru.yaml").unlink()
    assert wanted(tmp_path)[1][0].endswith("Begin one with: python3 build.py translate sample ru")


def test_two_languages_are_needed_and_named_at_their_line(tmp_path: Path) -> None:
    folder = templates(tmp_path, "title: E\nbilingual: parallel\nlanguages: [en]\n")
    with pytest.raises(ContentError) as failed:
        audience.read(folder, "embassy")
    assert [str(one) for one in failed.value.problems] == [
        "templates/audiences/embassy/audience.yaml:2:1: A550 An edition is bilingual in two "
        "languages: write `languages: [en, ru]`."
    ]


def test_a_setting_is_found_at_its_line_however_it_is_written(tmp_path: Path) -> None:
    folder = templates(tmp_path, "title: E\nlanguages: [en]\n'bilingual': parallel\n")
    with pytest.raises(ContentError) as failed:
        audience.read(folder, "embassy")
    places = [str(one.where) for one in failed.value.problems]
    assert places == ["templates/audiences/embassy/audience.yaml:3:1"]


def test_in_large_print_one_language_follows_the_other(tmp_path: Path) -> None:
    large = audience.enlarge(embassy(tmp_path, "parallel"))
    assert (large.bilingual, large.both) == ("sequential", "en-ru")


def test_the_command_writes_the_edition_under_both_languages(tmp_path: Path) -> None:
    sample(tmp_path)
    templates(tmp_path, SETTINGS)
    folders = Folders(tmp_path / "content", tmp_path / "templates", tmp_path / "output")
    commands.build(folders, BuildRequest(audiences=("embassy",), formats=("pdf",)))
    made = sorted(path.name for path in (tmp_path / "output/sample/drafts/en-ru").iterdir())
    assert made == ["sample-embassy-en-ru-DRAFT.pdf"]
