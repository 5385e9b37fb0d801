"""One change by address → the briefing's files with it, every other character untouched."""

from pathlib import Path

from briefwright.content.folder import Rewrite
from briefwright.content.translation import list_translatables
from briefwright.editing import positions, section_files
from briefwright.editing.changes import (
    Change,
    Conflict,
    ConflictError,
    Insertion,
    Listing,
    Move,
    Removal,
    Rewording,
    Setting,
    Side,
)
from briefwright.model import addresses
from briefwright.model.dictionary import Briefing
from briefwright.problems import Place
from briefwright.yamlfile import Map, Node, Scalar, Sequence
from briefwright.yamlfile.rearranging import (
    add_entry,
    add_list,
    add_record,
    add_words,
    give_key,
    insert_item,
    read_item,
    remove_entry,
    remove_item,
    replace_list,
)
from briefwright.yamlfile.rewording import replace_text
from briefwright.yamlfile.source import Source, SpliceError

_MEANWHILE = "This was changed meanwhile, so nothing was written over it."


def apply(path: Path, briefing: Briefing, change: Change) -> tuple[Rewrite, ...]:
    """A content folder, its Briefing, a change → each file that becomes another, not written.

    Errors: ConflictError where something else stands there than its author saw, or where it can't
    be made.
    """
    try:
        match change:
            case Rewording():
                return (_reword(path, briefing, change),)
            case Setting():
                return (_set(path, briefing, change),)
            case Listing():
                return (_list(path, briefing, change),)
            case Insertion():
                return _insert(path, briefing, change)
            case Removal():
                return _remove(path, briefing, change)
            case Move():
                return _move(path, briefing, change)
    except SpliceError as error:
        raise ConflictError(Conflict(change, "", str(error))) from error


def _reword(path: Path, briefing: Briefing, change: Rewording) -> Rewrite:
    if change.language:
        return _translate(path, briefing, change)
    place = positions.find_place(briefing, change.at)
    source = positions.read_source(path, place.file)
    is_cell = change.at in addresses.cells(briefing.body)
    scalar, start, found = positions.find_paragraph(source, place, is_cell=is_cell)
    _check_same(change, change.before, found)
    end = start + len(found)
    words = scalar.text[:start] + change.after + scalar.text[end:]
    return _finish(path, source, replace_text(source, scalar, words))


def _translate(path: Path, briefing: Briefing, change: Rewording) -> Rewrite:
    """A text of a translation says something else, or at all, and is of what was translated."""
    source = positions.read_overlay(path, briefing, change.language)
    known = {one.at: one for one in list_translatables(briefing)}
    at, key = (change.at, "text") if change.at in known else _split_key(change.at)
    texts = positions.find_translations(source)
    _, entry = _find_entry(texts, at)
    of = change.of or (known[at].digest if at in known else "")
    if entry is None and at in known:
        _check_same(change, change.before, "")
        return _finish(path, source, add_record(source, texts, at, {"of": of, key: change.after}))
    holder = entry if isinstance(entry, Map) else texts
    typed, value = _find_entry(holder, key)
    if typed is None or value is None:
        raise SpliceError(f"“{change.at}” is no text of a translation.")
    _check_same(change, change.before, "\n".join(positions.read_words(value)))
    if at in known and known[at].kind == "list":
        after = _write_list(source, holder, typed, tuple(change.after.split("\n")))
    elif isinstance(value, Scalar):
        after = replace_text(source, value, change.after + _find_line_end(value, change.after))
    else:
        raise SpliceError(f"“{change.at}” holds more than one text.")
    said = Source.read(after, source.name)
    old = positions.find_translation(said, at).get("of")
    if old is None or not of:
        return _finish(path, source, said.text)
    return _finish(path, source, replace_text(said, old, of))


def _split_key(at: str) -> tuple[str, str]:
    """`names.UN.long` → the address of an entry, and its key."""
    holder, _, key = at.rpartition(".")
    return holder, key


