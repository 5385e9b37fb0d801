"""What the service holds under load: `.venv/bin/python benchmarks/serve.py`.

Run by hand, on a quiet machine; prints figures with their goals, and exits with 1 where one is
missed; names of measures choose some of them. The service is a process of its own, asked over
loopback. What a download takes is measured at the server, by its own log; everything else by
whoever asks. Linux only.
"""

import http.client
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Timer
from urllib.parse import urlencode

from briefwright.editing import History

HOME = Path(__file__).resolve().parent.parent
SHIPPED = "kazakhstan-peace-security"
DOWNLOADS = 2000
SLOWEST = 5.0  # ms, for all but one in a hundred
REFUSED = 20.0  # ms
LIMIT, BEYOND = 10, 0.5  # seconds: what a hung edition may take, and how much later it ends
NEIGHBOURS = 5  # editions, made before the limit is met
DELAY = 0.1  # seconds that a neighbour may lose
RENDERS = 1000
GROWTH = 1.05  # the memory at the end to that at the beginning
KILLS = 20
LONGEST = 1.5  # seconds from the first save to the end
ENDLESS = "{% for one in range(99999) %}{% for two in range(99999) %}{% endfor %}{% endfor %}"
SMALL = """\
format: 1
title: A small briefing
language: en
date: 2024-09-21
owner: The unit that measures
contact: press@example.org
handling: open
facts:
  loans: {value: 1000, unit: books}
body:
  - The library lent {loans} in a year.
"""


@dataclass(frozen=True)
class Figure:
    """What was measured: its name, its value, its goal, which it must not pass, its unit."""

    name: str
    value: float
    goal: float
    unit: str

    def __str__(self) -> str:
        missed = "" if self.value <= self.goal else "   MISSED"
        return f"{self.name:46} {self.value:8.2f}   goal {self.goal:g} {self.unit}{missed}"


@dataclass(frozen=True)
class Service:
    """A running service: its process, its port, its log."""

    process: subprocess.Popen[str]
    port: int
    log: Path

    def send(self, path: str, fields: Sequence[tuple[str, str]] = ()) -> tuple[int, str, bytes]:
        """An address and the fields of a form → the status, where it leads, the body."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=600)
        try:
            if fields:
                kind = {"Content-Type": "application/x-www-form-urlencoded"}
                line.request("POST", path, urlencode(fields), kind)
            else:
                line.request("GET", path)
            answer = line.getresponse()
            return answer.status, answer.headers.get("Location", ""), answer.read()
        finally:
            line.close()

    def ask(self, briefing: str, audience: str, format_: str) -> str:
        """An edition → the address of its job."""
        fields = [("audience", audience), ("language", "en"), ("format", format_)]
        status, place, body = self.send(f"/briefings/{briefing}/editions", fields)
        assert status == 303, body
        return "/" + place.removeprefix("../../")

    def wait_for(self, job: str) -> float:
        """A job's address → when it was finished."""
        body = self.send(f"{job}events")[2]
        assert b'"done"' in body or b'"failed"' in body, body
        return time.monotonic()


@contextmanager
def serve(place: Path, *options: str) -> Iterator[Service]:
    """A folder with content and templates, and options → the service of it."""
    command = [sys.executable, str(HOME / "build.py"), "serve", "--no-open", *options]
    for name in ("content", "templates", "output"):
        command += [f"--{name}", str(place / name)]
    log = place / "log"
    with (
        log.open("w") as errors,
        subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=errors, text=True, start_new_session=True
        ) as process,
    ):
        assert process.stdout
        found = re.search(r":(\d+)/", process.stdout.readline())
        assert found, log.read_text()
        try:
            yield Service(process, int(found[1]), log)
        finally:
            process.terminate()


def main() -> int:
    """Prints the figures and their goals; the exit code."""
    figures: list[Figure] = []
    asked = sys.argv[1:] or MEASURES
    for measure in (MEASURES[name] for name in asked):
        with tempfile.TemporaryDirectory() as folder:
            place = _make_place(Path(folder))
            for figure in measure(place):
                print(figure, flush=True)
                figures.append(figure)
    return int(any(one.value > one.goal for one in figures))


def _make_place(place: Path) -> Path:
    """An empty folder → a shipped briefing, a small one, an audience whose template never ends."""
    shutil.copytree(HOME / "content" / SHIPPED, place / "content" / SHIPPED)
    shutil.copytree(HOME / "templates", place / "templates")
    (place / "content" / "small").mkdir()
    _write_small(place, 1000)
    endless = place / "templates" / "audiences" / "endless"
    (endless / "blocks").mkdir(parents=True)
    (endless / "audience.yaml").write_text("title: Endless\nextends: full\n")
    (endless / "blocks" / "text.html").write_text(ENDLESS)
    return place


def _write_small(place: Path, number: int) -> None:
    """A folder and a number → the small briefing with it, whole for whoever reads it meanwhile."""
    path = place / "content" / "small" / "briefing.yaml"
    new = path.with_suffix(".new")
    new.write_text(SMALL.replace("1000", str(number)))
    new.replace(path)


