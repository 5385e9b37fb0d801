"""The shipped audiences → docs/checklists.md: run it when the settings of one changed.

.venv/bin/python docs/make_checklists.py
"""

from pathlib import Path

from briefwright import audience
from briefwright.edition.checklist import list_needs

PAGE = Path(__file__).resolve().parent / "checklists.md"
TEMPLATES = PAGE.parent.parent / "templates"
HEAD = """# What each audience needs

So that its edition is at its best, a briefing should have what stands here.
`python3 build.py explain library --audience minister,press` shows of your own briefing what is
there and what is missing; it knows audiences of your own too.

This page is made by `docs/make_checklists.py`.
"""


def page() -> str:
    """The shipped audiences → the text of the page."""
    return HEAD + "".join(_section(name) for name in audience.names(TEMPLATES))


def _section(name: str) -> str:
    reader = audience.read(TEMPLATES, name)
    needs = "\n".join(f"- {need.words}" for need in list_needs(reader))
    return f"\n## {name}\n\n{reader.title}:\n\n{needs}\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
