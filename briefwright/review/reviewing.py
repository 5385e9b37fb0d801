"""What went out and what came back → everything that was changed, and how it is written."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from briefwright.edition import Leaf
from briefwright.edition.runs import text
from briefwright.review.alignment import Pair, align
from briefwright.review.comments import place_comments
from briefwright.review.findings import Finding, Kind, Review
from briefwright.review.original import Original
from briefwright.review.proving import prove
from briefwright.review.reading import Cell, Paragraph, Piece, WordText
from briefwright.review.rearranging import Neighbour, place_gone, place_new, place_row
from briefwright.review.rewording import place_rewording
from briefwright.review.settling import accept, join_cells, reject
from briefwright.review.wording import clean, squeeze


def review(sent: WordText, returned: WordText, original: Original) -> Review:
    """A Word file as it went out, as it came back, the edition that it is → what was changed.

    Errors: ContentError where the edition can't be made any more.
    """
    before = [one for one in join_cells(accept(sent.paragraphs)) if one.text.strip()]
    after = [one for one in join_cells(accept(returned.paragraphs)) if one.text.strip()]
    rejected = {squeeze(one.text): one for one in join_cells(reject(returned.paragraphs))}
    pairs = align(before, after)
    comparison = _Comparison(
        original, pairs, original.match(before, _list_became(pairs, len(before)), after), rejected
    )
    found = list(comparison.list_findings())
    found = [_hold_locked(one, original) for one in found]
    found += place_comments(original, returned.comments, comparison.find_comments())
    return Review(prove(found, original), dict(Counter(map(_classify, pairs))))


def _hold_locked(one: Finding, original: Original) -> Finding:
    """A finding → without changes where reviewers of this audience must not change anything."""
    if not original.is_locked(one.at):
        return one
    return replace(one, changes=(), why="This is locked for this audience: see its `locked:`.")


def _list_became(pairs: Sequence[Pair], count: int) -> list[str]:
    """Pairs, how many paragraphs went out → what each of those says now, "" where it is gone."""
    found = {one.sent_at: one.returned.text for one in pairs if one.sent and one.returned}
    return [found.get(n, "") for n in range(count)]


def _classify(pair: Pair) -> str:
    """A pair → what became of its paragraph."""
    if pair.sent is None:
        return "new"
    if pair.returned is None:
        return "gone"
    if squeeze(pair.sent.text) != squeeze(pair.returned.text):
        return "changed"
    return "moved" if pair.is_moved else "same"


@dataclass(frozen=True)
class _Comparison:
    """Pairs of paragraphs, what each that went out is of the edition today, and those that came
    back as they are when all that is tracked is rejected, by their words."""

    original: Original
    pairs: Sequence[Pair]
    today: Sequence[Leaf | None]
    rejected: Mapping[str, Paragraph]

    def list_findings(self) -> Iterator[Finding]:
        """What was changed and isn't in the briefing by now, in the order of the text."""
        before: Neighbour | None = None
        gone = frozenset(
            leaf.at for one in self.pairs if one.returned is None and (leaf := self._find_leaf(one))
        )
        for pair in self.pairs:
            if not self._is_written(pair):
                yield from self._tell_all(pair, before, gone)
            if pair.sent and pair.returned:
                leaf = self._find_leaf(pair)
                before = Neighbour(leaf, pair.sent) if leaf or before is None else before

    def _find_leaf(self, pair: Pair) -> Leaf | None:
        return self.today[pair.sent_at] if pair.sent else None

    def _tell_all(
        self, pair: Pair, before: Neighbour | None, gone: frozenset[str]
    ) -> Iterator[Finding]:
        original, leaf = self.original, self._find_leaf(pair)
        match pair.sent, pair.returned:
            case None, Paragraph(cell=Cell(table, row)):
                cells = self._list_cells(table, row)
                if cells[0] is pair.returned:
                    yield place_row(original, self._tell("new", pair), cells, before)
            case None, Paragraph() as new:
                yield place_new(
                    original, self._tell("new", pair), new, before, self._find_next(pair)
                )
            case Paragraph(), None:
                yield place_gone(original, self._tell("gone", pair), leaf, gone)
            case Paragraph() as sent, Paragraph() as returned:
                if _classify(pair) == "changed":
                    yield from place_rewording(original, leaf, self._tell("changed", pair))
                elif _list_marked(sent.pieces) != _list_marked(returned.pieces):
                    why = "Only how it is set was changed; mark it up by hand where that is meant."
                    yield replace(self._tell("formatting", pair), why=why)
                if pair.is_moved:
                    why = "It stands elsewhere; move it in the briefing, or on its page."
                    yield replace(self._tell("moved", pair), why=why)

    def _find_next(self, pair: Pair) -> Neighbour | None:
        """Something new → what stands, or stood, behind it."""
        later = self.pairs[self.pairs.index(pair) + 1 :]
        found = next((one for one in later if one.sent and one.sent.names), None)
        return Neighbour(self._find_leaf(found), found.sent) if found and found.sent else None

    def _is_written(self, pair: Pair) -> bool:
        """Whether the briefing has by now what became of a pair."""
        leaf = self._find_leaf(pair)
        if pair.sent is None or pair.returned is None:
            if pair.returned is not None:
                new, added = self._added
                words = squeeze(pair.returned.text)
                return added[words] >= new[words]
            return leaf is None and pair.sent is not None and bool(pair.sent.names)
        said = squeeze(text(leaf.runs)) if leaf else ""
        if _classify(pair) != "changed" or said == squeeze(pair.sent.text):
            return False
        return self.original.says(pair.returned.text)

    @cached_property
    def _added(self) -> tuple[Counter[str], Counter[str]]:
        """How often which words came back new, and stand in the edition today beside what was sent.

        What is new may say what something else says as well.
        """
        known = {one.at for one in self.today if one}
        added = (one for at, one in self.original.leaves.items() if at not in known)
        new = (one.returned for one in self.pairs if one.returned and not one.sent)
        return (
            Counter(squeeze(one.text) for one in new),
            Counter(squeeze(text(one.runs)) for one in added),
        )

    def _list_cells(self, table: int, row: int) -> list[Paragraph]:
        """The paragraphs of one row that came back."""
        found = (one.returned for one in self.pairs)
        return [one for one in found if one and one.cell and one.cell[:2] == (table, row)]

    def find_comments(self) -> dict[str, str]:
        """Each comment → the address of the paragraph in which it begins."""
        return {
            comment: leaf.at
            for one in self.pairs
            if one.returned and (leaf := self._find_leaf(one))
            for comment in one.returned.comments
        }

    def _tell(self, kind: Kind, pair: Pair) -> Finding:
        """A pair, and what became of it → the finding, without changes."""
        before, after = (one.text if one else "" for one in (pair.sent, pair.returned))
        undone = self.rejected.get(squeeze(before)) if pair.sent else None
        by, when = _find_reviser(pair.returned or undone)
        is_tracked = bool(by) and (undone is not None or squeeze(after) not in self.rejected)
        leaf = self._find_leaf(pair)
        at = leaf.at if leaf else ""
        return Finding(
            kind, at, clean(before), clean(after), by, when, is_tracked,
            place=self.original.find_place(at) if at else None,
        )  # fmt: skip


def _find_reviser(paragraph: Paragraph | None) -> tuple[str, str]:
    """A paragraph → who revised it and when, of what is tracked."""
    if paragraph is None:
        return "", ""
    revised = [one.revision for one in paragraph.pieces if one.revision.by]
    revised += [paragraph.mark] if paragraph.mark.by else []
    return (revised[0].by, revised[0].when) if revised else ("", "")


def _list_marked(pieces: Sequence[Piece]) -> list[tuple[str, bool, bool]]:
    """Pieces → each letter, whether it is bold, and stressed; blanks say nothing."""
    return [
        (letter, one.is_bold, one.is_stressed)
        for one in pieces
        for letter in clean(one.text)
        if not letter.isspace()
    ]
