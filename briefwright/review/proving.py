"""Findings → the same, each tried: what would not say what came back is left to a person."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from briefwright import content
from briefwright.document.marks import normalise
from briefwright.editing import Change, Listing, Rewording, Setting, try_changes
from briefwright.edition import Leaf
from briefwright.edition.runs import text
from briefwright.problems import ContentError
from briefwright.review.findings import Finding
from briefwright.review.original import Original
from briefwright.review.wording import clean, squeeze, update


def prove(found: Sequence[Finding], original: Original) -> tuple[Finding, ...]:
    """Findings and the edition → those whose changes, made on a copy, print what came back.

    The others keep their words, without changes, and say why.
    """
    if not any(one.changes for one in found):
        return tuple(found)
    with try_changes(original.path, sort_changes(found)) as (copy, proposal):
        lost = {conflict.change: conflict.why for conflict in proposal.conflicts}
        faults = {one.at: one.message for one in proposal.faults}
        tried = [_hold_back(one, lost, faults) for one in found]
        try:
            leaves = replace(original, path=copy, briefing=content.read(copy)).leaves
        except ContentError as error:
            wrong = error.problems[0].message
            return tuple(
                replace(one, changes=(), why=wrong) if one.changes else one for one in tried
            )
    return tuple(_check(one, original.leaves, leaves) for one in tried)


def sort_changes(found: Iterable[Finding]) -> list[Change]:
    """Findings → their changes, so that none moves the address of a later one."""
    changes = [change for one in found for change in one.changes]
    words = [one for one in changes if isinstance(one, Rewording | Setting | Listing)]
    return [*words, *reversed([one for one in changes if one not in words])]


def _hold_back(one: Finding, lost: Mapping[Change, str], faults: Mapping[str, str]) -> Finding:
    why = next((lost[change] for change in one.changes if change in lost), "")
    why = why or next((faults[change.at] for change in one.changes if change.at in faults), "")
    return replace(one, changes=(), why=why) if why else one


def _check(one: Finding, before: Mapping[str, Leaf], after: Mapping[str, Leaf]) -> Finding:
    """A finding, what is printed without all changes, and with them → it, if it came out so."""
    if one.kind == "number" and one.changes:
        return replace(one, prints=tuple(_list_changed(one, before, after)))
    if one.kind != "changed":
        return one
    said = text(after[one.at].runs) if one.at in after else ""
    printed = text(before[one.at].runs) if one.at in before else one.before
    if _fold(said) == _fold(update(printed, one.before, one.after)):
        return one if one.changes else replace(one, why="It changes with what it is made of.")
    if not one.changes:
        return one
    return replace(one, changes=(), why=f"Written so, it would print “{said}”; change it by hand.")


def _list_changed(
    one: Finding, before: Mapping[str, Leaf], after: Mapping[str, Leaf]
) -> Iterable[str]:
    """A number that changed → the addresses of what prints it."""
    for at, leaf in after.items():
        said = squeeze(text(leaf.runs))
        if at in before and squeeze(text(before[at].runs)) != said and squeeze(one.after) in said:
            yield at


def _fold(words: str) -> str:
    return "".join(letter for letter in normalise(clean(words)) if letter.isalnum())
