"""`attachments: no`: nothing is carried inside the files, and both still say every number.

That the PDF keeps PDF/A-2 stands in test_validators.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pikepdf
from lxml import etree

if TYPE_CHECKING:
    from briefwright.pipeline import Build


def test_the_pdf_carries_no_file_and_is_for_archives_that_refuse_them(unattached: Build) -> None:
    with pikepdf.open(io.BytesIO(unattached.outputs["pdf"])) as pdf:
        assert "/AF" not in pdf.Root
        assert "/EmbeddedFiles" not in pdf.Root.get("/Names", {})
        said = pdf.Root.Metadata.read_bytes()
    assert b'pdfaid:part="2"' in said
    assert b"<pdfuaid:part>1</pdfuaid:part>" in said


def test_charts_are_pictures_in_word(unattached: Build) -> None:
    with zipfile.ZipFile(io.BytesIO(unattached.outputs["docx"])) as archive:
        names = archive.namelist()
    assert not [name for name in names if "chart" in name or "embeddings" in name]
    assert [name for name in names if name.endswith(".svg")]


def test_the_numbers_of_each_chart_are_printed_below_it(unattached: Build) -> None:
    cells = [leaf for leaf in unattached.account.leaves if leaf.kind == "cell"]
    assert [leaf for leaf in cells if ".data." in leaf.at]


def test_properties_reach_both_files(built: Build) -> None:
    with zipfile.ZipFile(io.BytesIO(built.outputs["docx"])) as archive:
        root = etree.fromstring(archive.read("docProps/custom.xml"))
    custom = {one.get("name"): "".join(map(str, one.itertext())) for one in root}
    assert {"Briefing", "Edition", "Audience", "Language", "Content"} <= set(custom)
    assert custom["Audience"] == "full"
    assert len(custom["Content"]) == 16
    with pikepdf.open(io.BytesIO(built.outputs["pdf"])) as pdf:
        said = pdf.Root.Metadata.read_bytes().decode()
    for name, value in custom.items():
        assert f"<rdf:li>{name}: {value}</rdf:li>" in said


def test_the_checksum_changes_with_what_is_said(built: Build, unattached: Build) -> None:
    sums = {one.edition.head.properties["Content"] for one in (built, unattached)}
    assert len(sums) == 2
