"""An issued PDF and all marks → a master, from which each copy is made by putting a few bytes in.

What differs between copies stands in slots of one length: the drawn line, its words for screen
readers, the number in the metadata, the file's identity. So a copy is the master with other bytes
in its slots: no offset moves, all else is the same, and none can be turned back into the master by
cutting off its end, as a revision that is appended could.

The line is drawn by one form, which each page shows: at the foot as an artifact, in the title block
as a paragraph of its own.
"""

import hashlib
import io
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from briefwright.copies.fonts import Codes, give_codes, write_fonts
from briefwright.copies.mark import CopyMark, CopyStyle, Piece, clean
from briefwright.copies.places import LinePlace, Places, find_places
from briefwright.copies.typesetting import Glyph, fit_line, measure
from briefwright.problems import MachineError

PROPERTY = "Copy"  # what the copy's number is called in the metadata
_FORM = "/CopyMark"
_ARTIFACT = b"/Artifact <</Type /Pagination /Subtype /Footer>> BDC "
_DRAWN, _SPOKEN, _NUMBER, _INFO = b"%@DRAWN@", b"@SPOKEN@", b"@NUMBER@", b"@INFO@"
_DIGITS = 12  # that a copy's number may have
_ITEMS = re.compile(r"(<briefing:properties>\s*<rdf:Seq>)(.*?)(</rdf:Seq>)", re.DOTALL)
_IDENTITY = re.compile(rb"/ID \[\s*<[0-9a-f]{32}>\s*<([0-9a-f]{32})>")


@dataclass(frozen=True)
class _Slot:
    """A place in the master: from `start`, `length` bytes; `checked` are followed by their sum."""

    start: int
    length: int
    kind: bytes


@dataclass(frozen=True)
class Master:
    """A PDF with slots, and what goes into them for each mark; `places` are where lines stand.

    `lines` are the lines of all marks, as they are printed.
    """

    data: bytes = field(repr=False)
    places: Places
    lines: Mapping[CopyMark, str]
    _drawn: Mapping[CopyMark, bytes] = field(repr=False)
    _slots: tuple[_Slot, ...] = field(repr=False)

    def make_copy(self, mark: CopyMark) -> bytes:
        """A mark of those that the master was prepared for → its copy, always the same bytes.

        Errors: KeyError for any other mark.
        """
        pieces: list[bytes] = []
        after = 0
        for slot in self._slots:
            pieces += (self.data[after : slot.start], self._fill(slot, mark))
            after = slot.start + slot.length
        return b"".join((*pieces, self.data[after:]))

    def _fill(self, slot: _Slot, mark: CopyMark) -> bytes:
        """A slot and a mark → the bytes that go in, as many as there were."""
        if slot.kind == _DRAWN:
            drawn = self._drawn[mark].ljust(slot.length - 4)
            return drawn + zlib.adler32(drawn).to_bytes(4, "big")
        if slot.kind == _SPOKEN:
            return _write_string(self.lines[mark], slot.length)
        if slot.kind == _INFO:
            return _write_string(str(mark.number), slot.length)
        if slot.kind == _NUMBER:
            return f"{PROPERTY}: {mark.number}</rdf:li>".encode().ljust(slot.length)
        return (
            hashlib.sha256(
                self.data[slot.start : slot.start + slot.length] + self.lines[mark].encode()
            )
            .hexdigest()[: slot.length]
            .encode()
        )


def _write_string(text: str, length: int) -> bytes:
    """A text → a string of PDF of that length: blanks among its digits count for nothing."""
    digits = f"\ufeff{text}".encode("utf-16-be").hex()
    return f"<{digits}".encode().ljust(length - 1) + b">"


