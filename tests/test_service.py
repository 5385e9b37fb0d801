"""Briefings in a browser: listed, made, cancelled, downloaded; asked over HTTP at loopback."""

import io
import re
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import lxml.html
import pytest
from axe_playwright_python.sync_playwright import Axe
from pypdfium2 import PdfDocument
from sample_folder import folder
from sample_service import Server, start_service

from briefwright.editing.word_changes import list_pieces

if TYPE_CHECKING:
    from playwright.sync_api import Browser

BODY = """\
facts:
  loans: {value: 12400, unit: books}
body:
  - The library lent {loans} in a year.
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A service of two briefings, one of them at fault."""
    place = tmp_path_factory.mktemp("service")
    content = place / "content"
    folder(content, BODY)
    (content / "at-fault").mkdir()
    (content / "at-fault" / "briefing.yaml").write_text("format: 1\ntitle: No more\n")
    with start_service(place) as running:
        yield running


def test_the_shelf_shows_every_briefing_and_what_is_wrong_with_it(server: Server) -> None:
    shelf = server.get("")
    assert "A sample draft 2024-09-21 · edition 1" in shelf.text
    assert "Full edition, English: not made yet" in shelf.text
    assert re.search(r"at-fault \d+ faults to mend", shelf.text)


@pytest.mark.parametrize(
    ("words", "found"),
    [("sample", ["A sample"]), ("SAMPLE 2024", ["A sample"]), ("fault", ["at-fault"]), ("x1", [])],
)
def test_the_shelf_is_searched(server: Server, words: str, found: list[str]) -> None:
    page = lxml.html.document_fromstring(server.get(f"?words={words.replace(' ', '+')}").body)
    assert [one.text_content() for one in page.iter("h2")] == found


def test_a_briefing_at_fault_says_where_and_has_no_form(server: Server) -> None:
    page = server.get("briefings/at-fault/")
    assert "at-fault/briefing.yaml:1:1 C210" in page.text
    assert b"<form" not in page.body


def test_an_edition_is_made_and_downloaded(server: Server) -> None:
    job = server.ask("sample", "full", "pdf", "docx", "html")
    page = server.wait_for(job)
    assert "Nothing lost" in page.text
    links = [link for *_, link, _ in lxml.html.document_fromstring(page.body).iterlinks()]
    files = [link for link in links if link.startswith("files/")]
    assert files == [f"files/sample-full-en.{one}" for one in ("pdf", "docx", "html")]
    beginnings = [server.get(job + one).body[:9] for one in files]
    assert beginnings[0].startswith(b"%PDF-")
    assert beginnings[1].startswith(b"PK\x03\x04")
    assert beginnings[2] == b"<!doctype"
    assert server.get(f"{job}pages/1.png").body.startswith(b"\x89PNG")
    assert b"<!doctype html>" in server.get(f"{job}account").body.lower()
    assert "Full edition, English: ready" in server.get("").text


def test_large_print_is_an_edition_of_its_own(server: Server) -> None:
    job = server.ask("sample", "full", "pdf", large_print="yes")
    assert b"files/sample-full-large-print-en.pdf" in server.wait_for(job).body


def test_all_files_come_as_one_archive_with_their_digests(server: Server) -> None:
    job = server.ask("sample", "full", "pdf", "docx")
    server.wait_for(job)
    with zipfile.ZipFile(io.BytesIO(server.get(f"{job}all.zip").body)) as archive:
        sums = archive.read("SHA256SUMS").decode().splitlines()
        assert sums == [
            f"{sha256(archive.read(name)).hexdigest()}  {name}"
            for name in ("sample-full-en.docx", "sample-full-en.pdf")
        ]


def test_the_same_edition_is_made_once_until_something_changes(server: Server) -> None:
    first = server.ask("sample", "public", "pdf")
    server.wait_for(first)
    assert server.ask("sample", "public", "pdf") == first
    main = server.content / "sample" / "briefing.yaml"
    main.write_text(main.read_text().replace("12400", "12600"))
    assert "The facts in plain words, English: out of date" in server.get("").text
    second = server.ask("sample", "public", "pdf")
    assert second != first
    server.wait_for(second)
    assert "The facts in plain words, English: ready" in server.get("").text


