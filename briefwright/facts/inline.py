"""Markup inside one text → inline nodes of the model, or its faults, in time linear to its length.

*emphasis*   **strong**   [text](https://…)   [^source]   [^source, p. 2]
{fact}   {fact.form}   {name}   {figure}   {2009-03-21}   \\* for an asterisk that is one

Other brackets, lone asterisks and @ are words. Line ends count as spaces.
"""

from collections.abc import Iterator
from typing import assert_never

from briefwright.facts.inline_scanner import SPACES, Delimiter, Part, Scanner
from briefwright.model.dictionary import (
    Brace,
    Cite,
    DateBrace,
    Emphasis,
    Inline,
    Link,
    PartStart,
    Str,
    Strong,
)
from briefwright.problems import Problem

__all__ = ["braces", "cites", "parse", "plain_text", "walk"]


# Letters that a copy from a PDF drew together.
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ſt", "ﬆ": "st"}
)


def parse(
    source: str, start: int = 0, end: int | None = None
) -> tuple[tuple[Inline, ...], tuple[Problem, ...]]:
    """A text as typed, and which part of it is meant → its inline nodes and its problems, both in
    order; offsets count from 0."""
    scanner = Scanner(source, start, end)
    scanner.scan()
    return _make_tree(scanner.parts), tuple(sorted(scanner.problems, key=lambda one: one.offset))


def _make_tree(parts: list[Part]) -> tuple[Inline, ...]:
    """Parts in order → nodes, those between two delimiters inside one of their own."""
    levels: list[tuple[Delimiter | None, list[Inline]]] = [(None, [])]
    for part in parts:
        if not isinstance(part, Delimiter):
            levels[-1][1].append(part)
        elif part.role == "opens":
            levels.append((part, []))
        elif part.role == "closes":
            opener, content = levels.pop()
            levels[-1][1].append(_make_node(opener or part, _join(content)))
        else:
            levels[-1][1].append(Str(part.mark, part.offset))
    return _join(levels[0][1])


def _make_node(opener: Delimiter, content: tuple[Inline, ...]) -> Inline:
    match opener.mark:
        case "*":
            return Emphasis(content, opener.offset)
        case "**":
            return Strong(content, opener.offset)
        case "[":
            return Link(content, opener.href, opener.offset)
        case _:
            assert_never(opener.mark)


def _join(content: list[Inline]) -> tuple[Inline, ...]:
    """Nodes → the same, neighbouring words in one Str, each white space one space."""
    joined: list[Inline] = []
    words: list[Str] = []
    for node in (*content, None):
        if isinstance(node, Str):
            words.append(node)
            continue
        if words:
            text = "".join(word.text for word in words)
            joined.append(Str(SPACES.sub(" ", text).translate(_LIGATURES), words[0].offset))
            words = []
        if node is not None:
            joined.append(node)
    return tuple(joined)


# ----------------------------------------------------------------- looking through nodes


def walk(content: tuple[Inline, ...]) -> Iterator[Inline]:
    """Inline nodes → each of them and of those inside them, in reading order."""
    for node in content:
        yield node
        match node:
            case Emphasis() | Strong() | Link():
                yield from walk(node.content)
            case Str() | Cite() | Brace() | DateBrace() | PartStart():
                pass
            case _:
                assert_never(node)


def plain_text(content: tuple[Inline, ...]) -> str:
    """Inline nodes → their words alone, without what braces and sources stand for."""
    return "".join(node.text for node in walk(content) if isinstance(node, Str))


def braces(content: tuple[Inline, ...]) -> tuple[Brace, ...]:
    """Inline nodes → the facts, names and figures that they call, in reading order."""
    return tuple(node for node in walk(content) if isinstance(node, Brace))


def cites(content: tuple[Inline, ...]) -> tuple[Cite, ...]:
    """Inline nodes → the sources that they name, in reading order."""
    return tuple(node for node in walk(content) if isinstance(node, Cite))
