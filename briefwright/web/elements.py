"""Each element of the markup → what it is on a web page.

Page numbers stay away, tables and drawings scroll by themselves where a screen is narrow, the
numbers of a chart stand below it, notes lead back to where they were called.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from briefwright.document.assets import BASE_URL
from briefwright.document.vocabulary import NEVER_DRAWN, find_role
from briefwright.layout import StyledPage
from briefwright.web.drawings import draw_picture

BACK = "↩"
ADDRESS = "data-at"
KEPT = ("class", "id", "lang", "dir", "data-role", "data-level", "value", "type", "scope",
        "colspan",
        "rowspan", "href")  # fmt: skip


@dataclass
class Conversion:
    """One page while it is made: what it is made of, words that it adds, notes and drawings so far.

    `kept` are the attributes of the markup that stay, `called` the ids of notes to which a call
    has led.
    """

    page: StyledPage
    words: Mapping[str, str]
    kept: Collection[str] = KEPT
    notes: list[Element] = field(default_factory=list)
    drawings: list[Element] = field(default_factory=list)
    called: set[str] = field(default_factory=set)

    def convert_all(self, holder: Element, made: Element) -> None:
        """An element and what it has become → the latter with all that stands in it."""
        _append_text(made, holder.text)
        for child in holder:
            if child.tag == "data":  # its words are what this reader gets, its exact value isn't
                self.convert_all(child, made)
            elif isinstance(child.tag, str):
                made.extend(self._convert(child, holder))
            _append_text(made, child.tail)

    def _convert(self, element: Element, holder: Element) -> Iterator[Element]:
        role = find_role(element.tag, element.get("data-role"))
        match role.name if role else "":
            case "page":
                return
            case "img" | "cover-picture" | "cell-drawing":
                yield self._convert_picture(element, holder)
            case name if name == NEVER_DRAWN:
                yield self._convert_numbers(element, holder)
            case "table":
                yield self._wrap(self._copy(element), "table", holder)
            case "footnote":
                yield self._convert_footnote(element)
            case "call":
                yield self._convert_call(element)
            case "endnote":
                yield self._add_way_back(self._copy(element), element.get("id", ""))
            case "contents":
                yield _label(self._copy(element), _find_text(element, "contents-title"))
            case "callout" | "key-messages":
                yield _set(self._copy(element), role="note")
            case "th" if not _read(element):  # it heads nothing
                yield self._copy(element, "td")
            case "strip" | "entries":
                yield _set(self._copy(element), role="list")  # Safari forgets it with the marks
            case _:
                yield self._copy(element)

    def _copy(self, element: Element, tag: str = "") -> Element:
        kept = {name: value for name in self.kept if (value := element.get(name))}
        if tag:
            kept.pop("scope", None)
        made = Element(tag or str(element.tag), kept)
        self.convert_all(element, made)
        return made

    # ------------------------------------------------------------- figures

    def _convert_picture(self, image: Element, holder: Element) -> Element:
        asset = self.page.assets.find(image.get("src", "").removeprefix(BASE_URL))
        assert asset is not None, "a page whose pictures are missing is not laid out"
        made = draw_picture(asset, image.get("alt", ""))
        if made.tag == "img":
            return _set(made, **{"class": image.get("class", "")})
        self.drawings.append(made)
        return made if holder.tag in ("aside", "th", "td") else self._wrap(made, "drawing", holder)

    def _wrap(self, made: Element, what: str, holder: Element) -> Element:
        """A table or a drawing → it in a region that scrolls, with the name of its caption."""
        caption = holder.find("figcaption")
        name = {"aria-label": self.words["figure"]}
        if caption is not None and caption.get("id"):
            name = {"aria-labelledby": caption.get("id", "")}
        role = "region" if what == "table" else "group"  # one landmark for a figure that has both
        region = Element("div", {"class": f"scroll {what}", "role": role, "tabindex": "0", **name})
        region.append(made)
        return region

    def _convert_numbers(self, table: Element, holder: Element) -> Element:
        """What a chart is drawn from → a table that opens below it, and scrolls by itself."""
        details, shown = Element("details"), Element("table", {"class": "numbers"})
        summary = Element("summary")
        summary.text = self.words["numbers"]
        body = Element("tbody")
        for row in table.iter("tr"):
            names = [child for child in row if isinstance(child.tag, str)]
            if row.get("data-role") == "data-head":
                if any(_read(name) for name in names):
                    head = Element("thead")
                    head.append(
                        _make_row(
                            Element("td"), (_make_cell("th", name, "col") for name in names[1:])
                        )
                    )
                    shown.append(head)
            else:
                first = _make_cell("th", names[0], "row")
                body.append(_make_row(first, map(_make_number, names[1:])))
        shown.append(body)
        details.extend((summary, self._wrap(shown, "numbers", holder)))
        return details

    # ------------------------------------------------------------- notes

    def _convert_footnote(self, element: Element) -> Element:
        """A note at the foot of a page → its call; the note itself stands at the end."""
        number = element.get("data-number", "")
        name = element.get("id") or f"footnote-{number}"
        note = Element("li", {"id": name, "value": str(int(number))})
        self.convert_all(element, note)
        self.called.add(name)
        self.notes.append(self._add_way_back(note, name))
        return _make_call(name, number, f"call-{name}")

    def _convert_call(self, element: Element) -> Element:
        name = element.get("href", "").removeprefix("#")
        own = "" if name in self.called else f"call-{name}"
        self.called.add(name)
        return _make_call(name, _read(element), own)

    def _add_way_back(self, note: Element, name: str) -> Element:
        """A note → it with a link to its first call, if there is one before it."""
        if name in self.called:
            label = self.words["back"].replace("{number}", note.get("value", ""))
            link = Element(
                "a",
                {
                    "class": "back",
                    "href": f"#call-{name}",
                    "role": "doc-backlink",
                    "aria-label": label,
                },
            )
            link.text = BACK
            _append_text(note, " ")
            note.append(link)
        return note


def _make_call(name: str, number: str, own: str) -> Element:
    call = Element("a", {"data-role": "call", "href": f"#{name}", "role": "doc-noteref"})
    call.text = number
    return _set(call, id=own)


def _make_row(first: Element, others: Iterator[Element]) -> Element:
    row = Element("tr")
    row.append(first)
    row.extend(others)
    return row


def _make_cell(tag: str, source: Element, scope: str) -> Element:
    cell = Element(tag, {"scope": scope})
    cell.text = _read(source)
    return cell


def _make_number(source: Element) -> Element:
    """A number of a chart → its cell: as it is printed, and in plain digits; a sign for a gap."""
    cell, number = Element("td", {"class": "number"}), source.get("data-value", "")
    if not number:
        cell.text = "–"
        return cell
    datum = Element("data", {"value": number})
    datum.text = _read(source)
    cell.append(datum)
    return cell


def _read(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _find_text(element: Element, role: str) -> str:
    return next((_read(one) for one in element.iter() if one.get("data-role") == role), "")


def _label(element: Element, name: str) -> Element:
    return _set(element, **{"aria-label": name})


def _set(element: Element, **attributes: str) -> Element:
    """An element → the same with attributes, as far as they say something."""
    for name, value in attributes.items():
        if value:
            element.set(name, value)
    return element


def _append_text(made: Element, text: str | None) -> None:
    """An element and text that follows what is in it → the text there."""
    if not text:
        return
    if len(made):
        made[-1].tail = (made[-1].tail or "") + text
    else:
        made.text = (made.text or "") + text
