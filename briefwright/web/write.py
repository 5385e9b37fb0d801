"""A StyledPage → a web page in one file: it loads nothing, runs nothing, and needs no network."""

import base64
from collections.abc import Collection
from hashlib import sha256
from xml.etree.ElementTree import Element

from briefwright.document.attributes import CLOSE
from briefwright.layout import StyledPage
from briefwright.web import frame
from briefwright.web.closed_list import POLICY
from briefwright.web.drawings import list_drawn
from briefwright.web.elements import ADDRESS, KEPT, Conversion
from briefwright.web.fonts import embed_fonts
from briefwright.web.serialising import serialise
from briefwright.web.stylesheet import make_stylesheet


def write(page: StyledPage) -> bytes:
    """A StyledPage → the bytes of its web page."""
    return serialise(build_page(page))


def write_addressed(page: StyledPage) -> bytes:
    """A StyledPage → the bytes of its web page, whose elements say their addresses: a preview."""
    return serialise(build_page(page, (*KEPT, ADDRESS)))


def build_page(page: StyledPage, kept: Collection[str] = KEPT) -> Element:
    """A StyledPage, the attributes of the markup that stay → the tree of its web page."""
    source = page.root.find("body")
    assert source is not None, "what was laid out has a body"
    words = frame.find_words(page)
    conversion = Conversion(page, words, kept)
    main = Element("main", {"id": frame.MAIN})
    conversion.convert_all(source, main)
    if conversion.notes:
        main.append(list_notes(page, conversion.notes, words["notes"]))
    css = make_stylesheet(page, embed_fonts(page), list_drawn(conversion.drawings))
    body = Element("body", {"class": _list_classes(source)})
    body.extend((frame.make_skip_link(words), *frame.make_signs(page), main, frame.make_foot(page)))
    made = Element("html", {name: page.root.get(name, "") for name in ("lang", "dir")})
    made.extend((frame.make_head(page, _make_policy(css), css), body))
    return made


def _list_classes(body: Element) -> str:
    """The body that was laid out → its classes but that of closer lines: a screen has no sheets."""
    return " ".join(one for one in body.get("class", "").split() if one != CLOSE)


def list_notes(page: StyledPage, notes: list[Element], title: str) -> Element:
    """A page, its notes and what they are called together → the section that holds them."""
    section = Element("section", {"class": "notes", "role": "doc-endnotes", "aria-label": title})
    digits = page.root.get("class", "")
    listed = Element("ol", {"class": digits} if digits else {})
    listed.extend(notes)
    section.append(listed)
    return section


def _make_policy(css: str) -> str:
    """A stylesheet → what a browser may load: this one, and what stands in the page itself."""
    digest = base64.b64encode(sha256(css.encode()).digest()).decode()
    return POLICY.format(digest=digest)
