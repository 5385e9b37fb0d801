"""A block, an item or a row → where it may go: up, down, into another section, away."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from briefwright.editing import Change, Move, Removal, positions, section_files, write_changes
from briefwright.model import addresses
from briefwright.model.dictionary import Annex, Aside, Blocks, Briefing, Section
from briefwright.problems import Place
from briefwright.service.clearance import Clearance
from briefwright.yamlfile import Map, Node, Scalar
from briefwright.yamlfile.rearranging import read_item
from briefwright.yamlfile.source import Source, SpliceError, walk


@dataclass(frozen=True)
class Step:
    """What a button does: its words, and the changes as a form sends them."""

    words: str
    changes: str

    @classmethod
    def of(cls, words: str, *changes: Change) -> "Step":
        """A button's words, changes → the step."""
        return cls(words, write_changes(changes))


class Files:
    """The files of a briefing's folder, each read once, and what stands in them by address."""

    def __init__(self, path: Path, briefing: Briefing, clearance: Clearance) -> None:
        self.path, self.briefing, self.clearance = path, briefing, clearance
        self._sources: dict[str, Source] = {}

    def find(self, at: str) -> tuple[Source, Node]:
        """An address → its file, and what stands there. Errors: SpliceError."""
        place = positions.find_place(self.briefing, at)
        source = self.read(place.file)
        for node, above in walk(source.root):
            if place in (node.place, _begins(node)):
                column = above and isinstance(above[-1], Map) and _is_column(above[-1], node)
                return source, above[-1] if column else node
        raise SpliceError(f"Nothing has the address “{at}”.")

    def read(self, file: str) -> Source:
        """A file → it, read. Errors: SpliceError."""
        if file not in self._sources:
            self._sources[file] = positions.read_source(self.path, file)
        return self._sources[file]

    def read_lines(self, at: str) -> str:
        """The address of a block or an item → its lines, which may hold what is withheld.

        Errors: SpliceError, also for those from whom something is.
        """
        if not self.clearance.sees_all:
            raise SpliceError("It may hold what you may not see.")
        place = positions.find_place(self.briefing, at)
        source = self.read(place.file)
        if section_files.is_file(self.path, source, place):
            return source.text
        return read_item(source, *positions.find_item(source, place))

    @cached_property
    def neighbours(self) -> Mapping[str, tuple[str, ...]]:
        """Each block → all blocks that stand in one body with it."""
        return dict(_list_bodies(self.briefing.body))

    @cached_property
    def sections(self) -> tuple[tuple[str, str, str], ...]:
        """Each section: its address, its heading, its last block's address."""
        return tuple(_list_sections(self.briefing.body))


def _is_column(holder: Map, head: Node) -> bool:
    return any(key.text == "column" and value is head for key, value in holder.entries)


def _begins(node: Node) -> Place:
    """Something in a file → where its first key or its words begin."""
    if isinstance(node, Scalar):
        return node.spot(0) if node.text else node.place
    return node.entries[0][0].place if isinstance(node, Map) and node.entries else node.place


def _list_bodies(body: Blocks, parent: str = "") -> Iterator[tuple[str, tuple[str, ...]]]:
    found = tuple(addresses.children(body, parent))
    every = tuple(at for at, _ in found)
    for at, block in found:
        yield at, every
        if isinstance(block, Section | Annex | Aside):
            yield from _list_bodies(block.body, at)


def _list_sections(body: Blocks) -> Iterator[tuple[str, str, str]]:
    for at, block in addresses.walk(body):
        if isinstance(block, Section | Annex) and block.body:
            heading = block.section if isinstance(block, Section) else block.annex
            *_, (last, _) = addresses.children(block.body, at)
            yield at, heading.source, last


def list_block_steps(files: Files, at: str) -> tuple[Step, ...]:
    """A block → it goes up, down, away; none where it can't be found."""
    return list_entry_steps(files, at, files.neighbours.get(at, ()))


def list_entry_steps(files: Files, at: str, row: tuple[str, ...]) -> tuple[Step, ...]:
    """What stands in a list, all that does → it goes up, down, away."""
    try:
        lines = files.read_lines(at)
    except SpliceError:
        return ()
    return tuple(_list_steps(at, row, lines))


def _list_steps(at: str, row: tuple[str, ...], lines: str) -> Iterator[Step]:
    n = row.index(at) if at in row else -1
    if n > 0:
        yield Step.of("Move up", Move(at, lines, row[n - 1], "before"))
    if 0 <= n < len(row) - 1:
        yield Step.of("Move down", Move(at, lines, row[n + 1], "after"))
    yield Step.of("Take away", Removal(at, lines))


def list_moves(files: Files, at: str) -> tuple[Step, ...]:
    """A block → it goes to the end of each other section."""
    try:
        lines = files.read_lines(at)
    except SpliceError:
        return ()
    inside = addresses.subtree(files.briefing.body, at)
    return tuple(
        Step.of(heading, Move(at, lines, last, "after"))
        for section, heading, last in files.sections
        if section not in inside and last not in files.neighbours.get(at, ())
    )


def list_column_steps(files: Files, at: str, n: int, count: int, rows: int) -> tuple[Step, ...]:
    """A table, a column's number from 1, how many columns and rows → it goes left, right, away.

    Its cells go with it.
    """
    starts = [f"{at}.columns", *(f"{at}.rows.{row}" for row in range(1, rows + 1))]
    try:
        cells = [(start, files.read_lines(f"{start}.{n}")) for start in starts]
    except SpliceError:
        return ()
    found: list[Step] = []
    if n > 1:
        moves = (Move(f"{one}.{n}", said, f"{one}.{n - 1}", "before") for one, said in cells)
        found.append(Step.of("Move left", *moves))
    if n < count:
        moves = (Move(f"{one}.{n}", said, f"{one}.{n + 1}", "after") for one, said in cells)
        found.append(Step.of("Move right", *moves))
    if count > 1:
        away = (Removal(f"{one}.{n}", said) for one, said in cells)
        found.append(Step.of("Take away", *away))
    return tuple(found)
