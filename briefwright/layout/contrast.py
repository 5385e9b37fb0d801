"""Text and what is behind it → every text that is too faint to be read.

The measure is that of WCAG 2.2, 1.4.3: the relative luminance of both, as computed from the styles.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any
from xml.etree.ElementTree import Element

import tinycss2.color3

from briefwright.document.assets import Assets
from briefwright.document.colours import Colour, contrast_ratio
from briefwright.layout.sources import (
    find_address,
    find_declaration,
    find_mention,
    find_own_value,
    is_shipped,
)
from briefwright.problems import Place, Problem

LEAST = 4.5  # to 1, for text of any size


@dataclass(frozen=True)
class ColouredText:
    """Text of one colour on another; `where` names text that CSS wrote: “::marker”, “@top-left”;
    `text` is that of margin boxes alone.

    A colour is nothing where it is given in a space that can't be converted.
    """

    ink: Colour | None
    paper: Colour | None
    element: Element | None
    where: str = ""
    text: str = ""


def blend(colour: Any, under: Colour | None) -> Colour | None:
    """A computed colour of WeasyPrint's and what is under it → what is seen."""
    try:
        seen = colour.to("srgb")
    except NotImplementedError:
        return None
    if seen.alpha == 0 or under is None:
        return under if seen.alpha < 1 else _clamp(seen.coordinates)
    pairs = zip(seen.coordinates, under, strict=True)
    return _clamp(part * seen.alpha + below * (1 - seen.alpha) for part, below in pairs)


def _clamp(parts: Iterable[float]) -> Colour:
    red, green, blue = (min(max(float(part), 0.0), 1.0) for part in parts)
    return red, green, blue


def check_contrast(
    inked: Iterable[ColouredText], root: Element, assets: Assets
) -> tuple[Problem, ...]:
    """All text of a page with its colours → each pair that is too faint, where its colour is set.

    The word that stands across a draft is no text to be read.
    """
    found: dict[tuple[Place | None, Colour | None, Colour | None], Problem] = {}
    parents: dict[Element, Element] = {}
    body = root.find("body")
    across = None if body is None else body.get("data-watermark")
    for piece in dict.fromkeys(inked):
        if piece.text and piece.text == across:
            continue
        if fault := _find_fault(piece):
            parents = parents or {child: parent for parent in root.iter() for child in parent}
            place = _locate(piece, root, assets, parents)
            if is_shipped(place):
                place = _find_own_colour(piece, assets) or place
            at = find_address(root, piece.element) if piece.element is not None else ""
            found.setdefault((place, piece.ink, piece.paper), Problem("L825", fault, place, at))
    return tuple(found.values())


def _find_fault(piece: ColouredText) -> str:
    """One piece of text → what is wrong with its colours, or nothing."""
    if piece.ink is None or piece.paper is None:
        return (
            "Whether this colour can be read can't be worked out: write it as “#16242c” or rgb()."
        )
    ratio = contrast_ratio(piece.ink, piece.paper)
    if ratio >= LEAST:
        return ""
    name = f" in {piece.where}" if piece.where else ""
    return (
        f"Text{name} of the colour {_format_hex(piece.ink)} on {_format_hex(piece.paper)} is too "
        f"faint: its contrast is {ratio:.1f}:1, and readers need {LEAST}:1."
    )


def _format_hex(colour: Colour) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour)


def _locate(
    piece: ColouredText, root: Element, assets: Assets, parents: dict[Element, Element]
) -> Place | None:
    """A piece of text → where a stylesheet sets its colour, its own or the one it inherits."""
    if piece.where.startswith("@"):
        for sheet in reversed(tuple(assets)):  # the last one that speaks of it wins
            alone = Assets((sheet,))
            if found := find_mention(alone, piece.where) or find_mention(alone, "@page"):
                return found
    for element, pseudo in _walk_up(piece, parents):
        if declared := find_declaration(assets, root, element, _COLOUR, pseudo):
            return declared.place
    return None


_COLOUR = frozenset({"color"})


def _find_own_colour(piece: ColouredText, assets: Assets) -> Place | None:
    """A piece of text → where its designer set one of its two colours, be it by a variable."""
    for colour in (piece.ink, piece.paper):
        if colour and (found := find_own_value(assets, partial(_is_colour, colour))):
            return found
    return None


def _is_colour(colour: Colour, token: Any) -> bool:
    read = tinycss2.color3.parse_color(token)
    return isinstance(read, tinycss2.color3.RGBA) and _format_hex(read[:3]) == _format_hex(colour)


def _walk_up(
    piece: ColouredText, parents: dict[Element, Element]
) -> Iterator[tuple[Element, str | None]]:
    """A piece of text → its pseudo-element, its element, and all that hold them."""
    element = piece.element
    if element is not None and piece.where:
        yield element, piece.where.removeprefix("::")
    while element is not None:
        yield element, None
        element = parents.get(element)
