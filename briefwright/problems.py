"""What can go wrong, and whose fault it is.

    AuthorFault       the author's: one or many Problems, each at its place     exit 1
    MachineFault      the machine's: something is missing, named                exit 3
    any other error   ours: it keeps its traceback

A Problem is a value. Whoever finds one adds it to a list and reads on, so that
all of them are shown in one run; only the ends raise.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning"]


# Every code that a Problem may have, with what it means; README prints this table, and
# `tests/broken/<code>/` holds the smallest specimen of each.
CODES: dict[str, str] = {
    # Y1: the form of a YAML file
    # C2: what the content says
    # I3: markup inside a text
    # F4: facts
    # A5: audience folders
    # T6: templates, before anything is rendered
    # H7: rendered pages
    # L8: layout, fonts, files that a page loads
    # P9: parity of the files
}


@dataclass(frozen=True, order=True)
class Place:
    """A spot in a file that somebody wrote: line and column count from 1."""

    file: str
    line: int
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: a code from CODES, a sentence for its author, and where.

    `where` is the spot in a file; `at` is the address of the block it is about, if any.
    """

    code: str
    message: str
    where: Place | None = None
    at: str = ""
    level: Level = "error"

    def __str__(self) -> str:
        spot = f"{self.where}: " if self.where else (f"{self.at}: " if self.at else "")
        mild = "" if self.level == "error" else f"{self.level}: "
        return f"{spot}{self.code} {mild}{self.message}"


class AuthorFault(Exception):
    """The content, a template or an output is at fault: every Problem of the run, in file order."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type["AuthorFault"], tuple[tuple[Problem, ...]]]:
        return (type(self), (self.problems,))


class MachineFault(Exception):
    """The machine lacks something: one sentence that says what to install and how."""


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems → those that fail a build."""
    return tuple(problem for problem in problems if problem.level == "error")


def in_file_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems → the same without repeats, sorted by file, line and column; those without a place last."""
    unique = dict.fromkeys(problems)
    nowhere = Place("\uffff", 0)
    return tuple(sorted(unique, key=lambda problem: (problem.where or nowhere, problem.code)))


def nearest(word: str, known: Iterable[str]) -> str:
    """A misspelt word and the known ones → ', did you mean “x”?' or nothing."""
    from difflib import get_close_matches  # imported when a fault is told, not on every run

    close = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"; did you mean “{close[0]}”?" if close else ""
