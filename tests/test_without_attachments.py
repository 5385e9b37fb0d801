"""`attachments: no`: nothing is carried inside the files, and both still say every number."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pytest
import sample_validation
from conftest import SPECIMEN
from lxml import etree

if TYPE_CHECKING:
    from briefwright.pipeline import Build


@pytest.fixture(scope="module")
def bare(specimen_templates: Path, tmp_path_factory: pytest.TempPathFactory) -> Build:
    import shutil

    from briefwright import audience, content, pipeline

    folder = tmp_path_factory.mktemp("bare") / "templates"
    shutil.copytree(specimen_templates, folder)
    own = folder / "audiences" / "gateway"
    own.mkdir()
    (own / "audience.yaml").write_text("extends: everything\nattachments: no\n")
    briefing = content.read(SPECIMEN / "content" / "specimen")
    return pipeline.build(briefing, audience.read(folder, "gateway"), "en")


def test_the_pdf_carries_no_file_and_is_for_archives_that_refuse_them(bare: Build) -> None:
    with pikepdf.open(io.BytesIO(bare.outputs["pdf"])) as pdf:
        assert "/AF" not in pdf.Root
        assert "/EmbeddedFiles" not in pdf.Root.get("/Names", {})
        said = pdf.Root.Metadata.read_bytes()
    assert b'pdfaid:part="2"' in said
    assert b"<pdfuaid:part>1</pdfuaid:part>" in said


def test_charts_are_pictures_in_word(bare: Build) -> None:
    with zipfile.ZipFile(io.BytesIO(bare.outputs["docx"])) as archive:
        names = archive.namelist()
    assert not [name for name in names if "chart" in name or "embeddings" in name]
    assert [name for name in names if name.endswith(".svg")]


def test_the_numbers_of_each_chart_are_printed_below_it(bare: Build) -> None:
    cells = [leaf for leaf in bare.account.leaves if leaf.kind == "cell"]
    assert [leaf for leaf in cells if ".data." in leaf.at]


def test_verapdf_agrees(bare: Build, built: Build, verapdf: str, tmp_path: Path) -> None:
    files = {"bare": (bare, "2a"), "whole": (built, "3a")}
    pairs = []
    for name, (build, archive) in files.items():
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(build.outputs["pdf"])
        pairs += [(archive, path), ("ua1", path)]
    verdicts = sample_validation.validate(verapdf, pairs)
    assert [verdict.broken for verdict in verdicts.values()] == [{}] * len(pairs)
    assert all(verdict.checks > 100 for verdict in verdicts.values())


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


def test_the_checksum_changes_with_what_is_said(built: Build, bare: Build) -> None:
    sums = {one.edition.head.properties["Content"] for one in (built, bare)}
    assert len(sums) == 2
