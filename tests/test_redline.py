"""Two states of a briefing in one file: accepted, it says the later one; rejected, the earlier."""

import io
import random
import zipfile
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import lxml.html
import pikepdf
import pytest
from lxml import etree
from PIL import Image
from sample_folder import folder
from sample_office import edit_in_office

from briefwright import audience, content, edition, markup, pipeline
from briefwright.audience import Audience
from briefwright.edition import Edition
from briefwright.edition.merging import merge
from briefwright.model.dictionary import Briefing
from briefwright.redline import build_redline

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FACTS = """\
facts:
  loans: {value: 12400, unit: books, as_of: 2024-08-31}
  visits: {value: 310, unit: visits, as_of: 2024-08-31}
  lessons: {value: 40, unit: visits, as_of: 2024-08-31}
sources:
  report: {title: Annual report, publisher: The library, date: 2024-08-31}
  survey: {title: A survey of readers, publisher: The city, date: 2024-07-31}
"""
BLOCKS = tuple(
    f"- {block}\n"
    for block in (
        "text: The library lent {loans} in a year.[^report]",
        "text: Half of its {visits} were by children, who read on *four* afternoons.[^survey]",
        """list: Courses
  items:
    - Reading every Monday
    - Writing by hand
    - Sums and more""",
        """list: Steps to a card
  ordered: true
  items:
    - Come in
    - Show a paper
    - Sign it""",
        """table: Hours of the halls
  columns: [Day, Opens]
  rows:
    - [Monday, nine]
    - [Tuesday, ten]""",
        "callout: The card is free for all who live here.",
        "text: The halls were built with money from the city.[^report]",
        """chart: Visits in a day
  kind: bar
  rows: [visits, lessons]""",
    )
)
STEPS: tuple[tuple[str, str], ...] = (
    ("12400", "13000"),  # a number, and all that prints it
    ("Half of its", "More than a half of its"),  # words
    ("    - Writing by hand\n", ""),  # an item less
    ("    - Come in\n", "    - Come in\n    - Take a seat\n"),  # one more, counted through
    ("    - [Monday, nine]\n", "    - [Sunday, never]\n    - [Monday, nine]\n"),  # a row more
    ("year.[^report]", "year."),  # a note less
    (BLOCKS[5], ""),  # a block less
    (BLOCKS[6] + BLOCKS[7], BLOCKS[7] + BLOCKS[6]),  # a block that moves
    ("value: 310", "value: 320"),  # a drawing that changes
    ("- table: Hours of the halls", "- table: When the halls are open"),  # a caption
)


def list_states() -> tuple[str, ...]:
    """The content and what it becomes, step by step."""
    states = [FACTS + "body:\n" + "".join(BLOCKS)]
    for old, new in STEPS:
        assert states[-1].count(old) == 1, old
        states.append(states[-1].replace(old, new))
    return tuple(states)


@pytest.fixture(scope="module")
def reader() -> Audience:
    return audience.read(TEMPLATES, "full")


def read(tmp_path: Path, text: str, number: int = 0) -> Briefing:
    return content.read(folder(tmp_path / f"state-{number}", text))


def select(tmp_path: Path, reader: Audience, text: str, number: int = 0) -> Edition:
    return edition.select(read(tmp_path, text, number), reader, "en")


def make_word(briefing: Briefing, reader: Audience) -> bytes:
    return pipeline.build(briefing, reader, "en", ("docx",)).outputs["docx"]


# ----------------------------------------------------------------- settled by the test's own means


def settle_word(data: bytes, dropped: Sequence[str]) -> list[str]:
    """A Word file, kinds of tracked changes → the paragraphs that are left without them, as Word
    leaves them: words, results and instructions of fields, notes and drawings."""
    found = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for part in ("word/document.xml", "word/footnotes.xml"):
            if part in archive.namelist():
                found += _settle_part(etree.fromstring(archive.read(part)), dropped)
    return found


def _settle_part(tree: etree._Element, dropped: Sequence[str]) -> list[str]:
    gone = {W + tag for tag in dropped}
    notes = {one.get(W + "id") for one in tree.iter(W + "footnote")}
    found = []
    for paragraph in tree.iter(W + "p"):
        rows = [one.find(f"{W}trPr") for one in paragraph.iterancestors(W + "tr")]
        marks = [paragraph.find(f"{W}pPr/{W}rPr"), *rows]
        if not any(mark is not None and gone & {one.tag for one in mark} for mark in marks):
            words = " ".join("".join(_list_words(paragraph, gone)).split())
            found += [words] if words and not notes else []
    return found


def _list_words(node: etree._Element, gone: set[str]) -> list[str]:
    if node.tag in gone:
        return []
    tag = node.tag.removeprefix(W)
    own = {
        "drawing": "[drawing]",
        "footnoteReference": "[note]",
        **dict.fromkeys(("t", "delText"), node.text or ""),
        **dict.fromkeys(("instrText", "delInstrText"), f"[{(node.text or '').split('_')[0]}]"),
    }.get(tag)
    return [own] if own is not None else [one for child in node for one in _list_words(child, gone)]


