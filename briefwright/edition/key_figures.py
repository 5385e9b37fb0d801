"""One key figure → its number, what it counts and when it held, as parts of one item."""

from dataclasses import replace

from briefwright import facts
from briefwright.edition import rounding
from briefwright.edition.resolution import Resolver
from briefwright.edition.runs import AsOf, Datum, Run, Unit, Value, Words, text
from briefwright.model.dictionary import Fact
from briefwright.model.dictionary import Item as WrittenItem


def write_key_figure(resolver: Resolver, item: WrittenItem, at: str) -> tuple[Run, ...]:
    """A key figure as written, its address → its number, what it counts and when it held."""
    exact = resolver.use_fact(item.fact, at)
    near = rounding.round_fact(exact, resolver.audience.rounding)
    fact = replace(near, about=exact.about)
    shown, unit = resolver.show_amount(fact, at)
    reworded = resolver.prefer(item)
    counted = reworded[1] if reworded else item.label or fact.label
    named = resolver.resolve(counted, at, "short") if counted else ()
    if not reworded and unit and unit.casefold() not in text(named).casefold():
        named = (Words(unit), Words(" · "), *named) if named else (Words(unit),)
    number = Datum(fact.name, facts.plain_value(exact), resolver.capitalise(shown))
    parts: list[Run] = [Value((number,)), Words(" "), Unit(named)]
    worked_out = resolver.word("words.worked_out") if facts.is_derived(exact) else ""
    round_one = resolver.word("words.rounded") if near is not exact else ""
    when = resolver.comma.join(filter(None, (_say_when(resolver, fact), worked_out, round_one)))
    return (*parts, Words(" "), AsOf((Words(when),))) if when else tuple(parts)


def _say_when(resolver: Resolver, fact: Fact) -> str:
    """A fact → when it held: its period, or its day in the words “as of”."""
    if fact.period:
        return resolver.show_date(fact.period)
    return resolver.show(fact, "as_of") if fact.as_of else ""
