"""Missing ids written into a briefing's files, every other byte untouched.

A block keeps its address while others move only if its id is written. The id is the address that
the block has now, with hyphens: `peacekeeping/list-2` becomes `peacekeeping-list-2`. Departures
and acceptances that named the former address name the new one. A bare text gets the key `text:` to
carry its id; its lines move two spaces to the right.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from briefwright import yamlfile
from briefwright.content import folder
from briefwright.content.briefing import check
from briefwright.content.folder import Rewrite
from briefwright.content.forms import RESERVED
from briefwright.model import addresses
from briefwright.model.dictionary import Annex, Aside, Blocks, Briefing, Section
from briefwright.problems import ContentError, Place, errors
from briefwright.yamlfile import Map, Node, Scalar, Sequence

_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)?")


@dataclass(frozen=True)
class Plan:
    """What is to be written: an id at the place of each block's first key, and new addresses.

    `bare` maps the place of a text without a key to its id, `addresses` the place of a departure's
    `at:` to what should stand there.
    """

    ids: Mapping[Place, str] = field(default_factory=dict)
    bare: Mapping[Place, str] = field(default_factory=dict)
    addresses: Mapping[Place, str] = field(default_factory=dict)


@dataclass(frozen=True, order=True)
class _Splice:
    offset: int
    length: int
    words: str


def propose(path: Path) -> tuple[tuple[Rewrite, ...], tuple[str, ...]]:
    """A content folder → its files with ids; a sentence for each id, and for each that can't be.

    Errors: ContentError where the content is at fault, since then no address is sure.
    """
    briefing, problems = check(path)
    if briefing is None:
        raise ContentError(errors(problems))
    files = folder.files(path)
    keys = frozenset(_first_keys(files, path))
    bare = frozenset(_bare_texts(files, path))
    ids = find_missing(briefing, keys | bare)
    named = {briefing.places[at]: name for at, name in ids.items()}
    plan = Plan(
        {place: name for place, name in named.items() if place in keys},
        {place: name for place, name in named.items() if place not in keys},
        _move_addresses(briefing, ids),
    )
    rewrites = tuple(_rewrite(file, path, plan) for file in files)
    changed = tuple(rewrite for rewrite in rewrites if rewrite.after != rewrite.before)
    given = [f"{briefing.places[at]}: {at} has the id {name} now." for at, name in ids.items()]
    return changed, (*given, *_explain_left_out(briefing, keys | bare))


def write(path: Path) -> tuple[str, ...]:
    """A content folder → the same as `propose` says, its files written. Errors: as there."""
    rewrites, sentences = propose(path)
    for rewrite in rewrites:
        rewrite.write()
    return sentences


def _rewrite(file: Path, path: Path, plan: Plan) -> Rewrite:
    before = folder.read_text(file, path)
    own = Plan(
        {place: name for place, name in plan.ids.items() if place.file == str(file)},
        {place: name for place, name in plan.bare.items() if place.file == str(file)},
        {place: at for place, at in plan.addresses.items() if place.file == str(file)},
    )
    return Rewrite(file, before, splice(before, str(file), own))


# ----------------------------------------------------------------- which ids


def find_missing(briefing: Briefing, keys: frozenset[Place]) -> Mapping[str, str]:
    """A briefing and where ids can be written → an id for each block without one, by address."""
    blocks = list(addresses.walk(briefing.body))
    taken = {block.id for _, block in blocks} | {*briefing.facts, *briefing.names, *RESERVED}
    ids: dict[str, str] = {}
    for at, block in blocks:
        if not block.id and briefing.places[at] in keys:
            ids[at] = _choose_free(at.replace("/", "-"), taken)
            taken.add(ids[at])
    return ids


def _choose_free(wanted: str, taken: set[str]) -> str:
    n, free = 1, wanted
    while free in taken:
        n += 1
        free = f"{wanted}-{n}"
    return free


def _first_keys(files: Iterable[Path], path: Path) -> Iterator[Place]:
    """The files of a content folder → the place of the first key of everything that has keys."""
    for file in files:
        node, _ = yamlfile.read(folder.read_text(file, path), str(file))
        for inner in _walk(node) if node else ():
            if isinstance(inner, Map) and inner.entries:
                yield inner.entries[0][0].place


def _bare_texts(files: Iterable[Path], path: Path) -> Iterator[Place]:
    """The files of a content folder → the place of each text that is a list's item by itself."""
    for file in files:
        text = folder.read_text(file, path)
        node, _ = yamlfile.read(text, str(file))
        lines = _LINES.findall(text)
        for inner in _walk(node) if node else ():
            if isinstance(inner, Scalar):
                before = lines[inner.place.line - 1][: inner.place.column - 1]
                if before.strip() == "-" and before.endswith("- "):
                    yield inner.place


