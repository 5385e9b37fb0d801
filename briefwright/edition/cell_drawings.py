"""What is drawn in the cells of a table: bars beside numbers, small lines of series."""

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from briefwright.edition.decimals import DIGIT_BLANK, SIGN_BLANK
from briefwright.edition.nodes import ImageNode, Leaf, RowNode
from briefwright.edition.plots import CellBar, CellPlot, Sparkline
from briefwright.edition.resolution import Resolver
from briefwright.edition.runs import Words, words
from briefwright.facts import dates, numerals
from briefwright.model.dictionary import Column, Fact

Spot = tuple[int, int]  # of a cell: its row and its column, from 0
Numbers = Mapping[Spot, Decimal]
Series = Mapping[Spot, Fact]


def draw_cells(
    resolver: Resolver,
    rows: tuple[RowNode, ...],
    columns: Sequence[Column],
    numbers: Numbers,
    series: Series,
) -> tuple[RowNode, ...]:
    """The rows of a table, its columns, what cells hold → the rows with what is drawn in them."""
    drawn: dict[Spot, ImageNode] = {}
    for place, fact in series.items():
        drawn[place] = _draw_line(resolver, rows[place[0]].cells[place[1]], fact)
    for column, one in enumerate(columns):
        if one.bars:
            drawn |= _draw_bars(resolver, rows, column, numbers)
    if resolver.direction == "rtl":
        rows = _pad_numbers(rows, drawn)
    return tuple(
        replace(row, drawings=tuple(drawn.get((line, n)) for n in range(len(row.cells))))
        if any(place[0] == line for place in drawn)
        else row
        for line, row in enumerate(rows)
    )


def _pad_numbers(rows: tuple[RowNode, ...], drawn: Collection[Spot]) -> tuple[RowNode, ...]:
    """Rows from right to left → numbers of equal width in drawn columns, so that what follows them
    stands one below the other."""
    widths = {spot: _measure(rows[spot[0]].cells[spot[1]]) for spot in drawn}
    made = list(rows)
    for (line, column), (digits, signs) in widths.items():
        others = [width for spot, width in widths.items() if spot[1] == column]
        lacking = max(one for one, _ in others) - digits, max(one for _, one in others) - signs
        cells = list(made[line].cells)
        cell = cells[column]
        assert isinstance(cell, Leaf)
        blanks = Words(DIGIT_BLANK * lacking[0] + SIGN_BLANK * lacking[1])
        cells[column] = replace(cell, runs=(*cell.runs, blanks)) if any(lacking) else cell
        made[line] = replace(made[line], cells=tuple(cells))
    return tuple(made)


def _measure(cell: object) -> tuple[int, int]:
    """A cell → how many digits wide its number is, and how many of its signs are narrower."""
    shown = words(cell.runs) if isinstance(cell, Leaf) else ""
    digits = sum(one.isdigit() or one in _WIDE_SIGNS for one in shown)
    return digits, sum(one in _NARROW_SIGNS for one in shown)


_WIDE_SIGNS, _NARROW_SIGNS = f"\u2212-{DIGIT_BLANK}", f".,٫٬{SIGN_BLANK}"


def _draw_bars(
    resolver: Resolver, rows: Sequence[RowNode], column: int, numbers: Numbers
) -> dict[Spot, ImageNode]:
    """A column → the bars of its numbers, but for totals, which would dwarf all others."""
    shown = {
        line: numbers[line, column]
        for line, row in enumerate(rows)
        if (line, column) in numbers and not row.total
    }
    zero = Decimal(0)
    low, high = min((zero, *shown.values())), max((zero, *shown.values()))
    if low == high:
        return {}
    longest = max(-low, high)
    return {
        (line, column): _make_image(
            rows[line].cells[column],
            CellBar(value, low, high, resolver.direction),
            resolver.word("charts.cell_bar", _show_share(resolver, value / longest)),
        )
        for line, value in shown.items()
    }


def _show_share(resolver: Resolver, share: Decimal) -> str:
    percent = numerals.show_percent((100 * share).quantize(Decimal(1)), resolver.language)
    return dates.localise_digits(percent, resolver.labels)


def _draw_line(resolver: Resolver, cell: object, fact: Fact) -> ImageNode:
    names = tuple(point.label for point in fact.points)
    values = tuple(point.value for point in fact.points)
    plot = Sparkline(names, values, resolver.direction)
    return _make_image(cell, plot, list_points(resolver, fact))


def list_points(resolver: Resolver, fact: Fact) -> str:
    """A series → all its points in words: “2019 12, 2020 15”."""
    shown = (f"{point.label} {resolver.show_number(point.value)}" for point in fact.points)
    return resolver.comma.join(shown)


def _make_image(cell: object, plot: CellPlot, words: str) -> ImageNode:
    """A cell, what is drawn in it, the same in words → its node; what looks alike has one file."""
    assert isinstance(cell, Leaf)
    at = f"{cell.at}.drawing"
    digest = hashlib.sha256(repr(plot).encode()).hexdigest()[:16]
    return ImageNode(
        kind="cell_drawing",
        at=at,
        drawing=Leaf(at, (), kind="figure"),
        file=f"figures/cell-{digest}.svg",
        plot=plot,
        alt=Leaf(at, (Words(words),), kind="alt"),
    )
