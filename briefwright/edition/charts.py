"""Charts of an edition: their numbers worded and printed, ready to be drawn and to be proven."""

import string
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from briefwright.document.chart_kinds import CHART_KINDS
from briefwright.edition import figures, value_axes
from briefwright.edition.nodes import ChartNode, Leaf
from briefwright.edition.plots import Plot, PlotSeries, Threshold, UnitCounts, ValueAxis, VegaPlot
from briefwright.edition.resolution import Resolver
from briefwright.edition.runs import Words, text
from briefwright.facts import chart_data, dates, numerals, unit_counts
from briefwright.facts.chart_data import ChartData, Label, Number
from briefwright.model.dictionary import Chart, Item, Text, When

_LISTED = (
    12  # a chart's text names so many numbers each; of more, the first and last of each series
)
LONG = 14  # a printed table of more rows may go on over a page's end

Cells = tuple[Leaf, ...]


def build_chart(
    resolver: Resolver, at: str, block: Chart, remarks: Sequence[tuple[str, Item]] = ()
) -> ChartNode:
    """A chart whose rows are those that the reader sees → its node, with what is to be drawn.

    `remarks` are those on rows that the reader sees, each with its address.

    A chart that Word can draw itself carries its numbers as `plot`; the numbers of others, of
    panels, of a specification of the author's own, and of all charts where no files go along, are
    printed in a table below the drawing.
    """
    briefing = resolver.briefing
    own = briefing.files[block.vega_lite].decode("utf-8") if block.vega_lite else ""
    block = replace(block, annotations=tuple(item for _, item in remarks))
    numbers = chart_data.read(block, briefing.facts, briefing.data)
    facts = [number.fact for one in numbers.series for number in one.numbers if number.fact]
    facts += [item.fact for item in block.threshold]
    for name in dict.fromkeys(facts):
        resolver.use_fact(name, at)
    table = _read_plot(resolver, at, block, numbers)
    plot = _turn(table) if block.kind == "slope" else table
    is_native = resolver.audience.attachments and not (
        block.panels or block.vega_lite or not CHART_KINDS[block.kind].office
    )
    printed = table if numbers.series else _read_plot(resolver, at, block, _read_specification(own))
    rows = () if is_native else print_rows(at, printed)
    above = figures.write_above(resolver, at, block, block.chart, "chart")
    stated = figures.find_facts((above["caption"], above["description"]))
    return ChartNode(
        at=at,
        **above,
        drawing=figures.place_drawing(at),
        file=figures.name_file(at),
        plot=_specify(own, plot) if own else plot,
        alt=figures.write_alt(resolver, at, block, _describe(resolver, plot)),
        annotations=_write_annotations(resolver, block, numbers, [place for place, _ in remarks]),
        native=block.kind if is_native else "",
        plain=tuple(tuple(map(_print_plain, one.values)) for one in plot.scaled),
        heads=() if is_native else print_heads(at, printed),
        rows=rows,
        long=len(rows) > LONG,
        **figures.write_below(resolver, at, block, (*facts, *stated)),
    )


def _read_plot(resolver: Resolver, at: str, block: Chart, numbers: ChartData) -> Plot:
    thresholds = tuple(_read_threshold(resolver, at, item) for item in block.threshold)
    values = [*numbers.values(), *(one.value for one in thresholds)]
    floor = chart_data.find_floor(values) if block.log else None
    lines = chart_data.find_highlighted(numbers.series_names, block.lines)
    plot = Plot(
        block.kind,
        _print_categories(resolver, at, block, numbers),
        tuple(
            PlotSeries(
                _print_label(resolver, one.name, at) + unit,
                tuple(number.value for number in one.numbers),
                tuple(print_number(resolver, number) for number in one.numbers),
            )
            for one, unit in zip(
                numbers.series, _print_panel_units(resolver, at, block, numbers), strict=True
            )
        ),
        panels=block.panels,
        direction=resolver.direction,
        unit=_describe_axis(resolver, at, block, floor),
        facts=tuple(
            tuple("" if number.of_whole else number.fact for number in one.numbers)
            for one in numbers.series
        ),
        highlighted=chart_data.find_highlighted(
            chart_data.list_parts(block, numbers), block.highlight
        ),
        thresholds=thresholds,
        floor=floor,
        own_scales=block.own_scales,
        lines=lines,
        axes=_read_axes(resolver, at, block, numbers),
    )
    return _count_units(resolver, block, plot)


