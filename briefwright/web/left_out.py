"""The stylesheets of an organisation → what of them a web page leaves out and paper shows."""

from collections.abc import Iterable, Iterator
from typing import Any

import tinycss2

from briefwright.document.assets import Assets
from briefwright.layout.sources import is_shipped, locate
from briefwright.problems import Problem

_WORDS = ("::before", "::after", ":before", ":after")
_OF_PAGES = "data-role=page"  # the number of a page, which a screen hasn't got
_NOTHING = ("none", "normal", '""', "''")


def find_left_out(assets: Assets) -> tuple[Problem, ...]:
    """All that a page loads → a warning L824 for each rule that a web page leaves out.

    Those are rules in a layer, and words or signs before and after an element. What is for paper
    alone (`@page`, footnotes, numbers of pages) isn't meant, nor what has no effect there either
    (`@supports`, `@container`), nor is the base.
    """
    return tuple(
        problem
        for asset in assets
        if asset.media_type == "text/css" and not is_shipped(locate(asset.name, 1, 1))
        for problem in _read(asset.name, tinycss2.parse_stylesheet(asset.data.decode(), True, True))
    )


def _read(name: str, rules: Iterable[Any]) -> Iterator[Problem]:
    for rule in rules:
        if rule.type == "qualified-rule":
            selector = " ".join(tinycss2.serialize(rule.prelude).split())
            if any(one in selector for one in _WORDS) and _OF_PAGES not in selector:
                yield from _read_words(name, selector, rule)
        elif rule.type == "at-rule" and rule.content is not None:
            keyword = rule.lower_at_keyword
            if keyword == "layer":
                yield _report(name, rule, "What stands in `@layer`")
            elif keyword == "media" and "print" not in tinycss2.serialize(rule.prelude):
                yield from _read(name, tinycss2.parse_rule_list(rule.content, True, True))


def _read_words(name: str, selector: str, rule: Any) -> Iterator[Problem]:
    for node in tinycss2.parse_blocks_contents(rule.content, True, True):
        if node.type == "declaration" and node.lower_name == "content":
            said = tinycss2.serialize(node.value).strip()
            if said not in _NOTHING:
                yield _report(name, node, f"`content: {said}` on “{selector}”")


def _report(name: str, node: Any, what: str) -> Problem:
    message = f"{what} shows on paper alone: a web page leaves it out."
    where = locate(name, node.source_line, node.source_column)
    return Problem("L824", message, where, level="warning")
