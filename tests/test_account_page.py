"""An account as a page: what was checked, where each text stands, what is left out."""

import hashlib
import re
from dataclasses import replace

import lxml.html
import pytest
from lxml.html import HtmlElement

from briefwright.account.page import CHECKS, list_checks, render_account
from briefwright.document.page_statements import ABOUT as ABOUT_PDF
from briefwright.layout.statements import ABOUT as ABOUT_WORD
from briefwright.pipeline import Build
from briefwright.problems import Problem


@pytest.fixture(scope="module")
def page(built: Build) -> HtmlElement:
    return lxml.html.document_fromstring(render_account(built.account, built.outputs))


def test_the_page_shows_every_text_with_its_page(built: Build, page: HtmlElement) -> None:
    rows = page.xpath("//tr[starts-with(@id, 'leaf-')]")
    assert len(rows) == len(built.account.leaves) > 100
    for row, leaf in zip(rows, built.account.leaves, strict=True):
        number, text, _, shown, *_ = (cell.text_content() for cell in row)
        assert row.get("id") == f"leaf-{number}"
        assert text == (leaf.text or "–")
        assert shown == str(leaf.page or "")


def test_each_printed_text_is_outlined_on_its_page(built: Build, page: HtmlElement) -> None:
    figures = page.xpath("//figure")
    assert len(figures) == built.pages
    outlined = {
        one.get("id"): number
        for number, figure in enumerate(figures, 1)
        for one in figure.iter("a")
    }
    printed = [
        (number, leaf)
        for number, leaf in enumerate(built.account.leaves, 1)
        if leaf.stream in ("body", "notes") and leaf.text
    ]
    assert len(printed) > 100
    assert [
        number for number, leaf in printed if outlined.get(f"on-page-{number}") != leaf.page
    ] == []


def test_an_outline_lies_on_its_picture(page: HtmlElement) -> None:
    places = [
        [float(one) for one in re.findall(r"[\d.]+(?=%)", link.get("style"))]
        for link in page.xpath("//div[@class='page']/a")
    ]
    assert len(places) > 100
    assert all(left + width <= 100 and top + height <= 100 for left, top, width, height in places)


def test_the_page_names_the_files_by_their_digests(built: Build, page: HtmlElement) -> None:
    text = page.text_content()
    for data in built.outputs.values():
        assert hashlib.sha256(data).hexdigest() in text


def test_withheld_parts_are_counted_and_not_named(built: Build, page: HtmlElement) -> None:
    addresses = [at for at, _ in built.account.withheld]
    assert addresses
    html = lxml.html.tostring(page, encoding="unicode")
    assert [at for at in addresses if f">{at}<" in html] == []
    assert str(len(addresses)) in page.text_content()


def test_each_check_counts_what_it_found(built: Build) -> None:
    assert {check.found for check in list_checks(built.account)} == {0}
    problems = (Problem("P905", "A number."), Problem("P904", "A word."), Problem("P901", "Lost."))
    found = {one.name: one.found for one in list_checks(replace(built.account, problems=problems))}
    assert (found["Text"], found["Numbers"], found["Nothing lost"], found["Order"]) == (1, 1, 1, 0)


# What each kind of fault is about → the check that counts it.
ABOUT = {
    "title": "Metadata", "property": "Metadata", "date of change": "Metadata", "link": "Links",
    "bookmark of the outline": "Bookmarks", "head, foot or watermark": "Heads and feet",
    "head or foot": "Heads and feet", "size of a page": "Pages", "picture": "Pictures",
    "cell of a table": "Tables", "heading": "Headings and lists", "chart": "Charts",
    "cell of an attached file": "Attached files", "attached file": "Attached files",
}  # fmt: skip


@pytest.mark.parametrize("about", ABOUT)
def test_what_stands_beside_the_texts_is_counted_by_its_name(built: Build, about: str) -> None:
    article = "an" if about.startswith("a") else "a"
    problem = Problem(
        "P915", f"In the PDF of x, {article} {about} says “a” where it should say “b”."
    )
    found = list_checks(replace(built.account, problems=(problem,)))
    assert [one.name for one in found if one.found] == [ABOUT[about]]


def test_everything_that_is_stated_belongs_to_a_check() -> None:
    stated = {*ABOUT_PDF, *ABOUT_WORD}
    assert len(stated) > 25
    counted = {about for rule in CHECKS for about in rule.about}
    assert stated - counted == set()


@pytest.mark.parametrize(
    ("kind", "name"), [("cell", "Tables"), ("caption", "Captions"), ("alt", "Alt texts")]
)
def test_a_text_is_counted_by_its_kind(built: Build, kind: str, name: str) -> None:
    leaf = next(one for one in built.account.leaves if one.kind == kind)
    problem = Problem("P904", "It reads otherwise.", at=leaf.at)
    found = list_checks(replace(built.account, problems=(problem,)))
    assert {one.name for one in found if one.found} == {"Text", name}


def test_there_is_a_check_for_every_kind_of_thing() -> None:
    names = {rule.name for rule in CHECKS}
    assert len(names) == len(CHECKS) >= 21
    assert names >= {"Text", "Order", "Tables", "Links", "Metadata", "Heads and feet"}


def test_the_page_loads_nothing(page: HtmlElement) -> None:
    assert page.xpath("//script | //link | //iframe") == []
    sources = page.xpath("//img/@src")
    assert sources
    assert all(source.startswith("data:image/png;base64,") for source in sources)
