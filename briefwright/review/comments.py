"""Comments in the margin → remarks beside the block that each is about, which no edition prints."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from briefwright.editing import Listing
from briefwright.review.comment_parts import Comment
from briefwright.review.findings import Finding
from briefwright.review.original import Original

KEY = "comments"


def place_comments(
    original: Original, comments: Sequence[Comment], begun: Mapping[str, str]
) -> Iterator[Finding]:
    """An edition, comments, the address at which each begins → a finding for each, in their order.

    An answer goes where what it answers goes.
    """
    homes: dict[str, str] = {}
    listed: dict[str, tuple[str, ...]] = {}
    for comment in comments:
        at = original.find_record(begun.get(comment.id, "")) or homes.get(comment.parent, "")
        homes[comment.id] = at
        told = Finding("comment", at, comment.about, comment.text, comment.by, comment.when)
        if not at:
            yield replace(told, why="It is about nothing that is written in the briefing.")
            continue
        before = listed.get(at, _read_comments(original, at))
        words = _describe(comment, {one.id: one for one in comments})
        told = replace(told, place=original.briefing.places.get(at))
        if words in before:
            yield replace(told, why="It stands in the briefing already.")
        else:
            listed[at] = (*before, words)
            yield replace(told, changes=(Listing(f"{at}.{KEY}", before, listed[at]),))


def _read_comments(original: Original, at: str) -> tuple[str, ...]:
    found: tuple[str, ...] = getattr(original.records[at], KEY, ())
    return found


def _describe(comment: Comment, known: Mapping[str, Comment]) -> str:
    """A comment → who wrote it, when, on what, and the words, on one line."""
    who = ", ".join(filter(None, (comment.by, comment.when[:10])))
    parent = known.get(comment.parent)
    about = f" to {parent.by}" if parent else f" on “{comment.about}”" if comment.about else ""
    done = " (done)" if comment.is_done else ""
    return f"{who}{about}{done}: {' '.join(comment.text.split())}"
