"""Paragraphs that are new or gone → blocks, items and rows that are put in or taken out."""

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from briefwright.editing import Change, Insertion, Removal, Rewording
from briefwright.editing.positions import find_item, find_place, read_source
from briefwright.edition import Leaf
from briefwright.model import addresses
from briefwright.model.dictionary import Annex, Item, Row, Section
from briefwright.problems import Place
from briefwright.review.findings import Finding
from briefwright.review.original import Original
from briefwright.review.reading import Paragraph
from briefwright.review.wording import clean, protect, squeeze, write_parts
from briefwright.yamlfile.nodes import Scalar
from briefwright.yamlfile.rearranging import read_item, write_in_brackets
from briefwright.yamlfile.source import SpliceError

_NOWHERE = Place("", 1)
_TRANSLATED = "A translation has the briefing's own blocks; add or take away there."


@dataclass(frozen=True)
class Neighbour:
    """What stands beside something new: its leaf, if any, and its paragraph as it went out."""

    leaf: Leaf | None
    paragraph: Paragraph


def place_new(
    original: Original,
    told: Finding,
    new: Paragraph,
    before: Neighbour | None,
    after: Neighbour | None,
) -> Finding:
    """An edition, a new paragraph, what stands around it → the finding, with where it goes."""
    if original.overlay:
        return replace(told, why=_TRANSLATED)
    change = _insert(original, new, before, after, told.after)
    if change is None:
        return replace(told, why="Nothing is written that it could stand beside; do it by hand.")
    return replace(told, at=change.at, place=original.find_place(change.at), changes=(change,))


def _insert(
    original: Original,
    new: Paragraph,
    before: Neighbour | None,
    after: Neighbour | None,
    words: str,
) -> Insertion | Rewording | None:
    """A new paragraph, what stands around it, its words → the change that puts it there."""
    if item := _find_item(original, new, before):
        return Insertion(item, "after", _write(words))
    if item := _find_item(original, new, after):
        return Insertion(item, "before", _write(words))
    around = _find_block(original, before)
    if around and around == _find_block(original, after):
        return _insert_within(original, before, after, words)
    if before is None or before.leaf is None or not around:
        return None
    holder = original.records[around]
    if isinstance(holder, Section | Annex):
        inner = [one for one, _ in addresses.children(holder.body, around)]
        return Insertion(inner[0], "before", _write(words)) if inner else None
    return Insertion(around, "after", _write(words))


def _insert_within(
    original: Original, before: Neighbour | None, after: Neighbour | None, words: str
) -> Insertion | Rewording | None:
    """What stands around a new paragraph in one block, its words → a paragraph or an item there."""
    if before is None or before.leaf is None or after is None or after.leaf is None:
        return None
    item = original.find_record(after.leaf.at)
    if isinstance(original.records.get(item), Item):
        return Insertion(item, "before", _write(words))
    parts = original.list_parts(before.leaf.at)
    if len(parts) == 1 and re.search(r"\.text\.\d+$", parts[0].at):
        (part,) = parts
        blank = original.find_paragraph_break(part.at)
        return Rewording(part.at, part.text, f"{part.text}{blank}{protect(squeeze(words))}")
    return None


def _find_block(original: Original, beside: Neighbour | None) -> str:
    """What stands beside something → the address of the block that it is of, "" where of none."""
    around = original.find_record(beside.leaf.at) if beside and beside.leaf else ""
    while isinstance(original.records.get(around), Item | Row):
        around = original.find_record(around.rpartition(".")[0])
    return around


def _find_item(original: Original, new: Paragraph, beside: Neighbour | None) -> str:
    """A new paragraph and one beside it → the item that this is, if the new one is set as it is."""
    if beside is None or beside.leaf is None or beside.paragraph.style != new.style:
        return ""
    around = original.find_record(beside.leaf.at)
    return around if isinstance(original.records.get(around), Item) else ""


def place_row(
    original: Original, told: Finding, cells: Sequence[Paragraph], before: Neighbour | None
) -> Finding:
    """An edition, a new row's cells, what stands before it → the finding, with where it goes."""
    words = [squeeze(one.text) for one in cells]
    found = replace(told, after=" | ".join(words))
    written = (write_parts(protect(clean(one.text)).strip()) for one in cells)
    at = original.find_record(before.leaf.at) if before and before.leaf else ""
    if original.overlay:
        return replace(found, why=_TRANSLATED)
    if not isinstance(original.records.get(at), Row):
        return replace(found, why="The rows of this table aren't written in the briefing's files.")
    change = Insertion(at, "after", f"[{', '.join(map(_quote, written))}]")
    return replace(found, at=at, place=original.briefing.places.get(at), changes=(change,))


def _write(words: str) -> str:
    """Words as printed → as YAML, on one line."""
    return _quote(protect(squeeze(words)))


def _quote(written: str) -> str:
    return write_in_brackets(Scalar(written, _NOWHERE, "plain", _NOWHERE))


def place_gone(
    original: Original, told: Finding, leaf: Leaf | None, gone: frozenset[str]
) -> Finding:
    """An edition, what a paragraph was of it, the addresses of all that is gone → the finding."""
    if leaf is None:
        return replace(told, why="The program makes these words of others; take those out.")
    if original.overlay:
        return replace(told, why=_TRANSLATED)
    holder = original.find_record(leaf.at)
    inside = [one for one in original.leaves if one == holder or one.startswith(f"{holder}.")]
    if holder and gone.issuperset(inside):
        changes = tuple(_remove(original, holder)) if leaf.at == inside[0] else ()
        why = "" if changes else f"It goes with {holder}."
        return replace(told, changes=changes, why=why)
    parts = original.list_parts(leaf.at)
    if len(parts) == 1 and re.search(r"\.text(\.\d+)?$", parts[0].at) and len(inside) > 1:
        return replace(told, changes=(Rewording(parts[0].at, parts[0].text, ""),))
    return replace(told, why="A part of what stands there can't go by itself; mend it by hand.")


def _remove(original: Original, at: str) -> Iterator[Change]:
    with suppress(SpliceError):
        place = find_place(original.briefing, at)
        source = read_source(original.path, place.file)
        yield Removal(at, read_item(source, *find_item(source, place)))
