"""The table of output formats: a new one is a package with `write` and `read`, and one row here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefwright.document.assets import Assets
from briefwright.document.marks import Marks, Statements
from briefwright.problems import Problem

if TYPE_CHECKING:
    from briefwright.layout import Layout  # loads WeasyPrint


@dataclass(frozen=True)
class Format:
    """One output format: its name and file ending, how it is written and read back, what it must
    say beside its leaves, and what of a page's stylesheets it leaves out."""

    name: str
    title: str
    write: "Callable[[Layout], bytes]"
    read: Callable[[bytes], Marks]
    list_statements: "Callable[[Layout], Statements]"
    find_left_out: Callable[[Assets], tuple[Problem, ...]] = lambda _: ()


def _write_pdf(layout: "Layout") -> bytes:
    from briefwright.pdf.write import write

    return write(layout)


def _read_pdf(data: bytes) -> Marks:
    from briefwright.pdf.read import read

    return read(data)


def _state_pdf(layout: "Layout") -> Statements:
    from briefwright.layout import list_page_statements

    return list_page_statements(layout)


def _write_word(layout: "Layout") -> bytes:
    from briefwright.word.write import write

    return write(layout)


def _read_word(data: bytes) -> Marks:
    from briefwright.word.read import read

    return read(data)


def _state_word(layout: "Layout") -> Statements:
    from briefwright.layout import list_statements
    from briefwright.word.corporate_statements import add_base

    return add_base(list_statements(layout), layout)


def _write_web(layout: "Layout") -> bytes:
    from briefwright.web.write import write

    return write(layout)


def _read_web(data: bytes) -> Marks:
    from briefwright.web.read import read

    return read(data)


def _state_web(layout: "Layout") -> Statements:
    from briefwright.web.statements import list_web_statements

    return list_web_statements(layout)


def _find_left_out_of_web(assets: Assets) -> tuple[Problem, ...]:
    from briefwright.web.left_out import find_left_out

    return find_left_out(assets)


def _write_mail(layout: "Layout") -> bytes:
    from briefwright.web.mail import write

    return write(layout)


def _read_mail(data: bytes) -> Marks:
    from briefwright.web.read_mail import read

    return read(data)


def _state_mail(layout: "Layout") -> Statements:
    from briefwright.web.statements import list_mail_statements

    return list_mail_statements(layout)


# The libraries behind a format are loaded when it is asked for, not when this table is.
FORMATS: Mapping[str, Format] = {
    "pdf": Format("pdf", "PDF", _write_pdf, _read_pdf, _state_pdf),
    "docx": Format("docx", "Word", _write_word, _read_word, _state_word),
    "html": Format("html", "web page", _write_web, _read_web, _state_web, _find_left_out_of_web),
    "eml": Format("eml", "e-mail", _write_mail, _read_mail, _state_mail),
}
