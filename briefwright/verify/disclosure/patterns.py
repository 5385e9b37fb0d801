"""What is looked for, by its letters → where it stands in a text, whatever dress that has.

A long text is looked for in phrases of five words, wherever their letters stand in a row; a short
one as a whole, from the beginning of a word to the end of one; the names of things likewise.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from typing import TypeVar

from briefwright.verify.disclosure.parts import FilePart
from briefwright.verify.disclosure.words import (
    HEADS,
    WINDOW,
    Reading,
    join,
    read,
    read_secret,
)

T = TypeVar("T")
PHRASE = 5  # successive words of a withheld text that must not occur
SHORTEST = WINDOW  # letters of a phrase; a shorter one is searched word by word
BARE = 4  # digits from which a number alone gives something away
FEWEST_LETTERS = 2  # of a text that consists of one word
_FIRST = max(HEADS)  # letters by which a whole is looked up, if it has as many
_BACKWARDS = 3  # letters from which a text is looked for from behind too
_REORDERED = 3  # digits from which a number may follow what it counts
_LEAST_IN_DATA = 6  # letters: shorter ones, such as “5K”, stand in every font by chance
_PLURALS = ("s", "es")


@dataclass(frozen=True)
class Secret:
    """Something that must not occur: the code of its fault, what it is, where it was written, why.

    `is_name` is for a single word that only means something where things are named.
    """

    code: str
    what: str
    at: str
    rule: str
    is_name: bool = False


@dataclass(frozen=True)
class Whole:
    """A short text that is looked for as a whole: so many words; whether it is a bare number.

    `plain` is the text as it is written, whichever of its forms this is.
    """

    secret: Secret
    words: int
    is_number: bool
    plain: str = ""


Wholes = dict[str, dict[str, Whole]]  # by their first letters, then by all of them


@dataclass
class Patterns:
    """What is looked for: phrases and wholes in texts, `named` in the names of things.

    `ended` are phrases that begin or end with a short number, by what they are without it: where
    that may be said, a page number beside it would else be taken for the rest.
    """

    phrases: dict[str, dict[str, Secret]] = field(default_factory=dict)
    wholes: Wholes = field(default_factory=dict)
    named: Wholes = field(default_factory=dict)
    ended: dict[str, dict[str, set[str]]] = field(default_factory=dict)

    def add(self, text: str, secret: Secret) -> None:
        """A withheld text → phrases of it, or all of it, to be looked for in every reading."""
        phrases, wholes = _list_forms(text)
        for letters, rest in phrases.items():
            self.phrases.setdefault(letters[:SHORTEST], {}).setdefault(letters, secret)
            if rest:
                self.ended.setdefault(rest[:SHORTEST], {}).setdefault(rest, set()).add(letters)
        for letters, words, is_number, plain in wholes:
            _put(self.wholes, letters, Whole(secret, words, is_number, plain))

    def add_name(self, name: str, secret: Secret) -> None:
        """What something is called → it, to be looked for where things are named."""
        words, readings = read_secret(name)
        if is_telling(words):
            one = Whole(secret, len(words), is_number=False)
            for reading in readings:
                _put(self.named, join(reading), one)

    def take_out(self, permitted: Iterable[str], machinery: str) -> Wholes:
        """Texts that may be said, what files call their parts → neither is looked for any more.

        The wholes that are taken out are the answer.
        """
        said: Wholes = {}
        for reading in chain.from_iterable(map(read, permitted)):
            whole_phrases = [letters for letters, _ in _find_phrases(self.phrases, reading)]
            ended = [letters for _, letters in _find_phrases(self.ended, reading)]
            for letters in chain(whole_phrases, *ended):
                self.phrases[letters[:SHORTEST]].pop(letters, None)
            for letters, whole in tuple(_find_wholes(self.wholes, reading)):
                _put(said, letters, whole)
            self._take_out_names(reading)
        for reading in read(machinery):
            self._take_out_names(reading)
        plain = {whole.plain for found in said.values() for whole in found.values()}
        for found in self.wholes.values():
            for letters in [letters for letters, whole in found.items() if whole.plain in plain]:
                del found[letters]
        return said

    def without(self, known: str) -> "Patterns":
        """A text that a reader knows → what else is looked for."""
        phrases, wholes, named = _copy(self.phrases), _copy(self.wholes), _copy(self.named)
        kept = Patterns(phrases, wholes, named, self.ended)
        kept.take_out((known,), "")
        return kept

    def _take_out_names(self, reading: Reading) -> None:
        for letters, _ in tuple(_find_wholes(self.named, reading)):
            self.named[letters[:_FIRST]].pop(letters, None)

    def find(self, part: FilePart) -> Iterator[Secret]:
        """A part of a file → what stands in it."""
        for n, reading in enumerate(read(part.text)):
            if n and part.sort == "data":
                return
            for _, secret in _find_phrases(self.phrases, reading):
                yield secret
            for letters, whole in _find_wholes(self.wholes, reading):
                if _is_telling_in(part, letters, whole):
                    yield whole.secret
            for letters, whole in _find_wholes(self.named, reading):
                if part.sort == "name" or (
                    not whole.secret.is_name and _is_one_name(letters, reading, part.text)
                ):
                    yield whole.secret


def _copy(index: dict[str, dict[str, T]]) -> dict[str, dict[str, T]]:
    return {head: dict(found) for head, found in index.items()}


def _is_telling_in(part: FilePart, letters: str, whole: Whole) -> bool:
    """Whether letters that were found in a part of a file are meant, and don't meet by chance."""
    if part.sort == "data":
        return whole.words > 1 and len(letters) >= _LEAST_IN_DATA
    return whole.words > 1 or part.sort != "other"


