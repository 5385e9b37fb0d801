"""Words, lines and shapes → the elements of an SVG file. All numbers in px."""

from collections.abc import Iterable, Sequence
from unicodedata import normalize
from xml.sax.saxutils import escape, quoteattr

from briefwright.document.colours import mix as mix  # for all drawings
from briefwright.figures.palette import Palette
from briefwright.figures.shaping import IN_VISUAL_ORDER, runs_from_right, to_visual_order
from briefwright.figures.sheet import Icon, Word

WHITE = "#ffffff"


def document(width: float, height: float, parts: Iterable[str], palette: Palette) -> bytes:
    """Elements → an SVG file of that size, its text in the companion face."""
    size = f'width="{number(width)}" height="{number(height)}"'
    view = f'viewBox="0 0 {number(width)} {number(height)}"'
    family = quoteattr(palette.companion)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} {view} font-family={family}>'
    return "\n".join((head, *parts, "</svg>\n")).encode()


def number(value: float) -> str:
    """Px → the number as SVG has it, with two decimals at most."""
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"


def text(word: Word) -> str:
    """A Word → its element."""
    anchor = "" if word.align == "start" else f' text-anchor="{word.align}"'
    weight = "" if word.weight == 400 else f' font-weight="{word.weight}"'
    shown = to_visual_order(normalize("NFC", word.text))
    order = IN_VISUAL_ORDER if runs_from_right(word.text) else ""
    return (
        f'<text x="{number(word.x)}" y="{number(word.y)}" font-size="{number(word.size)}"'
        f'{weight}{anchor}{order} fill="{word.colour}">{escape(shown)}</text>'
    )


def outline(rings: Iterable[Sequence[tuple[float, float]]]) -> str:
    """Closed rings → the `d` of a path."""
    return "".join(
        "M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in ring) + "Z" for ring in rings if len(ring) > 2
    )


def line(
    x: float,
    y: float,
    x2: float,
    y2: float,
    colour: str,
    width: float = 0.75,
    dash: Sequence[float] = (),
) -> str:
    """Two points → a thin line."""
    ends = f'x1="{number(x)}" y1="{number(y)}" x2="{number(x2)}" y2="{number(y2)}"'
    return f'<line {ends} stroke="{colour}" stroke-width="{number(width)}"{_dash(dash)}/>'


def polyline(
    points: Iterable[tuple[float, float]],
    colour: str,
    dash: Sequence[float] = (),
    width: float = 2,
) -> str:
    """Points → the line through them."""
    through = " ".join(f"{number(x)},{number(y)}" for x, y in points)
    ends = "" if dash else ' stroke-linecap="round"'
    return (
        f'<polyline points="{through}" fill="none" stroke="{colour}" stroke-width="{number(width)}"'
        f' stroke-linejoin="round"{ends}{_dash(dash)}/>'
    )


def polygon(points: Iterable[tuple[float, float]], colour: str) -> str:
    """Corners → what lies between them, filled, with a white rim that keeps it from others."""
    corners = " ".join(f"{number(x)},{number(y)}" for x, y in points)
    return f'<polygon points="{corners}" fill="{colour}" stroke="{WHITE}" stroke-width="0.75"/>'


def _dash(dash: Sequence[float]) -> str:
    return f' stroke-dasharray="{",".join(map(number, dash))}"' if dash else ""


def rectangle(x: float, y: float, x2: float, y2: float, colour: str) -> str:
    """Two opposite corners → what lies between them, filled."""
    corner = f'x="{number(min(x, x2))}" y="{number(min(y, y2))}"'
    size = f'width="{number(abs(x2 - x))}" height="{number(abs(y2 - y))}"'
    return f'<rect {corner} {size} fill="{colour}"/>'


def icon(one: Icon, strokes: str, units: float, place: int) -> str:
    """An icon, its strokes in a square of so many units, its place among all → what is seen of it.

    A nested `svg` would say the same, but WeasyPrint clips only every second path in one.
    """
    seen = rectangle(one.start, one.y, one.end, one.y + one.size, "none")
    moved = f"translate({number(one.x)} {number(one.y)}) scale({one.size / units:.5f})"
    return (
        f'<clipPath id="icon-{place}">{seen}</clipPath>'
        f'<g clip-path="url(#icon-{place})"><g transform="{moved}">{strokes}</g></g>'
    )


def circle(x: float, y: float, radius: float, colour: str) -> str:
    """A point → a filled circle."""
    centre = f'cx="{number(x)}" cy="{number(y)}"'
    return f'<circle {centre} r="{number(radius)}" fill="{colour}"/>'


def dot(x: float, y: float, radius: float, colour: str, opacity: float = 1.0) -> str:
    """A point → a filled circle with a white rim, so that it stands out from what is under it."""
    seen = f' fill-opacity="{number(opacity)}"' if opacity < 1 else ""
    return (
        f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(radius)}" fill="{colour}"{seen}'
        f' stroke="{WHITE}" stroke-width="1.2"/>'
    )
