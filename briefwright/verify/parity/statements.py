"""What a file says beside its leaves, and what must not stand in it → Problems."""

from collections import Counter
from collections.abc import Iterable, Iterator

from briefwright.document.marks import Statement, Statements, Unlisted, strip_breaks
from briefwright.problems import Problem
from briefwright.verify.parity.account import shorten
from briefwright.verify.parity.differences import QUOTED, introduce

MOST = 20  # things named one by one
# What a file may have as often as it likes, or not at all: each must be known.
HIDDEN = ("bookmark", "control", "style", "colour", "line at words")
OURS = "Something changed the file; if nothing did, it is a fault of Briefwright."


def describe_unlisted(
    unlisted: Iterable[Unlisted], format_: str, edition: str
) -> Iterator[Problem]:
    """What isn't on the list of a format's file → a Problem for each, the first of too many."""
    found = list(unlisted)
    for one in found[:MOST]:
        place = f" at {one.place}" if one.place else ""
        message = (
            f"{introduce(format_, edition)}, {one.thing} stands in {one.part}{place}, and isn't "
            f"on the list of what may stand there. {OURS}"
        )
        yield Problem("P914", message)
    if more := len(found[MOST:]):
        things = "thing isn't" if more == 1 else "things aren't"
        yield Problem("P912", f"{introduce(format_, edition)}, {more} more {things} on the list.")


def compare_statements(
    expected: Statements, found: Iterable[Statement], format_: str, edition: str
) -> Iterator[Problem]:
    """What a file must say beside its leaves, and what it says → a Problem for each difference."""
    stated = tuple(found)
    right = Counter(_fold(one) for one in expected.said)
    there = Counter(_fold(one) for one in stated if one.about in expected.about)
    there += Counter(one for one in stated if one.about in HIDDEN and _is_unknown(one, expected))
    lacking, strange = list((right - there).elements()), list((there - right).elements())
    for thing in dict.fromkeys(one.about for one in (*lacking, *strange)):
        missing = [one.text for one in lacking if one.about == thing]
        wrong = [one.text for one in strange if one.about == thing]
        for number in range(min(MOST, max(len(missing), len(wrong)))):
            should = _quote(missing[number]) if number < len(missing) else "nothing"
            says = _quote(wrong[number]) if number < len(wrong) else "nothing"
            message = (
                f"{introduce(format_, edition)}, {_add_article(thing)} says {says} "
                f"where it should say {should}. {OURS}"
            )
            yield Problem("P915", message)


def _add_article(thing: str) -> str:
    return f"an {thing}" if thing.startswith(("a", "e", "i", "o", "u")) else f"a {thing}"


def _is_unknown(one: Statement, expected: Statements) -> bool:
    """A tag that was cut ends in a checksum of the whole address."""
    return one.text not in expected.names and one.text.rpartition("~")[2] not in expected.names


def _fold(one: Statement) -> Statement:
    return Statement(one.about, " ".join(strip_breaks(one.text).split()))


def _quote(text: str) -> str:
    return f"“{shorten(text, QUOTED)}”" if text else "nothing"
