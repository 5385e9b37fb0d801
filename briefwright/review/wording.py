"""A text as written, as printed, and as printed with changes → as it has to be written.

What is written and what is printed are laid side by side: words that are the same in both are free
to change; what stands where a brace or a note's call was written is made by the program, and only
goes as a whole.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise

# Where a paragraph or an item begins in a cell: as it prints, and as it is written.
_PART = r"\s*\u2029\s*(?:•\s+|\w+\.\s+)?"
_LINE = r"(?:\A|\s*\n)[^\S\n]*(?:[-*•]|\d+\.)[^\S\n]+|\s*\n\s*"
_PRINTED = re.compile(rf"{_PART}|\w+|[^\S\u2029]+|.", re.DOTALL)
_WRITTEN = re.compile(
    r"(?P<escaped>\\.)|(?P<made>\{[^{}]*\}|\[\^[^\]]*\])|(?P<markup>\]\([^()\s]*\)|\*+|\[)|"
    rf"{_PART}|\w+|[^\S\u2029]+|.",
    re.DOTALL,
)
_CELL = re.compile(rf"(?P<line>{_LINE})|{_WRITTEN.pattern}", re.DOTALL)
_UNSEEN = str.maketrans("", "", "\u00ad\u2060\u200b\u200e\u200f\ufeff")
_SAME = str.maketrans(
    {**dict.fromkeys("“”„«»‟", '"'), **dict.fromkeys("‘’‚‹›", "'"),
     **dict.fromkeys("‐‑‒–—−", "-"), "…": "."}
)  # fmt: skip
_MARKUP = re.compile(r"([\\*{}\[\]])")


@dataclass(frozen=True)
class Part:
    """A text as it is written, at its address; what prints may be made of several.

    In a cell each line is a paragraph, or an item.
    """

    at: str
    text: str
    is_cell: bool = False


@dataclass(frozen=True)
class Touched:
    """Words that the program made and somebody changed: how they are written, were, and are."""

    written: str
    before: str
    after: str


@dataclass(frozen=True)
class Merged:
    """Each part as it has to be written, and what of the change could not go there."""

    parts: tuple[Part, ...]
    touched: tuple[Touched, ...]


@dataclass(frozen=True)
class _Token:
    """A word, blank or sign: as it stands in its part, and as it compares."""

    text: str
    key: str
    part: int = 0
    kind: str = ""


def clean(text: str) -> str:
    """Printed text → without the signs that nobody sees."""
    return text.translate(_UNSEEN)


def squeeze(text: str) -> str:
    """Printed text → the same, its blanks alike: what two files must have in common."""
    return " ".join(clean(text).replace("\u2029", " ¶ ").split()).removeprefix("¶ ")


def fold(text: str) -> str:
    """Printed text → what of it must be the same however it was typed: letters, digits, signs."""
    return "".join(unicodedata.normalize("NFKC", squeeze(text)).translate(_SAME).split())


def protect(text: str) -> str:
    """Words as printed → as they are written, where a sign would be markup."""
    return _MARKUP.sub(r"\\\1", text)


def merge(parts: Sequence[Part], before: str, after: str) -> Merged:
    """Parts as written, what they print, that as somebody changed it → the parts with that."""
    written = [one for n, part in enumerate(parts) for one in _split_written(part, n)]
    printed, changed = _split_printed(before), _split_printed(after)
    blocks = tuple(_find_blocks(written, printed))
    edits: list[tuple[int, int, str]] = []
    touched: list[Touched] = []
    for start, end, first, last in _list_changes(printed, changed):
        span = _find_span(blocks, start, end)
        if span is None:
            touched.append(_describe(blocks, written, printed, changed, start, end))
        else:
            edits.append((*span, protect("".join(one.text for one in changed[first:last]))))
    texts = _splice(written, edits, len(parts))
    made = tuple(
        replace(part, text=write_parts(text) if part.is_cell and text != part.text else text)
        for part, text in zip(parts, texts, strict=True)
    )
    return Merged(made, tuple(dict.fromkeys(touched)))


def update(printed: str, before: str, after: str) -> str:
    """What prints today, a text as it went out and came back → today's with what was changed."""
    if squeeze(printed) == squeeze(before):
        return after
    merged = merge([Part("", protect(printed))], before, after).parts[0].text
    return re.sub(r"\\(.)", r"\1", merged)


def _split_printed(text: str) -> list[_Token]:
    return [_Token(one, _key(one)) for one in _PRINTED.findall(clean(text))]


def write_parts(text: str) -> str:
    """The text of a cell, its parts as they print or as they are written → as they are written."""
    typed = [line for line in re.split(r"\s*[\n\u2029]\s*", text) if line]
    lines: list[str] = []
    count = 0
    for line in typed:
        found = _MARK.match(line) if len(typed) > 1 else None
        is_numbered = found is not None and found[1] and (count > 0 or int(found[1]) == 1)
        count = count + 1 if is_numbered else 0
        if found is None or (found[1] and not is_numbered):
            lines += ["", line] if lines else [line]
        else:
            lines.append((f"{count}. " if is_numbered else "- ") + line[found.end() :])
    return "\n".join(lines)


_MARK = re.compile(r"(?:[-*•]|(\d+)\.)\s+")


