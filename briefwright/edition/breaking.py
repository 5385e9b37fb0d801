"""Words that are longer than their line → the same, with places where they may break.

An address breaks after its signs, a word where its language divides it, with a hyphen; what no
pattern divides breaks anywhere, without one. A reader who copies the words gets none of the marks.
"""

import re
from dataclasses import fields, replace
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar, cast

import pyphen

from briefwright.edition.nodes import Item, Leaf, Node, WrittenNode
from briefwright.edition.runs import (
    AsOf,
    Bold,
    Footnote,
    Foreign,
    Hyperlink,
    Label,
    Revised,
    Run,
    Stressed,
    Unit,
    Value,
    Words,
)

_HYPHEN, _BREAK = "\u00ad", "\u200b"  # may break with a hyphen, and without one
_WORD = re.compile(r"[^\s\u00ad\u200b\u2060]+")
_ADDRESS = re.compile(r"://|^www\.|@|/.*/|_|\.[^.]+\.")
_SIGN = re.compile(r"(?<=[/._?&=#@:~%+-])(?![/.])")
_HYPHENATED = re.compile(r"(?<=[-–/])")  # where a line may end as it is
_LONG = 12  # letters of a word that needs no break
_PIECE = 8  # letters that stand together before a break that may be anywhere
_LETTERS = re.compile(rf"[^\W\d_]{{{_LONG},}}")
_LOWER = 0.8  # of the letters of a word; a code has fewer
_NUMBER = re.compile(r"[\d.,’\u2212+%-]+")


Part = TypeVar("Part")


def break_leaves(
    part: Part, language: str, longest: int = _LONG, only: frozenset[str] | None = None
) -> Part:
    """A node, or what nodes are made of → the same, long words with places to break.

    `longest` is how many letters a word may have that needs none; `only` has the addresses of the
    leaves and footnotes that are meant, else all of them are.
    """
    return cast("Part", _break_part(part, _Manner(language, longest, only)))


class _Manner(NamedTuple):
    language: str
    longest: int
    only: frozenset[str] | None

    def means(self, at: str) -> bool:
        return self.only is None or at in self.only


def _break_part(part: Any, manner: _Manner) -> Any:
    match part:
        case Leaf():
            runs = (_break_run(run, manner, meant=manner.means(part.at)) for run in part.runs)
            return replace(part, runs=tuple(runs))
        case tuple():
            return tuple(_break_part(one, manner) for one in part)
        case WrittenNode():
            manner = manner._replace(language=part.language or manner.language)
            return part.with_fields(
                **{key: _break_part(value, manner) for key, value in part.fields.items()}
            )
        case Item() | Node():
            manner = manner._replace(language=getattr(part, "language", "") or manner.language)
            held = {field.name: getattr(part, field.name) for field in fields(part)}
            return replace(part, **{key: _break_part(one, manner) for key, one in held.items()})
        case _:
            return part  # a setting, or what a drawing shows


def _break_run(run: Run, manner: _Manner, *, meant: bool) -> Run:
    match run:
        case Words() if meant and manner.only and _HYPHEN in run.text:
            return Words(run.text.replace(_HYPHEN, _BREAK))  # the theme sets no hyphens
        case Words() if meant:
            return Words(_WORD.sub(lambda word: _break_word(word.group(), manner), run.text))
        case Foreign():
            manner = manner._replace(language=run.language)
            return replace(run, content=_break_runs(run.content, manner, meant=meant))
        case Stressed() | Bold() | Hyperlink() | Label() | Value() | Unit() | AsOf() | Revised():
            return replace(run, content=_break_runs(run.content, manner, meant=meant))
        case Footnote():
            content = _break_runs(run.content, manner, meant=manner.means(run.at))
            return replace(run, content=content)
        case _:
            return run  # a number, or what leads to one


def _break_runs(runs: tuple[Run, ...], manner: _Manner, *, meant: bool) -> tuple[Run, ...]:
    return tuple(_break_run(run, manner, meant=meant) for run in runs)


def _break_word(word: str, manner: _Manner) -> str:
    if len(word) <= manner.longest or _NUMBER.fullmatch(word):
        return word
    if _ADDRESS.search(word):
        return _BREAK.join(map(_break_anywhere, _SIGN.split(word)))
    return "".join(_hyphenate(part, manner) for part in _HYPHENATED.split(word))


def _hyphenate(word: str, manner: _Manner) -> str:
    if len(word) <= manner.longest:
        return word
    divided = _LETTERS.sub(lambda letters: _divide(letters.group(), manner.language), word)
    return _HYPHEN.join(map(_break_anywhere, divided.split(_HYPHEN)))


def _divide(word: str, language: str) -> str:
    """Letters → the same, divided as the language does, if that is known; a code has no hyphens."""
    patterns = _load_patterns(language)
    if patterns is None or sum(map(str.islower, word)) < len(word) * _LOWER:
        return word
    for place in reversed(patterns.positions(word)):
        if not _LIGATURE.fullmatch(word[place - 1 : place + 1]):
            word = f"{word[:place]}{_HYPHEN}{word[place:]}"
    return word


@lru_cache(maxsize=8)
def _load_patterns(language: str) -> pyphen.Pyphen | None:
    known = pyphen.language_fallback(language)
    return pyphen.Pyphen(lang=known) if known else None


def _break_anywhere(piece: str) -> str:
    """A piece of a word → it, with a break before each letter but the first and the last few."""
    if len(piece) <= _LONG + _PIECE:
        return piece
    first, rest, last = piece[:_PIECE], piece[_PIECE:-2], piece[-2:]
    return _BREAK.join((first, *_CLUSTER.findall(rest))) + last


# Two letters that a font may draw as one, where a mark between them would be read as a third; and
# a letter with its accents, or two such.
_LIGATURE = re.compile(r"f[bfhijklt]|Th|[tc]t|st")
_ACCENTS = "[\u0300-\u036f\u0483-\u0489\u064b-\u065f\ufe00-\ufe0f\u200d]*"
_CLUSTER = re.compile(rf"(?:f+(?=[bfhijklt])|T(?=h)|[cst]+(?=t))*.{_ACCENTS}")
