"""A Layout → what its web page must say beside its leaves, as the markup has it."""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from briefwright.document.assets import BASE_URL
from briefwright.document.marks import Statement, Statements, normalise
from briefwright.document.vocabulary import find_role
from briefwright.layout import Layout, find_charts
from briefwright.web.drawings import draw_picture
from briefwright.web.frame import MAIN, find_words
from briefwright.web.tree import BEGINNING, describe_drawing
from briefwright.web.write import build_page

ABOUT = frozenset({
    "title", "property", "language", "link", "place", "label", "sign", "foot", "row of a chart",
    "picture", "stylesheet",
})  # fmt: skip
_REMARKS = ("author", "description", "keywords", "dcterms.created", "dcterms.modified", "generator")


def list_web_statements(layout: Layout) -> Statements:
    """A Layout → its properties, places, links, labels, signs, pictures, the rows of its charts."""
    words, root = find_words(layout), layout.root
    said = (
        *_list_properties(layout),
        *_list_signs(root),
        *_list_places(root),
        *_list_links(root, words),
        *_list_labels(root, words),
        *_list_rows(root, words),
        *_list_pictures(layout),
        _sum_stylesheet(layout),
    )
    return Statements(ABOUT, said)


def list_mail_statements(layout: Layout) -> Statements:
    """A Layout → what its mail must say beside its leaves: its subject, signs, links elsewhere."""
    links = _list_links(layout.root, find_words(layout))
    said = (
        Statement("title", layout.metadata.title),
        *_list_signs(layout.root),
        *(one for one in links if one.about == "link" and " → #" not in one.text),
    )
    return Statements(frozenset({"title", "link", "sign", "foot"}), said)


def _list_properties(layout: Layout) -> Iterator[Statement]:
    root = layout.root
    yield Statement("language", f"{root.get('lang', '')} {root.get('dir', '')}")
    yield Statement("title", layout.metadata.title)
    for meta in root.iter("meta"):
        name, content = meta.get("name", ""), meta.get("content", "")
        if content and (name in _REMARKS or name.startswith("briefwright.")):
            yield Statement("property", f"{name}: {content}")


def _list_signs(root: Element) -> Iterator[Statement]:
    for body in root.iter("body"):
        for name in ("data-watermark", "data-marking"):
            yield from _state("sign", body.get(name, ""))
        for name in ("data-running", "data-foot", "data-marking"):
            yield from _state("foot", body.get(name, ""))


def _list_places(root: Element) -> Iterator[Statement]:
    """Each id with the words that it stands for, and each part in another language."""
    called: set[str] = set()
    for element in root.iter():
        if element.tag == "body":
            yield Statement("place", f"{MAIN}: {_begin(element)}")
            continue
        name = element.get("id")
        match _role(element):
            case "call":
                target = element.get("href", "").removeprefix("#")
                if target not in called:
                    yield Statement("place", f"call-{target}: {_begin(element)}")
                called.add(target)
            case "footnote":
                number = element.get("data-number", "")
                note = name or f"footnote-{number}"
                called.add(note)
                yield Statement("place", f"{note}: {_begin(element)}")
                yield Statement("place", f"call-{note}: {normalise(number)}")
            case _ if name:
                yield Statement("place", f"{name}: {_begin(element)}")
        if element.tag not in ("html", "body") and (language := element.get("lang")):
            yield Statement("language", f"{language} {element.get('dir', '')}: {_begin(element)}")


def _list_links(root: Element, words: Mapping[str, str]) -> Iterator[Statement]:
    yield Statement("link", f"{normalise(words['skip'])} → #{MAIN}")
    called: set[str] = set()
    for element in root.iter():
        match _role(element):
            case "call":
                called.add(element.get("href", "").removeprefix("#"))
                yield Statement("link", f"{normalise(_read(element))} → {element.get('href', '')}")
            case "footnote":
                number = element.get("data-number", "")
                note = element.get("id") or f"footnote-{number}"
                yield Statement("link", f"{normalise(number)} → #{note}")
                yield from _lead_back(note, str(int(number)), words)
            case "endnote" if (note := element.get("id", "")) in called:
                yield from _lead_back(note, element.get("value", ""), words)
            case _ if element.tag == "a":
                yield Statement("link", f"{normalise(_read(element))} → {element.get('href', '')}")


def _lead_back(note: str, number: str, words: Mapping[str, str]) -> Iterator[Statement]:
    yield Statement("link", f"back → #call-{note}")
    yield Statement("label", words["back"].replace("{number}", number))


def _list_labels(root: Element, words: Mapping[str, str]) -> Iterator[Statement]:
    """What screen readers call a navigation, the notes, and each region that may scroll."""
    for nav in root.iter("nav"):
        yield from (Statement("label", _read(one)) for one in nav if _role(one) == "contents-title")
    if any(_role(one) == "footnote" for one in root.iter()):
        yield Statement("label", words["notes"])


def _list_rows(root: Element, words: Mapping[str, str]) -> Iterator[Statement]:
    for _, _, data in find_charts(root):
        yield Statement("label", words["numbers"])
        names = [series.name for series in data.series]
        if any(names):
            yield Statement("row of a chart", " | ".join(("", *names)))
        for place, row in enumerate(data.rows):
            shown = [one.shown[place] if one.numbers[place] else "–" for one in data.series]
            yield Statement("row of a chart", " | ".join((row, *shown)))


def _list_pictures(layout: Layout) -> Iterator[Statement]:
    """Each picture → its place, a digest of what it shows; what each region is called."""
    words = find_words(layout)
    number = 0
    for figure in layout.root.iter():
        caption = next(
            (_read(one) for one in figure if one.tag == "figcaption" and one.get("id")), ""
        )
        for one in figure:
            if one.tag == "table":
                yield Statement("label", caption or words["figure"])
            asset = layout.assets.find(one.get("src", "").removeprefix(BASE_URL))
            if one.tag != "img" or asset is None:
                continue
            number += 1
            made = draw_picture(asset, "")
            if made.tag == "img":
                shown = made.get("src", "")
            else:
                shown = describe_drawing(ElementTree.fromstring(asset.data))
                if figure.tag not in ("aside", "th", "td"):  # neither is in a region
                    yield Statement("label", caption or words["figure"])
            yield Statement("picture", f"{number}: {sha256(shown.encode()).hexdigest()[:16]}")


def _sum_stylesheet(layout: Layout) -> Statement:
    css = next(style.text or "" for style in build_page(layout).iter("style"))
    return Statement("stylesheet", sha256(css.encode()).hexdigest()[:16])


def _state(about: str, words: str) -> Iterator[Statement]:
    if words:
        yield Statement(about, words)


def _role(element: Element) -> str:
    found = find_role(str(element.tag), element.get("data-role"))
    return found.name if found else ""


def _begin(element: Element) -> str:
    return normalise(_read(element))[:BEGINNING]


def _read(element: Element) -> str:
    """An element of the markup → its words as a web page has them there."""
    words = element.text or ""
    for child in element:
        match _role(child):
            case "footnote":
                words += child.get("data-number", "")
            case "page" | "data-table":
                pass
            case _:
                words += _read(child)
        words += child.tail or ""
    return words
