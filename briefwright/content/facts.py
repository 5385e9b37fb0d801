"""The nodes of facts, names, sources and departures → their records.

A fact is a number, a place in an order, a range, a date, a list, a series or a formula. What
`defaults` says holds for facts that were typed; a fact with a formula takes what its parts have in
common.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from briefwright.content import forms, formulas, mappings, records
from briefwright.content.entering import check_strictness
from briefwright.content.mappings import Entries, Entry
from briefwright.content.reading import Context, Declaration
from briefwright.facts import FactProblem, derive, find_surprises, inline
from briefwright.facts.units import find_unit_scale
from briefwright.model import keys
from briefwright.model.dictionary import Accepted, Brace, Departure, Fact, Name, Names, Source, When
from briefwright.problems import CODES, Place, suggest
from briefwright.yamlfile import Map, Node, Scalar
from briefwright.yamlfile import Sequence as List

DEFAULTS = ("source", "as_of", "period", "handling", "origin")  # keys that facts may inherit

_FACT_NAME = "a small letter (a–z), then small letters, digits or _, such as loans_2026"
_NAME = "a letter, then letters, digits, +, &, / or -, without spaces"
_SOURCE_NAME = "a letter (a–z), then letters, digits, - or _, such as nca"


@dataclass(frozen=True)
class Facts:
    """All facts of a briefing, formulas worked out, and which keys each took from elsewhere."""

    facts: Mapping[str, Fact]
    inherited: Mapping[str, Names]


@dataclass(frozen=True)
class Defaults:
    """Keys that facts inherit: as typed, and as values."""

    typed: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, object] = field(default_factory=dict)


# ----------------------------------------------------------------- facts


def read(node: Node | None, defaults: Defaults, as_of: When | None, context: Context) -> Facts:
    """The node of `facts`, what facts inherit and the briefing's `as_of` → the facts."""
    raw: dict[str, Fact] = {}
    inherited: dict[str, Names] = {}
    faulty: set[str] = set()
    nodes = {entry.name: entry for entry in _list_named(node, context, "fact")}
    offered = _offer_defaults(defaults, as_of)
    for name, entry in nodes.items():
        before = len(context.collector.problems)
        fact = _read_fact(entry, context.move(f"facts.{name}"))
        if fact is not None:
            raw[name], inherited[name] = _inherit(fact, {key.name for key in _keys(entry)}, offered)
        if not context.collector.faultless_since(before) or _has_lost_value(entry, raw.get(name)):
            faulty.add(name)
    facts, problems = derive(raw)
    for found in (*problems, *find_surprises(raw, facts)):
        if found.fact not in faulty and not _misses(found, raw[found.fact], faulty):
            place = _locate(nodes[found.fact], found)
            context.move(f"facts.{found.fact}").add(found.problem, place)
    return Facts(facts, {name: names for name, names in inherited.items() if names})


def _read_fact(entry: Entry, context: Context) -> Fact | None:
    collector = context.collector
    collector.facts[entry.name] = Declaration("fact", entry.place)
    collector.places[context.at] = entry.place
    if not forms.FACT_NAME.fullmatch(entry.name):
        context.report("C225", f"“{entry.name}” can't name a fact: {_FACT_NAME}.", entry.place)
    if not isinstance(entry.node, Map):
        message = f"A fact is written {entry.name}: {{value: 157, unit: peacekeepers}}."
        context.report("C211", message, entry.node.place)
        return None
    entries = mappings.list_entries(entry.node)
    filled = {**formulas.read(entries, context), **_read_scaled(entries, context)}
    own = tuple(one for one in entries if one.name not in formulas.KEYS and one.name not in filled)
    fact = records.read_record(Fact, own, entry.place, context, name=entry.name, **filled)
    if fact is None:
        return None
    _check(fact, own, entry.place, context)
    return replace(fact, unit_scale=_find_unit_scale(fact, context))


def _read_scaled(entries: Entries, context: Context) -> Mapping[str, Any]:
    """A fact's keys → its value and scale, where it is typed as 34.5 million."""
    typed = mappings.find_scalar(entries, "value")
    found = forms.parse_scaled(typed, context.language) if typed else None
    return {"value": found[0], "scale": found[1]} if found else {}