def _count_units(resolver: Resolver, block: Chart, plot: Plot) -> Plot:
    """A plot → the same with its squares or icons, and what one of them stands for."""
    if plot.kind == "waffle":
        counts = unit_counts.count_squares([one.values for one in plot.series])
        shown = f"= {numerals.show_percent(Decimal(1), resolver.language)}"
        units = UnitCounts(counts, dates.localise_digits(shown, resolver.labels))
        return replace(plot, units=units)
    if plot.kind == "pictogram" and plot.series:
        (only,) = plot.series
        each = block.each or unit_counts.find_each(only.values)
        shown = f"= {resolver.show_number(each)} {plot.unit}".rstrip()
        counts = unit_counts.count_icons(only.values, each)
        return replace(plot, unit="", units=UnitCounts(counts, shown, block.icon))
    return plot


def _turn(plot: Plot) -> Plot:
    """Two numbers of each row → a line for each: from one category to the other."""
    places = range(len(plot.categories))
    return replace(
        plot,
        categories=tuple(one.name for one in plot.series),
        series=tuple(
            PlotSeries(
                plot.categories[n],
                tuple(one.values[n] for one in plot.series),
                tuple(one.shown[n] for one in plot.series),
            )
            for n in places
        ),
        facts=tuple(tuple(one[n] for one in plot.facts) for n in places),
    )


def _read_axes(
    resolver: Resolver, at: str, block: Chart, numbers: ChartData
) -> tuple[ValueAxis, ...]:
    """A chart and its numbers → its axes: those of columns and lines, or of areas; else none."""
    if block.kind not in ("area", "combo"):
        return ()
    units = [_find_unit(resolver, at, block)]
    if block.second_axis:
        units.append(text(resolver.resolve(block.second_axis, f"{at}.second_axis", "short")))
    parts = chart_data.split_by_axis(block, numbers)
    is_stacked = bool(CHART_KINDS[block.kind].stacking)
    ticks = value_axes.find_ticks(
        [part.add_rows() if is_stacked else list(part.values()) for part in parts]
    )
    return tuple(
        ValueAxis(unit, own, tuple(_show(resolver, tick, block.percent) for tick in own))
        for unit, own in zip(units, ticks, strict=True)
    )


def _describe_axis(resolver: Resolver, at: str, block: Chart, floor: Decimal | None) -> str:
    """What a chart counts, where a logarithmic scale begins, whether panels can't be compared."""
    said = [_find_unit(resolver, at, block)]
    if floor is not None:
        said.append(resolver.word("words.logarithmic", resolver.show_number(floor)))
    if block.own_scales:
        said.append(resolver.word("words.own_scales"))
    return resolver.comma.join(filter(None, said))


def _find_unit(resolver: Resolver, at: str, block: Chart) -> str:
    """What a chart counts, as its author says it: of all of it, or of each of its columns."""
    if block.percent:
        return ""  # the sign stands at each number
    if block.unit:
        return text(resolver.resolve(block.unit, f"{at}.unit", "short"))
    units = _list_column_units(resolver, at, block)
    if block.second_axis:
        names = tuple(map(chart_data.source_name, block.columns[1:]))
        lines = chart_data.find_highlighted(names, block.lines)
        units = [unit for n, unit in enumerate(units) if n not in lines]
    said = set(units)
    return said.pop() if len(said) == 1 else ""


def _list_column_units(resolver: Resolver, at: str, block: Chart) -> list[str]:
    return [
        resolver.show_words(f"{at}.columns.{n}.unit", column.unit)
        for n, column in enumerate(block.columns[1:], 2)
    ]


def _print_panel_units(
    resolver: Resolver, at: str, block: Chart, numbers: ChartData
) -> tuple[str, ...]:
    """What each series counts, in brackets, where panels with scales of their own differ in it."""
    facts = (
        next((resolver.briefing.facts[one.fact] for one in series.numbers if one.fact), None)
        for series in numbers.series
    )
    units = _list_column_units(resolver, at, block) or [
        fact.unit.get("other", "") if fact else "" for fact in facts
    ]
    if not block.own_scales or block.unit or len(set(units)) < 2:
        return ("",) * len(numbers.series)
    return tuple(resolver.word("signs.brackets", unit) if unit else "" for unit in units)


def _read_threshold(resolver: Resolver, at: str, item: Item) -> Threshold:
    fact = resolver.briefing.facts[item.fact]
    assert fact.value is not None, "checked: a threshold is a number"
    shown = print_number(resolver, Number(fact.value, fact.name))
    label = _print_label(resolver, chart_data.name_item(item, fact), at)
    return Threshold(f"{label}{resolver.colon}{shown}", fact.value, shown, fact.name)