def _write_list(source: Source, holder: Map, key: Scalar, words: tuple[str, ...]) -> str:
    """A file, a map in it, a key of that with a list or nothing, words → the file with those."""
    value = next(value for one, value in holder.entries if one is key)
    if isinstance(value, Sequence):
        return replace_list(source, value, words)
    way = source.find_path(holder)
    bare = Source.read(remove_entry(source, holder, key), source.name)
    left = bare.follow(way)
    assert isinstance(left, Map)
    return add_words(bare, left, key.text, words)


def _set(path: Path, briefing: Briefing, change: Setting) -> Rewrite:
    source, holder, key = _find_key(path, briefing, change.at)
    typed, value = _find_entry(holder, key)
    if typed is None:
        _check_same(change, change.before, "")
        return _finish(path, source, add_entry(source, holder, key, change.after))
    if not isinstance(value, Scalar):
        raise SpliceError(f"`{key}:` holds more than one text.")
    _check_same(change, change.before, value.text)
    if not change.after:
        return _finish(path, source, remove_entry(source, holder, typed))
    words = change.after + _find_line_end(value, change.after)
    return _finish(path, source, replace_text(source, value, words))


def _find_line_end(value: Scalar, words: str) -> str:
    """A text, what it shall say → the line end that a text under `>` has behind its last line."""
    return "\n" if value.text.endswith("\n") and "\n" not in words else ""


def _list(path: Path, briefing: Briefing, change: Listing) -> Rewrite:
    source, holder, key = _find_key(path, briefing, change.at)
    typed, value = _find_entry(holder, key)
    found = () if value is None else positions.read_words(value)
    _check_same(change, "\n".join(change.before), "\n".join(found))
    if not change.after:
        if typed is None:
            return _finish(path, source, source.text)
        return _finish(path, source, remove_entry(source, holder, typed))
    if value is None:
        return _finish(path, source, add_words(source, holder, key, change.after))
    if not isinstance(value, Sequence):
        raise SpliceError(f"`{key}:` holds no list.")
    return _finish(path, source, replace_list(source, value, change.after))


def _find_key(path: Path, briefing: Briefing, at: str) -> tuple[Source, Map, str]:
    """The address of a key → its file, the keys among which it stands or shall stand, its name.

    What has no keys yet, such as a bare text, is given its own.
    """
    holder_at, _, key = at.rpartition(".")
    try:
        return (*positions.find_holder(path, briefing, holder_at), key)
    except SpliceError:
        own = positions.find_bare_key(briefing, holder_at)
        if not own:
            raise
    source, list_, n = _find_block(path, briefing, holder_at)
    keyed = Source.read(give_key(source, list_, n, own), source.name)
    holder = keyed.follow((*source.find_path(list_), n))
    assert isinstance(holder, Map)
    return keyed, holder, key


def _find_entry(holder: Map, key: str) -> tuple[Scalar, Node] | tuple[None, None]:
    return next((entry for entry in holder.entries if entry[0].text == key), (None, None))


def _insert(path: Path, briefing: Briefing, change: Insertion) -> tuple[Rewrite, ...]:
    if change.side == "inside":
        return (_insert_inside(path, briefing, change),)
    return _put(path, briefing, change.at, change.side, change.lines)


def _insert_inside(path: Path, briefing: Briefing, change: Insertion) -> Rewrite:
    source, holder, key = _find_key(path, briefing, change.at)
    if _find_entry(holder, key)[0]:
        raise ConflictError(Conflict(change, "", _MEANWHILE))
    return _finish(path, source, add_list(source, holder, key, change.lines))


def _put(path: Path, briefing: Briefing, at: str, side: Side, lines: str) -> tuple[Rewrite, ...]:
    place, source = _find_start(path, briefing, at)
    if section_files.is_file(path, source, place):
        return section_files.insert(path, lines, Path(source.name), side)
    holder, n = positions.find_item(source, place)
    return (_finish(path, source, insert_item(source, holder, n + _step(side), lines)),)


