"""Notes on single cells of a table: they stand below it, each with a letter as its mark.

An author calls the first as `[^a]`, whatever its mark is in print: marks are given in the order in
which this reader meets them, and a note that nothing calls for this reader isn't printed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from string import ascii_lowercase

from briefwright.edition.runs import Call
from briefwright.model import addresses
from briefwright.model.dictionary import Cite, Str, Text


@dataclass
class CellNotes:
    """The notes of one table: its address, how many they are, and those called, in their order."""

    at: str
    count: int
    called: list[int] = field(default_factory=list)

    def has(self, cite: Cite) -> bool:
        """Whether a reference leads to one of these notes, and not to a source."""
        return cite.source in ascii_lowercase[: self.count]

    def call(self, cite: Cite) -> Call:
        """A reference to a note → its call; the mark follows from the order of the calls."""
        place = ascii_lowercase.index(cite.source)
        if place not in self.called:
            self.called.append(place)
        mark = ascii_lowercase[self.called.index(place)]
        return Call(self.anchor(place), mark, mark)

    def list_called(self) -> Iterator[tuple[str, int, str, str]]:
        """The mark, the position, the address and the id of each note that was called."""
        for mark, place in zip(ascii_lowercase, self.called, strict=False):
            at = addresses.field(self.at, "notes", place + 1)
            yield mark, place, at, self.anchor(place)

    def anchor(self, place: int) -> str:
        """A note's position → its id in the page."""
        return addresses.field(self.at, "notes", place + 1).replace("/", "-").replace(".", "-")


def split_calls(cell: Text) -> tuple[str, Text]:
    """A cell → what was typed in it before the calls of notes at its end, and those alone."""
    match cell.content:
        case (Str(text=typed), *rest) if rest and all(isinstance(one, Cite) for one in rest):
            return typed.strip(), replace(cell, content=tuple(rest))
        case _:
            return cell.source.strip(), replace(cell, content=())
