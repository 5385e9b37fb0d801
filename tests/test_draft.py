"""A draft is written whatever is wrong with it, and tells that on its first page."""

import shutil
from pathlib import Path

import pytest
from conftest import HOME, TEMPLATES

from briefwright import audience, content, edition, pipeline
from briefwright.cli.main import main
from briefwright.formats import FORMATS
from briefwright.problems import errors

# All of C219 is internal, which a draft doesn't override.
BROKEN = sorted(
    path
    for path in (HOME / "tests" / "broken").iterdir()
    if path.name[0] in "CFIY" and path.name != "C219" and (path / "content").is_dir()
)
FULL = "full"


@pytest.fixture(scope="module")
def full() -> audience.Audience:
    return audience.read(TEMPLATES, FULL)


@pytest.mark.parametrize("specimen", BROKEN, ids=lambda path: path.name)
def test_whatever_is_wrong_with_content_an_edition_can_be_made(
    full: audience.Audience, specimen: Path
) -> None:
    (path,) = (specimen / "content").iterdir()
    briefing, problems = content.draft(path)
    chosen = edition.attempt(briefing, full, briefing.metadata.language)
    told = edition.draft(chosen, errors(problems), full.theme.labels["en"])
    assert told.head.watermark == "DRAFT"
    faults = [leaf.text for leaf in told.leaves() if leaf.at.startswith("draft.faults.")]
    assert len(faults) == len(errors(problems))


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A final briefing with a fault in a text, one in a fact and a table that a text names."""
    home = tmp_path_factory.mktemp("draft")
    shutil.copytree(TEMPLATES / "base", home / "templates/base")
    shutil.copytree(TEMPLATES / "audiences/full", home / "templates/audiences/full")
    path = home / "content" / "sample"
    path.mkdir(parents=True)
    (path / "briefing.yaml").write_text(
        """format: 1
title: A sample
language: en
date: 2024-09-21
owner: Press office
contact: press@example.org
handling: open
status: final
facts:
  ships: {value: 3, unit: ships}
  tons: {value: many, unit: tons}
body:
  - There are {ships}.
  - There are {shipps}.
  - They weigh {tons}, as {weights} shows.
  - {table: Weights, id: weights, columns: [Ship, Tons], rows: [[One, 1, 2]]}
""",
        encoding="utf-8",
    )
    assert main(["build", "sample"], home) == 1
    assert list((home / "output").rglob("*.pdf")) == []
    assert main(["build", "sample", "--draft"], home) == 0
    return home / "output" / "sample"


@pytest.mark.parametrize("format_", FORMATS)
def test_a_draft_begins_with_its_faults_and_holds_what_none_touches(
    drafted: Path, format_: str
) -> None:
    data = (drafted / f"sample-full-en-DRAFT.{format_}").read_bytes()
    marks = [" ".join(mark.text.split()) for mark in FORMATS[format_].read(data).body]
    assert marks[0] == "Draft. To be mended before it goes out"
    faults = [mark for mark in marks if mark.endswith(")") and "briefing.yaml:" in mark]
    assert len(faults) == 3
    assert "did you mean “ships”? (C228)" in " ".join(faults)
    title = marks.index("A sample")
    assert "There are 3 ships." in marks[title:]
    assert not any("weigh" in mark or "shipps" in mark for mark in marks[title:])


def test_the_faults_have_the_first_page_for_themselves(drafted: Path) -> None:
    data = (drafted / "sample-full-en-DRAFT.pdf").read_bytes()
    pages = {mark.text: mark.page for mark in FORMATS["pdf"].read(data).body}
    assert pages["Draft. To be mended before it goes out"] == 1
    assert pages["A sample"] == 2


def test_a_page_budget_holds_no_draft_back_and_is_told(
    full: audience.Audience, tmp_path: Path
) -> None:
    from dataclasses import replace

    from sample_folder import folder

    words = "The river is measured at each of its stations. " * 30
    briefing = content.read(folder(tmp_path, "body:\n" + f"  - {words}\n" * 9))
    small = replace(full, max_pages=1)
    built = pipeline.build(briefing, small, "en", ["pdf"], pipeline.Draft())
    assert built.pages > 2
    told = [leaf.text for leaf in built.edition.leaves() if leaf.at.startswith("draft.faults.")]
    assert [fault[-6:] for fault in told] == ["(A530)"]


def test_a_disclosure_holds_a_draft_back_too(full: audience.Audience, tmp_path: Path) -> None:
    from sample_folder import folder

    body = "body:\n  - Words\n  - {text: Secret, handling: internal, for: [full]}\n"
    briefing = content.read(folder(tmp_path, body))
    with pytest.raises(pipeline.ContentError) as raised:
        pipeline.build(briefing, full, "en", ["pdf"], pipeline.Draft())
    assert [problem.code for problem in raised.value.problems] == ["A511"]
