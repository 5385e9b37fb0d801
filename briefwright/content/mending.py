"""A content folder → its safe rewrites: quotes, dates as other programs have them, thousands."""

from collections.abc import Iterator
from pathlib import Path

from briefwright import yamlfile
from briefwright.content import briefing, folder, forms
from briefwright.problems import Place, Problem
from briefwright.yamlfile import Map, Node, Scalar, Sequence


def fix(path: Path) -> tuple[str, ...]:
    """A content folder → the safe rewrites of its files, written; each file's change as a diff.

    First the form of the files, then dates and numbers of which it is sure what they mean.
    """
    formal = folder.fix(path)
    problems = briefing.check(path)[1]
    return (*formal, *folder.rewrite(path, _find_edits(path, problems)))


def _find_edits(path: Path, problems: tuple[Problem, ...]) -> Iterator[tuple[Place, str, str]]:
    """Faults of a folder → where a date or a number stands, as what, and what was meant."""
    typed = [one for one in problems if one.where and one.code in ("C215", "C216", "Y112")]
    for file in {one.where.file for one in typed if one.where}:
        node, _ = yamlfile.read(folder.read_text(Path(file), path), file)
        scalars = tuple(_list_scalars(node))
        for problem in typed:
            for scalar in scalars:
                if _is_at(problem.where, scalar) and (better := forms.mend(scalar, problem.code)):
                    yield scalar.place, scalar.text.strip(), better


def _is_at(where: Place | None, scalar: Scalar) -> bool:
    start = scalar.place
    if where is None or (where.file, where.line) != (start.file, start.line):
        return False
    return start.column <= where.column <= start.column + len(scalar.text)


def _list_scalars(node: Node | None) -> Iterator[Scalar]:
    match node:
        case Scalar():
            yield node
        case Map():
            for key, value in node.entries:
                yield from (*_list_scalars(key), *_list_scalars(value))
        case Sequence():
            for item in node.items:
                yield from _list_scalars(item)
        case None:
            return
