"""What stands in the HTML and what stands in a file, stream by stream → what differs, by order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from briefwright.document.marks import Mark, numbers
from briefwright.verify.parity.alignment import Alignment, align, group_runs
from briefwright.verify.parity.differences import KIND_NAMES, Comparison, Difference, find_misplaced
from briefwright.verify.parity.joining import ExpectedLeaf, Run, join
from briefwright.verify.parity.likeness import (
    IN_FILES,
    Order,
    classify_change,
    is_blank,
    is_like,
    letters,
    may_stand_for,
    same_numbers,
)

_JOINER = "\u2060"
MOST_PAIRS = 400  # of lost leaves and strange pieces that are held against each other


def compare_by_order(expected: Sequence[Mark], found: Sequence[Mark], order: Order) -> Comparison:
    """One stream of the HTML, the same of a file, how that keeps its letters → what differs."""
    spots = tuple(spot for spot, mark in enumerate(expected) if not is_blank(mark))
    pieces = tuple(mark for mark in found if not is_blank(mark))
    leaves = tuple(expected[spot] for spot in spots)
    wanted = tuple(ExpectedLeaf.of(leaf, order) for leaf in leaves)
    printed = tuple(join(wanted, pieces))
    alignment = align(
        [leaf.token for leaf in wanted],
        [run.leaf.token if run.leaf else ("strange", str(n)) for n, run in enumerate(printed)],
    )
    return _StreamPair(leaves, spots, pieces, wanted, printed, alignment).compare_sides()


@dataclass(frozen=True)
class _StreamPair:
    """Both sides of one stream, without what is blank; `spots` are positions in the stream."""

    expected: tuple[Mark, ...]
    spots: tuple[int, ...]
    pieces: tuple[Mark, ...]
    wanted: tuple[ExpectedLeaf, ...]
    printed: tuple[Run, ...]
    alignment: Alignment

    def compare_sides(self) -> Comparison:
        """The Comparison, its differences in the order of the leaves."""
        partners = {**self.alignment.kept, **self.alignment.moved}
        changed = self._find_changed(partners)
        texts = [self._text(run) for run in range(len(self.printed))]
        details = (self._compare_leaf(n, run) for n, run in partners.items())
        differences = [
            *find_misplaced(self.expected, texts, self.alignment, changed),
            *(self._change(n, parts) for n, parts in changed.items()),
            *filter(None, details),
        ]
        where = {**partners, **{n: parts[0] for n, parts in changed.items()}}
        return Comparison(
            tuple(
                sorted(map(self._to_stream, differences), key=lambda difference: difference.spots)
            ),
            {self.spots[n]: self._first(run).page for n, run in where.items()},
            {self.spots[n]: self.printed[run].page_number for n, run in partners.items()},
            {self.spots[n]: box for n, run in where.items() if (box := self._first(run).box)},
            {self.spots[n]: one for n, run in where.items() if (one := self._first(run).drawing)},
        )

    def _to_stream(self, difference: Difference) -> Difference:
        """Positions among the leaves that show something → positions in the stream."""
        spots = tuple(self.spots[n] if n >= 0 else n for n in difference.spots)
        return replace(difference, spots=spots)

    def _first(self, run: int) -> Mark:
        return self.pieces[self.printed[run].pieces[0]]

    def _text(self, *which: int) -> str:
        """Runs → their text, with a line's end where a page ends."""
        marks = [self.pieces[piece] for run in which for piece in self.printed[run].pieces]
        text = marks[0].text
        for last, mark in pairwise(marks):
            text += (" " if mark.page == last.page else "\n") + mark.text
        return text

    def _change(self, n: int, parts: tuple[int, ...]) -> Difference:
        mark, text = self.expected[n], self._text(*parts)
        if mark.kind == "note" and letters(text).isdecimal():  # a call that leads to nothing
            return Difference("P901", (n,), mark)
        return Difference(classify_change(mark, text), (n,), mark, found=text)

    def _compare_leaf(self, n: int, run: int) -> Difference | None:
        """A leaf that was found with all its letters → what is wrong with it nevertheless."""
        mark, text = self.expected[n], self._text(run)
        page_number = self.printed[run].page_number
        if not self._numbers_agree(self.wanted[n], mark.text, page_number, text):
            return Difference("P905", (n,), mark, found=text)
        for piece in self.printed[run].pieces:
            kind = self.pieces[piece].kind
            if not may_stand_for(mark.kind, kind, IN_FILES):
                return Difference("P907", (n,), mark, found=KIND_NAMES[kind])
        return None

    def _numbers_agree(
        self, leaf: ExpectedLeaf, expected: str, page_number: str, found: str
    ) -> bool:
        if not leaf.unordered:
            return same_numbers(f"{expected} {page_number}", found)
        read = sorted(numbers(found))
        for number in read:  # of a page number, only its digits are known
            if page_number and sorted(number) == sorted(page_number):
                read.remove(number)
                break
        apart = expected.replace(_JOINER, " ")  # the call of a note behind a number
        return read in (sorted(numbers(expected)), sorted(numbers(apart)))

    def _find_changed(self, partners: Mapping[int, int]) -> dict[int, tuple[int, ...]]:
        """Lost leaves → the strange runs at their place that they have turned into, if any."""
        spare = set(self.alignment.unexpected)
        changed: dict[int, tuple[int, ...]] = {}
        for stretch in group_runs({n: n for n in self.alignment.lost}):
            before = partners.get(stretch[0] - 1, -1)
            gap = self._find_following(spare, before + 1, 1)
            if not gap:
                behind = partners.get(stretch[-1] + 1, len(self.printed))
                gap = self._find_following(spare, behind - 1, -1)[::-1]
            pairs = self._match(stretch, gap)
            spare -= {run for parts in pairs.values() for run in parts}
            changed.update(pairs)
        return changed

    def _find_following(self, spare: set[int], start: int, step: int) -> list[int]:
        gap = []
        while start in spare:
            gap.append(start)
            start += step
        return gap

    def _match(self, lost: Sequence[int], strange: Sequence[int]) -> dict[int, tuple[int, ...]]:
        """Lost leaves and strange runs at one place → which has become which."""
        pairs: dict[int, tuple[int, ...]] = {}
        free = list(strange)
        if len(lost) * len(strange) <= MOST_PAIRS:
            for n in lost:
                if parts := [run for run in free if self._is_like(n, run)]:
                    pairs[n] = tuple(parts)
                    free = [run for run in free if run not in parts]
        left = [n for n in lost if n not in pairs]
        if len(left) == len(free):
            pairs.update(
                (n, (run,)) for n, run in zip(left, free, strict=True) if self._same_nature(n, run)
            )
        return pairs

    def _same_nature(self, n: int, run: int) -> bool:
        return (self.expected[n].kind == "figure") == (self._first(run).kind == "figure")

    def _is_like(self, n: int, run: int) -> bool:
        return self._same_nature(n, run) and is_like(
            self.wanted[n].letters, letters(self._text(run))
        )
