"""How much longer a build takes than bare WeasyPrint: `.venv/bin/python benchmarks/speed.py`.

Run by hand, on a quiet machine; prints ratios with their goals, and fails where one is missed. Each
is the median of pairs that take turns, in processor time; two lines at the end are seconds. What is
built: the shipped briefing, and long ones with a chart, a map and a table in every section. Bare
WeasyPrint keeps its stylesheets and fonts between two pages, as a build does. Linux only.
"""

import pickle
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import bare
from pypdfium2 import PdfDocument

from briefwright import audience, content, edition, figures, markup, pipeline
from briefwright.audience import Audience
from briefwright.document.assets import Assets
from briefwright.layout import arrange, draw
from briefwright.model.dictionary import Briefing
from briefwright.pdf.read_objects import read_objects
from briefwright.pdf.read_visibility import find_unseen

HOME = Path(__file__).resolve().parent.parent
PAIRS = 5
SHIPPED = HOME / "content" / "kazakhstan-peace-security"
LONG, LONGER = 10, 40  # sections of the text below; the pages that they fill are printed
HEAD = """\
format: 1
title: A briefing of {count} sections
language: en
date: 2024-09-21
as_of: 2024-09-21
owner: The unit that measures
contact: press@example.org
handling: open
status: final
facts:
  loans: {{value: 12400, unit: books, label: books lent, source: report}}
  central: {{value: 8200, unit: books, label: Central library, source: report}}
  local: {{value: 4200, unit: books, label: Local branches, source: report}}
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
  - chart: Where the books of district {n} are lent
    id: chart-{n}
    kind: bar
    rows: [central, local]
    finding: Two thirds are lent by the central library.
    source: report
  - map: Where the libraries stand
    id: map-{n}
    places:
      - {{place: Astana, position: 51.1 N 71.4 E}}
      - {{place: Almaty, position: 43.2 N 76.9 E}}
    coordinates: The positions are those of the two cities.
    finding: The two largest libraries stand in Astana and Almaty.
    source: report
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


def main() -> int:
    """Every ratio with its goal, printed → the exit code: 1 where a goal is missed."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        shipped = _prepare_work(_copy(folder / "content", SHIPPED))
        long = _prepare_work(_write(folder / "content", LONG))
        longer = _prepare_work(_write(folder / "content", LONGER))
        works = (shipped, long, longer)
        pages = [arrange(work.html, work.assets).pages for work in works]
        print("pages:", *pages)
        goals = []
        for work, count in zip(works[:2], pages, strict=False):
            warm, word, seen = _time_warm(work), _measure_word_share(work), _measure_seen(work)
            goals += [
                _show(f"PDF, Word, reading back, {count} pages", warm, 1.5),
                _show(f"the same, to a tagged PDF, {count} pages", _time_tagged(work), 1.5),
                _show(f"Word writer / layout, {count} pages", word, 0.15),
                _show(f"what is seen / build, {count} pages", seen, 0.10),
            ]
        goals.append(_show("search for withheld / all builds", _measure_search(shipped), 0.10))
        goals.append(_show("a page: longer / long", _compare_pages(works[1:], pages[1:]), 1.2))
        seconds, memory = _measure_command(folder, shipped)
        everything, nothing = _measure_all(folder)
        goals += [
            _show("whole process, processor time", seconds, 2.0),
            _show("whole process, peak memory", memory, 1.5),
            _show("all editions, cold, seconds", everything, 10.0),
            _show("all editions, unchanged, seconds", nothing, 0.25),
        ]
    return 0 if all(goals) else 1


def _show(name: str, value: float, goal: float) -> bool:
    """A ratio and the most that it may be → whether it is met; both are printed."""
    is_met = value <= goal
    print(f"{name:40}{value:8.2f}   goal ≤ {goal:<5}{'' if is_met else 'MISSED'}", flush=True)
    return is_met


# ----------------------------------------------------------------- what is measured


def _copy(folder: Path, briefing: Path) -> Path:
    """A folder and a content folder → a copy of the content in it."""
    return Path(shutil.copytree(briefing, folder / briefing.name))


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
    assets = reader.theme.assets + figures.draw(chosen, reader.theme, {}).assets
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


def _time_warm(work: Work) -> float:
    _build(work)
    _build_bare(work)
    return statistics.median(_time(_build, work) / _time(_build_bare, work) for _ in range(PAIRS))


