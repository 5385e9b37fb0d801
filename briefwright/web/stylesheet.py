"""The theme's stylesheets → that of a web page: what screens follow, dark colours, screen.css.

What speaks of pages of paper (`@page`, floats to the foot, running heads, generated page numbers)
has no meaning there and is left out, as is every property that isn't on the closed list. Each
colour becomes a variable, so that a dark screen can have another for it.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

import tinycss2
from tinycss2.color3 import RGBA, parse_color

from briefwright.document.assets import Asset, Assets
from briefwright.layout import StyledPage
from briefwright.web.closed_list import MEDIA, PAPER, allows
from briefwright.web.dark import darken
from briefwright.web.fonts import WebFont, describe_face, find_stack

_LEAST = 17.0  # px, and
_LARGER = 1.22  # times larger than on paper: a screen stands further from the eye
_USUAL = 16.0  # px of what a reader's own settings call 100 %
_PAPER_ONLY = ("::before", "::after", "::footnote-call", "::footnote-marker", "data-role=page")
_SHEETS = "text/css"


def make_stylesheet(
    page: StyledPage, fonts: Iterable[WebFont], drawn: Mapping[str, frozenset[str]]
) -> str:
    """A StyledPage, its fonts, what its drawings set (attribute → values) → its stylesheet."""
    stacks = {face.family: find_stack(face) for face in page.faces}
    theme = "\n".join(_translate_sheets(page.assets, stacks))
    screen = (files("briefwright.web") / "screen.css").read_text(encoding="utf-8")
    size = max(_LEAST, float(page.style(page.root)["font_size"]) * _LARGER) / _USUAL
    rules = [
        theme,
        *_translate(tinycss2.parse_stylesheet(screen, True, True), {}),
        f"@page {{ {PAPER} }}",
        f"@media screen {{ html {{ font-size: {size * 100:.4g}% }} }}",
        *_repeat_drawn(drawn),
    ]
    body = "\n".join(rules)
    colours = sorted(set(_find_variables(body)))
    return "\n".join((*map(describe_face, fonts), *_declare(colours), body))


def _find_variables(css: str) -> Iterator[str]:
    """A stylesheet → the colours that its variables stand for."""
    for piece in css.split("var(--c")[1:]:
        digits = piece[:6]
        if piece[6:7] == ")" and not set(digits) - set("0123456789abcdef"):
            yield f"#{digits}"


def _declare(colours: Iterable[str]) -> Iterator[str]:
    """Colours → what their variables are on paper and bright screens, and on dark ones."""
    dark = darken(colours)
    names = {one: f"--c{one[1:]}" for one in dark}
    bright = "; ".join(f"{names[one]}: {one}" for one in dark)
    darker = "; ".join(f"{names[one]}: {other}" for one, other in dark.items())
    yield f":root {{ {bright} }}"
    yield f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {darker} }} }}"


def _repeat_drawn(drawn: Mapping[str, frozenset[str]]) -> Iterator[str]:
    """What drawings set by attributes → rules for it, which no rule of the theme can override."""
    for name, values in sorted(drawn.items()):
        for value in sorted(values):
            shown = f"var(--c{value[1:]})" if value.startswith("#") else value
            unit = "px" if name == "font-size" else ""
            yield f'svg [{name}="{value}"] {{ {name}: {shown}{unit} !important }}'


# ----------------------------------------------------------------- the theme


def _translate_sheets(assets: Assets, stacks: Mapping[str, str]) -> Iterator[str]:
    known = tuple(sorted(stacks.items()))
    for asset in assets:
        if asset.media_type == _SHEETS:
            yield _translate_sheet(asset, known)


@lru_cache(maxsize=32)
def _translate_sheet(sheet: Asset, stacks: tuple[tuple[str, str], ...]) -> str:
    rules = tinycss2.parse_stylesheet(sheet.data.decode(), True, True)
    return "\n".join(_translate(rules, dict(stacks)))


def _translate(rules: Iterable[Any], stacks: Mapping[str, str]) -> Iterator[str]:
    """Rules → those that a screen follows, each in one line."""
    for rule in rules:
        if rule.type == "qualified-rule":
            selector = ", ".join(_list_selectors(rule.prelude))
            kept = "; ".join(_keep(rule, selector, stacks))
            if kept and selector:
                yield f"{selector} {{ {kept} }}"
        elif rule.type == "at-rule" and rule.lower_at_keyword == "media" and rule.content:
            query = " ".join(tinycss2.serialize(rule.prelude).split())
            inner = tinycss2.parse_rule_list(rule.content, True, True)
            if query in MEDIA:
                yield f"@media {query} {{ {' '.join(_translate(inner, stacks))} }}"
            elif query == "all":
                yield from _translate(inner, stacks)


def _list_selectors(prelude: Iterable[Any]) -> Iterator[str]:
    """What stands before a rule → its selectors, but those of what a screen hasn't got."""
    groups: list[list[Any]] = [[]]
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            groups.append([])
        else:
            groups[-1].append(token)
    for group in groups:
        selector = " ".join(tinycss2.serialize(group).split())
        if not any(sign in selector for sign in _PAPER_ONLY):
            yield selector


def _keep(rule: Any, selector: str, stacks: Mapping[str, str]) -> Iterator[str]:
    """A rule → its declarations that are on the closed list."""
    for node in tinycss2.parse_blocks_contents(rule.content, True, True):
        if node.type != "declaration":
            continue
        value = _translate_value(node.value) + _add_stack(node.value, stacks)
        if allows(selector, node.name if node.name.startswith("--") else node.lower_name, value):
            important = " !important" if node.important else ""
            yield f"{node.lower_name}: {value}{important}"


def _colour(token: Any) -> str:
    """A token → the colour that it is, as “#16242c”; "" for any other, and for see-through ones."""
    if token.type not in ("hash", "ident", "function"):
        return ""
    found = parse_color(token)
    if not isinstance(found, RGBA) or found.alpha < 1:
        return ""
    return "#" + "".join(f"{round(part * 255):02x}" for part in found[:3])


def _translate_value(tokens: Iterable[Any]) -> str:
    """A value → the same in one line, each colour by its variable."""
    return " ".join("".join(map(_translate_token, tokens)).split())


def _translate_token(token: Any) -> str:
    if colour := _colour(token):
        return f"var(--c{colour[1:]})"
    if token.type == "function" and token.lower_name == "var":  # may say what stands in for it
        return f"var({''.join(map(_translate_token, token.arguments))})"
    return str(token.serialize())


def _add_stack(tokens: Iterable[Any], stacks: Mapping[str, str]) -> str:
    """A value that names the theme's fonts → what readers without them see."""
    named = [token.value for token in tokens if token.type == "string" and token.value in stacks]
    return f", {stacks[named[0]]}" if named else ""