def _find_unit_scale(fact: Fact, context: Context) -> int:
    """A fact → the power of ten that its unit says: 6 of “million crowns”."""
    return max((find_unit_scale(unit, context.language) for unit in fact.unit.values()), default=0)


def _check(fact: Fact, entries: Entries, place: Place, context: Context) -> None:
    if fact.as_of and fact.period:
        message = "A fact holds for a day (`as_of:`) or for a time (`period:`), not for both."
        context.report("C204", message, place)
    handling = mappings.find_scalar(entries, "handling")
    if handling and fact.handling:
        check_strictness(fact.handling, context.handling, handling.place, context)


def _offer_defaults(defaults: Defaults, as_of: When | None) -> Mapping[str, object]:
    """What facts inherit: the defaults, and the briefing's day where these say none."""
    dated = "as_of" in defaults.values or "period" in defaults.values
    return dict(defaults.values) if dated or not as_of else {**defaults.values, "as_of": as_of}


def _inherit(fact: Fact, said: set[str], offered: Mapping[str, object]) -> tuple[Fact, Names]:
    """A fact, the keys that it says itself, what is offered → it with the rest, and which."""
    if fact.formula:
        return fact, ()
    said = said | {"as_of", "period"} if said & {"as_of", "period"} else said
    taken: dict[str, Any] = {key: one for key, one in offered.items() if key not in said}
    return replace(fact, **taken), tuple(sorted(taken))


def _keys(entry: Entry) -> Entries:
    return mappings.list_entries(entry.node) if isinstance(entry.node, Map) else ()


def _has_lost_value(entry: Entry, fact: Fact | None) -> bool:
    """Whether something was typed that a fact is, and couldn't be read, as was reported already."""
    said = [key.name for key in _keys(entry) if key.name in formulas.FIELDS]
    return any(getattr(fact, formulas.FIELDS[key], None) in (None, ()) for key in said)


def _misses(found: FactProblem, fact: Fact, faulty: set[str]) -> bool:
    """Whether a formula misses a fact that is at fault itself, as was reported already."""
    if fact.formula is None or not found.part or found.problem.code == "F405":
        return False
    place = found.part[-1]
    of = fact.formula.of
    return of[place if isinstance(place, int) else 0] in faulty if of else False


def _locate(entry: Entry, found: FactProblem) -> Place:
    """A fact and what is wrong with it → where exactly that stands."""
    node, place = entry.node, entry.place
    for step in found.part:
        if isinstance(node, Map):
            node = next((one for key, one in node.entries if key.text == step), node)
        elif isinstance(node, List) and isinstance(step, int):
            node = node.items[step]
        place = node.place
    return place


def read_defaults(node: Node | None, context: Context) -> Defaults:
    """The node of `defaults` → what facts inherit."""
    if node is None:
        return Defaults()
    if not isinstance(node, Map):
        context.report(
            "C211", mappings.describe_misfit(node, "`defaults:` takes keys with values"), node.place
        )
        return Defaults()
    known = {name: key for name, key in keys.of(Fact).items() if name in DEFAULTS}
    words: dict[str, str] = {}
    values: dict[str, object] = {}
    for entry in mappings.list_entries(node):
        if entry.name not in known:
            context.report("C206", mappings.describe_unknown(entry.name, known), entry.place)
        elif not mappings.is_empty(entry.node):
            read = records.read_value(entry.node, known[entry.name], context)
            if read is not None and isinstance(entry.node, Scalar):
                words[entry.name], values[entry.name] = forms.parse_word(entry.node), read
                if entry.name == "handling":
                    check_strictness(str(read), context.handling, entry.node.place, context)
    return Defaults(words, values)


# ----------------------------------------------------------------- names, sources, departures


