"""Word's pages on an account: drawn by LibreOffice, each text outlined where it stands."""

import os
import re
import sys
from dataclasses import replace
from pathlib import Path

import lxml.html
import pytest
from PIL import Image
from sample_folder import folder

from briefwright.account.page import Outline, Page, add_word_pages
from briefwright.cli import libreoffice
from briefwright.cli.commands import BuildRequest, Folders, UsageError, build, show_word_pages
from briefwright.cli.libreoffice import find_office, open_office
from briefwright.cli.word_length import check_length, describe_length
from briefwright.cli.word_pages import Paging, Text, draw_pages, find_pages
from briefwright.pipeline import Build
from briefwright.problems import MachineError
from briefwright.workers.limits import DEFAULT_LIMITS, Limits

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
GREEDY = """#!{}
import pathlib, sys, time
time.sleep(0.3)
needed = bytearray(10**9)
pathlib.Path(sys.argv[-1]).with_suffix(".pdf").write_text("drawn")
"""
BODY = """body:
  - Text that everybody may read.
  - list: Courses
    items: [In spring, In autumn]
"""


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    """A briefing that is built for two audiences."""
    place = tmp_path_factory.mktemp("account")
    folder(place / "content", BODY)
    found = Folders(place / "content", TEMPLATES, place / "output")
    assert build(found, BuildRequest(audiences=("full", "press"))).exit == 0
    return found


def page_of(folders: Folders, audience: str) -> Path:
    return folders.output / "sample" / ".account" / f"sample-{audience}-en.html"


def test_word_s_pages_stand_beside_those_of_the_pdf(folders: Folders, soffice: str) -> None:
    done = show_word_pages(folders, BuildRequest(("sample",), ("full",)))
    assert (done.exit, len(done.messages)) == (0, 1)
    figures = lxml.html.document_fromstring(page_of(folders, "full").read_text()).xpath("//figure")
    assert ["word" in figure.classes for figure in figures] == [False, True]
    outlined = [one.get("href") for one in figures[0].iter("a")]
    assert len(outlined) > 4
    assert sorted(one.get("href") for one in figures[1].iter("a")) == sorted(outlined)


def test_only_the_audience_that_was_asked_for_is_drawn(folders: Folders, soffice: str) -> None:
    before = page_of(folders, "press").read_text()
    show_word_pages(folders, BuildRequest(("sample",), ("full",), ("en",)))
    assert page_of(folders, "press").read_text() == before


def test_drawn_again_the_pages_are_there_once(folders: Folders, soffice: str) -> None:
    show_word_pages(folders, BuildRequest(("sample",), ("full",)))
    before = page_of(folders, "full").read_text()
    show_word_pages(folders, BuildRequest(("sample",), ("full",)))
    assert page_of(folders, "full").read_text() == before


