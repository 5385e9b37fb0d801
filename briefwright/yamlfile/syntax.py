"""What begins at a position of a text: a dash, a key, a comment. Positions count from 0.

The text has plain spaces for blanks and \\n for line ends.
"""

import re
from collections.abc import Callable
from functools import lru_cache

Matcher = Callable[[str, int], re.Match[str] | None]

_BULLETS = "*•▪●◦‣·"  # as word processors or plain mails write them
_CLOSING = {'"': re.compile(r'(?:[^"\\]|\\[\s\S])*+"'), "'": re.compile(r"(?:[^']|'')*+'")}
_QUOTED = r"(?<=[ ,:\[{])(?:\"(?:[^\"\\\n]|\\.)*+\"|'(?:[^'\n]|'')*+')"
_BRACKETED = re.compile(rf"\[(?>{_QUOTED}|[^\[\]\n])*\]|\{{(?>{_QUOTED}|[^{{}}\n])*\}}")
_COLON = re.compile(r":(?![^ \n])")
_LIKE_COMMENT = re.compile(r"(?<![^ \n])#(?![^ \n])")
_SIMPLE_VALUE = re.compile(r"[a-z0-9_.:/+-]*+ *")

is_dash: Matcher = re.compile(r"-(?![^ \n])").match
is_bullet: Matcher = re.compile(f"[{_BULLETS}] ").match
# A wrong or a tight dash, where a line begins.
is_botched_dash: Matcher = re.compile(rf"[{_BULLETS}–—\u2010\u2011\u2212] |-[^\W\d_]").match
# A sign that YAML takes for itself, unless the text stands in quotes.
is_reserved: Matcher = re.compile(r"[-?:](?![^ \n])|[\[\]{},&*!|>'\"%@`]").match
is_document_marker: Matcher = re.compile(r"(?:---|\.\.\.)(?![^ \n])").match
# A key of lower-case letters, which prose hardly ever begins with; the same without its blank.
is_keyword: Matcher = re.compile(r"[a-z_]+ *:(?![^ \n])").match
is_tight_keyword: Matcher = re.compile(r"[a-z_]+(?=:(?!//)[^ ,}\]#\n])").match
# Nothing but a comment follows on the line.
is_over: Matcher = re.compile(r" *(?:(?<![^ \n])#(?: .*)?)?$", re.MULTILINE).match


def begins_entry(text: str, at: int, end: int) -> bool:
    """Whether a line, which ends at `end`, begins an item, a key or a document."""
    return bool(
        is_dash(text, at)
        or is_botched_dash(text, at)
        or (is_document_marker(text, at) and text[at - 1 : at] in ("", "\n"))
        or is_tight_keyword(text, at)
        or key_colon(text, at, end) is not None
    )


def closing_quote(text: str, at: int, end: int) -> int | None:
    """The position after the mark that answers the one at `at`, if it stands before `end`."""
    found = _CLOSING[text[at]].match(text, at + 1, end)
    return found.end() if found else None


def closing_bracket(text: str, at: int, end: int) -> int | None:
    """The position after the bracket that answers the one at `at`, if it stands before `end`.

    None too if there are brackets of the same kind between the two.
    """
    found = _BRACKETED.match(text, at, end)
    return found.end() if found else None


@lru_cache(64)  # each line is looked at from the one above it too
def key_colon(text: str, at: int, end: int) -> int | None:
    """The colon that ends a key which begins at `at`, or None where no key begins.

    It is the first colon with a blank after it; one inside quote marks or brackets doesn't count.
    """
    begin: int | None = at
    if at < end and text[at] in _CLOSING:
        begin = closing_quote(text, at, end)
    elif text.startswith(("[", "{"), at):
        begin = closing_bracket(text, at, end)
    if begin is None or text.startswith((">", "|"), at):
        return None
    colon = _COLON.search(text, begin, end)
    if colon is None or find_comment(text, begin, colon.start()) is not None:
        return None
    return colon.start()


def is_comment(text: str, at: int, sign: int) -> bool:
    """Whether a `#` begins a comment after the value that begins at `at` on its line.

    A comment has a blank after its `#`; before it stand two blanks, or a value that is no prose:
    a number, a date, a keyword. Any other ` #` is most likely part of a sentence.
    """
    spaced = text.endswith("  ", at, sign) or _SIMPLE_VALUE.fullmatch(text, at, sign)
    return bool(spaced and _LIKE_COMMENT.match(text, sign))


def find_comment(text: str, at: int, end: int) -> int | None:
    """Where the comment begins after the value that stands at `at` on the line up to `end`."""
    sign = text.find("#", at, end)
    while sign != -1 and not is_comment(text, at, sign):
        sign = text.find("#", sign + 1, end)
    return None if sign == -1 else sign


def value_end(text: str, at: int, end: int) -> tuple[int, int | None]:
    """Where the value ends that begins at `at` on the line that ends at `end`; its comment."""
    comment = find_comment(text, at, end)
    return trim_end(text, at, end if comment is None else comment), comment


def trim_end(text: str, at: int, end: int) -> int:
    """Where a stretch ends without the blanks at its end."""
    while end > at and text[end - 1] == " ":
        end -= 1
    return end


def blanks_end(text: str, at: int) -> int:
    """Where the blanks that begin at `at` end."""
    while text.startswith(" ", at):
        at += 1
    return at
