"""Charts that say something else: each way of drawing one otherwise, and the plots that show it."""

from collections.abc import Callable, Mapping

from tampering.drawing import Block, Change, draw_area, draw_line, pick

RED = (0.8, 0.1, 0.1)


def _with(kind: str, place: int, change: Callable[[Block], None]) -> Change:
    return lambda blocks: change(pick(blocks, kind)[place])


def swap(kind: str, first: int, second: int) -> Change:
    """A kind of block and two of them → each drawn where the other begins."""

    def change(blocks: list[Block]) -> None:
        one, other = pick(blocks, kind)[first], pick(blocks, kind)[second]
        (x, y), (x2, y2) = one.place, other.place
        assert (x, y) != (x2, y2)
        one.move(x2 - x, y2 - y)
        other.move(x - x2, y - y2)

    return change


def remove(kind: str, place: int) -> Change:
    """A kind of block and one of them → nothing there."""
    return lambda blocks: blocks.remove(pick(blocks, kind)[place])


def double(kind: str, place: int, right: float, down: float) -> Change:
    """A kind of block, one of them and how far away → the same once more."""

    def change(blocks: list[Block]) -> None:
        again = pick(blocks, kind)[place].copy()
        again.move(right, down)
        blocks.append(again)

    return change


def _recolour(colour: tuple[float, float, float], *places: int) -> Change:
    def change(blocks: list[Block]) -> None:
        for place in places:
            pick(blocks, "area")[place].paint(*colour)

    return change


def _cut_short(blocks: list[Block]) -> None:
    """Every lying bar begins at a number other than zero, its end where it was."""
    for area in pick(blocks, "area"):
        area.move(-9, 0) if area.size[0] < 20 else area.resize(-15, 0)


def _grow(by: float, side: int) -> Change:
    def change(blocks: list[Block]) -> None:
        for area in pick(blocks, "area")[1:]:
            area.resize(*((by, 0) if side == 0 else (0, by)))

    return change


def _drop_letter(blocks: list[Block]) -> None:
    text = next(one for one in pick(blocks, "text") if len(one.operands("Tm")) > 2)
    places = [n for n, one in enumerate(text.instructions) if str(one.operator) == "TJ"]
    del text.instructions[places[1]]


BARS = ("bar", "bars up and down", "bars of five", "sixty bars", "panels of bars")
COLUMNS = ("column", "columns up and down", "panels of columns")
ALL = (*BARS, *COLUMNS)

# What is done → to which plots, and how.
ROWS: Mapping[str, tuple[tuple[str, ...], Change]] = {
    "a longer bar": (BARS, _with("area", 0, lambda bar: bar.resize(4, 0))),
    "a shorter bar": (("bar", "bars of five"), _with("area", 0, lambda bar: bar.resize(-1, 0))),
    "a bar that begins before zero": (BARS, _with("area", 1, lambda bar: bar.move(-3, 0))),
    "a bar that begins after zero": (BARS, _with("area", 1, lambda bar: bar.move(3, 0))),
    "a bar in another row": (BARS, _with("area", 0, lambda bar: bar.move(0, 40))),
    "a thicker bar": (BARS, _with("area", 0, lambda bar: bar.resize(0, 3))),
    "a higher column": (COLUMNS, _with("area", 0, lambda bar: bar.resize(0, 4))),
    "a column above the axis": (COLUMNS, _with("area", 1, lambda bar: bar.move(0, -3))),
    "a column in another place": (COLUMNS, _with("area", 0, lambda bar: bar.move(30, 0))),
    "a thicker column": (COLUMNS, _with("area", 0, lambda bar: bar.resize(3, 0))),
    "two bars in each other's place": (BARS, swap("area", 0, 2)),
    "two columns in each other's place": (COLUMNS, swap("area", 0, 1)),
    "all bars but one longer": (("bar", "sixty bars"), _grow(5, 0)),
    "all columns but one higher": (("column",), _grow(5, 1)),
    "an axis that doesn't begin at zero": (("bar", "bars of five"), _cut_short),
    "a bar in another colour": (ALL, _recolour(RED, 0)),
    "a bar in the colour of paper": (ALL, _recolour((1, 1, 1), 0)),
    "two keys in each other's colour": (
        ("bars of five",),
        lambda blocks: [one.paint(*RED) for one in pick(blocks, "area")[-2:]] and None,
    ),
    "two keys in each other's place": (
        ("bars of five", "columns up and down"),
        swap("area", -1, -2),
    ),
    "a key that is missing": (("bars of five", "columns up and down"), remove("area", -1)),
    "a bar that is missing": (ALL, remove("area", 0)),
    "a bar too many": (ALL, double("area", 0, 0, 17)),
    "a bar twice": (ALL, double("area", 0, 0, 0)),
    "the line at zero elsewhere": (BARS, _with("line", 0, lambda line: line.move(5, 0))),
    "the axis elsewhere": (COLUMNS, _with("line", 0, lambda line: line.move(0, -5))),
    "no line at zero": (ALL, remove("line", 0)),
    "a line too many": (ALL, lambda blocks: blocks.append(draw_line(0, 9, 300, 60, *RED))),
    "an area too many": (ALL, lambda blocks: blocks.append(draw_area(9, 9, 60, 9, *RED))),
    "two texts in each other's place": (ALL, swap("text", 0, 1)),
    "the last texts in each other's place": (ALL, swap("text", -1, -3)),
    "a number away from its bar": (
        ("bar", "bars up and down", "bars of five", "column", "columns up and down"),
        _with("text", 2, lambda text: text.move(40, 25)),
    ),
    "a text that is missing": (ALL, remove("text", 0)),
    "a text twice": (ALL, double("text", 0, 0, 30)),
    "a letter that is missing": (ALL, _drop_letter),
}
