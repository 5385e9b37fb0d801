"""A finished PDF → the same with something else drawn for its first figure.

What the figure draws is taken apart into blocks: an area, a line, a circle, a text each. The y of
a drawing counts downwards.
"""

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import ContentStreamInstruction, Operator

from tampering.saving import save, unparse

Instruction = ContentStreamInstruction
_PAINT = {"f": "area", "f*": "area", "B": "line", "B*": "line", "S": "line", "ET": "text"}
_PLACES = {"re": (0,), "m": (0,), "l": (0,), "c": (0, 2, 4), "Tm": (4,)}


@dataclass
class Block:
    """One thing that is drawn: `kind` is area, line, curve (a circle or a bent outline) or text."""

    kind: str
    instructions: list[Instruction]

    def operands(self, operator: str) -> list[list[Any]]:
        """An operator → the operands of each time that it stands here."""
        return [list(one.operands) for one in self.instructions if str(one.operator) == operator]

    @property
    def place(self) -> tuple[float, float]:
        """Where it begins."""
        right = down = 0.0
        for one in self.instructions:
            word, numbers = str(one.operator), list(one.operands)
            if word == "cm":  # a text that ends at its place, or has it in its middle
                assert [float(number) for number in numbers[:4]] == [1, 0, 0, 1]
                right, down = right + float(numbers[4]), down + float(numbers[5])
            elif spots := _PLACES.get(word):
                return right + float(numbers[spots[0]]), down + float(numbers[spots[0] + 1])
        raise AssertionError("this block draws nothing")

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of an area."""
        _, _, width, height = self.operands("re")[0]
        return float(width), float(height)

    def edit(self, operator: str, change: Callable[[list[Any]], list[Any]]) -> None:
        """An operator and what to do with its operands, each time."""
        self.instructions = [
            Instruction(change(list(one.operands)), one.operator)
            if str(one.operator) == operator
            else one
            for one in self.instructions
        ]

    def move(self, right: float, down: float) -> None:
        """Draws it elsewhere."""
        for operator, spots in _PLACES.items():
            self.edit(operator, lambda found, spots=spots: _shift(found, spots, right, down))  # type: ignore[misc]

    def resize(self, wider: float, higher: float) -> None:
        """Draws an area larger, from its upper left corner."""
        self.edit("re", lambda found: [*found[:2], _add(found[2], wider), _add(found[3], higher)])

    def paint(self, *colour: float) -> None:
        """Draws it in another colour."""
        for operator in ("rg", "RG"):
            self.edit(operator, lambda found: list(colour))

    def copy(self) -> "Block":
        """The same once more."""
        return Block(self.kind, list(self.instructions))


def _add(number: Any, more: float) -> float:
    return round(float(number) + more, 3)


def _shift(found: list[Any], spots: Sequence[int], right: float, down: float) -> list[Any]:
    for spot in spots:
        found[spot] = _add(found[spot], right)
        found[spot + 1] = _add(found[spot + 1], down)
    return found


Change = Callable[[list[Block]], None]


def redraw(data: bytes, change: Change) -> bytes:
    """A PDF, what to do with the blocks of its first figure → the PDF as it is then."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            instructions = [*_unfold(page.obj.Resources, pikepdf.parse_content_stream(page))]
            first = next((n for n, one in enumerate(instructions) if _begins(one)), None)
            if first is None:
                continue
            blocks = list[Block | Instruction](_take_apart(instructions[first:]))
            drawn = [one for one in blocks if isinstance(one, Block)]
            assert drawn
            at = blocks.index(drawn[0])
            change(drawn)
            blocks = [*blocks[:at], *drawn, *(b for b in blocks[at:] if not isinstance(b, Block))]
            rest = [
                one
                for block in blocks
                for one in (block.instructions if isinstance(block, Block) else [block])
            ]
            page.obj.Contents = pdf.make_stream(unparse([*instructions[:first], *rest]))
            return save(pdf)
    raise AssertionError("this file draws no figure")


def _unfold(
    resources: pikepdf.Object, instructions: Iterable[Instruction]
) -> Iterator[Instruction]:
    """Instructions and what they use → the same with texts written out that are forms."""
    for one in instructions:
        form = resources.XObject[one.operands[0]] if str(one.operator) == "Do" else None
        if form is None or form.Subtype != "/Form":
            yield Instruction(list(one.operands), one.operator)
            continue
        for shelf in ("/Font", "/ExtGState"):
            for key, value in form.Resources.get(shelf, {}).items():
                resources[shelf][key] = value
        yield from _unfold(form.Resources, pikepdf.parse_content_stream(form))


def _begins(one: Instruction) -> bool:
    return str(one.operator) == "BDC" and str(one.operands[0]) == "/Figure"


def _take_apart(instructions: Sequence[Instruction]) -> list[Block | Instruction]:
    """Instructions from the beginning of a figure on → those of each block together."""
    found = list[Block | Instruction]()
    opened = list[int]()
    in_figure = True
    for one in instructions:
        word = str(one.operator)
        found.append(one)
        in_figure = in_figure and word != "EMC"
        if word == "q":
            opened.append(len(found) - 1)
        elif word == "Q" and opened:
            start = opened.pop()
            if in_figure and (blocks := _join(found[start:])):
                found[start:] = blocks
    return found


def _join(inside: Sequence[Block | Instruction]) -> list[Block]:
    """What stands between q and Q → one block, or each of those of a group that is moved."""
    blocks = [one for one in inside if isinstance(one, Block)]
    bare = [one for one in inside if isinstance(one, Instruction)]
    words = [str(one.operator) for one in bare]
    if not blocks:
        kinds = [_PAINT[word] for word in words if word in _PAINT]
        kind = "curve" if "c" in words else kinds[0] if kinds else ""
        return [Block(kind, bare)] if kind else []
    if set(words) - {"q", "cm", "Q"} or not (_is_moved(bare) or blocks[0].kind == "text"):
        return []
    if len(blocks) > 1 and not _is_moved(bare):
        return []
    return [Block(one.kind, [*bare[:-1], *one.instructions, bare[-1]]) for one in blocks]


def _is_moved(bare: Sequence[Instruction]) -> bool:
    """Whether a group is drawn elsewhere, as large as it is."""
    turns = [list(map(float, one.operands)) for one in bare if str(one.operator) == "cm"]
    return bool(turns) and all(turn[:4] == [1, 0, 0, 1] for turn in turns)


def pick(blocks: list[Block], kind: str) -> list[Block]:
    """Blocks → those of one kind, of which there must be some."""
    found = [block for block in blocks if block.kind == kind]
    assert found
    return found


def draw_area(x: float, y: float, width: float, height: float, *colour: float) -> Block:
    """A rectangle and its colour → a block that draws it."""
    return Block(
        "area",
        [
            Instruction([], Operator("q")),
            Instruction(list(colour), Operator("rg")),
            Instruction([x, y, width, height], Operator("re")),
            Instruction([], Operator("f")),
            Instruction([], Operator("Q")),
        ],
    )


def draw_line(x: float, y: float, x2: float, y2: float, *colour: float) -> Block:
    """Two points and a colour → a block that draws the line between them."""
    return Block(
        "line",
        [
            Instruction([], Operator("q")),
            Instruction(list(colour), Operator("RG")),
            Instruction([1], Operator("w")),
            Instruction([x, y], Operator("m")),
            Instruction([x2, y2], Operator("l")),
            Instruction([], Operator("S")),
            Instruction([], Operator("Q")),
        ],
    )
