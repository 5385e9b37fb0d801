"""How a page and a finished PDF say the same beside their leaves: places, heads, addresses."""

import re
import unicodedata
from collections.abc import Sequence
from urllib.parse import unquote

from briefwright.document.marks import normalise

# About what a PDF says something beside its leaves.
ABOUT = frozenset({
    "title", "author", "subject", "keywords", "creator", "date of creation", "date of change",
    "language", "property", "link", "bookmark of the outline", "place", "head, foot or watermark",
    "size of a page", "head of a table that goes on", "attached file", "cell of an attached file",
    "file of a figure", "heading", "cell of a table", "list", "language of a part",
    "box of a figure", "picture", "structure",
})  # fmt: skip


def describe_spot(page: int, left: float, top: float) -> str:
    """A page's number and a spot on it, in points from its lower left corner → the words for it.

    A PDF has few digits: 626.85 there is 626.84999 in a layout, and both must be said alike.
    """
    left, top = round(left, 3), round(top, 3)
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
    return f"page {page}: {_sort_from_right(said)}"


def _sort_from_right(text: str) -> str:
    """A text → the same; one that runs from right to left, which a PDF keeps as seen, sorted.

    Numbers alone, as in “1 / 4”, run as their page does, so they are put in order.
    """
    if not any(map(str.isalpha, text)):
        return " ".join(sorted(re.findall(r"\d+", text)))
    if any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text):
        return "".join(sorted(letter for letter in text if letter.isalnum()))
    return text


def describe_size(page: int, width: float, height: float) -> str:
    """A page's number, width and height in points → the words for it."""
    return f"page {page}: {width:.0f} × {height:.0f}"


def describe_attachment(number: int, name: str, relation: str, title: str, day: str) -> str:
    """An attached file: its place among all, its name, how it stands to what shows it, its
    description, the day of its data ("2024-09-21", or nothing) → the words for it."""
    dated = day.replace("-", "") or "no day"
    return f"{number}: {name}, {relation}, “{' '.join(title.split())}”, of {dated}"


def describe_attached_cell(name: str, row: int, column: int, text: str) -> str:
    """A file's name, a line and a place in it from 1, the text there → the words for it."""
    return f"{name}, line {row}, cell {column}: {' '.join(text.split())}"


def describe_cell(
    table: int, row: int, place: int, kind: str, heads: Sequence[str], spans: tuple[int, int]
) -> str:
    """A cell: the number of its table, row and place in it, from 1; what it is (“data”, “heading
    of a column” or “of a row”), its heading cells (“1.2”), columns and rows that it covers."""
    under = f" under {', '.join(heads)}" if heads else ""
    wide = "" if spans == (1, 1) else f", {spans[0]} wide and {spans[1]} high"
    return f"table {table}, cell {row}.{place}: {kind}{under}{wide}"


def describe_heading(level: int, words: str) -> str:
    """How deep a heading stands, and its words → the words for it; from right to left, letters."""
    return f"level {level}: {_sort_from_right(normalise(words))}"


def describe_language(language: str, words: str) -> str:
    """A language and what is written in it → the words for it, of the text its letters, sorted.

    Pages have numbers that nobody wrote; so have notes. In a line from right to left, a PDF keeps
    the words of another language in the order of the page.
    """
    letters = sorted(filter(str.isalpha, normalise(words)))
    return f"{language}: {''.join(letters)}"


def describe_picture(page: int, width: int, height: int, digest: str) -> str:
    """A page's number, a picture's size in pixels and the digest of what it shows → the words."""
    return f"page {page}, {width} × {height}: {digest}"
