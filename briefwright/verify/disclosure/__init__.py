"""Withheld words, names and numbers → looked for in the finished bytes, before they are written.

The files are taken apart here by means of this package's own, not by those that wrote them or that
read them back for the account.

withheld    an edition → what its files must not hold
searching   finished files → each withheld thing in them, as a fault
in_pdf, in_package, in_xml, in_picture
            a file → its texts, each with where it stands
parts       what they all give: a text, its place, its sort
words       printed text → words that can be compared
"""

from briefwright.verify.disclosure.searching import (
    discloses,
    find_stated,
    permit,
    redact,
    search,
    search_texts,
)
from briefwright.verify.disclosure.withheld import WithheldContent, collect_withheld

__all__ = [
    "WithheldContent", "collect_withheld", "discloses", "find_stated", "permit", "redact",
    "search", "search_texts",
]  # fmt: skip