def test_a_file_is_the_same_for_ever_and_parts_of_it_can_be_fetched(server: Server) -> None:
    job = server.ask("sample", "full", "pdf")
    server.wait_for(job)
    path = f"{job}files/sample-full-en.pdf"
    whole = server.get(path)
    tag = whole.headers["ETag"]
    assert tag == f'"{sha256(whole.body).hexdigest()}"'
    assert "immutable" in whole.headers["Cache-Control"]
    assert server.get(path, If_None_Match=tag).status == 304
    part = server.get(path, Range="bytes=0-4")
    assert (part.status, part.body) == (206, b"%PDF-")
    assert server.get(path, Range="bytes=-6").body == whole.body[-6:]
    assert server.get(path, Range="bytes=5-", If_Range='"other"').body == whole.body
    assert server.get(path, Range=f"bytes={len(whole.body)}-").status == 416


def test_an_edition_that_cannot_be_made_says_why(server: Server, tmp_path: Path) -> None:
    path = folder(tmp_path, BODY + "status: final\n").rename(server.content / "too-early")
    page = server.wait_for(server.ask("too-early", "full", "pdf"))
    assert "It could not be made" in page.text
    assert f"{path.name}/briefing.yaml:" in page.text


def test_a_job_that_is_cancelled_is_not_made(server: Server) -> None:
    main = server.content / "sample" / "briefing.yaml"
    main.write_text(main.read_text() + "  - Another text.\n" * 3)
    jobs = [server.ask("sample", audience, "pdf") for audience in ("academic", "press", "minister")]
    answer = server.post(f"{jobs[-1]}cancel", [])
    assert (answer.status, answer.headers["Location"]) == (303, "./")
    assert "This was cancelled" in server.wait_for(jobs[-1]).text
    assert all("Nothing lost" in server.wait_for(job).text for job in jobs[:-1])


# ----------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("briefings/nowhere/", "There is no such briefing."),
        ("briefings/..%2f..%2fetc/", "There is no such briefing."),
        ("jobs/none/", "This edition isn’t known any more"),
    ],
)
def test_what_there_is_not_is_said(server: Server, path: str, sentence: str) -> None:
    answer = server.get(path)
    assert answer.status == 404
    assert sentence in answer.text or b"Not Found" in answer.body


def test_an_edition_that_there_is_not_is_refused(server: Server) -> None:
    for audience, language, format_ in (
        ("nobody", "en", "pdf"), ("full", "xx", "pdf"), ("full", "en", "exe"),
    ):  # fmt: skip
        fields = [("audience", audience), ("language", language), ("format", format_)]
        assert server.post("briefings/sample/editions", fields).status == 400


def test_a_form_of_another_website_is_refused(server: Server) -> None:
    fields = [("audience", "full"), ("language", "en"), ("format", "pdf")]
    path = "briefings/sample/editions"
    assert server.post(path, fields, Origin="https://elsewhere.example").status == 403
    assert server.post(path, fields, Origin="null").status == 403
    assert server.post(path, fields, Sec_Fetch_Site="cross-site").status == 403
    assert server.post(path, fields, Sec_Fetch_Site="same-site").status == 403
    own = {"Origin": "null", "Sec_Fetch_Site": "same-origin"}
    assert server.post(path, fields, **own).status == 303


def test_another_host_name_is_refused(server: Server) -> None:
    assert server.get("", Host="elsewhere.example").status == 400


def test_what_is_too_large_is_refused_unread(server: Server) -> None:
    assert server.post("briefings/sample/editions", [("audience", "x" * 200_000)]).status == 413


def test_pages_need_no_script_and_load_nothing_from_elsewhere(server: Server) -> None:
    job = server.ask("sample", "full", "pdf")
    for path in ("", "briefings/sample/", job):
        answer = server.get(path)
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        page = lxml.html.document_fromstring(answer.body)
        links = [link for _, name, link, _ in page.iterlinks() if name in ("src", "href")]
        assert links
        assert not [link for link in links if "//" in link]
        assert not page.xpath("//script[not(@src)] | //@style | //@onclick")


# ----------------------------------------------------------------- numbers


def fields_of(number: str, before: str, after: str) -> list[tuple[str, str]]:
    at = f"facts.{number}.value"
    return [("kind", "setting"), ("at", at), ("before", before), ("after", after)]


@pytest.fixture
def numbers(server: Server, tmp_path: Path) -> str:
    """The address of a briefing of its own, with numbers of which one follows from another."""
    name = tmp_path.name.replace("_", "-")
    folder(tmp_path, NUMBERS).rename(server.content / name)
    return f"briefings/{name}/"


