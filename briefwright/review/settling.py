"""Paragraphs as tracked → as they are with every revision accepted, or rejected; cells as one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from operator import attrgetter

from briefwright.document.marks import PART_SEPARATOR, PartKind, mark_part
from briefwright.review.reading import Fate, Paragraph, Piece


def accept(paragraphs: Iterable[Paragraph]) -> tuple[Paragraph, ...]:
    """Paragraphs as tracked → as they are when every revision is accepted."""
    return tuple(_settle(paragraphs, "deleted"))


def reject(paragraphs: Iterable[Paragraph]) -> tuple[Paragraph, ...]:
    """Paragraphs as tracked → as they are when every revision is rejected."""
    return tuple(_settle(paragraphs, "inserted"))


def join_cells(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """Paragraphs → the same, those of a cell of data as one, its parts apart, with their marks."""
    for cell, group in groupby(paragraphs, attrgetter("cell")):
        parts = list(group)
        said = [one for one in parts if one.text.strip()]
        if cell is None or not cell.is_whole or not said:
            yield from parts
            continue
        marked = list(_mark_parts(said))
        yield replace(
            said[0],
            names=tuple(name for one in parts for name in one.names),
            pieces=tuple(piece for one in marked for piece in one),
            list_="",
            comments=tuple(comment for one in parts for comment in one.comments),
        )


def _mark_parts(parts: Sequence[Paragraph]) -> Iterator[tuple[Piece, ...]]:
    """The parts of a cell → the pieces of each, what parts it from the one before in front."""
    count = 0
    for place, one in enumerate(parts):
        kind = _PART_KINDS.get(one.style) or ("bullet" if one.list_ else "paragraph")
        count = count + 1 if kind == "number" else 0
        before = PART_SEPARATOR + mark_part(kind, str(count))
        is_bare = place == 0 and kind == "paragraph"
        yield one.pieces if is_bare else (Piece(before, revision=one.mark), *one.pieces)


_PART_KINDS: Mapping[str, PartKind] = {
    "table bullet": "bullet", "list bullet": "bullet",
    "table number": "number", "list number": "number",
}  # fmt: skip


def _settle(paragraphs: Iterable[Paragraph], gone: Fate) -> Iterator[Paragraph]:
    """Paragraphs, and what of them goes → the rest; one without its end runs into the next."""
    carried: Paragraph | None = None
    for one in paragraphs:
        pieces = tuple(piece for piece in one.pieces if piece.revision.fate != gone)
        settled = replace(one, pieces=pieces)
        if carried is not None and carried.text.strip():
            settled = replace(
                settled,
                names=(*carried.names, *settled.names),
                style=carried.style,
                pieces=(*carried.pieces, *pieces),
                comments=(*carried.comments, *settled.comments),
            )
        if one.mark.fate == gone:
            carried = settled
            continue
        carried = None
        yield settled
    if carried is not None and carried.text.strip():
        yield carried