CAME, WENT = ("ins", "moveTo"), ("del", "moveFrom")


def settle_page(merged: Edition, reader: Audience, dropped: str) -> list[str]:
    """A merged edition, “ins” or “del” → the lines of its page that are left without that."""
    return _list_lines(markup.render(merged, reader.theme), dropped)


def _list_lines(page: str, dropped: str = "") -> list[str]:
    root = lxml.html.document_fromstring(page)
    for one in root.xpath("//table[@data-role='data-table']"):  # never set
        one.drop_tree()
    for one in list(root.iter(dropped)) if dropped else ():
        one.drop_tree()
    for one in root.xpath(f"//*[@data-change='{dropped}']") if dropped else ():
        one.drop_tree()
    lines = root.iter("p", "li", "h1", "h2", "h3", "td", "th", "figcaption", "img")
    said = (" ".join(one.text_content().replace("\u2060", "").split()) for one in lines)
    return [one for one in said if one]


def render(chosen: Edition, reader: Audience) -> list[str]:
    return _list_lines(markup.render(chosen, reader.theme))


# ----------------------------------------------------------------- states


def test_a_page_without_what_went_or_came_says_the_later_or_the_earlier_edition(
    tmp_path: Path, reader: Audience
) -> None:
    states = [read(tmp_path, text, n) for n, text in enumerate(list_states())]
    editions = [edition.select(one, reader, "en") for one in states]
    assert len(editions) == 11
    for before, after in (*pairwise(editions), (editions[0], editions[-1])):
        merged = merge(before, after)
        assert settle_page(merged, reader, "del") == render(after, reader)
        assert settle_page(merged, reader, "ins") == render(before, reader)


def check_word(before: Briefing, after: Briefing, reader: Audience) -> None:
    tracked = build_redline(before, after, reader, "en", ("docx",)).outputs["docx"]
    assert settle_word(tracked, WENT) == settle_word(make_word(after, reader), ())
    assert settle_word(tracked, CAME) == settle_word(make_word(before, reader), ())


def test_a_word_file_accepted_or_rejected_says_the_later_or_the_earlier_edition(
    tmp_path: Path, reader: Audience
) -> None:
    states = list_states()
    check_word(read(tmp_path, states[0]), read(tmp_path, states[-1], 1), reader)


def test_libreoffice_accepts_all_into_the_later_edition_and_rejects_all_into_the_earlier(
    tmp_path: Path, reader: Audience, soffice: str
) -> None:
    states = list_states()
    before, after = read(tmp_path, states[0]), read(tmp_path, states[-1], 1)
    tracked = build_redline(before, after, reader, "en", ("docx",)).outputs["docx"]
    files = {
        "tracked": tracked, "before": make_word(before, reader), "after": make_word(after, reader)
    }  # fmt: skip
    for name, data in files.items():
        (tmp_path / f"{name}.docx").write_bytes(data)
    saved = (
        ("tracked", "accepted", [("SettleAll", "AcceptAllTrackedChanges")]),
        ("tracked", "rejected", [("SettleAll", "RejectAllTrackedChanges")]),
        ("before", "before-saved", []), ("after", "after-saved", []),
    )  # fmt: skip
    places = [(tmp_path / f"{old}.docx", tmp_path / f"{new}.docx", how) for old, new, how in saved]
    edit_in_office(soffice, tmp_path, places)
    said = {new: list_texts((tmp_path / f"{new}.docx").read_bytes()) for _, new, _ in saved}
    assert said["accepted"] == said["after-saved"]
    assert said["rejected"] == said["before-saved"]
    assert said["accepted"] != said["rejected"]


def list_texts(data: bytes) -> list[str]:
    """A Word file without tracked changes → its paragraphs; LibreOffice drops no drawing."""
    found = (one.replace("[drawing]", "") for one in settle_word(data, ()))
    return [one for one in found if one]


@pytest.mark.long
def test_so_does_the_word_file_of_each_step(tmp_path: Path, reader: Audience) -> None:
    states = [read(tmp_path, text, n) for n, text in enumerate(list_states())]
    assert len(states) == 11
    for before, after in pairwise(states):
        check_word(before, after, reader)


# ----------------------------------------------------------------- random edits


def change_at_random(blocks: list[str], chance: random.Random) -> list[str]:
    """Blocks → the same after one edit: words, lines, a block dropped, moved or put in."""
    made, place = list(blocks), chance.randrange(len(blocks))
    match chance.choice(("word", "word", "line", "drop", "move", "add")):
        case "word":
            words = made[place].split(" ")
            spot = chance.randrange(len(words))
            if words[spot].isalpha():
                words[spot] = chance.choice(("north", "2031", "größer", "мир", "two halls"))
            made[place] = " ".join(words)
        case "line":
            lines = made[place].splitlines(keepends=True)
            items = [n for n, line in enumerate(lines) if line.startswith("    - ")]
            if len(items) > 1:
                del lines[chance.choice(items)]
            made[place] = "".join(lines)
        case "drop" if len(made) > 1:
            del made[place]
        case "move":
            made.insert(chance.randrange(len(made)), made.pop(place))
        case _:
            made.insert(place, f"- text: A new text with the number {chance.randrange(99)}.\n")
    return made


