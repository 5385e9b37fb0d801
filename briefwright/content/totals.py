"""Rows of tables that are totals: each number is the sum of those above it, or worked out."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from briefwright.content.reading import Context, report_nearest
from briefwright.facts import is_derived
from briefwright.model import addresses
from briefwright.model.dictionary import (
    ALL_COLUMNS,
    Brace,
    Cite,
    Fact,
    Names,
    Row,
    Str,
    Table,
    Text,
)
from briefwright.problems import suggest

Facts = Mapping[str, Fact]
Numbers = tuple[Decimal | None, ...]

_MERGED = Decimal("NaN")  # a cell that goes on from another

_TYPED = re.compile(r"[−-]?\d{1,3}(?:[, \u00a0]\d{3})*(?:\.\d+)?|[−-]?\d+(?:\.\d+)?")


def check(table: Table, facts: Facts, context: Context) -> None:
    """A row that is a total → a fault for each of its numbers that isn't the sum of those above.

    It adds up the columns that it names, or all where it says `yes`; the rows of its group, or all
    rows above it. A merged cell counts once, where it begins.
    """
    above: list[Numbers] = []
    group: list[Numbers] = []
    heads = [column.column.source for column in table.columns]
    for at, row in addresses.entries(context.at, "rows", table.rows):
        if row.group:
            group = []
            continue
        if row.fact:
            fact = facts.get(row.fact)
            numbers: Numbers = (None, fact.value if fact else None)
        else:
            numbers = tuple(_read_number(cell, facts) for cell in row.cells)
        if not row.total:
            above.append(numbers)
            group.append(numbers)
            continue
        added = _find_added(row.total, heads, context.move(at))
        left_out = [n for n in range(len(numbers)) if added is not None and n not in added]
        in_group = {n for n, _ in _find_wrong_sums(numbers, group)}
        for n, message in _find_wrong_sums(numbers, above):
            if n - 1 not in left_out and (n in in_group or not group):
                report_nearest(context.move(at), "C265", message, f"{at}.{n}", at)
        for n in left_out[1:] if left_out[:1] == [0] else left_out:
            _check_rate(row, n, facts, context.move(at))


def _find_added(total: Names, heads: list[str], context: Context) -> frozenset[int] | None:
    """The columns that a total names → their places from 0; nothing where it adds up all."""
    if total == ALL_COLUMNS:
        return None
    places = {head.casefold(): n for n, head in enumerate(heads)}
    for n, name in enumerate(total, 1):
        if name.casefold() not in places:
            message = f"The table has no column “{name}”{suggest(name, heads) or '.'}"
            report_nearest(context, "C246", message, f"{context.at}.total.{n}", context.at)
    return frozenset(places[name.casefold()] for name in total if name.casefold() in places)


def _check_rate(row: Row, n: int, facts: Facts, context: Context) -> None:
    """A number that a total doesn't add up → a fault where nothing works it out."""
    cell = row.cells[n] if n < len(row.cells) else None
    if cell is None or _read_number(cell, facts) is None:
        return
    match cell.content:
        case (Brace(name=name),) if is_derived(facts[name]):
            return
    message = (
        f"“{cell.source}” is neither added up nor worked out. Name its column in `total:`, or "
        "write a fact with a formula, such as `rate: {share: [deaths, cases]}`."
    )
    report_nearest(context, "C265", message, f"{context.at}.{n + 1}", context.at)


def _find_wrong_sums(total: Numbers, above: list[Numbers]) -> Iterator[tuple[int, str]]:
    for n, said in enumerate(total):
        parts = [row[n] for row in above if len(row) > n and row[n] is not _MERGED]
        numbers = [part for part in parts if part is not None]
        if said is None or not numbers or len(numbers) != len(parts):
            continue
        if sum(numbers) != said:
            sums = " + ".join(f"{one:f}" for one in numbers)
            yield (
                n + 1,
                f"This total says {said:f}, and the rows above it add up to {sums} = "
                f"{sum(numbers):f}. A rate isn't added up: name the columns that are, "
                "`total: [first, second]`.",
            )


def _read_number(cell: Text, facts: Facts) -> Decimal | None:
    """A cell → its number, if a number or a fact is all that stands in it, but for notes."""
    match tuple(one for one in cell.content if not isinstance(one, Cite)):
        case (Str(text="<" | "^"),):
            return _MERGED
        case (Brace(name=name, form="" | "value"),) if name in facts:
            return facts[name].value
        case (Str(text=words),) if _TYPED.fullmatch(words.strip()):
            return Decimal(re.sub(r"[, \u00a0]", "", words.strip()).replace("−", "-"))
        case _:
            return None
