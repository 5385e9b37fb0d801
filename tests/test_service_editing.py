"""Texts and blocks changed in the browser, where they are read: clicked, tried, saved, undone."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import lxml.html
import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import TEMPLATES
from sample_folder import folder
from sample_service import Server, start_service

from briefwright import content
from briefwright.editing import Removal, Rewording
from briefwright.model.dictionary import KINDS
from briefwright.problems import errors
from briefwright.service.editor.passages import read_record
from briefwright.service.seen import SeenSource
from briefwright.service.trying import try_out

if TYPE_CHECKING:
    from playwright.sync_api import Browser, FrameLocator, Page

BODY = """\
facts:
  loans: {value: 12400, unit: books, label: books lent}
  visits: {value: 310, unit: books}
  returns: {value: 290, unit: books}
names:
  IFLA: International Federation of Library Associations
sources:
  report: {title: The year's report, date: 2024-05}
defaults: {source: report}
body:
  - text: The library lent {loans} in a year.
    id: opening
    short: It lent {loans}.
  - section: What it offers
    id: offers
    body:
      - list: Courses
        id: courses
        items:
          - Reading: every Monday.
          - Writing
      - It is open on six days.
      - table: Rooms by floor
        id: rooms
        columns: [Floor, Room]
        rows:
          - [Ground, "{loans.value}"]
          - [First, Maps]
      - callout: It is free.
        id: free
  - section: Where it is
    id: place
    body:
      - In the {IFLA} house.
"""
EDITION = [("edition", "full/en")]
PATIENCE = 150_000  # ms until a test gives up


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    place = tmp_path_factory.mktemp("editing")
    (place / "content").mkdir()
    with start_service(place) as server:
        yield server


@pytest.fixture
def home(service: Server, tmp_path: Path) -> str:
    """The address of a briefing of its own."""
    name = re.sub(r"[^a-z0-9]+", "-", tmp_path.name)[-40:].strip("-")
    folder(tmp_path, BODY).rename(service.content / name)
    (service.content / name / "images").mkdir()
    picture = Path(__file__).parent / "specimen" / "content" / "specimen" / "images" / "gauge.png"
    (service.content / name / "images" / "gauge.png").write_bytes(picture.read_bytes())
    return f"briefings/{name}/"


def path_of(service: Server, home: str) -> Path:
    return service.content / home.split("/")[1]


def text_of(service: Server, home: str) -> str:
    return (path_of(service, home) / "briefing.yaml").read_text("utf-8")


def open_page(browser: "Browser", **options: Any) -> "Page":
    """A browser, options of its context → a page that waits, however busy the machine is."""
    page = browser.new_context(**options).new_page()
    page.set_default_timeout(PATIENCE)
    return page


def open_words(service: Server, home: str, page: "Page") -> "FrameLocator":
    """A briefing, a browser's page → the full edition in its frame, ready to be changed."""
    page.goto(f"{service.address}{home}words/?audience=full&language=en")
    held = page.frame_locator("#edition")
    held.locator("button.briefwright-change").first.wait_for(state="attached")
    return held


def wait_until_saved(page: "Page") -> None:
    """A page on which something was sent → it is saved, and its form is shut."""
    answer = page.locator("#panel[hidden], #panel:not([hidden]) .trial:not(:empty)")
    answer.first.wait_for(state="attached")
    assert page.locator("#panel").is_hidden(), page.inner_text("#panel .trial")


def fields_of(page: bytes) -> list[tuple[str, str]]:
    """A page with a form → what a browser sends of it."""
    form = lxml.html.document_fromstring(page).xpath("//section[@id='editor']//form")[0]
    return [(name, value or "") for name, value in form.form_values()]


# ----------------------------------------------------------------- in a browser


def test_a_sentence_is_clicked_and_changed_where_it_stands(
    service: Server, home: str, browser: "Browser"
) -> None:
    page = open_page(browser)
    held = open_words(service, home, page)
    held.get_by_text("It is open on six days.").click()
    area = page.locator("#panel").get_by_role("textbox", name="Text")
    assert area.input_value() == "It is open on six days."
    area.fill("It is open on **seven** days.")
    page.locator("#panel").get_by_text("What changes", exact=True).wait_for()
    assert "Full edition, English" in page.inner_text("#panel .trial")
    page.locator("#panel").get_by_role("button", name="Save").click()
    held.locator("strong", has_text="seven").wait_for()
    assert "- It is open on **seven** days." in text_of(service, home)
    page.get_by_role("button", name="Undo the last save").click()
    held.get_by_text("It is open on six days.").wait_for()
    assert text_of(service, home).endswith(BODY)
    page.context.close()


def test_a_fault_stands_beside_the_text_before_anything_is_saved(
    service: Server, home: str, browser: "Browser"
) -> None:
    page = open_page(browser)
    held = open_words(service, home, page)
    held.get_by_text("It is open on six days.").click()
    page.locator("#panel").get_by_role("textbox", name="Text").fill("It is open on {nobody}.")
    page.locator("#panel .problems").wait_for()
    said = page.inner_text("#panel .problems")
    assert re.search(r"^\s*Error \S*briefing\.yaml:\d+:\d+ C2\d\d", said)
    assert "nobody" in said
    page.locator("#panel").get_by_role("button", name="Save").click()
    page.locator("#panel").get_by_text("This can’t be saved").wait_for()
    assert text_of(service, home).endswith(BODY)
    page.context.close()


def test_a_number_shows_what_it_changes_while_it_is_typed(
    service: Server, home: str, browser: "Browser"
) -> None:
    page = open_page(browser)
    page.goto(f"{service.address}{home}numbers/loans")
    page.get_by_label("Value").fill("12600")
    page.locator(".trial ins").first.wait_for()
    assert "12,400 12,600 books in a year" in " ".join(page.inner_text(".trial").split())
    assert text_of(service, home).endswith(BODY)
    page.context.close()


def test_a_number_and_marks_are_put_in_by_buttons(
    service: Server, home: str, browser: "Browser"
) -> None:
    page = open_page(browser)
    held = open_words(service, home, page)
    held.get_by_text("It is open on six days.").click()
    area = page.locator("#panel").get_by_role("textbox", name="Text")
    area.press("Control+a")
    page.locator("#panel").get_by_role("button", name="Strong").click()
    assert area.input_value() == "**It is open on six days.**"
    page.locator("#panel").get_by_label("Put in a number").select_option("{loans}")
    assert area.input_value() == "**It is open on six days.**{loans}"
    assert page.locator("#panel option", has_text="12,400 books").count() == 1
    page.context.close()


def test_a_text_is_changed_by_keyboard_alone(
    service: Server, home: str, browser: "Browser"
) -> None:
    page = open_page(browser)
    held = open_words(service, home, page)
    button = held.get_by_role("button", name="Change: It is open on six days.")
    button.focus()
    page.keyboard.press("Enter")
    page.locator("#panel textarea").first.wait_for()
    focused = "document.activeElement.localName"
    assert page.evaluate(focused) == "textarea"
    page.keyboard.press("Control+a")
    page.keyboard.type("It never closes.")
    while page.evaluate("document.activeElement.textContent.trim()") != "Save":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    held.get_by_text("It never closes.").wait_for()
    held.get_by_role("button", name="Change: It never closes.").focus()
    page.keyboard.press("Enter")
    page.locator("#panel textarea").first.wait_for()
    page.keyboard.press("Escape")
    assert page.locator("#panel").is_hidden()
    page.context.close()


def test_a_block_is_added_moved_and_taken_away(
    service: Server, home: str, browser: "Browser"
) -> None:
    page = open_page(browser)
    held = open_words(service, home, page)
    panel = page.locator("#panel")
    held.get_by_text("It is free.").click()
    panel.get_by_role("link", name="Add a block after").click()
    panel.get_by_role("link", name="Quote").click()
    panel.get_by_label("Quote").fill("I read here.")
    panel.get_by_label("Who said it").fill("A visitor")
    panel.get_by_role("button", name="Save").click()
    held.get_by_text("I read here.").wait_for()
    assert "      - quote: I read here.\n        who: A visitor\n" in text_of(service, home)
    held.get_by_text("I read here.").click()
    panel.get_by_role("button", name="Move up").click()
    wait_until_saved(page)
    said = text_of(service, home)
    assert said.index("quote: I read here.") < said.index("callout: It is free.")
    held.get_by_text("I read here.").click()
    panel.get_by_label("Into another section").select_option("Where it is")
    panel.get_by_role("button", name="Move", exact=True).click()
    wait_until_saved(page)
    said = text_of(service, home)
    assert said.index("section: Where it is") < said.index("quote: I read here.")
    held.get_by_text("I read here.").click()
    panel.get_by_role("button", name="Take away").click()
    panel.get_by_text("What changes", exact=True).wait_for()
    panel.locator(".trial").get_by_role("button", name="Save").click()
    held.get_by_text("I read here.").wait_for(state="detached")
    assert text_of(service, home).endswith(BODY)
    page.context.close()


def test_two_who_change_the_same_text_both_see_it_and_nothing_is_lost(
    service: Server, home: str, browser: "Browser"
) -> None:
    one, two = open_page(browser), open_page(browser)
    for page in (one, two):
        open_words(service, home, page).get_by_text("It is open on six days.").click()
        page.locator("#panel textarea").first.wait_for()
    one.locator("#panel").get_by_role("textbox", name="Text").fill("It is open on five days.")
    one.locator("#panel").get_by_role("button", name="Save").click()
    wait_until_saved(one)
    two.locator("#panel").get_by_role("textbox", name="Text").fill("It is open each day.")
    two.locator("#panel").get_by_role("button", name="Save").click()
    two.locator("#panel .conflict").wait_for()
    said = " ".join(two.inner_text("#panel .conflict").split())
    assert "Now it says It is open on five days. You wrote It is open each day." in said
    assert "It is open on five days." in text_of(service, home)
    two.get_by_role("button", name="Save mine instead").click()
    wait_until_saved(two)
    assert "It is open each day." in text_of(service, home)
    assert "It is open on five days." in service.get(f"{home}history/").text
    for page in (one, two):
        page.context.close()


@pytest.mark.parametrize("width", [360, 1000])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_nobody_is_kept_from_the_editor(
    service: Server, home: str, browser: "Browser", width: int, colours: Literal["light", "dark"]
) -> None:
    page = open_page(browser, viewport={"width": width, "height": 800}, color_scheme=colours)
    query = "audience=full&language=en"

    def check(what: str) -> None:
        found = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], what
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert not wide, what

    held = open_words(service, home, page)
    check("the edition")
    held.get_by_text("It is open on six days.").click()
    page.locator("#panel").get_by_role("textbox", name="Text").fill("It is {nobody}.")
    page.locator("#panel .problems").wait_for()
    check("a fault beside its text")
    for place in ("change?at=text-1.text", "record?at=rooms", "record?at=courses",
                  "new?at=free", "new?at=free&kind=table", "record?at=briefing"):  # fmt: skip
        page.goto(f"{service.address}{home}words/{place}&{query}")
        check(place)
    page.context.close()


