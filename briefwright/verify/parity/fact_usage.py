"""Where each fact was printed: the ledger of a briefing over all of its editions.

A fact that is handled more strictly than its briefing is named, and never quoted.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from briefwright.edition import Edition, Leaf, walk
from briefwright.edition.nodes import ChartNode
from briefwright.edition.plots import Plot
from briefwright.edition.runs import data, footnotes, text
from briefwright.facts import is_derived, kind_of, numerals, plain_value, quantity
from briefwright.model.dictionary import Briefing, Fact
from briefwright.verify.parity.account import (
    FORMAT_NAMES,
    Account,
    LeafAccount,
    format_table,
    shorten,
)

_WORDS = 40  # characters of what was printed that the table quotes
_WITHHELD = "–"


@dataclass(frozen=True)
class FactUse:
    """One place where a fact was printed: the value then, the words, and what became of them.

    `found` has for each format the status and the page, 0 where the format has no pages.
    """

    fact: str
    edition: str
    at: str
    value: str
    text: str
    found: Mapping[str, tuple[str, int]]


@dataclass(frozen=True)
class Ledger:
    """The facts of a briefing, and every place where one of its editions printed one."""

    briefing: Briefing
    uses: tuple[FactUse, ...]

    def as_json(self) -> dict[str, object]:
        """Each fact with its value and all places, in JSON's types."""
        return {
            "briefing": self.briefing.name,
            "editions": sorted({one.edition for one in self.uses}),
            "facts": [self._fact(fact) for fact in self.briefing.facts.values()],
        }

    def as_text(self) -> str:
        """The same for people: a table of facts and places."""
        return "\n".join(self._lines()) + "\n"

    def _fact(self, fact: Fact) -> dict[str, object]:
        is_quoted = _is_quoted(fact)
        return {
            "name": fact.name,
            "value": plain_value(fact) if is_quoted else None,
            "unit": dict(fact.unit) if is_quoted else None,
            "kind": kind_of(fact),
            "derived": is_derived(fact),
            "handling": fact.handling or self.briefing.metadata.handling,
            "source": fact.source,
            "printed": [_place_as_json(one, is_quoted) for one in self._places(fact)],
        }

    def _places(self, fact: Fact) -> list[FactUse]:
        return [one for one in self.uses if one.fact == fact.name]

    def _lines(self) -> Iterator[str]:
        yield f"Ledger of {self.briefing.name}: where each number stands"
        formats = list(dict.fromkeys(name for one in self.uses for name in one.found))
        names = [FORMAT_NAMES.get(name, name) for name in formats]
        rows = [("Fact", "Value", "Edition", "Address", "Page", *names, "As printed")]
        for fact in self.briefing.facts.values():
            for n, one in enumerate(self._places(fact)):
                named = ("", "") if n else (fact.name, self._value(fact))
                rows.append((*named, *_format_row(one, formats, fact)))
        if self.uses:
            yield ""
            yield from format_table(rows)
        old = [one for one in self.uses if self._is_old(one)]
        if old:
            yield ""
            yield "Printed before the fact was changed; build these editions again:"
            yield from format_table([(f"  {one.fact}", one.edition, one.at) for one in old])
        nowhere = [fact for fact in self.briefing.facts.values() if not self._places(fact)]
        if nowhere:
            yield ""
            yield "Printed nowhere:"
            rows = [(f"  {fact.name}", self._value(fact), self._reason(fact)) for fact in nowhere]
            yield from format_table(rows)

    def _value(self, fact: Fact) -> str:
        """A fact → its value and its unit, as typed."""
        if not _is_quoted(fact):
            return f"({fact.handling})"
        number = fact.value if fact.value is not None else quantity(fact) or Decimal(0)
        category = numerals.plural_category(number, self.briefing.metadata.language)
        unit = fact.unit.get(category) or fact.unit.get("other") or ""
        return shorten(f"{plain_value(fact)} {unit}".strip(), _WORDS)

    def _is_old(self, one: FactUse) -> bool:
        fact = self.briefing.facts.get(one.fact)
        return fact is not None and _is_quoted(fact) and one.value not in _list_values(fact)

    def _reason(self, fact: Fact) -> str:
        """A fact that no edition prints → the facts that are worked out from it, if any."""
        facts = self.briefing.facts.values()
        users = [one.name for one in facts if one.formula and fact.name in one.formula.of]
        return f"a part of {', '.join(users)}" if users else ""


