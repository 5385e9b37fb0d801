"""An edition and its HTML, stream by stream → what a template dropped, doubled, moved, changed.

What one block prints may stand in any order inside it, a caption above its picture or below it:
that is the template's affair. Everything else keeps the order of the edition.
"""

from collections.abc import Sequence
from itertools import groupby

from briefwright.document.marks import Mark
from briefwright.verify.parity.account import block_address
from briefwright.verify.parity.alignment import align
from briefwright.verify.parity.differences import KIND_NAMES, Comparison, Difference, find_misplaced
from briefwright.verify.parity.likeness import (
    IN_HTML,
    classify_change,
    is_blank,
    letters,
    may_stand_for,
    same_numbers,
)


def compare_by_address(expected: Sequence[Mark], printed: Sequence[Mark]) -> Comparison:
    """One stream of an edition and the same of its HTML → what differs, address by address."""
    printed = _arrange(expected, [mark for mark in printed if not _is_ornament(mark)])
    alignment = align(
        [mark.at for mark in expected],
        [mark.at or ("no address", n) for n, mark in enumerate(printed)],
    )
    blank = {n: () for n in alignment.lost if is_blank(expected[n])}  # no loss to report
    partners = {**alignment.kept, **alignment.moved}
    details = (_compare_leaf(n, expected[n], printed[there]) for n, there in partners.items())
    texts = [mark.text for mark in printed]
    differences = [*find_misplaced(expected, texts, alignment, blank), *filter(None, details)]
    return Comparison(tuple(sorted(differences, key=lambda difference: difference.spots)), {}, {})


def _is_ornament(mark: Mark) -> bool:
    """Whether a Mark is a picture of the template's own, such as a logo: no edition says it."""
    return mark.kind == "figure" and not mark.at


def _compare_leaf(n: int, expected: Mark, printed: Mark) -> Difference | None:
    """A leaf and what is printed under its address → what differs, the gravest first."""
    if letters(expected.text) != letters(printed.text):
        code = classify_change(expected, printed.text)
        return Difference(code, (n,), expected, found=printed.text)
    if not same_numbers(expected.text, printed.text):
        return Difference("P905", (n,), expected, found=printed.text)
    if not may_stand_for(expected.kind, printed.kind, IN_HTML):
        return Difference("P907", (n,), expected, found=KIND_NAMES[printed.kind])
    if expected.target and expected.target != printed.target:
        return Difference("P908", (n,), expected, found="leads to another place")
    return None


def _arrange(expected: Sequence[Mark], printed: Sequence[Mark]) -> list[Mark]:
    """What is printed → the same, as if each block printed its fields in the edition's order.

    A table that was split prints some of its fields once in each part.
    """
    order: dict[str, int] = {}
    for _, run in groupby(enumerate(expected), key=lambda spot: _field_address(spot[1].at)):
        first, *others = run
        order.setdefault(_field_address(first[1].at), first[0])
        order.update({mark.at: first[0] for _, mark in (first, *others)})

    def find_spot(mark: Mark) -> int:
        return order.get(mark.at, order.get(_field_address(mark.at), len(expected)))

    return [
        mark
        for _, block in groupby(printed, key=lambda mark: block_address(mark.at))
        for mark in sorted(block, key=find_spot)
    ]


def _field_address(at: str) -> str:
    """`missions.rows.2.1` → `missions.rows`; `messages.2` → `messages`."""
    parts = at.split(".")
    return ".".join(parts[:1] if parts[1:2] and parts[1].isdecimal() else parts[:2])