def test_without_scripts_a_text_is_changed_on_a_page_of_its_own(
    service: Server, home: str, browser: "Browser"
) -> None:
    page = open_page(browser, java_script_enabled=False)
    page.goto(f"{service.address}{home}words/?audience=full&language=en")
    page.get_by_text("All texts as a list").click()
    page.get_by_role("link", name="It is open on six days.").click()
    page.get_by_role("textbox", name="Text").fill("It is open on Sundays.")
    page.get_by_role("button", name="See what changes").click()
    page.get_by_role("button", name="Save").click()
    page.get_by_text("All texts as a list").click()
    page.get_by_role("link", name="It is open on Sundays.").wait_for()
    assert "- It is open on Sundays." in text_of(service, home)
    page.get_by_role("button", name="Undo the last save").click()
    assert text_of(service, home).endswith(BODY)
    page.context.close()


# ----------------------------------------------------------------- where a text comes from


@pytest.mark.parametrize(
    ("at", "sentence"),
    [
        ("opening.text", "{loans} is “books lent”. Change the number"),
        ("contents.title", "It is made from the headings"),
        ("briefing.date", "It is made from the title page’s keys. Change them"),
        ("rooms.source", "It names the sources of the numbers"),
        ("sources.report", "It is made from what is known of the source. Change it"),
    ],
)
def test_what_is_made_says_where_it_comes_from(
    service: Server, home: str, at: str, sentence: str
) -> None:
    assert sentence in service.get(f"{home}words/change?audience=full&at={at}").text


