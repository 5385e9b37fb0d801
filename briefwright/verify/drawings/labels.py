"""The letters of a Drawing and the texts that it should have → where each text stands.

Letters are taken in the order in which they are drawn. A text is found where its letters follow
one another and stand together, on one line or on lines below one another. Of text that runs from
right to left the letters are compared, whatever their order, and its numbers.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from briefwright.document.boxes import Box, surround
from briefwright.document.drawings import Colour, Drawing, Letter

_APART = 0.5  # of the size of letters: no space is wider
_TIGHT = 0.3  # of their size: no letter stands farther from the one before it
_TIGHT_IN_SQUARES = 0.7  # nor do East Asian letters, whose squares narrow ones don't fill
_BACK = 0.7  # of their size: no letter reaches as far back over the one before it
_LEADING = (1.1, 1.28)  # of their size: from one line down to the next
_NUMBER = re.compile(r"\d+")
_SIDES = str.maketrans(")]»", "([«")


@dataclass(frozen=True)
class Label:
    """One text of a drawing: its words, its letters alone, where they stand, their look."""

    text: str
    letters: str
    box: Box
    colour: Colour
    size: float

    @property
    def x(self) -> float:
        """Its middle across the page."""
        return (self.box.left + self.box.right) / 2

    @property
    def y(self) -> float:
        """Its middle down the page."""
        return (self.box.bottom + self.box.top) / 2


@dataclass(frozen=True)
class Labels:
    """All texts of a drawing as they were found; what it lacks, and what it says besides."""

    found: tuple[Label, ...]
    lacking: tuple[str, ...]
    strange: tuple[str, ...]

    def of(self, texts: Iterable[str]) -> list[Label]:
        """Texts → the labels that say one of them."""
        wanted = {fold(text) for text in texts}
        return [label for label in self.found if label.letters in wanted]


@dataclass(frozen=True)
class _Form:
    """A text as it is looked for: its letters, sorted where their order isn't known.

    `spaces` are the letters before which a space stands, by their position.
    """

    text: str
    letters: str
    is_sorted: bool
    spaces: frozenset[int]


def find_labels(drawing: Drawing, texts: Sequence[str], spare: Sequence[str] = ()) -> Labels:
    """A drawing, the texts that it must have, those that it may have besides → its labels.

    Each text may stand there as often as it is given.
    """
    known = {fold(text): text for text in sorted((*spare, *texts), key=len) if fold(text)}
    wanted = Counter(fold(text) for text in texts if fold(text))
    left = Counter(fold(text) for text in spare if fold(text)) + wanted
    forms = sorted(map(_make_form, known.values()), key=lambda form: -len(form.letters))
    found, strange, at = list[Label](), list[str](), 0
    letters = drawing.letters
    while at < len(letters):
        for form in forms:
            count = _match(letters, at, form) if left[fold(form.text)] else 0
            if count:
                alike = [one for one in forms if one.letters == form.letters]
                text = _choose(alike, letters[at : at + count], left)
                found.append(_make_label(text, letters[at : at + count]))
                left[fold(text)] -= 1
                at += count
                break
        else:
            strange.append(letters[at].text)
            at += 1
    lacking = wanted - Counter(label.letters for label in found)
    return Labels(
        tuple(found), tuple(known[letters] for letters in lacking.elements()), tuple(strange)
    )


def _make_form(text: str) -> _Form:
    letters = fold(text)
    is_sorted = any(unicodedata.bidirectional(one) in ("R", "AL") for one in letters)
    letters = "".join(sorted(letters.translate(_SIDES))) if is_sorted else letters
    lengths = accumulate(len(fold(word)) for word in text.split())
    return _Form(text, letters, is_sorted, frozenset(lengths))


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """A text → its letters as Unicode has them, without spaces and without what stands on them."""
    parts = unicodedata.normalize("NFKC", unicodedata.normalize("NFC", text))
    return "".join(
        one for one in parts
        if not one.isspace() and unicodedata.category(one) not in ("Mn", "Cf")
    )  # fmt: skip


def _match(letters: Sequence[Letter], at: int, form: _Form) -> int:
    """Letters, where to begin, a text → how many letters say it from there, 0 if they don't."""
    said, count = "", 0
    while len(said) < len(form.letters) and at + count < len(letters):
        one = letters[at + count]
        is_space = len(said) in form.spaces or form.is_sorted
        if count and not _follows(letters[at + count - 1], one, may_break=is_space):
            return 0
        said += fold(one.text)
        if not form.is_sorted and not form.letters.startswith(said):
            return 0
        count += 1
    if form.is_sorted:
        said = "".join(sorted(said.translate(_SIDES)))
    return count + _count_marks(letters, at + count) if said == form.letters else 0


def _count_marks(letters: Sequence[Letter], at: int) -> int:
    """Letters and where a text ends → how many of those that follow only stand on its last one."""
    end = at
    while end < len(letters) and not fold(letters[end].text):
        if not _follows(letters[end - 1], letters[end], may_break=False):
            break
        end += 1
    return end - at


def _follows(one: Letter, other: Letter, *, may_break: bool) -> bool:
    """Whether a letter belongs to the text of the one before it."""
    size = one.size
    if abs(size - other.size) > 0.01 or one.colour != other.colour:
        return False
    down = one.baseline - other.baseline
    if abs(down) < 0.05 * size:
        apart = max(_APART if may_break else _TIGHT, _TIGHT_IN_SQUARES if _is_wide(one) else 0.0)
        return -_BACK * size < other.box.left - one.box.right < apart * size
    return may_break and _LEADING[0] * size < down < _LEADING[1] * size


def _is_wide(letter: Letter) -> bool:
    """Whether a letter has a square to itself (Unicode Standard Annex 11)."""
    return any(unicodedata.east_asian_width(one) in ("W", "F") for one in letter.text)


def _choose(alike: Sequence[_Form], letters: Sequence[Letter], left: Counter[str]) -> str:
    """Texts of the same letters, in another order or with other numbers → the one that is said."""
    texts = [one.text for one in alike if left[fold(one.text)]]
    said = "".join(fold(one.text) for one in letters)
    numbers = sorted(_NUMBER.findall("".join(one.text for one in letters)))
    turned = (text for text in texts if _turn(fold(text)) == said)
    exact = (text for text in texts if sorted(_NUMBER.findall(text)) == numbers)
    return next(turned, next(exact, texts[0]))


def _turn(letters: str) -> str:
    """Letters that run from right to left → from left to right, numbers as before."""
    return _NUMBER.sub(lambda number: number[0][::-1], letters[::-1])


def _make_label(text: str, letters: Sequence[Letter]) -> Label:
    first = letters[0]
    return Label(text, fold(text), surround(one.box for one in letters), first.colour, first.size)
