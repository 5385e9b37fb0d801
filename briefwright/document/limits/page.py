"""A rendered page → what is too much in it, at the address of its block."""

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from briefwright.document.attributes import ATTRIBUTES, GLOBAL_ATTRIBUTES
from briefwright.document.vocabulary import find_role
from briefwright.problems import Problem

CHARACTERS = 10_000_000  # of a page, its tags included
DEPTH = 60  # elements inside one another
ELEMENTS = 60_000
ROWS = 2_000  # of one table
CELLS = 20_000  # of one table
COLUMNS = 60  # of one table, and what one cell may span
PICTURES = 300  # of a page with few texts
_TEXTS = 8  # for each further picture: a long briefing may show as many as a short one, in measure

_HEAD = frozenset({"html", "head", "meta", "title", "body"})
_CELLS = ("td", "th")


def check_page(root: etree._Element) -> Iterator[Problem]:
    """The tree of a page → a Problem for each limit that it passes, and for what styles or loads.

    Looks at each element once, and no deeper than the limit.
    """
    if (count := sum(1 for _ in root.iter())) > ELEMENTS:
        message = f"This page has {count:,} elements; {ELEMENTS:,} are the most."
        yield Problem("R906", f"{message} Split the briefing, or shorten its tables and lists.")
        return
    yield from _find_strays(root)
    deep = _find_too_deep(root)
    if deep is not None:
        message = f"Here more than {DEPTH} elements stand inside one another; build it flatter."
        yield Problem("R905", message, at=_address(deep))
        return
    for table in root.iter("table"):
        yield from _check_table(table)
    most = max(PICTURES, sum("data-at" in one.attrib for one in root.iter()) // _TEXTS)
    if (pictures := sum(1 for _ in root.iter("img"))) > most:
        yield Problem("R908", f"This page shows {pictures:,} pictures; {most:,} are the most.")


def _find_strays(root: etree._Element) -> Iterator[Problem]:
    """What stands in the head beside a title and remarks, and attributes that no role has."""
    for element in root.iter(etree.Element):
        tag = str(element.tag)
        above = element.getparent()
        if above is None or above.tag in ("html", "head"):
            if tag not in _HEAD:
                message = (
                    f"<{tag}> can't stand in a page's head, which only tells what the page is."
                )
                yield Problem("R910", message)
            continue
        role = find_role(tag, element.get("data-role"))
        known = GLOBAL_ATTRIBUTES | (ATTRIBUTES.get(role.name, frozenset()) if role else set())
        for name in sorted(set(map(str, element.attrib)) - known if role else ()):
            message = f"<{tag}> can't have the attribute “{name}”."
            yield Problem("R910", message, at=_address(element))


def _find_too_deep(root: etree._Element) -> etree._Element | None:
    """A tree → the first element that stands too deep, if one does."""
    level = [root]
    for _ in range(DEPTH):
        level = [child for element in level for child in element]
    return level[0] if level else None


def _check_table(table: etree._Element) -> Iterator[Problem]:
    rows = list(table.iter("tr"))
    cells = [cell for row in rows for cell in row.iter(*_CELLS)]
    at = _address(table)
    if len(rows) > ROWS or len(cells) > CELLS:
        message = f"This table has {len(rows):,} rows and {len(cells):,} cells; "
        yield Problem("R906", f"{message}{ROWS:,} rows and {CELLS:,} cells are the most.", at=at)
    wide = Counter[etree._Element]()
    for cell in cells:
        for name in ("colspan", "rowspan"):
            span = cell.get(name, "1")
            if not (span.isascii() and span.isdecimal() and 0 < int(span[:9]) <= COLUMNS):
                message = f"`{name}` is “{span:.20}” here; it can be 1 to {COLUMNS}."
                yield Problem("R907", message, at=_address(cell) or at)
                return
        row = cell.getparent()
        if row is not None:
            wide[row] += int(cell.get("colspan", "1"))
    if wide and max(wide.values()) > COLUMNS:
        message = f"This table has {max(wide.values()):,} columns; {COLUMNS} are the most."
        yield Problem("R907", message, at=at)


def _address(element: etree._Element | None) -> str:
    while element is not None:
        if at := element.get("data-at"):
            return at
        element = element.getparent()
    return ""
