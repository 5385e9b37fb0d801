"""A Layout → the body of an e-mail: simple HTML with its styles on each element, and plain text.

Programs for mail know little of CSS: tables hold the page together, nothing floats, nothing is
loaded, and nobody sees a drawing. So an edition that shows one, or a wide table, has no mail body.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from hashlib import sha256
from xml.etree.ElementTree import Element

from briefwright.document.counters import DIGITS
from briefwright.document.vocabulary import NEVER_DRAWN, find_role
from briefwright.layout import Layout, Style
from briefwright.problems import ContentError, Problem
from briefwright.web import frame
from briefwright.web.elements import Conversion
from briefwright.web.fonts import find_stack
from briefwright.web.mail_text import make_text
from briefwright.web.serialising import serialise
from briefwright.web.write import list_notes

WIDEST = 600  # px
MOST_COLUMNS = 4  # of a table that a telephone shows whole
_LARGER = 1.15  # times larger than on paper
_LEAST = 8  # px below a paragraph
_TABLE = {"role": "presentation", "width": "100%", "cellpadding": "0", "cellspacing": "0"}
_PLAINER = {
    **dict.fromkeys(("section", "nav", "header", "figure", "aside", "blockquote"), "div"),
    "figcaption": "p",
}
_ROLES = frozenset({"banner", "contentinfo", "doc-endnotes", "doc-backlink", "doc-noteref"})
_KEPT = frozenset({"id", "href", "lang", "dir", "type", "value", "scope", "colspan", "rowspan"})


@dataclass(frozen=True)
class MailBody:
    """A subject, and the same text twice: as HTML and, in lines of 76 characters, as plain text."""

    subject: str
    html: str
    text: str


def write(layout: Layout) -> bytes:
    """A Layout → a message without sender or recipient, which mail programs open as a draft.

    Errors: ContentError L840 where a mail can't show all of the edition.
    """
    body = make_mail_body(layout)
    message = EmailMessage(policy=SMTP)
    message["Subject"] = body.subject
    message["X-Unsent"] = "1"  # Outlook opens it to be sent
    message.set_content(body.text, cte="quoted-printable")
    message.add_alternative(body.html, subtype="html", cte="quoted-printable")
    message.set_boundary(f"briefwright-{sha256(body.html.encode()).hexdigest()[:32]}")
    return message.as_bytes()


def make_mail_body(layout: Layout) -> MailBody:
    """A Layout → its mail body. Errors: ContentError L840, as `write`."""
    if faults := tuple(_find_hindrances(layout.root)):
        raise ContentError(faults)
    words = frame.find_words(layout)
    conversion = Conversion(layout, words)
    main = Element("div")
    for source in layout.root.iter("body"):
        conversion.convert_all(source, main)
    if conversion.notes:
        main.append(list_notes(layout, conversion.notes, words["notes"]))
    parts = (*frame.make_signs(layout), main, frame.make_foot(layout))
    text = make_text(parts)  # before styles are put on
    page = Element("html", {name: layout.root.get(name, "") for name in ("lang", "dir")})
    page.extend((_make_head(layout), _make_body(layout, parts)))
    subject = " ".join(layout.metadata.title.split()).replace("=?", "= ?")  # no encoded word
    return MailBody(subject, serialise(page).decode(), text)


def _find_hindrances(root: Element) -> Iterator[Problem]:
    """The markup → what a mail can't show."""
    for figure in root.iter("figure"):
        caption = next((_read(one) for one in figure if one.tag == "figcaption"), "A figure")
        at = figure.get("data-at", "")
        if any(one.tag == "img" for one in figure):
            message = f"“{caption}” is a drawing or a picture, which a mail can't show."
            yield Problem("L840", f"{message} Send the PDF or the web page with it.", at=at)
        for table in figure.iter("table"):
            columns = max((len(row) for row in table.iter("tr")), default=0)
            if table.get("data-role") != NEVER_DRAWN and columns > MOST_COLUMNS:
                message = (
                    f"“{caption}” has {columns} columns; a mail has room for {MOST_COLUMNS}. "
                    "Send the PDF or the web page with it."
                )
                yield Problem("L840", message, at=at)


def _read(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _make_head(layout: Layout) -> Element:
    head, title = Element("head"), Element("title")
    head.append(Element("meta", {"charset": "utf-8"}))
    head.append(
        Element("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"})
    )
    title.text = layout.metadata.title
    head.append(title)
    return head


def _make_body(layout: Layout, parts: tuple[Element, ...]) -> Element:
    """What a mail says → its body: a table in the middle of another one, no wider than 600 px."""
    body = Element("body", {"style": "margin:0;padding:0;background:#ffffff"})
    outer, inner = _nest(body, "center"), None
    inner = _nest(outer, "left", f"max-width:{WIDEST}px")
    if layout.root.get("dir") == "rtl":
        inner.set("align", "right")
    inner.set("style", "padding:20px 16px")
    for part in parts:
        inner.append(_restyle(layout, part))
    return body


