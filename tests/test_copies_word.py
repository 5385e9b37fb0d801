"""A personal copy of a Word file says whose it is; no line of its text moves."""

from __future__ import annotations

import io
import subprocess
import zipfile
from functools import cache
from pathlib import Path

import ooxml_integrity
import pypdfium2 as pdfium
import pytest
from conftest import TEMPLATES
from lxml import etree
from openxml_audit import OpenXmlValidator
from sample_copies import ARABIC, EDITIONS, LATIN, LONG, MARKS, edition

from briefwright import audience
from briefwright.copies import CopyMark, WordMaster, make_style, prepare_word

W = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
CHANGED = {"word/document.xml", "word/footer1.xml", "word/footer2.xml", "docProps/custom.xml"}


@cache
def master(name: str) -> WordMaster:
    reader, language = EDITIONS[name]
    style = make_style(audience.read(TEMPLATES, reader), language, MARKS)
    return prepare_word(edition(name, "docx"), style)


def copy(name: str, mark: CopyMark) -> bytes:
    return master(name).make_copy(mark)


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {path: package.read(path) for path in package.namelist()}


def controls(part: bytes) -> list[str]:
    """A part → the words of each content control that says whose copy it is."""
    found = etree.fromstring(part).iterfind(".//w:sdt[w:sdtPr]", W)
    return [
        "".join(one.itertext())
        for one in found
        if one.find("w:sdtPr/w:tag[@w:val='copy']", W) is not None
    ]


@pytest.mark.parametrize(
    ("name", "mark", "line"),
    [
        ("press, en", LATIN, "Copy 17 for Ana Souza, Ministry of Defence"),
        ("messages, ar", ARABIC, "نسخة رقم 19: أحمد الخطيب، وزارة الخارجية (UNDP)"),
    ],
)
def test_the_title_block_and_each_foot_say_whose_copy_it_is(
    name: str, mark: CopyMark, line: str
) -> None:
    found = parts(copy(name, mark))
    saying = {path for path in found if path.startswith(("word/document.xml", "word/footer"))}
    assert len(saying) > 1
    assert {path: controls(found[path]) for path in saying} == {path: [line] for path in saying}


def test_all_else_is_as_it_was() -> None:
    before, after = parts(edition("press, en", "docx")), parts(copy("press, en", LATIN))
    assert before.keys() == after.keys()
    assert {path for path in before if before[path] != after[path]} == CHANGED
    (control,) = etree.fromstring(after["word/document.xml"]).iterfind(".//w:body/w:sdt[1]", W)
    assert control.getparent() is not None
    control.getparent().remove(control)
    body = etree.tostring(control.getroottree(), method="c14n")
    assert body == etree.tostring(etree.fromstring(before["word/document.xml"]), method="c14n")


def test_the_number_is_among_the_properties() -> None:
    said = parts(copy("press, en", LATIN))["docProps/custom.xml"].decode()
    assert 'name="Copy"><vt:lpwstr>17</vt:lpwstr>' in said


def test_a_name_from_right_to_left_says_so() -> None:
    document = etree.fromstring(parts(copy("press, en", ARABIC))["word/document.xml"])
    (name,) = [run for run in document.iterfind(".//w:r", W) if ARABIC.name in run.itertext()]
    assert name.find("w:rPr/w:rtl", W) is not None


def test_a_name_that_is_too_long_is_cut_short_with_dots() -> None:
    (line,) = controls(parts(copy("press, en", LONG))["word/footer1.xml"])
    assert line.startswith("Copy 123456 for Maria")
    assert line.endswith("…")


def test_the_same_copy_has_the_same_bytes_whenever_it_is_made() -> None:
    assert copy("press, en", LATIN) == copy("press, en", LATIN)
    assert copy("press, en", LATIN) != copy("press, en", ARABIC)


@pytest.mark.parametrize("name", EDITIONS)
def test_a_copy_is_valid(name: str, tmp_path: Path) -> None:
    file = tmp_path / "copy.docx"
    file.write_bytes(copy(name, ARABIC))
    assert OpenXmlValidator().validate(file).errors == []
    assert list(ooxml_integrity.check(str(file))) == []


def test_libreoffice_opens_a_copy_with_as_many_pages_as_the_edition(
    soffice: str, tmp_path: Path
) -> None:
    (tmp_path / "copy.docx").write_bytes(copy("press, en", LATIN))
    (tmp_path / "plain.docx").write_bytes(edition("press, en", "docx"))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path,
         tmp_path / "copy.docx", tmp_path / "plain.docx"],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    pages = [
        page.get_textpage().get_text_bounded() for page in pdfium.PdfDocument(tmp_path / "copy.pdf")
    ]
    assert [page.count("Copy 17 for Ana Souza") for page in pages] == [2, 1]
    assert len(pages) == len(pdfium.PdfDocument(tmp_path / "plain.pdf"))


def test_a_word_file_that_was_not_issued_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("word/document.xml", "<w/>")
    with pytest.raises(ValueError, match="no edition as Briefwright issues it"):
        prepare_word(stream.getvalue(), master("press, en").style)
