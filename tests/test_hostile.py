"""Attacks, a folder each: every one ends in a clear fault, in time, nothing fetched or written
but the list of where facts stand, which has no place for it.

`expected.txt` names the code (a pattern), the place, and a piece of the sentence; `links.txt` the
symbolic links that are made first, to files that stand outside. Out of reach, so without a folder:

- YAML tags that make objects, and 10⁶ `break` elements: there are no tags, and no such element;
  a page that is long all the same is `template-million-elements`.
- `srcset`, `<input type=image>`, `<embed>`, meta refresh: no such element or attribute in the
  vocabulary, as with `smuggled-frame` and its like; the four of them are enough.
- SVG pictures in a briefing: only PNG and JPEG are taken there, so SVG comes from themes.
- Presentational hints, redirects, EPS: nothing turns the first on, and nothing is fetched at all.
- Data files of 10⁶ rows, formulas in cells, workbooks that unpack to more: tests of data files.
- Headers of mails, recipients, Word files that come in: nothing sends or takes them.
"""

import re
import shutil
import socket
import time
from pathlib import Path
from typing import Any

import pytest
from conftest import HOME, TEMPLATES

from briefwright.cli import commands
from briefwright.cli.commands import BuildRequest, Folders
from briefwright.problems import CODES
from briefwright.workers import Limits

HOSTILE = sorted(path for path in (HOME / "tests" / "hostile").iterdir() if path.is_dir())
LIMITS = Limits(seconds=120, processor=5)
LESS = Limits(seconds=120, processor=2)  # for attacks that are to run into their limits
MOST_SECONDS = 100  # by the clock, on a machine that does other things as well
SECRET = "title: Rosebud\n"


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A house with secrets outside its two folders."""
    shutil.copytree(TEMPLATES, tmp_path / "templates")
    for name in ("secret.png", "secret.yaml", "secret.csv"):
        (tmp_path / name).write_text(SECRET, encoding="utf-8")
        (tmp_path / "content").mkdir(exist_ok=True)
        (tmp_path / "content" / name).write_text(SECRET, encoding="utf-8")
    return tmp_path


def stands(folder: Path) -> set[str]:
    """Everything that stands in a folder, but for caches."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


class Cut(socket.socket):
    """A socket that reaches this machine's own processes, and nobody else."""

    def connect(self, address: Any) -> None:
        """An address → connected. Errors: AssertionError for one on a network."""
        if isinstance(address, tuple):
            raise AssertionError("somebody asked the network")
        super().connect(address)


def refuse(*_: object, **__: object) -> None:
    raise AssertionError("somebody asked the network")


def test_there_are_attacks() -> None:
    assert len(HOSTILE) > 60


@pytest.mark.parametrize("attack", HOSTILE, ids=lambda path: path.name)
def test_an_attack_ends_in_a_clear_fault(
    attack: Path, house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in ("content", "templates"):
        if (attack / folder).is_dir():
            shutil.copytree(attack / folder, house / folder, dirs_exist_ok=True)
    if (attack / "links.txt").is_file():
        link, target = (attack / "links.txt").read_text(encoding="utf-8").split()
        (house / link).parent.mkdir(parents=True, exist_ok=True)
        (house / link).symlink_to(house / target)
    before = stands(house)
    monkeypatch.setattr("socket.socket", Cut)
    monkeypatch.setattr("socket.getaddrinfo", refuse)
    folders = Folders(house / "content", house / "templates", house / "output")
    code, *pieces = (attack / "expected.txt").read_text(encoding="utf-8").split(maxsplit=1)

    begin = time.monotonic()
    limits = LESS if code.startswith("R90[") or code == "R902" else LIMITS
    result = commands.build(folders, BuildRequest(audiences=("full",), limits=limits))
    assert time.monotonic() - begin < MOST_SECONDS

    faults = [str(problem) for problem in result.problems if problem.level == "error"]
    place, _, words = "".join(pieces).strip().partition(" ")
    found = [fault for fault in faults if re.search(rf"\b({code})\d*\b", fault)]
    assert found, faults
    assert any(place in fault and words in fault for fault in found), found
    assert all(re.search(r"\b([A-Z]\d{3})\b", fault)[1] in CODES for fault in faults)  # type: ignore[index]
    assert result.files == ()
    written = {path.rpartition("/")[2] for path in stands(house) - before}
    assert written <= {"output", "sample", ".account", ".author", "ledger.json", "ledger.txt"}
    assert not any("Rosebud" in fault for fault in faults)
