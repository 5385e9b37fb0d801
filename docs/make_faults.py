"""The table of codes in briefwright/problems.py → docs/faults.md: run it when the table changed.

.venv/bin/python docs/make_faults.py
"""

from pathlib import Path

from briefwright.editorial.rules import ENGLISH, RULES
from briefwright.problems import CODES

PAGE = Path(__file__).resolve().parent / "faults.md"
HEAD = """# Fault codes

What is wrong is shown as `file:line:column: CODE sentence`. The sentence says what to do; this page
says what kind of fault each code is. A code leads to the smallest briefing that has the fault. A
warning never stops a build.

This page is made by `docs/make_faults.py`.
"""
FAMILIES = {
    "Y": "The form of a YAML file",
    "C": "What the content says",
    "I": "Signs inside a text",
    "F": "Facts",
    "A": "Audiences and translations",
    "E": "What an editor marks",
    "T": "Templates",
    "H": "Rendered pages",
    "L": "Looks: stylesheets, fonts, pictures",
    "R": "How much an edition may take",
    "P": "What differs between the edition and its files",
    "S": "What a reader must not see",
    "D": "Sending",
    "B": "Briefwright itself",
}


def page() -> str:
    """The table of codes → the text of the page."""
    return HEAD + "".join(_family(letter, title) for letter, title in FAMILIES.items())


def _family(letter: str, title: str) -> str:
    rows = [_row(code) for code in sorted(CODES) if code.startswith(letter)]
    return "\n".join(["", f"## {title}", "", "| code | what is wrong |", "|---|---|", *rows, ""])


def _row(code: str) -> str:
    meaning = CODES[code]
    sentence = meaning[0].upper() + meaning[1:]
    end = "" if sentence.endswith((".", ")")) else "."
    only = " In English." if code in _IN_ENGLISH else ""
    return f"| [`{code}`](../tests/broken/{code}/) | {sentence}{end}{only} |"


_IN_ENGLISH = {rule.code for rule in RULES if rule.languages == ENGLISH}


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
