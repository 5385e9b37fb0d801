"""A content folder on disk → its nodes, part by part, and the pictures that it names.

briefing.yaml     the metadata, and everything else that has no file of its own
<part>.yaml       one of FILED, such as facts: what the key of that name would hold
sections/*.yaml   in the order of their names: a block, or a list of blocks, after `body`
briefing.ru.yaml  the same in Russian, read by `overlays`
"""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from briefwright import yamlfile
from briefwright.content import mappings
from briefwright.content.mappings import Entries, Entry, is_empty
from briefwright.content.reading import Collector
from briefwright.model import keys
from briefwright.model.dictionary import KINDS, Form, Metadata
from briefwright.problems import Place, errors, suggest
from briefwright.yamlfile import Map, Node, Sequence

MAIN = "briefing.yaml"
SECTIONS = "sections"
FILED = (
    "facts",
    "names",
    "sources",
    "departures",
    "accepted",
)  # parts that may have a file of their own
PARTS = (*FILED, "defaults", "body")
FORMAT = "1"

MAX_TEXT_BYTES = 4_000_000
MAX_PICTURE_BYTES = 25_000_000
_OVERLAY = re.compile(r"briefing\.([A-Za-z-]+)\.yaml")


@dataclass(frozen=True)
class Parts:
    """What a folder's files hold, part by part; `whole` is false where one can't be read."""

    metadata: Entries = ()
    nodes: Mapping[str, Node] = field(default_factory=dict)
    body: tuple[Node, ...] = ()
    whole: bool = True


@dataclass(frozen=True)
class Rewrite:
    """One file and what is made of it; a text that is "" stands for no file."""

    path: Path
    before: str
    after: str

    def write(self) -> str:
        """The file is written → its change as a unified diff."""
        self.path.write_bytes(self.after.encode("utf-8"))
        before, after = self.before.splitlines(), self.after.splitlines()
        name = self.path.as_posix()
        return "\n".join(difflib.unified_diff(before, after, name, name, lineterm=""))


# ----------------------------------------------------------------- files


def files(folder: Path) -> tuple[Path, ...]:
    """A content folder → the YAML files that count, in the order in which they are read."""
    single = [folder / MAIN, *(folder / f"{part}.yaml" for part in FILED)]
    sections = sorted((folder / SECTIONS).glob("*.yaml"), key=lambda path: path.name)
    found = tuple(path for path in (*single, *sections) if path.is_file())
    return tuple(path for path in found if not _is_hidden(path.relative_to(folder)))


def overlays(folder: Path) -> tuple[Path, ...]:
    """A content folder → its translations, `briefing.<language>.yaml`, sorted."""
    return tuple(sorted(path for path in folder.glob("briefing.*.yaml") if language_of(path)))


def language_of(path: Path) -> str:
    """A file → the language that it translates a briefing into, "" where it is no translation."""
    found = _OVERLAY.fullmatch(path.name)
    return found[1] if found else ""


def read_text(path: Path, folder: Path) -> str:
    """A file of a content folder → its text, line ends as they are.

    Errors: ValueError with a sentence, where the file is outside, too large or not UTF-8.
    """
    if not path.resolve().is_relative_to(folder.resolve()):
        raise ValueError("This file leads out of the briefing's folder; put the file itself here.")
    if path.stat().st_size > MAX_TEXT_BYTES:
        raise ValueError(f"This file is larger than {MAX_TEXT_BYTES // 1_000_000} MB.")
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise ValueError(
            f"This file isn't saved as UTF-8 (byte {error.start}); save it as UTF-8."
        ) from error


def fix(folder: Path) -> tuple[str, ...]:
    """A content folder → the safe rewrites of its files, written; each file's change as a diff."""
    rewrites = []
    for path in (*files(folder), *overlays(folder)):
        with suppress(ValueError):  # a file that can't be read is reported by `read`
            before = read_text(path, folder)
            rewrites.append(Rewrite(path, before, yamlfile.fix_text(before, str(path))))
    return _write(rewrites)


