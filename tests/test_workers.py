"""Processes of this machine: kept, replaced, and gone at the end.

What holds for every executor is in `test_executors.py`.
"""

import fcntl
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import sample_work
from conftest import HOME

from briefwright.problems import MachineError
from briefwright.workers import DEFAULT_LIMITS, Limits, Outcome, Task, WorkerPool
from briefwright.workers.limits import explain_crash

UNIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows knows the clock only")
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds to memory")


@pytest.fixture(scope="module")
def pool() -> Iterator[WorkerPool]:
    workers = WorkerPool(2, sample_work.nothing)
    yield workers
    workers.close()


def done(pool: WorkerPool, *work: tuple[Callable[..., Any], Any], **held: Any) -> list[Outcome]:
    """Functions and what goes into each → what came of each."""
    tasks = (
        Task(f"piece {n}", function, arguments) for n, (function, arguments) in enumerate(work)
    )
    return list(pool.run(tasks, len(work), Limits(**held)))


def test_a_worker_is_kept_for_the_next_piece_and_the_next_call(pool: WorkerPool) -> None:
    first = {one.result() for one in done(pool, *[(sample_work.process, ())] * 6)}
    again = {one.result() for one in done(pool, *[(sample_work.process, ())] * 6)}
    assert len(first | again) <= pool.most  # one may have been busy with its start
    assert first & again


def test_what_a_piece_of_work_reports_is_heard_before_its_outcome(pool: WorkerPool) -> None:
    heard: list[object] = []
    task = Task("report", sample_work.report_and_double, (4,), hear=heard.append)
    deaf = Task("deaf", sample_work.report_and_double, (5,))
    outcomes = [(one.value, len(heard)) for one in pool.run(iter((task, deaf)), 2)]
    assert heard == ["begun", 4]
    assert outcomes == [(8, 2), (10, 2)]


def test_a_worker_that_retires_after_a_failure_is_not_given_more_work() -> None:
    alone = WorkerPool(1, sample_work.nothing)
    failing = (sample_work.divide_by_zero, ())
    outcomes = done(alone, *[failing] * 250)
    alone.close()
    assert len(outcomes) == 250
    assert {type(outcome.error) for outcome in outcomes} == {ZeroDivisionError}


def test_a_piece_of_work_is_taken_when_a_worker_is_free_for_it() -> None:
    alone, taken = WorkerPool(1, sample_work.nothing), list[int]()

    def tasks() -> Iterator[Task]:
        for number in range(6):
            taken.append(number)
            yield Task("piece", sample_work.double, (number,))

    outcomes = alone.run(tasks(), 6)
    assert next(outcomes).result() == 0
    assert len(taken) <= 2
    assert [outcome.result() for outcome in outcomes] == [2, 4, 6, 8, 10]
    alone.close()


def test_an_end_without_a_signal_is_told_by_its_number() -> None:
    assert "(exit code 3)" in explain_crash("it", 3).message


def test_a_worker_that_cannot_prepare_says_why() -> None:
    workers = WorkerPool(1, sample_work.lack_pango)
    with pytest.raises(MachineError, match="Pango is missing"):
        done(workers, (sample_work.double, (1,)))


# ----------------------------------------------------------------- interrupted


def test_what_was_asked_for_can_be_interrupted_before_a_process_has_started() -> None:
    workers = WorkerPool(1, sample_work.nothing)
    tasks = iter(
        [Task("first", sample_work.double, (1,)), Task("second", sample_work.double, (2,))]
    )
    outcomes = workers.run(tasks, 2)
    workers.interrupt()
    assert [outcome.is_crash for outcome in outcomes] == [True, True]
    assert [outcome.result() for outcome in done(workers, (sample_work.double, (4,)))] == [8]
    workers.close()


