"""Translations: the files `briefing.<language>.yaml` of a content folder, read and checked.

    audiences: [press]                  for whom; without it, for all
    notice: …                           what readers must know of this translation
    texts:
      peacekeeping.section: {of: 3f9a1c, text: …}
      facts.serving_now.unit: {of: 77b0e2, one: …, few: …, many: …, other: …}
      names.UNDOF: {of: 0c12aa, short: …, long: …, genitive: …}

`of` is the short hash of what is translated: where that has changed since, the translation is
stale. An entry without a text is one that nobody has translated yet.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from briefwright import facts
from briefwright.content import folder, forms, mappings, records, references, texts, translation
from briefwright.content.mappings import Entries, is_empty
from briefwright.content.reading import Collector, Context
from briefwright.content.translation import Translatable
from briefwright.facts import dates, inline, numerals
from briefwright.facts.units import find_unit_scale
from briefwright.model import addresses
from briefwright.model.dictionary import (
    Brace,
    Briefing,
    Cite,
    DateBrace,
    Fact,
    Form,
    Name,
    Names,
    Overlay,
    Text,
)
from briefwright.model.keys import Key
from briefwright.problems import Place, errors, suggest
from briefwright.yamlfile import Map, Node, Scalar
from briefwright.yamlfile import Sequence as List

R = TypeVar("R")

_KEYS = ("audiences", "notice", "texts")
_EXAMPLE = "{of: 3f9a1c, text: …}"
_PLURALS = ("zero", "one", "two", "few", "many", "other")
_DIGITS = re.compile(r"\d+")
_AUDIENCES = Key("audiences", "audiences", Form.WORDS, False, (), "")


@dataclass
class _Reading:
    """One overlay while it is read: what it is of, what was found in it so far."""

    overlay: Overlay
    briefing: Briefing
    translatables: Mapping[str, Translatable]
    context: Context
    cells: frozenset[str] = frozenset()
    texts: dict[str, Text] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    units: dict[str, Mapping[str, str]] = field(default_factory=dict)
    names: dict[str, Name] = field(default_factory=dict)
    lists: dict[str, Names] = field(default_factory=dict)
    stale: set[str] = field(default_factory=set)

    def read_text(self, scalar: Scalar, context: Context) -> Text | None:
        """What translates the text at an address → its Text; a cell may have several paragraphs."""
        is_cell = context.at in self.cells
        return (texts.read_cell if is_cell else texts.read_text)(scalar, context)

    def finish(self) -> Overlay:
        """All that was found and is sound, as a value."""
        faulty = {problem.at for problem in errors(self.context.collector.problems)}

        def sound(said: Mapping[str, R]) -> Mapping[str, R]:
            return {at: one for at, one in said.items() if at not in faulty}

        return replace(
            self.overlay, texts=sound(self.texts), words=sound(self.words),
            units=sound(self.units), names=sound(self.names), lists=sound(self.lists),
            stale=frozenset(self.stale), places=self.context.collector.places,
            trails={one.at: one.trail() for one in self.context.collector.texts},
        )  # fmt: skip


def read(path: Path, briefing: Briefing, collector: Collector) -> Mapping[str, Overlay]:
    """A content folder and its briefing → its translations by language; faults are gathered."""
    translatables = {one.at: one for one in translation.list_translatables(briefing)}
    cells = addresses.cells(briefing.body)
    found: dict[str, Overlay] = {}
    for file in folder.overlays(path):
        own = Collector(path, blocks=collector.blocks, facts=collector.facts,
                       names=dict(collector.names), sources=collector.sources)  # fmt: skip
        language = folder.language_of(file)
        overlay = Overlay(language=language, file=str(file))
        node = folder.read_node(file, path, own)
        if fault := _check_language(language, briefing):
            own.report("C285", fault, Place(str(file), 1))
        elif node is not None:
            found[language] = _read_overlay(
                node, _Reading(overlay, briefing, translatables, Context("", own), cells)
            )
        # Their addresses are also those of the briefing's own texts, which are not at fault.
        collector.problems.extend(replace(problem, at="") for problem in own.problems)
    return found


def check_form(path: Path, collector: Collector) -> None:
    """A content folder whose briefing is at fault → what is wrong with its translations as YAML."""
    for file in folder.overlays(path):
        folder.read_node(file, path, collector)


def _check_language(language: str, briefing: Briefing) -> str:
    if language == briefing.metadata.language:
        return f"The briefing itself is in “{language}”; this file would translate it into that."
    try:
        dates.locale_of(language)
    except LookupError as unknown:
        return f"{unknown}, in the name of this file: briefing.ru.yaml, for instance."
    return ""


def _read_overlay(node: Node, reading: _Reading) -> Overlay:
    context = reading.context
    if not isinstance(node, Map):
        message = f"A translation holds keys with values: {', '.join(_KEYS)}."
        context.report("C211", message, node.place)
        return reading.overlay
    for entry in mappings.list_entries(node):
        if entry.name not in _KEYS:
            context.report("C206", mappings.describe_unknown(entry.name, _KEYS), entry.place)
        elif is_empty(entry.node):
            continue
        elif entry.name == "texts":
            _read_texts(entry.node, reading)
        else:
            _read_head(entry, reading)
    _check_calls(reading)
    return reading.finish()


def _read_head(entry: mappings.Entry, reading: _Reading) -> None:
    """The keys that say whom the translation is for and what they must know."""
    context = reading.context.move("briefing")
    if entry.name == "audiences":
        words = records.read_value(entry.node, _AUDIENCES, context)
        if isinstance(words, tuple):
            reading.overlay = replace(reading.overlay, audiences=words)
    elif isinstance(entry.node, Scalar):
        notice = texts.read_text(entry.node, context.key("notice"))
        reading.overlay = replace(reading.overlay, notice=notice)
    else:
        context.report(
            "C211", mappings.describe_misfit(entry.node, "`notice:` takes a text"), entry.place
        )


def _read_texts(node: Node, reading: _Reading) -> None:
    if not isinstance(node, Map):
        message = mappings.describe_misfit(node, f"`texts:` takes addresses, each with {_EXAMPLE}")
        reading.context.report("C211", message, node.place)
        return
    for entry in mappings.list_entries(node):
        context = reading.context.move(entry.name)
        context.collector.places[entry.name] = entry.place
        translatable = reading.translatables.get(entry.name)
        if fault := _check_address(entry.name, translatable, reading):
            context.report(fault[0], fault[1], entry.place)
        elif not isinstance(entry.node, Map):
            given = translatable.digest if translatable else ""
            message = f"A translation is written {{of: {given}, text: …}}."
            context.report("C211", message, entry.node.place)
        elif translatable:
            _read_entry(mappings.list_entries(entry.node), entry.place, translatable, reading)


# ----------------------------------------------------------------- addresses


def _check_address(
    at: str, translatable: Translatable | None, reading: _Reading
) -> tuple[str, str] | None:
    """An address as typed and what stands there → a code and a sentence, or nothing."""
    block = at.partition(".")[0]
    declared = reading.context.collector.blocks.get(block)
    if declared is not None and not declared.named:
        how = f"write one: python3 build.py ids {reading.briefing.name}"
        if declared.kind == "text":
            how += "; a bare text needs the key `text:` to carry it"
        message = f"“{block}” has no id of its own and would be another block once things move"
        return "C281", f"{message}; {how}."
    if translatable is not None:
        return None
    below = [one for one in reading.translatables if one.startswith(f"{at}.")]
    if below:
        return "C280", f"“{at}” is not a text; its texts are {', '.join(below[:4])}."
    if at in reading.briefing.places:
        return "C280", f"“{at}” is not a text: numbers, dates and settings are never translated."
    close = suggest(at, reading.translatables) or "."
    return "C280", f"No text has the address “{at}”{close}"


# ----------------------------------------------------------------- one entry


def _read_entry(
    entries: Entries, place: Place, translatable: Translatable, reading: _Reading
) -> None:
    context = reading.context.move(translatable.at)
    of = mappings.find_scalar(entries, "of")
    if of is None:
        message = (
            f"`of:` is missing: if this translates what stands there now, write `of: "
            f"{translatable.digest}`."
        )
        context.report("C283", message, place)
    elif of.text.strip() != translatable.digest:
        reading.stale.add(translatable.at)
    match translatable.kind:
        case "text":
            _read_text(entries, translatable, reading)
        case "words" | "list":
            _read_words(entries, translatable, reading)
        case "unit":
            _read_unit(entries, translatable, place, reading)
        case "name":
            _read_name(entries, translatable, place, reading)


def _select(entries: Entries, known: tuple[str, ...], context: Context) -> Entries:
    """An entry's keys → those that have a value; one that it doesn't take is a fault."""
    for entry in entries:
        if entry.name not in known:
            context.report("C206", mappings.describe_unknown(entry.name, known), entry.place)
    return tuple(one for one in entries if one.name in known and not is_empty(one.node))


def _read_text(entries: Entries, translatable: Translatable, reading: _Reading) -> None:
    context = reading.context.move(translatable.at)
    for entry in _select(entries, ("of", "text"), context):
        if entry.name == "of":
            continue
        if not isinstance(entry.node, Scalar):
            context.report(
                "C211", mappings.describe_misfit(entry.node, "`text:` takes a text"), entry.place
            )
        elif (text := reading.read_text(entry.node, context)) and translatable.text:
            reading.texts[translatable.at] = text
            if translatable.at not in reading.stale:
                _check_facts(text, translatable.text, entry.node, context)
                _check_numbers(text, translatable.text, entry.node, context)


def _read_words(entries: Entries, translatable: Translatable, reading: _Reading) -> None:
    context = reading.context.move(translatable.at)
    for entry in _select(entries, ("of", "text"), context):
        match entry.name, translatable.kind, entry.node:
            case "of", _, _:
                pass
            case _, "words", Scalar():
                reading.words[translatable.at] = forms.parse_word(entry.node)
            case _, "list", List():
                found = [one for one in entry.node.items if isinstance(one, Scalar)]
                reading.lists[translatable.at] = tuple(map(forms.parse_word, found))
                _check_members(translatable, reading, entry.place)
            case _:
                wanted = "a list, [one, another]" if translatable.kind == "list" else "a text"
                message = mappings.describe_misfit(entry.node, f"`text:` takes {wanted}")
                context.report("C211", message, entry.place)


def _check_members(translatable: Translatable, reading: _Reading, place: Place) -> None:
    """A list that is a fact must have as many members in every language."""
    _, name, *_ = translatable.at.split(".")
    fact = reading.briefing.facts.get(name) if translatable.at.startswith("facts.") else None
    if fact and len(fact.members) != len(reading.lists[translatable.at]):
        message = (
            f"Every language states the same facts: “{name}” has {len(fact.members)} members, and "
            f"here are {len(reading.lists[translatable.at])}."
        )
        reading.context.move(translatable.at).report("C282", message, place)


def _read_unit(
    entries: Entries, translatable: Translatable, place: Place, reading: _Reading
) -> None:
    """A unit: one word for any number (`text:`), or the plural forms of the language."""
    context, language = reading.context.move(translatable.at), reading.overlay.language
    given = _read_scalars(_select(entries, ("of", "text", *_PLURALS), context), context)
    given.pop("of", None)
    fact = reading.briefing.facts[translatable.at.split(".")[1]]
    _check_scale(fact, given, place, context, language)
    if "text" in given:
        given = {"other": given["text"]} | given
        del given["text"]
        reading.units[translatable.at] = given
        return
    if not given:
        return
    tags = {*dates.locale_of(language).plural_form.tags, "other"}
    has = ", ".join(form for form in _PLURALS if form in tags)
    counted = None if facts.quantity(fact) is None else facts.count_for_unit(fact, language)
    needed = set() if counted is None else {numerals.plural_category(counted, language)}
    for form in given.keys() - tags:
        message = f"“{language}” has no plural form “{form}”; it has {has}."
        context.report("C284", message, place)
    for form in needed - given.keys():
        message = f"“{language}” prints {counted:f} in the form “{form}”, which is missing here."
        context.report("C284", message, place)
    reading.units[translatable.at] = given


def _check_scale(
    fact: Fact, given: Mapping[str, str], place: Place, context: Context, language: str
) -> None:
    """A unit that says millions says so in every language, since the number stays the same."""
    for word in given.values():
        if fact.unit_scale != find_unit_scale(word, language):
            original = next(iter(fact.unit.values()))
            message = (
                f"Every language states the same facts: “{word}” and “{original}” don't multiply "
                "the number by as much."
            )
            context.report("C282", message, place)
            return


def _read_name(
    entries: Entries, translatable: Translatable, place: Place, reading: _Reading
) -> None:
    """A name: `long`, perhaps `short`, and any other form under a name of its own."""
    context, short = reading.context.move(translatable.at), translatable.at.removeprefix("names.")
    given = _read_scalars(tuple(one for one in entries if not is_empty(one.node)), context)
    given.pop("of", None)
    cases = {key: word for key, word in given.items() if key not in ("short", "long")}
    for key in cases:
        if not forms.FACT_NAME.fullmatch(key):
            message = f"“{key}” can't be called in braces: use small letters, such as genitive."
            context.report("C225", message, place)
    if "long" in given:
        reading.names[translatable.at] = Name(given.get("short", short), given["long"], cases)
        declared = context.collector.names[short]
        context.collector.names[short] = replace(declared, forms=tuple(cases))
    elif given:
        context.report("C210", f"`long:` is missing: what “{short}” stands for.", place)


def _read_scalars(entries: Entries, context: Context) -> dict[str, str]:
    given: dict[str, str] = {}
    for entry in entries:
        if isinstance(entry.node, Scalar):
            given[entry.name] = forms.parse_word(entry.node)
        else:
            message = mappings.describe_misfit(entry.node, f"`{entry.name}:` takes a word")
            context.report("C211", message, entry.place)
    return given


# ----------------------------------------------------------------- every language states the same


def _check_calls(reading: _Reading) -> None:
    """What the texts call must be there: facts, names in their cases, figures, sources."""
    own = reading.context.collector
    own.texts = [one for one in own.texts if one.at not in reading.stale]
    if not errors(own.problems):
        references.check_texts(own, reading.briefing.facts)


def _check_facts(text: Text, source: Text, scalar: Scalar, context: Context) -> None:
    """A translation and its source must call the same facts, dates, figures and sources."""
    says, said = set(_find_calls(text, context)), set(_find_calls(source, context))
    if says == said:
        return
    parts = []
    if lost := sorted(said - says):
        parts.append(f"it leaves out {', '.join(lost)}")
    if added := sorted(says - said):
        parts.append(f"it adds {', '.join(added)}")
    message = f"Every language states the same facts, and this one doesn't: {'; '.join(parts)}."
    context.report("C282", message, scalar.place)


def _find_calls(text: Text, context: Context) -> Iterator[str]:
    """A text → the facts, dates, figures and sources that it calls, as they are typed."""
    for node in inline.walk(text.content):
        match node:
            case Brace() if node.name not in context.collector.names:
                yield f"{{{node.name}}}"
            case DateBrace():
                yield f"{{{node.date}}}"
            case Cite():
                yield f"[^{node.source}]"
            case _:
                pass


def _check_numbers(text: Text, source: Text, scalar: Scalar, context: Context) -> None:
    """Numbers that were typed in the one and not in the other: a warning, for words count too."""
    says, said = (_find_numbers(one) for one in (text, source))
    for number in sorted(says ^ said):
        where = "stands only in the translation" if number in says else "is left out here"
        message = f"The number {number} {where}; read both texts again."
        context.collector.warn("C286", message, scalar.place, context.at)


def _find_numbers(text: Text) -> set[str]:
    return set(_DIGITS.findall(inline.plain_text(text.content)))