def rewrite(folder: Path, edits: Iterable[tuple[Place, str, str]]) -> tuple[str, ...]:
    """A content folder, and places with what stands there and should → written; diffs."""
    rewrites = []
    chosen = tuple(edits)
    for path in (*files(folder), *overlays(folder)):
        own = sorted((one for one in chosen if one[0].file == str(path)), reverse=True)
        if own:
            before = read_text(path, folder)
            lines = before.splitlines(keepends=True)
            for place, old, new in own:
                line, at = lines[place.line - 1], place.column - 1
                at += line[at : at + 1] in ("'", '"')
                if line[at : at + len(old)] == old:
                    lines[place.line - 1] = f"{line[:at]}{new}{line[at + len(old) :]}"
            rewrites.append(Rewrite(path, before, "".join(lines)))
    return _write(rewrites)


def _write(rewrites: Iterable[Rewrite]) -> tuple[str, ...]:
    return tuple(rewrite.write() for rewrite in rewrites if rewrite.before != rewrite.after)


def _is_hidden(path: Path) -> bool:
    """Whether a path in the folder is one of those that editors and systems keep for themselves."""
    return any(part.startswith((".", "~")) for part in path.parts)


# ----------------------------------------------------------------- nodes


def read(folder: Path, collector: Collector) -> Parts:
    """A content folder → its nodes; what is wrong with its files is gathered."""
    _check_strays(folder, collector)
    if not (folder / MAIN).is_file():
        message = f"There is no {MAIN} in {folder}; every briefing begins with that file."
        collector.report("C201", message, Place(str(folder / MAIN), 1))
        return Parts(whole=False)
    nodes = {path: read_node(path, folder, collector) for path in files(folder)}
    entries = _check_format(nodes[folder / MAIN], collector)
    found = {one.name: one.node for one in entries if one.name in PARTS and not is_empty(one.node)}
    for part in FILED:
        if filed := nodes.get(folder / f"{part}.yaml"):
            found[part] = _merge_file(part, filed, found, entries, collector)
    body = tuple(_collect_blocks(found.get("body"), nodes, folder, collector))
    whole = bool(entries) and all(one is not None for one in nodes.values())
    if whole and not body and "body" not in found:
        message = "There is nothing to print: `body:` is missing, and there are no sections."
        collector.report("C210", message, Place(str(folder / MAIN), 1))
    return Parts(tuple(_select_metadata(entries, collector)), found, body, whole)


def read_node(path: Path, folder: Path, collector: Collector) -> Node | None:
    """One file → its node, or nothing where it can't be read or is empty, with a fault."""
    start = Place(str(path), 1)
    try:
        typed_text = read_text(path, folder)
    except ValueError as error:
        collector.report("C202", str(error), start)
        return None
    found, problems = yamlfile.read(typed_text, str(path))
    collector.problems.extend(problems)
    if found is None and not errors(problems):
        collector.report("C202", "This file is empty; write something in it, or delete it.", start)
    return found


def _check_format(node: Node | None, collector: Collector) -> Entries:
    """The node of briefing.yaml → its keys, the format checked; none where it was unreadable."""
    if node is None:
        return ()
    if not isinstance(node, Map):
        message = f"{MAIN} holds keys with values, such as `title: …`."
        collector.report("C211", message, node.place)
        return ()
    entries = mappings.list_entries(node)
    form = mappings.find_scalar(entries, "format")
    if form is None:
        message = f"Begin {MAIN} with `format: {FORMAT}`, which says how this file is to be read."
        collector.report("C205", message, Place(node.place.file, 1))
    elif form.text != FORMAT:
        message = f"This version of the tool reads format {FORMAT}, not “{form.text}”."
        collector.report("C205", message, form.place)
    return entries


