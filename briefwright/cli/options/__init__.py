"""The words after `build.py` → options. A command's module loads when it runs, never here.

building  build, watch, look at it
writing   check, translate, begin anew
reviewing  send out a Word file, and take in what comes back
issuing   issue, and check what was issued
deliveries  how far what was sent is, and what came back
sending   send what was issued
publishing  put it where everybody finds it
serving   serve, and who may come in
shared    what several commands have in common
"""

import argparse
from collections.abc import Collection

from briefwright.cli.options import (
    building,
    deliveries,
    issuing,
    publishing,
    reviewing,
    sending,
    serving,
    writing,
)
from briefwright.version import __version__


def make_parser() -> tuple[argparse.ArgumentParser, Collection[str]]:
    """The parser of all words, and the names of its commands."""
    parser = argparse.ArgumentParser(
        prog="build.py",
        description="One YAML briefing in; a PDF and a Word version out, proven to say the same. "
        "Without a command: build everything.",
        epilog="The exit code is 0 when all is well, 1 when something in the content or a file is "
        "at fault, 2 for a wrong command, 3 when the machine lacks something, and 4 for a fault of "
        "Briefwright itself, with a report to send us.",
    )
    parser.add_argument("--version", action="version", version=f"Briefwright {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for group in (building, writing, reviewing, serving, issuing, deliveries, sending, publishing):
        group.add_options(commands.add_parser)
    commands.add_parser("test", help="run all checks; what follows goes to pytest")
    return parser, commands.choices
