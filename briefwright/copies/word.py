"""An issued Word file → copies of it, each with the line in content controls; all else as it was.

The line stands in each footer above what is there, and in a frame above the title block, outside
the flow of the text: so no line of the text moves.
"""

import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree

from briefwright.copies.mark import CopyMark, CopyStyle, Piece
from briefwright.copies.master import PROPERTY
from briefwright.copies.typesetting import fit_line
from briefwright.figures.shaping import runs_from_right
from briefwright.word.ooxml import Node, name, part_bytes, root, text_run, w

TAG = "copy"  # of the content controls
_HOLE = "@COPY@"
_TWIPS = 20  # in a point
_ABOVE = 2.5  # heights of letters between the line's top and the text
_DOCUMENT, _CUSTOM = "word/document.xml", "docProps/custom.xml"
_FOOTER = re.compile(r"word/footer\d*\.xml")
_FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # of all custom properties


@dataclass(frozen=True)
class _Part:
    """A part of the package: its entry, and its bytes before and after what differs."""

    entry: zipfile.ZipInfo
    before: bytes
    after: bytes


@dataclass(frozen=True)
class WordMaster:
    """A Word file from which copies are made; `room` is how wide the line may be, in points."""

    room: float
    style: CopyStyle = field(repr=False)
    _rest: bytes = field(repr=False)
    _parts: tuple[_Part, ...] = field(repr=False)

    def make_copy(self, mark: CopyMark) -> bytes:
        """A mark → its copy, always the same bytes."""
        pieces, _ = fit_line(mark, self.style, self.room)
        runs = _write_runs(pieces, self.style)
        stream = io.BytesIO(self._rest)
        with zipfile.ZipFile(stream, "a") as package:
            for part in self._parts:
                own = str(mark.number).encode() if part.entry.filename == _CUSTOM else runs
                package.writestr(_renew(part.entry), part.before + own + part.after)
        return stream.getvalue()


def prepare_word(docx: bytes, style: CopyStyle) -> WordMaster:
    """An issued Word file, how the line looks → what its copies are made from.

    Errors: ValueError where it is no file that Briefwright issued.
    """
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        entries = {entry.filename: entry for entry in package.infolist()}
        if _DOCUMENT not in entries or _CUSTOM not in entries:
            raise ValueError("this Word file is no edition as Briefwright issues it")
        body = etree.fromstring(package.read(_DOCUMENT))
        holed = {_CUSTOM: _add_property(package.read(_CUSTOM).decode())}
        holed |= {
            path: _add_line(etree.fromstring(package.read(path)), _make_paragraph(style, "Footer"))
            for path in entries
            if _FOOTER.fullmatch(path)
        }
        section = next(body.iter(name("w:sectPr")))
        holed[_DOCUMENT] = _add_line(body, _make_frame(style, section))
        parts = tuple(_cut(entries[path], data) for path, data in sorted(holed.items()))
        rest = _copy_entries(
            package, (one for one in entries.values() if one.filename not in holed)
        )
    return WordMaster(_read_width(section), style, rest, parts)


def _cut(entry: zipfile.ZipInfo, data: bytes) -> _Part:
    before, _, after = data.partition(_HOLE.encode())
    return _Part(entry, before, after)


def _copy_entries(package: zipfile.ZipFile, entries: Iterable[zipfile.ZipInfo]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as rest:
        for entry in entries:
            rest.writestr(_renew(entry), package.read(entry))
    return stream.getvalue()


def _renew(entry: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """An entry of a package → one of the same name and time in another package."""
    made = zipfile.ZipInfo(entry.filename, entry.date_time)
    made.compress_type = zipfile.ZIP_DEFLATED
    made.create_system = 0
    return made


def _add_property(said: str) -> bytes:
    """The part of custom properties → the same with one more, a hole in it."""
    numbers = [int(number) for number in re.findall(r'pid="(\d+)"', said)]
    row = (
        f'<property fmtid="{_FORMAT_ID}" pid="{max(numbers, default=1) + 1}" name="{PROPERTY}">'
        f"<vt:lpwstr>{_HOLE}</vt:lpwstr></property></Properties>"
    )
    return said.replace("</Properties>", row).encode()


# ----------------------------------------------------------------- the line


def _add_line(top: Node, paragraph: Node) -> bytes:
    """A part's root and a paragraph with a hole → the part with it first, in a content control."""
    holder = top.find(name("w:body"))
    taken = {int(one.get(name("w:val"), "0")) for one in top.iter(name("w:id"))}
    number = next(number for number in range(1, len(taken) + 2) if number not in taken)
    control = w(
        "sdt",
        w("sdtPr", w("alias", val=PROPERTY), w("tag", val=TAG), w("id", val=number),
          w("lock", val="sdtContentLocked")),
        w("sdtContent", paragraph),
    )  # fmt: skip
    (top if holder is None else holder).insert(0, control)
    return part_bytes(top)


def _make_paragraph(style: CopyStyle, named: str) -> Node:
    """How the line looks, the name of a style → a paragraph with a hole in it."""
    properties = w("pPr", w("pStyle", val=named), w("bidi") if style.direction == "rtl" else None)
    paragraph = w("p", properties)
    properties.tail = _HOLE
    return paragraph


def _make_frame(style: CopyStyle, section: Node) -> Node:
    """How the line looks, the first section → a paragraph in a frame above its text."""
    paragraph = _make_paragraph(style, "Footer")
    margins = section.find(name("w:pgMar"))
    assert margins is not None
    top = abs(int(margins.get(name("w:top"), "0")))
    frame = w(
        "framePr", w=round(_read_width(section) * _TWIPS), wrap="around", vAnchor="page",
        hAnchor="margin", xAlign="right" if style.direction == "rtl" else "left",
        y=max(top - round(_ABOVE * style.size * _TWIPS), 1),
    )  # fmt: skip
    paragraph[0].insert(1, frame)
    return paragraph


def _read_width(section: Node) -> float:
    """A section → how wide its lines are, in points."""
    size, margins = section.find(name("w:pgSz")), section.find(name("w:pgMar"))
    assert size is not None
    assert margins is not None
    sides = sum(int(margins.get(name(f"w:{side}"), "0")) for side in ("left", "right"))
    return (int(size.get(name("w:w"), "0")) - sides) / _TWIPS


def _write_runs(pieces: Iterable[Piece], style: CopyStyle) -> bytes:
    """The pieces of a line → their runs, as XML; one from right to left says so."""
    size = round(2 * style.size)
    runs = (
        text_run(
            text,
            w("rPr", w("color", val=style.colour[1:]), w("sz", val=size), w("szCs", val=size),
              w("rtl") if direction == "rtl" or runs_from_right(text) else None),
        )
        for text, direction in pieces
    )  # fmt: skip
    written = etree.tostring(root("w:p", *runs), encoding="UTF-8")
    return written[written.index(b"<w:r>") : written.rindex(b"</w:p>")]
