"""The bytes of a CSV file, or of a workbook → rows of cells as text, each with its line."""

import codecs
import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal

from briefwright.problems import ContentError, Place, Problem, suggest

SEPARATORS = ";\t,"  # where two cut the header alike, the comma belongs to its words
MAX_UNPACKED_BYTES = 25_000_000  # of a workbook, so that a small file can't hold a huge one
MAX_CELLS = 2_000_000  # of one sheet, empty ones between others included
_EXACT_DIGITS = 15  # as many as a workbook keeps of a number

_ADVICE = "in Excel, save it as “CSV UTF-8”."
_BRIEF = 40  # letters of a line that a message quotes
_WESTERN = "cp1252"
# The code pages in which Windows keeps texts of these languages, unless they are Unicode.
_CODE_PAGES = {
    **dict.fromkeys(("ru", "uk", "kk", "bg", "sr"), "cp1251"),
    **dict.fromkeys(("pl", "cs", "sk", "hu", "hr", "sl", "ro"), "cp1250"),
    **dict.fromkeys(("ar", "fa", "ur"), "cp1256"),
    "tr": "cp1254",
    "el": "cp1253",
    "he": "cp1255",
    "ja": "cp932",
    "ko": "cp949",
    "zh": "gb18030",
    "zh-hant": "cp950",
}

_SHEET = re.compile(r"/?xl/.*sheets?/.*\.xml$", re.IGNORECASE)
_CELL = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{1,3})([0-9]{1,7})["']""")

Lines = Iterator[tuple[int, list[str]]]


# ----------------------------------------------------------------- CSV