def _split_written(part: Part, place: int) -> Iterator[_Token]:
    """A text as it is written, and which of several it is → its tokens."""
    for found in (_CELL if part.is_cell else _WRITTEN).finditer(part.text):
        kind = found.lastgroup or ""
        words = found[0][1:] if kind == "escaped" else found[0]
        key = f"\0{found[0]}" if kind in ("made", "markup") else _key(words)
        yield _Token(found[0], key, place, kind)


def _key(text: str) -> str:
    if "\u2029" in text or "\n" in text or _MARK.fullmatch(text):
        found = _MARK.match(text.strip() + " ")
        return f"\0{'#' if found and found[1] else '•' if found else '¶'}"
    return " " if text.isspace() else text.translate(_SAME)


@dataclass(frozen=True)
class _Block:
    """A stretch of what is printed, and that of what is written for it; `is_same` word by word."""

    printed: tuple[int, int]
    written: tuple[int, int]
    is_same: bool


def _find_blocks(written: Sequence[_Token], printed: Sequence[_Token]) -> Iterator[_Block]:
    matcher = SequenceMatcher(
        None, [one.key for one in printed], [one.key for one in written], autojunk=False
    )
    for kind, start, end, first, last in matcher.get_opcodes():
        yield _Block((start, end), (first, last), kind == "equal")


def _list_changes(
    printed: Sequence[_Token], changed: Sequence[_Token]
) -> Iterator[tuple[int, int, int, int]]:
    matcher = SequenceMatcher(
        None, [one.key for one in printed], [one.key for one in changed], autojunk=False
    )
    for kind, start, end, first, last in matcher.get_opcodes():
        if kind != "equal":
            yield start, end, first, last


def _find_span(blocks: Sequence[_Block], start: int, end: int) -> tuple[int, int] | None:
    """A stretch of what is printed → that of what is written; nothing where it cuts made words."""
    if start == end:
        at = _find_edge(blocks, start)
        return None if at is None else (at, at)
    first, last = -1, -1
    for block in blocks:
        low, high = max(start, block.printed[0]), min(end, block.printed[1])
        if low >= high:
            continue
        if block.is_same:
            shift = block.written[0] - block.printed[0]
            low, high = low + shift, high + shift
        elif (low, high) == block.printed and block.written[0] < block.written[1]:
            low, high = block.written
        else:
            return None
        first, last = low if first < 0 else first, high
    return first, last


def _find_edge(blocks: Sequence[_Block], at: int) -> int | None:
    """Where something is put in, in what is printed → the same in what is written."""
    for block in blocks:
        if block.is_same and block.printed[0] < at <= block.printed[1]:
            return block.written[0] + at - block.printed[0]
    for block in blocks:
        if block.is_same and block.printed[0] == at:
            return block.written[0]
    for block in blocks:
        if not block.is_same and at in block.printed and block.written[0] < block.written[1]:
            return block.written[block.printed.index(at)]
    return None


def _describe(
    blocks: Sequence[_Block],
    written: Sequence[_Token],
    printed: Sequence[_Token],
    changed: Sequence[_Token],
    start: int,
    end: int,
) -> Touched:
    """A change that cuts made words → all of them as they are written, were, and are."""
    cut = [
        one
        for one in blocks
        if not one.is_same and one.printed[0] <= max(start, end - 1) and one.printed[1] >= start
    ]
    low, high = min(one.printed[0] for one in cut), max(one.printed[1] for one in cut)
    first, last = min(one.written[0] for one in cut), max(one.written[1] for one in cut)
    low, high = min(low, start), max(high, end)
    after = "".join(_follow(printed, changed, low, high))
    return Touched(
        "".join(one.text for one in written[first:last]),
        "".join(one.text for one in printed[low:high]),
        after,
    )


def _follow(
    printed: Sequence[_Token], changed: Sequence[_Token], low: int, high: int
) -> Iterator[str]:
    """A stretch of what is printed → what stands there now."""
    matcher = SequenceMatcher(
        None, [one.key for one in printed], [one.key for one in changed], autojunk=False
    )
    for kind, start, end, first, last in matcher.get_opcodes():
        if end < low or start > high or (start == end and not low <= start <= high):
            continue
        if kind == "equal":
            begin, stop = max(start, low), min(end, high)
            yield from (one.text for one in changed[first + begin - start : first + stop - start])
        elif start < high or start == end:
            yield from (one.text for one in changed[first:last])


def _splice(
    written: Sequence[_Token], edits: Sequence[tuple[int, int, str]], count: int
) -> tuple[str, ...]:
    """What is written, and what takes the place of which stretches → the text of each part."""
    texts = ["" for _ in range(count)]
    ends = [*sorted(edits), (len(written), len(written), "")]
    for (_, at, _), (start, end, new) in pairwise([(0, 0, ""), *ends]):
        for one in written[at:start]:
            texts[one.part] += one.text
        new += _find_halves(written[start:end])
        if new:
            near = written[min(start, len(written) - 1)] if start < end else written[start - 1]
            texts[near.part] += new
        at = end
    return tuple(one.replace("****", "") if edits else one for one in texts)


def _find_halves(gone: Sequence[_Token]) -> str:
    """What goes of a text as it is written → the markup in it whose other half stays."""
    found = [one.text for one in gone if one.kind == "markup"]
    kept = [mark for mark in ("*", "**") if found.count(mark) % 2]
    opened, closed = (sum(one.startswith(sign) for one in found) for sign in "[]")
    if opened < closed:
        kept += [one for one in found if one.startswith("]")][:1]
    return "".join(kept + ["["] * (opened - closed))