def _nest(holder: Element, align: str, style: str = "") -> Element:
    """An element → the one cell of a new table in it."""
    table = Element("table", {**_TABLE, "style": style} if style else _TABLE)
    rows, row, cell = Element("tbody"), Element("tr"), Element("td", {"align": align})
    row.append(cell)
    rows.append(row)
    table.append(rows)
    holder.append(table)
    return cell


def _restyle(layout: Layout, element: Element) -> Element:
    """An element of a web page → the same for a mail: its own style on it, no classes."""
    if element.get("role") == "img":
        return _name_picture(layout, element)
    style = _find_style(layout, element)
    kept = {name: value for name, value in element.items() if name in _KEPT}
    if element.get("role") in _ROLES:
        kept["role"] = element.get("role", "")
    if element.tag == "figcaption":
        kept["class"] = "caption"
    tag = _PLAINER.get(str(element.tag), str(element.tag))
    made = Element(tag, {**kept, "style": style} if style else kept)
    made.text, made.tail = element.text, element.tail
    in_cell = element.tag in ("th", "td")
    made.extend(
        _leave_number(child) if in_cell and child.get("role") == "img" else _restyle(layout, child)
        for child in element
    )
    return made


def _leave_number(drawing: Element) -> Element:
    """What is drawn beside a number of a table → nothing to see, since the number says it."""
    return Element("span", {"role": "img", "aria-label": drawing.get("aria-label", "")})


def _name_picture(layout: Layout, picture: Element) -> Element:
    """An icon, which mail programs don't show → the word for it in its place."""
    word = picture.get("aria-label", "")
    letters = dict(_list_letters(layout, layout.sample("box-title"))) | {"display": "block"}
    style = ";".join(f"{name}:{value}" for name, value in letters.items())
    made = Element("span", {"role": "img", "aria-label": word, "style": style})
    made.text, made.tail = word, picture.tail
    return made


# ----------------------------------------------------------------- styles

_PLAIN = frozenset({"strong", "em", "tr", "thead", "tbody", "tfoot", "lang", "number", "scheme"})
_BLOCKS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "li", "figcaption", "th", "td"})
_WITHOUT_MARKS = frozenset({"strip", "entries"})
_BOXES = frozenset({"callout", "key-messages"})


def _find_style(layout: Layout, element: Element) -> str:
    """An element → its declarations, from what the theme gives its role."""
    role = find_role(str(element.tag), element.get("data-role"))
    if role is not None and role.name in _WITHOUT_MARKS:
        return "list-style:none;padding:0;margin:0 0 16px"
    if element.tag == "ol" and (digits := element.get("class", "")) in DIGITS:
        return f"list-style:{digits};{_FIXED['ol']}"
    if role is None or not role.sample or role.name in _PLAIN or element.tag in _FIXED:
        return _FIXED.get(str(element.tag), "")
    style = layout.sample(role.name)
    said = dict(_list_letters(layout, style))
    if role.name in ("call", "a", "reference"):
        said = {"color": said["color"]}
    if element.tag in _BLOCKS:
        said["margin"] = f"0 0 {max(_LEAST, _round(style['margin_bottom'][0]))}px"
        if element.tag in ("h2", "h3", "h4", "h5"):
            said["margin"] = f"{_round(style['margin_top'][0])}px {said['margin'][2:]}"
    if element.tag in ("th", "td"):
        said |= {"padding": "5px 8px 5px 0", "border-bottom": f"1px solid {_RULE}"}
        said |= {"text-align": str(style["text_align_all"]), "vertical-align": "top"}
        said.pop("margin", None)
    if role.name in _BOXES:
        said = {"padding": "12px 16px", "margin": "0 0 16px"}
        said["background"] = _hex(style["background_color"])
        for side in ("left", "right"):
            if style[f"border_{side}_width"]:
                said[f"border-{side}"] = f"3px solid {_hex(style[f'border_{side}_color'])}"
    if role.name in ("value", "unit", "as-of"):
        said["display"] = "block"
    return ";".join(f"{name}:{value}" for name, value in said.items())


_RULE = "#c9d3d9"
_FIXED: Mapping[str, str] = {
    "table": "border-collapse:collapse;width:100%;margin:0 0 16px",
    **dict.fromkeys(("ul", "ol"), "margin:0 0 14px"),
}


def _list_letters(layout: Layout, style: Style) -> Iterator[tuple[str, str]]:
    family = style["font_family"][0]
    face = next((one for one in layout.faces if one.family == family), None)
    stack = find_stack(face).replace('"', "'") if face else "sans-serif"
    yield "font-family", "Georgia, serif" if stack == "serif" else f"Arial, {stack}"
    yield "font-size", f"{_round(style['font_size'] * _LARGER)}px"
    yield "line-height", "1.4"
    yield "color", _hex(style["color"])
    if style["font_weight"] != 400:
        yield "font-weight", "700"
    if style["font_style"] != "normal":
        yield "font-style", "italic"


def _hex(colour: object) -> str:
    parts = colour.to("srgb").coordinates  # type: ignore[attr-defined]
    return "#" + "".join(f"{round(min(max(part, 0), 1) * 255):02x}" for part in parts)


def _round(size: float) -> int:
    return round(float(size))
