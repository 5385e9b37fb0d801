"""The axis of categories under lines: where each stands, and which of their labels have room."""

import itertools
import re
from collections.abc import Sequence

from briefwright.figures import lettering
from briefwright.figures.columns import labels
from briefwright.figures.lettering import LEADING, SIZE
from briefwright.figures.palette import Palette
from briefwright.figures.sheet import Word

_YEAR = re.compile(r"([0-9]{4})(?: \([a-z]\))?")  # and the letter of a remark


def find_steps(categories: Sequence[str]) -> tuple[float, ...]:
    """Categories → how far along the axis each stands: years in proportion, all else evenly."""
    years = [int(found[1]) for name in categories if (found := _YEAR.fullmatch(name))]
    rises = all(one < other for one, other in itertools.pairwise(years))
    if rises and len(years) == len(categories):
        return tuple(float(year - years[0]) for year in years)
    return tuple(float(number) for number in range(len(categories)))


def arrange(
    categories: Sequence[str], xs: Sequence[float], top: float, palette: Palette
) -> tuple[tuple[Word, ...], float]:
    """Categories → their labels under the axis, and where those end; every second where close."""
    step = 1
    chosen = tuple(range(len(categories)))
    while not _level(categories, chosen, xs, palette) and step < len(categories):
        step += 1
        chosen = tuple(range((len(categories) - 1) % step, len(categories), step))
    words, lines = list[Word](), 1
    for index in chosen:
        room = _room(index, chosen, xs)
        for word in labels((categories[index],), room, top, palette):
            words.append(Word(xs[index], word.y, word.text, palette.ink, "middle"))
        lines = max(lines, len(lettering.wrap(categories[index], room - 6, palette)))
    return tuple(words), top + 6 + lines * SIZE * LEADING + 2


def _room(index: int, chosen: Sequence[int], xs: Sequence[float]) -> float:
    near = [abs(xs[other] - xs[index]) for other in chosen if other != index]
    return min(near, default=max(xs[-1] - xs[0], 120.0))


def _level(
    categories: Sequence[str], chosen: Sequence[int], xs: Sequence[float], palette: Palette
) -> bool:
    return all(
        lettering.widest(categories[index].split(" "), palette) <= _room(index, chosen, xs) - 5
        for index in chosen
    )
