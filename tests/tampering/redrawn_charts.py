"""Charts that say something else: each way of drawing one otherwise, and the plots that show it."""

from collections.abc import Callable, Mapping

from pikepdf import Operator

from tampering.drawing import Block, Change, Instruction, draw_area, draw_line, pick

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


def _raise_corner(blocks: list[Block]) -> None:
    """A line bends elsewhere, its point where it was."""
    _lift_corner(next(one for one in pick(blocks, "line") if len(one.operands("l")) > 1))


def _drop_corner(blocks: list[Block]) -> None:
    line = next(one for one in pick(blocks, "line") if len(one.operands("l")) > 1)
    spots = [n for n, one in enumerate(line.instructions) if str(one.operator) == "l"]
    del line.instructions[spots[0]]


def _lines(blocks: list[Block]) -> list[Block]:
    """The lines of series, or their areas: those with corners."""
    return [one for one in pick(blocks, "line") if len(one.operands("l")) > 1]


def _slopes(blocks: list[Block]) -> list[Block]:
    """Lines from one end of a chart of slopes to the other: as wide as nothing else."""
    return [one for one in pick(blocks, "line") if float(one.operands("w")[0][0]) == 2]


def _fill(block: Block, *colour: float) -> None:
    block.edit("rg", lambda _: list(colour))


def _lift_corner(ring: Block) -> None:
    """An area that is higher in one place."""
    spot = next(n for n, one in enumerate(ring.instructions) if str(one.operator) == "l")
    x, y = ring.instructions[spot].operands
    ring.instructions[spot] = Instruction([x, round(float(y) - 4, 2)], Operator("l"))


def _ranges(blocks: list[Block]) -> list[Block]:
    """Lines across a chart of dots, each from the least of a row to its greatest."""
    return [one for one in pick(blocks, "line") if one not in _uprights(blocks)]


def _uprights(blocks: list[Block]) -> list[Block]:
    """Lines straight down."""
    return [
        one
        for one in pick(blocks, "line")
        if len({float(x) for op in "ml" for x, _ in one.operands(op)}) == 1
    ]


def _exchange_colours(blocks: list[Block]) -> None:
    """Two lines with their points in each other's colour, their names where they were."""
    first, second = _lines(blocks)[:2]
    one, other = first.operands("RG")[0], second.operands("RG")[0]
    assert one != other
    for block in (*_lines(blocks), *pick(blocks, "curve")):
        for operator in ("rg", "RG"):
            block.edit(
                operator,
                lambda found: other if found == one else one if found == other else found,
            )


def _exchange_fills(blocks: list[Block]) -> None:
    """The first two bars in each other's colour."""
    one, other = pick(blocks, "area")[:2]
    first, second = one.operands("rg")[0], other.operands("rg")[0]
    assert first != second
    one.paint(*map(float, second))
    other.paint(*map(float, first))


def _thresholds(blocks: list[Block]) -> list[Block]:
    """The strokes across a chart: as wide as nothing else."""
    found = [one for one in pick(blocks, "line") if float(one.operands("w")[0][0]) == 1.1]
    assert found
    return found


def _move_thresholds(blocks: list[Block], right: float, down: float) -> None:
    for one in _thresholds(blocks):
        one.move(right, down)


def _drop_thresholds(blocks: list[Block]) -> None:
    for one in _thresholds(blocks):
        blocks.remove(one)


def _squash(blocks: list[Block]) -> None:
    """A scale that isn't even: whatever is high is lower."""
    for block in pick(blocks, "curve"):
        _, y = block.place
        if y < 60:
            block.move(0, (60 - y) / 2)


BARS = ("bar", "bars up and down", "bars of five", "sixty bars", "panels of bars",
        "panels of bars on scales of their own")  # fmt: skip
COLUMNS = ("column", "columns up and down", "panels of columns")
ALL = (*BARS, *COLUMNS)
DOTS = ("dots", "dots of three", "dots up and down", "dots alone")
COMBOS = ("combo", "combo of two axes")
SLOPES = ("slopes", "slopes highlighted")
AREAS = ("areas", "areas of little and much")
WAFFLES = ("waffle", "waffles")
STACKS = ("stacked", "stacked up and down", "stack of five", "share", "share with room", "shares",
          "diverging")  # fmt: skip
