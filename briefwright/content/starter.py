"""A name → a new briefing to start from: small, commented, right as it stands."""

import datetime
import re
from collections.abc import Mapping
from pathlib import Path

from briefwright import disk
from briefwright.content.transliteration import transliterate

LONGEST = 60  # characters of a name: it begins the name of every file that is built
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# Windows has no folders and files of these names (Naming Files, Paths, and Namespaces).
RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
)

BRIEFING = """\
# yaml-language-server: $schema=../.schema/briefing.schema.json
# What is known about the briefing as a whole. Change what stands after the colons;
# a line that begins with # is a remark for you and is never printed.
format: 1
title: TITLE
subtitle: One sentence that says what it is about.
language: en
date: DATE                      # the day of publication
as_of: DATE                     # the day for which its facts hold
owner: The unit that answers for it
contact: press@example.org
handling: open                        # or internal: then nothing of it leaves the house
status: draft                         # final takes -DRAFT out of the names of the files
keywords: [example, briefing]
defaults: {source: report}            # where facts are from unless they say otherwise
body:
  - key_messages:
      - The library lent {loans} in a year.
      - One visitor in three is under 18.
  - key_figures: [loans, visitors, branches]
# More stands in facts.yaml, names.yaml, sources.yaml and the files in sections/.
"""

FACTS = """\
# yaml-language-server: $schema=../.schema/facts.schema.json
# Each number once. In a text, {loans} prints the value and its unit, {loans.value} the value alone.
loans:    {value: 12400, unit: books, label: books lent}
visitors: {value: 310, unit: visitors, label: visitors a day}
central:  {value: 1, unit: {one: central library, other: central libraries}, label: central library}
local:    {value: 5, unit: local branches, label: local branches}
branches: {sum: [central, local], unit: branches, label: branches in all}
"""

NAMES = """\
# yaml-language-server: $schema=../.schema/names.schema.json
# Short names. The first time that {ILL} stands in a text it is written out, after that it is short.
ILL: inter-library lending
"""

SOURCES = """\
# yaml-language-server: $schema=../.schema/sources.schema.json
# What facts and texts rest on. In a text, [^report] makes a note with its number.
report:
  title: Annual report of the library
  publisher: The library
  date: 2024
"""

SECTION = """\
# yaml-language-server: $schema=../../.schema/section.schema.json
# One section. Its blocks are printed in the order in which they stand here.
section: What the library does
id: work
summary: The library lends {loans} a year in {branches}.  # for readers in a hurry
body:
  - The library lends books in {branches} all over the city, on six days a week.
  - list: What it offers
    items:
      - Lending: the library lent {loans} in a year.[^report]
      - Other libraries' books: through {ILL}, within a week.
      - Homework help, on four afternoons a week.
  - table: Where the books are lent
    id: places
    columns: [Place, Number]          # a cell that begins with a brace stands in quotes
    rows:
      - [Central library, "{central.value}"]
      - [Local branches, "{local.value}"]
    finding: Most branches are outside the centre.
  - text: As {places} shows, most branches are outside the centre. {ILL} reaches them all.
    speak: Most branches are outside the centre.    # for a speaker, who shows no table
"""

FILES = {
    "briefing.yaml": BRIEFING,
    "facts.yaml": FACTS,
    "names.yaml": NAMES,
    "sources.yaml": SOURCES,
    "sections/01-work.yaml": SECTION,
}


class NameFault(Exception):
    """A briefing or an audience can't have this name: one sentence that says why."""


def write_briefing(content: Path, name: str) -> tuple[Path, ...]:
    """The content folder and a name → the files of a new briefing, dated today.

    Errors: NameFault for a name that is ill-formed or taken; MachineError where nothing can be
    written.
    """
    check_name(name)
    folder = content / name
    if folder.exists():
        raise NameFault(f"{folder.as_posix()} is there already; choose another name.")
    title = name.replace("-", " ").capitalize()
    for_now = {"TITLE": title, "DATE": datetime.date.today().isoformat()}
    disk.write({folder / file: fill(text, for_now).encode() for file, text in FILES.items()})
    return tuple(folder / file for file in FILES)


def check_name(name: str, thing: str = "A briefing") -> None:
    """A name and who shall have it → nothing, where it can. Errors: NameFault with a better one."""
    if _NAME.fullmatch(name) and len(name) <= LONGEST and name not in RESERVED:
        return
    if not name:
        raise NameFault("Write a name for the folder, in letters from a to z.")
    better = suggest_name(name)
    instead = f", such as “{better}”" if better and better not in RESERVED else ""
    raise NameFault(
        f"{thing} can't be called “{name}”: take small letters, digits and single hyphens, at "
        f"most {LONGEST} characters{instead}."
    )


def suggest_name(title: str) -> str:
    """A title → a name for a folder that is near to it; "" where none of its letters is known."""
    return "-".join(re.findall(r"[a-z0-9]+", transliterate(title)))[:LONGEST].rstrip("-")


def fill(text: str, words: Mapping[str, str]) -> str:
    """A text and words by the placeholder for which they stand → the text with them."""
    for placeholder, word in words.items():
        text = text.replace(placeholder, word)
    return text
