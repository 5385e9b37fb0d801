"""A fault, and who reads the draft → the line that its first page prints of it.

What a fault says is for its author, who sees it where the draft is made: it may quote anything. On
the page stand the place and what the code means; where the place tells of something that this
reader must not see, the fault's number and its code.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePath

from briefwright.audience import Audience
from briefwright.content.drafting import find_owners
from briefwright.edition import withholding
from briefwright.edition.document import Edition
from briefwright.edition.nodes import Item, Leaf, leaves
from briefwright.edition.runs import Label, Words
from briefwright.model import addresses
from briefwright.model.dictionary import Briefing
from briefwright.problems import CODES, Place, Problem

_FELL_OUT = "Left out, for it uses or stands in something that is at fault."
_NOT_LAID_OUT = "Left out, for the draft could not be laid out with it."
# All that such a page can say by itself, whatever the briefing says.
SENTENCES = (*CODES.values(), _FELL_OUT, _NOT_LAID_OUT)


@dataclass(frozen=True)
class Reader:
    """Who reads a draft: what is kept from this audience, and whether some words may be shown."""

    briefing: Briefing
    barred: frozenset[str]
    may_see: Callable[[str], bool]

    @classmethod
    def of(cls, briefing: Briefing, audience: Audience, may_see: Callable[[str], bool]) -> "Reader":
        """A draft's briefing, its audience, whether that may see some words → the reader."""
        return cls(briefing, frozenset(_barred(briefing, audience)), may_see)


def _barred(briefing: Briefing, audience: Audience) -> Iterator[str]:
    """The addresses of all that this audience must not see, what fell out of the draft included."""
    unmended = briefing.unmended
    whole = unmended.briefing if unmended else briefing
    yield from (part.at for part in withholding.parts(whole, audience) if part.rule)
    uses = withholding.find_barred_uses(whole, audience)
    yield from (f"facts.{name}" for name in uses.facts)
    yield from (f"names.{name}" for name in uses.names)
    yield from (f"sources.{name}" for name in uses.sources)
    yield from (unmended.restricted if unmended else ())


def write_lines(
    problems: Iterable[Problem], content: Edition, edition: Edition, reader: Reader, at: str
) -> tuple[Item, ...]:
    """Faults, an edition, what is left of it, who reads it, the page's address → its lines.

    After the faults stand the places of what fell out besides.
    """
    known = tuple(problems)
    faults = [_fault(n, problem, reader) for n, problem in enumerate(known, start=1)]
    gone = (*_fell_out(known, reader), *_not_laid_out(content, edition, reader))
    lost = [
        _line(where, sentence)
        for place, sentence in dict.fromkeys(gone)
        if (where := _quote(place, reader))
    ]
    return tuple(Item(Leaf(f"{at}.{n}", runs)) for n, runs in enumerate([*faults, *lost], start=1))


def _fault(n: int, problem: Problem, reader: Reader) -> tuple[Label | Words, ...]:
    where = "" if _is_barred(problem, reader) else _where(problem, reader)
    if not where and (problem.where or problem.at):
        return (Words(f"Fault {n} ({problem.code})"),)
    return _line(where, f"{CODES[problem.code]} ({problem.code})")


def _line(where: str, sentence: str) -> tuple[Label | Words, ...]:
    before = (Label((Words(f"{where}:"),)), Words(" ")) if where else ()
    return (*before, Words(sentence))


def _where(problem: Problem, reader: Reader) -> str:
    """Where something is wrong: a place, or the address of something that is printed, or ""."""
    if problem.where:
        return _quote(problem.where, reader)
    block = problem.at.partition(".")[0]
    is_printed = block in {at for at, _ in addresses.walk(reader.briefing.body)}
    return problem.at if is_printed and reader.may_see(problem.at) else ""


def _quote(place: Place, reader: Reader) -> str:
    """A place → file, line and column, no folder, unless they say something that is withheld."""
    shown = f"{PurePath(place.file).name}:{place.line}:{place.column}"
    return shown if reader.may_see(shown) else ""


def _is_barred(problem: Problem, reader: Reader) -> bool:
    unmended = reader.briefing.unmended
    places = {**reader.briefing.places, **(unmended.restricted if unmended else {})}
    (found,) = find_owners((problem,), places)
    return _stands_in(found.at, reader.barred)


def _stands_in(at: str, holders: frozenset[str]) -> bool:
    """Whether an address, in whatever language, is one of some others or stands in one."""
    one = at.rpartition(":")[2]
    while one and one not in holders:
        one = one.rpartition(".")[0]
    return one in holders


# ----------------------------------------------------------------- what fell out


def _fell_out(problems: Iterable[Problem], reader: Reader) -> Iterator[tuple[Place, str]]:
    """Blocks that this reader would get, and that are gone though no fault is in them."""
    briefing, unmended = reader.briefing, reader.briefing.unmended
    if unmended is None:
        return
    kept = {at for at, _ in addresses.walk(briefing.body)}
    faulty = frozenset(problem.at for problem in problems)
    named = frozenset(at for at, _ in addresses.walk(unmended.briefing.body) if _holds(at, faulty))
    gone: set[str] = set()
    for at, _ in addresses.walk(unmended.briefing.body):
        if at in kept or at in named or at in gone:
            continue
        gone |= addresses.subtree(unmended.briefing.body, at)
        if not _stands_in(at, reader.barred) and at in briefing.places:
            yield briefing.places[at], _FELL_OUT


def _holds(at: str, faulty: frozenset[str]) -> bool:
    return any(one == at or one.startswith(f"{at}.") for one in faulty)


def _not_laid_out(whole: Edition, left: Edition, reader: Reader) -> Iterator[tuple[Place, str]]:
    """The blocks of an edition that are no longer in what is left of it."""
    if left.blocks == whole.blocks:
        return
    for leaf in leaves(whole.blocks):
        at = leaf.at.rpartition(":")[2].partition(".")[0]
        if place := reader.briefing.places.get(at):
            yield place, _NOT_LAID_OUT