def _explain_left_out(briefing: Briefing, keys: frozenset[Place]) -> Iterator[str]:
    for at, block in addresses.walk(briefing.body):
        place = briefing.places[at]
        if not block.id and place not in keys:
            yield f"{place}: {at} gets no id: give it a line of its own, and the key `text:`."


def _move_addresses(briefing: Briefing, ids: Mapping[str, str]) -> Mapping[Place, str]:
    """A briefing and its new ids → what departures and acceptances must name instead, by place."""
    new = dict(_new_addresses(briefing.body, ids, "", ""))
    moved: dict[Place, str] = {}
    named = {
        **{f"departures.{n}.at": one.at for n, one in enumerate(briefing.departures, 1)},
        **{f"accepted.{n}.at": one.at for n, one in enumerate(briefing.accepted, 1)},
    }
    for place, at in named.items():
        block, dot, rest = at.partition(".")
        if new.get(block, block) != block:
            moved[briefing.places[place]] = f"{new[block]}{dot}{rest}"
    return moved


def _new_addresses(
    body: Blocks, ids: Mapping[str, str], parent: str, renamed: str
) -> Iterator[tuple[str, str]]:
    for at, block in addresses.children(body, parent):
        new = ids.get(at) or block.id or renamed + at.removeprefix(parent)
        yield at, new
        if isinstance(block, Section | Annex | Aside):
            yield from _new_addresses(block.body, ids, at, new)


# ----------------------------------------------------------------- where they go


def splice(text: str, file: str, plan: Plan) -> str:
    """A file's text and what is to be written in it → the text with it, read again to be sure."""
    node, _ = yamlfile.read(text, file)
    lines = _LINES.findall(text)
    splices = sorted(_plan_splices(list(_walk(node)) if node else [], lines, plan))
    after = text
    for one in reversed(splices):
        after = after[: one.offset] + one.words + after[one.offset + one.length :]
    again, _ = yamlfile.read(after, file)
    whole = len(splices) == len(plan.ids) + 2 * len(plan.bare) + len(plan.addresses)
    if not whole or _plain(again, Plan(), plan) != _plain(node, plan, Plan()):
        raise RuntimeError(f"writing ids would change {file}; nothing was written")
    return after


def _plan_splices(nodes: list[Node], lines: list[str], plan: Plan) -> Iterator[_Splice]:
    for n, node in enumerate(nodes):
        if isinstance(node, Scalar) and node.place in plan.bare:
            yield from _splice_text(node, n, nodes, lines, plan.bare[node.place])
        if isinstance(node, Scalar) and node.place in plan.addresses:
            offset = _offset(node.spot(0), lines)
            yield _Splice(offset, len(node.text), plan.addresses[node.place])
        if isinstance(node, Map) and node.entries and node.entries[0][0].place in plan.ids:
            yield _splice_id(node, n, nodes, lines, plan.ids[node.entries[0][0].place])


def _walk(node: Node) -> Iterator[Node]:
    """A node → it and all nodes in it, keys too, in the order of the file."""
    yield node
    match node:
        case Sequence():
            for item in node.items:
                yield from _walk(item)
        case Map():
            for key, value in node.entries:
                yield key
                yield from _walk(value)
        case Scalar():
            pass


