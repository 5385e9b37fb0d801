"""The templates that come with Briefwright, and an organisation's own folder before them.

An own folder without `base/` holds only what differs: each folder that it lacks (`base`, `house`,
`audiences/press` …) is taken whole from the shipped ones.
"""

from importlib import resources
from pathlib import Path


def find_shipped() -> Path:
    """The folder of the templates that come with Briefwright: in the package, or beside it."""
    package = Path(str(resources.files("briefwright")))
    inside = package / "templates"  # of an installed wheel
    return inside if inside.is_dir() else package.parent / "templates"


def roots(templates: Path) -> tuple[Path, ...]:
    """A templates folder → the folders in which to look, the nearest first."""
    return (templates,) if (templates / "base").is_dir() else (templates, find_shipped())


def find_folder(templates: Path, name: str) -> Path:
    """A templates folder and the name of a folder below it → the nearest that there is.

    Where there is none, it is the path that it would have.
    """
    found = (root / name for root in roots(templates))
    return next((path for path in found if path.is_dir()), templates / name)


def relative_name(templates: Path, path: Path) -> str:
    """A templates folder and a file of it → the file's name below the folder it was found in."""
    root = next(root for root in roots(templates) if path.is_relative_to(root))
    return path.relative_to(root).as_posix()


def display_name(templates: Path, path: Path) -> str:
    """A templates folder and a file of it → what faults call the file."""
    root = next(root for root in roots(templates) if path.is_relative_to(root))
    return f"{root.name}/{relative_name(templates, path)}"
