"""The command `watch` as its users have it: a process, an address, a folder that is edited."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from conftest import HOME, TEMPLATES

_PATIENCE = 60  # seconds, on a busy machine
BRIEFING = """format: 1
title: The reading room
status: draft
language: en
date: 2026-11-02
as_of: 2026-11-02
owner: The library
contact: desk@library.example
handling: open
facts:
  readers: {value: 120, unit: readers, label: readers a day, as_of: 2026-11-02}
"""
SECTION = """section: Opening hours
id: hours
summary: The room is open to {readers} a day.
body:
  - text: The doors open at nine.
    id: first
"""
LONG = "".join(f"  - {{text: Shelf {n} holds old maps., id: more-{n}}}\n" for n in range(60))


@dataclass
class Watched:
    """A running command `watch`, the folder that it looks at, its address."""

    process: subprocess.Popen[str]
    home: Path
    address: str

    @property
    def section(self) -> Path:
        """The file with the text."""
        return self.home / "content" / "room" / "sections" / "01-hours.yaml"

    def replace(self, before: str, after: str, file: Path | None = None) -> None:
        """The text, or another file, is saved with other words in it."""
        path = file or self.section
        text = path.read_text(encoding="utf-8")
        assert before in text
        path.write_text(text.replace(before, after), encoding="utf-8")

    def follow(self, edition: str = "press/own") -> "Events":
        """The events of an edition."""
        return Events(urllib.request.urlopen(f"{self.address}{edition}/events", timeout=_PATIENCE))

    def fetch(self, name: str) -> bytes:
        """The name of a file in an event → its bytes."""
        with urllib.request.urlopen(f"{self.address}files/{name}", timeout=_PATIENCE) as answer:
            data: bytes = answer.read()
            return data

    def stop(self) -> int:
        """Ctrl-C → the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(_PATIENCE)


class Events:
    """A stream of events, read one by one."""

    def __init__(self, stream: Any) -> None:
        self.stream = stream

    def wait(self, is_wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """A condition → the first view that meets it."""
        end = time.monotonic() + _PATIENCE
        view: dict[str, Any] = {}
        for line in self.stream:
            assert time.monotonic() < end, view
            if line.startswith(b"data: "):
                view = json.loads(line[6:])
                if is_wanted(view):
                    return view
        raise AssertionError("the events have ended")


def write_briefing(home: Path) -> Path:
    """An empty folder → a briefing's folder in it."""
    room = home / "content" / "room"
    (room / "sections").mkdir(parents=True)
    (room / "briefing.yaml").write_text(BRIEFING, encoding="utf-8")
    (room / "sections" / "01-hours.yaml").write_text(SECTION + LONG, encoding="utf-8")
    return room


@contextmanager
def watch(home: Path, *words: str) -> Iterator[Watched]:
    """An empty folder, more words of the command → a briefing in it, watched."""
    write_briefing(home)
    shutil.copytree(TEMPLATES, home / "templates")
    command = [
        *(sys.executable, str(HOME / "build.py"), "watch", "room", "--no-open"),
        *("--audience", "press", "--content", str(home / "content")),
        *("--templates", str(home / "templates"), *words),
    ]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=home,
        env={**os.environ, "TMPDIR": str(home)},
    )  # fmt: skip
    try:
        assert process.stdout
        line = process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+/\S+/", line)
        assert found, line + (process.stderr.read() if process.stderr else "")
        yield Watched(process, home, found[0])
    finally:
        process.kill()
        process.communicate()


def list_workers(process: int) -> list[int]:
    """A process → those that it started, and those that they started, which still run."""
    parents = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has ended meanwhile
        parents[int(path.parent.name)] = int(fields[1])
    found = [process]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found[1:]


def wait_until(is_done: Callable[[], bool]) -> bool:
    """A condition → whether it came true before long."""
    end = time.monotonic() + _PATIENCE
    while not is_done():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True
