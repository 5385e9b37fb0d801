"""A name → a new audience, house or list of recipients to start from; what comes after it."""

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

from briefwright import disk
from briefwright.audience import house
from briefwright.content.starter import NameFault, check_name, fill
from briefwright.problems import Problem
from briefwright.yamlfile.invisible import BYTE_ORDER_MARK

AUDIENCE = """\
# Who reads, what they may see and in which order. What isn't said here is as in “PARENT”.
title: TITLE
extends: PARENT
# order: [key_messages, key_figures, contents, body, sources]   # slots, in the order of the pages
# detail: normal          # key, normal or full: how deep it goes
# without: [glossary]     # kinds of blocks, slots or ids that it does without; body: all the rest
# masthead: [audience, title, imprint]  # also release, kicker, subtitle, minutes
# clearance: open         # what its readers may see: open, internal, a marking
# prefers: [plain]        # rewordings that it takes where a text has them: plain, short, speak
# sources: endnotes       # endnotes, footnotes, inline or none
# acronyms: first_use     # first_use, long or short
# contents: 1             # levels of headings in the contents, 0 for none
# numbering: decimal      # numbers before headings
# page: Letter            # A4 or Letter
# type_size: 11pt         # everything else grows with it
# columns: 2              # the text in two columns
# max_pages: 2            # a build that takes more fails, and says what is longest
# rounding: 2             # numbers to so many digits, said as “about”
# numbers: words          # numbers in words, for speaking
# pauses: yes             # a mark after each section, for speaking
# large_print: yes        # 18 points, one column, tables as lists
"""

SHEET = """\
/* The look of “TITLE”. What isn't said here is as in the house's own theme.css and in ours; Word
   follows. python3 build.py sampler --audience NAME shows every role that a rule can name. */

/*
:root {
  --accent: #7a1f3d;
  --companion: "Source Sans 3";
}
h2 { color: var(--accent) }
[data-role=standfirst] { font-style: italic }
aside { --word-style: "Our Box" }
*/
"""

# What an audience's folder begins with; templates that should differ are put beside them.
AUDIENCE_FILES = {"audience.yaml": AUDIENCE, "theme.css": SHEET}


def write_audience(templates: Path, name: str, parent: str) -> tuple[Path, ...]:
    """The templates folder, a name and the audience that it starts from → the new one's files.

    Errors: NameFault for a name that is ill-formed or taken; MachineError where nothing can be
    written.
    """
    check_name(name, "An audience")
    folder = templates / "audiences" / name
    if folder.exists():
        raise NameFault(f"{folder.as_posix()} is there already; choose another name.")
    title = name.replace("-", " ").capitalize()
    words = {"TITLE": title, "PARENT": parent, "NAME": name}
    disk.write({folder / file: fill(text, words).encode() for file, text in AUDIENCE_FILES.items()})
    return tuple(folder / file for file in AUDIENCE_FILES)


@dataclass(frozen=True)
class NewHouse:
    """What a house is begun with; "", None and () where nothing is said."""

    name: str
    colour: str = ""
    logo: Path | None = None
    address: tuple[str, ...] = ()


def write_house(templates: Path, wanted: NewHouse) -> tuple[Path, ...]:
    """The templates folder and what the house is begun with → its files.

    Errors: NameFault where there is a house.yaml, or for what could not be read back.
    """
    folder = templates / "house"
    if (folder / "house.yaml").exists():
        raise NameFault(f"{folder.as_posix()}/house.yaml is there already; change it there.")
    if not wanted.name:
        raise NameFault("Say what your organisation is called: new house --organisation NAME.")
    files = {"house.yaml": _describe_house(wanted).encode()}
    if wanted.logo:
        if not wanted.logo.is_file():
            raise NameFault(f"There is no file {wanted.logo.as_posix()}.")
        files[wanted.logo.name] = wanted.logo.read_bytes()
    _check_house(files)
    disk.write({folder / name: data for name, data in files.items()})
    return tuple(folder / name for name in files)


def _describe_house(wanted: NewHouse) -> str:
    said = {
        "name": wanted.name,
        "logo": wanted.logo.name if wanted.logo else "",
        "colour": wanted.colour,
        "address": wanted.address,
    }
    lines = (
        f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in said.items() if value
    )
    return "\n".join((*lines, ""))


def _check_house(files: dict[str, bytes]) -> None:
    """The files of a new house → read as a build would. Errors: NameFault with all faults."""
    with tempfile.TemporaryDirectory() as place:
        (Path(place) / "base").mkdir()  # so that it is a templates folder
        folder = Path(place) / "house"
        folder.mkdir()
        for name, data in files.items():
            (folder / name).write_bytes(data)
        problems: list[Problem] = []
        house.read(Path(place), folder, problems)
    if problems:
        raise NameFault(" ".join(problem.message for problem in problems))


def describe_next_steps(content: Path, name: str) -> str:
    """The content folder and a name → what its author does next."""
    return (
        f"Now write in {(content / name).as_posix()}, then build it: python3 build.py build {name}"
    )


def describe_next_steps_of_audience(folder: Path, name: str) -> str:
    """An audience's folder and its name → what its designer does next."""
    return (
        f"Now change what stands in {folder.as_posix()}, then build it: "
        f"python3 build.py build --audience {name}"
    )


# ----------------------------------------------------------------- lists of recipients

# One row with everything that a row may say, one with the least; docs/sending.md explains each.
LIST = """\
address,name,organisation,language,audience,format,clearance,copy,password_by,under_embargo
ana.souza@example.org,Ana Souza,Port Authority,en,press,pdf docx,,personal,,yes
newsroom@example.org,,,,press,,,,,
"""

SETTINGS = """\
# Who sends, and through which server. No password stands here: before sending, type
# export BRIEFWRIGHT_SMTP_PASSWORD='…', or keep it in the keyring of this machine.
from: Press office <press@example.org>
# reply_to: Ana Souza <ana.souza@example.org>
smtp:
  host: mail.example.org
  # port: 587               # 465 with tls
  # security: starttls      # starttls, tls, or none in a network that you trust
  # user: press@example.org
# audience: press           # for rows that name none
# links: https://example.org/issued    # what is open is linked there instead of attached
# unsubscribe:
#   mail: leave@example.org
#   address: https://example.org/unsubscribe    # the page that takes somebody off in one click
"""


def write_list(recipients: Path, settings: Path, name: str) -> tuple[Path, ...]:
    """The folder of lists, the file of settings, a name → a new list, and settings if none are.

    Errors: NameFault for a name that is ill-formed or taken; MachineError where nothing can be
    written.
    """
    check_name(name, "A list")
    path = recipients / f"{name}.csv"
    if path.exists():
        raise NameFault(f"{path.as_posix()} is there already; choose another name.")
    files = {path: LIST} | ({} if settings.exists() else {settings: SETTINGS})
    for file, text in files.items():
        mark = BYTE_ORDER_MARK if file == path else ""  # by which Excel knows UTF-8
        disk.replace_file(file, f"{mark}{text}".encode(), 0o600)
    return tuple(files)
