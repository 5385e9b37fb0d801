"""What a translation lacks, written into its file: each text as a comment, and room below it.

What stands in the file stays, byte by byte, but for the marks (`#>`) over translations of texts
that have changed: they are written anew each time.
"""

import textwrap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from briefwright import yamlfile
from briefwright.content import folder, translation
from briefwright.content.folder import Rewrite
from briefwright.content.translation import Translatable
from briefwright.facts import dates
from briefwright.model.dictionary import Briefing
from briefwright.problems import Place, Problem
from briefwright.yamlfile import Map, Node, Scalar

_HEAD_LISTS = frozenset(f"briefing.{key}" for key in translation.LISTS)
_WIDTH = 96
_MARK = "#>"
_PLURALS = ("zero", "one", "two", "few", "many", "other")

_HEAD = """\
# This briefing in “{language}”. Below each address stands, as a comment, the text as it was
# written. Write its translation after `text:`; where it holds a colon or runs over a line, write
# `text: >` and the translation on the lines below, deeper than `text:`.
#
# Leave what stands in {{braces}} as it is: those are the facts, and numbers are never translated.
# `of:` tells which text was translated. What nobody has translated yet stays empty.

audiences: [{audiences}]      # for whom; take the line out, and it is for all
notice:                     # what readers must know of this translation

texts:
"""


def write(path: Path, briefing: Briefing, language: str, lacking: Sequence[str],
          audiences: Sequence[str]) -> tuple[str, ...]:  # fmt: skip
    """A content folder, its briefing, a language and the addresses that lack a translation there →
    its file, written; a sentence for each kind of change.

    `audiences` are named in a file that is new. Errors: ContentError where the file is at fault.
    """
    file = path / f"briefing.{language}.yaml"
    before = folder.read_text(file, path) if file.is_file() else ""
    head = _HEAD.format(language=language, audiences=", ".join(audiences))
    start = before or "\n".join(
        line for line in head.split("\n") if audiences or not line.startswith("audiences:")
    )
    translatables = {one.at: one for one in translation.list_translatables(briefing)}
    overlay = briefing.overlays.get(language)
    stale = [at for at in translatables if overlay and at in overlay.stale]
    after = amend(
        start, str(file), translatables, [*_find_lists(translatables), *lacking], stale, language
    )
    if after != before:
        Rewrite(file, before, after).write()
    return tuple(_describe(file, before, after, len(stale)))


def _find_lists(translatables: Mapping[str, Translatable]) -> Iterator[str]:
    """Keywords and the like: no page lacks them, and still they should be translated."""
    return (at for at in translatables if at in _HEAD_LISTS)


def _describe(file: Path, before: str, after: str, stale: int) -> Iterator[str]:
    added = after.count("\n    of: ") - before.count("\n    of: ")
    where = Place(str(file), 1).file
    if after == before:
        yield f"{where}: nothing is missing."
    if added:
        yield f"{where}: {added} texts to translate were added."
    if stale:
        yield f"{where}: {stale} translations are of texts that have changed; see the marks {_MARK}"


# ----------------------------------------------------------------- the file


def amend(
    text: str,
    file: str,
    translatables: Mapping[str, Translatable],
    wanted: Iterable[str],
    stale: Sequence[str],
    language: str,
) -> str:
    """A file's text → the same with entries for what is wanted, and marks over what is stale."""
    line_end = "\r\n" if "\r\n" in text else "\n"
    lines = text.replace("\r\n", "\n").split("\n")
    lines = [line for line in lines if not line.lstrip(" ").startswith(_MARK)]
    entries = _entries("\n".join(lines), file)
    order = {at: n for n, at in enumerate(translatables)}
    indent = " " * (entries[0][1].column - 1 if entries else 2)
    added: dict[int, list[str]] = {}
    for at in sorted(set(wanted) & order.keys() - {at for at, _ in entries}, key=order.__getitem__):
        before = [n for n, (one, _) in enumerate(entries) if order.get(one, -1) < order[at]]
        row = _find_end(lines, entries, before[-1]) if before else _find_start(lines, entries)
        added.setdefault(row, []).extend(_write_entry(translatables[at], indent, language))
    for at, place in entries:
        if at in stale:
            marks = _write_marks(translatables[at], " " * (place.column - 1))
            added.setdefault(place.line - 1, []).extend(marks)
    made: list[str] = []
    for row, line in enumerate([*lines, ""]):
        made += added.get(row, ())
        made += [line] if row < len(lines) else []
    after = "\n".join(made)
    if not _says_same(text, after, file):
        raise RuntimeError(f"{file} would lose something; nothing was written")
    return after.replace("\n", line_end)


