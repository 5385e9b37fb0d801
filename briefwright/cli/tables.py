"""Rows of cells → a CSV file as spreadsheets open it, in which nothing is run."""

import csv
import io
from collections.abc import Iterable, Sequence

_FORMULA = tuple("=+-@\t\r")  # what a spreadsheet would run


def make_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """The names of columns, rows → the file, in UTF-8 with the mark that Excel knows it by."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(head)
    for row in rows:
        table.writerow(f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in row)
    return b"\xef\xbb\xbf" + text.getvalue().encode()
