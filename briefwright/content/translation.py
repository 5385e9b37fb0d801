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
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from briefwright.facts import inline
from briefwright.model import addresses
from briefwright.model.dictionary import Briefing, Fact, Metadata, Name, Names, Overlay, Text, When

Kind = Literal["text", "words", "unit", "name", "list"]
LISTS = ("keywords", "authors")  # of the metadata
_DIGITS = 6  # of a hash: a text that changed has the same with a chance of one in sixteen million


@dataclass(frozen=True)
class Translatable:
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


def list_translatables(briefing: Briefing) -> Iterator[Translatable]:
    """A briefing → everything in it that a translation may say, in the order of its files."""
    recorder = _Recorder()
    found = recorder.found
    addresses.rewrite("briefing", briefing.metadata, recorder)
    for key in LISTS:
        if listed := getattr(briefing.metadata, key):
            found.append(Translatable(f"briefing.{key}", "list", _write_list(listed)))
    addresses.rewrite_blocks(briefing.body, recorder)
    for name, fact in briefing.facts.items():
        addresses.rewrite(f"facts.{name}", fact, recorder)
        if _has_words(fact.unit):
            found.append(Translatable(f"facts.{name}.unit", "unit", _write_forms(fact.unit)))
        if fact.members:
            found.append(Translatable(f"facts.{name}.list", "list", _write_list(fact.members)))
    for short, name_ in briefing.names.items():
        found.append(Translatable(f"names.{short}", "name", name_.long))
    for name, source in briefing.sources.items():
        addresses.rewrite(f"sources.{name}", source, recorder)
    yield from found


def complete(briefing: Briefing, overlay: Overlay) -> Overlay:
    """A briefing and an overlay → it with the briefing's own texts where it has none.

    So it can be seen which facts and names those texts will call once they are translated.
    """
    own = {
        one.at: one.text
        for one in list_translatables(briefing)
        if one.text and not one.at.startswith("facts.")
    }
    return replace(overlay, texts={**own, **overlay.texts})


@dataclass
class _Recorder:
    """Changes nothing, and records all that could be said otherwise."""

    found: list[Translatable] = field(default_factory=list)

    def text(self, at: str, text: Text) -> Text:
        self.found.append(Translatable(at, "text", text.source, text))
        return text

    def when(self, at: str, when: When) -> When:
        if when.words:
            self.found.append(Translatable(at, "words", when.text))
        return when

    def words(self, at: str, words: str) -> str:
        self.found.append(Translatable(at, "words", words))
        return words


def _has_words(unit: Mapping[str, str]) -> bool:
    """Whether a unit has words: “%” is the same in every language."""
    return any(letter.isalpha() for word in unit.values() for letter in word)


def _write_list(words: Names) -> str:
    return "[" + ", ".join(words) + "]"


def _write_forms(unit: Mapping[str, str]) -> str:
    """A unit → how it is written: its one word, or its plural forms."""
    if set(unit) == {"other"}:
        return unit["other"]
    return "{" + ", ".join(f"{form}: {word}" for form, word in unit.items()) + "}"


# ----------------------------------------------------------------- into another language


def translate(briefing: Briefing, language: str) -> Briefing:
    """A briefing and the language of one of its overlays → the same in that language.

    What the overlay lacks stays in the language that it was written in, and says so: a text by
    its `untranslated`, names, units and words by that of the briefing. So does what is stale.
    """
    overlay = briefing.overlays.get(language)
    if overlay is None:
        return briefing
    change = _Translator(overlay)
    names = {short: change.name(short, name) for short, name in briefing.names.items()}
    metadata = addresses.rewrite("briefing", briefing.metadata, change)
    return replace(
        briefing,
        metadata=_translate_lists(metadata, overlay),
        body=addresses.rewrite_blocks(briefing.body, change),
        facts=_translate_facts(briefing, change),
        names=names,
        sources={
            name: addresses.rewrite(f"sources.{name}", source, change)
            for name, source in briefing.sources.items()
        },
        untranslated=frozenset(change.lacking),
    )


@dataclass
class _Translator:
    """Puts in what an overlay says; `lacking` are the addresses of what it lacks."""

    overlay: Overlay
    lacking: set[str] = field(default_factory=set)

    def text(self, at: str, text: Text) -> Text:
        said = None if at in self.overlay.stale else self.overlay.texts.get(at)
        return said or (text if _is_wordless(text) else replace(text, untranslated=at))

    def when(self, at: str, when: When) -> When:
        if not when.words:
            return when
        words = self._find_words(at)
        return replace(when, text=words) if words else replace(when, untranslated=at)

    def words(self, at: str, words: str) -> str:
        said = self._find_words(at)
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

    def _find_words(self, at: str) -> str:
        return "" if at in self.overlay.stale else self.overlay.words.get(at, "")


def _is_wordless(text: Text) -> bool:
    """Whether a text is the same in every language: numbers, an address, what stands in braces."""
    words = _ADDRESS.sub("", inline.plain_text(text.content))
    return not any(map(str.isalpha, words))


_ADDRESS = re.compile(r"\S+@\S+|https?://\S+|www\.\S+")


def _translate_lists(metadata: Metadata, overlay: Overlay) -> Metadata:
    """The metadata → with its lists of words translated, where they are."""
    listed = {key: overlay.lists.get(f"briefing.{key}", getattr(metadata, key)) for key in LISTS}
    return replace(metadata, **listed)


def _translate_facts(briefing: Briefing, change: _Translator) -> Mapping[str, Fact]:
    """Facts → with their words translated; a unit that is written alike is translated once."""
    alike = {
        _write_forms(fact.unit): forms
        for name, fact in briefing.facts.items()
        if (forms := change.unit(name))
    }
    facts: dict[str, Fact] = {}
    for name, fact in briefing.facts.items():
        unit = change.unit(name) or alike.get(_write_forms(fact.unit))
        if unit is None and _has_words(fact.unit):
            change.lacking.add(f"facts.{name}.unit")
        new = addresses.rewrite(f"facts.{name}", fact, change)
        facts[name] = replace(new, unit=unit or fact.unit, members=change.members(fact))
    return facts
