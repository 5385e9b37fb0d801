"""One suite for every executor: whatever does the work, its outcomes, limits and ends are the same.

The cluster is a real one: a scheduler and two workers of Dask, over loopback.
"""

from __future__ import annotations

import os
import shutil
import signal
import stat
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import sample_work
from conftest import REAL, TEMPLATES
from sample_cluster import start_cluster
from test_cache import list_states
from test_shared_cache import make_home

from briefwright.cli.main import main
from briefwright.problems import ContentError, MachineError
from briefwright.workers import Executor, Limits, Outcome, Task, WorkerPool, bundles
from briefwright.workers.dask_cluster import DaskCluster

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds to all limits"),
    pytest.mark.timeout(400),
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The HOST:PORT of a scheduler with two workers."""
    with start_cluster(tmp_path_factory.mktemp("cluster")) as address:
        yield address


@pytest.fixture(scope="module", params=["pool", "dask"])
def executor(request: pytest.FixtureRequest) -> Iterator[Executor]:
    if request.param == "dask":
        yield DaskCluster(
            request.getfixturevalue("address"), sample_work.nothing, sample_work.list_versions
        )
        return
    pool = WorkerPool(2, sample_work.nothing)
    yield pool
    pool.close()


def do(executor: Executor, *work: tuple[Callable[..., Any], Any], **held: Any) -> list[Outcome]:
    """Functions and what goes into each → the outcome of each."""
    tasks = (Task(f"piece {n}", function, given) for n, (function, given) in enumerate(work))
    return list(executor.run(tasks, len(work), Limits(**held)))


def find_problem(outcome: Outcome) -> str:
    """An outcome that is its author's fault → the one Problem."""
    assert isinstance(outcome.error, ContentError), outcome
    (problem,) = outcome.error.problems
    return str(problem)


DOUBLES = [(sample_work.double, (n,)) for n in range(4)]
DOUBLED = [0, 2, 4, 6]


def test_forty_results_come_in_the_order_of_the_work(executor: Executor) -> None:
    work = [(sample_work.wait, (0.5 if n == 0 else 0.0, n)) for n in range(40)]
    assert [outcome.result() for outcome in do(executor, *work)] == list(range(40))


def test_a_fault_of_the_author_comes_as_it_was(executor: Executor) -> None:
    faulty, *others = do(executor, (sample_work.find_fault, ()), *DOUBLES)
    assert find_problem(faulty) == "C203 Wrong."
    assert [outcome.result() for outcome in others] == DOUBLED


def test_a_fault_of_ours_keeps_its_traceback(executor: Executor) -> None:
    (outcome,) = do(executor, (sample_work.divide_by_zero, ()))
    with pytest.raises(ZeroDivisionError) as raised:
        outcome.result()
    assert "in divide_by_zero" in str(raised.value.__cause__)


@pytest.mark.parametrize("work", [sample_work.answer_unsendable, sample_work.raise_unsendable])
def test_what_cannot_be_sent_is_an_error_in_words(
    executor: Executor, work: Callable[[], Any]
) -> None:
    (outcome,) = do(executor, (work, ()))
    assert outcome.error is not None
    assert str(outcome.error.__cause__)


@pytest.mark.parametrize(
    ("work", "given", "limits", "problem"),
    [
        (sample_work.wait, (60, 1), {"seconds": 1}, "R901 piece 0 took more than 1 s"),
        (sample_work.compute_for_ever, (), {"processor": 1}, "R902 piece 0 took more than 1 s"),
        (sample_work.fill_memory, (), {}, "R903 piece 0 needed more memory than 3,000 MB"),
        (sample_work.die, (), {}, "R904 piece 0 was not built: the process that worked at it"),
    ],
    ids=["seconds", "processor", "memory", "death"],
)
def test_whatever_takes_too_much_is_stopped_and_the_others_are_done(
    executor: Executor,
    work: Callable[..., Any],
    given: tuple[Any, ...],
    limits: dict[str, float],
    problem: str,
) -> None:
    stopped, *others = do(executor, (work, given), *DOUBLES, **limits)
    assert find_problem(stopped).startswith(problem)
    assert [outcome.result() for outcome in others] == DOUBLED


def test_a_task_may_have_limits_of_its_own(executor: Executor) -> None:
    tasks = (Task("one", sample_work.wait, (60, 1), Limits(seconds=1)), Task("two", abs, (-1,)))
    first, second = executor.run(iter(tasks), 2)
    assert find_problem(first).startswith("R901 one took more than 1 s")
    assert second.result() == 1