def test_the_wording_that_an_edition_prints_stands_first(service: Server, home: str) -> None:
    page = service.get(f"{home}words/change?audience=minister&at=opening.text").text
    assert "In short printed in this edition It lent {loans}." in page
    assert "Other wordings of it: as written" in page


def test_audiences_are_ticked_by_their_titles_and_the_history_names_the_place(
    service: Server, home: str
) -> None:
    form = lxml.html.document_fromstring(
        service.get(f"{home}words/record?audience=full&language=en&at=courses").body
    )
    boxes = {
        box.get("value"): str(box.getparent().text_content()).strip()
        for box in form.xpath("//input[@name='ticks.courses.for']")
    }
    assert boxes["press"] == "Press release"
    fields = [("kind", "ticks"), ("at", "courses.for"), ("before", ""), ("after", "")]
    ticked = [("ticks.courses.for", "press"), ("ticks.courses.for", "public")]
    assert service.post(f"{home}changes/", [*EDITION, *fields, *ticked]).status == 303
    assert "for: [press, public]" in text_of(service, home)
    said = service.get(f"{home}history/").text
    assert "List in “What it offers”: only for these audiences: “nothing” → “press, public”" in said


def test_a_text_without_a_translation_gets_one_in_the_page(service: Server, home: str) -> None:
    overlay = path_of(service, home) / "briefing.ru.yaml"
    overlay.write_text("texts:\n  briefing.title: {of: 6f345c, text: Образец}\n", "utf-8")
    at = "free.callout"
    page = service.get(f"{home}words/change?audience=full&language=ru&at={at}").text
    assert "Its translation is not written yet: “It is free.”, in " in page
    fields = [("edition", "full/ru"), ("kind", "rewording"), ("language", "ru"), ("at", at)]
    written = [*fields, ("before", ""), ("after", "Это бесплатно.")]
    assert service.post(f"{home}changes/", written).status == 303
    assert "text: Это бесплатно." in overlay.read_text("utf-8")
    assert service.post(f"{home}changes/", written).status == 200  # it is there by now


