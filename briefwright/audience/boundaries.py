"""boundaries.yaml → the boundaries that maps draw dashed, each row checked at its line."""

from collections.abc import Iterator

from briefwright import yamlfile
from briefwright.geography import Boundary, find_country, names, trace_boundary
from briefwright.problems import Place, Problem, suggest

FILE = "boundaries.yaml"
_SIDES = 4
_ROW = "Write a row such as `- between: [Morocco, Western Sahara]` or `- around: Kosovo`."


def read(text: str, shown: str, problems: list[Problem]) -> tuple[Boundary, ...]:
    """A table's text and what faults call its file → its boundaries; faults (A542) are added."""
    node, faults = yamlfile.read(text, shown)
    problems += faults
    rows = node.items if isinstance(node, yamlfile.Sequence) else ()
    if node is not None and not isinstance(node, yamlfile.Sequence):
        problems.append(Problem("A542", f"This is no list of boundaries. {_ROW}", Place(shown, 1)))
    found = list[Boundary]()
    for row in rows:
        wrong = list(_check(row))
        problems += wrong
        if not wrong:
            found.append(_make(row))
    return tuple(found)


def _make(row: yamlfile.Node) -> Boundary:
    given = _list_words(row)
    countries = given.get("between") or given["around"]
    match [_read_number(word) for word in given.get("within", ())]:
        case [float(west), float(south), float(east), float(north)]:
            return Boundary(countries, (west, south, east, north))
        case _:
            return Boundary(countries)


def _check(row: yamlfile.Node) -> Iterator[Problem]:
    """A row → what is wrong with it: its keys, its countries, its degrees, or all of them."""
    given = _list_words(row)
    counts = {key: len(words) for key, words in given.items()}
    if counts not in _SHAPES:
        yield Problem("A542", f"This is no boundary. {_ROW}", row.place)
        return
    countries = given.get("between") or given["around"]
    unknown = [name for name in countries if find_country(name) is None]
    for name in unknown:
        close = suggest(name, names()) or "."
        yield Problem("A542", f"There is no country “{name}”{close}", row.place)
    degrees = [_read_number(one) for one in given.get("within", ())]
    if None in degrees:
        message = "`within:` is four numbers, degrees west, south, east, north: [32, 44, 37, 46.5]."
        yield Problem("A542", message, row.place)
    elif not unknown and not trace_boundary(_make(row), "50m"):
        message = "There is no such boundary: the countries aren't neighbours, or not in `within:`."
        yield Problem("A542", message, row.place)


_SHAPES = [
    {**countries, **limits}
    for countries in ({"between": 2}, {"around": 1})
    for limits in ({}, {"within": _SIDES})
]


def _list_words(row: yamlfile.Node) -> dict[str, tuple[str, ...]]:
    """A row → the words behind each of its keys; none behind what is no word or list of words."""
    if not isinstance(row, yamlfile.Map):
        return {}
    return {key.text: tuple(_flatten(value)) for key, value in row.entries}


def _flatten(value: yamlfile.Node) -> Iterator[str]:
    items = value.items if isinstance(value, yamlfile.Sequence) else (value,)
    yield from (item.text for item in items if isinstance(item, yamlfile.Scalar))


def _read_number(word: str) -> float | None:
    try:
        return float(word)
    except ValueError:
        return None
