"""What doesn't fit is fitted, step by step, in both files; nothing passes its measure."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import docx
import pytest
from conftest import TEMPLATES
from docx.oxml.ns import qn
from pypdfium2 import PdfDocument
from sample_folder import folder

from briefwright import audience, content, pipeline
from briefwright.audience import Audience
from briefwright.document.measures import (
    Measures,
    RunningLine,
    RunningText,
    StripMeasure,
    TableMeasure,
)
from briefwright.edition import Edition, fit, select, walk
from briefwright.edition.breaking import break_leaves
from briefwright.edition.nodes import BodyNode, KeyFiguresNode, Leaf, Node, SectionNode, TableNode
from briefwright.edition.running_heads import shorten
from briefwright.edition.runs import Words
from briefwright.facts import numerals
from briefwright.pipeline import Build
from briefwright.problems import ContentError

COMPOUND = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftstag"
ADDRESS = "https://example.org/" + "a_rather_long_name_without_end." * 5
LINES = "The river is measured at each of its stations, every hour, by day and by night. "


def full() -> Audience:
    return audience.read(TEMPLATES, "full")


def make(tmp_path: Path, body: str, language: str = "en", **files: str) -> Edition:
    """The body of a briefing → its full edition, as it is before anything is laid out."""
    path = folder(tmp_path, f"status: final\n{body}", **files)
    main = path / "briefing.yaml"
    main.write_text(
        main.read_text("utf-8").replace("language: en", f"language: {language}"), "utf-8"
    )
    return select(content.read(path), full(), language)


def build(tmp_path: Path, body: str, reader: Audience | None = None, **files: str) -> Build:
    """The body of a briefing → its edition in both files, proven to say the same."""
    path = folder(tmp_path, f"status: final\n{body}", **files)
    return pipeline.build(content.read(path), reader or full(), "en")


def table(columns: int, head: str = "Indicator {}", rows: int = 2) -> str:
    """A section with a table of so many columns, all but the first of numbers."""
    heads = ", ".join(["Region", *(head.format(n) for n in range(1, columns))])
    lines = "".join(
        f"          - [Region {row}, {', '.join(str(row * 1000 + n) for n in range(1, columns))}]\n"
        for row in range(1, rows + 1)
    )
    return (
        "body:\n  - section: One\n    id: one\n    body:\n      - Words.\n"
        f"      - table: Numbers\n        id: numbers\n        columns: [{heads}]\n"
        f"        note: A note.\n        rows:\n{lines}      - Some more words.\n"
    )


def find(chosen: Edition, at: str) -> Node:
    return next(node for node in walk(chosen.blocks) if node.at == at)


def find_table(chosen: Edition, at: str = "numbers") -> TableNode:
    found = find(chosen, at)
    assert isinstance(found, TableNode)
    return found


def fit_table(chosen: Edition, *widths: float, room: float = 500, turned: float = 900) -> Edition:
    measure = TableMeasure(room, turned, widths)
    return fit(chosen, Measures(tables={"numbers": measure}), full().theme.labels)


# ----------------------------------------------------------------- what is on the pages


def stray_letters(data: bytes) -> list[str]:
    """A PDF → the letters of it that stand outside the margins of its pages."""
    document, found, seen = PdfDocument(data), [], 0
    for page in document:
        width, _ = page.get_size()
        text = page.get_textpage()
        side = 29 * 72 / 25.4 if width > 600 else 34 * 72 / 25.4
        for n in range(text.count_chars()):
            left, _, right, _ = text.get_charbox(n)
            seen += 1
            if right > left and (left < side - 2 or right > width - side + 2):
                found.append(text.get_text_range(n, 1))
    assert seen
    return found


def word_tables(data: bytes) -> list[tuple[list[int], list[list[str]]]]:
    """A Word file → for each table the widths of its columns in twips, and its cells."""
    body = docx.Document(io.BytesIO(data)).element.body
    return [
        (
            [int(one.get(qn("w:w"))) for one in made.iter(qn("w:gridCol"))],
            [
                ["".join(text.text or "" for text in cell.iter(qn("w:t"))) for cell in row.tc_lst]
                for row in made.tr_lst
            ],
        )
        for made in body.iter(qn("w:tbl"))
    ]


def word_xml(data: bytes, part: str) -> str:
    parts = docx.Document(io.BytesIO(data)).part.package.iter_parts()
    return "".join(one.blob.decode() for one in parts if re.search(part, str(one.partname)))


# ----------------------------------------------------------------- tables, step by step


def test_where_everything_fits_the_edition_is_the_same(tmp_path: Path) -> None:
    chosen = make(tmp_path, table(4))
    assert fit(chosen, Measures(), full().theme.labels) is chosen


def test_first_the_heads_of_a_table_wrap(tmp_path: Path) -> None:
    fitted = fit_table(make(tmp_path, table(4)), 200, 200, 200, 200)
    assert find_table(fitted).fit == "wrapped"


def test_then_its_letters_are_a_step_smaller(tmp_path: Path) -> None:
    wrapped = fit_table(make(tmp_path, table(4)), 200, 200, 200, 200)
    fitted = fit_table(wrapped, 130, 130, 130, 130)
    assert find_table(fitted).fit == "compact"
    assert isinstance(find(fitted, "one"), SectionNode)
    assert not [node for node in walk(fitted.blocks) if node.kind == "landscape"]


def test_then_it_has_a_page_on_its_side(tmp_path: Path) -> None:
    wrapped = fit_table(make(tmp_path, table(4)), 200, 200, 200, 200)
    fitted = fit_table(wrapped, 220, 220, 220, 220)
    (turned,) = (node for node in walk(fitted.blocks) if node.kind == "landscape")
    assert isinstance(turned, BodyNode)
    assert [node.at for node in turned.body] == ["numbers"]


def test_then_it_is_split_and_the_first_column_stands_in_each_part(tmp_path: Path) -> None:
    wrapped = fit_table(make(tmp_path, table(8)), *[100] * 8)
    fitted = fit_table(wrapped, *[240] * 8)
    parts = [node for node in walk(fitted.blocks) if isinstance(node, TableNode)]
    assert [[leaf.text for leaf in part.columns] for part in parts] == [
        ["Region", "Indicator 1", "Indicator 2"],
        ["Region", "Indicator 3", "Indicator 4", "Indicator 5"],
        ["Region", "Indicator 6", "Indicator 7"],
    ]
    assert {part.rows[0].cells[0].text for part in parts} == {"Region 1"}
    assert len({part.rows[0].cells[0].at for part in parts}) == len(parts)


def test_what_goes_on_says_so_and_notes_stand_below_the_last_part(tmp_path: Path) -> None:
    wrapped = fit_table(make(tmp_path, table(8)), *[100] * 8)
    fitted = fit_table(wrapped, *[240] * 8)
    first, *others = [node for node in walk(fitted.blocks) if isinstance(node, TableNode)]
    assert others
    assert [part.caption.text for part in others if part.caption] == ["Table 1 (continued)"] * len(
        others
    )
    assert [bool(part.note) for part in (first, *others)] == [False] * len(others) + [True]
    assert all(part.number == "" for part in others)


@pytest.mark.parametrize(
    ("language", "words"),
    [("ar", "الجدول 1 (تابع)"), ("en", "Table 1 (continued)"), ("ru", "Таблица 1 (продолжение)")],
)
def test_a_table_goes_on_in_the_words_of_its_language(
    tmp_path: Path, language: str, words: str
) -> None:
    chosen = make(tmp_path, table(8), language)
    fitted = fit_table(fit_table(chosen, *[100] * 8), *[240] * 8)
    (_, second, _) = (node for node in walk(fitted.blocks) if isinstance(node, TableNode))
    assert second.caption
    assert second.caption.text == words


def test_a_column_that_fits_nowhere_is_a_fault_that_names_it(tmp_path: Path) -> None:
    rows = f"    rows:\n      - [One, {'.'.join('7' * 150)}]\n"
    body = f"body:\n  - table: Big\n    columns: [Name, Digits]\n{rows}"
    with pytest.raises(ContentError) as caught:
        build(tmp_path, body)
    (fault,) = caught.value.problems
    assert (fault.code, fault.at) == ("L826", "table-1.columns.2")
    assert "“Digits”" in fault.message


@pytest.mark.parametrize(
    ("columns", "head", "pages"),
    [
        (6, "Share of all personnel number {}", 1),  # heads wrap
        (10, "Personnel {}", 1),  # letters a step smaller
        (14, "Indicator {}", 2),  # on its side
        (30, "Indicator {}", 2),  # in two parts
    ],
)
def test_no_table_passes_its_measure_in_either_file(
    tmp_path: Path, columns: int, head: str, pages: int
) -> None:
    made = build(tmp_path, table(columns, head))
    assert made.account.problems == ()
    assert made.pages == pages
    assert stray_letters(made.outputs["pdf"]) == []
    tables = word_tables(made.outputs["docx"])
    assert tables
    for widths, rows in tables:
        room = 13560 if pages > 1 else 8060  # twips between the margins, on its side and upright
        assert sum(widths) <= room
        assert rows[1][0] == "Region 1"
    assert sum(len(widths) - 1 for widths, _ in tables) == columns - 1


def test_a_short_first_cell_stands_on_one_line(tmp_path: Path) -> None:
    chosen = make(tmp_path, table(4))
    fitted = fit(chosen, Measures(stacked=frozenset({"numbers"})), full().theme.labels)
    assert find_table(fitted).looks[0] == "short"


# ----------------------------------------------------------------- key figures

FACTS = """\
money: {value: 1234567890, unit: euros, label: Budget}
people: {value: 45000000, unit: people, label: Population}
trips: {range: [1200000, 3400000], unit: trips, label: Trips}
ships: {value: 12, unit: ships, label: Ships}
letters: {value: 123456, unit: letters, label: Letters}
"""
FIGURES = "body:\n  - key_figures: [money, people, trips, ships, letters]\n    id: top\n"


def fit_strip(chosen: Edition, *widths: float, room: float = 500) -> KeyFiguresNode:
    measures = Measures(strips={"top": StripMeasure(room, widths)})
    found = find(fit(chosen, measures, full().theme.labels), "top")
    assert isinstance(found, KeyFiguresNode)
    return found


def test_key_figures_that_don_t_fit_take_their_short_forms(tmp_path: Path) -> None:
    fitted = fit_strip(make(tmp_path, FIGURES, facts=FACTS), 150, 150, 200, 60, 90)
    texts = [item.leaf.text.replace("\u00a0", " ") for item in fitted.key_figures]
    assert texts == [
        "1.23 billion euros · Budget rounded",
        "45 million people · Population",
        "1.2–3.4 million Trips",
        "12 Ships",
        "123,456 Letters",
    ]


def test_a_date_among_them_has_no_short_form(tmp_path: Path) -> None:
    facts = FACTS.replace("letters:", "until: {date: 2026-09-30, label: End}\nletters:")
    main = FIGURES.replace("letters]", "until]")
    fitted = fit_strip(make(tmp_path, main, facts=facts), 150, 150, 200, 60, 90)
    assert fitted.key_figures[4].leaf.text.replace("\u00a0", " ") == "30 September 2026 End"


def test_then_they_stand_in_balanced_rows(tmp_path: Path) -> None:
    chosen = make(tmp_path, FIGURES, facts=FACTS)
    short = replace(chosen, blocks=(fit_strip(chosen, 150, 150, 200, 60, 90),))
    assert fit_strip(short, 110, 110, 110, 60, 90).row == 3  # four would fit: three and two
    assert fit_strip(short, 240, 110, 110, 60, 90).row == 2
    assert fit_strip(short, 260, 110, 110, 60, 90).row == 1


@pytest.mark.parametrize(
    ("value", "language", "shown"),
    [
        ("45000000", "en", "45 million"),
        ("999999999999", "en", "1 trillion"),
        ("-1234567", "en", "−1.23 million"),
        ("1234567890", "ru", "1,23 млрд"),
        ("45000000", "kk", "45 млн"),
        ("45000000", "ar", "45 مليون"),
        ("45000000", "de", "45 Mio."),
        ("1234567", "sw", "milioni 1.23"),
        ("1234567", "zh", "123万"),
        ("123456789", "ja", "1.23億"),
        ("1234567", "ko", "123만"),
        ("999999", "en", "999,999"),
    ],
)
def test_a_long_number_has_a_short_form_in_each_language(
    value: str, language: str, shown: str
) -> None:
    assert numerals.show_compact(Decimal(value), language).replace("\u00a0", " ") == shown


def test_rows_of_key_figures_are_rows_in_word(tmp_path: Path) -> None:
    made = build(tmp_path, FIGURES, facts=FACTS)
    assert made.account.problems == ()
    assert stray_letters(made.outputs["pdf"]) == []
    ((widths, rows),) = word_tables(made.outputs["docx"])
    assert [len(row) for row in rows] == [2, 2, 2]
    assert rows[2][0].startswith("123,456")
    assert rows[2][1] == ""
    assert sum(widths) <= 8060


# ----------------------------------------------------------------- long words


def broken(text: str, language: str = "de") -> str:
    return break_leaves(Leaf("a", (Words(text),)), language).text


def test_a_long_word_breaks_where_its_language_divides_it() -> None:
    pieces = broken(COMPOUND).split("\u00ad")
    assert pieces[:2] == ["Do", "nau"]
    assert max(map(len, pieces)) < 12


def test_an_address_breaks_after_its_signs_and_nowhere_else() -> None:
    assert broken("https://example.org/long_name").split("\u200b") == [
        "https://",
        "example.",
        "org/",
        "long_",
        "name",
    ]


def test_a_code_breaks_anywhere_and_has_no_hyphen() -> None:
    code = broken("ACGT" * 20)
    assert "\u00ad" not in code
    assert code.replace("\u200b", "") == "ACGT" * 20
    assert code.count("\u200b") > 60


def test_a_number_never_breaks_nor_does_a_ligature() -> None:
    assert broken("1,234,567,890,123,456,789") == "1,234,567,890,123,456,789"
    assert "f\u00adf" not in broken("Donaudampfschifffahrtsgesellschaft")


def test_long_words_keep_the_measure_wherever_they_stand(tmp_path: Path) -> None:
    body = f"""body:
  - key_messages: ["{COMPOUND} {ADDRESS}"]
  - section: Heading {COMPOUND}
    id: one
    body:
      - Text {COMPOUND} and [{ADDRESS}]({ADDRESS})[^nca]
      - list: Lead {COMPOUND}
        items: ["{COMPOUND}", "{ADDRESS}"]
      - quote: Said {COMPOUND}
        who: {COMPOUND}
      - table: Caption {COMPOUND}
        columns: [Name, Address, "{COMPOUND}"]
        note: Note {COMPOUND}
        source: nca
        rows:
          - ["{COMPOUND}", "{ADDRESS}", "1"]