def test_an_address_that_there_is_not_is_said(service: Server, home: str) -> None:
    for place in ("record?at=nowhere", "new?at=free&kind=nothing", "change?audience=nobody&at=x"):
        assert service.get(f"{home}words/{place}").status == 404


# ----------------------------------------------------------------- blocks of every kind


@pytest.mark.parametrize("kind", KINDS)
def test_a_block_of_each_kind_is_added_built_and_undone(
    service: Server, home: str, kind: str
) -> None:
    """Its form is sent as it comes, with the smallest example of its kind in it."""
    path = path_of(service, home)
    before = text_of(service, home)
    beside = "place" if kind == "annex" else "free"
    page = service.get(f"{home}words/new?audience=full&at={beside}&side=after&kind={kind}")
    assert service.get(f"parts/kinds/{kind}.png").body.startswith(b"\x89PNG")
    answer = service.post(f"{home}changes/", fields_of(page.body))
    assert answer.status == 303, answer.text
    added = content.read(path)
    known = {one for one in content.read(path).places if f"{kind}-" in one or one == kind}
    assert known or kind == "text"
    assert not errors(content.check(path)[1])
    edition = service.get(f"{home}words/page?audience=full")
    assert edition.status == 200, (edition.text, added)
    assert service.post(f"{home}history/1/undo", EDITION).status == 303
    assert text_of(service, home) == before


@pytest.mark.parametrize("kind", KINDS)
def test_a_block_of_each_kind_has_a_form_with_all_its_keys(
    service: Server, home: str, kind: str
) -> None:
    beside = "place" if kind == "annex" else "free"
    page = service.get(f"{home}words/new?audience=full&at={beside}&side=after&kind={kind}")
    service.post(f"{home}changes/", fields_of(page.body))
    places = content.read(path_of(service, home)).places
    at = next(one for one in reversed(places) if re.fullmatch(rf"(offers/|place/)?{kind}-\d", one))
    form = service.get(f"{home}words/record?audience=full&at={at}")
    assert form.status == 200
    fields = fields_of(form.body)
    assert ("at", f"{at}.detail") in fields
    n = [value for name, value in fields if name == "at"].index(f"{at}.detail")
    afters = [n for n, (name, _) in enumerate(fields) if name == "after"]
    fields[afters[n]] = ("after", "full")
    assert service.post(f"{home}changes/", fields).status == 303
    assert "detail: full" in text_of(service, home)


# ----------------------------------------------------------------- lists and tables


def send(service: Server, home: str, at: str, **more: str) -> None:
    """An address, and fields by name → its first form with those, saved."""
    page = service.get(f"{home}words/record?audience=full&at={at}")
    answer = service.post(f"{home}changes/", [*fields_of(page.body), *more.items()])
    assert answer.status == 303, answer.text


def find_step(service: Server, home: str, at: str, called: str) -> str:
    """An address, a button's name → what it sends."""
    page = service.get(f"{home}words/record?audience=full&at={at}")
    document = lxml.html.document_fromstring(page.body)
    (button,) = document.xpath(f"//button[@aria-label='{called}']")
    return str(button.get("value"))


