"""How round an audience wants its numbers, and where they must stay as they are."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from briefwright import facts
from briefwright.facts import numerals
from briefwright.facts.sentences import Position
from briefwright.model.dictionary import Fact

_ALL = Decimal(100)  # per cent
_FAR = 1000
_MILLION = 6  # as a power of ten
_NUMBERS = ("", "value", "words", "absolute", "short")  # forms that print a fact's number


def round_in_sentence(
    fact: Fact, position: Position, known: Mapping[str, Fact], digits: int, bounds: str
) -> Fact:
    """A fact, where it stands and all facts → it as round as it may be there.

    `digits` is how many significant ones the audience wants, 0 all; `bounds` are the words, with
    commas between them, after which a number must be exact: “more than”.
    """
    numbers = [
        (known[brace.name], before)
        for brace, before in position.sentence
        if brace.name in known and brace.form in _NUMBERS
    ]
    if any(ends_with(before, bounds) for before in (position.before, *(one for _, one in numbers))):
        return fact
    may = round_together([one for one, _ in numbers], digits)
    return round_fact(fact, digits) if may else fact


def hedge(fact: Fact, position: Position, near: str, near_after: str) -> Fact:
    """A fact that holds about → without “about” where words beside it say so.

    `near` has those that stand before a number, `near_after` those that follow one.
    """
    is_said = ends_with(position.before, near) or begins_with(position.after, near_after)
    return replace(fact, about=False) if is_said else fact


def round_fact(fact: Fact, digits: int) -> Fact:
    """A fact → the same to so many significant digits, as one that holds about; 0 rounds nothing.

    A place in an order, a range, a date, a list or a year that nobody counted stays what it is.
    So does a share that would become all. A million and more is said in millions.
    """
    if not digits or fact.value is None:
        return fact
    near = numerals.round_significant(fact.value, digits)
    if near == fact.value or (facts.is_percent(fact) and abs(near) == _ALL != abs(fact.value)):
        return fact
    power = near.adjusted() // 3 * 3
    said = replace(fact, value=near, exact=None, formula=None, about=True)
    if power < _MILLION or fact.unit_scale:
        return said
    return replace(said, value=near.normalize(), scale=power)


def round_together(sentence: Sequence[Fact], digits: int) -> bool:
    """The facts that one sentence prints as numbers → whether they may be rounded.

    Beside “about 120”, an exact 74 would be read as about 74: what was counted exactly is rounded
    together or not at all. Sums must still add up.
    """
    counted = [fact for fact in sentence if _is_counted(fact)]
    largest = max(map(_find_size, counted), default=Decimal(0))
    return all(
        round_fact(fact, digits) is not fact or _is_round(fact) or _is_incomparable(fact, largest)
        for fact in counted
    ) and _add_up(sentence, digits)


def _is_counted(fact: Fact) -> bool:
    """Whether a fact is a whole number that somebody counted, or a sum of such."""
    value = fact.value
    estimated = fact.about or fact.scale or fact.unit_scale or facts.is_percent(fact)
    return value is not None and not estimated and value == value.to_integral_value()


def _is_round(fact: Fact) -> bool:
    return fact.value is not None and fact.value % 10 == 0


def _is_incomparable(fact: Fact, largest: Decimal) -> bool:
    """Whether nobody compares it with the largest number beside it: three towns, 48,000 people."""
    size = _find_size(fact)
    return size < 10 and size * _FAR <= largest


def _find_size(fact: Fact) -> Decimal:
    return Decimal(0) if fact.value is None else abs(fact.value)


def _add_up(sentence: Sequence[Fact], digits: int) -> bool:
    """Whether each sum and difference of a sentence still comes to what is printed."""
    near = {fact.name: round_fact(fact, digits).value or Decimal(0) for fact in sentence}
    return all(
        near[whole] == sum(near[part] for part in parts) for whole, parts in _find_sums(sentence)
    )


def _find_sums(sentence: Sequence[Fact]) -> Iterator[tuple[str, Sequence[str]]]:
    """Facts of one sentence → each of them that others of them add up to, and those.

    The largest may be the sum of the others though no formula says so.
    """
    values = {fact.name: fact.value for fact in sentence if fact.value is not None}
    for fact in sentence:
        of = fact.formula.of if fact.formula else ()
        if len(of) < 2 or fact.name not in values or any(name not in values for name in of):
            continue
        if fact.formula and fact.formula.operation == "sum":
            yield fact.name, of
        elif fact.formula and fact.formula.operation == "difference":
            yield of[0], (fact.name, *of[1:])
    counted = {fact.name: values[fact.name] for fact in sentence if _is_counted(fact)}
    if len(counted) > 2:
        largest = max(counted, key=lambda name: counted[name])
        others = [name for name in counted if name != largest]
        if counted[largest] == sum(counted[name] for name in others):
            yield largest, others


def ends_with(before: str, listed: str) -> bool:
    """Words, and others with commas between them → whether the first end with one of those."""
    said = f" {before.rstrip().casefold()}"
    words = (word.strip() for word in listed.split(","))
    return any(said.endswith(word if _is_unspaced(word) else f" {word}") for word in words if word)


def begins_with(after: str, listed: str) -> bool:
    """Words, and others with commas between them → whether the first begin with one of those.

    Where nothing follows, the next number does, and they may be said of that.
    """
    said = after.lstrip().casefold()
    words = filter(None, (word.strip() for word in listed.split(",")))
    rests = [(word, said.removeprefix(word)) for word in words if said.startswith(word)]
    return any(
        rest.strip() and (_is_unspaced(word) or not rest[0].isalnum()) for word, rest in rests
    )


def _is_unspaced(word: str) -> bool:
    """Whether a word stands behind others without a blank, as those of Chinese and Japanese do."""
    return word[0] >= "\u2e80"
