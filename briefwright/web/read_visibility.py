"""The tree of a web page → the texts in it that nobody could see, and why.

The page's own stylesheet is followed, as it holds on a bright screen, on a dark one and on paper:
colours and what is behind them, sizes, heights of lines. What hides a text in other ways isn't on
the closed list, and how far a margin may push a text is looked at by itself.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from xml.etree.ElementTree import Element

import cssselect2
import tinycss2

from briefwright.document.colours import Colour, contrast_ratio, parse_hex
from briefwright.document.marks import Unseen
from briefwright.web.serialising import SVG
from briefwright.web.tree import is_frame

SMALLEST = 8.0  # px
FAINTEST = 2.0  # contrast of letters and ground, as in the other files
LOWEST = 0.9  # of the size of its letters, the height of a line
FARTHEST = 20.0  # em by which a text may be pushed aside, and
BACK = 2.0  # drawn back
_WAYS: Mapping[str, frozenset[str]] = {
    "on a bright screen": frozenset({"", "screen", "screen and (max-width: 40rem)"}),
    "on a dark screen": frozenset({"", "screen", "screen and (prefers-color-scheme: dark)"}),
    "on paper": frozenset({"", "print"}),
}
_LINES = frozenset({"p", "li", "h1", "h2", "h3", "h4", "h5", "td", "th", "figcaption", "summary"})
_USUAL = 16.0  # px
_UNITS = {"px": 1.0, "pt": 4 / 3, "mm": 96 / 25.4, "": 1.0}
_LENGTH = re.compile(r"(?<![\w.(-])(\d*\.?\d+)(rem|em|px|pt|mm|%)", re.IGNORECASE)
_PUSHING = ("margin", "padding", "text-indent", "letter-spacing")
_COLOUR = re.compile(r"#[0-9a-f]{6}")
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,\s*([^()]*))?\)")  # and what stands in for it


@dataclass(frozen=True)
class _Look:
    """What is computed of an element: its colours, its letters' size in px, its lines."""

    ink: Colour = (0.0, 0.0, 0.0)
    paper: Colour = (1.0, 1.0, 1.0)
    size: float = _USUAL
    line: float = 1.2
    is_hidden: bool = False
    variables: tuple[tuple[str, str], ...] = ()


Declared = Mapping[str, str]


def find_unseen(root: Element) -> Iterator[Unseen]:
    """The root of a page → each text in it that can't be seen, once."""
    css = "".join(style.text or "" for style in root.iter("style"))
    found: dict[Unseen, None] = {}
    for way, media in _WAYS.items():
        matcher = _make_matcher(tinycss2.parse_stylesheet(css, True, True), media)
        for wrapper in cssselect2.ElementWrapper.from_html_root(root).iter_children():
            if wrapper.etree_element.tag == "body":
                start = _compute(_Look(), _match(matcher, wrapper.parent), wrapper.parent, _USUAL)
                found |= dict.fromkeys(_walk(wrapper, matcher, start, start.size, way))
    yield from found


def _make_matcher(rules: list[Any], media: frozenset[str]) -> Any:
    """Rules and the media that hold → what finds the declarations of an element."""
    matcher = cssselect2.Matcher()
    for rule, query in _list_rules(rules, ""):
        if query not in media:
            continue
        declared = [
            (node.lower_name if not node.name.startswith("--") else node.name,
             tinycss2.serialize(node.value).strip(), node.important)
            for node in tinycss2.parse_blocks_contents(rule.content, True, True)
            if node.type == "declaration"
        ]  # fmt: skip
        try:
            selectors = cssselect2.compile_selector_list(rule.prelude)
        except cssselect2.SelectorError:
            continue  # no browser matches it either
        for selector in selectors:
            matcher.add_selector(selector, declared)
    return matcher


def _list_rules(rules: list[Any], query: str) -> Iterator[tuple[Any, str]]:
    for rule in rules:
        if rule.type == "qualified-rule":
            yield rule, query
        elif rule.type == "at-rule" and rule.lower_at_keyword == "media" and rule.content:
            inner = tinycss2.parse_rule_list(rule.content, True, True)
            yield from _list_rules(inner, tinycss2.serialize(rule.prelude).strip())


def _match(matcher: Any, wrapper: Any) -> Declared:
    """An element → what is declared for it, the winner of each property."""
    winners: dict[str, str] = {}
    matches = [one for one in matcher.match(wrapper) if one[2] is None]
    for important in (False, True):
        for _, _, _, declared in matches:
            for name, value, is_important in declared:
                if is_important == important:
                    winners.pop(name, None)
                    winners[name] = value
    return winners


