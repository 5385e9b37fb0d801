"""A finished PDF, spoilt in one place: in its drawing instructions or in its structure tree."""

import io
import re
from collections.abc import Callable, Iterator

import pikepdf
from pikepdf import Array, ContentStreamInstruction, Object, Operator, Page, Pdf

from tampering.saving import save, unparse

Content = tuple[int, int]  # marked content: its page from 0 and its number on that page
Change = Callable[[ContentStreamInstruction], list[ContentStreamInstruction]]

SHOW_TEXT = Operator("TJ")
DRAW_PICTURE = Operator("Do")


def list_item(data: bytes) -> bytes:
    """A PDF → the same in which the second item of the first list isn't drawn."""
    return _changed(data, lambda pdf: _undraw(pdf, "/LI", "The second item", SHOW_TEXT))


def figure(data: bytes) -> bytes:
    """A PDF → the same in which the picture isn't drawn; its place in the structure stays."""
    return _changed(data, lambda pdf: _undraw(pdf, "/Figure", "", DRAW_PICTURE))


def digit(data: bytes) -> bytes:
    """A PDF → the same in which the first message says 1,411 instead of 1,410."""

    def change(pdf: Pdf) -> None:
        texts = _texts(pdf)
        message = _element(pdf, "/P", "The first message")
        (number,) = (content for content in _contents(pdf, message) if texts[content] == "1,410")
        _redraw(pdf, {number}, SHOW_TEXT, lambda instruction: [_with_last_as_first(instruction)])

    return _changed(data, change)


def caption(data: bytes) -> bytes:
    """A PDF → the same in which the caption of the picture isn't drawn."""
    return _changed(data, lambda pdf: _undraw(pdf, "/Caption", "A square", SHOW_TEXT))


def alt_text(data: bytes) -> bytes:
    """A PDF → the same without the alt text of its picture."""

    def change(pdf: Pdf) -> None:
        del _element(pdf, "/Figure", "")["/Alt"]

    return _changed(data, change)


def note(data: bytes) -> bytes:
    """A PDF → the same in which the footnote isn't drawn; its call stays."""
    return _changed(data, lambda pdf: _undraw(pdf, "/Note", "A note at the foot", SHOW_TEXT))


def sections(data: bytes) -> bytes:
    """A PDF → the same with its first two sections swapped in the order in which it is read."""

    def change(pdf: Pdf) -> None:
        (document,) = _kids(pdf.Root.StructTreeRoot)
        kids = document.K
        first, second = (n for n, kid in enumerate(kids) if kid.S == "/Sect" and n < len(kids) - 2)
        kids[first], kids[second] = kids[second], kids[first]

    return _changed(data, change)


# ----------------------------------------------------------------- the data of charts


def attached_number(data: bytes) -> bytes:
    """A PDF → the same in whose first chart's file 138 stands instead of 139."""
    return _in_file(data, lambda lines: [line.replace(",139", ",138") for line in lines])


def attached_row(data: bytes) -> bytes:
    """A PDF → the same in whose first chart's file the second row is missing."""
    return _in_file(data, lambda lines: [*lines[:2], *lines[3:]])


def attached_rows(data: bytes) -> bytes:
    """A PDF → the same with the first two rows of its first chart's file swapped."""
    return _in_file(data, lambda lines: [lines[0], lines[2], lines[1], *lines[3:]])


def attached_file(data: bytes) -> bytes:
    """A PDF → the same in which the first chart has lost its file."""

    def change(pdf: Pdf) -> None:
        del pdf.Root.AF[0]

    return _changed(data, change)


def _in_file(data: bytes, change: Callable[[list[str]], list[str]]) -> bytes:
    """A PDF and a change of lines → the PDF with its first file changed."""

    def changed(pdf: Pdf) -> None:
        stream = pdf.Root.AF[0].EF.F
        lines = stream.read_bytes().decode().splitlines(keepends=True)
        stream.write("".join(change(lines)).encode())

    return _changed(data, changed)


def _changed(data: bytes, change: Callable[[Pdf], None]) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        change(pdf)
        return save(pdf)


# ----------------------------------------------------------------- structure


