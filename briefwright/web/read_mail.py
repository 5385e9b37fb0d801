"""The bytes of a message → its Marks: those of its HTML; and whether its plain text says so too."""

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from briefwright.document.marks import Mark, Marks, Statement, Unlisted, Unseen, normalise
from briefwright.web.read import read_tree
from briefwright.web.serialising import serialise
from briefwright.web.tree import is_frame, list_children, parse, read_words

HEADERS = frozenset({"Subject", "X-Unsent", "MIME-Version", "Content-Type"})
_PARTS = ["text/plain", "text/html"]
_ELEMENTS = frozenset({
    "html", "head", "meta", "title", "body", "div", "table", "thead", "tbody", "tfoot", "tr", "td",
    "th", "h1", "h2", "h3", "h4", "h5", "p", "ul", "ol", "li", "strong", "em", "span", "a",
})  # fmt: skip
_ATTRIBUTES = frozenset({
    "charset", "name", "content", "lang", "dir", "id", "href", "type", "value", "scope", "colspan",
    "rowspan", "style", "role", "class", "width", "align", "cellpadding", "cellspacing",
    "aria-label",
})  # fmt: skip
_STYLE = re.compile(
    r"(?:(?:margin|padding|background|color|border-(?:left|right|bottom)|list-style|border-collapse|font-family"
    r"|font-size|font-weight|font-style|line-height|text-align|vertical-align|width|max-width)"
    r":[\w\s#%.,'-]+|display:block)"
)
_SMALLEST = 9  # px
_ADDRESS = re.compile(r"<(?:https?://|mailto:)[^>]*>")
_WIDEST = 76


def read(data: bytes) -> Marks:
    """The bytes of a message → the Marks of its HTML; what its plain text lacks is unseen."""
    message = message_from_bytes(data, policy=default)
    assert isinstance(message, EmailMessage)
    parts = {part.get_content_type(): part.get_content() for part in message.iter_parts()}
    page = str(parts.get("text/html", "")).strip("\r\n").replace("\r\n", "\n")
    root = parse(page.encode())
    found = read_tree(root)
    text = str(parts.get("text/plain", ""))
    return Marks(
        found.body,
        found.notes,
        found.alts,
        found.data,
        unseen=(*_find_lacking((*found.body, *found.notes), text), *_find_tiny(root)),
        unlisted=(*_check_message(message), *_check_page(root, page), *_check_lines(text)),
        statements=tuple(_read_statements(message, root)),
    )


def _find_lacking(marks: tuple[Mark, ...], text: str) -> Iterator[Unseen]:
    """Marks in order and the plain text → each that doesn't stand there, after the one before."""
    said = _compare(_ADDRESS.sub("", text))
    place = 0
    for mark in marks:
        wanted = _compare(mark.text)
        found = said.find(wanted, place)
        if found < 0:
            yield Unseen(mark.text, "is missing from the plain text of the message")
        else:
            place = found + len(wanted)


def _compare(text: str) -> str:
    """A text → its letters and digits; signs of lists and lines are no part of it."""
    return "".join(letter for letter in normalise(text) if letter.isalnum())


def _find_tiny(root: Element) -> Iterator[Unseen]:
    for element in root.iter():
        style = element.get("style", "")
        size = re.search(r"font-size:(\d+)px", style)
        ink = re.search(r"(?<![\w-])color:(#\w+)", style)
        words = "".join(element.itertext()).strip()
        if words and size and int(size[1]) < _SMALLEST:
            yield Unseen(words, "is set in letters that nobody can read")
        if words and ink and ink[1].lower() == "#ffffff":
            yield Unseen(words, "has the colour of the page")


def _check_message(message: EmailMessage) -> Iterator[Unlisted]:
    for name in sorted(set(message.keys()) - HEADERS):
        yield Unlisted(f"the header {name}", "the message")
    kinds = [part.get_content_type() for part in message.iter_parts()]
    if kinds != _PARTS:
        yield Unlisted(f"parts of the kinds {', '.join(kinds) or 'none'}", "the message")
    for part in message.iter_parts():
        if part.get_filename():
            yield Unlisted("an attached file", "the message")


def _check_page(root: Element, page: str) -> Iterator[Unlisted]:
    for element in root.iter():
        if element.tag not in _ELEMENTS:
            name = f"<{element.tag}>" if isinstance(element.tag, str) else "a comment"
            yield Unlisted(name, "the HTML")
            continue
        for name, value in element.items():
            if name not in _ATTRIBUTES:
                yield Unlisted(f"the attribute {name}", "the HTML", f"<{element.tag}>")
            if name == "style" and not all(map(_STYLE.fullmatch, value.split(";"))):
                yield Unlisted(f"the style {value[:40]}", "the HTML", f"<{element.tag}>")
            if name == "href" and urlsplit(value).scheme not in ("", "http", "https", "mailto"):
                yield Unlisted(f"the link {value[:40]}", "the HTML")
    whole = all(element.tag in _ELEMENTS for element in root.iter())
    if whole and serialise(root).decode() != page:
        yield Unlisted("something that is read otherwise than it is written", "the HTML")


def _check_lines(text: str) -> Iterator[Unlisted]:
    for line in text.splitlines():
        if len(line) > _WIDEST and " " in line.strip():
            yield Unlisted(f"a line of {len(line)} characters", "the plain text")


def _read_statements(message: EmailMessage, root: Element) -> Iterator[Statement]:
    yield Statement("title", str(message["Subject"] or ""))
    for element in root.iter():
        if is_frame(element) and isinstance(element.tag, str):
            about = "sign" if element.get("role") == "banner" else "foot"
            yield from (Statement(about, read_words(line)) for line in list_children(element))
    for link in root.iter("a"):
        target = link.get("href", "")
        if not target.startswith("#"):
            yield Statement("link", f"{normalise(read_words(link))} → {target}")
