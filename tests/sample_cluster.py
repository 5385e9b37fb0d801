"""A cluster of Dask on this machine: a scheduler and two workers, as somebody would start them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from conftest import HOME
from distributed import Client

_DASK = [sys.executable, "-m", "dask"]
_LOCAL = ["--host", "127.0.0.1", "--no-dashboard"]


@contextmanager
def start_cluster(folder: Path, workers: int = 2) -> Iterator[str]:
    """An empty folder, how many workers → the scheduler's HOST:PORT while they run."""
    known = folder / "scheduler.json"
    known.touch()
    with ExitStack() as stack:
        scheduler = [*_DASK, "scheduler", *_LOCAL, "--port", "0", "--scheduler-file", str(known)]
        log = stack.enter_context(_start(scheduler, folder / "scheduler.log"))
        while not known.read_text(encoding="utf-8"):
            assert log.poll() is None, (folder / "scheduler.log").read_text(encoding="utf-8")
        address: str = json.loads(known.read_text(encoding="utf-8"))["address"]
        for number in range(workers):
            worker = [
                *_DASK,
                "worker",
                address,
                *_LOCAL,
                "--nthreads",
                "1",
                "--local-directory",
                str(folder),
            ]
            stack.enter_context(_start(worker, folder / f"worker-{number}.log"))
        if workers:
            with Client(address) as client:
                client.wait_for_workers(workers, timeout=100)
        yield address.removeprefix("tcp://")


@contextmanager
def _start(command: list[str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A command and a file → its process while it is needed; what it prints goes to the file."""
    place = {"PYTHONPATH": os.pathsep.join((str(HOME), str(HOME / "tests"))), "SAMPLE": "there"}
    with (
        log.open("wb") as output,
        subprocess.Popen(
            command, cwd=log.parent, env={**os.environ, **place}, stdout=output, stderr=output
        ) as process,
    ):
        try:
            yield process
        finally:
            process.kill()  # those that it started end with it
