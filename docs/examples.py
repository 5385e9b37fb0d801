"""The pages of docs/ → the files that they show, so that every example can be built.

A page shows a file as a line with its path, followed by a fenced block. Several blocks of one path
are one file, in the order of PAGES.
"""

import re
from collections.abc import Mapping
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


def write(folder: Path, shown: Mapping[str, str]) -> None:
    """A folder, files by their paths → the same, holding them."""
    for path, text in shown.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