"""
    made = build(
        tmp_path,
        body,
        sources=f"nca: {{title: {COMPOUND}, publisher: '{COMPOUND}', url: '{ADDRESS}'}}\n",
    )
    assert made.account.problems == ()
    assert stray_letters(made.outputs["pdf"]) == []
    large = build(tmp_path / "large", body, audience.enlarge(full()), sources="nca: {title: A}\n")
    assert large.account.problems == ()


# ----------------------------------------------------------------- heads and feet


def running(words: str, width: float) -> RunningText:
    cuts = words.split()
    shorter = (
        (" ".join(cuts[:end]) + "…", width * end / len(cuts)) for end in range(len(cuts) - 1, 0, -1)
    )
    return RunningText(words, width, tuple(shorter))


def test_the_title_gives_way_to_the_section() -> None:
    line = RunningLine(100, (running("a b c d e f", 60), running("u v w", 60)))
    assert shorten([line], frozenset({"abcdef"})) == {"abcdef": "a b c d…"}


def test_a_long_section_is_cut_too_and_a_page_number_never() -> None:
    line = RunningLine(100, (running("a b c d", 80), running("u v w x y z", 120)))
    assert shorten([line], frozenset({"abcd"})) == {"abcd": "a…", "uvwxyz": "u v w x…"}
    foot = RunningLine(100, (running("a b c d", 100), RunningText("1 / 2", 10)))
    assert shorten([foot], frozenset({"abcd"})) == {"abcd": "a b c…"}


def test_heads_never_touch_and_word_says_the_same(tmp_path: Path) -> None:
    section = "Cooperation between the ministries of foreign affairs in transport and trade"
    body = f"body:\n  - section: {section}\n    id: one\n    body:\n      - {LINES * 60}\n"
    path = folder(tmp_path, f"status: final\n{body}")
    main = path / "briefing.yaml"
    title = "Ministerial meeting on trade and transport in Central Asia"
    main.write_text(main.read_text("utf-8").replace("A sample", title), "utf-8")
    made = pipeline.build(content.read(path), full(), "en")
    assert made.account.problems == ()
    (head,) = re.findall(r'data-running="([^"]+)" data-foot', made.html)
    assert head.endswith("…")
    assert title.startswith(head.removesuffix("…"))
    assert head in word_xml(made.outputs["docx"], "header")


def test_a_running_line_in_word_has_no_stop_that_its_text_could_pass(tmp_path: Path) -> None:
    made = build(tmp_path, f"body:\n  - {LINES}\n")
    foot = word_xml(made.outputs["docx"], "footer")
    assert 'w:val="right"' in foot
    assert 'w:val="center"' not in foot


# ----------------------------------------------------------------- longer than a page


def test_a_box_longer_than_a_page_begins_under_its_heading(tmp_path: Path) -> None:
    body = f"body:\n  - section: One\n    id: one\n    body:\n      - callout: {LINES * 80}\n"
    made = build(tmp_path, body)
    assert made.account.problems == ()
    pages = {leaf.at: leaf.page for leaf in made.account.leaves}
    assert pages["one/callout-1.callout"] == pages["one.section"] == 1


def test_a_row_longer_than_a_page_has_the_heads_on_each(tmp_path: Path) -> None:
    body = (
        "body:\n  - table: Long\n    columns: [Item, Remark]\n    rows:\n"
        f"      - [Item 1, Short]\n      - [Item 2, '{LINES * 90}']\n"
    )
    made = build(tmp_path, body)
    assert made.account.problems == ()
    texts = [page.get_textpage().get_text_range() for page in PdfDocument(made.outputs["pdf"])]
    inside = [text for text in texts if "stations" in text]
    assert len(inside) > 1
    assert all("Item" in text and "Remark" in text for text in inside)
    assert "Item 2" in inside[0]


# ----------------------------------------------------------------- charts


def test_columns_without_room_for_their_labels_are_bars_in_both_files(tmp_path: Path) -> None:
    body = "body:\n  - chart: Who\n    id: who\n    kind: column\n    rows: [a, b]\n"
    facts = f"a: {{value: 5, unit: people, label: Office for {COMPOUND}}}\n"
    made = build(tmp_path, body, facts=facts + "b: {value: 7, unit: people, label: B}\n")
    assert made.account.problems == ()
    assert 'data-chart="bar"' in made.html
    assert 'barDir val="bar"' in word_xml(made.outputs["docx"], "charts/chart")
    (alt,) = (leaf.text for leaf in made.edition.leaves() if leaf.kind == "alt")
    assert alt.startswith("Bar chart:")


def test_what_a_program_reads_has_no_marks_of_breaks(tmp_path: Path) -> None:
    import pikepdf

    body = (
        f"body:\n  - section: One\n    body:\n      - 'See [{ADDRESS}]({ADDRESS}).'\n"
        f"      - table: Long words\n        columns: [Name, Value]\n"
        f"        rows:\n          - ['{COMPOUND}', '{ADDRESS}']\n"
    )
    built = build(tmp_path, body)
    assert "\u200b" in built.html
    with pikepdf.open(io.BytesIO(built.outputs["pdf"])) as pdf:
        (data,) = (file.get_file().read_bytes() for file in pdf.attachments.values())
    text = data.decode("utf-8-sig")
    assert COMPOUND in text
    assert not {"\u00ad", "\u200b"} & set(text)
