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
    recipients: Path = Path("recipients")
    deliveries: Path = Path("deliveries")
    delivery: Path = Path("delivery.yaml")


def step_out_of_briefing(options: argparse.Namespace) -> None:
    """Where `--content` names a briefing's own folder, that briefing is meant."""
    named = Path(getattr(options, "content", None) or "")
    if (named / "briefing.yaml").is_file() and named.resolve() != Path.cwd():
        options.content = named.parent
        if getattr(options, "names", None) == []:
            options.names = [named.resolve().name]


def find_folders(options: argparse.Namespace, home: Path) -> Folders:
    """The options of a command and the folder that holds everything → the folders."""
    standing = {
        name: Path(getattr(options, name, None) or _shorten_path(home / place))
        for name, place in _PLACES.items()
    }
    return Folders(**standing)


_PLACES = {
    **{name: name for name in ("content", "templates", "output", "issued")},
    "recipients": "recipients",  # lists of them
    "deliveries": "deliveries",  # the ledger of what was sent
    "delivery": "delivery.yaml",
}


def _shorten_path(path: Path) -> Path:
    """A path → the same as seen from the current folder, where it stands below it."""
    try:
        return path.resolve().relative_to(Path.cwd())
    except ValueError:
        return path
