"""A web page → what stands in it and isn't on the closed list."""

import base64
import binascii
import re
from collections.abc import Iterator
from hashlib import sha256
from typing import Any
from xml.etree.ElementTree import Element

import tinycss2

from briefwright.document.marks import Unlisted
from briefwright.web import closed_list
from briefwright.web.closed_list import ELEMENTS, SVG, VALUES, allows, is_listed
from briefwright.web.serialising import serialise
from briefwright.web.tree import is_frame

_PART, _HEAD, _STYLE = "the page", "the head", "the stylesheet"
_FRAMED = frozenset({"skip", "signs"})  # what looks like these is not where the text is
_SHOWN = 30  # characters of a place that a fault quotes


def find_unlisted(root: Element, data: bytes) -> Iterator[Unlisted]:
    """The tree of a page and its bytes → each thing that isn't listed."""
    listed = [element for element in root.iter() if element.tag in ELEMENTS]
    strange = [element for element in root.iter() if element.tag not in ELEMENTS]
    for element in strange:
        name = f"<{_name(element)}>" if isinstance(element.tag, str) else "a comment"
        yield Unlisted(name, _PART)
    for element in listed:
        yield from _check_attributes(element)
    if not strange and serialise(root) != data:
        yield Unlisted("something that a browser reads otherwise than it is written", _PART)
    yield from _check_ids(root)
    yield from _check_head(root)
    for style in root.iter("style"):
        yield from _check_rules(tinycss2.parse_stylesheet(style.text or ""), "")


def _name(element: Element) -> str:
    return str(element.tag).removeprefix(SVG)


def _check_attributes(element: Element) -> Iterator[Unlisted]:
    known = closed_list.attributes_of(str(element.tag))
    place = f"<{_name(element)}>"
    for name, value in element.items():
        if name not in known:
            yield Unlisted(f"the attribute {name}", _PART, place)
        elif not is_listed(value, _find_pattern(element, name)):
            yield Unlisted(f"{name}=“{value[:_SHOWN]}”", _PART, place)
        elif name == "src":
            yield from _check_picture(value)
    if _FRAMED & set(element.get("class", "").split()) and not is_frame(element):
        yield Unlisted("the look of what stands around the text", _PART, place)


def _find_pattern(element: Element, name: str) -> str:
    """An element and its attribute → what the value must be."""
    if not str(element.tag).startswith(SVG):
        return VALUES.get(name, r"[\s\S]*")
    if name in ("viewBox", "aria-label"):
        return r"[\s\S]*" if name == "aria-label" else closed_list.SVG_MEASURE
    return closed_list.SVG_VALUES.get(name, closed_list.SVG_MEASURE)


def _check_picture(address: str) -> Iterator[Unlisted]:
    """The address of a picture → what is wrong with its bytes."""
    kind, _, code = address.removeprefix("data:image/").partition(";base64,")
    try:
        data = base64.b64decode(code, validate=True)
    except binascii.Error:
        yield Unlisted("a picture that can't be decoded", _PART)
        return
    begins = {"png": b"\x89PNG\r\n\x1a\n", "jpeg": b"\xff\xd8\xff", "svg+xml": b"<"}[kind]
    if not data.startswith(begins):
        yield Unlisted(f"a picture that is no {kind}", _PART)


def _check_ids(root: Element) -> Iterator[Unlisted]:
    seen: set[str] = set()
    for element in root.iter():
        name = element.get("id")
        if name and name in seen:
            yield Unlisted(f"the id {name} for a second time", _PART)
        seen.add(name or "")


def _check_head(root: Element) -> Iterator[Unlisted]:
    head = root.find("head")
    metas = [] if head is None else head.findall("meta")
    for meta in metas:
        name = meta.get("name", "")
        if name and name not in closed_list.METAS and not name.startswith(closed_list.OWN_META):
            yield Unlisted(f"the property {name}", _HEAD)
    for tag, most in (("style", 1), ("title", 1), ("body", 1), ("main", 1)):
        if sum(1 for _ in root.iter(tag)) != most:
            yield Unlisted(f"not one <{tag}>", _PART)
    css = "".join(style.text or "" for style in root.iter("style"))
    digest = base64.b64encode(sha256(css.encode()).digest()).decode()
    policies = [meta.get("content", "") for meta in metas if meta.get("http-equiv")]
    if policies != [closed_list.POLICY.format(digest=digest)]:
        yield Unlisted("another policy of what may be loaded, or another stylesheet", _HEAD)
    for meta in root.iter("meta"):
        if meta not in metas:
            yield Unlisted("<meta>", _PART)


# ----------------------------------------------------------------- CSS


def _check_rules(rules: list[Any], media: str) -> Iterator[Unlisted]:
    for rule in rules:
        match rule.type:
            case "whitespace":
                continue
            case "qualified-rule":
                yield from _check_style_rule(rule)
            case "at-rule" if rule.lower_at_keyword == "font-face" and rule.content and not media:
                yield from _check_face(rule)
            case "at-rule" if rule.lower_at_keyword == "media" and rule.content and not media:
                query = tinycss2.serialize(rule.prelude).strip()
                if query not in closed_list.MEDIA:
                    yield Unlisted(f"@media {query}", _STYLE)
                yield from _check_rules(tinycss2.parse_rule_list(rule.content), query)
            case "at-rule" if rule.lower_at_keyword == "page" and _is_for_paper(rule):
                continue
            case _:
                yield Unlisted(f"“{rule.serialize()[:_SHOWN]}”", _STYLE)


def _is_for_paper(rule: Any) -> bool:
    content = tinycss2.serialize(rule.content or ()).strip()
    return content == closed_list.PAPER and not tinycss2.serialize(rule.prelude).strip()


def _check_style_rule(rule: Any) -> Iterator[Unlisted]:
    selector = " ".join(tinycss2.serialize(rule.prelude).split())
    if "::" in selector.replace("::marker", ""):
        yield Unlisted(f"the selector {selector[:_SHOWN]}", _STYLE)
    for node in tinycss2.parse_blocks_contents(rule.content):
        if node.type == "whitespace":
            continue
        if node.type != "declaration":
            yield Unlisted(f"“{node.serialize()[:_SHOWN]}”", _STYLE, selector)
            continue
        value = tinycss2.serialize(node.value).strip()
        if not allows(selector, node.name, value):
            yield Unlisted(f"{node.name}: {value[:_SHOWN]}", _STYLE, selector)


def _check_face(rule: Any) -> Iterator[Unlisted]:
    for node in tinycss2.parse_blocks_contents(rule.content):
        if node.type == "whitespace":
            continue
        name = node.name if node.type == "declaration" else ""
        if name not in closed_list.FACE:
            yield Unlisted(f"“{node.serialize()[:_SHOWN]}”", _STYLE, "@font-face")
        elif name == "src":
            source = tinycss2.serialize(node.value).strip()
            found = re.fullmatch(closed_list.FONT_SOURCE, source)
            if found is None or not base64.b64decode(found[1]).startswith(b"wOF2"):
                yield Unlisted("a font that isn't in the page", _STYLE, "@font-face")
