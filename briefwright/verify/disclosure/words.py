"""Text → its words, the same however they are written: letters, digits, spaces, endings.

Two readings are compared: the plain one, and one by how letters look, without the endings of
plurals; a word may be put together from several alphabets.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import accumulate

# A hyphen or a sign without width, with the line that ends after it.
# A pattern that begins with what it is about is found fast; what may stand before it comes after.
_CUT = re.compile(r"[\u00ad\u0002\ufffe\-\u2010\u2011]+[ \t]*[\r\n]+\s*(?=\w)")
_UNSEEN = frozenset("\u0640\u115f\u1160\u17b4\u17b5\u2800\u3164\ufffe\uffa0")  # besides Mn, Cf
_SIGNS = {"\u066c": ",", "\u066b": ".", "\u2019": "'", "\u02bc": "'", "\u2018": "'", "`": "'"}
# Two Arabic letters that are drawn as one: a PDF has them in the order in which they are seen.
_LAM_ALEF = "\u0644\u0627", "\u0627\u0644"
_GROUPS = re.compile(r"\d{1,3}(?:[ ,.'_\u00b7]\d{3})+(?!\d)")
_SPACED = re.compile(r"\d([ .\-/])\d(?:\1\d)+(?!\d)(?![ .\-/]\d)")
_COMMA = re.compile(r",(?<=\d,)(?=\d)")
_ZEROS = re.compile(r"\.(?<=\d\.)0+(?!\d)")
_PERCENT = re.compile(r"\bper ?cent\b|\bпроцент\w*|\bпайыз\w*|(?:في|ب)\s?المئة|بالمئة")
_HUNDREDTHS = ("cent", "цент", "пайыз", "المئة")
_POSSESSIVE = re.compile(r"'(?<=\w')s?(?!\w)")
_DIGIT = re.compile(r"\d")
_GLUED = re.compile(r"\d(?=[^\W\d_]{3})"), re.compile(r"\d(?<=[^\W\d_]{3}\d)")
_TOKEN = re.compile(r"\d+(?:\.\d+)+|[^\W_]+|%")
# Signs of ASCII that are drawn alike; and pairs that look like one letter.
_ALIKE = str.maketrans("1i0", "llo")
_PAIRS = (("rn", "m"), ("vv", "w"))
_PLURALS = re.compile(r"(?:(?<=[a-z]{2}[sxz])|(?<=[a-z]{2}[cs]h))es$|(?<=[a-z]{3}[^sui])s$")
_ASCII = 128


WINDOW = 8  # letters in a row by which a longer text is looked up
_LONG = 10_000  # letters of a text that is hardly met twice
HEADS = (2, 3, 4)  # first letters by which a short text is looked up: as many as it has, at most 4


@dataclass(frozen=True)
class Reading:
    """A text in one of its readings: its words, their letters in a row, where each word begins."""

    words: tuple[str, ...]
    letters: str
    starts: tuple[int, ...]

    @cached_property
    def ends(self) -> tuple[int, ...]:
        """Where in the row of letters each word ends."""
        return (*self.starts[1:], len(self.letters))

    @cached_property
    def windows(self) -> frozenset[str]:
        """Each stretch of WINDOW letters."""
        letters = self.letters
        return frozenset([letters[n : n + WINDOW] for n in range(len(letters) - WINDOW + 1)])

    @cached_property
    def heads(self) -> frozenset[str]:
        """The first letters from each word's beginning on, as many as HEADS says."""
        letters = self.letters
        return frozenset([letters[n : n + size] for n in self.starts for size in HEADS])


def read(text: str) -> tuple[Reading, ...]:
    """Text → its two readings, or one where they are the same.

    Settings, styles and labels of a file stand in the next one, too: they are read once.
    """
    return _read(text) if len(text) > _LONG else _read_once(text)


def _read(text: str) -> tuple[Reading, ...]:
    cut = _CUT.sub("", text)
    words = _split(cut.translate(_PLAIN))
    seen = tuple(map(_singular, _split(_draw(cut))))
    return (_reading(words),) if seen == words else (_reading(words), _reading(seen))


_read_once = lru_cache(maxsize=1024)(_read)


@lru_cache(maxsize=8192)
def read_secret(text: str) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """A withheld text → its words, and its words in each reading in which a file may have it."""
    words = split_words(text)
    cases = (text,) if text.isascii() else (text, text.upper())
    seen = (tuple(map(_singular, _split(_draw(one)))) for one in cases)
    return words, tuple(dict.fromkeys((words, *seen)))


def split_words(text: str) -> tuple[str, ...]:
    """Text → its words: “Long-term aid: 1,410 t” is long, term, aid, 1410 and t."""
    return _split(_CUT.sub("", text).translate(_PLAIN))


def join(words: tuple[str, ...]) -> str:
    """Words → their letters in a row, signs that are drawn alike the same."""
    return "".join(words).translate(_ALIKE)


