"""What messages show as an example: the author's own fact and day, where there are any."""

from dataclasses import replace
from datetime import date

from briefwright.problems import Problem

FACT = "{name_of_a_fact}"
DAY = "2026-11-27"
LONG_DAY = "27 November 2026"


def use_own(problem: Problem, fact: str, day: str) -> Problem:
    """A problem, an own fact's name and an own day, or "" → the same with those as its examples."""
    message = problem.message.replace(FACT, f"{{{fact}}}") if fact else problem.message
    if problem.code != "C215" and day and not _is_quoted(DAY, message):
        message = message.replace(DAY, day).replace(LONG_DAY, _write_out(day))
    return replace(problem, message=message) if message != problem.message else problem


def _is_quoted(words: str, message: str) -> bool:
    return f"“{words}”" in message


def _write_out(day: str) -> str:
    moment = date.fromisoformat(day)
    return f"{moment.day} {moment:%B} {moment.year}"
