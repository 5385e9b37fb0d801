"""The smallest workbook that Excel would open, with one sheet, for tests that read one."""

import zipfile
from collections.abc import Sequence
from pathlib import Path

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default '
    'Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
    f'ContentType="{_KIND}"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
    '<sheet name="Courses" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship '
    f'Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}


def workbook(
    path: Path, rows: Sequence[Sequence[str | float]], merged: str = "", far: str = ""
) -> Path:
    """Where it goes, its rows, cells to merge such as A1:B1, one more cell → it, written."""
    lines = (
        f'<row r="{n}">{"".join(_cell(cell, m, n) for m, cell in enumerate(row))}</row>'
        for n, row in enumerate(rows, 1)
    )
    joined = f'<mergeCells><mergeCell ref="{merged}"/></mergeCells>' if merged else ""
    last = f'<row><c r="{far}"><v>1</v></c></row>' if far else ""
    data = f"<sheetData>{''.join(lines)}{last}</sheetData>{joined}"
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, part in PARTS.items():
            packed.writestr(name, part)
        packed.writestr(
            "xl/worksheets/sheet1.xml", f'<worksheet xmlns="{_MAIN}">{data}</worksheet>'
        )
    return path


def _cell(value: str | float, column: int, row: int) -> str:
    spot = f"{chr(ord('A') + column)}{row}"
    if isinstance(value, str):
        return f'<c r="{spot}" t="inlineStr"><is><t>{value}</t></is></c>' if value else ""
    return f'<c r="{spot}"><v>{value!r}</v></c>'
