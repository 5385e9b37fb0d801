"""What several reviewers changed in one edition → one list; where two touched one text, merged.

Where both changed the same words, both readings are shown and neither is written.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from briefwright.editing import Listing, Rewording
from briefwright.editing.merging import merge, split_words
from briefwright.review.findings import Finding


def combine(reviews: Iterable[Sequence[Finding]]) -> tuple[Finding, ...]:
    """The findings of each file → all of them, none twice, none against another."""
    combined: list[Finding] = []
    for findings in reviews:
        for one in findings:
            _add(combined, one)
    return tuple(combined)


def _add(combined: list[Finding], one: Finding) -> None:
    """Findings, and one more → it is among them, or merged with the one that changes the same."""
    for n, other in enumerate(combined):
        if other.changes == one.changes and (other.at, other.after) == (one.at, one.after):
            combined[n] = replace(other, by=_join(other.by, one.by))
            return
        if other.at != one.at or not one.changes or not other.changes:
            continue
        match other.changes, one.changes:
            case (Listing() as first,), (Listing() as second,):
                added = tuple(line for line in second.after if line not in first.after)
                made = replace(second, before=first.after, after=(*first.after, *added))
                combined.append(replace(one, changes=(made,)))
                return
            case (Rewording() as first,), (Rewording() as second,) if first.at == second.at:
                merged = merge(first.before, first.after, second.after, split_words)
                if merged is not None:
                    changes = (replace(first, after=merged),)
                    combined[n] = replace(other, changes=changes, by=_join(other.by, one.by))
                    combined.append(
                        replace(one, changes=(), why="Written together with the other.")
                    )
                    return
        if other.kind == one.kind:
            combined[n] = replace(other, changes=(), why=_clash(one))
            combined.append(replace(one, changes=(), why=_clash(other)))
            return
    combined.append(one)


def _clash(other: Finding) -> str:
    who = other.by or "Another reviewer"
    return f"{who} wrote “{other.after}” here; choose one, and write it by hand."


def _join(one: str, other: str) -> str:
    return ", ".join(dict.fromkeys(filter(None, (one, other))))
