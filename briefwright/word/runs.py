"""The inside of a line: words, character styles, links, note calls, references → runs."""

from typing import assert_never
from xml.etree.ElementTree import Element

from briefwright.document.counters import is_count
from briefwright.document.vocabulary import Role, find_role
from briefwright.word import fields, tracking
from briefwright.word.drawings import build_picture
from briefwright.word.line import Line, TextContext
from briefwright.word.ooxml import Node, name, text_node, w


def build_runs(line: Line, element: Element) -> list[Node]:
    """A leaf and the line that it fills → its runs."""
    nodes = build_content(line, element, TextContext(line.state.layout.style(element)))
    line.trim()
    return nodes


def build_content(line: Line, element: Element, around: TextContext) -> list[Node]:
    """An element and what surrounds its words → its runs, and those of all that stands in it."""
    nodes = line.words(element.text, around)
    for child in element:
        nodes += build_child(line, child, around)
        nodes += line.words(child.tail, around)
    return nodes


def require_role(element: Element) -> Role:
    """An element → its role. Errors: ValueError for what the vocabulary doesn't have."""
    role = find_role(element.tag, element.get("data-role"))
    if role is None:
        raise ValueError(f"the vocabulary has no {element.tag} {element.get('data-role') or ''}")
    return role


def build_child(line: Line, element: Element, around: TextContext) -> list[Node]:
    """An element inside a line → its runs. Errors: ValueError for what can't stand there."""
    role = require_role(element)
    match role.word:
        case "run":
            return _build_run(line, element, role, around)
        case "revision":
            return _build_revision(line, element, around)
        case "link":
            return _build_link(line, element, role, around)
        case "call":
            return _build_call(line, element, role, around)
        case "footnote":
            return _build_footnote_call(line, element)
        case "list" | "page":
            return []  # set by whoever holds the line
        case "drawing":
            line.after_space, line.last = False, None
            return [build_picture(line.state, element)]
        case (
            "group" | "section" | "paragraph" | "item" | "strip" | "table" | "row" | "cell"
            | "box" | "parallel" | "data" | "contents"
        ):  # fmt: skip
            raise ValueError(f"{role.name} cannot stand inside a line")
        case _:
            assert_never(role.word)


def _enter(line: Line, element: Element, role: Role, around: TextContext) -> TextContext:
    sheet, style = line.state.sheet, line.state.layout.style(element)
    character = sheet.character(role, style, sheet.text(around.style))
    return TextContext(style, character or around.character)


def _build_run(line: Line, element: Element, role: Role, around: TextContext) -> list[Node]:
    inside = _enter(line, element, role, around)
    if role.name == "number" and line.caption:
        return fields.build_caption_number(line, element, inside)
    return build_content(line, element, inside)


def _build_revision(line: Line, element: Element, around: TextContext) -> list[Node]:
    """Words that came or went: Word itself shows them so, and they look as they did or shall."""
    after_space, line.change = line.after_space, element.tag
    nodes = build_content(line, element, around)
    line.change = ""
    if element.tag == "del":
        line.after_space = after_space
    move = element.get("data-move", "")
    if move:
        line.moves += 1
        move = f"{move}-{line.moves}"
    return tracking.wrap(line.state, nodes, element.tag, move)


def _build_link(line: Line, element: Element, role: Role, around: TextContext) -> list[Node]:
    inside = _enter(line, element, role, around)
    target = element.get("href") or ""
    if role.name == "reference" and (made := fields.build_reference(line, element, inside)):
        return made
    return [build_hyperlink(line, target, build_content(line, element, inside))]


def _build_call(line: Line, element: Element, role: Role, around: TextContext) -> list[Node]:
    """A call of an endnote is a link to it; a second call of a footnote refers to its number."""
    inside = _enter(line, element, role, around)
    target = (element.get("href") or "").removeprefix("#")
    note = line.state.ids.get(target)
    if note is not None and note.get("data-role") == "footnote":
        return fields.build_note_reference(line, element, inside)
    return [build_hyperlink(line, f"#{target}", build_content(line, element, inside))]


def build_hyperlink(line: Line, target: str, nodes: list[Node]) -> Node:
    """`#id` or a URL and the runs that lead there → a link."""
    if target.startswith("#"):
        return w("hyperlink", *nodes, anchor=line.state.targets[target[1:]], history=1)
    made = w("hyperlink", *nodes, history=1)
    made.set(name("r:id"), line.state.link(line.part, target))
    return made


def _build_footnote_call(line: Line, element: Element) -> list[Node]:
    """The number in the text. A note that Word would number otherwise carries its own number."""
    state, number = line.state, element.get("data-number", "")
    state.footnotes.append(element)
    went = line.change == "del"
    automatic = went or is_count(number, state.automatic_footnotes + 1)
    state.automatic_footnotes += automatic and not went
    style = state.layout.style(element, "footnote-call")
    made = w("r", line.properties(TextContext(style, "footnote-call")))
    if style["direction"] == "rtl":  # or it would be read as part of a number before it
        made.append(text_node("t", "\u200f"))
    identifier = len(state.footnotes)
    if automatic:
        made.append(w("footnoteReference", id=identifier))
    else:
        state.numbered_footnotes[identifier] = number
        made.append(w("footnoteReference", customMarkFollows=1, id=identifier))
        made.append(text_node("t", number))
    line.after_space, line.last = False, None
    bookmark = state.claim(element.get("id"))
    return state.bookmark(bookmark, [made]) if bookmark else [made]
