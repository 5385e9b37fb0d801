"""The pieces that a file was read in → the leaves that they make up.

A PDF cuts a leaf wherever a page ends, and a row of a table cut in two gives its cells in turn,
twice. Pieces are put together until they fill the leaf that is expected at their place, or
another one; what fills none stays by itself.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from briefwright.document.marks import Mark, normalise
from briefwright.document.vocabulary import MarkKind
from briefwright.verify.parity.likeness import Order, letters, may_turn, sort_letters

MOST_CANDIDATES = 8  # leaves that begin like a piece, tried one after the other
MOST_DIGITS = 4  # of a page number in the contents
FARTHEST = 400  # pieces between the two halves of a cell that a page's end cut
LAST_CHARACTER = chr(0x10FFFF)


@dataclass(frozen=True)
class ExpectedLeaf:
    """One leaf that is expected in a file.

    `unordered` is for a leaf with words that run from right to left: a PDF is read in the order of
    the page, not of the tongue. Its letters are compared whatever their order, brackets, which
    are mirrored, left out.
    """

    kind: MarkKind
    letters: str
    unordered: bool = False

    @classmethod
    def of(cls, mark: Mark, order: Order) -> "ExpectedLeaf":
        """A Mark of the HTML and how the file keeps its letters → the leaf."""
        text = letters(mark.text)
        return cls(mark.kind, text, unordered=may_turn(mark.text, order))

    @cached_property
    def token(self) -> tuple[str, str]:
        """What is equal for leaves that can stand for each other; entries of the contents apart."""
        apart = self.kind if self.kind in ("entry", "figure") else ""
        return (apart, sort_letters(self.letters) if self.unordered else self.letters)

    def begins_with(self, text: str) -> bool:
        """Letters of some pieces → whether more pieces could make this leaf of them."""
        if self.unordered:
            return Counter(sort_letters(text)) <= Counter(self.token[1])
        return self.letters.startswith(text)

    def rest(self, text: str) -> str | None:
        """Letters of some pieces → "" if they fill it, an entry's page number, or None."""
        if self.unordered:
            more = Counter(sort_letters(text))
            more.subtract(Counter(self.token[1]))
            rest = "".join(sorted(more.elements())) if min(more.values(), default=0) >= 0 else None
        else:
            rest = text[len(self.letters) :] if text.startswith(self.letters) else None
        if rest and (self.kind != "entry" or not rest.isdecimal()):
            return None
        return rest


@dataclass(frozen=True)
class Run:
    """Pieces, by their positions, that make up one leaf; `leaf` is None where they make none."""

    pieces: tuple[int, ...]
    leaf: ExpectedLeaf | None = None
    page_number: str = ""


def join(leaves: Sequence[ExpectedLeaf], found: Sequence[Mark]) -> list[Run]:
    """The leaves expected and the pieces read, none of them blank → Runs, in order of pieces."""
    return list(_Joiner(leaves, found).runs())


class _Joiner:
    def __init__(self, leaves: Sequence[ExpectedLeaf], found: Sequence[Mark]) -> None:
        self.leaves = leaves
        self.found = found
        self.letters = [letters(mark.text) for mark in found]
        self.used: set[int] = set()
        self.by_token: dict[tuple[str, str], list[int]] = defaultdict(list)
        for spot, leaf in enumerate(leaves):
            self.by_token[leaf.token].append(spot)
        self.sorted = sorted((leaf.letters, spot) for spot, leaf in enumerate(leaves))

    def runs(self) -> Iterator[Run]:
        """Each piece that no earlier run took → the run that begins with it."""
        here = 0  # the leaf expected next
        for piece in range(len(self.found)):
            if piece in self.used:
                continue
            spot, run = self._run(here, piece)
            self.used.update(run.pieces)
            here = spot + 1 if run.leaf else here
            yield run

    def _run(self, here: int, piece: int) -> tuple[int, Run]:
        for spot in self._find_spots(here, piece):
            if run := self._fill(self.leaves[spot], piece):
                return spot, run
        return here, Run((piece,))

    def _find_spots(self, here: int, piece: int) -> Iterator[int]:
        """Leaves that a piece may begin, likeliest first: the next, its equal, longer ones."""
        if here < len(self.leaves):
            yield here
        for token in self._tokens(piece):
            equal = self.by_token.get(token, [])
            nearest = bisect_left(equal, here)
            yield from equal[nearest : nearest + 1] or equal[:1]
        yield from self._find_longer(here, self.letters[piece])

    def _tokens(self, piece: int) -> Iterator[tuple[str, str]]:
        """A piece → the tokens that it would have if it were a whole leaf."""
        mark, text = self.found[piece], self.letters[piece]
        if mark.kind == "figure":
            yield ("figure", "")
            return
        if mark.kind != "entry":
            yield from (("", text), ("", sort_letters(text)))
        heading, _, number = mark.text.strip().rpartition(" ")
        if number.isdecimal():
            yield ("entry", normalise(heading))
        for cut in range(MOST_DIGITS + 1):
            head = text[: len(text) - cut]
            if not (text[len(head) :] or "0").isdecimal():
                break
            yield from (("entry", head), ("entry", sort_letters(head)))
        yield ("", text)

    def _find_longer(self, here: int, text: str) -> list[int]:
        """Leaves that begin with a text and go on, the nearest from here on first."""
        start = bisect_left(self.sorted, (text, -1))
        stop = bisect_left(self.sorted, (text + LAST_CHARACTER, -1))
        spots = sorted(
            (spot for _, spot in self.sorted[start:stop]), key=lambda spot: (spot < here, spot)
        )
        unordered = [
            spot
            for spot in range(here + 1, min(here + MOST_CANDIDATES, len(self.leaves)))
            if self.leaves[spot].unordered
        ]
        return [*spots[:MOST_CANDIDATES], *unordered]

    def _fill(self, leaf: ExpectedLeaf, piece: int) -> Run | None:
        """A leaf and the piece that may begin it → the run that fills it, if there is one."""
        if (leaf.kind == "figure") != (self.found[piece].kind == "figure"):
            return None
        pieces, text = [piece], self.letters[piece]
        while (rest := leaf.rest(text)) is None:
            if not leaf.begins_with(text):
                return None
            more = (
                further
                for further in self._find_next(pieces[-1])
                if self._fits(leaf, text, further)
            )
            following = next(more, None)
            if following is None:
                return None
            pieces.append(following)
            text += self.letters[following]
        return Run(tuple(pieces), leaf, rest)

    def _fits(self, leaf: ExpectedLeaf, text: str, piece: int) -> bool:
        longer = text + self.letters[piece]
        return leaf.begins_with(longer) or leaf.rest(longer) is not None

    def _find_next(self, piece: int) -> Iterator[int]:
        """A piece → the one that follows it, then those on the next page.

        A cell is cut by a page's end only: the next one of its row is never a part of it.
        """
        stop = min(piece + FARTHEST, len(self.found))
        later = (
            further
            for further in range(piece + 1, stop)
            if further not in self.used and self.found[further].kind != "figure"
        )
        if self.found[piece].kind != "cell":
            yield from islice(later, 1)
        page = self.found[piece].page
        yield from (further for further in later if page and self.found[further].page == page + 1)
