"""Documents as offices have them: made by python-docx, and by hand where that can't."""

import io
import re
import zipfile
from collections.abc import Mapping

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from lxml import etree
from PIL import Image
from pptx.chart.data import CategoryChartData
from pptx.chart.xmlwriter import ChartXmlWriter
from pptx.enum.chart import XL_CHART_TYPE

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def draw_picture() -> bytes:
    """A small picture, as a PNG."""
    data = io.BytesIO()
    Image.new("RGB", (60, 40), "#336699").save(data, "PNG")
    return data.getvalue()


def make_report() -> bytes:
    """A report that uses Word's styles: headings, lists, tables, a picture, a comment, margins."""
    document = docx.Document()
    document.core_properties.author = "Water ministry"
    document.add_heading("Wells of the north", 0)
    document.add_paragraph("What was drilled, and for whom", style="Subtitle")
    document.add_paragraph("This note is for the press. Write to desk@example.org.")
    document.add_heading("What was done", 1)
    text = document.add_paragraph("The ministry drilled ")
    text.add_run("97 wells").bold = True
    text.add_run(" in one year, a record {so far} for [the north]. The ")
    text.add_run("Ana Lake").italic = True
    text.add_run(" rose.")
    document.add_paragraph("Where they are:")
    document.add_paragraph("In the valley", style="List Bullet")
    document.add_paragraph("By the road", style="List Bullet 2")
    document.add_paragraph("On the hill", style="List Bullet")
    document.add_paragraph("First, ask the owner.", style="List Number")
    document.add_paragraph("Then drill.", style="List Number")
    document.add_heading("By district", 2)
    document.add_paragraph("Table 1: Wells by district", style="Caption")
    _add_table(document)
    document.add_heading("Pictures", 1)
    run = document.add_paragraph().add_run()
    run.add_picture(io.BytesIO(draw_picture()))
    run._r.find(".//{*}docPr").set("descr", "A well with a pump.")
    document.add_paragraph("Figure 1: The well of Oru", style="Caption")
    document.add_comment(text.runs, "Is that so?", "Ana")
    document.sections[0].header.paragraphs[0].text = "For the press"
    document.sections[0].footer.paragraphs[0].text = "Page 1"
    return _save(document)


def _add_table(document: "docx.document.Document") -> None:
    table = document.add_table(4, 3)
    rows = (
        ("District", "Wells", "Depth"),
        ("Oru", "57", "12 m"),
        ("Bel", "40", ""),
        ("Sum", "97", ""),
    )
    for row, words in zip(table.rows, rows, strict=True):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    table.cell(2, 2).merge(table.cell(3, 2)).text = "not measured"


def make_typed() -> bytes:
    """A note without any style: bold lines for headings, typed bullets, numbers for sources."""
    document = docx.Document()
    document.add_paragraph().add_run("Background").bold = True
    document.add_paragraph(
        "The lake fell by two metres in ten years [1], as the ministry says [2]."
    )
    lead = document.add_paragraph()
    lead.add_run("Access:").bold = True
    lead.add_run(" one road leads there.")
    document.add_paragraph().add_run("What is asked").bold = True
    for label, words in (("Money:", " 40 million crowns"), ("Time:", " two years")):
        item = document.add_paragraph("•\t")
        item.add_run(label).bold = True
        item.add_run(words)
    document.add_heading("References", 1)
    document.add_paragraph("Survey of the lake, 2024", style="List Number")
    document.add_paragraph("Report of the ministry, 2025", style="List Number")
    return _save(document)


