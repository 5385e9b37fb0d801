"""The front matter of a Markdown file → its title, author, day and language.

Source: the metadata blocks of Pandoc's manual, which Jekyll, Hugo and Quarto call front matter.
"""

import re
from collections.abc import Iterator, Mapping

from briefwright import yamlfile
from briefwright.facts import dates, typed_dates
from briefwright.importing.outline import Paragraph, Role, Run
from briefwright.model.dictionary import When

_BLOCK = re.compile(r"\A---[ \t]*\n(?=\S)(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_KEY = re.compile(r"[\w-]+")
_SHOWN: Mapping[str, Role] = {"title": "title", "subtitle": "subtitle"}


def split(text: str) -> tuple[Mapping[str, str], str]:
    """A Markdown file → what stands before it by key, and the rest; all of it where nothing does.

    Lines have ended with a line feed only.
    """
    found = _BLOCK.match(text)
    node = yamlfile.read(found[1], "")[0] if found else None
    if found is None or not isinstance(node, yamlfile.Map):
        return {}, text
    if not all(_KEY.fullmatch(key.text) for key, _ in node.entries):
        return {}, text
    said = {_name(key.text): ", ".join(_list_words(value)) for key, value in node.entries}
    return {key: words for key, words in said.items() if words}, text[found.end() :]


def _name(key: str) -> str:
    return "language" if key.casefold() == "lang" else key.casefold()


def _list_words(node: yamlfile.Node) -> Iterator[str]:
    match node:
        case yamlfile.Scalar():
            yield from (node.text.strip(),) if node.text.strip() else ()
        case yamlfile.Sequence():
            for item in node.items:
                yield from _list_words(item)
        case yamlfile.Map():
            for _, value in node.entries:
                yield from _list_words(value)


def read_properties(said: Mapping[str, str]) -> Mapping[str, str]:
    """What stands before a file → its author, its day, its language, where they can be read."""
    found = {
        "author": said.get("author", ""),
        "date": _read_day(said.get("date", "")),
        "language": _read_language(said.get("language", "")),
    }
    return {key: words for key, words in found.items() if words}


def _read_language(typed: str) -> str:
    """A language as typed → its code, or "" where it is none."""
    try:
        return typed if typed and dates.locale_of(typed) else ""
    except LookupError:
        return ""


def _read_day(typed: str) -> str:
    """A day as typed → 2026-11-28, or "" where it is none, or one of two."""
    day = typed[: len("2026-11-28")] if re.match(r"\d{4}-\d\d-\d\d[T ]", typed) else typed
    meant = (day,) if dates.is_date(day) and not dates.check_date(day) else typed_dates.propose(day)
    return meant[0] if len(meant) == 1 and dates.is_one_moment(When(meant[0])) else ""


def list_paragraphs(said: Mapping[str, str]) -> Iterator[Paragraph]:
    """What stands before a file → its title and subtitle, then what a briefing has no key for."""
    read = read_properties(said)
    for key, role in _SHOWN.items():
        if key in said:
            yield Paragraph((Run(said[key]),), role)
    for key, words in said.items():
        if key not in _SHOWN and key not in read:
            yield Paragraph((Run(f"{key}: {words}"),), "property")
