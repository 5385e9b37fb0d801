"""How a page and a finished PDF say the same beside their leaves: places, heads, addresses."""

import unicodedata
from urllib.parse import unquote

from briefwright.document.marks import normalise

# About what a PDF says something beside its leaves.
ABOUT = frozenset({
    "title", "author", "subject", "keywords", "creator", "date of creation", "date of change",
    "language", "property", "link", "bookmark of the outline", "place", "head, foot or watermark",
    "size of a page", "head of a table that goes on",
})  # fmt: skip


def describe_spot(page: int, left: float, top: float) -> str:
    """A page's number and a spot on it, in points from its lower left corner → the words for it."""
    return f"page {page}, {left:.1f} from the left, {top:.1f} from the foot"


def describe_link(words: str, target: str) -> str:
    """What a link says and where it leads → the words for it, the address unescaped."""
    return f"{' '.join(words.split())} → {unquote(target)}"


def describe_running(page: int, text: str) -> str:
    """All that stands in the margins of a page, in the order in which it is drawn → the words.

    What runs from right to left is drawn in the order of the page: its letters are compared.
    """
    printed = unicodedata.normalize("NFKC", text)
    said = "".join(letter for letter in printed if normalise(letter))
    if any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in said):
        said = "".join(sorted(letter for letter in said if letter.isalnum()))
    return f"page {page}: {said}"


def describe_size(page: int, width: float, height: float) -> str:
    """A page's number, width and height in points → the words for it."""
    return f"page {page}: {width:.0f} × {height:.0f}"