def test_without_libreoffice_a_sentence_says_what_to_install(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(libreoffice, "_MAC_OFFICE", str(tmp_path))
    with pytest.raises(MachineError, match="isn't installed here: install it") as raised:
        show_word_pages(folders, BuildRequest(("sample",)))
    assert str(raised.value).count(". ") == 0


def test_an_unknown_briefing_is_named(folders: Folders, soffice: str) -> None:
    with pytest.raises(UsageError, match="sampel"):
        show_word_pages(folders, BuildRequest(("sampel",)))


def test_an_edition_that_is_not_built_is_asked_for(folders: Folders, soffice: str) -> None:
    done = show_word_pages(folders, BuildRequest(("sample",), ("minister",)))
    assert "build it first" in done.fault
    assert done.exit == 2


def draw(program: object, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """A program that stands for LibreOffice → what it makes of a Word file."""
    with open_office(str(program), limits) as convert:
        return convert(b"")


def test_a_program_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nsleep 60\n")
    program.chmod(0o755)
    with pytest.raises(MachineError, match=r"was stopped: it drew this Word file for 0\.2 seconds"):
        draw(program, Limits(seconds=0.2))


def test_a_program_that_makes_nothing_is_named(tmp_path: Path) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nexit 1\n")
    program.chmod(0o755)
    with pytest.raises(MachineError, match="couldn't draw this Word file"):
        draw(program)


@pytest.mark.skipif(sys.platform != "linux", reason="Elsewhere nothing holds a program to memory.")
def test_libreoffice_gets_no_more_memory_than_an_edition(tmp_path: Path) -> None:
    program = tmp_path / "soffice"
    program.write_text(GREEDY.format(sys.executable))
    program.chmod(0o755)
    assert draw(program) == b"drawn"
    with pytest.raises(MachineError, match="couldn't draw"):
        draw(program, Limits(memory=200_000_000))


def test_nearly_every_text_of_a_long_edition_is_found(built: Build, soffice: str) -> None:
    texts = [
        Text(number, leaf.text, "ok")
        for number, leaf in enumerate(built.account.leaves, start=1)
        if leaf.stream in ("body", "notes") and leaf.text
    ]
    assert len(texts) > 150
    with open_office(find_office(), DEFAULT_LIMITS) as convert:
        pdf = convert(built.outputs["docx"])
    pages = draw_pages(pdf, texts)
    found = {one.number for page in pages for one in page.outlines}
    assert find_pages(pdf, texts).page_of == {
        one.number: page.number for page in pages for one in page.outlines
    }
    assert len(found) / len(texts) > 0.95
    places = [one for page in pages for one in page.outlines]
    assert all(0 <= one.left <= one.left + one.width <= 100 for one in places)
    assert all(0 <= one.top <= one.top + one.height <= 100 for one in places)


def test_pages_that_the_pdf_does_not_have_come_last() -> None:
    page = "<!-- Word 1 --><!-- /Word -->|<!-- Word on --><!-- /Word -->"
    drawn = (Page(1, "data:,one", ()), Page(2, "data:,two", (Outline(7, 1, 2, 3, 4, "lost"),)))
    first, last = add_word_pages(page, drawn).split("|")
    assert "data:,one" in first
    assert re.findall(r"data:,\w+|#leaf-7|class=\"wrong\"", last) == [
        "data:,two", "#leaf-7", 'class="wrong"',
    ]  # fmt: skip


def lay_out(*pages: tuple[int, ...]) -> Paging:
    """The numbers of the texts on each page → the pages."""
    return Paging(
        len(pages), {text: number for number, page in enumerate(pages, start=1) for text in page}
    )


TEXTS = (
    Text(1, "A flood", "ok", "briefing.title", "heading", 1),
    Text(2, "What comes next", "ok", "contents.entries.1", "entry", 1),
    Text(3, "The river rose.", "ok", "text-1", "paragraph", 1),
    Text(4, "What comes next", "ok", "next.title", "heading", 1),
)


def test_headings_that_word_has_on_another_page_are_named_with_what_to_press() -> None:
    assert describe_length(lay_out((1, 2, 3), (4,)), TEXTS) == (
        "Pages: 2 in Word, 1 in the PDF. The contents are the PDF's: in Word, “What comes next” "
        "is on page 2, not 1. Click on the contents in Word and press F9 to have Word's own pages "
        "there."
    )
    assert describe_length(lay_out((1, 2, 3, 4)), TEXTS) == "Pages: 1 in Word, 1 in the PDF."


def test_a_word_file_that_is_too_long_is_a_fault_of_that_file() -> None:
    (fault,) = check_length("flood-press-en", 1, lay_out((1, 2), (3, 4)), TEXTS)
    assert str(fault) == (
        "briefing: A530 flood-press-en.docx may take 1 page and takes 2 in LibreOffice: "
        "6 words stand beyond."
    )
    assert check_length("flood-press-en", 2, lay_out((1, 2), (3, 4)), TEXTS) == ()


def test_pages_before_the_title_that_list_a_draft_s_faults_do_not_count() -> None:
    assert check_length("flood-press-en", 1, lay_out((), (1, 2, 3, 4)), TEXTS) == ()


def test_any_length_will_do_where_an_audience_names_none() -> None:
    assert check_length("flood-full-en", 0, lay_out((1, 2), (3, 4)), TEXTS) == ()


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    """A final briefing of two pages in both files, and its audience."""
    place = tmp_path_factory.mktemp("long")
    folder(
        place / "content",
        "status: final\nbody:\n" + "  - A text of nine words that fills a line.\n" * 60,
    )
    settings = place / "templates" / "audiences" / "brief" / "audience.yaml"
    settings.parent.mkdir(parents=True)
    settings.write_text("extends: full\nformats: [docx]\nmax_pages: 2\n")
    return Folders(place / "content", settings.parents[2], place / "output")


COUNTED = BuildRequest(audiences=("brief",), counts=True)


def test_a_final_build_counts_the_pages_in_word(long: Folders, soffice: str) -> None:
    (file,) = build(long, COUNTED).files
    assert (file.format, file.pages) == ("docx", 2)


def test_what_was_drawn_once_is_not_drawn_again(
    long: Folders, tmp_path: Path, soffice: str
) -> None:
    build(long, COUNTED)
    (drawn,) = (long.output / ".cache" / "drawn").iterdir()
    before = drawn.stat().st_ino
    assert build(long, COUNTED).files[0].pages == 2
    assert show_word_pages(long, BuildRequest(("sample",))).exit == 0
    assert [one.stat().st_ino for one in drawn.parent.iterdir()] == [before]


def test_a_draft_and_a_build_that_does_not_ask_are_not_counted(long: Folders, soffice: str) -> None:
    assert [one.pages for one in build(long, replace(COUNTED, counts=False)).files] == [0]
    assert [one.pages for one in build(long, replace(COUNTED, draft=True)).files] == [0]


@pytest.fixture
def slow_word(long: Folders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folders:
    """The same briefing where LibreOffice draws three pages of any Word file.

    What lies at the edition's place meanwhile, it copies to `seen`.
    """
    output = tmp_path / "output"
    blank = [Image.new("L", (60, 80), 255) for _ in range(3)]
    blank[0].save(tmp_path / "three.pdf", save_all=True, append_images=blank[1:])
    program = tmp_path / "bin" / "soffice"
    program.parent.mkdir()
    program.write_text(
        "#!/bin/sh\n"
        "for source; do :; done  # the last word of the command\n"
        f'cp "{output}/sample/en/"* "{tmp_path}/seen" 2>/dev/null\n'
        f'cp "{tmp_path}/three.pdf" "$(dirname "$source")/edition.pdf"\n'
    )
    program.chmod(0o755)
    (tmp_path / "seen").mkdir()
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    return Folders(long.content, long.templates, output)


def test_an_edition_that_is_too_long_in_word_never_lies_where_readers_look_for_it(
    slow_word: Folders, tmp_path: Path
) -> None:
    held = build(slow_word, COUNTED)
    assert (held.exit, held.files) == (1, ())
    assert held.problems[0].message.startswith(
        "sample-brief-en.docx may take 2 pages and takes 3 in LibreOffice: "
    )
    folder = slow_word.output / "sample"
    assert f"sample-brief-en is held back in {(folder / 'previous').as_posix()}." in held.messages
    assert (folder / "previous/sample-brief-en.docx").is_file()
    assert (folder / "previous/.account/sample-brief-en.json").is_file()
    assert not list(folder.glob("en/*"))
    assert not list((tmp_path / "seen").iterdir())


def test_an_older_edition_makes_way_for_one_that_is_held_back(slow_word: Folders) -> None:
    build(slow_word, replace(COUNTED, counts=False))
    folder = slow_word.output / "sample"
    assert list(folder.glob("en/*"))
    assert build(slow_word, COUNTED).exit == 1
    assert not list(folder.glob("en/*"))


def test_account_holds_the_word_file_to_the_audience_s_pages(long: Folders, soffice: str) -> None:
    assert build(long, COUNTED).exit == 0
    settings = long.templates / "audiences" / "brief" / "audience.yaml"
    settings.write_text("extends: full\nmax_pages: 1\n")
    done = show_word_pages(long, BuildRequest(("sample",)))
    assert done.exit == 1
    assert [problem.code for problem in done.problems] == ["A530"]
    assert "Pages: 2 in Word, 0 in the PDF" in done.messages[0]
