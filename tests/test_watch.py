"""The command `watch`: a briefing in a browser, new with each save."""

import re
import socket
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import TEMPLATES
from PIL import Image
from sample_watch import Watched, list_workers, wait_until, watch, write_briefing

from briefwright import audience, content, pipeline
from briefwright.document.marks import Mark, Marks
from briefwright.preview import making
from briefwright.preview.changes import compare
from briefwright.preview.choices import Choice, Source
from briefwright.preview.server import open_socket
from briefwright.problems import MachineError

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    with watch(tmp_path_factory.mktemp("watched")) as running:
        yield running


def status(watched: Watched, path: str = "", **headers: str) -> int:
    """An address below that of the page, headers of the question → the answer's number."""
    question = urllib.request.Request(watched.address + path, headers=headers)
    try:
        with urllib.request.urlopen(question, timeout=60) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code


# ----------------------------------------------------------------- what changed


def leaves(*texts: str) -> Marks:
    return Marks(tuple(Mark("p", text, at=f"a.{place}") for place, text in enumerate(texts)))


def test_a_changed_text_is_named_by_its_address() -> None:
    found = compare(leaves("one", "two"), leaves("one", "too"))
    assert (found.changed, found.added, found.removed) == (("a.1",), (), 0)
    assert found.describe() == "1 text changed: “too”."


def test_a_new_text_does_not_mark_those_behind_it_whose_addresses_move() -> None:
    found = compare(leaves("one", "two", "three"), leaves("one", "new", "two", "three"))
    assert (found.changed, found.added, found.removed) == ((), ("a.1",), 0)


def test_a_text_that_is_gone_is_counted() -> None:
    found = compare(leaves("one", "two"), leaves("two"))
    assert found.describe() == "1 text removed."


def test_a_long_text_is_quoted_where_it_changed() -> None:
    before = "The library keeps forty thousand volumes, and lends some of them to readers at home."
    after = before.replace("lends some", "lends many")
    assert compare(leaves(before), leaves(after)).describe() == (
        "1 text changed: “…thousand volumes, and lends many of them to readers at home.”."
    )


# ----------------------------------------------------------------- the text


def test_the_text_is_the_web_page_that_a_build_makes_with_addresses(tmp_path: Path) -> None:
    room = write_briefing(tmp_path)
    text = making.make_text(Source(room, TEMPLATES), Choice("full", "own"))
    built = pipeline.build(content.read(room), audience.read(TEMPLATES, "full"), "en", ("html",))
    assert b'data-at="more-7.text"' in text.page
    assert re.sub(rb' data-at="[^"]*"', b"", text.page) == built.outputs["html"]


# ----------------------------------------------------------------- saved, and shown


def test_a_save_is_shown_and_says_what_changed(watched: Watched) -> None:
    events = watched.follow()
    first = events.wait(lambda view: view["text"])
    assert b"The doors open at nine." in watched.fetch(first["text"])
    watched.replace("at nine", "at ten")
    after = events.wait(lambda view: view["text"] != first["text"])
    assert b"The doors open at ten." in watched.fetch(after["text"])
    assert after["changed"] == ["first.text"]
    assert "The doors open at ten." in after["announcement"]


def test_pages_follow_the_text_as_pictures(watched: Watched) -> None:
    events = watched.follow()
    view = events.wait(lambda view: view["pages"] and not view["pages_stale"])
    assert watched.fetch(view["pages"][0]["file"]).startswith(b"\x89PNG")
    assert "nothing lost" in view["pages_status"]
    watched.replace("Shelf 7 ", "Shelf seven ")
    view = events.wait(lambda view: [mark["at"] for mark in view["page_marks"]] == ["more-7.text"])
    (mark,) = view["page_marks"]
    assert mark["page"] == 1
    assert 0.1 < mark["top"] < 0.9


def test_a_fault_is_shown_at_its_line_and_the_last_good_text_stays(watched: Watched) -> None:
    events = watched.follow()
    before = events.wait(lambda view: view["text"] and not view["stale"])
    watched.replace("The doors", "The {doors}")
    broken = events.wait(lambda view: view["stale"])
    assert broken["text"] == before["text"]
    assert broken["problems"][0]["place"].endswith("01-hours.yaml:5:15")
    assert "Below is the last good text" in broken["status"]
    watched.replace("The {doors}", "The doors")
    assert events.wait(lambda view: not view["stale"])["text"] == before["text"]


