"""The files of labels → the table of docs/languages.md: run it when a language is added.

.venv/bin/python docs/make_languages.py
"""

from decimal import Decimal
from pathlib import Path

from briefwright.audience import read
from briefwright.content import starter
from briefwright.facts import Labels, dates, numerals
from briefwright.model.dictionary import When

HOME = Path(__file__).resolve().parent.parent
PAGE = HOME / "docs/languages.md"
HEAD = "| language | tag | a day | a number | in words | example | read by a native reader |"
_DAY, _NUMBER, _IN_WORDS = When("2026-03-01"), Decimal("12410.5"), Decimal(21)


def table() -> str:
    """The files of labels in templates/base → a row for each language, by its English name."""
    labels = read(HOME / "templates", "full").theme.labels
    examples = starter.languages()
    rows = []
    for tag, own in labels.items():
        name = dates.locale_of(tag).get_display_name("en") if tag != "en" else "English"
        day = dates.show_date(_DAY, tag, own)
        number = dates.localise_digits(numerals.show_number(_NUMBER, tag), own)
        example = "yes" if tag in examples else ""
        cells = name, f"`{tag}`", day, number, _spell(tag), example, _name_reader(tag, own)
        rows.append(f"| {' | '.join(str(cell) for cell in cells)} |")
    return "\n".join([HEAD, "|---" * 7 + "|", *sorted(rows)])


def _name_reader(tag: str, own: Labels) -> str:
    return "the original" if tag == "en" else own.get("native_reader", "no")


def _spell(tag: str) -> str:
    try:
        return numerals.spell_number(_IN_WORDS, tag)
    except LookupError:
        return "not known"


def replace_table(page: str) -> str:
    """The page → the same with the table as it is now."""
    before, _, rest = page.partition("| language |")
    return f"{before}{table()}\n\n{rest.partition(chr(10) * 2)[2]}"


if __name__ == "__main__":
    PAGE.write_text(replace_table(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
