"""Names and numbers that are nearly others of the same briefing."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from briefwright.editorial.acronyms import is_one_slip
from briefwright.editorial.numbers import Figure, find_figures
from briefwright.editorial.passages import Copy, Passage
from briefwright.editorial.suggestions import Suggestion, flag, flag_at
from briefwright.editorial.wordlists import words
from briefwright.facts import dates, moments
from briefwright.model import addresses
from briefwright.model.dictionary import Fact, Meeting

_WORDS = re.compile(r"[^\W\d_][\w’]*(?:[ \-‐‑][^\W\d_][\w’]*)*")
_JOINT = re.compile(r"[ \-‐‑]")
_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST_NAME = 5  # letters; of shorter words many differ by one from another
_ENDINGS = {"en": 1}  # letters at the end of a word that may be its case or its plural
_ENDING = 3  # … in other languages
_SHORTEST = 3  # digits of a number that may be another's with two of them swapped


def find_variants(copy: Copy) -> Iterator[Suggestion]:
    """“Harrow-Delta”, “harrow delta”, “Harow Delta”: one name in other forms."""
    yield from _find_other_forms(copy)
    yield from _find_misspelt(copy)


def _find_other_forms(copy: Copy) -> Iterator[Suggestion]:
    """Names with other capitals or hyphens than most; a name in `names` is right as it is there."""
    official = {_fold(name.long): name.long for name in copy.briefing.names.values()}
    texts = (one.words for one in copy.passages if one.role in _NAMED)
    found_names = (name for words_ in texts for name in _find_names(words_))
    for name in sorted({*map(_fold, found_names), *official} - {""}):
        pattern = re.compile(rf"\b{_JOINT.pattern.join(map(re.escape, name.split()))}\b", re.I)
        found = [
            (passage, match)
            for passage in copy.passages
            if passage.role != "alt"
            for match in pattern.finditer(passage.words)
            if _counts(passage, match)
        ]
        forms = Counter({official[name]: _DECLARED} if name in official else {})
        forms.update(match[0] for _, match in found)
        usual = max(forms, key=lambda form: (forms[form], form != form.lower()), default="")
        where = "in `names`" if name in official else f"elsewhere ({forms[usual]}×)"
        for passage, match in found:
            if match[0] != usual and _is_other(match[0], usual, forms[usual]):
                message = f"“{match[0]}” here, and “{usual}” {where}."
                yield flag(passage, *match.span(), message, f"Write {usual}.", usual)


_NAMED = ("running", "item", "label", "line")  # what has no capitals of its own, as headings have


def _find_names(words_: str) -> Iterator[str]:
    """A text → two capitalised words or more that belong together."""
    for match in _WORDS.finditer(words_):
        run: list[str] = []
        for part in (*re.split(r"([ \-‐‑])", match[0]), ""):
            if part[:1].isupper() or (part and _JOINT.fullmatch(part) and run):
                run.append(part)
            else:
                yield "".join(run).rstrip(" -‐‑")
                run = []


_DECLARED = 1000  # times that a name counts which is declared, more than it is typed


def _find_misspelt(copy: Copy) -> Iterator[Suggestion]:
    """A capitalised word that stands once, one letter from another that stands more often.

    Or that stands beside the same word: “Marta Lindquist” and “Marta Lindqvist”. Its first letter
    and its ending may differ: those are other names, or other cases of one.
    """
    texts = [one.words for one in copy.passages if one.role != "alt"]
    texts += _list_foreign(copy)
    texts += [name.long for name in copy.briefing.names.values()]
    used = Counter(word for words_ in texts for word in _WORD.findall(words_) if word[0].isupper())
    small = {word for words_ in texts for word in _WORD.findall(words_) if word[0].islower()}
    pairs = Counter(pair for words_ in texts for pair in _pair_names(words_))
    for passage in copy.passages:
        found = list(_WORD.finditer(passage.words)) if passage.role != "alt" else []
        for match in found:
            if used[match[0]] != 1 or match[0].casefold() in small or not _counts(passage, match):
                continue
            beside = {pair for pair in _pair_names(passage.words) if match[0] in pair}
            meant = next(
                (
                    other
                    for other in used
                    if _is_misspelt(match[0], other, copy.language)
                    and (
                        used[other] > 1
                        or any(_swap(one, match[0], other) in pairs for one in beside)
                    )
                    and not (used[other] == 1 and _comes_first(match[0], other, texts))
                ),
                "",
            )
            if meant:
                message = f"“{match[0]}” here, and “{meant}” elsewhere ({used[meant]}×)."
                yield flag(passage, *match.span(), message, "Take one spelling.")


def _list_foreign(copy: Copy) -> Iterator[str]:
    """A translation → the words of its original that it would keep: those of another alphabet."""
    own = _find_alphabet("".join(one.words for one in copy.passages))
    for passage in copy.original.passages if copy.original and copy.passages else ():
        if _find_alphabet(passage.words) != own:
            yield passage.words


def _find_alphabet(words_: str) -> str:
    """Words → the alphabet of most of their letters, such as LATIN; "" where there are none."""
    letters = Counter(unicodedata.name(letter).split()[0] for letter in words_ if letter.isalpha())
    return letters.most_common(1)[0][0] if letters else ""


def _pair_names(text: str) -> Iterator[tuple[str, str]]:
    """A text → each two capitalised words in it that stand side by side."""
    tokens = list(_WORD.finditer(text))
    for one, other in pairwise(tokens):
        if one[0][0].isupper() and other[0][0].isupper() and other.start() - one.end() == 1:
            yield one[0], other[0]


def _swap(pair: tuple[str, str], word: str, other: str) -> tuple[str, str]:
    return (other, pair[1]) if pair[0] == word else (pair[0], other)


def _comes_first(word: str, other: str, texts: Sequence[str]) -> bool:
    """Of two words that stand once each, whether the first is the earlier: the later is flagged."""
    joined = " ".join(texts)
    return joined.find(word) < joined.find(other)


def _is_misspelt(word: str, other: str, language: str) -> bool:
    shorter = min(len(word), len(other))
    if word != other and _strip_marks(word) == _strip_marks(other):
        return True
    if shorter < _SHORTEST_NAME or not is_one_slip(word, other):
        return False
    same = next((n for n in range(shorter) if word[n] != other[n]), shorter)
    return 0 < same < shorter - _ENDINGS.get(language, _ENDING)


def _fold(name: str) -> str:
    """A name → it in small letters, without hyphens and what only leads to it: “The Harrow-Delta”.

    "" where one word is left.
    """
    parts = _JOINT.sub(" ", name).casefold().split()
    while parts and parts[0] in words("words", "small"):
        parts = parts[1:]
    return " ".join(parts) if len(parts) > 1 else ""


def _counts(passage: Passage, match: re.Match[str]) -> bool:
    typed = passage.is_typed(*match.span()) and not passage.is_quoted(match.start())
    return typed and not match[0].isupper()


def _is_other(one: str, usual: str, times: int) -> bool:
    """Whether the hyphens differ, or the capitals of a name that is known by them are gone."""
    if one.islower():
        return times > 1 and not usual.islower()
    return _JOINT.findall(one) != _JOINT.findall(usual)


def _strip_marks(word: str) -> str:
    """A word → its letters without accents: “Şahin” is “Sahin”."""
    return "".join(
        letter for letter in unicodedata.normalize("NFD", word) if not unicodedata.combining(letter)
    )


def find_swapped(copy: Copy) -> Iterator[Suggestion]:
    """A number that is a fact's but for two digits that have changed places."""
    for passage in copy.passages:
        if passage.kind == "fact" or passage.block == "briefing":
            continue
        for figure in find_figures(passage):
            if fact := _find_swapped_fact(figure, copy):
                message = (
                    f"“{figure.words}” is nearly {{{fact.name}}}, {fact.value}: are two digits "
                    "swapped?"
                )
                yield flag(passage, figure.start, figure.end, message, f"Write {{{fact.name}}}.")


