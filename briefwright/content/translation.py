"""What of a briefing a translation may say, by address; and a briefing put into its language.

    briefing.title, missions.finding, about.boilerplate.2    texts, as in `addresses`
    dates.items.3.date, facts.warheads.period                dates that are words
    organisations.columns.2.unit                             the unit of a column
    facts.serving_now.unit                                   a fact's unit, in plural forms
    names.UNDOF                                              a name: short, long, and its cases
    briefing.keywords, facts.donors.list                     lists of words

Numbers, dates and names of files are never translated: every language states the same.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from briefwright.model import addresses
from briefwright.model.dictionary import Briefing, Fact, Metadata, Name, Names, Overlay, Text, When

Kind = Literal["text", "words", "unit", "name", "list"]
LISTS = ("keywords", "authors")  # of the metadata
_DIGITS = 6  # of a hash: a text that changed has the same with a chance of one in sixteen million


@dataclass(frozen=True)
class Saying:
    """One thing that a translation may say: its address, what it is, and how it was written.

    `text` is set where it is running text with markup.
    """

    at: str
    kind: Kind
    source: str
    text: Text | None = None

    @property
    def digest(self) -> str:
        """The short hash that a translation of it carries."""
        words = " ".join(self.source.split())
        return hashlib.sha256(words.encode()).hexdigest()[:_DIGITS]


def sayings(briefing: Briefing) -> Iterator[Saying]:
    """A briefing → everything in it that a translation may say, in the order of its files."""
    heard = _Heard()
    found = heard.found
    addresses.rewritten("briefing", briefing.metadata, heard)
    for key in LISTS:
        if listed := getattr(briefing.metadata, key):
            found.append(Saying(f"briefing.{key}", "list", _as_list(listed)))
    addresses.rewritten_blocks(briefing.body, heard)
    for name, fact in briefing.facts.items():
        addresses.rewritten(f"facts.{name}", fact, heard)
        if _says_something(fact.unit):
            found.append(Saying(f"facts.{name}.unit", "unit", _as_forms(fact.unit)))
        if fact.members:
            found.append(Saying(f"facts.{name}.list", "list", _as_list(fact.members)))
    for short, name_ in briefing.names.items():
        found.append(Saying(f"names.{short}", "name", name_.long))
    for name, source in briefing.sources.items():
        addresses.rewritten(f"sources.{name}", source, heard)
    yield from found


def as_if_translated(briefing: Briefing, overlay: Overlay) -> Overlay:
    """A briefing and an overlay → it with the briefing's own texts where it has none.

    So it can be seen which facts and names those texts will call once they are translated.
    """
    own = {
        one.at: one.text
        for one in sayings(briefing)
        if one.text and not one.at.startswith("facts.")
    }
    return replace(overlay, texts={**own, **overlay.texts})


@dataclass
class _Heard:
    """Changes nothing, and notes all that could be said otherwise."""

    found: list[Saying] = field(default_factory=list)

    def text(self, at: str, text: Text) -> Text:
        self.found.append(Saying(at, "text", text.source, text))
        return text

    def when(self, at: str, when: When) -> When:
        if when.words:
            self.found.append(Saying(at, "words", when.text))
        return when

    def words(self, at: str, words: str) -> str:
        self.found.append(Saying(at, "words", words))
        return words


def _says_something(unit: Mapping[str, str]) -> bool:
    """Whether a unit has words: “%” is the same in every language."""
    return any(letter.isalpha() for word in unit.values() for letter in word)


def _as_list(words: Names) -> str:
    return "[" + ", ".join(words) + "]"


def _as_forms(unit: Mapping[str, str]) -> str:
    """A unit → how it is written: its one word, or its plural forms."""
    if set(unit) == {"other"}:
        return unit["other"]
    return "{" + ", ".join(f"{form}: {word}" for form, word in unit.items()) + "}"


# ----------------------------------------------------------------- into another language


def put(briefing: Briefing, language: str) -> Briefing:
    """A briefing and the language of one of its overlays → the same in that language.

    What the overlay lacks stays in the language that it was written in, and says so: a text by
    its `untranslated`, names, units and words by that of the briefing. So does what is stale.
    """
    overlay = briefing.overlays.get(language)
    if overlay is None:
        return briefing
    change = _Put(overlay)
    names = {short: change.name(short, name) for short, name in briefing.names.items()}
    metadata = addresses.rewritten("briefing", briefing.metadata, change)
    return replace(
        briefing,
        metadata=_listed(metadata, overlay),
        body=addresses.rewritten_blocks(briefing.body, change),
        facts=_facts(briefing, change),
        names=names,
        sources={
            name: addresses.rewritten(f"sources.{name}", source, change)
            for name, source in briefing.sources.items()
        },
        untranslated=frozenset(change.lacking),
    )


@dataclass
class _Put:
    """Puts in what an overlay says; `lacking` are the addresses of what couldn't say it itself."""

    overlay: Overlay
    lacking: set[str] = field(default_factory=set)

    def text(self, at: str, text: Text) -> Text:
        said = None if at in self.overlay.stale else self.overlay.texts.get(at)
        return said or replace(text, untranslated=at)

    def when(self, at: str, when: When) -> When:
        if not when.words:
            return when
        words = self._said(at)
        return replace(when, text=words) if words else replace(when, untranslated=at)

    def words(self, at: str, words: str) -> str:
        said = self._said(at)
        if not said:
            self.lacking.add(at)
        return said or words

    def name(self, short: str, name: Name) -> Name:
        at = f"names.{short}"
        said = None if at in self.overlay.stale else self.overlay.names.get(at)
        if said is None:
            self.lacking.add(at)
        return said or name

    def unit(self, name: str) -> Mapping[str, str] | None:
        at = f"facts.{name}.unit"
        return None if at in self.overlay.stale else self.overlay.units.get(at)

    def members(self, fact: Fact) -> Names:
        at = f"facts.{fact.name}.list"
        said = None if at in self.overlay.stale else self.overlay.lists.get(at)
        if said is None and fact.members:
            self.lacking.add(at)
        return said or fact.members

    def _said(self, at: str) -> str:
        return "" if at in self.overlay.stale else self.overlay.words.get(at, "")


def _listed(metadata: Metadata, overlay: Overlay) -> Metadata:
    """The metadata → with its lists of words translated, where they are."""
    listed = {key: overlay.lists.get(f"briefing.{key}", getattr(metadata, key)) for key in LISTS}
    return replace(metadata, **listed)


def _facts(briefing: Briefing, change: _Put) -> Mapping[str, Fact]:
    """Facts → with their words translated; a unit that is written alike is translated once."""
    alike = {
        _as_forms(fact.unit): forms
        for name, fact in briefing.facts.items()
        if (forms := change.unit(name))
    }
    facts: dict[str, Fact] = {}
    for name, fact in briefing.facts.items():
        unit = change.unit(name) or alike.get(_as_forms(fact.unit))
        if unit is None and _says_something(fact.unit):
            change.lacking.add(f"facts.{name}.unit")
        new = addresses.rewritten(f"facts.{name}", fact, change)
        facts[name] = replace(new, unit=unit or fact.unit, members=change.members(fact))
    return facts
