"""The rows of a closed list → what may stand where; an XML tree → what may not stand in it."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from briefwright.word.closed.elements import TABLES, TEXTS, VALUES, WORDS
from briefwright.word.closed.parts import NAMESPACES, UNUSED_NAMESPACES

Node = etree._Element

Attributes = Mapping[str, re.Pattern[str]]
Grammar = Mapping[tuple[str, str], Attributes]  # parent and child, by lxml's names

_PREFIXES = {uri: prefix for prefix, uri in NAMESPACES.items()}
_DECLARED = UNUSED_NAMESPACES | frozenset(NAMESPACES.values())
_IGNORABLE = f"{{{NAMESPACES['mc']}}}Ignorable"
_IGNORED = re.compile(r"w1[456]\w{0,4}( w(p)?1[456]\w{0,4})*")
_ITEM = re.compile(r"([\w:]+)(?:\(([^)]*)\))?")


class Misplaced(NamedTuple):
    """Something in an XML tree that isn't on the list: what it is, and the node where it stands.

    `attribute` is its name where only that is wrong, and can be left out by itself.
    """

    thing: str
    node: Node
    attribute: str = ""


@lru_cache(maxsize=16)
def read_grammar(kind: str) -> Grammar:
    """A kind of part → what may stand in which element of it."""
    rules: dict[tuple[str, str], dict[str, re.Pattern[str]]] = {}
    for row in TABLES.get(kind, WORDS).strip().splitlines():
        parent, _, inside = row.partition(": ")
        top = _ITEM.fullmatch(parent.removesuffix(":"))
        assert top is not None, row
        rules["", _name(top[1])] = _read_attributes(top[2] or "")
        for found in _ITEM.finditer(inside):
            rules[_name(top[1]), _name(found[1])] = _read_attributes(found[2] or "")
    return rules


def _name(prefixed: str) -> str:
    prefix, _, local = prefixed.rpartition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}" if prefix else local


def _read_attributes(text: str) -> dict[str, re.Pattern[str]]:
    pairs = (one.partition("=") for one in text.split())
    return {_name(key): _compile(values) for key, _, values in pairs}


@lru_cache(maxsize=256)
def _compile(values: str) -> re.Pattern[str]:
    choices = [
        f"(?:{VALUES[one[1:]]})" if one.startswith("$") else re.escape(one.replace("~", " "))
        for one in values.split("|")
    ]
    return re.compile("|".join(choices), re.DOTALL)


_TEXTS = {_name(tag): re.compile(pattern, re.DOTALL) for tag, pattern in TEXTS.items()}


def allows_words(tag: str, words: str) -> bool:
    """lxml's name of an element and words → whether they may stand in it."""
    return tag in _TEXTS and _TEXTS[tag].fullmatch(words) is not None


def find_misplaced(root: Node, kind: str) -> Iterator[Misplaced]:
    """The root of a part and its kind → all in it that isn't on the list, from the top down.

    What stands inside something that isn't on the list isn't named besides.
    """
    grammar = read_grammar(kind)
    tree = root.getroottree()
    for outside in (*root.itersiblings(preceding=True), *root.itersiblings()):
        yield Misplaced("a comment or an instruction", outside)
    if tree.docinfo.internalDTD is not None:
        yield Misplaced("a document type", root)
    known: set[tuple[str, str, str, str]] = set()
    waiting: list[tuple[str, Node]] = [("", root)]
    while waiting:
        parent, node = waiting.pop()
        tag = node.tag
        if not isinstance(tag, str):
            yield Misplaced("a comment or an instruction", node)
            continue
        attributes = grammar.get((parent, tag))
        if attributes is None:
            yield Misplaced(f"<{_short(tag)}>", node)
            continue
        for key, value in node.attrib.items():
            seen = (parent, tag, str(key), str(value))
            if seen in known:
                continue
            if _allows(attributes, str(key), str(value), parent):
                known.add(seen)
            else:
                thing = f"{_short(str(key))}=“{str(value)[:60]}” of <{_short(tag)}>"
                yield Misplaced(thing, node, str(key))
        yield from _check_words(node, tag)
        yield from _check_repeats(node, tag)
        yield from _check_namespaces(node)
        waiting.extend((tag, child) for child in reversed(node))


def _allows(attributes: Attributes, key: str, value: str, parent: str) -> bool:
    if key == _IGNORABLE and not parent:
        return _IGNORED.fullmatch(value) is not None
    pattern = attributes.get(key)
    return pattern is not None and pattern.fullmatch(value) is not None


_REPEATED = frozenset(
    _name(f"w:{tag}") for tag in ("headerReference", "footerReference", "footnote", "tblStylePr")
)


def _check_repeats(node: Node, tag: str) -> Iterator[Misplaced]:
    """Properties are said once, and each of them once."""
    seen: set[str] = set()
    inside = tag.endswith("Pr")
    for child in node:
        name = child.tag
        if not isinstance(name, str) or not (inside or name.endswith("Pr")):
            continue
        if name in seen and name not in _REPEATED:
            yield Misplaced(f"a second <{_short(name)}>", child)
        seen.add(name)


def _check_words(node: Node, tag: str) -> Iterator[Misplaced]:
    text, tail = node.text, node.tail
    if text and (pattern := _TEXTS.get(tag)) is None:
        if text.strip():
            yield Misplaced(f"“{text.strip()[:60]}” in <{_short(tag)}>", node)
    elif text and pattern and not pattern.fullmatch(text):
        yield Misplaced(f"“{text.strip()[:60]}” in <{_short(tag)}>", node)
    if tail and tail.strip():
        yield Misplaced(f"“{tail.strip()[:60]}” after <{_short(tag)}>", node)


def _check_namespaces(node: Node) -> Iterator[Misplaced]:
    above = node.getparent()
    if above is not None and len(above.nsmap) == len(node.nsmap):
        return
    for uri in node.nsmap.values():
        if uri not in _DECLARED:
            yield Misplaced(f"the namespace “{uri[:60]}”", node)


def _short(tag: str) -> str:
    """lxml's name → the usual one: `w:p`."""
    if not tag.startswith("{"):
        return tag
    uri, _, local = tag[1:].partition("}")
    return f"{_PREFIXES.get(uri, uri)}:{local}"