def read_names(node: Node | None, context: Context) -> dict[str, Name]:
    """The node of `names` → short names and what they stand for."""
    found: dict[str, Name] = {}
    for entry in _list_named(node, context, "name"):
        inside = context.move(f"names.{entry.name}")
        context.collector.names[entry.name] = Declaration("name", entry.place)
        context.collector.places[inside.at] = entry.place
        if not _is_callable(entry.name):
            message = f"“{entry.name}” can't be called in braces; use {_NAME}."
            inside.report("C225", message, entry.place)
        if mappings.is_empty(entry.node):
            inside.report("C210", f"Write after `{entry.name}:` what it stands for.", entry.place)
        elif isinstance(entry.node, Scalar):
            found[entry.name] = Name(entry.name, forms.parse_word(entry.node))
        else:
            message = mappings.describe_misfit(entry.node, f"`{entry.name}:` takes a text")
            inside.report("C211", message, entry.node.place)
    return found


def _is_callable(name: str) -> bool:
    """Whether `{name}` in a text calls exactly this name."""
    content, faults = inline.parse(f"{{{name}}}")
    return not faults and content == (Brace(name),)


def read_sources(node: Node | None, context: Context) -> dict[str, Source]:
    """The node of `sources` → the sources by name."""
    found: dict[str, Source] = {}
    for entry in _list_named(node, context, "source"):
        inside = context.move(f"sources.{entry.name}")
        context.collector.sources[entry.name] = Declaration("source", entry.place)
        context.collector.places[inside.at] = entry.place
        if not forms.SOURCE_NAME.fullmatch(entry.name):
            message = f"“{entry.name}” can't name a source: {_SOURCE_NAME}."
            inside.report("C225", message, entry.place)
        if not isinstance(entry.node, Map):
            message = f"A source is written {entry.name}: {{title: …, publisher: …, date: …}}."
            inside.report("C211", message, entry.node.place)
            continue
        source = records.read_record(
            Source, mappings.list_entries(entry.node), entry.place, inside, name=entry.name
        )
        if source is not None:
            found[entry.name] = source
    return found


def read_departures(node: Node | None, context: Context) -> Iterator[tuple[str, Departure]]:
    """The node of `departures` → each with its own address, such as departures.1."""
    if node is None:
        return
    if not isinstance(node, List):
        context.report("C211", mappings.describe_misfit(node, "Departures are a list"), node.place)
        return
    for n, one in enumerate(node.items, 1):
        inside = context.move(f"departures.{n}")
        if not isinstance(one, Map):
            message = "A departure is written {at: …, printed: …, corrected: …, why: …}."
            inside.report("C211", message, one.place)
            continue
        departure = records.read_record(Departure, mappings.list_entries(one), one.place, inside)
        if departure is not None:
            yield inside.at, departure


def read_acceptances(node: Node | None, context: Context) -> Iterator[Accepted]:
    """The node of `accepted` → what the editor's findings are accepted for."""
    if node is None:
        return
    if not isinstance(node, List):
        context.report(
            "C211", mappings.describe_misfit(node, "`accepted:` takes a list"), node.place
        )
        return
    for n, one in enumerate(node.items, 1):
        inside = context.move(f"accepted.{n}")
        if not isinstance(one, Map):
            message = "An acceptance is written {code: E109, at: …, why: …}."
            inside.report("C211", message, one.place)
            continue
        entries = mappings.list_entries(one)
        context.collector.places[inside.at] = one.place
        record = records.read_record(Accepted, entries, one.place, inside)
        if record is not None:
            _check_code(record, entries, inside)
            yield record


def _check_code(record: Accepted, entries: Entries, context: Context) -> None:
    known = [code for code in CODES if code.startswith("E")]
    code = mappings.find_scalar(entries, "code")
    if record.code not in known and code:
        message = f"No rule of the editor has the code “{record.code}”{suggest(record.code, known)}"
        context.report("E118", message if message.endswith("?") else f"{message}.", code.place)


def _list_named(node: Node | None, context: Context, what: str) -> Sequence[Entry]:
    """A node whose keys are names of the author's own → its entries."""
    if node is None:
        return ()
    if not isinstance(node, Map):
        message = mappings.describe_misfit(node, f"`{what}s:` takes keys, each one {what}")
        context.report("C211", message, node.place)
        return ()
    return mappings.list_entries(node)
