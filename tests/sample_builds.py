"""Editions that many tests look at: each is built once, by one process of a run, for all of them.

The engine is imported where it is needed, so that a cheap test starts at once.
"""

from __future__ import annotations

import os
import pickle
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

from filelock import FileLock

if TYPE_CHECKING:
    from briefwright.model.dictionary import Briefing
    from briefwright.pipeline import Build

HOME = Path(__file__).resolve().parent.parent
REAL = HOME / "content" / "kazakhstan-peace-security"
TEMPLATES = HOME / "templates"
FILES = ("pdf", "docx", "html")  # the formats that can show every edition

_FOLDER = "BRIEFWRIGHT_TEST_BUILDS"  # the variable that tells a run's processes where builds are
_BUILT: dict[str, Build] = {}


def open_folder() -> Callable[[], None]:
    """→ what closes the folder of a run's builds, which is made unless another process has."""
    if _FOLDER in os.environ:
        return lambda: None
    os.environ[_FOLDER] = folder = tempfile.mkdtemp(prefix="built-for-tests-")
    return lambda: shutil.rmtree(folder, ignore_errors=True)


def build_once(name: str, make: Callable[[], Build]) -> Build:
    """A name, what builds an edition → the edition, built where no process has built it yet."""
    if name not in _BUILT:
        file = Path(os.environ[_FOLDER], f"{name}.pickle")
        with FileLock(file.with_suffix(".lock")):
            if not file.exists():
                file.write_bytes(pickle.dumps(make()))
        _BUILT[name] = cast("Build", pickle.loads(file.read_bytes()))
    return _BUILT[name]


@cache
def read_real() -> Briefing:
    """→ the first real briefing."""
    from briefwright import content

    return content.read(REAL)


def build_real(name: str, language: str = "en") -> Build:
    """An audience that is shipped, usual or in large print → the first real briefing for it."""
    from briefwright import audience, pipeline

    return build_once(
        f"{name}-{language}",
        lambda: pipeline.build(read_real(), audience.read(TEMPLATES, name), language, FILES),
    )


class Builds(Mapping[str, "Build"]):
    """Editions by name, each of them built when it is first asked for."""

    def __init__(self, names: Iterable[str], build: Callable[[str], Build]) -> None:
        self._names = tuple(names)
        self._build = build

    def __getitem__(self, name: str) -> Build:
        if name not in self._names:
            raise KeyError(name)
        return self._build(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
