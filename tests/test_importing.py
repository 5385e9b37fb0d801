"""A document from elsewhere → the first draft of a briefing, in which nothing of it is missing."""

import datetime
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import HOME, TEMPLATES
from sample_documents import (
    add_parts,
    list_words,
    make_charted,
    make_edited,
    make_report,
    make_typed,
    relate,
)

from briefwright import audience, content, edition
from briefwright.cli.main import main
from briefwright.edition import runs
from briefwright.importing.documents import read_document
from briefwright.importing.drafting import Made, make_draft
from briefwright.importing.files import Metadata
from briefwright.problems import MachineError
from briefwright.review.opening import UnreadableError

FULL = audience.read(TEMPLATES, "full")
FACT_SHEET = HOME / "tests" / "data" / "factsheet.txt"
DOCUMENTS: dict[str, Callable[[], bytes]] = {
    "report.docx": make_report,
    "typed.docx": make_typed,
    "edited.docx": make_edited,
    "charted.docx": make_charted,
}


def make(name: str, data: bytes) -> Made:
    known = Metadata("Sample", "en", "2026-11-28")
    return make_draft(read_document(name, data), known, FULL)


def read_files(made: Made) -> dict[str, Any]:
    """A draft → what each of its YAML files says."""
    return {
        path: yaml.safe_load(data) for path, data in made.files.items() if path.endswith(".yaml")
    }


def write_files(made: Made, path: Path) -> Path:
    for name, data in made.files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(data)
    return path


def fold(words: str) -> str:
    """Words → their letters and digits, without numbers of sources."""
    return "".join(re.findall(r"\w", re.sub(r"\[\d+\]", "", words)))


def list_missing(made: Made, words: list[str], path: Path) -> list[str]:
    """A draft, the paragraphs of its document → those that are neither printed nor left over."""
    briefing = content.read(write_files(made, path))
    leaves = edition.select(briefing, FULL, "en").leaves()
    left = made.files.get("left-over.md", b"").decode()
    printed = fold(" ".join((*(runs.words(leaf.runs) for leaf in leaves), left)))
    return [one for one in words if fold(one) not in printed]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_each_paragraph_is_in_the_draft_or_left_over_with_the_reason(
    name: str, tmp_path: Path
) -> None:
    data = DOCUMENTS[name]()
    words = [re.sub(r"^(Table|Figure) 1: |^•", "", one) for one in list_words(data)]
    made = make(name, data)
    assert len(words) > 1
    assert list_missing(made, words, tmp_path) == []


def test_the_published_fact_sheet_becomes_a_briefing_as_a_person_would_write_it(
    tmp_path: Path,
) -> None:
    made = make(FACT_SHEET.name, FACT_SHEET.read_bytes())
    lines = [one for one in FACT_SHEET.read_text(encoding="utf-8").splitlines() if one.strip()]
    assert len(lines) == 42
    assert (made.placed, made.left_over) == (42, ())
    assert list_missing(made, [one.removeprefix("- ") for one in lines], tmp_path) == []
    sections = [said for path, said in read_files(made).items() if path.startswith("sections/")]
    assert [one["section"] for one in sections] == [
        "Overview",
        "Nuclear Non-Proliferation",
        "Kazakhstan provides a neutral platform for dispute resolution processes",
        "Leadership in International Organisations",
        "Kazakhstan’s Commitment to Humanitarian Aid",
        "Contribution to Global Security and Peacekeeping",
        "Conclusion",
    ]
    aid = made.files["sections/05-kazakhstan-s-commitment-to-humanitarian.yaml"].decode()
    assert "  - list: Key Contributions\n    items:\n      - label: Humanitarian Aid" in aid
    items = sections[1]["body"][1]["items"]
    assert [one.get("label") for one in items[:-1]] == [
        "Renouncement of Nuclear Arsenal",
        "Closure of Semipalatinsk Nuclear Test Site (1991)",
        "Central Asian Nuclear-Weapon-Free Zone (CANWFZ)",
        "The International Day against Nuclear Tests (2009)",
    ]


