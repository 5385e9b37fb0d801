"""What a stretch of a line is: a dash, a key, a comment. Lines and positions → positions.

A line arrives here without its line end and with plain spaces for blanks; positions count from 0.
"""

import re
from typing import NamedTuple

_COLON = re.compile(r":(?= |$)")
_KEYWORD = re.compile(r"[a-z_]+ *:(?= |$)")
_TIGHT_KEYWORD = re.compile(r"[a-z_]+(:)(?!//)[^ ,}\]#]")
_MARKER = re.compile(r"(---|\.\.\.)(?= |$)")
_BLANKS = re.compile(" *")
_REST = re.compile(r" *(?:(?:(?<= )|^)#(?: .*)?)?")
_SIMPLE_VALUE = re.compile(r"[a-z0-9_.:/+-]*+ *")
_CLOSING = {'"': re.compile(r'(?:[^"\\]|\\.)*+"'), "'": re.compile(r"(?:[^']|'')*+'")}
_PAIRS = {"{": "}", "[": "]"}
_BULLETS = tuple("*•▪●◦‣·")
_LONG_DASHES = tuple("–—\u2010\u2011\u2212")
_RESERVED = tuple("{}[],&*!|>'\"%@`")


class ValueEnd(NamedTuple):
    """The position after a value's last character; of a `#` that would cut it; of its comment."""

    end: int
    cut: int | None
    comment: int | None


def is_dash(text: str, at: int) -> bool:
    """Whether an item of a list begins here."""
    return text.startswith("-", at) and text[at + 1 : at + 2] in ("", " ")


def is_bullet(text: str, at: int) -> bool:
    """Whether a bullet stands here, as word processors or plain mails write it."""
    return text.startswith(_BULLETS, at) and text[at + 1 : at + 2] == " "


def is_botched_dash(text: str, at: int) -> bool:
    """Whether a line that begins here begins an item, but with a wrong or a tight dash."""
    long = text.startswith(_LONG_DASHES, at) and text[at + 1 : at + 2] == " "
    tight = text.startswith("-", at) and text[at + 1 : at + 2].isalpha()
    return is_bullet(text, at) or long or tight


def is_reserved(text: str, at: int) -> bool:
    """Whether a text can't begin here without quotes, as YAML takes its first sign for itself."""
    lone = text.startswith(("-", "?", ":"), at) and text[at + 1 : at + 2] in ("", " ")
    return lone or text.startswith(_RESERVED, at)


def is_document_marker(text: str) -> bool:
    """Whether the line ends one document and begins another: `---` or `...`."""
    return _MARKER.match(text) is not None


def is_keyword(text: str, at: int) -> bool:
    """Whether a key of lower-case letters stands here, which prose hardly ever begins with."""
    return _KEYWORD.match(text, at) is not None


def tight_colon(text: str, at: int) -> int | None:
    """The colon of a keyword that lacks the space after it, as in `title:Peace`."""
    found = _TIGHT_KEYWORD.match(text, at)
    return found.start(1) if found else None


def closing_quote(text: str, at: int, mark: str) -> int | None:
    """The quote mark that ends what began before `at`, if it stands on this line."""
    found = _CLOSING[mark].match(text, at)
    return found.end() - 1 if found else None


def closing_bracket(text: str, at: int) -> int | None:
    """The bracket that answers the one at `at`, if it stands on this line."""
    awaited = ""
    position = at
    while position < len(text):
        sign = text[position]
        if sign in _CLOSING and text[position - 1] in " ,:[{":
            position = closing_quote(text, position + 1, sign) or position
        elif sign in _PAIRS:
            awaited += _PAIRS[sign]
        elif awaited.endswith(sign):
            awaited = awaited[:-1]
            if not awaited:
                return position
        position += 1
    return None


def key_colon(text: str, at: int) -> int | None:
    """The colon that ends a key which begins at `at`, or None where no key begins.

    It is the first colon with a blank after it; one inside quote marks or brackets doesn't count.
    """
    mark = text[at : at + 1]
    begin: int | None = at
    if mark in _CLOSING:
        begin = closing_quote(text, at + 1, mark)
    elif mark in _PAIRS:
        begin = closing_bracket(text, at)
    if begin is None or mark in (">", "|"):
        return None
    colon = _COLON.search(text, begin)
    return colon.start() if colon and colon.start() < value_end(text, begin).end else None


def value_end(text: str, at: int, limit: int | None = None) -> ValueEnd:
    """Where the value that begins at `at` ends on its line, before `limit`, and what ends it.

    A comment has a blank after its `#`; before it stand two blanks, or a value that is no prose:
    a number, a date, a keyword. Any other ` #` is most likely part of a sentence.
    """
    stop = len(text) if limit is None else limit
    cut: int | None = None
    sign = text.find("#", at, stop)
    while sign != -1:
        if sign == 0 or text[sign - 1] == " ":
            spaced = text.endswith("  ", at, sign) or _SIMPLE_VALUE.fullmatch(text, at, sign)
            if spaced and text[sign + 1 : sign + 2] in ("", " "):
                return ValueEnd(at + len(text[at:sign].rstrip(" ")), cut, sign)
            cut = sign if cut is None else cut
        sign = text.find("#", sign + 1, stop)
    return ValueEnd(at + len(text[at:stop].rstrip(" ")), cut, None)


def blanks_end(text: str, at: int) -> int:
    """Where the blanks that begin at `at` end."""
    found = _BLANKS.match(text, at)
    return found.end() if found else at


def is_over(text: str, at: int) -> bool:
    """Whether nothing but a comment follows."""
    return _REST.fullmatch(text, at) is not None
