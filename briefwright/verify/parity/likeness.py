"""One leaf as it should be and one as it was found: what they have in common."""

import re
import unicodedata
from collections.abc import Mapping
from difflib import SequenceMatcher
from itertools import accumulate
from typing import Literal

from briefwright.document.marks import Mark, normalise, numbers, strip_breaks
from briefwright.document.vocabulary import MarkKind

Direction = Literal["ltr", "rtl"]
# How a file keeps the letters of a leaf: as they are read, or as they stand on pages that run so.
Order = Literal["read", "ltr", "rtl"]
Kinds = Mapping[MarkKind, frozenset[MarkKind]]

# What may stand for what, beside itself. A template may set a paragraph as an item or give it a
# heading's rank; a PDF has one tag for items, notes and lines of the contents.
IN_HTML: Kinds = {
    "paragraph": frozenset({"item", "cell", "heading"}),
    "item": frozenset({"paragraph", "cell"}),
}
IN_FILES: Kinds = {
    "entry": frozenset({"item", "paragraph"}),
    "note": frozenset({"item", "paragraph"}),
}

SHORTEST_COMMON = 4  # letters in a row that two texts share by more than chance

# Readers of PDF turn these round on lines from the right, quotation marks among them.
_BRACKETS = str.maketrans("", "", "()[]{}<>«»‹›⟨⟩“”‘’")
_STAYS = re.compile(r"[^\W\d_](.*[^\W\d_])?[.,:;!?]?", re.DOTALL)  # a line of words, read in order
_MAY_BREAK = "\u200b"
_HYPHENS = frozenset("-\u00ad\u2010\u2011")
_CUT = re.compile(r"(?<=\d)[^\S\n]*[\n\u00ad\u0002\ufffe]\s*(?=\d)")  # a line's end in a number


def letters(text: str) -> str:
    """Printed text → what can be compared of it; “-” for a hyphen by itself, "" for nothing."""
    return normalise(text) or ("" if _HYPHENS.isdisjoint(text) else "-")


def is_blank(mark: Mark) -> bool:
    """A Mark → whether it shows nothing: some formats have no empty cells."""
    return mark.kind != "figure" and not letters(mark.text)


def has_rtl(text: str) -> bool:
    """Text → whether a letter of it runs from right to left."""
    return any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text)


def may_turn(text: str, order: Order) -> bool:
    """Text and how a file keeps its letters → whether they may stand there in another order.

    So does a right-to-left script on any page, and on one that runs so, what begins or ends with
    a number or a sign, and what has brackets. Source: Unicode Standard Annex 9, rules N1 and L2.
    """
    if order == "read":
        return False
    if has_rtl(text):
        return True
    if order == "ltr":
        return False
    plain = strip_breaks(text).strip()
    stays = plain.isdecimal() or _STAYS.fullmatch(plain)
    return not stays or plain != plain.translate(_BRACKETS)


def sort_letters(text: str) -> str:
    """Letters → the same in an order of their own, without brackets, which are mirrored."""
    return "".join(sorted(text.translate(_BRACKETS)))


def may_stand_for(expected: MarkKind, found: MarkKind, kinds: Kinds) -> bool:
    """Two kinds and a table of what may stand for what → whether this may; "" is any kind."""
    return not expected or found == expected or found in kinds.get(expected, frozenset())


def same_numbers(expected: str, found: str) -> bool:
    """Two texts with the same letters → whether their numbers begin and end at the same digits.

    The end of a line inside a number, as in a long web address, is not the end of that number.
    """
    found = _join_lines(expected, found)
    if numbers(expected) == numbers(found):
        return True
    cut = _CUT.sub("~", unicodedata.normalize("NFKC", found))
    printed = "|".join(part for part in re.split(r"[^\d~]+", cut) if part)
    wanted = "[~|]".join("~?".join(number) for number in numbers(expected))
    return re.fullmatch(wanted, printed) is not None


def _join_lines(expected: str, found: str) -> str:
    """Two texts with the same letters → the second without blanks where the first may break."""
    if _MAY_BREAK not in expected:
        return found
    parts = unicodedata.normalize("NFKC", expected).split(_MAY_BREAK)
    breaks = set(accumulate(len(normalise(part)) for part in parts))
    joined, seen = "", 0
    for letter in unicodedata.normalize("NFKC", found):
        if not (letter.isspace() and seen in breaks):
            joined += letter
        seen += len(normalise(letter))
    return joined


def classify_change(expected: Mark, found: str) -> str:
    """A leaf and the text in its place → P905 where only a number differs, else P904."""
    if expected.kind == "data":
        same = split_data_mark(expected.text)[0] == split_data_mark(found)[0]
    else:
        same = _drop_digits(expected.text) == _drop_digits(found)
    return "P905" if same else "P904"


def split_data_mark(datum: str) -> tuple[str, str]:
    """A chart's number as its Mark has it → the names of its row and series, and the number."""
    name, _, number = datum.rpartition(": ")
    return name, number


def is_like(expected: str, found: str) -> bool:
    """Letters of a leaf and of a piece → whether at least half of the piece stands in the leaf."""
    matcher = SequenceMatcher(None, expected, found, autojunk=False)
    blocks = (block.size for block in matcher.get_matching_blocks())
    return sum(size for size in blocks if size >= SHORTEST_COMMON) * 2 >= len(found) > 0


def _drop_digits(text: str) -> str:
    return "".join(letter for letter in letters(text) if not letter.isdecimal())
