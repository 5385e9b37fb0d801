"""What only looks like a heading, an item or a caption → that."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from briefwright.importing.captions import drop_number, is_numbered, measure_source
from briefwright.importing.outline import Element, Outline, Paragraph, cut

_BULLET = re.compile(r"\s*(?:[•◦▪‣●○■–—*\-\uf0b7\uf0a7]|(?P<number>\(?\d{1,2}[.)]))\s+(?=\S)")
_LONGEST_HEADING = 100  # characters
_ENDS = (".", ":", ";", ",", "!", "?", "…")


def recognise(outline: Outline) -> Outline:
    """What a document says → the same, with headings and items where they are only typed."""
    found = tuple(_find_captions(tuple(_find_items(outline.elements))))
    found = tuple(_find_sources(found))
    return replace(outline, elements=tuple(_find_headings(found)))


def split_bullet(words: str) -> tuple[int, bool]:
    """A line → how many characters of it are a bullet or a number, and whether it is a number."""
    found = _BULLET.match(words)
    return (found.end(), bool(found["number"])) if found else (0, False)


def ends_openly(words: str) -> bool:
    """A line → whether it is as short as a heading and ends without a stop."""
    said = words.strip()
    return 0 < len(said) <= _LONGEST_HEADING and not said.endswith(_ENDS)


def _find_items(elements: Sequence[Element]) -> Iterator[Element]:
    for one in elements:
        length, is_number = 0, False
        if isinstance(one, Paragraph) and one.role == "text":
            length, is_number = split_bullet(one.text)
        if isinstance(one, Paragraph) and length:
            yield replace(one, role="item", runs=cut(one.runs, length), is_ordered=is_number)
        else:
            yield one


def _find_captions(elements: Sequence[Element]) -> Iterator[Element]:
    """Words such as “Table 1: Wells” are a caption beside what isn't running text."""
    for n, one in enumerate(elements):
        beside = (*elements[max(n - 1, 0) : n], *elements[n + 1 : n + 2])
        if (
            isinstance(one, Paragraph)
            and one.role == "text"
            and is_numbered(one.text)
            and any(not isinstance(other, Paragraph) for other in beside)
        ):
            yield replace(one, role="caption", runs=drop_number(one.runs))
        else:
            yield one


def _find_sources(elements: Sequence[Element]) -> Iterator[Element]:
    """Words such as “Source: Ministry of Water” below a figure or its caption are its source."""
    for n, one in enumerate(elements):
        above = elements[max(n - 2, 0) : n]
        roles = ["figure" if not isinstance(other, Paragraph) else other.role for other in above]
        is_below = roles[-1:] == ["figure"] or roles == ["figure", "caption"]
        if (
            is_below
            and isinstance(one, Paragraph)
            and one.role == "text"
            and measure_source(one.text)
        ):
            yield replace(one, role="source")
        else:
            yield one


def _find_headings(elements: Sequence[Element]) -> Iterator[Element]:
    """Bold lines on their own are headings, one level below the styled heading before them."""
    level = 1
    for n, one in enumerate(elements):
        if isinstance(one, Paragraph) and one.role == "heading":
            level = one.level + 1
        if isinstance(one, Paragraph) and _is_bold_line(one) and _goes_on(elements[n + 1 :]):
            yield replace(one, role="heading", level=level)
        else:
            yield one


def _is_bold_line(paragraph: Paragraph) -> bool:
    spoken = [one for one in paragraph.runs if one.text.strip()]
    is_bold = all(one.is_bold for one in spoken)
    return paragraph.role == "text" and is_bold and ends_openly(paragraph.text)


def _goes_on(rest: Sequence[Element]) -> bool:
    """What follows a bold line → whether that is what could stand under a heading."""
    return bool(rest) and (
        not isinstance(rest[0], Paragraph)
        or rest[0].role == "item"
        or (rest[0].role == "text" and not _is_bold_line(rest[0]))
    )
