"""WeasyPrint's structure tree and the HTML that it stands for → the tree that a reader needs.

WeasyPrint tags every box: a paragraph on two pages is two paragraphs, a contents entry is a list
item, a footnote stands apart from its call. This is one tree of the document instead: an element
is one node however many pages it covers, in the types that PDF/UA-1 (ISO 14289-1) and
ISO 32000-1, 14.8.4 name. Content that no node keeps is no content to a reader: running heads,
leader dots, table heads that are repeated, decoration.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from briefwright.document.vocabulary import Role, find_role


@dataclass(frozen=True)
class Content:
    """One marked-content sequence: its page from 0, its number there."""

    page: int
    mcid: int


@dataclass(frozen=True)
class Annotation:
    """A link's annotation, by its position among all of them."""

    number: int


@dataclass(frozen=True)
class Node:
    """One structure element: its type, its kids, and the HTML element that it stands for.

    `source` is a position in `root.iter()`, -1 for none; `pseudo` the pseudo-element's name.
    """

    kind: str
    kids: tuple["Kid", ...] = ()
    source: int = -1
    pseudo: str = ""

    @property
    def same(self) -> tuple[str, int, str]:
        """What two nodes share that are parts of one element."""
        return (self.kind, self.source, self.pseudo)


Kid = Node | Content | Annotation


def mend(document: Node, elements: Sequence[Element]) -> Node:
    """WeasyPrint's tree and the HTML elements in document order → the tree as it should be."""
    typed = replace(document, kids=tuple(_assign_types(document, elements)))
    notes = _find_notes(typed)
    return _attach_captions(_join(_move_notes(typed, notes)))


def list_content(node: Node) -> Iterator[Content]:
    """A node → all marked content in it and in the nodes below it."""
    for kid in node.kids:
        if isinstance(kid, Content):
            yield kid
        elif isinstance(kid, Node):
            yield from list_content(kid)


# Types of what WeasyPrint leaves without one, and of what has a better one, by role.
_UNTYPED: Mapping[str, str] = {
    "masthead": "Div",
    "contents": "Div",
    "key-messages": "Div",
    "callout": "Div",
    "figure": "Div",
    "ins": "Span",
    "del": "Span",
}
_ENTRIES: Mapping[str, str] = {"L": "TOC", "LI": "TOCI"}
_PSEUDOS: Mapping[str, str] = {
    "marker": "Lbl",
    "footnote-marker": "Lbl",
    "footnote-call": "Reference",
}
# They mean something when empty too: without them a table has holes.
_CELLS = frozenset({"TR", "TH", "TD"})


def _assign_types(node: Node, elements: Sequence[Element]) -> Iterator[Kid]:
    """A node → its kids in their right types; one that means nothing gives way to its own kids."""
    for kid in node.kids:
        if not isinstance(kid, Node):
            yield kid
            continue
        kind = _choose_type(kid, elements)
        typed = replace(
            kid, kind=kind, kids=tuple(_assign_types(replace(kid, kind=kind), elements))
        )
        if kind == "" or not (typed.kids or kind in _CELLS):
            continue
        if kind == "NonStruct" or typed.same == node.same:
            yield from typed.kids
        elif kind == "TOCI":
            yield replace(typed, kids=(Node("Reference", typed.kids),))
        elif kind == "Link" and _is_reference(elements[kid.source]):
            yield Node("Reference", (typed,))
        else:
            yield typed


def _choose_type(node: Node, elements: Sequence[Element]) -> str:
    """A node → its type; “NonStruct” for what means nothing, "" for what is no content."""
    element = elements[node.source] if node.source >= 0 else None
    role = find_role(element.tag, element.get("data-role")) if element is not None else None
    if node.pseudo == "leader" or (node.kind == "Figure" and _is_decoration(element)):
        return ""
    if node.pseudo:
        return _PSEUDOS.get(node.pseudo, "NonStruct")
    if role is None:
        return "NonStruct" if node.kind == "Span" else node.kind
    return _choose_type_of_role(
        node, role, has_language=element is not None and "lang" in element.attrib
    )


def _choose_type_of_role(node: Node, role: Role, *, has_language: bool) -> str:
    if role.name in ("entries", "entry"):
        return _ENTRIES.get(node.kind, "NonStruct")
    if role.name == "footnote":
        return "Note"
    if node.kind == "Span":
        return "Span" if has_language else "NonStruct"
    if node.kind == "NonStruct":
        if has_language and role.name in ("group", "column"):
            return "Div"
        return _UNTYPED.get(role.name, "Span" if has_language else "NonStruct")
    return node.kind


