"""`.venv`, and the packages of Python that Briefwright needs in it."""

import re
import sys
import tomllib
from collections.abc import Iterable, Sequence
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from briefwright.setup import running
from briefwright.setup.installation import Installation

WHEELS = "usr/share/python-wheels"  # where Debian keeps pip for new environments


def list_needs(home: Path, extras: Iterable[str]) -> list[str]:
    """The folder, the wanted extras → the names of all packages that pyproject.toml asks for."""
    project = tomllib.loads((home / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needs = list(project["dependencies"])
    for extra in extras:
        needs += project["optional-dependencies"][extra]
    return [re.split(r"[^A-Za-z0-9._-]", need, maxsplit=1)[0] for need in needs]


def is_installed(name: str) -> bool:
    """A package's name → whether this very Python has it."""
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def write_command(wanted: str) -> str:
    """What pip shall install → the command for that, as it is typed in Briefwright's folder."""
    home, python = Path(__file__).resolve().parents[2], Path(sys.executable)
    shown = str(python.relative_to(home) if python.is_relative_to(home) else python)
    quoted = f'"{shown}"' if " " in shown else shown
    return f"{quoted} -m pip install -c constraints.txt {wanted}"


def make(installation: Installation) -> None:
    """An installation → an empty environment in its `.venv`, with pip. Errors: SetupError."""
    python = getattr(sys, "_base_executable", "") or sys.executable
    venv = [python, "-m", "venv", str(installation.venv)]
    fault = "Python could not make .venv"
    if find_spec("ensurepip") is not None:
        running.run(venv, fault, installation.log)
        return
    wheel = _pip(installation.unpacked)
    running.run([*venv, "--without-pip"], fault, installation.log)
    pip = [str(installation.python), f"{wheel}/pip", "install", "--no-index", "--quiet"]
    running.run([*pip, str(wheel)], fault, installation.log)


def _pip(unpacked: Path) -> Path:
    """What was unpacked → Debian's wheel of pip, from there or the system. Errors: SetupError."""
    folders = (unpacked / WHEELS, Path("/") / WHEELS)
    wheels = [wheel for folder in folders for wheel in sorted(folder.glob("pip-*.whl"))]
    if not wheels:
        raise running.SetupError(
            "This Python can't make virtual environments: install the package python3-venv "
            "(Debian and Ubuntu: sudo apt install python3-venv) and run build.py again."
        )
    return wheels[0]


def install(installation: Installation, extras: Sequence[str]) -> None:
    """Briefwright, editable, and its needs at the pinned versions → `.venv`. Errors: SetupError."""
    package = f"{installation.home}[{','.join(extras)}]" if extras else str(installation.home)
    constraints = str(installation.home / "constraints.txt")
    pip = [str(installation.python), "-m", "pip", "--disable-pip-version-check"]
    install = ["install", "--no-input", "--retries", "1", "--quiet"]
    running.run(
        [*pip, *install, "-c", constraints, "-e", package],
        "The packages could not be installed",
        installation.log,
    )
