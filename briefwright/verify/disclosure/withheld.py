"""A briefing, an audience, its edition → what this reader must not see, and what it may.

Barred is what handling, `for:` and `not_for:` keep from the audience: texts, labels, cells of data
files, dates, what only such parts use of facts, names and sources; what only the organisation calls
something, and the files of the briefing's folder. What depth, order or a rewording leaves out is no
secret. Permitted is every word that the edition itself holds, and the words of the labels.
"""

import dataclasses
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from briefwright import facts
from briefwright.audience import Audience
from briefwright.document.vocabulary import BY_NAME
from briefwright.edition import Edition, fault_lines, withholding
from briefwright.edition.resolution import Resolver
from briefwright.edition.runs import text as words_of
from briefwright.edition.withholding import Part, Uses
from briefwright.facts import chart_data, inline, numerals, units
from briefwright.model import addresses, keys
from briefwright.model.dictionary import (
    KINDS,
    Briefing,
    DataTable,
    Fact,
    Form,
    Image,
    Text,
    When,
)
from briefwright.problems import ContentError
from briefwright.verify.disclosure.patterns import Patterns, Secret, Wholes
from briefwright.verify.disclosure.spelling import shorten_number, spell_number, write_roman
from briefwright.verify.disclosure.words import split_words

_TELLING = 1000  # a number from which on its words alone give it away
_SAID_IN_WORDS = 3  # a number in fewer words is an ordinary word

_IN_BRACES = re.compile(r"\{[^{}]*\}")

# Forms of a fact that don't give its number away.
_TELL_NO_NUMBER = frozenset({"unit", "label", "date", "as_of", "count"})
# What files call their own parts, whatever is in them; besides, roles and kinds of block.
_MACHINERY = """
    docProps/app.xml docProps/core.xml docProps/custom.xml [Content_Types].xml _rels/.rels
    word/document.xml word/styles.xml word/settings.xml word/numbering.xml word/theme/theme1.xml
    word/fontTable.xml word/footnotes.xml word/endnotes.xml word/comments.xml word/header1.xml
    word/footer1.xml word/charts/chart1.xml word/embeddings/chart1.xlsx word/media/image1.png
    word/media/vector1.svg word/media/image1.jpeg word/fonts/font1.odttf word/webSettings.xml
    xl/workbook.xml xl/worksheets/sheet1.xml xl/sharedStrings.xml xl/styles.xml xl/theme/theme1.xml
    header footer image vector chart font sheet Sheet1 Picture Chart at Toc Ref note element caption
    figures csv h
"""


@dataclass(frozen=True)
class WithheldContent:
    """What is looked for in the files of one edition; what the edition itself says isn't in it.

    `stated` are numbers of withheld facts that the edition says all the same. `pictures` are those
    of withheld parts.
    """

    patterns: Patterns = field(repr=False)
    stated: Wholes = field(repr=False)
    pictures: Mapping[bytes, Secret] = field(repr=False)


@dataclass(frozen=True)
class _Briefing:
    """A briefing as one audience may not see it all: its parts, and what only barred ones use."""

    all: Briefing
    parts: tuple[Part, ...]
    barred: Uses
    handlings: Mapping[str, str]


def collect_withheld(briefing: Briefing, audience: Audience, edition: Edition) -> WithheldContent:
    """A briefing, an audience and what it gets → what its files must not hold.

    What fell out of a draft for its faults is withheld as it would have been without them.
    """
    briefing = briefing.unmended.briefing if briefing.unmended else briefing
    parts = tuple(withholding.parts(briefing, audience))
    barred = withholding.find_barred_uses(briefing, audience)
    whole = _Briefing(briefing, parts, barred, _find_handlings(briefing, parts))
    paths = _list_paths(briefing)
    strings = _list_strings(edition)
    faults = fault_lines.SENTENCES if edition.faults else ()
    lines = _list_lines(replace(edition, faults=None))
    held = [text for text in (*lines, *strings, *faults) if text not in paths]
    # In every language, for the files' own words are English ones; other audiences have them too.
    labels = ("\n".join(own.values()) for own in audience.theme.labels.values())
    patterns = Patterns()
    for text, secret in _list_texts(whole, audience, edition):
        patterns.add(text, secret)
    for name, secret in (*_list_names(whole), *((path, _PATH) for path in paths)):
        is_name = len(split_words(name)) == 1
        patterns.add_name(name, replace(secret, is_name=is_name))
    machinery = "\n".join([_MACHINERY, *BY_NAME, *KINDS])
    said = patterns.take_out(("\n".join(held), *labels), machinery)
    stated = {
        first: numbers
        for first, wholes in said.items()
        if (numbers := {row: one for row, one in wholes.items() if one.secret.code == "S903"})
    }
    return WithheldContent(patterns, stated, dict(_list_pictures(whole, frozenset(strings))))


# ----------------------------------------------------------------- what is permitted


