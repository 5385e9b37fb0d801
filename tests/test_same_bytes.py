"""The same input gives the same bytes: in any folder, process, time zone, on any day."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from conftest import FILES

if TYPE_CHECKING:
    from briefwright.pipeline import Build

HOME = Path(__file__).resolve().parent.parent
PROGRAM = """
import hashlib, sys, time
from pathlib import Path
time.time = lambda: 4e9
from briefwright import audience, content, pipeline
briefing = content.read(Path("content/kazakhstan-peace-security"))
build = pipeline.build(briefing, audience.read(Path("templates"), "full"), "en", sys.argv[1:])
for data in build.outputs.values():
    print(hashlib.sha256(data).hexdigest())
"""


def digests(build: Build) -> list[str]:
    return [hashlib.sha256(data).hexdigest() for data in build.outputs.values()]


def test_another_folder_process_time_zone_and_day_give_the_same_bytes(
    built: Build, tmp_path: Path
) -> None:
    for folder in ("content", "templates"):
        shutil.copytree(HOME / folder, tmp_path / "a folder with spaces" / folder)
    strange = {"PYTHONHASHSEED": "77", "TZ": "Asia/Almaty", "LC_ALL": "C", "PYTHONPATH": str(HOME)}
    strange["SOURCE_DATE_EPOCH"] = "12345"
    strange["FONTCONFIG_FILE"] = str(tmp_path / "no fonts of the system.xml")
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *FILES],
        env=os.environ | strange,
        cwd=tmp_path / "a folder with spaces",
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout.split() == digests(built)


def test_a_child_gives_the_same_bytes(built: Build, briefing: object) -> None:
    from briefwright import audience, pipeline
    from briefwright.cli import doctor
    from briefwright.workers import Task, WorkerPool

    full = audience.read(HOME / "templates", "full")
    pool = WorkerPool(1, doctor.require_libraries)
    task = Task("full", pipeline.build, (briefing, full, "en", FILES))
    (outcome,) = pool.run(iter([task]), 1)
    pool.close()
    assert digests(outcome.result()) == digests(built)
    assert outcome.result() == built
