"""A block that has a file of its own in `sections/` → added, moved, taken away.

Where it stands is said by its file's name, which begins with a number.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from briefwright.content import folder
from briefwright.content.folder import Rewrite
from briefwright.editing.changes import Side
from briefwright.problems import Place
from briefwright.yamlfile import Map, Scalar
from briefwright.yamlfile.source import Source, SpliceError

_NAME = re.compile(r"(\d+)(.*)")
_OTHER = re.compile(r"[^a-z0-9]+")
_LONGEST = 40  # characters of a file's name


def is_file(path: Path, source: Source, place: Place) -> bool:
    """A content folder, a file, where a block begins → whether that block is all of the file."""
    root = source.root
    is_section = Path(source.name).parent == path / folder.SECTIONS
    if isinstance(root, Map):
        return is_section and root.entries[0][0].place == place
    return is_section and isinstance(root, Scalar) and root.place == place


def insert(path: Path, lines: str, beside: Path, side: Side) -> tuple[Rewrite, ...]:
    """A content folder, a block's lines, a section's file → a file more, and others renumbered.

    Errors: SpliceError.
    """
    files = _list_files(path)
    n = files.index(beside) + (side == "after")
    numbers = [_split(file)[0] for file in files]
    number = numbers[n - 1] + 1 if n else max(0, numbers[0] - 1)
    texts = _read(files, path)
    new = path / folder.SECTIONS / f"{number:0{_find_width(files)}}-{_name(lines, path)}.yaml"
    wanted = {**dict(zip(files[:n], texts, strict=False)), new: _end(lines)}
    last = number
    for file, text in zip(files[n:], texts[n:], strict=True):
        last = max(last + 1, _split(file)[0])
        wanted[_number(file, last, files)] = text
    return _list_rewrites(files, texts, wanted)


def remove(path: Path, file: Path) -> tuple[Rewrite, ...]:
    """A content folder, a section's file → without it."""
    return (Rewrite(file, folder.read_text(file, path), ""),)


def move(path: Path, file: Path, beside: Path, side: Side) -> tuple[Rewrite, ...]:
    """A content folder, two files of sections → the first beside the second, by their names."""
    files = _list_files(path)
    texts = _read(files, path)
    order = [one for one in files if one != file]
    order.insert(order.index(beside) + (side == "after"), file)
    numbers = [_split(one)[0] for one in files]
    said = dict(zip(files, texts, strict=True))
    pairs = zip(order, numbers, strict=True)
    return _list_rewrites(files, texts, {_number(one, n, files): said[one] for one, n in pairs})


def _list_files(path: Path) -> list[Path]:
    """A content folder → the files of its sections, in order. Errors: SpliceError."""
    files = [one for one in folder.files(path) if one.parent == path / folder.SECTIONS]
    numbers = [_split(one)[0] for one in files]
    if len(set(numbers)) < len(numbers) or numbers != sorted(numbers):
        raise SpliceError(
            "The names of the files in sections/ have no numbers, or the same one twice, so that "
            "none can be put between them: begin each with a number of its own, such as 01-."
        )
    return files


def _split(file: Path) -> tuple[int, str]:
    found = _NAME.fullmatch(file.name)
    return (int(found[1]), found[2]) if found else (-1, file.name)


def _number(file: Path, number: int, files: Sequence[Path]) -> Path:
    old, rest = _split(file)
    return file if old == number else file.with_name(f"{number:0{_find_width(files)}}{rest}")


def _find_width(files: Sequence[Path]) -> int:
    return max(len(found[1]) for file in files if (found := _NAME.fullmatch(file.name)))


def _name(lines: str, path: Path) -> str:
    """A block's lines → the rest of its file's name: its id, or its first words."""
    root = Source.read(_end(lines), str(path)).root
    entries = root.entries if isinstance(root, Map) else ()
    words = {key.text: value.text for key, value in entries if isinstance(value, Scalar)}
    bare = root.text if isinstance(root, Scalar) else ""
    said = words.get("id") or next(iter(words.values()), bare)
    return _OTHER.sub("-", said.lower()).strip("-")[:_LONGEST].strip("-") or "section"


def _read(files: Sequence[Path], path: Path) -> list[str]:
    return [folder.read_text(one, path) for one in files]


def _list_rewrites(
    files: Sequence[Path], texts: Sequence[str], wanted: Mapping[Path, str]
) -> tuple[Rewrite, ...]:
    """Files with their texts, and what there shall be → what makes the one into the other."""
    said = dict(zip(files, texts, strict=True))
    return tuple(_compare(said, wanted))


def _compare(said: Mapping[Path, str], wanted: Mapping[Path, str]) -> Iterator[Rewrite]:
    for file in sorted({*said, *wanted}):
        before, after = said.get(file, ""), wanted.get(file, "")
        if before != after:
            yield Rewrite(file, before, after)


def _end(lines: str) -> str:
    return lines.rstrip() + "\n"
