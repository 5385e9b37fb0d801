"""Inline nodes, as an author wrote them → runs, as this reader gets them.

Names are written out at their first use in the edition's running text, sources get their note
number at the first call, so texts must be resolved in the order in which they print.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Literal, assert_never

from briefwright import facts
from briefwright.audience import Audience
from briefwright.document.counters import write_digits
from briefwright.edition import references, rewording, rounding
from briefwright.edition.cell_notes import CellNotes
from briefwright.edition.directions import set_against
from briefwright.edition.label_choice import choose_digits
from briefwright.edition.numbering import FigureNumber, Heading
from briefwright.edition.runs import (
    Bold,
    Call,
    Datum,
    Direction,
    Footnote,
    Foreign,
    Hyperlink,
    PartBegin,
    Reference,
    Run,
    Stressed,
    Words,
    fill,
    join,
    put_together,
)
from briefwright.edition.runs import text as words_of
from briefwright.edition.selection import find_fact_bar
from briefwright.edition.untranslated import find_untranslated
from briefwright.edition.web_addresses import link_addresses
from briefwright.edition.withholding import Uses
from briefwright.facts import Labels, dates, numerals
from briefwright.facts.sentences import NOWHERE, Position, locate_braces
from briefwright.model.dictionary import (
    Brace,
    Briefing,
    Cite,
    Common,
    DateBrace,
    Emphasis,
    Fact,
    Inline,
    Link,
    Name,
    PartStart,
    Source,
    Str,
    Strong,
    Text,
    When,
)
from briefwright.problems import ContentError, Problem

# Running text writes a name out at first use; headings, labels, captions and cells keep it short.
# What follows a label goes on in its sentence; in cells numbers stand as they are, never rounded.
Setting = Literal["running", "labelled", "short", "cell"]

# Marks of direction, which nobody sees.
_TO_THE_LEFT, _TO_THE_RIGHT = "\u200f", "\u200e"
# What is one number, whose parts must keep their order: +996 312 555 010, 8 800 555 00 18, −5.5%.
_NUMBER = re.compile(
    r"(?<![\w+])(?:\+\d+(?:[ -]\d+)+|\d{1,4}(?:[ -]\d{2,4}){3,}"
    r"|[+\u2212-]\d+(?:[.,\u00a0\u202f]\d+)*(?:\s?%)?)(?!\w)"
)


def anchor(at: str) -> str:
    """An address → the id that it has in the page."""
    return at.replace("/", "-").replace(".", "-")


@dataclass
class Resolver:
    """Resolves texts one after the other; remembers which names and sources it has met.

    `barred` are names and sources that only parts use which this reader must not see.
    `brackets` counts the round brackets that are open in the text at hand, where a name that is
    written out must not open another. `original` is the briefing as it was written; `lacking` are
    the addresses of what was printed in its language, since the edition's own lacks it. A text can
    refer to `figures`, `headings` and all other `addresses`; `naming` are those whose headings are
    being quoted; `cell_notes` are those of the table at hand. It `discloses` once a text has called
    a fact that the reader must not see.
    """

    briefing: Briefing
    audience: Audience
    language: str
    labels: Labels
    figures: Mapping[str, FigureNumber]
    barred: Uses = field(default_factory=Uses)
    problems: list[Problem] = field(default_factory=list)
    discloses: bool = False
    lacking: dict[str, None] = field(default_factory=dict)
    names_met: dict[str, None] = field(default_factory=dict)
    notes: dict[str, int] = field(default_factory=dict)
    brackets: int = 0
    original: Briefing | None = None
    headings: Mapping[str, Heading] = field(default_factory=dict)
    addresses: frozenset[str] = frozenset()
    naming: tuple[str, ...] = ()
    positions: Mapping[int, Position] = field(default_factory=dict)
    cell_notes: CellNotes | None = None

    def resolve(self, text: Text, at: str, setting: Setting = "running") -> tuple[Run, ...]:
        """A text at an address → its runs."""
        self.brackets = 0
        return self._resolve(text, at, setting)

    def _resolve(self, text: Text, at: str, setting: Setting) -> tuple[Run, ...]:
        outer, self.positions = self.positions, locate_braces(text.content)
        runs = self._resolve_here(text, at, setting)
        self.positions = outer
        return runs

    def _resolve_here(self, text: Text, at: str, setting: Setting) -> tuple[Run, ...]:
        if not text.untranslated:
            return link_addresses(self._resolve_all(text.content, at, setting))
        here = self.briefing, self.language, self.labels
        self.briefing = self.original or self.briefing
        self.language = self.briefing.metadata.language
        self.labels = self.audience.theme.labels.find(self.language) or self.labels
        runs = link_addresses(self._resolve_all(text.content, at, setting))
        self.briefing, self.language, self.labels = here
        return self.mark_foreign(text.untranslated, runs)

    def mark_foreign(self, at: str, runs: tuple[Run, ...]) -> tuple[Run, ...]:
        """The address of what isn't translated, and its runs → the same with a mark before them."""
        self.lacking.setdefault(at)
        language = self.briefing.metadata.language
        mark = Words(f"{self.word('words.untranslated')} ")
        direction = dates.direction(language)
        if direction == self.direction:
            return (mark, Foreign(runs, language, direction))
        return (mark, set_against(runs, language, direction))

    def mark_untranslated(self, at: str, words: str) -> str:
        """The address of what isn't translated, or "", and its words → with a mark before them."""
        if not at:
            return words
        self.lacking.setdefault(at)
        return f"{self.word('words.untranslated')} {words}"

    def show_words(self, at: str, words: str) -> str:
        """Words without markup at an address → the same, marked where they aren't translated."""
        return self.mark_untranslated(at if at in self.briefing.untranslated else "", words)

    def word(self, key: str, filling: str = "") -> str:
        """A key of the labels, such as `words.figure` → the word, its one gap filled in."""
        word = self.labels[key]
        return dates.fill_phrase(word, filling) if filling else word

    @property
    def direction(self) -> Direction:
        """How this edition's language runs."""
        return dates.direction(self.language)

    @property
    def digits(self) -> str:
        """The digits in which this edition counts, by their name in CSS; "" for Latin ones."""
        return choose_digits(self.labels)

    @property
    def comma(self) -> str:
        """What stands between the parts of a line in this edition's language."""
        return self.separator(self.word("signs.comma"))

    @property
    def semicolon(self) -> str:
        """What stands between parts that hold commas."""
        return self.separator(self.word("signs.semicolon"))

    @property
    def edition(self) -> str:
        """Which edition this is, in words: its number in the digits of the language."""
        number = self.briefing.metadata.edition
        shown = dates.localise_digits(number, self.labels) if number.isdecimal() else number
        return self.word("words.edition", shown)

    @property
    def colon(self) -> str:
        """What stands before what is listed or explained."""
        return self.word("signs.colon")

    def separator(self, sign: str) -> str:
        """A sign between two parts → the same, so that each part keeps its place in the line.

        From right to left, a number after Latin words would be taken for a part of them.
        """
        return f"{sign.rstrip()}{_TO_THE_LEFT} " if self.direction == "rtl" else sign

    def _keep_numbers(self, words: str) -> str:
        """Words → the same, so that what stands in a number stays there in any line."""
        return _NUMBER.sub(lambda found: self.keep_direction(found[0]), words)

    def keep_direction(self, words: str) -> str:
        """A web address → the same, so that its signs stay where they are in any line."""
        return f"{_TO_THE_RIGHT}{words}{_TO_THE_RIGHT}" if self.direction == "rtl" else words

    def name_series(self, figure: FigureNumber) -> str:
        """A figure's number → the word of its series: “Figure”, “Table”."""
        return self.word(f"words.{figure.series}")

    def show_date(self, when: When, today: When | None = None) -> str:
        """A date or period → how this edition's language prints it, on its day or another."""
        now = self.find_now(today)
        return self.mark_untranslated(
            when.untranslated, dates.show_date(when, self.language, self.labels, now)
        )

    def find_now(self, today: When | None = None) -> datetime | None:
        """A day, or else that of this edition → its end; nothing for words."""
        metadata = self.briefing.metadata
        day = dates.period(today or metadata.as_of or metadata.date)
        return day.end if day else None

    def use_fact(self, name: str, at: str) -> Fact:
        """The name of a fact, for a text at an address → the fact.

        It is a fault where its handling keeps the fact from this reader: leaving out one number
        would leave a text that says something else.
        """
        fact = self.briefing.facts[name]
        if find_fact_bar(fact, self.audience):
            self.discloses = True
            self._refuse(name, at)
        return fact

    def show_number(self, value: Decimal) -> str:
        """A number → as this edition's language prints it."""
        return dates.localise_digits(numerals.show_number(value, self.language), self.labels)

    def show(self, fact: Fact, form: str, at: str = "") -> str:
        """A fact in one of its forms, for a text at an address → how this language prints it.

        It is a fault, and nothing is printed, where fact or language lack what the form needs.
        """
        try:
            shown = facts.show(fact, form, self.language, self.labels, self.find_now())
        except ContentError as error:
            self._report(error, at)
            return ""
        return self.mark_untranslated(
            find_untranslated(fact, form, self.briefing.untranslated), shown
        )

    def show_amount(self, fact: Fact, at: str) -> tuple[str, str]:
        """A fact for an address → its number with its sign, and the words of its unit."""
        try:
            shown, words = facts.show_amount(fact, self.language, self.labels)
        except ContentError as error:
            self._report(error, at)
            return "", ""
        if not words:
            return shown, ""
        return shown, self.mark_untranslated(
            find_untranslated(fact, "unit", self.briefing.untranslated), words
        )

    def _report(self, error: ContentError, at: str) -> None:
        where = self.briefing.places.get(at)
        self.problems += [replace(one, where=where, at=at) for one in error.problems]

    def capitalise(self, words: str) -> str:
        """What begins a sentence, an item or a cell → with a capital letter."""
        return rewording.capitalise(words, self.language)

    def prefer(self, common: Common) -> tuple[str, Text] | None:
        """A block or item → the rewording that this audience prefers, and its key, or nothing."""
        return rewording.prefer(common, self.audience.prefers)

    def cite(self, source: str, at: str) -> tuple[Run, ...]:
        """The name of a source that a block rests on → its note call, or nothing."""
        return self._cite(Cite(source), at) if source else ()

    def _resolve_all(
        self, content: tuple[Inline, ...], at: str, setting: Setting
    ) -> tuple[Run, ...]:
        return put_together(*(self._resolve_one(inline, at, setting) for inline in content))

    def _resolve_one(self, inline: Inline, at: str, setting: Setting) -> tuple[Run, ...]:
        match inline:
            case Str():
                self.brackets += inline.text.count("(") - inline.text.count(")")
                return (Words(self._keep_numbers(inline.text)),)
            case Emphasis():
                return (Stressed(self._resolve_all(inline.content, at, setting)),)
            case Strong():
                return (Bold(self._resolve_all(inline.content, at, setting)),)
            case Link():
                return self._resolve_link(inline, at, setting)
            case Cite():
                return self._cite(inline, at)
            case DateBrace():
                return (Words(self.show_date(When(inline.date))),)
            case Brace():
                return self._resolve_brace(inline, at, setting)
            case PartStart():
                return (PartBegin(inline.part, inline.number, self.digits),)
            case _:
                assert_never(inline)

    def _resolve_brace(self, brace: Brace, at: str, setting: Setting) -> tuple[Run, ...]:
        if brace.name in self.briefing.facts:
            return self._show_fact(self.use_fact(brace.name, at), brace, at, setting)
        if name := self.briefing.names.get(brace.name):
            shown = self._show_name(brace.name, name, brace.form, setting)
            if self._begins(brace, setting):
                shown = self.capitalise(shown)
            return (Words(self.show_words(f"names.{brace.name}", shown)),)
        if brace.name in self.addresses:
            return self._refer(brace, at)
        if brace.noted:
            return self._refer_to_note(brace, at)
        self._refuse(brace.name, at)
        return ()

    def _refer(self, brace: Brace, at: str) -> tuple[Run, ...]:
        """A brace that names another part of this edition → what says so, and leads there."""
        name, heading, figure = (
            brace.name,
            self.headings.get(brace.name),
            self.figures.get(brace.name),
        )
        id, place = (f"h-{anchor(name)}", heading.at) if heading else (anchor(name), name)
        if figure and not brace.form:  # as its caption has it
            shown = f"{self.name_series(figure)} {figure.number}"
            return (Reference(id, shown, "label", shown, place),)
        title = self._quote_heading(name, heading, at) if heading else ""
        phrase = references.choose_phrase(figure or heading, brace.form, title)
        try:
            said = references.write(phrase, self.labels) if phrase else ""
        except KeyError as missing:
            self._report_form(brace, at, f"the labels of “{self.language}” lack {missing}")
            return ()
        if phrase is None:
            self._report_form(brace, at, "it has no number in this edition")
            return ()
        if phrase.key and self.positions.get(brace.offset, NOWHERE).begins:
            said = self.capitalise(said)
        return (Reference(id, said, phrase.shows, phrase.result, place),)

    def _refer_to_note(self, brace: Brace, at: str) -> tuple[Run, ...]:
        """A brace that names the note of a source → “note 3”, still without its number."""
        phrase = references.choose_note_phrase(brace.form)
        try:
            said = references.write(phrase, self.labels)
        except KeyError as missing:
            self._report_form(brace, at, f"the labels of “{self.language}” lack {missing}")
            return ()
        if phrase.key and self.positions.get(brace.offset, NOWHERE).begins:
            said = self.capitalise(said)
        id, place = f"note-{anchor(brace.noted)}", f"sources.{brace.noted}"
        return (Reference(id, said, phrase.shows, phrase.result, place),)

    def _quote_heading(self, name: str, heading: Heading, at: str) -> str:
        """A heading that is quoted in a text at an address → its words, without its notes."""
        if name in self.naming:
            message = f"The heading of {name} refers to itself, so that it can't be quoted."
            self.problems.append(Problem("A514", message, self.briefing.places.get(at), at))
            return ""
        outer, self.naming = self.naming, (*self.naming, name)
        kept = tuple(part for part in heading.words.content if not isinstance(part, Cite))
        said = words_of(self._resolve(replace(heading.words, content=kept), heading.at, "short"))
        self.naming = outer
        return said

    def _resolve_link(self, link: Link, at: str, setting: Setting) -> tuple[Run, ...]:
        runs = self._resolve_all(link.content, at, setting)
        name = link.href.removeprefix("#")
        if name == link.href or name in self.addresses:
            return (Hyperlink(runs, f"#{anchor(name)}" if name != link.href else link.href),)
        self._refuse(name, at)
        return runs

    def _refuse(self, name: str, at: str) -> None:
        message = (
            f"The text refers to {{{name}}}, which the audience “{self.audience.name}” doesn't "
            "get. Give it other words, as `plain:` or `short:`, or keep the text from it with "
            "`not_for:`."
        )
        self.problems.append(Problem("A505", message, self.briefing.places.get(at), at))

    def _report_form(self, brace: Brace, at: str, why: str) -> None:
        message = (
            f"The audience “{self.audience.name}” can't get {{{brace.name}.{brace.form}}}: {why}. "
            f"Write {{{brace.name}}}."
        )
        self.problems.append(Problem("A513", message, self.briefing.places.get(at), at))

    def _show_fact(self, fact: Fact, brace: Brace, at: str, setting: Setting) -> tuple[Run, ...]:
        form, position = brace.form, self.positions.get(brace.offset, NOWHERE)
        for part in fact.compared if form == "parts" else ():
            self.use_fact(part.name, at)  # its number is printed
        digits = 0 if setting == "cell" else self.audience.rounding
        known, bounds = self.briefing.facts, self.word("words.bounds")
        near = rounding.round_in_sentence(fact, position, known, digits, bounds)
        near = rounding.hedge(
            near, position, self.word("words.near"), self.word("words.near_after")
        )
        near = fact if form == "parts" else near
        shown = ""
        if self.audience.numbers == "words" and not rounding.ends_with(
            position.before, self.word("words.oblique")
        ):
            shown = rewording.put_in_words(near, form, self.language, self.labels)
        shown = shown or self.show(near, form, at)
        if form != "unit" and self._begins(brace, setting):
            shown = self.capitalise(shown)
        if not shown or form in ("date", "as_of"):
            return (Words(shown),)
        return (Datum(fact.name, facts.plain_value(fact, form), self._keep_numbers(shown)),)

    def _begins(self, brace: Brace, setting: Setting) -> bool:
        """Whether a sentence begins with what a brace prints; a text after its label goes on."""
        return self.positions.get(brace.offset, NOWHERE).begins and setting != "labelled"

    def show_alone(self, name: str, at: str, setting: Setting = "running") -> tuple[Run, ...]:
        """The name of a fact that stands alone at an address → its run, as a text prints it."""
        return self._show_fact(self.use_fact(name, at), Brace(name), at, setting)

    def _show_name(self, called: str, name: Name, form: str, setting: Setting) -> str:
        """A name and the form after its dot, perhaps one of its cases → what is printed."""
        short, long = name.short, name.cases.get(form, name.long)
        style = self.audience.acronyms
        running = setting in ("running", "labelled")
        if form == "short" or (form != "long" and not running and style != "long"):
            return short
        first = called not in self.names_met
        if running:
            self.names_met.setdefault(called)
        if form == "long" or style == "long" or short == name.long:
            return long
        if not first or style != "first_use":
            return short
        explained = self.comma + short if self.brackets > 0 else self.word("signs.brackets", short)
        return f"{long}{explained}"

    def _cite(self, cite: Cite, at: str) -> tuple[Run, ...]:
        if self.cell_notes and self.cell_notes.has(cite):
            return (self._set_call(self.cell_notes.call(cite)),)
        if cite.source not in self.briefing.sources:
            message = (
                f"No note “{cite.source}” stands under a table here, and no source is called so."
            )
            self.problems.append(Problem("C230", message, self.briefing.places.get(at), at))
            return ()
        source = self.briefing.sources[cite.source]
        match self.audience.sources:
            case "none":
                return ()
            case "inline":
                return (Words(self.word("signs.brackets", self.name_source(source, cite.locator))),)
            case _:
                return self._build_note(source, cite.locator, at)

    def number_note(self, source: str) -> str:
        """A source → its one number in this edition as it is printed, given at the first call."""
        count = self.notes.setdefault(source, len(self.notes) + 1)
        return write_digits(str(count), self.digits)

    def _build_note(self, source: Source, locator: str, at: str) -> tuple[Run, ...]:
        first = source.name not in self.notes
        number = self.number_note(source.name)
        id = f"note-{anchor(source.name)}"
        at_foot = self.audience.sources == "footnotes"
        place = (Words(f" {locator}"),) if locator else ()
        if first and at_foot:
            content = (*self.write_reference(source), *place)
            return (Footnote(id, f"sources.{source.name}", number, content),)
        short = (*self._write_short(source), *place) if at_foot else ()
        shown = f"{number}{self.comma}{locator}" if locator else number
        return (self._set_call(Call(id, number, shown, short)),)

    def _set_call(self, call: Call) -> Call:
        """A call → in brackets where it is as large as the text.

        From right to left, a mark keeps its digits from being read as part of a number before them.
        """
        shown = f" [{call.text}]" if self.audience.large_print else call.text
        return replace(call, text=f"{_TO_THE_LEFT}{shown}" if self.direction == "rtl" else shown)

    def _write_short(self, source: Source) -> tuple[Run, ...]:
        """A source → what stands in place of its reference where that was given before."""
        title = self.mark_title(source.title, f"sources.{source.name}")
        return fill(self.word("words.note_again"), title=title)

    def mark_title(self, title: Text, at: str) -> tuple[Run, ...]:
        """The title of a work at an address → it as a reference has it: stressed, in 《》."""
        said, phrase = self.resolve(title, at, "short"), self.word("signs.title")
        has_marks = words_of(said)[:1] == phrase[:1]
        return fill("{title}" if has_marks else phrase, title=(Stressed(said),))

    def name_source(self, source: Source, locator: str = "") -> str:
        """A source, and where in it → how a source line names it: publisher, date, place."""
        parts = [self.print_plain(source.publisher or source.author or source.title)]
        parts += [self.show_date(source.date)] if source.date else []
        return self.comma.join([*parts, locator] if locator else parts)

    def print_plain(self, text: Text) -> str:
        """A text → its words alone, names short."""
        return words_of(self._resolve(text, "", "short"))

    def write_reference(self, source: Source) -> tuple[Run, ...]:
        """A source → its full reference: author, title, publisher, date, address."""
        at = f"sources.{source.name}"
        parts: list[tuple[Run, ...]] = []
        if source.author:
            parts.append(self.resolve(source.author, at, "short"))
        parts.append(self.mark_title(source.title, at))
        if source.publisher:
            parts.append(self.resolve(source.publisher, at, "short"))
        if source.date:
            parts.append((Words(self.show_date(source.date)),))
        if source.url:
            parts.append((Hyperlink((Words(self.keep_direction(source.url)),), source.url),))
        note = (Words(" "), *self.resolve(source.note, at, "short")) if source.note else ()
        stop = Words(self.word("signs.stop"))
        return (*put_together(join(parts, self.comma), (stop,)), *note)