@UNIX
def test_what_is_interrupted_while_its_process_starts_is_not_begun(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    workers = WorkerPool(1, partial(sample_work.read_whole, str(pipe)))
    outcomes = workers.run(iter([Task("piece", sample_work.double, (1,))]), 1)
    found: list[Outcome] = []
    working = Thread(target=lambda: found.extend(outcomes))
    working.start()
    with pipe.open("w"):  # returns once the process that starts reads
        workers.interrupt()
    working.join()
    assert [outcome.is_crash for outcome in found] == [True]
    workers.close()


@LINUX
def test_work_goes_on_where_what_makes_processes_has_died() -> None:
    from multiprocessing.forkserver import _forkserver

    workers = WorkerPool(1, sample_work.nothing)
    done(workers, (sample_work.double, (1,)))
    os.kill(_forkserver._forkserver_pid, signal.SIGKILL)  # type: ignore[attr-defined]
    workers.close()
    assert [outcome.result() for outcome in done(workers, (sample_work.double, (4,)))] == [8]
    workers.close()


# ----------------------------------------------------------------- what a worker may not do


def test_a_worker_may_write_in_a_folder_of_its_own_which_goes_with_it(pool: WorkerPool) -> None:
    (outcome,) = done(pool, (sample_work.write_in_own_folder, ()))
    assert not Path(outcome.result()).exists()


FRESH = """
import sys
sys.path.insert(0, "tests")
import sample_work
from briefwright.workers import WorkerPool, Task
if __name__ == "__main__":
    pool = WorkerPool(1, sample_work.nothing)
    (outcome,) = pool.run(iter([Task("piece", sample_work.load, ("tabnanny",))]), 1)
    print(outcome.result())
    pool.close()
"""


def test_a_worker_loads_what_python_has_not_compiled_yet(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(FRESH, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(program)],
        cwd=HOME,
        env={"PYTHONPATH": str(HOME), "PYTHONPYCACHEPREFIX": str(tmp_path / "compiled")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "tabnanny\n", done.stderr


# ----------------------------------------------------------------- ends

PROGRAM = """
import sys
sys.path.insert(0, "tests")
import sample_work
from briefwright.workers import WorkerPool, Task
if __name__ == "__main__":
    tasks = (Task("piece", sample_work.say_and_wait, (3600,)) for _ in range(2))
    list(WorkerPool(2, sample_work.nothing).run(tasks, 2))
"""


@UNIX
@pytest.mark.parametrize("end", ["SIGINT", "SIGKILL"])
def test_an_interrupted_or_killed_build_leaves_no_worker(tmp_path: Path, end: str) -> None:
    program = tmp_path / "program.py"
    program.write_text(PROGRAM, encoding="utf-8")
    temporary = Path(tempfile.mkdtemp())
    with subprocess.Popen(
        [sys.executable, str(program)],
        cwd=HOME,
        env={"PYTHONPATH": str(HOME), "TMPDIR": str(temporary)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as parent:
        assert parent.stdout is not None
        assert [parent.stdout.readline() for _ in range(2)] == [b"begun\n"] * 2
        parent.send_signal(signal.Signals[end])
        # Its workers hold the other end of the pipe until the last of them is gone: in an hour, if
        # they are left.
        assert parent.stdout.read() == b""
    temporary.rmdir()  # which fails where something is left in it


@LINUX
def test_what_a_killed_build_and_its_workers_left_is_gone_with_the_next() -> None:
    temporary = Path(tempfile.mkdtemp())
    left, used = temporary / "briefwright-left", temporary / "briefwright-used"
    other, unpacked = temporary / "other", temporary / "briefwright-main"  # of a download
    for folder in (left, used, other, unpacked):
        folder.mkdir()
        (folder / "lock").touch()
    (unpacked / "lock").rename(unpacked / "build.py")
    for folder in temporary.iterdir():
        os.utime(folder, (0, 0))
    with (used / "lock").open("rb+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        program = "from briefwright.workers.scratch import find_scratch_folder as f; print(f())"
        made = subprocess.check_output(
            [sys.executable, "-c", program],
            cwd=HOME,
            env={"PYTHONPATH": str(HOME), "TMPDIR": str(temporary)},
            text=True,
        )
    assert Path(made.strip()).parent == temporary
    kept = {path.name for path in temporary.iterdir()}
    assert kept == {"briefwright-used", "other", "briefwright-main"}
    shutil.rmtree(temporary)


def test_a_long_briefing_may_take_longer_unless_its_author_said_how_long() -> None:
    assert DEFAULT_LIMITS.grow(1_000) == DEFAULT_LIMITS
    assert DEFAULT_LIMITS.grow(50_000) == Limits(seconds=3000, processor=1200)
    assert Limits(seconds=5).grow(50_000) == Limits(seconds=5)