LINES = ("line", "line up and down", "lines", "lines apart", "panels of lines",
         "panels of lines on scales of their own")  # fmt: skip

THRESHOLDS = ("columns under a threshold", "columns and a threshold", "a line over a threshold")

# What is done → to which plots, and how.
ROWS: Mapping[str, tuple[tuple[str, ...], Change]] = {
    "a longer bar": (BARS, _with("area", 0, lambda bar: bar.resize(4, 0))),
    "a shorter bar": (("bar", "bars of five"), _with("area", 0, lambda bar: bar.resize(-1, 0))),
    "a bar that begins before zero": (BARS, _with("area", 1, lambda bar: bar.move(-3, 0))),
    "a bar that begins after zero": (BARS, _with("area", 1, lambda bar: bar.move(3, 0))),
    "a bar in another row": (BARS, _with("area", 0, lambda bar: bar.move(0, 40))),
    "a thicker bar": (BARS, _with("area", 0, lambda bar: bar.resize(0, 3))),
    "a higher column": ((*COLUMNS, *COMBOS), _with("area", 0, lambda bar: bar.resize(0, 4))),
    "a column above the axis": ((*COLUMNS, *COMBOS), _with("area", 1, lambda bar: bar.move(0, -3))),
    "a column in another place": (
        (*COLUMNS, *COMBOS),
        _with("area", 0, lambda bar: bar.move(30, 0)),
    ),
    "a thicker column": ((*COLUMNS, *COMBOS), _with("area", 0, lambda bar: bar.resize(3, 0))),
    "two bars in each other's place": (BARS, swap("area", 0, 2)),
    "two columns in each other's place": (COLUMNS, swap("area", 0, 1)),
    "all bars but one longer": (("bar", "sixty bars"), _grow(5, 0)),
    "all columns but one higher": (("column",), _grow(5, 1)),
    "an axis that doesn't begin at zero": (("bar", "bars of five"), _cut_short),
    "a bar in another colour": (ALL, _recolour(RED, 0)),
    "a threshold elsewhere": (THRESHOLDS, lambda blocks: _move_thresholds(blocks, 0, 9)),
    "a threshold out of the chart": (THRESHOLDS, lambda blocks: _move_thresholds(blocks, 400, 0)),
    "a threshold that is missing": (THRESHOLDS, _drop_thresholds),
    "another bar muted": (("a bar highlighted",), _exchange_fills),
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
    "a longer part": (STACKS, _with("area", 0, lambda part: part.resize(6, 0))),
    "a part elsewhere": (STACKS, _with("area", 0, lambda part: part.move(6, 0))),
    "a part that is missing": (STACKS, remove("area", 1)),
    "a part twice": (STACKS, double("area", 0, 30, 0)),
    "a part in another colour": (
        ("stacked", "stack of five", "share", "shares"),
        _recolour(RED, 1),
    ),
    "a part in the colour of paper": (STACKS, _recolour((1, 1, 1), 0)),
    "two parts in each other's place": (STACKS, swap("area", 0, 1)),
    "what is set apart elsewhere": (
        ("diverging",),
        _with("area", 4, lambda part: part.move(-6, 0)),
    ),
    "a thinner part": (STACKS, _with("area", 1, lambda part: part.resize(0, -4))),
    "two texts of parts in each other's place": (STACKS, swap("text", 0, 1)),
    "two last texts of parts in each other's place": (STACKS, swap("text", -1, -2)),
    "a text of a part that is missing": (STACKS, remove("text", -1)),
    "a text of a part elsewhere": (STACKS, _with("text", -1, lambda text: text.move(-60, 70))),
    "a line over the parts": (STACKS, lambda blocks: blocks.append(draw_line(0, 9, 99, 60, *RED))),
    "a dark line between parts": (
        STACKS,
        lambda blocks: blocks.append(draw_line(90, 0, 90, 90, *RED)),
    ),
    "a gridline elsewhere": (COMBOS, _with("line", 0, lambda line: line.move(0, 5))),
    "all gridlines elsewhere": (
        COMBOS,
        lambda blocks: [one.move(0, 9) for one in pick(blocks, "line")[:5]] and None,
    ),
    "a gridline that is missing": (COMBOS, remove("line", 0)),
    "a white line over columns": (
        COMBOS,
        lambda blocks: blocks.append(draw_line(0, 9, 300, 60, 1, 1, 1)),
    ),
    "a dot elsewhere": (DOTS, _with("curve", -1, lambda dot: dot.move(3, 0))),
    "a dot on another line": (DOTS, _with("curve", -1, lambda dot: dot.move(0, 3))),
    "a dot that is missing": (DOTS, remove("curve", -1)),
    "a dot too many": (DOTS, double("curve", -1, 9, 0)),
    "a dot in another colour": (DOTS[:3], _with("curve", -1, lambda dot: dot.paint(*RED))),
    "two dots in each other's place": (DOTS[:3], swap("curve", 3, 4)),
    "a key of dots in another colour": (DOTS[:3], _with("curve", 0, lambda dot: dot.paint(*RED))),
    "two keys of dots in each other's place": (DOTS[:3], swap("curve", 0, 1)),
    "a range elsewhere": (DOTS[:3], lambda blocks: _ranges(blocks)[0].move(4, 0)),
    "a range that is missing": (DOTS[:3], lambda blocks: blocks.remove(_ranges(blocks)[0])),
    "a line at zero elsewhere": (
        DOTS,
        lambda blocks: [one.move(3, 0) for one in _uprights(blocks)] and None,
    ),
    "two numbers of dots in each other's place": (DOTS[:3], swap("text", -3, -4)),
    "two categories of dots in each other's place": (DOTS[:3], swap("text", 2, 3)),
    "a higher area": (("area", *AREAS), lambda blocks: _lift_corner(_lines(blocks)[0])),
    "an area elsewhere": (("area", *AREAS), lambda blocks: _lines(blocks)[0].move(0, 5)),
    "an area that is missing": (("area", *AREAS), lambda blocks: blocks.remove(_lines(blocks)[0])),
    "an area twice": (("area", *AREAS), lambda blocks: blocks.append(_lines(blocks)[0].copy())),
    "an area in another colour": (AREAS, lambda blocks: _fill(_lines(blocks)[1], *RED)),
    "an area in the colour of paper": (("area",), lambda blocks: _fill(_lines(blocks)[0], 1, 1, 1)),
    "an area with a wide rim": (AREAS, lambda blocks: _lines(blocks)[0].edit("w", lambda _: [9])),
    "two keys of areas in each other's place": (AREAS, swap("area", 0, 1)),
    "two names of areas in each other's place": (AREAS, swap("text", -1, -2)),
    "a square in another colour": (WAFFLES, _recolour(RED, 3)),
    "a square too many": (WAFFLES, double("area", 0, 0, 300)),
    "a square that is missing": (WAFFLES, remove("area", 5)),
    "a square elsewhere": (WAFFLES, _with("area", 3, lambda one: one.move(0, 5))),
    "two squares of two parts in each other's place": (WAFFLES, swap("area", 0, 99)),
    "a larger square": (WAFFLES, _with("area", 3, lambda one: one.resize(3, 3))),
    "two keys of parts in each other's place": (WAFFLES, swap("area", -1, -2)),
    "a key of a part that is missing": (WAFFLES, remove("area", -1)),
    "two names of parts in each other's place": (WAFFLES, swap("text", -4, -2)),
    "two numbers of parts in each other's place": (WAFFLES, swap("text", -3, -1)),
    "a line over squares": (
        WAFFLES,
        lambda blocks: blocks.append(draw_line(0, 9, 99, 60, *RED)),
    ),
    "a slope elsewhere": (SLOPES, lambda blocks: _slopes(blocks)[0].move(0, 5)),
    "a slope that is missing": (SLOPES, lambda blocks: blocks.remove(_slopes(blocks)[0])),
    "a slope twice": (SLOPES, lambda blocks: blocks.append(_slopes(blocks)[0].copy())),
    "a slope in another colour": (
        SLOPES,
        lambda blocks: _slopes(blocks)[0].edit("RG", lambda _: list(RED)),
    ),
    "an end of a slope elsewhere": (SLOPES, _with("curve", 0, lambda dot: dot.move(0, 3))),
    "an end of a slope that is missing": (SLOPES, remove("curve", 0)),
    "an axis of slopes that is missing": (
        SLOPES,
        lambda blocks: blocks.remove(_uprights(blocks)[0]),
    ),
    "a line to a number that is missing": (
        SLOPES[1:],
        lambda blocks: blocks.remove(pick(blocks, "line")[-1]),
    ),
    "two names of slopes in each other's place": (SLOPES[:2], swap("text", -1, -3)),
    "two numbers of slopes in each other's place": (SLOPES[:1], swap("text", -2, -4)),
    "two heads of slopes in each other's place": (SLOPES, swap("text", 1, 2)),
    "two ticks in each other's place": (COMBOS, swap("text", -1, -2)),
    "a tick elsewhere": (COMBOS, _with("text", -1, lambda text: text.move(40, 0))),
    "a key in another colour": (COMBOS, _recolour(RED, -1)),
    "a key that says something else": (COMBOS, swap("area", -1, -2)),
    "a line of a combo that is missing": (
        COMBOS,
        lambda blocks: blocks.remove(_lines(blocks)[-1]),
    ),
    "a line of a combo elsewhere": (COMBOS, lambda blocks: _lines(blocks)[-1].move(0, 5)),
    "a higher point": ((*LINES, *COMBOS), _with("curve", 0, lambda dot: dot.move(0, -3))),
    "a point beside its category": (LINES, _with("curve", 1, lambda dot: dot.move(4, 0))),
    "a point that is missing": ((*LINES, *COMBOS), remove("curve", 0)),
    "a point too many": (LINES, double("curve", 0, 9, -9)),
    "a point in another colour": (
        (*LINES, *COMBOS),
        _with("curve", 0, lambda dot: dot.paint(*RED)),
    ),
    "two points in each other's place": (("lines apart",), swap("curve", 0, -1)),
    "a corner elsewhere": (LINES, _raise_corner),
    "a corner that is missing": (LINES, _drop_corner),
    "a line elsewhere": (LINES, lambda blocks: _lines(blocks)[0].move(0, 5)),
    "a line that is missing": (LINES, lambda blocks: blocks.remove(_lines(blocks)[0])),
    "a line twice": (LINES, lambda blocks: blocks.append(_lines(blocks)[0].copy())),
    "a line in another colour": (LINES, lambda blocks: _lines(blocks)[0].paint(*RED)),
    "a line through a gap": (
        ("line",),
        lambda blocks: blocks.append(draw_line(176, 114, 421, 65, 0.04, 0.39, 0.5)),
    ),
    "two lines in each other's colour": (("lines",), _exchange_colours),
    "uneven heights": (("line up and down", "lines", "lines apart"), _squash),
    "the axis of lines elsewhere": (LINES, _with("line", 0, lambda line: line.move(0, -6))),
    "no axis of lines": (LINES, remove("line", 0)),
    "a stroke too many": (
        (*LINES, *COMBOS),
        lambda blocks: blocks.append(draw_line(0, 9, 300, 60, *RED)),
    ),
    "an area behind lines": (LINES, lambda blocks: blocks.append(draw_area(9, 9, 60, 9, *RED))),
    "two categories in each other's place": (LINES, swap("text", 1, 2)),
    "a category that is missing": (("line", "lines"), remove("text", 1)),
    "two names of lines in each other's place": (("lines",), swap("text", 6, 7)),
    "two numbers in each other's place": (("line up and down", "lines"), swap("text", -1, -4)),
    "a number elsewhere": (LINES, _with("text", -1, lambda text: text.move(-50, 11))),
    "a number that is missing": (("line", "line up and down"), remove("text", -2)),
    "a number twice": (LINES, double("text", -1, -25, -14)),
}
