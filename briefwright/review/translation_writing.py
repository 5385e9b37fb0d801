"""A translation's rows → the Word file for its translator: the original beside the translation.

What a text calls is printed in controls that can't be typed in, and the original is locked. Which
row is which says a bookmark, since some programs drop the tags of controls.
"""

import unicodedata

import docx
from babel import Locale
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Cm, Pt

from briefwright.facts import dates, inline
from briefwright.layout import Metadata
from briefwright.model import addresses
from briefwright.model.dictionary import Briefing, Section
from briefwright.review.original import Original
from briefwright.review.translation_rows import (
    LEFT_TO_RIGHT,
    PROPERTY,
    Printer,
    Row,
    digest,
    group_rows,
    list_calls,
    list_rows,
    make_printers,
    split_calls,
)
from briefwright.word.languages import language_property
from briefwright.word.ooxml import XML_SPACE, Node, in_schema_order, name, w
from briefwright.word.package import save, write_properties
from briefwright.word.writer_state import TAG_LENGTH, control_tag

_ORIGINAL, _TRANSLATION, _CALL = "Original", "Translation", "Call"
_COLUMN = 4819  # twips: half of what A4 leaves between margins of 2 cm
_CHANGED, _LOCKED, _HEAD = "FFF2CC", "F2F2F2", "D9E2EC"  # shades
_CALL_SHADE = "DCE6F2"
_TITLES = {
    "facts": "words.changed_numbers",
    "names": "titles.glossary",
    "sources": "titles.sources",
}


def write_file(original: Original) -> bytes:
    """A briefing and the language of its translation → the bytes of a .docx, a table per section.

    Errors: SpliceError where nobody has begun the translation.
    """
    printers = make_printers(original)
    document = _open_document(printers)
    writer = _Writer(printers)
    body = document.element.body
    for at, rows in group_rows(list_rows(original), original.briefing).items():
        title = _name_group(at, original.briefing, printers[0])
        document.add_heading(title, level=1)
        body.insert(len(body) - 1, writer.write_table(rows))
    document.add_paragraph()
    briefing = original.briefing
    said = {
        "Briefing": original.path.resolve().name,
        "Audience": original.audience.name,
        PROPERTY: original.language,
    }
    title = f"{inline.plain_text(briefing.metadata.title.content)} ({original.language})"
    write_properties(document, Metadata(title, language=original.language, properties=said))
    return save(document, {})


def _name_group(at: str, briefing: Briefing, printer: Printer) -> str:
    """What holds rows → its heading: that of the section, or of the briefing."""
    if at in _TITLES:
        return printer.labels[_TITLES[at]]
    block = addresses.find_record(briefing.body, at) if at else None
    text = block.section if isinstance(block, Section) else briefing.metadata.title
    return "".join(
        printer.show(one) if is_call else one for one, is_call in split_calls(text.source)
    )