def prepare(pdf: bytes, marks: Iterable[CopyMark], style: CopyStyle) -> Master:
    """An issued PDF, the marks of all copies, how their line looks → the master of these copies.

    Errors: MachineError where a page has no room for the line, or a name has letters that no font
    here has; ValueError where the PDF is none that Briefwright issued.
    """
    every = tuple(dict.fromkeys(marks))
    places = find_places(pdf, style.size, style.direction)
    heads = (places.head,) if places.head else ()
    room = min(place.right - place.left for place in (*places.feet, *heads))
    lines = {mark: fit_line(mark, style, room) for mark in every}
    _require_letters(lines, style)
    codes = give_codes((glyphs for _, glyphs in lines.values()), style.faces)
    drawn = {mark: _draw(glyphs, codes, style) for mark, (_, glyphs) in lines.items()}
    spoken = {mark: "".join(text for text, _ in line) for mark, (line, _) in lines.items()}
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        form = _make_form(opened, max(map(len, drawn.values()), default=0), room, style)
        form.Resources = Dictionary(Font=write_fonts(opened, codes, style.faces))
        _show_on_pages(opened, form, places, style)
        _add_number(opened)
        length = max((len(text.encode("utf-16-be")) for text in spoken.values()), default=0)
        _add_paragraph(opened, places, 2 * length)
        data = _write(opened)
    slots = sorted(_list_slots(data), key=lambda slot: slot.start)
    return Master(data, places, spoken, drawn, tuple(slots))


def _require_letters(
    lines: Mapping[CopyMark, tuple[tuple[Piece, ...], tuple[Glyph, ...]]], style: CopyStyle
) -> None:
    """Errors: MachineError where a line has a letter that no font has."""
    lacking = {
        mark: [glyph.text for glyph in glyphs if not glyph.number]
        for mark, (_, glyphs) in lines.items()
    }
    faulty = [mark for mark, letters in lacking.items() if letters]
    if faulty:
        letters = "".join(dict.fromkeys("".join("".join(lacking[mark]) for mark in faulty)))
        names = ", ".join(clean(mark.name) for mark in faulty[:3])
        raise MachineError(
            f"No font here has the letters “{letters[:20]}” of {names}. For Chinese, Japanese and "
            "Korean: .venv/bin/python -m pip install -c constraints.txt justmytype-intl-cjk"
        )


