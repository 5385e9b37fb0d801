"""Charts: drawn by Word itself from the data table beside the picture, with a workbook inside."""

import unicodedata
from xml.etree.ElementTree import Element

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.oxml import parse_xml
from lxml import etree

from briefwright.document.assets import BASE_URL
from briefwright.document.colours import WHITE, contrast_ratio, parse_hex
from briefwright.layout import ChartData, Style
from briefwright.word.charts.geometry import Fonts, Setting, fit_letters
from briefwright.word.charts.grid import Grid, make_grid
from briefwright.word.charts.slopes import break_names
from briefwright.word.charts.workbook import make_workbook
from briefwright.word.charts.xml import build_chart_space
from briefwright.word.languages import locale
from briefwright.word.ooxml import C, Node, element, emu, w
from briefwright.word.stretches import choose_font
from briefwright.word.writer_state import WriterState

# A chart's letters are as large as those that say what a key figure counts.
_LETTERED = "unit"
_INDIC = range(0x900, 0x10A0)  # from Devanagari to Myanmar: scripts that join their letters


def build_chart(state: WriterState, image: Element, chart_data: ChartData) -> Node:
    """An `img` of the layout and its numbers → a run with a chart as large as the picture."""
    state.drawings += 1
    state.charts += 1
    width, height = state.layout.width(image), state.layout.height(image)
    filled = make_grid(chart_data)
    setting = _read_setting(state, image, filled, width, height)
    if filled.kind == "slope":
        filled = break_names(filled, setting)
    part = _add_part(state, filled, setting)
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


def _add_part(state: WriterState, filled: Grid, setting: Setting) -> Part:
    """Numbers → the chart's part, with the workbook that it shows."""
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


def _find_enlargement(state: WriterState, image: Element, width: float) -> float:
    """An `img` of the layout and its px on the page → how many times those of its drawing."""
    drawing = state.layout.assets.find((image.get("src") or "").removeprefix(BASE_URL))
    return width / drawing.width if drawing and drawing.width else 1.0


def _choose_fonts(state: WriterState, grid: Grid, style: Style) -> Fonts:
    """What a chart says and its look → the first font of each kind that has its letters."""
    sheet = state.sheet
    look = sheet.styles["figcaption"].text
    words = "".join((*grid.rows, *(column.name for column in grid.columns), grid.unit))
    kinds: dict[str, list[str]] = {"latin": [], "asian": [], "complex": []}
    for letter in filter(str.isalpha, words):
        kinds[_find_script(letter)].append(letter)

    def choose(kind: str, own: str) -> str:
        chosen = (
            choose_font(letter, own, style["font_family"], sheet.faces) for letter in kinds[kind]
        )
        return next(filter(None, chosen), own)

    latin, complex_ = choose("latin", look.font), choose("complex", look.complex)
    asian = choose("asian", look.font) if kinds["asian"] else ""
    for font in sorted({latin, asian, complex_} - {look.font, look.complex, ""}):
        sheet.use(style, look._replace(font=font, complex=font, bold=False))
    theme = sheet.theme
    return Fonts(
        latin={theme.major: "+mj-lt", theme.minor: "+mn-lt"}.get(latin, latin),
        asian=asian,
        complex={theme.major_complex: "+mj-cs", theme.minor_complex: "+mn-cs"}.get(
            complex_, complex_
        ),
    )


def _find_script(letter: str) -> str:
    """A letter → the kind of script of which Office takes it to be."""
    if unicodedata.east_asian_width(letter) in "WF":
        return "asian"
    is_right = unicodedata.bidirectional(letter) in ("R", "AL")
    return "complex" if is_right or ord(letter) in _INDIC else "latin"


def _read_setting(
    state: WriterState, image: Element, grid: Grid, width: float, height: float
) -> Setting:
    sheet = state.sheet
    letters = sheet.styles[_LETTERED].text
    ink = parse_hex(sheet.colours["dk1"])
    dark = frozenset(
        slot
        for slot, rgb in sheet.colours.items()
        if contrast_ratio(WHITE, parse_hex(rgb)) > contrast_ratio(ink, parse_hex(rgb))
    )
    style = state.layout.style(image)
    return Setting(
        fonts=_choose_fonts(state, grid, style),
        size=min(round(letters.size) * 50, fit_letters(grid, height)),
        language=locale(style["lang"] or state.language),
        direction="rtl" if style["direction"] == "rtl" else "ltr",
        width=width,
        height=height,
        dark=dark,
        enlarged=_find_enlargement(state, image, width),
    )
