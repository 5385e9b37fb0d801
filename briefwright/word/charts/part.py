"""Charts: drawn by Word itself from the data table beside the picture, with a workbook inside."""

from xml.etree.ElementTree import Element

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.oxml import parse_xml
from lxml import etree

from briefwright.document.colours import WHITE, contrast_ratio, parse_hex
from briefwright.layout import ChartData
from briefwright.word.charts.geometry import Setting
from briefwright.word.charts.grid import make_grid
from briefwright.word.charts.workbook import make_workbook
from briefwright.word.charts.xml import build_chart_space
from briefwright.word.languages import locale
from briefwright.word.ooxml import C, Node, element, emu, w
from briefwright.word.writer_state import WriterState

# A chart's letters are as large as those that say what a key figure counts.
_LETTERED = "unit"


def build_chart(state: WriterState, image: Element, chart_data: ChartData) -> Node:
    """An `img` of the layout and its numbers → a run with a chart as large as the picture."""
    state.drawings += 1
    state.charts += 1
    width, height = state.layout.width(image), state.layout.height(image)
    part = _add_part(state, chart_data, _read_setting(state, image, width, height))
    link = state.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
    number, alt = state.drawings, image.get("alt", "")
    shown = element("a:graphicData", {"uri": C}, element("c:chart", {"r:id": link}))
    inline = element(
        "wp:inline", {"distT": 0, "distB": 0, "distL": 0, "distR": 0},
        element("wp:extent", {"cx": emu(width), "cy": emu(height)}),
        element("wp:docPr", {"id": number, "name": f"Chart {number}", "descr": alt}),
        element("wp:cNvGraphicFramePr", {}),
        element("a:graphic", {}, shown),
    )  # fmt: skip
    return w("r", w("drawing", inline))


def _add_part(state: WriterState, chart_data: ChartData, setting: Setting) -> Part:
    """Numbers → the chart's part, with the workbook that it shows."""
    filled = make_grid(chart_data)
    space = build_chart_space(filled, setting)
    package, number = state.part.package, state.charts
    columns = [(column.name, column.number_format, column.numbers) for column in filled.columns]
    book = Part(
        PackURI(f"/word/embeddings/chart{number}.xlsx"), CONTENT_TYPE.SML_SHEET,
        make_workbook(filled.rows, columns), package,
    )  # fmt: skip
    part = XmlPart(
        PackURI(f"/word/charts/chart{number}.xml"), CONTENT_TYPE.DML_CHART,
        parse_xml(etree.tostring(space)), package,
    )  # fmt: skip
    held = element("c:externalData", {"r:id": part.relate_to(book, RELATIONSHIP_TYPE.PACKAGE)})
    held.append(element("c:autoUpdate", {"val": 0}))
    part.element.append(held)
    return part


def _read_setting(state: WriterState, image: Element, width: float, height: float) -> Setting:
    sheet = state.sheet
    letters, caption = sheet.styles[_LETTERED].text, sheet.styles["figcaption"].text
    font = {sheet.theme.major: "+mj-lt", sheet.theme.minor: "+mn-lt"}.get(
        caption.font, caption.font
    )
    ink = parse_hex(sheet.colours["dk1"])
    dark = frozenset(
        slot
        for slot, rgb in sheet.colours.items()
        if contrast_ratio(WHITE, parse_hex(rgb)) > contrast_ratio(ink, parse_hex(rgb))
    )
    style = state.layout.style(image)
    return Setting(
        font=font,
        size=round(letters.size) * 50,
        language=locale(style["lang"] or state.language),
        direction="rtl" if style["direction"] == "rtl" else "ltr",
        width=width,
        height=height,
        dark=dark,
    )
