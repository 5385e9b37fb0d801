"""What worker processes cost and what they bring: `.venv/bin/python benchmarks/workers.py`.

Run by hand, on a quiet machine with two cores; prints ratios with their goals, and is no test. Each
ratio is the median of pairs that take turns, by the clock, each in a Python of its own.
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
PAIRS = 5
EDITIONS = 8
# One edition, or many, in one Python: no workers, one or two; warm ones have built it before.
PROGRAM = """
import sys, time
from pathlib import Path
from briefwright import audience, content, pipeline
from briefwright.cli import doctor
from briefwright.workers import Task, WorkerPool, prepare
home, names = Path(sys.argv[1]), sys.argv[2].split()
most, turns = map(int, sys.argv[3:])
if __name__ == "__main__":
    pool = WorkerPool(most, doctor.require_libraries)
    if most:
        prepare()
    (folder,) = (home / "content").iterdir()
    briefing = content.read(folder)
    readers = [audience.read(home / "templates", name) for name in names]
    work = [(briefing, reader, "en", ("pdf", "docx")) for reader in readers]
    for _ in range(turns):
        begin = time.perf_counter()
        if most:
            tasks = (Task("edition", pipeline.build, one) for one in work)
            built = [outcome.result() for outcome in pool.run(tasks, len(work))]
        else:
            built = [pipeline.build(*one) for one in work]
    print(time.perf_counter() - begin)
    pool.close()
"""


def main() -> None:
    """Prints every ratio with its goal."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        names = _set_up(home)
        one = names[:1]
        _print_line(
            "one edition, whole process", _measure_ratio(home, one, (0, 1), (1, 1)), "≤ 1.05"
        )
        _print_line("one edition, warm", _measure_ratio(home, one, (0, 3), (1, 3), True), "≤ 1.05")
        _print_line(
            f"{EDITIONS} editions: one worker",
            _measure_ratio(home, names, (0, 1), (1, 1)),
            "≤ 1.05",
        )
        _print_line(
            f"{EDITIONS} editions: two workers",
            _measure_ratio(home, names, (0, 1), (2, 1)),
            "≤ 0.65",
        )


def _print_line(name: str, value: float, goal: str) -> None:
    print(f"{name:36}{value:8.2f}   goal {goal}", flush=True)


def _set_up(home: Path) -> list[str]:
    """A folder → the first briefing and copies of one audience in it; the names of these."""
    shutil.copytree(
        HOME / "content" / "kazakhstan-peace-security",
        home / "content" / "kazakhstan-peace-security",
    )
    shutil.copytree(HOME / "templates", home / "templates")
    names = [f"reader-{number}" for number in range(EDITIONS)]
    for name in names:
        shutil.copytree(home / "templates/audiences/full", home / "templates/audiences" / name)
    (home / "program.py").write_text(PROGRAM, encoding="utf-8")
    return names


def _measure_ratio(
    home: Path,
    names: list[str],
    without: tuple[int, int],
    with_workers: tuple[int, int],
    inner: bool = False,
) -> float:
    """Names of audiences and two ways: how many workers, how many turns → time with to without."""
    return statistics.median(
        _time(home, names, with_workers, inner) / _time(home, names, without, inner)
        for _ in range(PAIRS)
    )


def _time(home: Path, names: list[str], way: tuple[int, int], inner: bool) -> float:
    """One run → its seconds; where `inner`, those of its last turn."""
    command = [sys.executable, str(home / "program.py"), str(home), " ".join(names)]
    begin = time.perf_counter()
    done = subprocess.run(
        [*command, *map(str, way)], cwd=HOME, stdout=subprocess.PIPE, text=True, check=True,
        env={"PYTHONPATH": str(HOME)},
    )  # fmt: skip
    whole = time.perf_counter() - begin
    return float(done.stdout) if inner else whole


if __name__ == "__main__":
    main()
