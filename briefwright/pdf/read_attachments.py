"""The files that a PDF carries → the numbers of its charts.

Their order and what they are to the page stand in the document's catalog, which PDFium doesn't
tell; what is read here is read from the finished bytes alone.
"""

import csv
import io
import re
from collections.abc import Iterator

import pikepdf

from briefwright.document.marks import Mark, data_mark

_DISARMED = re.compile(r"''*[=+\-@\t\r]")


def read_attachments(pdf: pikepdf.Pdf) -> tuple[Mark, ...]:
    """A PDF, open → a Mark for each number in the files from which its charts were drawn."""
    files = [
        bytes(file.EF.F.read_bytes())
        for file in pdf.Root.get("/AF", ())
        if file.get("/AFRelationship") == "/Data" and "/F" in file.get("/EF", {})
    ]
    return tuple(mark for file in files for mark in _read_csv(file))


def _read_csv(file: bytes) -> Iterator[Mark]:
    """A CSV file: names of series in its first line, a row in each other one → its Marks."""
    lines = list(csv.reader(io.StringIO(file.decode("utf-8-sig", "replace"), newline="")))
    names = [_rearm(name) for name in lines[0][1:]] if lines else []
    for first, *cells in filter(None, lines[1:]):
        for place, number in enumerate(cells):
            if number:
                name = names[place] if place < len(names) else "no name"
                yield data_mark(_rearm(first), name, number)


def _rearm(text: str) -> str:
    """A text of a CSV file → what it says, without the apostrophe that keeps it from being run."""
    return text[1:] if _DISARMED.match(text) else text
