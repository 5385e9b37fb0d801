"""What is asked at the terminal, where the options don't say it: a new house, a password."""

import argparse
import getpass
import sys
from collections.abc import Callable
from pathlib import Path

from briefwright.cli.commands import NewHouse, UsageError


def read_house(options: argparse.Namespace, ask: Callable[[str], str]) -> NewHouse:
    """Options and what asks a question → what a house is begun with; nothing given, it is asked."""
    if options.organisation:
        said = [options.organisation, options.colour, options.logo, options.address]
    else:
        said = [ask(question).strip() for question in _QUESTIONS]
    organisation, colour, logo, address = said
    lines = tuple(line.strip() for line in address.split(";") if line.strip())
    return NewHouse(organisation, colour, Path(logo) if logo else None, lines)


_QUESTIONS = (
    "Your organisation's name: ",
    "Its colour, such as #7a1f3d (Enter for the usual one): ",
    "Its logo, a PNG, JPEG or SVG file (Enter for none): ",
    "Its address, lines parted by “;” (Enter for none): ",
)


def find_password_source(options: argparse.Namespace) -> Callable[[], str]:
    """Options → what reads a password, from standard input or typed twice without being shown."""

    def ask() -> str:
        password = getpass.getpass("Password: ")
        if getpass.getpass("Once more: ") != password:
            raise UsageError("The two passwords differ; nothing was changed.")
        return password

    return (lambda: sys.stdin.readline().rstrip("\r\n")) if options.password_stdin else ask
