"""Where briefings, templates and what is built stand, from the options of a command."""

import argparse
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Folders:
    """Where things stand, relative to the current folder where they can be."""

    content: Path
    templates: Path
    output: Path
    issued: Path = Path("issued")


def step_out_of_briefing(options: argparse.Namespace) -> None:
    """Where `--content` names a briefing's own folder, that briefing is meant."""
    named = Path(getattr(options, "content", None) or "")
    if (named / "briefing.yaml").is_file() and named.resolve() != Path.cwd():
        options.content = named.parent
        if getattr(options, "names", None) == []:
            options.names = [named.resolve().name]


def find_folders(options: argparse.Namespace, home: Path) -> Folders:
    """The options of a command and the folder that holds everything → the folders."""
    return Folders(
        content=Path(getattr(options, "content", None) or _shorten_path(home / "content")),
        templates=Path(getattr(options, "templates", None) or _shorten_path(home / "templates")),
        output=Path(getattr(options, "output", None) or _shorten_path(home / "output")),
        issued=Path(getattr(options, "issued", None) or _shorten_path(home / "issued")),
    )


def _shorten_path(path: Path) -> Path:
    """A path → the same as seen from the current folder, where it stands below it."""
    try:
        return path.resolve().relative_to(Path.cwd())
    except ValueError:
        return path
