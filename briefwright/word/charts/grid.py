"""What a chart is drawn from → what stands in its workbook, and how Word shows each number."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from briefwright.layout import ChartData

STACKED = frozenset({"stacked_bar", "share"})

_NARROW = Decimal("0.04")  # of a whole: no room for its number
_THOUSAND = 1000
_MINUS = "\u2212"  # longer than the hyphen that Word would set


@dataclass(frozen=True)
class Column:
    """One series as Word has it: its name, the format of its numbers, its numbers (None: a gap)."""

    name: str
    number_format: str
    numbers: tuple[Decimal | None, ...]

    @property
    def values(self) -> tuple[Decimal, ...]:
        """The numbers without the gaps."""
        return tuple(number for number in self.numbers if number is not None)


@dataclass(frozen=True)
class Grid:
    """What stands in the workbook: the names of the rows, a column for each series."""

    kind: str
    rows: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def lowest(self) -> Decimal:
        """The smallest number, 0 at most."""
        return min((Decimal(0), *(number for column in self.columns for number in column.values)))

    @property
    def highest(self) -> Decimal:
        """The greatest number, or that of the longest bar of several parts."""
        if self.kind in STACKED:
            lengths = (
                sum((column.numbers[row] or Decimal(0) for column in self.columns), Decimal(0))
                for row in range(len(self.rows))
            )
            return max(lengths, default=Decimal(0))
        return max((number for column in self.columns for number in column.values), default=_ZERO)

    @property
    def is_one_bar(self) -> bool:
        """Whether it is the parts of one whole."""
        return self.kind == "share" and len(self.rows) == 1

    def is_narrow(self, column: Column) -> bool:
        """Whether a series is so small a part of one whole that its number has no room in it."""
        return self.is_one_bar and bool(column.values) and column.values[0] < self.highest * _NARROW


_ZERO = Decimal(0)


def make_grid(chart_data: ChartData) -> Grid:
    """A chart's data table → what stands in its workbook.

    The parts of one whole are one bar: there each row becomes a series of its own.
    """
    if chart_data.kind == "share" and len(chart_data.series) == 1:
        (whole,) = chart_data.series
        parts = zip(chart_data.rows, whole.numbers, whole.shown, strict=True)
        columns = tuple(_make_column(row, (number,), (shown,)) for row, number, shown in parts)
        return Grid(chart_data.kind, (whole.name,), columns)
    columns = tuple(_make_column(one.name, one.numbers, one.shown) for one in chart_data.series)
    return Grid(chart_data.kind, chart_data.rows, columns)


def _make_column(title: str, numbers: tuple[str, ...], shown: tuple[str, ...]) -> Column:
    values = tuple(Decimal(format(Decimal(one), "f")) if one else None for one in numbers)
    printed = [text for text, value in zip(shown, values, strict=True) if value is not None]
    return Column(
        title, _choose_format([value for value in values if value is not None], printed), values
    )


def _choose_format(values: Sequence[Decimal], printed: Sequence[str]) -> str:
    """Numbers as typed and as printed → the format in which Word shows all of them."""
    decimals = max((_decimals(value) for value in values), default=0)
    thousands = [
        text for value, text in zip(values, printed, strict=True) if abs(value) >= _THOUSAND
    ]
    plain = thousands and all(re.search(r"\d{4}", text) for text in thousands)
    number_format = ("0" if plain else "#,##0") + ("." + "0" * decimals if decimals else "")
    minus = any(_MINUS in text for text in printed)
    return f"{number_format};{_MINUS}{number_format}" if minus else number_format


def point_format(column: Column, value: Decimal) -> str:
    """A series and one of its numbers → the number's format, which may have fewer decimals."""
    _, _, decimals = column.number_format.partition(";")[0].partition(".")
    typed = _decimals(value)
    if typed == len(decimals):
        return column.number_format
    return column.number_format.replace("." + decimals, "." + "0" * typed if typed else "")


def _decimals(value: Decimal) -> int:
    return max(0, -int(value.as_tuple().exponent))