def find_wholes(wholes: Wholes, text: str) -> Iterator[Secret]:
    """What is looked for as a whole, a text → what of it stands there."""
    for reading in read(text):
        for _, whole in _find_wholes(wholes, reading):
            yield whole.secret


def is_telling(words: tuple[str, ...]) -> bool:
    """Whether words give something away: not a short number, nor a single letter."""
    together = "".join(words)
    if "%" in words or any(map(str.isalpha, together)):
        return len(together) >= FEWEST_LETTERS
    return len(words) == 1 and sum(map(str.isdigit, together)) >= BARE


# ----------------------------------------------------------------- forms of one secret


# Letters, how many words they are, whether they are a bare number, the text as it is written.
_Form = tuple[str, int, bool, str]


@lru_cache(maxsize=8192)
def _list_forms(text: str) -> tuple[Mapping[str, str], tuple[_Form, ...]]:
    """A withheld text → the letters of its phrases, and the forms of what is looked for as a whole.

    Beside each phrase stands what it is without a short number at its ends, "" where it has none.
    The same text is withheld from many.
    """
    words, readings = read_secret(text)
    if len(words) < PHRASE:
        return {}, tuple(_list_wholes(words, readings))
    phrases, wholes = dict[str, str](), list[_Form]()
    for n in range(len(words) - PHRASE + 1):
        chosen = slice(n, n + PHRASE)
        phrase, cut = words[chosen], _cut(readings, words, chosen)
        if len(join(phrase)) < SHORTEST:
            wholes += _list_wholes(phrase, cut)
        else:
            phrases |= dict.fromkeys(
                (one for one in _forms(phrase, cut) if len(one) >= SHORTEST), ""
            )
            phrases |= {join(one): _trim(one) for one in cut if len(join(one)) >= SHORTEST}
    return phrases, tuple(wholes)


def _is_short_number(word: str) -> bool:
    return word.isdecimal() and len(word) < BARE