def test_ten_saves_in_a_second_end_in_the_last_one(watched: Watched) -> None:
    events = watched.follow()
    events.wait(lambda view: view["text"])
    before = "old maps"
    for number in range(10):
        watched.replace(before, f"maps {number}")
        before = f"maps {number}"
    view = events.wait(lambda view: view["text"] and b"maps 9" in watched.fetch(view["text"]))
    assert view["changed"]


def test_a_template_that_is_edited_is_shown(watched: Watched) -> None:
    events = watched.follow()
    before = events.wait(lambda view: view["text"] and not view["stale"])
    sheet = watched.home / "templates" / "base" / "theme.css"
    sheet.write_text(sheet.read_text() + "\nh1 { letter-spacing: 3px }\n")
    after = events.wait(lambda view: view["text"] != before["text"])
    assert b"letter-spacing: 3px" in watched.fetch(after["text"])


def test_a_table_of_data_a_picture_and_the_settings_of_an_audience_are_watched(
    watched: Watched,
) -> None:
    room, settings = watched.section.parent.parent, watched.home / "templates/audiences/public"
    (room / "loans.csv").write_text("Month,Loans\nMay,310\n", encoding="utf-8")
    paint(room / "room.png", "teal")
    watched.replace("    id: first\n", FIGURES)
    events = watched.follow("public/own")
    before = events.wait(lambda view: view["text"] and b">310<" in watched.fetch(view["text"]))
    watched.replace("310", "325", room / "loans.csv")
    after = events.wait(lambda view: view["text"] != before["text"] and not view["stale"])
    assert b">325<" in (table := watched.fetch(after["text"]))
    paint(room / "room.png", "maroon")
    painted = events.wait(lambda view: view["text"] != after["text"] and not view["stale"])
    assert list_pictures(watched.fetch(painted["text"])) != list_pictures(table)
    watched.replace("without: [", "without: [table, ", settings / "audience.yaml")
    events.wait(lambda view: b">325<" not in watched.fetch(view["text"]))


FIGURES = """\
    id: first
  - table: Loans by month
    id: loans
    data: loans.csv
  - image: room.png
    id: room
    caption: The room
    alt: A room in one colour
"""


def paint(path: Path, colour: str) -> None:
    """A file → a picture in one colour."""
    Image.new("RGB", (400, 200), colour).save(path)


def list_pictures(page: bytes) -> list[bytes]:
    return re.findall(rb'src="data:image/[^"]+"', page)


def test_another_edition_is_shown_at_its_own_address(watched: Watched) -> None:
    view = watched.follow("minister-large-print/en").wait(lambda view: view["text"])
    assert b"large-print" in watched.fetch(view["text"])
    assert ["press", "en"] in view["choices"]


def test_an_edition_that_there_is_not_says_so(watched: Watched) -> None:
    view = watched.follow("press/fr").wait(lambda view: view["save"])
    assert view["status"] == (
        "This briefing has no edition for press in fr; there is: press in en."
    )


# ----------------------------------------------------------------- in a browser


def look(browser: "Browser", watched: Watched, edition: str = "") -> "Page":
    """A page of its own in Chromium that shows an edition as it is now; it may log no error."""
    page = browser.new_page(viewport={"width": 900, "height": 600})
    page.set_default_timeout(80_000)  # ms, on a busy machine
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.goto(watched.address + edition)
    page.wait_for_function("() => document.documentElement.dataset.save")
    return page


def wait_for_words(page: "Page", words: str) -> None:
    """A page and words → once its text has them, and all that is done with a save is done."""
    page.wait_for_function(
        """(words) => window.frames[0].document.body.textContent.includes(words)
             && document.getElementById("announcement").textContent.includes(words)""",
        arg=words,
    )


def top_of(page: "Page", address: str) -> float:
    """An address → how far below the frame's upper edge the reader sees it, in px."""
    find = "(at) => document.querySelector(`[data-at='${at}']`).getBoundingClientRect().top"
    top: float = page.frames[1].evaluate(find, address)
    return top


