"""The list of briefings: what stands in it, searched, sorted; one edition picked in it."""

import json
from collections.abc import Iterator
from pathlib import Path

import lxml.html
import pytest
from sample_folder import folder
from sample_service import Server, start_service

from briefwright.service.making import STEPS

BODY = """\
facts:
  loans: {value: 12400, unit: books}
body:
  - The library lent {loans} in a year.
"""
INTERNAL = """\
body:
  - text: The library may close.
    handling: internal
  - The library stays open.
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A service of three briefings, one of them at fault."""
    place = tmp_path_factory.mktemp("shelf")
    content = place / "content"
    folder(content, BODY)
    later = folder(content / "rest", INTERNAL).rename(content / "closing")
    main = later / "briefing.yaml"
    main.write_text(main.read_text().replace("A sample", "Before it closes"))
    main.write_text(main.read_text().replace("date: 2024-09-21", "date: 2025-01-31"))
    (content / "rest").rmdir()
    (content / "at-fault").mkdir()
    (content / "at-fault" / "briefing.yaml").write_text("format: 1\ntitle: No more\n")
    with start_service(place) as running:
        yield running


def list_titles(server: Server, query: str) -> list[str]:
    page = lxml.html.document_fromstring(server.get(f"?{query}").body)
    return [one.text_content() for one in page.iter("h2")]


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["Before it closes", "A sample", "at-fault"]),
        ("order=title", ["A sample", "at-fault", "Before it closes"]),
        ("status=draft", ["Before it closes", "A sample"]),
        ("status=at+fault", ["at-fault"]),
        ("words=sample", ["A sample"]),
        ("words=SAMPLE+2024", ["A sample"]),
        ("words=12,400", ["A sample"]),  # a number as a text prints it
        ("words=may+close", ["Before it closes"]),
        ("words=elephant", []),
    ],
)
def test_briefings_are_searched_chosen_by_status_and_sorted(
    server: Server, query: str, titles: list[str]
) -> None:
    assert list_titles(server, query) == titles


def test_what_was_found_is_quoted(server: Server) -> None:
    page = lxml.html.document_fromstring(server.get("?words=lent").body)
    assert [one.text_content() for one in page.iter("mark")] == ["lent"]
    assert "The library lent 12,400 books in a year." in page.text_content()


def test_a_matrix_shows_how_each_edition_stands(server: Server) -> None:
    job = server.ask("sample", "full", "pdf")
    server.wait_for(job)
    shelf = server.get("?words=sample")
    assert "Full edition, English: ready" in shelf.text
    assert "Press release, English: not made yet" in shelf.text
    assert "1 ready" in shelf.text
    main = server.content / "sample" / "briefing.yaml"
    main.write_text(main.read_text().replace("12400", "12500"))
    assert "1 out of date" in server.get("?words=sample").text


def test_one_press_in_the_matrix_picks_audience_and_language(server: Server) -> None:
    page = lxml.html.document_fromstring(server.get("briefings/closing/?edition=press/en").body)
    assert page.xpath("//input[@name='edition'][@checked]/@value") == ["press/en"]
    assert set(page.xpath("//input[@name='edition']/@value")) >= {"full/en", "minister/en"}
    answer = server.post("briefings/closing/editions", [("edition", "press/en"), ("format", "pdf")])
    assert answer.status == 303


def test_an_empty_list_says_so(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    with start_service(tmp_path) as empty:
        assert "There is no briefing yet." in empty.get("").text


# ----------------------------------------------------------------- what was decided and checked


def test_a_page_says_who_gets_what_and_by_which_rule_not(server: Server) -> None:
    page = server.get("briefings/closing/readers/").text
    assert "The library may close." in page
    assert "– handling: internal" in page
    differ = server.get("briefings/closing/readers/?one=press&other=minister").text
    assert "The library stays open." in differ
    assert "The library may close." not in differ


def test_the_findings_say_what_to_write_and_where(server: Server) -> None:
    page = server.get("briefings/at-fault/findings/").text
    assert "Error at-fault/briefing.yaml:1:1 C210 handling: is missing here" in page
    assert str(server.content) not in page
    assert "Nothing was found" not in page


def test_the_account_of_an_edition_is_a_page_like_the_others(server: Server) -> None:
    job = server.ask("closing", "full", "pdf")
    server.wait_for(job)
    answer = server.get(f"{job}account")
    page = lxml.html.document_fromstring(answer.body)
    assert page.get_element_by_id("content").text_content().count("The library stays open.")
    assert not page.xpath("//style | //@style")
    (link, *_) = page.xpath("//div[@class='page']//a")
    assert float(link.find("rect").get("width")) > 1
    assert page.get_element_by_id(link.get("href")[1:]).tag == "tr"


# ----------------------------------------------------------------- while an edition is made


def test_pages_are_pictures_before_their_files_are_checked(server: Server) -> None:
    main = server.content / "sample" / "briefing.yaml"
    main.write_text(main.read_text() + "  - Another text.\n")
    job = server.ask("sample", "full", "docx", "pdf")
    lines = [line for line in server.stream(f"{job}events") if line.startswith(b"data: ")]
    steps = [json.loads(line[6:]) for line in lines]
    assert [one for one in steps if one["state"] == "running" and one["pages"]], steps
    assert server.get(f"{job}pages/1.png").body.startswith(b"\x89PNG")
    doing = [one["doing"] for one in steps if one["doing"]]
    assert doing == sorted(doing, key=STEPS.index)
    assert doing[-1] == "checking"
    assert steps[-1]["state"] == "done"