def _is_reference(link: Element) -> bool:
    """Whether a link is a note's call or leads to a figure: it belongs to its text, not beside."""
    return link.get("data-role") in ("call", "reference")


def _is_decoration(element: Element | None) -> bool:
    return element is not None and element.get("alt") == ""


def _find_notes(node: Node) -> dict[int, Node]:
    """A tree → its notes by their HTML elements; the parts of one that pages cut, together."""
    found: dict[int, Node] = {}
    for kid in node.kids:
        if isinstance(kid, Node):
            parts = {kid.source: kid} if kid.kind == "Note" else _find_notes(kid)
            for source, part in parts.items():
                before = found.get(source, replace(part, kids=()))
                found[source] = replace(part, kids=before.kids + part.kids)
    return found


def _move_notes(node: Node, notes: Mapping[int, Node]) -> Node:
    """A tree and its notes → each note moved from the foot of the page behind its call."""
    kids: list[Kid] = []
    for kid in node.kids:
        if not isinstance(kid, Node):
            kids.append(kid)
        elif kid.kind != "Note":
            kids.append(_move_notes(kid, notes))
            if kid.pseudo == "footnote-call" and kid.source in notes:
                kids.append(notes[kid.source])
    return replace(node, kids=tuple(kids))


def _join(node: Node) -> Node:
    """A tree → the same with neighbours that are parts of one element made one."""
    kids: list[Kid] = []
    for kid in node.kids:
        before = kids[-1] if kids else None
        if isinstance(kid, Node) and isinstance(before, Node) and _is_continued(before, kid):
            kids[-1] = _continue(before, kid)
        else:
            kids.append(kid)
    return replace(node, kids=tuple(_join(kid) if isinstance(kid, Node) else kid for kid in kids))


def _is_continued(before: Node, after: Node) -> bool:
    return before.source >= 0 and before.same == after.same


def _continue(before: Node, after: Node) -> Node:
    """Two parts of one element → one, each kid of the later part joined to the one it goes on.

    A row that a page's end cuts has each of its cells twice. A table's head, repeated on a new
    page, is there already.
    """
    if before.kind in ("THead", "TFoot"):
        return before
    kids = list(before.kids)
    last = {kid.same: spot for spot, kid in enumerate(kids) if isinstance(kid, Node)}
    going_on = True
    for kid in after.kids:
        spot = last.get(kid.same) if isinstance(kid, Node) and kid.source >= 0 else None
        before_kid = kids[spot] if spot is not None and going_on else None
        if spot is not None and isinstance(kid, Node) and isinstance(before_kid, Node):
            kids[spot] = _continue(before_kid, kid)
        else:
            going_on = False
            kids.append(kid)
    return replace(before, kids=tuple(kids))


def _attach_captions(node: Node) -> Node:
    """A tree → the same with each caption made a kid of the figure or table beside it.

    What stands between a caption and its figure, the words that describe it, is part of it.
    """
    kids = tuple(_attach_captions(kid) if isinstance(kid, Node) else kid for kid in node.kids)
    kinds = [kid.kind if isinstance(kid, Node) else "" for kid in kids]
    if "Caption" not in kinds or node.kind in _CAPTIONED:
        return replace(node, kids=kids)
    spot = kinds.index("Caption")
    after = next((place for place in range(spot, len(kids)) if kinds[place] in _CAPTIONED), -1)
    before = spot - 1
    if after > 0:
        held = _add_kids(kids[after], _add_kids(kids[spot], *kids[spot + 1 : after], last=True))
        return replace(node, kids=(*kids[:spot], held, *kids[after + 1 :]))
    if before >= 0 and kinds[before] in _CAPTIONED:
        held = _add_kids(kids[before], kids[spot], last=True)
        return replace(node, kids=(*kids[:before], held, *kids[spot + 1 :]))
    return replace(node, kids=kids)


_CAPTIONED = frozenset({"Figure", "Table"})


def _add_kids(holder: Kid, *more: Kid, last: bool = False) -> Node:
    """A node and what shall be in it, too → the node with that, first or last."""
    assert isinstance(holder, Node)
    return replace(holder, kids=(*holder.kids, *more) if last else (*more, *holder.kids))
