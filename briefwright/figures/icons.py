"""Icons of callouts: a kind and a colour → a small drawing, 24 units wide and high."""

from collections.abc import Mapping

from briefwright.document.assets import Asset

SIZE = 24

# Strokes 2 units thick, round at their ends; points are circles that are filled.
_SHAPES: Mapping[str, tuple[str, ...]] = {
    "warning": ("M12 3 L22 20.5 H2 Z", "M12 9.5 V14.5"),
    "date": ("M4 5 H20 V21 H4 Z", "M4 10 H20", "M8.5 2.5 V6.5", "M15.5 2.5 V6.5"),
    "place": ("M12 22 C6 15.5 5 12.5 5 9.5 A7 7 0 0 1 19 9.5 C19 12.5 18 15.5 12 22 Z",),
    "money": (
        "M2.5 6 H21.5 V18 H2.5 Z",
        "M12 9 A3 3 0 0 1 12 15 A3 3 0 0 1 12 9 Z",
        "M6 9.5 V14.5",
        "M18 9.5 V14.5",
    ),
    "people": (
        "M9 4 A3.5 3.5 0 0 1 9 11 A3.5 3.5 0 0 1 9 4 Z",
        "M2.5 20.5 C2.5 12.5 15.5 12.5 15.5 20.5",
        "M15.5 4.3 A3.5 3.5 0 0 1 15.5 10.7",
        "M18 14.5 C20.5 15.5 21.5 17.5 21.5 20.5",
    ),
    "decision": ("M3 12.5 L9.5 19 L21 5.5",),
}
_POINTS: Mapping[str, tuple[float, float, float]] = {
    "warning": (12, 17.5, 1.3),
    "place": (12, 9.5, 2.3),
}

# Where the ink of each begins and ends, across.
EXTENTS: Mapping[str, tuple[float, float]] = {
    "warning": (1, 23),
    "date": (3, 21),
    "place": (4, 20),
    "money": (1.5, 22.5),
    "people": (1.5, 22.5),
    "decision": (2, 22),
}


def write_strokes(kind: str, colour: str) -> str:
    """A kind of callout, a colour → the elements of its icon."""
    strokes = "".join(
        f'<path d="{shape}" fill="none" stroke="{colour}" stroke-width="2"'
        ' stroke-linecap="round" stroke-linejoin="round"/>'
        for shape in _SHAPES[kind]
    )
    if point := _POINTS.get(kind):
        x, y, radius = point
        strokes += f'<circle cx="{x}" cy="{y}" r="{radius}" fill="{colour}"/>'
    return strokes


def draw(kind: str, colour: str, name: str) -> Asset:
    """A kind of callout, a colour, the file's name → its icon."""
    data = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{SIZE}" height="{SIZE}" '
        f'viewBox="0 0 {SIZE} {SIZE}">{write_strokes(kind, colour)}</svg>'
    )
    return Asset(name, data.encode(), "image/svg+xml", SIZE, SIZE)
