"""What the system must provide: one table, which set-up and `doctor` read.

A row says how to see that a thing is there, and which packages bring it, for each packager.
"""

import ctypes
import importlib
import os
import platform
import shutil
import sys
from collections.abc import Callable, Collection, Iterable, Mapping
from ctypes.util import find_library
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

System = Literal["apt", "dnf", "zypper", "pacman", "apk", "brew", "windows", "other"]


@dataclass(frozen=True)
class Requirement:
    """Something that a system must provide: whether it is there, and its packages.

    `unpacked` names Debian's packages that do where nothing may be installed. An `extra` alone
    may need it; without one every build does.
    """

    name: str
    found: Callable[[], bool]
    packages: Mapping[System, str]
    unpacked: str = ""
    extra: str = ""


def _library(name: str, number: str) -> Callable[[], bool]:
    """A library's name and number → a question: can it be loaded?"""
    return lambda: any(map(_loads, list_library_files(name, number)))


def list_library_files(name: str, number: str) -> Iterable[str]:
    """A library's name and number → what its file may be called, on Linux, macOS and Windows."""
    yield from (f"lib{name}.so.{number}", f"lib{name}.{number}.dylib", f"lib{name}-{number}.dll")
    if found := find_library(name):
        yield found


def _loads(file: str) -> bool:
    try:
        ctypes.CDLL(file)
    except OSError:
        return False
    return True


def _ensurepip() -> bool:
    importlib.invalidate_caches()  # a package may just have brought it
    return find_spec("ensurepip") is not None


def _writer() -> bool:
    """Whether LibreOffice is here with its part for texts, which Debian packs apart."""
    program = shutil.which("soffice")
    if program is None or sys.platform != "linux":
        return program is not None
    return (Path(program).resolve().parent / "libswlo.so").exists()


def _chromium() -> bool:
    return find_chromium() is not None


