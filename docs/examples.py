"""The pages of docs/ → the files that they show, so that every example can be built.

A page shows a file as a line with its path, followed by a fenced block. Several blocks of one path
are one file, in the order of PAGES.
"""

import re
from pathlib import Path

DOCS = Path(__file__).resolve().parent
PAGES = ("writing.md", "figures.md", "languages.md", "audiences.md", "looks.md")

_SHOWN = re.compile(r"^`([\w./-]+)`:\n\n```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def files() -> dict[str, str]:
    """The pages → what they show: paths below a folder of content and templates, and their text."""
    shown: dict[str, str] = {}
    for page in PAGES:
        for path, text in _SHOWN.findall((DOCS / page).read_text(encoding="utf-8")):
            shown[path] = shown.get(path, "") + text
    return shown


def write(folder: Path) -> None:
    """An empty folder → the same, holding every file that the pages show."""
    for path, text in files().items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
