"""An organisation's Word file → what of it may go into ours, by the closed list, and what may not.

Kept are its styles, numberings, theme, names of fonts, and the heads and feet of its last section.
Deleted and commented text, fields that fetch or run something, custom XML, remarks in pictures and
whatever else isn't listed stay out, each by its name. Inserted text and what stands in controls is
what readers see, and stays.
"""

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from lxml import etree

from briefwright.document import corporate_template
from briefwright.document.assets import Asset, Assets
from briefwright.document.picture_bytes import strip_jpeg, strip_png
from briefwright.problems import Place, Problem
from briefwright.word.closed.media import check_svg
from briefwright.word.closed.parts import DOCUMENT_PARTS, find_kind, is_web_address
from briefwright.word.corporate_cleaning import keep_listed_elements, replace_node
from briefwright.word.ooxml import Node, name, part_bytes, root, w
from briefwright.word.package import BLANK_CORE, pack_parts

_DOCUMENT = "word/document.xml"
_KEPT = {
    "styles": "word/styles.xml", "numbering": "word/numbering.xml",
    "theme": "word/theme/theme1.xml", "fontTable": "word/fontTable.xml",
}  # fmt: skip
_KINDS = {"fontTable": "fonts"}
# Of what a section says, what ours takes from it.
_OF_SECTION = tuple(
    name(f"w:{tag}")
    for tag in ("headerReference", "footerReference", "pgMar", "pgBorders", "titlePg")
)
# Parts that people may have meant to send: with words of theirs, or with programs.
_TOLD = re.compile(r"word/(comments|embeddings/|activeX/|glossary/|people|ink/)|customXml/item\d")
# Word puts an empty list of literature into most files.
_NO_SOURCES = b"officeDocument/2006/bibliography"
_MOST_THINGS = 6  # that are named for one part


class LeftOut(NamedTuple):
    """Something of a base that stays out: the part in which it stood, and what it is."""

    part: str
    thing: str


@dataclass(slots=True)
class _Base:
    """A base while it is taken apart: its parts, ours, their relationships, what stays out."""

    parts: Mapping[str, bytes]
    made: dict[str, bytes] = field(default_factory=dict)
    links: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)  # id, type, target
    left_out: list[LeftOut] = field(default_factory=list)
    pictures: int = 0

    def refer(self, kind: str, target: str) -> str:
        """A type and a target → the relationship of the document that leads there."""
        known = self.links.setdefault(_DOCUMENT, [])
        known.append((f"rId{len(known) + 1}", kind, target))
        return known[-1][0]

    def leave_out(self, part: str, thing: str) -> None:
        """A part and something in it that stays out → on the list."""
        self.left_out.append(LeftOut(part, thing))


class KeptContent(NamedTuple):
    """A base as a Word file without text, and what of it stays out."""

    data: bytes
    left_out: tuple[LeftOut, ...]


def check_content(assets: Assets) -> Iterator[Problem]:
    """A theme's files → a warning for each part of its base of which something stays out.

    An error L831 where the base is damaged.
    """
    asset = corporate_template.find(assets)
    if asset is None:
        return
    place, file = Place(f"templates/{asset.name}", 1), posixpath.basename(asset.name)
    try:
        left_out = keep_listed(asset.data).left_out
    except Exception:  # a file can be broken in too many ways to list them
        yield describe_damage(asset)
        return
    for part, found in groupby(left_out, key=lambda one: one.part):
        things = list(dict.fromkeys(one.thing for one in found))
        more = f" and {len(things) - _MOST_THINGS} more" if len(things) > _MOST_THINGS else ""
        message = (
            f"“{file}” holds what may not go into files, in {part}: "
            f"{', '.join(things[:_MOST_THINGS])}{more}. It stays out."
        )
        yield Problem("L834", message, place, level="warning")


def describe_damage(asset: Asset) -> Problem:
    """A base that can't be read → what is wrong, in a sentence."""
    file = posixpath.basename(asset.name)
    message = f"“{file}” is damaged: Word may mend it if you open it and save it anew."
    return Problem("L831", message, Place(f"templates/{asset.name}", 1))


@lru_cache(maxsize=4)
def keep_listed(data: bytes) -> KeptContent:
    """The bytes of a base → a Word file of what is listed, and what isn't.

    Errors: ValueError, KeyError and others of a damaged file.
    """
    base = _Base(corporate_template.read_parts(data))
    main = corporate_template.find_main(base.parts)
    related = _read_links(base.parts, main)
    by_type = {kind: target for kind, target, _ in related.values()}
    for kind, target in _KEPT.items():
        source = by_type.get(kind, "")
        if source in base.parts:
            _keep_part(base, source, target, _KINDS.get(kind, kind))
            base.refer(kind, target)
    body = corporate_template.read_root(base.parts, main).find(name("w:body"))
    section = None if body is None else body.find(name("w:sectPr"))
    kept = w("sectPr", *(_keep_section(base, section, related) if section is not None else ()))
    for one, content in base.parts.items():
        if _TOLD.match(one) and not one.endswith(".rels") and _NO_SOURCES not in content:
            base.leave_out(one, "all of it")
    return KeptContent(_pack(base, kept), tuple(sorted(dict.fromkeys(base.left_out))))


