"""What a theme may not do to a page → Problems: Word could not follow, or a reader would lose it.

Works on computed styles, so that it does not matter by which selector or shorthand it came.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from briefwright.document.assets import Assets
from briefwright.document.vocabulary import LAID_OUT, NEVER_DRAWN, PLACED, find_role
from briefwright.layout.sources import Declaration, find_address, find_declaration
from briefwright.problems import Place, Problem

Style = Mapping[str, Any]

# Property → the names by which a stylesheet declares it.
_SHORTHANDS: dict[str, frozenset[str]] = {
    "display": frozenset({"display"}),
    "visibility": frozenset({"visibility"}),
    "float": frozenset({"float"}),
    "position": frozenset({"position"}),
    "transform": frozenset({"transform"}),
    "opacity": frozenset({"opacity"}),
    "columns": frozenset({"columns", "column-count", "column-width"}),
}
_SCHEMES = frozenset({"https", "http", "mailto"})


def check_styles(
    root: Element, assets: Assets, style: Callable[[Element], Style]
) -> tuple[Problem, ...]:
    """A page, its stylesheets and the computed style of each element → every forbidden one."""
    found: dict[tuple[str, str], tuple[Element, str]] = {}
    checked: dict[int, tuple[tuple[str, str], ...]] = {}
    for element in root.iter():
        role = find_role(element.tag, element.get("data-role"))
        if role is None:
            continue
        computed = style(element)
        if (oddities := checked.get(id(computed))) is None:
            oddities = checked[id(computed)] = tuple(_find_oddities(computed))
        if role.name == NEVER_DRAWN:
            shown = computed["display"]
            oddities = () if shown[0] == "none" else (("display: shown", " ".join(shown)),)
        for name, value in oddities:
            if name in _ALWAYS or not (role.name in LAID_OUT or _is_placed(role.name, name, value)):
                role_name = "" if name in _INHERITED else role.name
                found.setdefault((role_name, name), (element, value))
    causes: dict[tuple[Declaration | None, str, str], list[Element]] = {}
    for (_, name), (element, value) in found.items():
        properties = _SHORTHANDS[name.partition(":")[0]]
        declared = find_declaration(assets, root, element, properties)
        causes.setdefault((declared, name, value), []).append(element)
    return tuple(_report(root, *cause, elements) for cause, elements in causes.items())


def _is_placed(role: str, name: str, value: str) -> bool:
    """A role, a property and its value → whether both files have it where that says."""
    return role in PLACED and (name, value) == ("position", "absolute")


# Forbidden on every role: what is not shown is lost, what is see-through is drawn in a layer
# that no reader of the file can reach.
_ALWAYS = frozenset({"display: none", "display: shown", "visibility", "opacity"})
# Reported once, for the outermost element that has it.
_INHERITED = frozenset({"visibility"})


def _find_oddities(style: Style) -> Iterator[tuple[str, str]]:
    """A computed style → name and value of all that the closed layout must judge."""
    display = style["display"]
    if display[0] == "none":
        yield "display: none", "none"
    elif display[-1] in ("flex", "grid"):
        yield "display", display[-1] if display[0] == "block" else f"{display[0]}-{display[-1]}"
    if style["float"] != "none":
        yield "float", str(style["float"])
    if style["position"] != "static":
        yield "position", str(style["position"])
    if style["transform"]:
        yield "transform", " ".join(f"{name}()" for name, _ in style["transform"])
    if style["column_count"] != "auto":
        yield "columns", str(style["column_count"])
    elif style["column_width"] != "auto":
        yield "columns", "by width"
    if style["visibility"] != "visible":
        yield "visibility", str(style["visibility"])
    if style["opacity"] < 1:
        yield "opacity", str(style["opacity"])


def _report(
    root: Element, declared: Declaration | None, oddity: str, value: str, elements: list[Element]
) -> Problem:
    """One declaration and the first element of each role that it holds for → the Problem."""
    name = oddity.partition(":")[0]
    subject = f"The rule “{declared.selector}” sets" if declared else "The styles set"
    roles = ", ".join(f"“{element.get('data-role') or element.tag}”" for element in elements)
    code, reason = _REASONS.get(oddity, _REASONS["display"])
    return Problem(
        code,
        f"{subject} {name}: {value} on {roles}. {reason}",
        declared.place if declared else None,
        find_address(root, elements[0]),
    )


_LAID_OUT = ", ".join(sorted(LAID_OUT))
_HIDDEN = "Nothing may be hidden by a style: leave a block out by a rule of the audience."
_REASONS: dict[str, tuple[str, str]] = {
    "display": ("L806", f"Word can't follow that; only these roles may have it: {_LAID_OUT}."),
    "display: none": ("L807", _HIDDEN),
    "display: shown": ("L820", "Leave it at “none”: its numbers stand in the drawing already."),
    "visibility": ("L807", _HIDDEN),
    "opacity": ("L806", "Word can't follow that: choose a lighter colour instead."),
}


@dataclass(frozen=True)
class GeneratedWords:
    """Words that a stylesheet writes by itself, at the address of a leaf or block, and where."""

    at: str
    text: str
    place: Place


def find_generated(
    generated: Mapping[tuple[Element, str], str], root: Element, assets: Assets
) -> tuple[GeneratedWords, ...]:
    """What CSS wrote before and after elements → each that has words, where it is declared."""
    return tuple(
        GeneratedWords(find_address(root, element), text.strip(), declared.place)
        for (element, pseudo), text in generated.items()
        if pseudo in ("before", "after") and _writes_words(element, text)
        if (declared := find_declaration(assets, root, element, _CONTENT, pseudo))
    )


_CONTENT = frozenset({"content"})


def _writes_words(element: Element, text: str) -> bool:
    return element.get("data-role") != "page" and any(map(str.isalnum, text))


def check_links(root: Element) -> tuple[Problem, ...]:
    """A page → a Problem for each link that leads to a file of the machine or to something odd."""
    return tuple(
        Problem(
            "L808",
            f"The link to “{href}” wouldn't work for a reader: only links that begin with "
            "https, http, mailto or # may go into a file.",
            at=find_address(root, link),
        )
        for link in root.iter("a")
        if (href := link.get("href", "")) and not href.startswith("#") and not _leads_out(href)
    )


def _leads_out(href: str) -> bool:
    try:
        return urlsplit(href).scheme in _SCHEMES
    except ValueError:
        return False
