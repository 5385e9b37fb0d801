"""A Layout → a web page in one file: it loads nothing, runs nothing, and needs no network."""

import base64
from hashlib import sha256
from xml.etree.ElementTree import Element

from briefwright.layout import Layout
from briefwright.web import frame
from briefwright.web.closed_list import POLICY
from briefwright.web.drawings import list_drawn
from briefwright.web.elements import Conversion
from briefwright.web.fonts import embed_fonts
from briefwright.web.serialising import serialise
from briefwright.web.stylesheet import make_stylesheet


def write(layout: Layout) -> bytes:
    """A Layout → the bytes of its web page."""
    return serialise(build_page(layout))


def build_page(layout: Layout) -> Element:
    """A Layout → the tree of its web page."""
    source = layout.root.find("body")
    assert source is not None, "what was laid out has a body"
    words = frame.find_words(layout)
    conversion = Conversion(layout, words)
    main = Element("main", {"id": frame.MAIN})
    conversion.convert_all(source, main)
    if conversion.notes:
        main.append(list_notes(conversion.notes, words["notes"]))
    css = make_stylesheet(layout, embed_fonts(layout), list_drawn(conversion.drawings))
    body = Element("body", {"class": source.get("class", "")})
    body.extend(
        (frame.make_skip_link(words), *frame.make_signs(layout), main, frame.make_foot(layout))
    )
    page = Element("html", {name: layout.root.get(name, "") for name in ("lang", "dir")})
    page.extend((frame.make_head(layout, _make_policy(css), css), body))
    return page


def list_notes(notes: list[Element], title: str) -> Element:
    """Notes and what they are called together → the section that holds them."""
    section = Element("section", {"class": "notes", "role": "doc-endnotes", "aria-label": title})
    listed = Element("ol")
    listed.extend(notes)
    section.append(listed)
    return section


def _make_policy(css: str) -> str:
    """A stylesheet → what a browser may load: this one, and what stands in the page itself."""
    digest = base64.b64encode(sha256(css.encode()).digest()).decode()
    return POLICY.format(digest=digest)
