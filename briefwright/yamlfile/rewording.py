"""A text of a YAML file → the file in which it says something else, every other letter untouched.

Of the ways in which a text can be written, the first that is proven is taken: only the letters that
differ, then all of it as it was written, plain, in quote marks, or on lines of its own.
"""

import re
import textwrap
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from briefwright.problems import Place
from briefwright.yamlfile.nodes import Map, Scalar, Sequence
from briefwright.yamlfile.source import INDENT, WIDTH, Source, SpliceError, walk

_LINE = re.compile(r"[^\r\n]*")


def find_text(source: Source, place: Place) -> Scalar:
    """A file and a place inside a text of it → that text. Errors: SpliceError where none is."""
    for node, _ in walk(source.root):
        if isinstance(node, Scalar) and node.place <= place <= node.end:
            return node
    raise SpliceError(f"No text stands at {place} any more.")


def replace_text(source: Source, scalar: Scalar, words: str) -> str:
    """A file, a text in it, what that shall say → the file's text with it. Errors: SpliceError."""
    if words == scalar.text:
        return source.text
    return source.choose(_list_ways(source, scalar, words), scalar, replace(scalar, text=words))


def _list_ways(source: Source, scalar: Scalar, words: str) -> Iterator[str]:
    start, end = source.find_offset(scalar.place), source.find_offset(scalar.end)
    if scalar.text.strip() and words.strip():
        yield from _splice_letters(source, scalar, words)
    blank = "" if scalar.text or source.text[start - 1 : start] in ("", " ") else " "
    depth = _find_depth(source, scalar)
    for written in write_text(words, scalar.style, depth, source.line_end):
        yield source.text[:start] + blank + written + source.text[end:]


def _find_depth(source: Source, scalar: Scalar) -> int | None:
    """A text of a file → how far it stands in on lines of its own; nothing where it may have none.

    That is so between brackets, and for a key.
    """
    above = source.find_around(scalar)
    if any(map(source.is_in_brackets, above)):
        return None
    if scalar.style in ("folded", "literal"):
        return scalar.spot(0).column - 1
    match above[-1] if above else None:
        case Map(entries):
            keys = [key for key, value in entries if value is scalar]
            return keys[0].place.column - 1 + INDENT if keys else None
        case Sequence(_, place):
            return place.column - 1 + INDENT
        case _:
            return 0


# ----------------------------------------------------------------- the letters that differ


def _splice_letters(source: Source, scalar: Scalar, words: str) -> Iterator[str]:
    """The file with other letters between those that stay; first with its line wrapped again."""
    old = scalar.text
    head = _count_common(old, words)
    tail = _count_common(old[head:][::-1], words[head:][::-1])
    last = len(old) - tail
    start = source.find_offset(scalar.spot(head) if head < len(old) else _find_end(scalar))
    end = source.find_offset(scalar.spot(last - 1)) + 1 if last > head else start
    new = _ESCAPE[scalar.style](words[head : len(words) - tail])
    if scalar.style == "literal":
        new = _indent(new, scalar.spot(0).column - 1, source.line_end)
    spliced = source.text[:start] + new + source.text[end:]
    if scalar.style == "folded":
        yield _wrap_line(spliced, start, source.line_end)
    yield spliced


def _find_end(scalar: Scalar) -> Place:
    """A text → the place behind its last letter."""
    last = scalar.spot(len(scalar.text.rstrip("\n")) - 1)
    return replace(last, column=last.column + 1)


def _count_common(one: str, other: str) -> int:
    """Two texts → how many letters they begin with alike."""
    pairs = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _wrap_line(text: str, at: int, line_end: str) -> str:
    """A text and a position → its line there on as many lines as it needs, standing in alike."""
    start = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
    line = _LINE.match(text, start)
    if line is None or len(line[0]) <= WIDTH:
        return text
    depth = len(line[0]) - len(line[0].lstrip(" "))
    wrapped = line_end.join(" " * depth + one for one in _fold(line[0].strip(), depth))
    return text[:start] + wrapped + text[line.end() :]


# ----------------------------------------------------------------- a whole text


def write_text(words: str, style: str, depth: int | None, line_end: str) -> Iterator[str]:
    """Words, a style, how far they stand in on lines of their own → ways to write them.

    `depth` is nothing where they may have no lines of their own. The first that says them and
    nothing else is the one to take.
    """
    folded = () if depth is None else tuple(_write_folded(words, depth, line_end))
    if depth is not None and (style == "literal" or "\n\n" in words or "\n- " in words):
        yield from _write_literal(words, depth, line_end)
    if style in ("folded", "literal") or len(words) > WIDTH or "\n" in words.rstrip("\n"):
        yield from folded
    if "\n" not in words:
        if style in ("single", "double"):
            yield _QUOTE[style].format(_ESCAPE[style](words))
        yield words
    yield _QUOTE["double"].format(_ESCAPE["double"](words))
    yield from folded


def _escape_double(words: str) -> str:
    return words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


_ESCAPE: Mapping[str, Callable[[str], str]] = {
    "plain": str,
    "folded": str,
    "literal": str,
    "single": lambda words: words.replace("'", "''"),
    "double": _escape_double,
}
_QUOTE: Mapping[str, str] = {"single": "'{}'", "double": '"{}"'}


def _write_literal(words: str, depth: int, line_end: str) -> Iterator[str]:
    """Words → them under `|`, each line as it is; `|-` says that no line end comes after them."""
    lines = _indent(" " * depth + words.rstrip("\n"), depth, line_end)
    for sign in ("|", "|-") if words.endswith("\n") else ("|-", "|"):
        yield f"{sign}{line_end}{lines}"


def _indent(words: str, depth: int, line_end: str) -> str:
    """Words of several lines → these, each but the first standing in by `depth`."""
    first, *others = words.split("\n")
    return line_end.join([first, *(" " * depth + line if line else "" for line in others)])


def _write_folded(words: str, depth: int, line_end: str) -> Iterator[str]:
    """Words → them under `>`, lines as long as suits a screen, a blank line before a paragraph.

    `>-` says that no line end comes after the last of them.
    """
    lines = [
        " " * depth + line if line else ""
        for n, paragraph in enumerate(words.rstrip("\n").split("\n"))
        for line in (*([""] if n else ()), *_fold(paragraph, depth))
    ]
    for sign in (">", ">-") if words.endswith("\n") else (">-", ">"):
        yield line_end.join([sign, *lines])


def _fold(paragraph: str, depth: int) -> list[str]:
    width = max(WIDTH - depth, WIDTH // 2)
    wrapped = textwrap.wrap(paragraph, width, break_long_words=False, break_on_hyphens=False)
    return wrapped or [""]