NUMBERS = """\
facts:
  loans: {value: 12400, unit: books, label: books lent}
  central: {value: 8200, unit: books}
  local: {difference: [loans, central]}
body:
  - The library lent {loans} in a year, {local} of them in its branches.
  - Half of its visitors read there.
"""


def test_a_briefing_s_numbers_are_listed_as_they_print(server: Server, numbers: str) -> None:
    page = server.get(f"{numbers}numbers/")
    assert "books lent loans 12,400 books" in page.text
    assert "local local 4,200 books worked out" in page.text
    form = lxml.html.document_fromstring(server.get(f"{numbers}numbers/loans").body)
    assert [one.value for one in form.xpath("//input[@name='after']")][:3] == [
        "12400", "books", "books lent",
    ]  # fmt: skip


def test_a_changed_number_shows_every_text_that_changes_and_is_saved(
    server: Server, numbers: str
) -> None:
    fields = fields_of("loans", "12400", "12600")
    trial = server.post(f"{numbers}changes/trial", fields)
    assert "lent 12,400 12,600 books in a year, 4,200 4,400 books of them" in trial.text
    assert "Full edition, English" in trial.text
    main = server.content / numbers.split("/")[1] / "briefing.yaml"
    assert "12400" in main.read_text()
    saved = server.post(f"{numbers}changes/", fields)
    assert (saved.status, saved.headers["Location"]) == (303, "../history/")
    assert "value: 12600" in main.read_text()
    assert "Number “books lent”: value: “12400” → “12600”" in server.get(f"{numbers}history/").text
    undone = server.post(f"{numbers}history/1/undo", [])
    assert undone.status == 303
    assert "value: 12400" in main.read_text()
    assert "Save 1 taken back" in server.get(f"{numbers}history/").text


def test_who_changes_what_another_changed_is_shown_both(server: Server, numbers: str) -> None:
    server.post(f"{numbers}changes/", fields_of("loans", "12400", "12600"))
    page = server.post(f"{numbers}changes/", fields_of("loans", "12400", "12500"))
    assert "You saw12400 Now it says12600 You wrote12500" in page.text
    assert "12600" in (server.content / numbers.split("/")[1] / "briefing.yaml").read_text()


def test_a_change_that_would_be_a_fault_is_not_saved(server: Server, numbers: str) -> None:
    page = server.post(f"{numbers}changes/", fields_of("loans", "12400", "many"))
    assert "This can’t be saved" in page.text
    assert re.search(r"briefing\.yaml:\d+:\d+ C2", page.text)
    assert not list((server.content / numbers.split("/")[1]).glob(".history/*.json"))


def test_a_form_that_changes_nothing_is_said_to(server: Server, numbers: str) -> None:
    answer = server.post(f"{numbers}changes/trial", fields_of("loans", "12400", "12400"))
    assert answer.status == 400
    assert "Nothing was changed." in answer.text


@pytest.mark.parametrize(
    ("before", "after", "pieces"),
    [
        ("a b c", "a x c", [("same", "a"), ("gone", "b"), ("new", "x"), ("same", "c")]),
        ("", "new text", [("new", "new text")]),
        ("old", "", [("gone", "old")]),
        ("1 2 3 4 5 6 7 8 9 x", "1 2 3 4 5 6 7 8 9 y",
         [("same", "… 4 5 6 7 8 9"), ("gone", "x"), ("new", "y")]),
        ("x 1 2 3 4 5 6 7 8", "y 1 2 3 4 5 6 7 8",
         [("gone", "x"), ("new", "y"), ("same", "1 2 3 4 5 6 …")]),
    ],
)  # fmt: skip
def test_only_the_words_around_a_change_are_shown(
    before: str, after: str, pieces: list[tuple[str, str]]
) -> None:
    assert list(list_pieces(before, after)) == pieces


# ----------------------------------------------------------------- words


def test_every_text_of_an_edition_leads_to_where_it_is_changed(
    server: Server, numbers: str
) -> None:
    page = lxml.html.document_fromstring(server.get(f"{numbers}words/?audience=full").body)
    links = {one.text_content(): one.get("href") for one in page.xpath("//*[@class='words']//a")}
    assert (
        links["Half of its visitors read there."]
        == "change?audience=full&language=en&at=text-2.text"
    )
    form = lxml.html.document_fromstring(
        server.get(f"{numbers}words/{links['Half of its visitors read there.']}").body
    )
    assert form.xpath("//textarea/text()") == ["Half of its visitors read there."]


