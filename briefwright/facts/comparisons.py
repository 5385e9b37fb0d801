"""`holds: undof_share >= 85 %` → whether it is true of the facts, or why nobody can say.

undof_share >= 85 %               the same as undof_share >= 0.85
undof + elsewhere = serving_now   sums and differences on both sides
3 <= chairs < 10                  more than one comparison at once
budget <= 40 million              the same as budget <= 40000000
trainees.low > 20                 .count of a list, .low and .high of a range or a series
"""

import operator
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from briefwright.facts import numerals, scales
from briefwright.facts.formulas import Facts
from briefwright.facts.kinds import A_KIND, EXACT, PERCENT, is_percent, kind_of, multiply, quantity
from briefwright.model.dictionary import Fact
from briefwright.problems import Problem, suggest

_COMPARE: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    "≤": operator.le,
    "=": operator.eq,
    "==": operator.eq,
    ">=": operator.ge,
    "≥": operator.ge,
    ">": operator.gt,
    "!=": operator.ne,
    "≠": operator.ne,
}
_TOKEN = re.compile(
    r"\s*(?:(?P<number>[0-9]+(?:\.[0-9]+)?(?:\s*%| (?:thousand|million|billion|trillion)\b)?)"
    r"|(?P<name>[a-z][a-z0-9_]*(?:\.[a-z_]+)?)"
    r"|(?P<compare><=|>=|==|!=|[<>=≤≥≠])|(?P<sign>[-+\u2212]))"
)
_EXAMPLE = "write a comparison such as `undof_share >= 85 %` or `first + second <= 157`"
_HUNDRED = Decimal(100)


@dataclass(frozen=True)
class _Term:
    """One number of a comparison: a fact by name and form, or digits; with its sign."""

    minus: bool
    name: str = ""
    form: str = ""
    digits: Decimal = Decimal(0)


_Sides = tuple[tuple[tuple[_Term, ...], ...], tuple[str, ...]]  # n sides, n - 1 comparisons


class _UnreadableError(ValueError):
    """What was typed is no comparison; the message says from where on."""


def find_compared_facts(text: str) -> tuple[str, ...]:
    """A comparison as typed → the facts that it names, in order; none where it is none."""
    try:
        sides, _ = _read(text)
    except _UnreadableError:
        return ()
    return tuple(dict.fromkeys(term.name for side in sides for term in side if term.name))


def check_comparison(text: str, facts: Facts) -> Problem | None:
    """A comparison as typed, and the facts worked out → why it may not stand, or nothing.

    What names a fact that is at fault itself can't be compared, and is no fault here.
    """
    try:
        sides, signs = _read(text)
    except _UnreadableError as wrong:
        return Problem("F419", f"“{text}” is no comparison: {wrong}")
    terms = [term for side in sides for term in side if term.name]
    for term in terms:
        if message := _check_usable(term, facts):
            return Problem("F421", message, at=f"facts.{term.name}")
    if any(quantity(facts[term.name], term.form) is None for term in terms):
        return None
    values = [_total(side, facts) for side in sides]
    pairs = zip(values, signs, values[1:], strict=False)
    if all(_COMPARE[sign](left, right) for left, sign, right in pairs):
        return None
    return Problem("F420", _describe_untrue(text, sides, facts), at=f"facts.{terms[0].name}")


# ----------------------------------------------------------------- reading


def _read(text: str) -> _Sides:
    """A comparison as typed → its sides, and the signs between them. Errors: _UnreadableError."""
    sides, signs, tokens = list[tuple[_Term, ...]](), list[str](), list(_tokens(text))
    side: list[_Term] = []
    sign = ""  # what stands before the next number; "+" is needed between two
    for kind_, word in tokens:
        if kind_ == "compare":
            _complete(side, sign, word)
            sides.append(tuple(side))
            signs.append(word)
            side, sign = [], ""
        elif kind_ == "sign":
            if sign:
                raise _UnreadableError(f"two signs follow one another; {_EXAMPLE}.")
            sign = word
        elif side and not sign:
            raise _UnreadableError(f"a sign is missing before “{word}”; {_EXAMPLE}.")
        else:
            side.append(_term(kind_, word, minus=sign in ("-", "\u2212")))
            sign = ""
    if not signs:
        raise _UnreadableError(f"it compares nothing; {_EXAMPLE}.")
    _complete(side, sign, signs[-1])
    sides.append(tuple(side))
    if not any(term.name for one in sides for term in one):
        raise _UnreadableError(f"it names no fact; {_EXAMPLE}.")
    return tuple(sides), tuple(signs)


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    at, end = 0, len(text.rstrip())
    while at < end:
        found = _TOKEN.match(text, at)
        if not found:
            raise _UnreadableError(f"“{text[at:end].strip()}” can't be read; {_EXAMPLE}.")
        yield found.lastgroup or "", found[found.lastgroup or 0]
        at = found.end()


