"""A name → a new briefing to start from: small, commented, right as it stands."""

import datetime
import re
from collections.abc import Mapping
from importlib import resources
from pathlib import Path

from briefwright import disk, yamlfile
from briefwright.content.transliteration import transliterate
from briefwright.facts.dates import locale_of, script_of

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
subtitle: <subtitle>
language: LANGUAGE
date: DATE                      # the day of publication
as_of: DATE                     # the day for which its facts hold
owner: <owner>
contact: press@example.org
handling: open                        # or internal: then nothing of it leaves the house
status: draft                         # final takes -DRAFT out of the names of the files
keywords: [<keywords>]
defaults: {source: report}            # where facts are from unless they say otherwise
body:
  - key_messages:
      - <first_message>
      - <second_message>
  - key_figures: [loans, visitors, branches]
# More stands in facts.yaml, names.yaml, sources.yaml and the files in sections/.
"""

FACTS = """\
# yaml-language-server: $schema=../.schema/facts.schema.json
# Each number once. In a text, {loans} prints the value and its unit, {loans.value} the value alone.
loans:    {value: 12400, unit: <books>, label: <books_label>}
visitors: {value: 310, unit: <visitors>, label: <visitors_label>}
central:  {value: 1, label: <central_label>}
local:    {value: 5, label: <local_label>}
branches: {sum: [central, local], unit: <branches>, label: <branches_label>}
"""

NAMES = """\
# yaml-language-server: $schema=../.schema/names.schema.json
# Short names. The first time that {ILL} stands in a text it is written out, after that it is short.
ILL: <loan_long>
"""

SOURCES = """\
# yaml-language-server: $schema=../.schema/sources.schema.json
# What facts and texts rest on. In a text, [^report] makes a note with its number.
report:
  title: <report>
  publisher: <publisher>
  date: 2024
"""

SECTION = """\
# yaml-language-server: $schema=../../.schema/section.schema.json
# One section. Its blocks are printed in the order in which they stand here.
section: <section>
id: work
summary: <summary>  # for readers in a hurry
body:
  - <text>
  - list: <list>
    items:
      - <lending>: <lending_text>
      - <others>: <others_text>
      - <homework>
  - table: <table>
    id: places
    columns: [<columns>]          # a cell that begins with a brace stands in quotes
    rows:
      - [<central_label>, "{central.value}"]
      - [<local_label>, "{local.value}"]
    finding: <finding>
  - text: <reference>
    speak: <finding>    # for a speaker, who shows no table
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


def languages() -> tuple[str, ...]:
    """The languages in which a new briefing can begin, by their tags."""
    return tuple(sorted(Path(one.name).stem for one in _WORDS.iterdir()))


def write_briefing(content: Path, name: str, language: str = "en") -> tuple[Path, ...]:
    """The content folder, a name, one of `languages` → the files of a new briefing, dated today.

    A variant, as de-AT, begins with the words of its language. Errors: NameFault for a name that
    is ill-formed or taken, or a language without words; MachineError where nothing can be written.
    """
    check_name(name)
    folder = content / name
    if folder.exists():
        raise NameFault(f"{folder.as_posix()} is there already; choose another name.")
    title = name.replace("-", " ").capitalize()
    for_now = {"TITLE": title, "DATE": datetime.date.today().isoformat(), "LANGUAGE": language}
    words = {**_read_words(language), **for_now}
    disk.write({folder / file: fill(text, words).encode() for file, text in FILES.items()})
    return tuple(folder / file for file in FILES)


def _read_words(language: str) -> Mapping[str, str]:
    """A language → by the placeholder for which it stands, each word of the example."""
    known = languages()
    script = f"{language.partition('-')[0]}-{script_of(language)}" if _is_tag(language) else ""
    candidates = (language, script, language.partition("-")[0])
    tag = next((one for one in candidates if one in known), "")
    if not tag:
        raise NameFault(
            f"There is no example in “{language}”; there is one in {', '.join(known)}. Begin in "
            "one of these, and change `language:` in briefing.yaml."
        )
    node, _ = yamlfile.read((_WORDS / f"{tag}.yaml").read_text(encoding="utf-8"), tag)
    entries = node.entries if isinstance(node, yamlfile.Map) else ()
    words = {f"<{key.text}>": one.text for key, one in entries if isinstance(one, yamlfile.Scalar)}
    return words | {"ILL": words["<loan_name>"]}


def _is_tag(language: str) -> bool:
    try:
        return bool(locale_of(language))
    except LookupError:
        return False


_WORDS = resources.files("briefwright") / "content" / "starters"


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
