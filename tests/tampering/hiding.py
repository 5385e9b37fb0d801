"""A finished PDF → the same with one text on it hidden, in one of the ways in which ink is lost."""

import io
from collections.abc import Callable, Iterator, Sequence

import pikepdf
from pikepdf import ContentStreamInstruction, Dictionary, Name, Operator

from tampering.saving import save, unparse

Instructions = list[ContentStreamInstruction]
Hide = Callable[[Instructions], Instructions]


def texts(data: bytes) -> list[tuple[int, int]]:
    """A PDF → its text objects of several letters: the page's index, and which of the page's it is.

    The dots that lead to a page number are text objects of one letter, bullets of a dot and a
    space.
    """
    with pikepdf.open(io.BytesIO(data)) as document:
        return [
            (index, number)
            for index, page in enumerate(document.pages)
            for number, block in enumerate(_texts(pikepdf.parse_content_stream(page)))
            if sum(map(_letters, block)) > 2
        ]


def _texts(instructions: Sequence[ContentStreamInstruction]) -> Iterator[Instructions]:
    for first, last in _blocks(instructions):
        yield list(instructions[first:last])


def _letters(instruction: ContentStreamInstruction) -> int:
    """An instruction → how many letters it shows; each is two bytes."""
    if not _is(instruction, "TJ"):
        return 0
    strings = [one for one in instruction.operands[0] if isinstance(one, pikepdf.String)]
    return sum(len(bytes(one)) for one in strings) // 2


def hide(data: bytes, page: int, text: int, how: Hide) -> bytes:
    """A PDF, a page, one of its text objects and a way of hiding it → the PDF with it hidden."""
    with pikepdf.open(io.BytesIO(data)) as document:
        sheet = document.pages[page]
        if Name.ExtGState not in sheet.Resources:
            sheet.Resources[Name.ExtGState] = Dictionary()
        sheet.Resources.ExtGState[Name.Clear] = Dictionary(ca=0, CA=0)
        instructions = list(pikepdf.parse_content_stream(sheet))
        first, last = _blocks(instructions)[text]
        changed = how(instructions[first : last + 1])
        whole = [*instructions[:first], *changed, *instructions[last + 1 :]]
        sheet.Contents = document.make_stream(unparse(whole))
        return save(document)


def lay_over(data: bytes, page: int, text: int, other: int) -> bytes:
    """A PDF, a page, a text object of it, an earlier one → the PDF with the first over that."""
    with pikepdf.open(io.BytesIO(data)) as document:
        sheet = document.pages[page]
        instructions = list(pikepdf.parse_content_stream(sheet))
        blocks = _blocks(instructions)
        (begin, end), (other_begin, other_end) = blocks[text], blocks[other]
        target = next(one for one in instructions[other_begin:other_end] if _is(one, "Tm"))
        moved = [target if _is(one, "Tm") else one for one in instructions[begin : end + 1]]
        # It is drawn right behind the other one, since a drawing has coordinates of its own.
        del instructions[begin : end + 1]
        instructions[other_end + 1 : other_end + 1] = moved
        sheet.Contents = document.make_stream(unparse(instructions))
        return save(document)


def _is(instruction: ContentStreamInstruction, operator: str) -> bool:
    return str(instruction.operator) == operator


def _blocks(instructions: Sequence[ContentStreamInstruction]) -> list[tuple[int, int]]:
    """Instructions → where each text object begins and ends."""
    begins = [n for n, one in enumerate(instructions) if one.operator == Operator("BT")]
    ends = [n for n, one in enumerate(instructions) if one.operator == Operator("ET")]
    return list(zip(begins, ends, strict=True))


def _do(operator: str, *operands: object) -> ContentStreamInstruction:
    return ContentStreamInstruction(list(operands), Operator(operator))


def _between(before: Instructions, block: Instructions, after: Instructions = []) -> Instructions:  # noqa: B006
    return [_do("q"), *before, *block, *after, _do("Q")]


def _inside(block: Instructions, *more: ContentStreamInstruction) -> Instructions:
    """Instructions put in just before the text is shown, in place of what was set there."""
    shows = [n for n, one in enumerate(block) if str(one.operator) in ("Tj", "TJ")]
    return [*block[: shows[0]], *more, *block[shows[0] :]]


def _replace(
    block: Instructions, operator: str, change: Callable[[list[object]], list[object]]
) -> Instructions:
    return [
        _do(operator, *change(list(one.operands))) if str(one.operator) == operator else one
        for one in block
    ]


def _box(block: Instructions) -> list[object]:
    """A text object → a rectangle over where it begins, in its own coordinates."""
    matrix = next(list(one.operands) for one in block if str(one.operator) == "Tm")
    x, y = float(matrix[4]), float(matrix[5])
    return [x - 2, y - 12, 40, 18]


def white(block: Instructions) -> Instructions:
    """White letters."""
    return _between([], _inside(block, _do("rg", 1, 1, 1)))


def pale(block: Instructions) -> Instructions:
    """Letters of a grey that is almost the paper's."""
    return _between([], _inside(block, _do("g", 0.92)))


def invisible(block: Instructions) -> Instructions:
    """Letters that are neither filled nor stroked."""
    return [*_inside(block, _do("Tr", 3)), _do("Tr", 0)]


def transparent(block: Instructions) -> Instructions:
    """Letters without any opacity."""
    return _between([_do("gs", Name.Clear)], block)


def tiny(block: Instructions) -> Instructions:
    """Letters of a twentieth of their size."""
    return _replace(block, "Tf", lambda operands: [operands[0], float(operands[1]) / 20])  # type: ignore[arg-type]


def off_the_right(block: Instructions) -> Instructions:
    """Letters beyond the right edge of the paper."""
    return _replace(block, "Tm", lambda m: [*m[:4], float(m[4]) + 2000, m[5]])  # type: ignore[arg-type]


def off_the_top(block: Instructions) -> Instructions:
    """Letters beyond the upper or the lower edge of the paper."""
    return _replace(block, "Tm", lambda m: [*m[:5], float(m[5]) - 3000])  # type: ignore[arg-type]


def clipped(block: Instructions) -> Instructions:
    """Letters of which a clip leaves nothing."""
    return _between([_do("re", 0, 0, 1, 1), _do("W"), _do("n")], block)


def half_clipped(block: Instructions) -> Instructions:
    """Letters of which a clip leaves the upper half."""
    x, y, _, _ = _box(block)
    clip = [_do("re", float(x) - 500, float(y) - 500, 2000, 509), _do("W"), _do("n")]  # type: ignore[arg-type]
    return _between(clip, block)


def under_a_box(block: Instructions) -> Instructions:
    """Letters with a white box over them."""
    return _between([], block, [_do("rg", 1, 1, 1), _do("re", *_box(block)), _do("f")])


def under_a_dark_box(block: Instructions) -> Instructions:
    """Letters with a black box over them."""
    return _between([], block, [_do("rg", 0, 0, 0), _do("re", *_box(block)), _do("f")])


def under_a_page(block: Instructions) -> Instructions:
    """Letters with a sheet as large as the page over them."""
    sheet = [_do("rg", 1, 1, 1), _do("re", -5000, -5000, 10000, 10000), _do("f")]
    return _between([], block, sheet)


WAYS: tuple[Hide, ...] = (
    white, pale, invisible, transparent, tiny, off_the_right, off_the_top, clipped, half_clipped,
    under_a_box, under_a_dark_box, under_a_page,
)  # fmt: skip
