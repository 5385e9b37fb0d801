"""The numbers of a map, of its places or in its file → faults where they can't be shown."""

from collections.abc import Sequence
from decimal import Decimal

from briefwright import geography
from briefwright.content import datafiles, forms
from briefwright.content.reading import Context, report_nearest
from briefwright.facts import A_KIND, Facts, chart_data, kind_of, name_unit
from briefwright.model import addresses
from briefwright.model.dictionary import DataTable, Map, Names
from briefwright.problems import suggest

_MOST_BREAKS = 4  # five classes: a reader tells no more shades apart


def check_places(block: Map, facts: Facts, context: Context) -> None:
    """A map whose places have facts → faults where these aren't numbers of one thing, from 0 up."""
    known = [
        (at, facts[place.fact])
        for at, place in addresses.entries(context.at, "places", block.places)
        if place.fact in facts
    ]
    for at, fact in known:
        here = context.move(at)
        if (own := kind_of(fact)) != "number":
            message = f"“{fact.name}” is {A_KIND[own]}, and a circle's area is a number."
            report_nearest(here, "C267", message, "fact")
        elif fact.value is not None and fact.value < 0:
            message = f"No circle has an area of {fact.value}; write the number in `note:`."
            report_nearest(here, "C275", message, "fact")
    units = {name_unit(fact) for _, fact in known}
    if len(units) > 1:
        named = ", ".join(sorted(unit or "no unit" for unit in units))
        message = f"The numbers of these places count different things ({named}); show one of them."
        report_nearest(context, "C266", message, "places")
    elif known and not any(fact.value for _, fact in known):
        message = "No number of these places is above zero, so there is no circle to draw."
        report_nearest(context, "C275", message, "places")
    if known and block.data:
        message = "A map takes its numbers from one place; here are `data:` and facts of places."
        report_nearest(context, "C204", message, "data")


def check_inset(block: Map, file: DataTable | None, context: Context) -> None:
    """A map and its data file → faults where its inset would show what isn't on it, or circles."""
    wanted = block.enlarge or block.inset == "detail"
    if block.enlarge and block.inset in ("no", "overview"):
        message = "`enlarge:` is for a detail: write `inset: detail`, or leave `inset:` out."
        report_nearest(context, "C279", message, "inset")
    elif wanted and (block.show == "circles" or any(one.fact for one in block.places)):
        message = "Circles can't be larger in an inset, where they would mean other numbers; leave "
        message += "`enlarge:` and `inset:` out."
        report_nearest(context, "C279", message, "enlarge", "inset")
    chosen = chart_data.find_columns(file, block.columns)[:1] if file else []
    named = [row[place] for row in file.rows for _, place in chosen] if file else []
    named += (one.place.source for one in block.places)
    named += (*block.countries, *block.shaded)
    for n, name in enumerate(block.enlarge, 1):
        if name not in named:
            close = suggest(name, named) or "; name places, countries or regions of this map."
            message = f"This map doesn't show “{name}”{close}"
            report_nearest(context, "C279", message, f"enlarge.{n}")


def check(block: Map, file: DataTable | None, regions: Names, context: Context) -> None:
    """A map, its data file, if it was read, its regions → faults in the file, or in breaks.

    The columns that the map names were looked for already.
    """
    _check_breaks(block.breaks, context)
    if file is None:
        return
    chosen = [place for _, place in chart_data.find_columns(file, block.columns)]
    if len(block.columns or file.header) != 2:
        message = (
            "A map shows the numbers of one column; name it behind that of the countries: "
            "`columns: [Country, Cases]`."
        )
        report_nearest(context, "C275", message, "columns", "data")
    elif len(chosen) == 2:
        _check_rows(file, chosen[0], chosen[1], regions, context)
        if block.show == "circles":
            _check_circles(file, chosen[1], context)


def _check_circles(file: DataTable, numbers: int, context: Context) -> None:
    """No area is below zero, and some number is above it."""
    values = [chart_data.parse_number(row[numbers]) or Decimal(0) for row in file.rows]
    for row, value in enumerate(values):
        if value < 0:
            message = f"No circle has an area of {value}; write `show: shades`, or leave it out."
            context.report("C275", message, datafiles.locate_row(file, row, context))
    if not any(values):
        message = "No number in this file is above zero, so there is no circle to draw."
        report_nearest(context, "C275", message, "show", "data")


def _check_rows(
    file: DataTable, names: int, numbers: int, regions: Names, context: Context
) -> None:
    """Every row has a country or a region of its own and a number or nothing, one a number."""
    known: dict[str, str] = {}
    kind = "region" if regions else "country"
    has_number = False
    for row, cells in enumerate(file.rows):
        name = cells[names]
        code = _find_code(name, regions)
        where = datafiles.locate_row(file, row, context)
        if not code:
            fault = "C277" if regions else "C268"
            close = suggest(name, regions or geography.names()) or "."
            context.report(fault, f"There is no {kind} “{name}”{close}", where)
        elif code in known:
            message = f"“{name}” is the {kind} of an earlier row, “{known[code]}”; keep one."
            context.report("C275", message, where)
        else:
            known[code] = name
        has_number |= datafiles.read_number(file, row, numbers, context) is not None
    if not has_number:
        report_nearest(context, "C275", f"This file has no number for any {kind}.", "data")


def _find_code(name: str, regions: Names) -> str:
    """A name in a file, the regions of the map, if it has some → what is known by it, or ""."""
    if regions:
        return name if name in regions else ""
    country = geography.find_country(name)
    return country.code if country else ""


def _check_breaks(breaks: Sequence[str], context: Context) -> None:
    found = [forms.parse_numeral(one) for one in breaks]
    numbers = [one for one in found if isinstance(one, Decimal)]
    if len(numbers) < len(found) or numbers != sorted(set(numbers)) or len(found) > _MOST_BREAKS:
        message = f"`breaks:` are at most {_MOST_BREAKS} numbers that rise: [10, 50, 100]."
        report_nearest(context, "C275", message, "breaks")