def _select_metadata(entries: Entries, collector: Collector) -> Iterator[Entry]:
    """The keys of briefing.yaml → those of the metadata; one that it doesn't take is a fault."""
    known = keys.of(Metadata)
    for entry in entries:
        if entry.name in known:
            yield entry
        elif entry.name.removesuffix("s") in KINDS and entry.name not in PARTS:
            message = f"`{entry.name}:` isn't a key here; all blocks stand in the list `body:`."
            collector.report("C206", message, entry.place)
        elif entry.name not in (*PARTS, "format"):
            message = mappings.describe_unknown(entry.name, (*known, *PARTS))
            collector.report("C206", message, entry.place)


def _merge_file(
    part: str, node: Node, found: Mapping[str, Node], entries: Entries, collector: Collector
) -> Node:
    """The node of a part's own file → the part; it must not stand in briefing.yaml as well."""
    if part in found:
        place = next(entry.place for entry in entries if entry.name == part)
        message = f"`{part}:` stands here and in {part}.yaml as well; keep one of the two."
        collector.report("C204", message, place)
    if isinstance(node, Map) and [key.text for key, _ in node.entries] == [part]:
        message = f"Leave out `{part}:`; {part}.yaml holds what would stand below that key."
        collector.report("C206", message, node.place)
        return node.entries[0][1]
    return node


def _collect_blocks(
    body: Node | None, nodes: Mapping[Path, Node | None], folder: Path, collector: Collector
) -> Iterator[Node]:
    """The blocks of `body`, then those of each file of sections."""
    if isinstance(body, Sequence):
        yield from body.items
    elif body is not None:
        message = mappings.describe_misfit(body, "`body:` takes a list of blocks")
        collector.report("C211", message, body.place)
    for path, node in nodes.items():
        if path.parent == folder / SECTIONS and node is not None:
            yield from node.items if isinstance(node, Sequence) else (node,)


def _check_strays(folder: Path, collector: Collector) -> None:
    """YAML files that nothing would read: named, so that nothing is left out in silence."""
    known = {*files(folder), *overlays(folder)}
    names = [MAIN, *(f"{part}.yaml" for part in FILED)]
    for path in sorted(folder.rglob("*")):
        inner = path.relative_to(folder)
        if path.suffix not in (".yaml", ".yml") or path in known or _is_hidden(inner):
            continue
        if path.suffix == ".yml":
            code, message = (
                "C203",
                f"Rename this file to {path.stem}.yaml; as it is, nothing reads it.",
            )
        else:
            close = suggest(path.name, names) or "."
            code, message = "C203", f"Nothing reads a file of this name here{close}"
        collector.report(code, message, Place(str(path), 1))


# ----------------------------------------------------------------- pictures


# Forms of values that name a file whose bytes are read → what the file is.
_NAMED = {Form.PICTURE: "picture", Form.FILE: "file"}


def read_pictures(folder: Path, collector: Collector) -> Mapping[str, bytes]:
    """A content folder and what was read in it → the pictures and files that it names, by path."""
    found: dict[str, bytes] = {}
    for mention in collector.mentions:
        what = _NAMED.get(mention.form)
        if what is not None:
            if message := check_file(folder, mention.name, what, MAX_PICTURE_BYTES):
                collector.report("C232", message, mention.place, mention.at)
            elif mention.name not in found:
                found[mention.name] = (folder / mention.name).read_bytes()
    return found


def check_file(folder: Path, name: str, what: str, most: int) -> str:
    """A file that the content names, what it is, its most bytes → why it can't be read, or ""."""
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        return f"“{name}” leads out of the briefing's folder; put the {what} into it."
    if not path.is_file():
        known = [one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_file()]
        close = suggest(name, known) or "."
        return f"There is no file “{name}” in the briefing's folder{close}"
    if path.stat().st_size > most:
        return f"“{name}” is larger than {most // 1_000_000} MB."
    return ""
