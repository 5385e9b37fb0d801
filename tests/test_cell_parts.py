"""Cells of tables that hold paragraphs and lists: as written, in every file, and as read back."""

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from conftest import TEMPLATES
from lxml import etree
from sample_folder import folder
from sample_reading import elements, kids
from tampering.word import DOCUMENT, pack, unzip

from briefwright import audience, content, edition, pipeline
from briefwright.audience import Audience
from briefwright.document.marks import strip_breaks
from briefwright.formats import FORMATS
from briefwright.importing.documents import read_document
from briefwright.importing.drafting import make_draft
from briefwright.importing.files import Metadata
from briefwright.problems import ContentError, Problem
from briefwright.verify import parity

TASKS = """facts:
  partners: {value: 12, unit: partners}
body:
  - section: Who does what
    id: section
    body:
      - table: Tasks
        id: tasks
        columns: [Ministry, Task, Cost]
        rows:
          - - Foreign affairs
            - |
              Leads the talks, and tells the other
              capitals what was said in them.

              Before the summit it:
              - drafts the *joint* statement[^a];
              - agrees it with {partners}.
            - 1200
          - - Defence
            - |
              1. Counts what is there.
              2. Says what is lacking.
            - 40.5
        notes: [In both languages.]
"""
LEADS = "Leads the talks, and tells the other capitals what was said in them."
DRAFTS = (
    "Before the summit it:",
    "• drafts the joint statementa;",
    "• agrees it with 12 partners.",
)
COUNTS = ("1. Counts what is there.", "2. Says what is lacking.")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def reader(large_print: bool = False) -> Audience:
    found = audience.read(TEMPLATES, "full")
    return replace(found, order=("body",), contents=0, large_print=large_print)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> pipeline.Build:
    """The table of tasks → its edition, in every format."""
    path = folder(tmp_path_factory.mktemp("tasks"), TASKS)
    return pipeline.build(content.read(path), reader(), "en", tuple(FORMATS))


def split(text: str) -> list[str]:
    """The text of a cell → its parts, with the marks of items."""
    parts = strip_breaks(text.replace("\u2060", "")).split("\u2029")
    return [" ".join(part.split()) for part in parts if part]


def read_cells(data: bytes, name: str) -> list[list[str]]:
    marks = FORMATS[name].read(data).body
    return [split(mark.text) for mark in marks if mark.kind == "cell"]


# ----------------------------------------------------------------- what is written


def write(tmp_path: Path, cell: str) -> list[str]:
    """A cell as written behind its dash → its parts in an edition."""
    table = "body:\n  - table: T\n    id: t\n    columns: [A, B]\n    rows:\n      - - a\n"
    main = f"{table}        - {cell}\n"
    briefing = content.read(folder(tmp_path, main))
    chosen = edition.select(briefing, reader(), "en")
    return split(next(leaf.text for leaf in chosen.leaves() if leaf.at == "t.rows.1.2"))


def indent(*lines: str) -> str:
    """Lines of a text after `|` → them as they stand in a cell."""
    return "|\n" + "\n".join(f"          {line}" if line else "" for line in lines)


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        (indent("One,", "and its end.", "", "Two."), ["One, and its end.", "Two."]),
        (indent("Both:", "- a", "- b", "  goes on"), ["Both:", "• a", "• b goes on"]),
        (indent("- a", "", "- b", "", "End."), ["• a", "• b", "End."]),
        (indent("  1. a", "  2. b"), ["1. a", "2. b"]),
        (indent("1. a", "2. b", "", "Again:", "1. c", "2. d"),
         ["1. a", "2. b", "Again:", "1. c", "2. d"]),
        ('"One.\\nTwo."', ["One.", "Two."]),
        ('"Both:\\n- a\\n- b"', ["Both:", "• a", "• b"]),
        ("1. Vote", ["1. Vote"]),
        ('"- 5"', ["- 5"]),
        (indent("It begins on", "1\\. January."), ["It begins on 1. January."]),
        (indent("It ends on", "31. January."), ["It ends on 31. January."]),
    ],
)  # fmt: skip
def test_each_line_of_a_cell_is_a_paragraph_or_an_item(
    tmp_path: Path, cell: str, parts: list[str]
) -> None:
    assert write(tmp_path, cell) == parts


