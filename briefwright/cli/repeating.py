"""A build of which nothing has changed → its words of last time, without loading the engine."""

import argparse
import shutil
import sys
from pathlib import Path

from briefwright.cache.runs import Printed, Run
from briefwright.cache.store import FOLDER, Store
from briefwright.cli.folders import find_folders, step_out_of_briefing

_NOT_ASKED = ("json", "why", "on")  # how it is said, and where it is built, changes nothing


def begin(options: argparse.Namespace, home: Path) -> Run | None:
    """Options and the folder that holds everything → the build as it begins; None for others."""
    if options.command != "build" or options.no_cache:
        return None
    asked = {name: value for name, value in vars(options).items() if name not in _NOT_ASKED}
    asked["office"] = shutil.which("soffice")  # which counts Word's pages
    step_out_of_briefing(options)
    folders = find_folders(options, home)
    shipped = Path(__file__).resolve().parent.parent.parent / "templates"
    issued = sorted(folders.issued.glob("*/*/inputs/content"))  # what has changed since, is printed
    read = dict.fromkeys((folders.content, folders.templates, shipped, *issued))
    return Run(Store(folders.output / FOLDER), asked, tuple(read))


def repeat(printed: Printed, options: argparse.Namespace) -> int:
    """What a build printed when nothing had changed, and options → it printed; the exit code."""
    if options.json:
        print(printed.json)
    else:
        show(printed)
    sys.stdout.flush()
    return 0


def show(printed: Printed) -> None:
    """What a build says → its faults where faults go, the rest where results go."""
    if printed.faults:
        print(printed.faults, file=sys.stderr)
    if printed.text:
        print(printed.text)
