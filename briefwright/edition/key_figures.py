"""Key figures → items with a number, what it counts and when it held; a common day said once."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from briefwright import facts
from briefwright.edition import rounding
from briefwright.edition.nodes import Item, KeyFiguresNode, Leaf
from briefwright.edition.resolution import Resolver
from briefwright.edition.runs import AsOf, Datum, Run, Unit, Value, Words, text
from briefwright.model import addresses
from briefwright.model.dictionary import Fact
from briefwright.model.dictionary import Item as WrittenItem

_STEM, _ENDING = 5, 3  # letters that two forms of a word share, and may not share


def write_key_figures(
    resolver: Resolver, listed: Sequence[tuple[str, WrittenItem]], at: str
) -> KeyFiguresNode:
    """Key figures by their addresses, the address of all → the strip that they make."""
    exact = [resolver.use_fact(item.fact, own) for own, item in listed]
    common, line = _find_common_day(resolver, exact)
    items = tuple(
        Item(Leaf(own, _write_one(resolver, item, fact, own, common)))
        for (own, item), fact in zip(listed, exact, strict=True)
    )
    when = Leaf(addresses.field(at, "as_of"), (Words(resolver.capitalise(line)),)) if line else None
    return KeyFiguresNode(key_figures=items, when=when)


def _find_common_day(resolver: Resolver, known: Sequence[Fact]) -> tuple[str, str]:
    """Facts → what several of them say of their time, and the line that says it for all of them.

    Two empty texts where they differ; one that says nothing of its time never gets another's.
    """
    times = [_say_when(resolver, fact) for fact in known]
    days = [fact for fact in known if fact.as_of and not fact.period]
    if len(known) < 2 or not all(times):
        return "", ""
    if len(set(times)) == 1:
        return times[0], times[0]
    said = {_say_when(resolver, fact) for fact in days}
    if len(days) < 2 or len(said) > 1 or not days[0].as_of:
        return "", ""
    day = resolver.show_date(days[0].as_of)
    return said.pop(), resolver.word("words.as_of_unless", day)


def _write_one(
    resolver: Resolver, item: WrittenItem, exact: Fact, at: str, common: str
) -> tuple[Run, ...]:
    """A key figure as written, its fact and address → its parts, without the day of all."""
    near = rounding.round_fact(exact, resolver.audience.rounding)
    fact = replace(near, about=exact.about)
    shown, unit = resolver.show_amount(fact, at)
    reworded = resolver.prefer(item)
    counted = reworded[1] if reworded else item.label or fact.label
    named = resolver.resolve(counted, at, "short") if counted else ()
    if not reworded and unit and not _says_unit(text(named), unit, fact):
        named = (Words(unit), Words(" · "), *named) if named else (Words(unit),)
    number = Datum(fact.name, facts.plain_value(exact), resolver.capitalise(shown))
    parts: list[Run] = [Value((number,)), Words(" "), Unit(named)]
    worked_out = resolver.word("words.worked_out") if facts.is_derived(exact) else ""
    round_one = resolver.word("words.rounded") if near is not exact else ""
    day = _say_when(resolver, fact)
    said = ("" if day == common else day, worked_out, round_one)
    when = resolver.comma.join(filter(None, said))
    return (*parts, Words(" "), AsOf((Words(when),))) if when else tuple(parts)


def _says_unit(named: str, unit: str, fact: Fact) -> bool:
    """What names a key figure, its unit as printed, its fact → whether the name says the unit.

    In another number or case, too: 65 добровольцев are named добровольцы.
    """
    words = named.casefold().split()
    forms = (unit, *fact.unit.values()) if len(fact.unit) > 1 else (unit,)
    return any(form.casefold() in named.casefold() for form in forms) or any(
        _is_one_word(word, unit.casefold()) for word in words
    )


def _is_one_word(word: str, other: str) -> bool:
    """Two words → whether they differ in their endings alone."""
    stem = sum(1 for _ in takewhile(lambda two: two[0] == two[1], zip(word, other, strict=False)))
    return stem >= _STEM and max(len(word), len(other)) - stem <= _ENDING


def _say_when(resolver: Resolver, fact: Fact) -> str:
    """A fact → when it held: its period, or its day in the words “as of”."""
    if fact.period:
        return resolver.show_date(fact.period)
    return resolver.show(fact, "as_of") if fact.as_of else ""
