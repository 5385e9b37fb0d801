"""A Mark is one leaf of a document: what stands there, of which kind, on which page.

The HTML, the PDF and the Word file are each read into Marks; `verify` lays them side by side.
Three streams keep their own order: the body, the notes under it, and the texts for those who
can't see a picture.
"""

import re
import unicodedata
from dataclasses import dataclass

from briefwright.vocabulary import MarkKind


@dataclass(frozen=True)
class Mark:
    """One leaf: its kind, its text as printed, its page (0 where unknown), its address (HTML only).

    A PDF cuts a leaf wherever a page ends: what stands there twice as a Mark is one leaf.
    `target` is the id that an entry of the contents leads to, `id` the leaf's own.
    """

    kind: MarkKind
    text: str
    page: int = 0
    at: str = ""
    target: str = ""
    id: str = ""


@dataclass(frozen=True)
class Marks:
    """All Marks of one document, each stream in reading order."""

    body: tuple[Mark, ...] = ()
    notes: tuple[Mark, ...] = ()
    alts: tuple[Mark, ...] = ()


# Lost or invented by typesetting, never by an author: white space at line ends, hyphens at line
# ends, and what PDF libraries put in their place.
_UNSEEN = re.compile(r"[\s\u00ad\u0002\ufffe\u200b-\u200f\u2060\ufeff\-\u2010\u2011]+")


def normalise(text: str) -> str:
    """Printed text → what two formats must have in common: letters, digits, signs, in order."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", folded))


def numbers(text: str) -> tuple[str, ...]:
    """Printed text → its runs of digits, so that “1 57” is not taken for “157”."""
    return tuple(re.findall(r"\d+", unicodedata.normalize("NFKC", text)))