def _walk(wrapper: Any, matcher: Any, above: _Look, root: float, way: str) -> Iterator[Unseen]:
    element = wrapper.etree_element
    if (is_frame(element) and element.tag == "a") or str(element.tag).startswith(SVG):
        return
    declared = _match(matcher, wrapper)
    look = _compute(above, declared, wrapper, root)
    words = " ".join((element.text or "", *(child.tail or "" for child in element))).strip()
    if words and (reason := _find_reason(look, element, declared, root)):
        yield Unseen(" ".join(words.split()), f"{reason} {way}")
    everything = " ".join("".join(element.itertext()).split())
    if everything and (reason := _find_push(look, declared, root)):
        yield Unseen(everything, f"{reason} {way}")
    for child in wrapper.iter_children():
        yield from _walk(child, matcher, look, root, way)


def _find_reason(look: _Look, element: Element, declared: Declared, root: float) -> str:
    """What is computed of an element with words → why they can't be seen, or nothing."""
    if look.is_hidden:
        return "is not displayed"
    if contrast_ratio(look.ink, look.paper) < FAINTEST:
        return "has nearly the colour of what is behind it"
    if look.size < SMALLEST:
        return f"is {look.size:.1f} px high"
    if element.tag in _LINES and look.line < LOWEST:
        return "stands on lines that lie over one another"
    return ""


def _find_push(look: _Look, declared: Declared, root: float) -> str:
    """A text's margins and indents → whether they push it out of sight."""
    for name, value in declared.items():
        if name.startswith(_PUSHING):
            for number, unit in re.findall(r"(-?\d*\.?\d+)(rem|em|px|pt|mm|%|ch)", value):
                length = _resolve(float(number), unit, look.size, root) / (look.size or 1.0)
                least = -0.2 if name == "letter-spacing" else -BACK
                if not least <= length <= FARTHEST:
                    return "is pushed aside"
    return ""


# ----------------------------------------------------------------- what is computed


def _compute(above: _Look, declared: Declared, wrapper: Any, root: float) -> _Look:
    """The look around an element, what is declared for it → its own."""
    own = {name: value for name, value in declared.items() if name.startswith("--")}
    known = {**dict(above.variables), **own}
    look = replace(above, variables=tuple(known.items()))
    for name, value in declared.items():
        said = _fill_in(value, known)
        match name:
            case "color" if colour := _COLOUR.search(said):
                look = replace(look, ink=parse_hex(colour[0]))
            case "background" | "background-color" if colour := _COLOUR.search(said):
                look = replace(look, paper=parse_hex(colour[0]))
            case "font-size" | "font":
                look = _set_size(look, said, above.size, root, name)
            case "line-height":
                look = replace(look, line=_read_line(said, look))
            case "display" if said == "none":
                look = replace(look, is_hidden=True)
    return look


def _fill_in(value: str, variables: Mapping[str, str], depth: int = 0) -> str:
    if depth > 9 or "var(" not in value:
        return value
    filled = _VARIABLE.sub(lambda found: variables.get(found[1], found[2] or ""), value)
    return _fill_in(filled, variables, depth + 1)


def _set_size(look: _Look, value: str, above: float, root: float, name: str) -> _Look:
    """A value of `font-size` or `font` → the look with that size; the largest of a max()."""
    size, _, line = value.partition("/") if name == "font" else (value, "", "")
    sizes = [_resolve(float(number), unit, above, root) for number, unit in _LENGTH.findall(size)]
    if not sizes and re.fullmatch(r"0+(\.0*)?", value):
        sizes = [0.0]
    if sizes:
        look = replace(look, size=max(sizes))
    if line:
        look = replace(look, line=_read_line(line, look))
    return look


def _read_line(value: str, look: _Look) -> float:
    """A value of `line-height` → it in heights of the letters."""
    found = re.match(r"(\d*\.?\d+)(rem|em|px|pt|mm|%)?", value.strip())
    if found is None:
        return look.line
    if not found[2]:
        return float(found[1])
    return _resolve(float(found[1]), found[2], look.size, look.size) / (look.size or 1.0)


def _resolve(number: float, unit: str, above: float, root: float) -> float:
    """A length → px; a share of the room counts as little as of the letters."""
    match unit.lower():
        case "rem":
            return number * root
        case "em" | "ch":
            return number * above
        case "%":
            return number / 100 * above
        case other:
            return number * _UNITS[other]