def test_a_changed_text_is_shown_with_the_editions_that_print_it_and_saved(
    server: Server, numbers: str
) -> None:
    fields = [
        ("kind", "rewording"), ("at", "text-2.text"),
        ("before", "Half of its visitors read there."),
        ("after", "Half of its visitors: they read there."),
    ]  # fmt: skip
    trial = server.post(f"{numbers}changes/trial", fields)
    assert "Half of its visitors visitors: they read there." in trial.text
    assert server.post(f"{numbers}changes/", fields).status == 303
    main = server.content / numbers.split("/")[1] / "briefing.yaml"
    assert '- "Half of its visitors: they read there."' in main.read_text()


def test_a_text_with_a_fault_is_shown_before_it_is_saved(server: Server, numbers: str) -> None:
    fields = [
        ("kind", "rewording"), ("at", "text-2.text"),
        ("before", "Half of its visitors read there."), ("after", "Half of {nobody}."),
    ]  # fmt: skip
    page = server.post(f"{numbers}changes/", fields)
    assert "the briefing would have a fault" in page.text
    assert "nobody" in page.text


def test_what_the_program_makes_says_where_it_comes_from(server: Server, numbers: str) -> None:
    page = server.get(f"{numbers}words/change?at=contents.title")
    assert "It is made from the headings" in page.text
    assert b"<textarea" not in page.body


def test_a_text_of_a_translation_is_changed_there(server: Server, numbers: str) -> None:
    path = server.content / numbers.split("/")[1]
    (path / "briefing.ru.yaml").write_text(RUSSIAN, encoding="utf-8")
    page = server.get(f"{numbers}words/change?at=facts.loans.label&language=ru")
    assert "выдано книг" in page.text
    fields = [
        ("kind", "rewording"), ("language", "ru"), ("at", "facts.loans.label"),
        ("before", "выдано книг"), ("after", "выданные книги"),
    ]  # fmt: skip
    assert server.post(f"{numbers}changes/", fields).status == 303
    assert "text: выданные книги" in (path / "briefing.ru.yaml").read_text("utf-8")
    assert "label: books lent" in (path / "briefing.yaml").read_text()


RUSSIAN = """\
texts:
  facts.loans.label:
    of: 123456
    text: выдано книг
"""


# ----------------------------------------------------------------- in a browser


def test_somebody_without_a_manual_changes_a_number_and_downloads_the_file(
    server: Server, numbers: str, browser: "Browser"
) -> None:
    page = browser.new_page()
    page.goto(server.address + numbers)
    page.get_by_role("link", name="Numbers", exact=True).click()
    page.get_by_role("link", name="Change books lent").click()
    page.get_by_label("Value").fill("12600")
    page.get_by_role("button", name="See what changes").click()
    assert "4,200 4,400 books" in " ".join(page.inner_text("main").split())
    page.get_by_role("button", name="Save").click()
    page.goto(server.address + numbers)
    page.get_by_label("Full edition, English").check()
    page.get_by_role("button", name="Make it").click()
    page.get_by_text("Nothing lost").wait_for()
    assert page.get_by_role("img", name="Page 1 of 1").is_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF", exact=True).click()
    with PdfDocument(download.value.path()) as pdf:
        assert "12,600 books" in pdf[0].get_textpage().get_text_range()
    page.close()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_nobody_is_kept_from_using_the_pages(
    server: Server, numbers: str, browser: "Browser", width: int, colours: Literal["light", "dark"]
) -> None:
    server.post(f"{numbers}changes/", fields_of("loans", "12400", "12600"))
    job = server.ask(numbers.split("/")[1], "full", "pdf")
    server.wait_for(job)
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=colours)
    places = ("", "numbers/", "numbers/loans", "words/", "words/change?at=text-2", "history/")
    for path in ("", "briefings/at-fault/", "jobs/none/", job, *(numbers + one for one in places)):
        page.goto(server.address + path)
        found = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], path
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        assert not wide, path
    page.close()


def test_every_page_is_used_by_keyboard_alone(
    server: Server, numbers: str, browser: "Browser"
) -> None:
    page = browser.new_page()
    page.goto(server.address + numbers)
    reached = set()
    for _ in range(30):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.textContent.trim().slice(0, 20)"))
    assert {"Numbers", "Words", "History", "Make it"} <= reached
    page.close()