# Fields of an edition that say what was withheld, or that aren't part of what a reader gets.
_NOT_HELD = frozenset({"withheld", "problems", "files", "briefing", "faults"})


def _list_lines(edition: Edition) -> Iterator[str]:
    """An edition → each line of it as it reads, whatever runs it is made of."""
    marks = edition.marks()
    for stream in (marks.body, marks.notes, marks.alts, marks.data):
        yield from (mark.text for mark in stream)
    # What stands below one another in a table may be read so too.
    columns: dict[tuple[str, str], list[str]] = {}
    for mark in marks.body:
        row, _, column = mark.at.rpartition(".")
        columns.setdefault((row.rpartition(".")[0], column), []).append(mark.text)
    yield from (text for cells in columns.values() for text in cells)


def _list_strings(edition: Edition) -> list[str]:
    """An edition → every text that it holds, addresses and data included."""
    found: list[str] = []
    _gather(edition, found)
    return found


def _gather(thing: object, found: list[str]) -> None:
    """An edition or anything in it → its texts, added to those that were found."""
    if isinstance(thing, str):
        found.append(thing)
    elif dataclasses.is_dataclass(thing):
        for name, value in vars(thing).items():
            if name not in _NOT_HELD or not isinstance(thing, Edition):
                _gather(value, found)
    elif isinstance(thing, Mapping):
        for key, value in thing.items():
            found.append(str(key))
            _gather(value, found)
    elif isinstance(thing, tuple | list):
        for part in thing:
            _gather(part, found)
    elif thing is not None and not isinstance(thing, bool):
        found.append(str(thing))


# ----------------------------------------------------------------- texts that are withheld


def _list_texts(
    whole: _Briefing, audience: Audience, edition: Edition
) -> Iterator[tuple[str, Secret]]:
    """What is withheld → each text as it would have been printed, in every form."""
    printer = _Printer(whole, audience, edition.language)
    rules = {part.at: part.rule for part in whole.parts}
    for part in whole.parts:
        if part.rule:
            secret = Secret("S901", "words", part.at, part.rule)
            yield from ((text, secret) for text in _print_part(part, printer))
    for at, record in addresses.records(whole.all.body):
        for words in getattr(record, "comments", ()):
            yield words, Secret("S901", "words", at, "comments")
    for departure in whole.all.departures:
        if rule := _find_rule(departure.at, rules):
            secret = Secret("S901", "words", departure.at, rule)
            yield from ((text, secret) for text in (departure.printed, departure.why))
    yield from _print_uses(printer)
    for handling, at in whole.handlings.items():
        if handling not in audience.clearance:
            yield handling, Secret("S902", "the marking", at, f"handling: {handling}")
    marking = whole.all.metadata.marking
    if marking != edition.head.marking:
        yield marking, Secret("S902", "the marking", "briefing.marking", "marking")


class _Printer:
    """Prints what is withheld as it would have been printed for somebody who may see it all."""

    def __init__(self, whole: _Briefing, audience: Audience, language: str) -> None:
        self.whole, self.briefing, self.language = whole, whole.all, language
        valued = (name for name, fact in self.briefing.facts.items() if facts.plain_value(fact))
        blocks = (at for at, _ in addresses.walk(self.briefing.body))
        self.known = frozenset({*valued, *self.briefing.names, *blocks})
        every = (*audience.clearance, *whole.handlings)
        labels = audience.theme.labels[language]
        self.resolvers = [
            Resolver(
                self.briefing,
                replace(audience, clearance=every, acronyms=style, sources="none"),
                language,
                labels,
                {},
            )
            for style in ("short", "long")
        ]

    def print_texts(self, texts: Iterable[tuple[str, Text]]) -> Iterator[str]:
        """Texts with their addresses → their words, names written short and written out."""
        for at, text in texts:
            if self._can_print(text):
                has_names = any(
                    brace.name in self.briefing.names for brace in inline.braces(text.content)
                )
                for one in self.resolvers if has_names else self.resolvers[:1]:
                    yield words_of(one.resolve(text, at))
            else:
                yield from _IN_BRACES.split(text.source)

    def _can_print(self, text: Text) -> bool:
        """Whether all that a text calls is there, as it always is but in drafts."""
        names = (brace.name for brace in inline.braces(text.content))
        return all(name in self.known for name in names) and all(
            cite.source in self.briefing.sources for cite in inline.cites(text.content)
        )

    def print_date(self, when: When) -> str:
        """A date → as it is printed; a year alone gives nothing away."""
        shown = self.resolvers[0].show_date(when)
        return shown if len(split_words(shown)) > 1 else ""

    def print_numbers(self, fact: Fact) -> Iterator[str]:
        """A fact → its number in every form that shows it, and the plain digits of machines."""
        if not facts.plain_value(fact):
            return
        labels, now = self.resolvers[0].labels, self.resolvers[0].find_now()
        for form in facts.FORMS_OF[facts.kind_of(fact)]:
            if form not in _TELL_NO_NUMBER and not facts.check_form(fact, form):
                with suppress(ContentError):  # this language lacks what the form needs
                    shown = facts.show(fact, form, self.language, labels, now)
                    if form != "words" or len(split_words(shown)) >= _SAID_IN_WORDS:
                        yield shown
        yield from fact.members
        values = [point.value for point in fact.points]
        for value in [fact.value, *values] if fact.value is not None else values:
            yield from (format(value, "f"), numerals.show_number(value, self.language))
            for words in spell_number(value):
                if value >= _TELLING or len(split_words(words)) >= _SAID_IN_WORDS:
                    yield words
                yield from (f"{words} {unit}" for unit in fact.unit.values() if unit)
            yield from (f"{value:f} {unit}" for unit in fact.unit.values() if unit)
            yield from shorten_number(value)
            if roman := write_roman(value):
                yield from (f"{roman} {unit}" for unit in fact.unit.values() if unit)

    def print_cells(self, file: DataTable | None) -> Iterator[str]:
        """A data file → its cells as typed, and its numbers as they are printed."""
        rows = (file.header, *file.rows) if file else ()
        for cell in (cell for row in rows for cell in row):
            yield cell
            if amount := chart_data.parse_amount(cell):
                yield units.show_amount(*amount, self.language)