def _is_quoted(fact: Fact) -> bool:
    """Whether a fact may be quoted wherever its briefing may be.

    The handling that a fact states can only be stricter than its briefing's.
    """
    return not fact.handling or fact.handling == "open"


def _list_values(fact: Fact) -> set[str]:
    """A fact → everything that can be printed of it, in plain digits and letters."""
    forms = {plain_value(fact, form) for form in ("", "count", "low", "high")}
    return forms | {f"{point.value:f}" for point in fact.points}


def _format_row(one: FactUse, formats: Iterable[str], fact: Fact) -> tuple[str, ...]:
    statuses = (one.found.get(name, ("", 0))[0] for name in formats)
    words = shorten(one.text, _WORDS) if _is_quoted(fact) else _WITHHELD
    page = next((page for _, page in one.found.values() if page), "")
    return (one.edition, one.at, str(page), *statuses, words)


def _place_as_json(one: FactUse, is_quoted: bool) -> dict[str, object]:
    quoted: dict[str, object] = {"value": one.value, "text": one.text} if is_quoted else {}
    found = {name: {"status": status, "page": page} for name, (status, page) in one.found.items()}
    return {"edition": one.edition, "at": one.at, **quoted, "found": found}


# ----------------------------------------------------------------- one edition


def find_fact_uses(edition: Edition, account: Account) -> tuple[FactUse, ...]:
    """An edition and its account → every place where it prints a fact, in order."""
    leaves: dict[str, LeafAccount] = {}
    for leaf in account.leaves:
        leaves.setdefault(leaf.at, leaf)
    return tuple(
        FactUse(fact, edition.name, at, value, words, _read_sightings(leaves.get(at)))
        for fact, at, value, words in (*_find_in_text(edition), *_find_in_charts(edition))
    )


def _read_sightings(leaf: LeafAccount | None) -> Mapping[str, tuple[str, int]]:
    sightings = leaf.sightings if leaf else ()
    return {one.format: (one.status, one.page) for one in sightings if one.format != "markup"}


_Use = tuple[str, str, str, str]  # the fact, the address, the value, the words


def _find_in_text(edition: Edition) -> Iterator[_Use]:
    for leaf in edition.leaves():
        yield from _find_in_leaf(leaf)
        for note in footnotes(leaf.runs):
            for datum in data(note.content):
                yield datum.fact, note.at, datum.value, text((datum,))


def _find_in_leaf(leaf: Leaf) -> Iterator[_Use]:
    for datum in data(leaf.runs):
        yield datum.fact, leaf.at, datum.value, text((datum,))


def _find_in_charts(edition: Edition) -> Iterator[_Use]:
    """An edition → each number of a chart in it that is a fact, at the address of its data."""
    for node in walk(edition.blocks):
        if isinstance(node, ChartNode) and isinstance(node.plot, Plot) and node.plot.facts:
            yield from _in_plot(node.at, node.plot)


def _in_plot(at: str, plot: Plot) -> Iterator[_Use]:
    for place, (series, facts) in enumerate(zip(plot.series, plot.facts, strict=True), 1):
        for row, (fact, value) in enumerate(zip(facts, series.values, strict=True), 1):
            if fact and value is not None:
                yield fact, f"{at}.data.{row}.{place}", f"{value:f}", series.shown[row - 1]


# ----------------------------------------------------------------- earlier builds


def load_fact_uses(stored: str) -> tuple[FactUse, ...]:
    """The ledger of an earlier build, as JSON → its places; none where it can't be read."""
    try:
        return tuple(_parse_ledger(json.loads(stored)))
    except (ValueError, KeyError, TypeError, AttributeError):
        return ()


def _parse_ledger(stored: Mapping[str, list[dict[str, object]]]) -> Iterator[FactUse]:
    for fact in stored["facts"]:
        places = fact["printed"]
        assert isinstance(places, list)
        for one in places:
            found = {name: (seen["status"], seen["page"]) for name, seen in one["found"].items()}
            words = one.get("value", ""), one.get("text", "")
            yield FactUse(str(fact["name"]), one["edition"], one["at"], *words, found)
