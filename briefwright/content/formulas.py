"""Keys of a fact that hold more than one word → its formula, its range, its list, its series.

range: [120, 150]        sum: [a, b]      share: [part, whole]      count: a_list
list: [Canada, Japan]    sum: a_series    change: {of: a_series, from: 2019, to: 2024}
series: {2019: 5, 2020: 7}
series: {file: data/courses.csv, label: Year, value: Trainees}      sheet: if it is a workbook
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, get_args

from briefwright.content import datafiles, forms, mappings
from briefwright.content.mappings import Entries, Entry, describe_misfit, is_empty
from briefwright.content.notation import DecimalSign
from briefwright.content.reading import Context
from briefwright.model.dictionary import DataTable, Formula, Operation, Point
from briefwright.problems import Problem
from briefwright.yamlfile import Map, Node, Scalar
from briefwright.yamlfile import Sequence as List

OPERATIONS: tuple[Operation, ...] = get_args(Operation)
SPANS = ("change", "change_percent")  # formulas over two points of one series
KEYS = (*OPERATIONS, "range", "list", "series")

# Each key that says what a fact is → the field of Fact that it fills.
FIELDS: Mapping[str, str] = {
    **{key: key for key in ("value", "rank", "date", "range")},
    **dict.fromkeys(OPERATIONS, "formula"),
    "list": "members",
    "series": "points",
}
SPAN_KEYS = ("of", "from", "to")
FILE_KEYS = ("file", "label", "value", "sheet", "decimal")

_EXAMPLES: Mapping[str, str] = {
    "sum": "sum: [one, another]",
    "difference": "difference: [whole, part]",
    "share": "share: [part, whole]",
    "ratio": "ratio: [one, another]",
    "per_100000": "per_100000: [cases, people]",
    "count": "count: a_list",
    "change": "change: {of: a_series, from: 2019, to: 2024}",
    "change_percent": "change_percent: {of: a_series, from: 2019, to: 2024}",
    "range": "range: [120, 150]",
    "list": "list: [Canada, Japan]",
    "series": "series: {2019: 5, 2020: 7}",
}
_TAKES: Mapping[str, str] = {
    "count": "the name of one fact, which is a list or a series",
    "change": "a series and two of its points",
    "change_percent": "a series and two of its points",
}
_MOST_FAULTS = 5  # of one column
_FROM_FILE = "{file: data/courses.csv, label: Year, value: Trainees}"


def read(entries: Entries, context: Context) -> Mapping[str, Any]:
    """A fact's keys → the fields of Fact that they fill; the ledger checks the names in them."""
    filled: dict[str, Any] = {}
    for entry in entries:
        if entry.name not in KEYS or mappings.is_empty(entry.node):
            continue
        if entry.name in OPERATIONS:
            if "formula" in filled:
                context.report("C204", "A fact has one formula, and here is a second.", entry.place)
            elif formula := _read_formula(entry, context):
                filled["formula"] = formula
        elif entry.name == "range":
            filled["range"] = _read_range(entry, context)
        elif entry.name == "list":
            filled["members"] = tuple(_read_members(entry, context))
        else:
            filled["points"] = tuple(_read_points(entry, context))
    return {name: one for name, one in filled.items() if one is not None}


def _report_misfit(node: Node, name: str, takes: str, context: Context) -> None:
    context.report("C211", f"`{name}:` takes {takes}. Write `{_EXAMPLES[name]}`.", node.place)


# ----------------------------------------------------------------- formulas


def _read_formula(entry: Entry, context: Context) -> Formula | None:
    operation: Operation = next(one for one in OPERATIONS if one == entry.name)
    node = entry.node
    match node:
        case List() if operation not in (*SPANS, "count"):
            return Formula(operation, tuple(_read_names(node, context)))
        case Scalar() if operation in ("sum", "count"):
            return Formula(operation, (node.text.strip(),))
        case Map() if operation in SPANS:
            return _read_span(operation, node, context)
        case _:
            _report_misfit(node, operation, _TAKES.get(operation, "a list of facts"), context)
            return None


def _read_names(node: List, context: Context) -> Iterator[str]:
    for one in node.items:
        if isinstance(one, Scalar) and not is_empty(one):
            yield one.text.strip()
        else:
            context.report("C211", describe_misfit(one, "Here belongs a fact's name"), one.place)


def _read_span(operation: Operation, node: Map, context: Context) -> Formula | None:
    said = _read_words(node, SPAN_KEYS, context)
    for key in SPAN_KEYS:
        if key not in said:
            message = f"`{key}:` is missing here. Write `{_EXAMPLES[operation]}`."
            context.report("C210", message, node.place)
    if not all(key in said for key in SPAN_KEYS):
        return None
    return Formula(operation, (said["of"].text,), said["from"].text, said["to"].text)


