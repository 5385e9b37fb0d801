"""A scalar of running text, or of a cell → its paragraphs, each with its inline markup read."""

import re
from collections.abc import Sequence

from briefwright.content.reading import Context, LocatedText
from briefwright.facts import cell_parts, inline
from briefwright.model import addresses
from briefwright.model.dictionary import Inline, Prose, Text
from briefwright.problems import Problem
from briefwright.yamlfile import Scalar
from briefwright.yamlfile.faults import LIKE_ITEM

_LINE_ENDS = re.compile(r"\n+")
_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")


def read_text(scalar: Scalar, context: Context) -> Text | None:
    """A scalar that holds one paragraph → its Text, with a fault where a second one begins."""
    found = split_paragraphs(scalar)
    _warn_of_items(scalar, context)
    if len(found) > 1:
        context.report(
            "C221",
            "This text takes one paragraph, and a second one begins here; take out the blank line.",
            scalar.spot(found[1][0]),
        )
    return _parse(scalar, *found[0], context) if found else None


def read_cell(scalar: Scalar, context: Context) -> Text | None:
    """A scalar that stands in a cell of a table → its Text, with its paragraphs and lists."""
    parts = cell_parts.find_parts(scalar.text, wrapped=scalar.style == "literal")
    for fault in cell_parts.find_faults(scalar.text, parts):
        context.add(fault, scalar.spot(fault.offset))
    start, words = find_cell(scalar)
    return _keep(scalar, start, words, cell_parts.parse(words), context) if words else None


def find_cell(scalar: Scalar) -> tuple[int, str]:
    """A scalar that stands in a cell → where its words begin, and they, a line for each part."""
    parts = cell_parts.find_parts(scalar.text, wrapped=scalar.style == "literal")
    if not parts:
        return 0, ""
    start = min(parts[0].begin, parts[0].start.offset)
    return start, cell_parts.unwrap(scalar.text, parts)[start : parts[-1].end]


def read_prose(scalar: Scalar, context: Context, name: str) -> Prose | None:
    """A scalar under the key `name` of what stands at `context` → its paragraphs."""
    found = split_paragraphs(scalar)
    _warn_of_items(scalar, context)
    context.collector.places[addresses.field(context.at, name)] = scalar.spot(0)
    return tuple(
        _parse(scalar, start, words, context.key(name, n if len(found) > 1 else None))
        for n, (start, words) in enumerate(found, 1)
    )


def split_paragraphs(scalar: Scalar) -> tuple[tuple[int, str], ...]:
    """A scalar → its paragraphs, each with the offset at which it begins in the scalar's text.

    YAML has joined lines already, so that a line's end was a blank line; in `|` texts it hasn't.
    """
    breaks = _BLANK_LINES if scalar.style == "literal" else _LINE_ENDS
    starts = [0, *(found.end() for found in breaks.finditer(scalar.text))]
    ends = [*(found.start() for found in breaks.finditer(scalar.text)), len(scalar.text)]
    return tuple(
        _trim(start, scalar.text[start:end])
        for start, end in zip(starts, ends, strict=True)
        if scalar.text[start:end].strip()
    )


def _trim(start: int, words: str) -> tuple[int, str]:
    kept = words.lstrip()
    return start + len(words) - len(kept), kept.rstrip().replace("\n", " ")


def _parse(scalar: Scalar, start: int, words: str, context: Context) -> Text:
    return _keep(scalar, start, words, inline.parse(words), context)


Parsed = tuple[tuple[Inline, ...], Sequence[Problem]]


def _keep(scalar: Scalar, start: int, words: str, parsed: Parsed, context: Context) -> Text:
    """A text as it was read → its Text, its place and its faults added to what was gathered."""
    content, problems = parsed
    for problem in problems:
        context.add(problem, scalar.spot(start + problem.offset))
    text = Text(words, content)
    context.collector.places[context.at] = scalar.spot(start)
    context.collector.texts.append(LocatedText(context.at, text, scalar, start))
    return text


def _warn_of_items(scalar: Scalar, context: Context) -> None:
    """A text after `|` outside a table → a warning for each line of it that looks like an item."""
    begin = 0
    for line in scalar.text.split("\n") if scalar.style == "literal" else ():
        if cell_parts.is_item(line) and not line.strip()[0].isdecimal():
            context.collector.warn(LIKE_ITEM.code, LIKE_ITEM.message, scalar.spot(begin))
        begin += len(line) + 1
