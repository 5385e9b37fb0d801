"""The words after `build.py` → options. A command's module loads when it runs, never here.

building  build, watch, look at it
writing   check, translate, begin anew
reviewing  send out a Word file, and take in what comes back
issuing   issue, and check what was issued
deliveries  how far what was sent is, and what came back
sending   send what was issued
publishing  put it where everybody finds it
serving   serve, and who may come in
checking  the machine, and the program itself
shared    what several commands have in common
"""

import argparse
import shutil
import textwrap
from collections.abc import Callable, Collection, Mapping, Sequence

from briefwright.cli.options import (
    building,
    checking,
    deliveries,
    issuing,
    publishing,
    reviewing,
    sending,
    serving,
    writing,
)
from briefwright.cli.options.shared import Add
from briefwright.version import __version__

# What `--help` lists, in the order of a briefing's life.
_SUBJECTS: Mapping[str, Sequence[Callable[[Add], None]]] = {
    "Write a briefing": (writing.add_options,),
    "Build it and look at it": (building.add_options,),
    "Let others review it": (reviewing.add_options,),
    "Keep and compare what went out": (issuing.add_options,),
    "Send and publish it": (
        sending.add_options,
        deliveries.add_options,
        publishing.add_options,
    ),
    "Let colleagues work in a browser": (serving.add_options,),
    "See whether all is well": (checking.add_options,),
}
_OPENING = """One YAML briefing in; a PDF and a Word version out, proven to say the same.
Without a command: build everything. COMMAND --help says more of each."""
_CODES = (
    "The exit code is 0 when all is well, 1 when something in the content or a file is at fault, "
    "2 for a wrong command, 3 when the machine lacks something, and 4 for a fault of Briefwright "
    "itself, with a report to send us."
)


def make_parser() -> tuple[argparse.ArgumentParser, Collection[str]]:
    """The parser of all words, and the names of its commands."""
    parser = argparse.ArgumentParser(
        prog="build.py",
        usage="%(prog)s [COMMAND] …",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog=textwrap.fill(_CODES, _measure_width()),
    )
    parser.add_argument("--version", action="version", version=f"Briefwright {__version__}")
    commands = parser.add_subparsers(
        dest="command", prog="build.py", required=True, help=argparse.SUPPRESS
    )
    helps: dict[str, str] = {}

    def add(name: str, *, help: str) -> argparse.ArgumentParser:
        helps[name] = help
        return commands.add_parser(name, description=f"{help[0].upper()}{help[1:]}.")

    listed = [_OPENING]
    for subject, groups in _SUBJECTS.items():
        helps.clear()
        for add_options in groups:
            add_options(add)
        listed.append(_list_commands(subject, helps))
    parser.description = "\n\n".join(listed)
    return parser, commands.choices


def _list_commands(subject: str, helps: Mapping[str, str]) -> str:
    """A subject, its commands with what they do → the lines that `--help` shows of them."""
    lines = (
        textwrap.fill(
            f"{name:<15}{what}", _measure_width(),
            initial_indent="  ", subsequent_indent=" " * 17,
        )
        for name, what in helps.items()
    )  # fmt: skip
    return "\n".join((f"{subject}:", *lines))


def _measure_width() -> int:
    """How many letters a line of help takes, as argparse counts its own."""
    return shutil.get_terminal_size().columns - 2
