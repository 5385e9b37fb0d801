"""One page of a PDF, drawn by PDFium → the letters on it that nobody can see, and why.

A letter is seen if it stands on the page and inside its clip, is large enough, stands out from
what is behind it, isn't covered, and doesn't stand over letters of something else. What is behind
a letter, and whether it left ink at all, is read from the page drawn as a picture; only where
something was drawn after it, or where a picture or a shading lies behind it, is the page drawn a
second time without its text, and the difference taken.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache

from PIL import Image, ImageChops
from pypdfium2 import PdfPage, raw

from briefwright.document.boxes import Box
from briefwright.document.drawings import Glyph
from briefwright.document.marks import Unseen
from briefwright.pdf.read_objects import PageObject

SCALE = 100 / 72  # pixels a point
SMALLEST = 5.0  # points: no letter is smaller
FAINTEST = 40  # of 255: the least difference of brightness that counts as ink
CONTRAST = 2.0  # of letter and ground (WCAG 2.2, relative luminance); pages ask for more, by style
WATERMARK = 48.0  # points: a word of this size that is no content lies behind the text
_ROUNDING = 0.05  # points
OVERLAP = 0.5  # of the smaller of two letters: more of it under another isn't legible

BEYOND_PAGE = "stands beyond the edge of the page"
CUT = "is cut by the frame around it"
TINY = f"is smaller than {SMALLEST:g} points"
FAINT = "doesn't stand out from what is behind it"
COVERED = "is covered by what is drawn over it"
COLLIDES = "stands over other letters"
DOUBLED = "is drawn a second time over itself"


def find_unseen(page: PdfPage, objects: Sequence[PageObject], number: int) -> Iterator[Unseen]:
    """A page, all that it draws, its number → each run of letters of which some can't be seen."""
    shown = [one for one in objects if one.glyphs and not _is_watermark(one)]
    collisions = _collisions(shown)
    picture = _Picture(page, objects)
    sheet = Box(*page.get_bbox())
    yield from (Unseen("", DOUBLED, number) for one in objects if one.is_doubled)
    for run in shown:
        reason = _reason(run, sheet, picture) or (COLLIDES if run.order in collisions else "")
        if reason:
            yield Unseen(run.text.strip(), reason, number)


def _is_watermark(run: PageObject) -> bool:
    """Whether letters are the word behind a draft, which is pale and lies under other letters."""
    return run.artifact is not None and run.size >= WATERMARK


def _reason(run: PageObject, sheet: Box, picture: "_Picture") -> str:
    """A run of letters, the page's edges, its picture → why some can't be seen, or ""."""
    if not sheet.holds(run.glyph_box):
        return BEYOND_PAGE
    if run.clip and not run.clip.holds(run.glyph_box):
        return CUT
    if run.size < SMALLEST - _ROUNDING:
        return TINY
    return picture.reason(run)


# ----------------------------------------------------------------- letters over letters


def _collisions(runs: Sequence[PageObject]) -> set[int]:
    """Runs of text → those (by their order) of which letters stand over letters of others."""
    found: set[int] = set()
    ordered = sorted(runs, key=lambda run: run.glyph_box.left)
    for place, run in enumerate(ordered):
        for other in ordered[place + 1 :]:
            if other.glyph_box.left >= run.glyph_box.right:
                break
            if run.glyph_box.meets(other.glyph_box) and _collide(run, other):
                found |= {run.order, other.order}
    return found


def _collide(run: PageObject, other: PageObject) -> bool:
    ours, theirs = _list_letters(run, other.glyph_box), _list_letters(other, run.glyph_box)
    same = run.number == other.number >= 0
    return any(
        one.box.share(two.box) > OVERLAP and not (same and _is_joined(one) and _is_joined(two))
        for one in ours
        for two in theirs
    )


def _is_joined(glyph: Glyph) -> bool:
    """Whether a letter may reach over its neighbour in a word, as those of Arabic do."""
    return unicodedata.bidirectional(glyph.letter or " ") == "AL"


def _list_letters(run: PageObject, area: Box) -> list[Glyph]:
    """A run's letters in an area, without marks such as U+20DD, which stand on a letter."""
    return [
        glyph
        for glyph in run.glyphs
        if glyph.box.meets(area) and not unicodedata.category(glyph.letter or " ").startswith("M")
    ]


# ----------------------------------------------------------------- ink


