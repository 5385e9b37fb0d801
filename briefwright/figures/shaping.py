"""Text for an SVG → its letters in visual order, Arabic ones in their joined forms.

WeasyPrint sets each letter of an SVG by itself, from left to right. Arabic letters must then be
given in the form that they have beside their neighbours, and right-to-left words in visual order.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby
from typing import Literal

# The attributes of such words in an SVG: whatever shows it must not reorder them once more.
IN_VISUAL_ORDER = ' direction="ltr" unicode-bidi="bidi-override"'

Direction = Literal["auto", "ltr", "rtl"]
Form = Literal["isolated", "initial", "medial", "final"]
_FORMS = (range(0xFB50, 0xFC00), range(0xFE70, 0xFEFD))
_MARKS = frozenset({"Mn", "Cf"})  # vowel signs stand on a letter, which they can't here
_APART = "\u200c"  # zero width non-joiner: the letters around it don't join, as in Persian plurals
_BRACKETS = frozenset("()[]«»")
_MIRRORED = str.maketrans("()[]«»", ")(][»«")


def to_visual_order(text: str) -> str:
    """Words as they are read → the same in visual order, from left to right.

    Words without letters that run from right to left stay as they are.
    """
    if not runs_from_right(text):
        return text
    bare = "".join(one for one in text if one == _APART or unicodedata.category(one) not in _MARKS)
    ordered = "".join(
        _join(piece)[::-1].translate(_MIRRORED) if from_right else piece
        for from_right, piece in split_runs(bare)
    )
    return ordered.replace(_APART, "")


def split_runs(text: str, direction: Direction = "auto") -> tuple[tuple[bool, str], ...]:
    """Words as they are read → their pieces from left to right: whether one runs from the right.

    The letters of a piece stay in the order in which they are read. `direction` is that of the
    whole, which is else that of its first letter.
    """
    from_right = _begins_right(text) if direction == "auto" else direction == "rtl"
    sides = _Side(text, "R" if from_right else "L")
    pieces = tuple((side, "".join(run)) for side, run in groupby(text, sides))
    return pieces[::-1] if from_right else pieces


def runs_from_right(text: str) -> bool:
    """Whether words have letters of a script that runs from right to left."""
    return any(_strong(letter) == "R" for letter in text)


def _strong(letter: str) -> str:
    """A letter → “R” or “L” where it has a direction of its own; a digit goes as Latin does."""
    kind = unicodedata.bidirectional(letter)
    return "R" if kind in ("R", "AL") else "L" if kind in ("L", "EN", "AN") else ""


def _begins_right(text: str) -> bool:
    """Whether the first letter of a text runs from the right (UAX #9, P2: digits don't count)."""
    kinds = (unicodedata.bidirectional(letter) for letter in text)
    return next((kind for kind in kinds if kind in ("L", "R", "AL")), "R") != "L"


class _Side:
    """Called with the letters of a text one after the other → whether each runs from the right.

    What has no direction goes with its neighbours where they agree, else with the whole text; so
    do brackets, which belong together.
    """

    def __init__(self, text: str, base: str) -> None:
        before, after = list(_last(text, base)), list(_last(text[::-1], base))[::-1]
        self.sides = iter(
            (_strong(letter) or (left if left == right and letter not in _BRACKETS else base))
            == "R"
            for letter, left, right in zip(text, before, after, strict=True)
        )

    def __call__(self, letter: str) -> bool:
        return next(self.sides)


def _last(text: str, base: str) -> Iterator[str]:
    """A text → for each letter, the direction of the last one up to it that has any."""
    last = base
    for letter in text:
        last = base if letter in _BRACKETS else _strong(letter) or last
        yield last


# ----------------------------------------------------------------- letters beside letters


@cache
def _shapes() -> dict[tuple[str, str], str]:
    """Letters and a form, as Unicode has them → the letter in that form."""
    found: dict[tuple[str, str], str] = {}
    for code in (code for block in _FORMS for code in block):
        parts = unicodedata.decomposition(chr(code)).split()
        if parts and parts[0].startswith("<"):
            base = "".join(chr(int(part, 16)) for part in parts[1:])
            found.setdefault((base, parts[0].strip("<>")), chr(code))
    return found


def _join(text: str) -> str:
    """Letters in the order of reading → each in its form; lam and alef become one."""
    letters = _with_ligatures(text)
    return "".join(_form_of(letters, n) for n in range(len(letters)))


def _with_ligatures(text: str) -> Sequence[str]:
    letters: list[str] = []
    for letter in text:
        if letters and letters[-1] == "ل" and ("ل" + letter, "isolated") in _shapes():
            letters[-1] += letter
        else:
            letters.append(letter)
    return letters


def _form_of(letters: Sequence[str], n: int) -> str:
    before = n > 0 and _joins_on(letters[n - 1]) and _joins_back(letters[n])
    after = n + 1 < len(letters) and _joins_on(letters[n]) and _joins_back(letters[n + 1])
    form: Form = (
        "medial" if before and after else "final" if before else "initial" if after else "isolated"
    )
    return _shapes().get((letters[n], form), letters[n])


def _joins_on(letter: str) -> bool:
    """Whether a letter reaches to the one after it."""
    return (letter, "initial") in _shapes()


def _joins_back(letter: str) -> bool:
    """Whether a letter reaches to the one before it."""
    return (letter, "final") in _shapes()
