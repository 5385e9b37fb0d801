"""XML of any vocabulary → its texts: running text, hidden text, names, comments, all the rest."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, cast

from lxml import etree

from briefwright.verify.disclosure.parts import FilePart, Sort

# Elements whose texts stand together in one line, and those that end a line.
_RUNS = ("t", "delText")
_ENDS = ("p", "tc", "tr", "br", "cr", "tab", "si")
_FLOW = tuple(f"{{*}}{name}" for name in (*_RUNS, *_ENDS))

_RUN_TAGS = tuple(f"{{*}}{name}" for name in _RUNS)
_CELL = re.compile(r"([A-Z]+)[0-9]+")

_INSTRUCTIONS = frozenset({"instrText", "delInstrText"})
# The words of fields themselves; what is left are names of bookmarks and addresses.
_KEYWORDS = re.compile(r"^\s*[A-Z]+|\\[a-z*#@!]|\b(?:MERGEFORMAT|CHARFORMAT|ARABIC|ROMAN)\b")

# Elements whose text is a measure or a count.
_MEASURES = frozenset({
    "posOffset", "pctWidth", "pctHeight", "pctPosHOffset", "pctPosVOffset", "align",
    "TotalTime", "Pages", "Words", "Characters", "CharactersWithSpaces", "Lines", "Paragraphs",
})  # fmt: skip

_PICTURE: Mapping[str, tuple[str, Sort]] = {
    "descr": ("the alt text of picture", "text"),
    "title": ("the title of picture", "text"),
    "name": ("the name of picture", "name"),
}
_BY: Mapping[str, tuple[str, Sort]] = {
    "author": ("the author of a remark", "text"),
    "initials": ("the author of a remark", "text"),
}
# Attributes that hold words of an author, by their elements → what they are, and which sort.
_TELLING: Mapping[str, Mapping[str, tuple[str, Sort]]] = {
    "{*}docPr": _PICTURE,
    "{*}cNvPr": _PICTURE,
    "{*}bookmarkStart": {"name": ("the name of a bookmark", "name")},
    "{*}hyperlink": {
        "anchor": ("the target of a link", "name"),
        "tooltip": ("the description of a link", "text"),
    },
    "{*}alias": {"val": ("the title of a content control", "name")},
    "{*}tag": {"val": ("the tag of a content control", "name")},
    "{*}comment": _BY,
    "{*}ins": _BY,
    "{*}del": _BY,
    "{*}tblCaption": {"val": ("the title of a table", "text")},
    "{*}tblDescription": {"val": ("the alt text of a table", "text")},
    "{*}docVar": {"name": ("the name of a variable", "name"), "val": ("a variable", "text")},
    "{*}property": {"name": ("the name of a custom property", "text")},
    "{*}Relationship": {"Target": ("the target of a relationship", "name")},
    "{*}sheet": {"name": ("the name of a sheet", "text")},
    "{*}definedName": {"name": ("the name of a range of cells", "name")},
}

_LETTERS = "string-length(.) > 4"  # a shorter value of an attribute is a setting
_ATTRIBUTES = etree.XPath(f"//@*[{_LETTERS}]", smart_strings=False)
_TEXTS = etree.XPath("//*[not(local-name() = 't' or local-name() = 'delText')]/text()")
_LINKS = etree.XPath("//@*[local-name() = 'href']", smart_strings=False)
_COMMENTS = etree.XPath("//comment() | //processing-instruction()")
_WORDY = re.compile(r"[^\W\d_]{3}")


@lru_cache(maxsize=128)
def read_parts(data: bytes, where: str) -> tuple[FilePart, ...]:
    """The bytes of an XML file and what it is called → its texts; opaque where it isn't XML.

    Styles, settings and themes are the same in many files, and read once.
    """
    return tuple(_read_parts(data, where))


def _read_parts(data: bytes, where: str) -> Iterator[FilePart]:
    try:
        root = _parse(data)
    except etree.XMLSyntaxError:
        yield FilePart(where, "", "opaque")
        return
    if root.getroottree().docinfo.internalDTD is not None:  # what it defines stands nowhere else
        yield FilePart(where, "", "opaque")
    yield FilePart(f"a name in the code of {where}", _list_names(root), "other")
    shown, hidden = _read_flow(root)
    yield FilePart(where, shown)
    yield FilePart(f"hidden text of {where}", hidden)
    if hidden.strip():
        yield FilePart(where, "".join(run.text or "" for run in root.iter(*_RUN_TAGS)))
    for table in root.iter("{*}tbl"):
        yield FilePart(f"the columns of a table in {where}", _read_columns(table))
    yield from _read_loose(root, where)
    for comment in _find_all(_COMMENTS, root):
        yield FilePart(f"a comment in the code of {where}", comment.text or "")
    yield from _read_attributes(root, where)
    rest = {value for value in _find_all(_ATTRIBUTES, root) if _WORDY.search(value)}
    yield from (FilePart(f"an attribute in {where}", value, "other") for value in sorted(rest))


def _find_all(path: etree.XPath, root: etree._Element) -> list[Any]:
    """A path and a document → everything that it leads to."""
    return cast("list[Any]", path(root))


def _read_flow(root: etree._Element) -> tuple[str, str]:
    """A document → its running text, and apart from it what is hidden in it."""
    shown, hidden = list[str](), list[str]()
    for _, element in etree.iterwalk(root, events=("end",), tag=_FLOW):
        name = etree.QName(element).localname
        if name in _RUNS:
            target = hidden if _is_hidden(element) else shown
            target.append(element.text or "")
        else:
            shown.append("\n")
            hidden.append("\n")
    return "".join(shown), "".join(hidden)


def _is_hidden(run: etree._Element) -> bool:
    parent = run.getparent()
    return parent is not None and any(
        parent.find(f"{{*}}rPr/{{*}}{name}") is not None for name in ("vanish", "webHidden")
    )


def _read_loose(root: etree._Element, where: str) -> Iterator[FilePart]:
    """Texts in other elements: properties, cells, values of charts, instructions of fields."""
    loose, instructions = list[str](), list[str]()
    for text in _find_all(_TEXTS, root):
        if text.strip():
            tag = text.getparent().tag
            name = etree.QName(tag).localname if isinstance(tag, str) else ""
            if name in _INSTRUCTIONS:
                instructions.append(_KEYWORDS.sub(" ", text))
            elif name not in _MEASURES:
                loose.append(str(text))
    yield FilePart(where, "\n".join(loose))
    yield FilePart(f"the instruction of a field in {where}", "\n".join(instructions), "name")


def _read_attributes(root: etree._Element, where: str) -> Iterator[FilePart]:
    """Attributes that say something: alt texts, numbered as they stand, and names."""
    pictures = 0
    for element in root.iter(*_TELLING):
        tag = etree.QName(element).localname
        pictures += tag == "docPr"
        for attribute, value in element.items():
            what, sort = _TELLING[f"{{*}}{tag}"].get(etree.QName(attribute).localname, ("", "name"))
            if what:
                number = f" {pictures}" if tag == "docPr" else ""
                yield FilePart(f"{what}{number} in {where}", str(value), sort)
    yield from (
        FilePart(f"the target of a link in {where}", link, "name")
        for link in _find_all(_LINKS, root)
    )


def _list_names(root: etree._Element) -> str:
    """A document → the names of its elements and attributes, and of where those are defined."""
    elements = tuple(root.iter("*"))
    names = {str(element.tag) for element in elements}
    names |= {str(name) for element in elements for name in element.keys()}  # noqa: SIM118
    pieces = {piece for name in names for piece in name.removeprefix("{").split("}")}
    return "\n".join(sorted(pieces | set(root.nsmap.values())))


# ----------------------------------------------------------------- cells


def _read_columns(table: etree._Element) -> str:
    """A table → its cells column by column, since a word may go on below."""
    rows = [[_text_of(cell) for cell in row.iter("{*}tc")] for row in table.iter("{*}tr")]
    widest = max(map(len, rows), default=0)
    return "\n".join(row[n] for n in range(widest) for row in rows if n < len(row))


def read_shared_strings(data: bytes) -> tuple[str, ...]:
    """The strings that cells of a workbook share → each as a text, in order."""
    return tuple(_text_of(one) for one in _parse(data).iter("{*}si"))


def read_cells(data: bytes, shared: Sequence[str]) -> tuple[str, str]:
    """A sheet and the strings of its workbook → its cells row by row, and column by column."""
    rows, columns = list[str](), dict[str, list[str]]()
    for cell in _parse(data).iter("{*}c"):
        value = _text_of(cell, "{*}v", "{*}t")
        is_shared = cell.get("t") == "s" and value.isdigit() and int(value) < len(shared)
        rows.append(shared[int(value)] if is_shared else value)
        column = _CELL.match(cell.get("r", ""))
        columns.setdefault(column[1] if column else "", []).append(rows[-1])
    return "\n".join(rows), "\n".join(text for one in columns.values() for text in one)


def _text_of(element: etree._Element, *tags: str) -> str:
    return "".join(str(text) for text in element.itertext(*tags))


def _parse(data: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return etree.fromstring(data, parser)