def _draw(glyphs: Sequence[Glyph], codes: Codes, style: CopyStyle) -> bytes:
    """Glyphs → what draws them from the form's origin on, leftwards where lines begin right."""
    red, green, blue = (int(style.colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    start = -measure(glyphs, style) if style.direction == "rtl" else 0.0
    return b"".join((
        f"{red:.3f} {green:.3f} {blue:.3f} rg BT 1 0 0 1 {start:.3f} 0 Tm\n".encode(),
        codes.show(glyphs, style.size),
        b" ET",
    ))  # fmt: skip


# ----------------------------------------------------------------- the master's objects


def _make_form(pdf: pikepdf.Pdf, length: int, room: float, style: CopyStyle) -> pikepdf.Object:
    """A PDF, the longest drawing in bytes, the room → the form that pages show, a slot in it.

    Its stream is compressed by no more than its frame, so that bytes can be put in.
    """
    form = pdf.make_stream(b"")
    form.write(zlib.compress(_DRAWN.ljust(max(length, len(_DRAWN))), 0), filter=Name.FlateDecode)
    left, right = (-room, 0.0) if style.direction == "rtl" else (0.0, room)
    form.Type, form.Subtype = Name.XObject, Name.Form
    form.BBox = [left, -0.4 * style.size, right, style.size]
    return form


def _show_on_pages(
    pdf: pikepdf.Pdf, form: pikepdf.Object, places: Places, style: CopyStyle
) -> None:
    """A PDF and its form → shown at the foot of each page and, as content, on the first."""
    for number, (page, foot) in enumerate(zip(pdf.pages, places.feet, strict=True)):
        shown = [_show(foot, style, _ARTIFACT)]
        if number == 0:
            tag = f"/P <</MCID {_next_content(pdf)}>> BDC ".encode()
            title = _show(places.head or foot, style, tag)
            shown = [title, *(shown if places.head else [])]
        resources = Dictionary(dict(page.obj.Resources.items()))
        forms = dict(resources.XObject.items()) if "/XObject" in resources else {}
        resources.XObject = Dictionary({**forms, _FORM: form})
        page.obj.Resources = resources
        page.contents_add(b"q\n", prepend=True)
        page.contents_add(b"\nQ\n" + b"\n".join(shown))


def _show(place: LinePlace, style: CopyStyle, tag: bytes) -> bytes:
    start = place.right if style.direction == "rtl" else place.left
    return tag + f"q 1 0 0 1 {start:g} {place.baseline:g} cm {_FORM} Do Q EMC".encode()


def _next_content(pdf: pikepdf.Pdf) -> int:
    """A PDF → the number that the next piece of content on its first page gets."""
    return len(_find_owners(pdf))


def _find_owners(pdf: pikepdf.Pdf) -> pikepdf.Object:
    """A PDF → for each piece of content on its first page, the structure element it belongs to."""
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    first = [int(number) for number in numbers[::2]].index(int(pdf.pages[0].obj.StructParents))
    return numbers[2 * first + 1]


def _add_paragraph(pdf: pikepdf.Pdf, places: Places, length: int) -> None:
    """A PDF, how many digits its words take → a paragraph, first in the title block, a slot in it.

    Where the first page has no room at its head, the line at its foot is that paragraph.
    """
    owners, document = _find_owners(pdf), pdf.Root.StructTreeRoot.K
    kids = list(document.K) if isinstance(document.K, Array) else [document.K]
    has_block = isinstance(kids[0], Dictionary) and kids[0].get("/S") == Name.Div
    holder = kids[0] if places.head and has_block else document
    spoken = _SPOKEN.ljust(length + len("<feff>"), b".")
    paragraph = pdf.make_indirect(
        Dictionary(
            Type=Name.StructElem, S=Name.P, P=holder, Pg=pdf.pages[0].obj,
            K=_next_content(pdf), ActualText=String(spoken.decode()),
        )
    )  # fmt: skip
    own = list(holder.K) if isinstance(holder.K, Array) else [holder.K]
    holder.K = Array([paragraph, *own])
    owners.append(paragraph)


def _add_number(pdf: pikepdf.Pdf) -> None:
    """A PDF → with slots for the copy's number, in the metadata and in Info where there is one.

    Errors: ValueError where the metadata don't list the properties of an issued edition.
    """
    stream = pdf.Root.Metadata
    said = stream.read_bytes().decode()
    if not _ITEMS.search(said) or f">{PROPERTY}: " in said:
        raise ValueError("this PDF is no edition as Briefwright issues it")
    slot = _NUMBER.decode().ljust(len(f"{PROPERTY}: </rdf:li>") + _DIGITS, ".")
    stream.write(_ITEMS.sub(rf"\1\2<rdf:li>{slot}\3", said).encode())
    if "/Info" in pdf.trailer:
        info = Dictionary(dict(pdf.trailer.Info.items()))
        info[f"/{PROPERTY}"] = String(_INFO.decode().ljust(4 * _DIGITS + len("feff"), "."))
        pdf.trailer.Info = pdf.make_indirect(info)


def _write(pdf: pikepdf.Pdf) -> bytes:
    """A PDF → its bytes: what is new in it stands by itself, not inside a compressed stream."""
    written = io.BytesIO()
    pdf.save(
        written,
        deterministic_id=True,
        fix_metadata_version=False,
        object_stream_mode=pikepdf.ObjectStreamMode.preserve,
    )
    return written.getvalue()


# ----------------------------------------------------------------- its slots


def _list_slots(data: bytes) -> Iterator[_Slot]:
    """The bytes of a master → its slots."""
    drawn = _find_once(data, re.compile(re.escape(_DRAWN) + rb" *"))
    yield _Slot(drawn.start(), len(drawn[0]) + 4, _DRAWN)
    spoken = _find_once(data, re.compile(rb"\(" + _SPOKEN + rb"\.*\)"))
    yield _Slot(spoken.start(), len(spoken[0]), _SPOKEN)
    number = _find_once(data, re.compile(_NUMBER + rb"\.*"))
    yield _Slot(number.start(), len(number[0]), _NUMBER)
    for info in re.finditer(rb"\(" + _INFO + rb"\.*\)", data):
        yield _Slot(info.start(), len(info[0]), _INFO)
    identity = list(_IDENTITY.finditer(data))[-1]
    yield _Slot(identity.start(1), len(identity[1]), b"")


def _find_once(data: bytes, wanted: re.Pattern[bytes]) -> re.Match[bytes]:
    """Errors: ValueError where it isn't there, or more than once."""
    found = list(wanted.finditer(data))
    if len(found) != 1:
        raise ValueError("this PDF is written otherwise than Briefwright writes it")
    return found[0]