def test_what_word_styles_becomes_blocks() -> None:
    made = make("report.docx", make_report())
    said = read_files(made)
    assert said["briefing.yaml"] | {"date": "", "body": ""} == {
        "format": 1, "title": "Wells of the north", "subtitle": "What was drilled, and for whom",
        "language": "en", "date": "", "owner": "–", "contact": "desk@example.org",
        "kind": "briefing", "handling": "open", "status": "draft", "body": "",
    }  # fmt: skip
    done = said["sections/01-what-was-done.yaml"]
    assert done["body"][0].strip() == (
        r"The ministry drilled **97 wells** in one year, a record \{so far\} for \[the north\]. "
        "The *Ana Lake* rose."
    )
    assert done["body"][1] == {
        "list": "Where they are",
        "items": [{"text": "In the valley", "items": ["By the road"]}, "On the hill"],
    }
    assert done["body"][2]["ordered"] is True
    assert done["body"][3] == {
        "section": "By district",
        "body": [
            {
                "table": "Wells by district",
                "columns": ["District", "Wells", "Depth"],
                "rows": [["Oru", 57, "12 m"], ["Bel", 40, "not measured"], ["Sum", 97, "^"]],
            }
        ],
    }
    assert said["sections/02-pictures.yaml"]["body"] == [
        {
            "image": "images/picture-2.png",
            "caption": "The well of Oru",
            "alt": "A well with a pump.",
        }
    ]
    assert made.files["images/picture-2.png"].startswith(b"\x89PNG")
    assert [(one.words, one.reason.split()[-1]) for one in made.left_over] == [
        ("Page 1", "pages."),
        ("For the press", "pages."),
        ("Ana: Is that so?", "one."),
    ]


def test_what_is_only_typed_becomes_headings_items_with_labels_and_sources() -> None:
    said = read_files(make("typed.docx", make_typed()))
    assert said["sections/01-background.yaml"]["body"] == [
        "The lake fell by two metres in ten years [^source1], as the ministry says [^source2].",
        "**Access:** one road leads there.",
    ]
    assert said["sections/02-what-is-asked.yaml"]["body"] == [
        {"list": None, "items": [{"Money": "40 million crowns"}, {"Time": "two years"}]}
    ]
    assert said["sections/03-references.yaml"] == {"sources": "References", "show": "all"}
    assert said["sources.yaml"] == {
        "source1": {"title": "Survey of the lake, 2024"},
        "source2": {"title": "Report of the ministry, 2025"},
    }


def test_what_word_keeps_beside_a_text_is_settled_or_left_over() -> None:
    made = make("edited.docx", make_edited())
    (section,) = (one for path, one in read_files(made).items() if path.startswith("sections/"))
    assert section["body"] == [
        "The lake fell.",
        "Beside a box.",
        {"callout": "In the box.", "kind": "box"},
        "It rained.[^source1] Then not.",
    ]
    assert read_files(made)["sources.yaml"] == {"source1": {"title": "Weather service, 2026"}}
    assert [(one.words, one.reason) for one in made.left_over] == [
        ("sank", "It was deleted, and the deletion tracked."),
        ("Nobody sees this.", "It was hidden."),
        ("Edited 1", "The program makes the table of contents."),
        ("More 2", "The program makes the table of contents."),
    ]


def test_a_chart_keeps_the_numbers_of_its_workbook() -> None:
    made = make("charted.docx", make_charted())
    assert made.files["data/chart-1.csv"] == b"Label,Wells\n2023,57\n2024,97\n"
    (chart,) = read_files(made)["sections/01-numbers.yaml"]["body"]
    assert chart == {
        "chart": "Wells drilled",
        "kind": "column",
        "data": "data/chart-1.csv",
        "decimal": "point",
    }


REPEATED = """\
The World Health Organization (WHO) met on 3 May 2026. It counted 1,410 wells in the north.

By 3 May 2026 the WHO had closed 1,410 wells, 35% of all, for 20500 crowns.

That was 35% more than the 20500 crowns of the year before, and of 2024.
"""


def test_what_stands_more_than_once_is_offered_as_facts_and_names() -> None:
    said = read_files(make("repeated.txt", REPEATED.encode()))
    assert said["names.yaml"] == {"WHO": "World Health Organization"}
    assert said["facts.yaml"] == {
        "date_2026_05_03": {"date": datetime.date(2026, 5, 3)},
        "wells_1410": {"value": 1410, "unit": "wells"},
        "share_35": {"value": 35, "unit": "%"},
    }
    # 20500 would print as 20,500, and the words of the document stay as they are.
    assert [one.strip() for one in said["briefing.yaml"]["body"]] == [
        "The {WHO} met on {date_2026_05_03}. It counted {wells_1410} in the north.",
        "By {date_2026_05_03} the {WHO} had closed {wells_1410}, {share_35} of all, for 20500 "
        "crowns.",
        "That was {share_35} more than the 20500 crowns of the year before, and of 2024.",
    ]


