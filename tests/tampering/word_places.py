"""A finished Word file in which a name, a link, a picture's size or a style was changed.

Nobody sees these by looking: hidden bookmarks and controls, where links lead, names of styles.
"""

import re
from collections.abc import Callable

from lxml import etree

from tampering.word import DOCUMENT, STYLES, Change, Mutation, pack, sub, unzip

Node = etree._Element
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def in_tree(part: str, change: Callable[[Node], None]) -> Change:
    """A part and a change of its tree → the change of the file; one that changes nothing raises."""

    def changed(data: bytes) -> bytes:
        parts = unzip(data)
        root = etree.fromstring(parts[part])
        before = etree.tostring(root)
        change(root)
        assert etree.tostring(root) != before
        return pack({**parts, part: etree.tostring(root)})

    return changed


def _marks(root: Node, kind: str) -> list[Node]:
    """The beginnings of bookmarks of a kind (“at”, “Toc”, “Ref”) that stand in paragraphs."""
    found = [
        one
        for one in root.iter(W + "bookmarkStart")
        if one.get(W + "name", "").startswith(f"_{kind}")
    ]
    assert found, kind
    return found


def _paragraph(node: Node) -> Node:
    return next(node.iterancestors(W + "p"))


def _move_mark(kind: str, number: int, steps: int) -> Change:
    """A bookmark → into another paragraph with words, so many further on."""

    def change(root: Node) -> None:
        mark = _marks(root, kind)[number]
        ends = [
            one for one in root.iter(W + "bookmarkEnd") if one.get(W + "id") == mark.get(W + "id")
        ]
        worded = [one for one in root.iter(W + "p") if "".join(one.itertext()).strip()]
        at = _paragraph(mark)
        place = worded.index(at) if at in worded else 0
        target = worded[(place + steps) % len(worded)]
        for one in (mark, *ends):
            target.append(one)

    return in_tree(DOCUMENT, change)


def _swap_marks(kind: str, first: int, second: int) -> Change:
    def change(root: Node) -> None:
        one, other = _marks(root, kind)[first], _marks(root, kind)[second]
        name, title = one.get(W + "name", ""), other.get(W + "name", "")
        one.set(W + "name", title)
        other.set(W + "name", name)

    return in_tree(DOCUMENT, change)


def _drop_mark(kind: str, number: int) -> Change:
    def change(root: Node) -> None:
        mark = _marks(root, kind)[number]
        for one in [*root.iter(W + "bookmarkEnd"), mark]:
            if one.get(W + "id") == mark.get(W + "id"):
                holder = one.getparent()
                assert holder is not None
                holder.remove(one)

    return in_tree(DOCUMENT, change)


def _swap_tags(first: int, second: int) -> Change:
    """Two controls that carry each other's address."""

    def change(root: Node) -> None:
        tags = list(root.iter(W + "tag"))
        values = [tags[first].get(W + "val", ""), tags[second].get(W + "val", "")]
        tags[first].set(W + "val", values[1])
        tags[second].set(W + "val", values[0])

    return in_tree(DOCUMENT, change)


def _leave_control(number: int) -> Change:
    """The paragraphs of a control → behind it, an empty one in their place."""

    def change(root: Node) -> None:
        content = list(root.iter(W + "sdtContent"))[number]
        control = content.getparent()
        assert control is not None
        for one in reversed(list(content)):
            control.addnext(one)
        content.append(etree.SubElement(content, W + "p"))

    return in_tree(DOCUMENT, change)


def _anchors(root: Node) -> list[Node]:
    return [one for one in root.iter(W + "hyperlink") if one.get(W + "anchor")]


def _swap_anchors(first: int, second: int) -> Change:
    def change(root: Node) -> None:
        one, other = _anchors(root)[first], _anchors(root)[second]
        name, title = one.get(W + "anchor", ""), other.get(W + "anchor", "")
        assert name != title
        one.set(W + "anchor", title)
        other.set(W + "anchor", name)

    return in_tree(DOCUMENT, change)


def _lead_elsewhere(number: int, steps: int) -> Change:
    """One link → to where another one leads."""

    def change(root: Node) -> None:
        found = _anchors(root)
        one = found[number]
        others = dict.fromkeys(link.get(W + "anchor", "") for link in found)
        names = list(others)
        place = names.index(one.get(W + "anchor", ""))
        one.set(W + "anchor", names[(place + steps) % len(names)])

    return in_tree(DOCUMENT, change)


def _drop_anchor(number: int) -> Change:
    return in_tree(DOCUMENT, lambda root: _anchors(root)[number].attrib.pop(W + "anchor") and None)