def find_chromium() -> str | None:
    """Where Chromium is, under any of the names that it goes by; nothing where it isn't."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "chrome"))), None)


def _java() -> bool:
    return all(map(shutil.which, ("java", "javac")))


def _jaxb() -> bool:
    return Path("/usr/share/java/jaxb-runtime.jar").exists()


def _debootstrap() -> bool:
    return find_server_program("debootstrap") is not None


def _nginx() -> bool:
    return find_server_program("nginx") is not None


def find_server_program(name: str) -> str | None:
    """The name of a program for whoever runs a machine → where it is, if it is installed."""
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin")


def _postfix() -> bool:
    return find_server_program("postfix") is not None


_VENV = f"python3.{sys.version_info.minor}-venv"

REQUIREMENTS = (
    Requirement("python3-venv", _ensurepip, {"apt": _VENV}, unpacked="python3-pip-whl"),
    Requirement(
        "Pango", _library("pango-1.0", "0"),
        {"apt": "libpango-1.0-0", "dnf": "pango", "zypper": "libpango-1_0-0", "pacman": "pango",
         "apk": "so:libpango-1.0.so.0", "brew": "pango"},
        unpacked="libpango-1.0-0",
    ),
    Requirement(
        "PangoFT2", _library("pangoft2-1.0", "0"),
        {"apt": "libpangoft2-1.0-0", "dnf": "pango", "zypper": "libpango-1_0-0", "pacman": "pango",
         "apk": "so:libpangoft2-1.0.so.0", "brew": "pango"},
        unpacked="libpangoft2-1.0-0",
    ),
    Requirement(
        "HarfBuzz-Subset", _library("harfbuzz-subset", "0"),
        {"apt": "libharfbuzz-subset0", "dnf": "harfbuzz", "zypper": "libharfbuzz-subset0",
         "pacman": "harfbuzz", "apk": "so:libharfbuzz-subset.so.0", "brew": "harfbuzz"},
        unpacked="libharfbuzz-subset0",
    ),
    Requirement(
        "LibreOffice", _writer,
        {"apt": "libreoffice-writer-nogui", "dnf": "libreoffice-writer",
         "zypper": "libreoffice-writer", "pacman": "libreoffice-still",
         "apk": "libreoffice-writer", "brew": "libreoffice"},
        extra="test",
    ),
    Requirement(
        "Chromium", _chromium,
        {"apt": "chromium", "dnf": "chromium", "zypper": "chromium", "pacman": "chromium",
         "apk": "chromium", "brew": "chromium"},
        extra="test",
    ),
    Requirement(
        "Java", _java,
        {"apt": "default-jdk-headless", "dnf": "java-devel", "zypper": "java-devel",
         "pacman": "jdk-openjdk", "apk": "openjdk21-jdk"},
        extra="test",
    ),
    Requirement("JAXB", _jaxb, {"apt": "libjaxb-java"}, extra="test"),
    Requirement(
        "nginx", _nginx,
        {"apt": "nginx", "dnf": "nginx", "zypper": "nginx", "pacman": "nginx", "apk": "nginx",
         "brew": "nginx"},
        extra="test",
    ),
    Requirement("Postfix", _postfix, {"apt": "postfix"}, extra="test"),
    Requirement("debootstrap", _debootstrap, {"apt": "debootstrap"}, extra="test"),
)  # fmt: skip


def find_missing(extras: Collection[str], settled: Collection[str] = ()) -> tuple[Requirement, ...]:
    """The wanted extras, names not to look for → what else they need and this system lacks."""
    wanted = (need for need in REQUIREMENTS if not need.extra or need.extra in extras)
    return tuple(need for need in wanted if need.name not in settled and not need.found())


def choose_packages(needs: Iterable[Requirement], kind: System) -> tuple[str, ...]:
    """What is needed and the kind of system → the packages that bring it, each once."""
    return tuple(dict.fromkeys(need.packages[kind] for need in needs if kind in need.packages))


def find_system() -> System:
    """Which kind of system this is, by how software is installed on it."""
    match sys.platform:
        case "darwin":
            return "brew"
        case "win32":
            return "windows"
    own = read_release()
    return find_family(f"{own.get('ID', '')} {own.get('ID_LIKE', '')}")


def read_release() -> Mapping[str, str]:
    """What a Linux says of itself; nothing elsewhere."""
    try:
        return platform.freedesktop_os_release()
    except OSError:
        return {}


def find_family(names: str) -> System:
    """A Linux distribution's own name and those it is like → how software is installed on it."""
    known: dict[str, System] = {
        "debian": "apt", "ubuntu": "apt", "fedora": "dnf", "rhel": "dnf", "centos": "dnf",
        "suse": "zypper", "opensuse": "zypper", "arch": "pacman", "alpine": "apk",
    }  # fmt: skip
    return next((known[name] for name in names.split() if name in known), "other")


# ----------------------------------------------------------------- in words

_INSTALL: Mapping[System, str] = {
    "apt": "sudo apt install",
    "dnf": "sudo dnf install",
    "zypper": "sudo zypper install",
    "pacman": "sudo pacman -S",
    "apk": "sudo apk add",
    "brew": "brew install",
}


def _pango(kind: System) -> str:
    needs = (need for need in REQUIREMENTS if need.name in ("Pango", "PangoFT2", "HarfBuzz-Subset"))
    return f"install it with: {_INSTALL[kind]} {' '.join(choose_packages(needs, kind))}"


# How to get Pango, which WeasyPrint sets text with: the end of a sentence, one for each system.
PANGO: Mapping[System, str] = {kind: _pango(kind) for kind in _INSTALL} | {
    "brew": f"{_pango('brew')}, and where Python isn't Homebrew's own, also run: "
    'export DYLD_FALLBACK_LIBRARY_PATH="$(brew --prefix)/lib"',
    "windows": "with administrator rights, install MSYS2 (msys2.org) and run in its window: "
    "pacman -S mingw-w64-ucrt-x86_64-pango; without them, unpack MSYS2's self-extracting archive "
    "(msys2-base, from the same site) in a folder of your own, run the same there, and set the "
    r"variable WEASYPRINT_DLL_DIRECTORIES to its folder ucrt64\bin",
    "other": "install Pango 1.50 or newer, with its FreeType part (pangoft2), from your system's "
    "own packages",
}
