"""Published editions that may take so many pages → Word's counted, and too long ones held back.

A Word file doesn't say where its pages end, so LibreOffice draws it; where that isn't installed,
nothing is counted.
"""

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TextIO

from briefwright.cache.store import Store
from briefwright.cli import outcomes, output_folder, progress
from briefwright.cli.commands.limited import Work, run
from briefwright.cli.libreoffice import Draw, look_for_office, open_office
from briefwright.cli.output_folder import EditionName
from briefwright.cli.report import Result
from briefwright.cli.word_length import check_length
from briefwright.cli.word_pages import Text, count_pages, find_pages, read_texts
from briefwright.problems import MachineError, Problem
from briefwright.workers import Limits, Task


def count_word_pages(
    output: Path,
    built: Mapping[EditionName, Result],
    most: Mapping[EditionName, int],
    limits: Limits,
    cache: Store | None,
    stream: TextIO | None,
) -> Iterator[Result]:
    """Editions as they were built, and the pages that some of them may take → these counted.

    What `cache` has of an earlier build isn't drawn again. One that is too long is held back.
    """
    program = look_for_office()
    wanted = [name for name, one in built.items() if name in most and _find_word_file(one)]
    if program is None or not wanted:
        yield from built.values()
        return
    with (
        open_office(program, limits, cache) as draw,
        closing(progress.follow(wanted, stream, "Counting the pages in Word of")) as shown,
    ):
        for name, result in built.items():
            if name in wanted:
                next(shown)
                yield _count(output, name, result, most[name], limits, draw)
            else:
                yield result


def _find_word_file(result: Result) -> Path | None:
    """An edition as it was built → its Word file, if it has one."""
    return next((Path(file.path) for file in result.files if file.format == "docx"), None)


def _count(
    output: Path, name: EditionName, result: Result, most: int, limits: Limits, draw: Draw
) -> Result:
    """An edition as it was built, the pages that it may take → counted, or held back."""
    docx = _find_word_file(result)
    assert docx is not None
    try:
        pdf = draw(docx.read_bytes())
    except MachineError as fault:
        sentence = f"{name}: the pages in Word were not counted. {fault}"
        return replace(result, messages=(*result.messages, sentence))
    account = output_folder.find_account(output, name)
    measuring = Task(str(name), _measure, (str(name), pdf, most, read_texts(account)))
    work = Work(output, "was not counted", limits=limits)
    (measured,) = run([measuring], work)
    if measured.value is None:
        return replace(
            result, problems=(*result.problems, *measured.problems), fault=measured.lacking,
            code=max(result.code, measured.code),
        )  # fmt: skip
    pages, faults = measured.value
    if faults:
        return outcomes.hold_back(output, name, result, faults)
    files = (replace(file, pages=pages) if file.format == "docx" else file for file in result.files)
    return replace(result, files=tuple(files))


def _measure(
    name: str, pdf: bytes, most: int, texts: tuple[Text, ...]
) -> tuple[int, tuple[Problem, ...]]:
    """A Word file as a PDF, the pages it may take, its texts → its pages; a fault if too many."""
    pages = count_pages(pdf)
    return pages, check_length(name, most, find_pages(pdf, texts), texts) if pages > most else ()