@pytest.mark.parametrize(
    ("cell", "place", "words"),
    [
        (indent("- a", "  - b"), "16:13", "no list inside it"),
        (indent("1. a", "3. b"), "16:11", "Write “2.”"),
    ],
)
def test_a_list_in_a_list_and_a_number_left_out_are_faults(
    tmp_path: Path, cell: str, place: str, words: str
) -> None:
    with pytest.raises(ContentError) as caught:
        write(tmp_path, cell)
    (fault,) = caught.value.problems
    assert (fault.code, str(fault.where).partition("yaml:")[2]) == ("C253", place)
    assert words in fault.message


def test_a_list_in_a_text_is_a_warning_outside_of_tables_alone(tmp_path: Path) -> None:
    line = "text: |\n      Both:\n      - a\n      - b\n"
    cell = indent("Both:", "- a").replace("\n          ", "\n            ")
    table = f"  - table: T\n    columns: [A]\n    rows:\n      - - {cell}\n"
    _, problems = content.check(folder(tmp_path, f"body:\n  - {line}{table}"))
    assert [(one.code, one.where and one.where.line) for one in problems] == [
        ("Y118", 11), ("Y118", 12),
    ]  # fmt: skip


# ----------------------------------------------------------------- what the files say


@pytest.mark.parametrize("name", list(FORMATS))
def test_paragraphs_and_lists_stand_in_the_file(made: pipeline.Build, name: str) -> None:
    assert made.account.summary().startswith("nothing lost")
    cells = read_cells(made.outputs[name], name)
    assert [LEADS, *DRAFTS] in cells
    assert list(COUNTS) in cells


def test_a_cell_of_the_pdf_holds_paragraphs_and_lists(made: pipeline.Build) -> None:
    with pikepdf.open(io.BytesIO(made.outputs["pdf"])) as pdf:
        data = [
            cell
            for cell in elements(pdf, "TD")
            if any("/S" in kid for kid in kids(cell) if isinstance(kid, pikepdf.Dictionary))
        ]
        kinds = [[str(kid.S) for kid in kids(cell)] for cell in data]
        lists = elements(pdf, "L")
        assert kinds == [["/P", "/P", "/L"], ["/L"]]
        assert [str(one.A.ListNumbering) for one in lists] == ["/Disc", "/Decimal"]
        items = [[str(part.S) for part in kids(item)] for one in lists for item in kids(one)]
        assert items == [["/Lbl", "/LBody"]] * 4