def _remove(path: Path, briefing: Briefing, change: Removal) -> tuple[Rewrite, ...]:
    lines, rewrites = _take(path, briefing, change.at)
    _check_same(change, change.before, lines)
    return rewrites


def _take(path: Path, briefing: Briefing, at: str) -> tuple[str, tuple[Rewrite, ...]]:
    """The address of a block or an item → its lines, and the files without it."""
    place, source = _find_start(path, briefing, at)
    if section_files.is_file(path, source, place):
        return source.text, section_files.remove(path, Path(source.name))
    holder, n = positions.find_item(source, place)
    lines = read_item(source, holder, n)
    return lines, (_finish(path, source, _take_away(source, holder, n)),)


def _take_away(source: Source, holder: Sequence, n: int) -> str:
    """A list and a number → the file without that item; the only one goes with the list's key."""
    above = source.find_around(holder)
    if len(holder.items) > 1 or not above or not isinstance(above[-1], Map):
        return remove_item(source, holder, n)
    key = next(key for key, value in above[-1].entries if value is holder)
    return remove_entry(source, above[-1], key)


def _move(path: Path, briefing: Briefing, change: Move) -> tuple[Rewrite, ...]:
    """A block goes and comes, from list to list or from file to file."""
    (place, source), (beside, target) = (
        _find_start(path, briefing, at) for at in (change.at, change.to)
    )
    is_filed = section_files.is_file(path, source, place)
    is_beside_file = section_files.is_file(path, target, beside)
    if is_filed and source.name == target.name:
        raise SpliceError("A block can't go inside itself.")
    if source.name == target.name and not is_beside_file:
        return (_move_inside(path, source, place, beside, change),)
    lines, gone = _take(path, briefing, change.at)
    _check_same(change, change.before, lines)
    if is_filed and is_beside_file:
        return section_files.move(path, Path(source.name), Path(target.name), change.side)
    return *gone, *_put(path, briefing, change.to, change.side, lines)


def _move_inside(path: Path, source: Source, place: Place, beside: Place, change: Move) -> Rewrite:
    """A block goes and comes in one file, in a way that the other stays found."""
    (holder, n), (target, m) = (positions.find_item(source, one) for one in (place, beside))
    lines = read_item(source, holder, n)
    _check_same(change, change.before, lines)
    way, others = source.find_path(holder), source.find_path(target)
    if others[: len(way) + 1] == (*way, n):
        raise SpliceError("A block can't go inside itself.")
    rest = Source.read(_take_away(source, holder, n), source.name)
    depth = len(way)
    if others[:depth] == way and len(others) > depth and others[depth] > n:
        others = (*way, others[depth] - 1, *others[depth + 1 :])
    if others == way and m > n:
        m -= 1
    list_ = rest.follow(others)
    assert isinstance(list_, Sequence)
    return _finish(path, source, insert_item(rest, list_, m + _step(change.side), lines))


def _find_start(path: Path, briefing: Briefing, at: str) -> tuple[Place, Source]:
    """The address of a block or an item → where it begins, and the file."""
    place = positions.find_place(briefing, at)
    return place, positions.read_source(path, place.file)


def _find_block(path: Path, briefing: Briefing, at: str) -> tuple[Source, Sequence, int]:
    """A block's address → its file, the list in which it stands, its number from 0."""
    place = positions.find_place(briefing, at)
    source = positions.read_source(path, place.file)
    return (source, *positions.find_item(source, place))


def _step(side: Side) -> int:
    return 1 if side == "after" else 0


def _check_same(change: Change, seen: str, found: str) -> None:
    if " ".join(seen.split()) != " ".join(found.split()):
        raise ConflictError(Conflict(change, found, _MEANWHILE))


def _finish(path: Path, source: Source, after: str) -> Rewrite:
    before = positions.read_source(path, source.name).text
    return Rewrite(Path(source.name), before, after)
