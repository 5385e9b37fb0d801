"""A Word file → its paragraphs in order, and its comments; what is tracked is kept apart.

Source of the elements: ECMA-376 part 1, 17.13.5 (revisions), 17.13.4 (comments), 17.16 (fields).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import Literal, NamedTuple

from briefwright.review.comment_parts import Comment, read_comments
from briefwright.review.opening import Node, open_parts, parse
from briefwright.word.counting import VAL, W

_PROPERTY = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}property"

Fate = Literal["kept", "inserted", "deleted"]
_FATES: Mapping[str, Fate] = {
    W + "ins": "inserted", W + "moveTo": "inserted",
    W + "del": "deleted", W + "moveFrom": "deleted",
}  # fmt: skip
_WRAPPERS = frozenset(W + one for one in ("sdt", "sdtContent", "smartTag", "customXml"))
_SIGNS = {"tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-"}
_ADDRESS = "_at_"
# The styles of tables that only set things side by side.
_SET_SIDE_BY_SIDE = frozenset({"key figures", "parallel"})


@dataclass(frozen=True)
class Revision:
    """Who inserted or deleted something, and when as Word wrote it; "" where nothing is tracked."""

    fate: Fate = "kept"
    by: str = ""
    when: str = ""


_KEPT = Revision()


@dataclass(frozen=True)
class Piece:
    """Some words of a paragraph set alike; `is_made` where a program writes them, as in a field.

    `call` is the tag of the control around them that says which fact or note prints there, if any.
    """

    text: str
    is_made: bool = False
    is_bold: bool = False
    is_stressed: bool = False
    href: str = ""
    revision: Revision = _KEPT
    call: str = ""


class Cell(NamedTuple):
    """Where a paragraph stands in a table: which table, row and cell of the file, from 0.

    `is_whole` where all that stands in the cell is one text, as in tables of data.
    """

    table: int
    row: int
    cell: int
    is_whole: bool = False


@dataclass(frozen=True)
class Paragraph:
    """One paragraph: the names of its bookmarks of addresses, its style's name, its pieces.

    `mark` says whether its end is tracked; `list_` is the list that it is an item of, "" for none;
    `comments` are the ids of those that begin in it.
    """

    names: tuple[str, ...]
    style: str
    pieces: tuple[Piece, ...]
    mark: Revision = _KEPT
    cell: Cell | None = None
    list_: str = ""
    comments: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Its words, all of them."""
        return "".join(one.text for one in self.pieces)


@dataclass(frozen=True)
class WordText:
    """What a Word file says: its properties, its paragraphs with all that is tracked, comments."""

    properties: Mapping[str, str]
    paragraphs: tuple[Paragraph, ...]
    comments: tuple[Comment, ...] = ()


def read(data: bytes) -> WordText:
    """The bytes of a .docx → what it says. Errors: UnreadableError."""
    parts = open_parts(data)
    reader = _Reader(_name_styles(parse(parts, "word/styles.xml")))
    body = parse(parts, "word/document.xml")
    found = list(reader.read_flow(body if body is not None else ()))
    for name in ("word/footnotes.xml", "word/endnotes.xml"):
        notes = parse(parts, name)
        found += reader.read_flow(notes if notes is not None else ())
    return WordText(
        _read_properties(parse(parts, "docProps/custom.xml")),
        tuple(found),
        tuple(read_comments(parts, reader.quoted)),
    )


# ----------------------------------------------------------------- paragraphs


