"""The bytes of a Word file → all in it that isn't on the closed list."""

import posixpath
from collections.abc import Generator, Iterator, Mapping, Sequence
from typing import NamedTuple

from lxml import etree

from briefwright.document.marks import Unlisted
from briefwright.document.picture_bytes import check_jpeg, check_png
from briefwright.word.closed.archive import read_archive
from briefwright.word.closed.grammar import Node, find_misplaced
from briefwright.word.closed.media import check_font, check_svg
from briefwright.word.closed.parts import (
    DEFAULT_TYPES,
    DOCUMENT_LINKS,
    DOCUMENT_PARTS,
    NAMESPACES,
    WHOLE,
    WORKBOOK_LINKS,
    WORKBOOK_PARTS,
    Link,
    Part,
    find_kind,
    is_web_address,
)

_TYPES = "[Content_Types].xml"
_R = f"{{{NAMESPACES['r']}}}"
_W = f"{{{NAMESPACES['w']}}}"
_T = f"{{{NAMESPACES['t']}}}"
_REL = f"{{{NAMESPACES['rel']}}}"
_ALL = "the file"  # where no part can be named


class _Relation(NamedTuple):
    type: str
    target: str
    outside: bool


Relations = Mapping[str, _Relation]


def find_unlisted(data: bytes) -> tuple[Unlisted, ...]:
    """The bytes of a .docx → all that isn't on the list, each once, in the order of its parts."""
    return tuple(dict.fromkeys(_find_in_package(data, DOCUMENT_PARTS, DOCUMENT_LINKS, "")))


def _find_in_package(
    data: bytes, kinds: Sequence[Part], links: Sequence[Link], within: str
) -> Iterator[Unlisted]:
    """A package, what it may hold, and the part that it stands in itself, if it does."""
    try:
        archive = read_archive(data)
    except (ValueError, IndexError):
        yield Unlisted("something that is no package", within or _ALL)
        return
    for thing, title in archive.strange:
        yield Unlisted(thing, within or title, title if within else "")
    parts, trees = archive.parts, dict[str, Node]()
    known = {name: found for name in parts if (found := find_kind(name, kinds))}
    for name, content in parts.items():
        if name != _TYPES and name not in known and not _is_relations(name, parts):
            yield Unlisted("a part that isn't listed", name, within)
        elif name in known and not known[name].root:
            continue
        elif (tree := _parse(content)) is None:
            yield Unlisted("something that is no XML", name, within)
        else:
            trees[name] = tree
    related = dict[str, Relations]()
    for source in ("", *known):
        related[source] = yield from _check_relations(source, known, parts, trees, links, within)
    yield from _check_types(trees.get(_TYPES), known, within)
    yield from _check_reached(known, related, within)
    for name, part in known.items():
        yield from _check_part(name, part, parts[name], trees, within)
    yield from _check_fonts(parts, known, trees, related)


def _is_relations(name: str, parts: Mapping[str, bytes]) -> bool:
    """Whether a file lists the relationships of the package or of a part that is there."""
    folder, _, file = name.rpartition("/")
    if not name.endswith(".rels") or folder.rpartition("/")[2] != "_rels":
        return False
    source = posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))
    return not source or source in parts


def _parse(content: bytes) -> Node | None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_blank_text=False)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        return None


# ----------------------------------------------------------------- what leads where


def _check_relations(
    source: str,
    known: Mapping[str, Part],
    parts: Mapping[str, bytes],
    trees: Mapping[str, Node],
    links: Sequence[Link],
    within: str,
) -> Generator[Unlisted, None, Relations]:
    """A part, "" for the package → what is wrong with its relationships; returns them by id."""
    folder, _, file = source.rpartition("/")
    listing = f"{folder}/_rels/{file}.rels".lstrip("/")
    found: dict[str, _Relation] = {}
    kind = known[source].kind if source else ""
    root = trees.get(listing)
    if root is None:
        return found
    yield from _check_plain(root, f"{_REL}Relationships", listing, within)
    for one in root.iterchildren("*"):
        key, type_, target = one.get("Id", ""), one.get("Type", ""), one.get("Target", "")
        outside = one.get("TargetMode", "Internal") != "Internal"
        path = target if outside else _resolve(folder, target)
        leads = "web" if outside else known[path].kind if path in known else ""
        if key in found or one.tag != f"{_REL}Relationship" or set(one.attrib) - _RELATION:
            yield Unlisted(f"a relationship {key}", listing, within)
        if Link(kind, type_, leads) not in links or (outside and not is_web_address(target)):
            thing = f"the relationship {type_.rpartition('/')[2] or '?'} to “{target[:80]}”"
            yield Unlisted(thing, listing, within)
        found[key] = _Relation(type_, path, outside)
    used = _used_ids(trees.get(source))
    for key, relation in found.items():
        if key not in used and relation.type.rpartition("/")[2] not in WHOLE:
            yield Unlisted(f"the relationship {key}, which nothing uses", listing, within)
    for key in used - found.keys():
        yield Unlisted(f"the id {key}, which leads nowhere", source, within)
    return found