def _trim(words: tuple[str, ...]) -> str:
    """The words of a phrase → its letters without short numbers at its ends, "" if it has none."""
    kept = [n for n, word in enumerate(words) if not _is_short_number(word)]
    rest = join(words[kept[0] : kept[-1] + 1]) if kept else ""
    return rest if SHORTEST <= len(rest) < len(join(words)) else ""


def _list_wholes(words: tuple[str, ...], readings: tuple[tuple[str, ...], ...]) -> Iterator[_Form]:
    if is_telling(words):
        is_number, plain = not any(map(str.isalpha, "".join(words))), join(words)
        yield from ((letters, len(words), is_number, plain) for letters in _forms(words, readings))


def _cut(
    readings: tuple[tuple[str, ...], ...], words: tuple[str, ...], chosen: slice
) -> tuple[tuple[str, ...], ...]:
    """Readings of a text → the same words of each that has as many."""
    return tuple(one[chosen] for one in readings if len(one) == len(words))


def _forms(words: tuple[str, ...], readings: tuple[tuple[str, ...], ...]) -> Iterator[str]:
    """Words and their readings → rows of letters: as they are, from behind, in reverse order."""
    yield from map(join, readings)
    letters, digits = sum(map(str.isalpha, "".join(words))), sum(map(str.isdigit, "".join(words)))
    if letters >= _BACKWARDS:
        yield join(tuple(word[::-1] for word in reversed(words)))
    if len(words) > 1 and (digits >= _REORDERED or (digits == 0 and letters >= _BACKWARDS)):
        yield join(words[::-1])


def _put(wholes: Wholes, letters: str, whole: Whole) -> None:
    if len(letters) >= min(HEADS):
        wholes.setdefault(letters[:_FIRST], {}).setdefault(letters, whole)


# ----------------------------------------------------------------- looking


def _find_phrases(
    index: Mapping[str, Mapping[str, T]], reading: Reading
) -> Iterator[tuple[str, T]]:
    letters = reading.letters
    for window in index.keys() & reading.windows:
        for phrase, what in index[window].items():
            if phrase in letters:
                yield phrase, what


def _find_wholes(index: Wholes, reading: Reading) -> Iterator[tuple[str, Whole]]:
    common = index.keys() & reading.heads
    letters, ends = reading.letters, reading.ends
    for size in {len(head) for head in common}:
        for n, start in enumerate(reading.starts):
            head = letters[start : start + size]
            for found, whole in index[head].items() if head in common else ():
                if letters.startswith(found, start):
                    last = _last_word(found, start, n, reading, ends)
                    if last is not None and _is_meant(whole, found, reading.words[n : last + 1]):
                        yield found, whole


def _last_word(
    found: str, start: int, first: int, reading: Reading, ends: tuple[int, ...]
) -> int | None:
    """Letters that stand at a word's beginning → the word with which they end, plural or not."""
    end, n = start + len(found), first
    while n < len(ends) and ends[n] < end:
        n += 1
    if n == len(ends):
        return None
    tail = reading.letters[end : ends[n]]
    is_plural = tail in _PLURALS and len(found) > len(tail) and reading.words[n].isalpha()
    return n if not tail or is_plural else None


def _is_meant(whole: Whole, found: str, words: tuple[str, ...]) -> bool:
    """Whether words of a text are a secret, not the pieces of others that meet by chance."""
    if whole.is_number:
        return len(words) == 1
    if len(words) == whole.words or len(found) >= SHORTEST:
        return True
    return all(len(word) == 1 for word in words)


def _is_one_name(letters: str, reading: Reading, text: str) -> bool:
    """Whether a name stands in a text without a blank in it, for no running text is meant."""
    words = reading.words
    for n in range(len(words)):
        for last in range(n + 1, len(words) + 1):
            row = join(words[n:last])
            if row == letters and last == n + 1:
                return True
            if row == letters:
                joined = r"(?:[^\w\s]|_)*".join(map(re.escape, words[n:last]))
                if re.search(joined, text.casefold()):
                    return True
            if not letters.startswith(row):
                break
    return False
