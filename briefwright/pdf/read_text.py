"""All that one page of a PDF draws → what stands on it, by marked content."""

import ctypes
from collections.abc import Iterable
from dataclasses import dataclass, field

from pypdfium2 import raw

from briefwright.pdf.read_objects import PageObject

_SPACE = 0.25  # of the height of two pieces: more room than that between them is a space


@dataclass(frozen=True)
class Piece:
    """One object drawn on a page: its text, "" for a drawing; its edges in points.

    `is_picture` for an image, which may stand on a page by itself.
    """

    text: str
    left: float
    bottom: float
    right: float
    top: float
    is_picture: bool = False

    @property
    def is_seen(self) -> bool:
        """Whether it takes any room on the page."""
        return self.right > self.left and self.top > self.bottom

    @property
    def height(self) -> float:
        """In points."""
        return self.top - self.bottom

    def is_apart_from(self, before: "Piece") -> bool:
        """Whether a space must be read between the piece that was read before and this one.

        A new line is one; within a line, spaces are letters like others, unless things were set
        apart by the layout alone.
        """
        if before.text[-1:].isspace() or self.text[:1].isspace():
            return False
        gap = max(self.height, before.height) * _SPACE
        same_line = (
            self.left > before.left + gap
            and self.top > before.bottom
            and self.bottom < before.top + before.height
        )
        return not same_line or self.left - before.right > gap


@dataclass(frozen=True)
class PageContent:
    """All that a page shows, by the number of its marked content; what has none; decoration.

    `drawn` are the objects themselves, by that number. `running` is the text in its margins, in
    the order in which it is drawn; `repeated` that of leader dots and of the heads of tables that
    go on.
    """

    content: dict[int, list[Piece]] = field(default_factory=dict)
    drawn: dict[int, list[PageObject]] = field(default_factory=dict)
    stray: list[Piece] = field(default_factory=list)
    decoration: dict[int, list[Piece]] = field(default_factory=dict)
    running: list[str] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)


def sort_content(objects: Iterable[PageObject]) -> PageContent:
    """All that a page draws → what of it is content, but running heads and rules."""
    found = PageContent()
    for one in objects:
        _add(found, one)
    return found


def _add(found: PageContent, one: PageObject) -> None:
    piece = _make_piece(one)
    if one.number >= 0:
        found.drawn.setdefault(one.number, []).append(one)
        if piece:
            found.content.setdefault(one.number, []).append(piece)
    elif one.artifact:
        value = ctypes.c_int()
        is_decoration = raw.FPDFPageObjMark_GetParamIntValue(one.artifact, b"Decoration", value)
        if is_decoration and piece:
            found.decoration.setdefault(value.value, []).append(piece)
        elif one.is_text:
            again = raw.FPDFPageObjMark_GetParamIntValue(one.artifact, b"Repeated", value)
            (found.repeated if again else found.running).append(one.text)
    elif piece and (one.is_text or one.is_picture):
        found.stray.append(piece)


def _make_piece(one: PageObject) -> Piece | None:
    """An object → what it shows; nothing for what leaves no ink."""
    return Piece(one.text, *one.box, one.is_picture) if one.box else None
