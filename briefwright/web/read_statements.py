"""The tree of a web page → what it says beside its leaves."""

from collections.abc import Iterator
from hashlib import sha256
from xml.etree.ElementTree import Element

from briefwright.document.marks import Statement, normalise
from briefwright.web.serialising import SVG
from briefwright.web.tree import (
    BEGINNING,
    describe_drawing,
    is_frame,
    is_way_back,
    list_children,
    read_words,
)

_FIXED = frozenset({"viewport", "referrer", "color-scheme"})  # with one value each, on the list
_BESIDE = frozenset({"details", f"{SVG}svg"})  # whose words are no part of a place
_LABELLED = frozenset({"nav", "section", "div", "table"})


def read_statements(root: Element) -> Iterator[Statement]:
    """The root of a page → all that it says of itself, its links, places, pictures and signs."""
    yield Statement("language", f"{root.get('lang', '')} {root.get('dir', '')}")
    yield Statement("title", "".join(title.text or "" for title in root.iter("title")))
    for meta in root.iter("meta"):
        name = meta.get("name", "")
        if name and name not in _FIXED:
            yield Statement("property", f"{name}: {meta.get('content', '')}")
    captions = {one.get("id", " "): read_words(one) for one in root.iter("figcaption")}
    body = root.find("body")
    for element in () if body is None else body.iter():
        if isinstance(element.tag, str):
            yield from _read_element(element, captions)
    yield from _read_pictures(root)
    for style in root.iter("style"):
        yield Statement("stylesheet", sha256((style.text or "").encode()).hexdigest()[:16])


def _read_element(element: Element, captions: dict[str, str]) -> Iterator[Statement]:
    words = normalise(read_words(element, _BESIDE))
    if element.tag == "a":
        label = element.get("aria-label", "")
        target = element.get("href", "")
        yield Statement("link", f"{'back' if is_way_back(element) else words} → {target}")
        if label:
            yield Statement("label", label)
    if name := element.get("id"):
        yield Statement("place", f"{name}: {words[:BEGINNING]}")
    if element.tag != "body" and (language := element.get("lang")):
        yield Statement("language", f"{language} {element.get('dir', '')}: {words[:BEGINNING]}")
    if element.tag in _LABELLED:
        label = element.get("aria-label") or captions.get(element.get("aria-labelledby", ""), "")
        if label:
            yield Statement("label", " ".join(label.split()))
    if is_frame(element) and element.tag != "a":
        for line in list_children(element):
            yield Statement("sign" if element.get("role") == "banner" else "foot", read_words(line))
    if element.tag == "details":
        yield from _read_numbers(element)


def _read_numbers(details: Element) -> Iterator[Statement]:
    """The table below a chart → its title, and each row as it is printed."""
    for child in list_children(details):
        if child.tag == "summary":
            yield Statement("label", read_words(child))
    for row in details.iter("tr"):
        cells = [" ".join(read_words(cell).split()) for cell in list_children(row)]
        yield Statement("row of a chart", " | ".join(cells))


def _read_pictures(root: Element) -> Iterator[Statement]:
    """Each picture → its place among them and a digest of what it shows."""
    pictures = (one for one in root.iter() if one.tag in ("img", f"{SVG}svg"))
    for number, picture in enumerate(pictures, start=1):
        shown = picture.get("src", "") if picture.tag == "img" else describe_drawing(picture)
        yield Statement("picture", f"{number}: {sha256(shown.encode()).hexdigest()[:16]}")