@pytest.mark.parametrize(
    ("work", "given"),
    [
        (sample_work.call_out, ()),
        (sample_work.write, ("{}/new",)),
        (sample_work.write, ("{}/old",)),
        (sample_work.delete, ("{}/old",)),
        (sample_work.start_program, ()),
    ],
    ids=["network", "write", "overwrite", "delete", "program"],
)
def test_a_task_may_not_leave_its_place(
    executor: Executor, tmp_path: Path, work: Callable[..., Any], given: tuple[str, ...]
) -> None:
    (tmp_path / "old").write_text("old", encoding="utf-8")
    (outcome,) = do(executor, (work, tuple(one.format(tmp_path) for one in given)))
    assert type(outcome.error).__name__ == "Forbidden"
    assert {path.name: path.read_text("utf-8") for path in tmp_path.iterdir()} == {"old": "old"}


def test_ctrl_c_stops_the_work(executor: Executor, tmp_path: Path) -> None:
    pipe = make_pipe(tmp_path)

    def interrupt() -> None:
        worker = find_reader(pipe)
        os.kill(os.getpid(), signal.SIGINT)
        wait_for_end(worker)

    interrupting = threading.Thread(target=interrupt, daemon=True)
    interrupting.start()
    with open(pipe, "r+b", buffering=0):  # noqa: PTH123  a named pipe
        with pytest.raises(KeyboardInterrupt):
            do(executor, (sample_work.read_one_byte, (pipe,)))
        interrupting.join()


def test_what_is_interrupted_is_stopped_and_what_follows_is_not_begun(
    executor: Executor, tmp_path: Path
) -> None:
    pipe = make_pipe(tmp_path)

    def interrupt() -> None:
        worker = find_reader(pipe)
        executor.interrupt()
        wait_for_end(worker)

    interrupting = threading.Thread(target=interrupt, daemon=True)
    interrupting.start()
    with open(pipe, "r+b", buffering=0):  # noqa: PTH123  a named pipe
        first, *others = do(executor, *[(sample_work.read_one_byte, (pipe,))] * 40)
        interrupting.join()
    assert len(others) == 39
    assert all(find_problem(one).startswith("R904") for one in (first, *others))
    assert [outcome.result() for outcome in do(executor, *DOUBLES)] == DOUBLED


# ----------------------------------------------------------------- killed at work


def make_pipe(folder: Path) -> str:
    pipe = folder / "pipe"
    os.mkfifo(pipe)
    return str(pipe)


def find_reader(pipe: str) -> int:
    """A named pipe → the process that only reads it, as soon as there is one (proc(5))."""
    while True:
        time.sleep(0.05)
        for file in Path("/proc").glob("[0-9]*/fd/*"):
            with suppress(OSError):  # it is somebody else's, or has ended
                if str(file.readlink()) == pipe and not file.lstat().st_mode & stat.S_IWUSR:
                    return int(file.parts[2])


def wait_for_end(process: int) -> None:
    """A process → returns when it runs no more."""
    with suppress(OSError):
        while list(Path(f"/proc/{process}/fd").iterdir()):
            time.sleep(0.05)


def list_parents(process: int) -> list[int]:
    """A process → those that it comes from, the nearest first."""
    status = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
    parent = int(status.rpartition(")")[2].split()[1])
    return [parent, *list_parents(parent)] if parent > 1 else []


def kill_at_work(executor: Executor, pipe: str, choose: Callable[[int], int]) -> None:
    """A pipe, and which process is killed for the one that reads it → its task is done by another.

    It ends when it reads a byte, which is written when the first one is gone.
    """
    killed: list[int] = []

    def kill() -> None:
        killed.append(find_reader(pipe))
        os.kill(choose(killed[0]), signal.SIGKILL)
        wait_for_end(killed[0])
        writing.write(b"!")

    with open(pipe, "r+b", buffering=0) as writing:  # noqa: PTH123  a named pipe
        killing = threading.Thread(target=kill, daemon=True)
        killing.start()
        (outcome,) = do(executor, (sample_work.read_one_byte, (pipe,)), seconds=60)
        killing.join()
    assert outcome.result() not in killed


def test_a_process_that_is_killed_at_work_costs_one_retry(
    executor: Executor, tmp_path: Path
) -> None:
    kill_at_work(executor, make_pipe(tmp_path), lambda worker: worker)


def test_a_worker_of_dask_that_is_killed_at_work_costs_one_retry(
    address: str, tmp_path: Path
) -> None:
    cluster = DaskCluster(address, sample_work.nothing, sample_work.list_versions)
    # A limited process comes from what makes such processes, which comes from the worker.
    kill_at_work(cluster, make_pipe(tmp_path), lambda worker: list_parents(worker)[1])
    assert [one.result() for one in do(cluster, *DOUBLES)] == DOUBLED


# ----------------------------------------------------------------- a cluster that can't do the work