def _open_document(printers: tuple[Printer, Printer]) -> Document:
    """The languages of both columns → an empty page with the styles of both."""
    document = docx.Document()
    for mode in document.settings.element.iter(name("w:compatSetting")):
        if mode.get(name("w:name")) == "compatibilityMode":
            mode.set(name("w:val"), "15")
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(2)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10.5)
    normal.paragraph_format.space_after = Pt(2)
    for title, printer in zip((_ORIGINAL, _TRANSLATION), printers, strict=True):
        style = document.styles.add_style(title, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        style.element.append(in_schema_order("rPr", _set_language(printer.language)))
        if _is_rtl(printer.language):
            style.element.insert_element_before(w("pPr", w("bidi")), "w:rPr")
    call = document.styles.add_style(_CALL, WD_STYLE_TYPE.CHARACTER)
    call.element.append(w("rPr", w("shd", val="clear", color="auto", fill=_CALL_SHADE)))
    return document


def _set_language(language: str) -> list[Node]:
    """A language → the properties of what is written in it: its direction, its spelling."""
    return [*([w("rtl")] if _is_rtl(language) else []), language_property(language)]


def _is_rtl(language: str) -> bool:
    return dates.direction(language) == "rtl"


def _has_latin(words: str) -> bool:
    return any(unicodedata.bidirectional(letter) == "L" for letter in words)


class _Writer:
    """Writes tables; counts bookmarks and controls, whose numbers no two may share."""

    def __init__(self, printers: tuple[Printer, Printer]) -> None:
        self.printers = printers
        self.count = 0

    def write_table(self, rows: tuple[Row, ...]) -> Node:
        """Rows → a table of two columns as wide as one another; its head stands on each page."""
        borders = w(
            "tblBorders",
            *(w(side, val="single", sz=4, space=0, color="A6A6A6")
              for side in ("top", "left", "bottom", "right", "insideH", "insideV")),
        )  # fmt: skip
        margins = w(
            "tblCellMar",
            *(w(side, w=100, type="dxa") for side in ("top", "left", "bottom", "right")),
        )
        width = w("tblW", w=2 * _COLUMN, type="dxa")
        properties = w("tblPr", width, borders, w("tblLayout", type="fixed"), margins)
        grid = w("tblGrid", w("gridCol", w=_COLUMN), w("gridCol", w=_COLUMN))
        return w("tbl", properties, grid, self._write_head(), *map(self._write_row, rows))

    def _write_head(self) -> Node:
        cells = [
            _cell(
                _HEAD,
                _paragraph(
                    style, _run(_name_language(one.language), one.language, w("b"), w("bCs"))
                ),
            )
            for style, one in zip((_ORIGINAL, _TRANSLATION), self.printers, strict=True)
        ]
        return w("tr", w("trPr", w("cantSplit"), w("tblHeader")), *cells)

    def _write_row(self, row: Row) -> Node:
        first, second = self.printers
        number = self._next()
        lines = [self._write_words(line, first) for line in _split(row, row.source)]
        lines[0].insert(0, w("bookmarkStart", id=number, name=row.bookmark))
        lines[0].append(w("bookmarkEnd", id=number))
        original = [_paragraph(_ORIGINAL, self._lock(control_tag(row.name), one)) for one in lines]
        translated = [
            _paragraph(_TRANSLATION, *self._write_words(line, second))
            for line in _split(row, row.said or " ".join(list_calls(row.source)))
        ]
        shade = _CHANGED if row.is_stale else ""
        properties = w("trPr", w("cantSplit"))
        return w("tr", properties, _cell(_LOCKED, *original), _cell(shade, *translated))

    def _lock(self, tag: str, runs: list[Node]) -> Node:
        """A tag and runs → a control that can be neither changed nor deleted."""
        lock = w("lock", val="sdtContentLocked")
        properties = w("sdtPr", w("tag", val=tag), w("id", val=self._next()), lock)
        return w("sdt", properties, w("sdtContent", *runs))

    def _write_words(self, text: str, printer: Printer) -> list[Node]:
        """A text as typed → its runs, what it calls in controls."""
        return [
            self._write_call(one, printer) if is_call else _run(one, printer.language)
            for one, is_call in split_calls(text)
        ]

    def _write_call(self, call: str, printer: Printer) -> Node:
        """A call → what it prints, in a control whose tag says the call and what it printed."""
        shown = printer.show(call)
        if _is_rtl(printer.language) and _has_latin(shown):  # signs around it keep their places
            shown = f"{LEFT_TO_RIGHT}{shown}{LEFT_TO_RIGHT}"
        run = _run(shown, printer.language, w("rStyle", val=_CALL))
        tag = f"{call}#{digest(shown)}"
        if len(tag) > TAG_LENGTH:
            return _run(call, printer.language)
        return w(
            "sdt",
            w("sdtPr", w("alias", val=call), w("tag", val=tag), w("id", val=self._next()),
              w("lock", val="contentLocked")),
            w("sdtContent", run),
        )  # fmt: skip

    def _next(self) -> int:
        self.count += 1
        return self.count


def _split(row: Row, words: str) -> list[str]:
    """Words of a row → its paragraphs: a list has one for each member."""
    return words.split("\n") if row.has_lines else [" ".join(words.split())]


def _name_language(language: str) -> str:
    shown = Locale.parse(language, sep="-").get_display_name() or language
    return shown[:1].upper() + shown[1:]


def _cell(shade: str, *content: Node) -> Node:
    shading = w("shd", val="clear", color="auto", fill=shade) if shade else None
    return w("tc", w("tcPr", w("tcW", w=_COLUMN, type="dxa"), shading), *content)


def _paragraph(style: str, *runs: Node) -> Node:
    return w("p", w("pPr", w("pStyle", val=style)), *runs)


def _run(words: str, language: str, *looks: Node) -> Node:
    text = w("t")
    text.text = words
    text.set(XML_SPACE, "preserve")
    return w("r", in_schema_order("rPr", [*looks, *_set_language(language)]), text)
