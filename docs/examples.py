"""The pages of docs/ → the files that they show, so that every example can be built.

A page shows a file as a line with its path, followed by a fenced block. Several blocks of one path
are one file, in the order of PAGES.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from briefwright.content import starter

DOCS = Path(__file__).resolve().parent
OWN_LOOK = 8  # pictures of own-look.md
PAGES = ("writing.md", "figures.md", "languages.md", "audiences.md", "looks.md")

_SHOWN = re.compile(r"^`([\w./-]+)`:\n\n```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def files() -> dict[str, str]:
    """The pages → what they show: paths below a folder of content and templates, and their text."""
    return find_files("".join((DOCS / page).read_text(encoding="utf-8") for page in PAGES))


def find_files(page: str) -> dict[str, str]:
    """The text of a page → the files that it shows, by their paths."""
    shown: dict[str, str] = {}
    for path, text in _SHOWN.findall(page):
        shown[path] = shown.get(path, "") + text
    return shown


def write_own_look(folder: Path, step: int) -> Path:
    """An empty folder, a picture of own-look.md → the briefing and the templates that it shows."""
    page = (DOCS / "own-look.md").read_text(encoding="utf-8")
    write(folder, find_files(page.partition(f"(pictures/own-look-{step}.png)")[0]))
    starter.write_briefing(folder / "content", "library")
    return folder / "content" / "library"


@dataclass(frozen=True)
class Command:
    """What is typed after `python3 build.py`, and lines of the answer."""

    words: tuple[str, ...]
    answer: tuple[str, ...]

    @property
    def is_quick(self) -> bool:
        """Whether it puts no edition together: it begins something, or finds faults before."""
        return self.words[0] == "new" or " faults in " in self.answer[-1]


@dataclass(frozen=True)
class Change:
    """A file, lines of it as they are, and as they are to be."""

    path: str
    before: str
    after: str


def list_first_steps() -> Iterator[Command | Change]:
    """first-briefing.md → what whoever follows it does, in order."""
    page = (DOCS / "first-briefing.md").read_text(encoding="utf-8")
    for path, change, session in _STEP.findall(page):
        if session:
            command, *answer = session.splitlines()
            yield Command(tuple(command.split()[3:]), tuple(answer))
            continue
        # Lines that are taken away stand before those in their place, change by change.
        for before, after in re.findall(r"((?:^-.*\n)+)((?:^\+.*\n)+)", change, re.MULTILINE):
            yield Change(path, *(re.sub("^.", "", one, flags=re.M) for one in (before, after)))


_STEP = re.compile(
    r"^`([\w./-]+)`:\n\n```diff\n(.*?)^```$|^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL
)


def change(home: Path, wanted: Change) -> None:
    """A folder, a change → made there. Errors: LookupError where the file has no such lines."""
    text = (home / wanted.path).read_text(encoding="utf-8")
    before, after = wanted.before.rstrip("\n"), wanted.after.rstrip("\n")
    if text.count(before) != 1:
        raise LookupError(f"{wanted.path} doesn't say once: {before}")
    (home / wanted.path).write_text(text.replace(before, after), encoding="utf-8")


def write(folder: Path, shown: Mapping[str, str]) -> None:
    """A folder, files by their paths → the same, holding them."""
    for path, text in shown.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