def make_edited() -> bytes:
    """A text with what Word keeps beside it: tracked changes, hidden words, contents, a box."""
    document = docx.Document()
    document.add_heading("Edited", 1)
    _add(document, "<w:r><w:t>The lake </w:t></w:r><w:del><w:r><w:delText>sank</w:delText></w:r>"
         "</w:del><w:ins><w:r><w:t>fell</w:t></w:r></w:ins><w:r><w:t>.</w:t></w:r>")  # fmt: skip
    _add(document, "<w:r><w:rPr><w:vanish/></w:rPr><w:t>Nobody sees this.</w:t></w:r>")
    _add(
        document,
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC </w:instrText>'
        '</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>Edited 1</w:t></w:r>',
    )
    _add(document, '<w:r><w:t>More 2</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>')
    _add(document, "<w:r><w:t>Beside a box.</w:t></w:r><w:r><w:pict><w:txbxContent><w:p><w:r>"
         "<w:t>In the box.</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>")  # fmt: skip
    note = "<w:footnoteReference w:id='2'/>"
    _add(
        document,
        f"<w:r><w:t>It rained.</w:t></w:r><w:r>{note}</w:r><w:r><w:t> Then not.</w:t></w:r>",
    )
    notes = (
        f"<w:footnotes {nsdecls('w')}><w:footnote w:id='0' w:type='separator'/>"
        "<w:footnote w:id='2'><w:p><w:r><w:t>Weather service, 2026</w:t></w:r></w:p>"
        "</w:footnote></w:footnotes>"
    )
    return add_parts(_save(document), {"word/footnotes.xml": notes.encode()})


def make_charted() -> bytes:
    """A text with a chart, whose numbers in the workbook differ from those that it drew."""
    numbers = CategoryChartData()
    numbers.categories = ["2023", "2024"]
    numbers.add_series("Wells", (57, 97))
    xml = ChartXmlWriter(XL_CHART_TYPE.COLUMN_CLUSTERED, numbers).xml
    drawn = xml.replace("<c:v>97</c:v>", "<c:v>96</c:v>")
    assert drawn != xml
    document = docx.Document()
    document.add_heading("Numbers", 1)
    document.add_paragraph("Figure 1: Wells drilled", style="Caption")
    chart = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    _add(
        document,
        f'<w:r><w:drawing><c:chart {chart} {nsdecls("r")} r:id="rIdChart"/></w:drawing></w:r>',
    )
    relation = f'<Relationship Id="rIdChart" Type="{_OFFICE}/chart" Target="charts/chart1.xml"/>'
    workbook = (
        f'<Relationship Id="rId1" Type="{_OFFICE}/package" Target="../embeddings/book.xlsx"/>'
    )
    return add_parts(
        relate(_save(document), relation),
        {
            "word/charts/chart1.xml": drawn.encode(),
            "word/charts/_rels/chart1.xml.rels":
                f'<Relationships xmlns="{_RELATIONS}">{workbook}</Relationships>'.encode(),
            "word/embeddings/book.xlsx": numbers._workbook_writer.xlsx_blob,
        },
    )  # fmt: skip


def relate(data: bytes, relation: str) -> bytes:
    """A Word file and one more relation of its text → the file with it."""
    name = "word/_rels/document.xml.rels"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        said = archive.read(name).decode()
    return add_parts(
        data, {name: said.replace("</Relationships>", f"{relation}</Relationships>").encode()}
    )


def add_parts(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """A Word file and parts by name → the file with them, in the place of what has their names."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for one in old.infolist():
            if one.filename not in parts:
                new.writestr(one, old.read(one))
        for name, part in parts.items():
            new.writestr(name, part)
    return made.getvalue()


def list_words(data: bytes) -> list[str]:
    """A Word file → the words of each of its paragraphs, notes, heads and feet, found by XPath."""
    found = []
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if re.fullmatch(r"word/(document|footnotes|endnotes|header\d*|footer\d*)\.xml", name):
                root = etree.fromstring(archive.read(name))
                found += [
                    "".join(p.xpath("(.//*[local-name()='t'] | .//*[local-name()='tab'])"
                                    "[count(ancestor::*[local-name()='p']) = $depth]/text()",
                                    depth=len(p.xpath("ancestor-or-self::*[local-name()='p']"))))
                    for p in root.iter(W + "p")
                ]  # fmt: skip
    return [one for one in found if one.strip()]


def _add(document: "docx.document.Document", inside: str) -> None:
    document.element.body.insert(-1, parse_xml(f"<w:p {nsdecls('w')}>{inside}</w:p>"))


def _save(document: "docx.document.Document") -> bytes:
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()
