"""Inline nodes, as an author wrote them → runs, as this reader gets them.

Names are written out at their first use in the edition's running text, sources get their note
number at the first call, so texts must be resolved in the order in which they print.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, assert_never

from briefwright import dates, ledger
from briefwright.audience import Audience
from briefwright.edition import saying
from briefwright.edition.document import (
    Bold,
    Call,
    Datum,
    Direction,
    Footnote,
    Hyperlink,
    Reference,
    Run,
    Stressed,
    Words,
)
from briefwright.edition.document import text as words_of
from briefwright.edition.numbering import FigureNumber
from briefwright.edition.wording import joined
from briefwright.model import (
    Brace,
    Briefing,
    Cite,
    Common,
    DateBrace,
    Emphasis,
    Fact,
    Inline,
    Link,
    Source,
    Str,
    Strong,
    Text,
    When,
)
from briefwright.problems import Problem
from briefwright.theme import Labels

# Running text writes a name out at first use; headings, labels, captions and cells keep it short.
Setting = Literal["running", "short"]


def anchor(at: str) -> str:
    """An address → the id that it has in the page."""
    return at.replace("/", "-").replace(".", "-")


@dataclass
class Resolver:
    """Resolves texts one after the other; remembers which names and sources it has met.

    `brackets` counts the round brackets that are open in the text at hand, where a name that is
    written out must not open another.
    """

    briefing: Briefing
    audience: Audience
    language: str
    labels: Labels
    figures: Mapping[str, FigureNumber]
    problems: list[Problem] = field(default_factory=list)
    names_met: dict[str, None] = field(default_factory=dict)
    notes: dict[str, int] = field(default_factory=dict)
    brackets: int = 0

    def runs(self, text: Text, at: str, setting: Setting = "running") -> tuple[Run, ...]:
        """A text at an address → its runs."""
        self.brackets = 0
        return self._all(text.content, at, setting)

    def word(self, key: str, filling: str = "") -> str:
        """A key of the labels, such as `words.figure` → the word, its one gap filled in."""
        word = self.labels[key]
        return dates.in_phrase(word, filling) if filling else word

    @property
    def direction(self) -> Direction:
        """Nothing → how this edition's language runs."""
        return "rtl" if self.labels["direction"] == "rtl" else "ltr"

    def series(self, figure: FigureNumber) -> str:
        """A figure's number → the word of its series: “Figure”, “Table”."""
        return self.word(f"words.{figure.series}")

    def date(self, when: When) -> str:
        """A date or period → how this edition's language prints it."""
        return dates.show_date(when, self.language, self.labels)

    def fact(self, name: str, at: str) -> Fact:
        """The name of a fact, for a text at an address → the fact.

        It is a fault where its handling keeps the fact from this reader: leaving out one number
        would leave a text that says something else.
        """
        fact = self.briefing.facts[name]
        if fact.handling and fact.handling not in self.audience.clearance:
            self._not_for_this_reader(name, at)
        return fact

    def show(self, fact: Fact, form: str, at: str = "") -> str:
        """A fact in one of its forms, for a text at an address → how this language prints it.

        It is as round as the audience wants its numbers. It is a fault, and nothing is printed, where fact or language lack what the form needs.
        """
        try:
            near = saying.rounded(fact, self.audience.rounding)
            return ledger.show(near, form, self.language, self.labels)
        except ledger.FormFault as error:
            where = self.briefing.places.get(at)
            self.problems.append(Problem(error.fault.code, error.fault.message, where, at))
            return ""

    def preferred(self, common: Common) -> tuple[str, Text] | None:
        """A block or item → the rewording that this audience prefers, and its key, if it has one."""
        return saying.preferred(common, self.audience.prefers)

    def cited(self, source: str, at: str) -> tuple[Run, ...]:
        """The name of a source that a block rests on → its note call, or nothing."""
        return self._call(Cite(source), at) if source else ()

    def _all(self, content: tuple[Inline, ...], at: str, setting: Setting) -> tuple[Run, ...]:
        return tuple(run for inline in content for run in self._one(inline, at, setting))

    def _one(self, inline: Inline, at: str, setting: Setting) -> tuple[Run, ...]:
        match inline:
            case Str():
                self.brackets += inline.text.count("(") - inline.text.count(")")
                return (Words(inline.text),)
            case Emphasis():
                return (Stressed(self._all(inline.content, at, setting)),)
            case Strong():
                return (Bold(self._all(inline.content, at, setting)),)
            case Link():
                return (Hyperlink(self._all(inline.content, at, setting), inline.href),)
            case Cite():
                return self._call(inline, at)
            case DateBrace():
                return (Words(self.date(When(inline.date))),)
            case Brace():
                return self._brace(inline, at, setting)
            case _:
                assert_never(inline)

    def _brace(self, brace: Brace, at: str, setting: Setting) -> tuple[Run, ...]:
        if brace.name in self.briefing.facts:
            return self._fact(self.fact(brace.name, at), brace.form, at)
        if name := self.briefing.names.get(brace.name):
            return (Words(self._name(name.short, name.long, brace.form, setting)),)
        if number := self.figures.get(brace.name):
            shown = f"{self.series(number)} {number.number}"
            return (Reference(anchor(brace.name), shown),)
        self._not_for_this_reader(brace.name, at)
        return ()

    def _not_for_this_reader(self, name: str, at: str) -> None:
        message = (
            f"The text refers to {{{name}}}, which the audience “{self.audience.name}” doesn't get."
        )
        self.problems.append(Problem("A505", message, self.briefing.places.get(at), at))

    def _fact(self, fact: Fact, form: str, at: str) -> tuple[Run, ...]:
        shown = self._in_words(fact, form) or self.show(fact, form, at)
        if not shown or form in ("date", "as_of"):
            return (Words(shown),)
        return (Datum(fact.name, ledger.data(fact, form), shown),)

    def _in_words(self, fact: Fact, form: str) -> str:
        """A fact in the form that a text asks for → its number in words, if the audience wants it."""
        if self.audience.numbers != "words":
            return ""
        near = saying.rounded(fact, self.audience.rounding)
        return saying.in_words(near, form, self.language, self.labels)

    def _name(self, short: str, long: str, form: str, setting: Setting) -> str:
        style = self.audience.acronyms
        if form == "short" or (not form and setting == "short" and style != "long"):
            return short
        first = short not in self.names_met
        if setting == "running":
            self.names_met.setdefault(short)
        if form == "long" or style == "long":
            return long
        if not first or style != "first_use":
            return short
        return f"{long}, {short}" if self.brackets > 0 else f"{long} ({short})"

    def _call(self, cite: Cite, at: str) -> tuple[Run, ...]:
        source = self.briefing.sources[cite.source]
        match self.audience.sources:
            case "none":
                return ()
            case "inline":
                return (Words(f" ({self._short_form(source, cite.locator)})"),)
            case _:
                return self._note(source, cite.locator, at)

    def note_number(self, source: str) -> int:
        """A source → its one number in this edition, given at the first call."""
        return self.notes.setdefault(source, len(self.notes) + 1)

    def _note(self, source: Source, locator: str, at: str) -> tuple[Run, ...]:
        first = source.name not in self.notes
        number = str(self.note_number(source.name))
        id = f"note-{anchor(source.name)}"
        if first and self.audience.sources == "footnotes":
            place = (Words(f" {locator}"),) if locator else ()
            content = (*self.reference(source), *place)
            return (Footnote(id, f"sources.{source.name}", number, content),)
        shown = f"{number}, {locator}" if locator else number
        if self.audience.large_print:  # where a call is as large as the text
            shown = f" [{shown}]"
        return (Call(id, number, shown),)

    def _short_form(self, source: Source, locator: str) -> str:
        parts = [self.plain(source.publisher or source.author or source.title)]
        parts += [self.date(source.date)] if source.date else []
        return ", ".join([*parts, locator] if locator else parts)

    def short_form(self, source: Source) -> str:
        """A source → how a figure's source line names it: publisher and date."""
        return self._short_form(source, "")

    def plain(self, text: Text) -> str:
        """A text → its words alone, names short."""
        return words_of(self._all(text.content, "", "short"))

    def reference(self, source: Source) -> tuple[Run, ...]:
        """A source → its full reference: author, title, publisher, date, address."""
        at = f"sources.{source.name}"
        parts: list[tuple[Run, ...]] = []
        if source.author:
            parts.append(self.runs(source.author, at, "short"))
        parts.append((Stressed(self.runs(source.title, at, "short")),))
        if source.publisher:
            parts.append(self.runs(source.publisher, at, "short"))
        if source.date:
            parts.append((Words(self.date(source.date)),))
        if source.url:
            parts.append((Hyperlink((Words(source.url),), source.url),))
        note = (Words(" "), *self.runs(source.note, at, "short")) if source.note else ()
        return (*joined(parts), Words("."), *note)
