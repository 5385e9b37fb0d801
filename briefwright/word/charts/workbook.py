"""The workbook inside a native chart: what Word opens when somebody edits the chart's data."""

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from briefwright.word.package import zip_files

# Where the formulas of a chart look: the rows' names in column A, the series' in row 1.
SHEET = "Sheet1"

_NEVER = datetime(1980, 1, 1)  # the workbook must not say when it was made
_WIDEST = 60  # characters of the first column


def make_workbook(
    rows: Sequence[str], series: Sequence[tuple[str, str, Sequence[Decimal | None]]]
) -> bytes:
    """Names of rows; for each series its name, number format, numbers → the bytes of an .xlsx.

    Names are written as text whatever they begin with: none becomes a formula or a link.
    """
    from xlsxwriter import Workbook  # comes with python-pptx; needed for charts only

    stream = io.BytesIO()
    book = Workbook(stream, {"in_memory": True})
    book.set_properties({"created": _NEVER})
    sheet = book.add_worksheet(SHEET)
    sheet.set_column(0, 0, min(_WIDEST, max(map(len, rows), default=0) + 2))
    for number, name in enumerate(rows, start=1):
        sheet.write_string(number, 0, name)
    for column, (name, number_format, numbers) in enumerate(series, start=1):
        sheet.write_string(0, column, name)
        form = book.add_format({"num_format": number_format})
        for number, value in enumerate(numbers, start=1):
            if value is not None:
                sheet.write_number(number, column, value, form)
    book.close()
    with zipfile.ZipFile(stream) as archive:
        return zip_files({name: archive.read(name) for name in archive.namelist()})
