"""Where the set-up stands, and the record of what it did."""

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

RECORD = "briefwright-setup.json"


@dataclass(frozen=True)
class Record:
    """What was set up: from which files (a digest), for which extras, how the system's part came.

    `installed` are packages that the system's packager installed; `unpacked` and `lacking` are
    requirements. Without a digest the set-up was cut short.
    """

    digest: str = ""
    extras: tuple[str, ...] = ()
    installed: tuple[str, ...] = ()
    unpacked: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()


@dataclass(frozen=True)
class Installation:
    """The folder that holds everything, and what set-up puts there."""

    home: Path

    @property
    def venv(self) -> Path:
        """The environment of Python, with all that belongs to it."""
        return self.home / ".venv"

    @property
    def python(self) -> Path:
        """The Python of `.venv`."""
        return self.venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    @property
    def log(self) -> Path:
        """What the installers printed."""
        return self.venv / "briefwright-setup.log"

    @property
    def unpacked(self) -> Path:
        """The system's packages that could not be installed, but unpacked."""
        return self.venv / "system"

    def digest(self) -> str:
        """The files that say what to install → a digest that changes with them."""
        names = ("pyproject.toml", "constraints.txt")
        files = [(self.home / name).read_bytes() for name in names]
        return hashlib.sha256(b"\0".join(files)).hexdigest()

    def size(self) -> int:
        """The bytes of all files in `.venv`."""
        files = (file for file in self.venv.rglob("*") if not file.is_symlink())
        return sum(file.stat().st_size for file in files)

    def record(self) -> Record | None:
        """What was set up here; nothing where nobody did."""
        return read_record(self.venv)

    def write(self, record: Record) -> None:
        """What was set up → its file."""
        text = json.dumps(asdict(record), indent=1)
        (self.venv / RECORD).write_text(text, encoding="utf-8")


def read_record(venv: Path) -> Record | None:
    """An environment of Python → the record of its set-up; nothing where there is none."""
    try:
        found = json.loads((venv / RECORD).read_text(encoding="utf-8"))
        lists = {name: tuple(value) for name, value in found.items() if name != "digest"}
        return Record(found["digest"], **lists)
    except FileNotFoundError:
        return None
    except (ValueError, TypeError, AttributeError, KeyError):  # of another version
        return Record()
