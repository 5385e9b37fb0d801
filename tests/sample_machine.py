"""A Debian that has nothing but Python and git: made in memory, and commands run in it.

It learns from this machine's own settings where packages come from: the sources and options of
apt, the configuration of pip, proxies and certificates.
"""

from __future__ import annotations

import ast
import configparser
import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

USER = "press"
MEMORY = 3_000_000_000  # bytes
SOURCES = Path("/etc/apt")
SETTING = re.compile(r"(?i)_proxy$|^(PIP_|SSL_CERT|REQUESTS_CA|CURL_CA)")
# Settings of this machine that hold there too, where they exist.
SHARED = ("/etc/resolv.conf", "/etc/hosts", "/etc/apt/keyrings", "/etc/apt/auth.conf",
          "/etc/apt/auth.conf.d", "/etc/ssl/certs/ca-certificates.crt")  # fmt: skip
NOT_OURS = shutil.ignore_patterns(".git", ".venv", "__pycache__", ".*_cache", "*.egg-info", "dist")


@dataclass(frozen=True)
class Done:
    """A command that was run: its exit code, what it printed and what it reported."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Machine:
    """A bare Debian in memory, which only processes in its namespace of mounts see.

    The process that keeps the namespace ends with this one, and all mounts with it.
    """

    keeper: int
    folder: Path

    @property
    def root(self) -> Path:
        """The machine's files, seen from here."""
        return Path(f"/proc/{self.keeper}/root{self.folder}")

    def copy(self, home: Path, user: str) -> Path:
        """A folder with Briefwright, a user → its copy in that user's home."""
        to = self.root / _home(user) / "briefwright"
        shutil.copytree(home, to, ignore=NOT_OURS)
        for built in filter(Path.is_dir, (to / "output").iterdir()):
            shutil.rmtree(built)
        self.run(["chown", "-R", f"{user}:", f"/{_home(user)}/briefwright"], "root", "/")
        return to

    def run(self, command: Sequence[str], user: str, folder: str = "~/briefwright") -> Done:
        """A command, a user, a folder there → what came of it."""
        variables = {**_variables(), "HOME": f"/{_home(user)}", "PATH": "/usr/sbin:/usr/bin:/bin"}
        words = [f"{name}={value}" for name, value in variables.items()]
        chroot = ["chroot", f"--userspec={user}:{user}", str(self.folder), "env", "-i", *words]
        return self.outside([*chroot, "sh", "-c", f'cd {folder} && exec "$@"', "sh", *command])

    def outside(self, command: Sequence[str]) -> Done:
        """A command of this machine, where that one's mounts are seen → what came of it."""
        enter = ["nsenter", f"--mount=/proc/{self.keeper}/ns/mnt"]
        done = subprocess.run([*enter, *command], capture_output=True, text=True, check=False)
        return Done(done.returncode, done.stdout, done.stderr)