def _element(pdf: Pdf, kind: str, words: str) -> Object:
    """A type and some words → the only element of that type with those words."""
    texts = _texts(pdf)
    (found,) = (
        element
        for element in _elements(pdf.Root.StructTreeRoot)
        if kind == element.S
        and words in "".join(texts.get(content, "") for content in _contents(pdf, element))
    )
    return found


def _elements(parent: Object) -> Iterator[Object]:
    for kid in _kids(parent):
        if not isinstance(kid, int) and "/S" in kid:
            yield kid
            yield from _elements(kid)


def _kids(element: Object) -> list[Object | int]:
    kids = element.get("/K", Array())
    return list(kids) if isinstance(kids, Array) else [kids]


def _contents(pdf: Pdf, element: Object) -> Iterator[Content]:
    """An element → all marked content in it, in order."""
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    for kid in _kids(element):
        if isinstance(kid, int):
            yield pages[element.Pg.objgen], kid
        elif "/MCID" in kid:
            yield pages[kid.Pg.objgen], int(kid.MCID)
        elif "/S" in kid:
            yield from _contents(pdf, kid)


# ----------------------------------------------------------------- drawing instructions


def _undraw(pdf: Pdf, kind: str, words: str, operator: Operator) -> None:
    """An element by type and words → its instructions of one kind taken out."""
    gone = set(_contents(pdf, _element(pdf, kind, words)))
    _redraw(pdf, gone, operator, lambda instruction: [])


def _redraw(pdf: Pdf, which: set[Content], operator: Operator, change: Change) -> None:
    """Marked content → each of its instructions of one kind changed, one of them at least."""
    changed = 0
    for number, page in enumerate(pdf.pages):
        instructions: list[ContentStreamInstruction] = []
        for mcid, instruction in _instructions(page):
            if (number, mcid) in which and instruction.operator == operator:
                instructions += change(instruction)
                changed += 1
            else:
                instructions.append(instruction)
        page.obj.Contents = pdf.make_stream(unparse(instructions))
    assert changed


def _instructions(page: Page) -> Iterator[tuple[int, ContentStreamInstruction]]:
    """A page → each instruction, with the number of the marked content it stands in, or -1."""
    around: list[int] = []
    for instruction in pikepdf.parse_content_stream(page):
        assert isinstance(instruction, ContentStreamInstruction)
        name = str(instruction.operator)
        if name in ("BMC", "BDC"):
            properties = instruction.operands[1] if name == "BDC" else {}
            around.append(int(properties.get("/MCID", -1)))
        elif name == "EMC":
            around.pop()
        yield max(around, default=-1), instruction


def _with_last_as_first(instruction: ContentStreamInstruction) -> ContentStreamInstruction:
    """“1,410” → “1,411”: the last glyph is drawn as the first one is."""
    parts = list(instruction.operands[0])
    glyphs = [n for n, part in enumerate(parts) if isinstance(part, Object) and bytes(part)]
    assert len(glyphs) == len("1,410")
    parts[glyphs[-1]] = parts[glyphs[0]]
    return ContentStreamInstruction([Array(parts)], instruction.operator)


# ----------------------------------------------------------------- text


def _texts(pdf: Pdf) -> dict[Content, str]:
    """A PDF → the text of each piece of marked content, by the fonts' own tables."""
    texts: dict[Content, str] = {}
    for number, page in enumerate(pdf.pages):
        tables = {name: _letters(font) for name, font in page.Resources.Font.items()}
        letters: dict[bytes, str] = {}
        for mcid, instruction in _instructions(page):
            if instruction.operator == Operator("Tf"):
                letters = tables[str(instruction.operands[0])]
            elif instruction.operator == SHOW_TEXT:
                shown = b"".join(
                    bytes(part) for part in instruction.operands[0] if isinstance(part, Object)
                )
                pairs = (shown[n : n + 2] for n in range(0, len(shown), 2))
                text = "".join(letters[pair] for pair in pairs)
                texts[number, mcid] = texts.get((number, mcid), "") + text
    return texts


def _letters(font: Object) -> dict[bytes, str]:
    """A font → glyph → what it stands for."""
    pairs = re.findall(rb"<([0-9a-f]{4})> <([0-9a-f]+)>\n", font.ToUnicode.read_bytes())
    return {
        bytes.fromhex(glyph.decode()): bytes.fromhex(letters.decode()).decode("utf-16-be")
        for glyph, letters in pairs
    }
