"""A briefing's folder → where an address stands: the file, and the node in it.

Files are read when they are asked for, and again after each change of theirs.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from briefwright import content
from briefwright.content import folder, texts
from briefwright.model import addresses
from briefwright.model.dictionary import Briefing, Column, Item, Row, TextBlock
from briefwright.problems import Place
from briefwright.yamlfile import Map, Node, Scalar, Sequence
from briefwright.yamlfile.rewording import find_text
from briefwright.yamlfile.source import Source, SpliceError, walk

_METADATA = "briefing"  # what the keys of a briefing's main file belong to
_DECLARED = ("facts", "sources", "names")  # whose address stands at their name, not inside


def read_briefing(path: Path) -> Briefing:
    """A content folder → its Briefing, without what is at fault in it."""
    return content.draft(path)[0]


def read_source(path: Path, file: str) -> Source:
    """A content folder and a file of it → the file. Errors: SpliceError, a sentence."""
    try:
        return Source.read(folder.read_text(Path(file), path), file)
    except (ValueError, OSError) as error:
        raise SpliceError(str(error)) from error


def find_place(briefing: Briefing, at: str) -> Place:
    """A briefing and an address → where that stands. Errors: SpliceError."""
    trail = briefing.trails.get(at)
    place = trail.spot(0) if trail else briefing.places.get(at)
    if place is None:
        raise SpliceError(f"Nothing has the address “{at}”.")
    return place


def read_overlay(path: Path, briefing: Briefing, language: str) -> Source:
    """A content folder, its briefing, a language → the file that translates it.

    Errors: SpliceError where there is none.
    """
    overlay = briefing.overlays.get(language)
    if overlay is None:
        raise SpliceError(f"There is no translation into “{language}” yet.")
    return read_source(path, overlay.file)


def find_translations(source: Source) -> Map:
    """A translation's file → its texts by address. Errors: SpliceError."""
    texts = dict(_list_entries(source.root)).get("texts")
    if not isinstance(texts, Map):
        raise SpliceError(f"{Path(source.name).name} has no `texts:`.")
    return texts


def find_translation(source: Source, at: str) -> Mapping[str, Scalar]:
    """A translation's file and an address → what its entry says, by key; nothing without one.

    Errors: SpliceError.
    """
    entry = dict(_list_entries(find_translations(source))).get(at)
    return {key: one for key, one in _list_entries(entry) if isinstance(one, Scalar)}


def _list_entries(node: Node | None) -> Iterator[tuple[str, Node]]:
    if isinstance(node, Map):
        yield from ((key.text, value) for key, value in node.entries)


def find_paragraph(
    source: Source, place: Place, *, is_cell: bool = False
) -> tuple[Scalar, int, str]:
    """A file, where a paragraph begins → the text that holds it, from which letter on, and it.

    A cell is one text, whatever paragraphs it has.
    """
    scalar = find_text(source, place)
    if is_cell:
        return (scalar, *texts.find_cell(scalar))
    for start, words in texts.split_paragraphs(scalar):
        if scalar.spot(start) == place:
            return scalar, start, words
    return scalar, 0, scalar.text


def find_holder(path: Path, briefing: Briefing, at: str) -> tuple[Source, Map]:
    """A content folder, its briefing, an address → the file and the keys that stand there."""
    if at == _METADATA:
        source = read_source(path, str(path / folder.MAIN))
        assert isinstance(source.root, Map)
        return source, source.root
    place = find_place(briefing, at)
    source = read_source(path, place.file)
    is_declared = at.partition(".")[0] in _DECLARED
    maps = (node for node, _ in walk(source.root) if isinstance(node, Map))
    for node in maps:
        for key, value in node.entries:
            if key.place == place and not is_declared:
                return source, node
            if key.place == place and isinstance(value, Map):
                return source, value
            if value.place == place and key.text == "column":
                return source, node
    raise SpliceError(f"“{at}” has no keys of its own.")


def find_item(source: Source, place: Place) -> tuple[Sequence, int]:
    """A file and where a block begins → the list in which it stands, and its number from 0."""
    lists = (node for node, _ in walk(source.root) if isinstance(node, Sequence))
    for node in lists:
        for n, item in enumerate(node.items):
            if place in (_find_start(item), _find_words(item)):
                return node, n
    raise SpliceError(
        "This has a file of its own, whose name says where it stands: rename or delete that file."
    )


def _find_words(item: Node) -> Place:
    """An item → where its words begin: behind a quote mark."""
    return item.spot(0) if isinstance(item, Scalar) and item.text else item.place


def _find_start(item: Node) -> Place:
    return item.entries[0][0].place if isinstance(item, Map) and item.entries else item.place


def find_bare_key(briefing: Briefing, at: str) -> str:
    """A briefing and an address → the key that what stands there has in its long form, or ""."""
    match addresses.find_record(briefing.body, at):
        case TextBlock():
            return "text"
        case Item(fact=fact):
            return "fact" if fact else "text"
        case Row(fact=fact):
            return "fact" if fact else "cells"
        case Column():
            return "column"
        case _:
            return ""


def read_words(node: Node) -> tuple[str, ...]:
    """A text or a list of texts → its words."""
    items = node.items if isinstance(node, Sequence) else (node,)
    return tuple(one.text for one in items if isinstance(one, Scalar))


def read_keys(path: Path, briefing: Briefing, at: str) -> dict[str, str]:
    """A content folder, its briefing, an address → the keys that stand there and say a text."""
    _, holder = find_holder(path, briefing, at)
    return {key.text: value.text for key, value in holder.entries if isinstance(value, Scalar)}
