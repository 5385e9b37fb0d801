"""Addresses of pages and mailboxes in a text become links; the text stays as it was written."""

import io
import re
import zipfile
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from conftest import TEMPLATES
from sample_folder import folder

from briefwright import audience, content, pipeline
from briefwright.edition.runs import Bold, Hyperlink, Run, Words, text
from briefwright.edition.web_addresses import link_addresses
from briefwright.formats import FORMATS


def links(runs: tuple[Run, ...]) -> list[tuple[str, str]]:
    return [(text(run.content), run.href) for run in runs if isinstance(run, Hyperlink)]


@pytest.mark.parametrize(
    ("typed", "address", "target"),
    [
        ("See https://un.org.", "https://un.org", "https://un.org"),
        ("(https://un.org/a)", "https://un.org/a", "https://un.org/a"),
        ("On https://un.org/a_(b), too", "https://un.org/a_(b)", "https://un.org/a_(b)"),
        ("“https://un.org/?a=1&b=2”", "https://un.org/?a=1&b=2", "https://un.org/?a=1&b=2"),
        ("see WWW.un.org/en!", "WWW.un.org/en", "https://WWW.un.org/en"),
        ("Write to a.b+c@un.org, please", "a.b+c@un.org", "mailto:a.b+c@un.org"),
        ("at ana.o'neill@un.org.", "ana.o'neill@un.org", "mailto:ana.o'neill@un.org"),
        ("at 'ana@un.org'", "ana@un.org", "mailto:ana@un.org"),
        ("пишите на пресс@мид.рф.", "пресс@мид.рф", "mailto:пресс@мид.рф"),
        ("请看https://un.org。谢谢", "https://un.org", "https://un.org"),
        ("联系desk@un.org或致电", "desk@un.org", "mailto:desk@un.org"),
    ],
)
def test_an_address_is_a_link_without_the_signs_that_follow_it(
    typed: str, address: str, target: str
) -> None:
    linked = link_addresses((Words(typed),))
    assert text(linked) == typed
    assert links(linked) == [(address, target)]


@pytest.mark.parametrize(
    "typed", ["a@b", "@un", "www", "un.org", "5@7.", "http://", "https://…/x", "", "x@y.1"]
)
def test_what_is_no_address_stays_words(typed: str) -> None:
    assert link_addresses((Words(typed),)) == (Words(typed),)


def test_words_that_lead_somewhere_already_are_left_alone() -> None:
    link = Hyperlink((Words("see un.org or www.un.org"),), "https://example.org")
    assert link_addresses((link, Bold((link,)))) == (link, Bold((link,)))


def test_each_file_has_the_link_and_the_words(tmp_path: Path) -> None:
    path = folder(tmp_path, "body:\n  - Write to **desk@un.org** or see www.un.org/a-b.\n")
    made = pipeline.build(content.read(path), audience.read(TEMPLATES, "full"), "en")
    assert made.outputs
    for name, data in made.outputs.items():
        marks = FORMATS[name].read(data)
        assert "Write to desk@un.org or see www.un.org/a-b." in [mark.text for mark in marks.body]
        assert {"mailto:desk@un.org", "https://www.un.org/a-b"} <= targets(name, data)


def test_no_line_ends_behind_the_scheme_of_an_address(tmp_path: Path) -> None:
    said = ("of " * count + "https://www.example.org/a" for count in range(20, 40))
    path = folder(tmp_path, "body:\n" + "".join(f"  - {paragraph}.\n" for paragraph in said))
    pdf = pipeline.build(content.read(path), audience.read(TEMPLATES, "full"), "en").outputs["pdf"]
    with pypdfium2.PdfDocument(pdf) as document:
        lines = [line for page in document for line in read_text(page).splitlines()]
    assert "https://www.example.org/a." in lines
    assert [line for line in lines if line.endswith("https://")] == []


def read_text(page: pypdfium2.PdfPage) -> str:
    return page.get_textpage().get_text_bounded()


def targets(name: str, data: bytes) -> set[str]:
    """A file of an edition → where its links lead."""
    if name == "pdf":
        with pikepdf.open(io.BytesIO(data)) as pdf:
            annotations = [one for page in pdf.pages for one in page.get("/Annots", [])]
            return {str(one.A.URI) for one in annotations if "/A" in one and "/URI" in one.A}
    if name == "docx":
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            data = package.read("word/_rels/document.xml.rels")
    return set(re.findall(r"(?:https|mailto):[^\"]+", data.decode()))
