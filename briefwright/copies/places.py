"""The pages of a PDF → where at their heads and feet nothing stands, so that one line more can.

Nothing is moved for it: an organisation's own look may put anything anywhere, so pages are drawn
and looked at. Lengths are in points, from the lower left corner of a page.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PIL import ImageChops, ImageOps
from PIL.Image import Image

from briefwright.problems import MachineError

_EDGE = 14.0  # pt: 5 mm along the edge of the paper, where printers don't print
_STRIP = 1 / 7  # of a page's height, at its head and at its foot
_ABOVE = 1.05  # heights of letters that a line takes above its baseline
_BELOW_FOOT, _BELOW_HEAD = 0.5, 0.9  # and below it; a title block wants some white before it
_BESIDE = 1 / 6  # of the width of lines, for a page number beside
_SCALE = 2  # pixels a point
_DARK = 60  # of 255: columns that are inked less only border on letters


Sides = tuple[float, float]  # left and right


@dataclass(frozen=True)
class LinePlace:
    """Where a line stands: from `left` to `right`, its letters on `baseline`, in a `free` band."""

    left: float
    right: float
    baseline: float
    free: range


@dataclass(frozen=True)
class Places:
    """Where the line stands at the foot of each page, and at the head of the first, if it can."""

    feet: tuple[LinePlace, ...]
    head: LinePlace | None


def find_places(pdf: bytes, size: float, direction: str) -> Places:
    """A PDF, a size of letters in points, how lines run → where a line of them can stand.

    On pages of one size it stands in one place where it can.
    Errors: MachineError where a page has no such place at its foot.
    """
    pages = tuple(_look(pdf))
    together: dict[tuple[int, int], Image] = {}
    for page in pages:
        together[page.size] = ImageChops.lighter(page, together.get(page.size, page))
    feet = []
    for number, page in enumerate(pages, 1):
        place = _find_foot(together[page.size], size, direction) or _find_foot(
            page, size, direction
        )
        if place is None:
            raise MachineError(
                f"Page {number} has no room at its foot for the line of a personal copy, which "
                f"takes {size * (_ABOVE + _BELOW_FOOT):.0f} points. Make the page's lower margin "
                "larger in theme.css, or send plain copies."
            )
        feet.append(place)
    return Places(tuple(feet), _find_head(pages[0], size))


def _look(pdf: bytes) -> Iterator[Image]:
    """A PDF → what is drawn on each page: light where anything is."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        yield ImageOps.invert(page.render(scale=_SCALE, grayscale=True).to_pil().convert("L"))
    document.close()


def _find_foot(page: Image, size: float, direction: str) -> LinePlace | None:
    """A page as drawn → a line above its foot, or beside it where it is short."""
    height = page.height / _SCALE
    band = range(round(_EDGE), round(height * _STRIP))
    left, right = _find_sides(page)
    needed = (size * _ABOVE, size * _BELOW_FOOT)
    if place := _find(page, band, (left, right), needed):
        return place
    cut = (right - left) * _BESIDE
    halves = (
        ((left, right - cut), (right - cut, right)),
        ((left + cut, right), (left, left + cut)),
    )
    ordered = halves[::-1] if direction == "rtl" else halves
    return next(filter(None, (_find_beside(page, band, *two, needed) for two in ordered)), None)


def _find_beside(
    page: Image, band: range, own: Sides, other: Sides, needed: tuple[float, float]
) -> LinePlace | None:
    """The same for a part of the width: the line stands on one with what is in the other part."""
    place = _find(page, band, own, needed)
    rows = _list_rows(page, other)
    beside = [row for row in band if rows[row]]
    if place is None or not beside or beside[0] + needed[0] > place.free.stop:
        return place
    return LinePlace(*own, beside[0] + needed[1] / 3, place.free)


def _find_head(page: Image, size: float) -> LinePlace | None:
    """A page as drawn → a line above its title block, if it can stand there."""
    height = page.height / _SCALE
    band = range(round(height * (1 - _STRIP)), round(height - _EDGE))
    return _find(page, band, _find_sides(page), (size * _ABOVE, size * _BELOW_HEAD))


def _find(page: Image, band: range, sides: Sides, needed: tuple[float, float]) -> LinePlace | None:
    """Rows, what a line takes → it at the low end of the largest part where nothing stands."""
    rows = _list_rows(page, sides)
    free = max(_list_free(band, rows), key=len, default=range(0))
    above, below = needed
    return LinePlace(*sides, free.start + below, free) if len(free) >= above + below else None


def _find_sides(page: Image) -> Sides:
    """A page as drawn → how far to the left and to the right anything stands on it."""
    dark = page.point([255 if shade > _DARK else 0 for shade in range(256)])
    columns = [x / _SCALE for x, drawn in enumerate(dark.getprojection()[0]) if drawn]
    width = page.width / _SCALE
    inner = [x for x in columns if _EDGE <= x <= width - _EDGE] or [_EDGE, width - _EDGE]
    return min(inner), max(inner)


def _list_rows(page: Image, sides: Sides) -> Sequence[bool]:
    """A page as drawn → for each point from its lower edge, whether anything is drawn there."""
    left, right = (round(side * _SCALE) for side in sides)
    rows = page.crop((left, 0, right, page.height)).getprojection()[1][::-1]
    return tuple(
        any(rows[start : start + _SCALE]) for start in range(0, len(rows) - _SCALE + 1, _SCALE)
    )


def _list_free(band: range, rows: Sequence[bool]) -> Iterator[range]:
    """A band of rows, and whether each is drawn on → its parts where nothing is."""
    start = band.start
    for row in (*band, band.stop):
        if row == band.stop or rows[row]:
            if row > start:
                yield range(start, row)
            start = row + 1
