"""An edition's account, as a page of its own → the part of it that stands in a page of ours.

The page of its own sets styles in itself, which no page of the service may.
"""

import re
from typing import Any

import lxml.html

_SIDE = re.compile(r"(left|top|width|height):([\d.]+)%")


def extract_account(page: bytes) -> str:
    """An account as a page → its contents as HTML: tables in boxes, outlines as drawings."""
    body: Any = lxml.html.document_fromstring(page).find("body")
    for element in body.xpath("//style | //meta | //title"):
        element.drop_tree()
    for picture in body.xpath("//div[@class='page']"):
        _draw_outlines(picture)
    for table in body.xpath("//table"):
        box = lxml.html.Element("div", {"class": "wide"})
        table.addprevious(box)
        box.append(table)
    for element in body.xpath("//*[@style]"):
        del element.attrib["style"]
    return "".join(lxml.html.tostring(one, encoding="unicode") for one in body)


def _draw_outlines(picture: Any) -> None:
    """A page's picture with links that are placed by styles → with links that are drawn over it."""
    drawing = lxml.html.Element("svg", {"viewBox": "0 0 100 100", "preserveAspectRatio": "none"})
    for link in picture.findall("a"):
        sides = dict(_SIDE.findall(link.attrib.pop("style", "")))
        box = {"x": sides["left"], "y": sides["top"]}
        size = {"width": sides["width"], "height": sides["height"]}
        link.append(lxml.html.Element("rect", {**box, **size}))
        drawing.append(link)
    picture.append(drawing)