def test_what_is_called_prints_the_words_of_the_document(tmp_path: Path) -> None:
    made = make("repeated.txt", REPEATED.encode())
    assert b"{wells_1410}" in made.files["briefing.yaml"]
    assert list_missing(made, [one for one in REPEATED.splitlines() if one], tmp_path) == []


MARKDOWN = """\
# The lake

It fell by **two metres**, says [the survey](https://example.org/a).[^1]

What to do:

- Ask: now.
    - Then wait.
- Measure: in May.

| Year | Depth |
|------|-------|
| 2024 | 12 m  |

Table 1: Depth of the lake

![A gauge](gauge.png)

<div>Made by a page</div>

[^1]: Survey of *the* lake, 2024
"""


def test_markdown_becomes_the_same_blocks() -> None:
    made = make("old.md", MARKDOWN.encode())
    said = read_files(made)
    assert list(said) == ["briefing.yaml", "sections/01-the-lake.yaml", "sources.yaml"]
    first, list_, table = said["sections/01-the-lake.yaml"]["body"]
    assert first == (
        "It fell by **two metres**, says [the survey](https://example.org/a).[^source1]"
    )
    assert said["sources.yaml"] == {"source1": {"title": "Survey of *the* lake, 2024"}}
    assert list_ == {
        "list": "What to do",
        "items": [
            {"label": "Ask", "text": "now.", "items": ["Then wait."]},
            {"Measure": "in May."},
        ],
    }
    assert table == {
        "table": "Depth of the lake", "columns": ["Year", "Depth"], "rows": [[2024, "12 m"]],
    }  # fmt: skip
    assert [one.words for one in made.left_over] == [
        "A gauge", "<div>Made by a page</div>", "Picture gauge.png",
    ]  # fmt: skip


SOURCED = """\
# The lake

| Year | Depth |
|------|-------|
| 2024 | 12 m  |

Table 1: Depth of the lake

Source: Ministry of Water, 2024

It fell.

| Year | Wells |
|------|-------|
| 2024 | 7     |

Source: Ministry of Water, 2024

Source: nobody knows.
"""


def test_the_source_below_a_figure_is_its_source(tmp_path: Path) -> None:
    made = make("old.md", SOURCED.encode())
    said = read_files(made)
    depth, words, wells, other = said["sections/01-the-lake.yaml"]["body"]
    assert (depth["source"], wells["source"]) == ("source1", "source1")
    assert said["sources.yaml"] == {"source1": {"title": "Ministry of Water, 2024"}}
    assert (words, other) == ("It fell.", "Source: nobody knows.")
    assert made.left_over == ()
    assert list_missing(made, ["Ministry of Water, 2024", "Depth of the lake"], tmp_path) == []


FRONT_MATTER = """\
---
title: "The lake: a survey"
subtitle: What it holds
author: [Ana Vos, Bo Lind]
date: 3 May 2026
tags: [water, depth]
---

# Where it stands

It fell by two metres.
"""


def test_what_stands_before_a_markdown_file_is_its_metadata(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "old.md").write_text(FRONT_MATTER, encoding="utf-8")
    command = ["new", "briefing", "lake", "--from", str(tmp_path / "old.md"), "--language", "en"]
    assert main(command, tmp_path) == 0
    said = yaml.safe_load((tmp_path / "content/lake/briefing.yaml").read_text(encoding="utf-8"))
    assert said["title"] == "The lake: a survey"
    assert said["subtitle"] == "What it holds"
    assert said["owner"] == "Ana Vos, Bo Lind"
    assert said["date"] == datetime.date(2026, 5, 3)
    left = (tmp_path / "content/lake/left-over.md").read_text(encoding="utf-8")
    assert "## A briefing has no key for it.\n\n- tags: water, depth\n" in left
    assert "title" not in left


@pytest.mark.parametrize(
    "text",
    ["---\n\nA rule above, and one below.\n\n---\n", "---\nAs it was: no more than that.\n---\n"],
    ids=["rules", "a sentence with a colon"],
)
def test_rules_around_words_are_no_metadata(text: str) -> None:
    outline = read_document("old.md", text.encode())
    assert not outline.properties
    assert [one.text for one in outline.paragraphs()] == [text.strip("-\n")]