def test_a_cell_of_the_word_file_holds_paragraphs_and_live_lists(made: pipeline.Build) -> None:
    body = etree.fromstring(unzip(made.outputs["docx"])[DOCUMENT])
    found = [
        (paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val"), "".join(paragraph.itertext()))
        for cell in body.iter(f"{W}tc") if len(cell.findall(f"{W}p")) > 1
        for paragraph in cell.iter(f"{W}p")
    ]  # fmt: skip
    assert [style for style, _ in found] == [
        *("TableParagraph", "TableParagraph", "TableBullet", "TableBullet"),
        *("TableNumber", "TableNumber"),
    ]
    assert not any(words.startswith(("•", "1.")) for _, words in found)


def test_in_large_print_a_cell_is_items_and_a_list_in_them(tmp_path: Path) -> None:
    made = pipeline.build(content.read(folder(tmp_path, TASKS)), reader(large_print=True), "en")
    assert made.account.summary().startswith("nothing lost")
    marks = FORMATS["docx"].read(made.outputs["docx"]).body
    items = [" ".join(mark.text.split()) for mark in marks if mark.kind == "item"]
    assert items[1:5] == [
        f"Task: {LEADS}", "Before the summit it:", "drafts the joint statement [a];",
        "agrees it with 12 partners.",
    ]  # fmt: skip
    assert items[items.index("Task:") :][:3] == ["Task:", *COUNTS]


# ----------------------------------------------------------------- from other files


def test_lines_of_a_cell_of_a_data_file_are_paragraphs_and_items(tmp_path: Path) -> None:
    path = folder(tmp_path, "body:\n  - {table: T, id: t, data: tasks.csv}\n")
    rows = 'Who,What\nDefence,"Before:\n- counts\n- buys\nAfter."\nFinance,1. pays\n'
    (path / "tasks.csv").write_text(rows, encoding="utf-8")
    chosen = edition.select(content.read(path), reader(), "en")
    said = {leaf.at: split(leaf.text) for leaf in chosen.leaves()}
    assert said["t.rows.1.2"] == ["Before:", "• counts", "• buys", "After."]
    assert said["t.rows.2.2"] == ["1. pays"]


def test_a_word_file_becomes_a_briefing_with_the_paragraphs_and_lists_of_its_cells(
    made: pipeline.Build, tmp_path: Path
) -> None:
    document = read_document("tasks.docx", made.outputs["docx"])
    draft = make_draft(document, Metadata("Tasks", "en", "2026-11-28"), reader())
    for name, data in draft.files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    chosen = edition.select(content.read(tmp_path), reader(), "en")
    cells = [split(leaf.text) for leaf in chosen.leaves() if ".rows." in leaf.at]
    assert [LEADS, *DRAFTS] in cells
    assert list(COUNTS) in cells


# ----------------------------------------------------------------- what is tampered with


def account(made: pipeline.Build, name: str, data: bytes) -> list[Problem]:
    """An edition, and one of its files as it was found → what its account says of that."""
    expected = made.edition.marks()
    found = {"markup": expected, name: FORMATS[name].read(data)}
    return list(parity.compare(expected, found).problems)


def find_items(root: etree._Element, style: str) -> list[etree._Element]:
    return [
        one
        for one in root.iter(f"{W}p")
        if one.find(f"{W}pPr/{W}pStyle[@{W}val='{style}']") is not None
    ]


def swap_items(root: etree._Element) -> None:
    first, second = find_items(root, "TableBullet")
    first.addprevious(second)


def drop_bullet(root: etree._Element) -> None:
    first, _ = find_items(root, "TableBullet")
    first.find(f"{W}pPr/{W}pStyle").set(f"{W}val", "TableParagraph")
    for number in first.iter(f"{W}numPr"):
        number.getparent().remove(number)


def number_bullet(root: etree._Element) -> None:
    for one in find_items(root, "TableBullet"):
        one.find(f"{W}pPr/{W}pStyle").set(f"{W}val", "TableNumber")
        for number in list(one.iter(f"{W}numPr")):
            number.getparent().remove(number)


def join_paragraphs(root: etree._Element) -> None:
    first, second = find_items(root, "TableParagraph")
    first.extend(second.findall(f"{W}r"))
    second.getparent().remove(second)


@pytest.mark.parametrize("change", [swap_items, drop_bullet, number_bullet, join_paragraphs])
def test_a_cell_that_was_changed_in_word_is_found(
    made: pipeline.Build, change: Callable[[etree._Element], None]
) -> None:
    parts = unzip(made.outputs["docx"])
    root = etree.fromstring(parts[DOCUMENT])
    change(root)
    spoilt = pack(parts | {DOCUMENT: etree.tostring(root)})
    assert account(made, "docx", made.outputs["docx"]) == []
    assert {one.at for one in account(made, "docx", spoilt)} == {"tasks.rows.1.2"}


def swap_pdf_items(pdf: pikepdf.Pdf) -> None:
    bullets = elements(pdf, "L")[0]
    bullets.K = pikepdf.Array(reversed(kids(bullets)))


def join_pdf_paragraphs(pdf: pikepdf.Pdf) -> None:
    cell = next(one for one in elements(pdf, "TD") if len(kids(one)) > 1)
    first, second, *_ = kids(cell)
    first.K = pikepdf.Array([*kids(first), second])
    second.S, second.P = pikepdf.Name.Span, first
    cell.K = pikepdf.Array([first, *kids(cell)[2:]])


@pytest.mark.parametrize("change", [swap_pdf_items, join_pdf_paragraphs])
def test_a_cell_that_was_changed_in_the_pdf_is_found(
    made: pipeline.Build, change: Callable[[pikepdf.Pdf], None]
) -> None:
    with pikepdf.open(io.BytesIO(made.outputs["pdf"])) as pdf:
        change(pdf)
        stream = io.BytesIO()
        pdf.save(stream)
    assert account(made, "pdf", made.outputs["pdf"]) == []
    assert "tasks.rows.1.2" in {one.at for one in account(made, "pdf", stream.getvalue())}
