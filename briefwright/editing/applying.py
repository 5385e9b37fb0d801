"""One change by address → the briefing's files with it, every other character untouched."""

from pathlib import Path

from briefwright.content.folder import Rewrite
from briefwright.content.translation import list_translatables
from briefwright.editing import positions
from briefwright.editing.changes import (
    Change,
    Conflict,
    ConflictError,
    Insertion,
    Move,
    Removal,
    Rewording,
    Setting,
    Side,
)
from briefwright.model.dictionary import Briefing
from briefwright.yamlfile import Sequence
from briefwright.yamlfile.rearranging import (
    add_entry,
    insert_item,
    read_item,
    remove_entry,
    remove_item,
)
from briefwright.yamlfile.rewording import find_text, replace_text
from briefwright.yamlfile.source import Source, SpliceError

_MEANWHILE = "This was changed meanwhile, so nothing was written over it."


def apply(path: Path, change: Change) -> tuple[Rewrite, ...]:
    """A content folder and a change → each file that becomes another, not written.

    Errors: ConflictError where something else stands there than its author saw, or where it can't
    be made.
    """
    briefing = positions.read_briefing(path)
    try:
        match change:
            case Rewording():
                return (_reword(path, briefing, change),)
            case Setting():
                return (_set(path, briefing, change),)
            case Insertion():
                return (_insert(path, briefing, change),)
            case Removal():
                return (_remove(path, briefing, change),)
            case Move():
                return _move(path, briefing, change)
    except SpliceError as error:
        raise ConflictError(Conflict(change, "", str(error))) from error


def _reword(path: Path, briefing: Briefing, change: Rewording) -> Rewrite:
    if change.language:
        return _translate(path, briefing, change)
    place = positions.find_place(briefing, change.at)
    source = positions.read_source(path, place.file)
    scalar, start, found = positions.find_paragraph(source, place)
    _check_same(change, change.before, found)
    end = start + len(found)
    words = scalar.text[:start] + change.after + scalar.text[end:]
    return _finish(source, replace_text(source, scalar, words))


def _translate(path: Path, briefing: Briefing, change: Rewording) -> Rewrite:
    """A text of a translation says something else, and is of what stands there now."""
    source = positions.read_overlay(path, briefing, change.language)
    said = positions.find_translation(source, change.at)
    if "text" not in said:
        raise SpliceError(f"“{change.at}” is no text of a translation.")
    _check_same(change, change.before, said["text"].text)
    reworded = Source.read(replace_text(source, said["text"], change.after), source.name)
    of = positions.find_translation(reworded, change.at).get("of")
    digests = {one.at: one.digest for one in list_translatables(briefing)}
    if of is None or change.at not in digests:
        return _finish(source, reworded.text)
    return _finish(source, replace_text(reworded, of, digests[change.at]))


def _set(path: Path, briefing: Briefing, change: Setting) -> Rewrite:
    holder_at, _, key = change.at.rpartition(".")
    source, holder = positions.find_holder(path, briefing, holder_at)
    typed = next((one for one, _ in holder.entries if one.text == key), None)
    if typed is None:
        _check_same(change, change.before, "")
        return _finish(source, add_entry(source, holder, key, change.after))
    scalar = find_text(source, positions.find_place(briefing, change.at))
    _check_same(change, change.before, scalar.text)
    if not change.after:
        return _finish(source, remove_entry(source, holder, typed))
    return _finish(source, replace_text(source, scalar, change.after))


def _insert(path: Path, briefing: Briefing, change: Insertion) -> Rewrite:
    source, holder, n = _find_block(path, briefing, change.at)
    return _finish(source, insert_item(source, holder, n + _step(change.side), change.lines))


def _remove(path: Path, briefing: Briefing, change: Removal) -> Rewrite:
    source, holder, n = _find_block(path, briefing, change.at)
    _check_same(change, change.before, read_item(source, holder, n))
    return _finish(source, remove_item(source, holder, n))


def _move(path: Path, briefing: Briefing, change: Move) -> tuple[Rewrite, ...]:
    """A block goes and comes; where both are in one file, in a way that the other stays found."""
    source, holder, n = _find_block(path, briefing, change.at)
    place = positions.find_place(briefing, change.to)
    is_same = place.file == source.name
    target = source if is_same else positions.read_source(path, place.file)
    beside, m = positions.find_item(target, place)
    lines = read_item(source, holder, n)
    _check_same(change, change.before, lines)
    if not is_same:
        gone = _finish(source, remove_item(source, holder, n))
        return gone, _finish(target, insert_item(target, beside, m + _step(change.side), lines))
    way, others = source.find_path(holder), source.find_path(beside)
    if others[: len(way) + 1] == (*way, n):
        raise SpliceError("A block can't go inside itself.")
    rest = Source.read(remove_item(source, holder, n), source.name)
    depth = len(way)
    if others[:depth] == way and len(others) > depth and others[depth] > n:
        others = (*way, others[depth] - 1, *others[depth + 1 :])
    if others == way and m > n:
        m -= 1
    list_ = rest.follow(others)
    assert isinstance(list_, Sequence)
    return (_finish(source, insert_item(rest, list_, m + _step(change.side), lines)),)


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


def _finish(source: Source, after: str) -> Rewrite:
    return Rewrite(Path(source.name), source.text, after)
