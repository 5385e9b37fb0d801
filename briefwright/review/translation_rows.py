"""A translation's file → its rows: what each text says, what its translation says so far.

Facts, names, dates and notes are called in braces in both. `Printer` prints them in one language.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from zlib import crc32

from briefwright import facts
from briefwright.content import translation
from briefwright.content.texts import find_cell
from briefwright.content.translation import Translatable
from briefwright.editing import positions
from briefwright.facts import dates, inline, numerals
from briefwright.model import addresses
from briefwright.model.dictionary import Brace, Briefing, Cite, DateBrace, Section, When
from briefwright.problems import ContentError, Place
from briefwright.review.original import Original
from briefwright.review.wording import squeeze
from briefwright.yamlfile import Map, Node, Scalar
from briefwright.yamlfile.source import SpliceError

PROPERTY = "Translation"  # of a translator's file: the language into which it translates
LEFT_TO_RIGHT = "\u200e"  # a mark of direction, which nobody sees
_CALL = re.compile(r"\\.|(\{[^{}]*\}|\[\^[^\]]*\])", re.DOTALL)
_BOOKMARK = re.compile(r"_at_([0-9a-f]{6})_([0-9a-f]{6})_([0-9a-f]{8})")
_COUNTS = tuple(Decimal(one) for one in ("1", "2", "3", "5", "0", "11", "20", "100", "1.5"))


@dataclass(frozen=True)
class Row:
    """One text to translate: its address, the key in its entry, the original, the translation.

    `said` is "" for what nobody has translated yet; lists have one member a line, cells of tables
    a paragraph or an item. `of` is the hash
    of the original, `language` that of the translation; `is_stale` where the original has changed
    since it was translated.
    """

    at: str
    key: str
    source: str
    said: str
    of: str
    language: str
    place: Place
    is_stale: bool = False
    is_list: bool = False
    is_cell: bool = False

    @property
    def has_lines(self) -> bool:
        """Whether each line of it is a paragraph of its own."""
        return self.is_list or self.is_cell

    @property
    def name(self) -> str:
        """Its address, with its key where its entry has several."""
        return self.at if self.key == "text" else f"{self.at}.{self.key}"

    @property
    def number(self) -> str:
        """The checksum by which a file that came back names it."""
        return f"{crc32(self.name.encode()):08x}"

    @property
    def bookmark(self) -> str:
        """The name of its bookmark: of which text, which translation, which row."""
        return f"_at_{self.of}_{digest(self.said)}_{self.number}"


def read_bookmark(names: Iterable[str]) -> tuple[str, str, str]:
    """The bookmarks of a row → the hashes of its original and its translation, its checksum.

    They are "" where no bookmark says them.
    """
    found = next(filter(None, map(_BOOKMARK.fullmatch, names)), None)
    return (found[1], found[2], found[3]) if found else ("", "", "")


def digest(words: str) -> str:
    """Words, however their blanks are written → a short hash of them."""
    return sha256(squeeze(words).encode()).hexdigest()[:6]


def split_calls(text: str) -> Iterator[tuple[str, bool]]:
    """A text as typed → its pieces in order, and whether each is a call: `{loans}`, `[^report]`."""
    start = 0
    for found in _CALL.finditer(text):
        if found[1]:
            yield from ((one, False) for one in (text[start : found.start()],) if one)
            yield found[1], True
            start = found.end()
    if text[start:]:
        yield text[start:], False


def list_calls(text: str) -> list[str]:
    """A text as typed → all that it calls, in order."""
    return [one for one, is_call in split_calls(text) if is_call]


# ----------------------------------------------------------------- the rows


def list_rows(original: Original) -> tuple[Row, ...]:
    """A briefing and the language of its translation → a row for each text that its file names.

    Errors: SpliceError where there is no such file.
    """
    overlay = positions.read_overlay(original.path, original.briefing, original.language)
    try:
        entries = positions.find_translations(overlay).entries
    except SpliceError:
        return ()  # nobody has begun
    known = {key.text: (key.place, value) for key, value in entries}
    stale = original.briefing.overlays[original.language].stale
    cells = addresses.cells(original.briefing.body)
    return tuple(
        row
        for one in translation.list_translatables(original.briefing)
        if one.at in known
        for row in _list_rows(one, *known[one.at], original, one.at in stale, cells)
    )


def _list_rows(
    one: Translatable,
    place: Place,
    entry: Node,
    original: Original,
    is_stale: bool,
    cells: Collection[str],
) -> Iterator[Row]:
    """What can be translated, its entry in the file → a row for each key in which it is said."""
    entries = entry.entries if isinstance(entry, Map) else ()
    said = {key.text: value for key, value in entries if key.text != "of"}
    for key, value in said.items():
        words = "\n".join(positions.read_words(value)).strip()
        source = _describe(one, key, original)
        is_cell = one.at in cells
        if is_cell and isinstance(value, Scalar):
            words, source = (_drop_blank_lines(said) for said in (find_cell(value)[1], source))
        yield Row(one.at, key, source, words, one.digest, original.language, place, is_stale,
                  one.kind == "list", is_cell)  # fmt: skip


def _drop_blank_lines(words: str) -> str:
    return "\n".join(filter(str.strip, words.split("\n")))


def _describe(one: Translatable, key: str, original: Original) -> str:
    """What can be translated, a key of its entry → the original of it, as its author wrote it."""
    briefing = original.briefing
    _, name, *_ = one.at.split(".")
    match one.kind:
        case "list" if one.at.startswith("facts."):
            return "\n".join(briefing.facts[name].members)
        case "list":
            return "\n".join(getattr(briefing.metadata, name))
        case "unit":
            return _describe_unit(briefing.facts[name].unit, key, original)
        case "name" if key == "short":
            return briefing.names[name].short
        case "name":
            return one.source if key == "long" else f"{one.source} ({key})"
        case "text" | "words":
            return one.source


def _describe_unit(unit: Mapping[str, str], form: str, original: Original) -> str:
    """A unit, one of its plural forms in the other language → it, and a number that takes it."""
    language, own = original.language, original.briefing.metadata.language
    count = next((n for n in _COUNTS if numerals.plural_category(n, language) == form), None)
    if count is None:
        return unit["other"]
    word = unit.get(numerals.plural_category(count, own), unit["other"])
    return f"{word} ({numerals.show_number(count, language)})"


def group_rows(rows: tuple[Row, ...], briefing: Briefing) -> Mapping[str, tuple[Row, ...]]:
    """Rows → them by the section in which they stand; "" for what stands in none.

    Facts, names and sources stand under `facts`, `names`, `sources`.
    """
    holders = {
        block: at
        for at, one in addresses.children(briefing.body)
        if isinstance(one, Section)
        for block in addresses.subtree(briefing.body, at)
    }
    grouped: dict[str, list[Row]] = {}
    for row in rows:
        first = row.at.partition(".")[0]
        own = first if first in ("facts", "names", "sources") else ""
        grouped.setdefault(holders.get(first, own), []).append(row)
    return {at: tuple(found) for at, found in grouped.items()}


# ----------------------------------------------------------------- what calls print


@dataclass(frozen=True)
class Printer:
    """Prints what a text calls, by itself: a briefing in the language in which it is printed."""

    briefing: Briefing
    language: str
    labels: facts.Labels

    def show(self, call: str) -> str:
        """A call as typed → what it prints, or itself where that is known in an edition only."""
        match inline.parse(call)[0]:
            case (Cite(source, locator),) if source in self.briefing.sources:
                number = list(self.briefing.sources).index(source) + 1
                return f"[{number}, {locator}]" if locator else f"[{number}]"
            case (DateBrace(date),):
                return dates.show_date(When(date), self.language, self.labels)
            case (Brace(name, form),) if name in self.briefing.names:
                said = self.briefing.names[name]
                return said.cases.get(form, said.long if form == "long" else said.short)
            case (Brace(name, form),) if name in self.briefing.facts:
                return self._show_fact(name, form) or call
            case _:
                return call

    def _show_fact(self, name: str, form: str) -> str:
        try:
            return facts.show(self.briefing.facts[name], form, self.language, self.labels)
        except ContentError:
            return ""  # as where its unit isn't translated yet


def make_printers(original: Original) -> tuple[Printer, Printer]:
    """A briefing and the language of its translation → what prints it as it is, and translated."""
    briefing, language = original.briefing, original.language
    labels = original.audience.theme.labels
    own = briefing.metadata.language
    return (
        Printer(briefing, own, labels.find(own) or labels["en"]),
        Printer(
            translation.translate(briefing, language), language,
            labels.find(language) or labels["en"],
        ),
    )  # fmt: skip
