"""Somebody who has read no manual, in a real browser: one number changed, one edition downloaded.

The briefing is the one that this project ships.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from pypdfium2 import PdfDocument
from sample_service import HOME, Server, start_service

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NAME = "kazakhstan-peace-security"
HERE = f"briefings/{NAME}/"
PATIENCE = 120_000  # milliseconds, on a busy machine


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A service of the briefing that is shipped."""
    place = tmp_path_factory.mktemp("newcomer")
    shutil.copytree(HOME / "content" / NAME, place / "content" / NAME)
    with start_service(place) as running:
        yield running


def read(path: Path) -> str:
    """A PDF → what its pages say, in one line."""
    with PdfDocument(path) as pdf:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in pdf).split())


def test_a_newcomer_changes_a_number_and_downloads_the_russian_press_edition(
    server: Server, browser: "Browser"
) -> None:
    page = browser.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(server.address)
    page.get_by_role("link", name="Kazakhstan’s contribution to peace and security").click()
    page.get_by_role("link", name="Numbers", exact=True).click()
    page.get_by_role("link", name="Change member states of CICA").click()
    assert page.get_by_label("Value").input_value() == "28"
    page.get_by_label("Value").fill("29")
    page.get_by_role("button", name="See what changes").click()
    assert "Press release, Русский" in page.inner_text("main")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Editions", exact=True).click()
    page.get_by_role("radio", name="Press release, Русский").check()
    page.get_by_role("button", name="Make it").click()
    page.get_by_text("Laying out").wait_for()
    page.get_by_text("Nothing lost").wait_for()
    assert page.get_by_role("img", name="Page 1 of").evaluate("one => one.naturalWidth") > 500
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF", exact=True).click()
    said = read(download.value.path())
    assert "Вклад Казахстана в мир и безопасность" in said
    assert "29 государств-членов СВМДА" in said
    page.close()


def test_an_edition_is_chosen_made_and_downloaded_without_scripts(
    server: Server, browser: "Browser"
) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(server.address)
    page.get_by_role("link", name="Key messages, English: not made yet").click()
    assert page.get_by_role("radio", name="Key messages, English").is_checked()
    page.get_by_label("In large print").check()
    page.get_by_role("button", name="Make it").click()
    page.get_by_text("Nothing lost").wait_for()
    with page.expect_download() as download:
        page.get_by_role("link", name="All as one archive").click()
    assert download.value.suggested_filename.endswith(".zip")
    page.context.close()


def test_an_edition_is_chosen_by_keyboard_alone(server: Server, browser: "Browser") -> None:
    page = browser.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"{server.address}{HERE}")
    press_until(page, "Tab", "document.activeElement.name === 'edition'")
    press_until(page, "ArrowDown", "document.activeElement.value === 'minister/en'")
    press_until(page, "Tab", "document.activeElement.textContent === 'Make it'")
    page.keyboard.press("Enter")
    page.wait_for_url("**/jobs/*/")
    press_until(page, "Tab", "document.activeElement.textContent === 'Cancel'")
    page.keyboard.press("Enter")
    page.get_by_text("This was cancelled.").wait_for()
    page.close()


def press_until(page: "Page", key: str, condition: str) -> None:
    """A key → pressed until a condition holds in the page."""
    for _ in range(60):
        if page.evaluate(condition):
            return
        page.keyboard.press(key)
    pytest.fail(f"{key} never led to {condition}")


PLACES = (
    "", "?words=golan&status=final&order=title", "?words=nothing-like-it", "new",
    f"new?like={NAME}", HERE, f"{HERE}files/", f"{HERE}readers/",
    f"{HERE}readers/?one=press&other=full", f"{HERE}findings/", "briefings/none/",
)  # fmt: skip


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_nobody_is_kept_from_using_a_page(
    server: Server, browser: "Browser", width: int, colours: Literal["light", "dark"]
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 844}, color_scheme=colours)
    page.set_default_timeout(PATIENCE)
    job = server.ask(NAME, "minister", "pdf")
    page.goto(f"{server.address}{job}")
    check_page(page, "a job on its way")
    server.wait_for(job)
    for path in (*PLACES, job, f"{job}account"):
        page.goto(server.address + path)
        check_page(page, path)
    page.close()


def check_page(page: "Page", path: str) -> None:
    """A page → its accessibility checked; it is no wider than the screen, its heading is one."""
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], path
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert not wide, path
    assert page.get_by_role("heading", level=1).count() == 1, path