def _draw(text: str) -> str:
    """Text → its letters by their looks; pairs that look like one letter are taken for it."""
    drawn = text.translate(_DRAWN)
    for pair, letter in _PAIRS:
        drawn = drawn.replace(pair, letter)
    return drawn


def _reading(words: tuple[str, ...]) -> Reading:
    starts = accumulate(map(len, words[:-1]), initial=0) if words else ()
    return Reading(words, join(words), tuple(starts))


def _split(folded: str) -> tuple[str, ...]:
    """Text whose letters are folded → its words and numbers; numbers without separators."""
    line = folded.replace(*_LAM_ALEF)
    if _DIGIT.search(line):
        line = _GROUPS.sub(_only_digits, line)
        line = _SPACED.sub(_only_digits, line)
        line = _ZEROS.sub("", _COMMA.sub(".", line))
        line = _GLUED[1].sub(r" \g<0>", _GLUED[0].sub(r"\g<0> ", line))
    if any(word in line for word in _HUNDREDTHS):
        line = _PERCENT.sub("%", line)
    if "'" in line:
        line = _POSSESSIVE.sub("", line)
    return tuple(_TOKEN.findall(line))


def _only_digits(found: re.Match[str]) -> str:
    """A number with separators → its digits; not where it is only the end of one."""
    before = found.string[max(0, found.start() - 2) : found.start()]
    is_end = before[-1:].isdigit() or (before[:1].isdigit() and before[-1:] in ",.-/")
    return found[0] if is_end else "".join(filter(str.isdigit, found[0]))


def _singular(word: str) -> str:
    """A word → the same without the ending of an English plural, or of a case in Cyrillic."""
    if not word.isascii():
        return _stem(word)
    if word.endswith("ies") and len(word) > len("xies"):
        return f"{word[:-3]}y"
    return _PLURALS.sub("", word) if word[-1] == "s" else word


def _stem(word: str) -> str:
    """A word of letters beyond ASCII → without its endings of case and number, if it has such."""
    for _ in range(_MOST_ENDINGS):
        ending = next((word[-n:] for n in _ENDING_SIZES if word[-n:] in _endings()), "")
        if not ending or len(word) - len(ending) < _SHORTEST_STEM:
            break
        word = word[: -len(ending)]
    return word


_MOST_ENDINGS = 2  # a plural, then a case
_SHORTEST_STEM = 3  # letters
_ENDING_SIZES = (3, 2, 1)
# Of nouns and adjectives in Russian; of nouns in Kazakh, where case and plural follow one another.
_RUSSIAN = """
    а я о е ё у ю ы и ь й ой ей ою ею ом ем ём ам ям ов ев ёв ах ях ами ями ия ию ии
    ый ий ая яя ое ее ые ие ого его ому ему ым им ых их ыми ими ую юю
"""
_KAZAKH = """
    ның нің дың дің тың тің ға ге қа ке на не ды ді ты ті ны ні да де та те нда нде дан ден тан тен
    нан нен мен бен пен лар лер дар дер тар тер
"""


@cache
def _endings() -> frozenset[str]:
    """The endings, by the looks of their letters, as words are read."""
    return frozenset(_draw(f"{_RUSSIAN} {_KAZAKH}").split())


# ----------------------------------------------------------------- letters


class _Letters(dict[int, str]):
    """Each character → what it is read as; worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = "".join(map(self.fold, unicodedata.normalize("NFKD", chr(code))))
        self[code] = folded
        return folded

    def fold(self, sign: str) -> str:
        """One character of a compatibility decomposition → what it is read as."""
        if ord(sign) < _ASCII:
            return _of_ascii(sign)
        kind = unicodedata.category(sign)
        if kind in ("Mn", "Me", "Cf", "Cc") or sign in _UNSEEN:
            return ""
        if kind == "Nd":
            return str(unicodedata.decimal(sign))
        if kind[0] == "Z":
            return " " if kind == "Zs" else "\n"
        return _SIGNS.get(sign) or self.letter(sign)

    def letter(self, sign: str) -> str:
        """A letter that is none of ASCII → the same in small letters, in Latin if it looks so."""
        return "".join(_look_alikes().get(one, one) for one in sign.casefold())


class _Looks(_Letters):
    def letter(self, sign: str) -> str:
        """The same, but for capitals that look like Latin ones while their small letters don't."""
        return _look_alikes().get(sign) or super().letter(sign)


def _of_ascii(sign: str) -> str:
    if sign >= " " or sign in "\n\t\r\f\v":
        return _SIGNS.get(sign, sign.lower())
    return ""


_PLAIN, _DRAWN = _Letters(), _Looks()


@cache
def _look_alikes() -> dict[str, str]:
    """Characters that Unicode calls confusable with a Latin letter or a digit → that one."""
    from confusable_homoglyphs.confusables import confusables_data

    found: dict[str, str] = {}
    for sign in "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789":
        for alike in confusables_data.get(sign, ()):
            other = alike["c"].strip("\u200e")
            if len(other) == 1 and ord(other) >= _ASCII:
                found.setdefault(other, sign.lower())
    return found
