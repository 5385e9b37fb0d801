"""A theme's stylesheets → the colours and type that drawings take from it.

Designers set custom properties (`--chart-1: #0b6480`); what a stylesheet says last wins.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from briefwright.document.assets import Asset, Assets
from briefwright.problems import ContentError, Problem

COLOURS = ("ink", "quiet", "rule", "accent", "alert", "tint", "sea", "land", "border", "home")
CHART_COLOURS = tuple(f"chart-{number}" for number in range(1, 7))

_FONT_FILE = re.compile(r"fonts/[^/]+/.+$")
_WEIGHTS = {"normal": 400, "bold": 700}
_ROOTS = (":root", "html")
_DEEPEST = 20  # var() inside var(): more is a circle


@dataclass(frozen=True)
class Face:
    """One upright font file of a family, and the weight that it stands for."""

    family: str
    weight: int
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class Palette:
    """What drawings may use: colours as `#rrggbb`, the families of the page, their font files.

    `companion` and `text` are written as CSS has them: `"Source Sans 3", "Noto Sans"`.
    """

    ink: str
    quiet: str
    rule: str
    accent: str
    alert: str
    tint: str
    sea: str
    land: str
    border: str
    home: str
    charts: tuple[str, ...]
    text: str
    companion: str
    faces: tuple[Face, ...] = ()

    @property
    def families(self) -> tuple[str, ...]:
        """The families that drawings are lettered in, the first choice first."""
        return tuple(family.strip().strip("\"'") for family in self.companion.split(","))


def read(assets: Assets, language: str = "") -> Palette:
    """A theme's stylesheets and fonts → its Palette, for drawings in a language.

    Errors: ContentError L812.
    """
    return _read(
        (*_ROOTS, f"[lang|={language.partition('-')[0]}]"),
        tuple(asset for asset in assets if asset.media_type == "text/css"),
        tuple(asset for asset in assets if asset.media_type.startswith("font/")),
    )


@lru_cache(maxsize=8)
def _read(roots: tuple[str, ...], sheets: tuple[Asset, ...], fonts: tuple[Asset, ...]) -> Palette:
    said: dict[str, list[Any]] = {}
    faces: list[Face] = []
    for sheet in sheets:
        for rule in _rules(sheet, roots):
            if rule.type == "at-rule":
                faces.extend(_faces(rule, fonts))
            else:
                said.update(_properties(rule))
    problems: list[Problem] = []
    colours = {name: _colour(said, name, problems) for name in (*COLOURS, *CHART_COLOURS)}
    families = {name: _family(said, name, problems) for name in ("text", "companion")}
    if problems:
        raise ContentError(problems)
    charts = tuple(colours[name] for name in CHART_COLOURS)
    plain = {name: colours[name] for name in COLOURS}
    return Palette(**plain, charts=charts, **families, faces=tuple(faces))


def _rules(sheet: Asset, roots: tuple[str, ...]) -> Iterator[Any]:
    """A stylesheet → its rules for the root of a page, and its fonts."""
    import tinycss2

    rules = tinycss2.parse_stylesheet(sheet.data.decode(), True, True)
    for rule in rules:
        if rule.type == "at-rule" and rule.lower_at_keyword == "media" and rule.content:
            if tinycss2.serialize(rule.prelude).strip().lower() in ("print", "all"):
                inner = tinycss2.parse_rule_list(rule.content, True, True)
                yield from (rule for rule in inner if _is_root(rule, roots))
        elif _is_root(rule, roots) or (
            rule.type == "at-rule" and rule.lower_at_keyword == "font-face"
        ):
            yield rule


def _is_root(rule: Any, roots: tuple[str, ...]) -> bool:
    import tinycss2

    if rule.type != "qualified-rule":
        return False
    selectors = tinycss2.serialize(rule.prelude).split(",")
    return any(selector.strip().lower() in roots for selector in selectors)


def _declarations(rule: Any) -> Iterator[tuple[str, list[Any]]]:
    import tinycss2

    for node in tinycss2.parse_blocks_contents(rule.content, True, True):
        if node.type == "declaration":
            yield node.name, node.value


def _properties(rule: Any) -> Mapping[str, list[Any]]:
    return {name[2:]: value for name, value in _declarations(rule) if name.startswith("--")}


def _faces(rule: Any, fonts: tuple[Asset, ...]) -> Iterator[Face]:
    said = dict(_declarations(rule))
    if _plain(said.get("font-style", [])) in ("italic", "oblique"):
        return
    weight = _plain(said.get("font-weight", [])).split(" ")[0]
    for token in said.get("src", []):
        url = _url(token)
        name = _FONT_FILE.search(url) if url else None
        for font in fonts:
            if name and font.name == name[0]:
                family = _plain(said.get("font-family", [])).strip("\"'")
                yield Face(family, _WEIGHTS.get(weight, int(weight or 400)), font.data)


def _url(token: Any) -> str:
    if token.type == "url":
        return str(token.value)
    if token.type == "function" and token.lower_name == "url":
        return "".join(str(part.value) for part in token.arguments if part.type == "string")
    return ""


def _plain(tokens: list[Any]) -> str:
    import tinycss2

    return str(tinycss2.serialize(tokens)).strip()


def _colour(said: Mapping[str, list[Any]], name: str, problems: list[Problem]) -> str:
    from tinycss2.color3 import parse_color

    value = _resolve(said, name)
    colour = parse_color(value)
    if colour is None or isinstance(colour, str):
        what = f"is no colour: “{value}”" if value else "has no value"
        problems.append(Problem("L812", f"`--{name}` {what}; write one such as #0b6480."))
        return ""
    return "#" + "".join(f"{round(part * 255):02x}" for part in colour[:3])


def _family(said: Mapping[str, list[Any]], name: str, problems: list[Problem]) -> str:
    value = _resolve(said, name)
    if not value:
        message = f'`--{name}` has no value; name a font, such as "Source Sans 3".'
        problems.append(Problem("L812", message))
    return value


def _resolve(said: Mapping[str, list[Any]], name: str, depth: int = 0) -> str:
    """A custom property → its value with every var() in its place; "" where that leads nowhere."""
    if name not in said or depth > _DEEPEST:
        return ""
    words = []
    for token in said[name]:
        if token.type == "function" and token.lower_name == "var":
            inner, _, fallback = _plain(token.arguments).partition(",")
            words.append(_resolve(said, inner.strip()[2:], depth + 1) or fallback.strip())
        else:
            words.append(_plain([token]))
    return "".join(words).strip()
