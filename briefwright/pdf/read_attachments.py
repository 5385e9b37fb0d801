"""The files that a PDF carries → the numbers of its charts, and what each file says.

Their order and what they are to the page stand in the document's catalog, which PDFium doesn't
tell; what is read here is read from the finished bytes alone.
"""

import csv
import hashlib
import io
import re
from collections.abc import Iterator
from typing import Any

import pikepdf

from briefwright.document.marks import Mark, Statement, data_mark
from briefwright.document.page_statements import describe_attached_cell, describe_attachment

_DISARMED = re.compile(r"''*[=+\-@\t\r]")
_FORMULA = re.compile(r"[=@\t\r]|[+\-](?![\d.,\s]*\d[\d.,\s]*%?$)")


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
    lines = _read_lines(file)
    names = [_rearm(name) for name in lines[0][1:]] if lines else []
    for first, *cells in filter(None, lines[1:]):
        for place, number in enumerate(cells):
            if number:
                name = names[place] if place < len(names) else "no name"
                yield data_mark(_rearm(first), name, number)


def _rearm(text: str) -> str:
    """A text of a CSV file → what it says, without the apostrophe that keeps it from being run."""
    return text[1:] if _DISARMED.match(text) else text


def state_attachments(pdf: pikepdf.Pdf) -> Iterator[Statement]:
    """A PDF, open → what it says of each of its files, and each cell in them."""
    trees: Any = pdf.Root.get("/Names", {})
    entries = list(trees.get("/EmbeddedFiles", {}).get("/Names", ()))
    pairs = zip(entries[::2], entries[1::2], strict=False)
    by_name: dict[str, Any] = {str(name): file for name, file in pairs}
    shown = list(pdf.Root.get("/AF", ()))
    for number, file in enumerate(shown, start=1):
        name, about = str(file.UF), file.EF.F.Params
        data = bytes(file.EF.F.read_bytes())
        faults = "".join(f", {fault}" for fault in _find_faults(file, by_name.get(name), data))
        relation = str(file.AFRelationship)[1:] + faults
        day = re.sub(r"\D", "", str(about.get("/ModDate", "")))
        title = str(file.Desc)
        yield Statement("attached file", describe_attachment(number, name, relation, title, day))
        for row, line in enumerate(_read_lines(data), start=1):
            for column, text in enumerate(line, start=1):
                said = describe_attached_cell(name, row, column, _describe_text(text))
                yield Statement("cell of an attached file", said)
    for name in by_name.keys() - {str(file.UF) for file in shown}:
        yield Statement("attached file", f"{name}, which nothing on the pages refers to")


def _find_faults(file: Any, named: Any, data: bytes) -> Iterator[str]:
    """A file, what its name leads to, its bytes → what it says of itself that isn't so."""
    about = file.EF.F.Params
    if named is None or named.objgen != file.objgen or str(file.F) != str(file.UF):
        yield "under another name"
    if file.EF.F.objgen != file.EF.UF.objgen:
        yield "of two contents"
    if about.Size != len(data):
        yield "of another size"
    if bytes(about.CheckSum) != hashlib.md5(data, usedforsecurity=False).digest():
        yield "of another checksum"
    written, lines = io.StringIO(newline=""), _read_lines(data)
    csv.writer(written).writerows(lines)
    if not all(lines) or written.getvalue().encode("utf-8-sig") != data:
        yield "in other bytes than its cells"


def _read_lines(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig", "replace"), newline="")))


def _describe_text(text: str) -> str:
    """A cell → what it says; one that a spreadsheet would work out says so."""
    return f"the formula {text}" if _FORMULA.match(text) else _rearm(text)
