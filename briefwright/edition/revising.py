"""A text before and after → one text in which the words that came and went are marked."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import groupby
from typing import Any, Literal, NamedTuple

from briefwright.edition.nodes import Leaf
from briefwright.edition.runs import (
    Call,
    Change,
    Datum,
    Footnote,
    Number,
    PartBegin,
    Reference,
    Revised,
    Run,
    Words,
    text,
)

# A number with its signs is one token, and so is a letter of a script that sets no spaces.
_TOKEN = re.compile(r"\s+|[\u3040-\u30ff\u3400-\u9fff]|\w+(?:[.,’'\u00a0\u202f-]\w+)*|.", re.DOTALL)
_LEAST = 0.3  # of a text's words that must stay; else all of it is set anew
_UNSEEN = frozenset({"alt", "figure"})  # they print no words


class _Token(NamedTuple):
    """A piece of a line: the runs that it stands in, each empty; what became of it; itself."""

    path: tuple[Any, ...]
    piece: Run
    change: Change | Literal[""] = ""


def merge_leaves(before: Leaf, after: Leaf) -> Leaf:
    """A leaf before and after → the later one, with the words that went and came marked."""
    if after.kind in _UNSEEN:
        return after
    is_caption = after.kind == "caption"
    old, new = list(_cut(before.runs)), list(_cut(after.runs))
    signs = [_sign(one, is_caption) for one in old], [_sign(one, is_caption) for one in new]
    if signs[0] == signs[1]:
        return after
    return replace(after, runs=tuple(_build(_merge_tokens(old, new, *signs))))


def mark_leaf(leaf: Leaf, change: Change) -> Leaf:
    """A leaf that came or went → all its words marked."""
    if leaf.kind in _UNSEEN:
        return leaf
    return replace(leaf, runs=tuple(_build([_mark(one, change) for one in _cut(leaf.runs)])))


def find_change(leaf: Leaf) -> Change | Literal[""]:
    """A leaf → whether all of it came, or went, or neither."""
    found = {one.change for one in _cut(leaf.runs)}
    return next(iter(found)) if len(found) == 1 else ""


def name_move(leaf: Leaf, move: str) -> Leaf:
    """A leaf and the name of its move, "" for none → its words are said to have moved."""
    return replace(leaf, runs=_name_runs(leaf.runs, move)) if move else leaf


def _name_runs(runs: tuple[Run, ...], move: str) -> tuple[Run, ...]:
    return tuple(_name_run(run, move) for run in runs)


def _name_run(run: Run, move: str) -> Run:
    match run:
        case Revised():
            return replace(run, move=move)
        case Words() | Datum() | Number() | Reference() | Call() | Footnote() | PartBegin():
            return run
        case _:
            return replace(run, content=_name_runs(run.content, move))


# ----------------------------------------------------------------- tokens


def _cut(
    runs: Iterable[Run], path: tuple[Any, ...] = (), change: Change | Literal[""] = ""
) -> Iterator[_Token]:
    """Runs, what they stand in → their tokens."""
    for run in runs:
        match run:
            case Words():
                yield from (_Token(path, Words(one), change) for one in _TOKEN.findall(run.text))
            case Datum() | Reference() | Call() | Footnote() | Number() | PartBegin():
                yield _Token(path, run, change)
            case Revised():
                yield from _cut(run.content, path, run.change)
            case _:
                yield from _cut(run.content, (*path, replace(run, content=())), change)


def _sign(token: _Token, is_caption: bool) -> tuple[object, ...]:
    """A token → what is equal of two that print the same. What Word counts by itself is none."""
    match token.piece:
        case Number() if not is_caption:
            return (token.path, "number")
        case Footnote():
            return (token.path, "footnote", text(token.piece.content))
        case PartBegin():
            return (token.path, token.piece.part)
        case Datum():
            return (token.path, token.piece.text, token.piece.fact)
        case _:
            return (token.path, token.piece.kind, text((token.piece,)))


def _mark(token: _Token, change: Change) -> _Token:
    """A token that came or went; a note that went has names of its own."""
    piece = token.piece
    if change == "del" and isinstance(piece, Footnote):
        piece = replace(piece, id=f"{piece.id}-before", at=f"{piece.at}.before")
    return token._replace(piece=piece, change=change)


def _merge_tokens(
    old: Sequence[_Token], new: Sequence[_Token], before: Sequence[object], after: Sequence[object]
) -> list[_Token]:
    """Tokens before and after, and what each prints → all of them, those that differ marked."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    steps = list(_join_steps(matcher.get_opcodes(), new))
    stayed = (new[first:last] for kind, _, _, first, last in steps if kind == "equal")
    kept = sum(_is_word(one) for tokens in stayed for one in tokens)
    words = max(sum(map(_is_word, old)), sum(map(_is_word, new)), 1)
    if kept / words < _LEAST:
        steps = [("replace", 0, len(old), 0, len(new))]
    made: list[_Token] = []
    for kind, start, end, first, last in steps:
        if kind == "equal":
            made += new[first:last]
        else:
            made += (_mark(one, "del") for one in old[start:end])
            made += (_mark(one, "ins") for one in new[first:last])
    return made