def _read_links(parts: Mapping[str, bytes], source: str) -> dict[str, tuple[str, str, bool]]:
    """A part → its relationships by id: the last word of the type, the target, whether outside."""
    folder, _, file = source.rpartition("/")
    listing = f"{folder}/_rels/{file}.rels"
    if listing not in parts:
        return {}
    found = {}
    for one in corporate_template.read_root(parts, listing).iterchildren("*"):
        target, outside = one.get("Target", ""), one.get("TargetMode", "") == "External"
        path = target if outside else _resolve(folder, target)
        found[one.get("Id", "")] = (one.get("Type", "").rpartition("/")[2], path, outside)
    return found


def _resolve(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")


def _keep_section(
    base: _Base, section: Node, related: Mapping[str, tuple[str, str, bool]]
) -> Iterator[Node]:
    """The last section of a base → what ours takes from it, its heads and feet kept with it."""
    numbers = {"header": 0, "footer": 0}
    for child in section.iterchildren(*_OF_SECTION):
        copied = etree.fromstring(etree.tostring(child))
        key = child.get(name("r:id"))
        if key is not None:
            kind, source, _ = related[key]
            numbers[kind] += 1
            target = f"word/{kind}{numbers[kind]}.xml"
            _keep_part(base, source, target, kind)
            copied.set(name("r:id"), base.refer(kind, target))
        yield copied


def _keep_part(base: _Base, source: str, target: str, kind: str) -> None:
    """One part of the base → the same in ours, with what is listed."""
    old, part = corporate_template.read_root(base.parts, source), find_kind(target, DOCUMENT_PARTS)
    if part is None or old.tag != name(part.root):
        raise ValueError(f"{source} is no {kind}")
    tree, things = keep_listed_elements(old, kind)
    for thing in things:
        base.leave_out(source, thing)
    _keep_links(base, tree, source, target)
    base.made[target] = part_bytes(tree) if things or kind != "theme" else base.parts[source]


# ----------------------------------------------------------------- pictures and links


def _keep_links(base: _Base, tree: Node, source: str, target: str) -> None:
    """What a part refers to → into ours where it is listed; what refers to anything else goes."""
    related = _read_links(base.parts, source)
    kept: list[tuple[str, str, str]] = []
    for node in list(tree.iter("*")):
        for key in (name("r:id"), name("r:embed"), name("r:link")):
            given = node.get(key)
            if given is None or node.getroottree().getroot() is not tree:
                continue
            kind, path, outside = related.get(given, ("", "", False))
            if outside and kind == "hyperlink" and is_web_address(path):
                kept.append((given, kind, path))
            elif kind == "image" and not outside and (made := _keep_picture(base, path)):
                kept.append((given, kind, made))
            else:
                base.leave_out(source, _describe(kind, path))
                _remove_reference(node)
    if kept:
        base.links[target] = list(dict.fromkeys(kept))


def _describe(kind: str, path: str) -> str:
    return f"a {kind or 'reference'} that isn't taken, {path or 'leading nowhere'}"


_HOLDERS = frozenset(map(name, ("w:drawing", "w:pict", "w:hyperlink", "a:ext")))


def _remove_reference(node: Node) -> None:
    """A node that refers to something that stays out goes, with the drawing around it."""
    around = (node, *node.iterancestors())
    replace_node(next((one for one in around if one.tag in _HOLDERS), node), ())


_STRIP: Mapping[str, Callable[[bytes], bytes]] = {
    "png": strip_png, "jpg": strip_jpeg, "jpeg": strip_jpeg,
    "svg": lambda data: b"" if any(check_svg(data)) else data,
}  # fmt: skip


def _keep_picture(base: _Base, path: str) -> str:
    """A picture of the base → its name in ours, without remarks; "" where it can't be taken."""
    ending = path.rpartition(".")[2].lower()
    strip = _STRIP.get(ending)
    data = strip(base.parts[path]) if strip and path in base.parts else b""
    if not data:
        return ""
    known = [one for one, content in base.made.items() if content == data]
    if known:
        return known[0]
    base.pictures += 1
    stem = "vector" if ending == "svg" else "image"
    made = f"word/media/{stem}{base.pictures + 900}.{ending}"
    base.made[made] = data
    return made


# ----------------------------------------------------------------- the file


def _pack(base: _Base, section: Node) -> bytes:
    """What was kept, and the last section → a Word file without text."""
    for kind in ("numbering", "styles"):
        if _KEPT[kind] not in base.made:
            base.made[_KEPT[kind]] = part_bytes(root(f"w:{kind}"))
            base.refer(kind, _KEPT[kind])
    base.refer("settings", "word/settings.xml")
    made = {
        **base.made,
        _DOCUMENT: part_bytes(root("w:document", w("body", section))),
        "word/settings.xml": part_bytes(root("w:settings")),
        "docProps/core.xml": BLANK_CORE.encode(),
    }
    return pack_parts(made, base.links)
