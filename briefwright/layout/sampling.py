"""A theme → the computed style of each role of the vocabulary, each in its proper place."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from xml.etree.ElementTree import Element

import weasyprint

from briefwright.document.assets import BASE_URL, Assets
from briefwright.document.vocabulary import ROLES
from briefwright.layout.cascade import StyleFor, compute_styles
from briefwright.layout.loading import AssetFetcher
from briefwright.layout.stylesheets import ParsedTheme


@dataclass(frozen=True)
class Sample:
    """One role in its proper place: the elements around it, the role itself last."""

    style_for: StyleFor
    path: tuple[Element, ...]


def sample_roles(root: Element, theme: ParsedTheme) -> Mapping[str, Sample]:
    """A page and its theme → by role, its Sample in a page of the same language."""
    body = root.find("body")
    classes = "" if body is None else body.get("class", "")
    return _sample(theme, root.get("lang", "en"), root.get("dir", "ltr"), classes)


@lru_cache(maxsize=8)
def _sample(theme: ParsedTheme, lang: str, direction: str, classes: str) -> Mapping[str, Sample]:
    """One page of samples for each role, cascaded once in a process and never laid out."""
    roles = [role for role in ROLES if role.sample]
    samples = "".join(f'<main data-sample="{role.name}">{role.sample}</main>' for role in roles)
    page = weasyprint.HTML(
        string=f'<html lang="{lang}" dir="{direction}"><body class="{classes}">{samples}',
        base_url=BASE_URL, url_fetcher=AssetFetcher(Assets()), media_type="print",
    )  # fmt: skip
    style_for = compute_styles(page, theme)
    found = {"body": Sample(style_for, (page.etree_element.find("body"),))}
    for role, main in zip(roles, page.etree_element.iter("main"), strict=True):
        elements = [
            element
            for element in main.iter(role.element)
            if (element.get("data-role") or element.tag) == role.name
        ]
        found[role.name] = Sample(style_for, _path(main, elements[-1]))
    return found


def _path(top: Element, element: Element) -> tuple[Element, ...]:
    """An element and one that holds it → all elements between them, the inner one last."""
    holders = {child: holder for holder in top.iter() for child in holder}
    path = [element]
    while (holder := holders[path[0]]) is not top:
        path.insert(0, holder)
    return tuple(path)