def test_a_missing_pandoc_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(MachineError, match=r"out of \.odt needs Pandoc: install it"):
        make("old.odt", b"")


@pytest.mark.skipif(shutil.which("pandoc") is None, reason="Pandoc isn't installed")
def test_what_pandoc_reads_becomes_a_draft(tmp_path: Path) -> None:
    page = "<h1>The lake</h1><p>It fell by <b>two</b> metres.</p><ul><li>Ask.</li></ul>"
    made = make("old.html", page.encode())
    assert list_missing(made, ["The lake", "It fell by two metres.", "Ask."], tmp_path) == []
    with pytest.raises(UnreadableError, match="Pandoc doesn't read it"):
        make("old.odt", b"nothing")


@pytest.mark.long
@pytest.mark.parametrize("name", ["report.docx", "typed.docx", "charted.docx"])
def test_nothing_is_lost_of_what_libreoffice_saved(name: str, soffice: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(DOCUMENTS[name]())
    profile, there = f"-env:UserInstallation=file://{tmp_path}/profile", tmp_path / "there"
    command = [soffice, profile, "--headless", "--convert-to", "docx", "--outdir", there]
    subprocess.run([*command, tmp_path / name], check=True, capture_output=True)
    data = (there / name).read_bytes()
    words = [re.sub(r"^(Table|Figure) 1: |^•", "", one) for one in list_words(data)]
    assert len(words) > 1
    assert list_missing(make(name, data), words, tmp_path) == []


LINKED = (
    '<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/{}" Target="{}" TargetMode="External"/>'
)


ENTITIES = b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"


def make_bomb() -> bytes:
    """A Word file that unpacks to more parts than any document has."""
    return add_parts(make_report(), {f"word/media/{n}.bin": b"" for n in range(5_001)})


@pytest.mark.parametrize(
    ("make_file", "sentence"),
    [
        (lambda: add_parts(make_report(), {"word/vbaProject.bin": b"x"}), "It holds macros."),
        (
            lambda: relate(make_report(), LINKED.format("image", "https://example.org/a.png")),
            "It loads something from elsewhere when it is opened (image: https://example.org/a.png)",
        ),
        (
            lambda: relate(make_report(), LINKED.format("attachedTemplate", "https://example.org/a.dotm")),
            "It loads something from elsewhere when it is opened (attachedTemplate",
        ),
        (
            lambda: add_parts(make_report(), {"word/footnotes.xml": ENTITIES}),
            "Its part word/footnotes.xml declares entities",
        ),
        (make_bomb, "It is larger unpacked than any document"),
        (lambda: b"PK\x03\x04 nothing", "It is no Word file"),
    ],
)  # fmt: skip
def test_a_hostile_file_is_refused_in_a_sentence(
    make_file: Callable[[], bytes], sentence: str
) -> None:
    with pytest.raises(UnreadableError) as refused:
        make("hostile.docx", make_file())
    assert sentence in str(refused.value)


def test_links_and_a_template_on_this_machine_are_no_reason_to_refuse_a_file() -> None:
    harmless = relate(
        relate(make_report(), LINKED.format("hyperlink", "https://example.org/")),
        LINKED.format("attachedTemplate", "file:///C:/Office/Normal.dotm").replace("rIdX", "rIdY"),
    )
    assert make("linked.docx", harmless).placed > 10


def test_the_command_writes_a_folder_that_builds_and_says_what_is_left_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "old.docx").write_bytes(make_report())
    command = ["new", "briefing", "wells", "--from", str(tmp_path / "old.docx")]
    assert main(command, tmp_path) == 0
    said = capsys.readouterr().out
    assert (
        "paragraphs of the document are in the briefing; what is not stands in left-over.md" in said
    )
    assert main(["check", "wells"], tmp_path) == 0
    assert main(command, tmp_path) == 2
    assert "is there already; choose another name." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("short.txt", "Wells 97", "Say in which language short.txt is written"),
        ("old.pdf", "%PDF", "A first draft is made of .docx, .txt"),
        ("empty.txt", " \n", "There are no words in it."),
    ],
)
def test_what_no_draft_can_be_made_of_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, text: str, sentence: str
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert main(["new", "briefing", "wells", "--from", str(tmp_path / name)], tmp_path) == 2
    assert sentence in capsys.readouterr().err
    assert not (tmp_path / "content").exists()
