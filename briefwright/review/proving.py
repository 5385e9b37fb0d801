"""Findings → the same, each tried: what would not say what came back is left to a person."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from briefwright import content
from briefwright.editing import Change, Removal, Rewording, try_changes
from briefwright.edition import Leaf
from briefwright.edition.runs import text
from briefwright.problems import ContentError
from briefwright.review.findings import Finding
from briefwright.review.original import Original
from briefwright.review.wording import fold, squeeze, update


def prove(found: Sequence[Finding], original: Original) -> tuple[Finding, ...]:
    """Findings and the edition → those whose changes, made on a copy, print what came back.

    The others keep their words, without changes, and say why. Words are tried before anything comes
    or goes, as long as every address is what it was.
    """
    worded = [one for one in found if one.changes and _is_wording(one)]
    lost, leaves = _try(worded, original)
    checked = [_check(_hold_back(one, lost), original.leaves, leaves) for one in found]
    if len(worded) == sum(bool(one.changes) for one in found):
        return tuple(checked)
    lost, _ = _try(checked, original)
    return tuple(_hold_back(one, lost) for one in checked)


def _try(
    found: Sequence[Finding], original: Original
) -> tuple[Mapping[str, str], Mapping[str, Leaf]]:
    """Findings → why not, by the addresses of changes that can't be made; what is printed then."""
    if not any(one.changes for one in found):
        return {}, original.leaves
    with try_changes(original.path, sort_changes(found)) as (copy, proposal):
        lost = {one.at: one.message for one in proposal.faults}
        lost |= {conflict.change.at: conflict.why for conflict in proposal.conflicts}
        try:
            return lost, replace(original, path=copy, briefing=content.read(copy)).leaves
        except ContentError as error:
            changed = (change.at for one in found for change in one.changes)
            return dict.fromkeys(changed, error.problems[0].message), original.leaves


def _is_wording(one: Finding) -> bool:
    """Whether a finding's changes leave every address as it is."""
    return one.kind not in ("new", "gone")


def sort_changes(found: Iterable[Finding]) -> list[Change]:
    """Findings → their changes, so that none moves the address of a later one.

    First texts, then keys, then what comes and goes, each from the end of a file to its beginning;
    at one place what comes behind, what goes, what comes before.
    """
    listed = [(one, change) for one in found for change in one.changes]
    words = [pair for pair in reversed(listed) if _is_wording(pair[0])]
    rest = [pair for pair in reversed(listed) if not _is_wording(pair[0])]
    texts_first = sorted(sorted(words, key=_rank), key=lambda pair: _has_keys(pair[1]))
    return [change for _, change in (*texts_first, *sorted(rest, key=_rank))]


def _has_keys(change: Change) -> bool:
    return not isinstance(change, Rewording)


def _rank(pair: tuple[Finding, Change]) -> tuple[str, int, int]:
    one, change = pair
    turn = 1 if isinstance(change, Removal) else 0 if getattr(change, "side", "") == "after" else 2
    return (one.place.file, -one.place.line, turn) if one.place else ("", 0, turn)


def _hold_back(one: Finding, lost: Mapping[str, str]) -> Finding:
    why = next((lost[change.at] for change in one.changes if change.at in lost), "")
    return replace(one, changes=(), why=why) if why else one


def _check(one: Finding, before: Mapping[str, Leaf], after: Mapping[str, Leaf]) -> Finding:
    """A finding, what is printed without all changes, and with them → it, if it came out so."""
    if one.kind == "number" and one.changes:
        prints = tuple(_list_changed(one, before, after))
        why = "" if prints else "The number would print otherwise; write it by hand."
        return replace(one, prints=prints, changes=one.changes if prints else (), why=why)
    if one.kind != "changed":
        return one
    said = text(after[one.at].runs) if one.at in after else ""
    printed = text(before[one.at].runs) if one.at in before else one.before
    if fold(said) == fold(update(printed, one.before, one.after)):
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