def _print_categories(
    resolver: Resolver, at: str, block: Chart, numbers: ChartData
) -> tuple[str, ...]:
    """The names of the rows, with the letter of its remark behind each that has one."""
    names = [_print_label(resolver, one, at) for one in numbers.categories]
    if block.data and chart_data.are_dates(names):
        names = [resolver.show_date(When(name)) for name in names]
    for row, letter in _letter_rows(block, numbers):
        names[row] += f" ({letter})"
    return tuple(names)


def _letter_rows(block: Chart, numbers: ChartData) -> list[tuple[int, str]]:
    """A chart and its numbers → the rows that have a remark, by position, each with its letter."""
    rows = sorted(chart_data.find_annotated(block, numbers))
    return [(row, string.ascii_lowercase[n]) for n, row in enumerate(rows)]


def _write_annotations(
    resolver: Resolver, block: Chart, numbers: ChartData, ats: Sequence[str]
) -> tuple[Leaf, ...]:
    """The remarks in the order of their rows, each after its letter; `ats` are their addresses."""
    places = chart_data.find_annotated(block, numbers)
    found = []
    for row, letter in _letter_rows(block, numbers):
        item, where = block.annotations[places[row]], f"{ats[places[row]]}.text"
        if item.text:
            words = resolver.resolve(item.text, where, "short")
            found.append(Leaf(where, (Words(f"({letter}) "), *words)))
    return tuple(found)


def _print_label(resolver: Resolver, label: Label, at: str) -> str:
    if isinstance(label, Text):
        return text(resolver.resolve(label, at, "short"))
    return dates.localise_digits(label, resolver.labels) if label.isdecimal() else label


def print_number(resolver: Resolver, number: Number) -> str:
    """A number → as the language prints it; a per cent sign belongs to it, no other unit does."""
    if number.value is None:
        return ""
    fact = resolver.briefing.facts.get(number.fact)
    is_percent = number.of_whole or bool(fact and set(fact.unit.values()) == {"%"})
    return _show(resolver, number.value, is_percent)


def _show(resolver: Resolver, value: Decimal, is_percent: bool) -> str:
    if not is_percent:
        return resolver.show_number(value)
    shown = numerals.show_percent(value, resolver.language)
    return dates.localise_digits(shown, resolver.labels)


def _read_specification(own: str) -> ChartData:
    """A specification that was checked → the numbers in it."""
    found = chart_data.read_specification(own)
    return found if isinstance(found, ChartData) else ChartData((), ())


def _specify(specification: str, plot: Plot) -> VegaPlot:
    """The author's own specification and the numbers beside it, if any → what is drawn."""
    columns = ("label", *(one.name or "value" for one in plot.series)) if plot.series else ()
    rows = tuple(
        (category, *(one.values[n] for one in plot.series))
        for n, category in enumerate(plot.categories)
    )
    return VegaPlot(specification, columns, rows)


# ----------------------------------------------------------------- in words


def _describe(resolver: Resolver, plot: Plot) -> str:
    """A chart's numbers → the sentence for those who can't see it."""
    kind = resolver.word(f"charts.{plot.kind}")
    parts = [part for one in plot.series if (part := _describe_series(resolver, plot, one))]
    parts += [one.name for one in plot.thresholds]
    parts += [resolver.word("words.squares")] if plot.kind == "waffle" else []
    return f"{kind}{resolver.colon}{resolver.semicolon.join(parts)}" if parts else kind


def _describe_series(resolver: Resolver, plot: Plot, series: PlotSeries) -> str:
    pairs = [
        f"{category} {shown}"
        for category, shown in zip(plot.categories, series.shown, strict=True)
        if shown
    ]
    many = len(pairs) * len(plot.series) > _LISTED
    said = f"{pairs[0]} … {pairs[-1]}" if many and len(pairs) > 1 else resolver.comma.join(pairs)
    return f"{series.name}{resolver.colon}{said}" if series.name and said else said


# ----------------------------------------------------------------- as a table


def print_heads(at: str, plot: Plot) -> Cells:
    """A plot → the heads of its numbers as a table."""
    names = ["", *(one.name for one in plot.series)] if plot.series else []
    return tuple(Leaf(f"{at}.heads.{n}", (Words(name),)) for n, name in enumerate(names, start=1))


def print_rows(at: str, plot: Plot) -> tuple[Cells, ...]:
    """A plot → its numbers as rows of a table, a category in each."""
    return tuple(
        tuple(
            Leaf(f"{at}.data.{n}.{place}", (Words(cell),))
            for place, cell in enumerate(
                (category, *(one.shown[n - 1] or "–" for one in plot.series)), start=0
            )
        )
        for n, category in enumerate(plot.categories, start=1)
    )


def _print_plain(value: Decimal | None) -> str:
    """A number → its digits as a machine reads them, "" for a gap."""
    return "" if value is None else format(value, "f")
