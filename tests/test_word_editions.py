"""Every edition's Word file: valid, accessible, on the pages of LibreOffice, each leaf marked."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import access
import ooxml_integrity
import pypdfium2
import pytest
from conftest import AUDIENCES, TEMPLATES
from lxml import etree
from openxml_audit import OpenXmlValidator
from sample_builds import Builds, build_real

from briefwright import audience, content, pipeline
from briefwright.word.writer_state import address_bookmark

if TYPE_CHECKING:
    from briefwright.pipeline import Build

BRIEFINGS = TEMPLATES.parent / "tests" / "briefings"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
EDITIONS = (
    *(f"kazakhstan, {name}" for name in audience.names(TEMPLATES)),
    *(f"specimen, {name}" for name in AUDIENCES),
)
Entry = tuple[str, int]  # a line of the contents and the page that it names


@pytest.fixture(scope="session")
def every(editions: Builds, specimens: Builds) -> dict[str, Build]:
    """Every edition, by name."""
    named = {f"kazakhstan, {name}": build for name, build in editions.items()}
    return named | {f"specimen, {name}": build for name, build in specimens.items()}


@pytest.fixture(scope="session")
def translated() -> dict[str, Build]:
    """The editions that are shipped in other languages, and questions in columns, by name."""
    tram_fares, press = content.read(BRIEFINGS / "tram-fares"), audience.read(TEMPLATES, "press")
    return {
        "kazakhstan, press, ru": build_real("press", "ru"),
        "kazakhstan, messages, ar": build_real("messages", "ar"),
        "tram fares, press, en": pipeline.build(tram_fares, press, "en"),
        "tram fares, press, ar": pipeline.build(tram_fares, press, "ar"),
    }


@pytest.fixture(scope="session")
def opened(
    every: dict[str, Build],
    translated: dict[str, Build],
    soffice: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Mapping[str, pypdfium2.PdfDocument]:
    """Every edition's Word file as LibreOffice sets it, each in a run of its own.

    In one run, a file gets the fonts that another brought, which may lack its letters.
    """
    folder = tmp_path_factory.mktemp("opened")
    command = [soffice, f"-env:UserInstallation=file://{folder}/profile", "--headless"]
    found = {}
    for name, build in (every | translated).items():
        file = folder / f"{len(found)}.docx"
        file.write_bytes(build.outputs["docx"])
        subprocess.run(
            [*command, "--convert-to", "pdf", "--outdir", folder, file],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
        found[name] = pypdfium2.PdfDocument(file.with_suffix(".pdf").read_bytes())
    return found


def part(build: Build, name: str) -> etree._Element | None:
    with zipfile.ZipFile(io.BytesIO(build.outputs["docx"])) as archive:
        return etree.fromstring(archive.read(name)) if name in archive.namelist() else None


@pytest.mark.parametrize("name", EDITIONS)
def test_nobody_is_asked_anything_when_it_opens(
    every: dict[str, Build], name: str, tmp_path: Path
) -> None:
    path = tmp_path / "briefing.docx"
    path.write_bytes(every[name].outputs["docx"])
    assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []
    assert ooxml_integrity.check(path) == []


@pytest.mark.parametrize("name", EDITIONS)
def test_everybody_can_read_it(every: dict[str, Build], name: str) -> None:
    assert access.faults(every[name].outputs["docx"]) == []


@pytest.mark.parametrize("name", EDITIONS)
def test_each_leaf_has_its_bookmark_once(every: dict[str, Build], name: str) -> None:
    build = every[name]
    body, notes = part(build, "word/document.xml"), part(build, "word/footnotes.xml")
    names = Counter(
        one.get(W + "name")
        for root in (body, notes)
        if root is not None
        for one in root.iter(W + "bookmarkStart")
    )
    assert max(names.values()) == 1
    found = build.edition.marks()
    addresses = [mark.at for mark in (*found.body, *found.notes)]
    # A drawing in a cell stands in the paragraph of its number, which has that one's bookmark.
    own = [at for at in addresses if not re.search(r"\.rows\.\d+\.\d+\.drawing$", at)]
    assert len(own) > 10
    assert [at for at in own if address_bookmark(at) not in names] == []


@pytest.mark.parametrize("name", EDITIONS)
def test_each_block_stands_in_a_control_that_nobody_sees(
    every: dict[str, Build], name: str
) -> None:
    body = part(every[name], "word/document.xml")
    assert body is not None
    bare = [
        "".join(one.text or "" for one in leaf.iter(W + "t"))
        for leaf in body[0].iter(W + "p")
        if not any(holder.tag == W + "sdt" for holder in leaf.iterancestors())
    ]
    assert [text for text in bare if text.strip()] == []


# ----------------------------------------------------------------- pages


def entries(build: Build) -> Iterator[Entry]:
    """An edition → the lines of its contents in Word, with the pages that they name."""
    body = part(build, "word/document.xml")
    assert body is not None
    for paragraph in body.iter(W + "p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is not None and re.match(r"TOC\d$", style.get(W + "val", "")):
            signs = {W + "tab": "\t", W + "noBreakHyphen": "-"}
            words = "".join(
                signs.get(str(one.tag), one.text or "")
                for one in paragraph.iter(W + "t", *signs)
                if one.getparent() is not None and one.getparent().tag == W + "r"  # type: ignore[union-attr]
            )
            text, _, page = words.rpartition("\t")
            yield " ".join(text.split()), int(page)


def headings(document: pypdfium2.PdfDocument) -> dict[str, int]:
    """A PDF → its headings, each with its page."""
    found: dict[str, int] = {}
    for one in document.get_toc():
        target = one.get_dest()
        if target is not None:
            title = " ".join(one.get_title().replace("\u2011", "-").split())
            found.setdefault(title, target.get_index() + 1)
    return found


def test_the_pages_in_the_contents_are_those_of_another_program(
    every: dict[str, Build], opened: Mapping[str, pypdfium2.PdfDocument]
) -> None:
    off = {}
    count = 0
    for name, build in every.items():
        shown = headings(opened[name])
        for text, page in entries(build):
            count += 1
            if shown[text] != page:
                off[name, text] = shown[text] - page
    assert count > 15
    assert len(off) <= count / 10, off
    assert max(map(abs, off.values()), default=0) <= 1, off


def test_another_program_sets_as_many_pages(
    every: dict[str, Build],
    translated: dict[str, Build],
    opened: Mapping[str, pypdfium2.PdfDocument],
) -> None:
    pages = {name: (build.pages, len(opened[name])) for name, build in (every | translated).items()}
    assert len(pages) > 14
    assert {name: both for name, both in pages.items() if len(set(both)) > 1} == {}


def test_columns_end_balanced_in_another_program(
    opened: Mapping[str, pypdfium2.PdfDocument],
) -> None:
    page = opened["tram fares, press, en"][0].get_textpage()

    def place(words: str) -> tuple[float, float]:
        found = page.search(words).get_next()
        assert found is not None, words
        x, _, _, top = page.get_charbox(found[0])
        return x, top

    two_lines = 24
    for left, right in (("Why do", "Will fares rise"), ("ten. Now they", "stopped selling")):
        assert place(left)[1] == pytest.approx(place(right)[1], abs=two_lines)
        assert place(right)[0] > place(left)[0] + 100


def test_another_program_shows_the_fonts_of_the_house(
    opened: Mapping[str, pypdfium2.PdfDocument],
) -> None:
    import pikepdf

    assert opened
    for name, document in opened.items():
        stream = io.BytesIO()
        document.save(stream)
        with pikepdf.open(stream) as pdf:
            fonts = {
                str(thing.get("/BaseFont", "")).partition("+")[2]
                for thing in pdf.objects
                if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font"
            }
        # A cut with more than Latin letters has six digits behind its family.
        families = {re.sub(r"[0-9A-F]{6}$", "", font.partition("-")[0]) for font in fonts - {""}}
        assert families, name
        assert families <= {"SourceSans3", "SourceSerif4", "IBMPlexSansArabic", "Amiri"}, name


def test_another_program_shows_the_same_headings_on_as_many_pages(
    built: Build, opened: Mapping[str, pypdfium2.PdfDocument]
) -> None:
    document = opened["kazakhstan, full"]
    titles = [bookmark.get_title() for bookmark in document.get_toc()]
    shown = [title.replace("\u2011", "-") for title in titles]  # a hyphen that no line parts
    headings = [
        leaf.text
        for leaf in built.account.leaves
        if leaf.kind == "heading" and leaf.at != "briefing.title"
    ]
    assert len(headings) > 6
    assert [" ".join(title.split()) for title in shown] == [" ".join(h.split()) for h in headings]
    assert abs(len(document) - built.pages) <= 1