def _download(place: Path) -> Iterator[Figure]:
    """A finished PDF, downloaded again and again: what the server's log says of each."""
    with serve(place) as service:
        job = service.ask(SHIPPED, "full", "pdf")
        service.wait_for(job)
        file = f"{job}files/{SHIPPED}-full-en.pdf"
        for _ in range(DOWNLOADS):
            assert service.send(file)[0] == 200
    lines = re.findall(r" GET /jobs/\{number\}/files/\S+ 200 ([\d.]+) ms", service.log.read_text())
    times = sorted(float(one) for one in lines)
    assert len(times) == DOWNLOADS
    yield Figure("a cached download at the server, median", times[len(times) // 2], SLOWEST, "ms")
    yield Figure("a cached download at the server, p99", times[-DOWNLOADS // 100], SLOWEST, "ms")


def _overload(place: Path) -> Iterator[Figure]:
    """Too many editions: how long until one more is refused."""
    with serve(place, "--at-once", "1", "--waiting", "1") as service:
        first = service.ask("small", "endless", "pdf")
        while b'data-says="Waiting"' in service.send(first)[2]:
            time.sleep(0.1)
        service.ask("small", "full", "pdf")
        fields = [("audience", "press"), ("language", "en"), ("format", "pdf")]
        times = []
        for _ in range(100):
            begun = time.monotonic()
            assert service.send("/briefings/small/editions", fields)[0] == 429
            times.append((time.monotonic() - begun) * 1000)
    yield Figure("overload refused, median", statistics.median(times), REFUSED, "ms")
    yield Figure("overload refused, p99", sorted(times)[-1], REFUSED, "ms")


def _hang(place: Path) -> Iterator[Figure]:
    """An edition that hangs beside others: when it ends, and what its neighbours lose."""
    with serve(place, "--at-once", "2", "--seconds", str(LIMIT)) as service:
        service.wait_for(service.ask("small", "full", "pdf"))

        def time_neighbour(number: int) -> float:
            _write_small(place, number)
            begun = time.monotonic()
            return service.wait_for(service.ask("small", "full", "pdf")) - begun

        alone = statistics.median(time_neighbour(2000 + n) for n in range(NEIGHBOURS))
        hanging = service.ask("small", "endless", "html")
        with ThreadPoolExecutor() as waiting:
            begun = time.monotonic()
            end = waiting.submit(service.wait_for, hanging)
            beside = statistics.median(time_neighbour(3000 + n) for n in range(NEIGHBOURS))
            late = end.result() - begun - LIMIT
        assert b"was stopped" in service.send(hanging)[2]
    yield Figure("a hung edition ends after its limit by", late, BEYOND, "s")
    yield Figure("a neighbour of a hung edition loses", beside - alone, DELAY, "s")


def _render_often(place: Path) -> Iterator[Figure]:
    """Many editions, each another one: the memory of all processes at the end to the beginning."""
    used = []
    with serve(place) as service:
        for number in range(RENDERS):
            _write_small(place, 10_000 + number)
            service.wait_for(service.ask("small", "full", "html"))
            used.append(_measure_memory(service.process.pid))
    tenth = RENDERS // 10
    yield Figure(
        f"memory after {RENDERS} editions to the beginning",
        statistics.median(used[-tenth:]) / statistics.median(used[:tenth]), GROWTH, "times",
    )  # fmt: skip


def _measure_memory(session: int) -> int:
    """A session → the bytes that its processes hold in memory."""
    pages = 0
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it has just ended
            said = (process / "stat").read_text().rpartition(")")[2].split()
            pages += int(said[21]) if int(said[3]) == session else 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def _kill(place: Path) -> Iterator[Figure]:
    """The service is killed while a number is saved: how many saves that it reported are lost."""
    chance, path = random.Random(1), place / "content" / "small"
    saved, lost = 1000, 0
    for _ in range(KILLS):
        with serve(place) as service:
            saved += _save(service, saved)
            ending = Timer(chance.uniform(0, LONGEST), service.process.kill)
            ending.start()
            with suppress(OSError, http.client.HTTPException):
                while True:
                    saved += _save(service, saved)
            ending.join()
        History(path)
        (found,) = re.findall(r"value: (\d+)", (path / "briefing.yaml").read_text())
        lost += max(0, saved - int(found))
        saved = int(found)
    yield Figure(f"saves lost in {KILLS} kills", lost, 0, "saves")


def _save(service: Service, value: int) -> int:
    """A service and what a number is there → 1, once it is one more."""
    fields = [("kind", "setting"), ("at", "facts.loans.value")]
    fields += [("before", str(value)), ("after", str(value + 1))]
    status, _, body = service.send("/briefings/small/changes/", fields)
    assert status == 303, body
    return 1


MEASURES: Mapping[str, Callable[[Path], Iterator[Figure]]] = {
    "download": _download,
    "overload": _overload,
    "hang": _hang,
    "kill": _kill,
    "memory": _render_often,
}


if __name__ == "__main__":
    sys.exit(main())
