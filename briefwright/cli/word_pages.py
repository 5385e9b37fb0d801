"""A Word file as LibreOffice drew it → its pages, with each text of its edition outlined."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from briefwright.account.page import Page, draw_picture, place
from briefwright.document.boxes import Box, surround
from briefwright.document.marks import normalise

_BEGINNING = 40  # letters of a text by which it is found where a page's end cuts it


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


def read_texts(account: bytes) -> tuple[Text, ...]:
    """An account as JSON → the texts that a Word file prints, with their numbers."""
    known = json.loads(account)
    return tuple(
        Text(
            number,
            leaf["text"],
            leaf["found"]["docx"]["status"],
            leaf["at"],
            leaf["kind"],
            leaf["found"].get("pdf", {}).get("page", 0),
        )
        for number, leaf in enumerate(known["leaves"], start=1)
        if leaf["stream"] in ("body", "notes") and leaf["text"] and "docx" in leaf["found"]
    )


@dataclass(frozen=True)
class Paging:
    """How many pages a Word file has, and the page of each text by its number, from 1."""

    count: int
    page_of: Mapping[int, int]


def count_pages(pdf: bytes) -> int:
    """A PDF → how many pages it has."""
    from pypdfium2 import PdfDocument  # loads PDFium

    with PdfDocument(pdf) as document:
        return len(document)


def find_pages(pdf: bytes, texts: Sequence[Text]) -> Paging:
    """A PDF that LibreOffice made and the texts of the edition, in order → where each stands."""
    from pypdfium2 import PdfDocument  # loads PDFium

    with PdfDocument(pdf) as document:
        found = _find_texts(_read_document(document), texts)
        return Paging(len(document), {text.number: on + 1 for text, on, _ in found})


def draw_pages(pdf: bytes, texts: Sequence[Text]) -> tuple[Page, ...]:
    """A PDF that LibreOffice made and the texts of the edition, in order → its pages, outlined."""
    from pypdfium2 import PdfDocument  # loads PDFium

    with PdfDocument(pdf) as document:
        found = tuple(_find_texts(_read_document(document), texts))
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


def _read_document(document: Any) -> list[_Letter]:
    """A document → each letter of all its pages, as `_read_page`."""
    return [letter for number, page in enumerate(document) for letter in _read_page(number, page)]


def _read_page(number: int, page: Any) -> Iterator[_Letter]:
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