def ask(cluster: DaskCluster) -> str:
    """A cluster that can't do any work → the sentence that says why."""
    with pytest.raises(MachineError) as raised:
        do(cluster, *DOUBLES)
    return str(raised.value)


def test_a_worker_that_cannot_prepare_says_why(address: str) -> None:
    lacking = DaskCluster(address, sample_work.lack_pango, sample_work.list_versions)
    assert ask(lacking) == "The library Pango is missing."


def test_a_worker_with_other_versions_is_refused(address: str) -> None:
    other = DaskCluster(address, sample_work.nothing, sample_work.list_other_versions)
    assert (
        "has other versions, which would build other files: zlib of there instead of of here."
        in ask(other)
    )


def test_a_scheduler_that_does_not_answer_is_named() -> None:
    nobody = DaskCluster("127.0.0.1:9", sample_work.nothing, sample_work.list_versions)
    assert ask(nobody).startswith("The scheduler of Dask at 127.0.0.1:9 doesn't answer")


def test_a_scheduler_without_workers_is_named(tmp_path: Path) -> None:
    with start_cluster(tmp_path, workers=0) as address:
        alone = DaskCluster(address, sample_work.nothing, sample_work.list_versions)
        assert ask(alone).endswith(f"has no worker; start one: dask worker {address}")


def test_a_scheduler_that_is_lost_is_named(tmp_path: Path) -> None:
    from distributed import Client

    with start_cluster(tmp_path, workers=1) as address:
        with Client(address) as client:
            scheduler = client.run_on_scheduler(os.getpid)
        cluster = DaskCluster(address, sample_work.nothing, sample_work.list_versions)
        tasks = (Task("one", abs, (-1,)), Task("two", sample_work.wait, (60, 1)))
        outcomes = cluster.run(iter(tasks), 2)
        assert next(outcomes).result() == 1
        os.kill(scheduler, signal.SIGKILL)
        with pytest.raises(MachineError, match=f"at {address} was lost while"):
            next(outcomes)


def test_without_the_package_a_sentence_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    nobody = DaskCluster("127.0.0.1:9", sample_work.nothing, sample_work.list_versions)
    assert ask(nobody).endswith('-m pip install -c constraints.txt -e ".[dask]"')


# ----------------------------------------------------------------- what travels


def test_an_edition_is_built_from_what_travels_alone_to_the_same_bytes(
    address: str, tmp_path: Path
) -> None:
    from briefwright import audience, content, pipeline
    from briefwright.cli import doctor

    shutil.copytree(REAL, tmp_path / "content" / REAL.name)
    shutil.copytree(TEMPLATES, tmp_path / "templates")
    briefing = content.read(tmp_path / "content" / REAL.name)
    press = audience.read(tmp_path / "templates", "press")
    shutil.rmtree(tmp_path)
    task = Task("press", pipeline.build, (briefing, press, "en", ("pdf", "docx")))
    cluster = DaskCluster(address, doctor.require_libraries, doctor.list_versions)
    pool = WorkerPool(1, doctor.require_libraries)
    here, there = (next(one.run(iter([task]), 1)).result() for one in (pool, cluster))
    pool.close()
    assert sorted(here.outputs) == ["docx", "pdf"]
    assert here == there


def test_what_is_in_the_cache_is_not_sent(
    address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = make_home(tmp_path)
    build = ["build", "--audience", "full", "--on"]
    assert main([*build, f"dask://{address}"], home) == 0
    assert list_states(capsys.readouterr().out) == {"full-en": "built"}
    assert main([*build, "dask://127.0.0.1:9", "--seconds", "600"], home) == 0
    assert list_states(capsys.readouterr().out) == {"full-en": "unchanged"}
    assert main([*build, "dask://127.0.0.1:9", "--no-cache"], home) == 3
    assert "The scheduler of Dask at 127.0.0.1:9 doesn't answer" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["somewhere", "dask://", "dask://host", "dask://host:port"])
def test_an_executor_that_there_is_not_is_refused(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "--on", name], make_home(tmp_path)) == 2
    assert capsys.readouterr().err == f"--on takes `pool` or `dask://HOST:PORT`, not “{name}”.\n"


def test_what_is_large_travels_apart_and_once() -> None:
    font, text = bytes(100_000), b"text"
    bundle = bundles.pack([(font, text), (font, text)])
    assert list(bundle.pieces.values()) == [font]
    assert len(bundle.data) < 1000
    assert bundles.unpack(bundle) == [(font, text), (font, text)]


def test_what_arrives_changed_is_refused() -> None:
    sent = bytes(100)
    digest = bundles.find_digest(sent)
    assert bundles.check([digest], [sent]) == {digest: sent}
    with pytest.raises(bundles.DamagedError):
        bundles.check([digest], [sent[:-1] + b"x"])
