"""How much longer a build takes than bare WeasyPrint: `.venv/bin/python benchmarks/speed.py`.

Run by hand, on a quiet machine; prints ratios with their goals, and is no test. Needs a Unix, which
tells what a child used of processor and memory. Each ratio is the median of pairs that take turns,
in processor time.
"""

import pickle
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import bare

from briefwright import audience, content, edition, figures, markup, pipeline
from briefwright.audience import Audience
from briefwright.document.assets import Assets
from briefwright.layout import arrange
from briefwright.model.dictionary import Briefing

HOME = Path(__file__).resolve().parent.parent
PAIRS = 5
SIZES = (8, 80, 380)  # sections; the pages that they fill are printed
HEAD = """\
format: 1
title: A briefing of {count} sections
language: en
date: 2024-09-21
owner: The unit that measures
contact: press@example.org
handling: open
status: final
facts:
  loans: {{value: 12400, unit: books, label: books lent, source: report}}
sources:
  report: {{title: Annual report of the library, date: 2024}}
"""
SECTION = """\
section: What the library did in district {n}
id: district-{n}
body:
  - The library lent {{loans}} in a year.[^report] It is open on six days a week, and on four of
    them until nine in the evening, so that people who work can come as well. Half of its visitors
    read there; the other half borrow.
  - list: What it offers
    items:
      - Lending: it lent {{loans}} in a year, most of them to people who live nearby.
      - Homework help: on four afternoons a week, by volunteers who were trained for it.
      - Readings: every first Monday of a month, with writers from the district and from abroad.
  - table: Where the books of district {n} are lent
    columns: [Place, Number, Share]
    rows:
      - [Central library, "8,200", two thirds]
      - [Local branches, "4,200", one third]
      - [All of them, "{{loans.value}}", all]
  - The library is the only public building in the district that nobody has to pay to enter, which
    is why the council counts its visitors every day and prints the number every month.
"""


@dataclass(frozen=True)
class Work:
    """One briefing to build, and what it is laid out from."""

    folder: Path
    briefing: Briefing
    audience: Audience
    html: str
    assets: Assets

    @property
    def page(self) -> bare.Page:
        """The same for bare WeasyPrint."""
        return self.html, tuple((file.name, file.data, file.media_type) for file in self.assets)


def main() -> None:
    """Prints every ratio with its goal."""
    with tempfile.TemporaryDirectory() as folder:
        works = [_prepare_work(_write(Path(folder) / "content", count)) for count in SIZES]
        pages = [arrange(work.html, work.assets).pages for work in works]
        print("pages:", *pages)
        for work, count in zip(works, pages, strict=True):
            if work is not works[1]:
                pairs = PAIRS if work is works[0] else 1
                _print_line(
                    f"PDF, Word, read-backs, {count} pages", _time_warm(work, pairs), "≤ 1.5"
                )
                _print_line(
                    f"Word writer / layout, {count} pages", _measure_word_share(work), "≤ 0.15"
                )
        times = [_time(_build, work) for work in works]
        a_page = [seconds / count for seconds, count in zip(times, pages, strict=True)]
        _print_line("a page: middle / small", a_page[1] / a_page[0], "about 1")
        _print_line("a page: large / middle", a_page[2] / a_page[1], "about 1")
        _print_line(
            "whole process, small: time", _measure_command(Path(folder), works[0], PAIRS)[0], "≤ 2"
        )
        _print_line(
            "whole process, large: peak memory",
            _measure_command(Path(folder), works[2], 1)[1],
            "≤ 1.3",
        )


def _print_line(name: str, value: float, goal: str) -> None:
    print(f"{name:36}{value:8.2f}   goal {goal}", flush=True)


# ----------------------------------------------------------------- what is measured


def _write(folder: Path, count: int) -> Path:
    """A folder and a number of sections → a content folder in it with as many."""
    briefing = folder / f"sections-{count}"
    (briefing / "sections").mkdir(parents=True)
    (briefing / "briefing.yaml").write_text(HEAD.format(count=count), encoding="utf-8")
    for n in range(1, count + 1):
        path = briefing / "sections" / f"{n:04}.yaml"
        path.write_text(SECTION.format(n=n), encoding="utf-8")
    return briefing


def _prepare_work(folder: Path) -> Work:
    briefing = content.read(folder)
    reader = audience.read(HOME / "templates", "full")
    chosen = edition.select(briefing, reader, "en")
    assets = reader.theme.assets + figures.draw(chosen, reader.theme)
    return Work(folder, briefing, reader, markup.render(chosen, reader.theme), assets)


def _build(work: Work) -> None:
    pipeline.build(work.briefing, work.audience, "en")


def _build_bare(work: Work) -> None:
    bare.write_pdf(work.page)


# ----------------------------------------------------------------- in this process


def _time(task: Callable[[Work], object], work: Work) -> float:
    begin = time.process_time()
    task(work)
    return time.process_time() - begin


def _time_warm(work: Work, pairs: int) -> float:
    _build(work)
    _build_bare(work)
    return statistics.median(_time(_build, work) / _time(_build_bare, work) for _ in range(pairs))


def _measure_word_share(work: Work) -> float:
    from briefwright.word.write import write

    begin = time.process_time()
    layout = arrange(work.html, work.assets)
    middle = time.process_time()
    write(layout)
    return (time.process_time() - middle) / (middle - begin)


# ----------------------------------------------------------------- in processes of their own


def _measure_command(folder: Path, work: Work, pairs: int) -> tuple[float, float]:
    """Work → time and peak memory of the command that builds it, each to those of `bare.py`."""
    page = folder / "page.pickle"
    page.write_bytes(pickle.dumps(work.page))
    options = ["--content", str(folder / "content"), "--output", str(folder / "output")]
    build = [str(HOME / "build.py"), "build", work.folder.name, *options, "--json"]
    theirs = [str(HOME / "benchmarks" / "bare.py"), str(page)]
    costs = [(_measure_cost(build), _measure_cost(theirs)) for _ in range(pairs)]
    return (
        statistics.median(ours[0] / other[0] for ours, other in costs),
        statistics.median(ours[1] / other[1] for ours, other in costs),
    )


def _measure_cost(command: list[str]) -> tuple[float, float]:
    """A script and its words → its processor time in seconds, its peak memory."""
    watched = [sys.executable, str(HOME / "benchmarks" / "cost.py"), sys.executable, *command]
    told = subprocess.run(watched, stdout=subprocess.PIPE, text=True, check=True).stdout
    seconds, memory = map(float, told.split())
    return seconds, memory


if __name__ == "__main__":
    main()
