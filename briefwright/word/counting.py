"""What Word would print before a paragraph: live numbering, counted as Word counts it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = W + "val"

Node = etree._Element


@dataclass(frozen=True, slots=True)
class Level:
    """One level of an abstract numbering; `style` is the paragraph style that stands for it."""

    start: int
    shape: str
    text: str
    style: str


@dataclass(slots=True)
class Counter:
    """The numberings of one file, and how far each has counted.

    Lists (`w:num`) of one abstract numbering count on together, save where one says its start.
    """

    abstracts: dict[str, dict[int, Level]]
    lists: dict[str, tuple[str, dict[int, int]]]  # numId → its abstract, starts of its levels
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def level_of(self, number: str, style: str) -> int:
        """A numId that a style carries, and the style's id → the level that belongs to it."""
        levels = self.abstracts.get(self.lists.get(number, ("", {}))[0], {})
        return next((place for place, level in levels.items() if level.style == style), 0)

    def next(self, number: str, place: int) -> str:
        """One more paragraph of a list, at a level → what Word prints before it; no bullets."""
        if number not in self.lists:
            return ""
        abstract, starts = self.lists[number]
        levels, counts = self.abstracts.get(abstract, {}), self.counts.setdefault(abstract, {})
        if place not in levels:
            return ""
        if place in starts and (number, place) not in self.begun:
            counts[place] = starts[place] - 1
        self.begun.add((number, place))
        counts[place] = counts.get(place, levels[place].start - 1) + 1
        for deeper in [other for other in counts if other > place]:
            del counts[deeper]
        return _format_label(levels, counts, place)


def _format_label(levels: dict[int, Level], counts: dict[int, int], place: int) -> str:
    if levels[place].shape in ("bullet", "none"):
        return ""
    text = levels[place].text
    for other, level in levels.items():
        shown = format_number(level.shape, counts.get(other, level.start))
        text = text.replace(f"%{other + 1}", shown)
    return text


def format_number(shape: str, number: int) -> str:
    """Word's name for a number format and a number → the number as printed."""
    match shape:
        case "decimalZero":
            return f"{number:02d}"
        case "lowerLetter" | "upperLetter":
            letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
            return letters.upper() if shape == "upperLetter" else letters
        case "lowerRoman" | "upperRoman":
            roman = "".join(_roman(number))
            return roman.upper() if shape == "upperRoman" else roman
        case _:
            return str(number)


def _roman(number: int) -> Iterator[str]:
    signs = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
             (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
    for value, sign in signs:
        yield sign * (number // value)
        number %= value


def read_counter(part: Node | None) -> Counter:
    """The root of numbering.xml, if there is one → its numberings, nothing counted yet."""
    if part is None:
        return Counter({}, {})
    abstracts = {
        found.get(W + "abstractNumId", ""): {
            int(level.get(W + "ilvl", "0")): _read_level(level)
            for level in found.iterfind(W + "lvl")
        }
        for found in part.iterfind(W + "abstractNum")
    }
    lists = {
        found.get(W + "numId", ""): (_value(found, "abstractNumId"), _read_starts(found))
        for found in part.iterfind(W + "num")
    }
    return Counter(abstracts, lists)


def _read_level(level: Node) -> Level:
    return Level(
        int(_value(level, "start") or 0), _value(level, "numFmt"),
        _value(level, "lvlText"), _value(level, "pStyle"),
    )  # fmt: skip


def _read_starts(found: Node) -> dict[int, int]:
    return {
        int(override.get(W + "ilvl", "0")): int(_value(override, "startOverride"))
        for override in found.iterfind(W + "lvlOverride")
        if _value(override, "startOverride")
    }


def _value(holder: Node, tag: str) -> str:
    child = holder.find(W + tag)
    return "" if child is None else child.get(VAL, "")
