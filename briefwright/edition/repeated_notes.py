"""Notes at the foot of pages: one that is called again on another page stands there in short."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from briefwright.edition.document import Edition
from briefwright.edition.nodes import map_leaves
from briefwright.edition.runs import (
    AsOf,
    Bold,
    Call,
    Footnote,
    Foreign,
    Hyperlink,
    Label,
    Revised,
    Run,
    Stressed,
    Unit,
    Value,
)


def repeat_notes(edition: Edition, pages: Mapping[str, Sequence[int]]) -> Edition:
    """An edition, the pages on which each leaf calls notes → it, calls on other pages as notes.

    `pages` has a page for each call of a leaf, in order. Numbers stay what they are.
    """
    state = _Notes()
    changed = {
        leaf.at: replace(leaf, runs=tuple(_repeat(leaf.runs, iter(pages[leaf.at]), state)))
        for leaf in edition.leaves()
        if leaf.at in pages
    }
    masthead, blocks = map_leaves(
        (edition.masthead, edition.blocks), lambda leaf: changed.get(leaf.at, leaf)
    )
    return replace(edition, masthead=masthead, blocks=blocks)


@dataclass
class _Notes:
    """The notes met so far: each by its id, and the id that it has on each page where it stands."""

    first: dict[str, Footnote] = field(default_factory=dict)
    on_page: dict[tuple[str, int], str] = field(default_factory=dict)


def _repeat(runs: tuple[Run, ...], pages: Iterator[int], notes: _Notes) -> Iterator[Run]:
    for run in runs:
        match run:
            case Footnote():
                notes.first[run.id] = run
                notes.on_page[run.id, next(pages)] = run.id
                yield run
            case Call():
                yield _repeat_call(run, next(pages), notes)
            case (
                Stressed() | Bold() | Hyperlink() | Label() | Value() | Unit() | AsOf() | Foreign()
                | Revised()
            ):  # fmt: skip
                yield replace(run, content=tuple(_repeat(run.content, pages, notes)))
            case _:
                yield run


def _repeat_call(call: Call, page: int, notes: _Notes) -> Run:
    """A call, its page and the notes before it → a note, or a call of the one on its page."""
    first = notes.first.get(call.id)
    if first is None or not call.short:
        return call  # of a note at the end, or one that stands further on
    if found := notes.on_page.get((call.id, page)):
        return replace(call, id=found)
    number = 1 + sum(id == call.id for id, _ in notes.on_page)
    name = f"{call.id}-{number}"
    notes.on_page[call.id, page] = name
    return Footnote(name, f"{first.at}.again-{number}", call.number, call.short)
