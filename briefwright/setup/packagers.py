"""The system's own packager: whether it may install something, and how it is told to."""

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from briefwright.setup import running
from briefwright.setup.requirements import System

# Each packager's commands; the packages come after the last one. Debian's lists may be empty, as
# in a container; Arch's are not renewed, since that is half an upgrade.
COMMANDS: Mapping[System, tuple[str, ...]] = {
    "apt": (
        "apt-get update --quiet -o Acquire::http::Timeout=20",
        "apt-get install --quiet --yes --no-install-recommends -o DPkg::Lock::Timeout=120",
    ),
    "dnf": ("dnf install --quiet --assumeyes --setopt=install_weak_deps=False",),
    "zypper": ("zypper --non-interactive install --no-recommends",),
    "pacman": ("pacman -S --noconfirm --needed",),
    "apk": ("apk add --no-cache",),
    "brew": ("brew install --quiet",),
}
PLAIN = {"DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}


def find_program(kind: System) -> str:
    """A kind of system → its packager's program, if it has one that is here."""
    name = COMMANDS[kind][0].split()[0] if kind in COMMANDS else ""
    return name if shutil.which(name) else ""


def find_rights(kind: System) -> tuple[str, ...] | None:
    """A kind of system → what stands before a command that installs, or None where none may."""
    if not find_program(kind):
        return None
    root = os.geteuid() == 0
    if kind == "brew":  # it refuses to be root
        return None if root else ()
    if root:
        return ()
    sudo = ("sudo", "-n")
    return sudo if shutil.which("sudo") and _succeeds((*sudo, "true")) else None


def _succeeds(command: Sequence[str]) -> bool:
    quiet = subprocess.DEVNULL
    return not subprocess.run(command, stdin=quiet, stdout=quiet, stderr=quiet).returncode


def plan(
    kind: System, rights: Sequence[str], packages: Sequence[str]
) -> tuple[tuple[str, ...], ...]:
    """A system, what stands before its commands, packages → the commands that install them."""
    before = (*rights, "env", *(f"{name}={value}" for name, value in PLAIN.items()))
    *first, last = (tuple(command.split()) for command in COMMANDS[kind])
    return *((*before, *command) for command in first), (*before, *last, *packages)


def install(kind: System, rights: Sequence[str], packages: Sequence[str], log: Path) -> None:
    """A system, what stands before its commands, packages, a log → they are installed.

    Errors: SetupError. That lists of packages can't be renewed is none: old ones may do.
    """
    *first, last = plan(kind, rights, packages)
    for command in first:
        try:
            running.run(command, "", log)
        except running.SetupError:
            continue
    running.run(last, f"{find_program(kind)} could not install {', '.join(packages)}", log)