class _Picture:
    """A page drawn in grey, and drawn again without its text where that must be known."""

    def __init__(self, page: PdfPage, objects: Sequence[PageObject]) -> None:
        self.page = page
        self.texts = [one for one in objects if one.is_text]
        self.shapes = [(one, one.box) for one in objects if one.box and not one.is_text]
        self.drawn = _draw(page)
        self.left, self.top = page.get_bbox()[0], page.get_bbox()[3]

    @cached_property
    def ink(self) -> "_Pixels":
        """What the text changes: the page with it against the page without it."""
        without = _draw_without(self.page, self.texts)
        return _Pixels(ImageChops.difference(self.drawn, without))

    @cached_property
    def pixels(self) -> "_Pixels":
        """The page with its text."""
        return _Pixels(self.drawn)

    def reason(self, run: PageObject) -> str:
        """A run of letters on the page → why some leave no ink, or ""."""
        if run.colour[3] == 0:
            return FAINT
        behind = [shape for shape, box in self.shapes if box.meets(run.glyph_box)]
        covers = [shape for shape in behind if shape.order > run.order]
        is_uneven = not all(shape.is_path for shape in behind)
        if covers or is_uneven:
            if not all(self._leaves_ink(glyph.box) for glyph in run.glyphs):
                return COVERED if covers else FAINT
            return ""
        grounds = _list_grounds(run.grey)
        if not all(self._stands_out(glyph.box, grounds) for glyph in run.glyphs):
            return FAINT
        return ""

    def _leaves_ink(self, box: Box) -> bool:
        return any(max(greys) >= FAINTEST for greys in self.ink.read(*self._find_pixels(box)))

    def _stands_out(self, box: Box, grounds: Sequence[bool]) -> bool:
        return any(
            (lightest := max(greys)) - (darkest := min(greys)) >= FAINTEST
            and (grounds[darkest] or grounds[lightest])
            for greys in self.pixels.read(*self._find_pixels(box))
        )

    def _find_pixels(self, box: Box) -> tuple[int, int, int, int]:
        """A rectangle on the page → the pixels around it, for a stroke may fall beside its own."""
        return (
            int((box.left - self.left) * SCALE) - 1,
            int((self.top - box.top) * SCALE) - 1,
            int((box.right - self.left) * SCALE) + 2,
            int((self.top - box.bottom) * SCALE) + 2,
        )


class _Pixels:
    """The greys of a picture, from the top."""

    def __init__(self, picture: Image.Image) -> None:
        self.width, self.height = picture.size
        self.greys = picture.tobytes()

    def read(self, left: int, top: int, right: int, bottom: int) -> Iterator[bytes]:
        """A rectangle in pixels → its middle row, in which most letters have ink; then all of it.

        Nothing where it lies beside the picture.
        """
        left, right = max(left, 0), min(right, self.width)
        rows = range(max(top, 0), min(bottom, self.height))
        if left < right and rows:
            yield self._read_row(rows[len(rows) // 2], left, right)
            yield b"".join(self._read_row(row, left, right) for row in rows)

    def _read_row(self, row: int, left: int, right: int) -> bytes:
        return self.greys[row * self.width + left : row * self.width + right]


@lru_cache(maxsize=256)
def _list_grounds(grey: float) -> tuple[bool, ...]:
    """The grey of a letter → for each grey from 0 to 255, whether the letter stands out from it."""
    return tuple(_contrast(grey, ground) >= CONTRAST for ground in range(256))


def _contrast(one: float, other: float) -> float:
    """Two greys, 0 to 255 → their contrast, 1 to 21 (WCAG 2.2, contrast ratio)."""
    low, high = sorted((one, other))
    return float((_luminance(high) + 0.05) / (_luminance(low) + 0.05))


def _luminance(grey: float) -> float:
    return float((grey / 255) ** 2.2)


def _draw(page: PdfPage) -> Image.Image:
    """A page → its picture, in grey."""
    picture: Image.Image = page.render(scale=SCALE, grayscale=True).to_pil()
    return picture.convert("L")


def _draw_without(page: PdfPage, texts: Sequence[PageObject]) -> Image.Image:
    """A page and its texts → its picture without them, in grey. The page is left as it was."""
    for one in texts:
        raw.FPDFPageObj_SetIsActive(one.item, False)
    try:
        return _draw(page)
    finally:
        for one in texts:
            raw.FPDFPageObj_SetIsActive(one.item, True)
