"""A paragraph of a Word file → its runs, and what hangs in it: drawings, text boxes, objects.

Source of the elements: ECMA-376 part 1, 17.3 (paragraphs and runs), 17.16 (fields), 17.13.5
(revisions); part 3, 9.3 (alternatives).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from briefwright.importing.outline import ENTRY, Run
from briefwright.importing.word_package import Package, is_on, read_value
from briefwright.review.opening import Node
from briefwright.word.counting import W

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_HOLDERS = frozenset(W + one for one in ("sdt", "sdtContent", "smartTag", "customXml", "ins",
                                         "moveTo", "dir", "bdo", "ruby", "rubyBase"))  # fmt: skip
_DELETED = frozenset((W + "del", W + "moveFrom"))
_SIGNS = {"tab": " ", "br": " ", "cr": " ", "noBreakHyphen": "-"}
_LINK = re.compile(r'\s*HYPERLINK\s+"([^"]+)"')
_LISTS = re.compile(r"\s*(TOC|INDEX|TOA)\b")  # fields that the program fills with a list

State = Literal["kept", "deleted", "hidden"]
HANGING = frozenset(("drawing", "pict", "object"))


@dataclass(frozen=True)
class Stretch:
    """A run and what became of it in Word; `hangs` is a drawing or an object in its place."""

    run: Run
    state: State = "kept"
    hangs: Node | None = None


_PLAIN = Stretch(Run(""))


@dataclass
class _Field:
    """A field that is open: what it is asked to do, and whether its result has begun."""

    code: str = ""
    has_result: bool = False


@dataclass
class RunReader:
    """Reads the runs of paragraphs in order; a field may reach over several of them."""

    package: Package
    relations: Mapping[str, str]
    fields: list[_Field] = field(default_factory=list)

    @property
    def is_in_list(self) -> bool:
        """Whether a list that the program makes is being read, such as a table of contents."""
        return any(_LISTS.match(one.code) for one in self.fields)

    def read(self, holder: Node, like: Stretch = _PLAIN) -> Iterator[Stretch]:
        """A paragraph, or what holds runs in it → its stretches in order."""
        for child in holder:
            tag = child.tag
            if tag == W + "r":
                yield from self._read_run(child, self._set_like(child, like))
            elif tag == W + "hyperlink":
                href = self.relations.get(child.get(_R + "id", ""), "")
                is_inner = child.get(W + "anchor") is not None
                found = self.read(child, replace(like, run=replace(like.run, href=href)))
                yield from map(_find_call, found) if is_inner else found
            elif tag == W + "fldSimple":
                self.fields.append(_Field(child.get(W + "instr", ""), has_result=True))
                yield from self.read(child, like)
                self.fields.pop()
            elif tag in _DELETED:
                yield from self.read(child, replace(like, state="deleted"))
            elif tag in _HOLDERS:
                yield from self.read(child, like)
            elif tag == _ALTERNATIVES and len(child):
                yield from self.read(child[0], like)
            elif isinstance(tag, str) and tag.startswith(_MATHS):
                said = "".join(one.text or "" for one in child.iter(_MATHS + "t"))
                yield replace(like, run=replace(like.run, text=said))

    def _read_run(self, run: Node, like: Stretch) -> Iterator[Stretch]:
        for child in run:
            if child.tag == _ALTERNATIVES and len(child):
                yield from self._read_run(child[0], like)
                continue
            name = str(child.tag).rpartition("}")[2]
            if name == "fldChar":
                self._follow(child.get(W + "fldCharType", ""))
            elif name == "instrText" and self.fields:
                self.fields[-1].code += child.text or ""
            elif name in ("footnoteReference", "endnoteReference"):
                note = f"{name.removesuffix('Reference')} {child.get(W + 'id', '')}"
                yield replace(like, run=replace(like.run, note=note))
            elif name in HANGING:
                yield replace(like, hangs=child)
            elif name == "sym":
                yield replace(like, run=replace(like.run, text=_read_sign(child)))
            elif name in ("t", "delText") or name in _SIGNS:
                text = _SIGNS.get(name, "") or child.text or ""
                if all(one.has_result for one in self.fields):
                    yield replace(like, run=replace(like.run, text=text, href=self._find(like)))

    def _follow(self, what: str) -> None:
        if what == "begin":
            self.fields.append(_Field())
        elif what == "separate" and self.fields:
            self.fields[-1].has_result = True
        elif what == "end" and self.fields:
            self.fields.pop()

    def _find(self, like: Stretch) -> str:
        """How a run is set → where it leads, by its link or by the field around it."""
        links = (found[1] for one in self.fields if (found := _LINK.match(one.code)))
        return like.run.href or next(links, "")

    def _set_like(self, run: Node, like: Stretch) -> Stretch:
        properties = run.find(W + "rPr")
        if properties is None:
            return like
        style = read_value(properties, "rStyle")
        is_bold = is_on(properties, "b") or (
            properties.find(W + "b") is None and style in self.package.bold_styles
        )
        is_stressed = is_on(properties, "i") or style == "Emphasis"
        state = "hidden" if is_on(properties, "vanish") else like.state
        return replace(
            like, run=replace(like.run, is_bold=is_bold, is_stressed=is_stressed), state=state
        )


def _find_call(stretch: Stretch) -> Stretch:
    """What leads to another place of the file → a call of a source where it is a number alone."""
    found = re.fullmatch(r"\s*\[?(\d+)\]?\s*", stretch.run.text)
    note = f"{ENTRY} {found[1]}" if found else ""
    return replace(stretch, run=replace(stretch.run, note=note)) if found else stretch


def _read_sign(sign: Node) -> str:
    """A sign named by its number in a font → it; "" where it is one of that font alone."""
    number = int(sign.get(W + "char", "0"), 16)
    return "" if 0xE000 <= number <= 0xF8FF else chr(number)


def join(runs: Iterator[Run]) -> tuple[Run, ...]:
    """Runs → the same, those set alike in one: programs split them wherever they like."""
    joined: list[Run] = []
    for one in runs:
        if joined and not joined[-1].note and replace(joined[-1], text="") == replace(one, text=""):
            joined[-1] = replace(joined[-1], text=joined[-1].text + one.text)
        elif one.text or one.note:
            joined.append(one)
    return tuple(joined)
