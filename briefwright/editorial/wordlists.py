"""The word lists of `data/`: read when a rule first asks for one, then kept.

They are small on purpose: what an editor of briefings meets every week, not a dictionary.
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from briefwright import yamlfile


@cache
def _load(name: str) -> Any:
    """The name of a file in `data/` → what it holds."""
    text = files(__package__).joinpath("data", f"{name}.yaml").read_text(encoding="utf-8")
    return yamlfile.read_trusted(text)


@cache
def words(file: str, key: str) -> tuple[str, ...]:
    """A file and its key → the list that stands there."""
    return tuple(_load(file)[key])


@cache
def sets(file: str, key: str) -> tuple[tuple[str, ...], ...]:
    """A file and its key → the list of lists that stands there."""
    return tuple(map(tuple, _load(file)[key]))


@cache
def pairs(file: str, key: str) -> Mapping[str, str]:
    """A file and its key → the words that stand there, each with its own."""
    return dict(_load(file)[key])


@cache
def lists(file: str, key: str) -> Mapping[str, tuple[str, ...]]:
    """A file and its key → the words that stand there, each with a list."""
    return {name: tuple(value) for name, value in _load(file)[key].items()}


@cache
def records(file: str) -> tuple[Mapping[str, Any], ...]:
    """A file that is a list → its records."""
    return tuple(_load(file))


@cache
def short_forms() -> Mapping[str, str]:
    """The short forms of missions and organisations, and what each stands for."""
    return {**pairs("organisations", "organisations"), **pairs("organisations", "missions")}


def any_of(choices: Iterable[str]) -> str:
    """Words → a pattern of any of them, the longest first."""
    return "(?:" + "|".join(map(re.escape, sorted(choices, key=len, reverse=True))) + ")"


@cache
def any_word(choices: tuple[str, ...]) -> re.Pattern[str]:
    """Words → a compiled pattern of any of them standing alone, whatever their capitals."""
    return re.compile(rf"(?<![\w-]){any_of(choices)}(?![\w-])", re.IGNORECASE)
