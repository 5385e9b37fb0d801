"""The table of output formats: a new one is a package with `write` and `read`, and one row here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefwright.document.marks import Marks

if TYPE_CHECKING:
    from briefwright.layout import Layout  # loads WeasyPrint


@dataclass(frozen=True)
class Format:
    """One output format: its name and file ending, and how it is written and read back."""

    name: str
    title: str
    write: "Callable[[Layout], bytes]"
    read: Callable[[bytes], Marks]


def _write_pdf(layout: "Layout") -> bytes:
    from briefwright.pdf.write import write

    return write(layout)


def _read_pdf(data: bytes) -> Marks:
    from briefwright.pdf.read import read

    return read(data)


def _write_word(layout: "Layout") -> bytes:
    from briefwright.word.write import write

    return write(layout)


def _read_word(data: bytes) -> Marks:
    from briefwright.word.read import read

    return read(data)


# The libraries behind a format are loaded when it is asked for, not when this table is.
FORMATS: Mapping[str, Format] = {
    "pdf": Format("pdf", "PDF", _write_pdf, _read_pdf),
    "docx": Format("docx", "Word", _write_word, _read_word),
}
