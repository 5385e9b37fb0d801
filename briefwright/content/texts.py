"""A scalar of running text → its paragraphs, each with its inline markup read."""

import re

from briefwright.content.reading import Context, LocatedText
from briefwright.facts import inline
from briefwright.model import addresses
from briefwright.model.dictionary import Prose, Text
from briefwright.yamlfile import Scalar

_LINE_ENDS = re.compile(r"\n+")
_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")


def read_text(scalar: Scalar, context: Context) -> Text | None:
    """A scalar that holds one paragraph → its Text, with a fault where a second one begins."""
    found = split_paragraphs(scalar)
    if len(found) > 1:
        context.report(
            "C221",
            "This text takes one paragraph, and a second one begins here; take out the blank line.",
            scalar.spot(found[1][0]),
        )
    return _parse(scalar, *found[0], context) if found else None


def read_prose(scalar: Scalar, context: Context, name: str) -> Prose | None:
    """A scalar under the key `name` of what stands at `context` → its paragraphs."""
    found = split_paragraphs(scalar)
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
    content, problems = inline.parse(words)
    for problem in problems:
        context.add(problem, scalar.spot(start + problem.offset))
    text = Text(words, content)
    context.collector.places[context.at] = scalar.spot(start)
    context.collector.texts.append(LocatedText(context.at, text, scalar, start))
    return text
