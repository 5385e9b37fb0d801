"""Numbers that an edition gives once to its figures and tables."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from briefwright.edition.selection import Selected
from briefwright.model.dictionary import Chart, Image, Map, Table, Timeline

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
    """A figure's place in its series: “figure” or “table”, and its number."""

    series: str
    number: int


def number_figures(chosen: tuple[Selected, ...]) -> dict[str, FigureNumber]:
    """All that an edition shows, in order → each captioned figure's address → its number."""
    counts: dict[str, int] = {}
    numbers: dict[str, FigureNumber] = {}
    for selected in _flatten(chosen):
        block = selected.block
        if isinstance(block, Image) and block.caption is None and block.finding is None:
            continue  # a picture without a caption can't be referred to
        if series := SERIES.get(type(block)):
            counts[series] = counts.get(series, 0) + 1
            numbers[selected.at] = FigureNumber(series, counts[series])
    return numbers


def _flatten(chosen: tuple[Selected, ...]) -> Iterator[Selected]:
    for selected in chosen:
        yield selected
        yield from _flatten(selected.body)
