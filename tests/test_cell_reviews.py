"""Cells with paragraphs and lists that came back from Word, from a translator, from a form."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import TEMPLATES
from lxml import etree
from sample_folder import folder
from starlette.datastructures import FormData
from tampering.word import DOCUMENT, pack, unzip

from briefwright import audience, content, edition, pipeline
from briefwright.content.translation import list_translatables
from briefwright.editing import Rewording, propose, try_changes
from briefwright.review.original import Original
from briefwright.review.reading import read
from briefwright.review.reviewing import review
from briefwright.review.sending import track_changes
from briefwright.review.translation_rows import list_rows
from briefwright.service.editor.change_forms import read_form

TASKS = """body:
  - table: Tasks
    id: tasks
    columns: [Ministry, Task]
    rows:
      - - Foreign affairs
        - |
          Leads the talks and
          tells the others.

          Before the summit it:
          - drafts a *joint* statement;
          - sends it out.
      - - Defence
        - |
          1. Counts.
          2. Buys.
      - [Finance, Pays.]
"""
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Original:
    path = folder(tmp_path_factory.mktemp("tasks"), TASKS)
    return Original(path, content.read(path), audience.read(TEMPLATES, "full"), "en")


@pytest.fixture(scope="module")
def sent(original: Original) -> bytes:
    built = pipeline.build(original.briefing, original.audience, "en", ("docx",))
    return track_changes(built.outputs["docx"])


def find(root: etree._Element, words: str) -> etree._Element:
    return next(one for one in root.iter(f"{W}p") if words in "".join(one.itertext()))


def retype(paragraph: etree._Element, words: str) -> etree._Element:
    """A paragraph → another like it that says other words."""
    made = etree.fromstring(etree.tostring(paragraph))
    for mark in (*made.iter(f"{W}bookmarkStart"), *made.iter(f"{W}bookmarkEnd")):
        mark.getparent().remove(mark)
    first, *others = made.iter(f"{W}t")
    first.text = words
    for one in others:
        one.text = ""
    return made


def change_words(root: etree._Element) -> None:
    text = next(one for one in root.iter(f"{W}t") if "sends it out" in (one.text or ""))
    text.text = text.text.replace("sends it out", "publishes it")


def add_item(root: etree._Element) -> None:
    item = find(root, "sends it out")
    item.addnext(retype(item, "answers questions."))


def add_number(root: etree._Element) -> None:
    item = find(root, "Counts.")
    item.addnext(retype(item, "Says what is lacking."))


def split_paragraph(root: etree._Element) -> None:
    paragraph = find(root, "Leads the talks")
    text = next(paragraph.iter(f"{W}t"))
    text.text = "Leads the talks"
    paragraph.addnext(retype(paragraph, "and tells the others."))


def remove_item(root: etree._Element) -> None:
    item = find(root, "joint")
    item.getparent().remove(item)


def add_to_a_line(root: etree._Element) -> None:
    paragraph = find(root, "Pays.")
    paragraph.addnext(retype(paragraph, "In June."))


FIRST = ["Leads the talks and", "tells the others.", "", "Before the summit it:"]
ITEMS = ["- drafts a *joint* statement;", "- sends it out."]


@pytest.mark.parametrize(
    ("change", "at", "lines"),
    [
        (change_words, "tasks.rows.1.2", [*FIRST, ITEMS[0], "- publishes it."]),
        (add_item, "tasks.rows.1.2", [*FIRST, *ITEMS, "- answers questions."]),
        (remove_item, "tasks.rows.1.2", [*FIRST, ITEMS[1]]),
        (split_paragraph, "tasks.rows.1.2",
         ["Leads the talks", "", "and tells the others.", *FIRST[2:], *ITEMS]),
        (add_number, "tasks.rows.2.2", ["1. Counts.", "2. Says what is lacking.", "3. Buys."]),
        (add_to_a_line, "tasks.rows.3.2", ["Pays.", "", "In June."]),
    ],
)  # fmt: skip
def test_what_came_back_in_a_cell_is_written_as_its_lines(
    sent: bytes,
    original: Original,
    change: Callable[[etree._Element], None],
    at: str,
    lines: list[str],
) -> None:
    parts = unzip(sent)
    root = etree.fromstring(parts[DOCUMENT])
    change(root)
    returned = pack(parts | {DOCUMENT: etree.tostring(root)})
    (found,) = review(read(sent), read(returned), original).findings
    assert (found.at, found.why) == (at, "")
    assert [one.at for one in found.changes] == [at]
    (written,) = propose(original.path, found.changes).rewrites
    after = "\n".join(line.strip() for line in written.after.splitlines())
    assert squeeze("\n".join(lines)) in squeeze(after) or quote(lines) in after


def squeeze(lines: str) -> str:
    return re.sub(r"(?<!\n)\n(?=[a-z])", " ", lines)


def quote(lines: list[str]) -> str:
    return '"' + "\\n".join(lines) + '"'


def test_what_came_back_as_it_went_out_has_no_findings(sent: bytes, original: Original) -> None:
    assert review(read(sent), read(sent), original).findings == ()


# ----------------------------------------------------------------- from a form


@pytest.mark.parametrize(
    ("after", "written"),
    [
        ("Pays.\r\n\r\nIn June.", ["Pays.", "In June."]),
        ("Pays:\r\n- Defence\r\n- the police", ["Pays:", "• Defence", "• the police"]),
    ],
)
def test_a_cell_of_a_form_keeps_its_lines(tmp_path: Path, after: str, written: list[str]) -> None:
    path = folder(tmp_path, TASKS)
    names = (("at", "tasks.rows.3.2"), ("before", "Pays."), ("after", after), ("kind", "cell"))
    with try_changes(path, read_form(FormData(names)).changes) as (copy, proposal):
        assert not proposal.conflicts
        leaves = edition.select(content.read(copy), audience.read(TEMPLATES, "full"), "en").leaves()
        said = next(leaf.text for leaf in leaves if leaf.at == "tasks.rows.3.2")
    assert said.split("\u2029") == written


def test_lines_that_end_elsewhere_are_a_change_of_a_cell() -> None:
    fields = (("at", "t.rows.1.1"), ("before", "One two"), ("after", "One\n\ntwo"))
    (change,) = read_form(FormData((*fields, ("kind", "cell")))).changes
    assert change == Rewording("t.rows.1.1", "One two", "One\n\ntwo")


def test_a_cell_is_translated_line_by_line(original: Original, tmp_path: Path) -> None:
    path = folder(tmp_path, TASKS)
    briefing = content.read(path)
    known = {one.at: one for one in list_translatables(briefing)}
    digest = known["tasks.rows.1.2"].digest
    lines = ("Ведёт переговоры.", "", "До саммита:", "- пишет *заявление*;", "- рассылает.")
    said = "".join(f"      {line}\n" if line else "\n" for line in lines)
    text = f"texts:\n  tasks.rows.1.2:\n    of: {digest}\n    text: |\n{said}"
    (path / "briefing.ru.yaml").write_text(text, encoding="utf-8")
    translated = replace(original, path=path, briefing=content.read(path), language="ru")
    (row,) = list_rows(translated)
    assert row.said.split("\n") == [
        "Ведёт переговоры.", "До саммита:", "- пишет *заявление*;", "- рассылает.",
    ]  # fmt: skip
    leaf = translated.leaves["tasks.rows.1.2"]
    assert leaf.text.split("\u2029")[2:] == ["• пишет заявление;", "• рассылает."]