def _splice_id(block: Map, n: int, nodes: list[Node], lines: list[str], name: str) -> _Splice:
    """A block, the n-th of a file's nodes → its id, to be written after its first key's value."""
    key, value = block.entries[0]
    after = n + 2 + sum(1 for _ in _walk(value))
    if block.place != key.place:
        return _splice_in_braces(key, nodes[after - 1], lines, name)
    following = nodes[after].place.line - 1 if after < len(nodes) else len(lines)
    return _splice_on_line(key.place.column - 1, following, lines, name)


def _splice_text(
    text: Scalar, n: int, nodes: list[Node], lines: list[str], name: str
) -> Iterator[_Splice]:
    """A bare text, the n-th of a file's nodes → its key; then its lines moved, and its id.

    All that follows its first line is one splice, so that a text is two splices always.
    """
    first, indent = text.place.line, text.place.column - 1
    yield _Splice(_offset(text.place, lines), 0, "text: ")
    following = nodes[n + 1].place.line - 1 if n + 1 < len(nodes) else len(lines)
    while following > first and _is_apart(lines[following - 1], indent - 1):
        following -= 1
    moved = [f"  {line}" if line.strip() else line for line in lines[first:following]]
    rest = "".join(lines[first:following])
    last = (moved or lines[first - 1 : first])[-1]
    end = last[len(last.rstrip("\r\n")) :]
    id = f"{' ' * indent}id: {name}"
    words = "".join(moved) + (id + end if end else _line_end(lines) + id)
    yield _Splice(sum(len(line) for line in lines[:first]), len(rest), words)


def _splice_in_braces(key: Scalar, last: Node, lines: list[str], name: str) -> _Splice:
    """`{table: …}`: before the comma or brace after the value, whose last node is `last`."""
    place = key.spot(len(key.text))
    if isinstance(last, Scalar) and last.text:
        place = last.spot(len(last.text))
    text, offset = "".join(lines), _offset(place, lines)
    while text[offset] not in ",}":
        offset += 1
    return _Splice(offset, 0, f", id: {name}")


def _splice_on_line(indent: int, following: int, lines: list[str], name: str) -> _Splice:
    """A block on lines of its own: after its first value, before line `following` (from 0).

    Blank lines, and comments that stand no deeper than the block, belong to what follows.
    """
    while _is_apart(lines[following - 1], indent):
        following -= 1
    before = lines[following - 1]
    line_end = before[len(before.rstrip("\r\n")) :]
    words = f"{' ' * indent}id: {name}"
    offset = sum(len(line) for line in lines[:following])
    return _Splice(offset, 0, words + line_end if line_end else _line_end(lines) + words)


def _is_apart(line: str, indent: int) -> bool:
    words = line.lstrip(" ")
    return not words.strip() or (words.startswith("#") and len(line) - len(words) <= indent)


def _line_end(lines: list[str]) -> str:
    first = lines[0]
    return first[len(first.rstrip("\r\n")) :] or "\n"


def _offset(place: Place, lines: list[str]) -> int:
    return sum(len(line) for line in lines[: place.line - 1]) + place.column - 1


def _plain(node: Node | None, still: Plan, done: Plan) -> object:
    """A node → its texts alone, as they should be once what is `still` to do is done.

    What was `done` is left out again, and so are line ends at the end of a text.
    """
    match node:
        case None:
            return None
        case Scalar():
            words = still.addresses.get(node.place, node.text).rstrip("\n")
            return [("text", words)] if node.place in still.bare else words
        case Sequence():
            return [_plain(item, still, done) for item in node.items]
        case Map():
            ids = {*done.ids.values(), *done.bare.values()}
            return [
                (key.text, _plain(value, still, done))
                for key, value in node.entries
                if not (key.text == "id" and isinstance(value, Scalar) and value.text in ids)
            ]