def _entries(text: str, file: str) -> list[tuple[str, Place]]:
    """A file's text → the addresses in it and where they stand."""
    node, _ = yamlfile.read(text, file)
    texts = _texts(node)
    return [(key.text, key.place) for key, _ in texts.entries] if isinstance(texts, Map) else []


def _texts(node: Node | None) -> Node | None:
    entries = node.entries if isinstance(node, Map) else ()
    return next((value for key, value in entries if key.text == "texts"), None)


def _find_end(lines: list[str], entries: list[tuple[str, Place]], n: int) -> int:
    """The row after the n-th entry; blank lines and comments after it belong to what follows."""
    last = entries[n + 1][1].line - 1 if n + 1 < len(entries) else len(lines)
    indent = entries[n][1].column - 1
    while last > entries[n][1].line and _is_apart(lines[last - 1], indent):
        last -= 1
    return last


def _is_apart(line: str, indent: int) -> bool:
    words = line.lstrip(" ")
    return not words.strip() or (words.startswith("#") and len(line) - len(words) <= indent)


def _find_start(lines: list[str], entries: list[tuple[str, Place]]) -> int:
    """The row of the first entry, or the one after `texts:`, which is added where it is missing."""
    if entries:
        first = entries[0][1].line - 1
        while first and lines[first - 1].lstrip(" ").startswith("#"):
            first -= 1
        return first
    found = [row for row, line in enumerate(lines) if line.startswith("texts:")]
    if not found:
        lines[-1:] = ["", "texts:", ""]
        return len(lines) - 1
    return found[0] + 1


def _write_entry(translatable: Translatable, indent: str, language: str) -> Iterator[str]:
    """One thing to translate → its lines."""
    yield f"{indent}{translatable.at}:"
    inner = indent + "  "
    yield from _write_comment(translatable.source, f"{inner}# ")
    yield f"{inner}of: {translatable.digest}"
    match translatable.kind:
        case "unit":
            tags = {*dates.locale_of(language).plural_form.tags, "other"}
            yield from (f"{inner}{form}:" for form in _PLURALS if form in tags)
        case "name":
            yield from (f"{inner}short:", f"{inner}long:")
        case _:
            yield f"{inner}text:"


def _write_marks(translatable: Translatable, indent: str) -> Iterator[str]:
    digest = translatable.digest
    yield f"{indent}{_MARK} The text has changed since it was translated. It reads now:"
    yield from _write_comment(translatable.source, f"{indent}{_MARK} ")
    yield f"{indent}{_MARK} When the translation says the same again, write of: {digest}"


def _write_comment(words: str, before: str) -> list[str]:
    plain = " ".join(words.split())
    return textwrap.wrap(
        plain, _WIDTH, initial_indent=before, subsequent_indent=before,
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


def _says_same(before: str, after: str, file: str) -> bool:
    """Whether everything that a file said is still said, to the letter."""
    was, now = (_read_words(yamlfile.read(text, file)[0]) for text in (before, after))
    return all(now.get(at) == words for at, words in was.items())


def _read_words(node: Node | None) -> dict[str, object]:
    entries = node.entries if isinstance(node, Map) else ()
    texts = _texts(node)
    inner = texts.entries if isinstance(texts, Map) else ()
    said: dict[str, object] = {
        key.text: _plain(value) for key, value in entries if key.text != "texts"
    }
    return said | {f"texts {key.text}": _plain(value) for key, value in inner}


def _plain(node: Node) -> object:
    match node:
        case Scalar():
            return node.text.rstrip("\n")
        case Map():
            return [(key.text, _plain(value)) for key, value in node.entries]
        case _:
            return [_plain(item) for item in node.items]


def find_untranslated(problems: Iterable[Problem]) -> tuple[str, ...]:
    """What was wrong with editions → the addresses that have no translation, each once."""
    return tuple(dict.fromkeys(one.at for one in problems if one.code == "A520"))
