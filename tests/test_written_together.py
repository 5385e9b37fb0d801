"""An edition's files and its account are written together: whatever the system refuses, all that
stands there afterwards is of one build. So is the ledger.
"""

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from sample_folder import folder

from briefwright import content, disk
from briefwright.account.page import list_account_files
from briefwright.cli import output_folder
from briefwright.cli.output_folder import EditionName
from briefwright.model.dictionary import Briefing
from briefwright.problems import MachineError
from briefwright.verify.parity import Account

NAME = EditionName("sample", "full", "en")
FILES = (
    *("sample-full-en.pdf", "sample-full-en.docx", "sample-full-en.html"),
    *(".account/sample-full-en.json", ".account/sample-full-en.txt"),
    ".account/sample-full-en.html",
)
LEDGER = ("ledger.json", "ledger.txt")
Write = Callable[[Path, str], None]  # into an output folder, with a word that tells builds apart


def write_edition(output: Path, word: str) -> None:
    outputs = {"pdf": b"", "docx": word.encode(), "html": word.encode()}
    account = Account(f"sample-full-en, {word}", ("markup",), (), ())
    shown = {name: data for name, data in outputs.items() if data} | {"pdf": paper(word)}
    output_folder.write(output, NAME, "final", shown, list_account_files(account, shown))


def paper(word: str) -> bytes:
    """A PDF of one empty page that bears a word."""
    return (
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]"
        b"/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]>>endobj\n"
        b"trailer<</Root 1 0 R>>\n%" + word.encode()
    )


@cache
def read_briefing(word: str) -> Briefing:
    body = f"facts:\n  people: {{value: 157, unit: {word}, label: People}}\nbody:\n  - Text.\n"
    with TemporaryDirectory() as place:
        return content.read(folder(Path(place), body))


def write_ledger(output: Path, word: str) -> None:
    output_folder.write_ledger(output, read_briefing(word), ("sample-full-en",), ())


WRITTEN: dict[str, tuple[Write, tuple[str, ...]]] = {
    "an edition": (write_edition, FILES),
    "a ledger": (write_ledger, LEDGER),
}


class Refusal:
    """Counts the calls of a function, and refuses one of them."""

    def __init__(self, refused: int, error: OSError) -> None:
        self.calls = 0
        self.refused = refused
        self.error = error

    def around(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            self.calls += 1
            if self.calls == self.refused:
                raise self.error
            return function(*arguments, **options)

        return call


@contextmanager
def refusing(owner: Any, name: str, refused: int, error: OSError) -> Iterator[Refusal]:
    refusal = Refusal(refused, error)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(owner, name, refusal.around(getattr(owner, name)))
        yield refusal


def read_all(output: Path) -> dict[str, bytes]:
    return {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in output.rglob("*")
        if path.is_file()
    }


FULL = OSError(errno.ENOSPC, "No space left on device")
LOCKED = PermissionError(errno.EACCES, "Permission denied")
# What the system may refuse, at each time that it is asked for.
STEPS: dict[str, tuple[Any, str, OSError]] = {
    "a disk that is full": (disk, "_write_through", FULL),
    "a file that is open elsewhere": (Path, "replace", LOCKED),
    "a folder that can't be made": (Path, "mkdir", LOCKED),
}


@pytest.mark.parametrize("what", WRITTEN)
@pytest.mark.parametrize("step", STEPS)
def test_whatever_is_refused_all_is_old(tmp_path: Path, what: str, step: str) -> None:
    write, names = WRITTEN[what]
    owner, function, error = STEPS[step]
    before = tmp_path / "before" / "output"
    write(before, "new")
    write(before, "old")
    with refusing(owner, function, -1, error) as counted:
        write(before, "new")
    write(before, "old")
    assert counted.calls >= (1 if function == "mkdir" else len(names))
    old = read_all(before)
    assert {name.rpartition("/")[2] for name in old} == {name.rpartition("/")[2] for name in names}
    for number in range(1, counted.calls + 1):
        with refusing(owner, function, number, error) as refused, pytest.raises(MachineError):
            write(before, "new")
        assert refused.calls >= number
        assert read_all(before) == old, f"{function} {number}"


@pytest.mark.parametrize("what", WRITTEN)
def test_what_nothing_refuses_is_all_new(tmp_path: Path, what: str) -> None:
    write, _ = WRITTEN[what]
    output = tmp_path / "one" / "output"
    write(output, "old")
    old = read_all(output)
    write(output, "new")
    new = read_all(output)
    assert new.keys() == old.keys()
    assert all(new[name] != old[name] for name in new)


@pytest.mark.parametrize("what", WRITTEN)
@pytest.mark.parametrize("step", STEPS)
def test_where_nothing_stood_nothing_stands(tmp_path: Path, what: str, step: str) -> None:
    write, names = WRITTEN[what]
    owner, function, error = STEPS[step]
    read_briefing("new")
    for number in range(1, len(names) + 1) if function != "mkdir" else (1,):
        output = tmp_path / str(number) / "output"
        with refusing(owner, function, number, error), pytest.raises(MachineError):
            write(output, "new")
        assert read_all(output) == {}, f"{function} {number}"


def test_an_old_file_that_stays_behind_is_no_fault(tmp_path: Path) -> None:
    output = tmp_path / "output"
    write_edition(output, "old")
    with refusing(Path, "unlink", 1, LOCKED):
        write_edition(output, "new")
    assert b"new" in (output / "sample/en/sample-full-en.docx").read_bytes()
