"""How each language sets its lines: dashes, quotation marks, where no line may end."""

import html
import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from conftest import TEMPLATES

from briefwright import audience, content, edition, pipeline
from briefwright.audience import Audience
from briefwright.audience.labels import Vocabularies
from briefwright.markup import render
from briefwright.verify import disclosure

HEAD = """format: 1
title: A sample
language: {language}
date: 2026-03-01
as_of: 2026-03-01
owner: Press office
contact: press@example.org
handling: open
facts:
  loans: {{value: 1410, unit: x, as_of: 2026-03-01}}
sources:
  sheet: {{title: A fact sheet, publisher: Agency, date: 2023}}
body:
"""
Set = Callable[[str, str], str]
Write = Callable[[str, str], Path]


@pytest.fixture(scope="module")
def reader() -> Audience:
    return replace(audience.read(TEMPLATES, "full"), order=("body", "sources"), contents=0)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def of(language: str, text: str) -> Path:
        quoted = text.replace("'", "''")
        main = f"{HEAD.format(language=language)}  - '{quoted}'\n"
        (tmp_path / "briefing.yaml").write_text(main, encoding="utf-8")
        return tmp_path

    return of


@pytest.fixture
def typeset(write: Write, reader: Audience) -> Set:
    """A language and a text → its page's: ~ a no-break blank, ^ a narrow one, + a joiner."""

    def of(language: str, text: str) -> str:
        chosen = edition.select(content.read(write(language, text)), reader, language)
        page = render(chosen, reader.theme)
        found = re.search(r'<p data-at="text-1.text"[^>]*>(.*?)</p>', page)
        assert found
        words = html.unescape(re.sub("<[^>]+>", "", found[1]))
        return words.replace("\u00a0", "~").replace("\u202f", "^").replace("\u2060", "+")

    return of


@pytest.mark.parametrize(
    ("language", "text", "printed"),
    [
        ("en", "On 21 September 2024 it rose.", "On 21~September~2024 it rose."),
        ("en", "On {2024-09-21} it rose.", "On 21~September~2024 it rose."),
        ("en", "Some 5 km, 3 million and No. 7.", "Some 5~km, 3~million and No.~7."),
        ("en", "K. J. Smith said.", "K.~J.~Smith said."),
        ("en", "COVID-19 and non-proliferation", "COVID-+19 and non-+proliferation"),
        ("en", "a long-term well-being", "a long-term well-being"),
        ("en", "A short text ends as it may.", "A short text ends as it may."),
        ("en", f"{'So it is. ' * 5}It may rest.", f"{'So it is. ' * 5}It may~rest."),
        (
            "en",
            f"{'So it is. ' * 5}An *uncontestable* end.",
            f"{'So it is. ' * 5}An uncontestable~end.",
        ),
        (
            "en",
            f"{'So it is. ' * 5}No unquestionableness.",
            f"{'So it is. ' * 5}No unquestionableness.",
        ),
        ("en", 'It – said "so" – went (“on”).', "It~– said “so”~– went (“on”)."),
        ("en", "https://example.org/a-b is a page", "https://example.org/a-b is a page"),
        ("en", "It doesn't name {loans}'s \"owners'\"", "It doesn’t name 1,410 x’s “owners’”"),
        ("en", "It said 'don't' in 5' of time", "It said 'don’t' in 5' of time"),
        ("fr", "L'eau d'*or*, l'\"or\"", "L’eau d’or, l’«~or~»"),
        ("uz", "o'zbek", "o'zbek"),
        ("ru", "Мир – в доме, о чём 5 км.", "Мир~— в~доме, о~чём 5~км."),
        ("ru", 'Слово "мир" на 2024–2026', "Слово «мир» на~2024–2026"),
        ("ru", "Так было в 2024 году, из-за бед", "Так было в~2024~году, из-+за~бед"),
        ("ru", "С 5 – 7 мая", "С~5~– 7~мая"),
        ("kk", 'Бұл – "сөз"', "Бұл~— «сөз»"),
        ("fr", 'Il dit : "oui" ; 10:30 !', "Il dit~: «~oui~»^; 10:30^!"),
        ("fr", "Quoi? Le {2026-03-01}: à Paris", "Quoi^? Le 1er~mars~2026~: à~Paris"),
        ("fr", "en 50 av. J.-C.; p. ex. ici", "en 50 av.^J.-C.^; p.^ex. ici"),
        ("fr", "{loans}, ou 3 450,25 €, 1 250 000", "1^410 x, ou 3^450,25~€, 1^250^000"),
        ("de", "Um 50%, um 7,5 % und 100%-ig", "Um 50~%, um 7,5~% und 100%-ig"),
        ("en", "By 50%, by 7.5% of it", "By 50%, by 7.5% of it"),
        ("fr", "Il dit - oui: 50%; non", "Il dit~– oui~: 50~%^; non"),
        ("de", "Er sagt - das *Haus* -- 5 - 3, x - 7", "Er sagt~– das Haus~– 5 - 3, x - 7"),
        ("ru", "Мир - в доме", "Мир~— в~доме"),
        ("fr", "+33 612 345 678, en 2024 300 x", "+33 612 345 678, en 2024 300 x"),
        ("ru", "Их 12 500 или {loans}", "Их 12~500 или 1~410 x"),
        ("en", "Some 12 500 of 01 234 567 89", "Some 12~500 of 01 234 567 89"),
        ("de", "Wie z. B. hier, d. h. i. d. R.", "Wie z.^B. hier, d.^h. i.^d.^R."),
        ("de", "Viele, u. a. K. J. Meier; sonst!", "Viele, u.^a. K.~J.~Meier; sonst!"),
        ("kk", "б. з. б. 5", "б.^з.^б. 5"),
        ("ru", "То есть и т. д., и т. п.", "То есть и~т.^д., и~т.^п."),
        ("ar", 'قال "نعم"', "قال «نعم»"),
        ("zh", '他说："是。"又说"好"。', "他说：“是。”又说“好”。"),
    ],
)
def test_a_language_has_its_signs_and_blanks(
    typeset: Set, language: str, text: str, printed: str
) -> None:
    assert typeset(language, text) == printed


