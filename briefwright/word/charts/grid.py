"""What a chart is drawn from → what stands in its workbook, and how Word shows each number."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from briefwright.document.chart_kinds import CHART_KINDS, ChartKind
from briefwright.document.counters import DIGITS
from briefwright.layout import ChartData, Series, ValueAxis

_NARROW = Decimal("0.04")  # of a whole: no room for its number
_THOUSAND = 1000
_SIGNS = re.compile(r'(?:\[[^]]*\])?((?:"[^"]*")?)[#,0.]+((?:"[^"]*")?)')
PERCENT = "%٪"
# Digits → how a format asks for them: first their shape, by which Excel shows them, then the
# identifier of a language that has them, by which LibreOffice does.
_SCRIPTS: Mapping[str, str] = {
    "arabic-indic": "[$-2000401]", "persian": "[$-3000429]", "devanagari": "[$-4000439]",
}  # fmt: skip
# What parts thousands, or “.” where a comma stands before decimals → the identifier of a language
# that has these signs: LibreOffice shows them by it, Word those that its reader has chosen.
_SEPARATORS: Mapping[str, str] = {" ": "[$-40C]", "’": "[$-807]", ".": "[$-407]"}
_SIGN = re.compile(r"(?<=\d)\D(?=\d)")  # within a number
_NAMED = re.compile(r"\[\$-\w+\]")
_MINUS = "\u2212"  # longer than the hyphen that Word would set


@dataclass(frozen=True)
class Column:
    """One series as Word has it: its name, the format of its numbers, its numbers (None: a gap).

    Where others are highlighted, it `is_muted`; it may be a line across all others, or over them.
    """

    name: str
    number_format: str
    numbers: tuple[Decimal | None, ...]
    is_muted: bool = False
    is_threshold: bool = False
    is_line: bool = False

    @property
    def values(self) -> tuple[Decimal, ...]:
        """The numbers without the gaps."""
        return tuple(number for number in self.numbers if number is not None)


@dataclass(frozen=True)
class Grid:
    """What stands in the workbook: the names of the rows, a column for each series.

    `muted` are the rows, by position, that stand back behind those that are highlighted; `unit`
    is what it counts; `floor` is where a logarithmic scale begins, None for a scale from zero;
    `axes` are those of its values, where they are drawn.
    """

    kind: str
    rows: tuple[str, ...]
    columns: tuple[Column, ...]
    muted: frozenset[int] = frozenset()
    unit: str = ""
    floor: Decimal | None = None
    axes: tuple[ValueAxis, ...] = ()

    @property
    def form(self) -> ChartKind:
        """What is said of its kind."""
        return CHART_KINDS[self.kind]

    @property
    def lowest(self) -> Decimal:
        """The smallest number, 0 at most."""
        return min((Decimal(0), *(number for column in self.columns for number in column.values)))

    @property
    def highest(self) -> Decimal:
        """The greatest number, or that of the longest bar of several parts."""
        if self.form.stacking:
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
        columns = tuple(
            _make_column(Series(row, (number,), (shown,))) for row, number, shown in parts
        )
        return Grid(chart_data.kind, (whole.name,), columns, unit=chart_data.unit)
    columns = tuple(map(_make_column, chart_data.series))
    return Grid(
        chart_data.kind, chart_data.rows, columns, chart_data.muted, chart_data.unit,
        chart_data.floor, chart_data.axes,
    )  # fmt: skip


def _make_column(series: Series) -> Column:
    values = tuple(Decimal(format(Decimal(one), "f")) if one else None for one in series.numbers)
    printed = [text for text, value in zip(series.shown, values, strict=True) if value is not None]
    number_format = _choose_format([value for value in values if value is not None], printed)
    return Column(
        series.name, number_format, values, series.is_muted, series.is_threshold, series.is_line
    )


def _choose_format(values: Sequence[Decimal], printed: Sequence[str]) -> str:
    """Numbers as typed and as printed → the format in which Word shows all of them."""
    decimals = max((_decimals(value) for value in values), default=0)
    thousands = [
        text for value, text in zip(values, printed, strict=True) if abs(value) >= _THOUSAND
    ]
    plain = thousands and all(re.search(r"\d{4}", text) for text in thousands)
    digits = ("0" if plain else "#,##0") + ("." + "0" * decimals if decimals else "")
    before, after = _find_percent(printed)
    named = _name_script(printed) or _name_separators(values, printed)
    number_format = f"{named}{before}{digits}{after}"
    minus = any(_MINUS in text for text in printed)
    return f"{number_format};{_MINUS}{number_format}" if minus else number_format


def _name_script(printed: Iterable[str]) -> str:
    """Numbers as printed → what begins a format that shows their digits; "" for Latin ones."""
    signs = set("".join(printed))
    return next((code for digits, code in _SCRIPTS.items() if signs & set(DIGITS[digits])), "")


def _name_separators(values: Sequence[Decimal], printed: Sequence[str]) -> str:
    """Numbers as typed and as printed → what begins a format that shows their signs; "" in English.

    The first sign that parts thousands tells the language; where none does, a decimal comma.
    """
    thousands, decimals = [], []
    for value, text in zip(values, printed, strict=True):
        signs = _SIGN.findall(text)
        decimals += signs[-1:] if _decimals(value) else []
        thousands += signs[:-1] if _decimals(value) else signs
    comma = ["."] if "," in decimals else []
    return _SEPARATORS.get(next(iter(thousands + comma), ""), "")


def tick_format(grid: Grid, axis: ValueAxis) -> str:
    """A grid and one of its axes → the format in which Word shows the ticks."""
    is_parted = any("#,##0" in column.number_format for column in grid.columns)
    decimals = _decimals(axis.step)
    digits = ("#,##0" if is_parted else "0") + ("." + "0" * decimals if decimals else "")
    formats = [column.number_format for column in grid.columns]
    named = "".join(_NAMED.findall("".join(formats))[:1])
    signs = set(map(_find_signs, formats))
    before, after = signs.pop() if len(signs) == 1 else ("", "")
    digits = f"{named}{before}{digits}{after}"
    return f"{digits};{_MINUS}{digits}" if axis.ticks[0] < 0 else digits


def _find_signs(number_format: str) -> tuple[str, str]:
    """The format of numbers → the quoted signs before and after their digits."""
    found = _SIGNS.match(number_format)
    return (found[1], found[2]) if found else ("", "")


def _find_percent(printed: Sequence[str]) -> tuple[str, str]:
    """Numbers as printed → the sign of per cent before and after all of them, as a format has it.

    In quotes it is a sign and no more: bare, it would show a hundred times the number.
    """
    ends = {re.sub(r"[\d.,].*\d|\d", "|", text.replace(_MINUS, "")) for text in printed}
    end = ends.pop() if len(ends) == 1 else ""
    before, _, after = end.partition("|")
    if not any(sign in end for sign in PERCENT):
        return "", ""
    return (f'"{before}"' if before else ""), (f'"{after}"' if after else "")


def point_format(column: Column, value: Decimal) -> str:
    """A series and one of its numbers → the number's format, which may have fewer decimals."""
    _, _, decimals = column.number_format.partition(";")[0].partition(".")
    decimals = decimals.rstrip('"%٪\u00a0\u202f ')
    typed = _decimals(value)
    if typed == len(decimals):
        return column.number_format
    return column.number_format.replace("." + decimals, "." + "0" * typed if typed else "")


def _decimals(value: Decimal) -> int:
    return max(0, -int(value.as_tuple().exponent))
