"""A Word file → its pages as LibreOffice draws them, with each text of its edition outlined."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefwright.account.page import Page, draw_picture, place
from briefwright.document.boxes import Box, surround
from briefwright.document.marks import normalise
from briefwright.problems import MachineError
from briefwright.workers import Limits

_MAC_OFFICE = "/Applications/LibreOffice.app/Contents/MacOS"
_BEGINNING = 40  # letters of a text by which it is found where a page's end cuts it
_LACKING = (
    "Word's pages are drawn by LibreOffice, and it isn't installed here: install it "
    "(libreoffice-writer), then give this command again."
)


@dataclass(frozen=True)
class Text:
    """A text of an edition: its number in the account, itself, its status in the Word file.

    Then its address, its kind, and its page in the PDF, from 1; 0 if the PDF hasn't got it.
    """

    number: int
    words: str
    status: str
    at: str = ""
    kind: str = ""
    page: int = 0


def find_office() -> str:
    """The program of LibreOffice. Errors: MachineError, a sentence that says what to install."""
    found = shutil.which("soffice") or shutil.which("soffice", path=_MAC_OFFICE)
    if found is None:
        raise MachineError(_LACKING)
    return found


def convert(office: str, docx: bytes, limits: Limits) -> bytes:
    """LibreOffice, a Word file, what it may take → the PDF that it makes of the file.

    It has a profile of its own, in a folder that is gone afterwards. Errors: MachineError.
    """
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "edition.docx"), Path(folder, "edition.pdf")
        source.write_bytes(docx)
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", folder]
        process = subprocess.Popen(
            [*command, str(source)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip
        _limit_memory(process.pid, limits.memory)
        try:
            process.wait(limits.seconds)
        except subprocess.TimeoutExpired:
            raise MachineError(
                f"LibreOffice was stopped: it drew this Word file for {limits.seconds:g} seconds."
            ) from None
        finally:
            _stop(process)
        if not target.is_file():
            raise MachineError("LibreOffice couldn't draw this Word file.")
        return target.read_bytes()


def _limit_memory(process: int, most: int) -> None:
    """The number of a program, bytes → no more for it and each that it starts, on Linux."""
    if sys.platform == "linux":
        import resource  # not on Windows

        with suppress(ProcessLookupError):  # it has ended already
            resource.prlimit(process, resource.RLIMIT_DATA, (most, most))


def _stop(process: subprocess.Popen[bytes]) -> None:
    """A program → it and all that it started, ended."""
    with suppress(OSError):
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()


def draw_pages(pdf: bytes, texts: Sequence[Text]) -> tuple[Page, ...]:
    """A PDF that LibreOffice made and the texts of the edition, in order → its pages, outlined."""
    from pypdfium2 import PdfDocument  # loads PDFium

    with PdfDocument(pdf) as document:
        letters = [
            letter for number, page in enumerate(document) for letter in _read_letters(number, page)
        ]
        found = tuple(_find_texts(letters, texts))
        return tuple(
            Page(
                number + 1,
                draw_picture(page),
                tuple(
                    place(text.number, box, Box(*page.get_bbox()), text.status)
                    for text, on, box in found
                    if on == number
                ),
            )
            for number, page in enumerate(document)
        )


_Letter = tuple[str, int, Box]  # as it is compared, its page from 0, where it stands


def _read_letters(number: int, page: Any) -> Iterator[_Letter]:
    """A page → each letter of it that counts when texts are compared."""
    text_page = page.get_textpage()
    text = text_page.get_text_range()
    if len(text) != text_page.count_chars():  # some letters are two: count by what is drawn
        text = "".join(text_page.get_text_range(n, 1)[:1] for n in range(text_page.count_chars()))
    for place_, letter in enumerate(text):
        for one in normalise(letter):
            yield one, number, Box(*text_page.get_charbox(place_))


def _find_texts(
    letters: Sequence[_Letter], texts: Sequence[Text]
) -> Iterator[tuple[Text, int, Box]]:
    """All letters of a file and texts → each text that is there: its page, where it stands on it.

    Each is looked for behind the one before it; a note or a caption may stand before.
    """
    row, behind = "".join(letter for letter, _, _ in letters), 0
    for text in texts:
        wanted = normalise(text.words)
        for tried in filter(None, (wanted, wanted[:_BEGINNING])):
            start = row.find(tried, behind)
            if start < 0 and len(tried) >= min(len(wanted), _BEGINNING):
                start = row.find(tried)
            if start >= 0:
                page = letters[start][1]
                own = letters[start : start + len(tried)]
                yield text, page, surround(box for _, on, box in own if on == page)
                behind = start + len(tried) if start >= behind else behind
                break