_RELATION = {"Id", "Type", "Target", "TargetMode"}


def _resolve(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")


def _used_ids(tree: Node | None) -> set[str]:
    if tree is None:
        return set()
    found = tree.xpath("//@r:*", namespaces={"r": NAMESPACES["r"]})
    return {str(one) for one in found} if isinstance(found, list) else set()


def _check_plain(root: Node, tag: str, name: str, within: str) -> Iterator[Unlisted]:
    """The root of a list of the package → what is in it beside its entries."""
    words = "".join(str(one) for one in root.itertext()).strip()
    if root.tag != tag or root.attrib or words or any(len(one) for one in root):
        yield Unlisted("something that isn't an entry", name, within)
    if any(not isinstance(one.tag, str) for one in root.getroottree().getroot().iter()) or any(
        True for _ in (*root.itersiblings(), *root.itersiblings(preceding=True))
    ):
        yield Unlisted("a comment or an instruction", name, within)
    if any(uri != tag[1:].partition("}")[0] for one in root.iter() for uri in one.nsmap.values()):
        yield Unlisted("a namespace", name, within)


def _check_types(root: Node | None, known: Mapping[str, Part], within: str) -> Iterator[Unlisted]:
    """The list of media types → what isn't as it should be for the parts that are there."""
    if root is None:
        yield Unlisted("no list of media types", _TYPES, within)
        return
    yield from _check_plain(root, f"{_T}Types", _TYPES, within)
    defaults: dict[str, str] = {}
    overrides: dict[str, str] = {}
    for one in root.iterchildren("*"):
        into = defaults if one.tag == f"{_T}Default" else overrides
        key = one.get("Extension", "") or one.get("PartName", "").removeprefix("/")
        if key in into or len(one.attrib) != 2:
            yield Unlisted(f"“{key}” twice", _TYPES, within)
        into[key] = one.get("ContentType", "")
    for ending, given in defaults.items():
        if DEFAULT_TYPES.get(ending) != given:
            yield Unlisted(f"the media type “{given[:80]}” of “{ending}”", _TYPES, within)
    for name, part in known.items():
        given = overrides.pop(name, "") or defaults.get(name.rpartition(".")[2], "")
        if given != part.media_type:
            yield Unlisted(f"the media type “{given[:80]}” of “{name}”", _TYPES, within)
    for name in overrides:
        yield Unlisted(f"a media type of “{name[:80]}”, which isn't there", _TYPES, within)


def _check_reached(
    known: Mapping[str, Part], related: Mapping[str, Relations], within: str
) -> Iterator[Unlisted]:
    reached: set[str] = set()
    waiting = [""]
    while waiting:
        for relation in related.get(waiting.pop(), {}).values():
            if not relation.outside and relation.target not in reached:
                reached.add(relation.target)
                waiting.append(relation.target)
    for name in known:
        if name not in reached:
            yield Unlisted("a part to which nothing leads", name, within)


# ----------------------------------------------------------------- what stands in a part

_MEDIA = {"png": check_png, "jpeg": check_jpeg, "svg": check_svg}


def _check_part(
    name: str, part: Part, content: bytes, trees: Mapping[str, Node], within: str
) -> Iterator[Unlisted]:
    if part.kind == "workbook":
        yield from _find_in_package(content, WORKBOOK_PARTS, WORKBOOK_LINKS, name)
    elif check := _MEDIA.get(part.kind):
        for thing in check(content):
            yield Unlisted(thing, name, within)
    elif name in trees:
        root = trees[name]
        if root.tag != _expand(part.root):
            yield Unlisted("another kind of content", name, within)
            return
        tree = root.getroottree()
        for one in find_misplaced(root, part.kind):
            place = tree.getpath(one.node)
            yield Unlisted(one.thing, name, f"{within}: {place}" if within else place)


def _expand(prefixed: str) -> str:
    prefix, _, local = prefixed.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def _check_fonts(
    parts: Mapping[str, bytes],
    known: Mapping[str, Part],
    trees: Mapping[str, Node],
    related: Mapping[str, Relations],
) -> Iterator[Unlisted]:
    """Each font is unscrambled by the key that the font table has for it."""
    for table in (name for name, part in known.items() if part.kind == "fonts"):
        for one in trees[table].iter() if table in trees else ():
            key = one.get(f"{_W}fontKey", "")
            relation = related[table].get(one.get(f"{_R}id", ""))
            if not key or relation is None or relation.target not in parts:
                continue
            try:
                yield from (
                    Unlisted(thing, relation.target)
                    for thing in check_font(parts[relation.target], key)
                )
            except ValueError:
                yield Unlisted("a font without a key", relation.target)
