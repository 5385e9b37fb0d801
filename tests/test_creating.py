"""A new briefing: from the starter or as a copy; in a browser, and as a folder that is whole."""

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sample_folder import folder
from sample_service import Server, start_service

from briefwright import content
from briefwright.content.starter import NameFault
from briefwright.editing import History, NewBriefing, create, propose_head

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NOW = datetime.datetime(2026, 11, 27, 12, tzinfo=datetime.UTC)
HEAD = """\
edition: 3
status: final
short_title: Lending
reference: L/3
change_note: A number was corrected.
facts:
  loans: {value: 12400, unit: books}
body:
  - text: The library lent {loans} in a year.
    id: lending
"""
RUSSIAN = """\
texts:
  lending.text:
    of: 123456
    text: Библиотека выдала {loans} за год.
"""


@pytest.fixture
def original(tmp_path: Path) -> Path:
    """A final briefing, its third edition, with a translation and a save."""
    path = folder(tmp_path / "content", HEAD)
    (path / "briefing.ru.yaml").write_text(RUSSIAN, encoding="utf-8")
    (path / ".history").mkdir()
    return path


def copy(original: Path, **more: bool) -> Path:
    wanted = NewBriefing("next", "The next one", "2026-11-27", original, **more)
    return create(original.parent, wanted, "ana", NOW, propose_head)


def test_a_copy_is_a_draft_of_its_own_with_the_same_facts(original: Path) -> None:
    made = content.draft(copy(original))[0]
    said = made.metadata
    assert (said.title.source, said.date.text) == ("The next one", "2026-11-27")
    assert (said.status, said.edition, said.reference, said.short_title) == ("draft", "1", "", None)
    assert str(made.facts["loans"].value) == "12400"


def test_a_copy_keeps_translations_only_when_asked_to(original: Path) -> None:
    assert not list(copy(original).glob("briefing.ru.yaml"))
    kept = NewBriefing("kept", "Kept", "2026-11-27", original, keeps_translations=True)
    made = create(original.parent, kept, "ana", NOW, propose_head)
    assert (made / "briefing.ru.yaml").read_bytes() == RUSSIAN.encode()


def test_the_first_save_says_who_began_it(original: Path) -> None:
    (save,) = History(copy(original)).list_saves()
    assert (save.number, save.who) == (1, "ana")
    assert {"briefing.title", "briefing.status"} <= {one["at"] for one in save.changes}


@pytest.mark.parametrize("name", ["../next", "Next", "a/b", ".next", "sample", "con", "x" * 61, ""])
def test_a_name_is_checked_before_anything_is_written(original: Path, name: str) -> None:
    before = sorted(original.parent.rglob("*"))
    with pytest.raises(NameFault):
        create(original.parent, NewBriefing(name, "T", "2026-11-27"), "ana", NOW, propose_head)
    assert [one for one in sorted(original.parent.rglob("*")) if ".new" not in str(one)] == before


def test_nothing_half_stays_where_beginning_fails(original: Path) -> None:
    def fail(path: Path, _: NewBriefing) -> None:
        assert (path / "briefing.yaml").is_file()
        raise OSError("the disk is full")

    wanted = NewBriefing("next", "The next one", "2026-11-27")
    with pytest.raises(OSError, match="full"):
        create(original.parent, wanted, "ana", NOW, fail)  # type: ignore[arg-type]
    assert not (original.parent / "next").exists()
    assert [one.name for one in (original.parent / ".new").iterdir()] == ["lock"]


# ----------------------------------------------------------------- in a browser


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A service of one briefing."""
    place = tmp_path_factory.mktemp("creating")
    folder(place / "content", HEAD)
    with start_service(place) as running:
        yield running


def test_a_briefing_is_begun_without_scripts_and_its_first_edition_made(
    server: Server, browser: "Browser"
) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(server.address)
    page.get_by_role("link", name="New briefing").click()
    page.get_by_role("textbox", name="Title", exact=True).fill("Засуха: what is done")
    page.get_by_role("button", name="Begin").click()
    assert page.url.endswith("briefings/zasukha-what-is-done/")
    assert page.get_by_role("heading", level=1).inner_text() == "Засуха: what is done"
    page.get_by_label("Press release, English").check()
    page.get_by_role("checkbox", name="Word").uncheck()
    page.get_by_role("button", name="Make it").click()
    page.get_by_text("Nothing lost").wait_for()
    page.context.close()


def test_a_copy_is_begun_from_the_page_of_its_original(server: Server, browser: "Browser") -> None:
    page = browser.new_page()
    page.goto(f"{server.address}briefings/sample/")
    page.get_by_role("link", name="as a copy of this one").click()
    page.get_by_role("textbox", name="Title", exact=True).fill("Lending in 2026")
    page.get_by_role("button", name="Begin").click()
    assert "draft" in page.inner_text("main")
    assert "edition 1" in page.inner_text("main")
    page.get_by_role("link", name="Numbers", exact=True).click()
    assert "12,400 books" in page.inner_text("main")
    page.close()


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ([("title", "Again"), ("name", "sample")], "There is a briefing “sample” already"),
        ([("title", "Away"), ("name", "../../away")], "can't be called “../../away”"),
        ([("title", "Water Year"), ("name", "Water Year")], "such as “water-year”"),
        ([("title", "水")], "Write a name for the folder"),
        ([("title", " ")], "Write a title"),
        ([("title", "Not {known}"), ("name", "braces")], "known"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(
    server: Server, fields: list[tuple[str, str]], fault: str
) -> None:
    answer = server.post("new", fields)
    assert answer.status == 422
    assert fault in answer.text
    assert "aria-invalid" in answer.body.decode()


def test_a_copy_of_what_there_is_not_is_refused(server: Server) -> None:
    fields = [("title", "Of nothing"), ("original", "../sample")]
    assert server.post("new", fields).status == 404
