"""Text of a file that can't be seen in full → the leaves that it belongs to, and Problems."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from briefwright.document.marks import Unseen, normalise
from briefwright.problems import Place, Problem
from briefwright.verify.parity.account import LeafAccount, Sighting, block_address, shorten
from briefwright.verify.parity.differences import QUOTED, introduce

Spots = Sequence[tuple[Unseen, str]]  # each unseen text with the address of its leaf, "" for none


def assign(unseen: Iterable[Unseen], leaves: Sequence[LeafAccount], format_: str) -> Spots:
    """Unseen texts of a format and the leaves of an edition → each text with its leaf's address."""
    texts = [(normalise(leaf.text), _page(leaf, format_), leaf.at) for leaf in leaves]
    return [(one, _address(one, texts)) for one in unseen]


def _address(unseen: Unseen, texts: Iterable[tuple[str, int, str]]) -> str:
    """An unseen text → the leaf that says it and begins on its page, or on the one before."""
    text = normalise(unseen.text)
    near = (0, unseen.page, unseen.page - 1)
    return next((at for said, page, at in texts if text and page in near and text in said), "")


def _page(leaf: LeafAccount, format_: str) -> int:
    return next((seen.page for seen in leaf.sightings if seen.format == format_), 0)


def mark_unseen(leaves: Iterable[LeafAccount], format_: str, spots: Spots) -> Iterator[LeafAccount]:
    """Leaves and the unseen texts of a format → the leaves, those that hold such a text marked."""
    hidden = {at for _, at in spots}
    for leaf in leaves:
        if leaf.at in hidden:
            sightings = tuple(_unseen(seen, format_) for seen in leaf.sightings)
            yield replace(leaf, sightings=sightings)
        else:
            yield leaf


def _unseen(sighting: Sighting, format_: str) -> Sighting:
    is_hidden = sighting.format == format_ and sighting.status == "ok"
    return replace(sighting, status="unseen") if is_hidden else sighting


def describe_unseen(
    spots: Spots, format_: str, edition: str, places: Mapping[str, Place]
) -> Iterator[Problem]:
    """Unseen texts of a format → a Problem for each block and each reason."""
    groups: dict[tuple[str, str], list[tuple[Unseen, str]]] = {}
    for unseen, at in spots:
        groups.setdefault((block_address(at), unseen.reason), []).append((unseen, at))
    for (_, reason), group in groups.items():
        first, at = group[0]
        more = len(group) - 1
        others = f", with {more} more {'texts' if more > 1 else 'text'}" if more else ""
        page = f" on page {first.page}" if first.page else ""
        text = f"“{shorten(first.text, QUOTED)}”{page}{others}"
        message = f"{introduce(format_, edition)}, {text}, can't be read: it {reason}."
        yield Problem("P913", message, places.get(at), at)