def _print_part(part: Part, printer: _Printer) -> Iterator[str]:
    """A withheld part → its own texts, dates and countries, and the cells of its data file."""
    yield from printer.print_texts(addresses.own_texts(part.at, part.record))
    for key in keys.of(type(part.record)).values():
        value = getattr(part.record, key.field)
        if key.form is Form.WHEN and value is not None:
            yield printer.print_date(value)
        elif key.form is Form.COUNTRIES:
            yield from value
    if isinstance(part.record, chart_data.WithData):
        yield from printer.print_cells(chart_data.find_file(part.record, printer.briefing.data))


def _find_rule(at: str, rules: Mapping[str, str]) -> str:
    """The address of a text → the rule that bars the part in which it stands, or ""."""
    while at and at not in rules:
        at = at.rpartition(".")[0]
    return rules.get(at, "")


def _print_uses(printer: _Printer) -> Iterator[tuple[str, Secret]]:
    """What only withheld parts use → values as printed, names short and long, sources."""
    briefing, barred = printer.briefing, printer.whole.barred
    for name, rule in barred.facts.items():
        fact, at = briefing.facts[name], f"facts.{name}"
        for number in printer.print_numbers(fact):
            yield number, Secret("S903", "the number", at, rule)
        for text in printer.print_texts(addresses.own_texts(at, fact)):
            yield text, Secret("S901", "words", at, rule)
    for name, rule in barred.names.items():
        secret = Secret("S902", "the name", f"names.{name}", rule)
        yield from ((form, secret) for form in (name, briefing.names[name].long))
    for name, rule in barred.sources.items():
        source, at = briefing.sources[name], f"sources.{name}"
        secret = Secret("S901", "words", at, rule)
        yield source.url, secret
        for text in printer.print_texts(addresses.own_texts(at, source)):
            yield text, secret


def _find_handlings(briefing: Briefing, parts: Iterable[Part]) -> dict[str, str]:
    """A briefing → every handling in it but open, each with the address that has it first."""
    found = {part.handling: part.at for part in reversed(tuple(parts))}
    for name, fact in briefing.facts.items():
        if fact.handling:
            found.setdefault(fact.handling, f"facts.{name}")
    found.pop("open", None)
    return found


# ----------------------------------------------------------------- ids, keys, paths and pictures


def _list_names(whole: _Briefing) -> Iterator[tuple[str, Secret]]:
    """Ids of withheld parts, and the keys of what only they use."""
    for part in whole.parts:
        if part.rule and part.record.id:
            yield part.record.id, Secret("S904", "the id", part.at, part.rule)
    for kind, used in (("facts", whole.barred.facts), ("sources", whole.barred.sources)):
        for name, rule in used.items():
            yield name, Secret("S904", "the key", f"{kind}.{name}", rule)


_PATH = Secret("S904", "the path of a file of the briefing's folder", "", "it is the house's own")


def _list_paths(briefing: Briefing) -> frozenset[str]:
    """The files of a briefing's folder, as they are called in it."""
    written = {place.file for place in briefing.places.values()}
    inside = {"/".join(PurePosixPath(file).parts[-2:]) for file in written}
    tables = {name.partition("#")[0] for name in briefing.data}
    return frozenset({*inside, *briefing.files, *tables})


def _list_pictures(whole: _Briefing, used: frozenset[str]) -> Iterator[tuple[bytes, Secret]]:
    """Pictures of withheld parts that the edition doesn't show elsewhere → each file's bytes."""
    for part in whole.parts:
        if part.rule and isinstance(part.record, Image) and part.record.image not in used:
            secret = Secret("S906", "the picture", part.at, part.rule)
            yield whole.all.files.get(part.record.image, b""), secret
