"""The runs of a cell → its paragraphs and its lists, each with the runs of its own."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from briefwright.document.marks import PartKind
from briefwright.edition.runs import Bold, Foreign, PartBegin, Revised, Run, Stressed, Words
from briefwright.facts import cell_parts


class CellPart(NamedTuple):
    """A paragraph or an item: its runs, and the number of an item."""

    runs: tuple[Run, ...]
    number: int = 0


@dataclass(frozen=True)
class CellGroup:
    """Paragraphs of a cell that follow each other, or the items of one list.

    `digits` is the CSS name of those in which its items are counted, "" for Latin ones.
    """

    kind: PartKind
    parts: tuple[CellPart, ...]
    digits: str = ""


def write_parts(words: str, digits: str) -> tuple[Run, ...]:
    """The words of a cell of a file, a line for each part, and the digits in which items are
    counted → its runs; a dash for nothing."""
    made: list[Run] = []
    for number, part in enumerate(cell_parts.find_parts(words)):
        if number or part.start.part != "paragraph":
            made.append(PartBegin(part.start.part, part.start.number, digits))
        made.append(Words(words[part.begin : part.end]))
    return tuple(made) or (Words("–"),)


def has_parts(runs: tuple[Run, ...]) -> bool:
    """The runs of a leaf → whether they are more than one paragraph, or a list."""
    return any(isinstance(run, PartBegin) or has_parts(_inside(run)) for run in runs)


def group_parts(runs: tuple[Run, ...]) -> tuple[CellGroup, ...]:
    """The runs of a cell → its paragraphs and lists; none where it is one line of text."""
    groups: list[CellGroup] = []
    for begin, inner in _split(runs) if has_parts(runs) else ():
        kind, number = (begin.part, begin.number) if begin else ("paragraph", 0)
        part = CellPart(inner, number)
        if groups and groups[-1].kind == kind and number != 1:
            groups[-1] = replace(groups[-1], parts=(*groups[-1].parts, part))
        elif begin or inner:
            groups.append(CellGroup(kind, (part,), begin.digits if begin else ""))
    return tuple(groups)


_Split = list[tuple[PartBegin | None, tuple[Run, ...]]]


def _split(runs: tuple[Run, ...]) -> _Split:
    """Runs → those of each part; what stands around several parts stands around each of them."""
    made: _Split = [(None, ())]
    for run in runs:
        if isinstance(run, PartBegin):
            made.append((run, ()))
        elif has_parts(inner := _inside(run)):
            first, *others = _split(inner)
            made[-1] = (made[-1][0], (*made[-1][1], *_surround(run, first[1])))
            made += [(begin, tuple(_surround(run, own))) for begin, own in others]
        else:
            made[-1] = (made[-1][0], (*made[-1][1], run))
    return made


def _surround(run: Run, inner: tuple[Run, ...]) -> Iterator[Run]:
    """What stands around runs, and some of them → these in the same, unless they are none."""
    if inner and isinstance(run, Bold | Foreign | Revised | Stressed):
        yield replace(run, content=inner)


def _inside(run: Run) -> tuple[Run, ...]:
    match run:
        case Bold() | Foreign() | Revised() | Stressed():
            return run.content
        case _:
            return ()
