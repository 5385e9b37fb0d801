"""A text between brackets, where it ends: lines and positions → pieces."""

import re
from typing import NamedTuple

from briefwright.yamlfile.lines import Piece

CLOSING = {"[": "]", "{": "}"}


class Stop(NamedTuple):
    """Where a text ends on its line, the brackets it still awaits, those that open in it."""

    at: int
    awaited: str
    brackets: list[int]


class Span(NamedTuple):
    """A text between brackets: its pieces, its first bracket, the comments between its lines."""

    pieces: list[Piece]
    brackets: list[tuple[int, int]]
    comments: list[tuple[int, int]]


def find_stop(text: str, at: int, end: int, stop: re.Pattern[str], awaited: str) -> Stop:
    """Where a text ends on its line; `awaited` are the brackets that would close those in it."""
    brackets = []
    for found in stop.finditer(text, at, end):
        sign = found[0]
        if sign in CLOSING:
            awaited += CLOSING[sign]
            brackets.append(found.start())
        elif awaited and sign == awaited[-1]:
            awaited = awaited[:-1]
        elif sign in "]}" or not awaited:
            return Stop(found.start(), awaited, brackets)
    return Stop(end, awaited, brackets)


def extend(span: Span, more: Span, comma: int) -> None:
    """Adds what stands behind a comma to a text."""
    last, first = span.pieces[-1], more.pieces[0]
    if first.row == last.row:
        span.pieces[-1] = last._replace(end=first.end)
        span.pieces.extend(more.pieces[1:])
    else:
        span.pieces[-1] = last._replace(end=comma + 1)
        span.pieces.extend(more.pieces)
    span.brackets.extend(more.brackets)
    span.comments.extend(more.comments)
