"""The inside of a line: words, character styles, links, note calls, references → runs."""

from typing import assert_never
from xml.etree.ElementTree import Element

from briefwright.document.vocabulary import Role, role_of
from briefwright.word import fields
from briefwright.word.line import Around, Line
from briefwright.word.ooxml import Node, name, w, words


def inline(line: Line, element: Element) -> list[Node]:
    """A leaf and the line that it fills → its runs."""
    nodes = content(line, element, Around(line.state.layout.style(element)))
    line.trim()
    return nodes


def content(line: Line, element: Element, around: Around) -> list[Node]:
    """An element and what surrounds its words → its runs, and those of all that stands in it."""
    nodes = line.words(element.text, around)
    for child in element:
        nodes += child_runs(line, child, around)
        nodes += line.words(child.tail, around)
    return nodes


def known_role(element: Element) -> Role:
    """An element → its role. Errors: ValueError for what the vocabulary doesn't have."""
    role = role_of(element.tag, element.get("data-role"))
    if role is None:
        raise ValueError(f"the vocabulary has no {element.tag} {element.get('data-role') or ''}")
    return role


def child_runs(line: Line, element: Element, around: Around) -> list[Node]:
    """An element inside a line → its runs. Errors: ValueError for what can't stand there."""
    role = known_role(element)
    match role.word:
        case "run":
            return _run(line, element, role, around)
        case "link":
            return _link(line, element, role, around)
        case "call":
            return _call(line, element, role, around)
        case "footnote":
            return _footnote(line, element)
        case "list" | "page":
            return []  # set by whoever holds the line
        case (
            "group" | "section" | "paragraph" | "item" | "strip" | "table" | "row" | "cell"
            | "box" | "parallel" | "drawing" | "data" | "contents"
        ):  # fmt: skip
            raise ValueError(f"{role.name} cannot stand inside a line")
        case _:
            assert_never(role.word)


def _inside(line: Line, element: Element, role: Role, around: Around) -> Around:
    sheet, style = line.state.sheet, line.state.layout.style(element)
    character = sheet.character(role, style, sheet.text(around.style))
    return Around(style, character or around.character)


def _run(line: Line, element: Element, role: Role, around: Around) -> list[Node]:
    inside = _inside(line, element, role, around)
    if role.name == "number" and line.caption:
        return fields.caption_number(line, element, inside)
    return content(line, element, inside)


def _link(line: Line, element: Element, role: Role, around: Around) -> list[Node]:
    inside = _inside(line, element, role, around)
    target = element.get("href") or ""
    if role.name == "reference" and (made := fields.reference(line, element, inside)):
        return made
    return [hyperlink(line, target, content(line, element, inside))]


def _call(line: Line, element: Element, role: Role, around: Around) -> list[Node]:
    """A call of an endnote is a link to it; a second call of a footnote refers to its number."""
    inside = _inside(line, element, role, around)
    target = (element.get("href") or "").removeprefix("#")
    note = line.state.ids.get(target)
    if note is not None and note.get("data-role") == "footnote":
        return fields.note_reference(line, element, inside)
    return [hyperlink(line, f"#{target}", content(line, element, inside))]


def hyperlink(line: Line, target: str, nodes: list[Node]) -> Node:
    """`#id` or a URL and the runs that lead there → a link."""
    if target.startswith("#"):
        return w("hyperlink", *nodes, anchor=line.state.targets[target[1:]], history=1)
    made = w("hyperlink", *nodes, history=1)
    made.set(name("r:id"), line.state.link(line.part, target))
    return made


def _footnote(line: Line, element: Element) -> list[Node]:
    """The number in the text. A note that Word would number otherwise carries its own number."""
    state, number = line.state, element.get("data-number", "")
    state.footnotes.append(element)
    automatic = number == str(state.automatic_footnotes + 1)
    state.automatic_footnotes += automatic
    style = state.layout.style(element, "footnote-call")
    made = w("r", line.properties(Around(style, "footnote-call")))
    identifier = len(state.footnotes)
    if automatic:
        made.append(w("footnoteReference", id=identifier))
    else:
        state.numbered_footnotes[identifier] = number
        made.append(w("footnoteReference", customMarkFollows=1, id=identifier))
        made.append(words("t", number))
    line.after_space, line.last = False, None
    bookmark = state.claim(element.get("id"))
    return state.bookmark(bookmark, [made]) if bookmark else [made]
