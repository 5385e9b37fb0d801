"""An element of a page → where it came from: its address, and where a stylesheet set its look."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element

import cssselect2
import tinycss2

from briefwright.document.assets import Assets
from briefwright.problems import Place


@dataclass(frozen=True)
class Declaration:
    """One declaration: its selector, its file, line and column, and what it says.

    `selector` is “@page” or the name of a margin box for what stands in a rule of pages.
    """

    selector: str
    place: Place
    text: str = ""


def find_address(root: Element, element: Element) -> str:
    """A page and an element of it → the address of the nearest leaf or block around it, or ""."""
    parents = {child: parent for parent in root.iter() for child in parent}
    at: Element | None = element
    while at is not None:
        if found := at.get("data-at"):
            return found
        at = parents.get(at)
    return ""


def find_declaration(
    assets: Assets,
    root: Element,
    element: Element,
    properties: frozenset[str],
    pseudo: str | None = None,
) -> Declaration | None:
    """Stylesheets, an element of the page `root`, names of a property → the declaration that wins.

    Nothing where no stylesheet of the assets declares it. `properties` names the property and
    its shorthands; `pseudo` a pseudo-element (“marker”) of the element. Layers count as if they
    were not there.
    """
    subject = _wrap(root, element)
    winners = [
        (node.important, selector.specificity, order, Declaration(text, spot, _write(node)))
        for order, (text, selector, node, spot) in enumerate(list_declarations(assets))
        if node.lower_name in properties
        and selector.pseudo_element == pseudo
        and selector.test(subject)
    ]
    return max(winners, key=lambda winner: winner[:3])[3] if winners else None


def find_page_declaration(
    assets: Assets, where: str, properties: frozenset[str]
) -> Declaration | None:
    """Stylesheets, “@page” or a margin box (“@top-left”), names → the last declaration of one."""
    found = [
        Declaration(box, spot, _write(node))
        for sheet in _stylesheets(assets)
        for box, node, spot in _read_page_declarations(*sheet)
        if box == where and node.lower_name in properties
    ]
    return found[-1] if found else None


def find_own(assets: Assets, declared: Declaration | None) -> Declaration | None:
    """A declaration → it, or where it takes a variable, what sets that outside the base, if any."""
    if declared is None or not is_shipped(declared.place):
        return declared
    names = _VARIABLE.findall(declared.text)
    return next(
        (
            Declaration(selector, spot, _write(node))
            for selector, _, node, spot in reversed(list(list_declarations(assets)))
            if node.name in names and not is_shipped(spot)
        ),
        declared,
    )


_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)")


def _write(node: Any) -> str:
    """A declaration as it would be written on one line."""
    return f"{node.name}: {' '.join(tinycss2.serialize(node.value).split())}"


def find_mention(assets: Assets, name: str) -> Place | None:
    """Stylesheets and some words → where they are first written, best in an own sheet."""
    found = [
        locate(sheet[0], number, column + 1)
        for sheet in _stylesheets(assets)
        for number, line in enumerate(sheet[1].splitlines(), start=1)
        if (column := line.find(name)) >= 0
    ]
    return next((one for one in found if not is_shipped(one)), found[0] if found else None)


def find_own_value(assets: Assets, holds: Callable[[Any], bool]) -> Place | None:
    """Stylesheets and what a value must hold → the last spot outside the base that sets such one.

    It may be a variable that the base makes use of.
    """
    found = [
        spot
        for _, _, node, spot in list_declarations(assets)
        if not is_shipped(spot) and any(map(holds, node.value))
    ]
    return found[-1] if found else None


def is_shipped(place: Place | None) -> bool:
    """A spot in a stylesheet → whether it stands in the base or a look of ours."""
    return place is None or place.file.startswith(("templates/base/", "templates/looks/"))


def locate(sheet: str, line: int, column: int) -> Place:
    """A stylesheet's name and a spot in it → where its designer finds it."""
    return Place(f"templates/{sheet}", line, column)


def _stylesheets(assets: Assets) -> Iterator[tuple[str, str]]:
    for asset in assets:
        if asset.media_type == "text/css":
            yield asset.name, asset.data.decode()


def _wrap(root: Element, element: Element) -> Any:
    wrappers = cssselect2.ElementWrapper.from_html_root(root).iter_subtree()
    return next(wrapper for wrapper in wrappers if wrapper.etree_element is element)


def list_declarations(assets: Assets) -> Iterator[tuple[str, Any, Any, Place]]:
    """Stylesheets → each declaration of their rules: rule, selector, node and spot."""
    for sheet in _stylesheets(assets):
        yield from _read_declarations(*sheet)


@lru_cache(maxsize=32)  # themes share most of their sheets, and several checks read each of them
def _read_declarations(name: str, css: str) -> tuple[tuple[str, Any, Any, Place], ...]:
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return tuple(
        (" ".join(tinycss2.serialize(rule.prelude).split()), selector, node,
         locate(name, node.source_line, node.source_column))
        for rule in _find_style_rules(rules)
        for nodes in (tinycss2.parse_blocks_contents(rule.content),)
        for selector in _read_selectors(rule.prelude)
        for node in nodes
        if node.type == "declaration"
    )  # fmt: skip


@lru_cache(maxsize=32)
def _read_page_declarations(name: str, css: str) -> tuple[tuple[str, Any, Place], ...]:
    """A stylesheet → each declaration in its @page rules: “@page” or its margin box, node, spot."""
    found: list[tuple[str, Any, Place]] = []
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    waiting = [("@page", rule) for rule in rules if rule.type == "at-rule"]
    waiting = [(box, rule) for box, rule in waiting if rule.lower_at_keyword == "page"]
    while waiting:
        box, rule = waiting.pop(0)
        for node in tinycss2.parse_blocks_contents(rule.content or ()):
            if node.type == "declaration":
                found.append((box, node, locate(name, node.source_line, node.source_column)))
            elif node.type == "at-rule":
                waiting.append((f"@{node.lower_at_keyword}", node))
    return tuple(found)


def _find_style_rules(rules: list[Any]) -> Iterator[Any]:
    """Rules → the style rules among them and inside @media, @supports and @layer blocks."""
    for rule in rules:
        if rule.type == "qualified-rule":
            yield rule
        elif rule.type == "at-rule" and rule.content and rule.lower_at_keyword in _GROUPS:
            yield from _find_style_rules(
                tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            )


_GROUPS = frozenset({"media", "supports", "layer"})


def _read_selectors(prelude: list[Any]) -> list[Any]:
    try:
        found: list[Any] = cssselect2.compile_selector_list(prelude)
    except cssselect2.SelectorError:
        return []
    return found
