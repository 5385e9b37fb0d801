"""What stands in a line that runs the other way → the same, kept in its own order there."""

from briefwright.edition.runs import Direction, Foreign, PartBegin, Run, Words

_MARKS: dict[Direction, str] = {"ltr": "\u200e", "rtl": "\u200f"}


def keep_ends(words: str, direction: Direction) -> str:
    """Words in a line that runs otherwise, their direction → them, signs at their ends kept there.

    Source: Unicode Standard Annex 9, rule N1.
    """
    if words[:1].isalpha() and words[-1:].isalpha():
        return words
    return f"{_MARKS[direction]}{words}{_MARKS[direction]}" if words else ""


def set_against(runs: tuple[Run, ...], language: str, direction: Direction) -> Foreign:
    """Runs in a line that runs otherwise, their language and direction → them, kept in order.

    The marks of direction, which nobody sees, keep signs at their ends where Word knows nothing
    of the span. Source: Unicode Standard Annex 9, rule N1.
    """
    mark = Words(_MARKS[direction])
    made: list[Run] = [mark]
    for run in runs:
        made += (mark, run, mark) if isinstance(run, PartBegin) else (run,)
    return Foreign((*made, mark), language, direction)