@pytest.mark.parametrize(
    ("at", "called", "lines"),
    [
        ("courses", "Move down entry 1",
         "          - Writing\n          - Reading: every Monday.\n"),
        ("courses", "Take away entry 2", "          - Reading: every Monday.\n      - It is open"),
        ("rooms", "Move up row 2",
         '          - [First, Maps]\n          - [Ground, "{loans.value}"]\n'),
        ("rooms", "Move left column 2", "columns: [Room, Floor]\n        rows:\n"
         '          - ["{loans.value}", Ground]\n          - [Maps, First]\n'),
        ("rooms", "Take away column 1",
         'columns: [Room]\n        rows:\n          - ["{loans.value}"]\n'),
    ],
)  # fmt: skip
def test_items_rows_and_columns_go_up_down_and_away(
    service: Server, home: str, at: str, called: str, lines: str
) -> None:
    send(service, home, at, step=find_step(service, home, at, called))
    assert lines in text_of(service, home)


def test_an_entry_is_added_at_the_end_of_its_list(service: Server, home: str) -> None:
    start = [*EDITION, ("into", "courses.items"), ("form", "ITEMS"), ("last", "courses.items.2")]
    fields = [*start, ("new.label", "Sums"), ("new.text", "on Fridays: all day")]
    assert service.post(f"{home}changes/", fields).status == 303
    assert '          - Sums: "on Fridays: all day"\n' in text_of(service, home)


def test_a_column_is_added_with_a_cell_in_each_row(service: Server, home: str) -> None:
    start = [*EDITION, ("into", "rooms.columns"), ("form", "COLUMNS"), ("rows", "2")]
    fields = [*start, ("last", "rooms.columns.2"), ("new.column", "Seats")]
    assert service.post(f"{home}changes/", fields).status == 303
    assert (
        "columns: [Floor, Room, Seats]\n        rows:\n"
        '          - [Ground, "{loans.value}", –]\n          - [First, Maps, –]\n'
    ) in text_of(service, home)


def test_a_block_that_is_referred_to_is_not_taken_away_before_that(
    service: Server, home: str
) -> None:
    file = path_of(service, home) / "briefing.yaml"
    file.write_text(text_of(service, home) + "      - As {rooms} shows.\n", "utf-8")
    page = service.get(f"{home}words/record?audience=full&at=rooms").body
    buttons = lxml.html.document_fromstring(page).xpath("//button[starts-with(., 'Take away')]")
    away = next(one.get("value") for one in buttons if "this block" in one.text_content())
    answer = service.post(f"{home}changes/trial", [*EDITION, ("step", away)])
    assert "This can’t be saved" in answer.text
    assert (
        "rooms"
        in lxml.html.document_fromstring(answer.body).find_class("problems")[0].text_content()
    )


def test_a_block_that_another_changed_meanwhile_is_not_taken_away(
    service: Server, home: str
) -> None:
    page = service.get(f"{home}words/record?audience=full&at=free").body
    buttons = lxml.html.document_fromstring(page).xpath("//button[starts-with(., 'Take away')]")
    away = buttons[0].get("value")
    file = path_of(service, home) / "briefing.yaml"
    file.write_text(text_of(service, home).replace("It is free.", "It costs little."), "utf-8")
    answer = service.post(f"{home}changes/", [*EDITION, ("step", away)])
    assert "Now it sayscallout: It costs little." in answer.text
    assert "It costs little." in text_of(service, home)


# ----------------------------------------------------------------- who may not see all

WITHHELD = """\
body:
  - section: What it offers
    id: offers
    body:
      - list: Courses
        id: courses
        items:
          - Reading
          - text: Only for us.
            handling: internal
      - It is open on six days.
"""


@pytest.fixture
def press(tmp_path: Path) -> SeenSource:
    """A briefing with an item that the press must not see, as the press sees it."""
    return SeenSource(folder(tmp_path, WITHHELD), TEMPLATES, frozenset({"press"}))


def test_a_form_shows_nothing_that_is_withheld(press: SeenSource) -> None:
    everything = replace(press, audiences=None)
    whole, form = (str(read_record(one, "courses")) for one in (everything, press))
    assert "Only for us." in whole
    assert "Reading" in form
    assert "Only for us." not in form
    with pytest.raises(KeyError):
        read_record(press, "courses.items.2")


def test_a_block_that_may_hold_what_is_withheld_is_not_moved_and_not_taken_away(
    press: SeenSource,
) -> None:
    _, link = read_record(press, "courses")
    assert link is not None
    assert (link.steps, link.moves) == ((), ())
    with pytest.raises(KeyError):
        try_out(press, (Removal("courses", ""),))
    with pytest.raises(KeyError):
        try_out(press, (Rewording("courses.items.2.text", "", "Nothing."),))
    before, after = "It is open on six days.", "It is open on five days."
    trial = try_out(press, (Rewording("offers/text-1.text", before, after),))
    assert [(one.audience, one.after) for one in trial.effects] == [("press", after)]