@pytest.mark.parametrize(
    ("language", "printed"),
    [
        ("en", "Water: clean"),
        ("fr", "Water : clean"),
        ("zh", "Water：clean"),
        ("ja", "Water：clean"),
    ],
)
def test_the_colon_of_a_label_is_that_of_its_language(
    write: Write, reader: Audience, language: str, printed: str
) -> None:
    file = write(language, "A.") / "briefing.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "  - list:\n    items: [{Water: clean}]\n")
    page = render(edition.select(content.read(file.parent), reader, language), reader.theme)
    assert printed in re.sub("<[^>]+>", "", page)


def test_in_a_cell_numbers_alone_keep_together(write: Write, reader: Audience) -> None:
    file = write("fr", "A.") / "briefing.yaml"
    rows = '[["12 500", "un non-lieu de 5 km"]]'
    table = f"  - table: T\n    columns: [a, b]\n    rows: {rows}\n"
    file.write_text(file.read_text(encoding="utf-8") + table, encoding="utf-8")
    page = render(edition.select(content.read(file.parent), reader, "fr"), reader.theme)
    found = re.findall("<t[dh][ >].*?</t[dh]>", page, re.DOTALL)
    cells = [html.unescape(re.sub("<[^>]+>", "", one)).strip() for one in found]
    assert cells[-2:] == ["12\u202f500", "un non-lieu de 5 km"]


def test_a_key_figure_is_not_tied_to_what_it_counts_in_the_line_below(
    write: Write, reader: Audience
) -> None:
    file = write("en", "A.") / "briefing.yaml"
    said = file.read_text(encoding="utf-8").replace("unit: x,", "unit: km, label: of road,")
    file.write_text(said + "  - key_figures: [loans]\n", encoding="utf-8")
    page = render(edition.select(content.read(file.parent), reader, "en"), reader.theme)
    assert '1,410</data></span> <span data-role="unit">km' in page