def _read_words(node: Map, known: tuple[str, ...], context: Context) -> Mapping[str, Scalar]:
    """Keys that each take one word → their scalars; others are faults."""
    found: dict[str, Scalar] = {}
    for entry in mappings.list_entries(node):
        if entry.name not in known:
            context.report("C206", mappings.describe_unknown(entry.name, known), entry.place)
        elif isinstance(entry.node, Scalar) and not is_empty(entry.node):
            found[entry.name] = entry.node
        elif not isinstance(entry.node, Scalar):
            message = describe_misfit(entry.node, f"`{entry.name}:` takes a word")
            context.report("C211", message, entry.node.place)
    return found


# ----------------------------------------------------------------- ranges, lists, series


def _read_range(entry: Entry, context: Context) -> tuple[Decimal, Decimal] | None:
    node = entry.node
    if not isinstance(node, List) or len(node.items) != 2:
        _report_misfit(node, "range", "two numbers, the lower first", context)
        return None
    ends = [_read_number(one, context) for one in node.items]
    low, high = ends
    return None if low is None or high is None else (low, high)


def _read_number(node: Node, context: Context) -> Decimal | None:
    if not isinstance(node, Scalar) or is_empty(node):
        context.report("C211", describe_misfit(node, "Here belongs a number"), node.place)
        return None
    found = forms.parse_number(node)
    if not isinstance(found, Problem):
        return found
    if not context.collector.has_problem_in(node):
        context.add(found, node.place)
    return None


def _read_members(entry: Entry, context: Context) -> Iterator[str]:
    node = entry.node
    if not isinstance(node, List):
        _report_misfit(node, "list", "a list of words", context)
        return
    if not node.items:
        context.report("C212", "This list is empty.", node.place)
    for one in node.items:
        if isinstance(one, Scalar) and not is_empty(one):
            yield forms.parse_word(one)
        else:
            context.report("C211", describe_misfit(one, "Here belongs a word"), one.place)


def _read_points(entry: Entry, context: Context) -> Iterator[Point]:
    node = entry.node
    if not isinstance(node, Map):
        _report_misfit(node, "series", "labels with numbers, or a file", context)
        return
    if any(key.text == "file" for key, _ in node.entries):
        yield from _read_points_file(node, context)
        return
    if not node.entries:
        context.report("C212", "This series is empty.", node.place)
    for key, one in node.entries:
        if (value := _read_number(one, context)) is not None:
            yield Point(key.text, value)


def _read_points_file(node: Map, context: Context) -> Iterator[Point]:
    """A file and two of its columns → a point for each of its rows."""
    said = _read_words(node, FILE_KEYS, context)
    for key in ("file", "label", "value"):
        if key not in said:
            message = f"`{key}:` is missing here. Write `series: {_FROM_FILE}`."
            context.report("C210", message, node.place)
    if not all(key in said for key in ("file", "label", "value")):
        return
    file, sheet = said["file"], said["sheet"].text if "sheet" in said else ""
    decimal = _read_decimal(said.get("decimal"), context)
    table = datafiles.read_table(file.text, file.place, context, sheet, decimal)
    if table is None:
        return
    label, value = (
        datafiles.find_column(table, said[key].text, said[key].place, context)
        for key in ("label", "value")
    )
    if label is None or value is None:
        return
    before = len(context.collector.problems)
    for row in range(len(table.rows)):
        if point := _read_point(table, row, label, value, context):
            yield point
        elif len(context.collector.problems) - before == _MOST_FAULTS:
            break  # the rows that follow have the same fault


def _read_decimal(said: Scalar | None, context: Context) -> DecimalSign:
    match said.text if said else "auto":
        case "auto" | "comma" | "point" as sign:
            return sign
    if said:
        message = f"`decimal:` takes comma or point; “{said.text}” is neither."
        context.report("C213", message, said.place)
    return "auto"


def _read_point(
    table: DataTable, row: int, label: int, value: int, context: Context
) -> Point | None:
    cells = table.rows[row]
    if not cells[label] or not cells[value]:
        lacking = table.header[value if cells[label] else label]
        message = f"In the column “{lacking}”: nothing stands here, and a series has no gaps."
        context.report("C247", message, datafiles.locate_row(table, row, context))
        return None
    found = datafiles.read_number(table, row, value, context)
    return None if found is None else Point(cells[label], found)