def _complete(side: Sequence[_Term], sign: str, compare: str) -> None:
    if not side or sign:
        raise _UnreadableError(f"a number is missing beside “{compare}”; {_EXAMPLE}.")


def _term(kind_: str, word: str, minus: bool) -> _Term:
    if kind_ == "name":
        name, _, form = word.partition(".")
        return _Term(minus, name, form)
    number, _, scale = word.partition(" ")
    digits = Decimal(number.rstrip(PERCENT))
    if word.endswith(PERCENT):
        return _Term(minus, digits=digits / _HUNDRED)
    return _Term(minus, digits=multiply(digits, scales.find_scale(scale, "en")[0]))


# ----------------------------------------------------------------- what is wrong


def _check_usable(term: _Term, facts: Facts) -> str:
    """A fact in a comparison → why it can't be compared, or nothing."""
    fact = facts.get(term.name)
    if fact is None:
        return f"There is no fact “{term.name}”{suggest(term.name, facts) or '.'}"
    own = kind_of(fact)
    if own in ("number", "rank"):
        taken: tuple[str, ...] = ("", "value")
    else:
        taken = ("low", "high") if own == "range" else ()
        taken = ("count",) if own == "list" else taken
        taken = ("count", "low", "high") if own == "series" else taken
    if term.form in taken:
        return ""
    forms = " or ".join(f"{term.name}.{form}" if form else term.name for form in taken)
    written = f"{term.name}.{term.form}" if term.form else term.name
    instead = f"; write {forms}." if forms else "."
    return f"“{term.name}” is {A_KIND[own]}, and {written} is no number to compare{instead}"


def _total(side: Sequence[_Term], facts: Facts) -> Decimal:
    total = Decimal(0)
    for term in side:
        step = EXACT.subtract if term.minus else EXACT.add
        total = step(total, _value(term, facts))
    return total


def _value(term: _Term, facts: Facts) -> Decimal:
    """One number of a comparison; a fact in per cent is a fraction of one: 85 % is 0.85."""
    if not term.name:
        return term.digits
    fact = facts[term.name]
    found = quantity(fact, term.form)
    assert found is not None, "check_comparison has looked"
    return EXACT.divide(found, _HUNDRED) if _counts_hundredths(term, fact) else found


def _counts_hundredths(term: _Term, fact: Fact) -> bool:
    return is_percent(fact) and term.form != "count"


def _describe_untrue(text: str, sides: Sequence[Sequence[_Term]], facts: Facts) -> str:
    """A comparison that isn't true → a sentence with the numbers as they are."""
    terms = dict.fromkeys(term for side in sides for term in side if term.name)
    listed = dict.fromkeys(_describe(term, facts[term.name]) for term in terms)
    said = f"“{text}” isn't true: {', '.join(listed)}."
    whole = any(term.digits > 1 and not term.name for side in sides for term in side)
    if whole and any(_counts_hundredths(term, facts[term.name]) for term in terms):
        return f"{said} A per cent is compared as 85 % or 0.85."
    return f"{said} Change what the text says, then this line."


def _describe(term: _Term, fact: Fact) -> str:
    written = f"{term.name}.{term.form}" if term.form else term.name
    shown = quantity(fact, term.form) or Decimal(0)
    if fact.exact is not None and fact.value is not None:
        shown = numerals.round_decimals(shown, numerals.count_decimals(fact.value) + 2)
    percent = " %" if _counts_hundredths(term, fact) else ""
    return f"{written} is {shown:f}{percent}"
