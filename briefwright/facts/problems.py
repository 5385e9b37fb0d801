"""What is wrong with a fact, and in which part of it."""

from dataclasses import dataclass, replace

from briefwright.model.dictionary import Fact
from briefwright.problems import Problem


@dataclass(frozen=True)
class FactProblem:
    """A problem with a fact, by its name, and the part at fault.

    `part` leads from the fact to it: ("sum", 1) is the second name in its sum; empty where it is
    the fact as a whole.
    """

    fact: str
    part: tuple[str | int, ...]
    problem: Problem


def blame(fact: Fact, code: str, message: str, *part: str | int) -> FactProblem:
    """A fact, a code from CODES, a sentence and the part at fault → the problem."""
    return FactProblem(fact.name, part, Problem(code, message, at=f"facts.{fact.name}"))


def warn(fact: Fact, code: str, message: str, *part: str | int) -> FactProblem:
    """The same, of what may be meant."""
    found = blame(fact, code, message, *part)
    return replace(found, problem=replace(found.problem, level="warning"))
