"""The bytes of a Word file → its parts, where they are safe to read; its styles and its lists."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from briefwright.importing.outline import Role
from briefwright.review.opening import Node, UnreadableError, open_parts, parse
from briefwright.word.counting import VAL, W

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_CORE = {
    "title": "{http://purl.org/dc/elements/1.1/}title",
    "author": "{http://purl.org/dc/elements/1.1/}creator",
}
_HEADING = re.compile(r"heading (\d)")
_LIST = re.compile(r"list (bullet|number)(?: (\d))?")
_CONTENTS = re.compile(r"toc heading|toc \d|table of figures|index \d|index heading")
_ROLES: Mapping[str, Role] = {"title": "title", "subtitle": "subtitle", "caption": "caption",
                               "table caption": "caption", "image caption": "caption"}  # fmt: skip


@dataclass(frozen=True)
class Style:
    """What a style of paragraphs makes of them; `list_` is its list, if its items are in one."""

    role: Role = "text"
    level: int = 1
    list_: str = ""
    is_ordered: bool = False


@dataclass(frozen=True)
class Package:
    """A Word file's parts by name."""

    parts: Mapping[str, bytes]

    def parse(self, name: str) -> Node | None:
        """The name of a part → its XML, nothing where there is none. Errors: UnreadableError."""
        return parse(self.parts, name)

    def relations(self, name: str) -> Mapping[str, str]:
        """The name of a part → the parts and addresses that it refers to, by their ids."""
        folder, _, file = name.rpartition("/")
        listed = self.parse(f"{folder}/_rels/{file}.rels")
        return {
            one.get("Id", ""): one.get("Target", "")
            if one.get("TargetMode") == "External"
            else posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/")
            for one in (() if listed is None else listed.iter(_RELATIONSHIP))
        }

    @cached_property
    def properties(self) -> Mapping[str, str]:
        """Its title and its author, as its program noted them."""
        core = self.parse("docProps/core.xml")
        found = {} if core is None else {key: core.findtext(tag, "") for key, tag in _CORE.items()}
        return {key: words.strip() for key, words in found.items() if words.strip()}

    @cached_property
    def styles(self) -> Mapping[str, Style]:
        """What each style of paragraphs makes of them, by its id."""
        return {one.get(W + "styleId", ""): self._read_style(one) for one in self._style_nodes}

    @cached_property
    def bold_styles(self) -> frozenset[str]:
        """The ids of the styles of letters that are bold."""
        return frozenset(
            one.get(W + "styleId", "")
            for one in self._style_nodes
            if one.get(W + "type") == "character" and is_on(one.find(W + "rPr"), "b")
        )

    @cached_property
    def _style_nodes(self) -> tuple[Node, ...]:
        listed = self.parse("word/styles.xml")
        return () if listed is None else tuple(listed.iter(W + "style"))

    @cached_property
    def _by_id(self) -> Mapping[str, Node]:
        return {one.get(W + "styleId", ""): one for one in self._style_nodes}

    def _read_style(self, style: Node) -> Style:
        for one in self._list_bases(style):
            name = read_value(one, "name").lower()
            if found := _HEADING.fullmatch(name):
                return Style("heading", int(found[1]))
            if found := _LIST.fullmatch(name):
                return Style("item", int(found[2] or 1), name, found[1] == "number")
            if _CONTENTS.fullmatch(name):
                return Style("contents")
            if name in _ROLES:
                return Style(_ROLES[name])
            if level := read_value(one, f"pPr/{W}outlineLvl"):
                return Style("heading", int(level) + 1) if level in "012345678" else Style()
            if number := read_value(one, f"pPr/{W}numPr/{W}numId"):
                return self.find_list(number, read_value(one, f"pPr/{W}numPr/{W}ilvl"))
        return Style()

    def _list_bases(self, style: Node) -> Iterator[Node]:
        """A style → it and those that it is based on, nearest first; a circle ends."""
        seen: set[str] = set()
        at: Node | None = style
        while at is not None and (name := at.get(W + "styleId", "")) not in seen:
            seen.add(name)
            yield at
            at = self._by_id.get(read_value(at, "basedOn"))

    def find_list(self, number: str, level: str) -> Style:
        """A list's number and a level, as a paragraph names them → what its items are."""
        if number == "0":  # ECMA-376 part 1, 17.9.18: taken out of its list
            return Style()
        depth = int(level) if level.isdecimal() else 0
        return Style("item", depth + 1, number, self._formats.get((number, depth)) != "bullet")

    @cached_property
    def _formats(self) -> Mapping[tuple[str, int], str]:
        """How each level of each list counts: by the list's number and the level from 0."""
        listed = self.parse("word/numbering.xml")
        if listed is None:
            return {}
        kinds = {
            (kind.get(W + "abstractNumId", ""), int(level.get(W + "ilvl", "0"))): read_value(
                level, "numFmt"
            )
            for kind in listed.iter(W + "abstractNum")
            for level in kind.iter(W + "lvl")
        }
        return {
            (one.get(W + "numId", ""), level): how
            for one in listed.iter(W + "num")
            for (kind, level), how in kinds.items()
            if kind == read_value(one, "abstractNumId")
        }


def open_package(data: bytes) -> Package:
    """The bytes of a .docx → its Package.

    Errors: UnreadableError for what is no Word file, is too large unpacked, holds macros, or loads
    something from elsewhere when it is opened.
    """
    package = Package(open_parts(data))
    if any(name.lower().endswith(("vbaproject.bin", "vbadata.xml")) for name in package.parts):
        raise UnreadableError("It holds macros. Save it in Word as “Word Document (.docx)”.")
    for name in package.parts:
        if name.endswith(".rels"):
            _check_relations(package, name)
    return package


def _check_relations(package: Package, name: str) -> None:
    """A list of relations → nothing, where all that it names is in the file or only linked to."""
    listed = package.parse(name)
    for one in () if listed is None else listed.iter(_RELATIONSHIP):
        kind, target = one.get("Type", "").rpartition("/")[2], one.get("Target", "")
        # Word notes the template that a file was made from; one on a server would be fetched.
        is_local = kind == "attachedTemplate" and not re.match(r"https?:|\\\\|file://[^/]", target)
        if one.get("TargetMode") == "External" and kind != "hyperlink" and not is_local:
            raise UnreadableError(
                f"It loads something from elsewhere when it is opened ({kind}: {target}). Put that "
                "into the file itself, or take the link out, and save it again."
            )


def read_value(node: Node | None, way: str) -> str:
    """A node and the way to one below it → what that says, "" where there is none."""
    found = None if node is None else node.find(W + way)
    return "" if found is None else found.get(VAL, "")


def is_on(properties: Node | None, name: str) -> bool:
    """The properties of a run, a property that is on or off → whether it is on."""
    found = None if properties is None else properties.find(W + name)
    return found is not None and found.get(VAL, "1") not in ("0", "false", "off")
