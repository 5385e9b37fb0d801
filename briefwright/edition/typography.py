"""Leaves → the same with the dashes, quotation marks and apostrophes of their language.

Authors type what their keyboards have: a straight mark; a dash of either length, or one or two
hyphens, between blanks.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace

from briefwright.edition.document import Head
from briefwright.edition.nodes import DeparturesNode, Leaf, Node, Part, leaves, map_leaves, walk
from briefwright.edition.runs import Label, Run, Words, map_runs, text
from briefwright.facts import Labels

# A hyphen beside a digit may be a minus.
_DASH = re.compile(r"(?P<before>\d?)[ \u00a0](?:[–—]|--|(?<!\d[ \u00a0])-(?! \d)) (?P<after>\d?)")
_OPENS_AFTER = re.compile(r"(?:^|[\s(\[{«“„—–/])$")
# Where a straight mark opens a quotation, only one between letters is an apostrophe.
_BETWEEN_LETTERS = re.compile(r"(?<=[^\W\d_])'(?=[\w«“\"])")
_BEHIND_LETTERS = re.compile(r"(?<=[^\W\d_])'")
_QUOTATION = re.compile(r"(?:^|[\s(\[«“])'(?=\w)")


def set_signs(part: Part, labels: Labels, quoted: frozenset[str] = frozenset()) -> Part:
    """A node, or what nodes are made of, and the labels of its language → it with their signs.

    The leaves at the addresses in `quoted` stay as they are.
    """
    return map_leaves(part, lambda leaf: leaf if leaf.at in quoted else _set_leaf(leaf, labels))


def set_head(head: Head, labels: Labels) -> Head:
    """What stands at heads and feet, and the labels of its language → it with their signs."""
    title, running = (set_words(words, labels) for words in (head.title, head.running))
    return replace(head, title=title, running=running)


def find_quoted(nodes: Iterable[Node]) -> frozenset[str]:
    """Nodes → the addresses of the leaves that quote a published text, sign by sign."""
    departures = (node for node in walk(nodes) if isinstance(node, DeparturesNode))
    return frozenset(leaf.at for node in departures for leaf in leaves(node))


def set_words(words: str, labels: Labels, before: str = "") -> str:
    """Words, and those before them in their line → the same with the signs of their language."""
    if dash := labels.get("typography.dash", ""):
        words = _DASH.sub(lambda found: _set_dash(found, dash), words)
    if apostrophe := labels.get("typography.apostrophe", ""):
        words = _set_apostrophes(words, before[-1:], apostrophe)
    quotes = labels.get("typography.quotes", "")
    if '"' not in words or len(quotes) != len("“”"):
        return words
    made = ""
    for place, sign in enumerate(words):
        elides = made.endswith("’") and words[place + 1 : place + 2].isalnum()
        said = before + made
        opens = elides or _OPENS_AFTER.search(said) is not None or _is_closed(said, quotes)
        made += (quotes[0] if opens else quotes[1]) if sign == '"' else sign
    return made


def _is_closed(said: str, quotes: str) -> bool:
    """Words that end in a character of East Asia → whether a mark behind them opens a quotation.

    No blank tells there; it opens where every one before it is closed.
    """
    is_wide = said != "" and unicodedata.east_asian_width(said[-1]) in ("W", "F")
    return is_wide and said.count(quotes[0]) <= said.count(quotes[1])


def _set_apostrophes(words: str, before: str, sign: str) -> str:
    """Words, the letter before them and an apostrophe → the words with it for the straight one."""
    place = _BETWEEN_LETTERS if _QUOTATION.search(words) else _BEHIND_LETTERS
    return place.sub(sign, before + words)[len(before) :]


def _set_dash(found: re.Match[str], dash: str) -> str:
    if found["before"] and found["after"]:
        return found[0]  # from one number to another
    return f"{found['before']}{dash}{found['after']}"


def _set_leaf(leaf: Leaf, labels: Labels) -> Leaf:
    said = ""

    def change(run: Run) -> Run:
        nonlocal said
        before, said = said, said + text((run,))
        return (
            replace(run, text=set_words(run.text, labels, before))
            if isinstance(run, Words)
            else run
        )

    runs = map_runs(leaf.runs, change)
    return replace(leaf, runs=tuple(_set_colons(runs, labels.get("signs.colon", ": "))))


def _set_colons(runs: Iterable[Run], colon: str) -> Iterator[Run]:
    """Runs, the colon of their language with its blank or none → each label with that colon."""
    last: Run | None = None
    for run in runs:
        match last, run:
            case _, Label((*words, Words(":"))):
                yield Label((*words, Words(colon.rstrip())))
            case Label(), Words(said) if not colon.endswith(" "):
                yield Words(said.removeprefix(" "))
            case _:
                yield run
        last = run
