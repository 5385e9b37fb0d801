"""Numbers that an edition gives once to its figures, its tables and its headings."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from briefwright.audience import Audience
from briefwright.document.counters import write_digits
from briefwright.edition import rewording
from briefwright.edition.selection import Selected
from briefwright.model.dictionary import (
    KIND_OF,
    Annex,
    Chart,
    Image,
    Map,
    Section,
    Table,
    Text,
    Timeline,
)

# The series in which a kind of figure is counted: the key of its word in the labels.
SERIES: Mapping[type, str] = {
    Image: "figure",
    Chart: "figure",
    Map: "figure",
    Timeline: "figure",
    Table: "table",
}


@dataclass(frozen=True)
class FigureNumber:
    """A figure's place in its series: “figure” or “table”, and its number as it is printed."""

    series: str
    number: str


def number_figures(chosen: tuple[Selected, ...], digits: str = "") -> dict[str, FigureNumber]:
    """All that an edition shows, in order, and its digits → each captioned figure's number.

    By the figure's address.
    """
    counts: dict[str, int] = {}
    numbers: dict[str, FigureNumber] = {}
    for selected in _flatten(chosen):
        block = selected.block
        if isinstance(block, Image) and block.caption is None and block.finding is None:
            continue  # a picture without a caption can't be referred to
        if series := SERIES.get(type(block)):
            counts[series] = counts.get(series, 0) + 1
            numbers[selected.at] = FigureNumber(series, write_digits(str(counts[series]), digits))
    return numbers


@dataclass(frozen=True)
class Heading:
    """The heading of a section or annex: its words, its number, or "", and its address."""

    kind: str
    words: Text
    number: str
    at: str


def number_headings(
    chosen: Iterable[Selected], audience: Audience, digits: str = ""
) -> dict[str, Heading]:
    """All that an edition shows, in order, and its digits → each section's and annex's heading.

    By the address of that section or annex.
    """
    return dict(_number_headings(chosen, audience, "", digits))


def _number_headings(
    chosen: Iterable[Selected], audience: Audience, above: str, digits: str
) -> Iterator[tuple[str, Heading]]:
    count = 0
    for selected in chosen:
        match selected.block:
            case Section(section=own) | Annex(annex=own) as block:
                count += 1
            case _:
                continue
        kind = KIND_OF[type(block)]
        key, words = rewording.prefer(block, audience.prefers) or (kind, own)
        own_number = write_digits(str(count), digits)
        number = f"{above}{own_number}" if audience.numbering == "decimal" else ""
        yield selected.at, Heading(kind, words, number, f"{selected.at}.{key}")
        below = f"{number}." if number else ""
        yield from _number_headings(selected.body, audience, below, digits)


def list_addresses(chosen: tuple[Selected, ...]) -> frozenset[str]:
    """All that an edition shows → the addresses of its blocks."""
    return frozenset(selected.at for selected in _flatten(chosen))


def _flatten(chosen: tuple[Selected, ...]) -> Iterator[Selected]:
    for selected in chosen:
        yield selected
        yield from _flatten(selected.body)
