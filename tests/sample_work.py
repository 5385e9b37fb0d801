"""Pieces of work for a worker to do, well-behaved or not, and what it might do before them."""

import importlib
import os
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

from briefwright import workers
from briefwright.problems import ContentError, MachineError, Problem


def nothing() -> None:
    """Nothing to prepare."""


def lack_pango() -> None:
    raise MachineError("The library Pango is missing.")


def read_whole(pipe: str) -> None:
    Path(pipe).read_text(encoding="utf-8")


def double(number: int) -> int:
    return 2 * number


def wait(seconds: float, number: int) -> int:
    time.sleep(seconds)
    return number


def say_and_wait(seconds: float) -> None:
    os.write(1, b"begun\n")
    time.sleep(seconds)


def load(module: str) -> str:
    return importlib.import_module(module).__name__


def process() -> int:
    return os.getpid()


def compute_for_ever() -> None:
    while True:
        pass


def fill_memory() -> int:
    return len(b"x" * 8_000_000_000)


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def divide_by_zero(*_: object) -> float:
    return 1 / 0


def fail_for_one_briefing(request: Any) -> Any:
    """Built as ever, but for one briefing: a fault of ours that quotes it."""
    from briefwright.cache.making import make

    if request.briefing.name == "try-it":
        at, secret = "work.lending", "the secret words"
        raise ValueError(f"{at}: {secret}")
    return make(request)


def find_fault() -> None:
    raise ContentError([Problem("C203", "Wrong.")])


def answer_unsendable() -> object:
    return lambda: None


def raise_unsendable() -> None:
    class Odd(Exception):
        pass

    raise Odd("something odd")


def call_out() -> None:
    try:
        socket.create_connection(("192.0.2.1", 9), timeout=1)
    except Exception:  # as a library would pass it over
        return


def write(path: str) -> None:
    Path(path).write_text("x", encoding="utf-8")


def delete(path: str) -> None:
    Path(path).unlink()


def start_program() -> None:
    subprocess.run(["/bin/true"], check=True)


def write_in_own_folder() -> str:
    with tempfile.TemporaryDirectory() as folder:
        write(f"{folder}/file")
        return folder


def list_versions() -> dict[str, str]:
    return {"zlib": "1.3"}


def list_other_versions() -> dict[str, str]:
    return {"zlib": f"of {os.environ.get('SAMPLE', 'here')}", "Pango": "1.50"}


def read_one_byte(pipe: str) -> int:
    """Waits until somebody writes into the named pipe."""
    with Path(pipe).open("rb") as file:
        file.read(1)
    return os.getpid()


def report_and_double(number: int) -> int:
    """A number → reported as “begun” and by itself, then doubled."""
    workers.report("begun")
    workers.report(number)
    return 2 * number