def _time_tagged(work: Work) -> float:
    """Work → the time that it takes, to that of WeasyPrint for a PDF that keeps the same norms."""

    def build_tagged(work: Work) -> None:
        bare.write_pdf(work.page, pdf_variant="pdf/a-3a", pdf_tags=True)

    build_tagged(work)
    return statistics.median(_time(_build, work) / _time(build_tagged, work) for _ in range(PAIRS))


def _measure_search(work: Work) -> float:
    """A briefing → the time that looking for withheld things takes of all of its editions.

    They are built one after the other, as a command builds them; the first of all isn't counted.
    """
    searching = 0.0
    search = pipeline.search_withheld

    def measure(*arguments: Any) -> Any:
        nonlocal searching
        begin = time.process_time()
        found = search(*arguments)
        searching += time.process_time() - begin
        return found

    names = audience.names(HOME / "templates")
    readers = [audience.read(HOME / "templates", name) for name in names]
    _build(work)
    setattr(pipeline, search.__name__, measure)
    begin = time.process_time()
    for reader in readers:
        pipeline.build(work.briefing, reader, "en")
    setattr(pipeline, search.__name__, search)
    return searching / (time.process_time() - begin)


def _measure_word_share(work: Work) -> float:
    from briefwright.word.write import write

    def measure() -> float:
        begin = time.process_time()
        layout = arrange(work.html, work.assets)
        laid_out = time.process_time() - begin
        draw(layout)  # for the PDF, which is written first; Word takes its pictures from it
        middle = time.process_time()
        write(layout)
        return (time.process_time() - middle) / laid_out

    return statistics.median(measure() for _ in range(PAIRS))


def _measure_seen(work: Work) -> float:
    """Work → the time of the check of what is seen, to that of the whole build."""
    pdf = pipeline.build(work.briefing, work.audience, "en").outputs["pdf"]

    def look(_: Work) -> None:
        with PdfDocument(pdf) as document:
            for number, page in enumerate(document, start=1):
                list(find_unseen(page, read_objects(page, page.get_textpage()), number))

    return statistics.median(_time(look, work) / _time(_build, work) for _ in range(PAIRS))


def _compare_pages(works: Sequence[Work], pages: Sequence[int]) -> float:
    """Two briefings and their pages → the time of a page of the longer to one of the other."""
    return statistics.median(
        (_time(_build, works[1]) / pages[1]) / (_time(_build, works[0]) / pages[0])
        for _ in range(PAIRS)
    )


# ----------------------------------------------------------------- in processes of their own


def _measure_command(folder: Path, work: Work) -> tuple[float, float]:
    """Work → time and peak memory of the command that builds it, each to those of `bare.py`."""
    page = folder / "page.pickle"
    page.write_bytes(pickle.dumps(work.page))
    options = ["--language", "en", "--content", str(folder / "content")]
    options += ["--output", str(folder / "output"), "--json", "--no-cache"]
    build = [str(HOME / "build.py"), "build", work.folder.name, "--audience", "full", *options]
    theirs = [str(HOME / "benchmarks" / "bare.py"), str(page)]
    costs = [(_measure_cost(build), _measure_cost(theirs)) for _ in range(PAIRS)]
    return (
        statistics.median(ours[0] / other[0] for ours, other in costs),
        statistics.median(ours[1] / other[1] for ours, other in costs),
    )


def _measure_all(folder: Path) -> tuple[float, float]:
    """A folder → processor seconds of the command that builds every edition; and of it again."""
    command = [str(HOME / "build.py"), "build", "--output", str(folder / "all"), "--json"]
    command += [SHIPPED.name]
    cold, _ = _measure_cost(command)
    again = statistics.median(_measure_cost(command)[0] for _ in range(PAIRS))
    return cold, again


def _measure_cost(command: list[str]) -> tuple[float, float]:
    """A script and its words → its processor time in seconds, its peak memory."""
    watched = [sys.executable, str(HOME / "benchmarks" / "cost.py"), sys.executable, *command]
    told = subprocess.run(watched, stdout=subprocess.PIPE, text=True, check=True).stdout
    seconds, memory = map(float, told.split())
    return seconds, memory


if __name__ == "__main__":
    sys.exit(main())
