"""Briefing + Audience + language → Edition: what this reader gets, selected, resolved, numbered.

bilingual       the door: an edition in one language, or two of them in one document
assembly        the story: slots filled in their order, then what lists the rest
selection       which blocks an audience sees, and in which slot each stands
withholding     what an audience must not see, and what only that uses
numbering       the numbers of figures, tables and headings
composition     selected blocks → nodes; figures, charts, maps, tables: those that show something
resolution      texts → runs: facts, names, dates, sources and figures, as this reader gets them
typography      dashes and quotation marks by language
references      what a text says of another part: its number, its heading, its page
rewording       other words that an audience prefers; numbers rounded, or in words
masthead        the title block, heads and feet, properties
backmatter      contents, lists of figures, sources, glossary
generated       blocks that nobody writes: citation, departures, the annex of numbers
columns         text in two columns, between what keeps the width
large_print     what stands in columns → lists
drafting        an edition and its faults → a draft
floating        a gap on a page → the edition in which text has moved up into it
foreign_lines   lines that run from the left on pages that run from the right
repeated_notes  an edition and the pages of its calls → notes again on pages where they don't stand
page_budget     an edition and its layout → what is over its budget
explanation     which audience gets what, and by which rule not
label_choice    the words that the program prints, or which are lacking
states          two states of a briefing → what an edition of the second says otherwise
comparison      two editions → the facts and texts that the second prints otherwise
changes         the block that says so of an edition that was issued before
document        the Edition, and the Marks that must be found in each of its files
nodes, runs     what it is made of: blocks, leaves, and what stands inside a line; one walk
plots           what a drawing shows, as values
"""

from briefwright.edition.bilingual import (
    attempt,
    extend_places,
    reading_direction,
    select,
    strip_to_title,
)
from briefwright.edition.changes import SLOT as CHANGES
from briefwright.edition.changes import explain_absence, find_earlier
from briefwright.edition.comparison import Difference
from briefwright.edition.comparison import Kind as ChangeKind
from briefwright.edition.document import Edition
from briefwright.edition.drafting import draft, finish_draft
from briefwright.edition.fault_lines import Reader
from briefwright.edition.fitting import check as check_fit
from briefwright.edition.fitting import drop_contents, fit, is_close, set_closer
from briefwright.edition.floating import close_gap
from briefwright.edition.nodes import Item, Leaf, Node, walk
from briefwright.edition.references import find_wrong_pages, number_pages
from briefwright.edition.repeated_notes import repeat_notes
from briefwright.edition.states import Changes, GroupedChanges, compare, find_written, group

__all__ = [
    "CHANGES", "ChangeKind", "Changes", "Difference", "Edition", "GroupedChanges", "Item", "Leaf",
    "Node", "Reader", "attempt", "check_fit", "close_gap", "compare", "draft", "drop_contents",
    "explain_absence", "extend_places", "find_earlier", "find_written", "find_wrong_pages",
    "finish_draft", "fit", "group", "is_close", "number_pages", "reading_direction",
    "repeat_notes", "select", "set_closer", "strip_to_title", "walk",
]  # fmt: skip
