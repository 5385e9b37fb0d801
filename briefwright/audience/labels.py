"""Files of labels → the words that pages add by themselves, by language."""

import re
from collections.abc import Iterable, Iterator

from briefwright import yamlfile
from briefwright.facts import Labels
from briefwright.facts.dates import name_digits, script_of
from briefwright.problems import Place, Problem

_ENGLISH = "en"
_GAP = re.compile(r"\{\w+\}")
_WORD = re.compile(r"[^\W\d_]{2,}")
_BRIEFEST = 2  # words: one alone may be the same in both languages, as “Contact” is


class Vocabularies(dict[str, Labels]):
    """Language → its words; a variant that has none of its own, as en-US, has its language's.

    Chinese of Taiwan, zh-TW, has those of its script, zh-Hant, before those of its language.
    """

    def find(self, tag: str) -> Labels | None:
        """The tag of a language → its words, or those of what it is a variant of, if any."""
        return next((self[one] for one in (tag, *list_wider(tag)) if one in self), None)

    def __missing__(self, tag: str) -> Labels:
        found = self.find(tag)
        if found is None:
            raise KeyError(tag)
        return found


def list_wider(tag: str) -> tuple[str, ...]:
    """The tag of a language → those of which it is a variant, nearest first: zh-TW, zh-Hant, zh."""
    language, _, variant = tag.partition("-")
    return (f"{language}-{script_of(tag)}", language) if variant else ()


Words = dict[str, yamlfile.Scalar]


def combine(files: Iterable[tuple[str, yamlfile.Node | None]]) -> dict[str, Words]:
    """Files of labels as languages and nodes, first wins → language → words by key."""
    found: dict[str, Words] = {}
    for tag, node in files:
        words = found.setdefault(tag, {})
        for key, value in _flatten(node):
            words.setdefault(key, value)
    return found


def complete(words: dict[str, Words]) -> Vocabularies:
    """Language → words by key → its labels: what a variant leaves out is as in its language.

    `digits` is by CLDR where no file says it.
    """
    made = Vocabularies()
    for tag in words:
        given: dict[str, str] = {"digits": name_digits(tag)}
        for one in (*reversed(list_wider(tag)), tag):
            given |= {key: value.text for key, value in words.get(one, {}).items()}
        made[tag] = given
    return made


def find_english(words: dict[str, Words]) -> Iterator[tuple[str, Problem]]:
    """Language → words by key → each that is English still, with its language, as a warning."""
    english = words.get(_ENGLISH, {})
    for tag, own in words.items():
        if tag.partition("-")[0] == _ENGLISH:
            continue
        same = {
            key: one for key, one in own.items() if key in english and _is_same(one, english[key])
        }
        if same:
            first = min(same.values(), key=lambda one: one.place)
            yield tag, _describe(tag, same, first.place)


def _is_same(own: yamlfile.Scalar, english: yamlfile.Scalar) -> bool:
    if own.text != english.text:
        return False
    return len(_WORD.findall(_GAP.sub("", own.text))) >= _BRIEFEST


def _describe(tag: str, same: Words, place: Place) -> Problem:
    listed = ", ".join(f"{key} (“{one.text.strip()}”)" for key, one in list(same.items())[:_NAMED])
    more = f" and {len(same) - _NAMED} more" if len(same) > _NAMED else ""
    message = f"These words for “{tag}” are English still: {listed}{more}. Translate them here."
    return Problem("A515", message, place, level="warning")


_NAMED = 4  # words in a fault


def _flatten(node: yamlfile.Node | None, before: str = "") -> Iterator[tuple[str, yamlfile.Scalar]]:
    match node:
        case yamlfile.Scalar():
            yield before, node
        case yamlfile.Map():
            for key, value in node.entries:
                yield from _flatten(value, f"{before}.{key.text}" if before else key.text)
        case yamlfile.Sequence() | None:
            return
