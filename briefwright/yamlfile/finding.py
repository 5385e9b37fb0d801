"""What is found wrong in a file: a problem in words for its author, and how to mend it."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from briefwright.problems import Level, Problem
from briefwright.yamlfile.edits import Edit, shown
from briefwright.yamlfile.lines import Source


class Finding(NamedTuple):
    """A problem, and the edits that mend it where they are safe."""

    problem: Problem
    edits: tuple[Edit, ...] = ()


def finding(
    source: Source,
    code: str,
    spot: tuple[int, int],
    message: str,
    edits: Iterable[Edit] = (),
    level: Level = "error",
) -> Finding:
    """A fault of this code at a row and position → the finding."""
    return Finding(Problem(code, message, source.place(*spot), level=level), tuple(edits))


def write_so(source: Source, edits: Sequence[Edit]) -> str:
    """Edits → the end of a message, which shows the place as it should be."""
    return f"Write: {shown(source, edits)}"