def read_csv(text: str, separator: str, file: str) -> Lines:
    """The text of a CSV file, or its beginning, and its path → records, each with its first line.

    They are read lazily. Errors: ContentError for quote marks that don't pair.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            message = (
                "A quote mark is not closed here, or closes before its cell ends; inside a cell "
                'in quotes, write "" for each of them.'
            )
            raise _error("C248", message, file, line) from error
        yield line, cells
        line = reader.line_num + 1


def decode_utf8(data: bytes, file: str) -> str:
    """A CSV file and its path → its text. Errors: ContentError where it isn't UTF-8."""
    try:
        return _empty_setting(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        message = f"This file isn't saved as UTF-8; {_ADVICE}"
        raise _error("C241", message, file, data.count(b"\n", 0, error.start) + 1) from error


def decode(data: bytes, file: str, language: str) -> tuple[str, Problem | None]:
    """A CSV file, its path, the briefing's language → its text, and a warning if it is not UTF-8.

    Spreadsheets save in UTF-8, in UTF-16 with a mark at the beginning, or in the code page of
    Windows for the country. Errors: ContentError for bytes that are none of these.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _empty_setting(data.decode("utf-16", "ignore")), None
    try:
        return decode_utf8(data, file), None
    except ContentError as error:
        if b"\0" in data:  # not a text at all
            raise
        page = _CODE_PAGES.get(language.casefold(), _WESTERN)
        try:
            text = _empty_setting(data.decode(page))
        except UnicodeDecodeError:
            raise error from None
        place = error.problems[0].where
    shown = text.splitlines()[place.line - 1].strip() if place else ""
    brief = shown if len(shown) <= _BRIEF else f"{shown[:_BRIEF]}…"
    message = (
        f"This file isn't saved as UTF-8 and was read as {_name_page(page)}, in which this line is "
        f"“{brief}”; if a letter is wrong, {_ADVICE}"
    )
    return text, Problem("C251", message, place, level="warning")


def _empty_setting(text: str) -> str:
    """A CSV file → the same, its first line empty if that only names the separator for Excel."""
    first, end, rest = text.partition("\n")
    return end + rest if first.lower().startswith("sep=") else text


def _name_page(page: str) -> str:
    return page.replace("cp", "windows-") if page.startswith("cp") else page.upper()


def find_separator(text: str) -> str:
    """A CSV file → its separator: the semicolon, tab or comma that cuts the header the most.

    A header of one column has none, and any will do.
    """
    return max(SEPARATORS, key=lambda sign: _count_cells(text, sign))


def _count_cells(text: str, separator: str) -> int:
    try:
        records = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        return len(next((cells for cells in records if cells), []))
    except csv.Error:
        return 0


# ----------------------------------------------------------------- workbooks


def read_workbook(data: bytes, file: str, sheet: str) -> Lines:
    """A workbook, its path, a sheet's name, "" for the first → its rows, each with its number.

    Errors: ContentError for what can't be opened, unpacks to too much, or has merged cells.
    """
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    _check_size(data, file)
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            name = _find_sheet(book.sheet_names, sheet, file)
            found = book.get_sheet_by_name(name)
            merged, start = found.merged_cell_ranges or [], found.start
            rows = found.to_python()
    except PasswordError as error:
        message = "This workbook has a password; save it without one."
        raise _error("C240", message, file) from error
    except CalamineError as error:
        message = "This file can't be read as a workbook; save it as .xlsx again, or as CSV UTF-8."
        raise _error("C240", message, file) from error
    if merged:
        line, column = merged[0][0]
        message = (
            f"The cells from {_letters(column)}{line + 1} on are merged; give each its own text."
        )
        raise _error("C243", message, file, line + 1)
    first = start[0] + 1 if start else 1
    yield from ((first + n, [_write_cell(value) for value in row]) for n, row in enumerate(rows))


def _check_size(data: bytes, file: str) -> None:
    """A workbook → nothing, where it is one and no sheet of it would fill the memory.

    Its reader makes room for every cell from the first to the last that holds something.
    Errors: ContentError.
    """
    corners: list[tuple[int, int, int, int]] = []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            size = sum(part.file_size for part in packed.infolist())
            if size <= MAX_UNPACKED_BYTES:
                names = filter(_SHEET.match, packed.namelist())
                corners += (_find_corners(packed.read(name)) for name in names)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error, EOFError):
        return  # the reader of workbooks says what is wrong with it
    for top, bottom, left, right in corners:
        if (bottom - top + 1) * (right - left + 1) > MAX_CELLS:
            message = (
                f"A sheet of this workbook reaches to the cell {_letters(right - 1)}{bottom}, far "
                "from the others; delete what stands there, be it a blank, and save it again."
            )
            raise _error("C242", message, file, bottom)
    if size > MAX_UNPACKED_BYTES:
        most = MAX_UNPACKED_BYTES // 1_000_000
        message = (
            f"This workbook holds more than {most} MB; keep only the rows that the briefing needs."
        )
        raise _error("C242", message, file)


def _find_corners(sheet: bytes) -> tuple[int, int, int, int]:
    """The XML of a sheet → first and last row, first and last column of its cells, from 1."""
    found = [(int(row), _number(column)) for column, row in _CELL.findall(sheet)] or [(1, 1)]
    rows, columns = [row for row, _ in found], [column for _, column in found]
    return min(rows), max(rows), min(columns), max(columns)


def _number(letters: bytes) -> int:
    """What a workbook calls a column, A, B … Z, AA → its number from 1."""
    number = 0
    for letter in letters.upper():
        number = 26 * number + letter - ord("A") + 1
    return number


def _find_sheet(names: list[str], wanted: str, file: str) -> str:
    if not names:
        raise _error("C242", "This workbook has no sheet.", file)
    if wanted and wanted not in names:
        close = suggest(wanted, names) or f"; it has {', '.join(names)}."
        raise ContentError([Problem("C246", f"This workbook has no sheet “{wanted}”{close}")])
    return wanted or names[0]


def _write_cell(value: object) -> str:
    """A cell as a workbook keeps it → its text: plain digits, a date as 2024-09-21."""
    match value:
        case bool():
            return "yes" if value else "no"
        case int() | float():
            digits = Decimal(f"{value:.{_EXACT_DIGITS}g}")
            return f"{digits:f}"
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case date() | time():
            return value.isoformat()
        case _:
            return str(value)


def _letters(column: int) -> str:
    """A column's number from 0 → what a workbook calls it: A, B … Z, AA."""
    before, last = divmod(column, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)


def _error(code: str, message: str, file: str, line: int = 1) -> ContentError:
    return ContentError([Problem(code, message, Place(file, line))])