Step = tuple[str, int, int, int, int]


def _join_steps(steps: Sequence[Step], new: Sequence[_Token]) -> Iterator[Step]:
    """Steps → the same; two changes with no word between them are one."""
    waiting: Step | None = None
    for n, step in enumerate(steps):
        kind, start, end, first, last = step
        between = 0 < n < len(steps) - 1 and not any(map(_is_word, new[first:last]))
        if kind == "equal" and not (waiting and between):
            if waiting:
                yield waiting
            waiting = None
            yield step
        else:
            waiting = (
                ("replace", waiting[1], end, waiting[3], last)
                if waiting
                else ("replace", start, end, first, last)
            )
    if waiting:
        yield waiting


def _is_word(token: _Token) -> bool:
    if isinstance(token.piece, PartBegin):
        return False
    return not isinstance(token.piece, Words) or any(map(str.isalnum, token.piece.text))


# ----------------------------------------------------------------- runs again


def _build(tokens: Sequence[_Token], depth: int = 0) -> Iterator[Run]:
    """Tokens → runs; what came or went stands inside all that it stood in."""

    def find_shell(token: _Token) -> Any:
        return token.path[depth] if len(token.path) > depth else None

    for shell, group in groupby(tokens, find_shell):
        if shell is not None:
            yield replace(shell, content=tuple(_build(list(group), depth + 1)))
            continue
        for change, pieces in groupby(group, lambda token: token.change):
            runs = tuple(_join_words(one.piece for one in pieces))
            if change:
                yield Revised(runs, change)
            else:
                yield from runs


def _join_words(pieces: Iterable[Run]) -> Iterator[Run]:
    for is_words, group in groupby(pieces, lambda one: isinstance(one, Words)):
        if is_words:
            yield Words("".join(text((one,)) for one in group))
        else:
            yield from group


# ----------------------------------------------------------------- where words that went lead


def redirect(leaf: Leaf, ids: Mapping[str, str], addresses: Mapping[str, str]) -> Leaf:
    """A merged leaf, what became of names → what went leads where its target stands now."""
    runs = tuple(_redirect(run, ids, addresses) for run in leaf.runs)
    target = ids.get(leaf.target, leaf.target) if find_change(leaf) == "del" else leaf.target
    return replace(leaf, runs=runs, target=target)


def _redirect(
    run: Run, ids: Mapping[str, str], addresses: Mapping[str, str], went: bool = False
) -> Run:
    match run:
        case Reference() if went:
            at = addresses.get(run.at, run.at)
            return replace(run, id=ids[run.id], at=at) if run.id in ids else Words(run.text)
        case Call() if went:
            return replace(run, id=ids[run.id]) if run.id in ids else Words(run.text)
        case Words() | Datum() | Number() | Reference() | Call() | Footnote() | PartBegin():
            return run
        case _:
            inside = went or (isinstance(run, Revised) and run.change == "del")
            content = tuple(_redirect(one, ids, addresses, inside) for one in run.content)
            return replace(run, content=content)
