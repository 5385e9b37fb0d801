"""All that one page of a PDF draws → what it paints beside letters, each thing by its rectangle."""

from collections.abc import Collection, Iterable, Iterator

from briefwright.document.boxes import Box, surround
from briefwright.document.drawings import Path, Point
from briefwright.document.painting import Kind, Paint, Painted
from briefwright.pdf.read_objects import PageObject

_THINNEST = 0.0075  # points: nothing thinner leaves ink
_EXACT = 0.02  # points by which the corners of a rectangle may differ


def read_painting(
    objects: Iterable[PageObject], figures: Collection[int], page: int
) -> Iterator[Painted]:
    """All that a page draws, which marked content is of figures, the page's number → what is
    painted there: areas, pictures, shadings. Of a path of a figure, the rectangle is enough."""
    for one in objects:
        if one.is_text or one.box is None:
            continue
        in_figure = one.number in figures
        if one.is_path and in_figure:
            for seen in filter(None, (one.path.fill, one.path.stroke)):
                yield Painted(page, "area", _cut(one.box, one.clip), (*seen, 255), False, True)
        elif one.is_path:
            for box, colour in _read_areas(one, one.path):
                yield Painted(page, "area", box, colour, not _is_plain(one.path), in_figure)
        else:
            kind: Kind = "picture" if one.is_picture else "shading"
            yield Painted(page, kind, _cut(one.box, one.clip), None, False, in_figure)


def _is_plain(path: Path) -> bool:
    """Whether all edges of a path are level or upright."""
    return not path.is_round and all(_is_rectangle(piece) for piece in path.pieces)


def _is_rectangle(piece: tuple[Point, ...]) -> bool:
    around = surround(Box(*point, *point) for point in piece)
    return all(
        min(abs(x - around.left), abs(x - around.right)) < _EXACT
        and min(abs(y - around.bottom), abs(y - around.top)) < _EXACT
        for x, y in piece
    )


def _read_areas(one: PageObject, path: Path) -> Iterator[tuple[Box, Paint]]:
    """A path → each area that it leaves in its clip, with its colour."""
    if path.fill:
        for box in _cut_all(list(_list_filled(path)), one.clip):
            yield box, one.colour
    if path.stroke:
        half = path.width / 2
        for piece in path.pieces:
            around = surround(Box(*point, *point) for point in piece)
            level = around.right - around.left > around.top - around.bottom
            across, up = (0.0, half) if level else (half, 0.0)
            left, bottom, right, top = around
            box = Box(left - across, bottom - up, right + across, top + up)
            yield _cut(box, one.clip), one.line_colour


def _list_filled(path: Path) -> Iterator[tuple[Box, ...]]:
    """A filled path → its areas; of two rectangles one in the other, the frame between them."""
    boxes = [surround(Box(*point, *point) for point in piece) for piece in path.pieces]
    boxes.sort(key=lambda box: -box.area)
    for outer, inner in zip(boxes[::2], boxes[1::2], strict=False):
        yield (
            outer._replace(bottom=inner.top), outer._replace(top=inner.bottom),
            outer._replace(right=inner.left), outer._replace(left=inner.right),
        )  # fmt: skip
    if len(boxes) % 2:
        yield (boxes[-1],)


def _cut_all(frames: list[tuple[Box, ...]], clip: Box | None) -> Iterator[Box]:
    """Areas, those of one frame together → what their clip leaves of each.

    A side of a frame that is drawn alone is cut at its corners, which are slanting: those that the
    clip holds are meant, and no other.
    """
    for sides in frames:
        seen = [side for side in sides if _is_seen(side)]
        held = [side for side in seen if clip is None or clip.holds(side)]
        for side in held or seen:
            cut = _cut(side, clip)
            if _is_seen(cut):
                yield cut


def _cut(box: Box, clip: Box | None) -> Box:
    return box if clip is None else box.cut(clip)


def _is_seen(box: Box) -> bool:
    return box.right - box.left > _THINNEST and box.top - box.bottom > _THINNEST
