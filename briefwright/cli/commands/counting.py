"""Final editions that may take so many pages → Word's counted before any file is at its place.

A Word file doesn't say where its pages end, so LibreOffice draws it, one file after the other,
while others are built; where it isn't installed, nothing is counted.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from briefwright.cache.store import Store
from briefwright.cli.commands.limited import Work, run
from briefwright.cli.libreoffice import look_for_office, open_office
from briefwright.cli.output_folder import EditionName
from briefwright.cli.report import GOOD, Result
from briefwright.cli.word_length import check_length
from briefwright.cli.word_pages import Text, count_pages, find_pages, read_texts
from briefwright.problems import MachineError, Problem
from briefwright.workers import Limits, Task

Begin = Callable[[bytes], Future[bytes]]  # a Word file → its PDF, when LibreOffice is done


@contextmanager
def draw_beside(limits: Limits, cache: Store | None) -> Iterator[Begin | None]:
    """What a file may take, a cache → what begins to draw a Word file, beside other work.

    None where LibreOffice isn't installed. What `cache` has of an earlier build isn't drawn again.
    """
    program = look_for_office()
    if program is None:
        yield None
        return
    with open_office(program, limits, cache) as draw:
        pool = ThreadPoolExecutor(1)
        try:
            yield lambda docx: pool.submit(draw, docx)
        finally:
            pool.shutdown(cancel_futures=True)


@dataclass(frozen=True)
class Counted:
    """The pages of a Word file, 0 if they couldn't be counted, and a fault if there are too many.

    What hindered counting is told by `message`, `problems` and `fault`, whose exit code is `code`.
    """

    pages: int = 0
    too_long: tuple[Problem, ...] = ()
    message: str = ""
    problems: tuple[Problem, ...] = ()
    fault: str = ""
    code: int = GOOD

    def add_to(self, result: Result) -> Result:
        """An edition's Result → with the pages of its Word file, or what hindered counting."""
        files = (
            replace(one, pages=self.pages) if one.format == "docx" else one for one in result.files
        )
        return replace(
            result,
            files=tuple(files),
            messages=(*result.messages, *filter(None, (self.message,))),
            problems=(*result.problems, *self.problems),
            fault=result.fault or self.fault,
            code=max(result.code, self.code),
        )


def count_word_pages(
    output: Path,
    name: EditionName,
    most: int,
    drawn: Future[bytes],
    account: bytes,
    limits: Limits,
) -> Counted:
    """An edition, the pages it may take, its Word file as it is drawn, its account → it counted."""
    try:
        pdf = drawn.result()
    except MachineError as fault:
        return Counted(message=f"{name}: the pages in Word were not counted. {fault}")
    measuring = Task(str(name), _measure, (str(name), pdf, most, read_texts(account)))
    (measured,) = run([measuring], Work(output, "was not counted", limits=limits))
    if measured.value is None:
        return Counted(problems=measured.problems, fault=measured.lacking, code=measured.code)
    pages, faults = measured.value
    return Counted(pages, faults)


def _measure(
    name: str, pdf: bytes, most: int, texts: tuple[Text, ...]
) -> tuple[int, tuple[Problem, ...]]:
    """A Word file as a PDF, the pages it may take, its texts → its pages; a fault if too many."""
    pages = count_pages(pdf)
    return pages, check_length(name, most, find_pages(pdf, texts), texts) if pages > most else ()
