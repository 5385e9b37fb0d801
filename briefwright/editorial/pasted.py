"""Markup of other programs, pasted into a text: HTML and Markdown are printed as they stand."""

import re
from collections.abc import Iterator

from briefwright.editorial.passages import Copy, Passage
from briefwright.editorial.suggestions import Suggestion, flag, shorten

_TAGS = (
    "b|strong|i|em|u|p|br|hr|span|div|a|h[1-6]|ul|ol|li|table|tr|td|th|thead|tbody|font|small|sup|"
    "sub|img|blockquote|code|pre|center|strike|s|del"
)
_PAIR = re.compile(r"<(b|strong|i|em)>\s*([^<>]*[^<>\s])\s*</\1>", re.IGNORECASE)
_TAG = re.compile(rf"</?(?:{_TAGS})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:[a-z]{2,8}|#\d{2,5});", re.IGNORECASE)
_HEADING = re.compile(r"^#{1,6} +(?=\S)")
_STRONG = re.compile(r"(?<!\w)__(?=\S)((?:(?!__).)+)(?<=\S)__(?!\w)")
_STRESSED = re.compile(r"(?<![\w_])_(?=[^\s_])([^_]+)(?<=[^\s_])_(?![\w_])")
_OPEN = re.compile(r"(?<!\*)\*\*(?=\S)|(?<=\S)\*\*(?!\*)")
_INSIDE = re.compile(r"(?<=[^\W\d])\*([^\W\d]+)\*(?=[^\W\d])")
_TABLE = re.compile(r"\|?\s*:?-{2,}:?\s*\||\|[^|]+\|[^|]*\||^\|.+\|")
_BULLET = re.compile(r"^(?:[-•*+–]|\d{1,2}[.)]) +(?=\S)")


def find_pasted(copy: Copy) -> Iterator[Suggestion]:
    """Tags of HTML and signs of Markdown, each with what to write instead."""
    for passage in copy.passages:
        found = sorted(_find(passage), key=lambda one: one.problem.offset)
        yield from found


def _find(passage: Passage) -> Iterator[Suggestion]:
    words = passage.words
    paired: list[tuple[int, int]] = []
    for pattern, sign in ((_PAIR, ""), (_STRONG, "**"), (_STRESSED, "*")):
        for match in pattern.finditer(words):
            mark = sign or ("**" if match[1].casefold() in ("b", "strong") else "*")
            better = f"{mark}{match[match.re.groups]}{mark}"
            if _is_pasted(passage, match):
                paired.append(match.span())
                yield _flag(passage, match, f"Write {shorten(better)}.", better)
    rest = (
        (_TAG, "Take it out; a blank line begins a paragraph, `**words**` are bold."),
        (_ENTITY, "Write the sign itself."),
        (_HEADING, "A heading begins a section: `- section: …`, its text after `body:`."),
        (_OPEN, "Close it with ** after the last word, or write \\*\\* where the signs are meant."),
        (_INSIDE, "Inside a word write **, or \\* where the signs are meant."),
        (_TABLE, "Write a block `- table: …` with `columns: [Item, Sum]` and `rows:`."),
        (_BULLET, "Write a block `- list: …` with `items:`, one a line."),
    )
    for pattern, proposal in rest:
        hit = pattern.search(words)
        if hit and _is_pasted(passage, hit) and not _is_within(hit, paired):
            yield _flag(passage, hit, proposal)


def _is_pasted(passage: Passage, match: re.Match[str]) -> bool:
    """Whether these signs were typed as they are: not in a fact, nor after a backslash."""
    first, _ = passage.source(*match.span())
    escaped = passage.text.source[max(0, first - 1) : first] == "\\"
    return passage.is_typed(*match.span()) and not escaped


def _is_within(match: re.Match[str], spans: list[tuple[int, int]]) -> bool:
    return any(start <= match.start() < end for start, end in spans)


def _flag(
    passage: Passage, match: re.Match[str], proposal: str, new: str | None = None
) -> Suggestion:
    message = f"“{shorten(match[0], 30)}” is printed as it stands: other programs' markup."
    return flag(passage, *match.span(), message, proposal, new)
