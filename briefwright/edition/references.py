"""What a text says of another part of its edition → “Figure 2”, “section 2.3”, “page 4”, linked.

The words stand in the labels under `references`, so that each language has its own order and its
own cases: `section: раздел {number}`, `section.genitive: раздела {number}`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from briefwright.document.counters import write_digits
from briefwright.edition.document import Edition
from briefwright.edition.nodes import Leaf, Part, map_leaves
from briefwright.edition.numbering import FigureNumber, Heading
from briefwright.edition.runs import Reference, Run, Shown, Words, map_runs
from briefwright.facts import Labels, dates
from briefwright.problems import Problem

UNKNOWN = "…"  # a page until the edition has been laid out, a note until all are numbered


@dataclass(frozen=True)
class Phrase:
    """A phrase of the labels, "" for none, what fills its gap, and what that is."""

    key: str
    result: str
    shows: Shown


def choose_phrase(target: FigureNumber | Heading | None, form: str, title: str) -> Phrase | None:
    """What a brace names, its form, the words of its heading → what says so, or None.

    There is none for the number of a heading that has none in this edition, and for what has
    neither number nor heading, whose page alone can be named.
    """
    if form == "page":
        return Phrase("page", UNKNOWN, "page")
    match target:
        case FigureNumber(kind, number) | Heading(kind=kind, number=number):
            pass
        case None:
            return None
    if form == "title":
        return Phrase("", title, "title")
    if form == "number":
        return Phrase("", number, "number") if number else None
    case = f".{form}" if form else ""
    if number:
        return Phrase(f"{kind}{case}", number, "number")
    return Phrase(f"{kind}_title{case}", title, "title")


def choose_note_phrase(form: str) -> Phrase:
    """The form of a reference to a note → what says so, still without the note's number."""
    key = "" if form == "number" else f"note.{form}" if form else "note"
    return Phrase(key, UNKNOWN, "note")


def write(phrase: Phrase, labels: Labels) -> str:
    """A phrase and the labels → its words. Errors: KeyError where this language lacks it."""
    if not phrase.key:
        return phrase.result
    return dates.fill_phrase(labels[f"references.{phrase.key}"], phrase.result)


# ----------------------------------------------------------------- notes


def number_notes(part: Part, numbers: Mapping[str, str], names: Mapping[str, str]) -> Part:
    """A part of an edition → the same, each reference to a note with the note's number.

    `numbers` are those of the sources, by address, that have a note in this edition; another source
    is called by its name.
    """

    def change(run: Run) -> Run:
        if not isinstance(run, Reference) or run.shows != "note":
            return run
        if run.at not in numbers:
            return Words(names[run.at])
        number = numbers[run.at]
        return replace(run, text=run.text.replace(run.result, number), result=number)

    return map_leaves(part, lambda leaf: replace(leaf, runs=map_runs(leaf.runs, change)))


# ----------------------------------------------------------------- pages


def number_pages(edition: Edition, page_of: Mapping[str, int]) -> Edition:
    """An edition and the page of each address → the same, each reference to a page naming it."""

    def change(run: Run) -> Run:
        if not isinstance(run, Reference) or run.shows != "page":
            return run
        page = write_digits(str(_find_page(run.at, page_of)), edition.digits)
        return replace(run, text=run.text.replace(run.result, page), result=page)

    def number(leaf: Leaf) -> Leaf:
        return replace(leaf, runs=map_runs(leaf.runs, change))

    masthead, blocks = map_leaves((edition.masthead, edition.blocks), number)
    return replace(edition, masthead=masthead, blocks=blocks)


def find_wrong_pages(edition: Edition, page_of: Mapping[str, int]) -> tuple[Problem, ...]:
    """A finished edition and the page of each address → a fault for each page named wrongly.

    Naming a page may push its target to another one, and back again.
    """
    right = number_pages(edition, page_of)
    pairs = zip(edition.leaves(), right.leaves(), strict=True)
    message = "The page that is named here moves each time that it is named; name the part alone."
    return tuple(Problem("P908", message, at=one.at) for one, other in pairs if one != other)


def _find_page(at: str, page_of: Mapping[str, int]) -> int:
    """An address and the page of each → its own, or that of the first part of it that is drawn."""
    if found := page_of.get(at):
        return found
    parts = (page for place, page in page_of.items() if page and place.startswith(f"{at}."))
    return min(parts, default=1)
