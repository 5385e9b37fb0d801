"""A laid-out page → where a Word file's hidden names must stand, and where its inner links lead."""

from collections.abc import Iterable, Iterator, Mapping
from xml.etree.ElementTree import Element
from zlib import crc32

from briefwright.document.marks import Statement, normalise, strip_breaks
from briefwright.document.vocabulary import CELL_PARTS, CELLS, ROLES, find_role
from briefwright.layout.chart_data import read_words
from briefwright.layout.styles import Style, word_style

PLACE, INNER_LINK = "place of a name", "inner link"
_LAST_LETTERS = 16  # of a paragraph: enough to tell it from its neighbours


def list_places(root: Element) -> Iterator[Statement]:
    """A page → each name in its Word file, with the last letters of its paragraph; inner links.

    Names are addresses, by their checksum, and what links lead to, by a number.
    """
    links = [one for one in root.iter("a") if one.get("href", "").startswith("#")]
    targets = {one.get("href", ""): one for one in links}
    holders = {child: holder for holder in root.iter() for child in holder}
    for element in root.iter():
        leaf, address = _find_leaf(element), element.get("data-at")
        if element.get("data-role") == "footnote":
            leaf = _find_holder(element, holders)  # its call stands there
        if address and leaf is element:
            yield Statement(PLACE, f"{crc32(address.encode()):08x}: {_read_end(element)}")
        href = f"#{element.get('id', '')}"
        if href in targets and leaf is not None:
            yield Statement(PLACE, f"{number_link(href)}: {_read_end(leaf)}")
    for link in links:
        words = read_words(link)
        if link.get("data-shows") == "page":  # a number that Word works out by itself
            words = words.replace(link.get("data-result", ""), "", 1)
        words = normalise(words)
        yield Statement(INNER_LINK, f"{words} → {number_link(link.get('href', ''))}")


# Word styles that don't follow from one role: what Word has by itself, and deeper levels.
_OTHER_STYLES = (
    *("Normal", "Default Paragraph Font", "Normal Table", "No List", "Header", "Footer"),
    *("Footnote Reference", "TOC 2", "TOC 3", "Table of Figures", "Briefing Table"),
    *(
        "List Bullet 2",
        "List Bullet 3",
        "List Number 2",
        "List Number 3",
        "Key Figures",
        "Parallel",
        "Running Title",
    ),
)


def list_styles(layout_styles: Iterable[Style], corporate: Iterable[str]) -> frozenset[str]:
    """The styles of a page, and the names of those in a base → all that a Word file may have."""
    roles = (role.style for role in ROLES if role.style)
    named = (word_style(style) for style in layout_styles)
    return frozenset(one.casefold() for one in (*roles, *named, *_OTHER_STYLES, *corporate) if one)


def number_link(href: str) -> str:
    """“#id” → the number in the name that Word has for the place."""
    return f"{crc32(href.encode()) % 10**9:09d}"


def read_letters(text: str) -> str:
    """A paragraph's text → its last letters, without figures and signs."""
    letters = (letter for letter in normalise(strip_breaks(text)) if letter.isalpha())
    return "".join(letters)[-_LAST_LETTERS:]


def _find_leaf(element: Element) -> Element | None:
    """An element → the one that becomes the first paragraph in it, or nothing."""
    for one in element.iter():
        role = find_role(one.tag, one.get("data-role"))
        if role and role.name == "cell-drawing":
            return None  # it stands in the line of its cell
        is_leaf = role and role.word in ("paragraph", "item", "drawing")
        if is_leaf or one.tag in ("th", "td") or one.get("data-role") == "key-figure":
            return one if role and role.word != "data" else None
    return None


def _find_holder(footnote: Element, holders: Mapping[Element, Element]) -> Element | None:
    """A footnote → the leaf in whose line it is called."""
    at: Element | None = holders.get(footnote)
    while at is not None and _find_leaf(at) is not at:
        at = holders.get(at)
    return at


def _read_end(leaf: Element) -> str:
    """A leaf → the last letters of its own paragraph, of a cell of the first one in it."""
    if leaf.tag in CELLS:
        leaf = next((one for one in leaf.iter() if one.get("data-role") in CELL_PARTS), leaf)
    if leaf.get("data-role") == "key-figure" and len(leaf) and not (leaf.text or "").strip():
        return read_letters("".join(leaf[0].itertext()))
    return read_letters("".join(_read_own(leaf)))


def _read_own(leaf: Element) -> Iterator[str]:
    """A leaf's text without the lists and the footnotes in it."""
    yield leaf.text or ""
    for child in leaf:
        if child.tag not in ("ul", "ol") and child.get("data-role") not in ("footnote", "page"):
            yield from _read_own(child)
        yield child.tail or ""
