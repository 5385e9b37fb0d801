"""An SVG file of a theme → what is too much in it, and what may not stand in it, at its line."""

import math
import re
from collections.abc import Iterator

from lxml import etree

from briefwright.problems import Place, Problem

BYTES = 1_000_000
ELEMENTS = 3_000  # with every <use> filled in
DEPTH = 40
TEXT = 5_000  # characters
LARGEST = 1_000_000  # a number, in whatever unit

_SVG = "{http://www.w3.org/2000/svg}"
_HREFS = ("href", "{http://www.w3.org/1999/xlink}href")
# What draws, and nothing that runs, loads, links, moves, or repeats itself at a scale of its own.
_ALLOWED = frozenset({
    "svg", "g", "defs", "symbol", "use", "title", "desc", "metadata", "path", "rect", "circle",
    "ellipse", "line", "polyline", "polygon", "text", "tspan", "clipPath", "linearGradient",
    "radialGradient", "stop", "style",
})  # fmt: skip
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
# A backslash could hide any of these words from whoever looks for them.
_LOADING = re.compile(
    r"@import|@font-face|url\(\s*[\"']?\s*(?!#)|javascript:|image-set|src\(|\\", re.IGNORECASE
)
_MEASURED = frozenset({"style", "d", "points", "transform", "viewBox"})


def check_drawing(data: bytes, file: str) -> Iterator[Problem]:
    """The bytes of an SVG and what faults call it → a Problem for each thing wrong with it."""
    if len(data) > BYTES:
        message = f"This drawing has {len(data):,} bytes; {BYTES:,} are the most."
        yield Problem("R909", message, Place(file, 1))
        return
    if found := re.search(rb"<!(DOCTYPE|ENTITY)", data, re.IGNORECASE):
        line = data.count(b"\n", 0, found.start()) + 1
        message = "A drawing can't have a DOCTYPE, which could load or repeat things; delete it."
        yield Problem("R910", message, Place(file, line))
        return
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        message = f"This isn't a drawing that can be read: {error.msg}."
        yield Problem("R910", message, Place(file, error.lineno or 1))
        return
    if root.getroottree().docinfo.internalDTD is not None:  # in another encoding
        message = "A drawing can't have a DOCTYPE, which could load or repeat things; delete it."
        yield Problem("R910", message, Place(file, 1))
        return
    yield from _check_elements(root, file)


def _check_elements(root: etree._Element, file: str) -> Iterator[Problem]:
    level = [root]
    for _ in range(DEPTH):
        level = [child for element in level for child in element]
    if level:
        message = f"More than {DEPTH} elements stand inside one another here; ungroup some."
        yield Problem("R909", message, _locate(file, level[0]))
        return
    for element in root.iter(etree.Element):
        if message := _explain_oddity(element):
            yield Problem("R910", message, _locate(file, element))
        elif message := _find_too_large(element):
            yield Problem("R909", message, _locate(file, element))
    count = _count_drawn(root)
    if count > ELEMENTS:
        shown = f"{count:,.0f}" if count < math.inf else "endlessly many"
        message = f"This draws {shown} elements, each <use> counted; {ELEMENTS:,} are the most."
        yield Problem("R909", message, _locate(file, root))
    letters: int = sum(len("".join(map(str, text.itertext()))) for text in root.iter(f"{_SVG}text"))
    if letters > TEXT:
        message = f"This draws {letters:,} letters; {TEXT:,} are the most."
        yield Problem("R909", message, _locate(file, root))


def _explain_oddity(element: etree._Element) -> str:
    """An element → why it can't stand in a drawing, or nothing."""
    name = etree.QName(element)
    if name.namespace == _SVG[1:-1] and name.localname not in _ALLOWED:
        return f"<{name.localname}> can't stand in a drawing here; draw it with plain shapes."
    for key, value in element.attrib.items():
        if str(key).lower().startswith("on"):
            return f"A drawing can't run anything: delete `{key!s}`."
        if key in _HREFS and not str(value).startswith("#"):
            return f"A drawing can't load or link anything: “{value!s:.60}”."
        if _LOADING.search(str(value)):
            return f"A drawing can't load anything: “{value!s:.60}”."
    if name.localname == "style" and _LOADING.search(element.text or ""):
        return "A drawing's styles can't load anything: delete what stands in `url(…)` or @import."
    return ""


def _find_too_large(element: etree._Element) -> str:
    """An element → which of its numbers is too large to be drawn, or nothing."""
    for key, value in element.attrib.items():
        if key in _MEASURED or str(value)[:1] in "+-.0123456789":
            for number in _NUMBER.findall(str(value)):
                if not abs(float(number)) <= LARGEST:
                    return f"`{key!s}` holds {number:.30}; {LARGEST:,} is the largest number."
    return ""


def _count_drawn(root: etree._Element) -> float:
    """A drawing → how many elements it draws, each <use> counted with what it repeats."""
    by_id = {str(one.get("id")): one for one in root.iter(etree.Element) if one.get("id")}
    return _count(root, by_id, {}, 0)


def _count(
    element: etree._Element,
    by_id: dict[str, etree._Element],
    counts: dict[str, float],
    depth: int,
) -> float:
    """An element → the same for it; a <use> that leads back to itself is endless.

    `counts` keeps what is known of each id.
    """
    if depth > DEPTH:
        return math.inf
    total = 0.0
    for one in element.iter(etree.Element):
        total += 1
        if etree.QName(one).localname != "use":
            continue
        target = next((str(one.get(key)) for key in _HREFS if one.get(key)), "")[1:]
        found = by_id.get(target)
        if target not in counts and found is not None:
            counts[target] = math.inf  # until it is counted, so that a circle is endless
            counts[target] = _count(found, by_id, counts, depth + 1)
        total += counts.get(target, 0)
    return total


def _locate(file: str, element: etree._Element) -> Place:
    line = element.sourceline
    return Place(file, line if isinstance(line, int) else 1)