def _find_swapped_fact(figure: Figure, copy: Copy) -> Fact | None:
    values = {fact.value for fact in copy.briefing.facts.values()}
    digits = str(figure.value)
    if len(digits) < _SHORTEST or figure.value in values:
        return None
    swapped = {
        digits[:n] + digits[n + 1] + digits[n] + digits[n + 2 :] for n in range(len(digits) - 1)
    } - {digits}
    facts = copy.briefing.facts.values()
    return next((fact for fact in facts if str(fact.value) in swapped), None)


def find_late_embargo(copy: Copy) -> Iterator[Suggestion]:
    """An embargo that ends after the day of publication, or after what the briefing is about."""
    metadata = copy.briefing.metadata
    moment = moments.parse(metadata.embargo) if metadata.embargo else ""
    if isinstance(moment, str):
        return
    ends = moment.local.date().isoformat()
    days = [("the briefing’s own day", metadata.date.text), *_list_meetings(copy)]
    for what, day in days:
        if ends > day:
            message = f"The embargo ends on {ends}, after {what}, {day}."
            proposal = "Put the embargo or that day right."
            yield flag_at("briefing.embargo", 0, metadata.embargo, message, proposal)


def _list_meetings(copy: Copy) -> Iterator[tuple[str, str]]:
    """The meetings of a briefing and their days."""
    for _, block in addresses.walk(copy.briefing.body):
        if isinstance(block, Meeting) and block.when and dates.is_one_moment(block.when):
            found = dates.period(block.when)
            if found and found.precision == "day":
                yield "the day of the meeting", found.start.date().isoformat()