@dataclass(slots=True)
class _Reader:
    """Goes through a file in order: fields may reach over runs, comments over paragraphs."""

    styles: Mapping[str, str]  # names by id: programs rename ids
    fields: list[bool] = field(default_factory=list)  # whether the result of each has begun
    tables: int = 0
    open_comments: dict[str, list[str]] = field(default_factory=dict)
    quoted: dict[str, str] = field(default_factory=dict)

    def read_flow(
        self, holder: Iterable[Node], cell: Cell | None = None, revision: Revision = _KEPT
    ) -> Iterator[Paragraph]:
        for child in holder:
            tag = child.tag
            if tag == W + "p":
                yield self._read_paragraph(child, cell, revision)
            elif tag == W + "tbl":
                yield from self._read_table(child, revision)
            elif tag in _FATES:
                yield from self.read_flow(child, cell, _read_revision(child))
            elif tag in _WRAPPERS or tag in (W + "body", W + "footnote", W + "endnote"):
                yield from self.read_flow(child, cell, revision)
            elif tag == W + "commentRangeStart":
                self.open_comments[child.get(W + "id", "")] = []
            elif tag == W + "commentRangeEnd":
                self._close_comment(child)

    def _read_table(self, table: Node, revision: Revision) -> Iterator[Paragraph]:
        number, self.tables = self.tables, self.tables + 1
        style = self.styles.get(_read_value(table, f"tblPr/{W}tblStyle"), "")
        is_whole = style not in _SET_SIDE_BY_SIDE
        for n, row in enumerate(_unwrap(table, W + "tr")):
            tracked = [
                _read_revision(one) for one in row.iterfind(W + "trPr/*") if one.tag in _FATES
            ]
            for m, cell in enumerate(_unwrap(row, W + "tc")):
                yield from self.read_flow(
                    cell, Cell(number, n, m, is_whole), tracked[0] if tracked else revision
                )

    def _read_paragraph(self, node: Node, cell: Cell | None, revision: Revision) -> Paragraph:
        properties = node.find(W + "pPr")
        begun = set(self.open_comments)
        pieces = tuple(_join(self._read_runs(node, Piece("", revision=revision))))
        named = (one.get(W + "name", "") for one in node.iter(W + "bookmarkStart"))
        comments = {one.get(W + "id", "") for one in node.iter(W + "commentRangeStart")}
        comments |= {one.get(W + "id", "") for one in node.iter(W + "commentReference")}
        return Paragraph(
            names=tuple(one for one in named if one.startswith(_ADDRESS)),
            style=self.styles.get(_read_value(properties, "pStyle"), ""),
            pieces=pieces,
            mark=_read_mark(properties, revision),
            cell=cell,
            list_=_read_value(properties, "numPr/" + W + "numId"),
            comments=tuple(sorted(comments - begun)),
        )

    def _read_runs(self, holder: Node, like: Piece) -> Iterator[Piece]:
        for child in holder:
            tag = child.tag
            if tag == W + "r":
                yield from self._read_run(child, _set_like(child, like))
            elif tag in _FATES:
                yield from self._read_runs(child, replace(like, revision=_read_revision(child)))
            elif tag == W + "hyperlink":
                is_inner = child.get(W + "anchor") is not None
                yield from self._read_runs(child, replace(like, is_made=like.is_made or is_inner))
            elif tag == W + "fldSimple":
                yield from self._read_runs(child, replace(like, is_made=True))
            elif tag in _WRAPPERS:
                yield from self._read_runs(
                    child, replace(like, call=_read_call(child) or like.call)
                )
            elif tag == W + "commentRangeStart":
                self.open_comments[child.get(W + "id", "")] = []
            elif tag == W + "commentRangeEnd":
                self._close_comment(child)

    def _read_run(self, run: Node, like: Piece) -> Iterator[Piece]:
        for child in run:
            name = str(child.tag).rpartition("}")[2]
            if name == "fldChar":
                self._follow_field(child.get(W + "fldCharType", ""))
            elif name in ("footnoteReference", "endnoteReference"):
                yield replace(like, text="*", is_made=True)
            elif name in ("drawing", "pict", "object"):
                yield replace(like, text="\ufffc", is_made=True)
            elif name in ("t", "delText") or name in _SIGNS:
                text = _SIGNS.get(name, "") or child.text or ""
                if all(self.fields):
                    self._quote(text, like.revision.fate)
                    yield replace(like, text=text, is_made=like.is_made or bool(self.fields))

    def _follow_field(self, what: str) -> None:
        if what == "begin":
            self.fields.append(False)
        elif what == "separate" and self.fields:
            self.fields[-1] = True
        elif what == "end" and self.fields:
            self.fields.pop()

    def _quote(self, text: str, fate: Fate) -> None:
        for words in self.open_comments.values():
            if fate != "deleted":
                words.append(text)

    def _close_comment(self, end: Node) -> None:
        identifier = end.get(W + "id", "")
        self.quoted[identifier] = "".join(self.open_comments.pop(identifier, []))


def _unwrap(holder: Node, tag: str) -> Iterator[Node]:
    """A table or a row → its rows or cells, those in controls among them."""
    for child in holder:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS or child.tag in _FATES:
            yield from _unwrap(child, tag)


def _read_call(control: Node) -> str:
    """A control → its tag, where that calls a fact, a name or a note."""
    tag = _read_value(control.find(W + "sdtPr"), "tag")
    return tag if tag.startswith(("{", "[^")) else ""


def _read_revision(node: Node) -> Revision:
    return Revision(_FATES[str(node.tag)], node.get(W + "author", ""), node.get(W + "date", ""))


def _read_mark(properties: Node | None, revision: Revision) -> Revision:
    """A paragraph's properties → whether its end is tracked."""
    marked = () if properties is None else properties.iterfind(W + "rPr/*")
    return next((_read_revision(one) for one in marked if one.tag in _FATES), revision)


def _read_value(properties: Node | None, way: str) -> str:
    found = None if properties is None else properties.find(W + way)
    return "" if found is None else found.get(VAL, "")


def _set_like(run: Node, like: Piece) -> Piece:
    """A run and how what is around it is set → how its words are."""
    properties = run.find(W + "rPr")
    if properties is None:
        return like
    style = _read_value(properties, "rStyle")
    return replace(
        like,
        is_bold=_is_on(properties, "b", style == "Strong"),
        is_stressed=_is_on(properties, "i", style == "Emphasis"),
    )


def _is_on(properties: Node, name: str, otherwise: bool) -> bool:
    found = properties.find(W + name)
    return otherwise if found is None else found.get(VAL, "1") not in ("0", "false", "off")


def _join(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Pieces → the same, those set alike in one: programs split runs wherever they like."""
    last: Piece | None = None
    for one in filter(attrgetter("text"), pieces):
        if last is not None and replace(last, text="") == replace(one, text="") and not one.is_made:
            last = replace(last, text=last.text + one.text)
            continue
        if last is not None:
            yield last
        last = one
    if last is not None:
        yield last


def _name_styles(styles: Node | None) -> dict[str, str]:
    """The styles of a file → the name of each by its id."""
    listed = () if styles is None else styles.iterfind(W + "style")
    return {one.get(W + "styleId", ""): _read_value(one, "name").casefold() for one in listed}


def _read_properties(properties: Node | None) -> dict[str, str]:
    """The custom properties of a file → each by its name."""
    return {
        one.get("name", ""): "".join(map(str, one.itertext()))
        for one in (() if properties is None else properties.iter(_PROPERTY))
    }