def test_an_organisation_chooses_its_dash(write: Write, reader: Audience) -> None:
    labels = {**reader.theme.labels["en"], "typography.dash": "—"}
    reader = replace(reader, theme=replace(reader.theme, labels=Vocabularies(en=labels)))
    chosen = edition.select(content.read(write("en", "It – so – went")), reader, "en")
    assert "It—so—went" in [leaf.text for leaf in chosen.leaves()]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "COVID-19 – on 21 September 2024[^sheet], *non*-proliferation, {loans}."),
        ("ru", "COVID-19 – в доме[^sheet] с 21 сентября 2024 г., {loans}."),
        ("fr", "Le COVID-19 : « oui »[^sheet] ; {loans} ? Non !"),
        ("ar", "قال و ذهب 5 كم COVID-19[^sheet] {loans}."),
    ],
)
def test_all_files_say_the_same(write: Write, reader: Audience, language: str, text: str) -> None:
    """The account is proven: a build fails where a file says something else."""
    formats = ("pdf", "docx", "html")
    build = pipeline.build(content.read(write(language, text)), reader, language, formats)
    page = pypdfium2.PdfDocument(build.outputs["pdf"])[0].get_textpage().get_text_bounded()
    with zipfile.ZipFile(io.BytesIO(build.outputs["docx"])) as archive:
        document = archive.read("word/document.xml").decode()
    assert "COVID" in page
    assert "<w:noBreakHyphen />" in document or "<w:noBreakHyphen/>" in document
    assert "\u00a0" in document
    assert "\u2060" not in document


def test_no_line_ends_within_what_is_tied(write: Write, reader: Audience) -> None:
    text = " ".join(f"{'w' * (n % 9 + 1)} COVID-19 on 21 September 2024" for n in range(40))
    build = pipeline.build(content.read(write("en", text)), reader, "en", ("pdf",))
    page = pypdfium2.PdfDocument(build.outputs["pdf"])[0].get_textpage().get_text_bounded()
    lines = [line for line in page.splitlines() if "COVID" in line]
    assert len(lines) > 10
    assert not [line for line in lines if re.search(r"(COVID-?|21|September)$", line.strip())]


def test_withheld_words_are_found_in_files_whatever_ties_them(
    tmp_path: Path, reader: Audience
) -> None:
    main = HEAD.format(language="en") + (
        "  - text: 'COVID-19 non-paper on 5 km of the northern fence.'\n    for: [full]\n"
        "  - text: Open to all.\n"
    )
    (tmp_path / "briefing.yaml").write_text(main, encoding="utf-8")
    briefing = content.read(tmp_path)
    build = pipeline.build(briefing, reader, "en", ("pdf", "docx", "html"))
    other = replace(audience.read(TEMPLATES, "public"), order=("body",))
    withheld = disclosure.collect_withheld(briefing, other, edition.select(briefing, other, "en"))
    found = disclosure.search(withheld, build.outputs, "sample")
    assert all(any(name in str(one) for one in found) for name in ("PDF", "Word", "web page"))


@pytest.mark.parametrize(
    ("language", "numbers"),
    [("en", ["1.", "a.", "i.", "ii.", "b.", "2."]), ("ru", ["1.", "1.", "1.", "2.", "2.", "2."])],
)
def test_a_list_in_a_list_counts_as_its_language_does_in_every_file(
    tmp_path: Path, reader: Audience, language: str, numbers: list[str]
) -> None:
    main = HEAD.format(language=language) + (
        "  - list: Xx\n    id: steps\n    ordered: yes\n    items:\n"
        "      - {text: Xx, items: [{text: Xx, items: [Xx, Xx]}, Xx]}\n      - Xx\n"
    )
    (tmp_path / "briefing.yaml").write_text(main, encoding="utf-8")
    formats = ("pdf", "docx", "html", "eml")
    build = pipeline.build(content.read(tmp_path), reader, language, formats)
    items = [leaf.text for leaf in build.account.leaves if leaf.at.startswith("steps.items")]
    assert items == [f"{number} Xx" for number in numbers]
    statuses = {leaf.status(name) for leaf in build.account.leaves for name in formats}
    assert statuses == {"ok"}