def test_a_browser_shows_each_save_at_the_place_where_its_reader_was(
    watched: Watched, browser: "Browser"
) -> None:
    page = look(browser, watched, "full/en/")
    page.frames[1].locator("[data-at='more-40.text']").scroll_into_view_if_needed()
    before = top_of(page, "more-40.text")
    assert 0 <= before <= 600
    watched.replace("The doors", "The tall doors" + " and windows" * 60)
    wait_for_words(page, "The tall doors")
    assert abs(top_of(page, "more-40.text") - before) < 2
    assert page.locator("#change-words").inner_text().startswith("1 text changed: “The tall doors")
    assert "1 text changed" in page.locator("[aria-live=polite]").inner_text()
    assert page.frames[1].locator(".briefwright-change").count() == 1
    page.close()


def test_a_browser_shows_faults_beside_the_last_good_text(
    watched: Watched, browser: "Browser"
) -> None:
    page = look(browser, watched)
    watched.replace("open at", "{open} at")
    fault = page.locator("#list li.error", has_text="01-hours.yaml:5:")
    fault.wait_for()
    assert "Nothing is called “open”" in fault.inner_text()
    assert "Below is the last good text, saved at" in page.locator("#status").inner_text()
    assert "open at" in page.frames[1].locator("[data-at='first.text']").inner_text()
    watched.replace("{open} at", "open at")
    fault.wait_for(state="detached")
    page.close()


def test_two_browsers_see_the_same_save(watched: Watched, browser: "Browser") -> None:
    pages = [look(browser, watched) for _ in range(2)]
    watched.replace("Shelf 5 ", "Shelf five ")
    for page in pages:
        wait_for_words(page, "Shelf five ")
        page.close()


def test_a_browser_shows_the_pages_and_leads_to_another_audience(
    watched: Watched, browser: "Browser"
) -> None:
    page = look(browser, watched)
    page.click("#show-pages")
    page.locator("#pages img").first.wait_for()
    page.select_option("#audience", "minister")
    page.wait_for_url("**/minister/en/")
    page.wait_for_function("() => document.documentElement.dataset.save")
    page.close()


def test_nobody_is_kept_from_using_the_page(watched: Watched, browser: "Browser") -> None:
    page = look(browser, watched)
    found = Axe().run(page).response["violations"]
    assert [one["id"] for one in found] == []
    page.close()


# ----------------------------------------------------------------- who may look


def test_the_page_is_there(watched: Watched) -> None:
    assert status(watched) == status(watched, "press/own/") == 200


def test_nobody_gets_in_without_the_key(watched: Watched) -> None:
    assert status(watched, "../") == status(watched, "../press/own/") == 404


def test_a_website_that_leads_here_under_a_name_of_its_own_is_refused(watched: Watched) -> None:
    assert status(watched, "press/own/", Host="briefings.example") == 400
    assert status(watched, "press/own/", Host="localhost:80") == 200


def test_nothing_can_be_loaded_or_run_from_elsewhere(watched: Watched) -> None:
    with urllib.request.urlopen(f"{watched.address}press/own/", timeout=60) as answer:
        policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self';")
    assert "unsafe" not in policy
    assert "http" not in policy


def test_what_is_sent_in_pieces_does_not_wait_for_the_other_side_to_confirm_each() -> None:
    # asyncio sets TCP_NODELAY for sockets that name their protocol.
    with open_socket(0) as listening:
        assert listening.proto == socket.IPPROTO_TCP


def test_a_port_that_is_taken_is_said_so() -> None:
    with open_socket(0) as taken, pytest.raises(MachineError, match=r"Port \d+ .+ can't be used"):
        open_socket(taken.getsockname()[1])


# ----------------------------------------------------------------- its end


@pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")
def test_ctrl_c_ends_everything_and_nothing_was_written(tmp_path: Path) -> None:
    with watch(tmp_path) as running:
        running.follow().wait(lambda view: view["text"])  # and pages are being made
        workers = list_workers(running.process.pid)
        assert workers
        assert running.stop() == 0
        assert running.process.stdout
        assert "nothing was written" in running.process.stdout.read()
        assert wait_until(lambda: not any(Path(f"/proc/{one}").exists() for one in workers))
        assert running.process.stderr
        assert running.process.stderr.read() == ""
    assert sorted(path.name for path in tmp_path.iterdir()) == ["content", "templates"]
