"""A stylesheet → what is too much in it, at its line and column."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import tinycss2

from briefwright.problems import Place, Problem

CHARACTERS = 500_000
STRING = 2_000  # characters
DEPTH = 30  # brackets and blocks inside one another
VARIABLES = 20  # var() inside var()
PARTS = 10_000  # of one value, with its variables filled in
LARGEST = 100_000  # a number, in whatever unit
_MATH = frozenset({"calc", "min", "max", "clamp", "round", "mod", "rem"})
SMALLEST = 0.001  # a length that isn't nothing


def check_stylesheet(css: str, file: str) -> Iterator[Problem]:
    """A stylesheet and what faults call it → a Problem for each limit that it passes."""
    if len(css) > CHARACTERS:
        message = f"This stylesheet has {len(css):,} characters; {CHARACTERS:,} are the most."
        yield Problem("R911", message, Place(file, 1))
        return
    found = list(_walk(tinycss2.parse_component_value_list(css)))
    deepest = max(found, key=lambda one: one[1], default=(None, 0))
    if deepest[1] > DEPTH:
        message = f"Here more than {DEPTH} brackets stand inside one another."
        yield Problem("R911", message, _locate(file, deepest[0]))
        return
    for node, _ in found:
        if message := _check_size(node):
            yield Problem("R912", message, _locate(file, node))
    yield from _check_variables(found, file)


def _walk(nodes: Sequence[Any]) -> Iterator[tuple[Any, int]]:
    """Parts of a stylesheet → each of them, and those inside it, with how deep it stands."""
    waiting = [(node, 1) for node in reversed(nodes)]
    while waiting:
        node, depth = waiting.pop()
        yield node, depth
        if depth <= DEPTH:
            waiting += [(part, depth + 1) for part in reversed(_list_inner(node))]


def _list_inner(node: Any) -> Sequence[Any]:
    found: Sequence[Any] = getattr(node, "arguments", None) or getattr(node, "content", None) or ()
    return found


def _check_size(node: Any) -> str:
    """One part → what is wrong with its size, or nothing."""
    match node.type:
        case "number" | "percentage" | "dimension":
            if not abs(node.value) <= LARGEST:
                return f"{node.serialize():.30} is too much; {LARGEST:,} is the largest number."
            if node.type == "dimension" and 0 < abs(node.value) < SMALLEST:
                return f"{node.serialize():.30} is too small; write 0 or at least {SMALLEST}."
        case "function" if node.lower_name in _MATH and _divides_by_nothing(node.arguments):
            return "Nothing can be divided by 0."
        case "() block" if _divides_by_nothing(node.content):
            return "Nothing can be divided by 0."
        case "string" if len(node.value) > STRING:
            return f"A text of {len(node.value):,} characters; {STRING:,} are the most."
    return ""


def _divides_by_nothing(parts: Sequence[Any]) -> bool:
    """What stands between brackets → whether a 0 follows a `/` in it, as in calc(1px / 0)."""
    said = [part for part in parts if part.type not in ("whitespace", "comment")]
    return any(
        sign.type == "literal" and sign.value == "/" and getattr(part, "value", None) == 0
        for sign, part in pairwise(said)
    )


# ----------------------------------------------------------------- variables


def _check_variables(found: Sequence[tuple[Any, int]], file: str) -> Iterator[Problem]:
    """All parts of a stylesheet → a Problem for each value that its variables make too long."""
    declared = [
        declaration
        for node, _ in found
        if node.type == "{} block"
        for declaration in tinycss2.parse_blocks_contents(node.content)
        if declaration.type == "declaration"
    ]
    values: dict[str, list[Any]] = {}
    for declaration in declared:
        if declaration.name.startswith("--"):
            values.setdefault(declaration.name, []).extend(declaration.value)
    sizes: dict[str, int | None] = {}
    for declaration in declared:
        size = _count_parts(declaration.value, values, sizes, 0)
        if size is None or size > PARTS:
            message = (
                f"The variables that `{declaration.name}` is made of lead more than {VARIABLES} "
                "deep, or in a circle."
                if size is None
                else f"With its variables filled in, `{declaration.name}` has more than {PARTS:,} "
                "parts."
            )
            yield Problem("R911", message, _locate(file, declaration))


def _count_parts(
    value: Sequence[Any],
    values: dict[str, list[Any]],
    sizes: dict[str, int | None],
    depth: int,
) -> int | None:
    """A value → how many parts it has with its variables filled in; nothing where that is endless.

    `sizes` keeps what is known of each variable.
    """
    if depth > VARIABLES:
        return None
    total = 0
    for node, _ in _walk(value):
        total += 1
        if node.type == "function" and node.lower_name == "var":
            name = next((part.value for part in node.arguments if part.type == "ident"), "")
            if name not in sizes:
                sizes[name] = _count_parts(values.get(name, ()), values, sizes, depth + 1)
            inner = sizes[name]
            if inner is None:
                return None
            total += min(inner, PARTS + 1)
    return total


def _locate(file: str, node: Any) -> Place:
    return Place(file, node.source_line, node.source_column)
