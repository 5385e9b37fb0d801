"""`ids`: missing ids are written into the files, every other byte untouched."""

import difflib
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from sample_folder import HEAD, SPECIMEN, folder

from briefwright import content
from briefwright.model import addresses
from briefwright.model.dictionary import Annex, Aside, Blocks, Section
from briefwright.problems import ContentError


def with_ids(tmp_path: Path, body: str) -> str:
    """A body as typed → as it stands after its blocks got ids."""
    path = folder(tmp_path, f"body:\n{body}")
    content.write_ids(path)
    return (path / "briefing.yaml").read_text(encoding="utf-8").removeprefix(f"{HEAD}body:\n")


def without_ids(body: Blocks) -> Blocks:
    """Blocks → the same without their ids, those inside them too."""
    return tuple(
        replace(block, id="", body=without_ids(block.body))
        if isinstance(block, Section | Annex | Aside)
        else replace(block, id="")
        for block in body
    )


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("  - text: One.\n", "  - text: One.\n    id: text-1\n"),
        ("  - text: One.", "  - text: One.\n    id: text-1"),
        (
            "  - text: One.\n    detail: key\n",
            "  - text: One.\n    id: text-1\n    detail: key\n",
        ),
        (
            "  - text: >\n      One\n      line.\n\n      Two.\n\n  - Three.\n",
            "  - text: >\n      One\n      line.\n\n      Two.\n    id: text-1\n\n"
            "  - text: Three.\n    id: text-2\n",
        ),
        (
            "  - text: One, which  # a remark\n      goes on.\n".replace("  # a remark", ""),
            "  - text: One, which\n      goes on.\n    id: text-1\n",
        ),
        (
            "  - text: One.  # a remark\n    # another\n    detail: key\n",
            "  - text: One.  # a remark\n    id: text-1\n    # another\n    detail: key\n",
        ),
        (
            "  - list:\n    items: [One, Two]\n",
            "  - list:\n    id: list-1\n    items: [One, Two]\n",
        ),
        (
            "  - lines_to_take:\n      - One.\n      - Two: three.\n",
            "  - lines_to_take:\n      - One.\n      - Two: three.\n    id: lines_to_take-1\n",
        ),
        (
            "  - {text: One.}\n  - {text: 'Two, three.', detail: key}\n",
            "  - {text: One., id: text-1}\n  - {text: 'Two, three.', id: text-2, detail: key}\n",
        ),
        (
            "  - {lines_to_take: [One, Two], detail: key}\n",
            "  - {lines_to_take: [One, Two], id: lines_to_take-1, detail: key}\n",
        ),
        (
            "  - section: One\n    body:\n      - section: Two\n        body:\n"
            "          - text: Three.\n",
            "  - section: One\n    id: section-1\n    body:\n      - section: Two\n"
            "        id: section-1-section-1\n        body:\n          - text: Three.\n"
            "            id: section-1-section-1-text-1\n",
        ),
        ("  - A bare text.\n", "  - text: A bare text.\n    id: text-1\n"),
        ("  - A bare text.", "  - text: A bare text.\n    id: text-1"),
        (
            "  - >\n    A bare\n    text.\n\n    Two.\n\n"
            "  # of the next\n  - list:\n    items: [a]\n",
            "  - text: >\n      A bare\n      text.\n\n      Two.\n    id: text-1\n\n"
            "  # of the next\n  - list:\n    id: list-1\n    items: [a]\n",
        ),
        ('  - "A bare\n    text."\n', '  - text: "A bare\n      text."\n    id: text-1\n'),
        (
            "  - text: One.\n    id: two\n  - text: Three.\n",
            "  - text: One.\n    id: two\n  - text: Three.\n    id: text-2\n",
        ),
        (
            "  - text: One.\n    id: one-text-1\n  - section: Two\n    id: one\n    body:\n"
            "      - text: Three.\n",
            "  - text: One.\n    id: one-text-1\n  - section: Two\n    id: one\n    body:\n"
            "      - text: Three.\n        id: one-text-1-2\n",
        ),
    ],
)
def test_an_id_follows_the_first_key(tmp_path: Path, typed: str, expected: str) -> None:
    assert with_ids(tmp_path, typed) == expected


@pytest.fixture
def specimen(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SPECIMEN, tmp_path / "specimen"))


def test_the_content_stays_the_same(specimen: Path) -> None:
    before = content.read(specimen)
    content.write_ids(specimen)
    after = content.read(specimen)
    assert without_ids(after.body) == without_ids(before.body)
    assert (after.facts, after.metadata, after.files) == (
        before.facts,
        before.metadata,
        before.files,
    )


def test_only_ids_and_what_carries_them_are_added(specimen: Path) -> None:
    paths = sorted(specimen.rglob("*.yaml"))
    before = [path.read_text(encoding="utf-8").splitlines() for path in paths]
    content.write_ids(specimen)
    after = [path.read_text(encoding="utf-8").splitlines() for path in paths]
    changes = [
        line for old, new in zip(before, after, strict=True) for line in difflib.ndiff(old, new)
    ]
    added = [line[2:].strip() for line in changes if line.startswith("+")]
    removed = [line[2:].strip() for line in changes if line.startswith("-")]
    assert len(added) > 15
    kept = [line.replace("text: ", "") for line in added if not line.startswith("id: ")]
    moved = [line.replace("saying/callout-1", "saying-callout-1") for line in removed]
    assert kept == moved
    assert len(kept) < len(added) / 3


def test_every_block_has_an_id_then(specimen: Path) -> None:
    told = content.write_ids(specimen)
    nameless = [at for at, block in addresses.walk(content.read(specimen).body) if not block.id]
    assert nameless == []
    assert not [line for line in told if "gets no id" in line]


def test_a_second_time_changes_nothing(specimen: Path) -> None:
    content.write_ids(specimen)
    before = {path: path.read_bytes() for path in specimen.rglob("*.yaml")}
    content.write_ids(specimen)
    assert {path: path.read_bytes() for path in specimen.rglob("*.yaml")} == before


def test_a_departure_follows_the_block_that_it_corrects(specimen: Path) -> None:
    content.write_ids(specimen)
    assert content.read(specimen).departures[3].at == "saying-callout-1.callout"


def test_line_ends_stay_as_they_are(tmp_path: Path) -> None:
    path = folder(tmp_path, "body:\n  - text: One.\n")
    main = path / "briefing.yaml"
    main.write_bytes(main.read_bytes().replace(b"\n", b"\r\n"))
    content.write_ids(path)
    assert main.read_bytes().endswith(b"  - text: One.\r\n    id: text-1\r\n")


def test_content_at_fault_gets_no_ids(tmp_path: Path) -> None:
    path = folder(tmp_path, "body:\n  - text: One.\n  - quoute: Two.\n")
    with pytest.raises(ContentError):
        content.write_ids(path)
    assert "id:" not in (path / "briefing.yaml").read_text(encoding="utf-8")
