"""One audience.yaml → its settings, each checked at its line; what a setting may be stands here.

A setting is a few words: one for most, a list for some. A new one is one row of SETTINGS.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from briefwright import yamlfile
from briefwright.audience import theme
from briefwright.audience.shipped import display_name
from briefwright.problems import Place, Problem, suggest


@dataclass(frozen=True)
class SettingValue:
    """The words of a setting, and where its key and its value are written."""

    words: tuple[str, ...]
    key: Place
    value: Place


Settings = Mapping[str, SettingValue]


@dataclass(frozen=True)
class Setting:
    """One key of a file of settings: what holds without it, its choices (none named: anything).

    `shape` is a pattern that each word must have where there is no list of choices, `expected`
    says it in words.
    """

    default: tuple[str, ...]
    choices: tuple[str, ...] = ()
    shape: str = ""
    expected: str = ""
    many: bool = False


_YES = ("yes", "no")
_FILE = r"[^/\\\\:.][^/\\\\:]*"
_COUNT = r"[1-9]\d{0,2}"
LANGUAGE = r"[a-z]{2,3}(?:-[A-Za-z0-9]+)*"
NAME = r"[a-z][a-z0-9-]*"
_SIZE = r"(?:[6-9]|[1-3]\d)(?:\.\d)?pt"

# Parts of the title block, in the order in which they stand.
MASTHEAD = (
    "cover", "logo", "series", "date", "reference", "release", "kicker", "audience", "title",
    "subtitle", "authors", "imprint", "address", "permalink", "code", "minutes",
)  # fmt: skip

SETTINGS: Mapping[str, Setting] = {
    "title": Setting(()),
    "extends": Setting(()),
    "order": Setting(("erratum", "contents", "body", "sources", "end_panel"), many=True),
    "without": Setting((), many=True),
    "masthead": Setting(
        ("cover", "logo", "series", "kicker", "title", "subtitle", "authors", "imprint"),
        MASTHEAD,
        many=True,
    ),
    "detail": Setting(("full",), ("key", "normal", "full")),
    "clearance": Setting(("open",), many=True),
    "prefers": Setting((), ("plain", "short", "speak"), many=True),
    "sources": Setting(("endnotes",), ("endnotes", "footnotes", "inline", "none")),
    "acronyms": Setting(("first_use",), ("first_use", "long", "short")),
    "contents": Setting(("0",), ("0", "1", "2", "3")),
    "numbering": Setting(("none",), ("none", "decimal")),
    "locked": Setting((), many=True),
    "max_pages": Setting(("0",), shape=_COUNT, expected="a number of pages, such as 2"),
    "rounding": Setting(("0",), ("1", "2", "3", "4", "5", "6")),
    "numbers": Setting(("digits",), ("digits", "words")),
    "pauses": Setting(("no",), _YES),
    "formats": Setting(("pdf", "docx"), ("pdf", "docx", "html", "eml"), many=True),
    "pdf": Setting(("a-3a",), ("a-3a", "a-4f")),
    "attachments": Setting(("yes",), _YES),
    "look": Setting((), shape=NAME, expected="a folder's name below looks/"),
    "page": Setting(("A4",), ("A4", "Letter")),
    "type_size": Setting((), shape=_SIZE, expected="a size from 6pt to 39pt, such as 12pt"),
    "columns": Setting(("1",), ("1", "2")),
    "large_print": Setting(("no",), _YES),
    "bilingual": Setting(("no",), ("no", "sequential", "parallel")),
    "languages": Setting((), shape=LANGUAGE, expected="a language's code, such as ru", many=True),
    "word_base": Setting((), shape=_FILE, expected="the name of a file beside audience.yaml"),
}


def read(
    templates: Path,
    path: Path,
    problems: list[Problem],
    known: Mapping[str, Setting] = SETTINGS,
    code: str = "A503",
) -> Settings:
    """A file and the settings that it may have → those that it has; `code` is that of its faults.

    They are added to `problems`.
    """
    shown = display_name(templates, path)
    node, faults = yamlfile.read(theme.read_text(path, shown, problems), shown)
    problems += faults
    if not isinstance(node, yamlfile.Map):
        message = f"{path.name} is a list of settings, such as `{next(iter(known))}: …`."
        problems.append(Problem(code, message, Place(shown, 1)))
        return {}
    settings: dict[str, SettingValue] = {}
    for key, value in node.entries:
        if fault := _check(key.text, value, known):
            problems.append(Problem(code, fault, key.place))
        elif (words := _words(value)) or known[key.text].many:
            settings[key.text] = SettingValue(words, key.place, value.place)
    return settings


def _check(key: str, value: yamlfile.Node, known: Mapping[str, Setting]) -> str:
    """One setting → what is wrong with it, or nothing."""
    setting = known.get(key)
    if setting is None:
        return f"There is no setting `{key}`{suggest(key, known) or '.'}"
    if isinstance(value, yamlfile.Map) or (
        isinstance(value, yamlfile.Sequence) and not setting.many
    ):
        return f"`{key}` takes one value."
    words = _words(value)
    for word in words:
        if setting.choices and word not in setting.choices:
            return f"`{key}` can't be “{word}”; it may be {', '.join(setting.choices)}."
        if setting.shape and not re.fullmatch(setting.shape, word):
            return f"`{key}` can't be “{word}”; write {setting.expected}."
        if words.count(word) > 1:
            return f"`{key}` names “{word}” twice."
    return _check_clearance(words) if key == "clearance" else ""


def _check_clearance(words: tuple[str, ...]) -> str:
    """The words of `clearance` → what no part of a briefing can be marked with, or nothing."""
    known = ("open", "internal")
    for word in words:
        if word not in known and word.lower() in (word, *known):
            close = suggest(word.lower(), known) or "."
            return (
                f"`clearance` can't be “{word}”: it lists open, internal and markings, which are "
                f"written in capitals{close}"
            )
    return ""


def _words(value: yamlfile.Node) -> tuple[str, ...]:
    """A setting's value → its words; a mapping has none."""
    if isinstance(value, yamlfile.Scalar):
        return (value.text,) if value.text else ()
    items = value.items if isinstance(value, yamlfile.Sequence) else ()
    return tuple(item.text for item in items if isinstance(item, yamlfile.Scalar))
