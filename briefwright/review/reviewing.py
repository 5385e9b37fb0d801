"""What went out and what came back → everything that was changed, and how it is written."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from briefwright.edition import Leaf
from briefwright.edition.runs import text
from briefwright.review.alignment import Pair, align
from briefwright.review.comments import place_comments
from briefwright.review.findings import Finding, Kind, Review
from briefwright.review.original import Original
from briefwright.review.proving import prove
from briefwright.review.reading import Cell, Paragraph, Piece, WordText, accept, reject
from briefwright.review.rearranging import Neighbour, place_gone, place_new, place_row
from briefwright.review.rewording import place_rewording
from briefwright.review.wording import clean, squeeze


def review(sent: WordText, returned: WordText, original: Original) -> Review:
    """A Word file as it went out, as it came back, the edition that it is → what was changed.

    Errors: ContentError where the edition can't be made any more.
    """
    before = [one for one in accept(sent.paragraphs) if one.text.strip()]
    after = [one for one in accept(returned.paragraphs) if one.text.strip()]
    rejected = {squeeze(one.text): one for one in reject(returned.paragraphs)}
    pairs = align(before, after)
    found = list(_list_findings(pairs, original, rejected))
    found += place_comments(original, returned.comments, after)
    return Review(prove(found, original), dict(Counter(map(_classify, pairs))))


def _classify(pair: Pair) -> str:
    """A pair → what became of its paragraph."""
    if pair.sent is None:
        return "new"
    if pair.returned is None:
        return "gone"
    if squeeze(pair.sent.text) != squeeze(pair.returned.text):
        return "changed"
    return "moved" if pair.is_moved else "same"


def _list_findings(
    pairs: Sequence[Pair], original: Original, rejected: Mapping[str, Paragraph]
) -> Iterator[Finding]:
    before: Neighbour | None = None
    rows: set[tuple[int, int]] = set()
    gone = frozenset(
        leaf.at for one in pairs if one.returned is None and (leaf := original.find_leaf(one.sent))
    )
    sent_texts = frozenset(squeeze(one.sent.text) for one in pairs if one.sent)
    for pair in pairs:
        leaf = original.find_leaf(pair.sent)
        if _is_written(pair, leaf, original, sent_texts):
            continue
        match pair.sent, pair.returned:
            case None, Paragraph(cell=Cell(table, row)):
                if (table, row) not in rows:
                    rows.add((table, row))
                    told = _tell("new", pair, original, rejected)
                    yield place_row(original, told, _list_cells(pairs, table, row), before)
            case None, Paragraph() as new:
                yield place_new(original, _tell("new", pair, original, rejected), new, before)
            case Paragraph(), None:
                yield place_gone(original, _tell("gone", pair, original, rejected), leaf, gone)
            case Paragraph() as sent, Paragraph() as returned:
                before = Neighbour(leaf, sent) if leaf or before is None else before
                if _classify(pair) == "changed":
                    told = _tell("changed", pair, original, rejected)
                    yield from place_rewording(original, leaf, told)
                elif _list_marked(sent.pieces) != _list_marked(returned.pieces):
                    why = "Only how it is set was changed; mark it up by hand where that is meant."
                    yield replace(_tell("formatting", pair, original, rejected), why=why)
                if pair.is_moved:
                    why = "It stands elsewhere; move it in the briefing, or on its page."
                    yield replace(_tell("moved", pair, original, rejected), why=why)


def _is_written(
    pair: Pair, leaf: Leaf | None, original: Original, sent_texts: frozenset[str]
) -> bool:
    """A pair, what it is of the edition today → whether the briefing has the change by now."""
    if _classify(pair) in ("same", "moved"):
        return False
    said = squeeze(text(leaf.runs)) if leaf else ""
    if pair.sent is not None and said == squeeze(pair.sent.text):
        return False
    if pair.returned is None:
        is_named = pair.sent is not None and bool(pair.sent.names)
        return is_named and (leaf is None or said in sent_texts)
    return original.says(pair.returned.text)


def _list_cells(pairs: Sequence[Pair], table: int, row: int) -> list[Paragraph]:
    """Pairs → the paragraphs of one row that came back."""
    found = (one.returned for one in pairs)
    return [one for one in found if one and one.cell and one.cell[:2] == (table, row)]


def _tell(kind: Kind, pair: Pair, original: Original, rejected: Mapping[str, Paragraph]) -> Finding:
    """A pair, and what became of it → the finding, without changes."""
    before, after = (one.text if one else "" for one in (pair.sent, pair.returned))
    leaf = original.find_leaf(pair.sent)
    undone = rejected.get(squeeze(before)) if pair.sent else None
    by, when = _find_reviser(pair.returned or undone)
    is_tracked = bool(by) and (undone is not None or squeeze(after) not in rejected)
    at = leaf.at if leaf else ""
    return Finding(
        kind, at, clean(before), clean(after), by, when, is_tracked,
        place=original.find_place(at) if at else None,
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
