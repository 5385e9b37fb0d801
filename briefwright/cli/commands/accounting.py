"""The command `account`: Word's pages beside those of the PDF, on the account of each edition."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TextIO

from briefwright import audience, disk
from briefwright.account.page import Page, add_word_pages
from briefwright.cache.store import FOLDER, Store
from briefwright.cli import output_folder
from briefwright.cli.commands.limited import Work, run
from briefwright.cli.commands.loading import BuildRequest, check_names
from briefwright.cli.folders import Folders
from briefwright.cli.libreoffice import Draw, find_office, open_office
from briefwright.cli.report import LACKING, Result, join
from briefwright.cli.word_length import check_length, describe_length
from briefwright.cli.word_pages import Paging, Text, draw_pages, read_texts
from briefwright.problems import MachineError
from briefwright.workers import Task

_BUILD_FIRST = "There is no Word file of {name} in {folder}: build it first."


def show_word_pages(folders: Folders, wanted: BuildRequest, stream: TextIO | None = None) -> Result:
    """Folders and what is wanted → the accounts of editions that are built, with Word's pages.

    Errors: UsageError for an unknown name; MachineError where LibreOffice isn't installed.
    """
    office = find_office()
    (name,) = check_names(
        wanted.briefings, output_folder.list_briefings(folders.output), "briefing"
    )
    accounts = tuple(_list_accounts(folders.output / name / output_folder.ACCOUNT, wanted))
    if not accounts:
        where = (folders.output / name).as_posix()
        return Result("account", fault=_BUILD_FIRST.format(name=name, folder=where), code=2)
    with open_office(office, wanted.limits, Store(folders.output / FOLDER)) as draw:
        shown = (_show(folders, page, docx, draw, wanted, stream) for page, docx in accounts)
        return join(Result("account"), *shown)


def _list_accounts(folder: Path, wanted: BuildRequest) -> Iterator[tuple[Path, Path]]:
    """The folder of a briefing's accounts → those that are wanted, each with its Word file."""
    for page in sorted(folder.glob("*.html")):
        _, _, rest = page.stem.partition(f"{folder.parent.name}-")
        is_audience = any(re.match(f"{re.escape(one)}(-|$)", rest) for one in wanted.audiences)
        is_language = any(rest.endswith(f"-{one}") for one in wanted.languages)
        is_wanted = (is_audience or not wanted.audiences) and (is_language or not wanted.languages)
        if is_wanted and (docx := _find_word_file(page)):
            yield page, docx


def _find_word_file(page: Path) -> Path | None:
    """An account → the Word file of its edition, final or a draft, if there is one."""
    folder = page.parent.parent
    files = output_folder.find_files(folder.parent, folder.name, page.stem)
    return next((file for file in files if file.suffix == ".docx"), None)


def _show(
    folders: Folders, page: Path, docx: Path, draw: Draw, wanted: BuildRequest,
    stream: TextIO | None,
) -> Result:  # fmt: skip
    """An account and its Word file → the account, Word's pages beside those of the PDF."""
    try:
        pdf = draw(docx.read_bytes())
    except MachineError as fault:
        return Result("account", fault=f"{page.stem}: {fault}", code=LACKING)
    work = Work(folders.output, "was not shown", "Drawing", limits=wanted.limits)
    texts = read_texts(page.with_suffix(".json").read_bytes())
    reader = _find_audience(folders, page)
    drawing = Task(page.stem, _draw, (folders.templates, reader, pdf, texts))
    (drawn,) = run([drawing], work, stream)
    if drawn.value is None:
        return Result("account", problems=drawn.problems, fault=drawn.lacking, code=drawn.code)
    most, pages = drawn.value
    shown = add_word_pages(page.read_text(encoding="utf-8"), pages)
    paging = Paging(len(pages), {one.number: on.number for on in pages for one in on.outlines})
    disk.write({page: shown.encode()})
    return Result(
        "account",
        messages=(f"{page.as_posix()}: {describe_length(paging, texts)}",),
        problems=check_length(page.stem, most, paging, texts),
    )


def _find_audience(folders: Folders, page: Path) -> str:
    """An account → the name of its audience; "" if that is gone."""
    rest = page.stem.removeprefix(f"{page.parent.parent.name}-")
    known = audience.names(folders.templates)
    large = tuple(f"{name}{audience.LARGE_PRINT}" for name in known)
    meant = (name for name in (*known, *large) if rest.startswith(f"{name}-"))
    return max(meant, key=len, default="")


def _draw(
    templates: Path, reader: str, pdf: bytes, texts: Sequence[Text]
) -> tuple[int, tuple[Page, ...]]:
    """An audience's name, a PDF, its texts → the pages it may take (0: any); those of the PDF."""
    most = audience.read(templates, reader).max_pages if reader else 0
    return most, draw_pages(pdf, texts)