def _refer_elsewhere(field: str, number: int = 0) -> Change:
    """A field that refers to a name → to another name of the file."""

    def change(root: Node) -> None:
        pattern = re.compile(rf"(\s*{field} )(_\w+)")
        found = [one for one in root.iter(W + "instrText") if pattern.match(one.text or "")]
        one = found[number]
        match = pattern.match(one.text or "")
        assert match is not None
        names = [mark.get(W + "name", "") for mark in _marks(root, "Toc") + _marks(root, "Ref")]
        other = next(name for name in names if name != match[2])
        one.text = (one.text or "").replace(match[2], other)

    return in_tree(DOCUMENT, change)


def _resize(number: int, wide: float, high: float) -> Change:
    """A picture that is no chart → wider and higher by so much, in its frame and in itself."""

    def change(root: Node) -> None:
        drawing = [
            one for one in root.iter(W + "drawing") if next(one.iter("{*}pic"), None) is not None
        ][number]
        for one in (*drawing.iter("{*}extent"), *drawing.iter("{*}ext")):
            if one.get("cx"):
                one.set("cx", str(round(int(one.get("cx", "0")) * wide)))
                one.set("cy", str(round(int(one.get("cy", "0")) * high)))

    return in_tree(DOCUMENT, change)


def _add_style(kind: str, name: str) -> Change:
    style = (
        f'<w:style w:type="{kind}" w:customStyle="1" w:styleId="Extra"><w:name w:val="{name}"/>'
        "</w:style></w:styles>"
    )
    return sub(STYLES, "</w:styles>", style)


def _rename_style(name: str, new: str) -> Change:
    return sub(STYLES, f'<w:name w:val="{name}"/>', f'<w:name w:val="{new}"/>')


_MOVES = {"one further": 1, "two further": 2, "five further": 5, "one back": -1, "to the end": -2}
WAYS: dict[str, dict[str, Change]] = {
    "bookmarks' places": {
        **{f"of an address, {how}": _move_mark("at", 7, steps) for how, steps in _MOVES.items()},
        **{f"of a heading, {how}": _move_mark("Toc", 1, steps) for how, steps in _MOVES.items()},
        **{f"of a reference, {how}": _move_mark("Ref", 0, steps) for how, steps in _MOVES.items()},
        "two addresses swapped": _swap_marks("at", 3, 4),
        "two far addresses swapped": _swap_marks("at", 0, -1),
        "two headings swapped": _swap_marks("Toc", 0, 1),
        "the first and the last heading swapped": _swap_marks("Toc", 0, -1),
        "two references swapped": _swap_marks("Ref", 0, 1),
        "an address less": _drop_mark("at", 5),
        "a heading less": _drop_mark("Toc", 0),
        "a reference less": _drop_mark("Ref", 0),
    },
    "controls' places": {
        "two controls swapped": _swap_tags(2, 3),
        "the first and the last swapped": _swap_tags(0, -1),
        "a block beside its control": _leave_control(3),
        "another block beside its control": _leave_control(5),
    },
    "inner links": {
        "two entries swapped": _swap_anchors(0, 1),
        "the first and the last link swapped": _swap_anchors(0, -1),
        **{f"link {n} to another place": _lead_elsewhere(n, 1) for n in (0, 1, 3, -1, -2)},
        "a link further on": _lead_elsewhere(2, 3),
        "an entry to nowhere": _drop_anchor(0),
        "a link to nowhere": _drop_anchor(-1),
        "a page of another place": _refer_elsewhere("PAGEREF"),
        "the last page of another place": _refer_elsewhere("PAGEREF", -1),
        "a figure that is another": _refer_elsewhere("REF"),
        "the last figure that is another": _refer_elsewhere("REF", -1),
    },
    "sizes of pictures": {
        "half as wide": _resize(0, 0.5, 1),
        "half as high": _resize(0, 1, 0.5),
        "half as large": _resize(-1, 0.5, 0.5),
        "a tenth wider": _resize(-1, 1.1, 1),
        "a tenth lower": _resize(0, 1, 0.9),
    },
    "names of styles": {
        "one more of paragraphs": _add_style("paragraph", "Secret words"),
        "one more of letters": _add_style("character", "Secret words"),
        "one more of tables": _add_style("table", "Secret words"),
        "one more of lists": _add_style("numbering", "Secret words"),
        "another name of ours": _rename_style("Kicker", "Secret words"),
        "another name of a table's": _rename_style("Key Figure Unit", "Secret words"),
        "a letter more": _rename_style("Callout", "Callouts"),
    },
}  # fmt: skip
PLACES = tuple(
    Mutation("P915", kind, name, change)
    for kind, rows in WAYS.items()
    for name, change in rows.items()
)