def missing() -> str:
    """Nothing → why no such machine can be made here, or nothing."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return "only root on Linux can make one"
    if lacking := [name for name in ("debootstrap", "unshare") if shutil.which(name) is None]:
        return f"{lacking[0]} is missing"
    if subprocess.run(["unshare", "--mount", "true"], check=False).returncode:
        return "no namespace of mounts may be made here"
    if _free() < MEMORY:
        return f"it takes {MEMORY / 1e9:.0f} GB of memory"
    return "" if _mirror() else "apt's sources here name no mirror of this system's release"


@contextmanager
def made(folder: Path) -> Iterator[Machine]:
    """An empty folder → a machine, while it is needed. Errors: OSError where no mirror answers."""
    keep = f"mount -t tmpfs -o mode=755 briefwright {folder} && echo ready && exec cat"
    with subprocess.Popen(
        ["unshare", "--mount", "sh", "-c", keep], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as keeper:
        assert keeper.stdout is not None
        assert keeper.stdout.readline() == b"ready\n"
        machine = Machine(keeper.pid, folder)
        _debootstrap(machine)
        _tell_settings(machine)
        machine.run(["useradd", "--create-home", USER], "root", "/")
        yield machine


def _debootstrap(machine: Machine) -> None:
    packages = "--include=python3,git,ca-certificates"
    command = ["debootstrap", "--variant=minbase", packages, _release()]
    done = machine.outside([*command, str(machine.folder), _mirror()])
    if done.code:
        raise OSError(f"debootstrap says: {(done.out + done.err).strip().splitlines()[-1]}")


def _tell_settings(machine: Machine) -> None:
    """A machine → it takes packages from where this one takes them."""
    etc = machine.root / "etc"
    (etc / "apt/sources.list").unlink(missing_ok=True)
    for source in _sources():
        shutil.copy(source, etc / "apt/sources.list.d")
    options = subprocess.run(["apt-config", "dump", "Acquire"], capture_output=True, check=True)
    (etc / "apt/apt.conf.d/90here").write_bytes(options.stdout)
    with (etc / "pip.conf").open("w", encoding="utf-8") as file:
        _pip().write(file)
    for path in sorted({*map(Path, SHARED), *_named()}):
        if path.exists():
            _share(path, machine)
    for mount in ("--rbind /dev", "-t proc proc"):
        name = "dev" if "dev" in mount else "proc"
        machine.outside(["mount", *mount.split(), str(machine.folder / name)])


def _share(path: Path, machine: Machine) -> None:
    """A file or folder of this machine → the other one sees it at the same place."""
    place = machine.root / path.relative_to("/")
    if path.is_dir():
        place.mkdir(parents=True, exist_ok=True)
    elif not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        place.touch()
    machine.outside(["mount", "--bind", str(path), f"{machine.folder}{path}"])


def _free() -> int:
    """The bytes of memory that this machine can spare."""
    text = Path("/proc/meminfo").read_text(encoding="utf-8")
    return int(re.findall(r"MemAvailable:\s+(\d+) kB", text)[0]) * 1000


def _home(user: str) -> str:
    return "root" if user == "root" else f"home/{user}"


def _release() -> str:
    return platform.freedesktop_os_release().get("VERSION_CODENAME", "")


def _sources() -> list[Path]:
    """The files that tell apt where the packages of this very release are."""
    files = [SOURCES / "sources.list", *sorted(SOURCES.glob("sources.list.d/*"))]
    here = [file for file in files if file.suffix in (".list", ".sources") and file.exists()]
    return [file for file in here if _mirrors(file.read_text(encoding="utf-8"))]


def _mirrors(text: str) -> list[str]:
    """The text of one source in either of apt's two forms → the mirrors of this release in it."""
    release = re.escape(_release())
    lines = re.findall(rf"^deb\s+(?:\[.*?\]\s+)?(\S+)\s+{release}\s", text, re.MULTILINE)
    for stanza in re.split(r"\n\s*\n", text):
        if re.search(rf"^Suites:.*\s{release}(\s|$)", stanza, re.MULTILINE):
            lines += re.findall(r"^URIs:\s*(\S+)", stanza, re.MULTILINE)
    return lines


def _mirror() -> str:
    """The first mirror of this release that apt knows here, or nothing."""
    found = [mirror for file in _sources() for mirror in _mirrors(file.read_text(encoding="utf-8"))]
    return found[0] if found else ""


def _variables() -> Mapping[str, str]:
    """The variables of this process that say where packages come from and whom to trust."""
    return {name: value for name, value in os.environ.items() if SETTING.search(name)}


def _pip() -> configparser.RawConfigParser:
    """What pip's files say here, whichever they are, as one file."""
    listed = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True, check=True
    )
    settings = configparser.RawConfigParser()
    for line in listed.stdout.splitlines():
        name, _, value = line.partition("=")
        section, _, key = name.partition(".")
        if not section.startswith(":env:"):
            if not settings.has_section(section):
                settings.add_section(section)
            settings.set(section, key, ast.literal_eval(value))
    return settings


def _named() -> Iterator[Path]:
    """The files and folders of this machine that the settings of pip and trust name.

    An index in a folder leads to files beside it.
    """
    pip = _pip()
    values = [value for section in pip.sections() for _, value in pip.items(section)]
    for word in " ".join([*values, *_variables().values()]).split():
        path = Path(word.removeprefix("file://"))
        if path.is_absolute():
            yield path.parent if word.startswith("file://") else path
