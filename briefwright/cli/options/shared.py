"""What the options of several commands have in common."""

import argparse
from collections.abc import Callable, Sequence

# A command's name, and its `help` → its parser.
Add = Callable[..., argparse.ArgumentParser]


def add_folders(parser: argparse.ArgumentParser, names: Sequence[str]) -> None:
    """A command's parser, the folders that it reads or writes → an option for each."""
    for name in names:
        parser.add_argument(f"--{name}", metavar="DIR", help=f"this folder instead of {name}/")


def add_json(parser: argparse.ArgumentParser) -> None:
    """A command's parser → with the option to answer as JSON."""
    parser.add_argument("--json", action="store_true", help="one JSON document, for machines")


def add_executor(command: argparse.ArgumentParser) -> None:
    """A command → where it builds editions can be chosen."""
    command.add_argument(
        "--on", default="pool", metavar="EXECUTOR",
        help="where editions are built: pool (this machine, if none) or dask://HOST:PORT",
    )  # fmt: skip