def check_random(tmp_path: Path, reader: Audience, seed: int) -> None:
    chance = random.Random(seed)
    blocks = list(BLOCKS)
    for _ in range(chance.randrange(1, 8)):
        blocks = change_at_random(blocks, chance)
    texts = (FACTS + "body:\n" + "".join(one) for one in (BLOCKS, blocks))
    before, after = (select(tmp_path / str(seed), reader, one, n) for n, one in enumerate(texts))
    merged = merge(before, after)
    assert settle_page(merged, reader, "del") == render(after, reader)
    assert settle_page(merged, reader, "ins") == render(before, reader)


@pytest.mark.parametrize("seed", range(20))
def test_random_edits_are_all_marked(seed: int, tmp_path: Path, reader: Audience) -> None:
    check_random(tmp_path, reader, seed)


@pytest.mark.long
def test_five_hundred_random_edits_are_all_marked(tmp_path: Path, reader: Audience) -> None:
    for seed in range(20, 520):
        check_random(tmp_path, reader, seed)


# ----------------------------------------------------------------- what readers meet


def test_what_moved_is_named_at_both_places(tmp_path: Path, reader: Audience) -> None:
    *_, before, after, _, _ = list_states()
    editions = [
        edition.select(read(tmp_path, one, n), reader, "en")
        for n, one in enumerate((before, after))
    ]
    page = markup.render(merge(*editions), reader.theme)
    for tag in ("del", "ins"):
        assert page.count(f'<{tag} class="moved" data-move="move1">') == 1


def test_a_drawing_that_changed_stands_there_before_and_after(
    tmp_path: Path, reader: Audience
) -> None:
    *_, before, after, _ = list_states()
    old, new = (
        edition.select(read(tmp_path, one, n), reader, "en")
        for n, one in enumerate((before, after))
    )
    page = markup.render(merge(old, new), reader.theme)
    assert page.count('data-change="del"') == page.count('data-change="ins"') == 1


def test_a_picture_replaced_under_the_same_name_stands_there_before_and_after(
    tmp_path: Path, reader: Audience
) -> None:
    text = (
        FACTS
        + """\
body:
- image: hall.png
  caption: A hall
  alt: A hall with four windows.
"""
    )
    editions = []
    for n, colour in enumerate(("red", "blue")):
        path = folder(tmp_path / f"state-{n}", text)
        Image.new("RGB", (1200, 900), colour).save(path / "hall.png", dpi=(300, 300))
        editions.append(edition.select(content.read(path), reader, "en"))
    page = markup.render(merge(*editions), reader.theme)
    assert page.count('data-change="del"') == page.count('data-change="ins"') == 1
    same = markup.render(merge(editions[0], editions[0]), reader.theme)
    assert "data-change" not in same


def test_the_pages_begin_with_a_legend_and_say_in_alt_texts_what_came(
    tmp_path: Path, reader: Audience
) -> None:
    states = list_states()
    made = build_redline(
        read(tmp_path, states[8]), read(tmp_path, states[9], 1), reader, "en", ("html",)
    )
    page = made.outputs["html"].decode()
    assert "<ins>new words</ins>" in page
    assert "<del>words that are gone</del>" in page
    assert 'aria-label="gone: ' in page
    assert 'aria-label="new: ' in page


def test_the_tags_of_the_pdf_say_which_words_came_and_which_went(
    tmp_path: Path, reader: Audience
) -> None:
    states = list_states()
    made = build_redline(
        read(tmp_path, states[1]), read(tmp_path, states[2], 1), reader, "en", ("pdf",)
    )
    with pikepdf.open(io.BytesIO(made.outputs["pdf"])) as pdf:
        found = [
            (str(one.S), str(one.A.O), str(one.A.TextDecorationType))
            for one in pdf.objects
            if isinstance(one, pikepdf.Dictionary) and "/TextDecorationType" in one.get("/A", {})
        ]
    assert ("/Span", "/Layout", "/Underline") in found
    assert ("/Span", "/Layout", "/LineThrough") in found
    assert len(found) > 2  # those of the legend, and of the text


def test_what_either_state_withholds_is_in_no_file(tmp_path: Path, reader: Audience) -> None:
    secret = "- text: The reserve stands in the cellar of the old mill.\n  not_for: [full]\n"
    before, after = (FACTS + "body:\n" + "".join(one) for one in ((*BLOCKS, secret), BLOCKS))
    made = build_redline(read(tmp_path, before), read(tmp_path, after, 1), reader, "en", ("html",))
    assert b"cellar" not in made.outputs["html"]
